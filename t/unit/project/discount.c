/* From list price to deal price: the worked examples of domain.md 4.4, line by line. */
#include "t/unit/harness.h"
#include "project/discount.h"
#include "project/typed.h"

static void assert_steps(const struct price_result *p, const int64_t *fen, int n)
{
	assert_int_equal(p->n, n);
	for (int i = 0; i < n; i++)
		assert_int_equal(p->steps[i].running.fen, fen[i]);
}

static void p1_by_gross_area_lump_sum(void **state)
{
	struct discount d = { .n = 3, .round_unit_fen = 100, .lines = { { "pct", 980000, "" },
		{ "pct", 990000, "" }, { "amount_off", 500000, "" } } };
	struct price_result p = price_apply(price_total((money){ 1268000 }, (area){ 8927 }),
		(area){ 8927 }, &d);
	static const int64_t steps[] = { 113194360, 110930473, 109821168, 109321168, 109321200 };

	(void)state;
	assert_steps(&p, steps, 5);
	assert_int_equal(p.total.fen, 109321200);
	assert_int_equal(p.unit_price.fen, 1224613);
	assert_int_equal(p.tail.fen, -3);
	assert_int_equal(p.effective_ppm, 965783);
}

static void every_line_is_rounded_to_the_fen(void **state)
{
	struct discount d = { .n = 3, .round_unit_fen = 1, .lines = { { "pct", 985000, "" },
		{ "pct", 985000, "" }, { "pct", 990000, "" } } };

	(void)state;
	assert_int_equal(price_apply((money){ 100000013 }, (area){ 0 }, &d).total.fen, 96052288);
}

static void p2_by_inner_area_points_add_up(void **state)
{
	struct discount d = { .n = 4, .round_unit_fen = 100, .round_mode = ROUND_DOWN,
		.lines = { { "points", 20000, "" }, { "points", 10000, "" }, { "unit_off", 5000, "" },
			   { "pct", 990000, "" } } };
	struct price_result p = price_apply(price_total((money){ 1590050 }, (area){ 7146 }),
		(area){ 7146 }, &d);
	static const int64_t steps[] = { 113624973, 110216224, 109858924, 108760335, 108760300 };

	(void)state;
	assert_steps(&p, steps, 5);
	assert_int_equal(p.steps[1].value, 30000);
	assert_int_equal(p.steps[1].lines, 2);
	assert_int_equal(p.unit_price.fen, 1521975);
	assert_int_equal(p.tail.fen, -34);
}

static void p3_shop_by_the_suite(void **state)
{
	struct discount d = { .n = 3, .round_unit_fen = 10000, .lines = { { "unit_off", 10000, "" },
		{ "pct", 970000, "" }, { "amount_off", 1000000, "" } } };
	struct price_result p = price_apply(YUAN(2380000), (area){ 4560 }, &d);
	static const int64_t steps[] = { 238000000, 237544000, 230417680, 229417680, 229420000 };

	(void)state;
	assert_steps(&p, steps, 5);
	assert_int_equal(p.unit_price.fen, 5031140);
	assert_int_equal(p.tail.fen, 16);
}

static void no_scheme_leaves_the_list_price(void **state)
{
	struct discount d = { .round_unit_fen = 1 };
	struct price_result p = price_apply((money){ 12345678 }, (area){ 10000 }, &d);

	(void)state;
	assert_int_equal(p.total.fen, 12345678);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.effective_ppm, 1000000);
}

static void rounding_goes_the_way_it_says(void **state)
{
	struct discount up = { .round_unit_fen = 10000, .round_mode = ROUND_UP };
	struct discount down = { .round_unit_fen = 10000, .round_mode = ROUND_DOWN };

	(void)state;
	assert_int_equal(price_apply((money){ 10001 }, (area){ 0 }, &up).total.fen, 20000);
	assert_int_equal(price_apply((money){ 20000 }, (area){ 0 }, &up).total.fen, 20000);
	assert_int_equal(price_apply((money){ 19999 }, (area){ 0 }, &down).total.fen, 10000);
}

static void percents_as_typed(void **state)
{
	int64_t ppm;

	(void)state;
	assert_true(ppm_typed("98", &ppm) && ppm == 980000);
	assert_true(ppm_typed("98.5%", &ppm) && ppm == 985000);
	assert_true(ppm_typed(" 0.0001 ", &ppm) && ppm == 1);
	assert_true(ppm_typed("100", &ppm) && ppm == 1000000);
	assert_false(ppm_typed("980", &ppm));
	assert_false(ppm_typed("", &ppm));
	assert_false(ppm_typed("-1", &ppm));
	assert_false(ppm_typed("1.23456", &ppm));
}

int main(void)
{
	return run(p1_by_gross_area_lump_sum, every_line_is_rounded_to_the_fen,
		   p2_by_inner_area_points_add_up, p3_shop_by_the_suite,
		   no_scheme_leaves_the_list_price, rounding_goes_the_way_it_says, percents_as_typed);
}

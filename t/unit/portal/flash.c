/* The report's figures from events, lines, targets and last year's books. */
#include "t/unit/harness.h"
#include "portal/flash.h"

static void day(struct ctx *c, rowid project, const char *what, const char *to, const char *on,
		int64_t fen, int64_t dm2)
{
	date d;

	assert_true(date_parse(on, &d));
	record(c, .noun = "deal", .about_id = 1, .what = what, .to = to, .project_id = project,
	       .biz_on = d, .count_on = d, .amount_fen = FEN(fen), .area_dm2 = { dm2 });
}

static struct flash of(struct ctx *c, rowid project, const char *on)
{
	date d;
	int n;

	assert_true(date_parse(on, &d));
	return *flash_read(c, textf(c, "%lld", (long long)project), d, &n, NULL);
}

static void spans_hold_each_other(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c);
	struct flash f;

	day(c, p, "deal.signed", "signed", "2026-01-01", 100, 1);
	day(c, p, "deal.signed", "signed", "2026-04-01", 200, 2);
	day(c, p, "deal.signed", "signed", "2026-05-02", 400, 4);
	day(c, p, "deal.signed", "signed", "2026-05-14", 800, 8);
	day(c, p, "deal.signed", "signed", "2026-05-15", 1600, 16);
	day(c, p, "deal.signed", "signed", "2025-12-31", 3200, 32);
	f = of(c, p, "2026-05-14");
	assert_int_equal(800, f.flow[CONTRACT_NEW_AMT][DAY]);
	assert_int_equal(1200, f.flow[CONTRACT_NEW_AMT][MTD]);
	assert_int_equal(1400, f.flow[CONTRACT_NEW_AMT][QTD]);
	assert_int_equal(1500, f.flow[CONTRACT_NEW_AMT][YTD]);
	assert_int_equal(4, f.flow[CONTRACT_NET][YTD]);
	assert_int_equal(15, f.flow[CONTRACT_NET_AREA][YTD]);
}

/* 12.1: a contract cancelled on 04-04, a swap on 04-06. */
static void an_end_counts_on_its_own_day(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c);
	struct flash f;

	day(c, p, "deal.signed", "signed", "2026-03-27", 130074800, 10533);
	day(c, p, "deal.rescinded", "cancelled", "2026-04-04", -130074800, -10533);
	day(c, p, "deal.swapped", "swapped", "2026-04-06", 1042700, 0);
	f = of(c, p, "2026-04-04");
	assert_int_equal(-1, f.flow[CONTRACT_NET][MTD]);
	assert_int_equal(-130074800, f.flow[CONTRACT_NET_AMT][DAY]);
	assert_int_equal(130074800, f.flow[CONTRACT_CANCEL_AMT][DAY]);
	f = of(c, p, "2026-04-06");
	assert_int_equal(-129032100, f.flow[CONTRACT_NET_AMT][MTD]);
	assert_int_equal(0, f.flow[CONTRACT_NET][DAY]);
	assert_int_equal(1, f.flow[SWAPS][DAY]);
	f = of(c, p, "2026-03-31");
	assert_int_equal(1, f.flow[CONTRACT_NET][MTD]);
}

static void what_does_not_count_is_not_counted(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c);
	struct flash f;

	day(c, p, "touch.visit", "first", "2026-05-14", 0, 0);
	day(c, p, "touch.visit", NULL, "2026-05-14", 0, 0);
	day(c, p, "touch.call", "again", "2026-05-14", 0, 0);
	f = of(c, p, "2026-05-14");
	assert_int_equal(1, f.flow[VISITS][DAY]);
	assert_int_equal(1, f.flow[FIRST_VISITS][DAY]);
	assert_int_equal(0, f.flow[REPEAT_VISITS][DAY]);
	assert_int_equal(1, f.flow[CALLS][DAY]);
	assert_int_equal(0, f.flow[NEW_CALLS][DAY]);
}

static void last_year_may_come_from_the_books_before(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c);
	struct flash f;
	int64_t ppm;

	db_exec(c, "INSERT INTO past_day (project_id, count_on, code, amount)"
		" VALUES (?, '2025-05-03', 'contract_net_amt', 350000000)", p);
	db_exec(c, "INSERT INTO past_day (project_id, count_on, code, amount)"
		" VALUES (?, '2025-05-31', 'contract_net_amt', 1)", p);
	db_exec(c, "INSERT INTO target (project_id, month_on, measure, amount_fen)"
		" VALUES (?, '2026-05-01', 'contract_net_amt', 500000000)", p);
	day(c, p, "deal.signed", "signed", "2026-05-14", 241287700, 1);
	f = of(c, p, "2026-05-14");
	assert_true(flash_growth(f.flow[CONTRACT_NET_AMT][MTD], f.last_year[CONTRACT_NET_AMT][MTD], &ppm));
	assert_int_equal(-310607, ppm);		/* domain.md 12.1, 2026-03-27 */
	assert_true(flash_ratio(f.flow[CONTRACT_NET_AMT][MTD], f.target[AIM_CONTRACT][MTD], &ppm));
	assert_int_equal(482575, ppm);
	assert_false(flash_growth(1, 0, &ppm));
	assert_false(flash_ratio(1, f.target[AIM_COLLECT][MTD], &ppm));
}

static void the_month_before_has_as_many_days(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c);

	day(c, p, "deal.subscribed", "active", "2026-02-28", 1, 1);
	day(c, p, "deal.subscribed", "active", "2026-02-20", 1, 1);
	assert_int_equal(2, of(c, p, "2026-03-31").last_month[SUB_NEW]);
	assert_int_equal(1, of(c, p, "2026-03-27").last_month[SUB_NEW]);
	assert_int_equal(1, of(c, p, "2027-02-20").last_year[SUB_NEW][MTD]);
	assert_int_equal(0, of(c, p, "2028-02-29").last_year[SUB_NEW][MTD]);
}

static void a_group_is_the_sum_of_its_projects(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid a = given_project(c), b = given_project(c);
	struct flash *of_both, sum;
	int n;

	day(c, a, "deal.subscribed", "active", "2026-05-14", 100, 1);
	day(c, b, "deal.subscribed", "active", "2026-05-14", 200, 2);
	of_both = flash_read(c, textf(c, "%lld,%lld", (long long)a, (long long)b),
			     date_of(2026, 5, 14), &n, NULL);
	sum = flash_sum(of_both, n);
	assert_int_equal(2, n);
	assert_int_equal(300, sum.flow[SUB_NET_AMT][DAY]);
	assert_int_equal(2, sum.flow[SUB_NEW][YTD]);
}

static void unsold_units_at_the_price_in_force(void **state)
{
	struct ctx *c = as(state, "AU");
	rowid p = given_project(c), unit = given_unit(c, p, (area){ 8927 }, YUAN(10000));
	struct flash f;
	int64_t price = db_int(c, "SELECT list_total_fen FROM price_row WHERE unit_id = ?", unit);

	f = of(c, p, date_text(c, c->today));
	assert_int_equal(1, f.stock[UNITS_AVAILABLE]);
	assert_int_equal(1, f.stock[RELEASED_UNITS]);
	assert_int_equal(price, f.stock[UNSOLD_VALUE]);
	db_exec(c, "UPDATE unit SET held_until = ? WHERE id = ?", c->today, unit);
	f = of(c, p, date_text(c, c->today));
	assert_int_equal(1, f.stock[UNITS_HELD]);
	assert_int_equal(price, f.stock[UNSOLD_VALUE]);
	db_exec(c, "UPDATE unit SET sale_state = 'subscribed' WHERE id = ?", unit);
	f = of(c, p, date_text(c, c->today));
	assert_int_equal(1, f.stock[SOLD_UNITS]);
	assert_int_equal(8927, f.stock[SOLD_AREA]);
	assert_int_equal(0, f.stock[UNSOLD_VALUE]);
}

int main(void)
{
	return run(spans_hold_each_other, an_end_counts_on_its_own_day,
		   what_does_not_count_is_not_counted, last_year_may_come_from_the_books_before,
		   the_month_before_has_as_many_days, a_group_is_the_sum_of_its_projects,
		   unsold_units_at_the_price_in_force);
}

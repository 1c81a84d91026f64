/* Money, area, days: expected values are of domain.md, interfaces.md 8.3 and the calendar. */
#include "t/unit/harness.h"
#include "lib/inside.h"

static void an_amount_in_words(void **state)
{
	static const struct { int64_t fen; const char *words; } vectors[] = {
		{ 140950, "壹仟肆佰零玖元伍角" }, { 600714, "陆仟零柒元壹角肆分" },
		{ 168032, "壹仟陆佰捌拾元叁角贰分" }, { 10700053, "壹拾万零柒仟元伍角叁分" },
		{ 1640902, "壹万陆仟肆佰零玖元零贰分" }, { 32504, "叁佰贰拾伍元零肆分" },
		{ 10050000, "壹拾万零伍佰元整" }, { 100000000, "壹佰万元整" },
		{ 100100000, "壹佰万零壹仟元整" }, { 1000000100, "壹仟万零壹元整" },
		{ 10001000000, "壹亿零壹万元整" }, { 10100000000, "壹亿零壹佰万元整" },
		{ 105000000000, "壹拾亿零伍仟万元整" },
		{ 12345678901234, "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分" },
		{ 1, "壹分" }, { 10, "壹角" }, { 105, "壹元零伍分" }, { 1000, "壹拾元整" },
		{ 3001010, "叁万零壹拾元壹角" }, { 0, "零元整" }, { 109321200, "壹佰零玖万叁仟贰佰壹拾贰元整" },
	};
	struct ctx *c = as(state, "CO");

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
		assert_string_equal(money_upper(c, FEN(vectors[i].fen)), vectors[i].words);
}

static void amounts_as_people_type_them(void **state)
{
	static const struct { const char *typed; int64_t fen; } right[] = {
		{ "50,000.5", 5000050 }, { "76.8万", 76800000 }, { "５０", 5000 }, { "-1", -100 },
		{ "￥47,658", 4765800 }, { " 1 000 ", 100000 }, { "0.01", 1 }, { "7.100", 710 },
	};
	static const char *const wrong[] = { "", "abc", "1.234", "1e9", "NaN", "--1", "1.2.3", "八十",
		"92233720368547758.08", "99999999999999999999", "1万2", "-", "." };
	money m;

	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		assert_true(money_parse(right[i].typed, &m));
		assert_fen(FEN(right[i].fen), m);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(money_parse(wrong[i], &m));
}

static void rounding_is_half_away_from_zero(void **state)
{
	area u1 = { 8927 };

	(void)state;
	assert_fen(FEN(113194360), price_total(FEN(1268000), u1));	/* domain.md P1 */
	assert_int_equal(div_half_away(5, 10), 1);
	assert_int_equal(div_half_away(-5, 10), -1);
	assert_int_equal(div_half_away(4, 10), 0);
	assert_int_equal(div_half_away(-14, 10), -1);
	assert_int_equal(div_half_away(7, 3), 2);
	assert_int_equal(div_half_away(8, 3), 3);
	assert_fen(FEN(110930473), money_part(FEN(113194360), 980000, 1000000));
}

static void real_days_only(void **state)
{
	struct ctx *c = as(state, "CO");
	date d;

	assert_true(date_parse("2026-02-28", &d));
	assert_false(date_parse("2026-02-29", &d));
	assert_true(date_parse("2024/2/29", &d));
	assert_string_equal(date_text(c, d), "2024-02-29");
	assert_true(date_parse("20261124", &d));
	assert_false(date_parse("2026-02-31", &d));
	assert_false(date_parse("2026-13-01", &d));
	assert_false(date_parse("2026-1-1x", &d));
	assert_int_equal(date_of(1970, 1, 1).day, 0);
	assert_int_equal(date_of(2000, 3, 1).day, 11017);
	for (int day = -30000; day < 60000; day++) {
		int y, m, n;

		date_parts((date){ day }, &y, &m, &n);
		assert_int_equal(date_of(y, m, n).day, day);
	}
}

static void sealed_numbers_open_and_are_masked(void **state)
{
	struct ctx *c = as(state, "CO");
	bytes one = seal(c, "13812345678"), two = seal(c, "13812345678");

	assert_string_equal(unseal(c, one), "13812345678");
	assert_memory_not_equal(one.data, two.data, (size_t)one.size);
	assert_memory_equal(seal_hash(c, "13812345678").data, seal_hash(c, "13812345678").data, 16);
	assert_string_equal(mask_phone(c, "13812345678"), "138****5678");
	assert_string_equal(mask_id_no(c, "990101199001010019"), "9901**********0019");
	assert_string_equal(mask_name(c, "陈嘉怡、王五"), "陈**、王*");
	assert_string_equal(phone_normal(c, "+86 138-1234-5678"), "13812345678");
	assert_null(phone_normal(c, "138123"));
	assert_null(phone_normal(c, "1381234567x"));
}

static void an_id_number_has_a_check_digit(void **state)
{
	(void)state;
	assert_true(id_no_ok("990101199001010019"));
	assert_true(id_no_ok("990101198802020028"));
	assert_false(id_no_ok("990101199001010018"));
	assert_false(id_no_ok("990101199002310013"));
	assert_false(id_no_ok("99010119900101001"));
}

int main(void)
{
	return run(an_amount_in_words, amounts_as_people_type_them,
		   rounding_is_half_away_from_zero, real_days_only,
		   sealed_numbers_open_and_are_masked, an_id_number_has_a_check_digit);
}

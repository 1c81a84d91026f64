/* Buildings as tables: regular, irregular, and those that are no table at all. */
#include "t/unit/harness.h"
#include "sales/grid.h"
#include "sales/percent.h"

static const char *key(struct ctx *c, int floor, const char *floor_label, const char *room)
{
	return grid_key(c, &(struct place){ floor, floor_label, "", room });
}

static void a_room_is_known_without_its_floor(void **state)
{
	struct ctx *c = as(state, "CO");

	assert_string_equal(key(c, 18, "", "1802"), "02");
	assert_string_equal(key(c, 3, "", "302"), "02");
	assert_string_equal(key(c, 3, "", "0302"), "02");
	assert_string_equal(key(c, 18, "", "18A"), "A");
	assert_string_equal(key(c, 18, "", "18-A"), "A");
	assert_string_equal(key(c, 14, "13A", "13A01"), "01");
	assert_string_equal(key(c, -1, "", "B1-023"), "023");
	assert_string_equal(key(c, 5, "", "A"), "A");
	assert_string_equal(key(c, 5, "", "5"), "5");
}

static void floors_go_down_and_columns_go_right(void **state)
{
	struct ctx *c = as(state, "CO");
	const struct place p[] = { { 1, "", "", "102" }, { 1, "", "", "101" }, { 2, "", "", "201" },
				   { 2, "", "", "210" }, { 1, "", "", "110" } };
	struct grid g = grid_of(c, p, 5);

	assert_false(g.packed);
	assert_int_equal(g.width, 3);
	assert_int_equal(g.height, 2);
	assert_string_equal(g.heads[0], "01");
	assert_string_equal(g.heads[2], "10");
	assert_string_equal(g.lines[0].floor, "2F");
	assert_int_equal(g.lines[0].cells[0], 2);
	assert_int_equal(g.lines[0].cells[1], -1);
	assert_int_equal(g.lines[1].cells[1], 0);
}

static void entrances_stand_side_by_side(void **state)
{
	struct ctx *c = as(state, "CO");
	const struct place p[] = { { 1, "", "2单元", "101" }, { 1, "", "1单元", "101" } };
	struct grid g = grid_of(c, p, 2);

	assert_int_equal(g.width, 2);
	assert_string_equal(g.heads[0], "1单元 01");
	assert_int_equal(g.lines[0].cells[0], 1);
}

static void a_garage_is_packed(void **state)
{
	struct ctx *c = as(state, "CO");
	struct place p[300];
	struct grid g;
	int seen = 0;

	for (int i = 0; i < 300; i++)
		p[i] = (struct place){ -1 - i % 2, "", "", textf(c, "%d", i + 1) };
	g = grid_of(c, p, 300);
	assert_true(g.packed);
	assert_int_equal(g.width, GRID_PACKED);
	assert_int_equal(g.floors, 2);
	for (int y = 0; y < g.height; y++)
		for (int x = 0; x < g.width; x++)
			seen += g.lines[y].cells[x] >= 0;
	assert_int_equal(seen, 300);
	assert_string_equal(g.lines[0].floor, "B1");
	assert_string_equal(g.lines[1].floor, "");
	assert_int_equal(g.lines[0].cells[1], 2);
}

static void two_units_of_one_name_are_both_shown(void **state)
{
	struct ctx *c = as(state, "CO");
	const struct place p[] = { { 1, "", "", "101" }, { 1, "", "", "101" } };
	struct grid g = grid_of(c, p, 2);

	assert_true(g.packed);
	assert_int_equal(g.lines[0].cells[0], 0);
	assert_int_equal(g.lines[0].cells[1], 1);
}

static void nothing_is_an_empty_table(void **state)
{
	struct grid g = grid_of(as(state, "CO"), NULL, 0);

	assert_int_equal(g.height, 0);
}

static void shares_are_typed_as_percent(void **state)
{
	struct ctx *c = as(state, "CO");
	int64_t ppm = 0;

	assert_true(percent_parse("33.3333", &ppm) && ppm == 333333);
	assert_true(percent_parse("100%", &ppm) && ppm == 1000000);
	assert_true(percent_parse("0.0001", &ppm) && ppm == 1);
	assert_true(percent_parse("50", &ppm) && ppm == 500000);
	for (const char *const *s = (const char *const[]){ "", "0", "100.0001", "33.33333", "-5", "a",
							    "5 0", "1e2", ".5", NULL }; *s; s++)
		assert_false(percent_ok(*s));
	assert_string_equal(percent_text(c, 985000), "98.5%");
	assert_string_equal(percent_text(c, 1000000), "100%");
}

int main(void)
{
	return run(a_room_is_known_without_its_floor, floors_go_down_and_columns_go_right,
		   entrances_stand_side_by_side, a_garage_is_packed,
		   two_units_of_one_name_are_both_shown, nothing_is_an_empty_table,
		   shares_are_typed_as_percent);
}

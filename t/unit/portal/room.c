/* The spellings of a room that people use, and what is none. */
#include "t/unit/harness.h"
#include "portal/room.h"

static void check_room(struct ctx *c, const char *typed, const char *a, const char *b, const char *d)
{
	struct room_words w;

	assert_true(room_read(c, typed, &w));
	assert_int_equal(w.n, d ? 3 : b ? 2 : 1);
	assert_string_equal(w.part[0], a);
	if (b)
		assert_string_equal(w.part[1], b);
	if (d)
		assert_string_equal(w.part[2], d);
}

static void spellings(void **state)
{
	struct ctx *c = as(state, "SE");
	static const char *const same[] = { "1-1802", "1栋1802", "1栋-1802", "1号楼1802", "1号楼-1802",
		"1#1802", "1#-1802", "01-1802", "001栋 1802", "１－１８０２", "１＃１８０２室", "一栋1802",
		"1幢1802号", " 1—1802 ", "1/1802" };

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		check_room(c, same[i], "1", "1802", NULL);
	check_room(c, "01-0101", "1", "101", NULL);
	check_room(c, "1-1", "1", "1", NULL);
	check_room(c, "a座1802", "A", "1802", NULL);
	check_room(c, "3栋2单元301室", "3", "2", "301");
	check_room(c, "2-0-0", "2", "0", "0");
	check_room(c, "临街商铺-101", "临街商铺", "101", NULL);
	check_room(c, "1栋", "1", NULL, NULL);
	check_room(c, "1＃", "1", NULL, NULL);
}

static void no_rooms(void **state)
{
	struct ctx *c = as(state, "SE");
	static const char *const other[] = { "", "-", "1802", "13912345678", "陈嘉怡", "1-2-3-4", "栋" };
	struct room_words w;

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(room_read(c, other[i], &w));
}

static void names(void **state)
{
	struct ctx *c = as(state, "SE");
	assert_string_equal(room_name(c, "01号楼"), "1");
	assert_string_equal(room_name(c, "A座"), "A");
	assert_string_equal(room_name(c, "二栋"), "2");
	assert_string_equal(room_name(c, "临街商铺"), "临街商铺");
	assert_string_equal(room_name(c, "1单元"), "1");
}

int main(void)
{
	return run(spellings, no_rooms, names);
}

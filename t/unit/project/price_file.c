/* Price tables as offices write them, in files made here. */
#include <stdio.h>
#include <stdlib.h>
#include "t/unit/harness.h"
#include "project/price_file.h"

static struct price_file f;

static refusal read_with(struct ctx *c, const char *text, const struct price_context *k,
			 const struct price_mapping *m)
{
	return price_file_read(c, text, strlen(text), k, m, &f);
}

static refusal read_text(struct ctx *c, const char *text)
{
	return read_with(c, text, &(struct price_context){ .file_name = "价格.csv" }, NULL);
}

/* The problem of a code, NULL if there is none. */
static const struct price_problem *problem(const char *code)
{
	for (int i = 0; i < f.n_problems; i++)
		if (strcmp(f.problems[i].code, code) == 0)
			return &f.problems[i];
	return NULL;
}

static void assert_problem(const char *code, const char *severity, int row, const char *column)
{
	const struct price_problem *p = problem(code);

	if (!p)
		fail_msg("no %s", code);
	assert_string_equal(p->severity, severity);
	assert_int_equal(p->row, row);
	assert_string_equal(p->column, column);
}

static const char HEAD[] = "楼栋,单元,楼层,房号,用途,建筑面积(㎡),套内面积(㎡),分摊面积(㎡),单价(元/㎡),总价(元),备注\n";

/* A table of 4 x 5 sound rows on floors 3 to 7, then the lines given, from row 22 on. */
static const char *table(struct ctx *c, const char *lines)
{
	const char *s = HEAD;

	for (int floor = 3; floor < 8; floor++)
		for (int room = 1; room < 5; room++)
			s = textf(c, "%s1栋,A座,%d,%02d%02d,住宅,100.00,80.00,20.00,20000,2000000,\n", s,
				floor, floor, room);
	return textf(c, "%s%s", s, lines);
}

static void a_plain_table(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, table(c, "")));
	assert_int_equal(f.n_units, 20);
	assert_int_equal(f.gross.dm2, 200000);
	assert_int_equal(f.total.fen, INT64_C(4000000000));
	assert_int_equal(f.n_problems, 0);
	assert_string_equal(f.units[0].code, "1栋-A座-0301");
	assert_string_equal(f.units[0].anchor, "total");
	assert_string_equal(f.units[0].unit_kind, "residence");
	assert_string_equal(f.blocks[0].heading[COL_GROSS], "建筑面积(㎡)");
}

/* Row 22 and on: each line is wrong in its own way. */
static const char WRONG[] =
	"1栋,A座,8,,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,,0802,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,8,0803,住宅,一百,80.00,20.00,20000,2000000,\n"
	"1栋,A座,8,0804,住宅,0,80.00,20.00,20000,2000000,\n"
	"1栋,A座,9,0901,住宅,100.00,120.00,20.00,20000,2000000,\n"
	"1栋,A座,9,0902,住宅,100.00,80.00,21.00,20000,2000000,\n"
	"1栋,A座,9,0903,住宅,100.00,80.00,20.00,20000,2010000,\n"
	"1栋,A座,9,0904,住宅,100.00,80.00,20.00,,2000000,\n"
	"1栋,A座,10,1001,住宅,100.00,80.00,20.00,2,2000000,\n"
	"1栋,A座,10,1002,住宅,100.00,80.00,20.00,200000,2000000,\n"
	"1栋,A座,10,1003,住宅,100.00,80.00,20.00,-20000,2000000,\n"
	"1栋,A座,10,0303,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,10,1004,住在,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,11,１１０１,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,11,　1102 ,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,11,11O3,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1月2日,A座,11,1104,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,12,1201,住宅,100.00,80.00,20.00,\"￥20,000\",2000000,\n"
	"1栋,A座,12,1202,住宅,100.00㎡,80.00,20.00,20000,2000000,\n"
	"1栋,A座,12,1203,住宅,100.00,80.00,20.00,20000,#REF!,\n"
	"1栋,A座,12,1204,住宅,100.00,80.00,20.00,20000,2000000,=1+1\n"
	"1栋,A座,13层,1301,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"1栋,A座,13,1302,住宅,100.00,80.00,20.00,20000,2000000.40,\n"
	"1栋,A座,3,0301,住宅,100.00,80.00,20.00,20000,2000000,\n"
	"\n"
	"合计,,,,,9999.00,,,,,\n";

static void every_problem_has_its_place(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, table(c, WRONG)));
	assert_problem("MISSING_ROOM", "error", 22, "房号");
	assert_problem("MISSING_FLOOR", "error", 23, "楼层");
	assert_problem("BAD_NUMBER", "error", 24, "建筑面积(㎡)");
	assert_problem("NON_POSITIVE_AREA", "error", 25, "建筑面积(㎡)");
	assert_problem("INNER_GT_AREA", "error", 26, "套内面积(㎡)");
	assert_problem("AREA_SUM_MISMATCH", "error", 27, "分摊面积(㎡)");
	assert_problem("TOTAL_MISMATCH", "error", 28, "总价(元)");
	assert_problem("MISSING_PRICE", "error", 29, "单价(元/㎡)");
	assert_problem("UNIT_MAGNITUDE", "error", 30, "单价(元/㎡)");
	assert_problem("PRICE_OUTLIER", "error", 31, "单价(元/㎡)");
	assert_problem("NEGATIVE_PRICE", "error", 32, "单价(元/㎡)");
	assert_problem("FLOOR_ROOM_MISMATCH", "error", 33, "房号");
	assert_problem("UNKNOWN_USE", "error", 34, "用途");
	assert_problem("FULLWIDTH_DIGITS", "normalise", 35, "房号");
	assert_problem("SURROUNDING_SPACE", "normalise", 36, "房号");
	assert_problem("LETTER_O", "error", 37, "房号");
	assert_problem("DATE_CONVERTED", "error", 38, "楼栋");
	assert_problem("CURRENCY_TEXT", "normalise", 39, "单价(元/㎡)");
	assert_problem("UNIT_SUFFIX", "normalise", 40, "建筑面积(㎡)");
	assert_problem("CELL_ERROR", "error", 41, "总价(元)");
	assert_problem("FORMULA_TEXT", "warning", 42, "备注");
	assert_problem("FLOOR_SUFFIX", "normalise", 43, "楼层");
	assert_problem("TOTAL_FRACTION", "warning", 44, "总价(元)");
	assert_problem("DUPLICATE_UNIT", "error", 45, "房号");
	assert_problem("BLANK_ROW", "ignore", 46, "");
	assert_problem("SUM_ROW_MISMATCH", "warning", 47, "建筑面积(㎡)");
	assert_int_equal(f.n_errors, 17);
	assert_int_equal(f.n_problems, 26);
	assert_string_equal(problem("FULLWIDTH_DIGITS")->expected, "1101");
	assert_string_equal(problem("TOTAL_MISMATCH")->expected, "2000000");
	assert_string_equal(problem("TOTAL_FRACTION")->expected, "2000000");
	/* each row counts with its best reading, the second 0301 not at all */
	assert_string_equal(problem("SUM_ROW_MISMATCH")->expected, "4300.00");
	assert_int_equal(f.n_units, 27);
}

static void wan_with_six_decimals_and_sums(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c,
		"云杉苑一房一价表,,,,,\n单位：平方米、万元,,,,,\n"
		"栋号,层,房号,建筑面积,单价(万元/㎡),总价(万元),状态\n"
		"1栋,3,301,94.21,5.690675,536.1185,待售\n"
		"1栋,3,302,94.14,--,--,已签约\n"
		"小计,,,188.35,,536.1185,\n"
		"栋号,层,房号,建筑面积,单价(万元/㎡),总价(万元),状态\n"
		"2栋,3,301,\"200.00\",6.0,\"1,200.0000\",待售\n"
		"合计,3套,,388.35,,\"1,736.1185\",\n"
		"备注：已签约房源不再公示价格。,,,,,\n"));
	assert_int_equal(f.n_units, 3);
	assert_int_equal(f.n_priced, 2);
	assert_int_equal(f.n_blocks, 2);
	assert_int_equal(f.total.fen, INT64_C(536118500) + INT64_C(1200000000));
	assert_int_equal(f.units[0].unit_price.fen, 5690675);
	assert_int_equal(f.units[1].total.fen, 0);
	assert_int_equal(f.n_problems, 0);
}

static void sums_may_stand_on_top(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,楼层,房号,建筑面积,单价,总价\n合计,,2套,200.00,,4000000\n"
		"1栋,1,101,100,20000,2000000\n1栋,1,102,100,20000,2000000\n"));
	assert_int_equal(f.n_units, 2);
	assert_int_equal(f.n_problems, 0);
}

static void tabs_semicolons_and_gbk(void **state)
{
	struct ctx *c = as(state, "PL");
	/* 楼栋,楼层,房号,建筑面积 / 1栋 in GB18030 */
	static const char gbk[] =
		"\xC2\xA5\xB6\xB0;\xC2\xA5\xB2\xE3;\xB7\xBF\xBA\xC5;\xBD\xA8\xD6\xFE\xC3\xE6\xBB\xFD\r\n"
		"1\xB6\xB0;3;301;90.5\r\n";

	assert_done(read_text(c, gbk));
	assert_int_equal(f.n_units, 1);
	assert_string_equal(f.units[0].building, "1栋");
	assert_int_equal(f.units[0].gross.dm2, 9050);
	assert_done(read_text(c, "楼栋\t楼层\t房号\t建筑面积\n1栋\t3\t\"3\n01\"\t90\n"));
	assert_string_equal(f.units[0].room, "301");
}

static void rooms_that_differ_by_floor_only(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,楼层,房号,建筑面积,单价\n"
		"裙楼,1,101,50,30000\n裙楼,2,101,60,30000\n裙楼,-1,101,60,30000\n裙楼,夹层,101,60"
			",30000\n裙楼,半地下,101,60,30000\n"));
	assert_int_equal(f.n_errors, 0);
	assert_int_equal(f.n_units, 5);
	assert_string_equal(f.units[1].code, "裙楼-101(2F)");
	assert_string_equal(f.units[3].floor_label, "夹层");
	assert_int_equal(f.units[2].floor_no, -1);
}

static void floors_and_rooms_as_they_come(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,座号,楼层,房号,建筑面积,单价\n"
		"1栋,/,01层,0101,50,30000\n1栋,一单元,24层,24A,50,30000\n1栋,一单元,24层,24O,50,30000\n"
		"1栋,一单元,B1层,B1-023,50,30000\n1栋,一单元,十二层,1201,50,30000\n1栋,一单元,负一层,商铺3,50,30000\n"));
	assert_int_equal(f.n_errors, 0);
	assert_string_equal(f.units[0].entrance, "");
	assert_int_equal(f.units[0].floor_no, 1);
	assert_int_equal(f.units[3].floor_no, -1);
	assert_int_equal(f.units[4].floor_no, 12);
	assert_int_equal(f.units[5].floor_no, -1);
	assert_string_equal(f.units[1].code, "1栋-一单元-24A");
}

static void shops_cost_more_and_parking_has_no_area(void **state)
{
	struct ctx *c = as(state, "PL");
	const char *s = "楼栋,楼层,房号,用途,建筑面积,单价,总价\n";

	for (int i = 1; i < 10; i++)
		s = textf(c, "%s1栋,%d,%d01,住宅,100,20000,2000000\n", s, i, i);
	assert_done(read_text(c, textf(c, "%s1栋,1,S1,商业,50,60000,3000000\n1栋,-1,B101,车位,,,150000\n", s)));
	assert_int_equal(f.n_problems, 0);
	assert_int_equal(f.n_units, 11);
	assert_string_equal(f.units[10].pricing_basis, "suite");
	assert_int_equal(f.units[10].total.fen, 15000000);
}

static void inner_area_prices_and_filed_prices(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,楼层,房号,建筑面积,套内面积,套内单价(元),总价(元),备案总价(元),底价(元)\n"
		"1栋,1,101,100,80,25000,2000000,2100000,1\n1栋,1,102,100,80,25000,2000000,1900000,1\n"));
	assert_string_equal(f.units[0].pricing_basis, "inner");
	assert_int_equal(f.units[0].filed_total.fen, 210000000);
	assert_problem("ABOVE_FILED", "error", 3, "备案总价(元)");
	assert_int_equal(f.n_units, 1);
}

static void a_building_unknown_or_alone(void **state)
{
	struct ctx *c = as(state, "PL");
	static const char *const one[] = { "2栋", NULL };
	const char *s = "楼栋,楼层,房号,建筑面积\n";

	for (int i = 0; i < 101; i++)
		s = textf(c, "%s1栋,%d,%d01,90\n", s, i + 1, i + 1);
	s = textf(c, "%s4栋,3,301,90\n", s);
	assert_done(read_text(c, s));
	assert_problem("UNKNOWN_BUILDING", "error", 103, "楼栋");
	assert_int_equal(f.n_errors, 1);
	assert_done(read_with(c, s, &(struct price_context){ .buildings = one }, NULL));
	assert_int_equal(f.n_errors, 102);
	/* no column of buildings: the title, else the one building that there is */
	assert_done(read_text(c, "桂园3栋B座 价目表\n楼层,房号,建筑面积\n3,301,90\n"));
	assert_string_equal(f.units[0].building, "3栋");
	assert_string_equal(f.units[0].entrance, "B座");
	assert_done(read_with(c, "楼层,房号,建筑面积\n3,301,90\n", &(struct price_context){ .buildings = one }, NULL));
	assert_string_equal(f.units[0].building, "2栋");
	assert_done(read_with(c, "楼层,房号,建筑面积\n3,301,90\n", &(struct price_context){ 0 }, NULL));
	assert_int_equal(f.n_errors, 1);
}

static void blanks_that_mean_as_above(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,楼层,房号,建筑面积\n1栋,3,301,90\n,,302,90\n,,303,90\n2栋,3,301,90\n,,302,90\n"));
	assert_int_equal(f.n_errors, 0);
	assert_string_equal(f.units[2].building, "1栋");
	assert_string_equal(f.units[4].building, "2栋");
	assert_int_equal(f.units[2].floor_no, 3);
}

static void a_sales_board_as_a_matrix(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "松园1栋 销控表,,\n楼层,A,B\n4F,\"4A\n64.06㎡\n323.6817万\",\"4B\n64.30㎡\n319.1916万\"\n"
		"3F,—,\n2F,\"2A\n60㎡\n300万\",\n"));
	assert_int_equal(f.n_units, 3);
	assert_int_equal(f.n_errors, 0);
	assert_int_equal(f.total.fen, INT64_C(323681700) + 319191600 + 300000000);
	assert_int_equal(f.units[2].floor_no, 2);
	assert_int_equal(f.units[2].unit_price.fen, 5000000);
	assert_string_equal(f.blocks[0].layout, "matrix");
}

static void rows_that_say_what_they_hold(void **state)
{
	struct ctx *c = as(state, "PL");
	static const char row[] = "项目楼栋情况,竹园(一期)1栋,座号,C座,合同号,--,拟售价格,%s元/平方米(按建筑面积计)楼层,33,"
		"房号,330%d,用途,住宅,,建筑面积89.62平方米,户内面积,73.42平方米,分摊面积,16.2平方米,户内面积,--平方米\n";
	char text[2000];
	int n = snprintf(text, sizeof text, row, "55700", 1);

	snprintf(text + n, sizeof text - (size_t)n, row, "--", 2);
	assert_done(read_text(c, text));
	assert_int_equal(f.n_units, 2);
	assert_int_equal(f.n_errors, 0);
	assert_string_equal(f.units[0].building, "竹园(一期)1栋");
	assert_int_equal(f.units[0].total.fen, 499183400);
	assert_int_equal(f.units[1].total.fen, 0);
}

static void a_mapping_of_ones_own(void **state)
{
	struct ctx *c = as(state, "PL");
	struct price_mapping m = { .given = true, .first_row = 2 };

	assert_refused("sheet.no_units", "file", read_text(c, "甲,乙,丙,丁\n1栋,3,301,90\n"));
	m.column[COL_BUILDING] = 1;
	m.column[COL_FLOOR] = 2;
	m.column[COL_ROOM] = 3;
	m.column[COL_GROSS] = 4;
	assert_done(read_with(c, "甲,乙,丙,丁\n1栋,3,301,90\n", &(struct price_context){ 0 }, &m));
	assert_int_equal(f.n_units, 1);
	/* and against what was found: the second area, no price */
	m = (struct price_mapping){ .given = true };
	m.column[COL_GROSS] = 5;
	m.column[COL_PRICE] = -1;
	assert_done(read_with(c, "楼栋,楼层,房号,建筑面积,实测面积,单价\n1栋,3,301,90,91,20000\n",
		&(struct price_context){ 0 }, &m));
	assert_int_equal(f.units[0].gross.dm2, 9100);
	assert_int_equal(f.n_priced, 0);
}

static void numbers_that_do_not_fit(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, table(c, "1栋,A座,8,0801,住宅,99999999999999999999,,,,,\n"
		"1栋,A座,8,0802,住宅,1e9,,,,,\n1栋,A座,8,0803,住宅,\"1,00.00\",,,,,\n")));
	assert_int_equal(f.n_errors, 3);
	assert_problem("BAD_NUMBER", "error", 22, "建筑面积(㎡)");
}

/* One row off by more than a yuan is a mistake; where unit prices were rounded from totals,
 * most rows are. */
static void totals_that_are_off(void **state)
{
	struct ctx *c = as(state, "PL");
	const char *s = "楼栋,楼层,房号,建筑面积,单价,总价\n";

	assert_done(read_text(c, textf(c, "%s1栋,1,101,100,20000,2000001.5\n", s)));
	assert_problem("TOTAL_MISMATCH", "error", 2, "总价");
	assert_done(read_text(c, textf(c, "%s1栋,1,101,100,20000,2000001\n", s)));
	assert_int_equal(f.n_errors, 0);
	for (int i = 1; i < 20; i++)
		s = textf(c, "%s1栋,%d,%d01,100,20000,20000%02d\n", s, i, i, i);
	assert_done(read_text(c, s));
	assert_int_equal(f.n_errors, 0);
	assert_int_equal(f.units[18].total.fen, 200001900);
}

static void the_json_is_whole(void **state)
{
	struct ctx *c = as(state, "PL");

	assert_done(read_text(c, "楼栋,楼层,房号,用途,建筑面积\n1栋,3,301,\"<\"\"\\>\",90\n1栋,3,302,住宅,90\n"));
	assert_string_equal(price_file_json(c, &f, true),
		"{\"units\":1,\"gross_dm2\":9000,\"total_fen\":0,\"problems\":[{\"sheet\":\"\""
			",\"row\":2,\"column\":\"用途\","
		"\"code\":\"UNKNOWN_USE\",\"severity\":\"error\",\"found\":\"<\\\"\\\\>\""
			",\"expected\":null}],\"changed\":true}");
}

int main(void)
{
	return run(a_plain_table, every_problem_has_its_place, wan_with_six_decimals_and_sums,
		   sums_may_stand_on_top, tabs_semicolons_and_gbk, rooms_that_differ_by_floor_only,
		   floors_and_rooms_as_they_come, shops_cost_more_and_parking_has_no_area,
		   inner_area_prices_and_filed_prices, a_building_unknown_or_alone,
		   blanks_that_mean_as_above, a_sales_board_as_a_matrix, rows_that_say_what_they_hold,
		   a_mapping_of_ones_own, numbers_that_do_not_fit,
		   totals_that_are_off, the_json_is_whole);
}

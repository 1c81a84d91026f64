/* project/price_words.h - the words and thresholds of price tables, as data.  Between the
 * price_*.c only. */
#pragma once
#include "project/price_file.h"

enum {
	HEADER_WORD_MAX = 24,	/* characters: a longer text is a title or a note */
	SUM_TOLERANCE_DM2 = 1,	/* inner + shared against gross: surveys round each (0.01 m2) */
	TOTAL_TOLERANCE_FEN = 100,	/* decision 18: the total is the anchor within 1 yuan */
	OUTLIER_TIMES = 5,	/* real tables: shops up to 3 times the flats' median */
	MAGNITUDE = 10000,	/* yuan written as 万元, or the reverse */
	LONE_BUILDING = 100,	/* decision 21: once, beside one that appears over 100 times */
	TEXT_MAX = 200,		/* unit notes and the like, characters: the column's length */
	NAME_MAX = 40, ROOM_MAX = 20, USE_MAX = 30,
};

/* Text without spaces (any kind), line breaks and with full-width forms made half-width; the
 * same text where it has none of these. */
const char *squeezed(struct ctx *c, const char *s);
bool has_wide(const char *s);			/* full-width digits or letters; brackets do not count */
int text_length(const char *s);			/* characters */
bool text_has(const char *s, const char *part);
bool word_in(const char *s, const char *const *words);

/* Which column a header word names (COLUMNS: none), and how sure: 3 exact, 2 by a part,
 * 1 a word that may mean something else. */
enum price_column header_word(const char *squeezed_text, int *sure);
/* residence | shop | office | parking | storage; NULL: no known use. */
const char *use_kind(const char *use);
bool is_no_value(const char *s);		/* "", "-", "--", "—", "/", "无" */
bool is_price_word(const char *s);		/* 已售, 已签约 ...: stands where a price would */
bool is_sum_word(const char *s);		/* 小计, 合计, 总计 ... */
bool is_grand_sum(const char *s);		/* of a sheet or file, not of a part */
bool is_remark(const char *s);			/* 注：, 备注：, 制表：, 审核：, 第1页 */
bool is_summary_name(const char *s);		/* of a sheet: 汇总, 统计 */
bool says_wan(const char *s);
bool says_yuan(const char *s);

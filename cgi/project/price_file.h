/* project/price_file.h - a price table as offices write it (一房一价表) becomes units and
 * problems.  Pure: no database, no clock; what the project already knows comes in.
 *
 *   book (sheet.h) -> blocks: a header found, columns mapped (price_head.c)
 *                  -> lines: one row of the file, cells read (price_line.c, price_value.c)
 *                  -> checks between lines (price_check.c, price_sum.c)
 *                  -> units that can be taken, problems, totals
 * Two other layouts: floors x rooms (price_matrix.c), and rows of label, value, label, value
 * (price_label.c).  Words and thresholds, with their reasons, are in price_words.c.
 *
 * Severity: `error`: the row cannot be taken, and then the file is not (decision 21);
 * `warning`: it is taken, somebody should look; `normalise`: it was read as `expected`;
 * `ignore`: not a unit, skipped. */
#pragma once
#include "project/sheet.h"

enum price_column {
	COL_BUILDING, COL_ENTRANCE, COL_FLOOR, COL_ROOM, COL_USE, COL_LAYOUT, COL_FACING,
	COL_GROSS, COL_INNER, COL_SHARE, COL_PRICE, COL_INNER_PRICE, COL_TOTAL,
	COL_FILED_PRICE, COL_FILED_TOTAL, COL_STATUS, COL_NOTE, COLUMNS
};
extern const char *const price_column_name[COLUMNS];	/* "building", "gross_dm2" ...: label keys */

/* How a person corrected what was proposed; zeroed: nothing was. */
struct price_mapping {
	bool given;			/* false: all as proposed */
	int first_row;			/* number of the first row of units; 0: as found */
	signed short column[COLUMNS];	/* 0: as proposed, -1: none, else column from 1 */
	char money_unit;		/* 0: as found, 'y': yuan, 'w': 万元 */
};

struct price_problem {
	const char *sheet, *column, *code, *severity;
	int row;			/* as the file counts, from 1; 0: the whole sheet */
	const char *found, *expected;	/* NULL: nothing to say */
};
struct price_unit {
	const char *building, *entrance, *floor_label, *room, *use_text, *unit_kind;
	const char *layout, *facing, *note, *code, *pricing_basis, *anchor;
	int floor_no;
	bool floor_in_code;		/* without it two units of the file would share a code */
	area gross, inner;
	money unit_price, total;	/* total 0: no price (sold, or not on sale) */
	money filed_total;		/* 0: none */
	const char *sheet;
	int row;
};
/* One block of the file: what was taken from which column. */
struct price_block {
	const char *sheet;
	int header_row, first_row, last_row;
	int column[COLUMNS];		/* -1: none */
	const char *heading[COLUMNS];	/* the header's words, "" if none */
	char price_unit, total_unit;	/* 'y', 'w' */
	const char *layout;		/* "rows", "matrix", "labels" */
	const char *const *headings;	/* of every column, for the choice of another */
	int n_columns;
};
struct price_file {
	int n_blocks, n_units, n_problems, n_errors;
	const struct price_block *blocks;
	const struct price_unit *units;	/* those that can be taken */
	const struct price_problem *problems;
	area gross;
	money total;
	int n_priced;
};
/* What the project knows: buildings NULL-terminated (NULL: it has none yet); n_buildings. */
struct price_context { const char *const *buildings; const char *file_name; };

/* Read and check.  Refuses as book_read does, for a file that is none. */
OP price_file_read(struct ctx *c, const void *data, size_t size, const struct price_context *k,
		   const struct price_mapping *m, struct price_file *f);
/* {"units":n,"gross_dm2":n,"total_fen":n,"problems":[...],"changed":bool} and, for `why`
 * not NULL, {"refused":code} with zeros. */
const char *price_file_json(struct ctx *c, const struct price_file *f, bool changed);
const char *json_quoted(struct ctx *c, const char *s);	/* NULL: null */

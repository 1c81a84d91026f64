/* project/price_inside.h - what the price_*.c share while a file is read. */
#pragma once
#include "project/price_words.h"

/* A decimal number as it stands in a cell: mantissa / 10^decimals. */
struct number { int64_t mantissa; int decimals; unsigned how; bool ok; };
enum { NUM_WIDE = 1, NUM_SPACE = 2, NUM_CURRENCY = 4, NUM_UNIT = 8, NUM_WAN = 16 };
struct number number_read(struct ctx *c, const char *text);
/* The number x 10^power, rounded half away; INT64_MAX when it does not fit. */
int64_t number_scaled(struct number n, int power);
const char *number_text(struct ctx *c, struct number n);

/* "33层" "01层" "23F" "B1" "-1" "负一层" "夹层" -> number and, where the number does not say
 * it all, a label.  False: no floor. */
struct floor { int no; const char *label; bool suffix, ok; };
struct floor floor_read(struct ctx *c, const char *text);
/* The floor that a room number carries: "2704" -> 27, "24A" -> 24, "A座2002" -> 20; 0: none. */
int room_floor(const char *room);
/* "1栋E座 销控" -> building "1栋", entrance "E座"; false if no building is named. */
bool place_in_text(struct ctx *c, const char *text, const char **building, const char **entrance);

/* A room that holds its place: "1栋A座301" or "1-2-301"; false if it does not. */
bool place_in_room(struct ctx *c, const char *room, const char **building, const char **entrance,
		   const char **rest);

/* What was normalised; convention of more than half a column is not worth a word a row. */
enum quirk { Q_FULLWIDTH, Q_SPACE, Q_NUMERIC_ROOM, Q_FLOOR_SUFFIX, Q_CURRENCY, Q_UNIT, QUIRKS };

struct block {
	struct price_block shown;
	const struct sheet *sheet;
	int first, end;			/* row indexes: first of units, one behind the last */
	const char *building, *entrance;	/* from a title or the sheet's name; "" */
	const char *title;		/* the lines above the header, for units of money */
	bool fill_down[COLUMNS];	/* blanks mean "as above" */
	int n_lines, quirks[COLUMNS][QUIRKS];
	int price_decimals, total_decimals;
};
/* One row that is a unit. */
struct line {
	struct price_unit u;
	int block;
	bool bad;			/* has an error: cannot be taken */
	bool no_room, room_number, floor_given, duplicate;
	struct number gross, inner, share, price, inner_price, total, filed_price, filed_total;
	const char *text[COLUMNS];	/* as in the file, trimmed */
	bool area_bad;
	area share_area;
	/* the best reading of the row, for comparing with sums */
	area sum_gross, sum_inner;
	money sum_total;
};
/* One row that sums up others. */
struct sum {
	int block, row, row_index;
	bool grand;
	const char *text[COLUMNS];
	int count;			/* "40套"; -1: not said */
};
struct reading_file {
	struct ctx *c;
	const struct price_context *k;
	const struct price_mapping *m;
	struct book book;
	int n_blocks, room_blocks, n_lines, room_lines, n_sums, room_sums, n_problems, room_problems;
	struct block *blocks;
	struct line *lines;
	struct sum *sums;
	struct price_problem *problems;
	struct { int block, column, quirk; } *quirk_of;	/* of each problem; quirk -1: none */
};

/* A new last element; the array moves, so keep no pointer to an older one. */
void *grown(struct ctx *c, void *list, int n, int *room, size_t size);
#define PUSH(r, list) ((r)->list = grown((r)->c, (r)->list, (r)->n_##list, &(r)->room_##list, \
	sizeof *(r)->list), &(r)->list[(r)->n_##list++])

void note_problem(struct reading_file *r, const struct block *b, int row, int column,
		  const char *code, const char *severity, const char *found, const char *expected);
/* An error of a line: it cannot be taken. */
void line_error(struct reading_file *r, struct line *l, int column, const char *code,
		const char *found, const char *expected);
void line_warning(struct reading_file *r, const struct line *l, int column, const char *code,
		  const char *found, const char *expected);
void line_quirk(struct reading_file *r, struct line *l, int column, enum quirk q,
		const char *found, const char *expected);

void find_blocks(struct reading_file *r, const struct sheet *s);		/* price_head.c */
bool find_matrix(struct reading_file *r, const struct sheet *s);		/* price_matrix.c */
bool find_labels(struct reading_file *r, struct sheet *s);			/* price_label.c */
void read_lines(struct reading_file *r, int block);				/* price_line.c */
void read_money(struct reading_file *r);					/* price_money.c */
void check_lines(struct reading_file *r);					/* price_check.c */
void check_sums(struct reading_file *r);					/* price_sum.c */

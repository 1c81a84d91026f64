/* project/price_file.c - the order of reading, and what comes out. */
#include <stdlib.h>
#include "project/price_inside.h"

enum { SUMS_MAX = 2000 };	/* more rows of sums than that are no price table */

void *grown(struct ctx *c, void *list, int n, int *room, size_t size)
{
	void *wide;

	if (n < *room)
		return list;
	*room = *room ? *room * 2 : 64;
	wide = alloc(c, (size_t)*room * size);
	if (n)
		memcpy(wide, list, (size_t)n * size);
	return wide;
}

/* ---- problems --------------------------------------------------------------------------------- */

static void add_problem(struct reading_file *r, const struct block *b, int row, int column,
			const char *code, const char *severity, const char *found,
			const char *expected, int quirk)
{
	int room = r->room_problems;
	struct price_problem *p = PUSH(r, problems);

	if (r->room_problems != room) {
		void *wide = alloc(r->c, (size_t)r->room_problems * sizeof *r->quirk_of);

		if (r->n_problems > 1)
			memcpy(wide, r->quirk_of, (size_t)(r->n_problems - 1) * sizeof *r->quirk_of);
		r->quirk_of = wide;
	}
	*p = (struct price_problem){ .sheet = b ? b->sheet->name : "", .row = row, .code = code,
		.column = b && column >= 0 ? b->shown.heading[column] : "", .severity = severity,
		.found = found, .expected = expected };
	r->quirk_of[r->n_problems - 1].block = b ? (int)(b - r->blocks) : 0;
	r->quirk_of[r->n_problems - 1].column = column;
	r->quirk_of[r->n_problems - 1].quirk = quirk;
}

void note_problem(struct reading_file *r, const struct block *b, int row, int column,
		  const char *code, const char *severity, const char *found, const char *expected)
{
	add_problem(r, b, row, column, code, severity, found, expected, -1);
}

void line_error(struct reading_file *r, struct line *l, int column, const char *code,
		const char *found, const char *expected)
{
	l->bad = true;
	note_problem(r, &r->blocks[l->block], l->u.row, column, code, "error", found, expected);
}

void line_warning(struct reading_file *r, const struct line *l, int column, const char *code,
		  const char *found, const char *expected)
{
	note_problem(r, &r->blocks[l->block], l->u.row, column, code, "warning", found, expected);
}

void line_quirk(struct reading_file *r, struct line *l, int column, enum quirk q,
		const char *found, const char *expected)
{
	static const char *const code[QUIRKS] = { "FULLWIDTH_DIGITS", "SURROUNDING_SPACE",
		"NUMERIC_ROOM", "FLOOR_SUFFIX", "CURRENCY_TEXT", "UNIT_SUFFIX" };

	r->blocks[l->block].quirks[column][q]++;
	add_problem(r, &r->blocks[l->block], l->u.row, column, code[q], "normalise", found, expected,
		    (int)q);
}

/* What more than half of a column does is how the column is written. */
static void drop_conventions(struct reading_file *r)
{
	int n = 0;

	for (int i = 0; i < r->n_problems; i++) {
		int q = r->quirk_of[i].quirk;
		const struct block *b = &r->blocks[r->quirk_of[i].block];

		if (q >= 0 && b->quirks[r->quirk_of[i].column][q] * 2 > b->n_lines)
			continue;
		r->problems[n++] = r->problems[i];
	}
	r->n_problems = n;
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static void ignore_sheet(struct reading_file *r, const struct sheet *s, const char *code)
{
	struct block none = { .sheet = s };

	note_problem(r, &none, 0, -1, code, "ignore", NULL, NULL);
	r->quirk_of[r->n_problems - 1].block = 0;
}

/* Most rows are units.  Growing a step at a time would leave every outgrown array in the arena:
 * 30 MB more for 20,000 units. */
static void make_room(struct reading_file *r)
{
	for (int i = 0; i < r->book.n_sheets; i++)
		r->room_lines += r->book.sheets[i].n_rows;
	r->lines = alloc(r->c, (size_t)r->room_lines * sizeof *r->lines);
}

static void find_tables(struct reading_file *r)
{
	int plain = 0;

	for (int i = 0; i < r->book.n_sheets; i++)
		plain += !r->book.sheets[i].hidden && !is_summary_name(r->book.sheets[i].name);
	for (int i = 0; i < r->book.n_sheets; i++) {
		struct sheet *s = &r->book.sheets[i];
		int before = r->n_blocks;

		if (s->hidden) {
			ignore_sheet(r, s, "SHEET_HIDDEN");
			continue;
		}
		if (plain && is_summary_name(s->name)) {
			ignore_sheet(r, s, "SHEET_IGNORED");
			continue;
		}
		if (find_labels(r, s))
			continue;
		find_blocks(r, s);
		for (int b = before; b < r->n_blocks; b++)
			read_lines(r, b);
		if (r->n_blocks == before && !find_matrix(r, s) && s->n_rows)
			ignore_sheet(r, s, "SHEET_IGNORED");
	}
}

/* ---- the result --------------------------------------------------------------------------------- */

static int by_where(const void *a, const void *b)
{
	const struct price_problem *x = *(struct price_problem *const *)a;
	const struct price_problem *y = *(struct price_problem *const *)b;

	/* the array itself is in the order of sheets */
	if (x->sheet != y->sheet)
		return x < y ? -1 : 1;
	return x->row != y->row ? x->row - y->row : x < y ? -1 : 1;
}

/* Problems sheet by sheet, in the order of rows; checks found them in another. */
static const struct price_problem *sorted(struct reading_file *r)
{
	struct price_problem *out = alloc(r->c, ((size_t)r->n_problems + 1) * sizeof *out);
	struct price_problem **by = alloc(r->c, ((size_t)r->n_problems + 1) * sizeof *by);
	int n = 0;

	for (int s = 0; s < r->book.n_sheets; s++) {
		int from = n;

		for (int i = 0; i < r->n_problems; i++)
			if (r->problems[i].sheet == r->book.sheets[s].name)
				by[n++] = &r->problems[i];
		if (n > from)
			qsort(by + from, (size_t)(n - from), sizeof *by, by_where);
	}
	for (int i = 0; i < n; i++)
		out[i] = *by[i];
	return out;
}

static void collect(struct reading_file *r, struct price_file *f)
{
	struct price_unit *units = alloc(r->c, ((size_t)r->n_lines + 1) * sizeof *units);
	struct price_block *blocks = alloc(r->c, ((size_t)r->n_blocks + 1) * sizeof *blocks);

	*f = (struct price_file){ .units = units, .blocks = blocks, .n_blocks = r->n_blocks };
	for (int i = 0; i < r->n_blocks; i++)
		blocks[i] = r->blocks[i].shown;
	for (int i = 0; i < r->n_lines; i++) {
		const struct line *l = &r->lines[i];

		if (l->bad)
			continue;
		units[f->n_units++] = l->u;
		f->gross.dm2 += l->u.gross.dm2;
		f->total = money_add(f->total, l->u.total);
		f->n_priced += l->u.total.fen > 0;
	}
	f->n_problems = r->n_problems;
	f->problems = sorted(r);
	for (int i = 0; i < f->n_problems; i++)
		f->n_errors += strcmp(f->problems[i].severity, "error") == 0;
}

OP price_file_read(struct ctx *c, const void *data, size_t size, const struct price_context *k,
		   const struct price_mapping *m, struct price_file *f)
{
	struct reading_file r = { .c = c, .k = k, .m = m };
	refusal no = book_read(c, data, size, &r.book);

	*f = (struct price_file){ .n_units = 0 };
	if (no)
		return no;
	make_room(&r);
	find_tables(&r);
	if (r.n_lines == 0)
		return refuse(c, "file", "sheet.no_units");
	if (r.n_sums > SUMS_MAX)
		return refuse(c, "file", "sheet.not_a_table");
	read_money(&r);
	check_lines(&r);
	check_sums(&r);
	drop_conventions(&r);
	collect(&r, f);
	return DONE;
}

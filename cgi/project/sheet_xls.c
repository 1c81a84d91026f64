/* project/sheet_xls.c - .xls (BIFF): sheet_xls_cells.c gives the values, sheet_ole.c the rest. */
#include <string.h>
#include "project/sheet_ole.h"
#include "project/sheet_xls.h"

/* ---- the cells --------------------------------------------------------------------------- */

struct records { const char *at, *end; };

/* What does not hold was not written by our reader. */
static bool record_next(struct ctx *c, struct records *all, struct xls_record *r,
			const char **text)
{
	if ((size_t)(all->end - all->at) < sizeof *r)
		return false;
	memcpy(r, all->at, sizeof *r);
	all->at += sizeof *r;
	if (r->size < 0 || r->size > BOOK_TEXT || r->size > all->end - all->at || r->row < 0)
		return false;
	*text = textf(c, "%.*s", r->size, all->at);
	all->at += r->size;
	return true;
}

static void xls_cell(struct ctx *c, const struct xls_record *r, const char *text, struct cell *to)
{
	switch (r->kind) {
	case XLS_NUMBER:
		to->type = CELL_NUMBER;
		to->text = number_shown(c, text);
		break;
	case XLS_DATE:
		to->type = CELL_DATE;
		to->text = text;
		break;
	default:
		to->text = text;
		to->type = *text ? CELL_TEXT : CELL_EMPTY;
	}
}

static refusal read_cells(struct ctx *c, bytes records, struct book *b,
			  struct sheet_maker *makers, struct book_left *left)
{
	struct records all = { records.data, (const char *)records.data + records.size };
	struct xls_record r;
	const char *text;

	while (record_next(c, &all, &r, &text)) {
		struct cell *to;

		if (r.kind == XLS_SHEET) {
			if (r.row > BOOK_ROWS)
				return refuse(c, "file", "sheet.too_many_rows");
			if (b->n_sheets == BOOK_SHEETS)
				break;
			b->sheets[b->n_sheets].name = text;
			makers[b->n_sheets] = (struct sheet_maker){ .c = c,
				.s = &b->sheets[b->n_sheets], .left = left };
			b->n_sheets++;
			continue;
		}
		if (!b->n_sheets || r.row < 1 || r.column < 0 || r.column >= BOOK_COLUMNS)
			return refuse(c, "file", "sheet.broken");
		to = maker_cell(&makers[b->n_sheets - 1], r.row, r.column);
		if (!to)
			return refuse(c, "file", maker_wrong(&makers[b->n_sheets - 1]));
		xls_cell(c, &r, text, to);
	}
	return DONE;
}

/* ---- what the records add ----------------------------------------------------------------- */

struct ears { struct book *b; struct sheet_maker *makers; };

static struct sheet *heard(struct ears *e, int sheet)
{
	return sheet < e->b->n_sheets ? &e->b->sheets[sheet] : NULL;
}

static void sheet_hidden(void *self, int sheet)
{
	if (heard(self, sheet))
		heard(self, sheet)->hidden = true;
}

static void column_hidden(void *self, int sheet, int first, int last)
{
	struct ears *e = self;

	if (heard(e, sheet))
		maker_hide_column(&e->makers[sheet], first, last);
}

static void row_hidden(void *self, int sheet, int row)
{
	struct ears *e = self;

	if (heard(e, sheet))
		maker_hide_row(&e->makers[sheet], row);
}

static void error(void *self, int sheet, int row, int col, const char *word)
{
	struct ears *e = self;
	struct cell *to = heard(e, sheet) ? maker_cell(&e->makers[sheet], row, col) : NULL;

	if (to) {
		to->type = CELL_ERROR;
		to->text = word;
	}
}

static void merged(void *self, int sheet, int r1, int c1, int r2, int c2)
{
	struct ears *e = self;

	if (heard(e, sheet))
		maker_merge(&e->makers[sheet], r1, c1, r2, c2);
}

OP book_read_xls(struct ctx *c, const void *data, size_t size, struct book *b)
{
	struct book_left left = { BOOK_CELLS, BOOK_WORK };
	struct ears ears = { .b = b };
	const struct ole_ears ole = { &ears, sheet_hidden, column_hidden, row_hidden, error, merged };
	bytes records;
	refusal no = ole_read(c, data, size, &ole);	/* is it one, and is it open? */

	if (no)
		return no;
	records = xls_records(c, data, size);
	if (!records.data)
		return refuse(c, "file", "sheet.broken");
	b->format = "xls";
	b->sheets = alloc(c, BOOK_SHEETS * sizeof *b->sheets);
	ears.makers = alloc(c, BOOK_SHEETS * sizeof *ears.makers);
	no = read_cells(c, records, b, ears.makers, &left);
	if (!no)
		no = ole_read(c, data, size, &ole);
	return !no && left.work < 0 ? refuse(c, "file", "sheet.disorder") : no;
}

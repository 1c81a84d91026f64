/* project/sheet_xls.c - .xls (BIFF): libfreexl gives the values, sheet_ole.c the rest. */
#include <freexl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include "project/sheet_ole.h"

struct opened { const void *handle; int fd; };

static void close_xls(void *opened)
{
	struct opened *o = opened;

	if (o->handle)
		freexl_close(o->handle);
	close(o->fd);
}

/* libfreexl opens by name: a file in memory has one, and leaves nothing behind. */
static struct opened *open_xls(struct ctx *c, const void *data, size_t size)
{
	struct opened *o = alloc(c, sizeof *o);
	size_t done = 0;

	o->fd = memfd_create("price-table", MFD_CLOEXEC);
	if (o->fd < 0)
		fault(c, "memfd_create failed");
	defer(c, close_xls, o);
	while (done < size) {
		ssize_t n = write(o->fd, (const char *)data + done, size - done);

		if (n < 0)
			fault(c, "cannot write to memory");
		done += (size_t)n;
	}
	if (freexl_open(textf(c, "/proc/self/fd/%d", o->fd), &o->handle) != FREEXL_OK)
		o->handle = NULL;
	return o;
}

static void xls_cell(struct ctx *c, const FreeXL_CellValue *v, struct cell *to)
{
	switch (v->type) {
	case FREEXL_CELL_INT:
		to->type = CELL_NUMBER;
		to->text = textf(c, "%d", v->value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		to->type = CELL_NUMBER;
		to->text = number_shown(c, textf(c, "%.17g", v->value.double_value));
		break;
	case FREEXL_CELL_DATE: case FREEXL_CELL_DATETIME: case FREEXL_CELL_TIME:
		to->type = CELL_DATE;
		to->text = textf(c, "%s", v->value.text_value);
		break;
	default:
		to->text = textf(c, "%.*s", BOOK_TEXT, v->value.text_value ? v->value.text_value : "");
		to->type = *to->text ? CELL_TEXT : CELL_EMPTY;
	}
}

static refusal read_xls_sheet(struct sheet_maker *m, const void *handle)
{
	unsigned rows = 0;
	unsigned short columns = 0;

	freexl_worksheet_dimensions(handle, &rows, &columns);
	if (rows > BOOK_ROWS)
		return refuse(m->c, "file", "sheet.too_many_rows");
	for (unsigned r = 0; r < rows; r++)
		for (unsigned short k = 0; k < columns && k < BOOK_COLUMNS; k++) {
			FreeXL_CellValue v;
			struct cell *to;

			if (freexl_get_cell_value(handle, r, k, &v) != FREEXL_OK
			    || v.type == FREEXL_CELL_NULL)
				continue;
			to = maker_cell(m, (int)r + 1, k);
			if (!to)
				return refuse(m->c, "file", "sheet.too_many_rows");
			xls_cell(m->c, &v, to);
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
	struct sheet *s = heard(self, sheet);

	for (int i = 0; s && i < s->n_rows; i++)
		if (s->rows[i].number == row)
			s->rows[i].hidden = true;
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
	int64_t cells_left = BOOK_CELLS;
	struct ears ears = { .b = b };
	const struct ole_ears ole = { &ears, sheet_hidden, column_hidden, row_hidden, error, merged };
	struct opened *o;
	unsigned n = 0;
	refusal no = ole_read(c, data, size, &ole);	/* is it one, and is it open? */

	if (no)
		return no;
	o = open_xls(c, data, size);
	if (!o->handle || freexl_get_info(o->handle, FREEXL_BIFF_SHEET_COUNT, &n) != FREEXL_OK)
		return refuse(c, "file", "sheet.broken");
	b->format = "xls";
	b->n_sheets = n < BOOK_SHEETS ? (int)n : BOOK_SHEETS;
	b->sheets = alloc(c, ((size_t)b->n_sheets + 1) * sizeof *b->sheets);
	ears.makers = alloc(c, ((size_t)b->n_sheets + 1) * sizeof *ears.makers);
	for (int i = 0; i < b->n_sheets; i++) {
		const char *name = NULL;

		ears.makers[i] = (struct sheet_maker){ .c = c, .s = &b->sheets[i],
			.cells_left = &cells_left };
		freexl_get_worksheet_name(o->handle, (unsigned short)i, &name);
		b->sheets[i].name = textf(c, "%s", name ? name : "");
		if (freexl_select_active_worksheet(o->handle, (unsigned short)i) != FREEXL_OK)
			return refuse(c, "file", "sheet.broken");
		no = read_xls_sheet(&ears.makers[i], o->handle);
		if (no)
			return no;
	}
	return ole_read(c, data, size, &ole);
}

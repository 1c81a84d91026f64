/* What csv, xls and xlsx have in common. */
#include <string.h>
#include "project/price_file.h"
#include "t/fuzz/fuzz.h"

static void text_must_hold(const char *s)
{
	size_t n = strlen(s);

	must(n <= BOOK_TEXT);
	must(utf8_ok(s, n));
}

static void sheet_must_hold(const struct sheet *s, int64_t *cells)
{
	text_must_hold(s->name);
	must(s->n_rows >= 0 && s->n_rows <= BOOK_ROWS);
	must(s->n_columns >= 0 && s->n_columns <= BOOK_COLUMNS);
	for (int r = 0; r < s->n_rows; r++) {
		must(s->rows[r].number >= 1 && s->rows[r].number <= BOOK_ROWS);
		must(!r || s->rows[r - 1].number < s->rows[r].number);
		must(s->rows[r].n <= s->n_columns);
		*cells += s->rows[r].n;
		for (int k = 0; k < s->rows[r].n; k++)
			text_must_hold(sheet_cell(s, r, k)->text);
	}
}

static void file_must_hold(const struct price_file *f)
{
	area gross = { 0 };
	money total = { 0 };
	int errors = 0;

	for (int i = 0; i < f->n_units; i++) {
		const struct price_unit *u = &f->units[i];

		must(*u->room && *u->code && u->unit_kind && u->sheet && u->row > 0);
		must(u->gross.dm2 >= 0 && u->inner.dm2 >= 0);
		must(u->unit_price.fen >= 0 && u->total.fen >= 0);
		text_must_hold(u->code);
		gross.dm2 += u->gross.dm2;
		total = money_add(total, u->total);
	}
	must(gross.dm2 == f->gross.dm2 && total.fen == f->total.fen);
	for (int i = 0; i < f->n_problems; i++) {
		const struct price_problem *p = &f->problems[i];

		must(p->sheet && p->column && p->code && p->severity && p->row >= 0);
		text_must_hold(p->found ? p->found : "");
		text_must_hold(p->expected ? p->expected : "");
		errors += !strcmp(p->severity, "error");
	}
	must(errors == f->n_errors);
}

void book_must_hold(struct ctx *c, const uint8_t *data, size_t size)
{
	static const char *const buildings[] = { "1栋", "2栋", NULL };
	const struct price_context k = { .buildings = size & 1 ? buildings : NULL,
					 .file_name = "价格表" };
	struct price_mapping m = { .given = false };
	struct price_file f;
	struct book b;
	int64_t cells = 0;

	if (book_read(c, data, size, &b))
		return;
	must(b.n_sheets >= 0 && b.n_sheets <= BOOK_SHEETS);
	for (int i = 0; i < b.n_sheets; i++)
		sheet_must_hold(&b.sheets[i], &cells);
	must(cells <= BOOK_CELLS);
	if (!price_file_read(c, data, size, &k, &m, &f))
		file_must_hold(&f);
}

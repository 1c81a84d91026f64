/* project/price_label.c - files without a header whose every row says what it holds, as the
 * registry prints it: 楼层,33,房号,3301,用途,住宅,,建筑面积89.62平方米 ...  The rows are
 * turned into an ordinary sheet of columns, which is then read as any other. */
#include "project/price_inside.h"

static const struct { const char *word; enum price_column column; } labels[] = {
	{ "项目楼栋情况", COL_BUILDING }, { "楼栋", COL_BUILDING }, { "座号", COL_ENTRANCE },
	{ "合同号", COL_STATUS }, { "拟售价格", COL_PRICE },
	{ "备案单价", COL_PRICE }, { "楼层", COL_FLOOR }, { "房号", COL_ROOM }, { "用途", COL_USE },
	{ "建筑面积", COL_GROSS }, { "户内面积", COL_INNER }, { "套内面积", COL_INNER },
	{ "分摊面积", COL_SHARE }, { "公摊面积", COL_SHARE }, { "总价", COL_TOTAL },
};
enum { LABELS = sizeof labels / sizeof *labels, ENOUGH = 5, TRIED = 5 };

static const char *joined(struct ctx *c, const struct sheet *s, int row)
{
	size_t n = 2;
	char *out, *p;

	for (int col = 0; col < s->rows[row].n; col++)
		n += strlen(sheet_cell(s, row, col)->text) + 1;
	p = out = alloc(c, n);
	for (int col = 0; col < s->rows[row].n; col++) {
		p = stpcpy(p, sheet_cell(s, row, col)->text);
		*p++ = ',';
	}
	return out;
}

/* Which label begins at p: at the beginning of a cell, or, where a comma is missing, behind
 * a closing bracket and at the end of one. */
static int label_at(const char *text, const char *p)
{
	for (int i = 0; i < LABELS; i++) {
		size_t n = strlen(labels[i].word);

		if (strncmp(p, labels[i].word, n) == 0
		    && (p == text || p[-1] == ',' || (p[-1] == ')' && p[n] == ',')))
			return i;
	}
	return -1;
}

/* Cut a row at its labels; how many columns it had. */
static int cut(struct ctx *c, const char *text, const char *values[COLUMNS])
{
	int n = 0;

	for (const char *p = text; *p; p++) {
		int i = label_at(text, p);
		const char *from, *end;

		if (i < 0)
			continue;
		from = p + strlen(labels[i].word);
		for (end = from; *end && label_at(text, end) < 0; end++)
			;
		if (!values[labels[i].column]) {
			while (from < end && (*from == ',' || *from == ':'))
				from++;
			p = end;
			while (end > from && (end[-1] == ',' || end[-1] == ' '))
				end--;
			/* 55700元/平方米(按建筑面积计): a number says no more than it is */
			if (labels[i].column >= COL_GROSS && memchr(from, '(', (size_t)(end - from)))
				end = memchr(from, '(', (size_t)(end - from));
			if (labels[i].column >= COL_GROSS && strncmp(from, "--", 2) == 0)
				end = from;		/* --元/平方米: none */
			values[labels[i].column] = textf(c, "%.*s", (int)(end - from), from);
			n++;
		} else {
			p = end;
		}
		p--;
	}
	return n;
}

static bool looks_like_one(struct reading_file *r, const struct sheet *s)
{
	int rows = s->n_rows < TRIED ? s->n_rows : TRIED, labelled = 0;

	for (int row = 0; row < rows; row++) {
		const char *values[COLUMNS] = { NULL };

		labelled += cut(r->c, joined(r->c, s, row), values) >= ENOUGH && values[COL_ROOM];
	}
	return labelled >= 2 && labelled * 2 > rows;	/* a header is one such row */
}

bool find_labels(struct reading_file *r, struct sheet *s)
{
	struct sheet *flat;
	struct sheet_maker m;
	struct book_left left = { BOOK_CELLS, BOOK_WORK };
	const char *no_heading[COLUMNS];
	struct block *b;

	if (!looks_like_one(r, s))
		return false;
	flat = alloc(r->c, sizeof *flat);
	flat->name = s->name;
	m = (struct sheet_maker){ .c = r->c, .s = flat, .left = &left };
	for (int i = 0; i < COLUMNS; i++)
		no_heading[i] = "";
	for (int row = 0; row < s->n_rows; row++) {
		const char *values[COLUMNS] = { NULL };

		cut(r->c, joined(r->c, s, row), values);
		for (int i = 0; i < COLUMNS; i++)
			if (values[i] && *values[i]) {
				struct cell *to = maker_cell(&m, s->rows[row].number, i);

				if (to)
					*to = (struct cell){ .text = values[i], .type = CELL_TEXT };
			}
	}
	for (int i = 0; i < LABELS; i++)
		if (!*no_heading[labels[i].column])
			no_heading[labels[i].column] = labels[i].word;
	b = PUSH(r, blocks);
	*b = (struct block){ .sheet = flat, .end = flat->n_rows, .building = "", .entrance = "",
		.title = "" };
	b->shown = (struct price_block){ .sheet = s->name, .layout = "labels",
		.price_unit = 'y', .total_unit = 'y' };
	for (int i = 0; i < COLUMNS; i++) {
		b->shown.column[i] = *no_heading[i] ? i : -1;
		b->shown.heading[i] = no_heading[i];
	}
	read_lines(r, r->n_blocks - 1);
	return true;
}

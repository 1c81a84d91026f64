/* project/price_head.c - where a table begins, and which column is what.
 *
 * A header is a row that names a room and at least one of area and price, three columns in
 * all; up to two rows below it may name the parts of its groups ("面积": "建筑面积",
 * "套内面积").  A header may come again before every building: each opens a block. */
#include "project/price_inside.h"

enum { HEADER_ROWS = 3, TITLE_ROWS = 8 };

struct head { int column[COLUMNS], sure[COLUMNS], n, rows; bool room, figures; };

static bool column_hidden(const struct sheet *s, int col)
{
	return s->hidden_column && s->hidden_column[col];
}

/* The header word of one cell: a title merged over many columns is none. */
static const char *word_at(struct reading_file *r, const struct sheet *s, int row, int col)
{
	const struct cell *cell = sheet_cell(s, row, col);

	if (cell->type != CELL_TEXT)
		return "";
	return squeezed(r->c, cell->text);
}

/* A column takes the lowest word that means something; what is above only groups. */
static void head_column(struct reading_file *r, const struct sheet *s, int row, int rows,
			int col, struct head *h)
{
	for (int i = row + rows - 1; i >= row; i--) {
		int sure;
		const char *word = word_at(r, s, i, col);
		enum price_column is = header_word(word, &sure);

		if (is == COLUMNS && *word && i > row)
			return;			/* a part that is not wanted: 底价, 折后价 */
		if (is == COLUMNS)
			continue;
		if (sheet_cell(s, i, col)->flags & CELL_RIGHT && sure < 3)
			return;			/* only the group's name reaches here */
		if (h->column[is] < 0 || sure > h->sure[is]) {
			h->column[is] = col;
			h->sure[is] = sure;
		}
		return;
	}
}

static struct head head_at(struct reading_file *r, const struct sheet *s, int row, int rows)
{
	struct head h = { .rows = rows };

	for (int i = 0; i < COLUMNS; i++)
		h.column[i] = -1;
	for (int col = 0; col < s->n_columns; col++)
		if (!column_hidden(s, col))
			head_column(r, s, row, rows, col, &h);
	for (int i = 0; i < COLUMNS; i++)
		h.n += h.column[i] >= 0;
	h.room = h.column[COL_ROOM] >= 0 && h.sure[COL_ROOM] >= 2;
	h.figures = h.column[COL_GROSS] >= 0 || h.column[COL_INNER] >= 0
		|| h.column[COL_PRICE] >= 0 || h.column[COL_TOTAL] >= 0
		|| h.column[COL_INNER_PRICE] >= 0 || h.column[COL_FILED_PRICE] >= 0
		|| h.column[COL_FILED_TOTAL] >= 0;
	return h;
}

/* Does the row below go on naming parts?  Header words, and nothing that is a value. */
static bool goes_on(struct reading_file *r, const struct sheet *s, int row)
{
	int words = 0;

	if (row >= s->n_rows || s->rows[row].number != s->rows[row - 1].number + 1)
		return false;
	for (int col = 0; col < s->n_columns; col++) {
		int sure;

		if (sheet_cell(s, row, col)->type == CELL_NUMBER)
			return false;
		if (sheet_cell(s, row, col)->flags & (CELL_DOWN | CELL_RIGHT))
			continue;
		if (header_word(word_at(r, s, row, col), &sure) != COLUMNS && sure >= 2)
			words++;
		else if (number_read(r->c, sheet_cell(s, row, col)->text).ok)
			return false;
	}
	return words >= 2;
}

static bool header_here(struct reading_file *r, const struct sheet *s, int row, struct head *h)
{
	int rows = 1;

	*h = head_at(r, s, row, 1);
	if (!h->room || h->n < 2)
		return false;
	while (rows < HEADER_ROWS && goes_on(r, s, row + rows))
		rows++;
	if (rows > 1)
		*h = head_at(r, s, row, rows);
	return h->room && h->figures && h->n >= 3;
}

/* The words of the header above a column, for people: the lowest, on one line. */
static const char *heading(struct reading_file *r, const struct sheet *s, int row, int rows, int col)
{
	for (int i = row + rows - 1; i >= row; i--) {
		const struct cell *cell = sheet_cell(s, i, col);

		if (*cell->text)
			return cell->type == CELL_TEXT ? squeezed(r->c, cell->text) : cell->text;
	}
	return "";
}

/* As the file writes it: brackets stay full-width, only spaces and line breaks go. */
static const char *heading_shown(struct reading_file *r, const struct sheet *s, int row, int rows,
				 int col)
{
	for (int i = row + rows - 1; i >= row; i--) {
		const struct cell *cell = sheet_cell(s, i, col);
		char *out, *p;

		if (!*cell->text)
			continue;
		p = out = alloc(r->c, strlen(cell->text) + 1);
		for (const char *q = cell->text; *q; q++)
			if (*q != '\n' && *q != '\r' && *q != ' ' && *q != '\t')
				*p++ = *q;
		return out;
	}
	return "";
}

/* 'w' or 'y' when the words above a price column say so, its groups included. */
static char money_unit(struct reading_file *r, const struct sheet *s, int row, int rows, int col)
{
	for (int i = row + rows - 1; i >= row; i--) {
		const char *word = word_at(r, s, i, col);

		if (says_wan(word))
			return 'w';
		if (says_yuan(word))
			return 'y';
	}
	return 0;
}

/* The lines between the block before and this header: titles, 单位：万元, 1栋E座. */
static void read_title(struct reading_file *r, struct block *b, int row)
{
	const char *title = "";
	int from = row > TITLE_ROWS ? row - TITLE_ROWS : 0;

	for (int i = from; i < row; i++)
		for (int col = 0; col < b->sheet->n_columns; col++) {
			const struct cell *cell = sheet_cell(b->sheet, i, col);

			if (cell->type == CELL_TEXT && !(cell->flags & (CELL_DOWN | CELL_RIGHT))
			    && text_length(title) < 400)
				title = textf(r->c, "%s%s\n", title, cell->text);
		}
	b->title = title;
}

static void find_place(struct reading_file *r, struct block *b)
{
	b->building = b->entrance = "";
	if (place_in_text(r->c, b->sheet->name, &b->building, &b->entrance))
		return;
	if (!place_in_text(r->c, b->title, &b->building, &b->entrance) && r->k->file_name)
		place_in_text(r->c, r->k->file_name, &b->building, &b->entrance);
}

/* A filed price alone is the list price; beside a list price it is the limit. */
static void settle_filed(struct head *h)
{
	bool list = h->column[COL_PRICE] >= 0 || h->column[COL_TOTAL] >= 0
		|| h->column[COL_INNER_PRICE] >= 0;

	if (list)
		return;
	h->column[COL_PRICE] = h->column[COL_FILED_PRICE];
	h->column[COL_TOTAL] = h->column[COL_FILED_TOTAL];
	h->column[COL_FILED_PRICE] = h->column[COL_FILED_TOTAL] = -1;
}

static void correct(const struct price_mapping *m, struct head *h)
{
	for (int i = 0; i < COLUMNS && m && m->given; i++)
		if (m->column[i])
			h->column[i] = m->column[i] < 0 ? -1 : m->column[i] - 1;
}

static char title_unit(const char *title)
{
	const char *unit = strstr(title, "单位");

	if (!unit)
		return 0;
	return says_wan(unit) ? 'w' : text_has(unit, "元") ? 'y' : 0;
}

static void open_block(struct reading_file *r, const struct sheet *s, int row, struct head h)
{
	struct block *b = PUSH(r, blocks);
	const char **all = alloc(r->c, (size_t)(s->n_columns + 1) * sizeof *all);
	int total, price;

	settle_filed(&h);
	correct(r->m, &h);
	*b = (struct block){ .sheet = s, .first = row + h.rows, .end = s->n_rows };
	read_title(r, b, row);
	find_place(r, b);
	b->shown = (struct price_block){ .sheet = s->name, .layout = "rows", .headings = all,
		.n_columns = s->n_columns, .header_row = s->rows[row].number };
	for (int col = 0; col < s->n_columns; col++)
		all[col] = column_hidden(s, col) ? NULL : heading(r, s, row, h.rows, col);
	for (int i = 0; i < COLUMNS; i++) {
		bool there = h.column[i] >= 0 && h.column[i] < s->n_columns
			&& !column_hidden(s, h.column[i]);

		b->shown.column[i] = there ? h.column[i] : -1;
		b->shown.heading[i] = there ? heading_shown(r, s, row, h.rows, h.column[i]) : "";
	}
	price = b->shown.column[COL_PRICE] >= 0 ? b->shown.column[COL_PRICE]
		: b->shown.column[COL_INNER_PRICE];
	total = b->shown.column[COL_TOTAL];
	b->shown.price_unit = price >= 0 ? money_unit(r, s, row, h.rows, price) : 0;
	b->shown.total_unit = total >= 0 ? money_unit(r, s, row, h.rows, total) : 0;
	if (!b->shown.price_unit)
		b->shown.price_unit = title_unit(b->title);
	if (!b->shown.total_unit)
		b->shown.total_unit = title_unit(b->title);
	if (r->m && r->m->given && r->m->money_unit)
		b->shown.price_unit = b->shown.total_unit = r->m->money_unit;
}

/* No header was found, but a person said which column is what. */
static void open_as_told(struct reading_file *r, const struct sheet *s)
{
	struct head h = { .rows = 0 };
	int row = 0;

	for (int i = 0; i < COLUMNS; i++)
		h.column[i] = -1;
	while (row < s->n_rows && s->rows[row].number < r->m->first_row)
		row++;
	if (row == s->n_rows)
		return;
	open_block(r, s, row, h);
	r->blocks[r->n_blocks - 1].shown.header_row = 0;
}

void find_blocks(struct reading_file *r, const struct sheet *s)
{
	struct head h;
	int before = r->n_blocks;

	for (int row = 0; row < s->n_rows; row++) {
		if (!header_here(r, s, row, &h))
			continue;
		if (r->n_blocks > before)
			r->blocks[r->n_blocks - 1].end = row;
		open_block(r, s, row, h);
		row += h.rows - 1;
	}
	if (r->n_blocks == before && r->m && r->m->given && r->m->first_row
	    && r->m->column[COL_ROOM] > 0)
		open_as_told(r, s);
}

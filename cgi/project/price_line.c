/* project/price_line.c - the rows of a block: units, sums, notes, blanks. */
#include "project/price_inside.h"

enum { FILL_PERCENT = 30, GAP_MAX = 20 };

static const enum price_column figure_columns[] = { COL_GROSS, COL_INNER, COL_SHARE, COL_PRICE,
	COL_INNER_PRICE, COL_TOTAL, COL_FILED_PRICE, COL_FILED_TOTAL };
enum { FIGURES = sizeof figure_columns / sizeof *figure_columns };

/* The mapped cell; one filled from the left belongs to the column it began in. */
static const struct cell *mapped(const struct block *b, int row, enum price_column column)
{
	const struct cell *cell = sheet_cell(b->sheet, row, b->shown.column[column]);

	return cell->flags & CELL_RIGHT ? sheet_cell(b->sheet, -1, 0) : cell;
}

static const char *trimmed(struct ctx *c, const char *s)
{
	size_t n;

	while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		s++;
	n = strlen(s);
	while (n && strchr(" \t\r\n", s[n - 1]))
		n--;
	return s[n] ? textf(c, "%.*s", (int)n, s) : s;
}

/* The first words of a row, squeezed: what it is, stands there. */
static int first_words(struct reading_file *r, const struct sheet *s, int row,
		       const char *words[], int most)
{
	int n = 0;

	for (int col = 0; col < s->rows[row].n && n < most; col++) {
		const struct cell *cell = sheet_cell(s, row, col);

		if (*cell->text && !(cell->flags & (CELL_RIGHT | CELL_DOWN))
		    && !(s->hidden_column && s->hidden_column[col]))
			words[n++] = squeezed(r->c, cell->text);
	}
	return n;
}

static bool has_figures(struct reading_file *r, const struct block *b, int row)
{
	for (int i = 0; i < FIGURES; i++) {
		const struct cell *cell = mapped(b, row, figure_columns[i]);

		if (*cell->text && !is_no_value(squeezed(r->c, cell->text)))
			return true;
		if (cell->flags & CELL_UNCACHED)
			return true;
	}
	return false;
}

static bool has_room(struct reading_file *r, const struct block *b, int row)
{
	return !is_no_value(squeezed(r->c, mapped(b, row, COL_ROOM)->text));
}

/* A room and its figures merged over two rows is one unit on two floors. */
static bool continues(const struct block *b, int row)
{
	return (mapped(b, row, COL_ROOM)->flags & CELL_DOWN)
		&& ((mapped(b, row, COL_GROSS)->flags & CELL_DOWN)
		    || (mapped(b, row, COL_TOTAL)->flags & CELL_DOWN));
}

/* ---- blanks that mean "as above" ------------------------------------------------------------ */

/* One blank is a mistake; a third of the column is a way of writing. */
static void find_fill_down(struct reading_file *r, struct block *b)
{
	static const enum price_column columns[] = { COL_BUILDING, COL_FLOOR, COL_USE };

	for (int i = 0; i < 3; i++) {
		int blank = 0, filled = 0;

		if (b->shown.column[columns[i]] < 0)
			continue;
		for (int row = b->first; row < b->end; row++)
			if (has_room(r, b, row) && has_figures(r, b, row)) {
				if (*mapped(b, row, columns[i])->text)
					filled++;
				else
					blank++;
			}
		b->fill_down[columns[i]] = filled && blank * 100 >= (filled + blank) * FILL_PERCENT;
	}
}

/* ---- sums ------------------------------------------------------------------------------------ */

static int count_in(const char *s)
{
	int n = 0;

	if (*s < '0' || *s > '9')
		return -1;
	for (; *s >= '0' && *s <= '9' && n < 1000000; s++)
		n = n * 10 + (*s - '0');
	return !*s || strcmp(s, "套") == 0 || strcmp(s, "户") == 0 || strcmp(s, "个") == 0 ? n : -1;
}

static bool read_sum(struct reading_file *r, int block, int row)
{
	const struct block *b = &r->blocks[block];
	const char *words[4];
	int n = first_words(r, b->sheet, row, words, 4), which = -1;
	struct sum *sum;

	for (int i = 0; i < n && which < 0; i++)
		if (is_sum_word(words[i]))
			which = i;
	if (which < 0)
		return false;
	sum = PUSH(r, sums);
	*sum = (struct sum){ .block = block, .row = b->sheet->rows[row].number, .row_index = row,
		.grand = is_grand_sum(words[which]), .count = -1 };
	for (int i = 0; i < COLUMNS; i++) {
		sum->text[i] = trimmed(r->c, mapped(b, row, (enum price_column)i)->text);
		if (i < COL_GROSS && sum->count < 0 && *sum->text[i])
			sum->count = count_in(squeezed(r->c, sum->text[i]));
	}
	return true;
}

/* ---- one cell --------------------------------------------------------------------------------- */

static bool looks_like_date(const char *s)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec", NULL };
	date d;

	if (text_has(s, "月") && text_has(s, "日"))
		return true;
	for (int i = 0; months[i]; i++)
		if (text_has(s, months[i]) && text_has(s, "-"))
			return true;
	return strlen(s) >= 8 && (text_has(s, "-") || text_has(s, "/")) && date_parse(s, &d);
}

/* Refuse what is no value at all; true when the cell can be read on. */
static bool cell_sound(struct reading_file *r, struct line *l, enum price_column column,
		       const struct cell *cell)
{
	if (cell->type == CELL_ERROR) {
		line_error(r, l, column, "CELL_ERROR", cell->text, NULL);
		return false;
	}
	if (cell->flags & CELL_UNCACHED) {
		line_error(r, l, column, "FORMULA_UNCACHED", NULL, NULL);
		return false;
	}
	if (cell->type == CELL_DATE || (column <= COL_ROOM && looks_like_date(cell->text))) {
		line_error(r, l, column, "DATE_CONVERTED", cell->text, NULL);
		return false;
	}
	return true;
}

/* A word of a place or a use: without spaces, in half-width letters; "" for none. */
static const char *name_cell(struct reading_file *r, struct line *l, int row,
			     enum price_column column, int most)
{
	const struct block *b = &r->blocks[l->block];
	const struct cell *cell = mapped(b, row, column);
	const char *s = squeezed(r->c, cell->text);

	l->text[column] = cell->text;
	if (!cell_sound(r, l, column, cell))
		return "";
	if (strlen(s) != strlen(cell->text) && *s && column != COL_USE) {
		if (has_wide(cell->text))
			line_quirk(r, l, column, Q_FULLWIDTH, cell->text, s);
		else if (!text_has(cell->text, "\xEF\xBC"))
			line_quirk(r, l, column, Q_SPACE, cell->text, s);
	}
	if (is_no_value(s))
		return "";
	if (text_length(s) > most) {
		line_error(r, l, column, "TEXT_TOO_LONG", s, textf(r->c, "%d", most));
		return "";
	}
	return s;
}

static struct number figure(struct reading_file *r, struct line *l, int row, enum price_column column)
{
	const struct block *b = &r->blocks[l->block];
	const struct cell *cell = mapped(b, row, column);
	const char *s = trimmed(r->c, cell->text);
	struct number n;

	l->text[column] = s;
	if (b->shown.column[column] < 0 || (!*s && !(cell->flags & CELL_UNCACHED)))
		return (struct number){ 0 };
	if (!cell_sound(r, l, column, cell))
		return (struct number){ 0 };
	if (is_no_value(squeezed(r->c, s))
	    || (column >= COL_PRICE && is_price_word(squeezed(r->c, s))))
		return (struct number){ 0 };
	n = number_read(r->c, s);
	if (!n.ok || number_scaled(n, 6) == INT64_MAX) {
		line_error(r, l, column, "BAD_NUMBER", s, NULL);
		return (struct number){ 0 };
	}
	if (n.how & NUM_CURRENCY)
		line_quirk(r, l, column, Q_CURRENCY, s, number_text(r->c, n));
	else if (n.how & NUM_UNIT)
		line_quirk(r, l, column, Q_UNIT, s, number_text(r->c, n));
	else if (n.how & NUM_WIDE)
		line_quirk(r, l, column, Q_FULLWIDTH, s, number_text(r->c, n));
	else if (n.how & NUM_SPACE)
		line_quirk(r, l, column, Q_SPACE, s, number_text(r->c, n));
	return n;
}

/* ---- place, room, floor ------------------------------------------------------------------------ */

static void read_place(struct reading_file *r, struct line *l, int row, struct line *above)
{
	const struct block *b = &r->blocks[l->block];
	bool blank = !*mapped(b, row, COL_BUILDING)->text;

	l->u.building = name_cell(r, l, row, COL_BUILDING, NAME_MAX);
	l->u.entrance = name_cell(r, l, row, COL_ENTRANCE, NAME_MAX);
	if (b->fill_down[COL_BUILDING] && blank && above) {
		l->u.building = above->u.building;
		if (!*l->u.entrance)
			l->u.entrance = above->u.entrance;
	}
	if (b->shown.column[COL_BUILDING] < 0) {
		l->u.building = b->building;
		if (b->shown.column[COL_ENTRANCE] < 0)
			l->u.entrance = b->entrance;
	}
}

/* Where no column, title or name of a sheet says it, the room may (1栋A座301, 1-2-301), or
 * there is only one building that it can be. */
static void find_building(struct reading_file *r, struct line *l, bool told)
{
	const struct block *b = &r->blocks[l->block];

	if (*l->u.building)
		return;
	if (b->shown.column[COL_BUILDING] < 0
	    && place_in_room(r->c, l->u.room, &l->u.building, &l->u.entrance, &l->u.room))
		return;
	if (r->k->buildings && r->k->buildings[0] && !r->k->buildings[1])
		l->u.building = r->k->buildings[0];
	else if (!told)
		line_error(r, l, COL_BUILDING, "MISSING_BUILDING", NULL, NULL);
}

/* O for 0 among digits: 2OO2, O803.  2O may be the flat after 2N. */
static bool letter_for_digit(const char *s)
{
	for (const char *p = s; *p; p++) {
		bool digit_after = p[1] >= '0' && p[1] <= '9';
		bool digit_before = p > s && p[-1] >= '0' && p[-1] <= '9';

		if ((*p == 'O' || *p == 'o')
		    && (digit_after || (digit_before && (p[1] == 'O' || p[1] == 'o'))))
			return true;
		if ((*p == 'l' || *p == 'I') && digit_after && digit_before)
			return true;
	}
	return false;
}

static void read_room(struct reading_file *r, struct line *l, int row)
{
	const struct block *b = &r->blocks[l->block];
	const struct cell *cell = mapped(b, row, COL_ROOM);
	bool was_bad = l->bad;

	l->u.room = name_cell(r, l, row, COL_ROOM, ROOM_MAX);
	l->room_number = cell->type == CELL_NUMBER;
	if (!*l->u.room) {
		l->no_room = true;
		if (l->bad == was_bad)
			line_error(r, l, COL_ROOM, "MISSING_ROOM", NULL, NULL);
	} else if (l->room_number && (text_has(l->u.room, ".") || *l->u.room == '-')) {
		line_error(r, l, COL_ROOM, "BAD_NUMBER", l->u.room, NULL);
	} else if (letter_for_digit(l->u.room)) {
		line_error(r, l, COL_ROOM, "LETTER_O", l->u.room, NULL);
	} else if (l->room_number) {
		r->blocks[l->block].quirks[COL_ROOM][Q_NUMERIC_ROOM]++;
	}
}

static void read_floor(struct reading_file *r, struct line *l, int row, struct line *above)
{
	const struct block *b = &r->blocks[l->block];
	const char *s;
	struct floor f;
	bool was_bad = l->bad;

	l->u.floor_label = "";
	if (b->shown.column[COL_FLOOR] < 0) {
		l->u.floor_no = room_floor(l->u.room) ? room_floor(l->u.room) : 1;
		return;
	}
	s = name_cell(r, l, row, COL_FLOOR, 12);
	if (!*s && b->fill_down[COL_FLOOR] && above && l->bad == was_bad) {
		l->u.floor_no = above->u.floor_no;
		l->u.floor_label = above->u.floor_label;
		l->floor_given = true;
		return;
	}
	if (!*s) {
		if (l->bad == was_bad)
			line_error(r, l, COL_FLOOR, "MISSING_FLOOR", NULL, NULL);
		return;
	}
	f = floor_read(r->c, s);
	if (!f.ok) {
		line_error(r, l, COL_FLOOR, "BAD_NUMBER", s, NULL);
		return;
	}
	l->floor_given = true;
	l->u.floor_no = f.no;
	l->u.floor_label = f.label;
	if (f.suffix)
		line_quirk(r, l, COL_FLOOR, Q_FLOOR_SUFFIX, s, textf(r->c, "%d", f.no));
}

static void read_use(struct reading_file *r, struct line *l, int row, struct line *above)
{
	const struct block *b = &r->blocks[l->block];
	bool was_bad = l->bad;
	const char *use = name_cell(r, l, row, COL_USE, USE_MAX), *kind;

	if (!*use && b->fill_down[COL_USE] && above && l->bad == was_bad)
		use = above->u.use_text;
	l->u.use_text = use;
	kind = *use ? use_kind(use) : use_kind(b->shown.heading[COL_ROOM]);
	if (*use && !kind)
		line_error(r, l, COL_USE, "UNKNOWN_USE", use, NULL);
	if (!kind && (kind = use_kind(b->sheet->name)) && strcmp(kind, "office") == 0)
		kind = NULL;		/* a company's name says nothing */
	l->u.unit_kind = kind ? kind : "residence";
}

/* Text that a spreadsheet would take for a formula is kept as text, and said. */
static void read_note(struct reading_file *r, struct line *l, int row)
{
	const char *s = trimmed(r->c, mapped(&r->blocks[l->block], row, COL_NOTE)->text);

	l->u.note = is_no_value(s) ? "" : s;
	if (text_length(l->u.note) > TEXT_MAX)
		line_error(r, l, COL_NOTE, "TEXT_TOO_LONG", s, textf(r->c, "%d", TEXT_MAX));
	else if (*l->u.note && strchr("=+-@", *l->u.note) && !number_read(r->c, s).ok)
		line_warning(r, l, COL_NOTE, "FORMULA_TEXT", s, "(kept as text)");
}

/* ---- the row ------------------------------------------------------------------------------------- */

static void read_unit(struct reading_file *r, int block, int row, int last)
{
	struct line l = { .block = block };
	struct line *above = last >= 0 ? &r->lines[last] : NULL;
	const struct block *b = &r->blocks[block];
	bool told;

	l.u.sheet = b->sheet->name;
	l.u.row = b->sheet->rows[row].number;
	for (int i = 0; i < COLUMNS; i++)
		l.text[i] = "";
	read_place(r, &l, row, above);
	told = l.bad;
	read_room(r, &l, row);
	find_building(r, &l, told);
	read_floor(r, &l, row, above);
	read_use(r, &l, row, above);
	l.u.layout = name_cell(r, &l, row, COL_LAYOUT, USE_MAX);
	l.u.facing = name_cell(r, &l, row, COL_FACING, 12);
	l.gross = figure(r, &l, row, COL_GROSS);
	l.inner = figure(r, &l, row, COL_INNER);
	l.share = figure(r, &l, row, COL_SHARE);
	l.price = figure(r, &l, row, COL_PRICE);
	l.inner_price = figure(r, &l, row, COL_INNER_PRICE);
	l.total = figure(r, &l, row, COL_TOTAL);
	l.filed_price = figure(r, &l, row, COL_FILED_PRICE);
	l.filed_total = figure(r, &l, row, COL_FILED_TOTAL);
	read_note(r, &l, row);
	*PUSH(r, lines) = l;
	r->blocks[block].n_lines++;
}

/* A line of text inside the table may name the building of what follows. */
static void read_text_row(struct reading_file *r, struct block *b, const char *word)
{
	const char *building, *entrance;

	if (b->shown.column[COL_BUILDING] < 0 && text_length(word) <= HEADER_WORD_MAX
	    && place_in_text(r->c, word, &building, &entrance)) {
		b->building = building;
		b->entrance = entrance;
	}
}

static void note_blanks(struct reading_file *r, const struct block *b, int row)
{
	const struct sheet_row *rows = b->sheet->rows;

	for (int n = rows[row - 1].number + 1; n < rows[row].number
	     && n <= rows[row - 1].number + GAP_MAX; n++)
		note_problem(r, b, n, -1, "BLANK_ROW", "ignore", NULL, NULL);
}

void read_lines(struct reading_file *r, int block)
{
	int last = -1;		/* the line above in this block, for blanks */

	find_fill_down(r, &r->blocks[block]);
	for (int row = r->blocks[block].first; row < r->blocks[block].end; row++) {
		struct block *b = &r->blocks[block];
		const struct sheet_row *at = &b->sheet->rows[row];
		const char *words[1] = { "" };

		if (row > b->first)
			note_blanks(r, b, row);
		if (r->m && r->m->given && at->number < r->m->first_row)
			continue;
		if (!first_words(r, b->sheet, row, words, 1) || continues(b, row))
			continue;
		if (read_sum(r, block, row) || is_remark(words[0]))
			continue;
		if (!has_room(r, b, row) && !has_figures(r, b, row)) {
			read_text_row(r, b, words[0]);
			continue;
		}
		if (at->hidden) {
			note_problem(r, b, at->number, -1, "ROW_HIDDEN", "warning", NULL, NULL);
			continue;
		}
		if (!b->shown.first_row)
			b->shown.first_row = at->number;
		b->shown.last_row = at->number;
		read_unit(r, block, row, last);
		last = r->n_lines - 1;
	}
}

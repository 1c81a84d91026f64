/* project/price_matrix.c - 销控表: floors down, rooms across, and in each cell the room, its
 * area and its price on lines of their own. */
#include "project/price_inside.h"

enum { PARTS = 6, ENOUGH = 3 };

/* The lines of a cell; a cell written in one line may separate with / instead. */
static int split(struct ctx *c, const char *text, const char *parts[PARTS])
{
	char sep = strchr(text, '\n') ? '\n' : '/';
	int n = 0;

	while (n < PARTS) {
		const char *end = strchr(text, sep);
		const char *part = squeezed(c, end ? textf(c, "%.*s", (int)(end - text), text) : text);

		if (*part)
			parts[n++] = part;
		if (!end)
			break;
		text = end + 1;
	}
	return n;
}

static bool is_area(const char *s)
{
	return (text_has(s, "㎡") || text_has(s, "m2") || text_has(s, "m²") || text_has(s, "平"))
		&& !text_has(s, "元");
}

static bool is_unit_price(const char *s)
{
	return text_has(s, "元/") || text_has(s, "万/");
}

static bool is_room(const char *s)
{
	bool digit = false;

	if (text_length(s) > 12)
		return false;
	for (const char *p = s; *p; p++)
		digit |= *p >= '0' && *p <= '9';
	return digit && !is_area(s) && !text_has(s, "元") && !text_has(s, "万");
}

/* A cell that says a room and at least its area. */
static bool read_cell(struct reading_file *r, const char *text, struct line *l)
{
	const char *parts[PARTS];
	int n = split(r->c, text, parts);

	if (n < 2 || !is_room(parts[0]))
		return false;
	l->u.room = parts[0];
	for (int i = 1; i < n; i++) {
		struct number v = number_read(r->c, parts[i]);

		if (!v.ok)
			continue;
		if (is_unit_price(parts[i])) {
			l->price = v;
			l->text[COL_PRICE] = parts[i];
		} else if (is_area(parts[i]) || (!(v.how & NUM_UNIT) && !l->gross.ok)) {
			l->gross = v;
			l->text[COL_GROSS] = parts[i];
		} else {
			l->total = v;
			l->text[COL_TOTAL] = parts[i];
		}
	}
	return l->gross.ok;
}

static struct line fresh(int block, const struct sheet *s, int row)
{
	struct line l = { .block = block };

	for (int i = 0; i < COLUMNS; i++)
		l.text[i] = "";
	l.u = (struct price_unit){ .sheet = s->name, .row = s->rows[row].number, .floor_label = "",
		.room = "", .use_text = "", .layout = "", .facing = "", .note = "",
		.unit_kind = "residence" };
	return l;
}

static bool looks_like_one(struct reading_file *r, const struct sheet *s)
{
	int found = 0;

	for (int row = 0; row < s->n_rows && found < ENOUGH; row++)
		for (int col = 0; col < s->rows[row].n && found < ENOUGH; col++) {
			const struct cell *cell = sheet_cell(s, row, col);
			struct line l = fresh(0, s, row);

			if (cell->type == CELL_TEXT && strpbrk(cell->text, "\n/")
			    && !(cell->flags & (CELL_DOWN | CELL_RIGHT)))
				found += read_cell(r, cell->text, &l);
		}
	return found == ENOUGH;
}

/* The floor a row says in front, as "24F" or 24. */
static struct floor row_floor(struct reading_file *r, const struct sheet *s, int row)
{
	for (int col = 0; col < s->rows[row].n && col < 3; col++) {
		const struct cell *cell = sheet_cell(s, row, col);

		if (*cell->text && !strchr(cell->text, '\n')) {
			struct floor f = floor_read(r->c, cell->text);

			if (f.ok)
				return f;
		}
	}
	return (struct floor){ .label = "" };
}

static void matrix_row(struct reading_file *r, int block, const struct sheet *s, int row)
{
	struct floor f = row_floor(r, s, row);

	for (int col = 0; col < s->rows[row].n; col++) {
		const struct cell *cell = sheet_cell(s, row, col);
		struct line l = fresh(block, s, row);
		struct block *b = &r->blocks[block];

		if (cell->type != CELL_TEXT || (cell->flags & (CELL_DOWN | CELL_RIGHT))
		    || (s->hidden_column && s->hidden_column[col])
		    || !read_cell(r, cell->text, &l))
			continue;
		l.u.building = b->building;
		l.u.entrance = b->entrance;
		l.u.floor_no = f.ok ? f.no : room_floor(l.u.room) ? room_floor(l.u.room) : 1;
		l.u.floor_label = f.label;
		l.floor_given = f.ok;
		if (!*b->building)
			line_error(r, &l, COL_BUILDING, "MISSING_BUILDING", NULL, NULL);
		if (!b->shown.first_row)
			b->shown.first_row = l.u.row;
		b->shown.last_row = l.u.row;
		*PUSH(r, lines) = l;
		b->n_lines++;
	}
}

bool find_matrix(struct reading_file *r, const struct sheet *s)
{
	static const char *const none[] = { NULL };
	struct block *b;
	int block = r->n_blocks;

	if (!looks_like_one(r, s))
		return false;
	b = PUSH(r, blocks);
	*b = (struct block){ .sheet = s, .end = s->n_rows, .title = "" };
	b->shown = (struct price_block){ .sheet = s->name, .layout = "matrix", .headings = none,
		.price_unit = 'y', .total_unit = 'y' };
	for (int i = 0; i < COLUMNS; i++) {
		b->shown.column[i] = -1;
		b->shown.heading[i] = "";
	}
	if (!place_in_text(r->c, s->name, &b->building, &b->entrance) && s->n_rows)
		for (int col = 0; col < s->rows[0].n && !*b->building; col++)
			place_in_text(r->c, sheet_cell(s, 0, col)->text, &b->building, &b->entrance);
	for (int row = 0; row < s->n_rows; row++)
		if (!s->rows[row].hidden)
			matrix_row(r, block, s, row);
	return true;
}

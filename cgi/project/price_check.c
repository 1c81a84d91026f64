/* project/price_check.c - what only shows when lines stand beside each other: numbers that
 * lost their zeros, buildings that do not exist, units that are there twice. */
#include <stdlib.h>
#include <strings.h>
#include "project/price_inside.h"

enum { NEIGHBOURS = 1 };

/* ---- room numbers that a spreadsheet took for numbers ------------------------------------------ */

/* 803 beside 0705: the zero in front was lost.  Where all rooms of a block are numbers
 * there is nothing to compare with, and nothing was lost that anybody would miss. */
static void mend_numbers(struct reading_file *r)
{
	int *width = alloc(r->c, ((size_t)r->n_blocks + 1) * sizeof *width);

	for (int i = 0; i < r->n_lines; i++) {
		const char *room = r->lines[i].u.room;

		if (!r->lines[i].room_number && *room == '0' && (int)strlen(room) > width[r->lines[i].block])
			width[r->lines[i].block] = (int)strlen(room);
	}
	for (int i = 0; i < r->n_lines; i++) {
		struct line *l = &r->lines[i];
		const struct block *b = &r->blocks[l->block];
		const char *was = l->u.room;
		int missing = width[l->block] - (int)strlen(was);

		if (!l->room_number || b->quirks[COL_ROOM][Q_NUMERIC_ROOM] * 2 > b->n_lines)
			continue;
		if (missing > 0)
			l->u.room = textf(r->c, "%.*s%s", missing, "00000000", was);
		note_problem(r, b, l->u.row, COL_ROOM, "NUMERIC_ROOM", "normalise", was, l->u.room);
	}
}

/* A block may begin with O: 24O after 24N is a flat, 20O among numbers is a slip. */
static void check_last_letter(struct reading_file *r)
{
	bool *letters = alloc(r->c, (size_t)r->n_blocks + 1);

	for (int i = 0; i < r->n_lines; i++) {
		const char *room = r->lines[i].u.room;
		size_t n = strlen(room);

		if (n && room[n - 1] >= 'A' && room[n - 1] <= 'Z' && room[n - 1] != 'O')
			letters[r->lines[i].block] = true;
	}
	for (int i = 0; i < r->n_lines; i++) {
		struct line *l = &r->lines[i];
		size_t n = strlen(l->u.room);

		if (n > 1 && !l->bad && !letters[l->block] && strchr("Oo", l->u.room[n - 1])
		    && l->u.room[n - 2] >= '0' && l->u.room[n - 2] <= '9')
			line_error(r, l, COL_ROOM, "LETTER_O", l->u.room, NULL);
	}
}

/* ---- buildings ------------------------------------------------------------------------------------ */

static bool known(const struct price_context *k, const char *building)
{
	for (int i = 0; k->buildings && k->buildings[i]; i++)
		if (strcmp(k->buildings[i], building) == 0)
			return true;
	return false;
}

/* Decision 21: a building that appears once beside one that appears over a hundred times. */
static void check_lone_buildings(struct reading_file *r)
{
	struct { const char *name; int n, line; } *seen =
		alloc(r->c, ((size_t)r->n_lines + 1) * sizeof *seen);
	int n = 0, most = 0;

	for (int i = 0, k; i < r->n_lines; i++) {
		const char *name = r->lines[i].u.building;

		if (!*name)
			continue;
		for (k = 0; k < n && strcmp(seen[k].name, name) != 0; k++)
			;
		if (k == n) {
			seen[n].name = name;
			seen[n++].line = i;
		}
		seen[k].n++;
		most = seen[k].n > most ? seen[k].n : most;
	}
	for (int k = 0; k < n && most > LONE_BUILDING; k++)
		if (seen[k].n == 1)
			line_error(r, &r->lines[seen[k].line], COL_BUILDING, "UNKNOWN_BUILDING",
				   seen[k].name, NULL);
}

static void check_buildings(struct reading_file *r)
{
	if (!r->k->buildings || !r->k->buildings[0]) {
		check_lone_buildings(r);
		return;
	}
	for (int i = 0; i < r->n_lines; i++)
		if (*r->lines[i].u.building && !known(r->k, r->lines[i].u.building))
			line_error(r, &r->lines[i], COL_BUILDING, "UNKNOWN_BUILDING",
				   r->lines[i].u.building, NULL);
}

/* ---- the same unit twice ---------------------------------------------------------------------------- */

/* Capital or small is the same room, as it is for the database. */
static int by_room(const void *a, const void *b)
{
	const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
	int d = strcasecmp(x->u.building, y->u.building);

	d = d ? d : strcasecmp(x->u.entrance, y->u.entrance);
	return d ? d : strcasecmp(x->u.room, y->u.room);
}

static int by_place(const void *a, const void *b)
{
	const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
	int d = by_room(a, b);

	d = d ? d : x->u.floor_no - y->u.floor_no;
	d = d ? d : strcasecmp(x->u.floor_label, y->u.floor_label);
	return d ? d : x < y ? -1 : x > y;
}

static bool same_place(const struct line *x, const struct line *y)
{
	return by_room(&x, &y) == 0 && x->u.floor_no == y->u.floor_no
		&& strcasecmp(x->u.floor_label, y->u.floor_label) == 0;
}

static bool carries_floor(const struct line *l)
{
	return room_floor(l->u.room) == abs(l->u.floor_no);
}

/* On the same floor of the same entrance, is there a room whose number carries that floor?
 * Then numbers here do carry floors, and one that carries another is a slip.  Where none
 * does, rooms differ by their floor only, which is how some buildings count. */
static bool floor_in_numbers(struct line *const *place, int n, const struct line *l)
{
	int with = 0;

	for (int i = 0; i < n && with < NEIGHBOURS; i++)
		with += place[i] != l && place[i]->u.floor_no == l->u.floor_no
			&& strcmp(place[i]->u.building, l->u.building) == 0
			&& strcmp(place[i]->u.entrance, l->u.entrance) == 0 && carries_floor(place[i]);
	return with >= NEIGHBOURS;
}

static void check_room(struct reading_file *r, struct line **place, int n, int i)
{
	struct line *l = place[i];
	bool twin = (i > 0 && by_room(&place[i - 1], &place[i]) == 0)
		|| (i + 1 < n && by_room(&place[i], &place[i + 1]) == 0);

	if (!twin || l->bad || !room_floor(l->u.room) || carries_floor(l))
		return;
	if (floor_in_numbers(place, n, l))
		line_error(r, l, COL_ROOM, "FLOOR_ROOM_MISMATCH", l->u.room,
			   textf(r->c, "%d", l->u.floor_no));
}

static void check_places(struct reading_file *r)
{
	struct line **place = alloc(r->c, ((size_t)r->n_lines + 1) * sizeof *place);
	int n = 0;

	for (int i = 0; i < r->n_lines; i++)
		if (!r->lines[i].no_room)
			place[n++] = &r->lines[i];
	if (n)
		qsort(place, (size_t)n, sizeof *place, by_place);
	for (int i = 1, first = 0; i < n; i++) {
		if (!same_place(place[first], place[i])) {
			first = i;
			continue;
		}
		place[i]->duplicate = true;
		line_error(r, place[i], COL_ROOM, "DUPLICATE_UNIT", place[i]->u.room,
			   textf(r->c, "%d", place[first]->u.row));
	}
	for (int i = 0; i < n; i++)
		check_room(r, place, n, i);
}

/* ---- one word for a unit ------------------------------------------------------------------------------ */

static int by_code(const void *a, const void *b)
{
	const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;

	return strcmp(x->u.code, y->u.code);
}

/* 1栋-E座-2701; where the building's name holds the entrance, or there is none, without it;
 * with the floor where two units would share a word. */
static void name_units(struct reading_file *r)
{
	struct line **by = alloc(r->c, ((size_t)r->n_lines + 1) * sizeof *by);
	int n = 0;

	for (int i = 0; i < r->n_lines; i++) {
		struct price_unit *u = &r->lines[i].u;
		bool both = *u->entrance && !text_has(u->building, u->entrance);

		u->code = both ? textf(r->c, "%s-%s-%s", u->building, u->entrance, u->room)
			: textf(r->c, "%s-%s", u->building, u->room);
		if (!r->lines[i].bad)
			by[n++] = &r->lines[i];
	}
	if (n)
		qsort(by, (size_t)n, sizeof *by, by_code);
	for (int i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && by_code(&by[i], &by[end]) == 0; end++)
			;
		for (int k = i; k < end && end - i > 1; k++)
			by[k]->u.floor_in_code = true;
	}
	for (int i = 0; i < r->n_lines; i++) {
		struct price_unit *u = &r->lines[i].u;

		if (u->floor_in_code)
			u->code = *u->floor_label ? textf(r->c, "%s(%s)", u->code, u->floor_label)
				: textf(r->c, "%s(%dF)", u->code, u->floor_no);
	}
}

void check_lines(struct reading_file *r)
{
	mend_numbers(r);
	check_last_letter(r);
	check_buildings(r);
	check_places(r);
	name_units(r);
}

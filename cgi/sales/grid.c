#include "sales/grid.h"
#include <stdlib.h>

struct spot { const struct place *p; const char *key; int at, column; };

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static const char *without(const char *room, const char *prefix)
{
	size_t n = strlen(prefix);

	if (!n || strncmp(room, prefix, n))
		return NULL;
	room += n + (room[n] == '-');
	return *room ? room : NULL;
}

const char *grid_key(struct ctx *c, const struct place *p)
{
	int floor = p->floor < 0 ? -p->floor : p->floor;
	size_t n = strlen(p->floor_label);
	const char *label = n && p->floor_label[n - 1] == 'F'
		? textf(c, "%.*s", (int)n - 1, p->floor_label) : p->floor_label;
	const char *tries[] = { label, textf(c, p->floor < 0 ? "B%d" : "%d", floor),
				textf(c, p->floor < 0 ? "-%d" : "%02d", floor) };

	for (int i = 0; i < 3; i++) {
		const char *rest = without(p->room, tries[i]);

		if (rest)
			return rest;
	}
	return p->room;
}

/* 2 before 10, 2 before 2A. */
static int natural(const char *a, const char *b)
{
	while (*a && *b) {
		if (is_digit(*a) && is_digit(*b)) {
			char *end_a, *end_b;
			long long x = strtoll(a, &end_a, 10), y = strtoll(b, &end_b, 10);

			if (x != y)
				return x < y ? -1 : 1;
			a = end_a;
			b = end_b;
		} else if (*a != *b) {
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		} else {
			a++;
			b++;
		}
	}
	return (*a != '\0') - (*b != '\0');
}

static int by_column(const void *x, const void *y)
{
	const struct spot *a = x, *b = y;
	int d = natural(a->p->entrance, b->p->entrance);

	if (!d)
		d = natural(a->key, b->key);
	if (!d)
		d = strcmp(a->key, b->key);
	return d ? d : a->at - b->at;
}

static int by_floor(const void *x, const void *y)
{
	const struct spot *a = x, *b = y;

	if (a->p->floor != b->p->floor)
		return a->p->floor > b->p->floor ? -1 : 1;
	return a->column != b->column ? a->column - b->column : a->at - b->at;
}

static bool same_column(const struct spot *a, const struct spot *b)
{
	return !strcmp(a->p->entrance, b->p->entrance) && !strcmp(a->key, b->key);
}

/* Columns in their order; returns how many. */
static int number_columns(struct spot *s, int n)
{
	int columns = 0;

	qsort(s, (size_t)n, sizeof *s, by_column);
	for (int i = 0; i < n; i++) {
		if (i && !same_column(&s[i - 1], &s[i]))
			columns++;
		s[i].column = columns;
	}
	return n ? columns + 1 : 0;
}

/* Of spots in the order of floors; twice: two units want one cell. */
static int count_floors(const struct spot *s, int n, bool *twice)
{
	int floors = n > 0;

	*twice = false;
	for (int i = 1; i < n; i++) {
		bool same = s[i].p->floor == s[i - 1].p->floor;

		floors += !same;
		*twice |= same && s[i].column == s[i - 1].column;
	}
	return floors;
}

static const char *floor_name(struct ctx *c, const struct place *p)
{
	if (*p->floor_label)
		return p->floor_label;
	return p->floor < 0 ? textf(c, "B%d", -p->floor) : textf(c, "%dF", p->floor);
}

static void add_line(struct ctx *c, struct grid *g, const char *floor)
{
	struct grid_line *line = &g->lines[g->height++];

	line->floor = floor;
	line->cells = alloc(c, sizeof(int) * (size_t)g->width);
	for (int i = 0; i < g->width; i++)
		line->cells[i] = -1;
}

static void fill(struct ctx *c, struct grid *g, const struct spot *s, int n)
{
	int in_line = 0;

	for (int i = 0; i < n; i++) {
		bool same = i && s[i].p->floor == s[i - 1].p->floor;

		if (!same || (g->packed && in_line == g->width)) {
			add_line(c, g, same ? "" : floor_name(c, s[i].p));
			in_line = 0;
		}
		g->lines[g->height - 1].cells[g->packed ? in_line++ : s[i].column] = s[i].at;
	}
}

static void name_columns(struct ctx *c, struct grid *g, const struct spot *s, int n)
{
	const char *first = n ? s[0].p->entrance : "";
	bool many = false;

	g->heads = alloc(c, sizeof(char *) * (size_t)(g->width + 1));
	for (int i = 0; i < g->width; i++)
		g->heads[i] = "";
	for (int i = 0; i < n; i++)
		many |= strcmp(first, s[i].p->entrance) != 0;
	for (int i = 0; i < n && !g->packed; i++)
		g->heads[s[i].column] = many ? textf(c, "%s %s", s[i].p->entrance, s[i].key)
					     : s[i].key;
}

struct grid grid_of(struct ctx *c, const struct place *places, int n)
{
	struct spot *s = alloc(c, sizeof *s * (size_t)(n + 1));
	struct grid g = { 0 };
	bool twice;

	for (int i = 0; i < n; i++)
		s[i] = (struct spot){ &places[i], grid_key(c, &places[i]), i, 0 };
	g.width = number_columns(s, n);
	qsort(s, (size_t)n, sizeof *s, by_floor);
	g.floors = count_floors(s, n, &twice);
	/* less than two of five cells filled: no table, but a scatter */
	g.packed = twice || g.width > GRID_MOST || 5LL * n < 2LL * g.width * g.floors;
	if (g.packed)
		g.width = GRID_PACKED;
	g.lines = alloc(c, sizeof *g.lines * (size_t)(n + 1));
	name_columns(c, &g, s, n);
	fill(c, &g, s, n);
	return g;
}

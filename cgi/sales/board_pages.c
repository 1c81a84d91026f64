/* The control board (销控表): every unit of a project, as floors x columns.
 * What the page is given stands at the top of templates/sales/board.cs. */
#include <stdlib.h>
#include "sales/board.h"
#include "sales/grid.h"
#include "sales/pages.h"
#include "sales/percent.h"

enum { TENTH_OF_WAN_FEN = 100000, DM2_OF_M2 = 100, CHOICES = 100 };

/* The states in the order of ux.md rule 26, with the class of their cells. */
static const struct { const char *state, *css; } states[] = {
	{ "available", "ok" }, { "locked", "hold" }, { "held", "keep" }, { "subscribed", "sub" },
	{ "contracted", "sign" }, { "loaned", "loaned" }, { "handed_over", "handed" },
	{ "not_released", "off" },
};
enum { STATES = sizeof states / sizeof *states };

struct filter { const char *kind; area from, to; money least, most; };
struct counts { int all, shown, of[STATES]; };

static struct filter filter_of(struct req *r)
{
	struct filter f = { .kind = param(r, "unit_kind") };

	area_parse(param(r, "gross_dm2_from"), &f.from);
	area_parse(param(r, "gross_dm2_to"), &f.to);
	money_parse(param(r, "list_total_fen_from"), &f.least);
	money_parse(param(r, "list_total_fen_to"), &f.most);
	return f;
}

static bool wanted(const struct filter *f, const struct board_unit *u)
{
	int64_t gross = row_int(u->row, "gross_dm2"), total = u->total.fen;

	return (!*f->kind || row_is(u->row, "unit_kind", f->kind)) && gross >= f->from.dm2 &&
	       (!f->to.dm2 || gross <= f->to.dm2) && total >= f->least.fen &&
	       (!f->most.fen || total <= f->most.fen);
}

static int state_at(const struct row *u)
{
	int at = 0;

	while (at < STATES - 1 && !row_is(u, "state", states[at].state))
		at++;
	return at;
}

/* ---- one cell -------------------------------------------------------------------------------- */

/* 2,708,095.00 yuan -> "270.8" */
static const char *in_wan(struct ctx *c, money m)
{
	int64_t tenths = div_half_away(m.fen, TENTH_OF_WAN_FEN);

	return textf(c, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

/* What is the same for every cell of a state. */
struct words { const char *sign[STATES], *state[STATES], *per_m2; };

static struct words words_of(struct req *r)
{
	struct words w = { .per_m2 = label(r, "L.unit.per_m2") };

	for (int i = 0; i < STATES; i++) {
		w.sign[i] = label(r, textf(r->c, "L.board.sign.%s", states[i].css));
		w.state[i] = label(r, textf(r->c, "L.unit.state.%s", states[i].state));
	}
	return w;
}

static const char *cell_label(struct ctx *c, const struct words *w, const struct board_unit *u, int state)
{
	if (!strcmp(states[state].css, "ok") && u->total.fen)
		return in_wan(c, u->total);
	if (!strcmp(states[state].css, "hold"))
		return textf(c, "%s %lld′", w->sign[state], (long long)row_int(u->row, "lock_minutes"));
	return w->sign[state];
}

/* Whose it is, as everybody on the floor may know it. */
static const char *occupant(struct req *r, const struct row *u, int state)
{
	const char *css = states[state].css;

	if (!strcmp(css, "hold"))
		return row_text(u, "locker_name");
	if (!strcmp(css, "keep"))
		return row_text(u, "held_reason");
	if (!*row_text(u, "payer"))
		return "";
	return textf(r->c, "%s · %s", mask_name(r->c, row_text(u, "payer")),
		     row_text(u, "owner_name"));
}

static void offer_cell(struct req *r, const struct words *w, struct node *at, const struct board_unit *of)
{
	const struct row *u = of->row;
	struct ctx *c = r->c;
	int state = state_at(u);

	node_text(r, at, "id", textf(c, "%lld", (long long)row_id(u, "id")));
	node_text(r, at, "code", row_text(u, "code"));
	node_text(r, at, "layout", row_text(u, "layout"));
	node_text(r, at, "area", textf(c, "%s ㎡", area_text(c, row_area(u, "gross_dm2"))));
	node_text(r, at, "css", states[state].css);
	node_text(r, at, "label", cell_label(c, w, of, state));
	node_text(r, at, "state_label", w->state[state]);
	node_text(r, at, "who", occupant(r, u, state));
	if (of->total.fen)
		node_text(r, at, "total", money_text(c, of->total));
	if (of->unit_price.fen)
		node_text(r, at, "unit_price", textf(c, "%s %s", money_text(c, of->unit_price), w->per_m2));
}

/* ---- one building ------------------------------------------------------------------------------ */

struct building { const struct board_unit **units; int n, available; const struct row *first; };

static const char *whole_m2(struct ctx *c, int64_t dm2)
{
	return textf(c, "%lld㎡", (long long)(dm2 / DM2_OF_M2));
}

/* The area that a whole column has, "" where its units differ. */
static const char *area_of_column(struct ctx *c, const struct building *b, const struct grid *g,
				  int column)
{
	int64_t dm2 = -1;

	for (int y = 0; y < g->height; y++) {
		int at = g->lines[y].cells[column];
		int64_t here = at < 0 ? dm2 : row_int(b->units[at]->row, "gross_dm2") / DM2_OF_M2;

		if (at >= 0 && dm2 >= 0 && here != dm2)
			return "";
		dm2 = at < 0 ? dm2 : here;
	}
	return dm2 < 0 ? "" : whole_m2(c, dm2 * DM2_OF_M2);
}

static void offer_columns(struct req *r, struct node *at, const struct building *b,
			  const struct grid *g)
{
	for (int x = 0; x < g->width; x++) {
		struct node *column = node_nth(r, at, "columns", x);

		node_text(r, column, "label", g->heads[x]);
		node_text(r, column, "area", g->packed ? "" : area_of_column(r->c, b, g, x));
	}
}

static void offer_lines(struct req *r, const char *id, const struct building *b, const struct grid *g)
{
	struct words w = words_of(r);

	for (int y = 0; y < g->height; y++) {
		struct node *line = page_piece(r, id, "sales/board_row");

		node_text(r, line, "floor", g->lines[y].floor);
		for (int x = 0; x < g->width; x++) {
			struct node *cell = node_nth(r, line, "cells", x);
			int unit = g->lines[y].cells[x];

			if (unit >= 0)
				offer_cell(r, &w, cell, b->units[unit]);
		}
	}
}

static const char *note_of(struct req *r, const struct building *b, const struct grid *g)
{
	if (g->packed)
		return textf(r->c, "%d %s · %d %s", g->floors, label(r, "L.board.floors"), b->n,
			     label(r, "L.board.units"));
	return textf(r->c, "%d %s × %d %s", g->floors, label(r, "L.board.floors"), g->width,
		     label(r, "L.board.rooms"));
}

static void offer_building(struct req *r, int n, const struct building *b)
{
	struct node *at = page_nth(r, "Board.buildings", n);
	const char *id = textf(r->c, "%lld", (long long)row_id(b->first, "building_id"));
	struct place *places = alloc(r->c, sizeof *places * (size_t)(b->n + 1));
	struct grid g;

	for (int i = 0; i < b->n; i++) {
		const struct row *u = b->units[i]->row;

		places[i] = (struct place){ (int)row_int(u, "floor_no"), row_text(u, "floor_label"),
					    row_text(u, "entrance_name"), row_text(u, "room") };
	}
	g = grid_of(r->c, places, b->n);
	node_text(r, at, "id", id);
	node_text(r, at, "name", row_text(b->first, "building_name"));
	node_text(r, at, "note", note_of(r, b, &g));
	node_text(r, at, "available", textf(r->c, "%d", b->available));
	node_flag(r, at, "wide", g.width > GRID_WIDE);
	node_text(r, at, "refresh", textf(r->c, "/sales/board/part?building=%s&project_id=%lld",
		id, (long long)req_project(r)));
	offer_columns(r, at, b, &g);
	offer_lines(r, id, b, &g);
}

/* The buildings one after another; only: 0, or the one that is asked for.  Counts are of all. */
static struct counts offer_buildings(struct req *r, const struct board *all, rowid only)
{
	struct filter f = filter_of(r);
	struct counts sum = { .all = all->n };
	int n = 0;

	for (int i = 0; i < all->n;) {
		struct building b = { .first = all->units[i].row };
		rowid id = row_id(b.first, "building_id");

		b.units = alloc(r->c, sizeof *b.units * (size_t)(all->n - i));
		for (; i < all->n && row_id(all->units[i].row, "building_id") == id; i++) {
			int state = state_at(all->units[i].row);

			sum.of[state]++;
			b.available += !state;
			if (wanted(&f, &all->units[i]))
				b.units[b.n++] = &all->units[i];
		}
		sum.shown += b.n;
		if (b.n && (!only || only == id))
			offer_building(r, n++, &b);
	}
	return sum;
}

/* ---- the page ------------------------------------------------------------------------------------ */

static void offer_states(struct req *r, const struct counts *sum)
{
	int sold = 0, sellable = 0;

	for (int i = 0; i < STATES; i++) {
		const char *at = textf(r->c, "Board.states.%d", i);

		page_text(r, textf(r->c, "%s.state", at), states[i].state);
		page_text(r, textf(r->c, "%s.css", at), states[i].css);
		page_text(r, textf(r->c, "%s.sign", at),
			  label(r, textf(r->c, "L.board.sign.%s", states[i].css)));
		page_text(r, textf(r->c, "%s.label", at),
			  label(r, textf(r->c, "L.unit.state.%s", states[i].state)));
		page_int(r, textf(r->c, "%s.count", at), sum->of[i]);
		sellable += strcmp(states[i].css, "off") ? sum->of[i] : 0;
		sold += i >= 3 && strcmp(states[i].css, "off") ? sum->of[i] : 0;
	}
	page_int(r, "Board.total", sum->all);
	page_int(r, "Board.shown", sum->shown);
	page_text(r, "Board.sold_pct", sellable
		  ? percent_text(r->c, div_half_away((__int128)sold * 1000, sellable) * 1000) : "—");
}

/* The values that a column has, "" left out, once each and in order. */
static int values_of(const struct board *b, const char *column, const char *of[CHOICES])
{
	int n = 0;

	for (int i = 0; i < b->n; i++) {
		const char *value = row_text(b->units[i].row, column);
		int at = 0;

		while (at < n && strcmp(of[at], value) < 0)
			at++;
		if (!*value || n == CHOICES || (at < n && !strcmp(of[at], value)))
			continue;
		memmove(&of[at + 1], &of[at], sizeof *of * (size_t)(n++ - at));
		of[at] = value;
	}
	return n;
}

static void offer_choice(struct req *r, const char *at, const char *value, const char *text,
			 bool selected)
{
	page_text(r, textf(r->c, "%s.value", at), value);
	page_text(r, textf(r->c, "%s.text", at), text);
	page_flag(r, textf(r->c, "%s.selected", at), selected);
}

static void offer_choices(struct req *r, const struct board *b)
{
	const char *of[CHOICES];
	int n = values_of(b, "layout", of);

	for (int i = 0; i < n; i++)
		offer_choice(r, textf(r->c, "Board.layouts.%d", i), of[i], of[i],
			     !strcmp(of[i], param(r, "layout")));
	n = values_of(b, "unit_kind", of);
	for (int i = 0; i < n; i++)
		offer_choice(r, textf(r->c, "Board.kinds.%d", i), of[i],
			     label(r, textf(r->c, "L.unit.unit_kind.%s", of[i])),
			     !strcmp(of[i], param(r, "unit_kind")));
}

static void offer_filter(struct req *r)
{
	static const char *const names[] = { "gross_dm2_from", "gross_dm2_to",
					     "list_total_fen_from", "list_total_fen_to", NULL };

	bool filtered = *param(r, "unit_kind");

	for (int i = 0; names[i]; i++) {
		page_text(r, textf(r->c, "Board.filter.%s", names[i]), param(r, names[i]));
		filtered |= *param(r, names[i]) != '\0';
	}
	page_flag(r, "Board.filtered", filtered);
}

static const char *name_of(struct req *r, rowid project)
{
	const struct row *p = projects_seen(r);

	while (p && row_id(p, "id") != project)
		p = row_next(p);
	return p ? row_text(p, "name") : "";
}

static void offer_board(struct req *r, rowid only)
{
	rowid project = req_project(r);
	struct ctx *c = r->c;
	struct board b = board_read(c, project);
	struct counts sum = offer_buildings(r, &b, only);

	page_text(r, "Board.scope", name_of(r, project));
	page_int(r, "Board.project_id", project);
	page_text(r, "Board.as_of", c->now + strcspn(c->now, " ") + 1);
	page_text(r, "Board.live", textf(c, "/events/board-%lld", (long long)project));
	page_text(r, "Board.exports.xlsx",
		  textf(c, "/sales/units?project_id=%lld&as=xlsx", (long long)project));
	offer_states(r, &sum);
	offer_choices(r, &b);
	offer_filter(r);
}

reply board_show(struct req *r)
{
	if (*param(r, "as"))
		return unit_index(r);
	if (page_again(r))
		return 200;
	if (!req_project(r))
		return page_show(r, "sales/board_choose");
	offer_board(r, 0);
	return page_show(r, "sales/board");
}

/* One building with the counts of all: what a live board fetches. */
reply board_part(struct req *r)
{
	rowid building = strtoll(param(r, "building"), NULL, 10);

	if (!db_int(r->c, "SELECT COUNT(*) FROM building WHERE project_id = ? AND ? IN (0, id)",
		    req_project(r), building))
		return not_found(r);
	offer_board(r, building);
	return page_show(r, "sales/board");
}

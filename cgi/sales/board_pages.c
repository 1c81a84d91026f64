/* The control board (销控表): every unit of a project in one statement, as floors x columns.
 * What the page is given stands at the top of templates/sales/board.cs. */
#include <stdlib.h>
#include "sales/board.h"
#include "sales/grid.h"
#include "sales/pages.h"
#include "sales/percent.h"

enum { TENTH_OF_WAN_FEN = 100000, DM2_OF_M2 = 100 };

/* The states in the order of ux.md rule 26, with the class of their cells. */
static const struct { const char *state, *css; } states[] = {
	{ "available", "ok" }, { "locked", "hold" }, { "held", "keep" }, { "subscribed", "sub" },
	{ "contracted", "sign" }, { "loaned", "loaned" }, { "handed_over", "handed" },
	{ "not_released", "off" },
};
enum { STATES = sizeof states / sizeof *states };

#define BOARD_UNITS \
	"SELECT u.id, u.code, u.room, u.floor_no, u.floor_label, u.layout, u.unit_kind," \
	" u.gross_dm2, u.building_id, b.name AS building_name," \
	" COALESCE(e.name, '') AS entrance_name, " SALES_STATE_AT("?", "?") " AS state," \
	" pr.list_total_fen, pr.list_unit_price_fen, t.payer, o.name AS owner_name," \
	" l.name AS locker_name, TIMESTAMPDIFF(MINUTE, ?, u.locked_until) + 1 AS lock_minutes," \
	" u.held_reason FROM " SALES_UNIT_FROM_AT("?") " LEFT JOIN user l ON l.id = u.locked_by" \
	" WHERE u.project_id = ? ORDER BY b.name + 0 = 0, b.name + 0, b.name, b.id"

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

static bool wanted(const struct filter *f, const struct row *u)
{
	int64_t gross = row_int(u, "gross_dm2"), total = row_int(u, "list_total_fen");

	return (!*f->kind || row_is(u, "unit_kind", f->kind)) && gross >= f->from.dm2 &&
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

static const char *cell_label(struct req *r, const struct row *u, int state)
{
	const char *sign = label(r, textf(r->c, "L.board.sign.%s", states[state].css));

	if (!strcmp(states[state].css, "ok") && row_int(u, "list_total_fen"))
		return in_wan(r->c, row_money(u, "list_total_fen"));
	if (!strcmp(states[state].css, "hold"))
		return textf(r->c, "%s %lld′", sign, (long long)row_int(u, "lock_minutes"));
	return sign;
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

static void offer_cell(struct req *r, const char *at, const struct row *u)
{
	struct ctx *c = r->c;
	int state = state_at(u);

	page_int(r, textf(c, "%s.id", at), row_id(u, "id"));
	page_text(r, textf(c, "%s.url", at),
		  textf(c, "/sales/units/%lld", (long long)row_id(u, "id")));
	page_text(r, textf(c, "%s.css", at), states[state].css);
	page_text(r, textf(c, "%s.label", at), cell_label(r, u, state));
	page_text(r, textf(c, "%s.code", at), row_text(u, "code"));
	page_text(r, textf(c, "%s.state_label", at),
		  label(r, textf(c, "L.unit.state.%s", states[state].state)));
	if (row_int(u, "list_total_fen"))
		page_money(r, textf(c, "%s.total", at), row_money(u, "list_total_fen"));
	if (row_int(u, "list_unit_price_fen"))
		page_text(r, textf(c, "%s.unit_price", at),
			  textf(c, "%s %s", money_text(c, row_money(u, "list_unit_price_fen")),
				label(r, "L.unit.per_m2")));
	page_text(r, textf(c, "%s.area", at),
		  textf(c, "%s ㎡", area_text(c, row_area(u, "gross_dm2"))));
	page_text(r, textf(c, "%s.layout", at), row_text(u, "layout"));
	page_text(r, textf(c, "%s.who", at), occupant(r, u, state));
}

/* ---- one building ------------------------------------------------------------------------------ */

struct building { const struct row **units; int n, available; const struct row *first; };

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
		int64_t here = at < 0 ? dm2 : row_int(b->units[at], "gross_dm2") / DM2_OF_M2;

		if (at >= 0 && dm2 >= 0 && here != dm2)
			return "";
		dm2 = at < 0 ? dm2 : here;
	}
	return dm2 < 0 ? "" : whole_m2(c, dm2 * DM2_OF_M2);
}

static void offer_columns(struct req *r, const char *at, const struct building *b,
			  const struct grid *g)
{
	for (int x = 0; x < g->width; x++) {
		page_text(r, textf(r->c, "%s.columns.%d.label", at, x), g->heads[x]);
		page_text(r, textf(r->c, "%s.columns.%d.area", at, x),
			  g->packed ? "" : area_of_column(r->c, b, g, x));
	}
}

static void offer_lines(struct req *r, const char *at, const struct building *b,
			const struct grid *g)
{
	for (int y = 0; y < g->height; y++) {
		const char *line = textf(r->c, "%s.rows.%d", at, y);

		page_text(r, textf(r->c, "%s.floor", line), g->lines[y].floor);
		for (int x = 0; x < g->width; x++) {
			const char *cell = textf(r->c, "%s.cells.%d", line, x);
			int unit = g->lines[y].cells[x];

			if (unit < 0)
				page_text(r, cell, "");
			else
				offer_cell(r, cell, b->units[unit]);
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
	const char *at = textf(r->c, "Board.buildings.%d", n);
	struct place *places = alloc(r->c, sizeof *places * (size_t)(b->n + 1));
	struct grid g;

	for (int i = 0; i < b->n; i++)
		places[i] = (struct place){ (int)row_int(b->units[i], "floor_no"),
					    row_text(b->units[i], "floor_label"),
					    row_text(b->units[i], "entrance_name"),
					    row_text(b->units[i], "room") };
	g = grid_of(r->c, places, b->n);
	page_int(r, textf(r->c, "%s.id", at), row_id(b->first, "building_id"));
	page_text(r, textf(r->c, "%s.name", at), row_text(b->first, "building_name"));
	page_text(r, textf(r->c, "%s.note", at), note_of(r, b, &g));
	page_int(r, textf(r->c, "%s.available", at), b->available);
	page_flag(r, textf(r->c, "%s.wide", at), g.width > GRID_WIDE);
	page_text(r, textf(r->c, "%s.refresh", at),
		  textf(r->c, "/sales/board/part?building=%lld&project_id=%lld",
			(long long)row_id(b->first, "building_id"), (long long)req_project(r)));
	offer_columns(r, at, b, &g);
	offer_lines(r, at, b, &g);
}

/* The buildings one after another; only: 0, or the one that is asked for.  Counts are of all. */
static struct counts offer_buildings(struct req *r, const struct row *u, rowid only)
{
	struct filter f = filter_of(r);
	struct counts sum = { 0 };
	int n = 0, room = 0;

	for (const struct row *next = u; next; next = row_next(next))
		room++;
	while (u) {
		struct building b = { .first = u };

		b.units = alloc(r->c, sizeof *b.units * (size_t)room);
		for (; u && row_id(u, "building_id") == row_id(b.first, "building_id");
		     u = row_next(u)) {
			int state = state_at(u);

			sum.all++;
			sum.of[state]++;
			b.available += !state;
			if (wanted(&f, u))
				b.units[b.n++] = u;
		}
		sum.shown += b.n;
		if (b.n && (!only || only == row_id(b.first, "building_id")))
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

static void offer_layouts(struct req *r, rowid project)
{
	const struct row *l = db_rows(r->c,
		"SELECT DISTINCT layout FROM unit WHERE project_id = ? AND layout <> ''"
		" ORDER BY layout LIMIT 100", project);

	for (int n = 0; l; l = row_next(l), n++) {
		const char *at = textf(r->c, "Board.layouts.%d", n), *layout = row_text(l, "layout");

		page_text(r, textf(r->c, "%s.value", at), layout);
		page_text(r, textf(r->c, "%s.text", at), layout);
		page_flag(r, textf(r->c, "%s.selected", at), !strcmp(layout, param(r, "layout")));
	}
}

static void offer_kinds(struct req *r, rowid project)
{
	const struct row *k = db_rows(r->c,
		"SELECT DISTINCT unit_kind FROM unit WHERE project_id = ? ORDER BY unit_kind", project);

	for (int n = 0; k; k = row_next(k), n++) {
		const char *at = textf(r->c, "Board.kinds.%d", n), *kind = row_text(k, "unit_kind");

		page_text(r, textf(r->c, "%s.value", at), kind);
		page_text(r, textf(r->c, "%s.text", at),
			  label(r, textf(r->c, "L.unit.unit_kind.%s", kind)));
		page_flag(r, textf(r->c, "%s.selected", at), !strcmp(kind, param(r, "unit_kind")));
	}
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

static void offer_board(struct req *r, rowid only)
{
	rowid project = req_project(r);
	struct ctx *c = r->c;
	struct counts sum = offer_buildings(r, db_rows(c, BOARD_UNITS, c->now, c->today, c->now,
						       c->now, project), only);

	page_text(r, "Board.scope", row_text(db_row(c,
		"SELECT name FROM project WHERE id = ?", project), "name"));
	page_int(r, "Board.project_id", project);
	page_text(r, "Board.as_of", c->now + strcspn(c->now, " ") + 1);
	page_text(r, "Board.live", textf(c, "/events/board-%lld", (long long)project));
	page_text(r, "Board.exports.xlsx",
		  textf(c, "/sales/units?project_id=%lld&as=xlsx", (long long)project));
	offer_states(r, &sum);
	offer_layouts(r, project);
	offer_kinds(r, project);
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

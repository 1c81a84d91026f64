/* What several pages of this area show. */
#include "sales/pages.h"
#include "sales/board.h"
#include "sales/deal.h"
#include "sales/percent.h"

/* ---- how a price came about ------------------------------------------------------------------ */

static const char *step_value(struct ctx *c, const struct price_step *s)
{
	if (!strcmp(s->kind, "pct"))
		return percent_text(c, s->value);
	if (!strcmp(s->kind, "points"))
		return textf(c, "−%s", percent_text(c, s->value));
	if (!strcmp(s->kind, "amount_off") || !strcmp(s->kind, "unit_off"))
		return textf(c, "−%s", money_text(c, FEN(s->value)));
	return "";
}

static void offer_steps(struct req *r, const char *at, const struct price_result *p)
{
	for (int i = 0; i < p->n; i++) {
		const struct price_step *s = &p->steps[i];
		const char *step = textf(r->c, "%s.steps.%d", at, i);

		page_text(r, textf(r->c, "%s.label", step),
			  label(r, textf(r->c, "L.deal.step.%s", s->kind)));
		page_text(r, textf(r->c, "%s.value", step), step_value(r->c, s));
		page_text(r, textf(r->c, "%s.reason", step), s->reason ? s->reason : "");
		page_money(r, textf(r->c, "%s.running", step), s->running);
	}
}

void offer_methods(struct req *r, rowid unit_id, const char *chosen)
{
	const struct row *m = db_rows(r->c,
		"SELECT m.id, m.code, m.name FROM payment_method m JOIN unit u"
		" ON u.project_id = m.project_id WHERE u.id = ? AND m.active = 1 ORDER BY m.id", unit_id);
	struct offer o;

	for (int n = 0; m; m = row_next(m), n++) {
		const char *at = textf(r->c, "Methods.%d", n);
		bool one = *chosen ? row_is(m, "code", chosen) : !n;

		if (!deal_offer(r->c, unit_id, row_id(m, "id"), &o))
			return;
		page_row(r, at, m);
		page_flag(r, textf(r->c, "%s.chosen", at), one);
		page_money(r, textf(r->c, "%s.total", at), o.price.total);
		page_money(r, textf(r->c, "%s.unit_price", at), o.price.unit_price);
		page_money(r, textf(r->c, "%s.saved", at),
			   money_sub(o.list.list_total, o.price.total));
		page_text(r, textf(r->c, "%s.effective", at),
			  percent_text(r->c, o.price.effective_ppm));
		offer_steps(r, at, &o.price);
		if (one) {
			page_row(r, "Method", m);
			page_money(r, "Method.total", o.price.total);
			offer_steps(r, "Method", &o.price);
		}
	}
}

/* ---- a unit as it is now ----------------------------------------------------------------------- */

#define UNIT_NOW \
	"SELECT u.id, u.code, u.project_id, p.name AS project_name, b.name AS building_name," \
	" COALESCE(e.name, '') AS entrance_name, u.room, u.floor_no, u.unit_kind, u.layout," \
	" u.facing, u.pricing_basis, u.gross_dm2, u.inner_dm2, u.encumbrance," \
	" " SALES_STATE_AT("?", "?") " AS state, pr.list_unit_price_fen, pr.list_total_fen," \
	" d.id AS deal_id, d.owner_id AS deal_owner_id, o.name AS owner_name," \
	" u.locked_until, u.lock_deal_id, l.name AS locked_by, u.held_until, u.held_reason," \
	" h.name AS held_by FROM " SALES_UNIT_FROM_AT("?") \
	" LEFT JOIN user l ON l.id = u.locked_by LEFT JOIN user h ON h.id = u.held_by" \
	" WHERE u.id = ?"

void offer_unit(struct req *r, rowid unit_id)
{
	const struct row *u = db_row(r->c, UNIT_NOW, r->c->now, r->c->today, r->c->now, unit_id);

	page_row(r, "unit", u);
	page_flag(r, textf(r->c, "unit.is.%s", row_text(u, "state")), true);
}

/* ---- the trail ------------------------------------------------------------------------------------ */

static void name_state(struct req *r, const char *at, const char *noun, const char *state)
{
	if (*state)
		page_text(r, at, label(r, textf(r->c, "L.%s.state.%s", noun, state)));
}

void offer_timeline(struct req *r, const char *noun, rowid about_id)
{
	const struct row *e = db_rows(r->c,
		"SELECT e.at, u.name AS user, e.what, e.state_from, e.state_to, e.reason,"
		" NULLIF(e.amount_fen, 0) AS amount_fen FROM event e JOIN user u ON u.id = e.user_id"
		" WHERE e.noun = ? AND e.about_id = ? ORDER BY e.id DESC LIMIT 200", noun, about_id);

	for (int n = 0; e; e = row_next(e), n++) {
		const char *at = textf(r->c, "Timeline.%d", n);

		page_row(r, at, e);
		page_text(r, textf(r->c, "%s.what_label", at),
			  label(r, textf(r->c, "L.event.what.%s", row_text(e, "what"))));
		name_state(r, textf(r->c, "%s.from_label", at), noun, row_text(e, "state_from"));
		name_state(r, textf(r->c, "%s.to_label", at), noun, row_text(e, "state_to"));
		if (row_int(e, "amount_fen"))
			page_money(r, textf(r->c, "%s.amount", at), row_money(e, "amount_fen"));
	}
}

/* A transfer touches two tabs: what counts here are its lines of this one. */
void offer_slips(struct req *r, rowid tab_id)
{
	if (!may(r, "slip.read"))
		return;
	page_rows(r, "Slips", db_rows(r->c,
		"SELECT s.id, s.slip_no, s.type, s.paid_on, s.state, SUM(l.amount_fen) AS amount_fen"
		" FROM slip_line l JOIN slip s ON s.id = l.slip_id AND s.revision_no = l.revision_no"
		" WHERE l.tab_id = ? GROUP BY s.id ORDER BY s.id DESC LIMIT 200", tab_id));
}

#include "sales/pages.h"
#include "sales/board.h"
#include "project/unit.h"

static const struct list units = {
	.noun = "unit",
	.from = SALES_UNIT_FROM,
	.project = "u.project_id",
	.order = "b.id, u.floor_no, u.room, u.id",
	.open = "/sales/units/%",
	.columns = (const struct column[]){
		{ "id",                  "u.id",         0 },
		{ "code",                "u.code",       FIND | SORT },
		{ "state",               SALES_STATE_SQL, PICK | SORT },
		{ "project_code",        "p.code",       HIDE },
		{ "building_name",       "b.name",       FIND | SORT },
		{ "entrance_name",       "e.name",       HIDE },
		{ "room",                "u.room",       HIDE },
		{ "floor_no",            "u.floor_no",   SORT | RANGE },
		{ "unit_kind",           "u.unit_kind",  PICK | SORT },
		{ "layout",              "u.layout",     FIND | SORT },
		{ "gross_dm2",           "u.gross_dm2",  SORT | RANGE | SUM },
		{ "inner_dm2",           "u.inner_dm2",  HIDE },
		{ "list_unit_price_fen", "pr.list_unit_price_fen", SORT },
		{ "list_total_fen",      "pr.list_total_fen",      SORT | RANGE | SUM },
		{ "buyer",               "CONCAT(LEFT(t.payer, 1), '**')", 0 },
		{ "owner_name",          "o.name",       SORT },
		{ "deal_id",             "d.id",         HIDE },
		{ 0 } },
};

static const struct field hold[] = {
	FIELD(struct unit_hold, held_until, REQUIRED),
	FIELD(struct unit_hold, reason,     REQUIRED, .max = 100),
	{ 0 }
};

reply unit_index(struct req *r)
{
	return list_show(r, &units);
}

static bool is_now(struct req *r, const char *state)
{
	struct unit u;

	return unit_read(r->c, req_id(r), false, &u) && !strcmp(u.state, state);
}

reply unit_show(struct req *r)
{
	bool free = is_now(r, "available");

	offer_unit(r, req_id(r));
	offer_methods(r, req_id(r), param(r, "method"));
	offer_timeline(r, "unit", req_id(r));
	form_offer(r, hold, NULL);
	page_flag(r, "can.subscribe", free && may(r, "deal.create"));
	page_flag(r, "can.hold", free && may(r, "hold.set"));
	page_flag(r, "can.undo_hold", may(r, "hold.set") && unit_just_held(r->c, req_id(r)));
	page_flag(r, "can.unhold", is_now(r, "held") && may(r, "hold.set"));
	return page_show(r, "sales/unit_show");
}

reply unit_hold_post(struct req *r)
{
	struct unit_hold h;

	if (form_read(r, hold, &h) && form_accept(r, unit_hold(r->c, req_id(r), &h)))
		return see_other(r, "/sales/units/%lld", (long long)req_id(r));
	return unit_show(r);
}

reply unit_unhold_post(struct req *r)
{
	if (form_accept(r, unit_unhold(r->c, req_id(r))))
		return see_other(r, "/sales/units/%lld", (long long)req_id(r));
	return unit_show(r);
}

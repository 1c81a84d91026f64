#include "project/pages.h"
#include "project/price.h"
#include "project/project.h"
#include "project/unit.h"

const char *const unit_kinds[] = { "residence", "shop", "office", "parking", "storage", NULL };
const char *const bases[] = { "gross", "inner", "suite", NULL };

bool row_accept(struct req *r, refusal no)
{
	const char *dot = no && no->field ? strrchr(no->field, '.') : NULL;
	bool done = form_accept(r, no);

	if (!done && dot)	/* the summary's link leads to the field's id */
		page_text(r, "Form.errors.0.name", dot + 1);
	return done;
}

/* The state of board and lists is sales'; here is what a unit is. */
static const struct list units = {
	.noun = "unit",
	.title = "stock",
	.from = "unit u JOIN building b ON b.id = u.building_id"
		" LEFT JOIN entrance e ON e.id = u.entrance_id LEFT JOIN launch_batch l ON l.id = u.batch_id"
		" LEFT JOIN price_row p ON p.unit_id = u.id AND p.price_table_id = " PRICE_TABLE_SQL,
	.project = "u.project_id",
	.order = "u.id",
	.open = "/project/units/%",
	.columns = (const struct column[]){
		{ "id",                  "u.id",                  0 },
		{ "code",                "u.code",                FIND | SORT },
		{ "building_name",       "b.name",                FIND | SORT },
		{ "entrance_name",       "e.name",                FIND | SORT },
		{ "floor_no",            "u.floor_no",            SORT | RANGE },
		{ "room",                "u.room",                FIND | SORT },
		{ "unit_kind",           "u.unit_kind",           PICK },
		{ "gross_dm2",           "u.gross_dm2",           SORT | RANGE | SUM },
		{ "inner_dm2",           "u.inner_dm2",           SORT | SUM },
		{ "list_unit_price_fen", "p.list_unit_price_fen", SORT | RANGE },
		{ "list_total_fen",      "p.list_total_fen",      SORT | RANGE | SUM },
		{ "batch_name",          "l.name",                FIND | SORT },
		{ "state",               UNIT_STATE_SQL,          PICK },
		{ "use_text",            "u.use_text",            HIDE },
		{ "layout",              "u.layout",              HIDE },
		{ "note",                "u.note",                HIDE },
		{ "encumbrance",         "u.encumbrance",         HIDE },
		{ 0 } },
};

reply unit_index(struct req *r)
{
	return list_show(r, &units);
}

/* ---- a building and its units ---------------------------------------------------------------------- */

static void offer_building(struct req *r, rowid id)
{
	page_row(r, "building", db_row(r->c,
		"SELECT b.id, b.name, b.completed, b.project_id, p.name AS project_name, ph.name AS phase_name"
		" FROM building b JOIN project p ON p.id = b.project_id"
		" LEFT JOIN phase ph ON ph.id = b.phase_id WHERE b.id = ?", id));
}

reply building_show(struct req *r)
{
	offer_building(r, req_id(r));
	page_rows(r, "Units", db_rows(r->c,
		"SELECT u.id, u.code, e.name AS entrance_name, u.floor_no, u.floor_label, u.room,"
		" u.unit_kind, u.gross_dm2, u.inner_dm2, u.sale_state AS state"
		" FROM unit u LEFT JOIN entrance e ON e.id = u.entrance_id WHERE u.building_id = ?"
		" ORDER BY e.name, u.floor_no DESC, u.room LIMIT 2000", req_id(r)));
	page_flag(r, "can.edit", may(r, "project.edit"));
	return page_show(r, "project/building_show");
}

static const struct field unit[] = {
	FIELD(struct unit_card, batch_id,      OPTIONAL, .noun = "launch_batch"),
	FIELD(struct unit_card, entrance,      OPTIONAL, .max = 40),
	FIELD(struct unit_card, floor,         REQUIRED, .max = 12),
	FIELD(struct unit_card, room,          REQUIRED, .max = 20),
	FIELD(struct unit_card, unit_kind,     REQUIRED, .words = unit_kinds, .labels = "L.unit.unit_kind"),
	FIELD(struct unit_card, use_text,      OPTIONAL, .max = 30),
	FIELD(struct unit_card, layout,        OPTIONAL, .max = 30),
	FIELD(struct unit_card, facing,        OPTIONAL, .max = 12),
	FIELD(struct unit_card, pricing_basis, REQUIRED, .words = bases, .labels = "L.unit.pricing_basis"),
	FIELD(struct unit_card, gross_dm2,     OPTIONAL),
	FIELD(struct unit_card, inner_dm2,     OPTIONAL),
	{ 0 }
};

reply unit_new_page(struct req *r)
{
	struct unit_card k = { .entrance = "", .floor = "1", .room = "", .unit_kind = "residence",
		.use_text = "", .layout = "", .facing = "", .pricing_basis = "gross" };

	offer_building(r, req_id(r));
	form_offer(r, unit, &k);
	form_options(r, "batch_id", db_rows(r->c,
		"SELECT l.id AS value, l.name AS text FROM launch_batch l"
		" JOIN building b ON b.project_id = l.project_id WHERE b.id = ? ORDER BY l.id", req_id(r)));
	return page_show(r, "project/unit_new");
}

reply unit_new_post(struct req *r)
{
	struct unit_card k = { 0 };
	rowid id = 0;

	if (form_read(r, unit, &k) && form_accept(r, unit_create(r->c, req_id(r), &k, &id)))
		return see_other(r, "/project/units/%lld", (long long)id);
	return unit_new_page(r);
}

/* ---- one unit ------------------------------------------------------------------------------------------ */

struct withdraw { const char *reason; };
static const struct field encumber[] = {
	FIELD(struct encumbrance, encumbrance, OPTIONAL, .max = 60),
	FIELD(struct encumbrance, version,     REQUIRED),
	{ 0 }
};
static const struct field withdraw[] = {
	FIELD(struct withdraw, reason, OPTIONAL, .max = 100),
	{ 0 }
};

reply unit_show(struct req *r)
{
	const struct row *u = db_row(r->c,
		"SELECT u.id, u.code, u.project_id, u.building_id, b.name AS building_name,"
		" e.name AS entrance_name, u.floor_no, u.floor_label, u.room, u.unit_kind, u.use_text,"
		" u.layout, u.facing, u.note, u.pricing_basis, u.gross_dm2, u.inner_dm2,"
		" u.gross_dm2 - u.inner_dm2 AS share_dm2, u.encumbrance, u.sale_state AS state,"
		" l.name AS batch_name, u.batch_id, u.version_count"
		" FROM unit u JOIN building b ON b.id = u.building_id"
		" LEFT JOIN entrance e ON e.id = u.entrance_id"
		" LEFT JOIN launch_batch l ON l.id = u.batch_id WHERE u.id = ?", req_id(r));
	struct encumbrance k = { .encumbrance = row_text(u, "encumbrance"),
				 .version = (int)row_int(u, "version_count") };

	page_row(r, "unit", u);
	page_rows(r, "Prices", db_rows(r->c,
		"SELECT t.id, t.version_no, t.state, t.effective_at, p.list_unit_price_fen, p.list_total_fen,"
		" p.filed_total_fen FROM price_row p JOIN price_table t ON t.id = p.price_table_id"
		" WHERE p.unit_id = ? ORDER BY t.version_no DESC LIMIT 50", req_id(r)));
	page_flag(r, "can.edit", may(r, "project.edit"));
	page_flag(r, "can.withdraw", may(r, "batch.release") && row_is(u, "state", "available"));
	page_flag(r, "can.prices", may(r, "price.read"));
	form_offer(r, encumber, &k);
	form_offer(r, withdraw, NULL);
	return page_show(r, "project/unit_show");
}

reply unit_encumber_post(struct req *r)
{
	struct encumbrance k = { 0 };

	if (form_read(r, encumber, &k) && form_accept(r, unit_encumber(r->c, req_id(r), &k)))
		return see_other(r, "/project/units/%lld", (long long)req_id(r));
	return unit_show(r);
}

reply unit_withdraw_post(struct req *r)
{
	struct withdraw k = { 0 };

	if (form_read(r, withdraw, &k) && form_accept(r, unit_withdraw(r->c, req_id(r), k.reason)))
		return see_other(r, "/project/units/%lld", (long long)req_id(r));
	return unit_show(r);
}

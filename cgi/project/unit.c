#include "project/unit.h"

/* The board of everybody moves after COMMIT. */
static void tell(struct ctx *c, rowid project_id, rowid unit_id, const char *state)
{
	outbox_put(c, "unit", project_id, textf(c, "{\"id\":%lld,\"state\":\"%s\"}",
		(long long)unit_id, state));
}

bool unit_read(struct ctx *c, rowid unit_id, bool for_update, struct unit *u)
{
	const struct row *r;

	/* two statements, because FOR UPDATE is not a parameter */
	if (for_update && !db_row(c, "SELECT id FROM unit WHERE id = ? FOR UPDATE", unit_id))
		return false;
	r = db_row(c,
		"SELECT id, project_id, batch_id, building_id, code, room, pricing_basis, gross_dm2,"
		" inner_dm2, sale_state, locked_until > ? AS locked, held_until >= ? AS held, lock_deal_id"
		" FROM unit WHERE id = ?", c->now, c->today, unit_id);
	if (!r)
		return false;
	*u = (struct unit){ .id = unit_id, .project_id = row_id(r, "project_id"),
		.batch_id = row_id(r, "batch_id"), .building_id = row_id(r, "building_id"),
		.code = row_text(r, "code"), .room = row_text(r, "room"),
		.pricing_basis = row_text(r, "pricing_basis"), .gross = row_area(r, "gross_dm2"),
		.inner = row_area(r, "inner_dm2"), .sale_state = row_text(r, "sale_state"),
		.state = row_text(r, "sale_state") };
	if (strcmp(u->sale_state, "available") == 0)
		u->state = row_int(r, "locked") ? "locked" : row_int(r, "held") ? "held" : "available";
	if (row_int(r, "locked"))
		u->lock_deal_id = row_id(r, "lock_deal_id");
	return true;
}

/* Why a unit cannot be had by the deal. */
static refusal taken(struct ctx *c, const struct unit *u)
{
	if (strcmp(u->state, "not_released") == 0)
		return refuse(c, "unit_id", "unit.not_released");
	if (strcmp(u->state, "held") == 0)
		return refuse(c, "unit_id", "unit.held");
	return refuse(c, "unit_id", "unit.taken");
}

static bool free_for(const struct unit *u, rowid deal_id)
{
	return strcmp(u->state, "available") == 0
		|| (strcmp(u->state, "locked") == 0 && u->lock_deal_id == deal_id);
}

OP unit_lock(struct ctx *c, rowid unit_id, rowid deal_id)
{
	struct unit u;
	const struct row *p;
	int64_t locks;

	if (!unit_read(c, unit_id, true, &u))
		return refuse(c, "unit_id", "unit.none");
	if (!free_for(&u, deal_id))
		return taken(c, &u);
	p = db_row(c, "SELECT lock_minutes, lock_cap FROM project WHERE id = ?", u.project_id);
	/* FOR UPDATE: of two locks by one user at the same moment the second waits, and counts */
	locks = db_int(c, "SELECT COUNT(*) FROM unit WHERE locked_by = ? AND locked_until > ?"
		" AND sale_state = 'available' AND id <> ? FOR UPDATE", c->user_id, c->now, unit_id);
	if (locks >= row_int(p, "lock_cap"))
		return refuse_with(c, "unit_id", "unit.lock_cap", textf(c, "%lld",
			(long long)row_int(p, "lock_cap")));
	db_change(c,
		"UPDATE unit SET locked_until = DATE_ADD(?, INTERVAL ? MINUTE), locked_by = ?,"
		" lock_deal_id = ?, version_count = version_count + 1"
		" WHERE id = ? AND sale_state = 'available'"
		" AND (locked_until IS NULL OR locked_until <= ? OR lock_deal_id = ?)"
		" AND (held_until IS NULL OR held_until < ?)",
		c->now, row_int(p, "lock_minutes"), c->user_id, deal_id, unit_id, c->now, deal_id,
		c->today);
	record(c, .noun = "unit", .what = "unit.locked", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = u.state, .to = "locked");
	tell(c, u.project_id, unit_id, "locked");
	return DONE;
}

void unit_release_lock(struct ctx *c, rowid deal_id)
{
	const struct row *u = db_rows(c,
		"SELECT id, project_id, locked_until > ? AS running FROM unit WHERE lock_deal_id = ? FOR UPDATE",
		c->now, deal_id);

	for (; u; u = row_next(u)) {
		db_change(c,
			"UPDATE unit SET locked_until = NULL, locked_by = NULL, lock_deal_id = NULL,"
			" version_count = version_count + 1 WHERE id = ?", row_id(u, "id"));
		if (!row_int(u, "running"))
			continue;	/* time had ended it: nothing changes for anybody */
		record(c, .noun = "unit", .what = "unit.lock_released", .about_id = row_id(u, "id"),
		       .unit_id = row_id(u, "id"), .project_id = row_id(u, "project_id"),
		       .from = "locked", .to = "available");
		tell(c, row_id(u, "project_id"), row_id(u, "id"), "available");
	}
}

OP unit_take(struct ctx *c, rowid unit_id, rowid deal_id, const char *to)
{
	struct unit u;

	if (!unit_read(c, unit_id, true, &u))
		return refuse(c, "unit_id", "unit.none");
	if (!free_for(&u, deal_id))
		return taken(c, &u);
	db_change(c,
		"UPDATE unit SET sale_state = ?, locked_until = NULL, locked_by = NULL,"
		" lock_deal_id = NULL, version_count = version_count + 1"
		" WHERE id = ? AND sale_state = 'available'"
		" AND (locked_until IS NULL OR locked_until <= ? OR lock_deal_id = ?)"
		" AND (held_until IS NULL OR held_until < ?)",
		to, unit_id, c->now, deal_id, c->today);
	record(c, .noun = "unit", .what = "unit.taken", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = u.state, .to = to);
	tell(c, u.project_id, unit_id, to);
	return DONE;
}

OP unit_move(struct ctx *c, rowid unit_id, const char *from, const char *to)
{
	struct unit u;

	if (!unit_read(c, unit_id, true, &u) || strcmp(u.sale_state, from) != 0)
		return refuse(c, NULL, "unit.state");
	db_change(c, "UPDATE unit SET sale_state = ?, version_count = version_count + 1"
		" WHERE id = ? AND sale_state = ?", to, unit_id, from);
	record(c, .noun = "unit", .what = "unit.moved", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = from, .to = to);
	tell(c, u.project_id, unit_id, to);
	return DONE;
}

OP unit_free(struct ctx *c, rowid unit_id, const char *reason)
{
	struct unit u;

	if (!unit_read(c, unit_id, true, &u) || strcmp(u.sale_state, "available") == 0
	    || strcmp(u.sale_state, "not_released") == 0)
		return refuse(c, NULL, "unit.state");
	db_change(c, "UPDATE unit SET sale_state = 'available', version_count = version_count + 1"
		" WHERE id = ?", unit_id);
	record(c, .noun = "unit", .what = "unit.freed", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = u.sale_state, .to = "available", .reason = reason);
	tell(c, u.project_id, unit_id, "available");
	return DONE;
}

/* ---- 销控保留 --------------------------------------------------------------------------------- */

static refusal hold_days_right(struct ctx *c, const struct row *p, date until)
{
	date last = date_add(c->today, (int)row_int(p, "hold_days"));

	if (!date_ok(until) || until.day < c->today.day || until.day > last.day)
		return refuse_with(c, "held_until", "unit.hold_until", date_text(c, last));
	return DONE;
}

OP unit_hold(struct ctx *c, rowid unit_id, const struct unit_hold *h)
{
	const struct row *p;
	struct unit u;
	refusal no;

	if (!unit_read(c, unit_id, true, &u))
		return refuse(c, "unit_id", "unit.none");
	if (strcmp(u.state, "available") != 0)
		return taken(c, &u);
	p = db_row(c, "SELECT hold_days, hold_cap FROM project WHERE id = ?", u.project_id);
	no = hold_days_right(c, p, h->held_until);
	if (no)
		return no;
	if (!h->reason || !*h->reason)
		return refuse(c, "reason", "unit.say_why");
	if (strcmp(c->role, "SM") == 0 && row_int(p, "hold_cap") > 0
	    && db_int(c, "SELECT COUNT(*) FROM unit WHERE project_id = ? AND held_until >= ?"
		      " AND sale_state = 'available' FOR UPDATE", u.project_id, c->today)
	       >= row_int(p, "hold_cap"))
		return refuse_with(c, NULL, "unit.hold_cap", textf(c, "%lld",
			(long long)row_int(p, "hold_cap")));
	db_change(c,
		"UPDATE unit SET held_until = ?, held_by = ?, held_reason = ?,"
		" version_count = version_count + 1 WHERE id = ? AND sale_state = 'available'",
		h->held_until, c->user_id, h->reason, unit_id);
	record(c, .noun = "unit", .what = "unit.held", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = "available", .to = "held", .reason = h->reason);
	tell(c, u.project_id, unit_id, "held");
	return DONE;
}

OP unit_unhold(struct ctx *c, rowid unit_id)
{
	struct unit u;

	if (!unit_read(c, unit_id, true, &u) || strcmp(u.state, "held") != 0)
		return refuse(c, NULL, "unit.not_held");
	db_change(c,
		"UPDATE unit SET held_until = NULL, held_by = NULL, held_reason = '',"
		" version_count = version_count + 1 WHERE id = ?", unit_id);
	record(c, .noun = "unit", .what = "unit.unheld", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = "held", .to = "available");
	tell(c, u.project_id, unit_id, "available");
	return DONE;
}

bool unit_just_held(struct ctx *c, rowid unit_id)
{
	return db_int(c,
		"SELECT COUNT(*) FROM unit u JOIN project p ON p.id = u.project_id"
		" JOIN event e ON e.noun = 'unit' AND e.about_id = u.id AND e.what = 'unit.held'"
		" WHERE u.id = ? AND u.sale_state = 'available' AND u.held_until >= ?"
		" AND u.held_by = ? AND e.user_id = u.held_by AND e.at >= TIMESTAMPADD(MINUTE, -5, ?)"
		" AND (p.sales_closed_on IS NULL OR p.sales_closed_on < e.biz_on)",
		unit_id, c->today, c->user_id, c->now) > 0;
}

#include "account/leave.h"

#define GOES_ON "(live = 1 OR subscription_state = 'draft')"
/* Projects in which he looks after somebody. */
#define HIS_PROJECTS "SELECT project_id FROM customer WHERE owner_id = ?" \
	" UNION SELECT project_id FROM pre_registration WHERE owner_id = ?" \
	" UNION SELECT project_id FROM deal WHERE owner_id = ? AND " GOES_ON \
	" UNION SELECT project_id FROM tab WHERE owner_id = ?"

const struct row *leave_holdings(struct ctx *c, rowid user_id)
{
	return db_row(c,
		"SELECT (SELECT COUNT(*) FROM customer WHERE owner_id = ?) AS customer_count,"
		" (SELECT COUNT(*) FROM pre_registration WHERE owner_id = ?"
		" AND state IN ('draft', 'active')) AS registration_count,"
		" (SELECT COUNT(*) FROM deal WHERE owner_id = ? AND " GOES_ON ") AS deal_count,"
		" (SELECT COUNT(*) FROM unit WHERE locked_by = ? AND locked_until > ?"
		" AND sale_state = 'available') AS lock_count,"
		" (SELECT COUNT(*) FROM unit WHERE held_by = ? AND held_until >= ?"
		" AND sale_state = 'available') AS hold_count, EXISTS (" HIS_PROJECTS ") AS owns",
		user_id, user_id, user_id, user_id, c->now, user_id, c->today, user_id, user_id, user_id,
		user_id);
}

const struct row *leave_colleagues(struct ctx *c, rowid user_id)
{
	return db_rows(c,
		"SELECT u.id AS value, CONCAT(u.name, ' · ', u.login) AS text FROM user u"
		" WHERE u.state = 'active' AND u.role IN ('CO', 'SM') AND u.id <> ? AND NOT EXISTS"
		" (SELECT 1 FROM (" HIS_PROJECTS ") p WHERE p.project_id NOT IN"
		" (SELECT x.project_id FROM user_project x WHERE x.user_id = u.id))"
		" ORDER BY u.role, u.name, u.login LIMIT 500",
		user_id, user_id, user_id, user_id, user_id);
}

/* ---- units go back on sale ------------------------------------------------------------------ */

static void let_go(struct ctx *c, const struct row *u, const char *what, const char *from)
{
	rowid id = row_id(u, "id"), project = row_id(u, "project_id");

	record(c, .noun = "unit", .what = what, .about_id = id, .unit_id = id,
	       .project_id = project, .from = from, .to = "available");
	outbox_put(c, "unit", project, textf(c, "{\"id\":%lld,\"state\":\"available\"}",
		(long long)id));
}

static void release_units(struct ctx *c, rowid user_id)
{
	const struct row *u = db_rows(c,
		"SELECT id, project_id FROM unit WHERE locked_by = ? AND locked_until > ?"
		" AND sale_state = 'available' ORDER BY id FOR UPDATE", user_id, c->now);

	for (; u; u = row_next(u)) {
		db_change(c, "UPDATE unit SET locked_until = NULL, locked_by = NULL, lock_deal_id = NULL,"
			" version_count = version_count + 1 WHERE id = ?", row_id(u, "id"));
		let_go(c, u, "unit.lock_released", "locked");
	}
	u = db_rows(c,
		"SELECT id, project_id FROM unit WHERE held_by = ? AND held_until >= ?"
		" AND sale_state = 'available' ORDER BY id FOR UPDATE", user_id, c->today);
	for (; u; u = row_next(u)) {
		db_change(c, "UPDATE unit SET held_until = NULL, held_by = NULL, held_reason = '',"
			" version_count = version_count + 1 WHERE id = ?", row_id(u, "id"));
		let_go(c, u, "unit.unheld", "held");
	}
}

/* ---- whom he looked after ---------------------------------------------------------------------- */

static void note(struct ctx *c, const struct row *row, const char *noun, const char *what,
		 const char *reason)
{
	for (; row; row = row_next(row))
		record(c, .noun = noun, .what = what, .about_id = row_id(row, "id"),
		       .project_id = row_id(row, "project_id"), .reason = reason,
		       .customer_id = row_id(row, "customer_id"), .unit_id = row_id(row, "unit_id"));
}

static void hand_over(struct ctx *c, rowid from, rowid to, const char *reason)
{
	note(c, db_rows(c, "SELECT id, project_id, id AS customer_id, 0 AS unit_id FROM customer"
			   " WHERE owner_id = ? ORDER BY id FOR UPDATE", from),
	     "customer", "customer.reassigned", reason);
	note(c, db_rows(c, "SELECT id, project_id, 0 AS customer_id, unit_id FROM deal"
			   " WHERE owner_id = ? AND " GOES_ON " ORDER BY id FOR UPDATE", from),
	     "deal", "deal.reassigned", reason);
	db_exec(c, "UPDATE customer SET owner_id = ?, version_count = version_count + 1"
		   " WHERE owner_id = ?", to, from);
	db_exec(c, "UPDATE tab SET owner_id = ? WHERE owner_id = ?", to, from);
	db_exec(c, "UPDATE pre_registration SET owner_id = ? WHERE owner_id = ?", to, from);
	db_exec(c, "UPDATE deal SET owner_id = ? WHERE owner_id = ? AND " GOES_ON, to, from);
}

static const char *name_of(struct ctx *c, rowid user_id)
{
	return row_text(db_row(c, "SELECT name FROM user WHERE id = ?", user_id), "name");
}

static bool is_colleague(struct ctx *c, rowid user_id, rowid to_id)
{
	const struct row *u = leave_colleagues(c, user_id);

	while (u && row_id(u, "value") != to_id)
		u = row_next(u);
	return u != NULL;
}

OP leave(struct ctx *c, rowid user_id, rowid to_id)
{
	bool owns = db_int(c, "SELECT COUNT(*) FROM (" HIS_PROJECTS ") p", user_id, user_id, user_id,
			   user_id);

	if (owns && !to_id)
		return refuse(c, "hand_to_id", "user.hand_to");
	if (owns && !is_colleague(c, user_id, to_id))
		return refuse(c, "hand_to_id", "user.hand_to_other");
	release_units(c, user_id);
	if (owns)
		hand_over(c, user_id, to_id,
			  textf(c, "%s → %s", name_of(c, user_id), name_of(c, to_id)));
	return DONE;
}

#include "project/price_table.h"

static const struct row *locked(struct ctx *c, rowid id)
{
	return db_row(c,
		"SELECT project_id, batch_id, version_no, state, created_by, reviewed_by,"
		" (SELECT COUNT(*) FROM price_row r WHERE r.price_table_id = price_table.id) AS row_count,"
		" (SELECT COALESCE(SUM(list_total_fen), 0) FROM price_row r"
		" WHERE r.price_table_id = price_table.id) AS total_fen"
		" FROM price_table WHERE id = ? FOR UPDATE", id);
}

static void moved(struct ctx *c, rowid id, const struct row *t, const char *what, const char *to,
		  const char *reason)
{
	record(c, .noun = "price_table", .what = what, .about_id = id,
	       .project_id = row_id(t, "project_id"), .from = row_text(t, "state"), .to = to,
	       .amount_fen = row_money(t, "total_fen"), .reason = reason);
}

OP price_table_submit(struct ctx *c, rowid id)
{
	const struct row *t = locked(c, id);
	refusal no = price_of_developer(c);

	if (no)
		return no;
	if (!row_is(t, "state", "draft"))
		return refuse(c, NULL, "price_table.not_draft");
	if (!row_int(t, "row_count"))
		return refuse(c, NULL, "price_table.empty");
	db_change(c, "UPDATE price_table SET state = 'submitted' WHERE id = ?", id);
	moved(c, id, t, "price_table.submitted", "submitted", NULL);
	return DONE;
}

OP price_of_developer(struct ctx *c)
{
	return db_int(c, "SELECT employer = 'developer' FROM user WHERE id = ?", c->user_id)
		? DONE : refuse(c, NULL, "price_table.agency");
}

static refusal reject(struct ctx *c, rowid id, const struct row *t, const char *reason)
{
	if (!*reason)
		return refuse(c, "reason", "price_table.say_why");
	db_change(c, "UPDATE price_table SET state = 'rejected', reason = ? WHERE id = ?", reason, id);
	moved(c, id, t, "price_table.rejected", "rejected", reason);
	return DONE;
}

OP price_table_review(struct ctx *c, rowid id, const struct price_verdict *v)
{
	const struct row *t = locked(c, id);
	refusal no = price_of_developer(c);

	if (no)
		return no;
	if (!row_is(t, "state", "submitted"))
		return refuse(c, NULL, "price_table.not_submitted");
	if (row_id(t, "created_by") == c->user_id)
		return refuse(c, NULL, "price_table.own");
	if (!v->accept)
		return reject(c, id, t, v->reason);
	db_change(c, "UPDATE price_table SET state = 'reviewed', reviewed_by = ? WHERE id = ?",
		c->user_id, id);
	moved(c, id, t, "price_table.reviewed", "reviewed", v->reason);
	return DONE;
}

/* "2026-11-24 09:00", with T or seconds; false: no such moment. */
static bool moment(struct ctx *c, const char *typed, const char **at)
{
	int hour = 0, minute = 0;
	date d;
	const char *p = typed + 10;

	if (strlen(typed) < 10 || !date_parse(textf(c, "%.10s", typed), &d))
		return false;
	if (*p) {
		if ((*p != ' ' && *p != 'T') || strlen(p) < 6 || p[3] != ':')
			return false;
		for (int i = 1; i < 6; i++)
			if (i != 3 && (p[i] < '0' || p[i] > '9'))
				return false;
		hour = (p[1] - '0') * 10 + p[2] - '0';
		minute = (p[4] - '0') * 10 + p[5] - '0';
	}
	*at = textf(c, "%s %02d:%02d:00", date_text(c, d), hour, minute);
	return hour < 24 && minute < 60;
}

/* Prices are not made for the past: what a day's price was, is known. */
static refusal effective(struct ctx *c, const char *typed, const char **at)
{
	*at = c->now;
	if (!*typed)
		return DONE;
	if (!moment(c, typed, at))
		return refuse(c, "effective_at", "price_table.effective_at");
	if (strncmp(*at, c->now, 16) < 0)
		return refuse(c, "effective_at", "price_table.effective_past");
	return DONE;
}

static refusal may_approve(struct ctx *c, const struct row *t)
{
	refusal no = price_of_developer(c);

	if (no)
		return no;
	if (!row_is(t, "state", "reviewed"))
		return refuse(c, NULL, "price_table.not_reviewed");
	if (row_id(t, "created_by") == c->user_id || row_id(t, "reviewed_by") == c->user_id)
		return refuse(c, NULL, "price_table.own");
	if (strcmp(c->role, "PD") == 0
	    && db_int(c, "SELECT COUNT(*) FROM user WHERE role = 'GE' AND state = 'active'"))
		return refuse(c, NULL, "price_table.ge_approves");
	return DONE;
}

OP price_table_approve(struct ctx *c, rowid id, const struct price_verdict *v)
{
	const struct row *t = locked(c, id);
	const char *at;
	refusal no = may_approve(c, t);

	if (no)
		return no;
	if (!v->accept)
		return reject(c, id, t, v->reason);
	if ((no = effective(c, v->effective_at, &at)))
		return no;
	db_change(c,
		"UPDATE price_table SET state = 'approved', approved_by = ?, approved_at = ?,"
		" effective_at = ? WHERE id = ?", c->user_id, c->now, at, id);
	moved(c, id, t, "price_table.approved", "approved", at);
	outbox_put(c, "unit", row_id(t, "project_id"), "{\"id\":0,\"state\":\"priced\"}");
	return DONE;
}

#include "project/day.h"

static date closed_through(struct ctx *c, rowid project_id, enum side side)
{
	const struct row *p = db_row(c,
		"SELECT sales_closed_on, finance_closed_on FROM project WHERE id = ?", project_id);

	return row_date(p, side == SALES ? "sales_closed_on" : "finance_closed_on");
}

date count_day(struct ctx *c, rowid project_id, enum side side, date biz_on)
{
	date closed = closed_through(c, project_id, side);

	/* today stays open: what a close of today came too late for still happened today */
	if (biz_on.day >= c->today.day || !date_ok(closed) || biz_on.day > closed.day)
		return biz_on;
	return c->today;
}

OP backdate_allowed(struct ctx *c, rowid project_id, date biz_on, const char *reason)
{
	int64_t days = db_int(c, "SELECT backdate_days FROM project WHERE id = ?", project_id);

	if (biz_on.day > c->today.day)
		return refuse(c, "biz_on", "day.future");
	if (biz_on.day == c->today.day)
		return DONE;
	if (c->today.day - biz_on.day > days)
		return refuse_with(c, "biz_on", "day.too_old", textf(c, "%lld", (long long)days));
	if (!*reason)
		return refuse(c, "reason", "day.say_why");
	return DONE;
}

date due_day(struct ctx *c, date from, int days)
{
	date due = date_add(from, days);

	while (days > 0 && db_int(c, "SELECT COUNT(*) FROM rest_day WHERE rest_on = ?", due))
		due = date_add(due, 1);
	return due;
}

OP day_close(struct ctx *c, rowid project_id, enum side side, date through)
{
	date closed;

	db_int(c, "SELECT id FROM project WHERE id = ? FOR UPDATE", project_id);
	closed = closed_through(c, project_id, side);
	if (through.day > c->today.day)
		return refuse(c, "through_on", "day.future");
	if (date_ok(closed) && through.day <= closed.day)
		return refuse_with(c, "through_on", "day.closed_already", date_text(c, closed));
	if (side == SALES)
		db_change(c, "UPDATE project SET sales_closed_on = ? WHERE id = ?", through, project_id);
	else
		db_change(c, "UPDATE project SET finance_closed_on = ? WHERE id = ?", through, project_id);
	record(c, .noun = "project", .about_id = project_id, .project_id = project_id,
	       .what = side == SALES ? "day.closed_sales" : "day.closed_finance",
	       .reason = date_text(c, through));
	return DONE;
}

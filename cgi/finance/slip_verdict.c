/* A slip is reviewed, approved, and audited into the ledger. */
#include "finance/ledger.h"
#include "finance/receipt.h"
#include "finance/slip_inside.h"
#include "finance/tab.h"
#include "project/day.h"

static void note(struct ctx *c, const struct row *slip, const char *what, const char *to,
		 const char *reason)
{
	record(c, .noun = "slip", .about_id = row_id(slip, "id"), .what = what,
	       .project_id = row_id(slip, "project_id"), .from = row_text(slip, "state"), .to = to,
	       .amount_fen = row_money(slip, "amount_fen"), .reason = reason,
	       .customer_id = row_id(slip, "customer_id"), .unit_id = row_id(slip, "unit_id"));
}

/* Back to the entrant.  On a red slip its own reason stays; the event has the new one. */
static OP give_back(struct ctx *c, const struct row *slip, const char *why)
{
	if (!*why)
		return refuse(c, "note", "slip.say_why");
	db_change(c, "UPDATE slip SET state = 'rejected', note = IF(type = 'red', note, ?)"
		     " WHERE id = ?", why, row_id(slip, "id"));
	note(c, slip, "slip.returned", "rejected", why);
	return DONE;
}

OP slip_review(struct ctx *c, rowid slip_id, const struct slip_verdict *v)
{
	const struct row *slip = slip_read(c, slip_id, true);
	refusal no = slip_may(c, slip, SLIP_REVIEW);

	if (no)
		return no;
	if (!v->accept)
		return give_back(c, slip, v->note);
	db_change(c, "UPDATE slip SET state = 'reviewed', reviewed_by = ?, reviewed_at = ?"
		     " WHERE id = ?", c->user_id, c->now, slip_id);
	note(c, slip, "slip.reviewed", "reviewed", *v->note ? v->note : NULL);
	return DONE;
}

OP slip_approve(struct ctx *c, rowid slip_id)
{
	const struct row *slip = slip_read(c, slip_id, true);
	refusal no = slip_may(c, slip, SLIP_APPROVE);

	if (no)
		return no;
	db_change(c, "UPDATE slip SET approved_by = ?, approved_at = ? WHERE id = ?", c->user_id,
		  c->now, slip_id);
	note(c, slip, "slip.approved", "reviewed", NULL);
	return DONE;
}

/* ---- audit ------------------------------------------------------------------------------- */

/* What goes out is still there. */
static OP still_there(struct ctx *c, const struct row *slip, const struct row *lines)
{
	money out = FEN(0), there;

	if (row_is(slip, "type", "red") || row_is(slip, "type", "receipt"))
		return DONE;
	for (const struct row *l = lines; l; l = row_next(l))
		if (row_is(l, "kind", "sincerity"))
			out = money_sub(out, row_money(l, "amount_fen"));
	there = tab_sincerity(c, row_id(lines, "tab_id"));
	if (money_cmp(out, there) > 0)
		return refuse_with(c, NULL, "slip.too_much", money_text(c, there));
	return DONE;
}

/* domain.md 5.5: E1, E3, E5, E6, E8, E10. */
static void post_line(struct ctx *c, const struct row *slip, const struct row *line,
		      struct posting p)
{
	const char *kind = row_text(line, "kind"), *account = row_text(slip, "account");
	money amount = row_money(line, "amount_fen");

	p.slip_line_id = row_id(line, "id");
	p.tab_id = row_id(line, "tab_id");
	if (!strcmp(kind, "sincerity")) {
		if (row_is(slip, "type", "refund"))
			ledger_post(c, &p, "2241.01", account, money_neg(amount));
		else if (!row_is(slip, "type", "transfer"))	/* its deposit leg posts both sides */
			ledger_post(c, &p, account, "2241.01", amount);
	} else if (!strcmp(kind, "maintenance_fund")) {
		ledger_post(c, &p, account, "2241.02", amount);
	} else if (!strcmp(kind, "deed_tax")) {
		ledger_post(c, &p, account, "2241.03", amount);
	} else {
		ledger_post_price(c, &p, account, amount, (int)row_int(slip, "vat_rate_pct"));
	}
}

static void post(struct ctx *c, const struct row *slip, const struct row *lines,
		 const struct posting *p)
{
	if (row_is(slip, "type", "red")) {
		ledger_post_red(c, p, row_id(slip, "id"), row_id(slip, "reverses_id"));
		return;
	}
	for (; lines; lines = row_next(lines))
		post_line(c, slip, lines, *p);
}

static void reverse_original(struct ctx *c, const struct row *red)
{
	const struct row *of = slip_read(c, row_id(red, "reverses_id"), true);

	db_change(c, "UPDATE slip SET state = 'reversed' WHERE id = ?", row_id(of, "id"));
	note(c, of, "slip.reversed", "reversed", row_text(red, "slip_no"));
	receipts_end_of_slip(c, row_id(of, "id"), "reversed", row_text(red, "slip_no"));
}

/* Papers of money that is now elsewhere, or nowhere. */
static void end_papers(struct ctx *c, const struct row *slip, const struct row *lines)
{
	if (row_is(slip, "type", "red"))
		reverse_original(c, slip);
	else if (row_is(slip, "type", "transfer"))
		receipts_end_of_sincerity(c, row_id(lines, "tab_id"), "replaced",
					  row_text(slip, "slip_no"));
	else if (row_is(slip, "type", "refund"))
		receipts_end_of_sincerity(c, row_id(slip, "tab_id"), "reversed",
					  row_text(slip, "slip_no"));
}

static void book(struct ctx *c, const struct row *slip, const struct row *lines,
		 date received_on)
{
	rowid id = row_id(slip, "id"), project = row_id(slip, "project_id");
	struct posting p = { .project_id = project,
			     .count_on = count_day(c, project, FINANCE, received_on),
			     .post_on = post_day(c, project, received_on) };

	db_change(c,
		"UPDATE slip SET state = 'audited', audited_by = ?, audited_at = ?, audited_on = ?,"
		" received_on = ?, count_on = ?, post_on = ? WHERE id = ?", c->user_id, c->now,
		c->today, received_on, p.count_on, p.post_on, id);
	p.event_id = record(c, .noun = "slip", .about_id = id, .what = "slip.audited",
			    .project_id = project, .from = "reviewed", .to = "audited",
			    .amount_fen = row_money(slip, "amount_fen"), .biz_on = received_on,
			    .count_on = p.count_on, .post_on = p.post_on,
			    .customer_id = row_id(slip, "customer_id"),
			    .unit_id = row_id(slip, "unit_id"));
	post(c, slip, lines, &p);
	end_papers(c, slip, lines);
	for (const struct row *l = lines; l; l = row_next(l))
		tab_review(c, row_id(l, "tab_id"), p.count_on);
	outbox_put(c, "flash", project, "{}");
}

OP slip_audit(struct ctx *c, rowid slip_id, const struct slip_verdict *v)
{
	const struct row *slip, *lines;
	date received_on = date_ok(v->received_on) ? v->received_on : c->today;
	refusal no;

	slip_lock_tabs(c, slip_id);
	slip = slip_read(c, slip_id, true);
	no = slip_may(c, slip, v->accept ? SLIP_AUDIT : SLIP_RETURN);
	if (no)
		return no;
	if (!v->accept)
		return give_back(c, slip, v->note);
	if (received_on.day > c->today.day)
		return refuse(c, "received_on", "slip.received_later");
	lines = db_rows(c, "SELECT id, tab_id, kind, amount_fen FROM slip_line"
			   " WHERE slip_id = ? AND revision_no = ? ORDER BY seq",
			slip_id, row_int(slip, "revision_no"));
	no = still_there(c, slip, lines);
	if (no)
		return no;
	book(c, slip, lines, received_on);
	return DONE;
}

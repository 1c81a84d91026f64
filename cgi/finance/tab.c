#include "finance/tab.h"

rowid tab_open(struct ctx *c, const struct tab_new *t)
{
	return db_insert(c,
		"INSERT INTO tab (project_id, owner_id, unit_id, customer_id, payer, total_fen)"
		" VALUES (?, ?, ?, ?, ?, ?)", t->project_id, t->owner_id, MAYBE(t->unit_id),
		MAYBE(t->customer_id), t->payer, t->total);
}

void tab_allow(struct ctx *c, rowid tab_id, const char *kinds)
{
	db_change(c, "UPDATE tab SET kinds = ? WHERE id = ?", kinds, tab_id);
}

void tab_ask_refund(struct ctx *c, rowid tab_id)
{
	db_change(c, "UPDATE tab SET refund_asked = 1, kinds = '' WHERE id = ?", tab_id);
	tab_review(c, tab_id, c->today);
}

void tab_transfer_to(struct ctx *c, rowid from_id, rowid to_id)
{
	db_change(c, "UPDATE tab SET transfer_to_id = ?, kinds = '' WHERE id = ?", to_id, from_id);
}

void tab_signed(struct ctx *c, rowid tab_id, date signed_on)
{
	db_change(c, "UPDATE tab SET signed_on = ? WHERE id = ?", signed_on, tab_id);
	tab_review(c, tab_id, c->today);
}

money tab_sincerity(struct ctx *c, rowid tab_id)
{
	return db_money(c, "SELECT sincerity_fen FROM tab_money WHERE tab_id = ?", tab_id);
}

money tab_paid(struct ctx *c, rowid tab_id)
{
	return db_money(c, "SELECT paid_fen FROM tab_money WHERE tab_id = ?", tab_id);
}

/* Covered is: signed, with a plan, and nothing of it is open.  What is open keeps the tab
 * among those that owe (docs/adr/0012): of an unsigned subscription only the deposit can be
 * in arrears, and no bank is waited for. */
static bool keep_open(struct ctx *c, const struct row *tab)
{
	bool is_signed = date_ok(row_date(tab, "signed_on"));
	const struct row *plan = db_row(c,
		"SELECT COUNT(*) AS items_count, COALESCE(SUM(paid_fen < amount_fen), 0) AS open_count,"
		" MIN(IF(payer = 'customer' AND paid_fen < amount_fen AND (? OR item_kind = 'deposit'),"
		" due_on, NULL)) AS next_due_on,"
		" COALESCE(SUM(IF(? AND pot = 'loan', amount_fen - paid_fen, 0)), 0) AS loan_open_fen"
		" FROM plan_paid WHERE tab_id = ?", (int64_t)is_signed, (int64_t)is_signed,
		row_id(tab, "id"));

	if (!row_is(plan, "next_due_on", row_text(tab, "next_due_on")) ||
	    row_int(plan, "loan_open_fen") != row_int(tab, "loan_open_fen"))
		db_change(c, "UPDATE tab SET next_due_on = ?, loan_open_fen = ? WHERE id = ?",
			  row_date(plan, "next_due_on"), row_money(plan, "loan_open_fen"),
			  row_id(tab, "id"));
	return is_signed && row_int(plan, "items_count") && !row_int(plan, "open_count");
}

static void note_move(struct ctx *c, const struct row *tab, const char *what, date count_on)
{
	record(c, .noun = "tab", .about_id = row_id(tab, "id"), .what = what,
	       .project_id = row_id(tab, "project_id"), .count_on = count_on,
	       .customer_id = row_id(tab, "customer_id"), .unit_id = row_id(tab, "unit_id"));
}

/* The board shows 已放款 for a unit whose tab is covered. */
static void tell_board(struct ctx *c, const struct row *tab, const char *state)
{
	if (row_id(tab, "unit_id"))
		outbox_put(c, "unit", row_id(tab, "project_id"), textf(c,
			"{\"id\":%lld,\"state\":\"%s\"}", (long long)row_id(tab, "unit_id"), state));
}

void tab_review(struct ctx *c, rowid tab_id, date count_on)
{
	const struct row *tab = db_row(c,
		"SELECT id, project_id, unit_id, customer_id, refund_asked, signed_on, emptied_on,"
		" covered_on, next_due_on, loan_open_fen FROM tab WHERE id = ? FOR UPDATE", tab_id);
	bool covered = keep_open(c, tab), was = date_ok(row_date(tab, "covered_on"));

	if (row_int(tab, "refund_asked") && !date_ok(row_date(tab, "emptied_on")) &&
	    !tab_sincerity(c, tab_id).fen) {
		db_change(c, "UPDATE tab SET emptied_on = ? WHERE id = ?", c->today, tab_id);
		note_move(c, tab, "tab.emptied", c->today);
	}
	if (covered == was)
		return;
	db_change(c, "UPDATE tab SET covered_on = ? WHERE id = ?", covered ? count_on : NO_DATE,
		  tab_id);
	note_move(c, tab, covered ? "tab.covered" : "tab.uncovered", count_on);
	tell_board(c, tab, covered ? "loaned" : "contracted");
}

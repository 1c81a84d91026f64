/* The books: balances, rows, numbers; what finance enters into them; the close of its day. */
#include "finance/ledger.h"
#include "finance/pages.h"
#include "project/day.h"

/* Opening balances belong to the company; they are seen with its first project. */
#define OF_PROJECT(alias) "COALESCE(" alias ".project_id, (SELECT MIN(id) FROM project))"

static const struct list balances = {
	.noun = "balance",
	.from = "(SELECT project_id, debit AS account, amount_fen AS debit_fen, 0 AS credit_fen"
		" FROM ledger UNION ALL SELECT project_id, credit, 0, amount_fen FROM ledger) g"
		" JOIN ledger_account a ON a.code = g.account",
	.project = OF_PROJECT("g"),
	.group = "g.account, a.name",
	.order = "g.account",
	.links = book_links,
	.columns = (const struct column[]){
		{ "account",     "g.account",                             FIND | SORT },
		{ "name",        "a.name",                                FIND },
		{ "debit_fen",   "SUM(g.debit_fen)",                      SORT | SUM },
		{ "credit_fen",  "SUM(g.credit_fen)",                     SORT | SUM },
		{ "balance_fen", "SUM(g.debit_fen) - SUM(g.credit_fen)",  SORT | SUM },
		{ 0 } },
};

static const struct list rows = {
	.noun = "ledger",
	.from = "ledger g JOIN event e ON e.id = g.event_id LEFT JOIN project p ON p.id = g.project_id"
		" LEFT JOIN slip_line l ON l.id = g.slip_line_id LEFT JOIN slip s ON s.id = l.slip_id"
		" LEFT JOIN tab t ON t.id = g.tab_id LEFT JOIN unit u ON u.id = t.unit_id",
	.project = OF_PROJECT("g"),
	.order = "g.id DESC",
	.links = book_links,
	.columns = (const struct column[]){
		{ "post_on",    "g.post_on",              SORT | RANGE },
		{ "count_on",   "g.count_on",             SORT | RANGE },
		{ "what",       "CASE e.what WHEN 'pos.settled' THEN 'settlement'"
				" WHEN 'escrow.swept' THEN 'sweep' WHEN 'ledger.opened' THEN 'opening'"
				" ELSE s.type END",       PICK },
		{ "slip_no",    "COALESCE(s.slip_no, '')", FIND | SORT },
		{ "unit_code",  "COALESCE(u.code, '')",   FIND },
		{ "debit",      "g.debit",                FIND | SORT },
		{ "credit",     "g.credit",               FIND | SORT },
		{ "amount_fen", "g.amount_fen",           SORT | RANGE | SUM },
		{ "project",    "COALESCE(p.code, '')",   FIND | HIDE },
		{ 0 } },
};

static const struct list numbers = {
	.noun = "number",
	.from = "number_series n JOIN project p ON p.id = n.project_id",
	.project = "n.project_id",
	.order = "p.code, n.kind",
	.links = book_links,
	.columns = (const struct column[]){
		{ "project",    "p.code",       FIND | SORT },
		{ "kind",       "n.kind",       PICK },
		{ "last_count", "n.last_count", SORT },
		{ 0 } },
};

/* The pages around the books lead to one another. */
static void offer_books(struct req *r, const char *here)
{
	static const char *const books[] = { "ledger", "balances", "numbers", NULL };

	for (int i = 0; books[i]; i++) {
		const char *at = textf(r->c, "Views.%d", i);

		page_text(r, textf(r->c, "%s.url", at), textf(r->c, "/finance/%s", books[i]));
		page_text(r, textf(r->c, "%s.label", at),
			  label(r, textf(r->c, "L.ledger.views.%s", books[i])));
		page_flag(r, textf(r->c, "%s.current", at), !strcmp(books[i], here));
	}
}

static reply book(struct req *r, const struct list *l, const char *here)
{
	if (*param(r, "as"))
		return list_show(r, l);
	list_offer(r, l, 50);
	offer_books(r, here);
	return page_show(r, "common/list");
}

reply balance_index(struct req *r)
{
	return book(r, &balances, "balances");
}

reply ledger_index(struct req *r)
{
	return book(r, &rows, "ledger");
}

reply number_index(struct req *r)
{
	return book(r, &numbers, "numbers");
}

/* ---- settlement, sweep ------------------------------------------------------------------- */

#define MOST_FEN INT64_C(10000000000000)

static const struct field settled[] = {
	FIELD(struct settlement, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct settlement, gross_fen,  REQUIRED, .max = MOST_FEN),
	FIELD(struct settlement, fee_fen,    REQUIRED, .max = MOST_FEN),
	{ 0 }
};

static const struct field swept[] = {
	FIELD(struct sweep, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct sweep, amount_fen, REQUIRED, .max = MOST_FEN),
	{ 0 }
};

static money balance(struct req *r, rowid project_id, const char *account)
{
	return db_money(r->c,
		"SELECT COALESCE((SELECT SUM(amount_fen) FROM ledger WHERE project_id = ? AND debit = ?), 0)"
		" - COALESCE((SELECT SUM(amount_fen) FROM ledger WHERE project_id = ? AND credit = ?), 0)",
		project_id, account, project_id, account);
}

/* No project is chosen and none was said: ask for it. */
static bool project_said(struct req *r, rowid *project_id)
{
	if (!*project_id)
		*project_id = req_project(r);
	return *project_id || form_accept(r, refuse(r->c, "project_id", "form.required"));
}

/* What lies there now is what a bank statement usually brings. */
reply settlement_page(struct req *r)
{
	struct settlement s = { .project_id = req_project(r) };

	s.gross_fen = balance(r, s.project_id, "1012.01");
	form_offer(r, settled, &s);
	offer_projects(r);
	page_money(r, "Books.on_way_fen", balance(r, s.project_id, "1012.01"));
	return page_show(r, "finance/settlement_new");
}

reply settlement_post(struct req *r)
{
	struct settlement s = { 0 };

	if (form_read(r, settled, &s) && project_said(r, &s.project_id) &&
	    form_accept(r, pos_settle(r->c, &s)))
		return see_other(r, "/finance/ledger");
	return settlement_page(r);
}

reply sweep_page(struct req *r)
{
	struct sweep s = { .project_id = req_project(r) };

	form_offer(r, swept, &s);
	offer_projects(r);
	page_money(r, "Books.general_fen", balance(r, s.project_id, "1002.01"));
	page_money(r, "Books.escrow_fen", balance(r, s.project_id, "1002.02"));
	return page_show(r, "finance/sweep_new");
}

reply sweep_post(struct req *r)
{
	struct sweep s = { 0 };

	if (form_read(r, swept, &s) && project_said(r, &s.project_id) &&
	    form_accept(r, escrow_sweep(r->c, &s)))
		return see_other(r, "/finance/ledger");
	return sweep_page(r);
}

/* ---- day --------------------------------------------------------------------------------- */

struct closing { rowid project_id; date through_on; };

static const struct field closing[] = {
	FIELD(struct closing, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct closing, through_on, REQUIRED),
	{ 0 }
};

static void offer_day(struct req *r, rowid project_id)
{
	page_row(r, "Day", db_row(r->c,
		"SELECT p.finance_closed_on, p.sales_closed_on,"
		" (SELECT COUNT(*) FROM slip s WHERE s.project_id = p.id AND s.state = 'submitted')"
		" AS submitted_count,"
		" (SELECT COUNT(*) FROM slip s WHERE s.project_id = p.id AND s.state = 'reviewed')"
		" AS reviewed_count,"
		" (SELECT COALESCE(SUM(m.amount_fen), 0) FROM money_line m WHERE m.project_id = p.id"
		" AND m.count_on = ?) AS today_fen FROM project p WHERE p.id = ?", r->c->today, project_id));
}

reply day_close_page(struct req *r)
{
	struct closing d = { .project_id = req_project(r), .through_on = date_add(r->c->today, -1) };

	form_offer(r, closing, &d);
	offer_projects(r);
	offer_day(r, d.project_id);
	return page_show(r, "finance/day_close");
}

reply day_close_post(struct req *r)
{
	struct closing d = { .through_on = NO_DATE };

	if (form_read(r, closing, &d) && project_said(r, &d.project_id) &&
	    form_accept(r, day_close(r->c, d.project_id, FINANCE, d.through_on)))
		return see_other(r, "/finance/days/close?project_id=%lld", (long long)d.project_id);
	return day_close_page(r);
}

/* A buyer's account, who is late, and the lines that the reports count. */
#include "finance/pages.h"

/* Customer items past due of signed deals; of unsigned ones the deposit only (domain.md 5.4).
 * Which tabs owe is known (tab_review), so the others are not looked at. */
static const struct list arrears = {
	.noun = "arrears",
	.from = "plan_paid v JOIN tab t ON t.id = v.tab_id JOIN project p ON p.id = v.project_id"
		" JOIN user o ON o.id = t.owner_id LEFT JOIN unit u ON u.id = t.unit_id",
	.where = "t.owes = 1 AND t.next_due_on < :today AND v.payer = 'customer'"
		 " AND v.due_on < :today AND v.paid_fen < v.amount_fen"
		 " AND (t.signed_on IS NOT NULL OR v.item_kind = 'deposit')",
	.project = "t.project_id",
	.owner = "t.owner_id",
	.order = "v.due_on, v.id",
	.open = "/finance/tabs/%",
	.columns = (const struct column[]){
		{ "id",          "v.tab_id",                 0 },
		{ "unit_code",   "COALESCE(u.code, '')",     FIND | SORT },
		{ "payer",       "t.payer",                  FIND },
		{ "project",     "p.name",                   SORT },
		{ "item_kind",   "v.item_kind",              PICK },
		{ "due_on",      "v.due_on",                 SORT | RANGE },
		{ "late_days",   "DATEDIFF(:today, v.due_on)", SORT | RANGE },
		{ "amount_fen",  "v.amount_fen",             SORT },
		{ "paid_fen",    "v.paid_fen",               SORT },
		{ "unpaid_fen",  "v.amount_fen - v.paid_fen", SORT | RANGE | SUM },
		{ "owner",       "o.name",                   FIND | SORT },
		{ 0 } },
};

static const struct list lines = {
	.noun = "line",
	.from = "money_line m JOIN tab t ON t.id = m.tab_id LEFT JOIN unit u ON u.id = t.unit_id"
		" JOIN project p ON p.id = m.project_id",
	.project = "m.project_id",
	.owner = "t.owner_id",
	.order = "m.count_on DESC, m.id DESC",
	.open = "/finance/slips/%",
	.columns = (const struct column[]){
		{ "id",          "m.slip_id",            0 },
		{ "slip_no",     "m.slip_no",            FIND | SORT },
		{ "project",     "p.code",               FIND | SORT },
		{ "unit_code",   "COALESCE(u.code, '')", FIND | SORT },
		{ "payer",       "t.payer",              FIND },
		{ "kind",        "m.kind",               PICK },
		{ "payer_kind",  "IF(m.kind = 'loan', 'bank', 'customer')", PICK },
		{ "type",        "m.type",               PICK },
		{ "amount_fen",  "m.amount_fen",         SORT | RANGE | SUM },
		{ "received_on", "m.received_on",        SORT | RANGE },
		{ "count_on",    "m.count_on",           SORT | RANGE },
		{ "post_on",     "m.post_on",            RANGE | HIDE },
		{ 0 } },
};

reply arrears_index(struct req *r)
{
	return list_show(r, &arrears);
}

reply line_index(struct req *r)
{
	return list_show(r, &lines);
}

reply tab_show(struct req *r)
{
	rowid id = req_id(r);

	offer_tab(r, id);
	page_rows(r, "Slips", db_rows(r->c,
		"SELECT s.id, s.slip_no, s.type, s.means, s.state, s.paid_on, s.received_on,"
		" s.amount_fen, GROUP_CONCAT(l.kind ORDER BY l.seq) AS kinds, SUM(l.amount_fen) AS here_fen"
		" FROM slip s JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" WHERE l.tab_id = ? GROUP BY s.id, s.slip_no, s.type, s.means, s.state, s.paid_on,"
		" s.received_on, s.amount_fen ORDER BY s.id", id));
	page_rows(r, "Receipts", db_rows(r->c,
		"SELECT r.id, r.receipt_no, r.amount_fen, r.issued_on, COALESCE((SELECT e.what"
		" FROM receipt_event e WHERE e.receipt_id = r.id ORDER BY e.id DESC LIMIT 1), 'genuine')"
		" AS state FROM receipt r JOIN slip s ON s.id = r.slip_id WHERE EXISTS"
		" (SELECT 1 FROM slip_line l WHERE l.slip_id = s.id AND l.revision_no = s.revision_no"
		" AND l.tab_id = ?) ORDER BY r.id", id));
	offer_timeline(r, "tab", id);
	return page_show(r, "finance/tab_show");
}

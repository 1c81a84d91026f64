/* What several pages of finance show. */
#include "finance/pages.h"
#include "finance/penalty.h"
#include "finance/tab.h"

enum { PAYMENTS = 200 };

static void offer_state(struct req *r, const char *at, const char *noun, const char *state)
{
	if (*state)
		page_text(r, at, label(r, textf(r->c, "L.%s.state.%s", noun, state)));
}

void offer_timeline(struct req *r, const char *noun, rowid id)
{
	const struct row *e = db_rows(r->c,
		"SELECT e.what, e.state_from, e.state_to, e.amount_fen, e.reason, e.at, e.from_where,"
		" u.name AS user FROM event e JOIN user u ON u.id = e.user_id"
		" WHERE e.noun = ? AND e.about_id = ? ORDER BY e.id DESC LIMIT 200", noun, id);
	int n = 0;

	for (; e; e = row_next(e), n++) {
		const char *at = textf(r->c, "Timeline.%d", n);

		page_row(r, at, e);
		page_text(r, textf(r->c, "%s.what_label", at),
			  label(r, textf(r->c, "L.event.what.%s", row_text(e, "what"))));
		if (row_int(e, "amount_fen"))
			page_money(r, textf(r->c, "%s.amount", at), row_money(e, "amount_fen"));
		offer_state(r, textf(r->c, "%s.from_label", at), noun, row_text(e, "state_from"));
		offer_state(r, textf(r->c, "%s.to_label", at), noun, row_text(e, "state_to"));
	}
}

void offer_projects(struct req *r)
{
	form_options(r, "project_id", db_rows(r->c,
		"SELECT p.id AS value, p.name AS text FROM user_project x"
		" JOIN project p ON p.id = x.project_id WHERE x.user_id = ? ORDER BY p.code",
		r->c->user_id));
}

/* ---- tab --------------------------------------------------------------------------------- */

/* What came into the item's pot, day by day. */
static int payments(struct req *r, rowid tab_id, const char *pot, struct paid out[PAYMENTS])
{
	const struct row *l = db_rows(r->c,
		"SELECT received_on, SUM(amount_fen) AS amount_fen FROM money_line"
		" WHERE tab_id = ? AND kind = ? GROUP BY received_on ORDER BY received_on LIMIT 200",
		tab_id, pot);
	int n = 0;

	for (; l && n < PAYMENTS; l = row_next(l))
		out[n++] = (struct paid){ row_money(l, "amount_fen"), row_date(l, "received_on") };
	return n;
}

/* Only the buyer owes a penalty; what a bank is late with is shown apart. */
static void offer_penalty(struct req *r, const char *at, const struct row *item, rowid tab_id,
			  int64_t rate_ppm)
{
	struct paid p[PAYMENTS];
	struct owed o = { row_money(item, "amount_fen"), row_money(item, "before_fen"),
			  row_date(item, "due_on") };
	int n = payments(r, tab_id, row_text(item, "pot"), p);
	money penalty = late_penalty(&o, p, n, r->c->today, rate_ppm);

	if (penalty.fen && row_is(item, "payer", "customer"))
		page_money(r, textf(r->c, "%s.penalty", at), penalty);
}

static void offer_plan(struct req *r, rowid tab_id, int64_t rate_ppm, bool is_signed)
{
	const struct row *p = db_rows(r->c,
		"SELECT v.item_kind, v.pot, v.payer, v.amount_fen, v.due_on, v.paid_fen,"
		" v.amount_fen - v.paid_fen AS unpaid_fen, DATEDIFF(?, v.due_on) AS late_days,"
		" o.before_fen FROM plan_paid v JOIN plan_order o ON o.id = v.id WHERE v.tab_id = ?"
		" ORDER BY v.due_on IS NULL, v.due_on, v.seq", r->c->today, tab_id);
	int n = 0;

	for (; p; p = row_next(p), n++) {
		const char *at = textf(r->c, "Plan.%d", n);
		bool open = row_int(p, "unpaid_fen") > 0;
		bool counts = is_signed || row_is(p, "item_kind", "deposit");

		page_row(r, at, p);
		page_flag(r, textf(r->c, "%s.open", at), open);
		page_flag(r, textf(r->c, "%s.provisional", at), !counts);
		page_flag(r, textf(r->c, "%s.late", at),
			  open && counts && row_int(p, "late_days") > 0);
		if (counts)
			offer_penalty(r, at, p, tab_id, rate_ppm);
	}
}

static void offer_balance(struct req *r, rowid tab_id, money total)
{
	money paid = tab_paid(r->c, tab_id), sincerity = tab_sincerity(r->c, tab_id);
	money covered = db_money(r->c, "SELECT SUM(paid_fen) FROM plan_paid WHERE tab_id = ?",
				 tab_id);
	money waiting = db_money(r->c,
		"SELECT SUM(l.amount_fen) FROM slip_line l JOIN slip s ON s.id = l.slip_id"
		" AND l.revision_no = s.revision_no WHERE l.tab_id = ? AND s.audited_on IS NULL", tab_id);

	page_money(r, "Tab.paid_fen", paid);
	page_money(r, "Tab.unpaid_fen", money_sub(total, paid));
	if (sincerity.fen)
		page_money(r, "Tab.sincerity_fen", sincerity);
	if (money_cmp(paid, covered) > 0)
		page_money(r, "Tab.over_fen", money_sub(paid, covered));
	if (waiting.fen)
		page_money(r, "Tab.waiting_fen", waiting);
}

void offer_tab(struct req *r, rowid tab_id)
{
	const struct row *t = db_row(r->c,
		"SELECT t.id, t.payer, t.kinds, t.refund_asked, t.transfer_to_id, t.signed_on,"
		" t.total_fen, t.covered_on, t.emptied_on, t.unit_id, t.customer_id, u.code AS unit_code,"
		" p.name AS project, p.penalty_ppm, o.name AS owner FROM tab t"
		" JOIN project p ON p.id = t.project_id JOIN user o ON o.id = t.owner_id"
		" LEFT JOIN unit u ON u.id = t.unit_id WHERE t.id = ?", tab_id);

	page_row(r, "Tab", t);
	page_flag(r, "Tab.sale", row_int(t, "total_fen") > 0);
	page_flag(r, "Tab.takes", *row_text(t, "kinds") || row_int(t, "refund_asked") ||
		  row_id(t, "transfer_to_id"));
	page_flag(r, "Tab.asks_back", row_int(t, "refund_asked"));
	offer_balance(r, tab_id, row_money(t, "total_fen"));
	offer_plan(r, tab_id, row_int(t, "penalty_ppm"), date_ok(row_date(t, "signed_on")));
}

/* ---- slip -------------------------------------------------------------------------------- */

/* Another slip with the same voucher, not the red one of it: perhaps money entered twice. */
static const struct row *same_voucher(struct req *r, const struct row *s)
{
	if (!*row_text(s, "reference"))
		return NULL;
	return db_rows(r->c,
		"SELECT o.id, o.slip_no, o.amount_fen, o.state FROM slip o WHERE o.project_id = ?"
		" AND o.reference = ? AND o.id NOT IN (?, ?) AND o.type <> 'red' AND o.state <> 'reversed'"
		" ORDER BY o.id LIMIT 5", row_id(s, "project_id"), row_text(s, "reference"),
		row_id(s, "id"), row_id(s, "reverses_id"));
}

/* Before the audit: by how much it goes beyond what is open (decision 15). */
static void offer_excess(struct req *r, const struct row *s)
{
	const struct row *l;

	if (!row_is(s, "type", "receipt") || date_ok(row_date(s, "audited_on")))
		return;
	/* A join: MariaDB refuses a correlated sum over the view at its second execution. */
	l = db_rows(r->c,
		"SELECT n.kind, n.amount_fen - COALESCE(SUM(v.amount_fen - v.paid_fen), 0) AS excess_fen"
		" FROM (SELECT tab_id, kind, SUM(amount_fen) AS amount_fen FROM slip_line"
		" WHERE slip_id = ? AND revision_no = ? AND kind IN ('deposit', 'price', 'loan')"
		" GROUP BY tab_id, kind) n LEFT JOIN plan_paid v ON v.tab_id = n.tab_id"
		" AND v.pot = n.kind GROUP BY n.tab_id, n.kind, n.amount_fen",
		row_id(s, "id"), row_int(s, "revision_no"));
	for (; l; l = row_next(l))
		if (row_int(l, "excess_fen") > 0)
			page_money(r, "Slip.excess_fen", row_money(l, "excess_fen"));
}

static void offer_lines(struct req *r, const struct row *s)
{
	page_rows(r, "Lines", db_rows(r->c,
		"SELECT l.kind, l.amount_fen, l.tab_id, COALESCE(u.code, '') AS unit_code FROM slip_line l"
		" JOIN tab t ON t.id = l.tab_id LEFT JOIN unit u ON u.id = t.unit_id"
		" WHERE l.slip_id = ? AND l.revision_no = ? ORDER BY l.seq", row_id(s, "id"),
		row_int(s, "revision_no")));
	page_rows(r, "Older", db_rows(r->c,
		"SELECT l.revision_no, l.kind, l.amount_fen FROM slip_line l WHERE l.slip_id = ?"
		" AND l.revision_no < ? ORDER BY l.revision_no DESC, l.seq", row_id(s, "id"),
		row_int(s, "revision_no")));
}

void offer_slip(struct req *r, rowid slip_id)
{
	const struct row *s = db_row(r->c,
		"SELECT s.id, s.project_id, s.slip_no, s.type, s.tab_id, s.means, s.account,"
		" a.name AS account_name, s.reference, s.payer, s.paid_on, s.amount_fen, s.revision_no,"
		" s.state, s.note, s.reverses_id, o.slip_no AS reverses_no, d.id AS red_id,"
		" d.slip_no AS red_no, e.name AS entered_by, s.entered_at, v.name AS reviewed_by,"
		" s.reviewed_at, f.name AS approved_by, s.approved_at, c.name AS audited_by, s.audited_at,"
		" s.audited_on, s.received_on, s.count_on, s.post_on, p.name AS project,"
		" COALESCE(u.code, '') AS unit_code, t.payer AS tab_payer FROM slip s"
		" JOIN tab t ON t.id = s.tab_id JOIN project p ON p.id = s.project_id"
		" JOIN ledger_account a ON a.code = s.account JOIN user e ON e.id = s.entered_by"
		" LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN user v ON v.id = s.reviewed_by"
		" LEFT JOIN user f ON f.id = s.approved_by LEFT JOIN user c ON c.id = s.audited_by"
		" LEFT JOIN slip o ON o.id = s.reverses_id LEFT JOIN slip d ON d.reverses_id = s.id"
		" WHERE s.id = ?", slip_id);

	page_row(r, "Slip", s);
	page_text(r, "Slip.upper", money_upper(r->c, row_money(s, "amount_fen")));
	page_flag(r, "Slip.negative", row_int(s, "amount_fen") < 0);
	page_flag(r, "Slip.late_count", date_ok(row_date(s, "count_on")) &&
		  row_date(s, "count_on").day != row_date(s, "received_on").day);
	page_flag(r, "Slip.other_payer", strcmp(row_text(s, "payer"), row_text(s, "tab_payer")) != 0);
	offer_lines(r, s);
	offer_excess(r, s);
	page_rows(r, "Same", same_voucher(r, s));
	offer_timeline(r, "slip", slip_id);
}

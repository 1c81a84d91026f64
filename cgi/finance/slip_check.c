/* What a slip may say, and who may do what with it. */
#include "finance/receipt.h"
#include "finance/slip_inside.h"
#include "finance/tab.h"

const char *slip_type(const struct slip_new *s)
{
	if (!strcmp(s->means, "refund"))
		return "refund";
	return strcmp(s->means, "transfer_in") ? "receipt" : "transfer";
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Where the sentence about line i stands on the page. */
static const char *amount_of(struct ctx *c, int i)
{
	return textf(c, "lines.%d.amount_fen_%d", i, i);
}

static const char *kind_of(struct ctx *c, int i)
{
	return textf(c, "lines.%d.kind_%d", i, i);
}

static bool is_price(const char *kind)
{
	return !strcmp(kind, "deposit") || !strcmp(kind, "price") || !strcmp(kind, "loan");
}

const struct row *slip_tab(struct ctx *c, rowid tab_id)
{
	return db_row(c,
		"SELECT id, project_id, payer, kinds, refund_asked, transfer_to_id, signed_on, unit_id,"
		" customer_id FROM tab WHERE id = ? FOR UPDATE", tab_id);
}

static bool takes(const struct row *tab, const char *kind)
{
	const char *of = row_text(tab, "kinds");
	size_t len = strlen(kind);

	while (*of) {
		size_t n = strcspn(of, ",");

		if (n == len && !memcmp(of, kind, n))
			return true;
		of += n + (of[n] == ',');
	}
	return false;
}

static bool completed(struct ctx *c, const struct row *tab)
{
	return db_int(c, "SELECT b.completed FROM unit u JOIN building b ON b.id = u.building_id"
			 " WHERE u.id = ?", row_id(tab, "unit_id"));
}

/* Money that counts as price before the building is completed belongs into escrow; a POS
 * device is on its way there (城市房地产管理法 45). */
static OP escrow_kept(struct ctx *c, const struct slip_new *s, const struct row *tab)
{
	if (!strcmp(s->account, "1002.02") || !strcmp(s->account, "1012.01"))
		return DONE;
	for (int i = 0; i < s->line_count; i++)
		if (is_price(s->lines[i].kind) && !completed(c, tab))
			return refuse(c, "account", "slip.not_escrow");
	return DONE;
}

/* 城市商品房预售管理办法 22: before the permit nothing may be taken. */
static OP permit_there(struct ctx *c, const struct row *tab)
{
	if (db_int(c, "SELECT COUNT(*) FROM presale_permit WHERE project_id = ?"
		      " AND permitted_on <= ?", row_id(tab, "project_id"), c->today))
		return DONE;
	return refuse(c, NULL, "slip.no_permit");
}

static OP kind_open(struct ctx *c, const struct row *tab, const char *kind, const char *field)
{
	if (takes(tab, kind))
		return DONE;
	if (row_int(tab, "refund_asked"))
		return refuse(c, field, "slip.refund_asked");
	if (!strcmp(kind, "loan") && !date_ok(row_date(tab, "signed_on")))
		return refuse(c, field, "slip.not_signed");
	return refuse(c, field, "slip.kind_closed");
}

static OP receipt_fits(struct ctx *c, const struct slip_new *s, const struct row *tab)
{
	refusal no = DONE;

	for (int i = 0; i < s->line_count && !no; i++) {
		if (s->lines[i].amount_fen.fen <= 0)
			return refuse(c, amount_of(c, i), "slip.positive");
		no = kind_open(c, tab, s->lines[i].kind, kind_of(c, i));
		if (!no && !strcmp(s->lines[i].kind, "sincerity"))
			no = permit_there(c, tab);
	}
	return no ? no : escrow_kept(c, s, tab);
}

/* At most what is there, audited. */
static OP within_balance(struct ctx *c, rowid tab_id, money out, const char *field)
{
	money there = tab_sincerity(c, tab_id);

	if (money_cmp(out, there) > 0)
		return refuse_with(c, field, "slip.too_much", money_text(c, there));
	return DONE;
}

static OP refund_fits(struct ctx *c, const struct slip_new *s, const struct row *tab)
{
	money out = FEN(0);

	if (!row_int(tab, "refund_asked"))
		return refuse(c, "means", "slip.no_refund_asked");
	for (int i = 0; i < s->line_count; i++) {
		if (strcmp(s->lines[i].kind, "sincerity"))
			return refuse(c, kind_of(c, i), "slip.refund_sincerity_only");
		if (s->lines[i].amount_fen.fen >= 0)
			return refuse(c, amount_of(c, i), "slip.refund_negative");
		out = money_sub(out, s->lines[i].amount_fen);
	}
	return within_balance(c, row_id(tab, "id"), out, amount_of(c, 0));
}

static OP transfer_fits(struct ctx *c, const struct slip_new *s, const struct row *tab)
{
	rowid to = row_id(tab, "transfer_to_id");

	if (!to)
		return refuse(c, "means", "slip.no_transfer");
	if (s->line_count != 2 || strcmp(s->lines[0].kind, "sincerity") ||
	    strcmp(s->lines[1].kind, "deposit") || s->lines[1].amount_fen.fen <= 0 ||
	    money_cmp(s->lines[0].amount_fen, money_neg(s->lines[1].amount_fen)))
		return refuse(c, NULL, "slip.transfer_legs");
	if (!takes(slip_tab(c, to), "deposit"))
		return refuse(c, NULL, "slip.kind_closed");
	return within_balance(c, row_id(tab, "id"), s->lines[1].amount_fen, amount_of(c, 1));
}

static bool account_fits(const struct slip_new *s)
{
	bool bank = !strcmp(s->account, "1002.01") || !strcmp(s->account, "1002.02");

	if (!strcmp(s->means, "transfer_in"))
		return !strcmp(s->account, "2241.01");
	if (!strcmp(s->account, "1012.01"))
		return !strcmp(s->means, "pos");
	return bank;
}

OP slip_lines_fit(struct ctx *c, const struct slip_new *s, const char *type,
		  const struct row *tab)
{
	if (!s->line_count)
		return refuse(c, "lines.0.amount_fen_0", "slip.no_line");
	if (!account_fits(s))
		return refuse(c, "account", "slip.account");
	if (date_ok(s->paid_on) && s->paid_on.day > c->today.day)
		return refuse(c, "paid_on", "slip.paid_later");
	if (!strcmp(type, "refund"))
		return refund_fits(c, s, tab);
	return strcmp(type, "transfer") ? receipt_fits(c, s, tab) : transfer_fits(c, s, tab);
}

/* ---- who ---------------------------------------------------------------------------------- */

const struct row *slip_read(struct ctx *c, rowid slip_id, bool for_update)
{
	if (for_update)
		db_int(c, "SELECT id FROM slip WHERE id = ? FOR UPDATE", slip_id);
	return db_row(c,
		"SELECT s.id, s.project_id, s.slip_no, s.type, s.tab_id, s.means, s.account,"
		" s.reference, s.payer, s.paid_on, s.amount_fen, s.revision_no, s.state, s.reverses_id,"
		" s.entered_by, s.reviewed_by, s.approved_by, t.unit_id, t.customer_id, p.vat_rate_pct"
		" FROM slip s JOIN tab t ON t.id = s.tab_id JOIN project p ON p.id = s.project_id"
		" WHERE s.id = ?", slip_id);
}

void slip_lock_tabs(struct ctx *c, rowid slip_id)
{
	const struct row *t = db_rows(c,
		"SELECT DISTINCT tab_id FROM slip_line WHERE slip_id = ? ORDER BY tab_id", slip_id);

	for (; t; t = row_next(t))
		db_int(c, "SELECT id FROM tab WHERE id = ? FOR UPDATE", row_id(t, "tab_id"));
}

static bool money_out(const struct row *s)
{
	return row_is(s, "type", "refund") || row_is(s, "type", "red");
}

static bool mine(struct ctx *c, const struct row *s, const char *column)
{
	return row_id(s, column) == c->user_id;
}

/* The papers of what is undone have come back (domain.md 5.7). */
static OP papers_back(struct ctx *c, const struct row *s)
{
	const char *out = NULL;

	if (row_is(s, "type", "red"))
		out = receipt_out_of_slip(c, row_id(s, "reverses_id"));
	else if (row_is(s, "type", "refund"))
		out = receipt_out_of_sincerity(c, row_id(s, "tab_id"));
	return out ? refuse_with(c, NULL, "slip.receipt_out", out) : DONE;
}

/* What was paid back, or moved to a deal, is not undone once more. */
static OP not_spent(struct ctx *c, rowid slip_id)
{
	const struct row *in = db_row(c,
		"SELECT l.tab_id, SUM(l.amount_fen) AS fen FROM slip s JOIN slip_line l"
		" ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" WHERE s.id = ? AND l.kind = 'sincerity' GROUP BY l.tab_id", slip_id);

	if (in && money_cmp(row_money(in, "fen"), tab_sincerity(c, row_id(in, "tab_id"))) > 0)
		return refuse(c, NULL, "slip.red_spent");
	return DONE;
}

static OP may_audit(struct ctx *c, const struct row *s)
{
	refusal no = DONE;

	if (!row_is(s, "state", "reviewed"))
		return refuse(c, NULL, "slip.not_reviewed");
	if (mine(c, s, "entered_by") || mine(c, s, "reviewed_by"))
		return refuse(c, NULL, "slip.own");
	if (money_out(s) && !row_id(s, "approved_by"))
		return refuse(c, NULL, "slip.not_approved");
	if (row_is(s, "type", "red"))
		no = not_spent(c, row_id(s, "reverses_id"));
	return no ? no : papers_back(c, s);
}

static OP may_approve(struct ctx *c, const struct row *s)
{
	if (!money_out(s))
		return refuse(c, NULL, "slip.no_approval");
	if (!row_is(s, "state", "reviewed"))
		return refuse(c, NULL, "slip.not_reviewed");
	if (row_id(s, "approved_by"))
		return refuse(c, NULL, "slip.approved_already");
	return mine(c, s, "entered_by") ? refuse(c, NULL, "slip.own") : DONE;
}

static OP may_red(struct ctx *c, const struct row *s)
{
	if (!row_is(s, "type", "receipt"))
		return refuse(c, NULL, "slip.no_red");
	if (row_is(s, "state", "reversed") ||
	    db_int(c, "SELECT COUNT(*) FROM slip WHERE reverses_id = ?", row_id(s, "id")))
		return refuse(c, NULL, "slip.red_twice");
	if (!row_is(s, "state", "audited"))
		return refuse(c, NULL, "slip.not_audited");
	return not_spent(c, row_id(s, "id"));
}

OP slip_may(struct ctx *c, const struct row *s, enum slip_act act)
{
	switch (act) {
	case SLIP_CORRECT:
		if (!row_is(s, "state", "rejected"))
			return refuse(c, NULL, "slip.not_returned");
		return mine(c, s, "entered_by") ? DONE : refuse(c, NULL, "slip.not_yours");
	case SLIP_RED:
		return may_red(c, s);
	case SLIP_REVIEW:
		if (!row_is(s, "state", "submitted"))
			return refuse(c, NULL, "slip.not_waiting");
		return mine(c, s, "entered_by") ? refuse(c, NULL, "slip.own") : DONE;
	case SLIP_APPROVE:
		return may_approve(c, s);
	case SLIP_AUDIT:
		return may_audit(c, s);
	default:
		if (!row_is(s, "state", "reviewed"))
			return refuse(c, NULL, "slip.not_reviewed");
		return mine(c, s, "entered_by") ? refuse(c, NULL, "slip.own") : DONE;
	}
}

OP slip_can(struct ctx *c, rowid slip_id, enum slip_act act)
{
	return slip_may(c, slip_read(c, slip_id, false), act);
}

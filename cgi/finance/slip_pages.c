/* The list of slips, one of them, and its forms for the consultant. */
#include <stdlib.h>
#include "finance/pages.h"
#include "finance/receipt.h"
#include "finance/slip.h"
#include "finance/tab.h"

#define MOST_FEN INT64_C(10000000000000)

const char *const slip_kinds[] = {
	"sincerity", "deposit", "price", "loan", "maintenance_fund", "deed_tax", NULL };
static const char *const means[] = { "transfer", "pos", "cash", "refund", "transfer_in", NULL };
static const char *const accounts[] = { "1002.01", "1002.02", "1012.01", "2241.01", NULL };

/* ---- list -------------------------------------------------------------------------------- */

const struct link book_links[] = {
	{ "/finance/lines",           "L.line.index",       "slip.read" },
	{ "/finance/settlements/new", "L.settlement.title", "money.settle" },
	{ "/finance/sweeps/new",      "L.sweep.title",      "money.settle" },
	{ "/finance/days/close",      "L.closing.title",    "day.close_finance" },
	{ 0 }
};

static const struct list slips = {
	.noun = "slip",
	/* LEFT, and the unit within its tab: what a count does not ask for is not joined */
	.from = "slip s LEFT JOIN (tab t LEFT JOIN unit u ON u.id = t.unit_id) ON t.id = s.tab_id"
		" LEFT JOIN user e ON e.id = s.entered_by",
	.project = "s.project_id",
	.owner = "s.entered_by",
	.order = "s.id DESC",
	.open = "/finance/slips/%",
	.create = "/finance/slips/new",
	.create_may = "slip.enter",
	.links = book_links,
	.columns = (const struct column[]){
		{ "id",          "s.id",          0 },
		{ "slip_no",     "s.slip_no",     FIND | SORT },
		{ "unit_code",   "COALESCE(u.code, '')", FIND | SORT },
		{ "payer",       "s.payer",       FIND },
		{ "type",        "s.type",        PICK },
		{ "means",       "s.means",       PICK },
		{ "amount_fen",  "s.amount_fen",  SORT | SUM },
		{ "paid_on",     "s.paid_on",     SORT | RANGE },
		{ "received_on", "s.received_on", SORT | RANGE },
		{ "count_on",    "s.count_on",    HIDE },
		{ "reference",   "s.reference",   FIND | HIDE },
		{ "tab_id",      "s.tab_id",      HIDE },
		{ "entered_by",  "e.name",        FIND },
		{ "state",       "s.state",       PICK },
		{ 0 } },
};

/* What waits for whom. */
static const struct { const char *role, *state, *first; } waiting[] = {
	{ "SE", "submitted", "s.state = 'submitted'" },
	{ "FC", "reviewed",  "s.state = 'reviewed'" },
	{ "FM", "reviewed",  "s.state = 'reviewed' AND s.type IN ('refund', 'red')"
			     " AND s.approved_by IS NULL" },
	{ "CO", "rejected",  "s.state = 'rejected'" },
};

static const char *first_for(const struct req *r)
{
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++)
		if (!strcmp(r->c->role, waiting[i].role))
			return waiting[i].first;
	return NULL;
}

static bool waits_for_him(const struct req *r, const char *state)
{
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++)
		if (!strcmp(r->c->role, waiting[i].role) && !strcmp(state, waiting[i].state))
			return true;
	return false;
}

static void offer_view(struct req *r, int n, const char *state, const char *text)
{
	const char *at = textf(r->c, "Views.%d", n);

	page_text(r, textf(r->c, "%s.label", at), text);
	page_text(r, textf(r->c, "%s.url", at),
		  *state ? textf(r->c, "/finance/slips?state=%s", state) : "/finance/slips");
	page_flag(r, textf(r->c, "%s.current", at), !strcmp(state, param(r, "state")));
}

/* All of them, then what waits for the reader, then the other states in their order. */
static void offer_views(struct req *r)
{
	static const char *const states[] = { "submitted", "reviewed", "rejected", "audited",
					      "reversed", NULL };
	int n = 0;

	offer_view(r, n++, "", label(r, "L.common.all"));
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; states[i]; i++)
			if (waits_for_him(r, states[i]) == !pass)
				offer_view(r, n++, states[i],
					   label(r, textf(r->c, "L.slip.state.%s", states[i])));
}

reply slip_index(struct req *r)
{
	struct list l = slips;

	l.first = first_for(r);
	if (*param(r, "as"))
		return list_show(r, &l);
	if (page_again(r))
		return 200;
	list_offer(r, &l, 50);
	offer_views(r);
	return page_show(r, "common/list");
}

/* ---- one --------------------------------------------------------------------------------- */

static void offer_act(struct req *r, const char *name, const char *right, refusal no)
{
	if (!may(r, right))
		return;
	page_flag(r, textf(r->c, "Do.%s.on", name), !no);
	if (no)
		page_text(r, textf(r->c, "Do.%s.why", name),
			  label(r, textf(r->c, "L.refusal.%s", no->code)));
}

/* A step that is not this slip's turn at all is left out, one that is blocked says why. */
static void offer_acts(struct req *r, rowid id)
{
	const struct row *s = db_row(r->c, "SELECT state, type FROM slip WHERE id = ?", id);
	bool out = row_is(s, "type", "refund") || row_is(s, "type", "red");

	if (row_is(s, "state", "submitted"))
		offer_act(r, "review", "slip.review", slip_can(r->c, id, SLIP_REVIEW));
	if (row_is(s, "state", "rejected"))
		offer_act(r, "correct", "slip.enter", slip_can(r->c, id, SLIP_CORRECT));
	if (row_is(s, "state", "reviewed") && out)
		offer_act(r, "approve", "slip.approve", slip_can(r->c, id, SLIP_APPROVE));
	if (row_is(s, "state", "reviewed")) {
		offer_act(r, "audit", "slip.audit", slip_can(r->c, id, SLIP_AUDIT));
		offer_act(r, "give_back", "slip.audit", slip_can(r->c, id, SLIP_RETURN));
	}
	if (row_is(s, "state", "audited") && !out) {
		offer_act(r, "receipt", "receipt.issue", receipt_allowed(r->c, id));
		offer_act(r, "red", "slip.enter", slip_can(r->c, id, SLIP_RED));
	}
}

reply slip_show(struct req *r)
{
	offer_slip(r, req_id(r));
	offer_acts(r, req_id(r));
	page_rows(r, "Receipts", db_rows(r->c,
		"SELECT r.id, r.receipt_no, r.amount_fen, r.issued_on, COALESCE((SELECT e.what"
		" FROM receipt_event e WHERE e.receipt_id = r.id ORDER BY e.id DESC LIMIT 1), 'genuine')"
		" AS state FROM receipt r WHERE r.slip_id = ? ORDER BY r.id", req_id(r)));
	return page_show(r, "finance/slip_show");
}

/* What is signed and stamped, and goes to finance (方案书 5.1); of a red slip 5.3. */
reply slip_paper(struct req *r)
{
	offer_slip(r, req_id(r));
	page_row(r, "Company", db_row(r->c,
		"SELECT co.name FROM slip s JOIN project p ON p.id = s.project_id"
		" JOIN company co ON co.id = p.company_id WHERE s.id = ?", req_id(r)));
	return page_show(r, "finance/slip_paper");
}

/* ---- enter ------------------------------------------------------------------------------- */

static const struct field line_fields[] = {
	FIELD(struct slip_line, kind,       REQUIRED, .words = slip_kinds, .labels = "L.slip.kinds"),
	FIELD(struct slip_line, amount_fen, REQUIRED, .min = -MOST_FEN, .max = MOST_FEN),
	{ 0 }
};

static const struct field entry[] = {
	FIELD(struct slip_new, tab_id,    REQUIRED, .noun = "tab"),
	FIELD(struct slip_new, means,     REQUIRED, .words = means, .labels = "L.slip.means"),
	FIELD(struct slip_new, account,   REQUIRED, .words = accounts),
	FIELD(struct slip_new, reference, OPTIONAL, .max = 40),
	FIELD(struct slip_new, payer,     OPTIONAL, .max = 120),
	FIELD(struct slip_new, paid_on,   OPTIONAL),
	FIELD_ROWS(struct slip_new, lines, line_count, line_fields, SLIP_LINES),
	{ 0 }
};

static const struct field correction[] = {
	FIELD(struct slip_new, account,   OPTIONAL, .words = accounts),
	FIELD(struct slip_new, reference, OPTIONAL, .max = 40),
	FIELD(struct slip_new, payer,     OPTIONAL, .max = 120),
	FIELD(struct slip_new, paid_on,   OPTIONAL),
	FIELD(struct slip_new, version,   OPTIONAL),
	FIELD_ROWS(struct slip_new, lines, line_count, line_fields, SLIP_LINES),
	{ 0 }
};

static void propose_line(struct slip_new *s, const char *kind, money amount)
{
	s->lines[s->line_count++] = (struct slip_line){ kind, amount };
}

/* On slips of this tab that wait for their audit. */
static money waiting_for(struct ctx *c, rowid tab_id, const char *kind)
{
	return db_money(c,
		"SELECT SUM(l.amount_fen) FROM slip_line l JOIN slip s ON s.id = l.slip_id"
		" AND l.revision_no = s.revision_no WHERE l.tab_id = ? AND l.kind = ?"
		" AND s.audited_on IS NULL AND s.type <> 'red'", tab_id, kind);
}

/* The first item that is open, less what is on its way. */
static void propose_plan(struct ctx *c, struct slip_new *s)
{
	const struct row *p = db_rows(c,
		"SELECT v.pot, v.amount_fen - v.paid_fen AS unpaid_fen FROM plan_paid v"
		" WHERE v.tab_id = ? AND v.paid_fen < v.amount_fen"
		" ORDER BY v.due_on IS NULL, v.due_on, v.seq", s->tab_id);

	s->account = "1002.02";
	for (; p && !s->line_count; p = row_next(p)) {
		money open = money_sub(row_money(p, "unpaid_fen"),
				       waiting_for(c, s->tab_id, row_text(p, "pot")));

		if (open.fen > 0)
			propose_line(s, row_text(p, "pot"), open);
	}
}

/* What this tab most probably wants next. */
static struct slip_new proposal(struct ctx *c, rowid tab_id)
{
	const struct row *tab = db_row(c,
		"SELECT payer, refund_asked, transfer_to_id, total_fen FROM tab WHERE id = ?", tab_id);
	money there = tab_sincerity(c, tab_id);
	struct slip_new s = { .tab_id = tab_id, .means = "transfer", .account = "1002.01",
			      .payer = row_text(tab, "payer"), .paid_on = c->today };

	if (row_int(tab, "refund_asked")) {
		s.means = "refund";
		propose_line(&s, "sincerity", money_neg(there));
	} else if (row_id(tab, "transfer_to_id")) {
		s.means = "transfer_in";
		s.account = "2241.01";
		propose_line(&s, "sincerity", money_neg(there));
		propose_line(&s, "deposit", there);
	} else if (row_int(tab, "total_fen")) {
		propose_plan(c, &s);
	}
	return s;
}

/* Without a tab: which one?  Only those that take something. */
static const struct list tabs = {
	.noun = "tab",
	.title = "choose",
	.from = "tab t JOIN project p ON p.id = t.project_id LEFT JOIN unit u ON u.id = t.unit_id",
	.where = "t.kinds <> '' OR (t.refund_asked = 1 AND t.emptied_on IS NULL)"
		 " OR (t.transfer_to_id IS NOT NULL"
		 " AND (SELECT SUM(m.amount_fen) FROM money_line m WHERE m.tab_id = t.id) > 0)",
	.project = "t.project_id",
	.owner = "t.owner_id",
	.order = "t.id DESC",
	.open = "/finance/slips/new?tab_id=%",
	.columns = (const struct column[]){
		{ "id",        "t.id",                 0 },
		{ "payer",     "t.payer",              FIND | SORT },
		{ "unit_code", "COALESCE(u.code, '')", FIND | SORT },
		{ "project",   "p.name",               0 },
		{ "total_fen", "NULLIF(t.total_fen, 0)", SORT },
		{ 0 } },
};

/* Codes hold a dot, so their names are no label but rows. */
static void offer_accounts(struct req *r, const char *chosen)
{
	const struct row *a = db_rows(r->c,
		"SELECT code, name FROM ledger_account"
		" WHERE code IN ('1002.01', '1002.02', '1012.01', '2241.01') ORDER BY code");
	int n = 0;

	for (; a; a = row_next(a), n++) {
		const char *at = textf(r->c, "Form.account.options.%d", n);

		page_text(r, textf(r->c, "%s.value", at), row_text(a, "code"));
		page_text(r, textf(r->c, "%s.text", at), row_text(a, "name"));
		page_flag(r, textf(r->c, "%s.selected", at), row_is(a, "code", chosen));
	}
}

static reply entry_page(struct req *r, rowid tab_id, const char *typed)
{
	struct slip_new s = proposal(r->c, tab_id);

	form_offer(r, entry, &s);
	offer_accounts(r, typed ? typed : s.account);
	page_int(r, "Form.tab_id", tab_id);
	offer_tab(r, tab_id);
	return page_show(r, "finance/slip_new");
}

/* The tab is named by the query or the form, not by the path: the same scope applies.  A form
 * that was read has been held to it by its field. */
static bool tab_visible(struct req *r, rowid tab_id)
{
	return db_int(r->c,
		"SELECT COUNT(*) FROM tab t JOIN user_project x ON x.project_id = t.project_id"
		" WHERE t.id = ? AND x.user_id = ? AND (t.owner_id = x.user_id OR ? <> 'CO')",
		tab_id, r->c->user_id, r->c->role) > 0;
}

reply slip_new_page(struct req *r)
{
	rowid tab = strtoll(param(r, "tab_id"), NULL, 10);

	if (!*param(r, "tab_id"))
		return list_show(r, &tabs);
	return tab_visible(r, tab) ? entry_page(r, tab, NULL) : not_found(r);
}

reply slip_new_post(struct req *r)
{
	struct slip_new s = { 0 };
	rowid id;
	bool read = form_read(r, entry, &s);

	if (!read && !tab_visible(r, s.tab_id))
		return not_found(r);
	if (read && form_accept(r, slip_enter(r->c, &s, &id)))
		return see_other(r, "/finance/slips/%lld", (long long)id);
	return entry_page(r, s.tab_id, s.account);
}

/* ---- correct ----------------------------------------------------------------------------- */

static struct slip_new as_it_is(struct ctx *c, rowid slip_id)
{
	const struct row *s = db_row(c, "SELECT account, reference, payer, paid_on, revision_no"
					" FROM slip WHERE id = ?", slip_id), *l;
	struct slip_new n = { .account = row_text(s, "account"), .payer = row_text(s, "payer"),
			      .reference = row_text(s, "reference"),
			      .paid_on = row_date(s, "paid_on"),
			      .version = (int)row_int(s, "revision_no") };

	l = db_rows(c, "SELECT kind, amount_fen FROM slip_line WHERE slip_id = ?"
		       " AND revision_no = ? ORDER BY seq", slip_id, row_int(s, "revision_no"));
	for (; l && n.line_count < SLIP_LINES; l = row_next(l))
		propose_line(&n, row_text(l, "kind"), row_money(l, "amount_fen"));
	return n;
}

static reply correction_page(struct req *r, const char *typed)
{
	struct slip_new s = as_it_is(r->c, req_id(r));

	form_offer(r, correction, &s);
	offer_accounts(r, typed && *typed ? typed : s.account);
	offer_slip(r, req_id(r));
	return page_show(r, "finance/slip_correct");
}

reply slip_correct_page(struct req *r)
{
	return correction_page(r, NULL);
}

reply slip_correct_post(struct req *r)
{
	struct slip_new s = { 0 };

	if (form_read(r, correction, &s) && form_accept(r, slip_correct(r->c, req_id(r), &s)))
		return see_other(r, "/finance/slips/%lld", (long long)req_id(r));
	return correction_page(r, s.account);
}

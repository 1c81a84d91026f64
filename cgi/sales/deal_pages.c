#include "sales/pages.h"
#include "sales/contract.h"
#include "sales/deal.h"

/* deposit, price and loan lines of audited slips, red ones negative */
#define PAID_SQL "(SELECT COALESCE(SUM(m.amount_fen), 0) FROM money_line m" \
	" WHERE m.tab_id = d.tab_id AND m.kind IN ('deposit', 'price', 'loan'))"

static const struct link beside[] = {
	{ "/sales/days/close", "L.sales_day.close_sales", "day.close_sales" },
	{ 0 }
};

static const struct list deals = {
	.noun = "deal",
	.from = "deal d JOIN unit u ON u.id = d.unit_id JOIN project p ON p.id = d.project_id"
		" JOIN tab t ON t.id = d.tab_id JOIN payment_method y ON y.id = d.method_id"
		" JOIN user o ON o.id = d.owner_id",
	.project = "d.project_id",
	.owner = "d.owner_id",
	.order = "d.id DESC",
	.open = "/sales/deals/%",
	.links = beside,
	.columns = (const struct column[]){
		{ "id",            "d.id",          0 },
		{ "unit_code",     "u.code",        FIND | SORT },
		{ "deal_no",       "d.deal_no",     FIND | SORT },
		{ "state",         DEAL_STATE_SQL,  PICK | SORT },
		{ "buyer",         "t.payer",       FIND | SORT },
		{ "owner_name",    "o.name",        FIND | SORT },
		{ "method_name",   "y.name",        SORT },
		{ "total_fen",     "d.total_fen",   SORT | RANGE | SUM },
		{ "paid_fen",      PAID_SQL,        SORT | SUM },
		{ "unpaid_fen",    "d.total_fen - " PAID_SQL, SORT | SUM },
		{ "subscribed_on", "d.subscribed_on", SORT | RANGE },
		{ "sign_by_on",    "d.sign_by_on",  SORT | RANGE },
		{ "overdue_days",  "IF(d.subscription_state = 'active' AND d.sign_by_on < :today,"
				   " DATEDIFF(:today, d.sign_by_on), NULL)", SORT | RANGE },
		{ "signed_on",     "d.signed_on",   SORT | RANGE },
		{ "contract_no",   "d.contract_no", FIND },
		{ "project_code",  "p.code",        HIDE },
		{ "deposit_fen",   "d.deposit_fen", HIDE },
		{ "gross_dm2",     "d.gross_dm2",   HIDE },
		{ "unit_id",       "d.unit_id",     HIDE },
		{ "tab_id",        "d.tab_id",      HIDE },
		{ 0 } },
};

reply deal_index(struct req *r)
{
	return list_show(r, &deals);
}

static const struct row *deal_row(struct ctx *c, rowid id)
{
	return db_row(c,
		"SELECT d.id, d.deal_no, d.project_id, d.unit_id, d.tab_id, d.subscription_state,"
		" d.contract_state, u.lock_deal_id = d.id AND u.locked_until > ? AS locked,"
		" u.locked_until, d.registration_id, d.pricing_basis, d.gross_dm2, d.inner_dm2,"
		" d.list_total_fen, d.total_fen, d.unit_price_fen, d.tail_fen, d.deposit_fen,"
		" d.deposit_fen * ? > d.total_fen * ? AS deposit_over, d.subscribed_on,"
		" d.sign_by_on, DATEDIFF(?, d.sign_by_on) AS late_days, d.contract_no, d.signed_on,"
		" d.online_no, d.online_on, d.filing_no, d.filing_on, d.created_at, t.payer,"
		" t.covered_on, u.code AS unit_code, u.layout, u.facing, u.unit_kind, u.floor_no,"
		" u.room, b.name AS building_name, p.name AS project_name, p.first_payment_rule,"
		" co.name AS company_name, co.phone AS company_phone, co.address AS company_address,"
		" co.credit_code, o.name AS owner_name, s.name AS confirmed_by, y.name AS method_name,"
		" k.name AS scheme_name, g.reg_no, x.version_no AS price_version"
		" FROM deal d JOIN unit u ON u.id = d.unit_id JOIN building b ON b.id = u.building_id"
		" JOIN project p ON p.id = d.project_id JOIN company co ON co.id = p.company_id"
		" JOIN tab t ON t.id = d.tab_id JOIN user o ON o.id = d.owner_id"
		" JOIN payment_method y ON y.id = d.method_id"
		" JOIN price_table x ON x.id = d.price_table_id"
		" LEFT JOIN discount_scheme k ON k.id = d.scheme_id"
		" LEFT JOIN pre_registration g ON g.id = d.registration_id"
		" LEFT JOIN user s ON s.id = d.confirmed_by WHERE d.id = ?",
		c->now, WHOLE_PPM, DEPOSIT_EFFECT_PPM, c->today, id);
}

/* DEAL_STATE_SQL for one row */
static const char *state_of(const struct row *d)
{
	if (row_is(d, "subscription_state", "draft"))
		return row_int(d, "locked") ? "draft" : "lapsed";
	if (*row_text(d, "contract_state"))
		return row_text(d, "contract_state");
	return row_text(d, "subscription_state");
}

static void offer_parties(struct req *r, rowid deal_id)
{
	page_rows(r, "Parties", db_rows(r->c,
		"SELECT b.seq, b.share_ppm, c.id, c.name, c.phone_sealed, c.id_no_sealed"
		" FROM buyer_party b JOIN customer c ON c.id = b.customer_id"
		" WHERE b.deal_id = ? ORDER BY b.seq", deal_id));
}

static void offer_price_lines(struct req *r, rowid deal_id)
{
	page_rows(r, "Steps", db_rows(r->c,
		"SELECT kind, IF(kind IN ('pct', 'points'), value, NULL) AS value_ppm,"
		" IF(kind IN ('amount_off', 'unit_off'), value, NULL) AS value_fen, running_fen"
		" FROM deal_price_line WHERE deal_id = ? ORDER BY seq", deal_id));
}

static void offer_plan(struct req *r, rowid tab_id)
{
	page_rows(r, "Plan", db_rows(r->c,
		"SELECT seq, item_kind, payer, amount_fen, paid_fen, amount_fen - paid_fen AS open_fen,"
		" due_on, amount_fen <= paid_fen AS done, due_on < ? AND amount_fen > paid_fen AS late"
		" FROM plan_paid WHERE tab_id = ? ORDER BY due_on IS NULL, due_on, seq",
		r->c->today, tab_id));
	page_row(r, "Sum", db_row(r->c,
		"SELECT COALESCE(SUM(l.amount_fen), 0) AS paid_fen,"
		" t.total_fen - COALESCE(SUM(l.amount_fen), 0) AS unpaid_fen"
		" FROM tab t LEFT JOIN money_line l ON l.tab_id = t.id"
		" AND l.kind IN ('deposit', 'price', 'loan') WHERE t.id = ?", tab_id));
}

static const char *upper_of(struct req *r, const struct row *d, const char *column)
{
	return money_upper(r->c, row_money(d, column));
}

void offer_deal(struct req *r, rowid deal_id)
{
	const struct row *d = deal_row(r->c, deal_id);

	page_row(r, "deal", d);
	page_text(r, "deal.state", state_of(d));
	page_flag(r, textf(r->c, "deal.is.%s", state_of(d)), true);
	page_flag(r, "deal.over", row_int(d, "deposit_over"));
	page_flag(r, "deal.late", row_is(d, "subscription_state", "active") &&
		  row_int(d, "late_days") > 0);
	page_text(r, "deal.total_upper", upper_of(r, d, "total_fen"));
	page_text(r, "deal.deposit_upper", upper_of(r, d, "deposit_fen"));
	offer_parties(r, deal_id);
	offer_price_lines(r, deal_id);
	offer_plan(r, row_id(d, "tab_id"));
}

/* What may be done now, and what stands in the way. */
static void offer_actions(struct req *r, const struct row *d)
{
	const char *state = state_of(d);
	bool draft = row_is(d, "subscription_state", "draft");
	bool active = !strcmp(state, "active"), live = active || *row_text(d, "contract_state");
	money open = FEN(0);

	if (active && row_is(d, "first_payment_rule", "down_payment"))
		open = contract_first_payment_open(r->c, row_id(d, "tab_id"));
	if (open.fen > 0)
		page_money(r, "first_open", open);
	page_flag(r, "can.confirm", draft && may(r, "deal.confirm"));
	page_flag(r, "can.drop", draft && may(r, "deal.create"));
	page_flag(r, "can.sign", active && open.fen <= 0 && may(r, "contract.sign"));
	page_flag(r, "can.sign_later", open.fen > 0 && may(r, "contract.sign"));
	page_flag(r, "can.online_sign", !strcmp(state, "signed") && may(r, "contract.file"));
	page_flag(r, "can.file", !strcmp(state, "online_signed") && may(r, "contract.file"));
	page_flag(r, "can.pay", live && may(r, "slip.enter"));
}

reply deal_show(struct req *r)
{
	const struct row *d = deal_row(r->c, req_id(r));

	offer_deal(r, req_id(r));
	offer_actions(r, d);
	offer_contract_number(r);
	offer_slips(r, row_id(d, "tab_id"));
	offer_timeline(r, "deal", req_id(r));
	return page_show(r, "sales/deal_show");
}

reply deal_confirm_post(struct req *r)
{
	if (form_accept(r, deal_confirm(r->c, req_id(r))))
		return see_other(r, "/sales/deals/%lld", (long long)req_id(r));
	return deal_show(r);
}

reply deal_drop_post(struct req *r)
{
	if (form_accept(r, deal_drop(r->c, req_id(r))))
		return see_other(r, "/sales/deals/%lld", (long long)req_id(r));
	return deal_show(r);
}

reply deal_form(struct req *r)
{
	offer_deal(r, req_id(r));
	return page_show(r, "sales/deal_form");
}

reply deal_contract(struct req *r)
{
	offer_deal(r, req_id(r));
	return page_show(r, "sales/deal_contract");
}

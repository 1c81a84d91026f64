#include "sales/deal.h"
#include "sales/registration.h"
#include "finance/tab.h"
#include "project/day.h"
#include "project/unit.h"

bool deal_offer(struct ctx *c, rowid unit_id, rowid method_id, struct offer *o)
{
	*o = (struct offer){ .list = price_of_unit(c, unit_id) };
	if (!o->list.price_table_id)
		return false;
	o->scheme = discount_of_method(c, method_id, c->today);
	o->price = price_apply(o->list.list_total, o->list.basis_area, &o->scheme);
	return true;
}

struct method_terms method_terms_of(struct ctx *c, rowid method_id)
{
	const struct row *m = db_row(c,
		"SELECT kind, days, ltv_ppm, loan_step_fen, loan_days, fund_cap_fen"
		" FROM payment_method WHERE id = ?", method_id);
	struct method_terms t = {
		.kind = row_text(m, "kind"), .days = (int)row_int(m, "days"),
		.ltv_ppm = row_int(m, "ltv_ppm"), .loan_step = row_money(m, "loan_step_fen"),
		.fund_cap = row_money(m, "fund_cap_fen"), .loan_days = (int)row_int(m, "loan_days"),
	};
	const struct row *p = db_rows(c,
		"SELECT share_ppm, days FROM method_part WHERE method_id = ? ORDER BY seq", method_id);

	for (; p; p = row_next(p)) {
		if (t.part_count == METHOD_PARTS)
			fault(c, "method %lld has too many parts", (long long)method_id);
		t.parts[t.part_count].share_ppm = row_int(p, "share_ppm");
		t.parts[t.part_count++].days = (int)row_int(p, "days");
	}
	return t;
}

/* ---- a draft ------------------------------------------------------------------------------ */

static refusal shares_right(struct ctx *c, struct deal_new *n)
{
	int64_t sum = 0;
	int said = 0;

	for (int i = 0; i < n->count; i++) {
		for (int k = 0; k < i; k++)
			if (n->buyers[k].customer_id == n->buyers[i].customer_id)
				return refuse(c, NULL, "deal.buyer_twice");
		said += n->buyers[i].share_ppm != 0;
		sum += n->buyers[i].share_ppm;
	}
	if (!n->count)
		return refuse(c, NULL, "deal.no_buyer");
	for (int i = 0; !said && i < n->count; i++)
		n->buyers[i].share_ppm = WHOLE_PPM / n->count +
					 (i ? 0 : WHOLE_PPM % n->count);
	if (said && (said < n->count || sum != WHOLE_PPM))
		return refuse(c, NULL, "deal.shares");
	return DONE;
}

static refusal price_right(struct ctx *c, const struct deal_new *n, const struct offer *o)
{
	if (n->deposit_fen.fen <= 0 || money_cmp(n->deposit_fen, o->price.total) > 0)
		return refuse_with(c, "deposit_fen", "deal.deposit", money_text(c, o->price.total));
	if (money_cmp(o->price.total, o->list.filed_total) > 0)
		return refuse_with(c, NULL, "deal.above_filed", money_text(c, o->list.filed_total));
	if (o->list.floor_total.fen && money_cmp(o->price.total, o->list.floor_total) < 0)
		return refuse_with(c, NULL, "deal.below_floor", money_text(c, o->list.floor_total));
	return DONE;
}

/* Who works in two projects may have cards of both: a home is sold to one of its own. */
static refusal buyers_right(struct ctx *c, const struct deal_new *n, rowid project_id)
{
	for (int i = 0; i < n->count; i++)
		if (!db_int(c, "SELECT COUNT(*) FROM customer WHERE id = ? AND project_id = ?"
			       " AND anonymised_at IS NULL LOCK IN SHARE MODE",
			    n->buyers[i].customer_id, project_id))
			return refuse(c, textf(c, "buyers.%d.customer_id_%d", i, i),
				      "form.not_found");
	return DONE;
}

/* His own, active, and of one of the buyers. */
static refusal registration_right(struct ctx *c, const struct deal_new *n)
{
	const struct row *r;

	if (!n->pre_registration_id)
		return DONE;
	r = db_row(c, "SELECT customer_id, owner_id, state FROM pre_registration WHERE id = ?"
		      " FOR UPDATE", n->pre_registration_id);
	if (!row_is(r, "state", "active"))
		return refuse(c, "pre_registration_id", "pre_registration.not_active");
	if (row_id(r, "owner_id") != c->user_id)
		return refuse(c, "pre_registration_id", "deal.registration_of_another");
	for (int i = 0; i < n->count; i++)
		if (n->buyers[i].customer_id == row_id(r, "customer_id"))
			return DONE;
	return refuse(c, "pre_registration_id", "deal.registration_of_another");
}

/* The names as papers show them; a tab has room for 120 characters. */
static const char *payer_of(struct ctx *c, const struct deal_new *n)
{
	const char *all = "";

	for (int i = 0; i < n->count; i++) {
		const struct row *who = db_row(c, "SELECT LEFT(name, 14) AS name FROM customer"
						  " WHERE id = ?", n->buyers[i].customer_id);

		all = textf(c, "%s%s%s", all, i ? "、" : "", row_text(who, "name"));
	}
	return all;
}

static void keep_parties(struct ctx *c, rowid project_id, rowid deal_id, const struct deal_new *n)
{
	for (int i = 0; i < n->count; i++)
		db_insert(c,
			"INSERT INTO buyer_party (project_id, deal_id, seq, customer_id, share_ppm)"
			" VALUES (?, ?, ?, ?, ?)", project_id, deal_id, i + 1,
			n->buyers[i].customer_id, n->buyers[i].share_ppm);
}

static void keep_price(struct ctx *c, rowid project_id, rowid deal_id,
		       const struct price_result *p)
{
	for (int i = 0; i < p->n; i++)
		db_insert(c,
			"INSERT INTO deal_price_line (deal_id, project_id, seq, kind, value, running_fen)"
			" VALUES (?, ?, ?, ?, ?, ?)", deal_id, project_id, i + 1, p->steps[i].kind,
			p->steps[i].value, p->steps[i].running);
}

static rowid keep_deal(struct ctx *c, const struct unit *u, rowid method_id,
		       const struct deal_new *n, const struct offer *o)
{
	rowid tab = tab_open(c, &(struct tab_new){
		.project_id = u->project_id, .owner_id = c->user_id, .unit_id = u->id,
		.payer = payer_of(c, n), .total = o->price.total,
		.customer_id = n->buyers[0].customer_id });

	return db_insert(c,
		"INSERT INTO deal (project_id, unit_id, tab_id, owner_id, registration_id, method_id,"
		" scheme_id, price_table_id, pricing_basis, gross_dm2, inner_dm2, list_total_fen,"
		" total_fen, unit_price_fen, tail_fen, deposit_fen, created_at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		u->project_id, u->id, tab, c->user_id, MAYBE(n->pre_registration_id), method_id,
		MAYBE(o->scheme.scheme_id), o->list.price_table_id, u->pricing_basis, u->gross,
		u->inner, o->list.list_total, o->price.total, o->price.unit_price, o->price.tail,
		n->deposit_fen, c->now);
}

OP deal_draft(struct ctx *c, const struct deal_new *given, rowid *id)
{
	struct deal_new n = *given;
	struct offer o;
	struct unit u;
	rowid method;
	refusal no;

	if (!unit_read(c, n.unit_id, true, &u))
		return refuse(c, NULL, "unit.taken");
	method = db_int(c, "SELECT id FROM payment_method WHERE project_id = ? AND code = ?"
			   " AND active = 1", u.project_id, n.method);
	if (!method)
		return refuse(c, "method", "deal.method");
	if (!deal_offer(c, u.id, method, &o))
		return refuse(c, NULL, "deal.no_price");
	if ((no = shares_right(c, &n)) || (no = buyers_right(c, &n, u.project_id)) ||
	    (no = registration_right(c, &n)) || (no = price_right(c, &n, &o)))
		return no;
	*id = keep_deal(c, &u, method, &n, &o);
	if ((no = unit_lock(c, u.id, *id)))
		return no;
	keep_parties(c, u.project_id, *id, &n);
	keep_price(c, u.project_id, *id, &o.price);
	record(c, .noun = "deal", .about_id = *id, .project_id = u.project_id,
	       .what = "deal.drafted", .to = "draft", .customer_id = n.buyers[0].customer_id,
	       .unit_id = u.id);
	return DONE;
}

/* ---- what becomes of it -------------------------------------------------------------------- */

/* Lock order: unit, then deal (architecture.md 2.2). */
static const struct row *deal_for_update(struct ctx *c, rowid id, struct unit *u)
{
	rowid unit_id = db_int(c, "SELECT unit_id FROM deal WHERE id = ?", id);

	if (!unit_read(c, unit_id, true, u))
		fault(c, "deal %lld has no unit", (long long)id);
	return db_row(c,
		"SELECT d.id, d.project_id, d.tab_id, d.registration_id, d.subscription_state,"
		" d.method_id, d.scheme_id, d.price_table_id, d.total_fen, d.deposit_fen, d.gross_dm2,"
		" d.owner_id, b.customer_id FROM deal d JOIN buyer_party b ON b.deal_id = d.id AND b.seq = 1"
		" WHERE d.id = ? FOR UPDATE", id);
}

OP deal_drop(struct ctx *c, rowid id)
{
	struct unit u;
	const struct row *d = deal_for_update(c, id, &u);

	if (!row_is(d, "subscription_state", "draft"))
		return refuse(c, NULL, "deal.not_draft");
	db_change(c, "UPDATE deal SET subscription_state = 'cancelled' WHERE id = ?", id);
	unit_release_lock(c, id);
	record(c, .noun = "deal", .about_id = id, .project_id = row_id(d, "project_id"),
	       .what = "deal.dropped", .from = "draft", .to = "cancelled",
	       .customer_id = row_id(d, "customer_id"), .unit_id = u.id);
	return DONE;
}

/* A lock keeps the price it was made with; without one the price is that of now. */
static refusal price_still_right(struct ctx *c, const struct row *d, const struct unit *u)
{
	struct offer o = { .list = { 0 } };
	bool locked = u->lock_deal_id == row_id(d, "id");

	if (locked) {
		o.list = price_of_unit_in(c, u->id, row_id(d, "price_table_id"));
		o.scheme = row_id(d, "scheme_id") ? discount_of_scheme(c, row_id(d, "scheme_id"))
			 : (struct discount){ .round_unit_fen = 1 };
		o.price = price_apply(o.list.list_total, o.list.basis_area, &o.scheme);
	} else if (!deal_offer(c, u->id, row_id(d, "method_id"), &o)) {
		return refuse(c, NULL, "deal.no_price");
	}
	if (money_cmp(o.price.total, row_money(d, "total_fen")))
		return refuse_with(c, NULL, "deal.price_moved", money_text(c, o.price.total));
	return DONE;
}

static refusal set_plan(struct ctx *c, const struct row *d, date sign_by)
{
	struct method_terms m = method_terms_of(c, row_id(d, "method_id"));
	struct plan_item items[PLAN_ITEMS];
	int n = plan_make(c, &m, row_money(d, "total_fen"), row_money(d, "deposit_fen"), c->today,
			  sign_by, items);

	return plan_set(c, row_id(d, "tab_id"), items, n);
}

/* A draft binds nobody, so a card may have been erased since: seen under its lock. */
static refusal make_buyers(struct ctx *c, rowid deal_id)
{
	db_exec(c, "UPDATE customer SET grade = 'buyer' WHERE id IN"
		" (SELECT customer_id FROM buyer_party WHERE deal_id = ?)", deal_id);
	return db_int(c, "SELECT COUNT(*) FROM buyer_party b JOIN customer k ON k.id = b.customer_id"
			 " WHERE b.deal_id = ? AND k.anonymised_at IS NOT NULL", deal_id)
		? refuse(c, NULL, "customer.nobody") : DONE;
}

static void issue_number(struct ctx *c, const struct row *d, date sign_by)
{
	int64_t serial = number_next(c, row_id(d, "project_id"), "deal");

	db_change(c,
		"UPDATE deal SET subscription_state = 'active', serial = ?, deal_no = ?,"
		" subscribed_on = ?, sign_by_on = ?, confirmed_by = ? WHERE id = ?",
		serial, textf(c, "RG-%.4s-%06lld", c->now, (long long)serial), c->today, sign_by,
		c->user_id, row_id(d, "id"));
}

OP deal_confirm(struct ctx *c, rowid id)
{
	struct unit u;
	const struct row *d = deal_for_update(c, id, &u);
	rowid registration = row_id(d, "registration_id");
	date sign_by;
	refusal no;

	if (!row_is(d, "subscription_state", "draft"))
		return refuse(c, NULL, "deal.not_draft");
	if (row_id(d, "owner_id") == c->user_id)	/* S5: whose role has changed since */
		return refuse(c, NULL, "deal.own");
	if ((no = price_still_right(c, d, &u)) || (no = unit_take(c, u.id, id, "subscribed")))
		return no;
	if (registration && (no = registration_convert(c, registration, row_id(d, "tab_id"))))
		return no;
	sign_by = due_day(c, c->today, (int)db_int(c, "SELECT sign_days FROM project WHERE id = ?",
						   u.project_id));
	tab_allow(c, row_id(d, "tab_id"), "deposit,price,maintenance_fund,deed_tax");
	if ((no = set_plan(c, d, sign_by)) || (no = make_buyers(c, id)))
		return no;
	issue_number(c, d, sign_by);
	record(c, .noun = "deal", .about_id = id, .project_id = u.project_id,
	       .what = "deal.subscribed", .from = "draft", .to = "active",
	       .amount_fen = row_money(d, "total_fen"), .area_dm2 = row_area(d, "gross_dm2"),
	       .customer_id = row_id(d, "customer_id"), .unit_id = u.id);
	return DONE;
}

#include "sales/contract.h"
#include "sales/deal.h"
#include "finance/tab.h"
#include "project/unit.h"

/* The project's row makes two signings wait: one contract number in a project. */
static const char *rule_of_first_payment(struct ctx *c, rowid project_id)
{
	return row_text(db_row(c, "SELECT first_payment_rule FROM project WHERE id = ? FOR UPDATE",
			       project_id), "first_payment_rule");
}

static bool number_taken(struct ctx *c, rowid project_id, const char *contract_no)
{
	return db_int(c, "SELECT COUNT(*) FROM deal WHERE project_id = ? AND contract_no = ?",
		      project_id, contract_no) > 0;
}

money contract_first_payment_open(struct ctx *c, rowid tab_id)
{
	return db_money(c, "SELECT COALESCE(SUM(amount_fen - paid_fen), 0) FROM plan_paid"
			   " WHERE tab_id = ? AND item_kind IN ('deposit', 'down_payment', 'part1')",
			tab_id);
}

static const struct row *contract(struct ctx *c, rowid deal_id)
{
	rowid unit_id = db_int(c, "SELECT unit_id FROM deal WHERE id = ?", deal_id);
	struct unit u;

	if (!unit_read(c, unit_id, true, &u))	/* lock order: unit, then deal */
		fault(c, "deal %lld has no unit", (long long)deal_id);
	return db_row(c,
		"SELECT d.id, d.project_id, d.unit_id, d.tab_id, d.method_id, d.total_fen,"
		" d.deposit_fen, d.gross_dm2, d.subscribed_on, d.subscription_state, d.contract_state,"
		" b.customer_id FROM deal d JOIN buyer_party b ON b.deal_id = d.id AND b.seq = 1"
		" WHERE d.id = ? FOR UPDATE", deal_id);
}

static refusal plan_from_today(struct ctx *c, const struct row *d)
{
	struct method_terms m = method_terms_of(c, row_id(d, "method_id"));
	struct plan_item items[PLAN_ITEMS];
	int n = plan_make(c, &m, row_money(d, "total_fen"), row_money(d, "deposit_fen"),
			  row_date(d, "subscribed_on"), c->today, items);

	return plan_set(c, row_id(d, "tab_id"), items, n);
}

OP contract_sign(struct ctx *c, rowid deal_id, const char *contract_no)
{
	const struct row *d = contract(c, deal_id);
	rowid project = row_id(d, "project_id"), tab = row_id(d, "tab_id");
	money open = FEN(0);
	refusal no;

	if (!row_is(d, "subscription_state", "active"))
		return refuse(c, NULL, "deal.not_active");
	if (!strcmp(rule_of_first_payment(c, project), "down_payment"))
		open = contract_first_payment_open(c, tab);
	if (open.fen > 0)
		return refuse_with(c, NULL, "deal.first_payment", money_text(c, open));
	if (number_taken(c, project, contract_no))
		return refuse(c, "contract_no", "deal.contract_no_taken");
	if ((no = unit_move(c, row_id(d, "unit_id"), "subscribed", "contracted")))
		return no;
	db_change(c,
		"UPDATE deal SET subscription_state = 'converted', contract_state = 'signed',"
		" contract_no = ?, signed_on = ? WHERE id = ?", contract_no, c->today, deal_id);
	tab_allow(c, tab, "deposit,price,loan,maintenance_fund,deed_tax");
	tab_signed(c, tab, c->today);
	if ((no = plan_from_today(c, d)))
		return no;
	record(c, .noun = "deal", .about_id = deal_id, .project_id = project,
	       .what = "deal.signed", .from = "active", .to = "signed",
	       .amount_fen = row_money(d, "total_fen"), .area_dm2 = row_area(d, "gross_dm2"),
	       .customer_id = row_id(d, "customer_id"), .unit_id = row_id(d, "unit_id"));
	return DONE;
}

static void record_step(struct ctx *c, const struct row *d, const char *what, const char *from,
			const char *to, const char *no)
{
	record(c, .noun = "deal", .about_id = row_id(d, "id"),
	       .project_id = row_id(d, "project_id"), .what = what, .from = from, .to = to,
	       .reason = no, .customer_id = row_id(d, "customer_id"),
	       .unit_id = row_id(d, "unit_id"));
}

OP contract_online_sign(struct ctx *c, rowid deal_id, const char *no)
{
	const struct row *d = contract(c, deal_id);

	if (!row_is(d, "contract_state", "signed"))
		return refuse(c, NULL, "deal.not_signed");
	db_change(c, "UPDATE deal SET contract_state = 'online_signed', online_no = ?,"
		     " online_on = ? WHERE id = ?", no, c->today, deal_id);
	record_step(c, d, "deal.online_signed", "signed", "online_signed", no);
	return DONE;
}

OP contract_file(struct ctx *c, rowid deal_id, const char *no)
{
	const struct row *d = contract(c, deal_id);

	if (!row_is(d, "contract_state", "online_signed"))
		return refuse(c, NULL, "deal.not_online_signed");
	db_change(c, "UPDATE deal SET contract_state = 'filed', filing_no = ?, filing_on = ?"
		     " WHERE id = ?", no, c->today, deal_id);
	record_step(c, d, "deal.filed", "online_signed", "filed", no);
	return DONE;
}

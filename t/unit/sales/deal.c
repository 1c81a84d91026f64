/* Deals without HTTP: a unit is never sold twice, and price and plan are those of domain.md. */
#include "t/unit/harness.h"
#include "finance/plan.h"
#include "project/unit.h"
#include "sales/contract.h"
#include "sales/check.h"
#include "sales/deal.h"
#include "sales/registration.h"

/* The house of domain.md 4.4: P1's unit, lump at 98 % x 99 % less 5,000, and a mortgage. */
struct house { rowid project, unit, customer, lump, mortgage; };

static void give_scheme(struct ctx *c, rowid project, rowid method)
{
	static const struct { const char *kind; int64_t value; } lines[] = {
		{ "pct", 980000 }, { "pct", 990000 }, { "amount_off", 500000 } };
	rowid scheme = db_insert(c,
		"INSERT INTO discount_scheme (project_id, method_id, name, state, valid_from_on,"
		" round_unit_fen, round_mode, created_by) VALUES (?, ?, '开盘', 'approved',"
		" '2020-01-01', 100, 'half', ?)", project, method, c->user_id);

	for (int i = 0; i < 3; i++)
		db_insert(c, "INSERT INTO discount_line (project_id, scheme_id, seq, kind, value)"
			     " VALUES (?, ?, ?, ?, ?)", project, scheme, i + 1, lines[i].kind,
			  lines[i].value);
}

static rowid give_method(struct ctx *c, rowid project, const char *code, const char *kind, int ltv)
{
	return db_insert(c,
		"INSERT INTO payment_method (project_id, code, name, kind, days, ltv_ppm)"
		" VALUES (?, ?, ?, ?, 7, ?)", project, code, code, kind, ltv);
}

static struct house given_house(struct ctx *c)
{
	struct house h = { .project = given_project(c) };

	h.unit = given_unit(c, h.project, (area){ 8927 }, YUAN(12680));
	h.customer = given_customer(c, h.project);
	h.lump = give_method(c, h.project, "lump", "lump", 0);
	h.mortgage = give_method(c, h.project, "mortgage", "mortgage", 700000);
	give_scheme(c, h.project, h.lump);
	give_scheme(c, h.project, h.mortgage);
	db_exec(c, "UPDATE project SET first_payment_rule = 'none' WHERE id = ?", h.project);
	return h;
}

static struct deal_new wish(const struct house *h)
{
	return (struct deal_new){ .unit_id = h->unit, .method = "lump", .deposit_fen = YUAN(50000),
				  .count = 1, .buyers = { { h->customer, 0 } } };
}

static rowid drafted(struct ctx *c, const struct house *h)
{
	struct deal_new n = wish(h);
	rowid id = 0;

	assert_done(deal_draft(c, &n, &id));
	return id;
}

static void the_price_is_that_of_the_worked_example(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	assert_int(c, 109321200, "SELECT total_fen FROM deal WHERE id = ?", id);
	assert_int(c, 1224613, "SELECT unit_price_fen FROM deal WHERE id = ?", id);
	assert_int(c, -3, "SELECT tail_fen FROM deal WHERE id = ?", id);
	assert_int(c, 5, "SELECT COUNT(*) FROM deal_price_line WHERE deal_id = ?", id);
	assert_int(c, 109821168, "SELECT running_fen FROM deal_price_line WHERE deal_id = ?"
				 " AND seq = 3", id);
	assert_int(c, 109321200, "SELECT total_fen FROM tab WHERE id ="
				 " (SELECT tab_id FROM deal WHERE id = ?)", id);
}

static void a_draft_locks_its_unit_for_a_time(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct deal_new n = wish(&h);
	rowid id, other;
	struct unit u;

	id = drafted(c, &h);
	unit_read(c, h.unit, false, &u);
	assert_string_equal(u.state, "locked");
	assert_int_equal(u.lock_deal_id, id);
	c = as(state, "CO2");
	assert_refused("unit.taken", "unit_id", deal_draft(c, &n, &other));
	at(c, "2026-03-06 10:36:00");
	assert_done(deal_draft(c, &n, &other));
}

static void two_drafts_end_in_one_deal(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct deal_new n = wish(&h);
	rowid first, second = 0;

	first = drafted(c, &h);
	at(c, "2026-03-06 11:00:00");
	c = as(state, "CO2");
	assert_done(deal_draft(c, &n, &second));
	c = as(state, "SE");
	assert_refused("unit.taken", "unit_id", deal_confirm(c, first));
	assert_done(deal_confirm(c, second));
	assert_refused("unit.taken", "unit_id", deal_confirm(c, first));
	assert_refused("deal.not_draft", NULL, deal_confirm(c, second));
	assert_int(c, 1, "SELECT COUNT(*) FROM deal WHERE unit_id = ? AND live = 1", h.unit);
	assert_int(c, 1, "SELECT last_count FROM number_series WHERE project_id = ?"
			 " AND kind = 'deal'", h.project);
}

static void a_lapsed_draft_can_be_confirmed_while_the_unit_is_free(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	at(c, "2026-03-07 09:00:00");
	c = as(state, "SE");
	assert_done(deal_confirm(c, id));
	assert_word(c, "subscribed", "SELECT sale_state FROM unit WHERE id = ?", h.unit);
	assert_word(c, "2026-03-14", "SELECT sign_by_on FROM deal WHERE id = ?", id);
}

static void a_lapsed_draft_does_not_keep_an_old_price(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	db_exec(c, "UPDATE price_row SET list_total_fen = list_total_fen + 100 WHERE unit_id = ?",
		h.unit);
	at(c, "2026-03-07 09:00:00");
	c = as(state, "SE");
	assert_refused("deal.price_moved", NULL, deal_confirm(c, id));
}

static void a_consultant_holds_two_locks_at_most(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h[3] = { given_house(c) };
	struct deal_new n;
	rowid id;

	drafted(c, &h[0]);
	for (int i = 1; i < 3; i++) {
		h[i] = h[0];
		h[i].unit = given_unit(c, h[0].project, (area){ 8927 }, YUAN(12680));
	}
	drafted(c, &h[1]);
	n = wish(&h[2]);
	assert_refused("unit.lock_cap", "unit_id", deal_draft(c, &n, &id));
}

static void a_draft_given_up_frees_the_unit(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	assert_done(deal_drop(c, id));
	assert_refused("deal.not_draft", NULL, deal_drop(c, id));
	drafted(c, &h);
}

static void shares_make_a_whole(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct deal_new n = wish(&h);
	rowid id;

	n.count = 3;
	n.buyers[1].customer_id = given_customer(c, h.project);
	n.buyers[2].customer_id = given_customer(c, h.project);
	n.buyers[0].share_ppm = 500000;
	assert_refused("deal.shares", NULL, deal_draft(c, &n, &id));
	n.buyers[1].share_ppm = 500000;
	n.buyers[2].share_ppm = 1;
	assert_refused("deal.shares", NULL, deal_draft(c, &n, &id));
	n.buyers[0].share_ppm = n.buyers[1].share_ppm = n.buyers[2].share_ppm = 0;
	assert_done(deal_draft(c, &n, &id));
	assert_int(c, 333334, "SELECT share_ppm FROM buyer_party WHERE deal_id = ? AND seq = 1", id);
	assert_int(c, 1000000, "SELECT SUM(share_ppm) FROM buyer_party WHERE deal_id = ?", id);
	n.buyers[2].customer_id = n.buyers[1].customer_id;
	assert_refused("deal.buyer_twice", NULL, deal_draft(c, &n, &id));
}

static void the_deposit_is_more_than_nothing_and_not_above_the_total(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct deal_new n = wish(&h);
	rowid id;

	n.deposit_fen = FEN(0);
	assert_refused("deal.deposit", "deposit_fen", deal_draft(c, &n, &id));
	n.deposit_fen = FEN(109321201);
	assert_refused("deal.deposit", "deposit_fen", deal_draft(c, &n, &id));
	n.deposit_fen = FEN(109321200);
	assert_done(deal_draft(c, &n, &id));
}

static void confirming_makes_plan_number_and_buyer(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	c = as(state, "SE");
	assert_done(deal_confirm(c, id));
	assert_word(c, "RG-2026-000001", "SELECT deal_no FROM deal WHERE id = ?", id);
	assert_word(c, "buyer", "SELECT grade FROM customer WHERE id = ?", h.customer);
	assert_int(c, 5000000, "SELECT p.amount_fen FROM plan_item p JOIN deal d"
			       " ON d.tab_id = p.tab_id AND d.id = ? WHERE p.live = 1"
			       " AND p.item_kind = 'deposit'", id);
	assert_int(c, 109321200, "SELECT SUM(p.amount_fen) FROM plan_item p JOIN deal d"
				 " ON d.tab_id = p.tab_id AND d.id = ? WHERE p.live = 1", id);
	assert_int(c, 109321200, "SELECT amount_fen FROM event WHERE what = 'deal.subscribed'"
				 " AND about_id = ?", id);
	assert_int(c, 8927, "SELECT area_dm2 FROM event WHERE what = 'deal.subscribed'"
			    " AND about_id = ?", id);
	assert_word(c, "deposit,price,maintenance_fund,deed_tax",
		    "SELECT kinds FROM tab WHERE id = (SELECT tab_id FROM deal WHERE id = ?)", id);
}

static void who_was_erased_meanwhile_buys_nothing(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	given_erased(c, h.customer);
	c = as(state, "SE");
	assert_refused("customer.nobody", NULL, deal_confirm(c, id));
}

static void a_contract_goes_step_by_step(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	c = as(state, "SE");
	assert_refused("deal.not_active", NULL, contract_sign(c, id, "HT-1"));
	assert_done(deal_confirm(c, id));
	assert_refused("deal.not_signed", NULL, contract_online_sign(c, id, "W-1"));
	at(c, "2026-03-09 10:00:00");
	assert_done(contract_sign(c, id, "HT-1"));
	assert_refused("deal.not_active", NULL, contract_sign(c, id, "HT-2"));
	assert_refused("deal.not_online_signed", NULL, contract_file(c, id, "B-1"));
	assert_done(contract_online_sign(c, id, "W-1"));
	assert_refused("deal.not_signed", NULL, contract_online_sign(c, id, "W-2"));
	assert_done(contract_file(c, id, "B-1"));
	assert_refused("deal.not_online_signed", NULL, contract_file(c, id, "B-2"));
	assert_word(c, "contracted", "SELECT sale_state FROM unit WHERE id = ?", h.unit);
	assert_word(c, "filed", "SELECT contract_state FROM deal WHERE id = ?", id);
	assert_word(c, "2026-03-09", "SELECT signed_on FROM tab WHERE id ="
				     " (SELECT tab_id FROM deal WHERE id = ?)", id);
}

static void a_contract_number_is_used_once_in_a_project(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house a = given_house(c), b = a;
	rowid first, second;

	b.unit = given_unit(c, a.project, (area){ 8927 }, YUAN(12680));
	first = drafted(c, &a);
	second = drafted(c, &b);
	c = as(state, "SE");
	assert_done(deal_confirm(c, first));
	assert_done(deal_confirm(c, second));
	assert_done(contract_sign(c, first, "HT-1"));
	assert_refused("deal.contract_no_taken", "contract_no", contract_sign(c, second, "HT-1"));
	assert_done(contract_sign(c, second, "HT-2"));
}

static void the_first_payment_comes_before_the_contract(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct deal_new n = wish(&h);
	rowid id;

	db_exec(c, "UPDATE project SET first_payment_rule = 'down_payment' WHERE id = ?", h.project);
	n.method = "mortgage";
	assert_done(deal_draft(c, &n, &id));
	c = as(state, "SE");
	assert_done(deal_confirm(c, id));
	assert_refused("deal.first_payment", NULL, contract_sign(c, id, "HT-1"));
	/* deposit 50,000.00 and down payment 283,212.00 of domain.md 5.2 */
	assert_fen(FEN(33321200), contract_first_payment_open(c, db_int(c,
		"SELECT tab_id FROM deal WHERE id = ?", id)));
}

static void a_registration_becomes_the_deal_of_its_customer(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	struct registration_new r = { .customer_id = h.customer, .intent = "" };
	struct deal_new n = wish(&h);
	rowid reg, id, stranger = given_customer(c, h.project);

	db_exec(c, "UPDATE customer SET id_no_sealed = phone_sealed WHERE project_id = ?", h.project);
	assert_done(registration_draft(c, h.project, &r, &reg));
	n.pre_registration_id = reg;
	assert_refused("pre_registration.not_active", "pre_registration_id",
		       deal_draft(c, &n, &id));
	c = as(state, "SE");
	assert_done(registration_confirm(c, reg));
	c = as(state, "CO2");
	assert_refused("deal.registration_of_another", "pre_registration_id",
		       deal_draft(c, &n, &id));
	c = as(state, "CO");
	n.buyers[0].customer_id = stranger;
	assert_refused("deal.registration_of_another", "pre_registration_id",
		       deal_draft(c, &n, &id));
	n.buyers[0].customer_id = h.customer;
	assert_done(deal_draft(c, &n, &id));
	c = as(state, "SE");
	assert_done(deal_confirm(c, id));
	assert_word(c, "converted", "SELECT state FROM pre_registration WHERE id = ?", reg);
	assert_int(c, db_int(c, "SELECT tab_id FROM deal WHERE id = ?", id),
		   "SELECT transfer_to_id FROM tab WHERE id ="
		   " (SELECT tab_id FROM pre_registration WHERE id = ?)", reg);
}

static void the_check_finds_what_disagrees(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	as(NULL, "SE");
	assert_done(deal_confirm(c, id));
	assert_done(sales_check(c, NULL));
	db_exec(c, "UPDATE unit SET sale_state = 'contracted' WHERE id ="
		   " (SELECT unit_id FROM deal WHERE id = ?)", id);
	assert_refused("deal.disagrees", NULL, sales_check(c, NULL));
}

/* A consultant of two projects has cards of both. */
static void a_buyer_is_of_the_same_project(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c), other = given_house(c);
	struct deal_new n = wish(&h);
	rowid id;

	n.buyers[0].customer_id = wish(&other).buyers[0].customer_id;
	assert_refused("form.not_found", "buyers.0.customer_id_0", deal_draft(c, &n, &id));
}

static void nobody_confirms_his_own(void **state)
{
	struct ctx *c = as(state, "CO");
	struct house h = given_house(c);
	rowid id = drafted(c, &h);

	assert_refused("deal.own", NULL, deal_confirm(c, id));
}

int main(void)
{
	return run(the_price_is_that_of_the_worked_example, a_draft_locks_its_unit_for_a_time,
		   two_drafts_end_in_one_deal,
		   a_lapsed_draft_can_be_confirmed_while_the_unit_is_free,
		   a_lapsed_draft_does_not_keep_an_old_price, a_consultant_holds_two_locks_at_most,
		   a_draft_given_up_frees_the_unit, shares_make_a_whole,
		   the_deposit_is_more_than_nothing_and_not_above_the_total,
		   confirming_makes_plan_number_and_buyer, who_was_erased_meanwhile_buys_nothing,
		   a_contract_goes_step_by_step,
		   a_contract_number_is_used_once_in_a_project,
		   the_first_payment_comes_before_the_contract,
		   a_registration_becomes_the_deal_of_its_customer,
		   the_check_finds_what_disagrees, a_buyer_is_of_the_same_project,
		   nobody_confirms_his_own);
}

/* Slips, tabs and the books, without HTTP.  domain.md 2.5, 5.3, 5.5, 5.7. */
#include "t/unit/harness.h"
#include "finance/ledger.h"
#include "finance/plan.h"
#include "finance/receipt.h"
#include "finance/slip.h"
#include "finance/tab.h"
#include "project/day.h"

static const struct slip_verdict yes = { .accept = true, .note = "", .received_on = { INT32_MIN } };
static const struct slip_verdict no = { .accept = false, .note = "金额不对", .received_on = { INT32_MIN } };
static const struct receipt_fate back = { "原件收回" };

/* A sale to a consultant's customer: its tab takes deposit and price. */
static rowid deal_tab(struct ctx *c, rowid project)
{
	struct tab_new t = { .project_id = project, .owner_id = as(NULL, "CO")->user_id,
			     .unit_id = given_unit(c, project, (area){ 8927 }, YUAN(12680)),
			     .payer = "陈嘉怡", .total = YUAN(100000) };
	rowid tab = tab_open(c, &t);

	tab_allow(c, tab, "deposit,price,maintenance_fund,deed_tax");
	return tab;
}

static rowid reg_tab(struct ctx *c, rowid project)
{
	struct tab_new t = { .project_id = project, .owner_id = as(NULL, "CO")->user_id,
			     .payer = "王雪琴" };
	rowid tab = tab_open(c, &t);

	db_exec(c, "INSERT INTO presale_permit (project_id, permit_no, permitted_on)"
		   " VALUES (?, '1', '2026-01-01')", project);
	tab_allow(c, tab, "sincerity");
	return tab;
}

static struct slip_new slip(rowid tab, const char *kind, money amount)
{
	return (struct slip_new){ .tab_id = tab, .means = "transfer", .account = "1002.02",
		.reference = "", .payer = "", .paid_on = NO_DATE, .line_count = 1,
		.lines = { { kind, amount } } };
}

static rowid entered(struct ctx *c, const struct slip_new *s)
{
	rowid id = 0;

	as(NULL, "CO");
	assert_done(slip_enter(c, s, &id));
	return id;
}

static void audit(struct ctx *c, rowid id)
{
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FC");
	assert_done(slip_audit(c, id, &yes));
}

static rowid paid(struct ctx *c, const struct slip_new *s)
{
	rowid id = entered(c, s);

	audit(c, id);
	return id;
}

static rowid sincerity(struct ctx *c, rowid tab, money amount)
{
	struct slip_new s = slip(tab, "sincerity", amount);

	s.account = "1002.01";
	return paid(c, &s);
}

/* In the test's own project, which is the newest. */
static money balance(struct ctx *c, const char *account)
{
	return db_money(c,
		"SELECT COALESCE(SUM(IF(debit = ?, amount_fen, 0) - IF(credit = ?, amount_fen, 0)), 0)"
		" FROM ledger WHERE project_id = (SELECT MAX(id) FROM project)", account, account);
}

/* ---- the way of a slip ------------------------------------------------------------------- */

static void three_people_make_it_money(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c)), id;
	struct slip_new s = slip(tab, "deposit", YUAN(50000));

	id = entered(c, &s);
	assert_word(c, "JK-2026-000001", "SELECT slip_no FROM slip WHERE id = ?", id);
	assert_refused("slip.own", NULL, slip_review(c, id, &yes));
	as(NULL, "FC");
	assert_refused("slip.not_reviewed", NULL, slip_audit(c, id, &yes));
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	assert_refused("slip.not_waiting", NULL, slip_review(c, id, &yes));
	assert_refused("slip.own", NULL, slip_audit(c, id, &yes));
	assert_fen(FEN(0), tab_paid(c, tab));
	as(NULL, "FC");
	assert_done(slip_audit(c, id, &yes));
	assert_refused("slip.not_reviewed", NULL, slip_audit(c, id, &yes));
	assert_fen(YUAN(50000), tab_paid(c, tab));
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE what = 'slip.audited' AND about_id = ?", id);
}

static void a_returned_slip_keeps_its_number(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c)), id;
	struct slip_new s = slip(tab, "deposit", YUAN(50000));
	struct slip_verdict mute = no;

	id = entered(c, &s);
	mute.note = "";
	as(NULL, "SE");
	assert_refused("slip.say_why", "note", slip_review(c, id, &mute));
	assert_done(slip_review(c, id, &no));
	as(NULL, "CO2");
	assert_refused("slip.not_yours", NULL, slip_correct(c, id, &s));
	s.lines[0].amount_fen = YUAN(30000);
	as(NULL, "CO");
	assert_done(slip_correct(c, id, &s));
	assert_refused("slip.not_returned", NULL, slip_correct(c, id, &s));
	assert_int(c, 2, "SELECT revision_no FROM slip WHERE id = ?", id);
	assert_int(c, 2, "SELECT COUNT(*) FROM slip_line WHERE slip_id = ?", id);
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FC");
	assert_done(slip_audit(c, id, &no));
	as(NULL, "CO");
	assert_done(slip_correct(c, id, &s));
	audit(c, id);
	assert_fen(YUAN(30000), tab_paid(c, tab));
	assert_int(c, 1, "SELECT serial FROM slip WHERE id = ?", id);
}

static void it_takes_what_the_tab_takes(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), tab = deal_tab(c, project), id;
	struct slip_new s = slip(tab, "loan", YUAN(1));

	as(NULL, "CO");
	assert_refused("slip.not_signed", "lines.0.kind_0", slip_enter(c, &s, &id));
	s.lines[0].kind = "sincerity";
	assert_refused("slip.kind_closed", "lines.0.kind_0", slip_enter(c, &s, &id));
	s = slip(tab, "deposit", FEN(-1));
	assert_refused("slip.positive", "lines.0.amount_fen_0", slip_enter(c, &s, &id));
	s = slip(tab, "deposit", FEN(1));
	s.account = "1002.01";
	assert_refused("slip.not_escrow", "account", slip_enter(c, &s, &id));
	s.account = "1012.01";
	assert_refused("slip.account", "account", slip_enter(c, &s, &id));
	s.means = "pos";
	assert_done(slip_enter(c, &s, &id));
	s = slip(tab, "deposit", FEN(1));
	s.paid_on = date_add(c->today, 1);
	assert_refused("slip.paid_later", "paid_on", slip_enter(c, &s, &id));
	s.line_count = 0;
	s.paid_on = NO_DATE;
	assert_refused("slip.no_line", "lines.0.amount_fen_0", slip_enter(c, &s, &id));
}

static void nothing_is_taken_before_the_permit(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), tab = reg_tab(c, project), id;
	struct slip_new s = slip(tab, "sincerity", YUAN(20000));

	db_exec(c, "UPDATE presale_permit SET permitted_on = '2026-03-07' WHERE project_id = ?", project);
	assert_refused("slip.no_permit", NULL, slip_enter(c, &s, &id));
	at(c, "2026-03-07 09:00:00");
	assert_done(slip_enter(c, &s, &id));
}

/* ---- days -------------------------------------------------------------------------------- */

static void money_of_a_closed_day_counts_today(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), tab = deal_tab(c, project), id;
	struct slip_new s = slip(tab, "deposit", YUAN(1));
	struct slip_verdict v = yes;

	id = entered(c, &s);
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FC");
	assert_done(day_close(c, project, FINANCE, date_of(2026, 3, 4)));
	v.received_on = date_add(c->today, 1);
	assert_refused("slip.received_later", "received_on", slip_audit(c, id, &v));
	v.received_on = date_of(2026, 3, 3);
	assert_done(slip_audit(c, id, &v));
	assert_word(c, "2026-03-03", "SELECT received_on FROM slip WHERE id = ?", id);
	assert_word(c, "2026-03-06", "SELECT count_on FROM slip WHERE id = ?", id);
	assert_word(c, "2026-03-05", "SELECT post_on FROM slip WHERE id = ?", id);
	assert_int(c, 2, "SELECT COUNT(*) FROM ledger WHERE tab_id = ? AND count_on = '2026-03-06'"
			 " AND post_on = '2026-03-05'", tab);
}

/* ---- the books --------------------------------------------------------------------------- */

/* Three times 33,333.33: the split of the whole, 8,256.88, not three times 2,752.29. */
static void the_tax_of_the_parts_is_the_tax_of_the_whole(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c));
	struct slip_new s = slip(tab, "price", FEN(3333333));

	for (int i = 0; i < 3; i++)
		paid(c, &s);
	assert_int(c, 825688, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?"
			      " AND credit = '2221.14'", tab);
	assert_int(c, 9999999, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?", tab);
}

static void a_red_slip_undoes_to_the_fen(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c)), first, id = 0, receipt;
	struct slip_new s = slip(tab, "price", FEN(3333333));
	struct slip_red why = { "付款人有误" };

	first = paid(c, &s);
	paid(c, &s);
	assert_done(receipt_issue(c, first, &receipt));
	as(NULL, "CO");
	assert_refused("slip.say_why", "reason", slip_red(c, first, &(struct slip_red){ "" }, &id));
	assert_done(slip_red(c, first, &why, &id));
	assert_refused("slip.red_twice", NULL, slip_red(c, first, &why, &receipt));
	assert_refused("slip.no_red", NULL, slip_red(c, id, &why, &receipt));
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FC");
	assert_refused("slip.not_approved", NULL, slip_audit(c, id, &yes));
	as(NULL, "FM");
	assert_done(slip_approve(c, id));
	assert_refused("slip.approved_already", NULL, slip_approve(c, id));
	as(NULL, "FC");
	assert_refused("slip.receipt_out", NULL, slip_audit(c, id, &yes));
	assert_done(receipt_recover(c, receipt, &back));
	assert_done(slip_audit(c, id, &yes));
	assert_word(c, "reversed", "SELECT state FROM slip WHERE id = ?", first);
	assert_word(c, "reversed", "SELECT verdict FROM receipt_public p JOIN receipt r"
				   " ON r.code = p.code WHERE r.id = ?", receipt);
	assert_int(c, 0, "SELECT COUNT(*) FROM ledger WHERE tab_id = ? AND amount_fen < 0"
			 " AND ABS(amount_fen) NOT IN (3058104, 275229)", tab);
	assert_fen(FEN(3333333), tab_paid(c, tab));
	/* copied, not recomputed: the second slip's own fen stays until the next slip */
	assert_int(c, 275230, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?"
			      " AND credit = '2221.14'", tab);
	paid(c, &s);
	assert_int(c, 550459, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?"
			      " AND credit = '2221.14'", tab);
}

static void sincerity_goes_back_only_when_asked_for(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = reg_tab(c, given_project(c)), id = 0, taken, receipt;
	struct slip_new s = slip(tab, "sincerity", YUAN(-20000));
	struct slip_verdict paid_out = yes;

	taken = sincerity(c, tab, YUAN(20000));
	assert_done(receipt_issue(c, taken, &receipt));
	s.means = "refund";
	s.account = "1002.01";
	as(NULL, "CO");
	assert_refused("slip.no_refund_asked", "means", slip_enter(c, &s, &id));
	tab_ask_refund(c, tab);
	s.lines[0].amount_fen = FEN(-2000001);
	assert_refused("slip.too_much", "lines.0.amount_fen_0", slip_enter(c, &s, &id));
	s.lines[0].amount_fen = YUAN(20000);
	assert_refused("slip.refund_negative", "lines.0.amount_fen_0", slip_enter(c, &s, &id));
	s.lines[0].amount_fen = YUAN(-20000);
	id = entered(c, &s);
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FM");
	assert_done(slip_approve(c, id));
	as(NULL, "FC");
	assert_refused("slip.receipt_out", NULL, slip_audit(c, id, &yes));
	assert_done(receipt_recover(c, receipt, &back));
	paid_out.received_on = date_of(2026, 3, 4);
	assert_done(slip_audit(c, id, &paid_out));
	assert_refused("receipt.not_for_refund", NULL, receipt_issue(c, id, &receipt));
	assert_word(c, "2026-03-04", "SELECT count_on FROM slip WHERE id = ?", id);
	/* The withdrawal is of today: sales may have closed the day on which the money left. */
	assert_word(c, "2026-03-06", "SELECT emptied_on FROM tab WHERE id = ?", tab);
	assert_word(c, "2026-03-06", "SELECT count_on FROM event WHERE what = 'tab.emptied'"
				     " AND about_id = ?", tab);
	assert_fen(FEN(0), balance(c, "2241.01"));
	assert_fen(FEN(0), balance(c, "1002.01"));
}

/* Its red slip was on the way when the refund was audited: not both. */
static void what_was_paid_back_is_not_undone_too(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = reg_tab(c, given_project(c)), red = 0, id, taken;
	struct slip_new s = slip(tab, "sincerity", YUAN(-20000));
	struct slip_red why = { "录错" };

	taken = sincerity(c, tab, YUAN(20000));
	as(NULL, "CO");
	assert_done(slip_red(c, taken, &why, &red));
	tab_ask_refund(c, tab);
	s.means = "refund";
	s.account = "1002.01";
	id = entered(c, &s);
	as(NULL, "SE");
	assert_done(slip_review(c, red, &yes));
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FM");
	assert_done(slip_approve(c, red));
	assert_done(slip_approve(c, id));
	as(NULL, "FC");
	assert_done(slip_audit(c, id, &yes));
	assert_refused("slip.red_spent", NULL, slip_audit(c, red, &yes));
	assert_fen(FEN(0), balance(c, "1002.01"));
	assert_fen(FEN(0), tab_sincerity(c, tab));
}

static void sincerity_becomes_deposit_without_cash(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), reg = reg_tab(c, project), deal = deal_tab(c, project);
	struct slip_new s = slip(reg, "sincerity", YUAN(-20000));
	rowid old, first, id = 0;

	first = sincerity(c, reg, YUAN(20000));
	assert_done(receipt_issue(c, first, &old));
	s.means = "transfer_in";
	s.account = "2241.01";
	s.line_count = 2;
	s.lines[1] = (struct slip_line){ "deposit", YUAN(20000) };
	assert_refused("slip.no_transfer", "means", slip_enter(c, &s, &id));
	tab_transfer_to(c, reg, deal);
	s.lines[1].amount_fen = YUAN(10000);
	assert_refused("slip.transfer_legs", NULL, slip_enter(c, &s, &id));
	s.lines[1].amount_fen = YUAN(20000);
	id = paid(c, &s);
	assert_int(c, deal, "SELECT tab_id FROM slip WHERE id = ?", id);
	assert_fen(FEN(0), tab_sincerity(c, reg));
	assert_fen(YUAN(20000), tab_paid(c, deal));
	assert_int(c, 1834862, "SELECT amount_fen FROM ledger WHERE tab_id = ? AND debit = '2241.01'"
			       " AND credit = '2205'", deal);
	assert_word(c, "replaced", "SELECT what FROM receipt_event WHERE receipt_id = ?", old);
	assert_done(receipt_issue(c, id, &old));
	assert_int(c, 2000000, "SELECT amount_fen FROM receipt WHERE id = ?", old);
	as(NULL, "CO");
	assert_refused("slip.too_much", "lines.1.amount_fen_1", slip_enter(c, &s, &id));
}

static void pos_money_arrives_less_its_fee(void **state)
{
	struct ctx *c = as(state, "FC");
	rowid project = given_project(c);
	struct settlement s = { project, YUAN(20000), YUAN(100) };
	struct sweep w = { project, YUAN(19900) };

	assert_done(pos_settle(c, &s));
	assert_fen(YUAN(-20000), balance(c, "1012.01"));
	assert_fen(YUAN(19900), balance(c, "1002.01"));
	assert_fen(YUAN(100), balance(c, "6603"));
	assert_done(escrow_sweep(c, &w));
	assert_fen(FEN(0), balance(c, "1002.01"));
	s.fee_fen = s.gross_fen;
	assert_refused("ledger.fee_too_large", "fee_fen", pos_settle(c, &s));
	w.amount_fen = FEN(0);
	assert_refused("ledger.positive", "amount_fen", escrow_sweep(c, &w));
}

/* ---- tab and receipt ----------------------------------------------------------------------- */

static void a_tab_is_covered_when_nothing_is_open(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c)), last, id;
	struct plan_item p[] = { { "deposit", "deposit", "customer", YUAN(40000), c->today },
				 { "balance", "price", "customer", YUAN(60000), c->today } };
	struct slip_new s = slip(tab, "deposit", YUAN(40000));
	struct slip_red why = { "重复入账" };

	assert_done(plan_set(c, tab, p, 2));
	paid(c, &s);
	s = slip(tab, "price", YUAN(60000));
	last = paid(c, &s);
	assert_word(c, "", "SELECT covered_on FROM tab WHERE id = ?", tab);
	tab_signed(c, tab, c->today);
	assert_word(c, "2026-03-06", "SELECT covered_on FROM tab WHERE id = ?", tab);
	as(NULL, "CO");
	assert_done(slip_red(c, last, &why, &id));
	as(NULL, "SE");
	assert_done(slip_review(c, id, &yes));
	as(NULL, "FM");
	assert_done(slip_approve(c, id));
	as(NULL, "FC");
	assert_done(slip_audit(c, id, &yes));
	assert_word(c, "", "SELECT covered_on FROM tab WHERE id = ?", tab);
	assert_done(ledger_check(c, NULL));
	db_exec(c, "UPDATE slip SET amount_fen = amount_fen + 1 WHERE id = ?", last);
	assert_refused("ledger.disagrees", NULL, ledger_check(c, NULL));
}

/* More than is asked for is taken, shown apart, and covers no other item. */
static void too_much_covers_nothing_else(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c));
	struct plan_item p[] = { { "deposit", "deposit", "customer", YUAN(40000), c->today },
				 { "balance", "price", "customer", YUAN(60000), c->today } };
	struct slip_new s = slip(tab, "deposit", YUAN(50000));

	assert_done(plan_set(c, tab, p, 2));
	paid(c, &s);
	assert_int(c, 4000000, "SELECT SUM(paid_fen) FROM plan_paid WHERE tab_id = ?", tab);
	assert_fen(YUAN(50000), tab_paid(c, tab));
}

static void a_receipt_is_issued_once_and_again_when_void(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid tab = deal_tab(c, given_project(c)), id, receipt, next;
	struct slip_new s = slip(tab, "deposit", YUAN(50000));

	id = entered(c, &s);
	as(NULL, "FC");
	assert_refused("receipt.not_audited", NULL, receipt_issue(c, id, &receipt));
	audit(c, id);
	assert_done(receipt_issue(c, id, &receipt));
	assert_word(c, "SJ-2026-0000001", "SELECT receipt_no FROM receipt WHERE id = ?", receipt);
	assert_refused("receipt.issued_already", NULL, receipt_issue(c, id, &next));
	assert_refused("receipt.say_why", "reason",
		       receipt_void(c, receipt, &(struct receipt_fate){ "" }));
	assert_done(receipt_void(c, receipt, &back));
	assert_refused("receipt.not_valid", NULL, receipt_recover(c, receipt, &back));
	assert_done(receipt_issue(c, id, &next));
	assert_int(c, 2, "SELECT issue_no FROM receipt WHERE id = ?", next);
	assert_word(c, "genuine", "SELECT verdict FROM receipt_public p JOIN receipt r"
				  " ON r.code = p.code WHERE r.id = ?", next);
}

int main(void)
{
	return run(three_people_make_it_money, a_returned_slip_keeps_its_number,
		   it_takes_what_the_tab_takes, nothing_is_taken_before_the_permit,
		   money_of_a_closed_day_counts_today,
		   the_tax_of_the_parts_is_the_tax_of_the_whole, a_red_slip_undoes_to_the_fen,
		   sincerity_goes_back_only_when_asked_for,
		   what_was_paid_back_is_not_undone_too,
		   sincerity_becomes_deposit_without_cash, pos_money_arrives_less_its_fee,
		   a_tab_is_covered_when_nothing_is_open, too_much_covers_nothing_else,
		   a_receipt_is_issued_once_and_again_when_void);
}

/* domain.md 5.2: the items of a total, by method; 5.3: what covers them. */
#include "t/unit/harness.h"
#include "finance/plan.h"
#include "finance/tab.h"

#define TOTAL YUAN(1093212)
#define DEPOSIT YUAN(50000)

static date on(const char *s)
{
	date d = NO_DATE;

	assert_true(date_parse(s, &d));
	return d;
}

static int made(struct ctx *c, const struct method_terms *m, struct plan_item *p)
{
	db_exec(c, "DELETE FROM rest_day");
	return plan_make(c, m, TOTAL, DEPOSIT, on("2026-03-14"), on("2026-03-20"), p);
}

static void is_item(const struct plan_item *p, const char *kind, const char *pot, money amount,
		    const char *due)
{
	assert_string_equal(kind, p->kind);
	assert_string_equal(pot, p->pot);
	assert_fen(amount, p->amount);
	assert_int_equal(on(due).day, p->due_on.day);
}

static void a_mortgage_leaves_the_tail_to_the_down_payment(void **state)
{
	struct ctx *c = as(state, "SE");
	struct method_terms m = { .kind = "mortgage", .ltv_ppm = 700000, .loan_step = YUAN(10000),
				  .loan_days = 45 };
	struct plan_item p[PLAN_ITEMS];

	assert_int_equal(3, made(c, &m, p));
	is_item(&p[0], "deposit", "deposit", DEPOSIT, "2026-03-14");
	is_item(&p[1], "down_payment", "price", YUAN(283212), "2026-03-20");
	is_item(&p[2], "bank_loan", "loan", YUAN(760000), "2026-05-04");
	assert_string_equal("bank", p[2].payer);
}

static void a_combined_loan_takes_the_fund_first(void **state)
{
	struct ctx *c = as(state, "SE");
	struct method_terms m = { .kind = "combo", .ltv_ppm = 700000, .loan_step = YUAN(10000),
				  .fund_cap = YUAN(600000), .loan_days = 45 };
	struct plan_item p[PLAN_ITEMS];

	assert_int_equal(4, made(c, &m, p));
	is_item(&p[1], "down_payment", "price", YUAN(283212), "2026-03-20");
	is_item(&p[2], "fund_loan", "loan", YUAN(600000), "2026-05-04");
	is_item(&p[3], "bank_loan", "loan", YUAN(160000), "2026-05-04");
	m.kind = "fund";
	assert_int_equal(3, made(c, &m, p));
	is_item(&p[1], "down_payment", "price", YUAN(443212), "2026-03-20");
	is_item(&p[2], "fund_loan", "loan", YUAN(600000), "2026-05-04");
}

static void the_last_part_takes_the_remainder(void **state)
{
	struct ctx *c = as(state, "SE");
	struct method_terms m = { .kind = "instalment", .part_count = 3,
				  .parts = { { 400000, 0 }, { 300000, 30 }, { 300000, 60 } } };
	struct plan_item p[PLAN_ITEMS];

	assert_int_equal(4, made(c, &m, p));
	is_item(&p[1], "part1", "price", YUAN(387284), "2026-03-20");
	is_item(&p[2], "part2", "price", YUAN(327963), "2026-04-19");
	is_item(&p[3], "part3", "price", YUAN(327965), "2026-05-19");
}

/* A period that ends on a rest day ends on the next other day; at signing does not roll. */
static void a_lump_sum_rolls_past_rest_days(void **state)
{
	struct ctx *c = as(state, "SE");
	struct method_terms m = { .kind = "lump", .days = 7 };
	struct plan_item p[PLAN_ITEMS];

	assert_int_equal(2, made(c, &m, p));
	is_item(&p[1], "balance", "price", YUAN(1043212), "2026-03-27");
	db_exec(c, "INSERT INTO rest_day VALUES ('2026-03-20'), ('2026-03-27'), ('2026-03-28')");
	plan_make(c, &m, TOTAL, DEPOSIT, on("2026-03-14"), on("2026-03-20"), p);
	is_item(&p[1], "balance", "price", YUAN(1043212), "2026-03-29");
	m.days = 0;
	plan_make(c, &m, TOTAL, DEPOSIT, on("2026-03-14"), on("2026-03-20"), p);
	is_item(&p[1], "balance", "price", YUAN(1043212), "2026-03-20");
}

static void a_deposit_above_the_first_part_goes_on_to_the_next(void **state)
{
	struct ctx *c = as(state, "SE");
	struct method_terms m = { .kind = "instalment", .part_count = 2,
				  .parts = { { 10000, 0 }, { 990000, 30 } } };
	struct plan_item p[PLAN_ITEMS];

	assert_int_equal(2, made(c, &m, p));
	is_item(&p[1], "part2", "price", YUAN(1043212), "2026-04-19");
}

static rowid tab(struct ctx *c)
{
	struct tab_new t = { .project_id = given_project(c), .owner_id = c->user_id,
			     .payer = "陈嘉怡", .total = TOTAL };

	return tab_open(c, &t);
}

static void a_plan_adds_up_to_its_tab(void **state)
{
	struct ctx *c = as(state, "SE");
	struct plan_item p[] = { { "deposit", "deposit", "customer", DEPOSIT, on("2026-03-14") },
				 { "balance", "price", "customer", YUAN(1043212), NO_DATE } };
	rowid id = tab(c);

	assert_refused("plan.sum", NULL, plan_set(c, id, p, 1));
	assert_done(plan_set(c, id, p, 2));
	assert_done(plan_set(c, id, p, 2));
	assert_int(c, 2, "SELECT COUNT(*) FROM plan_item WHERE tab_id = ? AND live = 1", id);
	assert_int(c, 2, "SELECT MAX(version_no) FROM plan_item WHERE tab_id = ?", id);
	assert_int(c, 2, "SELECT COUNT(*) FROM event WHERE what = 'plan.set' AND about_id = ?", id);
}

/* With nothing on it a tab is empty as soon as the money is asked back. */
static void an_empty_tab_is_emptied_at_once(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid id = tab(c);

	tab_ask_refund(c, id);
	assert_word(c, "2026-03-06", "SELECT emptied_on FROM tab WHERE id = ?", id);
	tab_review(c, id, c->today);
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE what = 'tab.emptied' AND about_id = ?", id);
}

int main(void)
{
	return run(a_mortgage_leaves_the_tail_to_the_down_payment,
		   a_combined_loan_takes_the_fund_first, the_last_part_takes_the_remainder,
		   a_lump_sum_rolls_past_rest_days,
		   a_deposit_above_the_first_part_goes_on_to_the_next, a_plan_adds_up_to_its_tab,
		   an_empty_tab_is_emptied_at_once);
}

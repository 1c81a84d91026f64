/* domain.md 5.4: what paying late costs. */
#include "t/unit/harness.h"
#include "finance/penalty.h"

static date on(const char *s)
{
	date d = NO_DATE;

	assert_true(date_parse(s, &d));
	return d;
}

/* PEN1: 200,000.00 due 03-10, paid 80,000.00 on 03-25 and 120,000.00 on 04-09, 300 ppm. */
static void two_late_payments(void **state)
{
	struct owed o = { YUAN(200000), FEN(0), on("2026-03-10") };
	struct paid p[] = { { YUAN(80000), on("2026-03-25") }, { YUAN(120000), on("2026-04-09") } };

	(void)state;
	assert_fen(YUAN(1440), late_penalty(&o, p, 2, on("2026-05-01"), 300));
}

/* PEN2: 50,000.00 paid early, the rest open at 03-31, 500 ppm. */
static void the_open_rest_counts_to_today(void **state)
{
	struct owed o = { YUAN(200000), FEN(0), on("2026-03-10") };
	struct paid p[] = { { YUAN(50000), on("2026-03-09") } };

	(void)state;
	assert_fen(YUAN(1575), late_penalty(&o, p, 1, on("2026-03-31"), 500));
	assert_fen(FEN(0), late_penalty(&o, p, 1, on("2026-03-10"), 500));
}

/* 12.3: balance 2 of D4, 590,331.00 due 04-05, 200,000.00 on 04-08, seen on 04-10; what was
 * paid before belongs to balance 1. */
static void what_came_before_belongs_to_the_item_before(void **state)
{
	struct owed o = { YUAN(590331), YUAN(490331), on("2026-04-05") };
	struct paid p[] = { { YUAN(490331), on("2026-03-30") }, { YUAN(200000), on("2026-04-08") } };

	(void)state;
	assert_fen(FEN(76550), late_penalty(&o, p, 2, on("2026-04-10"), 300));
}

/* A red slip opens the item again from its own day; nothing is owed without a due date. */
static void a_red_payment_opens_it_again(void **state)
{
	struct owed o = { YUAN(1000), FEN(0), on("2026-03-01") };
	struct paid p[] = { { YUAN(1000), on("2026-03-01") }, { YUAN(-1000), on("2026-03-11") } };

	(void)state;
	assert_fen(FEN(300), late_penalty(&o, p, 2, on("2026-03-21"), 300));
	o.due_on = NO_DATE;
	assert_fen(FEN(0), late_penalty(&o, p, 2, on("2026-03-21"), 300));
}

int main(void)
{
	return run(two_late_payments, the_open_rest_counts_to_today,
		   what_came_before_belongs_to_the_item_before, a_red_payment_opens_it_again);
}

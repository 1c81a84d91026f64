/* finance/plan.h - the receivable plan (应收计划): what is due, when, from whom.
 * Source: domain.md 5.2 (items by method), 5.3 (allocation), 0.10 and decision 10 (days). */
#pragma once
#include "lib/domain.h"

enum { PLAN_ITEMS = 24, METHOD_PARTS = 12 };

struct plan_item {
	const char *kind;	/* deposit down_payment balance part1.. bank_loan fund_loan */
	const char *pot;	/* deposit price loan: the slip lines that pay it */
	const char *payer;	/* customer bank fund */
	money amount;
	date due_on;		/* NO_DATE: not known yet */
};

/* A payment method's numbers, as sales reads them from payment_method and method_part. */
struct method_terms {
	const char *kind;	/* lump instalment mortgage fund combo */
	int days;		/* lump */
	int64_t ltv_ppm;
	money loan_step, fund_cap;
	int loan_days;
	int part_count;
	struct { int64_t share_ppm; int days; } parts[METHOD_PARTS];
};

/* The items of a total, the deposit due on subscribed_on, the rest counted from contract_on
 * (before signing: the agreed day).  Their sum is the total, in every case.  Returns their
 * number; items of 0 are left out.  due_day() rolls periods past rest days. */
int plan_make(struct ctx *c, const struct method_terms *m, money total, money deposit,
	      date subscribed_on, date contract_on, struct plan_item out[PLAN_ITEMS]);

/* Version n+1 of the tab's plan.  Refuses "plan.sum" when the items do not add up to the
 * tab's total.  Records plan.set. */
OP plan_set(struct ctx *c, rowid tab_id, const struct plan_item *items, int n);

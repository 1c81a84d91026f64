/* sales/deal.h - the deal: one unit, its buyers, a price that was agreed.
 *
 * A deal carries the states of its subscription (认购) and of its contract (decision 6):
 *   draft (locks the unit) -> active (the secretary confirms; the unit is subscribed)
 *         -> converted, and then the contract: signed -> online_signed -> filed
 *   draft -> cancelled (given up)
 * A draft whose lock ran out is shown as lapsed; it may still be confirmed while nobody else
 * has the unit.  Nothing that has left draft changes its price or its parties.
 * Source: 方案书 3.1-3.3; domain.md 2.3, 4.1, 4.2. */
#pragma once
#include "lib/domain.h"
#include "finance/plan.h"
#include "project/discount.h"
#include "project/price.h"

enum { DEAL_BUYERS = 8 };
enum { WHOLE_PPM = 1000000 };
enum { DEPOSIT_EFFECT_PPM = 200000 };	/* 民法典 586: more than 20 % has no effect as 定金 */

/* One word for a list: aliases d deal, u its unit. */
#define DEAL_STATE_SQL \
	"CASE WHEN d.subscription_state = 'draft' THEN" \
	" IF(u.lock_deal_id = d.id AND u.locked_until > :now, 'draft', 'lapsed')" \
	" WHEN d.contract_state IS NOT NULL THEN d.contract_state" \
	" WHEN d.subscription_state = 'converted' THEN 'signed'" \
	" ELSE d.subscription_state END"

/* A unit's price under a payment method, with how it came about. */
struct offer { struct unit_price list; struct discount scheme; struct price_result price; };
/* At the price in force and the method's scheme of today.  False: no price is in force. */
bool deal_offer(struct ctx *c, rowid unit_id, rowid method_id, struct offer *o);

struct buyer { rowid customer_id; int64_t share_ppm; };	/* 0: not said */
struct deal_new {
	rowid unit_id;
	const char *method;		/* its code */
	money deposit_fen;
	rowid pre_registration_id;	/* 0: none */
	int count;
	struct buyer buyers[DEAL_BUYERS];
};

/* By the consultant, who owns it: a draft, which locks the unit.  Shares that nobody said
 * are equal, the remainder to the first.
 * Refuses: what unit_lock refuses; deal.no_price, deal.method, deal.deposit, deal.shares,
 * deal.buyer_twice, deal.above_filed, deal.below_floor, pre_registration.not_active,
 * deal.registration_of_another. */
OP deal_draft(struct ctx *c, const struct deal_new *n, rowid *id);

/* The consultant gives the draft up.  Refuses deal.not_draft. */
OP deal_drop(struct ctx *c, rowid id);

/* By the secretary.  Refuses: deal.not_draft, deal.price_moved, what unit_take and
 * registration_convert refuse. */
OP deal_confirm(struct ctx *c, rowid id);

/* The numbers of a payment method, for plan_make(). */
struct method_terms method_terms_of(struct ctx *c, rowid method_id);

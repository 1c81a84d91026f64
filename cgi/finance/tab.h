/* finance/tab.h - the tab (客户台账): what one buyer owes and has paid (decision 1).
 *
 * Finance knows tabs, not deals.  Sales opens a tab with a pre-registration or a deal, and
 * writes onto it, within its own transitions, what finance needs to judge a slip: which
 * kinds of line may come now, whether a refund is asked, where money may move.  What follows
 * from the money alone is finance's: emptied_on (asked back, and balance 0) makes a
 * pre-registration withdrawn, covered_on (signed, and every plan item paid) a unit loaned.
 * None of these can refuse, but where it says so. */
#pragma once
#include "lib/domain.h"

struct tab_new {
	rowid project_id, owner_id, unit_id;
	const char *payer;	/* names of the parties, as papers show them */
	money total;
	rowid customer_id;	/* on whose timeline its money stands; 0: not known */
};
/* unit_id 0: a pre-registration.  Nothing may come yet: tab_allow(). */
rowid tab_open(struct ctx *c, const struct tab_new *t);

/* "sincerity", "deposit,price,maintenance_fund,deed_tax" ...; "" nothing. */
void tab_allow(struct ctx *c, rowid tab_id, const char *kinds);

/* The customer wants his sincerity money back: only refunds are possible now.  With nothing
 * on it the tab is emptied at once (event tab.emptied, counted today). */
void tab_ask_refund(struct ctx *c, rowid tab_id);

/* The sincerity money may move to the deposit of another tab (诚意金转定金), nothing else. */
void tab_transfer_to(struct ctx *c, rowid from_id, rowid to_id);

/* The contract is signed: the whole plan counts, loans may come. */
void tab_signed(struct ctx *c, rowid tab_id, date signed_on);

/* Sincerity money on it now, audited. */
money tab_sincerity(struct ctx *c, rowid tab_id);
/* Price money (deposit, price, loan lines) on it now, audited. */
money tab_paid(struct ctx *c, rowid tab_id);

/* After money or plan changed: sets emptied_on / covered_on and records the move, or takes
 * covered_on back (a red slip).  Finance and plan_set() call it themselves.  A withdrawal
 * is of today whenever its refund left the bank: that may be a day which sales has closed. */
void tab_review(struct ctx *c, rowid tab_id, date count_on);

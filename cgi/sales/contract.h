/* sales/contract.h - the contract of a deal: signed -> online_signed -> filed, in this order,
 * once each; the day of each step is the day it was entered.
 * Source: 方案书 3.3; domain.md 2.4. */
#pragma once
#include "lib/domain.h"

/* By the secretary: the plan counts from today, the bank's money may come.
 * Refuses: deal.not_active, deal.contract_no_taken, deal.first_payment. */
OP contract_sign(struct ctx *c, rowid deal_id, const char *contract_no);

/* The authority's number of the online contract.  Refuses deal.not_signed. */
OP contract_online_sign(struct ctx *c, rowid deal_id, const char *no);

/* The filing number.  Refuses deal.not_online_signed. */
OP contract_file(struct ctx *c, rowid deal_id, const char *no);

/* What of the first payment (deposit, down payment or first part) is not audited yet. */
money contract_first_payment_open(struct ctx *c, rowid tab_id);

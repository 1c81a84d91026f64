/* customer/retention.h - how long a person stays a person (保存期限, 个人信息保护法 19 and 47).
 *
 * A customer whom no registration, deal or tab ever bound to us, and with whom nobody spoke for
 * the project's retention_months, becomes nobody: name, numbers, wishes and what he said go,
 * his hashes too, so that he is new when he comes again.  His calls and visits stay as what
 * the reports counted.  customer.bound and contacted_on are set by triggers (on tab, buyer_party,
 * touch, follow_up), under the lock of the card: who sells to him or speaks with him and who
 * erases him wait for one another.
 * Source: domain.md 8.6. */
#pragma once
#include "lib/domain.h"

/* What is left of a card, and of what was written beside it: nothing that says who he is.
 * name: what stands in its place.  why: for the trail.  The card is locked. */
#define NOBODY "***"
void customer_anonymise(struct ctx *c, rowid id, const char *name, const char *why);

/* What he said in calls, visits and conversations. */
void customer_words_away(struct ctx *c, rowid id);

/* The job "retention": one card a turn, project after project, each in a transaction of its own;
 * then the ID numbers that were taken for a registration and waited for it longer than
 * consent.h allows. */
OP customer_retention(struct ctx *c, rowid *at);

/* project/price_table.h - a version of all prices of a launch batch (decision 19).
 * draft (PL or SM, by import) -> submitted -> reviewed (PD) -> approved (GE; a second PD
 * where the company has no GE) and in force from effective_at; or -> rejected, with a reason.
 * Three different people of the developer; an approved version never changes.
 * Source: 方案书 3.2; domain.md 4.1, S4, S5. */
#pragma once
#include "lib/domain.h"

/* S4: nobody of the agency touches prices, whatever his role.  Refuses price_table.agency. */
OP price_of_developer(struct ctx *c);

/* Refuses price_table.not_draft, .empty, .agency. */
OP price_table_submit(struct ctx *c, rowid id);

struct price_verdict { bool accept; const char *reason; const char *effective_at; };
/* Refuses price_table.not_submitted, .own, .agency, .say_why ("reason"). */
OP price_table_review(struct ctx *c, rowid id, const struct price_verdict *v);
/* effective_at "2026-11-24 09:00", "" is at once.  Refuses price_table.not_reviewed, .own,
 * .agency, .ge_approves, .say_why ("reason"), .effective_at, .effective_past. */
OP price_table_approve(struct ctx *c, rowid id, const struct price_verdict *v);

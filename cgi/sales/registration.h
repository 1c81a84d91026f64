/* sales/registration.h - the pre-registration (认筹): a number in the queue of a launch
 * batch, before anybody has a unit.
 *
 *   draft -> active (the secretary confirms; number) -> converted (by a deal)
 *                                                    -> withdrawing (the customer asks)
 * withdrawn follows from the tab: asked back, and nothing is left on it.  Sincerity money
 * (诚意金) is no 定金: all of it goes back.  One active registration for each customer and
 * batch; the schema says so too.  Whether a permit exists before money comes is judged with
 * the slip, by the finance side.
 * Source: 方案书 2; domain.md 2.2. */
#pragma once
#include "lib/domain.h"

/* The displayed state as SQL: aliases r pre_registration, t its tab. */
#define REGISTRATION_STATE_SQL \
	"IF(r.state = 'withdrawing' AND t.emptied_on IS NOT NULL, 'withdrawn', r.state)"

struct registration_new { rowid customer_id, batch_id; const char *intent; };

/* By the consultant, who owns it.  batch_id 0: the newest of the project.
 * A draft asks nobody whether there is another: the confirmation does.
 * Refuses: pre_registration.customer_incomplete (name, phone and ID number must be there),
 * pre_registration.no_batch. */
OP registration_draft(struct ctx *c, rowid project_id, const struct registration_new *n,
		      rowid *id);

/* By the secretary: the number is issued and sincerity money may come.
 * Refuses: pre_registration.not_draft, pre_registration.one_active. */
OP registration_confirm(struct ctx *c, rowid id);

/* Refuses pre_registration.not_active. */
OP registration_withdraw(struct ctx *c, rowid id);

/* A deal takes its place: its money may move to the deal's tab.
 * Refuses pre_registration.not_active. */
OP registration_convert(struct ctx *c, rowid id, rowid deal_tab_id);

/* project/batch.h - the launch batch (推盘批次): units put on sale together.
 * draft -> proposed (sales manager) -> released (project director, somebody else); a released
 * batch to which units came later is proposed again.
 * Source: 方案书 1.3; domain.md 2.1 (release). */
#pragma once
#include "lib/domain.h"

struct batch_card { rowid project_id; const char *name; date opens_on; };
/* Refuses batch.name_taken ("name"). */
OP batch_create(struct ctx *c, const struct batch_card *b, rowid *id);
/* Refuses batch.state, batch.nothing. */
OP batch_propose(struct ctx *c, rowid id);

/* partial: release the units that have a price, leave the others as they are. */
struct batch_release { bool partial; };
/* Every unit that goes on sale needs a permit that covers its building (or a completed
 * building), an area, a price in force, and no encumbrance.
 * Refuses batch.not_proposed, batch.own, batch.nothing, batch.no_permit, batch.no_area,
 * batch.no_price, batch.encumbered; the detail names the first unit. */
OP batch_release(struct ctx *c, rowid id, const struct batch_release *how);

/* project/unit.h - the unit (房源): one thing that can be sold, and the only place where
 * it may be taken.
 *
 * sale_state, what lasts:
 *   not_released -> available (batch_release) -> subscribed -> contracted -> handed_over
 *   subscribed, contracted -> available again when the deal ends.
 * On top of `available`, both compared with the business clock by whoever reads (nothing
 * waits for a job to end them; decision 5):
 *   locked: locked_until > c->now, by the draft deal lock_deal_id
 *   held:   held_until >= c->today (through the end of that day)
 * unit_state_sql below says so once, for boards and lists.
 *
 * Every operation here is one conditional UPDATE of the unit's row, so of two that come at
 * the same moment the second waits on the row and is then refused; it records the event
 * and puts an outbox message {"id":ID,"state":"..."} of topic "unit" for the board.
 * Lock order: unit first, then tab, slip, number series (architecture.md 2.2).
 * Source: 方案书 3.1; domain.md 2.1. */
#pragma once
#include "lib/domain.h"

/* The state of domain.md 2.1 as SQL, for lists and boards: alias of table unit is `u`.
 * 'loaned' is not in it: that follows from the tab, which this area does not know. */
#define UNIT_STATE_SQL \
	"CASE WHEN u.sale_state <> 'available' THEN u.sale_state" \
	" WHEN u.locked_until > :now THEN 'locked'" \
	" WHEN u.held_until >= :today THEN 'held' ELSE 'available' END"

/* What others need to know of a unit before they act on it.  The row is locked until
 * COMMIT when `for_update`. */
struct unit {
	rowid id, project_id, batch_id, building_id;
	const char *code, *room, *pricing_basis;	/* gross | inner | suite */
	area gross, inner;
	const char *sale_state;				/* the stored one */
	const char *state;				/* with lock and hold: of this moment */
	rowid lock_deal_id;				/* of a lock that still runs, else 0 */
};
/* False if there is no such unit. */
bool unit_read(struct ctx *c, rowid unit_id, bool for_update, struct unit *u);

/* Lock an available unit for the draft deal while its form is filled: for
 * project.lock_minutes from c->now.  Locking again for the same deal prolongs.
 * Refuses: unit.taken (sold, or locked for another deal), unit.held, unit.not_released,
 * unit.lock_cap (the user's other live locks have reached project.lock_cap). */
OP unit_lock(struct ctx *c, rowid unit_id, rowid deal_id);

/* The draft is given up: free whatever unit it still locks.  Cannot refuse. */
void unit_release_lock(struct ctx *c, rowid deal_id);

/* Give the unit to the deal: available (a lock of another deal that still runs and a hold
 * refuse) or locked by this deal -> to, which is "subscribed" or "contracted".
 * A draft whose lock ran out still gets it if nobody else has.
 * Refuses: unit.taken, unit.held, unit.not_released. */
OP unit_take(struct ctx *c, rowid unit_id, rowid deal_id, const char *to);

/* A step of a unit that is taken: "subscribed" -> "contracted" -> "handed_over".
 * Refuses unit.state when it does not stand in `from`. */
OP unit_move(struct ctx *c, rowid unit_id, const char *from, const char *to);

/* The deal ended: the unit is for sale again, at the price table of that day. */
OP unit_free(struct ctx *c, rowid unit_id, const char *reason);

/* 销控保留: take an available unit out of sale through the end of `until`, with a reason.
 * until lies within today .. today + project.hold_days.
 * Refuses: unit.taken, unit.hold_until ("until"), unit.say_why ("reason"), unit.hold_cap
 * (project.hold_cap holds at a time by a sales manager; 0: no cap). */
struct unit_hold { date held_until; const char *reason; };
OP unit_hold(struct ctx *c, rowid unit_id, const struct unit_hold *h);

/* Refuses unit.not_held. */
OP unit_unhold(struct ctx *c, rowid unit_id);
/* Whether the user held it within the last five minutes, on a day that is still open: so long
 * the page offers the way back beside what he did. */
bool unit_just_held(struct ctx *c, rowid unit_id);

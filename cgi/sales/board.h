/* sales/board.h - what state a unit is in, as everybody who shows one says it.
 *
 * project knows what is sold, locked and held; that the money of a contract is complete is
 * known to its tab alone (decision 1).  So the whole word stands here, once:
 *   not_released available held locked subscribed contracted loaned handed_over
 * Aliases: u is the unit, t the tab of its live deal.  The clock is a parameter, as the
 * statements of a page say "?" where those of a struct list say ":now". */
#pragma once
#include "lib/domain.h"

#define SALES_STATE_OF(covered_on, now, today) \
	"CASE WHEN u.sale_state = 'contracted' AND " covered_on " IS NOT NULL THEN 'loaned'" \
	" WHEN u.sale_state <> 'available' THEN u.sale_state" \
	" WHEN u.locked_until > " now " THEN 'locked'" \
	" WHEN u.held_until >= " today " THEN 'held' ELSE 'available' END"
#define SALES_STATE_AT(now, today) SALES_STATE_OF("t.covered_on", now, today)
#define SALES_STATE_SQL SALES_STATE_AT(":now", ":today")

/* A unit with its place, its list price in force (pr; see project/price.h: asked once a batch,
 * not once a unit) and its live deal (d, its tab t, its consultant o). */
#define SALES_UNIT_FROM_AT(now) \
	"unit u JOIN project p ON p.id = u.project_id" \
	" JOIN building b ON b.id = u.building_id" \
	" LEFT JOIN entrance e ON e.id = u.entrance_id" \
	" LEFT JOIN (SELECT v.batch_id, v.id FROM price_table v WHERE v.id =" \
	" (SELECT pt.id FROM price_table pt WHERE pt.batch_id = v.batch_id" \
	" AND pt.state = 'approved' AND pt.effective_at <= " now \
	" ORDER BY pt.effective_at DESC, pt.version_no DESC LIMIT 1)) f" \
	" ON f.batch_id = u.batch_id" \
	" LEFT JOIN price_row pr ON pr.price_table_id = f.id AND pr.unit_id = u.id" \
	" LEFT JOIN deal d ON d.unit_id = u.id AND d.live = 1" \
	" LEFT JOIN tab t ON t.id = d.tab_id" \
	" LEFT JOIN user o ON o.id = d.owner_id"
#define SALES_UNIT_FROM SALES_UNIT_FROM_AT(":now")

/* All units of a project's control board, from rows that the schema keeps joined
 * (docs/adr/0013), building after building.  Of row: id, code, room, floor_no, floor_label,
 * layout, unit_kind, gross_dm2, building_id, building_name, entrance_name, state, payer,
 * owner_name, locker_name, lock_minutes, held_reason. */
struct board_unit { const struct row *row; money total, unit_price; };	/* 0: no price in force */
struct board { struct board_unit *units; int n; };
struct board board_read(struct ctx *c, rowid project_id);

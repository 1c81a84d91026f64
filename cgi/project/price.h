/* project/price.h - what a unit costs (domain.md 4.1, decision 18).
 *
 * A price table is a version of all prices of a launch batch: draft -> submitted ->
 * reviewed (PD) -> approved (GE, or another PD), and in force from effective_at.  In force
 * for a unit is, of its batch, the approved version with the greatest effective_at that has
 * come, then the greatest version_no.  What a deal was made with it keeps by price_table_id. */
#pragma once
#include "lib/domain.h"

/* The id of the version in force as SQL, for lists: a scalar subquery over unit alias `u`.
 * Join price_row on it: "LEFT JOIN price_row pr ON pr.unit_id = u.id AND
 * pr.price_table_id = " PRICE_TABLE_SQL. */
#define PRICE_TABLE_SQL \
	"(SELECT pt.id FROM price_table pt WHERE pt.batch_id = u.batch_id" \
	" AND pt.state = 'approved' AND pt.effective_at <= :now" \
	" ORDER BY pt.effective_at DESC, pt.version_no DESC LIMIT 1)"

struct unit_price {
	rowid price_table_id;		/* 0: no price in force, and the rest is empty */
	int version_no;
	const char *pricing_basis;	/* gross | inner | suite */
	area basis_area;		/* the area the unit price is for: gross or inner; of a
					 * suite the gross area, for display only */
	money list_unit_price;		/* per m2 of basis_area; 0 where only a total is priced */
	money list_total;		/* always there: the anchor, or unit price x area */
	money filed_total;		/* a deal must not be above it; = list_total if none */
	money floor_total;		/* 0: none */
	const char *anchor;		/* "unit" | "total": which of the two was given */
};

/* The price of a unit in force at c->now. */
struct unit_price price_of_unit(struct ctx *c, rowid unit_id);
/* The same unit in a given version, for a deal that was made with it. */
struct unit_price price_of_unit_in(struct ctx *c, rowid unit_id, rowid price_table_id);

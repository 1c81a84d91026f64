/* project/project.h - the project (楼盘), its dossier (方案书 1.2), its parameters, and what it
 * is made of: phase, building, entrance, unit; permits to sell. */
#pragma once
#include "lib/domain.h"

struct project_card {
	rowid company_id;
	const char *code, *name, *city;
	const char *plot_no, *plot_location, *land_use, *land_grant_no, *title_no;
	area plot_area_dm2, saleable_area_dm2, launched_area_dm2;
	date land_grant_on, title_on;
	int land_term_years;
	int version;			/* of the row that was edited: optimistic check */
};
/* Refuse project.code_taken ("code"), changed_meanwhile. */
OP project_create(struct ctx *c, const struct project_card *k, rowid *id);
OP project_change(struct ctx *c, rowid id, const struct project_card *k);

struct project_rules {
	int vat_rate_pct, sign_days, lock_minutes, lock_cap, hold_cap, hold_days, backdate_days;
	int retention_months;		/* customer/retention.h */
	const char *first_payment_rule;
	int penalty_ppm;
	int version;
};
OP project_rule(struct ctx *c, rowid id, const struct project_rules *p);

struct phase_card { const char *name; };
struct building_card { const char *name; rowid phase_id; bool completed; const char *entrances; };
enum { PERMIT_BUILDINGS = 50 };
struct permit_building { rowid building_id; };
struct permit_card {
	const char *permit_no;
	date permitted_on;
	int count;
	struct permit_building buildings[PERMIT_BUILDINGS];
};
/* Refuse <noun>.name_taken, permit.no_taken, permit.buildings. */
OP phase_create(struct ctx *c, rowid project_id, const struct phase_card *p);
OP building_create(struct ctx *c, rowid project_id, const struct building_card *b, rowid *id);
OP permit_create(struct ctx *c, rowid project_id, const struct permit_card *p);

/* One unit by hand: a shop, a parking space, what no table holds. */
struct unit_card {
	rowid batch_id;
	const char *entrance, *floor, *room, *unit_kind, *use_text, *layout, *facing, *pricing_basis;
	area gross_dm2, inner_dm2;
};
/* Refuses unit.room_taken ("room"), unit.floor ("floor"), unit.inner ("inner_dm2"),
 * unit.other_building. */
OP unit_create(struct ctx *c, rowid building_id, const struct unit_card *u, rowid *id);
/* Mortgage or seizure that blocks the sale; "" lifts it.  Refuses unit.withdraw_first: a unit
 * that is on sale is withdrawn first; changed_meanwhile. */
struct encumbrance { const char *encumbrance; int version; };
OP unit_encumber(struct ctx *c, rowid unit_id, const struct encumbrance *e);
/* From sale back to not released, while nobody locks, holds or has it.  Refuses unit.taken. */
OP unit_withdraw(struct ctx *c, rowid unit_id, const char *reason);

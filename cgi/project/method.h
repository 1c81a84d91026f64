/* project/method.h - how a price is paid (5.2) and what comes off it (4.2).
 * A scheme: draft (planner) -> approved by somebody else of the developer, or rejected. */
#pragma once
#include "lib/domain.h"
#include "project/discount.h"

enum { METHOD_PARTS = 24 };
struct method_part { int64_t share_ppm; int days; };
struct method_card {
	const char *code, *name, *kind;	/* lump | instalment | mortgage | fund | combo */
	int days;
	int64_t ltv_ppm;
	money loan_step_fen, fund_cap_fen;
	int loan_days;
	int count;
	struct method_part parts[METHOD_PARTS];
};
/* Refuses method.code_taken ("code"), method.parts, method.ltv ("ltv"). */
OP method_create(struct ctx *c, rowid project_id, const struct method_card *m, rowid *id);

struct scheme_card {
	rowid method_id;
	const char *name;
	date valid_from_on, valid_to_on;
	int64_t round_unit_fen;
	const char *round_mode;
	int count;
	struct discount_line lines[DISCOUNT_LINES];
};
/* Refuses scheme.dates ("valid_to_on"), scheme.lines, scheme.percent. */
OP scheme_create(struct ctx *c, rowid project_id, const struct scheme_card *s, rowid *id);
/* Refuses scheme.not_draft, scheme.own, scheme.agency. */
OP scheme_decide(struct ctx *c, rowid id, bool accept, const char *reason);

struct target_card { date month_on; const char *measure; money amount_fen; };
OP target_set(struct ctx *c, rowid project_id, const struct target_card *t);

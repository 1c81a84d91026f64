#include "project/project.h"
#include "project/price_inside.h"
#include "project/unit.h"

OP project_create(struct ctx *c, const struct project_card *k, rowid *id)
{
	if (db_int(c, "SELECT COUNT(*) FROM project WHERE code = ?", k->code))
		return refuse(c, "code", "project.code_taken");
	*id = db_insert(c,
		"INSERT INTO project (company_id, code, name, city, plot_no, plot_location, plot_area_dm2,"
		" land_use, land_grant_no, land_grant_on, land_term_years, saleable_area_dm2,"
		" launched_area_dm2, title_no, title_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		k->company_id, k->code, k->name, k->city, k->plot_no, k->plot_location, k->plot_area_dm2,
		k->land_use, k->land_grant_no, k->land_grant_on, k->land_term_years,
		k->saleable_area_dm2, k->launched_area_dm2, k->title_no, k->title_on);
	/* who makes a project sees it; others are let in by the administrator */
	db_exec(c, "INSERT INTO user_project (user_id, project_id) VALUES (?, ?)", c->user_id, *id);
	record(c, .noun = "project", .what = "project.created", .about_id = *id, .project_id = *id,
	       .reason = k->name);
	return DONE;
}

static const struct row *lock_project(struct ctx *c, rowid id)
{
	return db_row(c, "SELECT version_count FROM project WHERE id = ? FOR UPDATE", id);
}

OP project_change(struct ctx *c, rowid id, const struct project_card *k)
{
	refusal no = unchanged_since(c, lock_project(c, id), k->version);

	if (no)
		return no;
	if (db_int(c, "SELECT COUNT(*) FROM project WHERE code = ? AND id <> ?", k->code, id))
		return refuse(c, "code", "project.code_taken");
	db_change(c,
		"UPDATE project SET code = ?, name = ?, city = ?, plot_no = ?, plot_location = ?,"
		" plot_area_dm2 = ?, land_use = ?, land_grant_no = ?, land_grant_on = ?,"
		" land_term_years = ?, saleable_area_dm2 = ?, launched_area_dm2 = ?, title_no = ?,"
		" title_on = ?, version_count = version_count + 1 WHERE id = ?",
		k->code, k->name, k->city, k->plot_no, k->plot_location, k->plot_area_dm2, k->land_use,
		k->land_grant_no, k->land_grant_on, k->land_term_years, k->saleable_area_dm2,
		k->launched_area_dm2, k->title_no, k->title_on, id);
	record(c, .noun = "project", .what = "project.changed", .about_id = id, .project_id = id);
	return DONE;
}

OP project_rule(struct ctx *c, rowid id, const struct project_rules *p)
{
	refusal no = unchanged_since(c, lock_project(c, id), p->version);

	if (no)
		return no;
	db_change(c,
		"UPDATE project SET vat_rate_pct = ?, sign_days = ?, lock_minutes = ?, lock_cap = ?,"
		" hold_cap = ?, hold_days = ?, backdate_days = ?, first_payment_rule = ?, penalty_ppm = ?,"
		" retention_months = ?, version_count = version_count + 1 WHERE id = ?",
		p->vat_rate_pct, p->sign_days, p->lock_minutes, p->lock_cap, p->hold_cap, p->hold_days,
		p->backdate_days, p->first_payment_rule, p->penalty_ppm, p->retention_months, id);
	record(c, .noun = "project", .what = "project.ruled", .about_id = id, .project_id = id,
	       .reason = textf(c, "sign %d, lock %d min x %d, hold %d d x %d, backdate %d, %s, keep %d m",
			       p->sign_days, p->lock_minutes, p->lock_cap, p->hold_days, p->hold_cap,
			       p->backdate_days, p->first_payment_rule, p->retention_months));
	return DONE;
}

OP phase_create(struct ctx *c, rowid project_id, const struct phase_card *p)
{
	rowid id;

	if (db_int(c, "SELECT COUNT(*) FROM phase WHERE project_id = ? AND name = ?", project_id, p->name))
		return refuse(c, "name", "phase.name_taken");
	id = db_insert(c, "INSERT INTO phase (project_id, name) VALUES (?, ?)", project_id, p->name);
	record(c, .noun = "phase", .what = "phase.created", .about_id = id, .project_id = project_id,
	       .reason = p->name);
	return DONE;
}

/* "A座、B座" as typed: names between commas of either width or spaces. */
static const char *next_name(struct ctx *c, const char **at)
{
	static const char *const between[] = { ",", "，", "、", " ", ";", NULL };
	const char *s = *at, *end = NULL, *after = NULL;

	for (int i = 0; between[i]; i++) {
		const char *p = strstr(s, between[i]);

		if (p && (!end || p < end)) {
			end = p;
			after = p + strlen(between[i]);
		}
	}
	*at = end ? after : s + strlen(s);
	return textf(c, "%.*s", (int)(end ? end - s : (long)strlen(s)), s);
}

OP building_create(struct ctx *c, rowid project_id, const struct building_card *b, rowid *id)
{
	const char *at = b->entrances;

	if (db_int(c, "SELECT COUNT(*) FROM building WHERE project_id = ? AND name = ?", project_id,
		   b->name))
		return refuse(c, "name", "building.name_taken");
	*id = db_insert(c,
		"INSERT INTO building (project_id, phase_id, name, completed) VALUES (?, ?, ?, ?)",
		project_id, MAYBE(b->phase_id), b->name, b->completed);
	while (*at) {
		const char *name = next_name(c, &at);

		if (*name && !db_int(c, "SELECT COUNT(*) FROM entrance WHERE building_id = ? AND name = ?",
				     *id, name))
			db_insert(c, "INSERT INTO entrance (project_id, building_id, name) VALUES (?, ?, ?)",
				project_id, *id, name);
	}
	record(c, .noun = "building", .what = "building.created", .about_id = *id,
	       .project_id = project_id, .reason = b->name);
	return DONE;
}

OP permit_create(struct ctx *c, rowid project_id, const struct permit_card *p)
{
	rowid id;

	if (db_int(c, "SELECT COUNT(*) FROM presale_permit WHERE project_id = ? AND permit_no = ?",
		   project_id, p->permit_no))
		return refuse(c, "permit_no", "permit.no_taken");
	if (p->count == 0)
		return refuse(c, "buildings", "permit.buildings");
	id = db_insert(c,
		"INSERT INTO presale_permit (project_id, permit_no, permitted_on) VALUES (?, ?, ?)",
		project_id, p->permit_no, p->permitted_on);
	for (int i = 0; i < p->count; i++)
		db_exec(c, "INSERT IGNORE INTO permit_building (project_id, permit_id, building_id)"
			" VALUES (?, ?, ?)", project_id, id, p->buildings[i].building_id);
	record(c, .noun = "presale_permit", .what = "presale_permit.created", .about_id = id,
	       .project_id = project_id, .reason = p->permit_no);
	return DONE;
}

/* ---- units by hand --------------------------------------------------------------------------------- */

static rowid entrance_named(struct ctx *c, rowid project_id, rowid building_id, const char *name)
{
	rowid id = *name ? db_int(c, "SELECT id FROM entrance WHERE building_id = ? AND name = ?",
		building_id, name) : 0;

	if (*name && !id)
		id = db_insert(c, "INSERT INTO entrance (project_id, building_id, name) VALUES (?, ?, ?)",
			project_id, building_id, name);
	return id;
}

OP unit_create(struct ctx *c, rowid building_id, const struct unit_card *u, rowid *id)
{
	const struct row *b = db_row(c, "SELECT project_id, name FROM building WHERE id = ?", building_id);
	struct floor f = floor_read(c, u->floor);
	rowid project_id = row_id(b, "project_id"), entrance;
	const char *code = *u->entrance ? textf(c, "%s-%s-%s", row_text(b, "name"), u->entrance, u->room)
		: textf(c, "%s-%s", row_text(b, "name"), u->room);

	if (!f.ok)
		return refuse(c, "floor", "unit.floor");
	if (u->inner_dm2.dm2 > u->gross_dm2.dm2)
		return refuse(c, "inner_dm2", "unit.inner");
	if (db_int(c, "SELECT COUNT(*) FROM unit WHERE project_id = ? AND code = ?", project_id, code))
		return refuse(c, "room", "unit.room_taken");
	if (u->batch_id && !db_int(c, "SELECT COUNT(*) FROM launch_batch WHERE id = ? AND project_id = ?",
				   u->batch_id, project_id))
		return refuse(c, "batch_id", "unit.other_batch");
	entrance = entrance_named(c, project_id, building_id, u->entrance);
	*id = db_insert(c,
		"INSERT INTO unit (project_id, batch_id, building_id, entrance_id, code, room, floor_no,"
		" floor_label, unit_kind, use_text, layout, facing, pricing_basis, gross_dm2, inner_dm2)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		project_id, MAYBE(u->batch_id), building_id, MAYBE(entrance), code, u->room, f.no, f.label,
		u->unit_kind, u->use_text, u->layout, u->facing, u->pricing_basis, u->gross_dm2,
		u->inner_dm2);
	record(c, .noun = "unit", .what = "unit.created", .about_id = *id, .unit_id = *id,
	       .project_id = project_id, .to = "not_released", .area_dm2 = u->gross_dm2);
	return DONE;
}

OP unit_encumber(struct ctx *c, rowid unit_id, const struct encumbrance *e)
{
	struct unit u;
	refusal no;

	if (!unit_read(c, unit_id, true, &u))
		return refuse(c, NULL, "unit.none");
	no = unchanged_since(c, db_row(c, "SELECT version_count FROM unit WHERE id = ?", unit_id),
			     e->version);
	if (no)
		return no;
	if (strcmp(u.sale_state, "available") == 0 && *e->encumbrance)
		return refuse(c, "encumbrance", "unit.withdraw_first");
	db_change(c, "UPDATE unit SET encumbrance = ?, version_count = version_count + 1 WHERE id = ?",
		e->encumbrance, unit_id);
	record(c, .noun = "unit", .about_id = unit_id, .unit_id = unit_id, .project_id = u.project_id,
	       .what = *e->encumbrance ? "unit.encumbered" : "unit.disencumbered",
	       .reason = e->encumbrance);
	return DONE;
}

OP unit_withdraw(struct ctx *c, rowid unit_id, const char *reason)
{
	struct unit u;

	if (!unit_read(c, unit_id, true, &u))
		return refuse(c, NULL, "unit.none");
	if (strcmp(u.state, "available") != 0)
		return refuse(c, NULL, "unit.taken");
	if (!*reason)
		return refuse(c, "reason", "unit.say_why");
	db_change(c, "UPDATE unit SET sale_state = 'not_released', version_count = version_count + 1"
		" WHERE id = ?", unit_id);
	record(c, .noun = "unit", .what = "unit.withdrawn", .about_id = unit_id, .unit_id = unit_id,
	       .project_id = u.project_id, .from = "available", .to = "not_released", .reason = reason);
	outbox_put(c, "unit", u.project_id, textf(c, "{\"id\":%lld,\"state\":\"not_released\"}",
		(long long)unit_id));
	return DONE;
}

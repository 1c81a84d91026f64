#include "project/pages.h"
#include "project/project.h"

static const struct link beside[] = {
	{ "/project/companies", "L.company.index", "project.read" },
	{ "/project/rest_days", "L.rest_day.index", "project.read" },
	{ 0 }
};

static const struct list projects = {
	.noun = "project",
	.from = "project p JOIN company k ON k.id = p.company_id",
	.project = "p.id",
	.order = "p.code",
	.open = "/project/projects/%",
	.links = beside,
	.create = "/project/projects/new",
	.create_may = "company.edit",
	.columns = (const struct column[]){
		{ "id",                "p.id",                0 },
		{ "code",              "p.code",              FIND | SORT },
		{ "name",              "p.name",              FIND | SORT },
		{ "company",           "k.name",              FIND | SORT },
		{ "city",              "p.city",              FIND | SORT },
		{ "unit_count",        "(SELECT COUNT(*) FROM unit u WHERE u.project_id = p.id)", SORT | SUM },
		{ "on_sale_count",     "(SELECT COUNT(*) FROM unit u WHERE u.project_id = p.id"
				       " AND u.sale_state <> 'not_released')", SORT | SUM },
		{ "saleable_area_dm2", "p.saleable_area_dm2", SORT | SUM },
		{ 0 } },
};

reply project_index(struct req *r)
{
	return list_show(r, &projects);
}

/* ---- the dossier -------------------------------------------------------------------------------- */

static void offer_parts(struct req *r, rowid id)
{
	page_rows(r, "Phases", db_rows(r->c, "SELECT id, name FROM phase WHERE project_id = ? ORDER BY id", id));
	page_rows(r, "Buildings", db_rows(r->c,
		"SELECT b.id, b.name, b.completed, ph.name AS phase_name,"
		" (SELECT GROUP_CONCAT(e.name ORDER BY e.name SEPARATOR ' ') FROM entrance e"
		" WHERE e.building_id = b.id) AS entrances,"
		" (SELECT COUNT(*) FROM unit u WHERE u.building_id = b.id) AS unit_count,"
		" (SELECT COALESCE(SUM(u.gross_dm2), 0) FROM unit u WHERE u.building_id = b.id) AS gross_dm2,"
		" (SELECT GROUP_CONCAT(pp.permit_no SEPARATOR ' ') FROM permit_building pb"
		" JOIN presale_permit pp ON pp.id = pb.permit_id WHERE pb.building_id = b.id) AS permits"
		" FROM building b LEFT JOIN phase ph ON ph.id = b.phase_id"
		" WHERE b.project_id = ? ORDER BY b.id", id));
	page_rows(r, "Permits", db_rows(r->c,
		"SELECT pp.id, pp.permit_no, pp.permitted_on,"
		" (SELECT GROUP_CONCAT(b.name ORDER BY b.id SEPARATOR ' ') FROM permit_building pb"
		" JOIN building b ON b.id = pb.building_id WHERE pb.permit_id = pp.id) AS buildings"
		" FROM presale_permit pp WHERE pp.project_id = ? ORDER BY pp.permitted_on, pp.id", id));
	page_rows(r, "Batches", db_rows(r->c,
		"SELECT b.id, b.name, b.opens_on, b.state, b.released_on,"
		" (SELECT COUNT(*) FROM unit u WHERE u.batch_id = b.id) AS unit_count,"
		" (SELECT COUNT(*) FROM unit u WHERE u.batch_id = b.id AND u.sale_state <> 'not_released')"
		" AS on_sale_count FROM launch_batch b WHERE b.project_id = ? ORDER BY b.id", id));
	page_rows(r, "Accounts", db_rows(r->c,
		"SELECT a.id, a.kind, a.bank, a.account_no, a.holder FROM bank_account a"
		" JOIN project p ON p.company_id = a.company_id"
		" WHERE p.id = ? AND (a.project_id = p.id OR a.project_id IS NULL) ORDER BY a.id", id));
}

static const struct row *project_row(struct ctx *c, rowid id)
{
	return db_row(c,
		"SELECT p.id, p.company_id, k.name AS company, p.code, p.name, p.city, p.plot_no,"
		" p.plot_location, p.plot_area_dm2, p.land_use, p.land_grant_no, p.land_grant_on,"
		" p.land_term_years, p.saleable_area_dm2, p.launched_area_dm2, p.title_no, p.title_on,"
		" p.vat_rate_pct, p.sign_days, p.lock_minutes, p.lock_cap, p.hold_cap, p.hold_days,"
		" p.backdate_days, p.first_payment_rule, p.penalty_ppm, p.retention_months,"
		" p.sales_closed_on,"
		" p.finance_closed_on, p.version_count"
		" FROM project p JOIN company k ON k.id = p.company_id WHERE p.id = ?", id);
}

reply project_show(struct req *r)
{
	page_row(r, "project", project_row(r->c, req_id(r)));
	offer_parts(r, req_id(r));
	page_flag(r, "can.edit", may(r, "project.edit"));
	page_flag(r, "can.rules", may(r, "company.edit"));
	page_flag(r, "can.import", may(r, "price.draft"));
	return page_show(r, "project/project_show");
}

/* ---- make and change ------------------------------------------------------------------------------ */

#define DOSSIER \
	FIELD(struct project_card, code,              REQUIRED, .max = 12, \
	      .valid = text_plain, .wrong = "form.plain"), \
	FIELD(struct project_card, name,              REQUIRED, .max = 60), \
	FIELD(struct project_card, city,              OPTIONAL, .max = 40), \
	FIELD(struct project_card, plot_no,           OPTIONAL, .max = 40), \
	FIELD(struct project_card, plot_location,     OPTIONAL, .max = 120), \
	FIELD(struct project_card, plot_area_dm2,     OPTIONAL), \
	FIELD(struct project_card, land_use,          OPTIONAL, .max = 40), \
	FIELD(struct project_card, land_grant_no,     OPTIONAL, .max = 60), \
	FIELD(struct project_card, land_grant_on,     OPTIONAL), \
	FIELD(struct project_card, land_term_years,   OPTIONAL, .max = 70), \
	FIELD(struct project_card, saleable_area_dm2, OPTIONAL), \
	FIELD(struct project_card, launched_area_dm2, OPTIONAL), \
	FIELD(struct project_card, title_no,          OPTIONAL, .max = 60), \
	FIELD(struct project_card, title_on,          OPTIONAL)

static const struct field made[] = {
	FIELD(struct project_card, company_id, REQUIRED, .noun = "company"),
	DOSSIER,
	{ 0 }
};

static const struct field changed[] = {
	DOSSIER,
	FIELD(struct project_card, version, REQUIRED),
	{ 0 }
};

reply project_new_page(struct req *r)
{
	form_offer(r, made, NULL);
	form_options(r, "company_id", db_rows(r->c,
		"SELECT id AS value, name AS text FROM company ORDER BY name"));
	return page_show(r, "project/project_new");
}

reply project_new_post(struct req *r)
{
	struct project_card k = { 0 };
	rowid id = 0;

	if (form_read(r, made, &k) && form_accept(r, project_create(r->c, &k, &id)))
		return see_other(r, "/project/projects/%lld", (long long)id);
	return project_new_page(r);
}

static struct project_card card_of(const struct row *p)
{
	return (struct project_card){ .code = row_text(p, "code"), .name = row_text(p, "name"),
		.city = row_text(p, "city"), .plot_no = row_text(p, "plot_no"),
		.plot_location = row_text(p, "plot_location"), .land_use = row_text(p, "land_use"),
		.land_grant_no = row_text(p, "land_grant_no"), .title_no = row_text(p, "title_no"),
		.plot_area_dm2 = row_area(p, "plot_area_dm2"),
		.saleable_area_dm2 = row_area(p, "saleable_area_dm2"),
		.launched_area_dm2 = row_area(p, "launched_area_dm2"),
		.land_grant_on = row_date(p, "land_grant_on"), .title_on = row_date(p, "title_on"),
		.land_term_years = (int)row_int(p, "land_term_years"),
		.version = (int)row_int(p, "version_count") };
}

reply project_edit_page(struct req *r)
{
	const struct row *p = project_row(r->c, req_id(r));
	struct project_card k = card_of(p);

	page_row(r, "project", p);
	form_offer(r, changed, &k);
	return page_show(r, "project/project_edit");
}

reply project_edit_post(struct req *r)
{
	struct project_card k = { 0 };

	if (form_read(r, changed, &k) && form_accept(r, project_change(r->c, req_id(r), &k)))
		return see_other(r, "/project/projects/%lld", (long long)req_id(r));
	return project_edit_page(r);
}

/* ---- parameters -------------------------------------------------------------------------------------- */

static const char *const first_rules[] = { "none", "down_payment", NULL };

static const struct field rules[] = {
	FIELD(struct project_rules, vat_rate_pct,       OPTIONAL, .max = 20),
	FIELD(struct project_rules, sign_days,          OPTIONAL, .max = 365),
	FIELD(struct project_rules, lock_minutes,       REQUIRED, .min = 1, .max = 1440),
	FIELD(struct project_rules, lock_cap,           REQUIRED, .min = 1, .max = 100),
	FIELD(struct project_rules, hold_cap,           OPTIONAL, .max = 10000),
	FIELD(struct project_rules, hold_days,          REQUIRED, .min = 1, .max = 365),
	FIELD(struct project_rules, backdate_days,      OPTIONAL, .max = 365),
	FIELD(struct project_rules, first_payment_rule, REQUIRED, .words = first_rules,
	      .labels = "L.project.first_payment_rule"),
	FIELD(struct project_rules, penalty_ppm,        OPTIONAL, .max = 100000),
	FIELD(struct project_rules, retention_months,   REQUIRED, .min = 1, .max = 120),
	FIELD(struct project_rules, version,            REQUIRED),
	{ 0 }
};

reply project_rules_page(struct req *r)
{
	const struct row *p = project_row(r->c, req_id(r));
	struct project_rules k = { .vat_rate_pct = (int)row_int(p, "vat_rate_pct"),
		.sign_days = (int)row_int(p, "sign_days"), .lock_minutes = (int)row_int(p, "lock_minutes"),
		.lock_cap = (int)row_int(p, "lock_cap"), .hold_cap = (int)row_int(p, "hold_cap"),
		.hold_days = (int)row_int(p, "hold_days"),
		.backdate_days = (int)row_int(p, "backdate_days"),
		.first_payment_rule = row_text(p, "first_payment_rule"),
		.penalty_ppm = (int)row_int(p, "penalty_ppm"),
		.retention_months = (int)row_int(p, "retention_months"),
		.version = (int)row_int(p, "version_count") };

	page_row(r, "project", p);
	form_offer(r, rules, &k);
	return page_show(r, "project/project_rules");
}

reply project_rules_post(struct req *r)
{
	struct project_rules k = { 0 };

	if (form_read(r, rules, &k) && form_accept(r, project_rule(r->c, req_id(r), &k)))
		return see_other(r, "/project/projects/%lld", (long long)req_id(r));
	return project_rules_page(r);
}

/* project/structure_pages.c - what a project is made of: each kind has a page with what is
 * there and a form for the next one. */
#include "project/pages.h"
#include "project/batch.h"
#include "project/company.h"
#include "project/project.h"

static void offer_project(struct req *r)
{
	page_row(r, "project", db_row(r->c, "SELECT id, code, name FROM project WHERE id = ?", req_id(r)));
}

static reply back(struct req *r)
{
	return see_other(r, "/project/projects/%lld", (long long)req_id(r));
}

/* ---- phases --------------------------------------------------------------------------------------- */

static const struct field phase[] = {
	FIELD(struct phase_card, name, REQUIRED, .max = 40),
	{ 0 }
};

reply phase_page(struct req *r)
{
	offer_project(r);
	page_rows(r, "Phases", db_rows(r->c, "SELECT id, name FROM phase WHERE project_id = ? ORDER BY id",
		req_id(r)));
	form_offer(r, phase, NULL);
	return page_show(r, "project/phase_new");
}

reply phase_post(struct req *r)
{
	struct phase_card p = { 0 };

	if (form_read(r, phase, &p) && form_accept(r, phase_create(r->c, req_id(r), &p)))
		return back(r);
	return phase_page(r);
}

/* ---- buildings ------------------------------------------------------------------------------------- */

static const struct field building[] = {
	FIELD(struct building_card, name,      REQUIRED, .max = 40),
	FIELD(struct building_card, phase_id,  OPTIONAL, .noun = "phase"),
	FIELD(struct building_card, completed, OPTIONAL),
	FIELD(struct building_card, entrances, OPTIONAL, .max = 200),
	{ 0 }
};

reply building_page(struct req *r)
{
	offer_project(r);
	form_offer(r, building, NULL);
	form_options(r, "phase_id", db_rows(r->c,
		"SELECT id AS value, name AS text FROM phase WHERE project_id = ? ORDER BY id", req_id(r)));
	return page_show(r, "project/building_new");
}

reply building_post(struct req *r)
{
	struct building_card b = { 0 };
	rowid id = 0;

	if (form_read(r, building, &b) && form_accept(r, building_create(r->c, req_id(r), &b, &id)))
		return back(r);
	return building_page(r);
}

/* ---- permits ----------------------------------------------------------------------------------------- */

static const struct field permit_building[] = {
	FIELD(struct permit_building, building_id, REQUIRED, .noun = "building"),
	{ 0 }
};
static const struct field permit[] = {
	FIELD(struct permit_card, permit_no,    REQUIRED, .max = 60),
	FIELD(struct permit_card, permitted_on, REQUIRED),
	FIELD_ROWS(struct permit_card, buildings, count, permit_building, PERMIT_BUILDINGS),
	{ 0 }
};

reply permit_page(struct req *r)
{
	offer_project(r);
	form_offer(r, permit, NULL);
	page_rows(r, "Buildings", db_rows(r->c,
		"SELECT id, name FROM building WHERE project_id = ? ORDER BY id", req_id(r)));
	return page_show(r, "project/permit_new");
}

reply permit_post(struct req *r)
{
	struct permit_card p = { 0 };

	if (form_read(r, permit, &p) && form_accept(r, permit_create(r->c, req_id(r), &p)))
		return back(r);
	return permit_page(r);
}

/* ---- bank accounts ------------------------------------------------------------------------------------ */

static const char *const kinds[] = { "general", "escrow", NULL };
static const struct field account[] = {
	FIELD(struct account_card, kind,       REQUIRED, .words = kinds, .labels = "L.bank_account.kind"),
	FIELD(struct account_card, bank,       REQUIRED, .max = 60),
	FIELD(struct account_card, account_no, REQUIRED, .max = 40, .valid = text_plain,
	      .wrong = "form.plain"),
	FIELD(struct account_card, holder,     REQUIRED, .max = 80),
	{ 0 }
};

reply account_page(struct req *r)
{
	offer_project(r);
	form_offer(r, account, NULL);
	return page_show(r, "project/account_new");
}

reply account_post(struct req *r)
{
	struct account_card a = { .project_id = req_id(r) };
	rowid company = db_int(r->c, "SELECT company_id FROM project WHERE id = ?", req_id(r));

	if (form_read(r, account, &a) && form_accept(r, account_create(r->c, company, &a)))
		return back(r);
	return account_page(r);
}

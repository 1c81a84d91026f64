/* project/structure_pages.c - what a project is made of: each kind has a page with what is
 * there and a form for the next one. */
#include "project/pages.h"
#include "project/batch.h"
#include "project/company.h"
#include "project/project.h"

/* A kind of part: its form, what its page shows besides, and who makes it. */
struct part {
	const char *template;
	const struct field *fields;
	void (*offer)(struct req *r);
	refusal (*create)(struct ctx *c, rowid project_id, void *card);
};

static reply part_page(struct req *r, const struct part *p)
{
	page_row(r, "project", db_row(r->c, "SELECT id, code, name FROM project WHERE id = ?", req_id(r)));
	form_offer(r, p->fields, NULL);
	if (p->offer)
		p->offer(r);
	return page_show(r, p->template);
}

static reply part_post(struct req *r, const struct part *p, void *card)
{
	if (form_read(r, p->fields, card) && form_accept(r, p->create(r->c, req_id(r), card)))
		return see_other(r, "/project/projects/%lld", (long long)req_id(r));
	return part_page(r, p);
}

/* ---- phases --------------------------------------------------------------------------------------- */

static const struct field phase[] = {
	FIELD(struct phase_card, name, REQUIRED, .max = 40),
	{ 0 }
};

static void offer_phases(struct req *r)
{
	page_rows(r, "Phases", db_rows(r->c, "SELECT id, name FROM phase WHERE project_id = ? ORDER BY id",
		req_id(r)));
}

static refusal make_phase(struct ctx *c, rowid project_id, void *card)
{
	return phase_create(c, project_id, card);
}

static const struct part phases = { "project/phase_new", phase, offer_phases, make_phase };

reply phase_page(struct req *r)
{
	return part_page(r, &phases);
}

reply phase_post(struct req *r)
{
	return part_post(r, &phases, &(struct phase_card){ 0 });
}

/* ---- buildings ------------------------------------------------------------------------------------- */

static const struct field building[] = {
	FIELD(struct building_card, name,      REQUIRED, .max = 40),
	FIELD(struct building_card, phase_id,  OPTIONAL, .noun = "phase"),
	FIELD(struct building_card, completed, OPTIONAL),
	FIELD(struct building_card, entrances, OPTIONAL, .max = 200),
	{ 0 }
};

static void offer_building_phases(struct req *r)
{
	form_options(r, "phase_id", db_rows(r->c,
		"SELECT id AS value, name AS text FROM phase WHERE project_id = ? ORDER BY id", req_id(r)));
}

static refusal make_building(struct ctx *c, rowid project_id, void *card)
{
	rowid id;

	return building_create(c, project_id, card, &id);
}

static const struct part buildings = { "project/building_new", building, offer_building_phases,
				       make_building };

reply building_page(struct req *r)
{
	return part_page(r, &buildings);
}

reply building_post(struct req *r)
{
	return part_post(r, &buildings, &(struct building_card){ 0 });
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

static void offer_buildings(struct req *r)
{
	page_rows(r, "Buildings", db_rows(r->c,
		"SELECT id, name FROM building WHERE project_id = ? ORDER BY id", req_id(r)));
}

static refusal make_permit(struct ctx *c, rowid project_id, void *card)
{
	return permit_create(c, project_id, card);
}

static const struct part permits = { "project/permit_new", permit, offer_buildings, make_permit };

reply permit_page(struct req *r)
{
	return part_page(r, &permits);
}

reply permit_post(struct req *r)
{
	return part_post(r, &permits, &(struct permit_card){ 0 });
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

static refusal make_account(struct ctx *c, rowid project_id, void *card)
{
	struct account_card *a = card;

	a->project_id = project_id;
	return account_create(c, db_int(c, "SELECT company_id FROM project WHERE id = ?", project_id), a);
}

static const struct part accounts = { "project/account_new", account, NULL, make_account };

reply account_page(struct req *r)
{
	return part_page(r, &accounts);
}

reply account_post(struct req *r)
{
	return part_post(r, &accounts, &(struct account_card){ 0 });
}

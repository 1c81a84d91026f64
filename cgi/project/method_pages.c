#include <stdlib.h>
#include "project/pages.h"
#include "project/method.h"
#include "project/typed.h"

static const char *const kinds[] = { "lump", "instalment", "mortgage", "fund", "combo", NULL };

static const struct list methods = {
	.noun = "payment_method",
	.from = "payment_method m JOIN project p ON p.id = m.project_id",
	.project = "m.project_id",
	.order = "m.project_id, m.id",
	.open = "/project/methods/%",
	.create = "/project/methods/new",
	.create_may = "project.edit",
	.columns = (const struct column[]){
		{ "id",           "m.id",           0 },
		{ "project_name", "p.name",         FIND },
		{ "code",         "m.code",         FIND | SORT },
		{ "name",         "m.name",         FIND | SORT },
		{ "kind",         "m.kind",         PICK },
		{ "days",         "m.days",         0 },
		{ "ltv_ppm",      "NULLIF(m.ltv_ppm, 0)", 0 },
		{ "loan_days",    "IF(m.ltv_ppm > 0, m.loan_days, NULL)", 0 },
		{ 0 } },
};

reply method_index(struct req *r)
{
	return list_show(r, &methods);
}

struct part { const char *share; int days; };
struct method_form {
	rowid project_id;
	const char *code, *name, *kind, *ltv;
	int days, loan_days;
	money loan_step_fen, fund_cap_fen;
	int count;
	struct part parts[METHOD_PARTS];
};
static const struct field part[] = {
	FIELD(struct part, share, REQUIRED, .max = 9),
	FIELD(struct part, days,  OPTIONAL, .min = 0, .max = 3650),
	{ 0 }
};
static const struct field method[] = {
	FIELD(struct method_form, project_id,    OPTIONAL, .noun = "project"),
	FIELD(struct method_form, code,          REQUIRED, .max = 24,
	      .valid = text_plain, .wrong = "form.plain"),
	FIELD(struct method_form, name,          REQUIRED, .max = 30),
	FIELD(struct method_form, kind,          REQUIRED, .words = kinds, .labels = "L.payment_method.kind"),
	FIELD(struct method_form, days,          OPTIONAL, .min = 0, .max = 3650),
	FIELD(struct method_form, ltv,           OPTIONAL, .max = 9),
	FIELD(struct method_form, loan_step_fen, OPTIONAL),
	FIELD(struct method_form, loan_days,     OPTIONAL, .min = 0, .max = 3650),
	FIELD(struct method_form, fund_cap_fen,  OPTIONAL),
	FIELD_ROWS(struct method_form, parts, count, part, METHOD_PARTS),
	{ 0 }
};

/* From what was typed to the card; percents become ppm. */
static refusal card_of(struct req *r, const struct method_form *f, struct method_card *m)
{
	*m = (struct method_card){ .code = f->code, .name = f->name, .kind = f->kind, .days = f->days,
		.loan_step_fen = f->loan_step_fen, .fund_cap_fen = f->fund_cap_fen,
		.loan_days = f->loan_days ? f->loan_days : 45, .count = f->count };
	if (*f->ltv && !ppm_typed(f->ltv, &m->ltv_ppm))
		return refuse(r->c, "ltv", "method.ltv");
	for (int i = 0; i < f->count; i++) {
		if (!ppm_typed(f->parts[i].share, &m->parts[i].share_ppm))
			return refuse(r->c, textf(r->c, "parts.%d.share_%d", i, i), "method.share");
		m->parts[i].days = f->parts[i].days;
	}
	return DONE;
}

reply method_new_page(struct req *r)
{
	struct method_form f = { .project_id = req_project(r), .code = "", .name = "", .kind = "lump",
		.ltv = "", .loan_days = 45, .loan_step_fen = YUAN(10000), .count = 3,
		.parts = { { "", 0 }, { "", 0 }, { "", 0 } } };

	form_offer(r, method, &f);
	return page_show(r, "project/method_new");
}

reply method_new_post(struct req *r)
{
	struct method_form f = { 0 };
	struct method_card m;
	rowid id = 0, project = 0;
	bool read = form_read(r, method, &f);

	project = f.project_id ? f.project_id : req_project(r);
	if (read && !project)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read)
		read = row_accept(r, card_of(r, &f, &m));
	if (read && form_accept(r, method_create(r->c, project, &m, &id)))
		return see_other(r, "/project/methods/%lld", (long long)id);
	return method_new_page(r);
}

reply method_show(struct req *r)
{
	page_row(r, "method", db_row(r->c,
		"SELECT m.id, m.code, m.name, m.kind, m.days, m.ltv_ppm, m.loan_step_fen, m.loan_days,"
		" m.fund_cap_fen, p.name AS project_name FROM payment_method m"
		" JOIN project p ON p.id = m.project_id WHERE m.id = ?", req_id(r)));
	page_rows(r, "Parts", db_rows(r->c,
		"SELECT seq, share_ppm, days FROM method_part WHERE method_id = ? ORDER BY seq", req_id(r)));
	page_rows(r, "Schemes", db_rows(r->c,
		"SELECT id, name, state, valid_from_on, valid_to_on FROM discount_scheme WHERE method_id = ?"
		" ORDER BY id DESC", req_id(r)));
	page_flag(r, "can.scheme", may(r, "scheme.draft"));
	return page_show(r, "project/method_show");
}

/* ---- targets ------------------------------------------------------------------------------------- */

static const char *const measures[] = { "contract_net_amt", "collect", NULL };
static const struct list targets = {
	.noun = "target",
	.from = "target t JOIN project p ON p.id = t.project_id",
	.project = "t.project_id",
	.order = "t.month_on DESC, t.project_id",
	.create = "/project/targets/new",
	.create_may = "target.edit",
	.columns = (const struct column[]){
		{ "project_name", "p.name",       FIND },
		{ "month_on",     "t.month_on",   SORT | RANGE },
		{ "measure",      "t.measure",    PICK },
		{ "amount_fen",   "t.amount_fen", SORT | SUM },
		{ 0 } },
};
struct target_form { rowid project_id; date month_on; const char *measure; money amount_fen; };
static const struct field target[] = {
	FIELD(struct target_form, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct target_form, month_on,   REQUIRED),
	FIELD(struct target_form, measure,    REQUIRED, .words = measures, .labels = "L.target.measure"),
	FIELD(struct target_form, amount_fen, REQUIRED, .min = 0),
	{ 0 }
};

reply target_index(struct req *r)
{
	return list_show(r, &targets);
}

reply target_new_page(struct req *r)
{
	struct target_form f = { .project_id = req_project(r), .month_on = r->c->today,
		.measure = "contract_net_amt" };

	form_offer(r, target, &f);
	return page_show(r, "project/target_new");
}

reply target_new_post(struct req *r)
{
	struct target_form f = { 0 };
	bool read = form_read(r, target, &f);
	rowid project = f.project_id ? f.project_id : req_project(r);

	if (read && !project)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, target_set(r->c, project, &(struct target_card){
			.month_on = f.month_on, .measure = f.measure, .amount_fen = f.amount_fen })))
		return see_other(r, "/project/targets");
	return target_new_page(r);
}

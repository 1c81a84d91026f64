#include "project/pages.h"
#include "project/company.h"

static const struct list companies = {
	.noun = "company",
	.from = "company k",
	.order = "k.name",
	.open = "/project/companies/%",
	.create = "/project/companies/new",
	.create_may = "company.edit",
	.columns = (const struct column[]){
		{ "id",          "k.id",          0 },
		{ "name",        "k.name",        FIND | SORT },
		{ "credit_code", "k.credit_code", FIND },
		{ "phone",       "k.phone",       FIND },
		{ "address",     "k.address",     FIND },
		{ 0 } },
};

reply company_index(struct req *r)
{
	return list_show(r, &companies);
}

#define CARD \
	FIELD(struct company_card, name,        REQUIRED, .max = 80), \
	FIELD(struct company_card, credit_code, OPTIONAL, .max = 20, .valid = text_plain, \
	      .wrong = "form.plain"), \
	FIELD(struct company_card, phone,       OPTIONAL, .max = 30, .valid = text_plain, \
	      .wrong = "form.plain"), \
	FIELD(struct company_card, address,     OPTIONAL, .max = 120)

static const struct field made[] = {
	CARD,
	{ 0 }
};
static const struct field changed[] = {
	CARD,
	FIELD(struct company_card, version,     REQUIRED),
	{ 0 }
};

static const struct row *company_row(struct req *r)
{
	return db_row(r->c, "SELECT id, name, credit_code, phone, address, version_count FROM company"
			    " WHERE id = ?", req_id(r));
}

reply company_show(struct req *r)
{
	page_row(r, "company", company_row(r));
	page_rows(r, "Projects", db_rows(r->c,
		"SELECT p.id, p.code, p.name FROM project p WHERE p.company_id = ? AND (? IN ('GE', 'AU')"
		" OR EXISTS (SELECT 1 FROM user_project up WHERE up.project_id = p.id AND up.user_id = ?))"
		" ORDER BY p.code", req_id(r), r->c->role, r->c->user_id));
	page_rows(r, "Accounts", db_rows(r->c,
		"SELECT id, kind, bank, account_no, holder FROM bank_account WHERE company_id = ?"
		" ORDER BY id", req_id(r)));
	page_flag(r, "can.edit", may(r, "company.edit"));
	return page_show(r, "project/company_show");
}

reply company_new_page(struct req *r)
{
	form_offer(r, made, NULL);
	return page_show(r, "project/company_new");
}

reply company_new_post(struct req *r)
{
	struct company_card k = { 0 };
	rowid id = 0;

	if (form_read(r, made, &k) && form_accept(r, company_create(r->c, &k, &id)))
		return see_other(r, "/project/companies/%lld", (long long)id);
	return company_new_page(r);
}

reply company_edit_page(struct req *r)
{
	const struct row *row = company_row(r);
	struct company_card k = { .name = row_text(row, "name"), .credit_code = row_text(row, "credit_code"),
		.phone = row_text(row, "phone"), .address = row_text(row, "address"),
		.version = (int)row_int(row, "version_count") };

	page_row(r, "company", row);
	form_offer(r, changed, &k);
	return page_show(r, "project/company_edit");
}

reply company_edit_post(struct req *r)
{
	struct company_card k = { 0 };

	if (form_read(r, changed, &k) && form_accept(r, company_change(r->c, req_id(r), &k)))
		return see_other(r, "/project/companies/%lld", (long long)req_id(r));
	return company_edit_page(r);
}

/* ---- rest days ----------------------------------------------------------------------------------- */

static const struct list rest_days = {
	.noun = "rest_day",
	.from = "rest_day d",
	.order = "d.rest_on DESC",
	.create = "/project/rest_days/new",
	.create_may = "company.edit",
	.columns = (const struct column[]){
		{ "rest_on", "d.rest_on", SORT | RANGE },
		{ 0 } },
};
struct rest_day { date rest_on; };
static const struct field rest_day[] = {
	FIELD(struct rest_day, rest_on, REQUIRED),
	{ 0 }
};

reply rest_day_index(struct req *r)
{
	return list_show(r, &rest_days);
}

reply rest_day_page(struct req *r)
{
	form_offer(r, rest_day, NULL);
	return page_show(r, "project/rest_day_new");
}

reply rest_day_post(struct req *r)
{
	struct rest_day d = { 0 };

	if (form_read(r, rest_day, &d) && form_accept(r, rest_day_turn(r->c, d.rest_on)))
		return see_other(r, "/project/rest_days");
	return rest_day_page(r);
}

#include <stdlib.h>
#include "sales/pages.h"
#include "sales/registration.h"

static const struct list registrations = {
	.noun = "pre_registration",
	.from = "pre_registration r JOIN project p ON p.id = r.project_id"
		" JOIN customer c ON c.id = r.customer_id JOIN tab t ON t.id = r.tab_id"
		" JOIN launch_batch b ON b.id = r.batch_id JOIN user o ON o.id = r.owner_id",
	.project = "r.project_id",
	.owner = "r.owner_id",
	.order = "r.id DESC",
	.open = "/sales/pre_registrations/%",
	.create = "/sales/pre_registrations/new",
	.create_may = "registration.create",
	.columns = (const struct column[]){
		{ "id",            "r.id",           0 },
		{ "customer_name", "c.name",         FIND | SORT },
		{ "reg_no",        "r.reg_no",       FIND | SORT },
		{ "state",         REGISTRATION_STATE_SQL, PICK | SORT },
		{ "phone_sealed",  "c.phone_sealed", FIND },
		{ "batch_name",    "b.name",         SORT },
		{ "owner_name",    "o.name",         FIND | SORT },
		{ "sincerity_fen", "(SELECT COALESCE(SUM(m.amount_fen), 0) FROM money_line m"
				   " WHERE m.tab_id = r.tab_id AND m.kind = 'sincerity')", SUM },
		{ "registered_on", "r.registered_on", SORT | RANGE },
		{ "intent",        "r.intent",       0 },
		{ "project_code",  "p.code",         HIDE },
		{ "customer_id",   "r.customer_id",  HIDE },
		{ "tab_id",        "r.tab_id",       HIDE },
		{ 0 } },
};

static const struct field fields[] = {
	FIELD(struct registration_new, customer_id, REQUIRED, .noun = "customer"),
	FIELD(struct registration_new, batch_id,    OPTIONAL, .noun = "launch_batch"),
	FIELD(struct registration_new, intent,      OPTIONAL, .max = 100),
	{ 0 }
};

reply registration_index(struct req *r)
{
	return list_show(r, &registrations);
}

static void offer_choices(struct req *r)
{
	rowid project = req_project(r), asked = strtoll(param(r, "customer_id"), NULL, 10);

	form_options(r, "customer_id", db_rows(r->c,
		"SELECT c.id AS value, " CUSTOMER_CHOICE_SQL " AS text FROM customer c"
		" JOIN user_project up ON up.project_id = c.project_id AND up.user_id = ?"
		" WHERE (c.owner_id = ? OR c.id = ?) AND (? = 0 OR c.project_id = ?)"
		" AND c.anonymised_at IS NULL ORDER BY c.id DESC LIMIT 500", r->c->user_id,
		r->c->user_id, r->c->user_id, asked, project, project));
	form_options(r, "batch_id", db_rows(r->c,
		"SELECT b.id AS value, b.name AS text FROM launch_batch b JOIN user_project up"
		" ON up.project_id = b.project_id AND up.user_id = ?"
		" WHERE ? = 0 OR b.project_id = ? ORDER BY b.id DESC LIMIT 100",
		r->c->user_id, project, project));
	page_int(r, "project_id", project);
}

reply registration_new_page(struct req *r)
{
	form_offer(r, fields, NULL);
	offer_choices(r);
	return page_show(r, "sales/pre_registration_new");
}

/* The customer's card belongs to one project, and so does what is made for him. */
static rowid project_of(struct ctx *c, rowid customer_id)
{
	return db_int(c, "SELECT project_id FROM customer WHERE id = ?", customer_id);
}

reply registration_new_post(struct req *r)
{
	struct registration_new n;
	rowid id;

	if (form_read(r, fields, &n) &&
	    form_accept(r, registration_draft(r->c, project_of(r->c, n.customer_id), &n, &id)))
		return see_other(r, "/sales/pre_registrations/%lld", (long long)id);
	return registration_new_page(r);
}

static const struct row *registration_row(struct ctx *c, rowid id)
{
	return db_row(c,
		"SELECT r.id, r.reg_no, IF(r.state = 'withdrawing' AND t.emptied_on IS NOT NULL,"
		" 'withdrawn', r.state) AS state, r.intent, r.registered_on, r.created_at, r.tab_id,"
		" r.customer_id, c.name AS customer_name, c.phone_sealed, c.id_no_sealed,"
		" b.name AS batch_name, o.name AS owner_name, s.name AS confirmed_by, r.project_id,"
		" p.name AS project_name, (SELECT COALESCE(SUM(m.amount_fen), 0) FROM money_line m"
		" WHERE m.tab_id = r.tab_id AND m.kind = 'sincerity') AS sincerity_fen,"
		" (SELECT MIN(d.id) FROM deal d WHERE d.registration_id = r.id"
		" AND d.subscription_state <> 'draft') AS deal_id"
		" FROM pre_registration r JOIN tab t ON t.id = r.tab_id"
		" JOIN customer c ON c.id = r.customer_id JOIN launch_batch b ON b.id = r.batch_id"
		" JOIN project p ON p.id = r.project_id JOIN user o ON o.id = r.owner_id"
		" LEFT JOIN user s ON s.id = r.confirmed_by WHERE r.id = ?", id);
}

reply registration_show(struct req *r)
{
	const struct row *row = registration_row(r->c, req_id(r));
	bool active = row_is(row, "state", "active");
	bool pays = active || row_is(row, "state", "withdrawing") ||
		     row_is(row, "state", "converted");

	page_row(r, "reg", row);
	page_flag(r, textf(r->c, "reg.is.%s", row_text(row, "state")), true);
	offer_slips(r, row_id(row, "tab_id"));
	offer_timeline(r, "pre_registration", req_id(r));
	page_flag(r, "can.confirm", row_is(row, "state", "draft") && may(r, "registration.confirm"));
	page_flag(r, "can.withdraw", active && may(r, "registration.create"));
	page_flag(r, "can.subscribe", active && may(r, "deal.create"));
	page_flag(r, "can.pay", pays && may(r, "slip.enter"));
	return page_show(r, "sales/pre_registration_show");
}

reply registration_confirm_post(struct req *r)
{
	if (form_accept(r, registration_confirm(r->c, req_id(r))))
		return see_other(r, "/sales/pre_registrations/%lld", (long long)req_id(r));
	return registration_show(r);
}

reply registration_withdraw_post(struct req *r)
{
	if (form_accept(r, registration_withdraw(r->c, req_id(r))))
		return see_other(r, "/sales/pre_registrations/%lld", (long long)req_id(r));
	return registration_show(r);
}

#include "sales/registration.h"
#include "finance/tab.h"

/* The customer's row is the lock: two registrations of one customer wait for one another. */
static const struct row *customer_of(struct ctx *c, rowid customer_id)
{
	return db_row(c,
		"SELECT id, name, phone_sealed IS NOT NULL AS has_phone,"
		" id_no_sealed IS NOT NULL AS has_id_no FROM customer WHERE id = ? FOR UPDATE",
		customer_id);
}

static bool has_active(struct ctx *c, rowid customer_id, rowid batch_id)
{
	return db_int(c, "SELECT COUNT(*) FROM pre_registration"
			 " WHERE customer_id = ? AND batch_id = ? AND state = 'active'",
		      customer_id, batch_id) > 0;
}

/* The one named, which must be of the project; else the newest.  0: none. */
static rowid batch_of(struct ctx *c, rowid project_id, rowid batch_id)
{
	return db_int(c, "SELECT MAX(id) FROM launch_batch WHERE project_id = ? AND ? IN (0, id)",
		      project_id, batch_id);
}

OP registration_draft(struct ctx *c, rowid project_id, const struct registration_new *n,
		      rowid *id)
{
	const struct row *who = customer_of(c, n->customer_id);
	rowid batch = batch_of(c, project_id, n->batch_id);
	rowid tab;

	if (!*row_text(who, "name") || !row_int(who, "has_phone") || !row_int(who, "has_id_no"))
		return refuse(c, "customer_id", "pre_registration.customer_incomplete");
	if (!batch)
		return refuse(c, n->batch_id ? "batch_id" : NULL,
			      n->batch_id ? "form.not_found" : "pre_registration.no_batch");
	tab = tab_open(c, &(struct tab_new){ .project_id = project_id, .owner_id = c->user_id,
					     .payer = row_text(who, "name"),
					     .customer_id = n->customer_id });
	*id = db_insert(c,
		"INSERT INTO pre_registration (project_id, batch_id, customer_id, tab_id, owner_id,"
		" intent, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		project_id, batch, n->customer_id, tab, c->user_id, n->intent, c->now);
	record(c, .noun = "pre_registration", .about_id = *id, .project_id = project_id,
	       .what = "registration.created", .to = "draft", .customer_id = n->customer_id);
	return DONE;
}

static const struct row *registration(struct ctx *c, rowid id)
{
	return db_row(c, "SELECT id, project_id, batch_id, customer_id, tab_id, owner_id, state"
			 " FROM pre_registration WHERE id = ? FOR UPDATE", id);
}

OP registration_confirm(struct ctx *c, rowid id)
{
	const struct row *r = db_row(c, "SELECT customer_id FROM pre_registration WHERE id = ?", id);
	const struct row *who = customer_of(c, row_id(r, "customer_id"));
	int64_t serial;

	r = registration(c, id);
	if (!row_is(r, "state", "draft"))
		return refuse(c, NULL, "pre_registration.not_draft");
	if (!row_int(who, "has_phone"))		/* a draft binds nobody: erased since */
		return refuse(c, NULL, "customer.nobody");
	if (row_id(r, "owner_id") == c->user_id)	/* S5: whose role has changed since */
		return refuse(c, NULL, "pre_registration.own");
	if (has_active(c, row_id(r, "customer_id"), row_id(r, "batch_id")))
		return refuse(c, NULL, "pre_registration.one_active");
	tab_allow(c, row_id(r, "tab_id"), "sincerity");
	serial = number_next(c, row_id(r, "project_id"), "pre_registration");
	db_change(c,
		"UPDATE pre_registration SET state = 'active', serial = ?, reg_no = ?,"
		" registered_on = ?, confirmed_by = ? WHERE id = ?",
		serial, textf(c, "RC-%06lld", (long long)serial), c->today, c->user_id, id);
	record(c, .noun = "pre_registration", .about_id = id,
	       .project_id = row_id(r, "project_id"), .what = "registration.confirmed",
	       .from = "draft", .to = "active", .customer_id = row_id(r, "customer_id"));
	return DONE;
}

/* From active to what ends it. */
static void leave(struct ctx *c, const struct row *r, const char *to, const char *what)
{
	rowid id = row_id(r, "id");

	db_change(c, "UPDATE pre_registration SET state = ? WHERE id = ?", to, id);
	record(c, .noun = "pre_registration", .about_id = id,
	       .project_id = row_id(r, "project_id"), .what = what, .from = "active", .to = to,
	       .customer_id = row_id(r, "customer_id"));
}

OP registration_withdraw(struct ctx *c, rowid id)
{
	const struct row *r = registration(c, id);

	if (!row_is(r, "state", "active"))
		return refuse(c, NULL, "pre_registration.not_active");
	leave(c, r, "withdrawing", "registration.withdrawing");
	tab_ask_refund(c, row_id(r, "tab_id"));
	return DONE;
}

OP registration_convert(struct ctx *c, rowid id, rowid deal_tab_id)
{
	const struct row *r = registration(c, id);

	if (!row_is(r, "state", "active"))
		return refuse(c, NULL, "pre_registration.not_active");
	leave(c, r, "converted", "registration.converted");
	tab_transfer_to(c, row_id(r, "tab_id"), deal_tab_id);
	return DONE;
}

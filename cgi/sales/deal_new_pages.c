/* The subscription form: one unit, its price by payment method, its buyers. */
#include <stdlib.h>
#include "sales/pages.h"
#include "sales/deal.h"
#include "sales/percent.h"

struct form_buyer { rowid customer_id; const char *share_ppm; };
struct deal_form {
	rowid unit_id, pre_registration_id;
	const char *method;
	money deposit_fen;
	struct form_buyer buyers[DEAL_BUYERS];
	int count;
};

static const struct field buyer[] = {
	FIELD(struct form_buyer, customer_id, REQUIRED, .noun = "customer"),
	FIELD(struct form_buyer, share_ppm,   OPTIONAL, .valid = percent_ok, .wrong = "deal.share"),
	{ 0 }
};
static const struct field fields[] = {
	FIELD(struct deal_form, unit_id,             REQUIRED, .noun = "unit"),
	FIELD(struct deal_form, method,              REQUIRED, .max = 24,
	      .valid = text_plain, .wrong = "deal.method"),
	FIELD(struct deal_form, deposit_fen,         REQUIRED),
	FIELD(struct deal_form, pre_registration_id, OPTIONAL, .noun = "pre_registration"),
	FIELD_ROWS(struct deal_form, buyers, count, buyer, DEAL_BUYERS),
	{ 0 }
};

static rowid asked(struct req *r, const char *name)
{
	return strtoll(param(r, name), NULL, 10);
}

/* A unit of one of his projects, else 0: an id in a link is only text. */
static rowid unit_in_scope(struct ctx *c, rowid unit_id)
{
	return db_int(c, "SELECT u.id FROM unit u JOIN user_project up ON up.project_id = u.project_id"
			 " AND up.user_id = ? WHERE u.id = ?", c->user_id, unit_id);
}

/* What a customer's or registration's page leads here with. */
static void prepare(struct req *r, struct deal_form *f)
{
	f->unit_id = asked(r, "unit_id");
	f->method = param(r, "method");
	f->pre_registration_id = asked(r, "pre_registration_id");
	money_parse(param(r, "deposit_fen"), &f->deposit_fen);
	f->buyers[0].customer_id = asked(r, "customer_id_0");
	f->buyers[0].share_ppm = f->buyers[1].share_ppm = "";
	f->count = 2;
}

/* Into as many lines as are shown: an option makes its line. */
static void offer_customers(struct req *r, rowid unit_id, const struct deal_form *f)
{
	const struct row *all = db_rows(r->c,
		"SELECT c.id AS value, " CUSTOMER_CHOICE_SQL " AS text FROM customer c"
		" JOIN unit u ON u.project_id = c.project_id AND u.id = ?"
		" WHERE (c.owner_id = ? OR c.id = ?) AND c.anonymised_at IS NULL ORDER BY c.id DESC LIMIT 500",
		r->c->user_id, unit_id, r->c->user_id, f->buyers[0].customer_id);

	for (int i = 0; i < (f->count ? f->count : 1); i++)
		form_options(r, textf(r->c, "buyers.%d.customer_id_%d", i, i), all);
}

static void offer_registrations(struct req *r, rowid unit_id)
{
	form_options(r, "pre_registration_id", db_rows(r->c,
		"SELECT g.id AS value, CONCAT(g.reg_no, ' · ', c.name) AS text"
		" FROM pre_registration g JOIN customer c ON c.id = g.customer_id"
		" JOIN unit u ON u.project_id = g.project_id AND u.id = ?"
		" WHERE g.owner_id = ? AND g.state = 'active' ORDER BY g.id DESC LIMIT 500",
		unit_id, r->c->user_id));
}

/* Who did not get this unit finds three like it (ux.md rule 11). */
static void offer_alike(struct req *r, rowid unit_id)
{
	page_rows(r, "Alike", db_rows(r->c,
		"SELECT v.id, v.code, v.layout, v.gross_dm2 FROM unit u JOIN unit v"
		" ON v.project_id = u.project_id AND v.id <> u.id AND v.unit_kind = u.unit_kind"
		" WHERE u.id = ? AND v.sale_state = 'available'"
		" AND (v.locked_until IS NULL OR v.locked_until <= ?)"
		" AND (v.held_until IS NULL OR v.held_until < ?)"
		" ORDER BY v.layout <> u.layout, ABS(v.gross_dm2 - u.gross_dm2),"
		" v.building_id <> u.building_id, ABS(v.floor_no - u.floor_no), v.id LIMIT 3",
		unit_id, r->c->now, r->c->today));
}

static reply show(struct req *r, rowid unit_id, const struct deal_form *f)
{
	offer_unit(r, unit_id);
	offer_methods(r, unit_id, f->method ? f->method : "");
	offer_customers(r, unit_id, f);
	offer_registrations(r, unit_id);
	return page_show(r, "sales/deal_new");
}

reply deal_new_page(struct req *r)
{
	struct deal_form f = { 0 };
	rowid unit;

	prepare(r, &f);
	unit = unit_in_scope(r->c, f.unit_id);
	if (!unit)
		return not_found(r);
	form_offer(r, fields, &f);
	page_text(r, "Form.deposit_fen", param(r, "deposit_fen"));
	return show(r, unit, &f);
}

static struct deal_new said(const struct deal_form *f)
{
	struct deal_new n = { .unit_id = f->unit_id, .method = f->method,
			      .deposit_fen = f->deposit_fen, .count = f->count,
			      .pre_registration_id = f->pre_registration_id };

	for (int i = 0; i < f->count; i++) {
		n.buyers[i].customer_id = f->buyers[i].customer_id;
		if (*f->buyers[i].share_ppm)
			percent_parse(f->buyers[i].share_ppm, &n.buyers[i].share_ppm);
	}
	return n;
}

static bool gone(refusal no)
{
	return no && !strncmp(no->code, "unit.", 5) && strcmp(no->code, "unit.lock_cap");
}

reply deal_new_post(struct req *r)
{
	struct deal_form f = { 0 };
	struct deal_new n;
	refusal no;
	rowid id, unit;

	if (form_read(r, fields, &f)) {
		n = said(&f);
		no = deal_draft(r->c, &n, &id);
		if (form_accept(r, no))
			return see_other(r, "/sales/deals/%lld", (long long)id);
		if (gone(no))
			offer_alike(r, f.unit_id);
		page_flag(r, "gone", gone(no));
	}
	unit = unit_in_scope(r->c, f.unit_id);
	if (!unit)
		return not_found(r);
	return show(r, unit, &f);
}

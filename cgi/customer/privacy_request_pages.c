#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include "customer/pages.h"
#include "customer/privacy_request.h"

static const char *const kinds[] = { "copy", "correct", "erase", "withdraw", NULL };
static const char *const verdicts[] = { "done", "rejected", NULL };

static const struct link beside[] = {
	{ "/customer/disclosures", "L.disclosure.index", "privacy.read" },
	{ 0 }
};

static const struct list requests = {
	.noun = "privacy_request",
	.from = "privacy_request q JOIN customer k ON k.id = q.customer_id"
		" JOIN user e ON e.id = q.entered_by LEFT JOIN user d ON d.id = q.decided_by",
	.project = "q.project_id",
	.owner = "q.entered_by",
	.order = "q.id DESC",
	.first = "q.state = 'asked'",
	.links = beside,
	.open = "/customer/privacy_requests/%",
	.create = "/customer/privacy_requests/new",
	.create_may = "privacy.enter",
	.columns = (const struct column[]){
		{ "id",           "q.id",           0 },
		{ "received_on",  "q.received_on",  SORT | RANGE },
		{ "kind",         "q.kind",         PICK },
		{ "customer",     "k.name",         FIND | SORT },
		{ "phone_sealed", "k.phone_sealed", FIND },
		{ "state",        "q.state",        PICK },
		{ "due_on",       "q.due_on",       SORT | RANGE },
		{ "entered_by",   "e.name",         FIND },
		{ "decided_by",   "d.name",         FIND },
		{ "decided_at",   "q.decided_at",   SORT | RANGE },
		{ 0 } },
};

reply privacy_request_index(struct req *r)
{
	return list_show(r, &requests);
}

/* ---- enter --------------------------------------------------------------------------------- */

static const struct field entered[] = {
	FIELD(struct privacy_request_new, project_id,  OPTIONAL, .noun = "project"),
	FIELD(struct privacy_request_new, customer_id, OPTIONAL, .noun = "known_customer"),
	FIELD(struct privacy_request_new, phone,       OPTIONAL, .max = 20),
	FIELD(struct privacy_request_new, kind,        REQUIRED, .words = kinds,
	      .labels = "L.privacy_request.kind"),
	FIELD(struct privacy_request_new, wish,        OPTIONAL, .max = 400),
	FIELD(struct privacy_request_new, proof,       REQUIRED, .max = 100),
	FIELD(struct privacy_request_new, received_on, OPTIONAL),
	{ 0 }
};

/* Whom a link to this form names: shown, not asked for again. */
rowid customer_linked(struct req *r)
{
	const struct row *k = db_row(r->c,
		"SELECT id, project_id, name, phone_sealed FROM customer WHERE id = ?"
		" AND (? <> 'CO' OR owner_id = ?)", param(r, "customer_id"), r->c->role, r->c->user_id);

	if (!k || !sees_project(r, row_id(k, "project_id")))
		return 0;
	page_row(r, "Customer", k);
	return row_id(k, "id");
}

reply privacy_request_new_page(struct req *r)
{
	struct privacy_request_new n = { .project_id = req_project(r), .phone = param(r, "phone"),
		.kind = "copy", .wish = "", .proof = "", .received_on = r->c->today };

	n.customer_id = customer_linked(r);
	form_offer(r, entered, &n);
	return page_show(r, "customer/privacy_request_new");
}

reply privacy_request_new_post(struct req *r)
{
	struct privacy_request_new n = { 0 };
	rowid id = 0;
	bool read = form_read(r, entered, &n);

	if (!n.project_id)
		n.project_id = req_project(r);
	if (read && !n.project_id && !n.customer_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, privacy_request_enter(r->c, &n, &id)))
		return see_other(r, "/customer/privacy_requests/%lld", (long long)id);
	return privacy_request_new_page(r);
}

/* ---- look, decide -------------------------------------------------------------------------- */

static const struct field decided[] = {
	FIELD(struct privacy_answer, verdict, REQUIRED, .words = verdicts,
	      .labels = "L.privacy_request.verdict"),
	FIELD(struct privacy_answer, answer,  OPTIONAL, .max = 400),
	{ 0 }
};

reply privacy_request_show(struct req *r)
{
	const struct row *q = db_row(r->c,
		"SELECT q.id, q.customer_id, q.kind, q.wish, q.proof, q.received_on, q.due_on, q.state,"
		" q.answer, q.kept, q.entered_by AS entrant_id, q.entered_at, q.decided_at,"
		" k.name AS customer, k.phone_sealed, p.name AS project, e.name AS entered_by,"
		" d.name AS decided_by FROM privacy_request q JOIN customer k ON k.id = q.customer_id"
		" JOIN project p ON p.id = q.project_id JOIN user e ON e.id = q.entered_by"
		" LEFT JOIN user d ON d.id = q.decided_by WHERE q.id = ?", req_id(r));
	bool open = row_is(q, "state", "asked"), mine = row_id(q, "entrant_id") == r->c->user_id;

	page_row(r, "Request", q);
	page_flag(r, "Request.late", open && row_date(q, "due_on").day < r->c->today.day);
	page_flag(r, "Request.rests", *row_text(q, "kept"));
	if (!row_is(q, "kind", "copy"))
		page_rows(r, "Given", db_rows(r->c,
			"SELECT given_on, recipient, contents FROM disclosure WHERE customer_id = ?"
			" ORDER BY id", row_id(q, "customer_id")));
	page_flag(r, "can.decide", open && !mine && may(r, "privacy.decide"));
	page_flag(r, "can.copy", row_is(q, "kind", "copy") && row_is(q, "state", "done") &&
		  may(r, "privacy.decide"));
	form_offer(r, decided, &(struct privacy_answer){ "done", "" });
	return page_show(r, "customer/privacy_request_show");
}

reply privacy_request_decide_post(struct req *r)
{
	struct privacy_answer a = { 0 };

	if (form_read(r, decided, &a) && form_accept(r, privacy_request_decide(r->c, req_id(r), &a)))
		return see_other(r, "/customer/privacy_requests/%lld", (long long)req_id(r));
	return privacy_request_show(r);
}

/* ---- the copy ------------------------------------------------------------------------------- */

reply privacy_request_copy_post(struct req *r)
{
	rowid event = 0;

	if (form_accept(r, privacy_request_copy(r->c, req_id(r), &event)))
		return see_other(r, "/customer/privacy_requests/%lld/paper?copied=%lld",
				 (long long)req_id(r), (long long)event);
	return privacy_request_show(r);
}

static const char *bare(struct ctx *c, const char *column)
{
	return suffix_is(column, "_sealed") ? textf(c, "%.*s", (int)strlen(column) - 7, column) : column;
}

/* The first of these keys that the language files have. */
static const char *either(struct req *r, const char *key, const char *otherwise, const char *last)
{
	const char *text = label(r, key);

	if (text != key)
		return text;
	text = label(r, otherwise);
	return text != otherwise ? text : last;
}

/* As people read it. */
static const char *copy_text(struct req *r, const struct copy_part *p, const struct row *row,
			     const char *column)
{
	struct ctx *c = r->c;
	const char *s = copy_cell(c, row, column);

	if (!*s)
		return "";
	if (suffix_is(column, "_fen"))
		return money_text(c, row_money(row, column));
	if (suffix_is(column, "_ppm"))
		return textf(c, "%g%%", (double)row_int(row, column) / 10000);
	if (strspn(s, "abcdefghijklmnopqrstuvwxyz_ABCD") != strlen(s))
		return s;
	return either(r, textf(c, "L.%s.%s.%s", p->noun, column, s),
		      textf(c, "L.%s.%ss.%s", p->noun, column, s), s);
}

static const char *copy_label(struct req *r, const struct copy_part *p, const char *column)
{
	const char *name = bare(r->c, column);

	return either(r, textf(r->c, "L.%s.%s", p->noun, name),
		      textf(r->c, "L.privacy_request.%s", name), name);
}

enum { WIDE = 5 };

static void offer_part(struct req *r, int i, rowid customer_id)
{
	const struct copy_part *p = &copy_parts[i];
	struct node *part = page_nth(r, "Copy", i);
	const struct row *row = copy_rows(r->c, i, customer_id);

	node_text(r, part, "title", label(r, textf(r->c, "L.privacy_request.part.%s", p->name)));
	for (int k = 0; p->columns[k]; k++)
		node_text(r, node_nth(r, part, "columns", k), "label", copy_label(r, p, p->columns[k]));
	/* more of them than a sheet is wide: each record by itself, one line a column */
	node_flag(r, part, "tall", p->columns[WIDE]);
	for (int n = 0; row; row = row_next(row), n++) {
		struct node *line = node_nth(r, part, "rows", n);

		for (int k = 0; p->columns[k]; k++) {
			struct node *cell = node_nth(r, line, "cells", k);

			node_text(r, cell, "label", copy_label(r, p, p->columns[k]));
			node_text(r, cell, "text", copy_text(r, p, row, p->columns[k]));
		}
	}
}

/* Whose copy the link gives, while it gives it. */
static rowid copied(struct req *r)
{
	return privacy_request_copied(r->c, req_id(r), strtoll(param(r, "copied"), NULL, 10));
}

reply privacy_request_paper(struct req *r)
{
	rowid customer = copied(r);

	if (!customer)
		return see_other(r, "/customer/privacy_requests/%lld", (long long)req_id(r));
	page_int(r, "Request.id", req_id(r));
	page_text(r, "Request.copied", param(r, "copied"));
	page_row(r, "Request", db_row(r->c,
		"SELECT p.name AS project, o.name AS company, o.phone AS company_phone, q.received_on"
		" FROM privacy_request q JOIN project p ON p.id = q.project_id"
		" JOIN company o ON o.id = p.company_id WHERE q.id = ?", req_id(r)));
	for (int i = 0; i < COPY_PARTS; i++)
		offer_part(r, i, customer);
	return page_show(r, "customer/privacy_request_paper");
}

static void json_row(struct req *r, cJSON *into, const struct copy_part *p, const struct row *row)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddItemToArray(into, one);
	for (int k = 0; p->columns[k]; k++) {
		const char *column = p->columns[k], *s = copy_cell(r->c, row, column);

		if (copy_number(column))
			cJSON_AddRawToObject(one, column, s);
		else
			cJSON_AddStringToObject(one, bare(r->c, column), s);
	}
}

static void drop_json(void *o)
{
	cJSON_Delete(o);
}

static char *json_text(struct req *r, rowid customer_id)
{
	cJSON *all = cJSON_CreateObject();
	char *text;

	defer(r->c, drop_json, all);
	cJSON_AddStringToObject(all, "made_at", r->c->now);
	for (int i = 0; i < COPY_PARTS; i++) {
		cJSON *rows = cJSON_AddArrayToObject(all, copy_parts[i].name);
		const struct row *row = copy_rows(r->c, i, customer_id);

		for (; row; row = row_next(row))
			json_row(r, rows, &copy_parts[i], row);
	}
	text = cJSON_Print(all);
	if (!text)
		fault(r->c, "out of memory");
	return text;
}

reply privacy_request_file(struct req *r)
{
	rowid customer = copied(r);
	const char *copy;
	char *text;

	if (!customer)
		return see_other(r, "/customer/privacy_requests/%lld", (long long)req_id(r));
	text = json_text(r, customer);
	copy = textf(r->c, "%s", text);
	free(text);
	return send_file(r, textf(r->c, "personal_data_%lld.json", (long long)req_id(r)),
			 "application/json; charset=utf-8", copy, strlen(copy));
}

#include <string.h>
#include "customer/pages.h"
#include "customer/touch.h"

static const char *const kinds[] = { "visit", "call", NULL };
static const char *const grades[] = { "A", "B", "C", "D", NULL };

/* A row leads to the customer's card: its id is his. */
static const struct list touches = {
	.noun = "touch",
	.from = "touch t JOIN customer k ON k.id = t.customer_id JOIN user u ON u.id = t.entered_by",
	.project = "t.project_id",
	.owner = "t.entered_by",
	.order = "t.id DESC",
	.open = "/customer/customers/%",
	.create = "/customer/touches/new",
	.create_may = "touch.create",
	.columns = (const struct column[]){
		{ "id",           "k.id",           0 },
		{ "touch_id",     "t.id",           HIDE },
		{ "biz_on",       "t.biz_on",       SORT | RANGE },
		{ "customer",     "k.name",         FIND | SORT },
		{ "phone_sealed", "k.phone_sealed", FIND },
		{ "kind",         "t.kind",         PICK },
		{ "state",        "IF(t.counted = 1, t.novelty, 'uncounted')", PICK },
		{ "source",       "t.source",       PICK },
		{ "content",      "t.content",      FIND },
		{ "late",         "IF(t.biz_on < DATE(t.entered_at), 'yes', 'no')", PICK },
		{ "count_on",     "t.count_on",     SORT | RANGE },
		{ "entered_by",   "u.name",         FIND | SORT },
		{ "entered_at",   "t.entered_at",   SORT | HIDE },
		{ 0 } },
};

static void offer_tab(struct req *r, int n, const char *key, const char *query, bool current)
{
	const char *at = textf(r->c, "Views.%d", n);

	page_text(r, textf(r->c, "%s.label", at), label(r, key));
	page_text(r, textf(r->c, "%s.url", at), textf(r->c, "/customer/touches%s", query));
	page_flag(r, textf(r->c, "%s.current", at), current);
}

static void offer_tabs(struct req *r)
{
	const char *from = param(r, "biz_on_from"), *to = param(r, "biz_on_to");
	const char *day[] = { date_text(r->c, r->c->today),
			      date_text(r->c, date_add(r->c->today, -1)) };
	static const char *const name[] = { "L.touch.today", "L.touch.yesterday" };

	for (int i = 0; i < 2; i++)
		offer_tab(r, i, name[i], textf(r->c, "?biz_on_from=%s&biz_on_to=%s", day[i], day[i]),
			  !strcmp(from, day[i]) && !strcmp(to, day[i]));
	offer_tab(r, 2, "L.touch.all", "", !*from && !*to);
}

/* A consultant's register holds customers of colleagues too, whose cards he does not see. */
reply touch_index(struct req *r)
{
	struct list l = touches;

	if (!strcmp(r->c->role, "CO"))
		l.open = NULL;
	if (*param(r, "as"))
		return list_show(r, &l);
	offer_tabs(r);
	list_offer(r, &l, 50);
	return page_show(r, "common/list");
}

/* ---- enter ------------------------------------------------------------------------------- */

static const struct field entered[] = {
	FIELD(struct touch_new, project_id,     OPTIONAL, .noun = "project"),
	FIELD(struct touch_new, customer_id,    OPTIONAL, .noun = "known_customer"),
	FIELD(struct touch_new, kind,           REQUIRED, .words = kinds, .labels = "L.touch.kind"),
	FIELD(struct touch_new, phone,          OPTIONAL, .max = 20),
	FIELD(struct touch_new, name,           OPTIONAL, .max = 60),
	FIELD(struct touch_new, id_no,          OPTIONAL, .max = 18),
	FIELD(struct touch_new, intent_grade,   OPTIONAL, .words = grades,
	      .labels = "L.customer.intent_grade"),
	FIELD(struct touch_new, source,         REQUIRED, .words = touch_sources,
	      .labels = "L.customer.source"),
	FIELD(struct touch_new, content,        OPTIONAL, .max = 400),
	FIELD(struct touch_new, next_follow_on, OPTIONAL),
	FIELD(struct touch_new, biz_on,         OPTIONAL),
	FIELD(struct touch_new, reason,         OPTIONAL, .max = 200),
	FIELD(struct touch_new, notified,       OPTIONAL),
	FIELD(struct touch_new, marketing,      OPTIONAL),
	{ 0 }
};

/* Whom a link to this form names: shown, not asked for again. */
static rowid offer_customer(struct req *r)
{
	const struct row *k = db_row(r->c,
		"SELECT id, project_id, name, phone_sealed FROM customer WHERE id = ? AND owner_id = ?",
		param(r, "customer_id"), r->c->user_id);

	page_row(r, "Customer", k);
	return k ? row_id(k, "id") : 0;
}

reply touch_new_page(struct req *r)
{
	struct touch_new t = { .customer_id = offer_customer(r), .project_id = req_project(r),
		.kind = *param(r, "kind") ? param(r, "kind") : "visit", .phone = param(r, "phone"),
		.name = param(r, "name"), .id_no = "", .intent_grade = "C", .source = "walk_in",
		.content = "", .reason = "", .biz_on = r->c->today, .next_follow_on = NO_DATE,
		.notified = true };

	offer_notice(r, t.project_id);
	form_offer(r, entered, &t);
	return page_show(r, "customer/touch_new");
}

reply touch_new_post(struct req *r)
{
	struct touch_new t = { 0 };
	rowid id = 0;
	bool read = form_read(r, entered, &t);

	if (!t.project_id)
		t.project_id = t.customer_id ? db_int(r->c,
			"SELECT project_id FROM customer WHERE id = ?", t.customer_id) : req_project(r);
	if (read && !t.project_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, touch_create(r->c, &t, &id)))
		return see_other(r, "/customer/touches?biz_on_from=%s&biz_on_to=%s",
			date_text(r->c, date_ok(t.biz_on) ? t.biz_on : r->c->today),
			date_text(r->c, date_ok(t.biz_on) ? t.biz_on : r->c->today));
	return touch_new_page(r);
}

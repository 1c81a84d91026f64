#include <string.h>
#include "customer/customer.h"
#include "customer/touch.h"
#include "project/day.h"

/* An existing card is used, else made. */
static OP customer_met(struct ctx *c, const struct touch_new *t, rowid *id)
{
	struct known_as a;

	*id = t->customer_id;
	if (*id)
		return DONE;
	if (!*t->phone)
		return refuse(c, "phone", "touch.who");
	a = customer_known(c, t->project_id, t->phone, t->name);
	if (a.is == KNOWN_NOT_YET)
		return refuse(c, "phone", "customer.phone");
	*id = a.customer_id;
	if (a.is != KNOWN_NEW && a.is != KNOWN_SUSPECT)
		return DONE;
	if (!*t->name)
		return refuse(c, "name", "touch.who");
	return customer_create(c, &(struct customer_card){
		.project_id = t->project_id, .phone = t->phone, .name = t->name, .id_no = t->id_no,
		.source = t->source, .intent_grade = t->intent_grade, .intent_layout = "",
		.note = "", .next_follow_on = t->next_follow_on, .notified = t->notified,
		.marketing = t->marketing }, id);
}

struct before { bool any, visit, same, nobody, left_alone; };

/* Locks the card first, so touches of one customer are entered one after the other. */
static struct before entered_before(struct ctx *c, rowid customer_id, const char *kind, date on)
{
	const struct row *k = db_row(c,
		"SELECT anonymised_at, left_alone FROM customer WHERE id = ? FOR UPDATE",
		customer_id), *t;

	t = db_row(c,
		"SELECT COUNT(*) AS any_count, COALESCE(SUM(kind = 'visit'), 0) AS visit_count,"
		" COALESCE(SUM(kind = ? AND biz_on = ?), 0) AS same_count"
		" FROM touch WHERE customer_id = ?", kind, on, customer_id);
	return (struct before){ row_int(t, "any_count") > 0, row_int(t, "visit_count") > 0,
				row_int(t, "same_count") > 0, *row_text(k, "anonymised_at"),
				row_int(k, "left_alone") != 0 };
}

static const char *novelty_of(bool visit, const struct before *b)
{
	if (visit)
		return b->visit ? "again" : "first";
	return b->any ? "again" : "new";
}

static rowid insert_touch(struct ctx *c, const struct touch_new *t, rowid customer_id, date biz_on,
			  date count_on, const char *counts_as, const char *novelty)
{
	return db_insert(c,
		"INSERT INTO touch (project_id, customer_id, kind, source, biz_on, count_on, counted,"
		" novelty, content, reason, entered_by, entered_at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		t->project_id, customer_id, t->kind, t->source, biz_on, count_on, MAYBE(!!counts_as),
		novelty, t->content, t->reason, c->user_id, c->now);
}

OP touch_create(struct ctx *c, const struct touch_new *t, rowid *id)
{
	date biz_on = date_ok(t->biz_on) ? t->biz_on : c->today, count_on;
	bool visit = !strcmp(t->kind, "visit");
	const char *novelty, *counts_as;
	struct before b;
	rowid customer;
	refusal no;

	no = backdate_allowed(c, t->project_id, biz_on, t->reason);
	if (!no)
		no = customer_met(c, t, &customer);
	if (no)
		return no;
	b = entered_before(c, customer, t->kind, biz_on);
	if (b.nobody)
		return refuse(c, "customer_id", "customer.nobody");
	if (b.left_alone && date_ok(t->next_follow_on))
		return refuse(c, "next_follow_on", "customer.left_alone");
	novelty = novelty_of(visit, &b);
	counts_as = b.same ? NULL : novelty;
	count_on = count_day(c, t->project_id, SALES, biz_on);
	*id = insert_touch(c, t, customer, biz_on, count_on, counts_as, novelty);
	record(c, .noun = "touch", .about_id = *id, .what = visit ? "touch.visit" : "touch.call",
	       .to = counts_as, .project_id = t->project_id, .customer_id = customer,
	       .biz_on = biz_on, .count_on = count_on, .reason = *t->reason ? t->reason : NULL);
	if (!strcmp(c->role, "CO"))
		customer_received(c, customer, visit, biz_on);
	if (date_ok(t->next_follow_on))
		db_change(c, "UPDATE customer SET next_follow_on = ? WHERE id = ?",
			  t->next_follow_on, customer);
	outbox_put(c, "flash", t->project_id, "{}");
	return DONE;
}

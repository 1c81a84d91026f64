/* How long a person stays a person: who is erased, on which day, and what is left of him. */
#include "t/unit/harness.h"
#include "customer/customer.h"
#include "customer/privacy_request.h"
#include "customer/retention.h"
#include "customer/touch.h"

static rowid met(struct ctx *c, rowid project, const char *phone)
{
	struct touch_new t = { .project_id = project, .phone = phone, .name = "陈嘉怡",
		.id_no = "", .intent_grade = "A", .kind = "visit", .source = "walk_in",
		.content = "一家四口", .reason = "", .biz_on = NO_DATE, .next_follow_on = NO_DATE };
	rowid touch = 0;

	assert_done(touch_create(c, &t, &touch));
	return db_int(c, "SELECT customer_id FROM touch WHERE id = ?", touch);
}

/* One turn of the job, when it has come to this card. */
static bool erased(struct ctx *c, rowid id)
{
	rowid at_id = db_int(c, "SELECT project_id FROM customer WHERE id = ?", id);

	assert_done(customer_retention(c, &at_id));
	return db_int(c, "SELECT COUNT(*) FROM customer WHERE id = ? AND anonymised_at IS NOT NULL", id);
}

static void the_day_counts_from_the_last_word(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;
	struct follow_up f = { .content = "先生从上海回来，一家四口同来看房", .next_on = NO_DATE };

	at(c, "2024-02-29 10:00:00");
	id = met(c, project, "12900002001");
	at(c, "2024-05-10 10:00:00");
	f.contacted_on = c->today;
	assert_done(customer_follow_up(c, id, &f));
	at(c, "2026-05-09 03:45:00");
	assert_false(erased(c, id));
	at(c, "2026-05-10 03:45:00");
	assert_true(erased(c, id));
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE customer_id = ?"
		   " AND what = 'customer.anonymised' AND reason = 'retention 2024-05-10'", id);
	erased(c, id);		/* again: nothing more */
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE customer_id = ?"
		   " AND what = 'customer.anonymised'", id);
}

static void a_project_may_forget_sooner(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;

	db_exec(c, "UPDATE project SET retention_months = 6 WHERE id = ?", project);
	at(c, "2025-01-31 10:00:00");
	id = met(c, project, "12900002002");
	at(c, "2025-07-30 03:45:00");
	assert_false(erased(c, id));
	at(c, "2025-07-31 03:45:00");
	assert_true(erased(c, id));
}

static void what_counts_stays_and_who_he_was_goes(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;

	at(c, "2024-01-05 10:00:00");
	id = met(c, project, "12900002003");
	db_exec(c, "UPDATE customer SET note = '要南向', id_no_sealed = ?, id_no_hash = ?"
		   " WHERE id = ?", seal(c, "x"), seal_hash(c, "x"), id);
	at(c, "2026-02-01 03:45:00");
	assert_true(erased(c, id));
	assert_word(c, "***", "SELECT name FROM customer WHERE id = ?", id);
	assert_int(c, 0, "SELECT COUNT(phone_sealed) + COUNT(phone_hash) + COUNT(phone_tail_hash)"
		   " + COUNT(id_no_sealed) + COUNT(id_no_hash) + COUNT(NULLIF(note, ''))"
		   " FROM customer WHERE id = ?", id);
	assert_int(c, 0, "SELECT COUNT(*) FROM touch WHERE customer_id = ? AND content <> ''", id);
	assert_int(c, 1, "SELECT COUNT(*) FROM touch WHERE customer_id = ? AND counted = 1", id);
	assert_int(c, 0, "SELECT COUNT(*) FROM event WHERE customer_id = ? AND reason LIKE '%一家%'", id);
	assert_true(met(c, project, "12900002003") != id);
}

static void what_binds_keeps(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;

	at(c, "2020-01-05 10:00:00");
	id = met(c, project, "12900002004");
	assert_int(c, 0, "SELECT bound FROM customer WHERE id = ?", id);
	db_insert(c, "INSERT INTO tab (project_id, owner_id, customer_id, payer) VALUES (?, ?, ?, 'x')",
		  project, c->user_id, id);
	assert_int(c, 1, "SELECT bound FROM customer WHERE id = ?", id);
	at(c, "2026-02-01 03:45:00");
	assert_false(erased(c, id));
}

static void who_waits_for_an_answer_is_not_erased(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id, request = 0;
	struct privacy_request_new n = { .phone = "", .kind = "copy", .wish = "", .proof = "回拨",
		.received_on = NO_DATE };

	at(c, "2024-01-05 10:00:00");
	n.customer_id = id = met(c, project, "12900002006");
	at(c, "2026-01-30 10:00:00");
	assert_done(privacy_request_enter(c, &n, &request));
	at(c, "2026-02-01 03:45:00");
	assert_false(erased(c, id));
	c = as(state, "SM");
	assert_done(privacy_request_decide(c, request, &(struct privacy_answer){ "done", "" }));
	assert_true(erased(c, id));
}

static void nobody_is_not_spoken_with(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id, touch;
	struct customer_card n = { .phone = "", .name = "陈", .id_no = "", .source = "walk_in",
		.intent_grade = "A", .intent_layout = "", .note = "", .next_follow_on = NO_DATE };
	struct touch_new t = { .project_id = project, .phone = "", .name = "", .id_no = "",
		.intent_grade = "A", .kind = "call", .source = "walk_in", .content = "", .reason = "",
		.biz_on = NO_DATE, .next_follow_on = NO_DATE };
	struct follow_up f = { .content = "没接", .next_on = NO_DATE };

	at(c, "2020-01-05 10:00:00");
	t.customer_id = id = met(c, project, "12900002005");
	at(c, "2026-02-01 03:45:00");
	assert_true(erased(c, id));
	n.version = (int)db_int(c, "SELECT version_count FROM customer WHERE id = ?", id);
	f.contacted_on = c->today;
	assert_refused("customer.nobody", NULL, customer_change(c, id, &n));
	assert_refused("customer.nobody", NULL, customer_follow_up(c, id, &f));
	assert_refused("customer.nobody", "customer_id", touch_create(c, &t, &touch));
}

int main(void)
{
	return run(the_day_counts_from_the_last_word, a_project_may_forget_sooner,
		   what_counts_stays_and_who_he_was_goes, what_binds_keeps,
		   who_waits_for_an_answer_is_not_erased, nobody_is_not_spoken_with);
}

/* What a person asks about his data: by when, who answers, what goes and what stays. */
#include "t/unit/harness.h"
#include "customer/consent.h"
#include "customer/customer.h"
#include "customer/privacy_request.h"

static rowid card(struct ctx *c, rowid project, const char *phone)
{
	struct customer_card n = { .project_id = project, .phone = phone, .name = "陈嘉怡",
		.id_no = "", .source = "walk_in", .intent_grade = "A", .intent_layout = "三房",
		.note = "要南向", .next_follow_on = date_add(c->today, 3) };
	rowid id = 0;

	assert_done(customer_create(c, &n, &id));
	return id;
}

static rowid asked(struct ctx *c, rowid project, rowid customer, const char *kind)
{
	struct privacy_request_new n = { .project_id = project, .customer_id = customer,
		.phone = "", .kind = kind, .wish = "请删除", .proof = "本人持证到场",
		.received_on = NO_DATE };
	rowid id = 0;

	assert_done(privacy_request_enter(c, &n, &id));
	return id;
}

static const struct privacy_answer yes = { "done", "" }, no = { "rejected", "" };

static void fifteen_working_days(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;

	at(c, "2026-03-02 10:00:00");
	id = asked(c, project, card(c, project, "12900003001"), "copy");
	assert_word(c, "2026-03-17", "SELECT due_on FROM privacy_request WHERE id = ?", id);
	db_exec(c, "INSERT INTO rest_day (rest_on) VALUES ('2026-03-07'), ('2026-03-08'),"
		   " ('2026-03-14'), ('2026-03-15'), ('2026-03-21'), ('2026-03-22')");
	id = asked(c, project, card(c, project, "12900003002"), "copy");
	assert_word(c, "2026-03-23", "SELECT due_on FROM privacy_request WHERE id = ?", id);
}

static void another_person_answers(void **state)
{
	struct ctx *c = as(state, "SM");
	rowid project = given_project(c), id = asked(c, project, card(c, project, "12900003003"), "correct");

	assert_refused("privacy_request.own", NULL, privacy_request_decide(c, id, &yes));
	c = as(state, "PD");
	assert_refused("privacy_request.say_why", "answer", privacy_request_decide(c, id, &no));
	assert_done(privacy_request_decide(c, id, &yes));
	assert_refused("privacy_request.decided", NULL, privacy_request_decide(c, id, &yes));
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE noun = 'privacy_request' AND about_id = ?"
		   " AND state_to = 'done'", id);
}

static void he_is_found_whoever_owns_him(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003004"), id;
	struct privacy_request_new n = { .project_id = project, .phone = "", .kind = "copy",
		.wish = "", .proof = "回拨", .received_on = NO_DATE };

	c = as(state, "CO2");
	assert_refused("privacy_request.who", "phone", privacy_request_enter(c, &n, &id));
	n.phone = "12900003999";
	assert_refused("privacy_request.nobody", "phone", privacy_request_enter(c, &n, &id));
	n.phone = "+86 129 0000 3004";
	assert_done(privacy_request_enter(c, &n, &id));
	assert_int(c, customer, "SELECT customer_id FROM privacy_request WHERE id = ?", id);
	n.received_on = date_add(c->today, 1);
	assert_refused("day.future", "received_on", privacy_request_enter(c, &n, &id));
}

static void whom_nothing_binds_goes_wholly(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003005");
	rowid id = asked(c, project, customer, "erase");

	c = as(state, "SM");
	assert_done(privacy_request_decide(c, id, &yes));
	assert_word(c, "", "SELECT kept FROM privacy_request WHERE id = ?", id);
	assert_word(c, "***", "SELECT name FROM customer WHERE id = ?", customer);
	assert_int(c, 0, "SELECT COUNT(phone_hash) FROM customer WHERE id = ?", customer);
}

static rowid tab_of(struct ctx *c, rowid project, rowid customer)
{
	return db_insert(c, "INSERT INTO tab (project_id, owner_id, customer_id, payer)"
			    " VALUES (?, ?, ?, '陈嘉怡')", project, c->user_id, customer);
}

static void what_has_ended_leaves_its_papers(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003006");
	rowid tab = tab_of(c, project, customer), id = asked(c, project, customer, "erase");

	c = as(state, "SM");
	assert_done(privacy_request_decide(c, id, &yes));
	assert_word(c, "books", "SELECT kept FROM privacy_request WHERE id = ?", id);
	assert_word(c, "陈**", "SELECT name FROM customer WHERE id = ?", customer);
	assert_int(c, 0, "SELECT COUNT(phone_sealed) + COUNT(phone_hash) FROM customer WHERE id = ?",
		   customer);
	assert_word(c, "陈嘉怡", "SELECT payer FROM tab WHERE id = ?", tab);
}

static void what_runs_keeps_who_he_is(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003007");
	rowid tab = tab_of(c, project, customer), id, registration = db_insert(c,
		"INSERT INTO pre_registration (project_id, batch_id, customer_id, tab_id, owner_id,"
		" state, created_at) VALUES (?, ?, ?, ?, ?, 'withdrawing', ?)", project,
		given_batch(c, project), customer, tab, c->user_id, c->now);

	id = asked(c, project, customer, "erase");
	c = as(state, "SM");
	assert_done(privacy_request_decide(c, id, &yes));
	assert_word(c, "contract", "SELECT kept FROM privacy_request WHERE id = ?", id);
	assert_word(c, "陈嘉怡", "SELECT CONCAT(name, note, intent_layout) FROM customer WHERE id = ?",
		    customer);
	assert_int(c, 1, "SELECT COUNT(phone_hash) FROM customer WHERE id = ?", customer);
	db_exec(c, "UPDATE tab SET emptied_on = ? WHERE id = ?", c->today, tab);
	assert_int(c, 0, "SELECT COUNT(*) FROM customer_engaged WHERE customer_id = ?", customer);
	assert_true(registration > 0);
}

static void who_withdraws_is_left_alone_at_once(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003008");
	struct follow_up f = { .contacted_on = c->today, .content = "没接", .next_on = c->today };

	asked(c, project, customer, "withdraw");
	assert_int(c, 1, "SELECT left_alone AND next_follow_on IS NULL FROM customer WHERE id = ?",
		   customer);
	assert_refused("customer.left_alone", "next_on", customer_follow_up(c, customer, &f));
	f.next_on = NO_DATE;
	assert_done(customer_follow_up(c, customer, &f));
}

static void he_may_withdraw_and_be_erased(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003010"), back, erase;

	consent_of_card(c, project, customer, false, false, "consent");
	back = asked(c, project, customer, "withdraw");
	erase = asked(c, project, customer, "erase");
	c = as(state, "SM");
	assert_done(privacy_request_decide(c, erase, &yes));
	assert_done(privacy_request_decide(c, back, &yes));
}

static void a_copy_is_given_to_who_asked_for_it(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = card(c, project, "12900003009"), event = 0;
	rowid id = asked(c, project, customer, "copy");
	const struct row *him;

	c = as(state, "SM");
	assert_refused("privacy_request.no_copy", NULL, privacy_request_copy(c, id, &event));
	assert_done(privacy_request_decide(c, id, &yes));
	assert_done(privacy_request_copy(c, id, &event));
	assert_int_equal(customer, privacy_request_copied(c, id, event));
	him = copy_rows(c, 0, customer);
	assert_string_equal("12900003009", copy_cell(c, him, "phone_sealed"));
	as(state, "PD");
	assert_int_equal(0, privacy_request_copied(c, id, event));
}

int main(void)
{
	return run(fifteen_working_days, another_person_answers, he_is_found_whoever_owns_him,
		   whom_nothing_binds_goes_wholly, what_has_ended_leaves_its_papers,
		   what_runs_keeps_who_he_is, who_withdraws_is_left_alone_at_once,
		   he_may_withdraw_and_be_erased, a_copy_is_given_to_who_asked_for_it);
}

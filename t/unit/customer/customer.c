/* Cards: one phone a project, whose customer he is, what a number leaves behind. */
#include "t/unit/harness.h"
#include "customer/customer.h"

static struct customer_card card(rowid project, const char *phone)
{
	return (struct customer_card){ .project_id = project, .phone = phone, .name = "陈嘉怡",
		.id_no = "", .source = "walk_in", .intent_grade = "A", .intent_layout = "",
		.note = "", .next_follow_on = NO_DATE };
}

static rowid made(struct ctx *c, rowid project, const char *phone)
{
	struct customer_card n = card(project, phone);
	rowid id = 0;

	assert_done(customer_create(c, &n, &id));
	return id;
}

static void one_phone_has_one_card(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id = made(c, project, "+86 129 0000 1111");
	struct customer_card n = card(project, "12900001111");

	assert_refused("customer.known", "phone", customer_create(c, &n, &id));
	n.project_id = given_project(c);
	assert_done(customer_create(c, &n, &id));
	assert_int(c, 2, "SELECT COUNT(*) FROM customer WHERE phone_hash = ?",
		   seal_hash(c, "12900001111"));
}

static void what_is_no_number_is_refused(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;
	struct customer_card n = card(project, "1290000");

	assert_refused("customer.phone", "phone", customer_create(c, &n, &id));
	n = card(project, "12900001112");
	n.id_no = "990101199001010011";
	assert_refused("customer.id_no", "id_no", customer_create(c, &n, &id));
}

static void nothing_is_kept_in_clear(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid id = made(c, given_project(c), "12900001113");

	assert_int(c, 0, "SELECT INSTR(phone_sealed, '12900001113') FROM customer WHERE id = ?", id);
	assert_int(c, 7, "SELECT DATEDIFF(protected_until, ?) FROM customer WHERE id = ?", c->today, id);
}

static void two_who_save_do_not_overwrite(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id = made(c, project, "12900001114");
	struct customer_card n = card(project, "");

	n.note = "一";
	assert_done(customer_change(c, id, &n));
	n.note = "二";
	assert_refused("changed_meanwhile", NULL, customer_change(c, id, &n));
	assert_word(c, "一", "SELECT note FROM customer WHERE id = ?", id);
	assert_word(c, "note", "SELECT reason FROM event WHERE customer_id = ? ORDER BY id DESC LIMIT 1", id);
}

static enum known known(struct ctx *c, rowid project, const char *phone)
{
	return customer_known(c, project, phone, "陈嘉怡").is;
}

static void the_answer_while_typing(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id = made(c, project, "12900001115");

	assert_int_equal(KNOWN_NOT_YET, known(c, project, "129000"));
	assert_int_equal(KNOWN_MINE, known(c, project, "12900001115"));
	assert_int_equal(KNOWN_SUSPECT, known(c, project, "12800001115"));
	assert_int_equal(KNOWN_NEW, known(c, project, "12800002226"));
	c = as(state, "CO2");
	assert_int_equal(KNOWN_PROTECTED, known(c, project, "12900001115"));
	db_exec(c, "UPDATE customer SET protected_until = ? WHERE id = ?", date_add(c->today, -1), id);
	assert_int_equal(KNOWN_EXPIRED, known(c, project, "12900001115"));
	assert_string_equal("陈**", customer_known(c, project, "12900001115", "").name);
}

static void a_colleague_keeps_whom_he_protects(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid first = c->user_id, id = made(c, given_project(c), "12900001116");

	c = as(state, "CO2");
	customer_received(c, id, true, c->today);
	assert_int(c, first, "SELECT owner_id FROM customer WHERE id = ?", id);
	db_exec(c, "UPDATE customer SET protected_until = ? WHERE id = ?", date_add(c->today, -1), id);
	customer_received(c, id, true, c->today);
	assert_int(c, c->user_id, "SELECT owner_id FROM customer WHERE id = ?", id);
	assert_int(c, 15, "SELECT DATEDIFF(protected_until, ?) FROM customer WHERE id = ?", c->today, id);
	assert_word(c, "prospect", "SELECT grade FROM customer WHERE id = ?", id);
}

static void a_real_conversation_prolongs(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid id = made(c, given_project(c), "12900001117");
	struct follow_up f = { c->today, "没接", date_add(c->today, 2) };

	assert_done(customer_follow_up(c, id, &f));
	assert_int(c, 7, "SELECT DATEDIFF(protected_until, ?) FROM customer WHERE id = ?", c->today, id);
	f.content = "先生从上海回来，一家四口同来看房";
	assert_done(customer_follow_up(c, id, &f));
	assert_int(c, 15, "SELECT DATEDIFF(protected_until, ?) FROM customer WHERE id = ?", c->today, id);
	f.contacted_on = date_add(c->today, 1);
	assert_refused("day.future", "contacted_on", customer_follow_up(c, id, &f));
	f = (struct follow_up){ c->today, "x", date_add(c->today, -1) };
	assert_refused("customer.next_past", "next_on", customer_follow_up(c, id, &f));
}

static void who_looks_leaves_a_trace(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid id = made(c, given_project(c), "12900001118");
	const char *what;
	rowid event;

	assert_done(customer_reveal(c, id, &(struct reveal){ "phone", "回访" }, &event));
	assert_string_equal("12900001118", customer_revealed(c, id, event, &what));
	assert_string_equal("phone", what);
	assert_int(c, 1, "SELECT COUNT(*) FROM event WHERE what = 'customer.revealed'"
		   " AND customer_id = ? AND reason = 'phone: 回访'", id);
	assert_refused("customer.none", "what",
		customer_reveal(c, id, &(struct reveal){ "id_no", "签约" }, &event));
	as(state, "SE");
	assert_null(customer_revealed(c, id, event, &what));
}

int main(void)
{
	return run(one_phone_has_one_card, what_is_no_number_is_refused, nothing_is_kept_in_clear,
		   two_who_save_do_not_overwrite, the_answer_while_typing,
		   a_colleague_keeps_whom_he_protects, a_real_conversation_prolongs,
		   who_looks_leaves_a_trace);
}

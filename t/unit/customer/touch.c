/* Calls and visits: what counts, what is new, which day counts it. */
#include "t/unit/harness.h"
#include "customer/touch.h"

static struct touch_new of(rowid project, rowid customer, const char *kind)
{
	return (struct touch_new){ .project_id = project, .customer_id = customer, .phone = "",
		.name = "", .id_no = "", .intent_grade = "C", .kind = kind, .source = "walk_in",
		.content = "", .reason = "", .biz_on = NO_DATE, .next_follow_on = NO_DATE };
}

static rowid enter(struct ctx *c, rowid project, rowid customer, const char *kind)
{
	struct touch_new t = of(project, customer, kind);
	rowid id = 0;

	assert_done(touch_create(c, &t, &id));
	return id;
}

/* The state of the event: what the reports count. */
#define COUNTS_AS(c, word, touch) assert_word((c), (word), \
	"SELECT COALESCE(state_to, 'not') FROM event WHERE noun = 'touch' AND about_id = ?", (touch))

static void a_day_counts_once(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), who = given_customer(c, project);

	COUNTS_AS(c, "new", enter(c, project, who, "call"));
	COUNTS_AS(c, "not", enter(c, project, who, "call"));
	COUNTS_AS(c, "first", enter(c, project, who, "visit"));
	COUNTS_AS(c, "not", enter(c, project, who, "visit"));
	assert_int(c, 2, "SELECT COUNT(*) FROM touch WHERE customer_id = ? AND counted = 1", who);
}

static void new_and_first_look_at_what_was_entered(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), who = given_customer(c, project);

	COUNTS_AS(c, "first", enter(c, project, who, "visit"));
	COUNTS_AS(c, "again", enter(c, project, who, "call"));
	at(c, "2099-01-02 10:00:00");
	COUNTS_AS(c, "again", enter(c, project, who, "visit"));
}

static void late_entries_count_where_the_day_is_open(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), who = given_customer(c, project), id;
	struct touch_new t = of(project, who, "call");

	t.biz_on = date_add(c->today, -2);
	assert_refused("day.say_why", "reason", touch_create(c, &t, &id));
	t.reason = "忘了登记";
	assert_done(touch_create(c, &t, &id));
	assert_int(c, 2, "SELECT DATEDIFF(?, count_on) FROM touch WHERE id = ?", c->today, id);
	db_exec(c, "UPDATE project SET sales_closed_on = ? WHERE id = ?", date_add(c->today, -1), project);
	t.kind = "visit";
	assert_done(touch_create(c, &t, &id));
	assert_int(c, 0, "SELECT DATEDIFF(?, count_on) FROM event WHERE noun = 'touch' AND about_id = ?",
		   c->today, id);
	t.biz_on = date_add(c->today, -8);
	assert_refused("day.too_old", "biz_on", touch_create(c, &t, &id));
	t.biz_on = date_add(c->today, 1);
	assert_refused("day.future", "biz_on", touch_create(c, &t, &id));
}

static void a_known_number_keeps_its_card(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;
	struct touch_new t = of(project, 0, "call");

	assert_refused("touch.who", "phone", touch_create(c, &t, &id));
	t.phone = "12900002221";
	assert_refused("touch.who", "name", touch_create(c, &t, &id));
	t.name = "王雪琴";
	assert_done(touch_create(c, &t, &id));
	c = as(state, "CO2");
	t.name = "";
	t.kind = "visit";
	assert_done(touch_create(c, &t, &id));
	assert_int(c, 1, "SELECT COUNT(*) FROM customer WHERE project_id = ?", project);
	COUNTS_AS(c, "first", id);
}

int main(void)
{
	return run(a_day_counts_once, new_and_first_look_at_what_was_entered,
		   late_entries_count_where_the_day_is_open, a_known_number_keeps_its_card);
}

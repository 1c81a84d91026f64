/* The unit: taken in one place, by one deal, however often it is asked for. */
#include "t/unit/harness.h"
#include "project/batch.h"
#include "project/price.h"
#include "project/unit.h"

static rowid a_unit(struct ctx *c, rowid *project)
{
	*project = given_project(c);
	return given_unit(c, *project, (area){ 8927 }, (money){ 1268000 });
}

static const char *state_of(struct ctx *c, rowid id)
{
	struct unit u;

	assert_true(unit_read(c, id, false, &u));
	return u.state;
}

static void a_lock_ends_by_time(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project, unit = a_unit(c, &project);

	assert_done(unit_lock(c, unit, 71));
	assert_string_equal(state_of(c, unit), "locked");
	assert_refused("unit.taken", "unit_id", unit_lock(c, unit, 72));
	assert_refused("unit.taken", "unit_id", unit_take(c, unit, 72, "subscribed"));
	assert_done(unit_lock(c, unit, 71));	/* prolongs */
	at(c, "2026-03-06 10:35:01");
	assert_string_equal(state_of(c, unit), "available");
	assert_done(unit_take(c, unit, 72, "subscribed"));
	assert_string_equal(state_of(c, unit), "subscribed");
	assert_refused("unit.taken", "unit_id", unit_take(c, unit, 71, "subscribed"));
	assert_int(c, 3,
		"SELECT COUNT(*) FROM event WHERE unit_id = ? AND what IN ('unit.locked', 'unit.taken')", unit);
	assert_int(c, 3, "SELECT COUNT(*) FROM outbox WHERE topic = 'unit' AND project_id = ?", project);
}

static void nobody_locks_more_than_the_cap(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project, unit = a_unit(c, &project);

	assert_done(unit_lock(c, unit, 81));
	assert_done(unit_lock(c, given_unit(c, project, (area){ 100 }, FEN(100)), 82));
	unit = given_unit(c, project, (area){ 100 }, FEN(100));
	assert_refused("unit.lock_cap", "unit_id", unit_lock(c, unit, 83));
	unit_release_lock(c, 81);
	assert_done(unit_lock(c, unit, 83));
	c = as(state, "CO2");
	assert_done(unit_lock(c, given_unit(c, project, (area){ 100 }, FEN(100)), 84));
}

static void a_hold_lasts_through_its_day(void **state)
{
	struct ctx *c = as(state, "SM");
	rowid project, unit = a_unit(c, &project);
	date today = c->today;

	assert_refused("unit.hold_until", "held_until", unit_hold(c, unit,
		&(struct unit_hold){ date_add(today, 31), "x" }));
	assert_refused("unit.hold_until", "held_until", unit_hold(c, unit,
		&(struct unit_hold){ date_add(today, -1), "x" }));
	assert_refused("unit.say_why", "reason", unit_hold(c, unit, &(struct unit_hold){ today, "" }));
	assert_done(unit_hold(c, unit, &(struct unit_hold){ today, "老客户" }));
	assert_string_equal(state_of(c, unit), "held");
	assert_refused("unit.held", "unit_id", unit_lock(c, unit, 91));
	assert_refused("unit.held", "unit_id", unit_take(c, unit, 91, "subscribed"));
	at(c, "2026-03-07 00:00:01");
	assert_string_equal(state_of(c, unit), "available");
	assert_refused("unit.not_held", NULL, unit_unhold(c, unit));
	assert_done(unit_lock(c, unit, 91));
	assert_refused("unit.taken", "unit_id", unit_hold(c, unit, &(struct unit_hold){ c->today, "x" }));
}

static void who_held_may_take_it_back_for_five_minutes(void **state)
{
	struct ctx *c = as(state, "SM");
	rowid project, unit = a_unit(c, &project);

	assert_false(unit_just_held(c, unit));
	assert_done(unit_hold(c, unit, &(struct unit_hold){ date_add(c->today, 3), "样板间" }));
	assert_true(unit_just_held(c, unit));
	at(c, "2026-03-06 10:25:00");
	assert_true(unit_just_held(c, unit));
	as(state, "PD");
	assert_false(unit_just_held(c, unit));	/* another's */
	as(state, "SM");
	db_exec(c, "UPDATE project SET sales_closed_on = ? WHERE id = ?", c->today, project);
	assert_false(unit_just_held(c, unit));	/* its day is closed */
	db_exec(c, "UPDATE project SET sales_closed_on = NULL WHERE id = ?", project);
	at(c, "2026-03-06 10:25:01");
	assert_false(unit_just_held(c, unit));	/* too late; the hold itself lasts */
	assert_string_equal(state_of(c, unit), "held");
	assert_done(unit_unhold(c, unit));
	at(c, "2026-03-06 10:20:00");
	assert_false(unit_just_held(c, unit));	/* released already */
}

static void the_manager_has_a_cap_of_holds(void **state)
{
	struct ctx *c = as(state, "SM");
	rowid project, unit = a_unit(c, &project);

	db_change(c, "UPDATE project SET hold_cap = 1 WHERE id = ?", project);
	assert_done(unit_hold(c, unit, &(struct unit_hold){ c->today, "x" }));
	unit = given_unit(c, project, (area){ 100 }, FEN(100));
	assert_refused("unit.hold_cap", NULL, unit_hold(c, unit, &(struct unit_hold){ c->today, "x" }));
	c = as(state, "PD");
	assert_done(unit_hold(c, unit, &(struct unit_hold){ c->today, "x" }));
}

static void steps_come_in_order_and_a_unit_comes_back(void **state)
{
	struct ctx *c = as(state, "SE");
	rowid project, unit = a_unit(c, &project);

	assert_refused("unit.state", NULL, unit_move(c, unit, "subscribed", "contracted"));
	assert_done(unit_take(c, unit, 5, "subscribed"));
	assert_done(unit_move(c, unit, "subscribed", "contracted"));
	assert_refused("unit.state", NULL, unit_move(c, unit, "subscribed", "contracted"));
	assert_done(unit_free(c, unit, "退房"));
	assert_string_equal(state_of(c, unit), "available");
	assert_refused("unit.state", NULL, unit_free(c, unit, "again"));
	assert_refused("unit.none", "unit_id", unit_lock(c, 999999999, 1));
}

static void the_price_in_force_is_the_latest_that_has_come(void **state)
{
	struct ctx *c = as(state, "PL");
	rowid project, unit = a_unit(c, &project), later;
	rowid table = price_of_unit(c, unit).price_table_id;
	struct unit_price p = price_of_unit(c, unit);

	assert_true(table != 0);
	assert_int_equal(p.list_total.fen, 113194360);
	assert_int_equal(p.basis_area.dm2, 8927);
	later = db_insert(c,
		"INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at, created_by,"
		" created_at, reviewed_by, approved_by, approved_at) SELECT project_id, batch_id"
			", version_no + 1,"
		" 'approved', '2026-03-07 09:00:00', created_by, created_at, reviewed_by"
			", approved_by, approved_at"
		" FROM price_table WHERE id = ?", table);
	db_exec(c, "INSERT INTO price_row (price_table_id, project_id, unit_id, list_unit_price_fen,"
		" list_total_fen, anchor) VALUES (?, ?, ?, 1300000, 116051000, 'unit')", later, project, unit);
	assert_int_equal(price_of_unit(c, unit).price_table_id, table);
	at(c, "2026-03-07 09:00:00");
	assert_int_equal(price_of_unit(c, unit).price_table_id, later);
	assert_int_equal(price_of_unit_in(c, unit, table).list_total.fen, 113194360);
	db_change(c, "UPDATE price_table SET state = 'rejected' WHERE id = ?", later);
	assert_int_equal(price_of_unit(c, unit).price_table_id, table);
}

static void who_proposes_does_not_release(void **state)
{
	struct ctx *c = as(state, "SM");
	rowid project, unit = a_unit(c, &project);
	rowid batch = db_int(c, "SELECT batch_id FROM unit WHERE id = ?", unit);

	db_change(c, "UPDATE unit SET sale_state = 'not_released' WHERE id = ?", unit);
	assert_done(batch_propose(c, batch));
	assert_refused("batch.state", NULL, batch_propose(c, batch));
	assert_refused("batch.own", NULL, batch_release(c, batch, &(struct batch_release){ false }));
}

int main(void)
{
	return run(a_lock_ends_by_time, nobody_locks_more_than_the_cap, a_hold_lasts_through_its_day,
		   who_held_may_take_it_back_for_five_minutes,
		   the_manager_has_a_cap_of_holds, steps_come_in_order_and_a_unit_comes_back,
		   the_price_in_force_is_the_latest_that_has_come, who_proposes_does_not_release);
}

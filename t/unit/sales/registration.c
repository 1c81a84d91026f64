/* Pre-registrations without HTTP. */
#include "t/unit/harness.h"
#include "sales/registration.h"

static rowid complete_customer(struct ctx *c, rowid project)
{
	rowid id = given_customer(c, project);

	db_exec(c, "UPDATE customer SET id_no_sealed = phone_sealed WHERE id = ?", id);
	return id;
}

static rowid drafted(struct ctx *c, rowid project, rowid customer)
{
	struct registration_new n = { .customer_id = customer, .intent = "三房" };
	rowid id = 0;

	assert_done(registration_draft(c, project, &n, &id));
	return id;
}

static void numbers_have_no_gap(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), first, second;

	given_batch(c, project);
	first = drafted(c, project, complete_customer(c, project));
	second = drafted(c, project, complete_customer(c, project));
	c = as(state, "SE");
	assert_done(registration_confirm(c, second));
	assert_done(registration_confirm(c, first));
	assert_refused("pre_registration.not_draft", NULL, registration_confirm(c, first));
	assert_word(c, "RC-000001", "SELECT reg_no FROM pre_registration WHERE id = ?", second);
	assert_word(c, "RC-000002", "SELECT reg_no FROM pre_registration WHERE id = ?", first);
	assert_word(c, "sincerity", "SELECT kinds FROM tab WHERE id ="
				    " (SELECT tab_id FROM pre_registration WHERE id = ?)", first);
	assert_int(c, 2, "SELECT COUNT(*) FROM event WHERE project_id = ?"
			 " AND what = 'registration.confirmed' AND count_on = ?", project, c->today);
}

static void one_is_active_for_a_customer_and_batch(void **state)
{
	struct ctx *c = as(state, "CO");
	struct registration_new again = { .intent = "" };
	rowid project = given_project(c), customer = complete_customer(c, project), first, second, id;

	given_batch(c, project);
	first = drafted(c, project, customer);
	second = drafted(c, project, customer);
	c = as(state, "SE");
	assert_done(registration_confirm(c, first));
	assert_refused("pre_registration.one_active", NULL, registration_confirm(c, second));
	c = as(state, "CO");
	again.customer_id = customer;
	assert_done(registration_draft(c, project, &again, &id));
	c = as(state, "SE");
	assert_refused("pre_registration.one_active", NULL, registration_confirm(c, id));
	given_batch(c, project);
	c = as(state, "CO");
	assert_done(registration_draft(c, project, &again, &id));
	c = as(state, "SE");
	assert_done(registration_confirm(c, id));
}

static void who_was_erased_meanwhile_is_not_confirmed(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), customer = complete_customer(c, project), id;

	given_batch(c, project);
	id = drafted(c, project, customer);
	given_erased(c, customer);
	c = as(state, "SE");
	assert_refused("customer.nobody", NULL, registration_confirm(c, id));
}

static void the_card_must_be_complete(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;
	struct registration_new n = { .customer_id = given_customer(c, project), .intent = "" };

	assert_refused("pre_registration.customer_incomplete", "customer_id",
		       registration_draft(c, project, &n, &id));
	n.customer_id = complete_customer(c, project);
	assert_refused("pre_registration.no_batch", NULL, registration_draft(c, project, &n, &id));
}

static void nothing_on_it_is_withdrawn_at_once(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id;

	given_batch(c, project);
	id = drafted(c, project, complete_customer(c, project));
	assert_refused("pre_registration.not_active", NULL, registration_withdraw(c, id));
	c = as(state, "SE");
	assert_done(registration_confirm(c, id));
	c = as(state, "CO");
	assert_done(registration_withdraw(c, id));
	assert_refused("pre_registration.not_active", NULL, registration_withdraw(c, id));
	assert_word(c, "withdrawing", "SELECT state FROM pre_registration WHERE id = ?", id);
	assert_word(c, "2026-03-06", "SELECT emptied_on FROM tab WHERE id ="
				     " (SELECT tab_id FROM pre_registration WHERE id = ?)", id);
}

int main(void)
{
	return run(numbers_have_no_gap, one_is_active_for_a_customer_and_batch,
		   who_was_erased_meanwhile_is_not_confirmed,
		   the_card_must_be_complete, nothing_on_it_is_withdrawn_at_once);
}

/* Told, agreed, needed: what is written beside a card, and what follows from it. */
#include "t/unit/harness.h"
#include "customer/consent.h"
#include "customer/customer.h"
#include "customer/retention.h"

#define HER_ID "990101199001010019"

static rowid card(struct ctx *c, rowid project, const char *phone, const char *id_no,
		  const char *basis)
{
	struct customer_card n = { .project_id = project, .phone = phone, .name = "陈嘉怡",
		.id_no = id_no, .source = "walk_in", .intent_grade = "A", .intent_layout = "",
		.note = "", .next_follow_on = date_add(c->today, 3), .notified = true,
		.id_basis = basis };
	rowid id = 0;

	assert_done(customer_create(c, &n, &id));
	return id;
}

static refusal note(struct ctx *c, rowid id, const char *kind, const char *basis)
{
	return consent_note(c, id, &(struct consent){ kind, basis });
}

#define HOLDS(c, want, id, kind) assert_word((c), (want), "SELECT CONCAT(basis, ' ', version_no)" \
	" FROM customer_consent WHERE customer_id = ? AND kind = ? ORDER BY id DESC LIMIT 1", (id), (kind))

static void a_card_says_what_he_was_told(void **state)
{
	struct ctx *c = as(state, "PD");
	rowid project = given_project(c), id, notice;
	struct privacy_notice n = { project, "我们是谁，为什么" };

	HOLDS(c, "told 0", card(c, project, "12900004001", "", NULL), "notice");
	assert_done(notice_publish(c, &n, &notice));
	assert_done(notice_publish(c, &n, &notice));
	id = card(c, project, "12900004002", HER_ID, NULL);
	HOLDS(c, "told 2", id, "notice");
	HOLDS(c, "contract 2", id, "id_no");
	assert_int(c, 0, "SELECT COUNT(*) FROM customer_consent WHERE customer_id = ?"
		   " AND kind = 'marketing'", id);
}

static void withdrawn_is_left_alone_and_stays_visible(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id = card(c, project, "12900004003", "", NULL);

	assert_done(note(c, id, "marketing", "consent"));
	assert_done(note(c, id, "marketing", "withdrawn"));
	assert_done(note(c, id, "marketing", "withdrawn"));
	assert_int(c, 2, "SELECT COUNT(*) FROM customer_consent WHERE customer_id = ?"
		   " AND kind = 'marketing'", id);
	assert_int(c, 1, "SELECT left_alone AND next_follow_on IS NULL FROM customer WHERE id = ?", id);
	assert_done(note(c, id, "marketing", "consent"));
	assert_int(c, 0, "SELECT left_alone FROM customer WHERE id = ?", id);
	assert_refused("consent.fits", "basis", note(c, id, "marketing", "contract"));
	assert_refused("consent.fits", "basis", note(c, id, "notice", "consent"));
	assert_refused("consent.no_number", NULL, note(c, id, "id_no", "consent"));
}

static void his_number_goes_with_his_consent(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project = given_project(c), id = card(c, project, "12900004004", HER_ID, "consent");
	rowid bound = card(c, project, "12900004005", HER_ID, "consent");

	HOLDS(c, "consent 0", id, "id_no");
	assert_done(note(c, id, "id_no", "withdrawn"));
	assert_int(c, 0, "SELECT COUNT(id_no_sealed) + COUNT(id_no_hash) FROM customer WHERE id = ?", id);
	db_insert(c, "INSERT INTO tab (project_id, owner_id, customer_id, payer) VALUES (?, ?, ?, 'x')",
		  project, c->user_id, bound);
	assert_refused("consent.needed", NULL, note(c, bound, "id_no", "withdrawn"));
}

/* After the job's second half. */
static int64_t numbers_left(struct ctx *c, rowid id)
{
	for (rowid at_id = -1; at_id;)
		assert_done(customer_retention(c, &at_id));
	return db_int(c, "SELECT COUNT(id_no_sealed) FROM customer WHERE id = ?", id);
}

static void a_number_that_nothing_needs_goes(void **state)
{
	struct ctx *c = as(state, "CO");
	rowid project, needed, agreed;

	at(c, "2026-01-01 10:00:00");
	project = given_project(c);
	agreed = card(c, project, "12900004006", HER_ID, "consent");
	needed = card(c, project, "12900004007", HER_ID, "contract");
	at(c, "2026-04-01 03:45:00");
	assert_int_equal(1, numbers_left(c, needed));
	at(c, "2026-04-02 03:45:00");
	assert_int_equal(1, numbers_left(c, agreed));
	assert_int_equal(0, numbers_left(c, needed));
	assert_word(c, "陈嘉怡", "SELECT name FROM customer WHERE id = ?", needed);
}

int main(void)
{
	return run(a_card_says_what_he_was_told, withdrawn_is_left_alone_and_stays_visible,
		   his_number_goes_with_his_consent, a_number_that_nothing_needs_goes);
}

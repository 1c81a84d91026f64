#include "customer/customer.h"
#include "customer/retention.h"

void customer_words_away(struct ctx *c, rowid id)
{
	db_exec(c, "UPDATE touch SET content = '' WHERE customer_id = ?", id);
	db_exec(c, "UPDATE follow_up SET content = '' WHERE customer_id = ?", id);
}

void customer_anonymise(struct ctx *c, rowid id, const char *name, const char *why)
{
	const struct row *k = db_row(c, "SELECT project_id FROM customer WHERE id = ?", id);

	db_change(c,
		"UPDATE customer SET name = ?, phone_sealed = NULL, phone_hash = NULL,"
		" phone_tail_hash = NULL, id_no_sealed = NULL, id_no_hash = NULL, intent_layout = '',"
		" id_no_until = NULL, budget_fen = 0, note = '', next_follow_on = NULL,"
		" protected_until = NULL,"
		" anonymised_at = ?, version_count = version_count + 1 WHERE id = ?", name, c->now, id);
	customer_words_away(c, id);
	record(c, .noun = "customer", .about_id = id, .what = "customer.anonymised",
	       .project_id = row_id(k, "project_id"), .customer_id = id, .reason = why);
}

/* Who has waited longest.  A month has not always the same day: the day is exact below.  Not who
 * asked for something and has no answer yet: a copy of an erased card would be empty. */
#define DUE_SQL "project_id = ? AND bound = 0 AND anonymised_at IS NULL" \
	" AND contacted_on <= ? - INTERVAL ? MONTH + INTERVAL 3 DAY" \
	" AND contacted_on + INTERVAL ? MONTH <= ?" \
	" AND NOT EXISTS (SELECT 1 FROM privacy_request q WHERE q.project_id = customer.project_id" \
	" AND q.customer_id = customer.id AND q.state = 'asked')"

static rowid next_due(struct ctx *c, rowid project_id, int months)
{
	return db_int(c, "SELECT id FROM customer WHERE " DUE_SQL " ORDER BY contacted_on LIMIT 1",
		      project_id, c->today, months, months, c->today);
}

/* Whoever spoke with him since, or entered what he asks, held his card's lock. */
static void erase_due(struct ctx *c, rowid id, rowid project_id, int months)
{
	const struct row *k = db_row(c,
		"SELECT contacted_on FROM customer WHERE id = ? AND " DUE_SQL " FOR UPDATE", id,
		project_id, c->today, months, months, c->today);

	if (k)
		customer_anonymise(c, id, NOBODY,
				   textf(c, "retention %s", row_text(k, "contacted_on")));
}

static bool card_turn(struct ctx *c, rowid *project)
{
	const struct row *p = db_row(c,
		"SELECT id, retention_months FROM project WHERE id >= ? ORDER BY id LIMIT 1", *project);
	rowid id;

	if (!p)
		return false;
	*project = row_id(p, "id");
	id = next_due(c, *project, (int)row_int(p, "retention_months"));
	if (id)
		erase_due(c, id, *project, (int)row_int(p, "retention_months"));
	else
		++*project;
	return true;
}

/* An ID number that was taken for a registration or subscription which never came. */
static bool number_turn(struct ctx *c)
{
	rowid id = db_int(c, "SELECT id FROM customer WHERE bound = 0 AND id_no_until < ?"
			     " ORDER BY id_no_until LIMIT 1", c->today);
	const struct row *k;

	if (!id)
		return false;
	k = db_row(c, "SELECT project_id FROM customer WHERE id = ? AND bound = 0 AND id_no_until < ?"
		      " FOR UPDATE", id, c->today);
	if (!k)
		return true;
	customer_id_no_away(c, id);
	record(c, .noun = "customer", .about_id = id, .what = "customer.id_no_erased",
	       .project_id = row_id(k, "project_id"), .customer_id = id);
	return true;
}

/* *at: from which project on; below zero: the numbers. */
OP customer_retention(struct ctx *c, rowid *at)
{
	if (*at < 0)
		*at = number_turn(c) ? -1 : 0;
	else if (!card_turn(c, at))
		*at = -1;
	return DONE;
}

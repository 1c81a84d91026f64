#include "customer/consent.h"
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
		" budget_fen = 0, note = '', next_follow_on = NULL, protected_until = NULL,"
		" anonymised_at = ?, version_count = version_count + 1 WHERE id = ?", name, c->now, id);
	customer_words_away(c, id);
	record(c, .noun = "customer", .about_id = id, .what = "customer.anonymised",
	       .project_id = row_id(k, "project_id"), .customer_id = id, .reason = why);
}

/* Cards are read in the order in which they were made, so the first that is not due is near. */
static const struct row *next_due(struct ctx *c, rowid after)
{
	return db_row(c,
		"SELECT k.id, p.retention_months, " LAST_CONTACT_SQL " AS last_on"
		" FROM customer k STRAIGHT_JOIN project p ON p.id = k.project_id"
		" WHERE k.id > ? AND k.anonymised_at IS NULL AND k.bound = 0"
		" AND k.created_at < ? - INTERVAL p.retention_months MONTH + INTERVAL 1 DAY"
		" AND " LAST_CONTACT_SQL " + INTERVAL p.retention_months MONTH <= ?"
		" ORDER BY k.id LIMIT 1", after, c->today, c->today);
}

/* What was found is of the turn's snapshot; whoever spoke with him since held his card's lock. */
static bool still_due(struct ctx *c, rowid id, date last)
{
	return db_row(c, "SELECT id FROM customer WHERE id = ? AND anonymised_at IS NULL AND bound = 0"
			 " FOR UPDATE", id) &&
	       !db_int(c, "SELECT COUNT(*) FROM touch WHERE customer_id = ? AND biz_on > ?"
			  " LOCK IN SHARE MODE", id, last) &&
	       !db_int(c, "SELECT COUNT(*) FROM follow_up WHERE customer_id = ? AND contacted_on > ?"
			  " LOCK IN SHARE MODE", id, last);
}

static bool card_turn(struct ctx *c, rowid *at)
{
	const struct row *k = next_due(c, *at);

	if (!k)
		return false;
	*at = row_id(k, "id");
	if (still_due(c, *at, row_date(k, "last_on")))
		customer_anonymise(c, *at, NOBODY,
				   textf(c, "retention %s", date_text(c, row_date(k, "last_on"))));
	return true;
}

/* An ID number that was taken for a registration or subscription which never came. */
static bool number_turn(struct ctx *c, rowid *at)
{
	const struct row *k = db_row(c,
		"SELECT k.id, k.project_id FROM customer k JOIN customer_consent s ON s.id ="
		" (SELECT MAX(m.id) FROM customer_consent m WHERE m.customer_id = k.id AND m.kind = 'id_no')"
		" WHERE k.id > ? AND k.id_no_sealed IS NOT NULL AND k.bound = 0 AND s.basis = 'contract'"
		" AND s.at < ? - INTERVAL ? DAY ORDER BY k.id LIMIT 1", *at, c->today, ID_DAYS);

	if (!k)
		return false;
	*at = row_id(k, "id");
	if (!db_row(c, "SELECT id FROM customer WHERE id = ? AND bound = 0 FOR UPDATE", *at))
		return true;
	customer_id_no_away(c, *at);
	record(c, .noun = "customer", .about_id = *at, .what = "customer.id_no_erased",
	       .project_id = row_id(k, "project_id"), .customer_id = *at);
	return true;
}

/* First the cards, then, below zero, the numbers. */
OP customer_retention(struct ctx *c, rowid *at)
{
	rowid number = -*at - 1;

	if (*at >= 0) {
		if (!card_turn(c, at))
			*at = -1;
	} else {
		*at = number_turn(c, &number) ? -number - 1 : 0;
	}
	return DONE;
}

#include "customer/consent.h"
#include "customer/customer.h"
#include "customer/privacy_request.h"
#include "customer/retention.h"
#include "project/day.h"

/* ---- asked ------------------------------------------------------------------------------------ */

static OP found(struct ctx *c, rowid project_id, const char *phone, rowid *customer_id)
{
	struct known_as a;

	if (*customer_id)
		return DONE;
	if (!*phone)
		return refuse(c, "phone", "privacy_request.who");
	a = customer_known(c, project_id, phone, "");
	if (a.is == KNOWN_NOT_YET)
		return refuse(c, "phone", "customer.phone");
	*customer_id = a.customer_id;
	return a.is == KNOWN_NEW || a.is == KNOWN_SUSPECT
		? refuse(c, "phone", "privacy_request.nobody") : DONE;
}

/* A day, and a rest day's following one, at a time: working days are what is counted. */
static date working_days(struct ctx *c, date from, int days)
{
	while (days--)
		from = due_day(c, from, 1);
	return from;
}

void customer_leave_alone(struct ctx *c, rowid customer_id)
{
	db_change(c, "UPDATE customer SET left_alone = 1, next_follow_on = NULL,"
		  " version_count = version_count + 1 WHERE id = ?", customer_id);
}

OP privacy_person(struct ctx *c, rowid project_id, rowid id, const char *phone,
		  const struct row **k)
{
	refusal no = found(c, project_id, phone, &id);

	if (no)
		return no;
	*k = db_row(c, "SELECT id, project_id, anonymised_at FROM customer WHERE id = ? FOR UPDATE", id);
	return *row_text(*k, "anonymised_at") ? refuse(c, NULL, "customer.nobody") : DONE;
}

OP privacy_request_enter(struct ctx *c, const struct privacy_request_new *n, rowid *id)
{
	date on = date_ok(n->received_on) ? n->received_on : c->today;
	const struct row *k = NULL;
	refusal no;

	if (on.day > c->today.day)
		return refuse(c, "received_on", "day.future");
	no = privacy_person(c, n->project_id, n->customer_id, n->phone, &k);
	if (!no && !strcmp(n->kind, "withdraw"))
		no = consent_note(c, row_id(k, "id"), &(struct consent){ "marketing", "withdrawn" });
	if (no)
		return no;
	*id = db_insert(c,
		"INSERT INTO privacy_request (project_id, customer_id, kind, wish, proof, received_on,"
		" due_on, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		row_id(k, "project_id"), row_id(k, "id"), n->kind, n->wish, n->proof, on,
		working_days(c, on, ANSWER_DAYS), c->user_id, c->now);
	record(c, .noun = "privacy_request", .about_id = *id, .what = "privacy_request.entered",
	       .to = "asked", .project_id = row_id(k, "project_id"), .customer_id = row_id(k, "id"),
	       .biz_on = on);
	return DONE;
}

/* ---- answered --------------------------------------------------------------------------------- */

/* What no contract and no book needs goes at once; the rest when they end. */
static void words_away(struct ctx *c, rowid id, rowid project_id, const char *why)
{
	db_change(c, "UPDATE customer SET note = '', intent_layout = '', budget_fen = 0,"
		  " next_follow_on = NULL, left_alone = 1, version_count = version_count + 1"
		  " WHERE id = ?", id);
	customer_words_away(c, id);
	record(c, .noun = "customer", .about_id = id, .what = "customer.words_erased",
	       .project_id = project_id, .customer_id = id, .reason = why);
}

/* What stays: "contract" (somebody's to whom we still owe or who owes us), "books" (papers of
 * money and contracts that the law keeps; the name on the card is masked), "" nothing. */
static const char *erase(struct ctx *c, rowid id, rowid request_id)
{
	const struct row *k = db_row(c,
		"SELECT name, project_id, bound, anonymised_at FROM customer WHERE id = ? FOR UPDATE", id);
	const char *why = textf(c, "request %lld", (long long)request_id);

	if (*row_text(k, "anonymised_at"))
		return "";
	if (db_int(c, "SELECT COUNT(*) FROM customer_engaged WHERE customer_id = ?", id)) {
		words_away(c, id, row_id(k, "project_id"), why);
		return "contract";
	}
	customer_anonymise(c, id, row_int(k, "bound") ? mask_name(c, row_text(k, "name")) : NOBODY, why);
	return row_int(k, "bound") ? "books" : "";
}

/* His ID number goes where nothing but his consent kept it. */
static OP number_back(struct ctx *c, rowid id)
{
	if (db_int(c, "SELECT bound OR anonymised_at IS NOT NULL FROM customer WHERE id = ? FOR UPDATE",
		   id) ||
	    !consent_holds(c, id, &(struct consent){ "id_no", "consent" }))
		return DONE;
	return consent_note(c, id, &(struct consent){ "id_no", "withdrawn" });
}

OP privacy_request_decide(struct ctx *c, rowid id, const struct privacy_answer *a)
{
	const struct row *q = db_row(c,
		"SELECT id, project_id, customer_id, kind, state, entered_by FROM privacy_request"
		" WHERE id = ? FOR UPDATE", id);
	bool done = !strcmp(a->verdict, "done");
	const char *kept;

	if (!row_is(q, "state", "asked"))
		return refuse(c, NULL, "privacy_request.decided");
	if (row_id(q, "entered_by") == c->user_id)
		return refuse(c, NULL, "privacy_request.own");
	if (!done && !*a->answer)
		return refuse(c, "answer", "privacy_request.say_why");
	if (done && row_is(q, "kind", "withdraw")) {
		refusal no = number_back(c, row_id(q, "customer_id"));

		if (no)
			return no;
	}
	kept = done && row_is(q, "kind", "erase")
		? erase(c, row_id(q, "customer_id"), id) : "";
	db_change(c,
		"UPDATE privacy_request SET state = ?, answer = ?, kept = ?, decided_by = ?,"
		" decided_at = ? WHERE id = ?", a->verdict, a->answer, kept, c->user_id, c->now, id);
	record(c, .noun = "privacy_request", .about_id = id, .what = "privacy_request.decided",
	       .from = "asked", .to = a->verdict, .project_id = row_id(q, "project_id"),
	       .customer_id = row_id(q, "customer_id"), .reason = a->answer);
	return DONE;
}

/* ---- the copy, given out ------------------------------------------------------------------------- */

OP privacy_request_copy(struct ctx *c, rowid id, rowid *event_id)
{
	const struct row *q = db_row(c,
		"SELECT project_id, customer_id, kind, state FROM privacy_request WHERE id = ?", id);

	if (!row_is(q, "kind", "copy") || !row_is(q, "state", "done"))
		return refuse(c, NULL, "privacy_request.no_copy");
	*event_id = record(c, .noun = "privacy_request", .about_id = id,
		.what = "privacy_request.copied", .project_id = row_id(q, "project_id"),
		.customer_id = row_id(q, "customer_id"));
	return DONE;
}

rowid privacy_request_copied(struct ctx *c, rowid id, rowid event_id)
{
	return db_int(c,
		"SELECT e.customer_id FROM event e WHERE e.id = ? AND e.noun = 'privacy_request'"
		" AND e.what = 'privacy_request.copied' AND e.about_id = ? AND e.user_id = ?"
		" AND e.created_at > UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL ? MINUTE",
		event_id, id, c->user_id, COPY_MINUTES);
}

#include "customer/disclosure.h"
#include "customer/privacy_request.h"

OP disclosure_note(struct ctx *c, const struct disclosure *d, rowid *id)
{
	date on = date_ok(d->given_on) ? d->given_on : c->today;
	const struct row *k = NULL;
	refusal no;

	if (on.day > c->today.day)
		return refuse(c, "given_on", "day.future");
	if (!strcmp(d->basis, "consent") && !*d->proof)
		return refuse(c, "proof", "disclosure.proof");
	no = privacy_person(c, d->project_id, d->customer_id, d->phone, &k);
	if (no)
		return no;
	*id = db_insert(c,
		"INSERT INTO disclosure (project_id, customer_id, recipient_kind, recipient, contents,"
		" purpose, basis, proof, given_on, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		row_id(k, "project_id"), row_id(k, "id"), d->recipient_kind, d->recipient, d->contents,
		d->purpose, d->basis, d->proof, on, c->user_id, c->now);
	record(c, .noun = "disclosure", .about_id = *id, .what = "disclosure.noted",
	       .project_id = row_id(k, "project_id"), .customer_id = row_id(k, "id"), .biz_on = on,
	       .reason = d->recipient);
	return DONE;
}

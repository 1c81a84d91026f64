#include "customer/disclosure.h"
#include "customer/pages.h"

static const char *const kinds[] = { "bank", "fund", "authority", "agency", "other", NULL };
static const char *const bases[] = { "contract", "law", "consent", NULL };

/* A row leads to the customer's card: its id is his. */
static const struct list disclosures = {
	.noun = "disclosure",
	.from = "disclosure d JOIN customer k ON k.id = d.customer_id JOIN user u ON u.id = d.by_id",
	.project = "d.project_id",
	.owner = "d.by_id",
	.order = "d.id DESC",
	.create = "/customer/disclosures/new",
	.create_may = "privacy.enter",
	.columns = (const struct column[]){
		{ "id",             "k.id",             0 },
		{ "given_on",       "d.given_on",       SORT | RANGE },
		{ "customer",       "k.name",           FIND | SORT },
		{ "phone_sealed",   "k.phone_sealed",   FIND },
		{ "recipient_kind", "d.recipient_kind", PICK },
		{ "recipient",      "d.recipient",      FIND | SORT },
		{ "contents",       "d.contents",       FIND },
		{ "purpose",        "d.purpose",        FIND },
		{ "basis",          "d.basis",          PICK },
		{ "proof",          "d.proof",          FIND | HIDE },
		{ "entered_by",     "u.name",           FIND },
		{ 0 } },
};

reply disclosure_index(struct req *r)
{
	return list_show(r, &disclosures);
}

static const struct field noted[] = {
	FIELD(struct disclosure, project_id,     OPTIONAL, .noun = "project"),
	FIELD(struct disclosure, customer_id,    OPTIONAL, .noun = "known_customer"),
	FIELD(struct disclosure, phone,          OPTIONAL, .max = 20),
	FIELD(struct disclosure, recipient_kind, REQUIRED, .words = kinds,
	      .labels = "L.disclosure.recipient_kind"),
	FIELD(struct disclosure, recipient,      REQUIRED, .max = 80),
	FIELD(struct disclosure, contents,       REQUIRED, .max = 200),
	FIELD(struct disclosure, purpose,        REQUIRED, .max = 100),
	FIELD(struct disclosure, basis,          REQUIRED, .words = bases,
	      .labels = "L.disclosure.basis"),
	FIELD(struct disclosure, proof,          OPTIONAL, .max = 100),
	FIELD(struct disclosure, given_on,       OPTIONAL),
	{ 0 }
};

reply disclosure_new_page(struct req *r)
{
	struct disclosure d = { .project_id = req_project(r), .phone = param(r, "phone"),
		.recipient_kind = "bank", .recipient = "", .contents = "", .purpose = "",
		.basis = "contract", .proof = "", .given_on = r->c->today };

	d.customer_id = customer_linked(r);
	form_offer(r, noted, &d);
	return page_show(r, "customer/disclosure_new");
}

reply disclosure_new_post(struct req *r)
{
	struct disclosure d = { 0 };
	rowid id = 0;
	bool read = form_read(r, noted, &d);

	if (!d.project_id)
		d.project_id = req_project(r);
	if (read && !d.project_id && !d.customer_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, disclosure_note(r->c, &d, &id)))
		return see_other(r, "/customer/disclosures");
	return disclosure_new_page(r);
}

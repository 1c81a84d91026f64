#include "customer/consent.h"
#include "customer/customer.h"
#include "customer/privacy_request.h"

int64_t notice_version(struct ctx *c, rowid project_id)
{
	return db_int(c, "SELECT COALESCE(MAX(version_no), 0) FROM privacy_notice WHERE project_id = ?",
		      project_id);
}

OP notice_publish(struct ctx *c, const struct privacy_notice *n, rowid *id)
{
	int64_t version = 1 + db_int(c,
		"SELECT COALESCE(MAX(version_no), 0) FROM privacy_notice WHERE project_id = ? FOR UPDATE",
		n->project_id);

	*id = db_insert(c,
		"INSERT INTO privacy_notice (project_id, version_no, body, published_by, published_at)"
		" VALUES (?, ?, ?, ?, ?)", n->project_id, version, n->body, c->user_id, c->now);
	record(c, .noun = "privacy_notice", .about_id = *id, .what = "privacy_notice.published",
	       .project_id = n->project_id, .reason = textf(c, "%lld", (long long)version));
	return DONE;
}

/* ---- said --------------------------------------------------------------------------------------- */

static void keep(struct ctx *c, rowid project_id, rowid customer_id, const char *kind,
		 const char *basis)
{
	if (!strcmp(kind, "id_no"))
		db_change(c, "UPDATE customer SET id_no_until = ? WHERE id = ?",
			  strcmp(basis, "contract") ? NO_DATE : date_add(c->today, ID_DAYS), customer_id);
	db_insert(c,
		"INSERT INTO customer_consent (project_id, customer_id, kind, basis, version_no, by_id, at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)", project_id, customer_id, kind, basis,
		notice_version(c, project_id), c->user_id, c->now);
}

void consent_of_card(struct ctx *c, rowid project_id, rowid customer_id, bool notified,
		     bool marketing, const char *id_basis)
{
	if (notified)
		keep(c, project_id, customer_id, "notice", "told");
	if (id_basis)
		keep(c, project_id, customer_id, "id_no", *id_basis ? id_basis : "contract");
	if (marketing)
		keep(c, project_id, customer_id, "marketing", "consent");
}

static bool fits(const struct consent *n)
{
	bool notice = !strcmp(n->kind, "notice"), told = !strcmp(n->basis, "told");

	return notice == told && (strcmp(n->basis, "contract") || !strcmp(n->kind, "id_no"));
}

bool consent_holds(struct ctx *c, rowid customer_id, const struct consent *n)
{
	return row_is(db_row(c, "SELECT basis FROM customer_consent WHERE customer_id = ? AND kind = ?"
				" ORDER BY id DESC LIMIT 1", customer_id, n->kind), "basis", n->basis);
}

static OP number_right(struct ctx *c, const struct row *k, const struct consent *n)
{
	if (strcmp(n->kind, "id_no"))
		return DONE;
	if (!row_int(k, "has_id_no"))
		return refuse(c, NULL, "consent.no_number");
	return !strcmp(n->basis, "withdrawn") && row_int(k, "bound") ? refuse(c, NULL, "consent.needed")
								     : DONE;
}

/* What follows from it on the card. */
static void follow(struct ctx *c, rowid id, const struct consent *n)
{
	bool withdrawn = !strcmp(n->basis, "withdrawn");

	if (!strcmp(n->kind, "marketing")) {
		if (withdrawn)
			customer_leave_alone(c, id);
		else
			db_change(c, "UPDATE customer SET left_alone = 0,"
				     " version_count = version_count + 1 WHERE id = ?", id);
	} else if (!strcmp(n->kind, "id_no") && withdrawn) {
		customer_id_no_away(c, id);
	}
}

OP consent_note(struct ctx *c, rowid id, const struct consent *n)
{
	const struct row *k = db_row(c,
		"SELECT project_id, bound, anonymised_at, id_no_hash IS NOT NULL AS has_id_no"
		" FROM customer WHERE id = ? FOR UPDATE", id);
	refusal no;

	if (*row_text(k, "anonymised_at"))
		return refuse(c, NULL, "customer.nobody");
	if (!fits(n))
		return refuse(c, "basis", "consent.fits");
	no = number_right(c, k, n);
	if (no)
		return no;
	/* told again, of a newer version, is told; the rest is said once */
	if (strcmp(n->kind, "notice") && consent_holds(c, id, n))
		return DONE;
	keep(c, row_id(k, "project_id"), id, n->kind, n->basis);
	follow(c, id, n);
	record(c, .noun = "customer", .about_id = id, .what = "customer.consent_noted",
	       .project_id = row_id(k, "project_id"), .customer_id = id,
	       .reason = textf(c, "%s %s", n->kind, n->basis));
	return DONE;
}

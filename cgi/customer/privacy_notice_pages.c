/* What a person is told before his first data are kept, and what he said to it. */
#include <string.h>
#include "customer/consent.h"
#include "customer/pages.h"

static const struct list notices = {
	.noun = "privacy_notice",
	.from = "privacy_notice n JOIN project p ON p.id = n.project_id JOIN user u ON u.id = n.published_by",
	.project = "n.project_id",
	.order = "n.id DESC",
	.open = "/customer/privacy_notices/%",
	.create = "/customer/privacy_notices/new",
	.create_may = "privacy.publish",
	.columns = (const struct column[]){
		{ "id",           "n.id",           0 },
		{ "project",      "p.name",         FIND | SORT },
		{ "version_no",   "n.version_no",   SORT },
		{ "published_at", "n.published_at", SORT | RANGE },
		{ "published_by", "u.name",         FIND },
		{ 0 } },
};

reply privacy_notice_index(struct req *r)
{
	return list_show(r, &notices);
}

/* ---- the text -------------------------------------------------------------------------------- */

static void offer_lines(struct req *r, const char *body)
{
	for (int n = 0; *body; n++) {
		size_t len = strcspn(body, "\r\n");

		page_text(r, textf(r->c, "Notice.lines.%d", n), textf(r->c, "%.*s", (int)len, body));
		body += len;
		body += strspn(body, "\r\n");
	}
}

/* What a project that has published none gives out. */
static const char *standard(struct req *r, int64_t months)
{
	return text_filled(r->c, label(r, "L.privacy_notice.standard"), "{}",
			   textf(r->c, "%lld", (long long)months));
}

void offer_notice(struct req *r, rowid project_id)
{
	const struct row *p = db_row(r->c,
		"SELECT p.name AS project, o.name AS company, o.phone AS company_phone,"
		" p.retention_months, COALESCE(n.version_no, 0) AS version_no, n.body"
		" FROM project p JOIN company o ON o.id = p.company_id"
		" LEFT JOIN privacy_notice n ON n.project_id = p.id AND n.version_no ="
		" (SELECT MAX(m.version_no) FROM privacy_notice m WHERE m.project_id = p.id)"
		" WHERE p.id = ?", project_id);

	page_row(r, "Notice", p);
	offer_lines(r, p && *row_text(p, "body") ? row_text(p, "body")
						 : standard(r, p ? row_int(p, "retention_months") : 24));
}

reply privacy_notice_show(struct req *r)
{
	const struct row *n = db_row(r->c,
		"SELECT n.id, n.version_no, n.body, n.published_at, p.name AS project,"
		" o.name AS company, o.phone AS company_phone FROM privacy_notice n"
		" JOIN project p ON p.id = n.project_id JOIN company o ON o.id = p.company_id"
		" WHERE n.id = ?", req_id(r));

	page_row(r, "Notice", n);
	offer_lines(r, row_text(n, "body"));
	return page_show(r, "customer/privacy_notice_show");
}

static const struct field published[] = {
	FIELD(struct privacy_notice, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct privacy_notice, body,       REQUIRED, .max = 4000),
	{ 0 }
};

reply privacy_notice_new_page(struct req *r)
{
	rowid project = req_project(r);
	const struct row *p = db_row(r->c,
		"SELECT p.retention_months, n.body FROM project p LEFT JOIN privacy_notice n"
		" ON n.project_id = p.id WHERE p.id = ? ORDER BY n.version_no DESC LIMIT 1", project);
	struct privacy_notice n = { .project_id = project, .body = p && *row_text(p, "body")
		? row_text(p, "body") : standard(r, p ? row_int(p, "retention_months") : 24) };

	form_offer(r, published, &n);
	return page_show(r, "customer/privacy_notice_new");
}

reply privacy_notice_new_post(struct req *r)
{
	struct privacy_notice n = { 0 };
	rowid id = 0;
	bool read = form_read(r, published, &n);

	if (!n.project_id)
		n.project_id = req_project(r);
	if (read && !n.project_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, notice_publish(r->c, &n, &id)))
		return see_other(r, "/customer/privacy_notices/%lld", (long long)id);
	return privacy_notice_new_page(r);
}

/* ---- what he said ------------------------------------------------------------------------------ */

static const char *const noted_kinds[] = { "notice", "id_no", "marketing", NULL };
static const char *const noted_bases[] = { "told", "consent", "contract", "withdrawn", NULL };

static const struct field noted[] = {
	FIELD(struct consent, kind,  REQUIRED, .words = noted_kinds, .labels = "L.consent.kind"),
	FIELD(struct consent, basis, REQUIRED, .words = noted_bases, .labels = "L.consent.basis"),
	{ 0 }
};

/* All of it, the newest first; what holds now decides which button there is. */
void offer_consents(struct req *r, rowid customer_id)
{
	const struct row *s = db_rows(r->c,
		"SELECT s.kind, s.basis, s.version_no, s.at, u.name AS user FROM customer_consent s"
		" JOIN user u ON u.id = s.by_id WHERE s.customer_id = ? ORDER BY s.id DESC", customer_id);
	const char *holds[] = { "", "", "" };

	page_rows(r, "Consents", s);
	for (; s; s = row_next(s))
		for (int i = 0; noted_kinds[i]; i++)
			if (row_is(s, "kind", noted_kinds[i]) && !*holds[i])
				holds[i] = row_text(s, "basis");
	for (int i = 0; noted_kinds[i]; i++)
		page_text(r, textf(r->c, "Consent.%s", noted_kinds[i]), holds[i]);
}

reply customer_consent_post(struct req *r)
{
	struct consent n = { 0 };

	if (form_read(r, noted, &n) && form_accept(r, consent_note(r->c, req_id(r), &n)))
		return see_other(r, "/customer/customers/%lld", (long long)req_id(r));
	return customer_show(r);
}

#include <stdlib.h>
#include <string.h>
#include "customer/pages.h"
#include "customer/customer.h"

const char *const touch_sources[] = {
	"walk_in", "call_in", "outdoor", "video", "online", "channel", "referral", "other", NULL };
static const char *const grades[] = { "A", "B", "C", "D", NULL };
static const char *const id_bases[] = { "contract", "consent", NULL };
static const char *const numbers[] = { "phone", "id_no", NULL };

static const struct link beside[] = {
	{ "/customer/customers/retention", "L.customer.retention", "customer.read" },
	{ "/customer/privacy_requests", "L.privacy_request.index", "privacy.read" },
	{ "/customer/privacy_notices", "L.privacy_notice.index", "privacy.read" },
	{ 0 }
};

static const struct list customers = {
	.noun = "customer",
	.from = "customer k JOIN user u ON u.id = k.owner_id",
	.project = "k.project_id",
	.owner = "k.owner_id",
	.where = "k.anonymised_at IS NULL",
	.links = beside,
	.order = "k.id DESC",
	.open = "/customer/customers/%",
	.create = "/customer/customers/new",
	.create_may = "customer.edit",
	.columns = (const struct column[]){
		{ "id",              "k.id",              0 },
		{ "name",            "k.name",            FIND | SORT },
		{ "phone_sealed",    "k.phone_sealed",    FIND },
		{ "intent_grade",    "k.intent_grade",    PICK | SORT },
		{ "grade",           "k.grade",           PICK },
		{ "intent_layout",   "k.intent_layout",   FIND },
		{ "budget_fen",      "NULLIF(k.budget_fen, 0)",      SORT | RANGE },
		{ "source",          "k.source",          PICK },
		{ "next_follow_on",  "k.next_follow_on",  SORT | RANGE },
		{ "protected_until", "k.protected_until", SORT | RANGE },
		{ "owner",           "u.name",            FIND | SORT },
		{ "created_at",      "k.created_at",      SORT | RANGE },
		{ 0 } },
};

reply customer_index(struct req *r)
{
	return list_show(r, &customers);
}

/* ---- make and change ------------------------------------------------------------------- */

#define CARD_FIELDS \
	FIELD(struct customer_card, name,           REQUIRED, .max = 60), \
	FIELD(struct customer_card, source,         REQUIRED, .words = touch_sources, \
	      .labels = "L.customer.source"), \
	FIELD(struct customer_card, intent_grade,   OPTIONAL, .words = grades, \
	      .labels = "L.customer.intent_grade"), \
	FIELD(struct customer_card, intent_layout,  OPTIONAL, .max = 30), \
	FIELD(struct customer_card, budget_fen,     OPTIONAL), \
	FIELD(struct customer_card, next_follow_on, OPTIONAL), \
	FIELD(struct customer_card, note,           OPTIONAL, .max = 400)

static const struct field made[] = {
	FIELD(struct customer_card, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct customer_card, phone,      REQUIRED, .max = 20),
	FIELD(struct customer_card, id_no,      OPTIONAL, .max = 18),
	FIELD(struct customer_card, id_basis,   OPTIONAL, .words = id_bases,
	      .labels = "L.consent.id_basis"),
	FIELD(struct customer_card, notified,   OPTIONAL),
	FIELD(struct customer_card, marketing,  OPTIONAL),
	CARD_FIELDS,
	{ 0 }
};

static const struct field changed[] = {
	FIELD(struct customer_card, phone,      OPTIONAL, .max = 20),
	FIELD(struct customer_card, id_no,      OPTIONAL, .max = 18),
	FIELD(struct customer_card, id_basis,   OPTIONAL, .words = id_bases,
	      .labels = "L.consent.id_basis"),
	CARD_FIELDS,
	FIELD(struct customer_card, version,    REQUIRED),
	{ 0 }
};

/* The day's usual answers stand in an empty form. */
static void offer_new(struct req *r)
{
	struct customer_card n = { .project_id = req_project(r), .phone = param(r, "phone"),
		.name = param(r, "name"), .id_no = "", .source = "walk_in", .intent_grade = "C",
		.intent_layout = "", .note = "", .next_follow_on = date_add(r->c->today, 3),
		.id_basis = "contract", .notified = true };

	offer_notice(r, n.project_id);
	form_offer(r, made, &n);
}

reply customer_new_page(struct req *r)
{
	offer_new(r);
	return page_show(r, "customer/customer_new");
}

reply customer_new_post(struct req *r)
{
	struct customer_card n = { 0 };
	rowid id = 0;
	bool read = form_read(r, made, &n);

	if (!n.project_id)
		n.project_id = req_project(r);
	if (read && !n.project_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, customer_create(r->c, &n, &id)))
		return see_other(r, "/customer/customers/%lld", (long long)id);
	return customer_new_page(r);
}

reply customer_edit_page(struct req *r)
{
	const struct row *k = db_row(r->c,
		"SELECT id, name, phone_sealed, id_no_sealed, source, intent_grade, intent_layout,"
		" budget_fen, next_follow_on, note, version_count FROM customer WHERE id = ?", req_id(r));
	struct customer_card n = { .phone = "", .id_no = "", .id_basis = "contract", .name = row_text(k, "name"),
		.source = row_text(k, "source"), .intent_grade = row_text(k, "intent_grade"),
		.intent_layout = row_text(k, "intent_layout"), .budget_fen = row_money(k, "budget_fen"),
		.next_follow_on = row_date(k, "next_follow_on"), .note = row_text(k, "note"),
		.version = (int)row_int(k, "version_count") };

	page_row(r, "Customer", k);
	form_offer(r, changed, &n);
	return page_show(r, "customer/customer_edit");
}

reply customer_edit_post(struct req *r)
{
	struct customer_card n = { 0 };

	if (form_read(r, changed, &n) && form_accept(r, customer_change(r->c, req_id(r), &n)))
		return see_other(r, "/customer/customers/%lld", (long long)req_id(r));
	return customer_edit_page(r);
}

/* ---- the card ------------------------------------------------------------------------------ */

static const struct field talked[] = {
	FIELD(struct follow_up, contacted_on, OPTIONAL),
	FIELD(struct follow_up, content,      REQUIRED, .max = 400),
	FIELD(struct follow_up, next_on,      OPTIONAL),
	{ 0 }
};

static const struct field asked[] = {
	FIELD(struct reveal, what,   REQUIRED, .words = numbers, .labels = "L.customer.reveal_what"),
	FIELD(struct reveal, reason, REQUIRED, .max = 200),
	{ 0 }
};

static const struct { const char *noun, *path, *right; } known[] = {
	{ "deal", "/sales/deals", "deal.read" },
	{ "pre_registration", "/sales/pre_registrations", "registration.read" },
	{ "slip", "/finance/slips", "slip.read" },
	{ "tab", "/finance/tabs", "slip.read" },
	{ "receipt", "/finance/receipts", "receipt.read" },
	{ "unit", "/sales/units", "unit.read" },
	{ "privacy_request", "/customer/privacy_requests", "privacy.read" },
};

/* Whoever may not read the thing does not read of it here.  *url: where it can be seen. */
static bool shown(struct req *r, const struct row *e, const char **url)
{
	*url = "";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!row_is(e, "noun", known[i].noun))
			continue;
		*url = textf(r->c, "%s/%lld", known[i].path, (long long)row_id(e, "about_id"));
		return may(r, known[i].right);
	}
	return true;
}

/* "phone name budget_fen" of the trail, in the reader's words. */
static const char *fields_named(struct req *r, const char *names)
{
	const char *all = "";

	while (*names) {
		size_t n = strcspn(names, " ");
		const char *key = textf(r->c, "L.customer.%.*s", (int)n, names);

		all = textf(r->c, "%s%s%s", all, *all ? " · " : "", label(r, key));
		names += n + (names[n] == ' ');
	}
	return all;
}

static const char *why(struct req *r, const struct row *e)
{
	const char *reason = row_text(e, "reason");

	if (row_is(e, "what", "customer.changed"))
		return fields_named(r, reason);
	if (row_is(e, "what", "customer.revealed")) {
		size_t n = strcspn(reason, ":");

		return textf(r->c, "%s%s", label(r, textf(r->c, "L.customer.reveal_what.%.*s", (int)n,
						     reason)), reason + n);
	}
	if (row_is(e, "what", "customer.anonymised") || row_is(e, "what", "customer.words_erased"))
		return label(r, strncmp(reason, "retention", 9) ? "L.customer.erased_asked"
								: "L.customer.erased_due");
	return *row_text(e, "content") ? row_text(e, "content") : reason;
}

static void offer_state(struct req *r, const char *at, const char *name, const struct row *e,
			const char *column)
{
	const char *state = row_text(e, column), *key, *text;

	if (!*state)
		return;
	key = textf(r->c, "L.%s.state.%s", row_text(e, "noun"), state);
	text = label(r, key);
	page_text(r, textf(r->c, "%s.%s", at, name), text == key ? state : text);
}

static void offer_timeline(struct req *r)
{
	const struct row *e = db_rows(r->c,
		"SELECT e.noun, e.about_id, e.what, e.state_from, e.state_to, e.reason, e.amount_fen,"
		" e.biz_on, e.at, u.name AS user, COALESCE(t.content, f.content) AS content"
		" FROM event e LEFT JOIN user u ON u.id = e.user_id"
		" LEFT JOIN touch t ON e.noun = 'touch' AND t.id = e.about_id"
		" LEFT JOIN follow_up f ON e.noun = 'follow_up' AND f.id = e.about_id"
		" WHERE e.customer_id = ? ORDER BY e.id DESC LIMIT 200", req_id(r));
	int n = 0;

	for (; e; e = row_next(e)) {
		const char *at = textf(r->c, "Timeline.%d", n), *url;

		if (!shown(r, e, &url))
			continue;
		n++;
		page_row(r, at, e);
		page_text(r, textf(r->c, "%s.what_label", at),
			  label(r, textf(r->c, "L.event.what.%s", row_text(e, "what"))));
		page_text(r, textf(r->c, "%s.at", at), textf(r->c, "%.16s", row_text(e, "at")));
		page_text(r, textf(r->c, "%s.reason", at), why(r, e));
		page_text(r, textf(r->c, "%s.url", at), url);
		if (!*row_text(e, "user"))
			page_text(r, textf(r->c, "%s.user", at), label(r, "L.customer.by_itself"));
		if (row_int(e, "amount_fen"))
			page_money(r, textf(r->c, "%s.amount", at), row_money(e, "amount_fen"));
		offer_state(r, at, "from_label", e, "state_from");
		offer_state(r, at, "to_label", e, "state_to");
	}
}

/* Cards that may be the same person: the same name and the same last four digits. */
static void offer_suspects(struct req *r)
{
	page_rows(r, "Suspects", db_rows(r->c,
		"SELECT s.id, s.name, s.phone_sealed, s.created_at, u.name AS owner"
		" FROM customer k JOIN customer s ON s.project_id = k.project_id"
		" AND s.phone_tail_hash = k.phone_tail_hash AND s.name = k.name AND s.id <> k.id"
		" JOIN user u ON u.id = s.owner_id WHERE k.id = ? ORDER BY s.id LIMIT 5", req_id(r)));
}

/* Refreshing the page asks for nothing again, and after a minute shows nothing more. */
static void offer_revealed(struct req *r)
{
	const char *what = "", *number;

	if (!*param(r, "revealed"))
		return;
	number = customer_revealed(r->c, req_id(r), strtoll(param(r, "revealed"), NULL, 10), &what);
	if (number)
		page_text(r, textf(r->c, "Revealed.%s", !strcmp(what, "phone") ? "phone" : "id_no"), number);
}

static void offer_next(struct req *r, const struct row *k)
{
	date next = row_date(k, "next_follow_on");
	struct follow_up f = { .contacted_on = r->c->today, .content = "",
			       .next_on = row_int(k, "left_alone") ? NO_DATE
									   : date_add(r->c->today, 3) };

	page_flag(r, "Customer.late", date_ok(next) && next.day < r->c->today.day);
	page_flag(r, "Customer.due", date_ok(next) && next.day == r->c->today.day);
	page_int(r, "Customer.late_days", date_ok(next) ? r->c->today.day - next.day : 0);
	page_flag(r, "Customer.unprotected", row_date(k, "protected_until").day < r->c->today.day);
	page_rows(r, "Talks", db_rows(r->c,
		"SELECT f.content, f.contacted_on, u.name AS user FROM follow_up f"
		" JOIN user u ON u.id = f.by_id WHERE f.customer_id = ? ORDER BY f.id DESC LIMIT 1",
		req_id(r)));
	form_offer(r, talked, &f);
}

reply customer_show(struct req *r)
{
	const struct row *k = db_row(r->c,
		"SELECT k.id, k.name, k.phone_sealed, k.id_no_sealed, k.source, k.grade,"
		" k.intent_grade, k.intent_layout, k.budget_fen, k.note, k.protected_until,"
		" k.next_follow_on, k.created_at, k.anonymised_at, k.left_alone,"
		" u.name AS owner, p.name AS project,"
		" (SELECT MIN(biz_on) FROM touch t WHERE t.customer_id = k.id AND t.kind = 'visit')"
		" AS first_visit_on,"
		" (SELECT COUNT(*) FROM touch t WHERE t.customer_id = k.id AND t.kind = 'visit')"
		" AS visit_count,"
		" (SELECT COUNT(*) FROM touch t WHERE t.customer_id = k.id AND t.kind = 'call')"
		" AS call_count"
		" FROM customer k JOIN user u ON u.id = k.owner_id JOIN project p ON p.id = k.project_id"
		" WHERE k.id = ?", req_id(r));

	page_row(r, "Customer", k);
	page_text(r, "Customer.source_label",
		  label(r, textf(r->c, "L.customer.source.%s", row_text(k, "source"))));
	page_text(r, "Customer.grade_label",
		  label(r, textf(r->c, "L.customer.grade.%s", row_text(k, "grade"))));
	page_flag(r, "Customer.open", !*row_text(k, "anonymised_at"));
	offer_next(r, k);
	offer_revealed(r);
	form_offer(r, asked, &(struct reveal){ .what = "phone", .reason = "" });
	offer_suspects(r);
	offer_consents(r, req_id(r));
	offer_timeline(r);
	return page_show(r, "customer/customer_show");
}

reply customer_follow_up_post(struct req *r)
{
	struct follow_up f;
	bool read = form_read(r, talked, &f);

	if (read && !date_ok(f.contacted_on))
		f.contacted_on = r->c->today;
	if (read && form_accept(r, customer_follow_up(r->c, req_id(r), &f)))
		return see_other(r, "/customer/customers/%lld", (long long)req_id(r));
	return customer_show(r);
}

reply customer_reveal_post(struct req *r)
{
	struct reveal v;
	rowid event = 0;

	if (form_read(r, asked, &v) && form_accept(r, customer_reveal(r->c, req_id(r), &v, &event)))
		return see_other(r, "/customer/customers/%lld?revealed=%lld", (long long)req_id(r),
				 (long long)event);
	return customer_show(r);
}

/* ---- while a phone number is typed ---------------------------------------------------------- */

reply customer_lookup(struct req *r)
{
	static const char *const word[] = { "", "new", "mine", "other_protected", "other_expired",
					    "suspect" };
	rowid project = req_project(r);
	struct known_as a = { 0 };

	if (project)
		a = customer_known(r->c, project, param(r, "phone"), param(r, "name"));
	page_text(r, "Known.is", word[a.is]);
	if (a.is > KNOWN_NEW) {
		page_text(r, "Known.name", a.name);
		page_text(r, "Known.owner", a.owner);
		page_text(r, "Known.protected_until", date_text(r->c, a.protected_until));
	}
	if (a.is == KNOWN_MINE)
		page_int(r, "Known.id", a.customer_id);
	return page_show(r, "customer/lookup");
}

#include <string.h>
#include "portal/pages.h"

/* What the flash report counts.  An end of a deal counts -1, a swap 0 (domain.md 7.2). */
#define FACTS "e.what IN ('touch.call', 'touch.visit', 'registration.confirmed', 'tab.emptied'," \
	" 'deal.subscribed', 'deal.unsubscribed', 'deal.signed', 'deal.rescinded', 'deal.swapped'," \
	" 'deal.renamed')"
#define NET_COUNT "CASE WHEN e.what IN ('deal.unsubscribed', 'deal.rescinded') THEN -1" \
	" WHEN e.what = 'deal.swapped' THEN 0 ELSE 1 END"

#define FIRST_COLUMNS \
	{ "id",          "e.id",         0 }, \
	{ "done_at",     "e.at",         SORT | RANGE }, \
	{ "user",        "u.name",       FIND }, \
	{ "what",        "e.what",       PICK }, \
	{ "state_from",  "e.state_from", PICK }, \
	{ "state_to",    "e.state_to",   PICK }, \
	{ "amount_fen",  "NULLIF(e.amount_fen, 0)", SORT | RANGE | SUM }, \
	{ "area_dm2",    "NULLIF(e.area_dm2, 0)", SUM }, \
	{ "unit_code",   "n.code",       FIND }, \
	{ "customer",    "k.name",       FIND }, \
	{ "reason",      "e.reason",     FIND }, \
	{ "biz_on",      "e.biz_on",     SORT | RANGE }, \
	{ "count_on",    "e.count_on",   SORT | RANGE }, \
	{ "project",     "p.name",       0 }

#define LAST_COLUMNS \
	{ "net_count",   NET_COUNT,      SUM | HIDE }, \
	{ "noun",        "e.noun",       PICK | HIDE }, \
	{ "about_id",    "e.about_id",   FIND | HIDE }

#define FROM "event e LEFT JOIN user u ON u.id = e.user_id LEFT JOIN project p ON p.id = e.project_id" \
	" LEFT JOIN unit n ON n.id = e.unit_id LEFT JOIN customer k ON k.id = e.customer_id"

/* For whoever reads the report: the facts behind its figures. */
static const struct list facts = {
	.noun = "event", .title = "facts", .from = FROM, .where = FACTS,
	.project = "e.project_id", .order = "e.id DESC",
	.columns = (const struct column[]){ FIRST_COLUMNS, LAST_COLUMNS, { 0 } },
};

/* For the auditor: everything, with where it came from.  What belongs to no project (log-ins,
 * users) is shown with the first; what a job did is nobody's. */
static const struct list trail = {
	.noun = "event", .from = FROM,
	.project = "COALESCE(e.project_id, (SELECT MIN(m.id) FROM project m))", .order = "e.id DESC",
	.columns = (const struct column[]){
		FIRST_COLUMNS,
		{ "from_where", "e.from_where", FIND },
		{ "request_no", "e.request_no", FIND | HIDE },
		LAST_COLUMNS, { 0 } },
};

static const char *const whats[] = {
	"touch.call", "touch.visit", "customer.created", "customer.changed",
	"customer.claimed", "customer.followed", "customer.revealed", "customer.reassigned",
	"customer.anonymised", "customer.words_erased",
	"customer.consent_noted", "customer.id_no_erased", "privacy_notice.published", "disclosure.noted",
	"privacy_request.entered", "privacy_request.decided", "privacy_request.copied",
	"registration.created", "registration.confirmed", "registration.converted",
	"registration.withdrawing", "tab.emptied", "tab.covered", "tab.uncovered",
	"plan.set", "unit.locked", "unit.lock_released", "unit.held", "unit.unheld",
	"unit.taken", "unit.moved", "unit.subscribed", "unit.contracted",
	"unit.handed_over", "unit.freed", "unit.released", "unit.withdrawn",
	"unit.created", "unit.changed", "unit.encumbered", "unit.disencumbered", "deal.drafted", "deal.dropped",
	"deal.subscribed", "deal.unsubscribed", "deal.signed", "deal.online_signed",
	"deal.filed", "deal.reassigned", "deal.printed", "deal.rescinded", "deal.swapped", "deal.renamed",
	"slip.entered", "slip.reviewed", "slip.returned", "slip.corrected",
	"slip.approved", "slip.audited", "slip.reversed", "receipt.issued",
	"receipt.printed", "receipt.recovered", "receipt.voided", "receipt.lost",
	"receipt.replaced", "receipt.reversed", "pos.settled", "escrow.swept",
	"price_import.uploaded", "price_import.mapped", "price_import.taken",
	"price_import.dropped", "price_import.unchanged", "rest_day.set", "rest_day.cleared",
	"price_table.drafted", "price_table.submitted",
	"price_table.reviewed", "price_table.approved", "price_table.rejected",
	"discount_scheme.drafted", "discount_scheme.approved", "discount_scheme.rejected", "payment_method.created",
	"target.set", "launch_batch.created", "launch_batch.proposed",
	"launch_batch.released", "project.created", "project.changed", "project.ruled",
	"company.created", "company.changed", "phase.created", "building.created",
	"presale_permit.created", "bank_account.created", "day.closed_sales",
	"day.closed_finance", "user.created", "user.changed", "user.locked",
	"user.released", "user.logged_in", "user.logged_out", "user.login_failed",
	"user.password_changed", "user.password_reset", "user.secret_taken",
	"user.project_chosen", "user.preferences_set", "user.code_asked", "user.proved",
	"user.second_begun", "user.second_on", "user.second_off", "user.second_reset",
	"user.recovery_used", "user.recovery_issued", "user.reveal_stopped", "address.shut_out",
	"token.created", "token.revoked", "instance.purged", "instance.second_rules",
	"instance.resealed", "instance.clock_doubted", "instance.clock_trusted", "event.changed",
	"event.removed", "event.inserted", "event.unchained", "list.exported", NULL };

/* The words of a filter are not children of one label here (they bear dots), so its options
 * are given by hand: List.filters.N of that column. */
static int filter_of(const struct list *l, const char *name)
{
	int n = 0;

	for (const struct column *col = l->columns; col->name; col++) {
		if (!(col->can & (FIND | PICK | RANGE)))
			continue;
		if (!strcmp(col->name, name))
			return n;
		n++;
	}
	return -1;
}

static void option(struct req *r, int filter, int n, const char *value, const char *text,
		   const char *typed)
{
	const char *at = textf(r->c, "List.filters.%d.options.%d", filter, n);

	page_text(r, textf(r->c, "%s.value", at), value);
	page_text(r, textf(r->c, "%s.text", at), text);
	page_text(r, textf(r->c, "%s.selected", at), strcmp(value, typed) ? "" : "1");
}

enum { SEVERAL = 99 };	/* behind the words of the language file */

static void offer_whats(struct req *r, const struct list *l)
{
	const char *typed = param(r, "what");
	int filter = filter_of(l, "what"), n = 0;
	bool known = !*typed;

	for (; whats[n]; n++) {
		option(r, filter, n, whats[n], label(r, textf(r->c, "L.event.what.%s", whats[n])), typed);
		known = known || !strcmp(typed, whats[n]);
	}
	if (!known)		/* several at once, from a figure of the report */
		option(r, filter, n, typed, label(r, "L.event.several"), typed);
	typed = param(r, "state_to");
	if (strchr(typed, ','))
		option(r, filter_of(l, "state_to"), SEVERAL, typed, label(r, "L.event.several"), typed);
}

reply event_index(struct req *r)
{
	bool counted = !may(r, "event.read") || *param(r, "count_on_from");
	const struct list *l = counted ? &facts : &trail;

	if (*param(r, "as"))
		return list_show(r, l);
	list_offer(r, l, 50);
	offer_whats(r, l);
	return page_show(r, "common/list");
}

/* What the secretary and finance do with a slip, and its red mirror. */
#include "finance/pages.h"
#include "finance/receipt.h"
#include "finance/slip.h"

static const struct field review[] = {
	FIELD(struct slip_verdict, accept, REQUIRED),
	FIELD(struct slip_verdict, note,   OPTIONAL, .max = 200),
	{ 0 }
};

static const struct field audit[] = {
	FIELD(struct slip_verdict, accept,      REQUIRED),
	FIELD(struct slip_verdict, note,        OPTIONAL, .max = 200),
	FIELD(struct slip_verdict, received_on, OPTIONAL),
	{ 0 }
};

static const struct field red[] = {
	FIELD(struct slip_red, reason, REQUIRED, .max = 200),
	{ 0 }
};

static reply back_to_slip(struct req *r)
{
	return see_other(r, "/finance/slips/%lld", (long long)req_id(r));
}

reply slip_review_page(struct req *r)
{
	offer_slip(r, req_id(r));
	form_offer(r, review, NULL);
	return page_show(r, "finance/slip_review");
}

reply slip_review_post(struct req *r)
{
	struct slip_verdict v = { .received_on = NO_DATE };

	if (form_read(r, review, &v) && form_accept(r, slip_review(r->c, req_id(r), &v)))
		return back_to_slip(r);
	return slip_review_page(r);
}

reply slip_audit_page(struct req *r)
{
	struct slip_verdict v = { .note = "", .received_on = r->c->today };
	refusal no = slip_can(r->c, req_id(r), SLIP_AUDIT);

	offer_slip(r, req_id(r));
	form_offer(r, audit, &v);
	page_flag(r, "Slip.can_audit", !no);
	if (no)
		page_text(r, "Slip.why_not", label(r, textf(r->c, "L.refusal.%s", no->code)));
	return page_show(r, "finance/slip_audit");
}

/* Its audit is when money leaves; that of a receipt is a clerk's daily work. */
static bool pays_out(struct req *r)
{
	return row_is(db_row(r->c, "SELECT type FROM slip WHERE id = ?", req_id(r)), "type", "refund");
}

reply slip_audit_post(struct req *r)
{
	struct slip_verdict v = { .received_on = NO_DATE };

	if (pays_out(r) && !proved(r))
		return ask_to_prove(r);
	if (form_read(r, audit, &v) && form_accept(r, slip_audit(r->c, req_id(r), &v)))
		return back_to_slip(r);
	return slip_audit_page(r);
}

reply slip_approve_post(struct req *r)
{
	if (form_accept(r, slip_approve(r->c, req_id(r))))
		return back_to_slip(r);
	return slip_show(r);
}

reply slip_red_page(struct req *r)
{
	offer_slip(r, req_id(r));
	form_offer(r, red, NULL);
	return page_show(r, "finance/slip_red");
}

reply slip_red_post(struct req *r)
{
	struct slip_red why = { 0 };
	rowid id;

	if (form_read(r, red, &why) && form_accept(r, slip_red(r->c, req_id(r), &why, &id)))
		return see_other(r, "/finance/slips/%lld", (long long)id);
	return slip_red_page(r);
}

reply slip_receipt_post(struct req *r)
{
	rowid id;

	if (form_accept(r, receipt_issue(r->c, req_id(r), &id)))
		return see_other(r, "/finance/receipts/%lld", (long long)id);
	return slip_show(r);
}

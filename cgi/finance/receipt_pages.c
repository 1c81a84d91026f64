#include "finance/pages.h"
#include "finance/receipt.h"

static const struct list receipts = {
	.noun = "receipt",
	.from = "receipt r JOIN slip s ON s.id = r.slip_id JOIN user b ON b.id = r.issued_by",
	.project = "r.project_id",
	.order = "r.id DESC",
	.open = "/finance/receipts/%",
	.columns = (const struct column[]){
		{ "id",         "r.id",         0 },
		{ "receipt_no", "r.receipt_no", FIND | SORT },
		{ "unit_code",  "r.unit_code",  FIND | SORT },
		{ "payer",      "r.payer",      FIND },
		{ "amount_fen", "r.amount_fen", SORT | RANGE | SUM },
		{ "issued_on",  "r.issued_on",  SORT | RANGE },
		{ "issued_by",  "b.name",       FIND },
		{ "slip_no",    "s.slip_no",    FIND },
		{ "slip_id",    "r.slip_id",    HIDE },
		{ "state",      "COALESCE((SELECT e.what FROM receipt_event e WHERE e.receipt_id = r.id"
				" ORDER BY e.id DESC LIMIT 1), 'genuine')", PICK },
		{ 0 } },
};

static const struct field fate[] = {
	FIELD(struct receipt_fate, reason, OPTIONAL, .max = 200),
	{ 0 }
};

reply receipt_index(struct req *r)
{
	return list_show(r, &receipts);
}

/* ---- the paper --------------------------------------------------------------------------- */

static const struct row *read(struct req *r)
{
	return db_row(r->c,
		"SELECT r.id, r.receipt_no AS no, r.slip_id, r.amount_fen, r.issued_on, r.payer,"
		" r.unit_code AS unit, r.code, r.qr_text, r.issue_no, s.slip_no AS document_no, s.means,"
		" s.reference, s.tab_id, b.name AS cashier, a.name AS auditor, p.name AS project,"
		" co.name AS company, t.total_fen, (SELECT e.at FROM event e WHERE e.noun = 'receipt'"
		" AND e.about_id = r.id AND e.what = 'receipt.issued') AS issued_at,"
		" (SELECT COUNT(*) FROM event e WHERE e.noun = 'receipt' AND e.about_id = r.id"
		" AND e.what = 'receipt.printed') AS printed_count,"
		" (SELECT COUNT(*) FROM receipt_event e WHERE e.receipt_id = r.id) AS events_count,"
		" COALESCE((SELECT CASE e.what WHEN 'lost' THEN 'voided' ELSE e.what END"
		" FROM receipt_event e WHERE e.receipt_id = r.id AND e.what <> 'recovered' LIMIT 1), 'genuine')"
		" AS state FROM receipt r JOIN slip s ON s.id = r.slip_id JOIN tab t ON t.id = s.tab_id"
		" JOIN project p ON p.id = r.project_id JOIN company co ON co.id = p.company_id"
		" JOIN user b ON b.id = r.issued_by JOIN user a ON a.id = s.audited_by WHERE r.id = ?",
		req_id(r));
}

/* A scanner reads capitals in the dense alphanumeric mode of QR; hosts know no case. */
static const char *address(struct req *r, const char *text)
{
	char *s = textf(r->c, "%s/R/%s", conf("url.base", ""), text);

	for (char *p = s; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return s;
}

static void offer_proof(struct req *r, const struct row *p)
{
	const char *code = row_text(p, "code");
	int modules;

	page_text(r, "Receipt.code", textf(r->c, "%.4s-%.4s-%.4s-%.4s", code, code + 4, code + 8,
					   code + 12));
	page_text(r, "Receipt.qr.path",
		  qr_svg_path(r->c, address(r, row_text(p, "qr_text")), &modules));
	page_int(r, "Receipt.qr.modules", modules);
}

/* What the slip was for; of a transfer the leg that arrives. */
static const char *kinds(struct req *r, rowid slip_id)
{
	const struct row *l = db_rows(r->c,
		"SELECT DISTINCT l.kind FROM slip s JOIN slip_line l ON l.slip_id = s.id"
		" AND l.revision_no = s.revision_no WHERE s.id = ? AND l.amount_fen > 0", slip_id);
	const char *all = "";

	for (; l; l = row_next(l))
		all = textf(r->c, "%s%s%s", all, *all ? label(r, "L.paper.between") : "",
			    label(r, textf(r->c, "L.slip.kinds.%s", row_text(l, "kind"))));
	return all;
}

/* Paid up to this slip, and what of the total is open after it. */
static void offer_standing(struct req *r, const struct row *p)
{
	money total = row_money(p, "total_fen"), paid;

	if (!total.fen)
		return;
	paid = db_money(r->c,
		"SELECT SUM(amount_fen) FROM money_line WHERE tab_id = ? AND slip_id <= ?"
		" AND kind IN ('deposit', 'price', 'loan')", row_id(p, "tab_id"), row_id(p, "slip_id"));
	page_money(r, "Receipt.paid", paid);
	page_money(r, "Receipt.unpaid", money_sub(total, paid));
}

static void offer_acts(struct req *r, const struct row *p)
{
	bool valid = row_is(p, "state", "genuine");

	page_flag(r, "Receipt.may_recover", may(r, "receipt.recover") && !row_int(p, "events_count"));
	page_flag(r, "Receipt.may_void", may(r, "receipt.void") && valid);
	page_flag(r, "Receipt.may_print", may(r, "receipt.issue") && valid);
	page_flag(r, "Receipt.came_back", valid && row_int(p, "events_count"));
	page_flag(r, "Receipt.again", row_int(p, "issue_no") > 1);
}

/* Long, as on paper, or short, as the language has it. */
static const char *day_on_paper(struct req *r, date on)
{
	const char *s = text_filled(r->c, label(r, "L.paper.day"), ":on", date_text(r->c, on));
	int year, month, day;

	date_parts(on, &year, &month, &day);
	s = text_filled(r->c, s, ":year", textf(r->c, "%d", year));
	s = text_filled(r->c, s, ":month", textf(r->c, "%d", month));
	return text_filled(r->c, s, ":day", textf(r->c, "%d", day));
}

static void offer_receipt(struct req *r)
{
	const struct row *p = read(r);
	money amount = row_money(p, "amount_fen");

	page_row(r, "Receipt", p);
	page_text(r, "Receipt.issued_on", day_on_paper(r, row_date(p, "issued_on")));
	page_text(r, "Receipt.payer", names_text(r, row_text(p, "payer")));
	page_money(r, "Receipt.amount", amount);
	page_text(r, "Receipt.amount_upper", money_upper(r->c, amount));
	page_text(r, "Receipt.kinds", kinds(r, row_id(p, "slip_id")));
	page_text(r, "Receipt.means",
		  label(r, textf(r->c, "L.slip.means.%s", row_text(p, "means"))));
	page_int(r, "Receipt.copy", row_int(p, "printed_count") ? row_int(p, "printed_count") : 1);
	page_int(r, "Receipt.slip.id", row_id(p, "slip_id"));
	page_text(r, "Receipt.slip.no", row_text(p, "document_no"));
	offer_proof(r, p);
	offer_standing(r, p);
	offer_acts(r, p);
	offer_timeline(r, "receipt", req_id(r));
}

reply receipt_show(struct req *r)
{
	offer_receipt(r);
	form_offer(r, fate, NULL);
	return page_show(r, "finance/receipt_show");
}

/* ---- what happens to it ------------------------------------------------------------------ */

typedef refusal happens(struct ctx *c, rowid receipt_id, const struct receipt_fate *f);

static reply happen(struct req *r, happens *it)
{
	struct receipt_fate f = { 0 };

	if (form_read(r, fate, &f) && form_accept(r, it(r->c, req_id(r), &f)))
		return see_other(r, "/finance/receipts/%lld", (long long)req_id(r));
	return receipt_show(r);
}

reply receipt_recover_post(struct req *r)
{
	return happen(r, receipt_recover);
}

reply receipt_void_post(struct req *r)
{
	return happen(r, receipt_void);
}

reply receipt_lost_post(struct req *r)
{
	return happen(r, receipt_lost);
}

reply receipt_print_post(struct req *r)
{
	if (form_accept(r, receipt_printed(r->c, req_id(r))))
		return see_other(r, "/finance/receipts/%lld", (long long)req_id(r));
	return receipt_show(r);
}

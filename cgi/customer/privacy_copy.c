/* All that is held of one person, part by part. */
#include "customer/privacy_request.h"

const struct copy_part copy_parts[COPY_PARTS] = {
	{ "customer", "customer", { "name", "phone_sealed", "id_no_sealed", "source", "grade",
	  "intent_grade", "intent_layout", "budget_fen", "note", "owner", "created_at" } },
	{ "touches", "touch", { "biz_on", "kind", "source", "content", "entered_by" } },
	{ "follow_ups", "customer", { "contacted_on", "content", "next_on", "entered_by" } },
	{ "pre_registrations", "pre_registration", { "reg_no", "batch_name", "intent", "state",
	  "registered_on" } },
	{ "deals", "deal", { "deal_no", "unit_code", "share_ppm", "total_fen", "deposit_fen",
	  "subscribed_on", "contract_no", "signed_on", "filing_no" } },
	{ "slips", "slip", { "slip_no", "kind", "amount_fen", "means", "payer", "paid_on",
	  "received_on", "state" } },
	{ "receipts", "receipt", { "receipt_no", "unit_code", "amount_fen", "payer", "issued_on" } },
	{ "privacy_requests", "privacy_request", { "kind", "wish", "received_on", "due_on", "state",
	  "answer" } },
	{ "consents", "consent", { "kind", "basis", "version_no", "noted_at" } },
	{ "disclosures", "disclosure", { "given_on", "recipient", "contents", "purpose", "basis" } },
	{ "numbers_shown", "event", { "done_at", "user", "reason" } },
};

static const struct row *about_him(struct ctx *c, int part, rowid id)
{
	switch (part) {
	case 0:
		return db_rows(c, "SELECT k.name, k.phone_sealed, k.id_no_sealed, k.source, k.grade,"
			" k.intent_grade, k.intent_layout, k.budget_fen, k.note, u.name AS owner,"
			" k.created_at FROM customer k JOIN user u ON u.id = k.owner_id WHERE k.id = ?", id);
	case 1:
		return db_rows(c, "SELECT t.biz_on, t.kind, t.source, t.content, u.name AS entered_by"
			" FROM touch t JOIN user u ON u.id = t.entered_by WHERE t.customer_id = ?"
			" ORDER BY t.id", id);
	case 2:
		return db_rows(c, "SELECT f.contacted_on, f.content, f.next_on, u.name AS entered_by"
			" FROM follow_up f JOIN user u ON u.id = f.by_id WHERE f.customer_id = ?"
			" ORDER BY f.id", id);
	case 7:
		return db_rows(c, "SELECT kind, wish, received_on, due_on, state, answer"
			" FROM privacy_request WHERE customer_id = ? ORDER BY id", id);
	case 8:
		return db_rows(c, "SELECT kind, basis, CONCAT(version_no) AS version_no, at AS noted_at"
			" FROM customer_consent WHERE customer_id = ? ORDER BY id", id);
	case 9:
		return db_rows(c, "SELECT given_on, recipient, contents, purpose, basis"
			" FROM disclosure WHERE customer_id = ? ORDER BY id", id);
	default:
		return db_rows(c, "SELECT e.at AS done_at, u.name AS user, e.reason"
			" FROM event e JOIN user u ON u.id = e.user_id WHERE e.customer_id = ?"
			" AND e.what IN ('customer.revealed', 'privacy_request.copied') ORDER BY e.id", id);
	}
}

const struct row *copy_rows(struct ctx *c, int part, rowid id)
{
	switch (part) {
	case 3:
		return db_rows(c, "SELECT reg_no, batch_name, intent, state, registered_on"
			" FROM customer_registration WHERE customer_id = ? ORDER BY id", id);
	case 4:
		return db_rows(c, "SELECT deal_no, unit_code, share_ppm, total_fen, deposit_fen,"
			" subscribed_on, contract_no, signed_on, filing_no"
			" FROM customer_deal WHERE customer_id = ? ORDER BY id", id);
	case 5:
		return db_rows(c, "SELECT slip_no, kind, amount_fen, means, payer, paid_on, received_on,"
			" state FROM customer_slip WHERE customer_id = ? ORDER BY id", id);
	case 6:
		return db_rows(c, "SELECT receipt_no, unit_code, amount_fen, payer, issued_on"
			" FROM customer_receipt WHERE customer_id = ? ORDER BY id", id);
	default:
		return about_him(c, part, id);
	}
}

bool copy_number(const char *column)
{
	return suffix_is(column, "_fen") || suffix_is(column, "_ppm");
}

const char *copy_cell(struct ctx *c, const struct row *row, const char *column)
{
	if (suffix_is(column, "_sealed"))
		return unseal(c, row_bytes(row, column));
	return copy_number(column) ? textf(c, "%lld", (long long)row_int(row, column))
				   : row_text(row, column);
}

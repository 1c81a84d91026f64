#include <sodium.h>
#include "finance/receipt.h"
#include "finance/receipt_text.h"

/* A paper is with its buyer until something of these has happened to it. */
const char *receipt_out_of_slip(struct ctx *c, rowid slip_id)
{
	const struct row *r = db_row(c,
		"SELECT r.receipt_no FROM receipt r WHERE r.slip_id = ? AND NOT EXISTS"
		" (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id) LIMIT 1", slip_id);

	return r ? row_text(r, "receipt_no") : NULL;
}

const char *receipt_out_of_sincerity(struct ctx *c, rowid tab_id)
{
	const struct row *r = db_row(c,
		"SELECT r.receipt_no FROM receipt r JOIN slip s ON s.id = r.slip_id"
		" JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" WHERE l.tab_id = ? AND l.kind = 'sincerity' AND NOT EXISTS"
		" (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id) LIMIT 1", tab_id);

	return r ? row_text(r, "receipt_no") : NULL;
}

OP receipt_allowed(struct ctx *c, rowid slip_id)
{
	const struct row *s = db_row(c, "SELECT type, state FROM slip WHERE id = ?", slip_id);

	if (row_is(s, "type", "refund") || row_is(s, "type", "red"))
		return refuse(c, NULL, "receipt.not_for_refund");
	if (!row_is(s, "state", "audited"))
		return refuse(c, NULL, "receipt.not_audited");
	if (db_int(c,
		"SELECT COUNT(*) FROM receipt r WHERE r.slip_id = ? AND NOT EXISTS"
		" (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id"
		" AND e.what IN ('voided', 'lost'))", slip_id))
		return refuse(c, NULL, "receipt.issued_already");
	return DONE;
}

/* What goes onto the paper. */
static const struct row *of_slip(struct ctx *c, rowid slip_id)
{
	return db_row(c,
		"SELECT s.id, s.project_id, s.payer, t.unit_id, t.customer_id,"
		" COALESCE(u.code, '') AS unit_code, p.code AS project_code,"
		" (SELECT SUM(l.amount_fen) FROM slip_line l WHERE l.slip_id = s.id"
		" AND l.revision_no = s.revision_no AND l.amount_fen > 0) AS amount_fen,"
		" (SELECT COALESCE(MAX(issue_no), 0) FROM receipt r WHERE r.slip_id = s.id) AS issued_count"
		" FROM slip s JOIN tab t ON t.id = s.tab_id JOIN project p ON p.id = s.project_id"
		" LEFT JOIN unit u ON u.id = t.unit_id WHERE s.id = ?", slip_id);
}

static void seed_read(struct ctx *c, unsigned char seed[RECEIPT_SEED])
{
	const char *hex = conf_secret(c, "receipt.key");
	size_t n;

	if (!hex || sodium_hex2bin(seed, RECEIPT_SEED, hex, strlen(hex), NULL, &n, NULL) ||
	    n != RECEIPT_SEED)
		fault(c, "secret receipt.key is missing or not 32 bytes of hex");
}

static const char *sign(struct ctx *c, const struct receipt_fields *f)
{
	unsigned char seed[RECEIPT_SEED];
	char *text = alloc(c, RECEIPT_TEXT);
	bool right;

	seed_read(c, seed);
	right = receipt_text_write(f, seed, text);
	sodium_memzero(seed, sizeof seed);
	if (!right)
		fault(c, "receipt %s cannot be said in a QR code", f->number);
	return text;
}

/* Copies as many whole characters as there is room for. */
static void copy(char *to, size_t room, const char *from)
{
	size_t n = strlen(from);

	if (n >= room)
		n = room - 1;
	while (n && ((unsigned char)from[n] & 0xC0) == 0x80)
		n--;
	memcpy(to, from, n);
	to[n] = '\0';
}

static struct receipt_fields fields_of(struct ctx *c, const struct row *s, int64_t serial)
{
	struct receipt_fields f = { .amount = row_money(s, "amount_fen"), .issued_on = c->today };
	int year, month, day;

	date_parts(c->today, &year, &month, &day);
	copy(f.number, sizeof f.number, textf(c, "SJ-%04d-%07lld", year, (long long)serial));
	copy(f.project, sizeof f.project, row_text(s, "project_code"));
	copy(f.unit, sizeof f.unit, row_text(s, "unit_code"));
	copy(f.payer, sizeof f.payer, mask_name(c, row_text(s, "payer")));
	receipt_code_make(f.code);
	return f;
}

OP receipt_issue(struct ctx *c, rowid slip_id, rowid *receipt_id)
{
	const struct row *s;
	struct receipt_fields f;
	refusal no;
	int64_t serial;

	db_int(c, "SELECT id FROM slip WHERE id = ? FOR UPDATE", slip_id);
	no = receipt_allowed(c, slip_id);
	if (no)
		return no;
	s = of_slip(c, slip_id);
	serial = number_next(c, row_id(s, "project_id"), "receipt");
	f = fields_of(c, s, serial);
	*receipt_id = db_insert(c,
		"INSERT INTO receipt (project_id, serial, receipt_no, slip_id, issue_no, amount_fen,"
		" issued_on, issued_by, payer, payer_masked, unit_code, code, qr_text)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		row_id(s, "project_id"), serial, (const char *)f.number, slip_id,
		row_int(s, "issued_count") + 1, f.amount, c->today, c->user_id,
		row_text(s, "payer"), mask_name(c, row_text(s, "payer")),
		row_text(s, "unit_code"), (const char *)f.code, sign(c, &f));
	record(c, .noun = "receipt", .about_id = *receipt_id, .what = "receipt.issued",
	       .project_id = row_id(s, "project_id"), .amount_fen = f.amount,
	       .customer_id = row_id(s, "customer_id"), .unit_id = row_id(s, "unit_id"),
	       .to = "genuine", .reason = textf(c, "%s", f.number));
	return DONE;
}

/* ---- what happens to it ------------------------------------------------------------------ */

static void happened(struct ctx *c, rowid receipt_id, const char *what, const char *reason)
{
	const struct row *r = db_row(c,
		"SELECT r.project_id, r.amount_fen, t.customer_id, t.unit_id FROM receipt r"
		" JOIN slip s ON s.id = r.slip_id JOIN tab t ON t.id = s.tab_id WHERE r.id = ?",
		receipt_id);

	db_insert(c,
		"INSERT INTO receipt_event (project_id, receipt_id, what, happened_on, reason, by_id)"
		" VALUES (?, ?, ?, ?, ?, ?)", row_id(r, "project_id"), receipt_id, what, c->today,
		reason, c->user_id);
	record(c, .noun = "receipt", .about_id = receipt_id, .what = textf(c, "receipt.%s", what),
	       .project_id = row_id(r, "project_id"), .amount_fen = row_money(r, "amount_fen"),
	       .customer_id = row_id(r, "customer_id"), .unit_id = row_id(r, "unit_id"),
	       .to = what, .reason = reason);
}

/* One thing at a time happens to a slip's papers; and only to one that is still valid. */
static OP fate(struct ctx *c, rowid receipt_id, const char *what, const char *reason)
{
	rowid slip = db_int(c, "SELECT slip_id FROM receipt WHERE id = ?", receipt_id);

	db_int(c, "SELECT id FROM slip WHERE id = ? FOR UPDATE", slip);
	if (db_int(c, "SELECT COUNT(*) FROM receipt_event WHERE receipt_id = ?"
		      " AND (what <> 'recovered' OR what = CONVERT(? USING ascii))", receipt_id, what))
		return refuse(c, NULL, "receipt.not_valid");
	happened(c, receipt_id, what, reason);
	return DONE;
}

OP receipt_recover(struct ctx *c, rowid receipt_id, const struct receipt_fate *f)
{
	return fate(c, receipt_id, "recovered", f->reason);
}

OP receipt_void(struct ctx *c, rowid receipt_id, const struct receipt_fate *f)
{
	if (!*f->reason)
		return refuse(c, "reason", "receipt.say_why");
	return fate(c, receipt_id, "voided", f->reason);
}

OP receipt_lost(struct ctx *c, rowid receipt_id, const struct receipt_fate *f)
{
	if (!*f->reason)
		return refuse(c, "reason", "receipt.say_why");
	return fate(c, receipt_id, "lost", f->reason);
}

OP receipt_printed(struct ctx *c, rowid receipt_id)
{
	rowid project = db_int(c, "SELECT project_id FROM receipt WHERE id = ?", receipt_id);

	record(c, .noun = "receipt", .about_id = receipt_id, .what = "receipt.printed",
	       .project_id = project);
	return DONE;
}

/* A voided or lost paper stays what it is. */
void receipts_end_of_slip(struct ctx *c, rowid slip_id, const char *what, const char *reason)
{
	const struct row *r = db_rows(c,
		"SELECT r.id FROM receipt r WHERE r.slip_id = ? AND NOT EXISTS"
		" (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id"
		" AND e.what <> 'recovered')", slip_id);

	for (; r; r = row_next(r))
		happened(c, row_id(r, "id"), what, reason);
}

void receipts_end_of_sincerity(struct ctx *c, rowid tab_id, const char *what,
			       const char *reason)
{
	const struct row *s = db_rows(c,
		"SELECT DISTINCT s.id FROM slip s"
		" JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" WHERE l.tab_id = ? AND l.kind = 'sincerity' AND s.type = 'receipt'", tab_id);

	for (; s; s = row_next(s))
		receipts_end_of_slip(c, row_id(s, "id"), what, reason);
}

#include <stdio.h>
#include "finance/ledger.h"
#include "project/day.h"

void ledger_post(struct ctx *c, const struct posting *p, const char *debit, const char *credit,
		 money amount)
{
	if (!amount.fen)
		return;
	db_insert(c,
		"INSERT INTO ledger (project_id, event_id, slip_line_id, tab_id, debit, credit,"
		" amount_fen, count_on, post_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		MAYBE(p->project_id), p->event_id, MAYBE(p->slip_line_id), MAYBE(p->tab_id),
		debit, credit, amount, p->count_on, p->post_on);
}

void ledger_post_price(struct ctx *c, const struct posting *p, const char *debit, money gross,
		       int vat_rate_pct)
{
	money before = db_money(c, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?"
				   " AND credit IN ('2205', '2221.14')", p->tab_id);
	money taxed = db_money(c, "SELECT SUM(amount_fen) FROM ledger WHERE tab_id = ?"
				  " AND credit = '2221.14'", p->tab_id);
	money tax = money_sub(money_part(money_add(before, gross), vat_rate_pct,
					 100 + vat_rate_pct), taxed);

	ledger_post(c, p, debit, "2205", money_sub(gross, tax));
	ledger_post(c, p, debit, "2221.14", tax);
}

void ledger_post_red(struct ctx *c, const struct posting *p, rowid red_slip_id,
		     rowid reverses_id)
{
	db_exec(c,
		"INSERT INTO ledger (project_id, event_id, slip_line_id, tab_id, debit, credit,"
		" amount_fen, count_on, post_on)"
		" SELECT g.project_id, ?, n.id, g.tab_id, g.debit, g.credit, -g.amount_fen, ?, ?"
		" FROM slip_line o JOIN ledger g ON g.slip_line_id = o.id"
		" JOIN slip r ON r.id = ?"
		" JOIN slip_line n ON n.slip_id = r.id AND n.revision_no = r.revision_no AND n.seq = o.seq"
		" WHERE o.slip_id = ? ORDER BY g.id",
		p->event_id, p->count_on, p->post_on, red_slip_id, reverses_id);
}

date post_day(struct ctx *c, rowid project_id, date received_on)
{
	const struct row *p = db_row(c, "SELECT finance_closed_on FROM project WHERE id = ?",
				     project_id);
	date closed = row_date(p, "finance_closed_on"), open;

	if (!date_ok(closed) || received_on.day > closed.day)
		return received_on;
	/* today stays open, whatever was closed (decision 9) */
	open = date_add(closed, 1);
	return open.day < c->today.day ? open : c->today;
}

static struct posting posting_now(struct ctx *c, rowid project_id)
{
	return (struct posting){
		.project_id = project_id,
		.count_on = count_day(c, project_id, FINANCE, c->today),
		.post_on = post_day(c, project_id, c->today) };
}

OP pos_settle(struct ctx *c, const struct settlement *s)
{
	struct posting p;

	if (s->gross_fen.fen <= 0)
		return refuse(c, "gross_fen", "ledger.positive");
	if (s->fee_fen.fen < 0 || money_cmp(s->fee_fen, s->gross_fen) >= 0)
		return refuse(c, "fee_fen", "ledger.fee_too_large");
	p = posting_now(c, s->project_id);
	p.event_id = record(c, .noun = "project", .about_id = s->project_id,
			    .what = "pos.settled", .project_id = s->project_id,
			    .amount_fen = s->gross_fen, .count_on = p.count_on,
			    .post_on = p.post_on,
			    .reason = textf(c, "- %s", money_text(c, s->fee_fen)));
	ledger_post(c, &p, "1002.01", "1012.01", money_sub(s->gross_fen, s->fee_fen));
	ledger_post(c, &p, "6603", "1012.01", s->fee_fen);
	return DONE;
}

OP escrow_sweep(struct ctx *c, const struct sweep *s)
{
	struct posting p;

	if (s->amount_fen.fen <= 0)
		return refuse(c, "amount_fen", "ledger.positive");
	p = posting_now(c, s->project_id);
	p.event_id = record(c, .noun = "project", .about_id = s->project_id,
			    .what = "escrow.swept", .project_id = s->project_id,
			    .amount_fen = s->amount_fen, .count_on = p.count_on,
			    .post_on = p.post_on);
	ledger_post(c, &p, "1002.02", "1002.01", s->amount_fen);
	return DONE;
}

/* ---- the check --------------------------------------------------------------------------- */

static int say(const char *what, const struct row *r)
{
	int n = 0;

	for (; r; r = row_next(r), n++)
		fprintf(stderr, "check: %s: tab %lld: %lld, not %lld\n", what,
			(long long)row_id(r, "tab_id"), (long long)row_int(r, "found"),
			(long long)row_int(r, "wanted"));
	return n;
}

static const struct row *price_against_slips(struct ctx *c)
{
	return db_rows(c,
		"SELECT t.id AS tab_id, COALESCE(g.fen, 0) AS found, COALESCE(m.paid_fen, 0) AS wanted"
		" FROM tab t LEFT JOIN tab_money m ON m.tab_id = t.id"
		" LEFT JOIN (SELECT tab_id, SUM(amount_fen) AS fen FROM ledger"
		" WHERE credit IN ('2205', '2221.14') GROUP BY tab_id) g ON g.tab_id = t.id"
		" WHERE COALESCE(g.fen, 0) <> COALESCE(m.paid_fen, 0)");
}

/* Half away from zero, as money_part() rounds; the sums of a tab are seldom negative. */
static const struct row *tax_against_price(struct ctx *c)
{
	return db_rows(c,
		"SELECT g.tab_id, SUM(IF(g.credit = '2221.14', g.amount_fen, 0)) AS found,"
		" ROUND(SUM(g.amount_fen) * p.vat_rate_pct / (100 + p.vat_rate_pct)) AS wanted"
		" FROM ledger g JOIN project p ON p.id = g.project_id"
		" WHERE g.credit IN ('2205', '2221.14') AND g.tab_id IS NOT NULL"
		" GROUP BY g.tab_id, p.vat_rate_pct HAVING ABS(found - wanted) > 1");
}

static const struct row *sincerity_against_slips(struct ctx *c)
{
	return db_rows(c,
		"SELECT 0 AS tab_id, b.found, b.wanted FROM (SELECT"
		" (SELECT COALESCE(SUM(amount_fen), 0) FROM ledger WHERE credit = '2241.01')"
		" - (SELECT COALESCE(SUM(amount_fen), 0) FROM ledger WHERE debit = '2241.01') AS found,"
		" (SELECT COALESCE(SUM(amount_fen), 0) FROM money_line WHERE kind = 'sincerity') AS wanted"
		" ) b WHERE b.found <> b.wanted");
}

static const struct row *plans_against_totals(struct ctx *c)
{
	return db_rows(c,
		"SELECT t.id AS tab_id, SUM(p.amount_fen) AS found, t.total_fen AS wanted"
		" FROM tab t JOIN plan_item p ON p.tab_id = t.id AND p.live = 1"
		" GROUP BY t.id, t.total_fen HAVING found <> wanted");
}

static const struct row *slips_against_lines(struct ctx *c)
{
	return db_rows(c,
		"SELECT s.tab_id, SUM(l.amount_fen) AS found, s.amount_fen AS wanted"
		" FROM slip s JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" GROUP BY s.id, s.tab_id, s.amount_fen HAVING found <> wanted");
}

static const struct row *reds_against_originals(struct ctx *c)
{
	return db_rows(c,
		"SELECT r.tab_id, r.amount_fen AS found, -s.amount_fen AS wanted"
		" FROM slip r JOIN slip s ON s.id = r.reverses_id"
		" WHERE r.amount_fen <> -s.amount_fen OR (r.state = 'audited') <> (s.state = 'reversed')");
}

static const struct row *numbers_with_gaps(struct ctx *c)
{
	return db_rows(c,
		"SELECT 0 AS tab_id, COUNT(*) AS found, MAX(serial) AS wanted FROM slip"
		" GROUP BY project_id HAVING found <> wanted"
		" UNION ALL SELECT 0, COUNT(*) AS found, MAX(serial) AS wanted FROM receipt"
		" GROUP BY project_id HAVING found <> wanted");
}

/* A counter that ran on without its paper, or a paper without the counter. */
static const struct row *numbers_against_series(struct ctx *c)
{
	return db_rows(c,
		"SELECT n.project_id AS tab_id, n.last_count AS found, COALESCE(MAX(s.serial), 0) AS wanted"
		" FROM number_series n LEFT JOIN slip s ON s.project_id = n.project_id"
		" WHERE n.kind = 'slip' GROUP BY n.project_id, n.last_count HAVING found <> wanted"
		" UNION ALL SELECT n.project_id, n.last_count AS found, COALESCE(MAX(r.serial), 0) AS wanted"
		" FROM number_series n LEFT JOIN receipt r ON r.project_id = n.project_id"
		" WHERE n.kind = 'receipt' GROUP BY n.project_id, n.last_count HAVING found <> wanted");
}

/* What goes on its way to an account, less what left, is what slips say: settlements and
 * sweeps stay among these accounts, a transfer touches none. */
static const struct row *cash_against_slips(struct ctx *c)
{
	return db_rows(c,
		"SELECT 0 AS tab_id, b.found, b.wanted FROM (SELECT (SELECT COALESCE(SUM(g.amount_fen"
		" * ((g.debit IN ('1002.01', '1002.02', '1012.01', '6603'))"
		" - (g.credit IN ('1002.01', '1002.02', '1012.01', '6603')))), 0) FROM ledger g"
		" JOIN event e ON e.id = g.event_id WHERE e.what <> 'ledger.opened') AS found,"
		" (SELECT COALESCE(SUM(amount_fen), 0) FROM money_line) AS wanted) b"
		" WHERE b.found <> b.wanted");
}

static const struct row *kept_for_others_against_slips(struct ctx *c)
{
	return db_rows(c,
		"SELECT 0 AS tab_id, b.found, b.wanted FROM (SELECT"
		" (SELECT COALESCE(SUM(amount_fen), 0) FROM ledger WHERE credit IN ('2241.02', '2241.03'))"
		" AS found, (SELECT COALESCE(SUM(amount_fen), 0) FROM money_line"
		" WHERE kind IN ('maintenance_fund', 'deed_tax')) AS wanted) b WHERE b.found <> b.wanted");
}

static const struct row *sincerity_below_nothing(struct ctx *c)
{
	return db_rows(c, "SELECT tab_id, sincerity_fen AS found, 0 AS wanted FROM tab_money"
			  " WHERE sincerity_fen < 0");
}

/* A reversed slip leaves no paper that the public is told is genuine. */
static const struct row *papers_of_reversed_slips(struct ctx *c)
{
	return db_rows(c,
		"SELECT s.tab_id, COUNT(*) AS found, 0 AS wanted FROM slip s JOIN receipt r"
		" ON r.slip_id = s.id WHERE s.state = 'reversed' AND NOT EXISTS"
		" (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id AND e.what <> 'recovered')"
		" GROUP BY s.tab_id");
}

OP ledger_check(struct ctx *c, rowid *unused)
{
	int wrong = 0;

	(void)unused;
	wrong += say("price money in the books and on slips", price_against_slips(c));
	wrong += say("VAT pending and its share of the price", tax_against_price(c));
	wrong += say("sincerity money in the books and on slips", sincerity_against_slips(c));
	wrong += say("plan and total", plans_against_totals(c));
	wrong += say("lines and slip", slips_against_lines(c));
	wrong += say("red slip and its original", reds_against_originals(c));
	wrong += say("numbers issued and the highest", numbers_with_gaps(c));
	wrong += say("counters and the highest number", numbers_against_series(c));
	wrong += say("cash in the books and on slips", cash_against_slips(c));
	wrong += say("money kept for others and its slips", kept_for_others_against_slips(c));
	wrong += say("sincerity money of a tab", sincerity_below_nothing(c));
	wrong += say("papers of a reversed slip", papers_of_reversed_slips(c));
	return wrong ? refuse(c, NULL, "ledger.disagrees") : DONE;
}

#include <string.h>
#include "portal/flash.h"

#define EVENTS "/portal/events"
#define LINES "/finance/lines"

const struct figure flows[FLOWS] = {
	[CALLS]         = { "calls", COUNT, "traffic", EVENTS, "what=touch.call&state_to=new,again" },
	[NEW_CALLS]     = { "new_calls", COUNT, NULL, EVENTS, "what=touch.call&state_to=new" },
	[VISITS]        = { "visits", COUNT, NULL, EVENTS, "what=touch.visit&state_to=first,again" },
	[FIRST_VISITS]  = { "first_visits", COUNT, NULL, EVENTS, "what=touch.visit&state_to=first" },
	[REPEAT_VISITS] = { "repeat_visits", COUNT, NULL, EVENTS, "what=touch.visit&state_to=again" },
	[PREREG_NEW]       = { "prereg_new", COUNT, "prereg", EVENTS, "what=registration.confirmed" },
	[PREREG_WITHDRAWN] = { "prereg_withdrawn", COUNT, NULL, EVENTS, "what=tab.emptied" },
	[SUB_NEW]        = { "sub_new", COUNT, "sub", EVENTS, "what=deal.subscribed" },
	[SUB_NEW_AMT]    = { "sub_new_amt", MONEY, NULL, EVENTS, "what=deal.subscribed" },
	[SUB_NEW_AREA]   = { "sub_new_area", AREA, NULL, EVENTS, "what=deal.subscribed" },
	[SUB_CANCEL]     = { "sub_cancel", COUNT, NULL, EVENTS, "what=deal.unsubscribed" },
	[SUB_CANCEL_AMT] = { "sub_cancel_amt", MONEY, NULL, EVENTS, "what=deal.unsubscribed" },
	[SUB_NET]     = { "sub_net", COUNT, NULL, EVENTS, "what=deal.subscribed,deal.unsubscribed" },
	[SUB_NET_AMT] = { "sub_net_amt", MONEY, NULL, EVENTS, "what=deal.subscribed,deal.unsubscribed" },
	[CONTRACT_NEW]        = { "contract_new", COUNT, "contract", EVENTS, "what=deal.signed" },
	[CONTRACT_NEW_AMT]    = { "contract_new_amt", MONEY, NULL, EVENTS, "what=deal.signed" },
	[CONTRACT_NEW_AREA]   = { "contract_new_area", AREA, NULL, EVENTS, "what=deal.signed" },
	[CONTRACT_CANCEL]     = { "contract_cancel", COUNT, NULL, EVENTS, "what=deal.rescinded" },
	[CONTRACT_CANCEL_AMT] = { "contract_cancel_amt", MONEY, NULL, EVENTS, "what=deal.rescinded" },
	[SWAPS]         = { "swaps", COUNT, NULL, EVENTS, "what=deal.swapped" },
	[SWAP_DIFF_AMT] = { "swap_diff_amt", MONEY, NULL, EVENTS, "what=deal.swapped" },
	[CONTRACT_NET]      = { "contract_net", COUNT, NULL, EVENTS,
				"what=deal.signed,deal.rescinded,deal.swapped" },
	[CONTRACT_NET_AMT]  = { "contract_net_amt", MONEY, NULL, EVENTS,
				"what=deal.signed,deal.rescinded,deal.swapped" },
	[CONTRACT_NET_AREA] = { "contract_net_area", AREA, NULL, EVENTS,
				"what=deal.signed,deal.rescinded,deal.swapped" },
	[RENAMES] = { "renames", COUNT, NULL, EVENTS, "what=deal.renamed" },
	[COLLECT]          = { "collect", MONEY, "money", LINES, "kind=deposit,price,loan" },
	[COLLECT_CUSTOMER] = { "collect_customer", MONEY, NULL, LINES, "kind=deposit,price" },
	[COLLECT_LOAN]     = { "collect_loan", MONEY, NULL, LINES, "kind=loan" },
	[REFUND]           = { "refund", MONEY, NULL, LINES, "kind=deposit,price,loan&type=refund" },
	[SINCERITY_NET]    = { "sincerity_net", MONEY, NULL, LINES, "kind=sincerity" },
};

/* What one event, or the sum of several, adds to which figure. */
enum part { ROWS, AMOUNT, GROUND };
static const struct rule { const char *what, *to; enum flow flow; enum part part; int sign; }
rules[] = {
	{ "touch.call",  "new",   CALLS,         ROWS, 1 }, { "touch.call",  "again", CALLS, ROWS, 1 },
	{ "touch.call",  "new",   NEW_CALLS,     ROWS, 1 },
	{ "touch.visit", "first", VISITS,        ROWS, 1 }, { "touch.visit", "again", VISITS, ROWS, 1 },
	{ "touch.visit", "first", FIRST_VISITS,  ROWS, 1 },
	{ "touch.visit", "again", REPEAT_VISITS, ROWS, 1 },
	{ "registration.confirmed", NULL, PREREG_NEW,       ROWS, 1 },
	{ "tab.emptied",            NULL, PREREG_WITHDRAWN, ROWS, 1 },
	{ "deal.subscribed", NULL, SUB_NEW,      ROWS,   1 },
	{ "deal.subscribed", NULL, SUB_NEW_AMT,  AMOUNT, 1 },
	{ "deal.subscribed", NULL, SUB_NEW_AREA, GROUND, 1 },
	{ "deal.subscribed", NULL, SUB_NET,      ROWS,   1 },
	{ "deal.subscribed", NULL, SUB_NET_AMT,  AMOUNT, 1 },
	/* what ends a deal bears the negative of what it ends */
	{ "deal.unsubscribed", NULL, SUB_CANCEL,     ROWS,    1 },
	{ "deal.unsubscribed", NULL, SUB_CANCEL_AMT, AMOUNT, -1 },
	{ "deal.unsubscribed", NULL, SUB_NET,        ROWS,   -1 },
	{ "deal.unsubscribed", NULL, SUB_NET_AMT,    AMOUNT,  1 },
	{ "deal.signed", NULL, CONTRACT_NEW,      ROWS,   1 },
	{ "deal.signed", NULL, CONTRACT_NEW_AMT,  AMOUNT, 1 },
	{ "deal.signed", NULL, CONTRACT_NEW_AREA, GROUND, 1 },
	{ "deal.signed", NULL, CONTRACT_NET,      ROWS,   1 },
	{ "deal.signed", NULL, CONTRACT_NET_AMT,  AMOUNT, 1 },
	{ "deal.signed", NULL, CONTRACT_NET_AREA, GROUND, 1 },
	{ "deal.rescinded", NULL, CONTRACT_CANCEL,     ROWS,    1 },
	{ "deal.rescinded", NULL, CONTRACT_CANCEL_AMT, AMOUNT, -1 },
	{ "deal.rescinded", NULL, CONTRACT_NET,        ROWS,   -1 },
	{ "deal.rescinded", NULL, CONTRACT_NET_AMT,    AMOUNT,  1 },
	{ "deal.rescinded", NULL, CONTRACT_NET_AREA,   GROUND,  1 },
	{ "deal.swapped", NULL, SWAPS,             ROWS,   1 },
	{ "deal.swapped", NULL, SWAP_DIFF_AMT,     AMOUNT, 1 },
	{ "deal.swapped", NULL, CONTRACT_NET_AMT,  AMOUNT, 1 },
	{ "deal.swapped", NULL, CONTRACT_NET_AREA, GROUND, 1 },
	{ "deal.renamed", NULL, RENAMES, ROWS, 1 },
};

/* ---- days ------------------------------------------------------------------------------- */

date span_begins(date on, enum span span)
{
	int y, m, d;

	date_parts(on, &y, &m, &d);
	switch (span) {
	case DAY: return on;
	case MTD: return date_of(y, m, 1);
	case QTD: return date_of(y, (m - 1) / 3 * 3 + 1, 1);
	default:  return date_of(y, 1, 1);
	}
}

static date month_ends(int y, int m)
{
	return date_add(m == 12 ? date_of(y + 1, 1, 1) : date_of(y, m + 1, 1), -1);
}

static date year_before(date on)
{
	int y, m, d;

	date_parts(on, &y, &m, &d);
	return m == 2 && d == 29 ? date_of(y - 1, 2, 28) : date_of(y - 1, m, d);
}

/* The month before has as many days, or ends. */
static date month_before(date on)
{
	int y, m, d;
	date to, last;

	date_parts(on, &y, &m, &d);
	to = m == 1 ? date_of(y - 1, 12, d) : date_of(y, m - 1, d);
	last = m == 1 ? month_ends(y - 1, 12) : month_ends(y, m - 1);
	return date_ok(to) && to.day < last.day ? to : last;
}

/* ---- flows: one statement for the four spans ------------------------------------------------ */

struct flash *flash_of(struct flash *of, int n, rowid project_id)
{
	for (int i = 0; i < n; i++)
		if (of[i].project_id == project_id)
			return &of[i];
	return NULL;
}

typedef int64_t flow_table[FLOWS][SPANS];

/* A day is in its month, the month in its quarter: a narrower span adds to all wider ones. */
static void count(flow_table t, enum flow flow, int from, int64_t n)
{
	for (int s = from; s < SPANS; s++)
		t[flow][s] += n;
}

static void count_event(flow_table t, const struct row *e)
{
	const int64_t part[] = { [ROWS] = row_int(e, "row_count"),
		[AMOUNT] = row_int(e, "amount_fen"), [GROUND] = row_int(e, "area_dm2") };

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const struct rule *k = &rules[i];

		if (row_is(e, "what", k->what) && (!k->to || row_is(e, "state_to", k->to)))
			count(t, k->flow, (int)row_int(e, "span"), k->sign * part[k->part]);
	}
}

static void count_line(flow_table t, const struct row *l)
{
	int64_t fen = row_int(l, "amount_fen");
	int span = (int)row_int(l, "span");

	if (row_is(l, "kind", "sincerity")) {
		count(t, SINCERITY_NET, span, fen);
		return;
	}
	count(t, COLLECT, span, fen);
	count(t, row_is(l, "kind", "loan") ? COLLECT_LOAN : COLLECT_CUSTOMER, span, fen);
	if (row_is(l, "type", "refund"))
		count(t, REFUND, span, -fen);
}

/* Figures of before this program (decision 27). */
static void count_past(flow_table t, const struct row *p)
{
	for (int f = 0; f < FLOWS; f++)
		if (row_is(p, "code", flows[f].code))
			count(t, f, (int)row_int(p, "span"), row_int(p, "amount"));
}

/* Which of the tables of a flash is being filled. */
enum table { NOW_TABLE, YEAR_TABLE, MONTH_TABLE };
struct reading { struct flash *of; int n; enum table table; flow_table *months; };

static int64_t (*table_of(const struct reading *g, const struct row *row))[SPANS]
{
	struct flash *f = flash_of(g->of, g->n, row_id(row, "project_id"));

	if (!f)
		return NULL;
	return g->table == NOW_TABLE ? f->flow : g->table == YEAR_TABLE ? f->last_year
		: g->months[f - g->of];
}

static void read_flows(struct ctx *c, const char *ids, date on, date from, const struct reading *g)
{
	date month = span_begins(on, MTD), quarter = span_begins(on, QTD);
	const struct row *e;

	for (e = db_rows(c,
		"SELECT e.project_id, e.what, e.state_to, CASE WHEN e.count_on = ? THEN 0"
		" WHEN e.count_on >= ? THEN 1 WHEN e.count_on >= ? THEN 2 ELSE 3 END AS span,"
		" COUNT(*) AS row_count, SUM(e.amount_fen) AS amount_fen, SUM(e.area_dm2) AS area_dm2"
		" FROM project p STRAIGHT_JOIN event e ON e.project_id = p.id"
		" AND e.count_on BETWEEN ? AND ? AND e.what IN ('touch.call', 'touch.visit',"
		" 'registration.confirmed', 'tab.emptied', 'deal.subscribed', 'deal.unsubscribed',"
		" 'deal.signed', 'deal.rescinded', 'deal.swapped', 'deal.renamed')"
		" WHERE FIND_IN_SET(p.id, ?) GROUP BY e.project_id, e.what, e.state_to, span",
		on, month, quarter, from, on, ids); e; e = row_next(e))
		if (table_of(g, e))
			count_event(table_of(g, e), e);
	for (e = db_rows(c,
		"SELECT s.project_id, l.kind, s.type, CASE WHEN s.count_on = ? THEN 0"
		" WHEN s.count_on >= ? THEN 1 WHEN s.count_on >= ? THEN 2 ELSE 3 END AS span,"
		" SUM(l.amount_fen) AS amount_fen"
		" FROM project p STRAIGHT_JOIN slip s ON s.project_id = p.id"
		" AND s.count_on BETWEEN ? AND ? AND s.audited_on IS NOT NULL"
		" STRAIGHT_JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no"
		" AND l.kind IN ('deposit', 'price', 'loan', 'sincerity')"
		" WHERE FIND_IN_SET(p.id, ?) GROUP BY s.project_id, l.kind, s.type, span",
		on, month, quarter, from, on, ids); e; e = row_next(e))
		if (table_of(g, e))
			count_line(table_of(g, e), e);
}

static void read_past(struct ctx *c, const char *ids, date on, date from, const struct reading *g)
{
	const struct row *e;

	for (e = db_rows(c,
		"SELECT project_id, code, CASE WHEN count_on = ? THEN 0 WHEN count_on >= ? THEN 1"
		" WHEN count_on >= ? THEN 2 ELSE 3 END AS span, SUM(amount) AS amount FROM past_day"
		" WHERE FIND_IN_SET(project_id, ?) AND count_on BETWEEN ? AND ?"
		" GROUP BY project_id, code, span",
		on, span_begins(on, MTD), span_begins(on, QTD), ids, from, on); e; e = row_next(e))
		if (table_of(g, e))
			count_past(table_of(g, e), e);
}

/* ---- targets ---------------------------------------------------------------------------------- */

static void read_targets(struct ctx *c, const char *ids, date on, struct flash *of, int n)
{
	int y, m, d;
	const struct row *t;
	date quarter = span_begins(on, QTD);

	date_parts(quarter, &y, &m, &d);
	for (t = db_rows(c,
		"SELECT project_id, measure, SUM(IF(month_on = ?, amount_fen, 0)) AS month_fen,"
		" SUM(IF(month_on BETWEEN ? AND ?, amount_fen, 0)) AS quarter_fen,"
		" SUM(amount_fen) AS year_fen FROM target"
		" WHERE FIND_IN_SET(project_id, ?) AND month_on BETWEEN ? AND ?"
		" GROUP BY project_id, measure", span_begins(on, MTD), quarter, month_ends(y, m + 2), ids,
		span_begins(on, YTD), month_ends(y, 12)); t; t = row_next(t)) {
		struct flash *f = flash_of(of, n, row_id(t, "project_id"));
		int64_t *aim = f ? f->target[row_is(t, "measure", "collect") ? AIM_COLLECT : AIM_CONTRACT]
				 : NULL;

		if (!aim)
			continue;
		aim[MTD] = row_int(t, "month_fen");
		aim[QTD] = row_int(t, "quarter_fen");
		aim[YTD] = row_int(t, "year_fen");
	}
}

/* ---- the whole ---------------------------------------------------------------------------------- */

static struct flash *named(struct ctx *c, const char *ids, date on, int *n)
{
	const struct row *first = db_rows(c,
		"SELECT id, code, name, sales_closed_on FROM project WHERE FIND_IN_SET(id, ?)"
		" ORDER BY code", ids), *p;
	struct flash *of;

	*n = 0;
	for (p = first; p; p = row_next(p))
		++*n;
	of = alloc(c, sizeof *of * (size_t)(*n + 1));
	*n = 0;
	for (p = first; p; p = row_next(p)) {
		date closed = row_date(p, "sales_closed_on");

		of[(*n)++] = (struct flash){ .project_id = row_id(p, "id"),
			.code = row_text(p, "code"), .name = row_text(p, "name"),
			.closed = date_ok(closed) && closed.day >= on.day };
	}
	return of;
}

struct flash *flash_read(struct ctx *c, const char *project_ids, date on, int *n)
{
	struct flash *of = named(c, project_ids, on, n);
	date year = year_before(on), month = month_before(on);
	flow_table *months = alloc(c, sizeof *months * (size_t)(*n + 1));
	struct reading now = { of, *n, NOW_TABLE, months }, before = { of, *n, YEAR_TABLE, months };
	struct reading last = { of, *n, MONTH_TABLE, months };

	read_flows(c, project_ids, on, span_begins(on, YTD), &now);
	read_past(c, project_ids, on, span_begins(on, YTD), &now);
	read_flows(c, project_ids, year, span_begins(year, YTD), &before);
	read_past(c, project_ids, year, span_begins(year, YTD), &before);
	read_flows(c, project_ids, month, span_begins(month, MTD), &last);
	read_past(c, project_ids, month, span_begins(month, MTD), &last);
	for (int i = 0; i < *n; i++)
		for (int f = 0; f < FLOWS; f++)
			of[i].last_month[f] = months[i][f][MTD];
	read_targets(c, project_ids, on, of, *n);
	if (on.day == c->today.day)
		flash_stock(c, project_ids, of, *n);
	return of;
}

/* A target of the group is there only where all of its projects have one. */
static void sum_targets(struct flash *sum, const struct flash *of, int n)
{
	for (int a = 0; a < AIMS; a++)
		for (int s = 0; s < SPANS; s++)
			for (int i = 0; i < n; i++)
				sum->target[a][s] += of[i].target[a][s];
}

struct flash flash_sum(const struct flash *of, int n)
{
	struct flash sum = { .code = "", .name = "", .closed = n > 0 };

	if (n == 1)
		return of[0];
	for (int i = 0; i < n; i++) {
		sum.closed = sum.closed && of[i].closed;
		for (int f = 0; f < FLOWS; f++) {
			for (int s = 0; s < SPANS; s++) {
				sum.flow[f][s] += of[i].flow[f][s];
				sum.last_year[f][s] += of[i].last_year[f][s];
			}
			sum.last_month[f] += of[i].last_month[f];
		}
		for (int k = 0; k < STOCKS; k++)
			sum.stock[k] += of[i].stock[k];
	}
	sum_targets(&sum, of, n);
	return sum;
}

bool flash_ratio(int64_t part, int64_t whole, int64_t *ppm)
{
	if (whole <= 0)
		return false;
	*ppm = div_half_away((__int128)part * 1000000, whole);
	return true;
}

bool flash_growth(int64_t now, int64_t before, int64_t *ppm)
{
	if (before == 0)
		return false;
	*ppm = before > 0 ? div_half_away((__int128)(now - before) * 1000000, before)
			  : div_half_away((__int128)(before - now) * 1000000, -before);
	return true;
}

void flash_trend(struct ctx *c, const char *project_ids, date on, struct trend out[TREND_DAYS])
{
	date from = date_add(on, 1 - TREND_DAYS);
	const struct row *e;

	for (int i = 0; i < TREND_DAYS; i++)
		out[i] = (struct trend){ .on = date_add(from, i) };
	for (e = db_rows(c,
		"SELECT e.count_on, SUM(e.what = 'touch.visit') AS visit_count,"
		" SUM(e.what = 'deal.subscribed') AS sub_count"
		" FROM project p STRAIGHT_JOIN event e ON e.project_id = p.id"
		" AND e.count_on BETWEEN ? AND ? AND e.what IN ('touch.visit', 'deal.subscribed')"
		" AND e.state_to IS NOT NULL WHERE FIND_IN_SET(p.id, ?) GROUP BY e.count_on",
		from, on, project_ids); e; e = row_next(e)) {
		struct trend *t = &out[row_date(e, "count_on").day - from.day];

		t->visits = row_int(e, "visit_count");
		t->sub = row_int(e, "sub_count");
	}
}

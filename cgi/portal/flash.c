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

/* ---- flows: days are put together from the periods of flash_sum ---------------------------- */

struct flash *flash_of(struct flash *of, int n, rowid project_id)
{
	static int last;		/* rows of one project come together */

	for (int k = 0; k < n; k++) {
		int i = (last + k) % n;

		if (of[i].project_id == project_id)
			return &of[last = i];
	}
	return NULL;
}

enum grain { GRAIN_DAY, GRAIN_TEN, GRAIN_MONTH, GRAIN_QUARTER };
/* Which of a flash's columns is put together. */
enum side { NOW, YEAR_BEFORE, MONTH_BEFORE, TREND };

/* The periods, as JSON: of side t, span s is the narrowest that holds grain g from a to z. */
enum { PERIODS = 80 };
struct periods { struct ctx *c; enum side side; const char *of[PERIODS]; int n; };

static void add_period(struct periods *p, enum span span, enum grain grain, date from, date to)
{
	if (p->n == PERIODS)
		fault(p->c, "too many periods");
	p->of[p->n++] = textf(p->c, "{\"t\":%d,\"s\":%d,\"g\":%d,\"a\":\"%s\",\"z\":\"%s\"}",
			      p->side, span, grain, date_text(p->c, from), date_text(p->c, to));
}

/* As few as reach from the first day of `widest` to `on`: at most 10 days, 2 times ten days,
 * 2 months and 3 quarters. */
static void add_periods(struct periods *p, enum side side, date on, enum span widest)
{
	date month = span_begins(on, MTD), quarter = span_begins(on, QTD), ten, at;
	int y, m, d;

	p->side = side;
	date_parts(on, &y, &m, &d);
	ten = date_of(y, m, d > 20 ? 21 : d > 10 ? 11 : 1);
	add_period(p, DAY, GRAIN_DAY, on, on);
	for (at = ten; at.day < on.day; at = date_add(at, 1))
		add_period(p, MTD, GRAIN_DAY, at, at);
	for (at = month; at.day < ten.day; at = date_add(at, 10))
		add_period(p, MTD, GRAIN_TEN, at, date_add(at, 9));
	for (date_parts(quarter, &y, &m, &d); widest >= QTD; m++) {
		at = date_of(y, m, 1);
		if (at.day >= month.day)
			break;
		add_period(p, QTD, GRAIN_MONTH, at, month_ends(y, m));
	}
	for (m = 1; widest >= YTD; m += 3) {
		at = date_of(y, m, 1);
		if (at.day >= quarter.day)
			break;
		add_period(p, YTD, GRAIN_QUARTER, at, month_ends(y, m + 2));
	}
}

static const char *periods_json(const struct periods *p)
{
	char *json = alloc(p->c, (size_t)p->n * 80 + 3), *at = json;

	*at++ = '[';
	for (int i = 0; i < p->n; i++) {
		size_t n = strlen(p->of[i]);

		memcpy(at, p->of[i], n);
		at += n;
		*at++ = i + 1 < p->n ? ',' : ']';
	}
	*at = '\0';
	return json;
}

/* A day is in its month, the month in its quarter: a narrower span adds to all wider ones. */
static void count(struct flash *f, const struct row *r)
{
	enum side side = (enum side)row_int(r, "t");
	int from = (int)row_int(r, "s");

	for (int i = 0; i < FLOWS; i++) {
		int64_t n = row_int(r, flows[i].code);

		for (int s = from; n && s < SPANS; s++)
			if (side == NOW)
				f->flow[i][s] += n;
			else if (side == YEAR_BEFORE)
				f->last_year[i][s] += n;
			else if (s == MTD)
				f->last_month[i] += n;
	}
}

static void count_day(struct trend *trend, const struct row *r)
{
	struct trend *t = &trend[row_date(r, "from_on").day - trend->on.day];

	t->visits += row_int(r, "visits");
	t->sub += row_int(r, "sub_new");
}

static void add_trend(struct periods *p, date on, struct trend *trend)
{
	p->side = TREND;
	for (int i = 0; i < TREND_DAYS; i++) {
		trend[i] = (struct trend){ .on = date_add(on, 1 - TREND_DAYS + i) };
		add_period(p, DAY, GRAIN_DAY, trend[i].on, trend[i].on);
	}
}

/* Sums, and the facts that nobody has added to them yet; one statement is one moment. */
static void read_flows(struct ctx *c, const char *ids, date on, struct flash *of, int n,
		       struct trend *trend)
{
	struct periods p = { .c = c };
	const char *periods;

	add_periods(&p, NOW, on, YTD);
	add_periods(&p, YEAR_BEFORE, year_before(on), YTD);
	add_periods(&p, MONTH_BEFORE, month_before(on), MTD);
	if (trend)
		add_trend(&p, on, trend);
	periods = periods_json(&p);
	for (const struct row *r = db_rows(c,
		"SELECT k.t, k.s, 0, f.* FROM JSON_TABLE(?, '$[*]' COLUMNS (t INT PATH '$.t',"
		" s INT PATH '$.s', g INT PATH '$.g', a DATE PATH '$.a')) k"
		" STRAIGHT_JOIN " PROJECTS
		" STRAIGHT_JOIN flash_sum f ON f.project_id = p.id AND f.grain = k.g AND f.from_on = k.a"
		" UNION ALL SELECT k.t, k.s, d.* FROM flash_delta d"
		" STRAIGHT_JOIN " PROJECTS " ON p.id = d.project_id"
		" STRAIGHT_JOIN JSON_TABLE(?, '$[*]' COLUMNS (t INT PATH '$.t', s INT PATH '$.s',"
		" a DATE PATH '$.a', z DATE PATH '$.z')) k ON d.count_on BETWEEN k.a AND k.z",
		periods, ids, ids, periods); r; r = row_next(r)) {
		struct flash *f = flash_of(of, n, row_id(r, "project_id"));

		if (f && row_int(r, "t") == TREND)
			count_day(trend, r);
		else if (f)
			count(f, r);
	}
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

/* Stocks are known for today only. */
static struct flash *named(struct ctx *c, const char *ids, date on, int *n)
{
	const struct row *first = flash_open(c, ids), *p;
	struct flash *of;

	*n = 0;
	for (p = first; p; p = row_next(p))
		++*n;
	of = alloc(c, sizeof *of * (size_t)(*n + 1));
	*n = 0;
	for (p = first; p; p = row_next(p)) {
		date closed = row_date(p, "sales_closed_on");

		of[*n] = (struct flash){ .project_id = row_id(p, "id"),
			.code = row_text(p, "code"), .name = row_text(p, "name"),
			.closed = date_ok(closed) && closed.day >= on.day };
		if (on.day == c->today.day)
			flash_open_take(&of[*n], p);
		++*n;
	}
	return of;
}

struct flash *flash_read(struct ctx *c, const char *project_ids, date on, int *n,
			 struct trend *trend)
{
	struct flash *of = named(c, project_ids, on, n);
	const char *ids = textf(c, "[%s]", project_ids);

	read_flows(c, ids, on, of, *n, trend);
	read_targets(c, project_ids, on, of, *n);
	if (on.day == c->today.day)
		flash_stock(c, ids, of, *n);
	return of;
}

/* The target of several projects is the sum of those that they have. */
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

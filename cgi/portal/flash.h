/* portal/flash.h - the figures of the flash report (今日快报), domain.md 7.1 and 7.2.
 *
 * Event view: flows count events and money lines on their count_on, so a past closed day never
 * changes.  What a fact adds to which figure stands in sql/0010_flash_sum.sql; here they are
 * read, under the names of `flows`.  Stocks are of this moment and known for today only.  Figures of a group of
 * projects are sums of theirs; ratios are made from the sums, never averaged. */
#pragma once
#include "lib/domain.h"

/* The projects of a statement, from a JSON list of their ids: an index cannot serve
 * FIND_IN_SET(). */
#define PROJECTS "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) p"

enum span { DAY, MTD, QTD, YTD, SPANS };

enum flow {
	CALLS, NEW_CALLS, VISITS, FIRST_VISITS, REPEAT_VISITS,
	PREREG_NEW, PREREG_WITHDRAWN,
	SUB_NEW, SUB_NEW_AMT, SUB_NEW_AREA, SUB_CANCEL, SUB_CANCEL_AMT, SUB_NET, SUB_NET_AMT,
	CONTRACT_NEW, CONTRACT_NEW_AMT, CONTRACT_NEW_AREA, CONTRACT_CANCEL, CONTRACT_CANCEL_AMT,
	SWAPS, SWAP_DIFF_AMT, CONTRACT_NET, CONTRACT_NET_AMT, CONTRACT_NET_AREA, RENAMES,
	COLLECT, COLLECT_CUSTOMER, COLLECT_LOAN, REFUND, SINCERITY_NET,
	FLOWS
};

enum stock {
	PREREG_ACTIVE, SUB_NOT_SIGNED, SIGN_OVERDUE, ARREARS, OVERDUE_DEALS, LOAN_PENDING,
	SOLD_UNITS, UNSOLD_VALUE, RELEASED_UNITS, SOLD_AREA, RELEASED_AREA,
	UNITS_AVAILABLE, UNITS_LOCKED, UNITS_HELD, UNITS_SUBSCRIBED, UNITS_CONTRACTED,
	UNITS_LOANED, UNITS_HANDED_OVER, UNITS_NOT_RELEASED,
	STOCKS
};

/* How a figure is written, and the list that it counts: the query behind its path. */
enum measure { COUNT, MONEY, AREA };
struct figure { const char *code; enum measure is; const char *group, *list, *query; };
extern const struct figure flows[FLOWS];
extern const struct figure stocks[STOCKS];

enum aim { AIM_CONTRACT, AIM_COLLECT, AIMS };	/* targets: contract_net_amt, collect */

struct flash {
	rowid project_id;			/* 0: the sum of several */
	const char *code, *name;
	bool closed;				/* the sales day was closed */
	int64_t flow[FLOWS][SPANS];
	int64_t last_year[FLOWS][SPANS];	/* the same calendar days (29 Feb: 28) */
	int64_t last_month[FLOWS];		/* the same number of days of the month before */
	int64_t target[AIMS][SPANS];		/* of the whole month, quarter, year; 0: none */
	int64_t stock[STOCKS];
	bool owes;				/* something is past due */
};

/* Thirty days to `on`, of all projects together. */
struct trend { date on; int64_t visits, sub; };
enum { TREND_DAYS = 30 };

/* The projects of that list ("3,17,20"), by code; *n of them.  Stocks only when on is today;
 * trend: TREND_DAYS of them, or NULL. */
struct flash *flash_read(struct ctx *c, const char *project_ids, date on, int *n,
			 struct trend *trend);
/* Adds up; what flash_read() gave for several projects. */
struct flash flash_sum(const struct flash *of, int n);

/* First day of the span that ends on `on`. */
date span_begins(date on, enum span span);

/* part / whole in ppm; false: there is none (whole is 0). */
bool flash_ratio(int64_t part, int64_t whole, int64_t *ppm);
/* (now - before) / before; false where before is 0. */
bool flash_growth(int64_t now, int64_t before, int64_t *ppm);

/* flash_stock.c: the projects by code, with the stocks that are counts of open rows; and the
 * other stocks of each.  ids: a JSON list. */
const struct row *flash_open(struct ctx *c, const char *project_ids);
void flash_open_take(struct flash *f, const struct row *open);
void flash_stock(struct ctx *c, const char *ids, struct flash *of, int n);
struct flash *flash_of(struct flash *of, int n, rowid project_id);

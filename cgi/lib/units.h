/* lib/units.h - money, area, date: three integers that cannot be mixed up. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct ctx;

typedef int64_t rowid;				/* a primary key; 0 is no row */
typedef struct { int64_t fen; } money;		/* 0.01 yuan */
typedef struct { int64_t dm2; } area;		/* 0.01 m2, which is one dm2 */
typedef struct { int32_t day; } date;		/* days since 1970-01-01, business-local */

#define FEN(n)   ((money){ (n) })
#define YUAN(n)  ((money){ (n) * INT64_C(100) })
#define NO_DATE  ((date){ INT32_MIN })		/* "not yet"; NULL in the database */

/* num / den rounded half away from zero (domain.md 0.5).  den > 0. */
int64_t div_half_away(__int128 num, __int128 den);

/* Overflow is a bug and aborts, here and below. */
money money_add(money a, money b);
money money_sub(money a, money b);
money money_neg(money a);
int   money_cmp(money a, money b);		/* <0, 0, >0 */
money money_part(money whole, int64_t num, int64_t den);  /* half away from zero */
money price_total(money per_m2, area a);	/* rounded to the fen */
bool  money_parse(const char *s, money *out);	/* "50,000.5" "76.8万" "５０" -> fen; at most 2 decimals of a yuan */
const char *money_text(struct ctx *c, money m);	/* "50,000.50", "-1.00" */
const char *money_upper(struct ctx *c, money m);/* 伍万元伍角, 支付结算办法 annex 1 */

bool  area_parse(const char *s, area *out);	/* "89.27" -> 8927; at most two decimals */
const char *area_text(struct ctx *c, area a);	/* "1,189.27" */

bool  date_ok(date d);				/* not NO_DATE */
bool  date_parse(const char *s, date *out);	/* 2026-11-24, 2026/11/24, 20261124; real days only */
date  date_of(int year, int month, int day);	/* NO_DATE if there is no such day */
void  date_parts(date d, int *year, int *month, int *day);
const char *date_text(struct ctx *c, date d);	/* "2026-11-24", "" for NO_DATE */
date  date_add(date d, int days);

/* project/discount.h - from list price to deal price, line by line (domain.md 4.2).
 *
 * price_apply is pure: no database, no clock.  After every line the running total is
 * rounded to the fen (half away from zero); adjacent `points` lines add up and are taken
 * once; at the end comes one rounding to round_unit_fen.  Worked examples P1-P3 of
 * domain.md 4.4 are its test. */
#pragma once
#include "lib/domain.h"

enum { DISCOUNT_LINES = 16 };
enum round_mode { ROUND_HALF, ROUND_DOWN, ROUND_UP };

struct discount_line {
	const char *kind;	/* pct | points | amount_off | unit_off */
	int64_t value;		/* ppm for pct and points, fen for the others */
	const char *reason;
};
struct discount {
	rowid scheme_id;	/* 0: no scheme applies, list price is deal price */
	int n;
	struct discount_line lines[DISCOUNT_LINES];
	int64_t round_unit_fen;
	enum round_mode round_mode;
};

/* One row of the explanation: what was done, and the total after it. */
struct price_step {
	const char *kind;	/* list, pct, points, amount_off, unit_off, round */
	int64_t value;		/* as in the line; of a group of points their sum */
	int lines;		/* how many lines it stands for */
	const char *reason;
	money running;
};
struct price_result {
	money total;		/* the deal price; the total governs (decision 18) */
	money unit_price;	/* total / basis area, to the fen; 0 without an area */
	money tail;		/* total - round(unit_price x area) */
	int64_t effective_ppm;	/* total / list */
	int n;
	struct price_step steps[DISCOUNT_LINES + 2];
};

/* The lines applied to a list total whose unit price is per m2 of `basis`. */
struct price_result price_apply(money list_total, area basis, const struct discount *d);

/* The approved scheme of a payment method on a day (the latest valid_from_on, then id),
 * with its lines in order. */
struct discount discount_of_method(struct ctx *c, rowid method_id, date on);
/* A scheme by its id, for a deal that keeps the one it was made with. */
struct discount discount_of_scheme(struct ctx *c, rowid scheme_id);


/* finance/penalty.h - what paying late costs (违约金).  Pure.
 * Source: domain.md 5.4; examples PEN1, PEN2 and 12.3 are its test. */
#pragma once
#include "lib/units.h"

/* One payment into the item's pot; a red one is negative.  In the order of received_on. */
struct paid { money amount; date received_on; };

/* One plan item: what the items of its pot before it ask for takes the money first. */
struct owed { money amount, before; date due_on; };

/* Counted from the day after the due date to the day of payment inclusive, at most to
 * `until`; the exact numerators are added up and rounded once. */
money late_penalty(const struct owed *o, const struct paid *p, int n, date until,
		   int64_t rate_ppm);

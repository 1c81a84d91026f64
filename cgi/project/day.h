/* project/day.h - which day a fact counts on, and when days close.
 *
 * Sales and finance close their days apart.  count_on is set once, when a fact is entered:
 * its own day where that day is still open, else the day of entry (domain.md 7.1; decision 9:
 * closed days are days before today, and never change).
 * Due dates: a period of a day or more that ends on a rest day ends on the next other day
 * (民法典 203; decision 10); "at signing" and 0 days do not roll. */
#pragma once
#include "lib/domain.h"

enum side { SALES, FINANCE };

/* The day that counts something that happened on biz_on.  Cannot refuse. */
date count_day(struct ctx *c, rowid project_id, enum side side, date biz_on);

/* May a fact of biz_on be entered today?  Refuses "day.future", "day.too_old" (older than
 * the project's backdate_days), "day.say_why" (earlier than today without a reason); the
 * refusal stands beside field biz_on, the last one beside reason. */
OP backdate_allowed(struct ctx *c, rowid project_id, date biz_on, const char *reason);

/* from + days, rolled past rest days when days > 0. */
date due_day(struct ctx *c, date from, int days);

/* Close all days through `through`: refuses "day.closed_already" (not later than the last)
 * and "day.future". */
OP day_close(struct ctx *c, rowid project_id, enum side side, date through);

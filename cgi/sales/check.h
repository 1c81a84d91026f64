/* sales/check.h - what is kept twice, or follows from other rows, still agrees (domain.md 2.1:
 * a unit's state is a cache of its live deal). */
#pragma once
#include "lib/domain.h"

/* Job "check": says on the log which rows disagree, and refuses if any do. */
OP sales_check(struct ctx *c, rowid *unused);

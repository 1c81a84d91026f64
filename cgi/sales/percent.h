/* sales/percent.h - shares as people type and read them. */
#pragma once
#include "lib/domain.h"

/* "50", "33.3333" or "33.3333%" -> 500000, 333333; at most four decimals, 0 < share <= 100. */
bool percent_parse(const char *s, int64_t *ppm);
bool percent_ok(const char *s);
const char *percent_text(struct ctx *c, int64_t ppm);	/* "98.5%" */

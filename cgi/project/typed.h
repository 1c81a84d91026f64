/* project/typed.h - percents as people type them. */
#pragma once
#include "lib/domain.h"

/* "98" "98.5" "0.05" "98%" with up to four decimals -> ppm; false: no percent from 0 to 100. */
bool ppm_typed(const char *s, int64_t *ppm);

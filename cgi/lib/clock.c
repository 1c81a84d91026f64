/* The one place that asks the machine what time it is.
 *
 * Business clock: today, now, locks, holds and every business moment; Asia/Shanghai, which
 * has kept UTC+8 without summer time since 1991; an instance for tests or a demo can be told
 * another.  Real clock: sessions, lock-out, rate limits (decision 7). */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "lib/inside.h"

enum { SHANGHAI = 8 * 3600 };

static const char *moment(struct ctx *c, int64_t local)
{
	date d = { (int32_t)(local / 86400) };
	int s = (int)(local % 86400);

	return textf(c, "%s %02d:%02d:%02d", date_text(c, d), s / 3600, s / 60 % 60, s % 60);
}

int64_t clock_real_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec;
}

int64_t clock_micros(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* For the log, which has no arena: "2026-11-28T13:05:09+08:00". */
const char *clock_stamp(char out[26])
{
	time_t local = (time_t)(clock_real_seconds() + SHANGHAI);
	struct tm t;

	gmtime_r(&local, &t);
	strftime(out, 26, "%Y-%m-%dT%H:%M:%S+08:00", &t);
	return out;
}

const char *clock_real(struct ctx *c)
{
	return moment(c, clock_real_seconds() + SHANGHAI);
}

void clock_set(struct ctx *c, const char *fixed_at)
{
	char day[11] = "";

	c->now = fixed_at && *fixed_at ? textf(c, "%s", fixed_at) : clock_real(c);
	snprintf(day, sizeof day, "%.10s", c->now);
	if (!date_parse(day, &c->today))
		fault(c, "the business clock says %s", c->now);
}

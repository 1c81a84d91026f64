/* The one place that asks the machine what time it is.
 *
 * Business clock: today, now, locks, holds and every business moment; Asia/Shanghai, which
 * has kept UTC+8 without summer time since 1991; an instance for tests or a demo can be told
 * another.  Real clock: sessions, lock-out, rate limits (decision 7). */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <sys/timex.h>
#include "lib/inside.h"

enum { SHANGHAI = 8 * 3600, DOUBT_MICROS = 2000000 };

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

/* ---- is it right? ------------------------------------------------------------------------- */

/* The kernel adds to its bound what a quartz may err, until the next look at the source; after
 * hours without one it says that the clock is not set any more. */
int64_t clock_error(int answer, const struct timex *t)
{
	return answer < 0 || answer == TIME_ERROR || t->status & STA_UNSYNC ? -1 : t->maxerror;
}

bool clock_doubted(int64_t error)
{
	return error < 0 || error > DOUBT_MICROS;
}

/* The moments of the trail are worth what this clock is worth, so the trail says since when. */
refusal clock_watch(struct ctx *c, rowid *unused)
{
	struct timex t = { .modes = 0 };
	int64_t error = clock_error(adjtimex(&t), &t);
	bool doubted = clock_doubted(error);
	const struct row *last;

	(void)unused;
	metric_set(CLOCK_ERROR, error);
	if (strcmp(conf("mode", ""), "real"))
		return DONE;		/* a demo or test has a clock of its own */
	last = db_row(c, "SELECT what FROM event WHERE noun = 'instance' AND about_id = 0"
			 " AND what IN ('instance.clock_doubted', 'instance.clock_trusted')"
			 " ORDER BY id DESC LIMIT 1");
	if (row_is(last, "what", "instance.clock_doubted") == doubted)
		return DONE;
	if (doubted)
		record(c, .noun = "instance", .what = "instance.clock_doubted",
		       .reason = error < 0 ? "" : textf(c, "%.1f s", (double)error / 1e6));
	else
		record(c, .noun = "instance", .what = "instance.clock_trusted");
	return DONE;
}

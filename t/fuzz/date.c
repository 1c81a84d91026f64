/* Days as people type them; the C library counts them a second time. */
#include <string.h>
#include <time.h>
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size);
	int year, month, day;
	struct tm tm = { 0 };
	date d, again;

	if (!date_parse(typed, &d))
		return;
	must(date_ok(d));
	must(date_parse(date_text(c, d), &again) && again.day == d.day);
	date_parts(d, &year, &month, &day);
	must(date_of(year, month, day).day == d.day);
	must(strtol(typed, NULL, 10) == year || strtol(typed, NULL, 10) / 10000 == year);
	tm.tm_year = year - 1900;
	tm.tm_mon = month - 1;
	tm.tm_mday = day;
	must(timegm(&tm) / 86400 == d.day && tm.tm_mday == day);
}

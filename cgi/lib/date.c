/* Calendar days as one integer. */
#include <string.h>
#include "lib/inside.h"

bool date_ok(date d)
{
	return d.day != INT32_MIN;
}

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Days since the epoch of a civil date; the year is taken to begin in March. */
date date_of(int year, int month, int day)
{
	int y, era, yoe, doy, doe;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return NO_DATE;
	y = year - (month <= 2);
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return (date){ era * 146097 + doe - 719468 };
}

void date_parts(date d, int *year, int *month, int *day)
{
	int z = d.day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static bool digits(const char *s, int n, int *out)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (s[i] - '0');
	}
	*out = v;
	return true;
}

/* One or two digits, as people type months and days. */
static bool short_number(const char **s, int *out)
{
	int n = (*s)[0] && (*s)[1] >= '0' && (*s)[1] <= '9' ? 2 : 1;

	if (!digits(*s, n, out))
		return false;
	*s += n;
	return true;
}

bool date_parse(const char *s, date *out)
{
	int y, m, d;
	size_t n = strlen(s);
	char sep;

	if (n == 8 && digits(s, 4, &y) && digits(s + 4, 2, &m) && digits(s + 6, 2, &d)) {
		*out = date_of(y, m, d);
		return date_ok(*out);
	}
	if (n < 8 || n > 10 || !digits(s, 4, &y))
		return false;
	sep = s[4];
	if (sep != '-' && sep != '/' && sep != '.')
		return false;
	s += 5;
	if (!short_number(&s, &m) || *s++ != sep || !short_number(&s, &d) || *s)
		return false;
	*out = date_of(y, m, d);
	return date_ok(*out);
}

/* By hand: a page with a list has hundreds of dates, and printf takes ten times as long. */
static void digits_out(char *to, int places, int n)
{
	for (; places--; n /= 10)
		to[places] = (char)('0' + n % 10);
}

const char *date_text(struct ctx *c, date d)
{
	int y, m, day;
	char *s;

	if (!date_ok(d))
		return "";
	date_parts(d, &y, &m, &day);
	s = alloc(c, sizeof "2026-11-28");
	digits_out(s, 4, y);
	s[4] = s[7] = '-';
	digits_out(s + 5, 2, m);
	digits_out(s + 8, 2, day);
	return s;
}

date date_add(date d, int days)
{
	return date_ok(d) ? (date){ d.day + days } : d;
}

#include "sales/percent.h"

enum { PPM_OF_ONE = 10000, WHOLE = 1000000, DECIMALS = 4 };

static const char *digits(const char *s, int64_t *n, int most)
{
	*n = 0;
	for (; *s >= '0' && *s <= '9' && most; s++, most--)
		*n = *n * 10 + (*s - '0');
	return s;
}

bool percent_parse(const char *s, int64_t *ppm)
{
	int64_t whole, part = 0;
	const char *end = digits(s, &whole, 3);

	if (end == s)
		return false;
	if (*end == '.') {
		const char *from = end + 1;

		end = digits(from, &part, DECIMALS);
		for (long n = end - from; n < DECIMALS; n++)
			part *= 10;
	}
	if (*end == '%')
		end++;
	*ppm = whole * PPM_OF_ONE + part;
	return !*end && *ppm > 0 && *ppm <= WHOLE;
}

bool percent_ok(const char *s)
{
	int64_t ppm;

	return percent_parse(s, &ppm);
}

const char *percent_text(struct ctx *c, int64_t ppm)
{
	char *s = textf(c, "%lld.%04lld", (long long)ppm / PPM_OF_ONE,
			(long long)ppm % PPM_OF_ONE);
	size_t n = strlen(s);

	while (s[n - 1] == '0')
		s[--n] = '\0';
	if (s[n - 1] == '.')
		s[--n] = '\0';
	return textf(c, "%s%%", s);
}

#include "project/typed.h"

bool ppm_typed(const char *s, int64_t *ppm)
{
	int64_t whole = 0, part = 0;
	int decimals = 0;

	while (*s == ' ')
		s++;
	if (*s < '0' || *s > '9')
		return false;
	for (; *s >= '0' && *s <= '9' && whole < 1000; s++)
		whole = whole * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9' && decimals < 4; s++, decimals++)
			part = part * 10 + (*s - '0');
	for (; decimals < 4; decimals++)
		part *= 10;
	s += *s == '%';
	while (*s == ' ')
		s++;
	*ppm = whole * 10000 + part;
	return !*s && *ppm <= 1000000;
}

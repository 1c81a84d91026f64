/* What is text. */
#include <string.h>
#include "lib/ctx.h"

/* RFC 3629, with no NUL: what is not text is no field, no cell and no name of ours. */
bool utf8_ok(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text, *end = s + n;

	while (s < end) {
		unsigned v = *s++;
		int more = v < 0x80 ? 0 : v >= 0xF0 ? 3 : v >= 0xE0 ? 2 : 1;

		if (!v || (v >= 0x80 && v < 0xC2) || v > 0xF4 || end - s < more)
			return false;
		v &= more ? 0x3Fu >> more : 0x7Fu;
		for (int i = 0; i < more; i++, s++) {
			if ((*s & 0xC0) != 0x80)
				return false;
			v = v << 6 | (*s & 0x3Fu);
		}
		if ((more == 2 && v < 0x800) || (more == 3 && (v < 0x10000 || v > 0x10FFFF)) ||
		    (v >= 0xD800 && v <= 0xDFFF))
			return false;
	}
	return true;
}

size_t utf8_cut(const char *s, size_t n, size_t most)
{
	if (n <= most)
		return n;
	while (most && ((unsigned char)s[most] & 0xC0) == 0x80)
		most--;
	return most;
}

bool suffix_is(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && !strcmp(name + n - m, suffix);
}

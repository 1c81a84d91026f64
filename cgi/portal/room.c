#include <ctype.h>
#include <string.h>
#include "portal/room.h"

/* What stands between the parts, the longer before the shorter; the first ones also say that
 * what they follow is one. */
static const char *const between[] = {
	"号楼", "单元", "栋", "幢", "座", "楼", "号", "室", "#",
	"-", "/", " ", "　", "‐", "‑", "–", "—", "−", NULL };
enum { NAMING = 9 };
static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", NULL };

/* Which of the words p begins with; -1: none. */
static int word_at(const char *p, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (!strncmp(p, words[i], strlen(words[i])))
			return i;
	return -1;
}

/* Full-width forms (U+FF01 to U+FF5E) are their plain ones; small letters are capitals. */
static const char *plain(struct ctx *c, const char *s)
{
	char *out = alloc(c, strlen(s) + 1), *to = out;

	while (*s) {
		const unsigned char *u = (const unsigned char *)s;
		int code = u[0] == 0xEF && u[1] && u[2]
			? (u[0] & 0x0F) << 12 | (u[1] & 0x3F) << 6 | (u[2] & 0x3F) : 0;
		int digit = word_at(s, digits);

		if (code >= 0xFF01 && code <= 0xFF5E) {
			*to++ = (char)toupper(code - 0xFF01 + '!');
			s += 3;
		} else if (digit >= 0) {
			*to++ = (char)('0' + digit);
			s += strlen(digits[digit]);
		} else {
			*to++ = (char)toupper(*u);
			s++;
		}
	}
	return out;
}

/* The next part, without leading zeros; "" at the end. */
static const char *next(struct ctx *c, const char **at)
{
	const char *s = *at, *end;
	int word;

	while ((word = word_at(s, between)) >= 0)
		s += strlen(between[word]);
	for (end = s; *end && word_at(end, between) < 0; end++)
		continue;
	*at = end;
	while (*s == '0' && s + 1 < end)
		s++;
	return textf(c, "%.*s", (int)(end - s), s);
}

bool room_read(struct ctx *c, const char *typed, struct room_words *w)
{
	const char *at = plain(c, typed), *part;
	bool named = false;

	*w = (struct room_words){ .n = 0 };
	while (*(part = next(c, &at))) {
		if (w->n == ROOM_PARTS)
			return false;
		w->part[w->n++] = part;
		named = *at && word_at(at, between) < NAMING;
	}
	/* "1栋" and "1#" are a building; "1801" alone may be anything */
	return w->n > 1 || (w->n == 1 && named);
}

const char *room_name(struct ctx *c, const char *name)
{
	const char *at = plain(c, name);

	return next(c, &at);
}

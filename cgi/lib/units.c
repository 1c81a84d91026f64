/* Money and area: exact, checked, and read the way people write them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/inside.h"

static int64_t checked(__int128 v)
{
	if (v > INT64_MAX || v < -(__int128)INT64_MAX) {
		fputs("bug: an amount overflows\n", stderr);
		abort();
	}
	return (int64_t)v;
}

int64_t div_half_away(__int128 num, __int128 den)
{
	__int128 q;

	if (den <= 0) {
		fputs("bug: division by nothing\n", stderr);
		abort();
	}
	q = num >= 0 ? (num + den / 2) / den : -((-num + den / 2) / den);
	/* an odd denominator has no exact half, so den / 2 rounds nothing wrongly */
	return checked(q);
}

money money_add(money a, money b) { return FEN(checked((__int128)a.fen + b.fen)); }
money money_sub(money a, money b) { return FEN(checked((__int128)a.fen - b.fen)); }
money money_neg(money a) { return FEN(checked(-(__int128)a.fen)); }

int money_cmp(money a, money b)
{
	return (a.fen > b.fen) - (a.fen < b.fen);
}

money money_part(money whole, int64_t num, int64_t den)
{
	return FEN(div_half_away((__int128)whole.fen * num, den));
}

money price_total(money per_m2, area a)
{
	return FEN(div_half_away((__int128)per_m2.fen * a.dm2, 100));
}

/* Full-width digits and signs become plain ones; white space and separators go.  Returns
 * false when something is left that is no part of a number. */
static bool plain_number(const char *s, char *out, size_t room, bool *wan)
{
	size_t n = 0;

	*wan = false;
	for (; *s; s++) {
		unsigned char b = (unsigned char)*s;
		char put = 0;

		if (b == 0xEF && (unsigned char)s[1] == 0xBC && (unsigned char)s[2] >= 0x8B &&
		    (unsigned char)s[2] <= 0x99) {		/* U+FF0B .. U+FF19 */
			put = (char)((unsigned char)s[2] - 0x8B + '+');
			s += 2;
		} else if (!strncmp(s, "\xE3\x80\x80", 3) || !strncmp(s, "\xC2\xA0", 2)) {
			s += b == 0xE3 ? 2 : 1;			/* wide and unbreakable space */
			continue;
		} else if (!strncmp(s, "\xE4\xB8\x87", 3) && !s[3]) {	/* 万 */
			*wan = true;
			break;
		} else if (!strncmp(s, "\xC2\xA5", 2) || !strncmp(s, "\xEF\xBF\xA5", 3)) {
			s += b == 0xC2 ? 1 : 2;			/* a yuan sign before the number */
			if (n)
				return false;
			continue;
		} else if (b == ' ' || b == '\t') {
			continue;
		} else {
			put = (char)b;
		}
		if (put == ',')
			continue;
		if (!strchr("+-.0123456789", put) || n + 1 >= room)
			return false;
		out[n++] = put;
	}
	out[n] = '\0';
	return n > 0;
}

/* A decimal with at most `places` digits behind the point, times 10^places. */
static bool decimal(const char *s, int places, int64_t *out)
{
	__int128 v = 0;
	bool minus = *s == '-', any = false;
	int behind = -1;

	if (*s == '-' || *s == '+')
		s++;
	for (; *s; s++) {
		if (*s == '.' && behind < 0) {
			behind = 0;
			continue;
		}
		if (*s < '0' || *s > '9')
			return false;
		any = true;
		if (behind >= places) {
			if (*s != '0')
				return false;	/* finer than the unit */
			continue;
		}
		if (behind >= 0)
			behind++;
		v = v * 10 + (*s - '0');
		if (v > INT64_MAX)
			return false;
	}
	for (behind = behind < 0 ? 0 : behind; behind < places; behind++)
		v *= 10;
	if (!any || v > INT64_MAX)
		return false;
	*out = (int64_t)(minus ? -v : v);
	return true;
}

bool money_parse(const char *s, money *out)
{
	char plain[40];
	bool wan;
	int64_t v;

	if (!plain_number(s, plain, sizeof plain, &wan) || !decimal(plain, wan ? 6 : 2, &v))
		return false;
	*out = FEN(v);
	return true;
}

bool area_parse(const char *s, area *out)
{
	char plain[40];
	bool wan;
	int64_t v;

	if (!plain_number(s, plain, sizeof plain, &wan) || wan || !decimal(plain, 2, &v))
		return false;
	*out = (area){ v };
	return true;
}

/* Hundredths with a point and thousands separators, written from the end. */
static const char *hundredths(struct ctx *c, int64_t n)
{
	enum { ROOM = 32 };	/* "-92,233,720,368,547,758.08" */
	char *out = alloc(c, ROOM), *p = out + ROOM - 1;
	uint64_t v = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	for (int i = 0; i < 3 || v; i++, v /= 10) {
		if (i > 2 && i % 3 == 2)
			*--p = ',';
		*--p = (char)('0' + v % 10);
		if (i == 1)
			*--p = '.';
	}
	if (n < 0)
		*--p = '-';
	return p;
}

const char *money_text(struct ctx *c, money m)
{
	return hundredths(c, m.fen);
}

const char *area_text(struct ctx *c, area a)
{
	return hundredths(c, a.dm2);
}

/* 支付结算办法 annex 1: four digits a group, one 零 for a run of zeroes inside the number. */
static void upper_yuan(struct text *t, uint64_t yuan)
{
	static const char *const digit[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒",
					     "捌", "玖" };
	static const char *const place[] = { "", "拾", "佰", "仟" };
	static const char *const group[] = { "", "万", "亿", "万亿", "亿亿" };
	bool zero = false, any = false;

	for (int g = 4; g >= 0; g--) {
		uint64_t part = yuan, spoken = 0;

		for (int i = 0; i < g; i++)
			part /= 10000;
		part %= 10000;
		for (int i = 3; i >= 0; i--) {
			static const unsigned power[] = { 1, 10, 100, 1000 };
			unsigned d = (unsigned)(part / power[i] % 10);

			if (!d) {
				zero = zero || any;
				continue;
			}
			if (zero)
				text_add(t, "零");
			text_add(t, digit[d]);
			text_add(t, place[i]);
			zero = false;
			any = true;
			spoken = 1;
		}
		if (spoken)
			text_add(t, group[g]);
	}
}

const char *money_upper(struct ctx *c, money m)
{
	static const char *const digit[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒",
					     "捌", "玖" };
	struct text t = { .c = c };
	uint64_t v = m.fen < 0 ? 0 - (uint64_t)m.fen : (uint64_t)m.fen;
	int jiao = (int)(v / 10 % 10), fen = (int)(v % 10);

	if (m.fen < 0)
		text_add(&t, "负");
	if (!v)
		return "零元整";
	if (v >= 100) {
		upper_yuan(&t, v / 100);
		text_add(&t, "元");
	}
	if (jiao) {
		text_add(&t, digit[jiao]);
		text_add(&t, "角");
	} else if (fen && v >= 100) {
		text_add(&t, "零");
	}
	if (fen) {
		text_add(&t, digit[fen]);
		text_add(&t, "分");
	}
	if (!jiao && !fen)
		text_add(&t, "整");
	return t.s;
}

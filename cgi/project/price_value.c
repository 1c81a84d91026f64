/* project/price_value.c - what stands in one cell: numbers, floors, rooms, places. */
#include "project/price_inside.h"

/* ---- numbers -------------------------------------------------------------------------------- */

static bool skip(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* Digits with an optional point; commas only as thousands separators. */
static bool digits_read(const char **at, struct number *n)
{
	const char *s = *at;
	int digits = 0, since_comma = -1, point = -1;

	for (;; s++) {
		if (*s >= '0' && *s <= '9') {
			if (digits || *s != '0')
				digits++;
			if (digits > 17 || point >= 17)
				return false;	/* finer or larger than any price or area */
			n->mantissa = n->mantissa * 10 + (*s - '0');
			since_comma += since_comma >= 0;
			point += point >= 0;
		} else if (*s == ',' && s > *at && point < 0 && (since_comma < 0 || since_comma == 3)) {
			since_comma = 0;
		} else if (*s == '.' && point < 0 && (since_comma < 0 || since_comma == 3)) {
			point = 0;
			since_comma = -1;
		} else {
			break;
		}
	}
	if (s == *at || (since_comma >= 0 && since_comma != 3))
		return false;
	n->decimals = point > 0 ? point : 0;
	*at = s;
	return true;
}

static unsigned unit_read(const char **s)
{
	static const char *const units[] = { "㎡", "m2", "m²", "M2", "M²", "平方米", "平米", "平",
		"元/㎡", "元/平方米", "元/平米", "元/m2", "元/m²", "元/平", "元整", "元", NULL };
	static const char *const wans[] = { "万元/㎡", "万元/平方米", "万元/m2", "万元", "万/㎡", "万", NULL };

	for (int i = 0; wans[i]; i++)
		if (strcmp(*s, wans[i]) == 0)
			return *s += strlen(wans[i]), NUM_UNIT | NUM_WAN;
	for (int i = 0; units[i]; i++)
		if (strcmp(*s, units[i]) == 0)
			return *s += strlen(units[i]), NUM_UNIT;
	return 0;
}

struct number number_read(struct ctx *c, const char *text)
{
	struct number n = { 0 };
	const char *s = squeezed(c, text);
	bool minus;

	if (strlen(s) != strlen(text))
		n.how |= text_has(text, "\xEF\xBC") ? NUM_WIDE : NUM_SPACE;
	minus = skip(&s, "-");
	if (skip(&s, "\xEF\xBF\xA5") || skip(&s, "\xC2\xA5") || skip(&s, "$") || skip(&s, "RMB")
	    || skip(&s, "人民币"))
		n.how |= NUM_CURRENCY;
	minus |= skip(&s, "-");
	if (!digits_read(&s, &n))
		return (struct number){ 0 };
	while (n.decimals > 0 && n.mantissa % 10 == 0) {
		n.mantissa /= 10;
		n.decimals--;
	}
	n.how |= unit_read(&s);
	n.ok = *s == '\0';
	if (minus)
		n.mantissa = -n.mantissa;
	return n;
}

int64_t number_scaled(struct number n, int power)
{
	__int128 v = n.mantissa;
	int64_t den = 1;

	power += (n.how & NUM_WAN) ? 4 : 0;
	for (int i = n.decimals; i < power; i++)
		v *= 10;
	for (int i = power; i < n.decimals; i++)
		den *= 10;
	/* nothing in a price table comes near: 10^15 fen are ten thousand milliard yuan */
	if (v / den > INT64_C(1000000000000000) || v / den < -INT64_C(1000000000000000))
		return INT64_MAX;
	return div_half_away(v, den);
}

const char *number_text(struct ctx *c, struct number n)
{
	int64_t one = 1, m = n.mantissa < 0 ? -n.mantissa : n.mantissa;

	for (int i = 0; i < n.decimals; i++)
		one *= 10;
	if (n.decimals == 0)
		return textf(c, "%lld", (long long)n.mantissa);
	return textf(c, "%s%lld.%0*lld", n.mantissa < 0 ? "-" : "", (long long)(m / one), n.decimals,
		     (long long)(m % one));
}

/* ---- floors --------------------------------------------------------------------------------- */

/* The value of the Chinese numeral character at s, its length in *len; -1: none. */
static int numeral(const char *s, int *len)
{
	static const char *const words[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九",
		"十", "两", "首" };
	static const int values[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 1 };

	for (int i = 0; i < 13; i++)
		if (strncmp(s, words[i], 3) == 0)
			return *len = 3, values[i];
	return *len = 0, -1;
}

/* "十二" -> 12, "二十" -> 20, "33" -> 33; leaves *at behind it; -1: no number. */
static int count_read(const char **at)
{
	const char *s = *at;
	int n = 0, one = -1, digit, len;

	if (*s >= '0' && *s <= '9') {
		for (; *s >= '0' && *s <= '9' && n < 1000; s++)
			n = n * 10 + (*s - '0');
		*at = s;
		return n;
	}
	while ((digit = numeral(s, &len)) >= 0) {
		if (digit == 10) {
			n += (one > 0 ? one : 1) * 10;
			one = 0;
		} else {
			one = digit;
		}
		s += len;
	}
	if (s == *at)
		return -1;
	*at = s;
	return n + (one > 0 ? one : 0);
}

static bool floor_suffix(const char *s)
{
	static const char *const suffixes[] = { "层", "F", "f", "楼", NULL };

	return word_in(s, suffixes);
}

struct floor floor_read(struct ctx *c, const char *text)
{
	const char *s = squeezed(c, text), *whole = s;
	struct floor f = { .label = "" };
	bool below, half;

	/* a mezzanine lies above the floor it is counted with; half below ground is 0 */
	if (strcmp(s, "夹层") == 0 || strcmp(s, "M") == 0)
		return (struct floor){ 1, textf(c, "%s", whole), false, true };
	half = skip(&s, "半地下");
	below = skip(&s, "-") || skip(&s, "负") || skip(&s, "地下") || skip(&s, "B") || skip(&s, "b");
	skip(&s, "第");
	f.no = count_read(&s);
	if (f.no < 0 && half) {
		f.no = 0;
		skip(&s, "室");
	}
	if (f.no < 0 || f.no > 200 || (f.no == 0 && below))
		return (struct floor){ .label = "" };
	f.no = half ? 0 : below ? -f.no : f.no;
	f.suffix = floor_suffix(s);
	if (*s && !f.suffix) {
		/* "3A", "1夹层", "1-2层", "-1M": the number is the lower floor, the text is kept */
		if (text_length(s) > 6 || (*s != '-' && *s != '~' && *s != '/' && !text_has(s, "夹")
					   && !text_has(s, "复") && !(s[0] >= 'A' && s[0] <= 'Z' && !s[1])
					   && !text_has(s, "层")))
			return (struct floor){ .label = "" };
		f.label = textf(c, "%s", whole);
	}
	if (half)
		f.label = textf(c, "%s", whole);
	f.ok = true;
	return f;
}

int room_floor(const char *room)
{
	const char *s = room, *digits;
	int n = 0, len;

	/* a prefix that names a place: "A座2002", "B-1203" */
	for (const char *p = room; *p; p++)
		if ((unsigned char)*p >= 0x80 || *p == '-')
			s = p + ((unsigned char)*p >= 0x80 ? 1 : 1);
	while (*s && ((unsigned char)*s >= 0x80 || (*s >= 'A' && *s <= 'Z')))
		s++;
	digits = s;
	while (*s >= '0' && *s <= '9')
		s++;
	len = (int)(s - digits);
	if (*s && !((*s >= 'A' && *s <= 'Z') && !s[1]))
		return 0;
	if (*s && len <= 2) {			/* 24A */
		for (const char *p = digits; p < s; p++)
			n = n * 10 + (*p - '0');
		return n;
	}
	if (len < 3 || len > 5)
		return 0;
	for (const char *p = digits; p < s - 2; p++)
		n = n * 10 + (*p - '0');
	return n;
}

/* ---- places ---------------------------------------------------------------------------------- */

/* Where the number or letter in front of a word like 栋 begins. */
static const char *name_start(const char *text, const char *at)
{
	int len;

	while (at > text) {
		unsigned char last = (unsigned char)at[-1];

		if ((last >= '0' && last <= '9') || (last >= 'A' && last <= 'Z') || last == '#'
		    || (last >= 'a' && last <= 'z') || last == '-')
			at--;
		else if (at - text >= 3 && numeral(at - 3, &len) >= 0)
			at -= 3;
		else
			break;
	}
	return at;
}

bool place_in_text(struct ctx *c, const char *text, const char **building, const char **entrance)
{
	static const char *const words[] = { "栋", "幢", "号楼", "#楼", NULL };
	static const char *const parts[] = { "座", "单元", NULL };
	const char *s = squeezed(c, text), *after, *next;

	*building = *entrance = "";
	for (int i = 0; words[i]; i++) {
		const char *at = strstr(s, words[i]), *from;

		if (!at || (from = name_start(s, at)) == at)
			continue;
		after = at + strlen(words[i]);
		*building = textf(c, "%.*s", (int)(after - from), from);
		for (int k = 0; parts[k]; k++) {
			next = strstr(after, parts[k]);
			if (next && next > after && next - after <= 6 && name_start(after, next) == after)
				*entrance = textf(c, "%.*s", (int)(next - after + (long)strlen(parts[k])), after);
		}
		return true;
	}
	return false;
}

/* Cut s behind the first of these words; NULL if there is none, or nothing before or after. */
static const char *behind(const char *s, const char *const *words)
{
	for (; *words; words++) {
		const char *at = strstr(s, *words);

		if (at && at > s && at[strlen(*words)])
			return at + strlen(*words);
	}
	return NULL;
}

bool place_in_room(struct ctx *c, const char *room, const char **building, const char **entrance,
		   const char **rest)
{
	static const char *const blocks[] = { "栋", "幢", "号楼", NULL };
	static const char *const parts[] = { "座", "单元", NULL };
	const char *after = behind(room, blocks), *dash = strchr(room, '-'), *second, *end;

	if (!after) {
		second = dash ? strchr(dash + 1, '-') : NULL;
		if (!second || dash == room || second == dash + 1 || !second[1] || strchr(second + 1, '-'))
			return false;
		*building = textf(c, "%.*s", (int)(dash - room), room);
		*entrance = textf(c, "%.*s", (int)(second - dash - 1), dash + 1);
		*rest = second + 1;
		return true;
	}
	*building = textf(c, "%.*s", (int)(after - room), room);
	after += *after == '-';
	end = behind(after, parts);
	*entrance = end ? textf(c, "%.*s", (int)(end - after), after) : "";
	*rest = end ? end : after;
	*rest += **rest == '-';
	return true;
}

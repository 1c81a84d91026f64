/* Amounts, areas and percents as people type them. */
#include <string.h>
#include "project/typed.h"
#include "sales/percent.h"
#include "t/fuzz/fuzz.h"

static void money_must_hold(struct ctx *c, const char *typed)
{
	const char *words;
	money m, again;

	if (!money_parse(typed, &m))
		return;
	must(m.fen >= -INT64_MAX);
	must(money_parse(money_text(c, m), &again) && again.fen == m.fen);
	words = money_upper(c, m);
	must(*words && utf8_ok(words, strlen(words)));
	must((m.fen < 0) == !strncmp(words, "负", 3));
	if (strspn(typed, "0123456789") == strlen(typed) && strlen(typed) < 16)
		must(m.fen == strtoll(typed, NULL, 10) * 100);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size);
	int64_t ppm, again;
	area a, same;

	money_must_hold(c, typed);
	if (area_parse(typed, &a))
		must(area_parse(area_text(c, a), &same) && same.dm2 == a.dm2);
	if (ppm_typed(typed, &ppm))
		must(ppm >= 0 && ppm <= 1000000);
	if (percent_parse(typed, &ppm)) {
		must(ppm > 0 && ppm <= 1000000);
		must(percent_parse(percent_text(c, ppm), &again) && again == ppm);
		must(ppm_typed(typed, &again) && again == ppm);
	}
}

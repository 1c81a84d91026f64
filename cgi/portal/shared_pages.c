#include <string.h>
#include "portal/pages.h"

bool own_only(const struct req *r)
{
	return !strcmp(r->c->role, "CO");
}

const char *scope_ids(struct req *r)
{
	const char *ids = "";

	for (const struct row *p = projects_seen(r); p; p = row_next(p))
		ids = textf(r->c, "%s%s%lld", ids, *ids ? "," : "", (long long)row_id(p, "id"));
	return ids;
}

const char *number_text(struct ctx *c, int64_t n)
{
	const char *s = money_text(c, FEN(n * 100));

	return textf(c, "%.*s", (int)strcspn(s, "."), s);
}

/* tenths as "1,894.6" */
static const char *tenths_text(struct ctx *c, int64_t n)
{
	return textf(c, "%s%s.%lld", n < 0 ? "-" : "", number_text(c, (n < 0 ? -n : n) / 10),
		     (long long)((n < 0 ? -n : n) % 10));
}

const char *wan_text(struct ctx *c, int64_t fen)
{
	return tenths_text(c, div_half_away(fen, 100000));
}

const char *percent_text(struct ctx *c, int64_t ppm)
{
	return textf(c, "%s%%", tenths_text(c, div_half_away(ppm, 1000)));
}

const char *figure_text(struct ctx *c, enum measure is, int64_t n)
{
	return is == MONEY ? money_text(c, FEN(n)) : is == AREA ? area_text(c, (area){ n })
								: number_text(c, n);
}

const char *said(struct req *r, const char *key, const char *with)
{
	return text_filled(r->c, label(r, key), "{}", with);
}

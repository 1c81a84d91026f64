#include "finance/penalty.h"

/* What of the item is open when so much has come into its pot. */
static int64_t open_fen(const struct owed *o, int64_t came)
{
	int64_t covered = came - o->before.fen;

	if (covered <= 0)
		return o->amount.fen;
	return covered >= o->amount.fen ? 0 : o->amount.fen - covered;
}

money late_penalty(const struct owed *o, const struct paid *p, int n, date until,
		   int64_t rate_ppm)
{
	__int128 sum = 0;
	int64_t came = 0;
	int32_t from = o->due_on.day;

	if (!date_ok(o->due_on))
		return FEN(0);
	for (int i = 0; i < n && p[i].received_on.day <= until.day; i++) {
		if (p[i].received_on.day > from) {
			sum += (__int128)open_fen(o, came) * (p[i].received_on.day - from);
			from = p[i].received_on.day;
		}
		came += p[i].amount.fen;
	}
	if (until.day > from)
		sum += (__int128)open_fen(o, came) * (until.day - from);
	return FEN(div_half_away(sum * rate_ppm, 1000000));
}

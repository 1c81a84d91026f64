/* What stands in one cell of a price table: numbers, floors, rooms, places, words. */
#include <string.h>
#include "project/price_inside.h"
#include "t/fuzz/fuzz.h"

static void number_must_hold(struct ctx *c, const char *cell)
{
	struct number n = number_read(c, cell), again;

	if (!n.ok)
		return;
	must(n.decimals >= 0 && n.decimals <= 17);
	again = number_read(c, number_text(c, n));
	must(again.ok && again.mantissa == n.mantissa && again.decimals == n.decimals);
	for (int power = 0; power <= 6; power++) {
		int64_t v = number_scaled(n, power);

		must(v == INT64_MAX || (v <= INT64_C(1000000000000000) && v >= -INT64_C(1000000000000000)));
	}
}

static void place_must_hold(struct ctx *c, const char *cell)
{
	const char *building, *entrance, *rest;

	if (place_in_text(c, cell, &building, &entrance))
		must(*building && strlen(building) + strlen(entrance) <= strlen(cell));
	if (place_in_room(c, cell, &building, &entrance, &rest))
		must(*building && strlen(building) + strlen(entrance) + strlen(rest) <= strlen(cell));
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *cell = text_of(c, data, size), *plain, *shown;
	struct floor f;
	int sure, room;

	if (!utf8_ok(cell, strlen(cell)))
		return;		/* no reader hands such a cell on */
	plain = squeezed(c, cell);
	must(utf8_ok(plain, strlen(plain)) && strlen(plain) <= strlen(cell));
	must(!strcmp(plain, squeezed(c, plain)));
	number_must_hold(c, cell);
	f = floor_read(c, cell);
	must(!f.ok || (f.no >= -200 && f.no <= 200));
	room = room_floor(cell);
	must(room >= 0 && room < 1000);
	place_must_hold(c, cell);
	must(header_word(plain, &sure) <= COLUMNS && sure >= 0 && sure <= 3);
	shown = number_shown(c, cell);
	must(!strcmp(shown, number_shown(c, shown)));
}

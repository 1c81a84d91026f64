/* A room as people write it into the search. */
#include <string.h>
#include "portal/room.h"
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size), *name, *plain = "";
	struct room_words w, again;

	if (!utf8_ok(typed, strlen(typed)))
		return;			/* no request carries it */
	name = room_name(c, typed);
	must(utf8_ok(name, strlen(name)) && !strcmp(name, room_name(c, name)));
	if (!room_read(c, typed, &w))
		return;
	must(w.n >= 1 && w.n <= ROOM_PARTS);
	for (int i = 0; i < w.n; i++) {
		must(*w.part[i] && utf8_ok(w.part[i], strlen(w.part[i])));
		plain = textf(c, "%s%s%s", plain, i ? "-" : "", w.part[i]);
	}
	if (w.n == 1)
		return;
	/* however it was written, it is one place */
	must(room_read(c, plain, &again) && again.n == w.n);
	for (int i = 0; i < w.n; i++)
		must(!strcmp(again.part[i], w.part[i]));
}

/* portal/room.h - how people write a room.  1栋-1802, 1号楼1802, 1#1802, １－１８０２ and
 * 01-1802 are one place; "1-1" is everything in building 1 that begins with 1. */
#pragma once
#include "lib/domain.h"

enum { ROOM_PARTS = 3 };	/* building, entrance, room */
struct room_words { int n; const char *part[ROOM_PARTS]; };

/* False: this is no room, nor the whole of a building. */
bool room_read(struct ctx *c, const char *typed, struct room_words *w);
/* The name of a building or an entrance as it is compared: "01号楼" is "1", "a座" is "A". */
const char *room_name(struct ctx *c, const char *name);

/* sales/grid.h - a building as floors x columns.
 *
 * Rooms that differ by their floor only (302, 1802; 18A, 3A) stand in one column.  Where that
 * gives no usable table (a garage of 300 places, rooms without any order), each floor's units
 * stand one after another, in lines of GRID_PACKED.  Pure: no database, no page. */
#pragma once
#include "lib/domain.h"

enum { GRID_PACKED = 12, GRID_MOST = 40, GRID_WIDE = 8 };

struct place { int floor; const char *floor_label, *entrance, *room; };
struct grid_line { const char *floor; int *cells; };	/* cells: index of a place, -1 none */
struct grid {
	bool packed;
	int width, height;
	const char **heads;		/* of the columns; "" when packed */
	struct grid_line *lines;	/* the highest floor first */
	int floors;
};

struct grid grid_of(struct ctx *c, const struct place *places, int n);
/* The room without its floor: ("1802", 18) -> "02", ("B1-023", -1) -> "023". */
const char *grid_key(struct ctx *c, const struct place *p);

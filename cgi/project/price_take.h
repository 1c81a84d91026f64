/* project/price_take.h - between price_import.c and price_take.c. */
#pragma once
#include "project/price_import.h"

struct heap { char *s; size_t n, room; int count; };	/* rows waiting for one statement */
struct take {
	struct ctx *c;
	rowid import_id, project_id, batch_id;
	const struct price_file *f;
	bool write;			/* false: only count what would change */
	bool had_units;			/* the project, before this file */
	const char *file_name;
	struct heap units, prices;
	rowid event_id;
	struct price_taken t;
};
refusal take_file(struct take *k);

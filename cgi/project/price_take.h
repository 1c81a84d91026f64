/* project/price_take.h - between price_import.c and price_take.c. */
#pragma once
#include "project/price_import.h"

struct take {
	struct ctx *c;
	rowid import_id, project_id, batch_id;
	const struct price_file *f;
	bool write;			/* false: only count what would change */
	bool had_units;			/* the project, before this file */
	struct price_taken t;
};
refusal take_file(struct take *k);

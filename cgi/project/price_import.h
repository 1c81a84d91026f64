/* project/price_import.h - a price table on its way from a file into the database.
 *
 * uploaded (kept as it came, and read again for every preview, with the mapping as somebody
 * corrected it) -> taken, whole or not at all, in one transaction; or dropped.
 * Taking makes the units that are not there, mends what differs on units that are not sold,
 * and writes a new version of the batch's price table as a draft (decision 19).  A file that
 * changes nothing makes no version and says so. */
#pragma once
#include "lib/domain.h"
#include "project/price_file.h"

enum { PROGRESS_FROM = 2000, PROGRESS_STEP = 100 };

struct price_upload {
	rowid project_id, batch_id;	/* batch 0: the newest, made if there is none */
	const char *name;
	const void *data;
	size_t size;
};
/* Refuses what price_file_read refuses, price_import.other_batch, price_table.agency. */
OP price_import_upload(struct ctx *c, const struct price_upload *u, rowid *id);

/* Read the file of an import again, as its mapping says. */
OP price_import_read(struct ctx *c, rowid id, struct price_file *f);
/* The mapping in force; zeroed when nobody corrected anything. */
struct price_mapping price_import_mapping(struct ctx *c, rowid id);
/* version: of the row that the form was filled from.  Refuses changed_meanwhile. */
OP price_import_map(struct ctx *c, rowid id, const struct price_mapping *m, int version);

struct price_taken {
	bool changed;
	int units_new, units_changed, prices;
	rowid price_table_id;		/* 0: no prices, or nothing changed */
};
/* Refuses price_import.not_waiting, .errors, .unit_sold, .other_batch, price_table.agency. */
OP price_import_take(struct ctx *c, rowid id, struct price_taken *t);
OP price_import_drop(struct ctx *c, rowid id);

/* What taking would do, for the preview; writes nothing. */
struct price_taken price_import_forecast(struct ctx *c, rowid id, const struct price_file *f);

#include <sodium.h>
#include <stdlib.h>
#include "project/price_table.h"
#include "project/price_take.h"

/* ---- the mapping, as kept ---------------------------------------------------------------------- */

static int mapping_int(const char *json, const char *key, struct ctx *c)
{
	const char *at = strstr(json, textf(c, "\"%s\":", key));

	return at ? (int)strtol(at + strlen(key) + 3, NULL, 10) : 0;
}

struct price_mapping price_import_mapping(struct ctx *c, rowid id)
{
	const struct row *r = db_row(c, "SELECT mapping FROM price_import WHERE id = ?", id);
	const char *json = r ? row_text(r, "mapping") : "";
	struct price_mapping m = { .given = *json != '\0' };

	if (!m.given)
		return m;
	m.first_row = mapping_int(json, "first_row", c);
	m.money_unit = (char)mapping_int(json, "money_unit", c);
	for (int i = 0; i < COLUMNS; i++)
		m.column[i] = (signed short)mapping_int(json, price_column_name[i], c);
	return m;
}

static const char *mapping_json(struct ctx *c, const struct price_mapping *m)
{
	const char *s = textf(c, "{\"first_row\":%d,\"money_unit\":%d", m->first_row, m->money_unit);

	for (int i = 0; i < COLUMNS; i++)
		if (m->column[i])
			s = textf(c, "%s,\"%s\":%d", s, price_column_name[i], m->column[i]);
	return textf(c, "%s}", s);
}

/* ---- uploading and reading ---------------------------------------------------------------------- */

/* The buildings a project has; NULL if it has none yet. */
static const char *const *buildings_of(struct ctx *c, rowid project_id)
{
	const struct row *r = db_rows(c, "SELECT name FROM building WHERE project_id = ?", project_id);
	const char **names;
	int n = 0, i = 0;

	for (const struct row *q = r; q; q = row_next(q))
		n++;
	if (n == 0)
		return NULL;
	names = alloc(c, ((size_t)n + 1) * sizeof *names);
	for (; r; r = row_next(r))
		names[i++] = row_text(r, "name");
	return names;
}

/* The batch the file is for; the newest of the project, made if there is none. */
static refusal batch_for(struct ctx *c, const struct price_upload *u, rowid *batch_id)
{
	*batch_id = u->batch_id;
	if (!*batch_id)
		*batch_id = db_int(c, "SELECT MAX(id) FROM launch_batch WHERE project_id = ?", u->project_id);
	if (*batch_id)
		return db_int(c, "SELECT COUNT(*) FROM launch_batch WHERE id = ? AND project_id = ?",
			*batch_id, u->project_id) ? DONE : refuse(c, "batch_id", "price_import.no_batch");
	*batch_id = db_insert(c, "INSERT INTO launch_batch (project_id, name) VALUES (?, '1')",
		u->project_id);
	record(c, .noun = "launch_batch", .what = "launch_batch.created", .about_id = *batch_id,
	       .project_id = u->project_id, .to = "draft");
	return DONE;
}

OP price_import_upload(struct ctx *c, const struct price_upload *u, rowid *id)
{
	struct price_context k = { .buildings = buildings_of(c, u->project_id), .file_name = u->name };
	unsigned char hash[32];
	struct price_file f;
	rowid batch_id;
	refusal no = price_of_developer(c);

	if (no)
		return no;
	no = price_file_read(c, u->data, u->size, &k, NULL, &f);
	/* a file in which no table is found may still be read as somebody maps it */
	if (no && strcmp(no->code, "sheet.no_units") != 0)
		return no;
	if ((no = batch_for(c, u, &batch_id)))
		return no;
	crypto_hash_sha256(hash, u->data, u->size);
	*id = db_insert(c,
		"INSERT INTO price_import (project_id, batch_id, file_name, file_hash, content,"
		" total_count, created_by, created_at) VALUES (?, ?, LEFT(?, 120), ?, ?, ?, ?, ?)",
		u->project_id, batch_id, u->name, ((bytes){ hash, sizeof hash }),
		((bytes){ u->data, (int64_t)u->size }), f.n_units, c->user_id, c->now);
	record(c, .noun = "price_import", .what = "price_import.uploaded", .about_id = *id,
	       .project_id = u->project_id, .to = "uploaded", .reason = u->name);
	return DONE;
}

OP price_import_read(struct ctx *c, rowid id, struct price_file *f)
{
	const struct row *r = db_row(c,
		"SELECT project_id, file_name, content FROM price_import WHERE id = ?", id);
	struct price_mapping m = price_import_mapping(c, id);
	struct price_context k = { 0 };
	bytes content;

	*f = (struct price_file){ .n_units = 0 };
	if (!r)
		return refuse(c, NULL, "price_import.not_waiting");
	content = row_bytes(r, "content");
	k.buildings = buildings_of(c, row_id(r, "project_id"));
	k.file_name = row_text(r, "file_name");
	return price_file_read(c, content.data, (size_t)content.size, &k, &m, f);
}

static refusal waiting(struct ctx *c, rowid id, const struct row **r)
{
	*r = db_row(c, "SELECT project_id, batch_id, state, file_name, version_count FROM price_import"
		" WHERE id = ? FOR UPDATE", id);
	return row_is(*r, "state", "uploaded") ? DONE : refuse(c, NULL, "price_import.not_waiting");
}

OP price_import_map(struct ctx *c, rowid id, const struct price_mapping *m, int version)
{
	const struct row *r;
	refusal no = waiting(c, id, &r);

	if (no || (no = unchanged_since(c, r, version)))
		return no;
	if (m->given && m->first_row && m->column[COL_ROOM] < 0)
		return refuse(c, "room", "price_import.room_column");
	db_change(c, "UPDATE price_import SET mapping = ?, version_count = version_count + 1 WHERE id = ?",
		m->given ? mapping_json(c, m) : NULL, id);
	record(c, .noun = "price_import", .what = "price_import.mapped", .about_id = id,
	       .project_id = row_id(r, "project_id"));
	return DONE;
}

/* ---- taking --------------------------------------------------------------------------------------- */

static void finish(struct ctx *c, const struct take *k)
{
	db_change(c, "UPDATE price_import SET state = 'taken', done_count = ?, total_count = ? WHERE id = ?",
		k->f->n_units, k->f->n_units, k->import_id);
	if (k->f->n_units > PROGRESS_FROM)
		db_exec(c, "DELETE FROM price_progress WHERE import_id = ?", k->import_id);
	if (k->t.changed)	/* boards show units that were not there */
		outbox_put(c, "unit", k->project_id, "{\"id\":0,\"state\":\"not_released\"}");
}

OP price_import_take(struct ctx *c, rowid id, struct price_taken *t)
{
	struct price_file f;
	struct take k = { .c = c, .import_id = id, .f = &f, .write = true };
	const struct row *r;
	refusal no = price_of_developer(c);

	if (no || (no = waiting(c, id, &r)) || (no = price_import_read(c, id, &f)))
		return no;
	if (f.n_errors)
		return refuse_with(c, NULL, "price_import.errors", textf(c, "%d", f.n_errors));
	k.project_id = row_id(r, "project_id");
	k.batch_id = row_id(r, "batch_id");
	k.file_name = row_text(r, "file_name");
	if (!k.batch_id)
		k.batch_id = db_int(c, "SELECT MAX(id) FROM launch_batch WHERE project_id = ?", k.project_id);
	/* one import of a batch at a time; the batch is what versions are numbered in */
	if (!db_row(c, "SELECT id FROM launch_batch WHERE id = ? AND project_id = ? FOR UPDATE",
		    k.batch_id, k.project_id))
		return refuse(c, NULL, "price_import.no_batch");
	if ((no = take_file(&k)))
		return no;
	finish(c, &k);
	*t = k.t;
	return DONE;
}

struct price_taken price_import_forecast(struct ctx *c, rowid id, const struct price_file *f)
{
	const struct row *r = db_row(c, "SELECT project_id, batch_id FROM price_import WHERE id = ?", id);
	struct take k = { .c = c, .import_id = id, .f = f };

	k.project_id = row_id(r, "project_id");
	k.batch_id = row_id(r, "batch_id");
	if (take_file(&k))
		k.t.changed = true;	/* it would be refused, which the button will say */
	return k.t;
}

OP price_import_drop(struct ctx *c, rowid id)
{
	const struct row *r;
	refusal no = waiting(c, id, &r);

	if (no)
		return no;
	db_change(c, "UPDATE price_import SET state = 'dropped', content = '' WHERE id = ?", id);
	record(c, .noun = "price_import", .what = "price_import.dropped", .about_id = id,
	       .project_id = row_id(r, "project_id"), .from = "uploaded", .to = "dropped");
	return DONE;
}

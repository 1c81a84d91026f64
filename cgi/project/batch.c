#include "project/batch.h"

OP batch_create(struct ctx *c, const struct batch_card *b, rowid *id)
{
	if (db_int(c, "SELECT COUNT(*) FROM launch_batch WHERE project_id = ? AND name = ?",
		   b->project_id, b->name))
		return refuse(c, "name", "batch.name_taken");
	*id = db_insert(c, "INSERT INTO launch_batch (project_id, name, opens_on) VALUES (?, ?, ?)",
		b->project_id, b->name, b->opens_on);
	record(c, .noun = "launch_batch", .what = "launch_batch.created", .about_id = *id,
	       .project_id = b->project_id, .to = "draft", .reason = b->name);
	return DONE;
}

/* The batch, locked, with what is not yet on sale of it. */
static const struct row *locked(struct ctx *c, rowid id, int64_t *waiting)
{
	const struct row *b = db_row(c,
		"SELECT project_id, name, state, proposed_by FROM launch_batch WHERE id = ? FOR UPDATE", id);

	*waiting = db_int(c,
		"SELECT COUNT(*) FROM unit WHERE batch_id = ? AND sale_state = 'not_released'", id);
	return b;
}

OP batch_propose(struct ctx *c, rowid id)
{
	int64_t waiting;
	const struct row *b = locked(c, id, &waiting);

	if (!b || row_is(b, "state", "proposed"))
		return refuse(c, NULL, "batch.state");
	if (!waiting)
		return refuse(c, NULL, "batch.nothing");
	db_change(c,
		"UPDATE launch_batch SET state = 'proposed', proposed_by = ?, released_by = NULL,"
		" released_on = NULL WHERE id = ?", c->user_id, id);
	record(c, .noun = "launch_batch", .what = "launch_batch.proposed", .about_id = id,
	       .project_id = row_id(b, "project_id"), .from = row_text(b, "state"), .to = "proposed",
	       .reason = row_text(b, "name"));
	return DONE;
}

/* ---- release ----------------------------------------------------------------------------------- */

/* The version of the batch's prices in force, 0 if none. */
static rowid version_in_force(struct ctx *c, rowid batch_id)
{
	return db_int(c,
		"SELECT id FROM price_table WHERE batch_id = ? AND state = 'approved' AND effective_at <= ?"
		" ORDER BY effective_at DESC, version_no DESC LIMIT 1", batch_id, c->now);
}

/* Units that are to go on sale, with what they lack. */
static const struct row *candidates(struct ctx *c, rowid batch_id, rowid version)
{
	return db_rows(c,
		"SELECT u.id, u.code, u.encumbrance, u.gross_dm2, u.inner_dm2, u.pricing_basis,"
		" p.list_total_fen, b.completed OR EXISTS (SELECT 1 FROM permit_building pb"
		" JOIN presale_permit pp ON pp.id = pb.permit_id WHERE pb.building_id = u.building_id"
		" AND pp.permitted_on <= ?) AS permitted"
		" FROM unit u JOIN building b ON b.id = u.building_id"
		" LEFT JOIN price_row p ON p.unit_id = u.id AND p.price_table_id = ?"
		" WHERE u.batch_id = ? AND u.sale_state = 'not_released' ORDER BY u.id FOR UPDATE",
		c->today, version, batch_id);
}

static bool has_area(const struct row *u)
{
	if (row_is(u, "pricing_basis", "suite"))
		return true;
	return row_area(u, row_is(u, "pricing_basis", "inner") ? "inner_dm2" : "gross_dm2").dm2 > 0;
}

static bool priced(const struct row *u)
{
	return row_money(u, "list_total_fen").fen > 0;
}

/* Why one unit cannot go on sale. */
static refusal lacking(struct ctx *c, const struct row *u)
{
	if (!row_int(u, "permitted"))
		return refuse_with(c, NULL, "batch.no_permit", row_text(u, "code"));
	if (*row_text(u, "encumbrance"))
		return refuse_with(c, NULL, "batch.encumbered", row_text(u, "code"));
	if (!has_area(u))
		return refuse_with(c, NULL, "batch.no_area", row_text(u, "code"));
	return DONE;
}

/* Every unit is looked at before the first is written. */
static refusal all_right(struct ctx *c, const struct row *first, bool partial)
{
	int64_t with_price = 0;

	for (const struct row *u = first; u; u = row_next(u)) {
		refusal no;

		if (!priced(u) && !partial)
			return refuse_with(c, NULL, "batch.no_price", row_text(u, "code"));
		if (!priced(u))
			continue;
		with_price++;
		if ((no = lacking(c, u)))
			return no;
	}
	return with_price ? DONE : refuse(c, NULL, first ? "batch.no_price_at_all" : "batch.nothing");
}

OP batch_release(struct ctx *c, rowid id, const struct batch_release *how)
{
	int64_t waiting;
	const struct row *b = locked(c, id, &waiting), *units;
	area area_out = { 0 };
	money value = { 0 };
	refusal no;

	if (!row_is(b, "state", "proposed"))
		return refuse(c, NULL, "batch.not_proposed");
	if (row_id(b, "proposed_by") == c->user_id)
		return refuse(c, NULL, "batch.own");
	units = candidates(c, id, version_in_force(c, id));
	if ((no = all_right(c, units, how->partial)))
		return no;
	for (const struct row *u = units; u; u = row_next(u)) {
		if (!priced(u))
			continue;
		db_change(c, "UPDATE unit SET sale_state = 'available', version_count = version_count + 1"
			" WHERE id = ?", row_id(u, "id"));
		record(c, .noun = "unit", .what = "unit.released", .about_id = row_id(u, "id"),
		       .unit_id = row_id(u, "id"), .project_id = row_id(b, "project_id"),
		       .from = "not_released", .to = "available", .area_dm2 = row_area(u, "gross_dm2"),
		       .amount_fen = row_money(u, "list_total_fen"));
		area_out.dm2 += row_area(u, "gross_dm2").dm2;
		value = money_add(value, row_money(u, "list_total_fen"));
	}
	db_change(c, "UPDATE launch_batch SET state = 'released', released_by = ?, released_on = ?"
		" WHERE id = ?", c->user_id, c->today, id);
	record(c, .noun = "launch_batch", .what = "launch_batch.released", .about_id = id,
	       .project_id = row_id(b, "project_id"), .from = "proposed", .to = "released",
	       .amount_fen = value, .area_dm2 = area_out, .reason = row_text(b, "name"));
	outbox_put(c, "unit", row_id(b, "project_id"), "{\"id\":0,\"state\":\"available\"}");
	return DONE;
}

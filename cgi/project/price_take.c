/* project/price_take.c - units of a file against units of the project, one by one. */
#include <stdlib.h>
#include <strings.h>
#include "project/price_take.h"

/* A unit as the project has it, with the price of the newest version of the batch. */
struct have {
	rowid id, batch_id;
	const char *code, *building, *entrance, *floor_label, *room, *use_text, *unit_kind, *layout, *facing;
	const char *note, *basis, *state, *anchor;
	int floor_no;
	area gross, inner;
	money unit_price, total, filed;	/* total 0: no row */
};
struct seen { const char *building, *entrance; rowid building_id, entrance_id; };

static int by_place(const void *a, const void *b)
{
	const struct have *x = a, *y = b;
	int d = strcasecmp(x->building, y->building);

	d = d ? d : strcasecmp(x->entrance, y->entrance);
	d = d ? d : x->floor_no - y->floor_no;
	d = d ? d : strcasecmp(x->floor_label, y->floor_label);
	return d ? d : strcasecmp(x->room, y->room);
}

static struct have have_of(const struct row *r)
{
	return (struct have){ .id = row_id(r, "id"), .batch_id = row_id(r, "batch_id"),
		.code = row_text(r, "code"), .building = row_text(r, "building"),
		.entrance = row_text(r, "entrance"),
		.floor_no = (int)row_int(r, "floor_no"), .floor_label = row_text(r, "floor_label"),
		.room = row_text(r, "room"), .use_text = row_text(r, "use_text"),
		.unit_kind = row_text(r, "unit_kind"), .layout = row_text(r, "layout"),
		.facing = row_text(r, "facing"), .note = row_text(r, "note"),
		.basis = row_text(r, "pricing_basis"), .gross = row_area(r, "gross_dm2"),
		.inner = row_area(r, "inner_dm2"), .state = row_text(r, "sale_state"),
		.unit_price = row_money(r, "list_unit_price_fen"),
		.total = row_money(r, "list_total_fen"), .filed = row_money(r, "filed_total_fen"),
		.anchor = row_text(r, "anchor") };
}

/* All units of the project in the order of by_place. */
static struct have *units_of(struct take *k, rowid version, int *n)
{
	const struct row *first = db_rows(k->c,
		"SELECT u.id, u.batch_id, u.code, b.name AS building, COALESCE(e.name, '') AS entrance,"
		" u.floor_no, u.floor_label, u.room, u.use_text, u.unit_kind, u.layout, u.facing, u.note,"
		" u.pricing_basis, u.gross_dm2, u.inner_dm2, u.sale_state, p.list_unit_price_fen,"
		" p.list_total_fen, p.filed_total_fen, p.anchor"
		" FROM unit u JOIN building b ON b.id = u.building_id"
		" LEFT JOIN entrance e ON e.id = u.entrance_id"
		" LEFT JOIN price_row p ON p.unit_id = u.id AND p.price_table_id = ?"
		" WHERE u.project_id = ?", version, k->project_id);
	struct have *list;
	int i = 0;

	*n = 0;
	for (const struct row *r = first; r; r = row_next(r))
		++*n;
	list = alloc(k->c, ((size_t)*n + 1) * sizeof *list);
	for (const struct row *r = first; r; r = row_next(r))
		list[i++] = have_of(r);
	if (*n)
		qsort(list, (size_t)*n, sizeof *list, by_place);
	return list;
}

static struct have *found(struct have *list, int n, const struct price_unit *u)
{
	struct have key = { .building = u->building, .entrance = u->entrance, .floor_no = u->floor_no,
		.floor_label = u->floor_label, .room = u->room };

	return n ? bsearch(&key, list, (size_t)n, sizeof *list, by_place) : NULL;
}

/* ---- what differs -------------------------------------------------------------------------------- */

static bool same_measures(const struct have *h, const struct price_unit *u)
{
	return h->gross.dm2 == u->gross.dm2 && h->inner.dm2 == u->inner.dm2
		&& strcmp(h->basis, u->pricing_basis) == 0;
}

static bool same_unit(const struct take *k, const struct have *h, const struct price_unit *u)
{
	return same_measures(h, u) && h->batch_id == k->batch_id
		&& strcmp(h->use_text, u->use_text) == 0 && strcmp(h->unit_kind, u->unit_kind) == 0
		&& strcmp(h->layout, u->layout) == 0 && strcmp(h->facing, u->facing) == 0
		&& strcmp(h->note, u->note) == 0;
}

static bool same_price(const struct have *h, const struct price_unit *u)
{
	return u->total.fen == 0	/* no price in the file: the old one goes on */
		|| (h->total.fen == u->total.fen && h->unit_price.fen == u->unit_price.fen
		    && h->filed.fen == u->filed_total.fen && strcmp(h->anchor, u->anchor) == 0);
}

static bool sold(const struct have *h)
{
	return strcmp(h->state, "not_released") != 0 && strcmp(h->state, "available") != 0;
}

static refusal may_change(const struct take *k, const struct have *h, const struct price_unit *u)
{
	if (sold(h) && !same_measures(h, u))
		return refuse_with(k->c, NULL, "price_import.unit_sold", u->code);
	if (h->batch_id && h->batch_id != k->batch_id && strcmp(h->state, "not_released") != 0)
		return refuse_with(k->c, NULL, "price_import.other_batch", u->code);
	return DONE;
}

/* ---- writing ---------------------------------------------------------------------------------------- */

static rowid building_id(struct take *k, const char *name)
{
	rowid id = db_int(k->c, "SELECT id FROM building WHERE project_id = ? AND name = ?",
		k->project_id, name);

	return id ? id : db_insert(k->c, "INSERT INTO building (project_id, name) VALUES (?, ?)",
		k->project_id, name);
}

static rowid entrance_id(struct take *k, rowid building, const char *name)
{
	rowid id;

	if (!*name)
		return 0;
	id = db_int(k->c, "SELECT id FROM entrance WHERE building_id = ? AND name = ?", building, name);
	return id ? id : db_insert(k->c,
		"INSERT INTO entrance (project_id, building_id, name) VALUES (?, ?, ?)",
		k->project_id, building, name);
}

/* Files go through a building floor by floor: the last place is nearly always the next. */
static void place_of(struct take *k, const struct price_unit *u, struct seen *s)
{
	if (s->building && strcmp(s->building, u->building) == 0 && strcmp(s->entrance, u->entrance) == 0)
		return;
	s->building = u->building;
	s->entrance = u->entrance;
	s->building_id = building_id(k, u->building);
	s->entrance_id = entrance_id(k, s->building_id, u->entrance);
}

/* The word of a new unit; with its floor where the project has that word already. */
static const char *code_of(struct take *k, const struct price_unit *u)
{
	if (!k->had_units || !db_int(k->c, "SELECT COUNT(*) FROM unit WHERE project_id = ? AND code = ?",
				     k->project_id, u->code))
		return u->code;
	return textf(k->c, "%s(%dF%s)", u->code, u->floor_no, u->floor_label);
}

/* Rows for one statement, as a JSON array: a file of thousands in thousands of statements
 * would keep the user waiting. */
static void heap_add(struct take *k, struct heap *h, const char *object)
{
	size_t n = strlen(object);

	if (h->n + n + 3 > h->room) {
		size_t room = (h->n + n + 3) * 2;
		char *wide = alloc(k->c, room);

		if (h->n)
			memcpy(wide, h->s, h->n);
		h->s = wide;
		h->room = room;
	}
	h->s[h->n++] = h->count++ ? ',' : '[';
	memcpy(h->s + h->n, object, n + 1);
	h->n += n;
}

/* The array, closed; the heap begins again. */
static const char *heap_close(struct heap *h)
{
	memcpy(h->s + h->n, "]", 2);
	h->n = 0;
	h->count = 0;
	return h->s;
}

static void units_flush(struct take *k)
{
	if (k->units.count)
		db_exec(k->c,
			"INSERT INTO unit (project_id, batch_id, building_id, entrance_id, code, room, floor_no,"
			" floor_label, unit_kind, use_text, layout, facing, note, pricing_basis, gross_dm2,"
			" inner_dm2) SELECT ?, ?, j.b, j.e, j.c, j.r, j.f, j.l, j.k, j.u, j.y, j.g, j.n, j.p,"
			" j.a, j.i FROM JSON_TABLE(?, '$[*]' COLUMNS (b BIGINT PATH '$.b', e BIGINT PATH '$.e',"
			" c VARCHAR(60) PATH '$.c', r VARCHAR(20) PATH '$.r', f INT PATH '$.f',"
			" l VARCHAR(12) PATH '$.l', k VARCHAR(12) PATH '$.k', u VARCHAR(30) PATH '$.u',"
			" y VARCHAR(30) PATH '$.y', g VARCHAR(12) PATH '$.g', n VARCHAR(200) PATH '$.n',"
			" p VARCHAR(6) PATH '$.p', a BIGINT PATH '$.a', i BIGINT PATH '$.i')) j",
			k->project_id, k->batch_id, heap_close(&k->units));
}

/* The word that the unit is known by from now on. */
static const char *make_unit(struct take *k, const struct price_unit *u, struct seen *s)
{
	struct ctx *c = k->c;
	const char *code = code_of(k, u);

	place_of(k, u, s);
	heap_add(k, &k->units, textf(c, "{\"b\":%lld,\"e\":%s,\"c\":%s,\"r\":%s,\"f\":%d,\"l\":%s,"
		"\"k\":%s,\"u\":%s,\"y\":%s,\"g\":%s,\"n\":%s,\"p\":%s,\"a\":%lld,\"i\":%lld}",
		(long long)s->building_id,
		s->entrance_id ? textf(c, "%lld", (long long)s->entrance_id) : "null",
		json_quoted(c, code), json_quoted(c, u->room), u->floor_no, json_quoted(c, u->floor_label),
		json_quoted(c, u->unit_kind), json_quoted(c, u->use_text), json_quoted(c, u->layout),
		json_quoted(c, u->facing), json_quoted(c, u->note), json_quoted(c, u->pricing_basis),
		(long long)u->gross.dm2, (long long)u->inner.dm2));
	if (k->units.count == PROGRESS_STEP)
		units_flush(k);
	return code;
}

/* What each new unit leaves in the trail, after the pattern of one event of the import. */
static void units_record(struct take *k, rowid pattern, rowid after)
{
	db_exec(k->c,
		"INSERT INTO event (project_id, noun, about_id, what, state_from, state_to, biz_on, count_on,"
		" post_on, area_dm2, unit_id, user_id, from_where, request_no, at, created_at)"
		" SELECT e.project_id, 'unit', u.id, 'unit.created', NULL, 'not_released', e.biz_on,"
		" e.count_on, e.post_on, u.gross_dm2, u.id, e.user_id, e.from_where, e.request_no, e.at,"
		" e.created_at FROM event e JOIN unit u ON u.project_id = e.project_id AND u.id > ?"
		" AND u.batch_id = ? WHERE e.id = ?", after, k->batch_id, pattern);
}

static void mend_unit(struct take *k, const struct have *h, const struct price_unit *u)
{
	db_change(k->c,
		"UPDATE unit SET batch_id = ?, unit_kind = ?, use_text = ?, layout = ?, facing = ?, note = ?,"
		" pricing_basis = ?, gross_dm2 = ?, inner_dm2 = ?, version_count = version_count + 1"
		" WHERE id = ?", k->batch_id, u->unit_kind, u->use_text, u->layout, u->facing, u->note,
		u->pricing_basis, u->gross, u->inner, h->id);
	record(k->c, .noun = "unit", .what = "unit.changed", .about_id = h->id, .unit_id = h->id,
	       .project_id = k->project_id, .area_dm2 = u->gross,
	       .reason = same_measures(h, u) ? NULL : textf(k->c, "%s -> %s", area_text(k->c, h->gross),
		area_text(k->c, u->gross)));
}

static rowid make_version(struct take *k)
{
	rowid id = db_insert(k->c,
		"INSERT INTO price_table (project_id, batch_id, version_no, import_id, created_by, created_at)"
		" SELECT ?, ?, COALESCE(MAX(version_no), 0) + 1, ?, ?, ? FROM price_table WHERE batch_id = ?",
		k->project_id, k->batch_id, k->import_id, k->c->user_id, k->c->now, k->batch_id);

	record(k->c, .noun = "price_table", .what = "price_table.drafted", .about_id = id,
	       .project_id = k->project_id, .to = "draft", .amount_fen = k->f->total,
	       .area_dm2 = k->f->gross);
	return id;
}

static void prices_flush(struct take *k)
{
	if (k->prices.count)
		db_exec(k->c,
			"INSERT INTO price_row (price_table_id, project_id, unit_id, list_unit_price_fen,"
			" list_total_fen, filed_total_fen, anchor) SELECT ?, u.project_id, u.id, j.p, j.t, j.f, j.a"
			" FROM JSON_TABLE(?, '$[*]' COLUMNS (c VARCHAR(60) PATH '$.c', p BIGINT PATH '$.p',"
			" t BIGINT PATH '$.t', f BIGINT PATH '$.f', a VARCHAR(5) PATH '$.a')) j"
			" JOIN unit u ON u.project_id = ? AND u.code = j.c",
			k->t.price_table_id, heap_close(&k->prices), k->project_id);
}

static void make_price(struct take *k, const char *code, const struct price_unit *u)
{
	struct ctx *c = k->c;

	heap_add(k, &k->prices, textf(c, "{\"c\":%s,\"p\":%lld,\"t\":%lld,\"f\":%s,\"a\":%s}",
		json_quoted(c, code), (long long)u->unit_price.fen, (long long)u->total.fen,
		u->filed_total.fen ? textf(c, "%lld", (long long)u->filed_total.fen) : "null",
		json_quoted(c, u->anchor)));
	if (k->prices.count == PROGRESS_STEP)
		prices_flush(k);
}

/* A version holds a row for every unit of the batch that has a price: those that the file
 * does not price go on as they were; a floor price goes on where it is not above. */
static void carry_over(struct take *k, rowid version, rowid old)
{
	db_exec(k->c,
		"INSERT INTO price_row (price_table_id, project_id, unit_id, list_unit_price_fen,"
		" list_total_fen, filed_total_fen, floor_total_fen, anchor)"
		" SELECT ?, o.project_id, o.unit_id, o.list_unit_price_fen, o.list_total_fen,"
		" o.filed_total_fen, o.floor_total_fen, o.anchor FROM price_row o"
		" JOIN unit u ON u.id = o.unit_id AND u.batch_id = ?"
		" LEFT JOIN price_row n ON n.price_table_id = ? AND n.unit_id = o.unit_id"
		" WHERE o.price_table_id = ? AND n.unit_id IS NULL", version, k->batch_id, version, old);
	db_exec(k->c,
		"UPDATE price_row n JOIN price_row o ON o.price_table_id = ? AND o.unit_id = n.unit_id"
		" SET n.floor_total_fen = o.floor_total_fen WHERE n.price_table_id = ?"
		" AND o.floor_total_fen <= n.list_total_fen", old, version);
}

static void show_progress(struct take *k, int done)
{
	if (k->write && k->f->n_units > PROGRESS_FROM && done % PROGRESS_STEP == 0)
		db_exec(k->c, "REPLACE INTO price_progress (import_id, done_count, total_count)"
			" VALUES (?, ?, ?)", k->import_id, done, k->f->n_units);
}

/* One unit of the file: make it, mend it, or leave it; *code is the word it has then. */
static refusal take_unit(struct take *k, const struct price_unit *u, struct have *h, struct seen *s,
			 const char **code)
{
	refusal no;

	if (!h) {
		k->t.units_new++;
		if (k->write)
			*code = make_unit(k, u, s);
		return DONE;
	}
	*code = h->code;
	if (same_unit(k, h, u))
		return DONE;
	if ((no = may_change(k, h, u)))
		return no;
	k->t.units_changed++;
	if (k->write)
		mend_unit(k, h, u);
	return DONE;
}

static refusal take_units(struct take *k, struct have *list, int n, const char **codes)
{
	struct seen seen = { 0 };

	for (int i = 0; i < k->f->n_units; i++) {
		const struct price_unit *u = &k->f->units[i];
		struct have *h = found(list, n, u);
		refusal no = take_unit(k, u, h, &seen, &codes[i]);

		if (no)
			return no;
		k->t.prices += h ? !same_price(h, u) : u->total.fen > 0;
		show_progress(k, i);
	}
	if (k->write)
		units_flush(k);
	return DONE;
}

static void take_prices(struct take *k, const char *const *codes, rowid old)
{
	k->t.price_table_id = make_version(k);
	for (int i = 0; i < k->f->n_units; i++)
		if (k->f->units[i].total.fen)
			make_price(k, codes[i], &k->f->units[i]);
	prices_flush(k);
	if (old)
		carry_over(k, k->t.price_table_id, old);
}

refusal take_file(struct take *k)
{
	rowid old = db_int(k->c, "SELECT id FROM price_table WHERE batch_id = ? AND state <> 'rejected'"
		" ORDER BY version_no DESC LIMIT 1", k->batch_id);
	rowid last = db_int(k->c, "SELECT COALESCE(MAX(id), 0) FROM unit WHERE project_id = ?",
		k->project_id);
	const char **codes = alloc(k->c, ((size_t)k->f->n_units + 1) * sizeof *codes);
	int n;
	struct have *list = units_of(k, old, &n);
	refusal no;

	k->had_units = n > 0;
	if ((no = take_units(k, list, n, codes)))
		return no;
	k->t.changed = k->t.units_new || k->t.units_changed || k->t.prices;
	if (!k->write)
		return DONE;
	if (k->t.prices)
		take_prices(k, codes, old);
	k->event_id = record(k->c, .noun = "price_import",
	       .what = k->t.changed ? "price_import.taken" : "price_import.unchanged",
	       .about_id = k->import_id, .project_id = k->project_id, .from = "uploaded", .to = "taken",
	       .amount_fen = k->f->total, .area_dm2 = k->f->gross, .reason = k->file_name);
	if (k->t.units_new)
		units_record(k, k->event_id, last);
	return DONE;
}

#include "project/pages.h"
#include "project/price_import.h"

static const struct list imports = {
	.noun = "price_import",
	.from = "price_import i JOIN user u ON u.id = i.created_by"
		" LEFT JOIN launch_batch b ON b.id = i.batch_id"
		" LEFT JOIN price_progress g ON g.import_id = i.id",
	.project = "i.project_id",
	.order = "i.id DESC",
	.open = "/project/price_imports/%",
	.create = "/project/price_imports/new",
	.create_may = "price.draft",
	.columns = (const struct column[]){
		{ "id",          "i.id",         0 },
		{ "file_name",   "i.file_name",  FIND | SORT },
		{ "batch_name",  "b.name",       FIND },
		{ "state",       "i.state",      PICK },
		{ "done_count",  "COALESCE(g.done_count, i.done_count)", 0 },
		{ "total_count", "i.total_count", 0 },
		{ "created_by",  "u.name",       FIND },
		{ "created_at",  "i.created_at", SORT | RANGE },
		{ 0 } },
};

reply price_import_index(struct req *r)
{
	return list_show(r, &imports);
}

/* ---- the file comes in ----------------------------------------------------------------------------- */

struct uploaded { rowid project_id, batch_id; struct upload file; };
static const struct field uploaded[] = {
	FIELD(struct uploaded, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct uploaded, batch_id,   OPTIONAL, .noun = "launch_batch"),
	FIELD(struct uploaded, file,       REQUIRED),
	{ 0 }
};

reply price_import_new_page(struct req *r)
{
	form_offer(r, uploaded, NULL);
	form_options(r, "batch_id", db_rows(r->c,
		"SELECT b.id AS value, CONCAT(p.name, ' ', b.name) AS text FROM launch_batch b"
		" JOIN project p ON p.id = b.project_id JOIN user_project up ON up.project_id = p.id"
		" WHERE up.user_id = ? AND (b.project_id = ? OR ? = 0) ORDER BY p.code, b.id",
		r->c->user_id, req_project(r), req_project(r)));
	return page_show(r, "project/price_import_new");
}

/* The file's own name, without the folders that some browsers send. */
static const char *base_name(const char *name)
{
	const char *slash = strrchr(name, '/'), *back = strrchr(name, '\\');

	return slash && slash > back ? slash + 1 : back ? back + 1 : name;
}

reply price_import_new_post(struct req *r)
{
	struct uploaded u = { 0 };
	struct price_upload k;
	rowid id = 0;
	bool read = form_read(r, uploaded, &u);

	page_text(r, "Form.file", "");	/* a refusal finds its place beside it */
	k = (struct price_upload){ .batch_id = u.batch_id, .data = u.file.data, .size = u.file.size,
		.project_id = u.project_id ? u.project_id : req_project(r) };
	k.name = u.file.name ? base_name(u.file.name) : "";
	if (read && !k.project_id)
		read = form_accept(r, refuse(r->c, "project_id", "form.required"));
	if (read && form_accept(r, price_import_upload(r->c, &k, &id)))
		return see_other(r, "/project/price_imports/%lld", (long long)id);
	return price_import_new_page(r);
}

/* ---- the preview ------------------------------------------------------------------------------------- */

enum { PREVIEW_PROBLEMS = 500, PREVIEW_UNITS = 200 };

static void offer_blocks(struct req *r, const struct price_file *f)
{
	for (int i = 0; i < f->n_blocks && i < 50; i++) {
		const struct price_block *b = &f->blocks[i];
		const char *at = textf(r->c, "Blocks.%d", i);
		int n = 0;

		page_text(r, textf(r->c, "%s.sheet", at), b->sheet);
		page_text(r, textf(r->c, "%s.layout", at),
			  label(r, textf(r->c, "L.price_import.layout.%s", b->layout)));
		page_int(r, textf(r->c, "%s.header_row", at), b->header_row);
		page_int(r, textf(r->c, "%s.first_row", at), b->first_row);
		page_int(r, textf(r->c, "%s.last_row", at), b->last_row);
		for (int k = 0; k < COLUMNS; k++) {
			const char *to = textf(r->c, "%s.columns.%d", at, n);

			if (b->column[k] < 0)
				continue;
			page_text(r, textf(r->c, "%s.letter", to), column_letters(r->c, b->column[k]));
			page_text(r, textf(r->c, "%s.heading", to), b->heading[k]);
			page_text(r, textf(r->c, "%s.meaning", to),
				  label(r, textf(r->c, "L.price_import.column.%s", price_column_name[k])));
			n++;
		}
		if (b->price_unit == 'w' || b->total_unit == 'w')
			page_text(r, textf(r->c, "%s.wan", at), "1");
	}
}

static void offer_problems(struct req *r, const struct price_file *f)
{
	int n = 0, count[4] = { 0 };
	static const char *const severities[] = { "error", "warning", "normalise", "ignore" };

	/* the gravest first: what stops the file is what the reader looks for */
	for (int s = 0; s < 4; s++)
		for (int i = 0; i < f->n_problems; i++) {
			const struct price_problem *p = &f->problems[i];
			const char *at = textf(r->c, "Problems.%d", n);

			if (strcmp(p->severity, severities[s]) != 0)
				continue;
			count[s]++;
			if (n >= PREVIEW_PROBLEMS)
				continue;
			page_text(r, textf(r->c, "%s.sheet", at), p->sheet);
			page_text(r, textf(r->c, "%s.column", at), p->column);
			page_text(r, textf(r->c, "%s.code", at), p->code);
			page_text(r, textf(r->c, "%s.severity", at), p->severity);
			page_text(r, textf(r->c, "%s.severity_label", at),
				  label(r, textf(r->c, "L.price_import.severity.%s", p->severity)));
			page_text(r, textf(r->c, "%s.text", at),
				  label(r, textf(r->c, "L.price_import.problem.%s", p->code)));
			page_text(r, textf(r->c, "%s.found", at), textf(r->c, "%.200s", p->found ? p->found : ""));
			page_text(r, textf(r->c, "%s.expected", at), p->expected ? p->expected : "");
			if (p->row)
				page_int(r, textf(r->c, "%s.row", at), p->row);
			n++;
		}
	for (int s = 0; s < 4; s++)
		page_int(r, textf(r->c, "Count.%s", severities[s]), count[s]);
	page_flag(r, "Count.cut", f->n_problems > PREVIEW_PROBLEMS);
}

static void offer_units(struct req *r, const struct price_file *f)
{
	for (int i = 0; i < f->n_units && i < PREVIEW_UNITS; i++) {
		const struct price_unit *u = &f->units[i];
		const char *at = textf(r->c, "Units.%d", i);

		page_text(r, textf(r->c, "%s.code", at), u->code);
		page_text(r, textf(r->c, "%s.floor", at), *u->floor_label ? u->floor_label
			: textf(r->c, "%d", u->floor_no));
		page_text(r, textf(r->c, "%s.kind", at),
			  label(r, textf(r->c, "L.unit.unit_kind.%s", u->unit_kind)));
		page_text(r, textf(r->c, "%s.gross_dm2", at), area_text(r->c, u->gross));
		page_text(r, textf(r->c, "%s.inner_dm2", at), u->inner.dm2 ? area_text(r->c, u->inner) : "");
		page_text(r, textf(r->c, "%s.unit_price", at),
			  u->unit_price.fen ? money_text(r->c, u->unit_price) : "");
		page_text(r, textf(r->c, "%s.total", at), u->total.fen ? money_text(r->c, u->total) : "");
	}
	page_flag(r, "Count.units_cut", f->n_units > PREVIEW_UNITS);
}

static void offer_sums(struct req *r, const struct price_file *f)
{
	page_int(r, "Count.units", f->n_units);
	page_int(r, "Count.priced", f->n_priced);
	page_text(r, "Count.gross", area_text(r->c, f->gross));
	page_money(r, "Count.total", f->total);
	page_money(r, "Count.average", f->gross.dm2 > 0
		? (money){ div_half_away((__int128)f->total.fen * 100, f->gross.dm2) } : FEN(0));
}

static const struct row *import_row(struct req *r)
{
	return db_row(r->c,
		"SELECT i.id, i.file_name, i.state, i.created_at, u.name AS created_by, i.project_id,"
		" p.name AS project_name, b.name AS batch_name, b.id AS batch_id, t.id AS table_id,"
		" t.version_no, t.state AS table_state, i.done_count, i.total_count,"
		" LENGTH(i.content) AS bytes, i.version_count"
		" FROM price_import i JOIN user u ON u.id = i.created_by JOIN project p ON p.id = i.project_id"
		" LEFT JOIN launch_batch b ON b.id = i.batch_id"
		" LEFT JOIN price_table t ON t.import_id = i.id WHERE i.id = ?", req_id(r));
}

static void offer_forecast(struct req *r, const struct price_file *f)
{
	struct price_taken t = price_import_forecast(r->c, req_id(r), f);

	page_int(r, "Forecast.units_new", t.units_new);
	page_int(r, "Forecast.units_changed", t.units_changed);
	page_int(r, "Forecast.prices", t.prices);
	page_flag(r, "Forecast.nothing", !t.changed);
}

reply price_import_show(struct req *r)
{
	const struct row *i = import_row(r);
	struct price_file f;
	refusal no;

	page_row(r, "import", i);
	if (row_is(i, "state", "dropped"))
		return page_show(r, "project/price_import_show");
	no = price_import_read(r->c, req_id(r), &f);
	if (no)
		page_text(r, "Unread", label(r, textf(r->c, "L.refusal.%s", no->code)));
	offer_sums(r, &f);
	offer_blocks(r, &f);
	offer_problems(r, &f);
	offer_units(r, &f);
	page_flag(r, "import.large", f.n_units > PROGRESS_FROM);
	page_flag(r, "import.waiting", row_is(i, "state", "uploaded"));
	page_flag(r, "import.unchanged", row_is(i, "state", "taken") && !row_id(i, "table_id"));
	if (!no && row_is(i, "state", "uploaded") && f.n_errors == 0) {
		offer_forecast(r, &f);
		page_flag(r, "can.take", true);
	}
	return page_show(r, "project/price_import_show");
}

/* How far a large import is, while its transaction runs elsewhere. */
reply price_import_progress(struct req *r)
{
	const struct row *g = db_row(r->c,
		"SELECT i.state, i.done_count, i.total_count, g.done_count AS running_count"
		" FROM price_import i LEFT JOIN price_progress g ON g.import_id = i.id WHERE i.id = ?", req_id(r));
	bool taken = row_is(g, "state", "taken");

	return send_json(r, textf(r->c, "{\"state\":\"%s\",\"done_count\":%lld,\"total_count\":%lld}",
		row_text(g, "state"), (long long)row_int(g, taken ? "done_count" : "running_count"),
		(long long)row_int(g, "total_count")));
}

/* ---- the mapping ------------------------------------------------------------------------------------ */

struct mapping {
	int first_row, version;
	const char *money_unit;
	int building, entrance, floor, room, use_text, layout, facing, gross_dm2, inner_dm2, share_dm2;
	int unit_price, inner_price, total, filed_price, filed_total, status, note;
};
static const char *const money_units[] = { "yuan", "wan", NULL };
#define MAPPED(name) FIELD(struct mapping, name, OPTIONAL, .min = -1, .max = BOOK_COLUMNS)
static const struct field mapping[] = {
	FIELD(struct mapping, first_row,  OPTIONAL, .min = 0, .max = BOOK_ROWS),
	FIELD(struct mapping, money_unit, OPTIONAL, .words = money_units,
	      .labels = "L.price_import.money_unit"),
	FIELD(struct mapping, version,    REQUIRED),
	MAPPED(building), MAPPED(entrance), MAPPED(floor), MAPPED(room), MAPPED(use_text),
	MAPPED(layout), MAPPED(facing), MAPPED(gross_dm2), MAPPED(inner_dm2), MAPPED(share_dm2),
	MAPPED(unit_price), MAPPED(inner_price), MAPPED(total), MAPPED(filed_price),
	MAPPED(filed_total), MAPPED(status), MAPPED(note),
	{ 0 }
};

/* The columns in the order of enum price_column, as they lie in struct mapping. */
static int *mapped(struct mapping *m)
{
	return &m->building;
}

/* Choices for one meaning: leave as proposed, none, or a column by letter and heading. */
static void offer_choice(struct req *r, const struct price_file *f, int k, int now)
{
	const char *at = textf(r->c, "Choices.%d", k);
	const struct price_block *b = f->n_blocks ? &f->blocks[0] : NULL;
	int columns = b ? b->n_columns : 0;

	page_text(r, textf(r->c, "%s.name", at), price_column_name[k]);
	page_text(r, textf(r->c, "%s.label", at),
		  label(r, textf(r->c, "L.price_import.column.%s", price_column_name[k])));
	page_int(r, textf(r->c, "%s.now", at), now);
	if (b && b->column[k] >= 0)
		page_text(r, textf(r->c, "%s.proposed", at), textf(r->c, "%s %s",
			column_letters(r->c, b->column[k]), b->heading[k]));
	if (columns < 26)
		columns = 26;		/* no table was found: any column may be it */
	for (int col = 0, n = 0; col < columns; col++) {
		const char *to = textf(r->c, "%s.columns.%d", at, n);

		if (b && col < b->n_columns && !b->headings[col])
			continue;	/* hidden: never offered */
		page_int(r, textf(r->c, "%s.value", to), col + 1);
		page_text(r, textf(r->c, "%s.text", to), textf(r->c, "%s %s", column_letters(r->c, col),
			b && col < b->n_columns ? b->headings[col] : ""));
		page_flag(r, textf(r->c, "%s.selected", to), now == col + 1);
		n++;
	}
}

reply price_import_mapping_page(struct req *r)
{
	struct price_mapping m = price_import_mapping(r->c, req_id(r));
	const struct row *i = import_row(r);
	struct mapping k = { .first_row = m.first_row, .version = (int)row_int(i, "version_count"),
		.money_unit = m.money_unit == 'w' ? "wan" : m.money_unit == 'y' ? "yuan" : "" };
	struct price_file f;
	refusal no = price_import_read(r->c, req_id(r), &f);

	page_row(r, "import", i);
	if (no)
		page_text(r, "Unread", label(r, textf(r->c, "L.refusal.%s", no->code)));
	for (int n = 0; n < COLUMNS; n++)
		mapped(&k)[n] = m.column[n];
	form_offer(r, mapping, &k);
	for (int n = 0; n < COLUMNS; n++)
		offer_choice(r, &f, n, m.column[n]);
	return page_show(r, "project/price_import_mapping");
}

reply price_import_mapping_post(struct req *r)
{
	struct mapping k = { 0 };
	struct price_mapping m = { 0 };
	bool read = form_read(r, mapping, &k);

	m.first_row = k.first_row;
	if (read && *k.money_unit)
		m.money_unit = *k.money_unit == 'w' ? 'w' : 'y';
	m.given = m.first_row || m.money_unit;
	for (int i = 0; i < COLUMNS; i++) {
		m.column[i] = (signed short)mapped(&k)[i];
		m.given |= m.column[i] != 0;
	}
	if (read && form_accept(r, price_import_map(r->c, req_id(r), &m, k.version)))
		return see_other(r, "/project/price_imports/%lld", (long long)req_id(r));
	return price_import_mapping_page(r);
}

/* ---- taken or dropped ---------------------------------------------------------------------------------- */

reply price_import_take_post(struct req *r)
{
	struct price_taken t;

	if (form_accept(r, price_import_take(r->c, req_id(r), &t))) {
		if (t.price_table_id)
			return see_other(r, "/project/price_tables/%lld", (long long)t.price_table_id);
		return see_other(r, "/project/price_imports/%lld", (long long)req_id(r));
	}
	return price_import_show(r);
}

reply price_import_drop_post(struct req *r)
{
	if (form_accept(r, price_import_drop(r->c, req_id(r))))
		return see_other(r, "/project/price_imports");
	return price_import_show(r);
}

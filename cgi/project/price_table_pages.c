#include "project/pages.h"
#include "project/price_table.h"

static const struct link beside[] = {
	{ "/project/price_imports", "L.price_import.index",   "price.draft" },
	{ "/project/methods",       "L.payment_method.index", "project.read" },
	{ "/project/schemes",       "L.discount_scheme.index", "price.read" },
	{ 0 }
};

static const struct list tables = {
	.noun = "price_table",
	.from = "price_table t JOIN launch_batch b ON b.id = t.batch_id JOIN project p ON p.id = t.project_id"
		" JOIN user c ON c.id = t.created_by",
	.project = "t.project_id",
	.order = "t.id DESC",
	.open = "/project/price_tables/%",
	.links = beside,
	.create = "/project/price_imports/new",
	.create_may = "price.draft",
	.columns = (const struct column[]){
		{ "id",           "t.id",           0 },
		{ "project_name", "p.name",         FIND },
		{ "batch_name",   "b.name",         FIND },
		{ "version_no",   "t.version_no",   SORT },
		{ "state",        "t.state",        PICK },
		{ "unit_count",   "(SELECT COUNT(*) FROM price_row r WHERE r.price_table_id = t.id)", SORT },
		{ "total_fen",    "(SELECT SUM(r.list_total_fen) FROM price_row r"
				  " WHERE r.price_table_id = t.id)", SORT },
		{ "effective_at", "t.effective_at", SORT | RANGE },
		{ "created_by",   "c.name",         FIND },
		{ "created_at",   "t.created_at",   SORT | RANGE },
		{ 0 } },
};

static const struct list rows = {
	.noun = "price_row",
	.from = "price_row r JOIN unit u ON u.id = r.unit_id JOIN price_table t ON t.id = r.price_table_id"
		" LEFT JOIN price_row o ON o.unit_id = r.unit_id AND o.price_table_id ="
		" (SELECT x.id FROM price_table x WHERE x.batch_id = t.batch_id AND x.version_no < t.version_no"
		" AND x.state = 'approved' ORDER BY x.version_no DESC LIMIT 1)",
	.project = "r.project_id",
	.order = "u.id",
	.columns = (const struct column[]){
		{ "price_table_id",      "r.price_table_id",      FIND | HIDE },
		{ "code",                "u.code",                FIND | SORT },
		{ "gross_dm2",           "u.gross_dm2",           SORT | SUM },
		{ "list_unit_price_fen", "r.list_unit_price_fen", SORT },
		{ "list_total_fen",      "r.list_total_fen",      SORT | SUM },
		{ "filed_total_fen",     "r.filed_total_fen",     SORT },
		{ "change_fen",          "r.list_total_fen - o.list_total_fen", SORT | SUM },
		{ 0 } },
};

reply price_table_index(struct req *r)
{
	return list_show(r, &tables);
}

static const char *const yes_no[] = { "1", "0", NULL };
struct verdict { const char *accept, *reason, *effective_at; };
static const struct field verdict[] = {
	FIELD(struct verdict, accept,       REQUIRED, .words = yes_no, .labels = "L.price_table.accept"),
	FIELD(struct verdict, reason,       OPTIONAL, .max = 200),
	FIELD(struct verdict, effective_at, OPTIONAL, .max = 16),
	{ 0 }
};

static void offer_rights(struct req *r, const struct row *t)
{
	bool mine = row_id(t, "creator_id") == r->c->user_id, read = row_id(t, "reader_id") == r->c->user_id;

	page_flag(r, "can.submit", row_is(t, "state", "draft") && may(r, "price.draft"));
	page_flag(r, "can.review", row_is(t, "state", "submitted") && may(r, "price.review") && !mine);
	page_flag(r, "can.approve", row_is(t, "state", "reviewed") && may(r, "price.approve") && !mine && !read);
	page_flag(r, "can.import", may(r, "price.draft"));
}

static void offer_sums(struct req *r)
{
	page_row(r, "sum", db_row(r->c,
		"SELECT COUNT(*) AS unit_count, COALESCE(SUM(u.gross_dm2), 0) AS gross_dm2,"
		" COALESCE(SUM(p.list_total_fen), 0) AS total_fen,"
		" COALESCE(ROUND(SUM(p.list_total_fen) * 100 / NULLIF(SUM(u.gross_dm2), 0)), 0) AS average_fen"
		" FROM price_row p JOIN unit u ON u.id = p.unit_id WHERE p.price_table_id = ?", req_id(r)));
	page_rows(r, "Rows", db_rows(r->c,
		"SELECT u.id, u.code, u.gross_dm2, p.list_unit_price_fen, p.list_total_fen, p.filed_total_fen,"
		" p.list_total_fen - o.list_total_fen AS change_fen FROM price_row p"
		" JOIN price_table t ON t.id = p.price_table_id JOIN unit u ON u.id = p.unit_id"
		" LEFT JOIN price_row o ON o.unit_id = p.unit_id AND o.price_table_id ="
		" (SELECT x.id FROM price_table x WHERE x.batch_id = t.batch_id AND x.version_no < t.version_no"
		" AND x.state = 'approved' ORDER BY x.version_no DESC LIMIT 1)"
		" WHERE p.price_table_id = ? ORDER BY u.id LIMIT 500", req_id(r)));
}

reply price_table_show(struct req *r)
{
	const struct row *t;

	if (*param(r, "as"))		/* the rows as a workbook or for a program */
		return list_show(r, &rows);
	t = db_row(r->c,
		"SELECT t.id, t.version_no, t.state, t.effective_at, t.reason, t.created_at, t.approved_at,"
		" t.import_id, t.project_id, p.name AS project_name, b.id AS batch_id, b.name AS batch_name,"
		" c.name AS created_by, w.name AS reviewed_by, a.name AS approved_by, t.created_by AS creator_id,"
		" t.reviewed_by AS reader_id, t.state = 'approved' AND t.effective_at > ? AS coming"
		" FROM price_table t JOIN launch_batch b ON b.id = t.batch_id JOIN project p ON p.id = t.project_id"
		" JOIN user c ON c.id = t.created_by LEFT JOIN user w ON w.id = t.reviewed_by"
		" LEFT JOIN user a ON a.id = t.approved_by WHERE t.id = ?", r->c->now, req_id(r));
	page_row(r, "table", t);
	page_flag(r, "table.is_coming", row_int(t, "coming"));
	offer_rights(r, t);
	offer_sums(r);
	form_offer(r, verdict, NULL);
	return page_show(r, "project/price_table_show");
}

reply price_table_submit_post(struct req *r)
{
	if (form_accept(r, price_table_submit(r->c, req_id(r))))
		return see_other(r, "/project/price_tables/%lld", (long long)req_id(r));
	return price_table_show(r);
}

typedef refusal decide(struct ctx *c, rowid id, const struct price_verdict *v);

static reply decided(struct req *r, decide *how)
{
	struct verdict k = { 0 };
	struct price_verdict v;
	bool read = form_read(r, verdict, &k);

	v = (struct price_verdict){ read && strcmp(k.accept, "1") == 0, k.reason, k.effective_at };
	if (read && form_accept(r, how(r->c, req_id(r), &v)))
		return see_other(r, "/project/price_tables/%lld", (long long)req_id(r));
	return price_table_show(r);
}

reply price_table_review_post(struct req *r)
{
	return decided(r, price_table_review);
}

reply price_table_approve_post(struct req *r)
{
	return decided(r, price_table_approve);
}

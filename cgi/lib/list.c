/* A table of columns becomes one SELECT, and its rows a page or a file.  The only place that
 * assembles SQL, and only from literals of struct list; what users type is always bound. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

enum { VALUES = 400, WORDS = 40 };	/* of a query; of one filter */

struct query { struct text sql; struct val v[VALUES]; int n; };

static void bind(struct query *q, struct val v)
{
	if (q->n == VALUES)
		fault(q->sql.c, "too many filters");
	q->v[q->n++] = v;
}

/* Copies SQL of the list; :now and :today become the business clock. */
static void say(struct query *q, const char *sql)
{
	struct ctx *c = q->sql.c;

	while (*sql) {
		size_t n = strcspn(sql, ":");

		text_add_n(&q->sql, sql, n);
		sql += n;
		if (!strncmp(sql, ":now", 4)) {
			text_add(&q->sql, "?");
			bind(q, val_text(c->now));
			sql += 4;
		} else if (!strncmp(sql, ":today", 6)) {
			text_add(&q->sql, "?");
			bind(q, val_text(date_text(c, c->today)));
			sql += 6;
		} else if (*sql) {
			text_add_n(&q->sql, sql++, 1);
		}
	}
}

const char *bare_name(struct ctx *c, const char *name)
{
	return suffix_is(name, "_sealed") ? textf(c, "%.*s", (int)strlen(name) - 7, name) : name;
}

const char *column_label(struct req *r, const struct list *l, const char *name)
{
	name = bare_name(r->c, name);
	return label_or(r, textf(r->c, "L.%s.%s", l->noun, name),
			label_or(r, textf(r->c, "L.common.%s", name), name));
}

bool is_state(const char *name)
{
	return !strcmp(name, "state") || suffix_is(name, "_state");
}

const char *column_text(struct req *r, const struct list *l, const struct column *col,
			const struct row *row)
{
	const char *s, *text;
	size_t len;
	int64_t n;
	enum cell is;
	int i = (int)(col - l->columns);	/* but not in the row of sums */

	if (i >= row_count(row) || strcmp(row_name(row, i), col->name))
		for (i = 0; i < row_count(row) && strcmp(row_name(row, i), col->name); i++)
			;
	if (i == row_count(row))
		return "";
	is = row_cell(row, i, &n, &s, &len);
	text = cell_text(r, col->name, is, n, s, len);
	if (*text && is == CELL_TEXT && (is_state(col->name) || col->can & PICK))
		return label_or(r, textf(r->c, "L.%s.%s.%s", l->noun, col->name, text), text);
	return text;
}

/* ---- conditions ------------------------------------------------------------------------------ */

static void in_projects(struct req *r, struct query *q, const struct list *l)
{
	const struct row *p = session_projects(r->c, r->http);
	rowid one = p && !row_next(p) ? row_id(p, "id") : 0;

	if (*param(r, "project_id") || r->http->s.chosen_id)
		one = req_project(r);
	say(q, " AND ");
	say(q, l->project);
	if (one) {
		say(q, " = ?");
		bind(q, val_int(one));
		return;
	}
	say(q, " IN (NULL");
	for (; p; p = row_next(p))
		text_addf(&q->sql, ",%lld", (long long)row_id(p, "id"));
	say(q, ")");
}

static const char *like(struct ctx *c, const char *typed)
{
	struct text t = { .c = c };

	text_add(&t, "%");
	for (; *typed; typed++) {
		if (strchr("%_\\", *typed))
			text_add(&t, "\\");
		text_add_n(&t, typed, 1);
	}
	text_add(&t, "%");
	return t.s;
}

static const char *expression(struct req *r, const struct list *l, const struct column *col)
{
	return l->group ? textf(r->c, "`%s`", col->name) : col->sql;
}

/* A column of codes is ascii; other characters meet it only as utf8mb4.  Plain text leaves
 * the column as it is, so that its index serves. */
static const char *text_expression(struct req *r, const struct list *l, const struct column *col,
				   const char *typed)
{
	const char *plain = expression(r, l, col);

	for (; *typed; typed++)
		if ((unsigned char)*typed >= 0x80)
			return textf(r->c, "CONVERT(%s USING utf8mb4)", plain);
	return plain;
}

/* A sealed number is found whole, or by its last four digits. */
static void find_sealed(struct req *r, struct query *q, const struct column *col,
			const char *typed)
{
	const char *normal = strlen(typed) == 4 ? typed : phone_normal(r->c, typed);

	if (normal)
		typed = normal;
	text_addf(&q->sql, " AND %.*s%s IN (?, ?)", (int)strlen(col->sql) - 7, col->sql,
		  strlen(typed) == 4 ? "_tail_hash" : "_hash");
	bind(q, val_bytes(seal_hash(r->c, typed)));
	bind(q, val_bytes(seal_hash_before(r->c, typed)));
}

static void find(struct req *r, struct query *q, const struct list *l, const struct column *col)
{
	const char *typed = param(r, bare_name(r->c, col->name));

	if (!*typed)
		return;
	if (suffix_is(col->name, "_sealed")) {
		find_sealed(r, q, col, typed);
		return;
	}
	say(q, " AND ");
	say(q, text_expression(r, l, col, typed));
	say(q, " LIKE ?");
	bind(q, val_text(like(r->c, typed)));
}

/* One word, or several with commas between. */
static void pick(struct req *r, struct query *q, const struct list *l, const struct column *col)
{
	const char *typed = param(r, col->name);

	if (!*typed)
		return;
	say(q, " AND ");
	say(q, text_expression(r, l, col, typed));
	say(q, " IN (");
	for (int i = 0; *typed && i < WORDS; i++) {	/* no column knows as many */
		size_t n = strcspn(typed, ",");

		say(q, i ? ",?" : "?");
		bind(q, val_text(textf(r->c, "%.*s", (int)n, typed)));
		typed += n + (typed[n] == ',');
	}
	say(q, ")");
}

static bool bound(struct req *r, const char *name, const char *typed, bool upper, struct val *v)
{
	money m;
	area a;
	date d;

	if (suffix_is(name, "_fen")) {
		*v = val_int(money_parse(typed, &m) ? m.fen : 0);
		return money_parse(typed, &m);
	}
	if (suffix_is(name, "_dm2")) {
		*v = val_int(area_parse(typed, &a) ? a.dm2 : 0);
		return area_parse(typed, &a);
	}
	if (suffix_is(name, "_on") || suffix_is(name, "_at") || suffix_is(name, "_until")) {
		if (!date_parse(typed, &d))
			return false;
		*v = val_text(textf(r->c, "%s%s", date_text(r->c, d),
				    suffix_is(name, "_on") ? "" : upper ? " 23:59:59" : " 00:00:00"));
		return true;
	}
	*v = val_int(strtoll(typed, NULL, 10));
	return true;
}

static void range(struct req *r, struct query *q, const struct list *l, const struct column *col)
{
	for (int upper = 0; upper < 2; upper++) {
		const char *typed = param(r, textf(r->c, upper ? "%s_to" : "%s_from", col->name));
		struct val v;

		if (!*typed || !bound(r, col->name, typed, upper, &v))
			continue;
		say(q, " AND ");
		say(q, expression(r, l, col));
		say(q, upper ? " <= ?" : " >= ?");
		bind(q, v);
	}
}

static void filters(struct req *r, struct query *q, const struct list *l)
{
	for (const struct column *col = l->columns; col->name; col++) {
		if (col->can & FIND)
			find(r, q, l, col);
		if (col->can & PICK)
			pick(r, q, l, col);
		if (col->can & RANGE)
			range(r, q, l, col);
	}
}

static void conditions(struct req *r, struct query *q, const struct list *l)
{
	say(q, " FROM ");
	say(q, l->from);
	say(q, " WHERE 1 = 1");
	if (l->project)
		in_projects(r, q, l);
	if (l->owner && sees_only_own(r->http)) {
		say(q, " AND ");
		say(q, l->owner);
		say(q, " = ?");
		bind(q, val_int(r->http->s.user_id));
	}
	if (l->where) {
		say(q, " AND (");
		say(q, l->where);
		say(q, ")");
	}
	if (l->group) {
		say(q, " GROUP BY ");
		say(q, l->group);
		say(q, " HAVING 1 = 1");
	}
	filters(r, q, l);
}

static void select_columns(struct query *q, const struct list *l)
{
	say(q, "SELECT ");
	for (const struct column *col = l->columns; col->name; col++) {
		if (col != l->columns)
			say(q, ", ");
		say(q, col->sql);
		text_addf(&q->sql, " AS `%s`", col->name);
	}
}

/* ---- reading ---------------------------------------------------------------------------------- */

const struct column *list_sorted_by(struct req *r, const struct list *l, bool *down)
{
	const char *asked = param(r, "sort");

	*down = *asked == '-';
	asked += *down;
	for (const struct column *col = l->columns; col->name; col++)
		if (col->can & SORT && !strcmp(bare_name(r->c, col->name), asked))
			return col;
	return NULL;
}

void list_sums(struct req *r, struct table *t)
{
	const struct list *l = t->l;
	struct query q = { .sql = { .c = r->c } };
	struct query in = { .sql = { .c = r->c } };

	say(&q, "SELECT COUNT(*) AS n");
	for (const struct column *col = l->columns; col->name; col++)
		if (col->can & SUM) {
			say(&q, ", COALESCE(SUM(");
			say(&q, l->group ? textf(r->c, "`%s`", col->name) : col->sql);
			text_addf(&q.sql, "), 0) AS `%s`", col->name);
		}
	if (!l->group) {
		conditions(r, &q, l);
	} else {
		select_columns(&in, l);
		conditions(r, &in, l);
		text_addf(&q.sql, " FROM (%s) t", in.sql.s);
		for (int i = 0; i < in.n; i++)
			bind(&q, in.v[i]);
	}
	t->sums = db_dynamic(r->c, q.sql.s, q.v, q.n);
	t->total = row_int(t->sums, "n");
}

static void select_rows(struct req *r, struct query *q, const struct list *l)
{
	const struct column *sort;
	bool down;

	select_columns(q, l);
	conditions(r, q, l);
	say(q, " ORDER BY ");
	sort = list_sorted_by(r, l, &down);
	if (sort) {
		text_addf(&q->sql, "`%s`%s", sort->name, down ? " DESC" : "");
		say(q, ", ");
	}
	if (l->first) {
		say(q, "NOT (");
		say(q, l->first);
		say(q, "), ");
	}
	say(q, l->order);
}

static const struct row *rows_of(struct req *r, const struct list *l, int64_t limit, int64_t skip)
{
	struct query q = { .sql = { .c = r->c } };

	select_rows(r, &q, l);
	say(&q, " LIMIT ? OFFSET ?");
	bind(&q, val_int(limit));
	bind(&q, val_int(skip));
	return db_dynamic(r->c, q.sql.s, q.v, q.n);
}

/* Those rows that come first, or, with "NOT", the others. */
static struct list part_of(struct req *r, const struct list *l, const char *which)
{
	struct list part = *l;

	part.where = textf(r->c, "(%s) AND %s (%s)", l->where ? l->where : "1 = 1", which, l->first);
	part.first = NULL;
	return part;
}

/* Each part by itself, as an index has it in its order; sorted together, all rows would be
 * read for one page. */
static void rows_in_parts(struct req *r, struct table *t, int limit)
{
	const struct list first = part_of(r, t->l, ""), others = part_of(r, t->l, "NOT");
	struct table before = { .l = &first };
	int64_t skip = (t->page - 1) * limit, n = 0;

	t->rows = rows_of(r, &first, limit, skip);
	for (const struct row *row = t->rows; row; row = row_next(row))
		n++;
	if (n == limit || skip + n >= t->total)
		return;
	if (!n && skip)
		list_sums(r, &before);
	t->more = rows_of(r, &others, limit - n, n ? 0 : skip - before.total);
}

void list_rows(struct req *r, struct table *t, int limit)
{
	bool down;

	if (t->l->first && !list_sorted_by(r, t->l, &down))
		rows_in_parts(r, t, limit);
	else
		t->rows = rows_of(r, t->l, limit, (t->page - 1) * limit);
}

struct stream *list_stream(struct req *r, const struct table *t)
{
	struct query q = { .sql = { .c = r->c } };

	select_rows(r, &q, t->l);
	return db_stream(r->c, q.sql.s, q.v, q.n);
}

/* Rows: fetched one after the other into the statement's own room, copied into the arena
 * where they are to stay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errmsg.h>
#include "lib/inside_db.h"

enum { NAMES = 1024, ROOM = 128 };	/* of different columns; for a text, until one is longer */

struct result { int n; const char **names; enum cell *types; };
/* A cell of a long result counts: a file of 20,000 units is half a million of them. */
struct value { union { int64_t n; const char *s; }; unsigned len; enum cell is; };
struct row { const struct result *of; const struct row *next; struct value v[]; };

/* Where a statement's next row is fetched to. */
struct cell_room { const char *name; enum cell is; my_bool null, error; unsigned long size; int64_t n; };
struct shape { int n; MYSQL_BIND *binds; struct cell_room of[]; };

/* ---- the room of a statement ---------------------------------------------------------------- */

/* A name lives as long as the process: rows are read after their statement was forgotten. */
static const char *name_of(struct ctx *c, const char *name)
{
	static char *names[NAMES];
	unsigned long at = 5381;

	for (const char *s = name; *s; s++)
		at = at * 33 ^ (unsigned char)*s;
	for (int i = 0; i < NAMES; i++) {
		char **known = &names[(at + (unsigned)i) % NAMES];

		if (!*known && !(*known = strdup(name)))
			break;
		if (!strcmp(*known, name))
			return *known;
	}
	fault(c, "no room for the name of a column");
}

static enum cell cell_type(const MYSQL_FIELD *f)
{
	switch (f->type) {
	case MYSQL_TYPE_TINY: case MYSQL_TYPE_SHORT: case MYSQL_TYPE_LONG: case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONGLONG: case MYSQL_TYPE_NEWDECIMAL: case MYSQL_TYPE_YEAR:
		return CELL_INT;
	default:
		/* 63 is the binary character set; dates have it too, but are text to us */
		return f->charsetnr == 63 && f->type != MYSQL_TYPE_DATE &&
		       f->type != MYSQL_TYPE_DATETIME && f->type != MYSQL_TYPE_TIME
			? CELL_BYTES : CELL_TEXT;
	}
}

void shape_free(struct shape *s)
{
	for (int i = 0; s && i < s->n; i++)
		if (s->binds[i].buffer != &s->of[i].n)
			free(s->binds[i].buffer);
	if (s)
		free(s->binds);
	free(s);
}

static void bind_int(MYSQL_BIND *b, struct cell_room *room)
{
	if (b->buffer != &room->n)
		free(b->buffer);
	b->buffer_type = MYSQL_TYPE_LONGLONG;
	b->buffer = &room->n;
}

static void bind_text(struct ctx *c, MYSQL_BIND *b, struct cell_room *room, size_t n)
{
	char *bigger = malloc(n + 1);

	if (!bigger)
		fault(c, "out of memory (%zu bytes)", n);
	if (b->buffer != &room->n)
		free(b->buffer);
	b->buffer_type = room->is == CELL_BYTES ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
	b->buffer = bigger;
	b->buffer_length = n;
}

static struct shape *shape_new(struct ctx *c, const MYSQL_FIELD *fields, size_t n)
{
	struct shape *s = calloc(1, sizeof *s + n * sizeof *s->of);

	if (s)
		s->binds = calloc(n, sizeof *s->binds);
	if (!s || !s->binds) {
		free(s);
		fault(c, "out of memory");
	}
	s->n = (int)n;
	for (size_t i = 0; i < n; i++) {
		s->of[i].name = name_of(c, fields[i].name);
		s->binds[i].buffer = &s->of[i].n;
		s->binds[i].is_null = &s->of[i].null;
		s->binds[i].error = &s->of[i].error;
		s->binds[i].length = &s->of[i].size;
	}
	return s;
}

/* What a parameter makes of a column may change its type from one time to the next. */
static struct shape *shape_of(struct ctx *c, struct kept *k)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(k->stmt);
	const MYSQL_FIELD *fields;

	if (!meta)
		fault(c, "no rows come from %s", k->sql);
	fields = mysql_fetch_fields(meta);
	if (!k->shape)
		k->shape = shape_new(c, fields, mysql_num_fields(meta));
	for (int i = 0; i < k->shape->n; i++) {
		struct cell_room *room = &k->shape->of[i];
		enum cell is = cell_type(&fields[i]);

		if (is == room->is)
			continue;
		room->is = is;
		if (is == CELL_INT)
			bind_int(&k->shape->binds[i], room);
		else
			bind_text(c, &k->shape->binds[i], room, ROOM);
	}
	mysql_free_result(meta);
	return k->shape;
}

/* ---- fetching ------------------------------------------------------------------------------- */

static struct result *result_of(struct ctx *c, const struct shape *s)
{
	struct result *of = alloc(c, sizeof *of);

	of->n = s->n;
	of->names = alloc(c, sizeof *of->names * (size_t)s->n);
	of->types = alloc(c, sizeof *of->types * (size_t)s->n);
	for (int i = 0; i < s->n; i++) {
		of->names[i] = s->of[i].name;
		of->types[i] = s->of[i].is;
	}
	return of;
}

/* A text longer than any before it. */
static void widen(struct ctx *c, struct kept *k)
{
	struct shape *s = k->shape;

	for (int i = 0; i < s->n; i++) {
		struct cell_room *room = &s->of[i];

		if (!room->error)
			continue;
		if (room->is == CELL_INT)
			db_failed(c, 0, "a number that is no integer", k->sql);
		bind_text(c, &s->binds[i], room, room->size);
		if (mysql_stmt_fetch_column(k->stmt, &s->binds[i], (unsigned)i, 0))
			db_failed(c, mysql_stmt_errno(k->stmt), "a long text", k->sql);
	}
	mysql_stmt_bind_result(k->stmt, s->binds);
}

/* What cuts an answer that comes row by row stands with the connection, not the statement. */
static _Noreturn void cut(struct ctx *c, const struct kept *k)
{
	unsigned code = mysql_stmt_errno(k->stmt);
	const char *why = mysql_stmt_error(k->stmt);

	if (!code) {
		code = mysql_errno(c->db->my);
		why = mysql_error(c->db->my);
	}
	db_failed(c, code ? code : CR_SERVER_LOST, code ? textf(c, "%s", why) : "the rows ended early",
		  k->sql);
}

static bool fetch(struct ctx *c, struct kept *k)
{
	int got = mysql_stmt_fetch(k->stmt);

	if (got == MYSQL_NO_DATA) {
		mysql_stmt_free_result(k->stmt);
		return false;
	}
	if (got == MYSQL_DATA_TRUNCATED)
		widen(c, k);
	else if (got)
		cut(c, k);
	return true;
}

static void fill(struct ctx *c, struct row *r, const struct shape *s, bool copy)
{
	for (int i = 0; i < s->n; i++) {
		const struct cell_room *room = &s->of[i];
		struct value *v = &r->v[i];
		char *text;

		*v = (struct value){ .is = room->null ? CELL_NULL : room->is };
		if (v->is == CELL_INT)
			v->n = room->n;
		if (v->is != CELL_TEXT && v->is != CELL_BYTES)
			continue;
		v->len = (unsigned)room->size;
		v->s = "";
		if (!v->len)
			continue;
		text = copy ? alloc(c, (size_t)v->len + 1) : s->binds[i].buffer;
		if (copy)
			memcpy(text, s->binds[i].buffer, v->len);
		text[v->len] = '\0';
		v->s = text;
	}
}

static struct row *row_new(struct ctx *c, const struct result *of)
{
	struct row *r = alloc(c, sizeof *r + (size_t)of->n * sizeof(struct value));

	r->of = of;
	return r;
}

static struct kept *ask(struct ctx *c, const char *sql, const struct val *v, int n)
{
	struct kept *k = db_statement(c, sql);

	db_execute(c, k->stmt, sql, v, n, 0);
	mysql_stmt_bind_result(k->stmt, shape_of(c, k)->binds);
	return k;
}

const struct row *db_dynamic(struct ctx *c, const char *sql, const struct val *v, int n)
{
	int64_t began = clock_micros();
	struct kept *k = ask(c, sql, v, n);
	const struct result *of = result_of(c, k->shape);
	struct row *first = NULL, **end = &first;

	while (fetch(c, k)) {
		*end = row_new(c, of);
		fill(c, *end, k->shape, true);
		end = (struct row **)&(*end)->next;
	}
	db_spent(c, began, sql);
	return first;
}

/* ---- a stream: one row at a time, for what is too long for the arena --------------------------- */

struct stream { struct kept *of; struct row *row; };

struct stream *db_stream(struct ctx *c, const char *sql, const struct val *v, int n)
{
	int64_t began = clock_micros();
	struct stream *s = alloc(c, sizeof *s);

	s->of = ask(c, sql, v, n);
	s->row = row_new(c, result_of(c, s->of->shape));
	db_spent(c, began, sql);
	return s;
}

const struct row *stream_next(struct ctx *c, struct stream *s)
{
	if (!fetch(c, s->of))
		return NULL;
	fill(c, s->row, s->of->shape, false);
	return s->row;
}

static int64_t int_of(const struct value *v)
{
	return v->is == CELL_INT ? v->n : 0;
}

const struct row *db_row_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	return db_dynamic(c, sql, v, n);
}

const struct row *db_glance_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	bool due = c->db->snapshot_due;
	const struct row *r;

	c->db->snapshot_due = false;
	r = db_dynamic(c, sql, v, n);
	c->db->snapshot_due = due;
	return r;
}

int64_t db_int_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	const struct row *r = db_dynamic(c, sql, v, n);

	return r ? int_of(&r->v[0]) : 0;
}

/* ---- reading a row ------------------------------------------------------------------------ */

static const struct value nothing;

/* fault() needs a context; a row outlives none, so a wrong column name aborts: it is a bug.
 * Columns are mostly asked for in their order: the search goes on where the last one ended. */
static const struct value *at(const struct row *r, const char *column)
{
	static int next;

	if (!r)
		return &nothing;
	for (int k = 0, n = r->of->n; k < n; k++) {
		int i = (next + k) % n;

		if (*r->of->names[i] != *column || strcmp(r->of->names[i], column))
			continue;
		next = i + 1;
		return &r->v[i];
	}
	fprintf(stderr, "bug: no column %s was selected\n", column);
	abort();
}

const struct row *row_next(const struct row *r) { return r->next; }
rowid row_id(const struct row *r, const char *column) { return int_of(at(r, column)); }
int64_t row_int(const struct row *r, const char *column) { return int_of(at(r, column)); }
money row_money(const struct row *r, const char *column) { return FEN(int_of(at(r, column))); }
area row_area(const struct row *r, const char *column) { return (area){ int_of(at(r, column)) }; }

date row_date(const struct row *r, const char *column)
{
	const struct value *v = at(r, column);
	char day[11] = "";
	date d;

	if (v->is != CELL_TEXT)
		return NO_DATE;
	memcpy(day, v->s, v->len < 10 ? v->len : 10);
	return date_parse(day, &d) ? d : NO_DATE;
}

const char *row_text(const struct row *r, const char *column)
{
	const struct value *v = at(r, column);

	return v->is == CELL_TEXT || v->is == CELL_BYTES ? v->s : "";
}

bytes row_bytes(const struct row *r, const char *column)
{
	const struct value *v = at(r, column);

	return v->is == CELL_TEXT || v->is == CELL_BYTES ? (bytes){ v->s, (int64_t)v->len } : (bytes){ 0 };
}

bool row_is(const struct row *r, const char *column, const char *word)
{
	return r && !strcmp(row_text(r, column), word);
}

int row_count(const struct row *r) { return r->of->n; }
const char *row_name(const struct row *r, int i) { return r->of->names[i]; }

enum cell row_cell(const struct row *r, int i, int64_t *n, const char **s, size_t *len)
{
	const struct value *v = &r->v[i];

	*n = int_of(v);
	*s = v->is == CELL_TEXT || v->is == CELL_BYTES ? v->s : NULL;
	*len = v->len;
	return v->is;
}

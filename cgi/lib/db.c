/* One connection, prepared statements kept by their text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include "lib/inside_db.h"
#include "schema_no.h"

struct val val_date(date d)
{
	return date_ok(d) ? (struct val){ V_INT, d.day, "date" } : (struct val){ V_NULL, 0, 0 };
}

struct db *db_new(const char *account)
{
	struct db *db = calloc(1, sizeof *db);

	if (db && account)
		strncpy(db->account, account, sizeof db->account - 1);
	if (db)
		db->schema_sql = "SELECT MAX(number) FROM migration";
	return db;
}

void db_ask_schema_by(struct db *db, const char *sql) { db->schema_sql = sql; }

static void forget_statements(struct db *db)
{
	for (int i = 0; i < KEPT; i++) {
		if (db->kept[i].stmt)
			mysql_stmt_close(db->kept[i].stmt);
		shape_free(db->kept[i].shape);
		free(db->kept[i].sql);
		db->kept[i] = (struct kept){ 0 };
	}
	db->kept_count = 0;
}

void db_close(struct db *db)
{
	/* the connection first: a statement that has not given all its rows would fetch them */
	if (db->my)
		mysql_close(db->my);
	db->my = NULL;
	forget_statements(db);
}

void db_free(struct db *db)
{
	if (!db)
		return;
	db_close(db);
	free(db);
	mysql_library_end();
}

bool db_wrote(const struct db *db) { return db->wrote; }
bool db_recorded(const struct db *db) { return db->recorded; }
void db_note_record(struct db *db) { db->recorded = true; }
bool db_connected(const struct db *db) { return db->my != NULL; }
bool db_able(const struct db *db) { return db->my && !db->unable; }
const char *db_error(struct ctx *c) { return c->db->error; }

static bool gone(unsigned code)
{
	return code == CR_SERVER_GONE_ERROR || code == CR_SERVER_LOST ||
	       code == CR_CONNECTION_ERROR || code == CR_CONN_HOST_ERROR ||
	       code == ER_SERVER_SHUTDOWN || code == ER_CON_COUNT_ERROR ||
	       code == 1047 || code == 1927 || code == 4031;
}

/* It answers, and cannot write at the moment: read-only, or its disk is full. */
static bool unable(unsigned code)
{
	return code == ER_OPTION_PREVENTS_STATEMENT || code == ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION ||
	       code == ER_READ_ONLY_MODE || code == ER_DISK_FULL || code == ER_RECORD_FILE_FULL ||
	       code == ER_ERROR_ON_WRITE || code == ER_GET_ERRNO || code == ER_ERROR_DURING_COMMIT;
}

/* What the server quotes may be somebody's name: only words of the schema stay. */
static const char *without_values(char *why)
{
	char *from = strstr(why, "entry '"), *to = strrchr(why, '\'');

	if (from) {			/* Duplicate entry '...' for key 'name' */
		to = strstr(from, "' for key");
		from += 7;
	} else if ((from = strstr(why, "value: '")) || (from = strstr(why, "value '"))) {
		from = strchr(from, '\'') + 1;
		to = strstr(from, "' for column");
	} else {
		return why;
	}
	if (!to)
		to = why + strlen(why);
	for (; from < to; from++)
		*from = '*';
	return why;
}

_Noreturn void db_failed(struct ctx *c, unsigned code, const char *why, const char *sql)
{
	struct db *db = c->db;

	snprintf(db->error, sizeof db->error, "%u %s", code, why);
	db->unable = unable(code);
	if (code == ER_LOCK_DEADLOCK || code == ER_LOCK_WAIT_TIMEOUT)
		metric_add(code == ER_LOCK_DEADLOCK ? DEADLOCKS : LOCK_WAITS, 1);
	if (gone(code))
		metric_add(DB_LOST, 1);
	/* as the victim of a deadlock over the numbers of a table, of a trigger's INSERT ... SELECT */
	if (code == ER_LOCK_DEADLOCK || code == ER_LOCK_WAIT_TIMEOUT ||
	    code == ER_AUTOINC_READ_FAILED) {
		log_line(c, "info", "retry db=%u", code);
		fault_raise(c, FAULT_RETRY);
	}
	log_line(c, gone(code) ? "info" : "fault", "db=%u thread=%lu %s sql=%.300s", code,
		 db->my ? mysql_thread_id(db->my) : 0UL, without_values(textf(c, "%s", why)), sql);
	if (gone(code)) {
		db_close(db);
		fault_raise(c, FAULT_LOST);
	}
	fault_raise(c, FAULT_FINAL);
}

/* A slow statement is said with its request, which no comment in a statement that stays
 * prepared could do (docs/adr/0011). */
void db_spent(struct ctx *c, int64_t began, const char *sql)
{
	static int64_t slow;
	int64_t us = clock_micros() - began;

	c->db->micros += us;
	metric_add(DB_MICROS, us);
	metric_add(DB_STATEMENTS, 1);
	if (!slow)
		slow = conf_int("limits.slow_ms", 500) * 1000;
	if (us >= slow)
		log_line(c, "slow", "db_us=%lld thread=%lu sql=%.600s", (long long)us,
			 mysql_thread_id(c->db->my), sql);
}

int64_t db_micros(struct db *db)
{
	int64_t us = db->micros;

	db->micros = 0;
	return us;
}

static void plain(struct ctx *c, const char *sql)
{
	int64_t began = clock_micros();
	int no = mysql_real_query(c->db->my, sql, strlen(sql));

	db_spent(c, began, sql);
	if (no)
		db_failed(c, mysql_errno(c->db->my), mysql_error(c->db->my), sql);
}

/* What was built for one schema is not let loose on another.  The connection is dropped, so
 * that the answer is 503 and the first request after the migration asks anew. */
void schema_must_be(struct ctx *c, int64_t no)
{
	static int64_t said = SCHEMA_NO;

	metric_set(SCHEMA, no);
	if (no == SCHEMA_NO) {
		said = no;
		return;
	}
	if (no != said)
		log_line(c, "fault", "schema=%lld built_for=%d", (long long)no, SCHEMA_NO);
	said = no;
	db_close(c->db);
	fault_raise(c, FAULT_FINAL);
}

int schema_built_for(void) { return SCHEMA_NO; }

/* NULL is a database without a migration; no row, a view that cannot say: no receipt yet. */
void schema_look(struct ctx *c)
{
	MYSQL *my = c->db->my;
	int64_t no = 0;
	MYSQL_RES *all;
	MYSQL_ROW row;

	if (mysql_real_query(my, c->db->schema_sql, strlen(c->db->schema_sql)) ||
	    !(all = mysql_store_result(my))) {
		if (gone(mysql_errno(my)))
			db_failed(c, mysql_errno(my), mysql_error(my), c->db->schema_sql);
	} else {
		row = mysql_fetch_row(all);
		no = !row ? SCHEMA_NO : row[0] ? strtoll(row[0], NULL, 10) : 0;
		mysql_free_result(all);
	}
	schema_must_be(c, no);
}

static void connect_now(struct ctx *c)
{
	struct db *db = c->db;
	unsigned seconds = (unsigned)conf_int("limits.db_seconds", 20);
	const char *account = textf(c, "loupan_%s", db->account);
	MYSQL *my = mysql_init(NULL);

	if (!my)
		fault(c, "out of memory");
	mysql_options(my, MYSQL_OPT_CONNECT_TIMEOUT, &(unsigned){ 5 });
	mysql_options(my, MYSQL_OPT_READ_TIMEOUT, &seconds);
	mysql_options(my, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
	mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(my, NULL, account, conf_secret(c, textf(c, "db-%s", db->account)),
				conf("db.name", "loupan"), 0, conf("db.socket", ""),
				CLIENT_FOUND_ROWS)) {
		unsigned code = mysql_errno(my);
		char *why = textf(c, "%s", mysql_error(my));

		mysql_close(my);
		db_failed(c, code == CR_CONNECTION_ERROR ? CR_SERVER_GONE_ERROR : code, why, "connect");
	}
	db->my = my;
	db->sees_committed = false;
	/* Not ONLY_FULL_GROUP_BY: MariaDB 10.11 then refuses a sound SELECT whose subquery sums
	 * a view, as soon as the outer row is found by its key (error 1140). */
	/* Nor collation_connection: a bound text keeps the client's collation, and the server then
	 * cannot compare it with a literal (error 1267). */
	plain(c, "SET time_zone = '+08:00', sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,"
		 "ERROR_FOR_DIVISION_BY_ZERO', innodb_lock_wait_timeout = 3,"
		 " tx_isolation = 'REPEATABLE-READ'");
	schema_look(c);
}

/* A GET is one snapshot; a write sees what others have committed (decision 6).  Said to the
 * server only when it is another one than last time. */
static void isolate(struct ctx *c, bool committed)
{
	if (c->db->sees_committed == committed)
		return;
	plain(c, committed ? "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"
			   : "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
	c->db->sees_committed = committed;
}

void db_begin(struct ctx *c, bool write)
{
	if (!c->db->my)
		connect_now(c);
	c->db->wrote = c->db->recorded = c->db->unable = false;
	c->db->snapshot_due = !write;
	if (!write)
		return;
	isolate(c, true);
	plain(c, "START TRANSACTION");
}

void db_commit(struct ctx *c)
{
	if (!c->db->snapshot_due)
		plain(c, "COMMIT");
}

void db_rollback(struct ctx *c)
{
	if (c->db->my && !c->db->snapshot_due && mysql_real_query(c->db->my, "ROLLBACK", 8))
		db_close(c->db);
}

static unsigned long hash(const char *s)
{
	unsigned long h = 5381;

	while (*s)
		h = h * 33 ^ (unsigned char)*s++;
	return h;
}

struct kept *db_statement(struct ctx *c, const char *sql)
{
	struct db *db = c->db;
	unsigned long at = hash(sql) % KEPT;
	MYSQL_STMT *stmt;

	if (!db->my)
		connect_now(c);
	while (db->kept[at].sql) {
		if (!strcmp(db->kept[at].sql, sql))
			return &db->kept[at];
		at = (at + 1) % KEPT;
	}
	if (db->kept_count > KEPT * 3 / 4) {	/* lists make many texts: begin anew */
		forget_statements(db);
		at = hash(sql) % KEPT;
	}
	stmt = mysql_stmt_init(db->my);
	if (!stmt)
		fault(c, "out of memory");
	if (mysql_stmt_prepare(stmt, sql, strlen(sql))) {
		unsigned code = mysql_stmt_errno(stmt);
		char *why = textf(c, "%s", mysql_stmt_error(stmt));

		mysql_stmt_close(stmt);
		db_failed(c, code, why, sql);
	}
	db->kept[at].sql = strdup(sql);
	db->kept[at].stmt = stmt;
	db->kept_count++;
	return &db->kept[at];
}

static void bind_one(struct ctx *c, MYSQL_BIND *b, const struct val *v)
{
	if (v->is == V_INT && v->s) {		/* a date */
		const char *s = date_text(c, (date){ (int32_t)v->n });

		b->buffer_type = MYSQL_TYPE_STRING;
		b->buffer = (void *)s;
		b->buffer_length = strlen(s);
	} else if (v->is == V_INT) {
		b->buffer_type = MYSQL_TYPE_LONGLONG;
		b->buffer = (void *)&v->n;
	} else if (v->is == V_TEXT) {
		b->buffer_type = MYSQL_TYPE_STRING;
		b->buffer = (void *)v->s;
		b->buffer_length = strlen(v->s);
	} else if (v->is == V_BYTES) {
		b->buffer_type = MYSQL_TYPE_BLOB;
		b->buffer = (void *)v->s;
		b->buffer_length = (unsigned long)v->n;
	} else {
		b->buffer_type = MYSQL_TYPE_NULL;
	}
}

unsigned db_execute(struct ctx *c, MYSQL_STMT *stmt, const char *sql, const struct val *v,
		    int n, unsigned wanted)
{
	MYSQL_BIND *binds = alloc(c, sizeof *binds * (size_t)(n + 1));
	int64_t began = clock_micros();
	unsigned code;

	if (mysql_stmt_param_count(stmt) != (unsigned long)n)
		fault(c, "%lu parameters, %d given: %s", mysql_stmt_param_count(stmt), n, sql);
	if (c->db->snapshot_due) {
		isolate(c, false);
		plain(c, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
		c->db->snapshot_due = false;
	}
	for (int i = 0; i < n; i++)
		bind_one(c, &binds[i], &v[i]);
	if (!(n && mysql_stmt_bind_param(stmt, binds)) && !mysql_stmt_execute(stmt))
		return 0;
	code = mysql_stmt_errno(stmt);
	if (code != wanted) {
		db_spent(c, began, sql);
		db_failed(c, code, textf(c, "%s", mysql_stmt_error(stmt)), sql);
	}
	return code;
}

/* A statement that gives no rows. */
static MYSQL_STMT *write_by(struct ctx *c, const char *sql, const struct val *v, int n,
			    unsigned wanted, unsigned *code)
{
	MYSQL_STMT *stmt = db_statement(c, sql)->stmt;
	int64_t began = clock_micros();

	*code = db_execute(c, stmt, sql, v, n, wanted);
	if (mysql_stmt_field_count(stmt))
		fault(c, "rows come from %s", sql);
	db_spent(c, began, sql);
	return stmt;
}

int64_t db_exec_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	unsigned code;
	MYSQL_STMT *stmt = write_by(c, sql, v, n, 0, &code);

	c->db->wrote = true;
	return (int64_t)mysql_stmt_affected_rows(stmt);
}

rowid db_insert_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	unsigned code;
	MYSQL_STMT *stmt = write_by(c, sql, v, n, 0, &code);

	c->db->wrote = true;
	return (rowid)mysql_stmt_insert_id(stmt);
}

bool db_insert_new(struct ctx *c, const char *sql, const struct val *v, int n)
{
	unsigned code;

	write_by(c, sql, v, n, ER_DUP_ENTRY, &code);
	return !code;
}

void db_change_(struct ctx *c, const char *sql, const struct val *v, int n)
{
	int64_t rows = db_exec_(c, sql, v, n);

	if (rows != 1)
		fault(c, "%lld rows changed, not 1: %s", (long long)rows, sql);
}

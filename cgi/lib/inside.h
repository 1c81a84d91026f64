/* lib/inside.h - what the library's own files share; areas never include it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include "lib/db.h"

/* ---- arena.c */
struct arena *arena_new(void);
void arena_reset(struct arena *a);		/* runs deferred undos, forgets everything */
void arena_free(struct arena *a);
void *arena_alloc(struct arena *a, size_t n);	/* NULL when memory is out */
/* For a loop that lasts: undoes and forgets what came since the mark. */
struct mark { void *block, *undo; size_t used; };
struct mark arena_mark(const struct arena *a);
void arena_back(struct arena *a, struct mark m);

/* A growing byte string in the arena. */
struct text { struct ctx *c; char *s; size_t n, room; };
void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* ---- fault.c, tx.c */
enum fault_kind { FAULT_FINAL, FAULT_RETRY, FAULT_LOST };	/* LOST: the connection is gone */
_Noreturn void fault_raise(struct ctx *c, enum fault_kind kind);	/* to the frame in tx.c */
void log_line(struct ctx *c, const char *level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

struct tx {
	bool write;
	bool alone;		/* without the database: it may be away */
	refusal (*step)(struct ctx *c, void *arg);
	void *arg;
	/* Asked on a fresh connection after a COMMIT whose answer was lost: is it there? */
	bool (*is_done)(struct ctx *c, void *arg);
};
/* False: gave up after a fault that was logged.  *no is the refusal of step, DONE if none. */
bool tx_attempt(struct ctx *c, const struct tx *t, refusal *no);
/* Set by who recorded an event, so that a program without events needs no right for it. */
extern void (*tx_before_commit)(struct ctx *c);
void tx_give_up(struct ctx *c);			/* roll back now, go on reading */

/* ---- conf.c */
/* False, and said on stderr: it cannot be read, or its secrets can be by others. */
bool conf_load(const char *path, const char *program);

/* ---- db.c */
struct db *db_new(const char *account);		/* connects at first use */
void db_close(struct db *db);			/* drops the connection, keeps the handle */
void db_free(struct db *db);
/* The schema must be the one that was built for: known from sql/ (Makefile.am), looked at on
 * each connection, and with the clock of each act.  Another one: 503, a line in the log. */
void db_ask_schema_by(struct db *db, const char *sql);	/* who may not read table migration */
void schema_must_be(struct ctx *c, int64_t no);
void schema_look(struct ctx *c);
int schema_built_for(void);
int64_t db_micros(struct db *db);		/* waited for it since last asked */
bool db_wrote(const struct db *db);
bool db_recorded(const struct db *db);
void db_note_record(struct db *db);
void db_begin(struct ctx *c, bool write);	/* a snapshot begins with the first statement that needs it */
/* One row, or NULL, as it is now and outside of the snapshot: what is asked before anything. */
#define db_glance(c, ...) db_glance_((c), SQL(__VA_ARGS__))
const struct row *db_glance_(struct ctx *c, const char *sql, const struct val *v, int n);
void db_commit(struct ctx *c);
void db_rollback(struct ctx *c);		/* never a fault */
bool db_connected(const struct db *db);
bool db_able(const struct db *db);		/* there, and the last statement found it able to write */
const struct row *db_dynamic(struct ctx *c, const char *sql, const struct val *v, int n);	/* list.c only */
/* Row after row without keeping any: the row is valid until the next one, and no other statement
 * may be asked before NULL has ended it. */
struct stream;
struct stream *db_stream(struct ctx *c, const char *sql, const struct val *v, int n);
const struct row *stream_next(struct ctx *c, struct stream *s);
/* An INSERT whose duplicate key is an answer: false on 1062. */
bool db_insert_new(struct ctx *c, const char *sql, const struct val *v, int n);
const char *db_error(struct ctx *c);
int row_count(const struct row *r);		/* columns */
const char *row_name(const struct row *r, int i);
enum cell { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BYTES };
enum cell row_cell(const struct row *r, int i, int64_t *n, const char **s, size_t *len);

/* ---- metrics.c: those below TOLD are any program's, the others a publisher's */
enum metric { DB_MICROS, DB_STATEMENTS, DB_LOST, DEADLOCKS, LOCK_WAITS, RETRIES, FAULTS, SCHEMA,
	      TOLD, QUEUE, BEAT_AT, SEEN_AT, TRAIL_AT, TRAIL_LINKS, CLOCK_ERROR, METRICS };
struct metrics;
void metrics_open(const char *program, uint64_t layout);	/* until then they are this process's */
const struct metrics *metrics_of(struct ctx *c, const char *program);
void metric_add(enum metric m, int64_t n);
void metric_set(enum metric m, int64_t n);
int64_t metric_get(const struct metrics *of, enum metric m);	/* NULL: this program's own */
void metric_request(int route, int status, int64_t micros);	/* route -1: none */
/* route(c, app, i) gives the labels of the i-th; NULL: a program without routes. */
const char *metrics_text(struct ctx *c, const struct metrics *of, const char *program,
			 const char *(*route)(struct ctx *c, const void *app, int i), const void *app);

/* ---- clock.c: the one place that asks the machine what time it is */
void clock_set(struct ctx *c, const char *fixed_at);	/* business clock; "" = the machine's, Asia/Shanghai */
const char *clock_stamp(char out[26]);
int64_t clock_micros(void);			/* for durations only */
/* How far it may be off, in microseconds, as the kernel keeps it for who sets it by NTP; -1:
 * nobody does.  answer and t are those of adjtimex(). */
struct timex;
int64_t clock_error(int answer, const struct timex *t);
bool clock_doubted(int64_t error);

/* ---- job.c */
int job_main(struct ctx *c, const struct job *jobs, const char *name);	/* to the end: exit status */

/* ---- seal.c */
void random_bytes(void *out, size_t n);
const char *hex_of(struct ctx *c, const void *data, size_t n);
bool hex_read(const char *hex, void *out, size_t n);
void form_mac(struct ctx *c, const void *data, size_t n, unsigned char out[32]);	/* CSRF */
const unsigned char *trail_key(struct ctx *c, int which);	/* 0 links; 1, the one before it; or NULL */

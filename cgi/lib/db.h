/* lib/db.h - one statement, one line.  Every failure here is a fault. */
#pragma once
#include "lib/bind.h"
#include "lib/ctx.h"

struct row;	/* one row of a result, in the arena; row_next() gives the following one */

#define db_row(c, ...)    db_row_((c), SQL(__VA_ARGS__))	/* first row, or NULL */
#define db_rows(c, ...)   db_row_((c), SQL(__VA_ARGS__))	/* first of many, or NULL */
#define db_int(c, ...)    db_int_((c), SQL(__VA_ARGS__))	/* first column, 0 if none */
#define db_money(c, ...)  FEN(db_int_((c), SQL(__VA_ARGS__)))
#define db_insert(c, ...) db_insert_((c), SQL(__VA_ARGS__))	/* the new id */
#define db_exec(c, ...)   db_exec_((c), SQL(__VA_ARGS__))	/* rows matched */
#define db_change(c, ...) db_change_((c), SQL(__VA_ARGS__))	/* one row, or a fault */

const struct row *row_next(const struct row *r);
/* A column by name; a name the statement did not select is a fault. */
rowid       row_id(const struct row *r, const char *column);	/* 0 for NULL */
int64_t     row_int(const struct row *r, const char *column);	/* 0 for NULL */
money       row_money(const struct row *r, const char *column);
area        row_area(const struct row *r, const char *column);
date        row_date(const struct row *r, const char *column);	/* NO_DATE for NULL */
const char *row_text(const struct row *r, const char *column);	/* "" for NULL */
bytes       row_bytes(const struct row *r, const char *column);	/* {0} for NULL */
bool        row_is(const struct row *r, const char *column, const char *word); /* false if r is NULL */

/* Run step in one transaction.  DONE commits, a refusal rolls back and is returned.
 * A deadlock, a lost Galera certification or a lost connection before COMMIT rolls back,
 * forgets the arena and runs step again (5 times, 10..160 ms apart, jittered); so step
 * acts only through c.  Web requests and jobs are already inside one. */
OP tx_run(struct ctx *c, refusal (*step)(struct ctx *c, void *arg), void *arg);

/* For an act that is refused and yet leaves something behind (a wrong password is counted):
 * commits step by itself, then goes on reading; call it before anything was written.  The
 * act may be run again after it, so step finds out what it has done before. */
OP tx_apart(struct ctx *c, refusal (*step)(struct ctx *c, void *arg), void *arg);

/* What each write leaves behind (decisions 2 and 4): the trail, the timeline and the facts
 * of the reports in one row.  COMMIT after a write without record() is a fault.
 * from/to are the states of the noun; amount and area are what a report counts. */
struct event {
	const char *noun, *what;	/* "slip", "slip.reviewed" */
	rowid about_id, project_id;	/* project_id 0: none */
	const char *from, *to;		/* states before and after; NULL: not a move */
	date biz_on, count_on, post_on;	/* {0} means today (domain.md 0.6, 7.1) */
	money amount_fen;
	area area_dm2;
	const char *reason;		/* why, in the user's words; NULL: none asked */
	rowid customer_id, unit_id;	/* what else it touches, for their timelines; 0: none */
};
#define record(c, ...) record_((c), &(const struct event){ __VA_ARGS__ })	/* the event's id */
rowid record_(struct ctx *c, const struct event *e);

/* Two people edit: the second is told (changed_meanwhile), instead of undoing the first.
 * `now` is the row, locked, with its version_count; `version` is what the form came from. */
OP unchanged_since(struct ctx *c, const struct row *now, int version);

/* A message for the world (board, SMS, LED wall); sent by gateway after COMMIT. */
void outbox_put(struct ctx *c, const char *topic, rowid project_id, const char *json);
/* The next number of a gapless series of the project: 1, 2, 3 ...  Holds the series' row
 * until COMMIT: take it last.  kind: "slip", "receipt", "pre_registration", "deal". */
int64_t number_next(struct ctx *c, rowid project_id, const char *kind);

/* ---- the instance --------------------------------------------------------------------- */

const char *conf(const char *key, const char *otherwise);
int64_t conf_int(const char *key, int64_t otherwise);
char *conf_secret(struct ctx *c, const char *name);	/* a file under path.secrets, trimmed; NULL if absent */
const char *clock_real(struct ctx *c);			/* real clock: log-ins, never business */
int64_t clock_real_seconds(void);			/* of UTC, since 1970 */

/* Table instance: roles "AD,FM" that need a second factor, and networks (CIDR, blanks between)
 * from which everybody needs it or nobody is asked; the longest that holds the address decides. */
struct second_rules { const char *roles, *required, *exempt; };
enum second { SECOND_NO, SECOND_CODE, SECOND_ENROL };	/* ENROL: he has none and must */
enum second second_wanted(const struct second_rules *rules, const char *role, const char *address,
			  bool enrolled);
/* As they are stored; NULL, and which is *wrong. */
const char *networks_read(struct ctx *c, const char *typed, const char **wrong);

/* ---- secrets -------------------------------------------------------------------------- */

/* Phone and ID numbers are sealed (XChaCha20-Poly1305, key outside the database), found by
 * a keyed hash of their normal form, shown masked. */
bytes seal(struct ctx *c, const char *text);
const char *unseal(struct ctx *c, bytes sealed);	/* a fault if it was tampered with */
bytes seal_hash(struct ctx *c, const char *text);	/* 16 bytes, equal for equal text */
/* While a key is being changed (docs/operations.md): what the key before it made of the text,
 * to be looked for as well; otherwise the same as seal_hash.  And whether a column was sealed
 * with the key before. */
bytes seal_hash_before(struct ctx *c, const char *text);
bool sealed_before(struct ctx *c, bytes sealed);
const char *phone_normal(struct ctx *c, const char *typed);	/* digits only, +86/0 removed; NULL if none */
bool id_no_ok(const char *id_no);			/* GB 11643 check digit, real birth date */
const char *mask_phone(struct ctx *c, const char *phone);	/* 138****5621 */
const char *mask_id_no(struct ctx *c, const char *id_no);	/* 3301**********2846 */
const char *mask_name(struct ctx *c, const char *name);		/* 陈** */

/* ---- jobs, and a program that serves no pages --------------------------------------------- */

/* "loupan-NAME --conf F --job check": one transaction.  A job with more to do than one should
 * hold leaves in *at where it got to (0 before the first) and is run again from there; it is
 * done when it leaves 0. */
struct job { const char *name; refusal (*run)(struct ctx *c, rowid *at); };
/* One transaction of it, from *at on; false: a fault that was logged, or a refusal. */
bool job_turn(struct ctx *c, const struct job *j, rowid *at);

/* "loupan-NAME --conf F [--check | --job NAME]": turn after turn until SIGTERM, each with an
 * empty arena. */
int daemon_main(int argc, char **argv, const char *name, void (*turn)(struct ctx *c),
		const struct job *jobs);
/* Tell what is in the outbox, a JSON list for each channel (board-ID, flash-ID), and delete
 * what was told.  How many messages; -1: the database or tell() failed. */
int outbox_drain(struct ctx *c, bool (*tell)(struct ctx *c, const char *channel, const char *json));
/* Add up facts that were appended since (docs/adr/0012): how many, a batch at most; -1: the
 * database failed. */
int facts_fold(struct ctx *c);
/* The chain of the trail (docs/adr/0015).  A job that links what was committed since; one that
 * finds what was changed, removed or put in between by somebody who is no program of ours: it
 * says so on stderr, in the trail, and is refused. */
OP trail_chain(struct ctx *c, rowid *at);
OP trail_check(struct ctx *c, rowid *unused);
/* A job: is the machine's clock right?  For the metrics and, where work is real, the trail. */
OP clock_watch(struct ctx *c, rowid *unused);
/* Both, once a minute: a turn of the publisher. */
void trail_turn(struct ctx *c);

/* ---- behind the macros ------------------------------------------------------------------ */

const struct row *db_row_(struct ctx *c, const char *sql, const struct val *v, int n);
int64_t db_int_(struct ctx *c, const char *sql, const struct val *v, int n);
rowid   db_insert_(struct ctx *c, const char *sql, const struct val *v, int n);
int64_t db_exec_(struct ctx *c, const char *sql, const struct val *v, int n);
void    db_change_(struct ctx *c, const char *sql, const struct val *v, int n);

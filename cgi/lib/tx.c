/* The one frame that catches faults: begin, run, commit; retry what may be retried.
 *
 * Retry and idempotency are one mechanism: a deadlock, a lost certification or a connection
 * lost before COMMIT was sent runs the step again; a connection lost during COMMIT is
 * undecided, and is_done looks for what the step would have left behind. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "lib/inside.h"

enum { TRIES = 5 };

static jmp_buf frame;
static struct ctx *framed;		/* the act inside the frame; NULL: none */

static struct { bool refused, lost; } chaos;	/* what this transaction has met */

void (*tx_before_commit)(struct ctx *c);

void fault_raise(struct ctx *c, enum fault_kind kind)
{
	if (framed != c) {
		log_line(c, "fault", "outside of any act");
		abort();
	}
	longjmp(frame, (int)kind + 1);
}

static void pause_before(int attempt)
{
	unsigned char jitter;
	struct timespec t = { 0 };

	random_bytes(&jitter, 1);
	t.tv_nsec = (10L << (attempt < 4 ? attempt : 4)) * 1000000L * (128 + jitter) / 256;
	nanosleep(&t, NULL);
}

/* Tests ask that each transaction's first COMMIT is refused, that the answer of one which is
 * done is lost, or first the one and then the other (decision 25). */
static bool chaos_wants(const char *what)
{
	const char *mode = getenv("LOUPAN_CHAOS");

	return mode && strstr(mode, what);
}

static void chaos_refuse(struct ctx *c)
{
	if (chaos.refused || !chaos_wants("refuse"))
		return;
	chaos.refused = true;
	db_rollback(c);
	fault_raise(c, FAULT_RETRY);
}

static void chaos_lose(struct ctx *c)
{
	if (chaos.lost || !chaos_wants("lose"))
		return;
	chaos.lost = true;
	db_close(c->db);
	fault_raise(c, FAULT_LOST);
}

static void commit(struct ctx *c, const struct tx *t, volatile bool *sent)
{
	if (t->write && db_wrote(c->db) && !db_recorded(c->db))
		fault(c, "a write without record()");
	/* not for an answer that is given again: it reads only, after an attempt that wrote */
	if (t->write && db_recorded(c->db) && tx_before_commit)
		tx_before_commit(c);
	if (t->write)
		chaos_refuse(c);
	*sent = t->write;
	db_commit(c);
	if (t->write)
		chaos_lose(c);
	*sent = false;
}

void tx_give_up(struct ctx *c)
{
	db_rollback(c);
	db_begin(c, false);
}

/* A COMMIT of its own inside the act.  A fault in here unwinds to the act's frame, which runs
 * all of it again: nothing else was written, and *sent of the frame is not touched. */
refusal tx_apart(struct ctx *c, refusal (*step)(struct ctx *c, void *arg), void *arg)
{
	struct tx t = { .write = true, .step = step, .arg = arg };
	volatile bool sent;
	refusal no;

	if (framed != c || db_wrote(c->db))
		fault(c, "tx_apart after a write, or outside of an act");
	db_rollback(c);
	db_begin(c, true);
	no = step(c, arg);
	if (no)
		db_rollback(c);
	else
		commit(c, &t, &sent);
	db_begin(c, false);
	return no;
}

/* The act's own facts outlive a retry: they are not of the arena. */
static bool once(struct ctx *c, const struct tx *t, refusal *no, int *kind,
		 volatile bool *sent)
{
	*kind = setjmp(frame);
	if (*kind)
		return false;
	framed = c;
	if (!t->alone)
		db_begin(c, t->write);
	*no = t->step(c, t->arg);
	if (!t->alone && *no)
		db_rollback(c);
	else if (!t->alone)
		commit(c, t, sent);
	framed = NULL;
	return true;
}

struct question { const struct tx *t; bool yes; };

static refusal ask(struct ctx *c, void *arg)
{
	struct question *q = arg;

	q->yes = q->t->is_done(c, q->t->arg);
	return DONE;
}

/* After a COMMIT whose answer was lost: -1 cannot know, 0 not done, 1 done. */
static int find_out(struct ctx *c, const struct tx *t)
{
	struct question q = { t, false };
	struct tx look = { .step = ask, .arg = &q };
	refusal no;

	if (!t->is_done || !tx_attempt(c, &look, &no))
		return -1;
	return q.yes;
}

bool tx_attempt(struct ctx *c, const struct tx *t, refusal *no)
{
	/* No new try after that: nginx still waits when the answer comes. */
	int64_t end = clock_micros() + conf_int("limits.db_seconds", 20) * 1000000;
	volatile bool sent = false;
	int kind;

	chaos.refused = chaos.lost = false;
	for (int attempt = 0; attempt < TRIES && (!attempt || clock_micros() < end); attempt++) {
		bool lost;

		if (once(c, t, no, &kind, &sent))
			return true;
		framed = NULL;
		kind--;
		lost = kind == FAULT_LOST && sent;
		db_rollback(c);
		if (kind == FAULT_FINAL)
			return false;
		if (lost) {
			int done = find_out(c, t);

			sent = false;
			chaos.refused = chaos.lost = true;
			if (done) {
				*no = DONE;
				return done > 0;
			}
		}
		metric_add(RETRIES, 1);
		arena_reset(c->arena);
		pause_before(attempt);
	}
	log_line(c, "fault", "gave up after %d tries or their time", TRIES);
	return false;
}

struct run { refusal (*step)(struct ctx *c, void *arg); void *arg; };

/* A command has no request to bring the clock; read again at each attempt, like all else. */
static refusal with_clock(struct ctx *c, void *run)
{
	const struct run *r = run;

	clock_set(c, row_text(db_row(c, "SELECT fixed_at FROM instance"), "fixed_at"));
	return r->step(c, r->arg);
}

refusal tx_run(struct ctx *c, refusal (*step)(struct ctx *c, void *arg), void *arg)
{
	struct run run = { step, arg };
	struct tx t = { .write = true, .step = with_clock, .arg = &run };
	refusal no = DONE;

	if (framed == c)		/* already in one: part of it */
		return step(c, arg);
	if (!tx_attempt(c, &t, &no))
		return refuse(c, NULL, "fault");
	return no;
}

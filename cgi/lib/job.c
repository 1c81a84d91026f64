/* Jobs: turn after turn, a transaction each. */
#include <stdio.h>
#include <string.h>
#include "lib/inside.h"

struct turn { const struct job *job; rowid from, next; };

/* Again after a deadlock is again from there, with nothing of the arena of before. */
static refusal run(struct ctx *c, void *arg)
{
	struct turn *t = arg;

	t->next = t->from;
	c->from = textf(c, "job:%s", t->job->name);
	clock_set(c, row_text(db_row(c, "SELECT fixed_at FROM instance"), "fixed_at"));
	return t->job->run(c, &t->next);
}

bool job_turn(struct ctx *c, const struct job *j, rowid *at)
{
	struct turn turn = { .job = j, .from = *at };
	struct tx t = { .write = true, .step = run, .arg = &turn };
	refusal no;

	if (!tx_attempt(c, &t, &no) || no)
		return false;
	*at = turn.next;
	return true;
}

int job_main(struct ctx *c, const struct job *jobs, const char *name)
{
	rowid at = 0;

	for (; jobs && jobs->name; jobs++)
		if (!strcmp(jobs->name, name))
			break;
	if (!jobs || !jobs->name) {
		fprintf(stderr, "no job %s\n", name);
		return 2;
	}
	do {
		if (!job_turn(c, jobs, &at))
			return 1;
		arena_reset(c->arena);
	} while (at);
	return 0;
}

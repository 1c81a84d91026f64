/* Messages leave the database: read, told, deleted, in one transaction.  A message may be
 * told twice (the deletion was lost), never not at all. */
#include <string.h>
#include "lib/inside.h"

enum { BATCH = 500 };

struct message { const char *channel, *body; size_t key; rowid id; };
struct drain {
	bool (*tell)(struct ctx *c, const char *channel, const char *json);
	struct message *of;
	int n, taken;
	bool failed;
};

/* What a board shows of a unit, and that figures have changed: who hears the one is not
 * always allowed to hear the other. */
static const char *channel_of(struct ctx *c, const struct row *r)
{
	return textf(c, "%s-%lld", row_is(r, "topic", "unit") ? "board" : "flash",
		     (long long)row_id(r, "project_id"));
}

/* Rows that another publisher has taken, or that wait for their COMMIT, are passed over. */
static void read_batch(struct ctx *c, struct drain *d)
{
	const struct row *r = db_rows(c,
		"SELECT id, topic, project_id, body FROM outbox ORDER BY id LIMIT ?"
		" FOR UPDATE SKIP LOCKED", BATCH);

	d->of = alloc(c, BATCH * sizeof *d->of);
	for (d->n = d->taken = 0, d->failed = false; r; r = row_next(r)) {
		const char *body = row_text(r, "body");

		d->of[d->n++] = (struct message){ channel_of(c, r), body, strcspn(body, ",}"),
						  row_id(r, "id") };
	}
}

/* {"id":17,"state":...} is overtaken by a later one that begins with {"id":17 as well. */
static bool overtaken(const struct drain *d, int at)
{
	const struct message *m = &d->of[at];

	for (int i = at + 1; i < d->n; i++)
		if (d->of[i].key == m->key && !strcmp(d->of[i].channel, m->channel) &&
		    !memcmp(d->of[i].body, m->body, m->key))
			return true;
	return false;
}

/* All of one channel as one JSON list. */
static const char *together(struct ctx *c, const struct drain *d, const char *channel)
{
	struct text t = { .c = c };

	text_add(&t, "[");
	for (int i = 0; i < d->n; i++)
		if (!strcmp(d->of[i].channel, channel) && !overtaken(d, i)) {
			text_add(&t, t.n > 1 ? "," : "");
			text_add(&t, d->of[i].body);
		}
	text_add(&t, "]");
	return t.s;
}

static bool told_before(const struct drain *d, int at)
{
	for (int i = 0; i < at; i++)
		if (!strcmp(d->of[i].channel, d->of[at].channel))
			return true;
	return false;
}

static void take(struct ctx *c, struct drain *d, const char *channel)
{
	for (int i = 0; i < d->n; i++)
		if (!strcmp(d->of[i].channel, channel)) {
			db_exec(c, "DELETE FROM outbox WHERE id = ?", d->of[i].id);
			d->taken++;
		}
}

static refusal drain(struct ctx *c, void *arg)
{
	struct drain *d = arg;

	read_batch(c, d);
	for (int i = 0; i < d->n && !d->failed; i++) {
		const char *channel = d->of[i].channel;

		if (told_before(d, i))
			continue;
		if (d->tell(c, channel, together(c, d, channel)))
			take(c, d, channel);
		else
			d->failed = true;
	}
	db_note_record(c->db);		/* no business of anybody's: no event */
	return DONE;
}

/* How much waits, now and then; also what makes a publisher refuse another schema. */
static refusal measure(struct ctx *c, void *unused)
{
	(void)unused;
	schema_look(c);
	metric_set(QUEUE, db_int(c, "SELECT COUNT(*) FROM outbox"));
	metric_set(SEEN_AT, clock_real_seconds());
	return DONE;
}

static bool measured(struct ctx *c)
{
	static int64_t next;
	struct tx t = { .step = measure };
	refusal no;

	if (clock_micros() < next)
		return true;
	if (!tx_attempt(c, &t, &no))
		return false;
	next = clock_micros() + 2000000;
	arena_reset(c->arena);
	return true;
}

int outbox_drain(struct ctx *c, bool (*tell)(struct ctx *c, const char *channel, const char *json))
{
	struct drain d = { .tell = tell };
	struct tx t = { .write = true, .step = drain, .arg = &d };
	refusal no;

	if (!measured(c) || !tx_attempt(c, &t, &no) || d.failed)
		return -1;
	metric_add(TOLD, d.taken);
	return d.taken;
}

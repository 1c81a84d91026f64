/* The chain of the trail (docs/adr/0015).
 *
 * Each committed event gets a link, in the order in which they are seen here: writers do not wait
 * for one another, and a lower number may be committed later.  The hash of a link is made of the
 * one before it, the row, and a key that is not in the database; the newest is noted outside of
 * it, too.  Whoever can do everything in the database and nothing else cannot make it again. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sodium.h>
#include "lib/inside.h"

enum {
	HASH = crypto_auth_hmacsha256_BYTES,
	BATCH = 1000,
	BEHIND = 50000,		/* no transaction is committed so many events after its own */
	LATE = 3600,		/* seconds: nor so long */
	MOST = 20,		/* findings that are told one by one */
	OFTEN = 60, SOON = 5,	/* seconds between two looks; after one in vain */
};

/* "name=length:bytes;" of each column that is not NULL.  So a column that a later migration adds,
 * NULL in the rows of today, leaves their hashes as they are. */
static void add_row(crypto_auth_hmacsha256_state *s, const struct row *e, int from)
{
	char head[100], digits[24];

	for (int i = from; i < row_count(e); i++) {
		const char *text;
		size_t n;
		int64_t number;
		enum cell is = row_cell(e, i, &number, &text, &n);

		if (is == CELL_NULL)
			continue;
		if (is == CELL_INT) {
			n = (size_t)snprintf(digits, sizeof digits, "%lld", (long long)number);
			text = digits;
		}
		snprintf(head, sizeof head, "%s=%zu:", row_name(e, i), n);
		crypto_auth_hmacsha256_update(s, (const unsigned char *)head, strlen(head));
		crypto_auth_hmacsha256_update(s, (const unsigned char *)text, n);
		crypto_auth_hmacsha256_update(s, (const unsigned char *)";", 1);
	}
}

/* e has the columns of the event from the from-th on. */
static void hash_of(const unsigned char *key, const unsigned char *before, const struct row *e,
		    int from, unsigned char *hash)
{
	crypto_auth_hmacsha256_state s;

	crypto_auth_hmacsha256_init(&s, key, 32);
	crypto_auth_hmacsha256_update(&s, before, HASH);
	add_row(&s, e, from);
	crypto_auth_hmacsha256_final(&s, hash);
}

static void hash_copy(struct ctx *c, unsigned char *to, const struct row *link)
{
	bytes hash = row_bytes(link, "hash");

	if (link && hash.size != HASH)
		fault(c, "a hash of %lld bytes", (long long)hash.size);
	memset(to, 0, HASH);
	if (link)
		memcpy(to, hash.data, HASH);
}

/* ---- the newest link, outside of the database -------------------------------------------- */

struct head { rowid id; unsigned char hash[HASH]; char at[26]; };
enum noted { NOTED_NONE, NOTED, NOTED_WRONG };

/* One line: number, hash, when. */
static enum noted head_read(const char *path, struct head *h)
{
	char line[200] = "", *end;
	FILE *f = fopen(path, "r");
	bool got = f && fgets(line, sizeof line, f);

	if (!f)
		return errno == ENOENT ? NOTED_NONE : NOTED_WRONG;
	fclose(f);
	*h = (struct head){ .id = strtoll(line, &end, 10) };
	if (!got || *end != ' ' || strlen(end) < 2 * HASH + 3)
		return NOTED_WRONG;
	end[2 * HASH + 1] = '\0';
	snprintf(h->at, sizeof h->at, "%.25s", end + 2 * HASH + 2);
	return h->id > 0 && hex_read(end + 1, h->hash, HASH) ? NOTED : NOTED_WRONG;
}

static bool head_holds(struct ctx *c, const struct head *h)
{
	const struct row *l = db_row(c, "SELECT hash FROM event_link WHERE id = ?", h->id);
	bytes hash = row_bytes(l, "hash");

	return l && hash.size == HASH && !memcmp(hash.data, h->hash, HASH);
}

static void head_write(struct ctx *c, const char *path, const struct row *last)
{
	const char *new = textf(c, "%s.new", path);
	int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	bytes hash = row_bytes(last, "hash");
	char at[26];
	const char *line = textf(c, "%lld %s %s\n", (long long)row_id(last, "id"),
				 hex_of(c, hash.data, (size_t)hash.size), clock_stamp(at));
	size_t n = strlen(line);
	bool whole = fd >= 0 && write(fd, line, n) == (ssize_t)n && !fsync(fd);

	if (fd >= 0)
		close(fd);
	if (!whole || rename(new, path))
		log_line(c, "fault", "%s: %s", path, strerror(errno));
}

/* What was committed before this transaction is noted, so the note never runs ahead.  A note that
 * the chain does not hold stays as it is, and trail_check() tells of it. */
static void head_note(struct ctx *c, const struct row *last)
{
	const char *path = conf("path.trail", "");
	struct head was;
	enum noted is;

	if (!*path || !last)
		return;
	is = head_read(path, &was);
	if (is == NOTED_NONE || (is == NOTED && was.id < row_id(last, "id") && head_holds(c, &was)))
		head_write(c, path, last);
}

/* ---- linking ----------------------------------------------------------------------------- */

/* Rows for JSON_TABLE: [link, event, project, hash]. */
static const char *links_of(struct ctx *c, rowid id, unsigned char *before, const struct row *e)
{
	struct text t = { .c = c };

	text_add(&t, "[");
	for (; e; e = row_next(e)) {
		unsigned char hash[HASH];
		rowid project_id = row_id(e, "project_id");

		hash_of(trail_key(c, 0), before, e, 0, hash);
		text_addf(&t, "%s[%lld,%lld,%s,\"%s\"]", t.n > 1 ? "," : "", (long long)++id,
			  (long long)row_id(e, "id"),
			  project_id ? textf(c, "%lld", (long long)project_id) : "null",
			  hex_of(c, hash, HASH));
		memcpy(before, hash, HASH);
	}
	text_add(&t, "]");
	return t.s;
}

/* What is not linked below this event never will be: it was not there when its time was. */
static rowid long_seen(struct ctx *c, rowid last)
{
	return db_int(c, "SELECT event_id FROM event_link WHERE id = ?", last - BEHIND);
}

OP trail_chain(struct ctx *c, rowid *at)
{
	const struct row *last = db_row(c,
		"SELECT id, hash FROM event_link ORDER BY id DESC LIMIT 1");
	rowid id = row_id(last, "id"), seen = long_seen(c, id);
	const struct row *e = db_rows(c,
		"SELECT e.* FROM event e LEFT JOIN event_link l ON l.event_id = e.id"
		" WHERE e.id > ? AND l.id IS NULL ORDER BY e.id LIMIT ?", *at > seen ? *at : seen,
		BATCH);
	unsigned char before[HASH];
	const char *links;

	head_note(c, last);
	metric_set(TRAIL_LINKS, id);
	hash_copy(c, before, last);
	links = links_of(c, id, before, e);
	for (*at = 0; e; e = row_next(e))
		*at = row_id(e, "id");
	if (!*at)
		return DONE;
	if (!db_insert_new(c,
		"INSERT INTO event_link (id, event_id, project_id, hash)"
		" SELECT j.id, j.event_id, j.project_id, UNHEX(j.hash) FROM JSON_TABLE(?, '$[*]'"
		" COLUMNS (id BIGINT PATH '$[0]', event_id BIGINT PATH '$[1]',"
		" project_id BIGINT PATH '$[2]', hash CHAR(64) PATH '$[3]')) j",
		(const struct val[]){ val_text(links) }, 1))
		fault_raise(c, FAULT_RETRY);	/* somebody else was faster: go on behind his */
	db_note_record(c->db);			/* no business of anybody's: no event */
	return DONE;
}

/* ---- the check --------------------------------------------------------------------------- */

struct finding { const char *what; rowid about_id, project_id; };
struct findings { int n; struct finding of[MOST]; };
struct walk { rowid id; unsigned char hash[HASH]; int64_t newest, latest; };

static void find(struct findings *f, const char *what, rowid about_id, rowid project_id)
{
	if (f->n < MOST)
		f->of[f->n] = (struct finding){ what, about_id, project_id };
	f->n++;
}

static int64_t seconds_of(const char *moment)
{
	char day[11] = "";
	date d = { 0 };

	snprintf(day, sizeof day, "%.10s", moment);
	if (!date_parse(day, &d) || strlen(moment) < 19)
		return 0;
	return (int64_t)d.day * 86400 + strtoll(moment + 11, NULL, 10) * 3600 +
	       strtoll(moment + 14, NULL, 10) * 60 + strtoll(moment + 17, NULL, 10);
}

enum { OF_LINK = 4 };		/* columns of the link, before those of the event */

static bool is_hash(struct ctx *c, const unsigned char *before, const struct row *r, bytes hash)
{
	unsigned char is[HASH];
	const unsigned char *key;

	for (int i = 0; hash.size == HASH && (key = trail_key(c, i)); i++) {
		hash_of(key, before, r, OF_LINK, is);
		if (!sodium_memcmp(is, hash.data, HASH))
			return true;
	}
	return false;
}

/* The event of one link, against it and those before. */
static void compare(struct ctx *c, struct walk *w, const struct row *r, bool whole,
		    struct findings *f)
{
	rowid event_id = row_id(r, "link_event_id"), project_id = row_id(r, "link_project_id");
	int64_t created = seconds_of(row_text(r, "created_at"));

	if (!row_id(r, "id"))
		find(f, "event.removed", event_id, project_id);
	else if (row_id(r, "project_id") != project_id ||
		 (whole && !is_hash(c, w->hash, r, row_bytes(r, "link_hash"))))
		find(f, "event.changed", event_id, project_id);
	else if (created < w->newest - LATE || created > w->latest)
		find(f, "event.inserted", event_id, project_id);
	if (created > w->newest && created <= w->latest)
		w->newest = created;
}

static void walk(struct ctx *c, struct walk *w, struct findings *f)
{
	struct stream *s = db_stream(c,
		"SELECT l.id AS link_id, l.event_id AS link_event_id, l.project_id AS link_project_id,"
		" l.hash AS link_hash, e.* FROM event_link l LEFT JOIN event e ON e.id = l.event_id"
		" ORDER BY l.id", NULL, 0);
	const struct row *r;

	while ((r = stream_next(c, s))) {
		bool whole = row_id(r, "link_id") == w->id + 1;
		bytes hash = row_bytes(r, "link_hash");

		if (!whole)
			find(f, "event.unchained", w->id + 1, 0);
		compare(c, w, r, whole, f);
		w->id = row_id(r, "link_id");
		if (hash.size == HASH)
			memcpy(w->hash, hash.data, HASH);
	}
}

/* Below what was linked long ago, and nobody saw it then. */
static void strangers(struct ctx *c, rowid last, struct findings *f)
{
	const struct row *e = db_rows(c,
		"SELECT e.id, e.project_id FROM event e LEFT JOIN event_link l ON l.event_id = e.id"
		" WHERE l.id IS NULL AND e.id <= ? ORDER BY e.id LIMIT ?", long_seen(c, last),
		MOST);

	for (; e; e = row_next(e))
		find(f, "event.inserted", row_id(e, "id"), row_id(e, "project_id"));
}

static void noted_head(struct ctx *c, struct findings *f)
{
	const char *path = conf("path.trail", "");
	struct head was = { 0 };
	enum noted is = *path ? head_read(path, &was) : NOTED_NONE;

	if (is == NOTED_NONE || (is == NOTED && head_holds(c, &was)))
		return;
	find(f, "event.unchained", was.id, 0);
	fprintf(stderr, "check: the chain does not hold link %lld of %s, noted in %s\n",
		(long long)was.id, is == NOTED ? was.at : "(cannot be read)", path);
}

static refusal report(struct ctx *c, void *arg)
{
	const struct findings *f = arg;

	for (int i = 0; i < f->n && i < MOST; i++) {
		const struct finding *of = &f->of[i];

		record(c, .noun = "event", .what = of->what, .about_id = of->about_id,
		       .project_id = of->project_id);
		fprintf(stderr, "check: %s %lld, project %lld\n", of->what,
			(long long)of->about_id, (long long)of->project_id);
	}
	if (f->n > MOST)
		fprintf(stderr, "check: and %d more\n", f->n - MOST);
	return DONE;
}

OP trail_check(struct ctx *c, rowid *unused)
{
	struct findings *f = alloc(c, sizeof *f);
	struct walk w = { .latest = seconds_of(clock_real(c)) + LATE };
	refusal no;

	(void)unused;
	walk(c, &w, f);
	strangers(c, w.id, f);
	noted_head(c, f);
	printf("trail: %lld links, the last is %s\n", (long long)w.id, hex_of(c, w.hash, HASH));
	if (!f->n)
		return DONE;
	no = tx_apart(c, report, f);
	return no ? no : refuse(c, NULL, "trail.broken");
}

/* ---- once a minute ----------------------------------------------------------------------- */

void trail_turn(struct ctx *c)
{
	static const struct job chain = { "chain", trail_chain }, clock = { "clock", clock_watch };
	static int64_t next;
	static rowid at;
	const char *from = c->from;
	bool done;

	if (clock_micros() < next)
		return;
	done = (at || job_turn(c, &clock, &(rowid){ 0 })) && job_turn(c, &chain, &at);
	c->from = from;
	if (done && at)
		return;			/* the next batch in the next turn */
	if (done)
		metric_set(TRAIL_AT, clock_real_seconds());
	next = clock_micros() + (done ? OFTEN : SOON) * 1000000LL;
}

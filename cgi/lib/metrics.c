/* What Prometheus and /healthz are told.
 *
 * The processes of one program share one file in path.metrics, mapped into each.  A request
 * costs a few relaxed atomic additions, and whichever worker is asked knows the sums of all,
 * also of those that have ended.  A version with other routes begins a new file: workers of
 * the old one that still end go on with the old, which has no name any more. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/inside.h"

enum { ROUTES = 128, CLASSES = 5, STEPS = 12 };

static const int64_t steps[STEPS] = {	/* microseconds */
	1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 10000000
};

struct series { _Atomic int64_t micros, within[STEPS + 1]; };	/* each request in one step */
struct metrics {
	uint64_t layout;
	_Atomic int64_t of[METRICS];
	struct series routes[ROUTES][CLASSES];	/* the last is of no route */
};

static struct metrics alone;		/* where there is no file: a tool, a test */
static struct metrics *mine = &alone;

static const struct { enum metric m; const char *name, *type, *help; int64_t unit; } shown[] = {
	{ DB_MICROS, "db_seconds_total", "counter", "Waiting for the database.", 1000000 },
	{ DB_STATEMENTS, "db_statements_total", "counter", "Statements sent.", 1 },
	{ DB_LOST, "db_lost_total", "counter", "Connections lost or refused.", 1 },
	{ DEADLOCKS, "deadlocks_total", "counter", "Transactions that lost a deadlock.", 1 },
	{ LOCK_WAITS, "lock_waits_total", "counter", "Waits for a row given up.", 1 },
	{ RETRIES, "retries_total", "counter", "Transactions run again.", 1 },
	{ FAULTS, "faults_total", "counter", "Lines of level fault in the log.", 1 },
	{ SCHEMA, "schema_number", "gauge", "Schema last seen in the database.", 1 },
	{ TOLD, "outbox_told_total", "counter", "Messages told to live boards.", 1 },
	{ QUEUE, "outbox_messages", "gauge", "Messages that wait for the publisher.", 1 },
	{ BEAT_AT, "beat_timestamp_seconds", "gauge", "When the publisher last turned.", 1 },
	{ SEEN_AT, "database_timestamp_seconds", "gauge", "When it last read the database.", 1 },
	{ TRAIL_AT, "trail_timestamp_seconds", "gauge", "When the chain last held the whole trail.", 1 },
	{ TRAIL_LINKS, "trail_links", "gauge", "The number of its last link.", 1 },
	{ CLOCK_ERROR, "clock_error_seconds", "gauge",
	  "How far the machine's clock may be off; below 0: nobody sets it.", 1000000 },
};

void metric_add(enum metric m, int64_t n)
{
	atomic_fetch_add_explicit(&mine->of[m], n, memory_order_relaxed);
}

void metric_set(enum metric m, int64_t n)
{
	atomic_store_explicit(&mine->of[m], n, memory_order_relaxed);
}

int64_t metric_get(const struct metrics *of, enum metric m)
{
	return atomic_load_explicit(&(of ? of : mine)->of[m], memory_order_relaxed);
}

void metric_request(int route, int status, int64_t micros)
{
	int class = status < 100 || status > 599 ? 4 : status / 100 - 1, at = 0;
	struct series *s = &mine->routes[route < 0 || route >= ROUTES ? ROUTES - 1 : route][class];

	while (at < STEPS && micros > steps[at])
		at++;
	atomic_fetch_add_explicit(&s->within[at], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->micros, micros, memory_order_relaxed);
}

/* ---- the file ----------------------------------------------------------------------------- */

static void path_of(char *path, size_t n, const char *program)
{
	snprintf(path, n, "%s/%s", conf("path.metrics", "."), program);
}

/* The file under this name as it shall be; 0: it is of another version and was unlinked; -1:
 * there is none to be had. */
static int take_file(const char *path, uint64_t layout)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640), result = -1;
	struct metrics *m = MAP_FAILED;
	struct stat st;

	if (fd < 0 || flock(fd, LOCK_EX) || fstat(fd, &st))
		goto out;
	if (st.st_size == sizeof *m || (!st.st_size && !ftruncate(fd, sizeof *m)))
		m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (m != MAP_FAILED && (!st.st_size || m->layout == layout)) {
		m->layout = layout;
		mine = m;
		result = 1;
	} else {
		result = unlink(path) ? -1 : 0;
	}
	if (result != 1 && m != MAP_FAILED)
		munmap(m, sizeof *m);
out:
	if (fd >= 0) {
		flock(fd, LOCK_UN);	/* close() would not: the mapping keeps the file open */
		close(fd);
	}
	return result;
}

void metrics_open(const char *program, uint64_t layout)
{
	char path[200];
	int got = 0;

	if (!conf("path.metrics", NULL))
		return;
	path_of(path, sizeof path, program);
	for (int i = 0; i < 5 && !got; i++)
		got = take_file(path, layout);
	if (got < 1)
		log_line(NULL, "info", "metrics=%s %s", path, strerror(errno));
}

static void unmap(void *m)
{
	munmap(m, sizeof(struct metrics));
}

/* Of another program; NULL: it has none, or is of another version. */
const struct metrics *metrics_of(struct ctx *c, const char *program)
{
	char path[200];
	void *m = MAP_FAILED;
	struct stat st;
	int fd;

	path_of(path, sizeof path, program);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st) && st.st_size == sizeof(struct metrics))
		m = mmap(NULL, sizeof(struct metrics), PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (m == MAP_FAILED)
		return NULL;
	defer(c, unmap, m);
	return m;
}

/* ---- as text ------------------------------------------------------------------------------ */

static void add_series(struct text *t, const struct series *s, const char *labels)
{
	int64_t sum = atomic_load_explicit(&s->micros, memory_order_relaxed), n = 0;

	for (int i = 0; i <= STEPS; i++) {
		n += atomic_load_explicit(&s->within[i], memory_order_relaxed);
		text_addf(t, "loupan_request_seconds_bucket{%s,le=\"", labels);
		if (i < STEPS)
			text_addf(t, "%g\"} %lld\n", (double)steps[i] / 1e6, (long long)n);
		else
			text_addf(t, "+Inf\"} %lld\n", (long long)n);
	}
	text_addf(t, "loupan_request_seconds_sum{%s} %.6f\n", labels, (double)sum / 1e6);
	text_addf(t, "loupan_request_seconds_count{%s} %lld\n", labels, (long long)n);
}

static bool is_empty(const struct series *s)
{
	for (int i = 0; i <= STEPS; i++)
		if (atomic_load_explicit(&s->within[i], memory_order_relaxed))
			return false;
	return true;
}

static void add_requests(struct text *t, const struct metrics *m, const char *program,
			 const char *(*route)(struct ctx *c, const void *app, int i), const void *app)
{
	text_add(t, "# HELP loupan_request_seconds Requests and how long they took.\n"
		    "# TYPE loupan_request_seconds histogram\n");
	for (int i = 0; i < ROUTES; i++)
		for (int class = 0; class < CLASSES; class++)
			if (!is_empty(&m->routes[i][class]))
				add_series(t, &m->routes[i][class],
					   textf(t->c, "program=\"%s\",%s,class=\"%dxx\"", program,
						 route(t->c, app, i < ROUTES - 1 ? i : -1), class + 1));
}

const char *metrics_text(struct ctx *c, const struct metrics *of, const char *program,
			 const char *(*route)(struct ctx *c, const void *app, int i), const void *app)
{
	struct text t = { .c = c };
	const struct metrics *m = of ? of : mine;

	text_add(&t, "");
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		int64_t n = metric_get(m, shown[i].m);

		if (shown[i].m >= TOLD && !metric_get(m, BEAT_AT))
			continue;	/* a publisher's alone */
		text_addf(&t, "# HELP loupan_%s %s\n# TYPE loupan_%s %s\nloupan_%s{program=\"%s\"} ",
			  shown[i].name, shown[i].help, shown[i].name, shown[i].type,
			  shown[i].name, program);
		if (shown[i].unit > 1)
			text_addf(&t, "%.6f\n", (double)n / (double)shown[i].unit);
		else
			text_addf(&t, "%lld\n", (long long)n);
	}
	if (route)
		add_requests(&t, m, program, route, app);
	return t.s;
}

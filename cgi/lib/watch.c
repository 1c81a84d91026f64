/* GET /<area>/healthz and /<area>/metrics: every program has them by itself, outside of its
 * route table, without session or log line.  nginx lets only watchers in (loupan-http.conf).
 * The publisher has no pages: what it leaves in its metrics is shown by who is asked for it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/inside_web.h"

enum { BEAT_SECONDS = 10 };	/* a publisher turns four times a second, or waits for nginx */

static const char *route_label(struct ctx *c, const void *of, int i)
{
	const struct app *app = of;
	const struct route *r = i < 0 ? NULL : &app->routes[i];

	return !r ? "method=\"\",route=\"none\""
		  : textf(c, "method=\"%s\",route=\"/%s/%s\"", r->method, app->name, r->path);
}

/* What the counters of a route table mean: FNV-1a of its lines. */
uint64_t routes_layout(const struct app *app)
{
	uint64_t h = 14695981039346656037u;

	for (const struct route *r = app->routes; r->method; r++) {
		for (const char *s = r->method; *s; s++)
			h = (h ^ (unsigned char)*s) * 1099511628211u;
		for (const char *s = r->path; *s; s++)
			h = (h ^ (unsigned char)*s) * 1099511628211u;
	}
	return h;
}

static refusal look(struct ctx *c, void *unused)
{
	(void)unused;
	schema_look(c);
	return DONE;
}

struct templates { const char *area; int count; };

static refusal parse_all(struct ctx *c, void *arg)
{
	struct templates *t = arg;

	t->count = page_check(c, t->area);
	return DONE;
}

static const char *yes(bool is) { return is ? "true" : "false"; }

static void health(struct ctx *c, struct http *h)
{
	const char *name = h->app->name;
	struct templates parsed = { name, 0 };
	struct tx database = { .step = look }, templates = { .step = parse_all, .arg = &parsed };
	refusal no;
	bool there = tx_attempt(c, &database, &no), whole = there && tx_attempt(c, &templates, &no);

	h->status = there && whole ? 200 : 503;
	h->body = textf(c, "{\"program\":\"%s\",\"ok\":%s,\"process\":%d,\"database\":%s,"
			"\"schema\":%lld,\"built_for\":%d,\"templates\":%d}\n", name,
			yes(there && whole), (int)getpid(), yes(there),
			(long long)metric_get(NULL, SCHEMA), schema_built_for(),
			whole ? parsed.count : 0);
}

/* Of the publisher. */
static void health_of(struct ctx *c, struct http *h, const char *name)
{
	const struct metrics *m = metrics_of(c, name);
	int64_t now = clock_real_seconds();
	bool turns = m && now - metric_get(m, BEAT_AT) <= BEAT_SECONDS;
	bool reads = turns && metric_get(m, SCHEMA) == schema_built_for() &&
		     now - metric_get(m, SEEN_AT) <= BEAT_SECONDS;

	h->status = reads ? 200 : 503;
	h->body = textf(c, "{\"program\":\"%s\",\"ok\":%s,\"process\":%s,\"database\":%s,"
			"\"schema\":%lld,\"built_for\":%d,\"queue\":%lld}\n", name, yes(reads),
			yes(turns), yes(reads), m ? (long long)metric_get(m, SCHEMA) : 0LL,
			schema_built_for(), m ? (long long)metric_get(m, QUEUE) : 0LL);
}

static void metrics(struct ctx *c, struct http *h, const char *other)
{
	const struct metrics *m = other ? metrics_of(c, other) : NULL;

	h->mime = "text/plain; version=0.0.4; charset=utf-8";
	h->status = other && !m ? 503 : 200;
	h->body = h->status == 503 ? "# the program has not been started\n"
		: metrics_text(c, m, other ? other : h->app->name, other ? NULL : route_label, h->app);
}

bool watch(struct ctx *c, struct http *h)
{
	const char *name = h->app->name, *at = *h->path ? h->path + 1 : "", *other = NULL;
	size_t n = strlen(name);

	if (strcmp(h->method, "GET") || h->bad)
		return false;
	if (!strncmp(at, "gateway/", 8)) {
		other = "gateway";
		n = 7;
	} else if (strncmp(at, name, n) || at[n] != '/') {
		return false;
	}
	if (!strcmp(at + n, "/metrics")) {
		metrics(c, h, other);
	} else if (!strcmp(at + n, "/healthz")) {
		h->mime = "application/json";
		if (other)
			health_of(c, h, other);
		else
			health(c, h);
	} else {
		return false;
	}
	h->body_size = strlen(h->body);
	return true;
}

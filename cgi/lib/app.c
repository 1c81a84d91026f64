/* A program: its command line, its accept loop. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <fcgiapp.h>
#include <sodium.h>
#include "lib/inside_web.h"

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
	(void)sig;
	stopping = 1;
	FCGX_ShutdownPending();
	/* a signal that lands between the loop's test and accept() would wait for a request
	 * that never comes; this process's own door is shut instead, the socket stays */
	close(STDIN_FILENO);
}

/* ---- FastCGI ------------------------------------------------------------------------------- */

static char *read_body(FCGX_Request *f, struct ctx *c, struct http *h, size_t *n)
{
	const char *length = FCGX_GetParam("CONTENT_LENGTH", f->envp);
	long long want = length ? strtoll(length, NULL, 10) : 0;
	const char *type = FCGX_GetParam("CONTENT_TYPE", f->envp);
	bool upload = type && !strncasecmp(type, "multipart/", 10);
	char *body;

	*n = 0;
	if (want < 0 || want > conf_int(upload ? "limits.upload_bytes" : "limits.body_bytes", 1 << 20)) {
		h->bad = 413;
		return "";
	}
	body = alloc(c, (size_t)want + 1);
	*n = (size_t)FCGX_GetStr(body, (int)want, f->in);
	if (*n != (size_t)want)
		h->bad = 400;
	return body;
}

static void note_request(struct ctx *c, const struct http *h, int64_t us)
{
	metric_request(h->route ? (int)(h->route - h->app->routes) : -1, h->status, us);
	log_line(c, "info", "method=%s route=%s status=%d us=%lld db_us=%lld", h->method,
		 h->route ? h->route->path : "-", h->status, (long long)us,
		 (long long)db_micros(c->db));
}

/* The request's own bytes outlive a retry of the act: they have an arena of their own. */
static void serve(FCGX_Request *f, const struct app *app, struct ctx *outer, struct ctx *c)
{
	struct http h = { .app = app };
	int64_t began = clock_micros();
	size_t n;
	char *body = read_body(f, outer, &h, &n);

	http_parse(outer, &h, f->envp, body, n);
	c->request_id = outer->request_id;
	c->from = h.address;
	if (watch(c, &h)) {
		send_answer(outer, f, &h);
		FCGX_Finish_r(f);
		arena_reset(c->arena);
		arena_reset(outer->arena);
		return;
	}
	act(c, &h);
	send_answer(outer, f, &h);
	FCGX_Finish_r(f);
	note_request(c, &h, clock_micros() - began);
	arena_reset(c->arena);
	session_seen(c, &h);
	export_note(c, &h);
	db_micros(c->db);
	arena_reset(c->arena);
	arena_reset(outer->arena);
}

static int serve_all(const struct app *app, struct ctx *c)
{
	struct ctx outer = { .arena = arena_new(), .from = "http" };
	struct sigaction term = { .sa_handler = on_term };
	FCGX_Request f;

	sigaction(SIGTERM, &term, NULL);
	sigaction(SIGUSR1, &term, NULL);
	sigaction(SIGUSR2, &term, NULL);	/* passed on by multiwatch, which stays: a reload */
	signal(SIGPIPE, SIG_IGN);
	FCGX_Init();
	FCGX_InitRequest(&f, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping && FCGX_Accept_r(&f) >= 0)
		serve(&f, app, &outer, c);
	FCGX_Free(&f, 1);
	arena_free(outer.arena);
	return 0;
}

/* ---- command line ---------------------------------------------------------------------------- */

static refusal boot(struct ctx *c, void *area_name)
{
	page_boot(c, area_name);
	return DONE;
}

static int print_routes(const struct app *app)
{
	for (const struct route *r = app->routes; r->method; r++)
		printf("%s /%s/%s %s%s\n", r->method, app->name, r->path,
		       *route_right(r) ? route_right(r) : "-", *r->may == *PROVED ? " proved" : "");
	return 0;
}

/* A route without a right does not start: forgetting is impossible. */
static bool routes_right(const struct app *app)
{
	for (const struct route *r = app->routes; r->method; r++)
		if (!r->path || !r->handle || !r->may) {
			fprintf(stderr, "route %s says no right\n", r->path ? r->path : "?");
			return false;
		}
	return true;
}

static int command(const struct app *app, struct ctx *c, const char *name, int argc, char **argv)
{
	const struct command *m = app->commands;

	for (; m && m->name; m++)
		if (!strcmp(m->name, name))
			return m->run(c, argc, argv);
	fprintf(stderr, "%s: no option --%s\n", app->name, name);
	return 2;
}

/* --check: configuration, schema, every template; then exit. */
static int check(const struct app *app, struct ctx *c)
{
	struct tx t = { .step = boot, .arg = (void *)(uintptr_t)app->name };
	refusal no;

	return tx_attempt(c, &t, &no) ? 0 : 1;
}

static refusal look(struct ctx *c, void *unused)
{
	(void)c;
	(void)unused;
	return DONE;
}

/* A database that is away, or of another schema, is said in the log and waited for. */
static int start(const struct app *app, struct ctx *c)
{
	struct tx t = { .step = look };
	refusal no;

	metrics_open(app->name, routes_layout(app));
	page_boot(c, NULL);
	if (!tx_attempt(c, &t, &no))
		log_line(c, "info", "not ready: answers 503 until the database fits");
	return serve_all(app, c);
}

int app_main(int argc, char **argv, const struct app *app)
{
	struct ctx c = { .arena = arena_new(), .db = db_new(app->name), .from = "shell", .role = "" };
	int at = 1, result;

	if (app->is_public)
		db_ask_schema_by(c.db, "SELECT schema_no FROM receipt_public LIMIT 1");
	if (sodium_init() < 0 || !routes_right(app))
		return 2;
	if (argc > 2 && !strcmp(argv[1], "--conf")) {
		if (!conf_load(argv[2], app->name))
			return 2;
		at = 3;
	}
	if (at == argc)
		result = start(app, &c);
	else if (!strcmp(argv[at], "--routes"))
		result = print_routes(app);
	else if (!strcmp(argv[at], "--check"))
		result = check(app, &c);
	else if (!strcmp(argv[at], "--job") && at + 1 < argc)
		result = job_main(&c, app->jobs, argv[at + 1]);
	else if (!strncmp(argv[at], "--", 2))
		result = command(app, &c, argv[at] + 2, argc - at - 1, argv + at + 1);
	else
		result = 2;
	arena_free(c.arena);
	db_free(c.db);
	return result;
}

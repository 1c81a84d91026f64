/* A program that serves no pages: one turn after another until it is told to stop. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sodium.h>
#include "lib/inside.h"

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
	(void)sig;
	stopping = 1;
}

static refusal look(struct ctx *c, void *unused)
{
	(void)c;
	(void)unused;
	return DONE;
}

/* --check: configuration and database; then exit. */
static int check(struct ctx *c)
{
	struct tx t = { .step = look };
	refusal no;

	return tx_attempt(c, &t, &no) ? 0 : 1;
}

static void loop(struct ctx *c, void (*turn)(struct ctx *c))
{
	struct sigaction term = { .sa_handler = on_term };

	sigaction(SIGTERM, &term, NULL);
	sigaction(SIGINT, &term, NULL);
	signal(SIGPIPE, SIG_IGN);
	while (!stopping) {
		metric_set(BEAT_AT, clock_real_seconds());
		turn(c);
		arena_reset(c->arena);
	}
}

int daemon_main(int argc, char **argv, const char *name, void (*turn)(struct ctx *c),
		const struct job *jobs)
{
	struct ctx c = { .arena = arena_new(), .from = name, .role = "" };
	int result = 0;

	if (argc < 3 || strcmp(argv[1], "--conf") || sodium_init() < 0 || !conf_load(argv[2], name)) {
		fprintf(stderr, "loupan-%s --conf FILE [--check | --job NAME]\n", name);
		return 2;
	}
	c.db = db_new(name);
	if (argc > 3 && !strcmp(argv[3], "--check")) {
		result = check(&c);
	} else if (argc > 4 && !strcmp(argv[3], "--job")) {
		result = job_main(&c, jobs, argv[4]);
	} else {
		metrics_open(name, METRICS);
		loop(&c, turn);
	}
	arena_free(c.arena);
	db_free(c.db);
	return result;
}

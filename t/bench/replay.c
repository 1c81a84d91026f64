/* replay SOCKET DATABASE ACCOUNT PASSWORD_FILE CONNECTIONS SECONDS SCRIPT - statements that a
 * program sent once, sent again and again with fresh values: what they cost with no web server
 * and no program around them (`bench write`).  One thread a connection, prepared once, all rows
 * fetched.
 *
 * A line of SCRIPT is a word and the rest of it:
 *   seat T U C   the tab, unit and customer of one connection; they begin anew after the last
 *   connect SQL  once a connection
 *   act          what follows is one transaction, with a request key of its own
 *   plain SQL    as it stands
 *   ask SQL      prepared, with the values of the lines after it:
 *   i N | s TEXT | x HEX | n       a number, a text, bytes, NULL
 *   gives NAME   the new id, or the first cell that came, is {NAME} from here on
 * {slip} {line} {event} {serial} are what was given; {tab} {unit} {customer} the seat's; {n} a
 * number and {key} sixteen bytes of this act alone, {hex} the same in 32 digits.
 * Prints: rounds a second, p50 and p99 of an act in ms, acts done again after a deadlock, and
 * microseconds of processor a round. */
#include <mysql.h>
#include <mysqld_error.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { STATEMENTS = 200, VALUES = 24, SEATS = 64, LINE = 4096, TEXT = 160, COLUMNS = 32,
       CELL = 256, KEY = 16, TIMES = 400000 };
enum { SLIP, LINE_ID, EVENT, SERIAL, TAB, UNIT, CUSTOMER, N, NAMES };
static const char *const names[NAMES] = { "slip", "line", "event", "serial", "tab", "unit",
					  "customer", "n" };

struct value { char type, text[TEXT]; };
struct statement { char word, *sql; struct value v[VALUES]; int n, gives; };
static struct statement script[STATEMENTS];
static int script_n, seat_n;
static long long seats[SEATS][3];
static const char *address[4];		/* socket, database, account, password */
static double until;
static atomic_ullong counter;

struct client {
	pthread_t thread;
	MYSQL *my;
	MYSQL_STMT *prepared[STATEMENTS];
	long long of[NAMES];
	unsigned char key[KEY];
	char cells[COLUMNS][CELL];
	float *times;
	long acts, rounds, again;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

_Noreturn static void die(const char *what, const char *why)
{
	fprintf(stderr, "replay: %s: %s\n", what, why);
	_exit(1);
}

/* ---- the script ------------------------------------------------------------------------- */

/* Of a name that ends with the text or with '}'; -1: none. */
static int name_of(const char *s)
{
	for (int i = 0; i < NAMES; i++) {
		size_t n = strlen(names[i]);

		if (!strncmp(s, names[i], n) && (!s[n] || s[n] == '}'))
			return i;
	}
	return -1;
}

static void take_line(const char *word, const char *rest)
{
	struct statement *s = script_n ? &script[script_n - 1] : NULL;

	if (!strcmp(word, "seat")) {
		long long *to = seats[seat_n++ % SEATS];

		sscanf(rest, "%lld %lld %lld", &to[0], &to[1], &to[2]);
	} else if (strlen(word) > 1 && strcmp(word, "gives")) {
		if (script_n == STATEMENTS)
			die("too many statements", rest);
		script[script_n++] = (struct statement){ *word, strdup(rest), .gives = -1 };
	} else if (!s) {
		die("a value of nothing", rest);
	} else if (!strcmp(word, "gives")) {
		s->gives = name_of(rest);
		if (s->gives < 0)
			die("no such name", rest);
	} else if (s->n < VALUES) {
		s->v[s->n].type = *word;
		snprintf(s->v[s->n++].text, TEXT, "%s", rest);
	} else {
		die("too many values", s->sql);
	}
}

static void read_script(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[LINE];

	while (f && fgets(line, LINE, f)) {
		char *rest = line + strcspn(line, " \n");

		line[strcspn(line, "\n")] = '\0';
		if (*rest == ' ')
			*rest++ = '\0';
		take_line(line, rest);
	}
	if (!f || fclose(f) || !script_n || !seat_n)
		die(path, "no script");
}

/* ---- one statement ---------------------------------------------------------------------- */

static void new_key(struct client *c)
{
	unsigned long long n = ++counter, process = (unsigned long long)getpid();

	c->of[N] = (long long)n;
	memcpy(c->key, &process, 8);
	memcpy(c->key + 8, &n, 8);
}

/* The text with the values of its {names}; how long it is. */
static size_t fill(const struct client *c, const struct value *v, char *into)
{
	const char *from = v->text;
	char *to = into;

	if (!strcmp(from, "{key}"))
		return memcpy(into, c->key, KEY), KEY;
	if (v->type == 'x')
		for (unsigned byte; sscanf(from, "%2x", &byte) == 1; from += 2)
			*to++ = (char)byte;
	while (*from && to < into + TEXT - 40) {
		int name = *from == '{' ? name_of(from + 1) : -1;
		bool hex = !strncmp(from, "{hex}", 5);

		if (name < 0 && !hex) {
			*to++ = *from++;
			continue;
		}
		if (name >= 0)
			to += snprintf(to, 24, "%lld", c->of[name]);
		for (int i = 0; hex && i < KEY; i++)
			to += snprintf(to, 3, "%02x", c->key[i]);
		from = strchr(from, '}') + 1;
	}
	*to = '\0';
	return (size_t)(to - into);
}

/* All rows, as a program reads them; the first cell is what a statement may give. */
static void fetch_all(struct client *c, MYSQL_STMT *stmt, const struct statement *s)
{
	MYSQL_BIND out[COLUMNS] = { 0 };
	unsigned columns = mysql_stmt_field_count(stmt);
	bool first = true;

	if (columns > COLUMNS)
		die("too many columns", s->sql);
	for (unsigned i = 0; i < columns; i++)
		out[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = c->cells[i],
				       .buffer_length = CELL };
	if (mysql_stmt_bind_result(stmt, out))
		die(s->sql, mysql_stmt_error(stmt));
	for (int got; !(got = mysql_stmt_fetch(stmt)) || got == MYSQL_DATA_TRUNCATED; first = false)
		if (first && s->gives >= 0)
			c->of[s->gives] = strtoll(c->cells[0], NULL, 10);
	mysql_stmt_free_result(stmt);
}

/* 0, or the error of a deadlock or of a lock that did not come. */
static unsigned refused(unsigned code, const char *why, const char *sql)
{
	if (code != ER_LOCK_DEADLOCK && code != ER_LOCK_WAIT_TIMEOUT)
		die(sql, why);
	return code;
}

static unsigned ask(struct client *c, int at)
{
	const struct statement *s = &script[at];
	MYSQL_STMT *stmt = c->prepared[at];
	MYSQL_BIND in[VALUES] = { 0 };
	char texts[VALUES][TEXT];
	long long numbers[VALUES];

	for (int i = 0; i < s->n; i++) {
		size_t length = fill(c, &s->v[i], texts[i]);

		numbers[i] = strtoll(texts[i], NULL, 10);
		if (s->v[i].type == 'n')
			in[i].buffer_type = MYSQL_TYPE_NULL;
		else if (s->v[i].type == 'i')
			in[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &numbers[i] };
		else
			in[i] = (MYSQL_BIND){ .buffer = texts[i], .buffer_length = length,
				.buffer_type = s->v[i].type == 'x' ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING };
	}
	if ((s->n && mysql_stmt_bind_param(stmt, in)) || mysql_stmt_execute(stmt))
		return refused(mysql_stmt_errno(stmt), mysql_stmt_error(stmt), s->sql);
	if (mysql_stmt_field_count(stmt))
		fetch_all(c, stmt, s);
	else if (s->gives >= 0)
		c->of[s->gives] = (long long)mysql_stmt_insert_id(stmt);
	return 0;
}

static unsigned plain(struct client *c, const char *sql)
{
	if (mysql_real_query(c->my, sql, strlen(sql)))
		return refused(mysql_errno(c->my), mysql_error(c->my), sql);
	return 0;
}

/* ---- one connection --------------------------------------------------------------------- */

static void dial(struct client *c)
{
	c->my = mysql_init(NULL);
	mysql_options(c->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(c->my, NULL, address[2], address[3], address[1], 0, address[0],
				CLIENT_FOUND_ROWS))
		die("connect", mysql_error(c->my));
	for (int i = 0; i < script_n; i++) {
		const struct statement *s = &script[i];

		if (s->word == 'c' && plain(c, s->sql))
			die(s->sql, mysql_error(c->my));
		if (s->word != 'a' || !*s->sql)
			continue;
		c->prepared[i] = mysql_stmt_init(c->my);
		if (mysql_stmt_prepare(c->prepared[i], s->sql, strlen(s->sql)) ||
		    mysql_stmt_param_count(c->prepared[i]) != (unsigned long)s->n)
			die(s->sql, mysql_stmt_error(c->prepared[i]));
	}
}

static bool is_act(int at) { return at == script_n || (script[at].word == 'a' && !*script[at].sql); }

/* From the line after "act" on; where the next one begins. */
static int act(struct client *c, int from)
{
	double began = now();
	unsigned bad;
	int at;

	do {
		bad = 0;
		new_key(c);
		for (at = from; !is_act(at) && !bad; at++)
			bad = script[at].word == 'p' ? plain(c, script[at].sql)
			    : script[at].word == 'a' ? ask(c, at) : 0;
		if (bad) {
			mysql_rollback(c->my);
			c->again++;
		}
	} while (bad);
	if (c->acts < TIMES)
		c->times[c->acts++] = (float)((now() - began) * 1000);
	return at;
}

static void *work(void *of)
{
	struct client *c = of;

	while (now() < until) {
		for (int at = 0; at < script_n; at = is_act(at) ? act(c, at + 1) : at + 1)
			;
		c->rounds++;
	}
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

static double processor(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static void report(struct client *all, int n, double seconds, double cpu)
{
	float *times = malloc(sizeof(float) * (size_t)TIMES * (size_t)n);
	long acts = 0, rounds = 0, again = 0;

	for (int i = 0; times && i < n; i++) {
		memcpy(times + acts, all[i].times, sizeof(float) * (size_t)all[i].acts);
		acts += all[i].acts;
		rounds += all[i].rounds;
		again += all[i].again;
	}
	if (!acts || !rounds)
		die("report", "nothing was done");
	qsort(times, (size_t)acts, sizeof *times, by_size);
	printf("%.2f %.3f %.3f %ld %.0f %ld\n", (double)rounds / seconds, times[acts / 2],
	       times[acts * 99 / 100], again, cpu / (double)rounds, rounds);
}

static const char *first_line(const char *path)
{
	static char line[200];
	FILE *f = fopen(path, "r");

	if (!f || !fgets(line, sizeof line, f) || fclose(f))
		die(path, "no password");
	line[strcspn(line, "\n")] = '\0';
	return line;
}

int main(int argc, char **argv)
{
	static struct client all[SEATS];
	int n = argc == 8 ? atoi(argv[5]) : 0;
	double began, cpu;

	if (n < 1 || n > SEATS)
		return 2;
	read_script(argv[7]);
	for (int i = 0; i < 3; i++)
		address[i] = argv[i + 1];
	address[3] = first_line(argv[4]);
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < 3; k++)
			all[i].of[TAB + k] = seats[i % seat_n][k];
		all[i].times = malloc(sizeof(float) * TIMES);
		if (!all[i].times)
			return 1;
		dial(&all[i]);
	}
	cpu = processor();
	began = now();
	until = began + atof(argv[6]);
	for (int i = 0; i < n; i++)
		if (pthread_create(&all[i].thread, NULL, work, &all[i]))
			return 1;
	for (int i = 0; i < n; i++)
		pthread_join(all[i].thread, NULL);
	report(all, n, now() - began, processor() - cpu);
	return 0;
}

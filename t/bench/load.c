/* load HOST PORT CONNECTIONS SECONDS SCRIPT - requests over kept connections, as fast as they are
 * answered.  wrk cannot make each request from the answer before it; this does little else.
 *
 * SCRIPT has a request in four lines: "METHOD PATH STATUS", headers (one, or "-"), the body ("-":
 * none), and an empty one.  Each connection goes through the requests in their order, again and
 * again, until the time is up and the round is whole.  In path, header and body
 *   {n}  is a number that no other request has,
 *   {k}  the same as 32 hexadecimal digits,
 *   {i}  the connection's own number from 0,
 *   {id} the last number in the last Location.
 * A header may hold {i}-th of several, divided by '|'; so may a body.
 * Prints a line for each request of the script: count, p50 and p99 in ms, wrong answers; and one
 * for all: "all", rounds a second, p50, p99, wrong answers. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STEPS = 16, CONNECTIONS = 256, LINE = 8192, ANSWER = 2 << 20, TIMES = 4000000 };

struct step { char method[8], path[LINE], head[LINE], body[LINE]; int status; long wrong; };
static struct step steps[STEPS];
static int step_count;

struct link {
	int fd, number, step;
	bool over;
	double asked;
	long long id;
	char out[3 * LINE], *in;
	size_t out_n, out_at, in_n;
};

static struct sockaddr_in server;
static float *times[STEPS];
static long taken[STEPS];
static unsigned long long counter;
static char site[80];		/* the programs know themselves by one name */
static double until;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool line_of(FILE *f, char *into)
{
	size_t n;

	if (!fgets(into, LINE, f))
		return false;
	n = strcspn(into, "\n");
	into[n] = '\0';
	if (!strcmp(into, "-"))
		*into = '\0';
	return true;
}

static bool read_script(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[LINE], gap[LINE];

	while (f && step_count < STEPS && line_of(f, line)) {
		struct step *s = &steps[step_count];

		if (sscanf(line, "%7s %8191s %d", s->method, s->path, &s->status) != 3 ||
		    !line_of(f, s->head) || !line_of(f, s->body))
			return false;
		times[step_count++] = malloc(TIMES * sizeof(float));
		if (!line_of(f, gap))
			break;
	}
	return f && !fclose(f) && step_count;
}

/* The n-th of several, divided by '|'; they begin anew. */
static void choose(const char *from, int n, char *into)
{
	int count = 1;

	for (const char *p = from; *p; p++)
		count += *p == '|';
	for (n %= count; n; n--)
		from = strchr(from, '|') + 1;
	snprintf(into, LINE, "%.*s", (int)strcspn(from, "|"), from);
}

static void fill(const struct link *l, const char *from, char *into, size_t room)
{
	char *end = into + room - 64, *to = into;

	while (*from && to < end) {
		if (!strncmp(from, "{n}", 3))
			to += snprintf(to, 32, "%llu", counter);
		else if (!strncmp(from, "{k}", 3))
			to += snprintf(to, 33, "%016llx%016llx", (unsigned long long)getpid(), counter);
		else if (!strncmp(from, "{i}", 3))
			to += snprintf(to, 32, "%d", l->number);
		else if (!strncmp(from, "{id}", 4))
			to += snprintf(to, 32, "%lld", l->id);
		else {
			*to++ = *from++;
			continue;
		}
		from = strchr(from, '}') + 1;
	}
	*to = '\0';
}

static void prepare(struct link *l)
{
	const struct step *s = &steps[l->step];
	char one[LINE], path[LINE], head[LINE], body[LINE];

	counter++;
	fill(l, s->path, path, sizeof path);
	choose(s->head, l->number, one);
	fill(l, one, head, sizeof head);
	choose(s->body, l->number, one);
	fill(l, one, body, sizeof body);
	l->out_n = (size_t)snprintf(l->out, sizeof l->out, "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s",
				    s->method, path, site, head, *head ? "\r\n" : "");
	if (*s->body)
		l->out_n += (size_t)snprintf(l->out + l->out_n, sizeof l->out - l->out_n,
			"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n",
			strlen(body));
	l->out_n += (size_t)snprintf(l->out + l->out_n, sizeof l->out - l->out_n, "\r\n%s", body);
	l->out_at = l->in_n = 0;
	l->asked = now();
}

static bool dial(struct link *l)
{
	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	return l->fd >= 0 && !connect(l->fd, (struct sockaddr *)&server, sizeof server);
}

/* Where the answer ends, or NULL: not yet whole.  Chunks end with an empty one. */
static const char *answer_end(struct link *l)
{
	const char *body = memmem(l->in, l->in_n, "\r\n\r\n", 4), *length, *end = l->in + l->in_n;

	if (!body)
		return NULL;
	body += 4;
	length = memmem(l->in, (size_t)(body - l->in), "\r\nContent-Length: ", 18);
	if (length)
		return body + strtol(length + 18, NULL, 10) <= end ? end : NULL;
	if (!memmem(l->in, (size_t)(body - l->in), "chunked", 7))
		return end;
	while (body < end) {
		const char *data = memmem(body, (size_t)(end - body), "\r\n", 2);
		long n = strtol(body, NULL, 16);

		if (!data)
			return NULL;
		body = data + 2 + n + 2;
		if (!n)
			return body <= end ? end : NULL;
	}
	return NULL;
}

static void judge(struct link *l)
{
	struct step *s = &steps[l->step];
	const char *place = memmem(l->in, l->in_n, "\r\nLocation: ", 12);

	if (l->in_n < 12 || strtol(l->in + 9, NULL, 10) != s->status)
		s->wrong++;
	if (taken[l->step] < TIMES)
		times[l->step][taken[l->step]++] = (float)((now() - l->asked) * 1000);
	if (place) {
		const char *e = strstr(place + 2, "\r\n"), *at = e;

		while (at && at > place && at[-1] >= '0' && at[-1] <= '9')
			at--;
		if (at < e)
			l->id = strtoll(at, NULL, 10);
	}
	l->step = (l->step + 1) % step_count;
	if (!l->step && now() >= until)
		l->over = true;
	else
		prepare(l);
}

static void come(struct link *l)
{
	ssize_t n = recv(l->fd, l->in + l->in_n, ANSWER - l->in_n - 1, 0);
	bool closes;

	if (n <= 0) {			/* nginx ends a connection after a thousand requests */
		close(l->fd);
		if (l->in_n)
			steps[l->step].wrong++;
		l->over = !dial(l);
		prepare(l);
		return;
	}
	l->in_n += (size_t)n;
	l->in[l->in_n] = '\0';
	if (!answer_end(l))
		return;
	closes = memmem(l->in, l->in_n, "\r\nConnection: close", 19);
	judge(l);
	if (closes && !l->over) {
		close(l->fd);
		l->over = !dial(l);
	}
}

static void turn(struct link *links, int n)
{
	struct pollfd p[CONNECTIONS];

	for (int i = 0; i < n; i++)
		p[i] = (struct pollfd){ links[i].over ? -1 : links[i].fd,
			links[i].out_at < links[i].out_n ? POLLOUT : POLLIN, 0 };
	if (poll(p, (nfds_t)n, 1000) < 0)
		return;
	for (int i = 0; i < n; i++) {
		struct link *l = &links[i];
		ssize_t sent;

		if (p[i].revents & POLLOUT) {
			sent = send(l->fd, l->out + l->out_at, l->out_n - l->out_at, MSG_NOSIGNAL);
			l->out_at += sent > 0 ? (size_t)sent : 0;
		} else if (p[i].revents) {
			come(l);
		}
	}
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

static void report(const char *name, float *t, long n, double rate, long wrong)
{
	qsort(t, (size_t)n, sizeof *t, by_size);
	printf("%s %.2f %.3f %.3f %ld\n", name, rate, n ? t[n / 2] : 0.f, n ? t[n * 99 / 100] : 0.f, wrong);
}

static void report_all(double seconds)
{
	float *all = malloc(sizeof(float) * (size_t)TIMES * (size_t)step_count);
	long n = 0, wrong = 0;
	char name[32];

	for (int i = 0; i < step_count; i++) {
		if (all)
			memcpy(all + n, times[i], sizeof(float) * (size_t)taken[i]);
		n += taken[i];
		wrong += steps[i].wrong;
		snprintf(name, sizeof name, "%d", i);
		report(name, times[i], taken[i], (double)taken[i] / seconds, steps[i].wrong);
	}
	if (all)
		report("all", all, n, (double)n / step_count / seconds, wrong);
}

int main(int argc, char **argv)
{
	static struct link links[CONNECTIONS];
	int n = argc == 6 ? atoi(argv[3]) : 0;
	double began;
	bool busy = true;

	if (n < 1 || n > CONNECTIONS || !read_script(argv[5]))
		return 2;
	server = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2])) };
	inet_pton(AF_INET, argv[1], &server.sin_addr);
	snprintf(site, sizeof site, "%s:%s", argv[1], argv[2]);
	began = now();
	until = began + atof(argv[4]);
	for (int i = 0; i < n; i++) {
		links[i].number = i;
		links[i].in = malloc(ANSWER);
		if (!links[i].in || !dial(&links[i]))
			return 1;
		prepare(&links[i]);
	}
	while (busy) {
		turn(links, n);
		busy = false;
		for (int i = 0; i < n; i++)
			busy = busy || !links[i].over;
	}
	report_all(now() - began);
	return 0;
}

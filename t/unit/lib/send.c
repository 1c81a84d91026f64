/* An answer's records come whole and in order, however the socket takes them. */
#include <fcgiapp.h>
#include <fastcgi.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include "t/unit/harness.h"
#include "lib/inside_web.h"

enum { BODY = 200000, ID = 513, SMALL = 4096 };

static void ring(int sig) { (void)sig; }

/* In a process of its own, whose writes are cut short by an alarm all the time. */
static void send_from(struct ctx *c, int fd, const struct http *h)
{
	struct itimerval often = { { 0, 300 }, { 0, 300 } };
	struct sigaction act = { .sa_handler = ring };
	FCGX_Request f = { .requestId = ID, .ipcFd = fd };

	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){ SMALL }, sizeof(int));
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	send_answer(c, &f, h);
	_exit(0);
}

static size_t read_all(int fd, char *to, size_t room)
{
	size_t n = 0;
	ssize_t got;

	while (n < room && (got = read(fd, to + n, room - n < 777 ? room - n : 777)) > 0)
		n += (size_t)got;
	return n;
}

/* Records become their content again; *records says how many. */
static size_t unpack(const char *s, size_t n, char *to, int *records)
{
	size_t out = 0;

	for (*records = 0; n >= sizeof(FCGI_Header); ++*records) {
		const FCGI_Header *h = (const void *)s;
		size_t part = (size_t)h->contentLengthB1 << 8 | h->contentLengthB0;

		assert_int_equal(h->version, FCGI_VERSION_1);
		assert_int_equal(h->type, FCGI_STDOUT);
		assert_int_equal(h->requestIdB1 << 8 | h->requestIdB0, ID);
		assert_true(part && part + sizeof *h + h->paddingLength <= n);
		memcpy(to + out, s + sizeof *h, part);
		out += part;
		s += sizeof *h + part + h->paddingLength;
		n -= sizeof *h + part + h->paddingLength;
	}
	assert_int_equal(n, 0);
	return out;
}

static size_t answer(struct ctx *c, const struct http *h, char *content, int *records)
{
	char *raw = alloc(c, BODY * 2);
	int pair[2];
	size_t n;
	pid_t pid;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	pid = fork();
	if (!pid)
		send_from(c, pair[1], h);
	close(pair[1]);
	n = read_all(pair[0], raw, BODY * 2);
	close(pair[0]);
	waitpid(pid, NULL, 0);
	return unpack(raw, n, content, records);
}

static void an_answer_comes_whole(void **state)
{
	struct ctx *c = as(state, "CO");
	char *body = alloc(c, BODY), *content = alloc(c, BODY * 2), *at;
	struct http h = { .method = "GET", .status = 200, .body = body, .body_size = BODY };
	int records;
	size_t n;

	for (int i = 0; i < BODY; i++)
		body[i] = (char)(i * 7 + i / 251);
	n = answer(c, &h, content, &records);
	assert_int_equal(records, 4);		/* 200,000 bytes and a head, 65,528 at a time */
	at = strstr(content, "\r\n\r\n");
	assert_non_null(at);
	assert_int_equal(content + n - (at + 4), BODY);
	assert_memory_equal(at + 4, body, BODY);
	assert_memory_equal(content, "Status: 200\r\n", 13);

	h.method = "HEAD";
	n = answer(c, &h, content, &records);
	assert_int_equal(records, 1);
	assert_memory_equal(content + n - 4, "\r\n\r\n", 4);
}

int main(void)
{
	return run(an_answer_comes_whole);
}

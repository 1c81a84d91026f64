/* The bytes of an answer.
 *
 * libfcgi writes records of 8 KiB, each of which wakes nginx for a part of the page.  An answer
 * is whole when it is sent, so it goes in the largest records that there are (FastCGI 1.0, 3.3);
 * the end of the stream and of the request are libfcgi's again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <fcgiapp.h>
#include <fastcgi.h>
#include "lib/inside_web.h"

enum { RECORD = 65528 };	/* the most that is a multiple of 8 */

enum { PARTS = 3 };		/* header of the record, before, body */

static void move_on(struct iovec v[PARTS], size_t done)
{
	for (int i = 0; i < PARTS; i++) {
		size_t part = done < v[i].iov_len ? done : v[i].iov_len;

		v[i].iov_base = (char *)v[i].iov_base + part;
		v[i].iov_len -= part;
		done -= part;
	}
}

/* False: nobody is there any more. */
static bool record_out(FCGX_Request *f, struct iovec v[PARTS])
{
	size_t n = v[1].iov_len + v[2].iov_len;
	FCGI_Header h = { .version = FCGI_VERSION_1, .type = FCGI_STDOUT,
			  .requestIdB1 = (unsigned char)(f->requestId >> 8),
			  .requestIdB0 = (unsigned char)f->requestId,
			  .contentLengthB1 = (unsigned char)(n >> 8),
			  .contentLengthB0 = (unsigned char)n };

	v[0] = (struct iovec){ &h, sizeof h };
	while (v[0].iov_len + v[1].iov_len + v[2].iov_len) {
		ssize_t done = writev(f->ipcFd, v, PARTS);

		if (done < 0 && errno != EINTR)
			return false;
		move_on(v, done < 0 ? 0 : (size_t)done);
	}
	return true;
}

static const char *head_of(struct ctx *c, const struct http *h)
{
	struct text t = { .c = c };
	const char *cookie = session_cookie(h);

	text_addf(&t, "Status: %d\r\n", h->status);
	if (h->location)
		text_addf(&t, "Location: %s\r\n", h->location);
	if (h->retry_after)
		text_addf(&t, "Retry-After: %d\r\n", h->retry_after);
	if (cookie)
		text_addf(&t, "Set-Cookie: %s\r\n", cookie);
	if (h->file_name)
		text_addf(&t, "Content-Disposition: attachment; filename*=UTF-8''%s\r\n", h->file_name);
	text_addf(&t, "Cache-Control: no-store\r\nContent-Type: %s\r\n\r\n",
		  h->mime ? h->mime : "text/plain; charset=utf-8");
	return t.s;
}

/* Of the body, what goes with `before` into one record; how much. */
static size_t part_out(FCGX_Request *f, const char *before, const char *body, size_t n)
{
	size_t room = RECORD - strlen(before), part = n < room ? n : room;
	struct iovec v[PARTS] = { { 0 }, { (void *)before, strlen(before) }, { (void *)body, part } };

	return record_out(f, v) ? part : n;
}

static void send_stream(FCGX_Request *f, const char *head, FILE *stream)
{
	static char buffer[RECORD];
	size_t n;

	rewind(stream);
	part_out(f, head, "", 0);
	while ((n = fread(buffer, 1, sizeof buffer, stream)) > 0)
		part_out(f, "", buffer, n);
}

void send_answer(struct ctx *c, FCGX_Request *f, const struct http *h)
{
	const char *head = head_of(c, h), *body = h->body ? h->body : "";
	size_t size = strcmp(h->method, "HEAD") ? h->body_size : 0, at;

	if (h->stream && strcmp(h->method, "HEAD")) {
		send_stream(f, head, h->stream);
		return;
	}
	at = part_out(f, head, body, size);
	while (at < size)
		at += part_out(f, "", body + at, size - at);
}

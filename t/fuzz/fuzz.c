/* The act, the request and the database that is not there. */
#include <signal.h>
#include <string.h>
#include <sodium.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

void (*fuzz_statement)(struct ctx *c, const char *sql, const struct val *v, int n);

_Noreturn void broken(const char *file, int line, const char *property)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, property);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct ctx c = { .role = "", .from = "fuzz", .request_id = "fuzz",
			 .today = date_of(2026, 3, 6), .now = "2026-03-06 10:20:00" };

	if (!arena) {
		must(sodium_init() >= 0);
		arena = arena_new();
	}
	c.arena = arena;
	fuzz(&c, data, size);
	arena_reset(arena);	/* now: what is still held is a leak */
	return 0;
}

struct req *fresh_request(struct ctx *c)
{
	static const struct noun none[] = { { 0 } };
	static const struct app app = { .name = "fuzz", .nouns = none };
	static bool booted;
	struct req *r = alloc(c, sizeof *r);

	if (!booted)
		page_boot(c, NULL);
	booted = true;
	r->c = c;
	r->http = alloc(c, sizeof *r->http);
	*r->http = (struct http){ .app = &app, .method = "POST", .path = "/fuzz", .bearer = "",
		.cookie = "", .host = "", .origin = "", .key_header = "", .language_header = "",
		.s = { .login = "", .name = "", .role = "", .language = "zh", .theme = "light" } };
	page_begin(r);
	return r;
}

int body_refused(struct ctx *c, const char *type, const void *body, size_t size)
{
	char *env[] = { textf(c, "CONTENT_TYPE=%s", type), NULL };
	struct http h = { 0 };

	http_parse(c, &h, env, body, size);
	must(!h.bad || !h.posted.n);
	return h.bad;
}

const char *text_of(struct ctx *c, const uint8_t *data, size_t size)
{
	return textf(c, "%.*s", (int)size, (const char *)data);
}

const char *line_of(struct ctx *c, const uint8_t **data, size_t *size)
{
	const uint8_t *end = *size ? memchr(*data, '\n', *size) : NULL;
	size_t n = end ? (size_t)(end - *data) : *size;
	const char *line;

	if (!*size)
		return NULL;
	line = text_of(c, *data, n && (*data)[n - 1] == '\r' ? n - 1 : n);
	n += end != NULL;
	*data += n;
	*size -= n;
	return line;
}

/* ---- instead of cgi/lib/db.c: the linker puts these in its place (t/fuzz/fuzz.am) ---------- */

void __wrap_db_begin(struct ctx *c, bool write);
void __wrap_db_rollback(struct ctx *c);
const struct row *__wrap_db_dynamic(struct ctx *c, const char *sql, const struct val *v, int n);

void __wrap_db_begin(struct ctx *c, bool write)
{
	(void)c, (void)write;
}

void __wrap_db_rollback(struct ctx *c)
{
	(void)c;
}

const struct row *__wrap_db_dynamic(struct ctx *c, const char *sql, const struct val *v, int n)
{
	if (fuzz_statement)
		fuzz_statement(c, sql, v, n);
	return NULL;
}

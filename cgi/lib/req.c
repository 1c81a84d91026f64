/* The bytes of a request become names and values; nothing of it becomes an HDF path. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/inside_web.h"

enum { MOST_FIELDS = 2000, NAME_LENGTH = 64 };

const char *pair_get(const struct pairs *p, const char *name)
{
	for (int i = 0; i < p->n; i++)
		if (!strcmp(p->of[i].name, name))
			return p->of[i].value;
	return NULL;
}

int pair_count(const struct pairs *p, const char *name)
{
	int n = 0;

	for (int i = 0; i < p->n; i++)
		n += !strcmp(p->of[i].name, name);
	return n;
}

static void put(struct ctx *c, struct http *h, struct pairs *p, struct pair pair)
{
	if (p->n >= MOST_FIELDS || strlen(pair.name) > NAME_LENGTH ||
	    !(pair.file ? utf8_ok(pair.file, strlen(pair.file)) : utf8_ok(pair.value, pair.size)) ||
	    !utf8_ok(pair.name, strlen(pair.name))) {
		h->bad = 400;
		return;
	}
	if (p->n == p->room) {
		struct pair *more = alloc(c, sizeof *more * (size_t)(p->room * 2 + 32));

		if (p->n)
			memcpy(more, p->of, sizeof *more * (size_t)p->n);
		p->of = more;
		p->room = p->room * 2 + 32;
	}
	p->of[p->n++] = pair;
}

static int hex(int ch)
{
	return isdigit(ch) ? ch - '0' : isxdigit(ch) ? tolower(ch) - 'a' + 10 : -1;
}

/* In place of nothing: a fresh string; *n is its length, which may hold a NUL. */
static char *unescape(struct ctx *c, const char *s, size_t len, size_t *n)
{
	char *out = alloc(c, len + 1);

	*n = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && i + 2 < len && hex((unsigned char)s[i + 1]) >= 0 &&
		    hex((unsigned char)s[i + 2]) >= 0) {
			out[(*n)++] = (char)(hex((unsigned char)s[i + 1]) * 16 +
					     hex((unsigned char)s[i + 2]));
			i += 2;
		} else {
			out[(*n)++] = s[i] == '+' ? ' ' : s[i];
		}
	}
	return out;
}

static void parse_form(struct ctx *c, struct http *h, struct pairs *p, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		const char *stop = amp ? amp : end, *is = memchr(s, '=', (size_t)(stop - s));
		struct pair pair = { 0 };
		size_t len;

		pair.name = unescape(c, s, (size_t)((is ? is : stop) - s), &len);
		if (strlen(pair.name) != len)
			h->bad = 400;
		pair.value = is ? unescape(c, is + 1, (size_t)(stop - is - 1), &pair.size) : "";
		if (stop > s)
			put(c, h, p, pair);
		s = stop + 1;
	}
}

/* The parameter of a header's text, "form-data; name=\"file\"; filename=\"a.csv\"", by its
 * name; NULL: it has none.  In quotes anything may stand but a quote (browsers send %22). */
static const char *parameter(struct ctx *c, const char *s, const char *end, const char *name)
{
	while (s < end) {
		const char *key, *value;
		size_t n;
		bool quoted;

		while (s < end && strchr("; \t", *s))
			s++;
		for (key = s; s < end && *s != '=' && *s != ';'; s++)
			;
		n = (size_t)(s - key);
		if (s == end || *s == ';')
			continue;
		quoted = ++s < end && *s == '"';
		for (value = s += quoted; s < end && *s != '"' && (quoted || *s != ';'); s++)
			;
		if (n == strlen(name) && !strncasecmp(key, name, n))
			return textf(c, "%.*s", (int)(s - value), value);
		s += quoted && s < end;
	}
	return NULL;
}

/* What a part says of itself, between its boundary and its body. */
static struct pair part_named(struct ctx *c, const char *head, const char *body)
{
	static const char word[] = "Content-Disposition:";
	struct pair pair = { .value = "" };

	while (head < body) {
		const char *end = memmem(head, (size_t)(body - head), "\r\n", 2);

		end = end ? end : body;
		if (end - head > (ptrdiff_t)sizeof word && !strncasecmp(head, word, sizeof word - 1)) {
			pair.name = parameter(c, head + sizeof word - 1, end, "name");
			pair.file = parameter(c, head + sizeof word - 1, end, "filename");
			break;
		}
		head = end + 2;
	}
	return pair;
}

/* "\r\n--" and the boundary of the type; NULL: it says none. */
static const char *delimiter(struct ctx *c, const char *type)
{
	const char *mark = parameter(c, type, type + strlen(type), "boundary");

	return mark && *mark ? textf(c, "\r\n--%s", mark) : NULL;
}

/* RFC 7578, as browsers send it.  s is always behind a delimiter; two more dashes end it all. */
static void parse_multipart(struct ctx *c, struct http *h, const char *type, const char *s,
			    size_t n)
{
	const char *line = delimiter(c, type), *end = s + n, *body, *next;
	size_t len = line ? strlen(line) : 0;

	if (line && n >= len - 2 && !memcmp(s, line + 2, len - 2))
		s += len - 2;		/* the first stands at the very beginning */
	else if (line && (s = memmem(s, n, line, len)))
		s += len;		/* or behind lines that nobody reads */
	while (line && s && end - s >= 2 && memcmp(s, "--", 2)) {
		struct pair pair;

		body = memmem(s, (size_t)(end - s), "\r\n\r\n", 4);
		next = body ? memmem(body + 2, (size_t)(end - body - 2), line, len) : NULL;
		if (!next)
			break;
		pair = part_named(c, s, body);
		if (next > body + 4) {
			char *copy = alloc(c, (size_t)(next - body - 4) + 1);

			pair.size = (size_t)(next - body - 4);
			pair.value = memcpy(copy, body + 4, pair.size);
		}
		if (pair.name)
			put(c, h, &h->posted, pair);
		s = next + len;
	}
	if (!line || !s || end - s < 2 || memcmp(s, "--", 2))
		h->bad = 400;		/* cut off, or none at all */
}

static const char *env_get(char **env, const char *name)
{
	size_t n = strlen(name);

	for (; *env; env++)
		if (!strncmp(*env, name, n) && (*env)[n] == '=')
			return *env + n + 1;
	return "";
}

static const char *cookie_value(struct ctx *c, const char *cookies, const char *name)
{
	size_t n = strlen(name);

	while (*cookies) {
		cookies += strspn(cookies, " ;");
		if (!strncmp(cookies, name, n) && cookies[n] == '=')
			return textf(c, "%.*s", (int)strcspn(cookies + n + 1, "; "), cookies + n + 1);
		cookies += strcspn(cookies, ";");
	}
	return "";
}

void http_parse(struct ctx *c, struct http *h, char **env, const char *body, size_t n)
{
	const char *type = env_get(env, "CONTENT_TYPE"), *query = env_get(env, "QUERY_STRING");
	const char *auth = env_get(env, "HTTP_AUTHORIZATION"), *uri = env_get(env, "REQUEST_URI");
	bool secure = !strncmp(conf("url.base", ""), "https:", 6);
	size_t len, raw = strcspn(uri, "?");
	struct pair orig = { .name = "X_ORIG" };

	h->method = textf(c, "%s", env_get(env, "REQUEST_METHOD"));
	h->path = unescape(c, uri, raw, &len);
	if (strlen(h->path) != len || !utf8_ok(h->path, len) || len > 400)
		h->bad = 400;
	h->address = textf(c, "%.60s", env_get(env, "REMOTE_ADDR"));
	h->host = textf(c, "%s", env_get(env, "HTTP_HOST"));
	h->origin = textf(c, "%s", env_get(env, "HTTP_ORIGIN"));
	h->cookie = cookie_value(c, env_get(env, "HTTP_COOKIE"), secure ? "__Host-sid" : "sid");
	h->bearer = !strncasecmp(auth, "Bearer ", 7) ? textf(c, "%s", auth + 7) : "";
	h->key_header = textf(c, "%s", env_get(env, "HTTP_IDEMPOTENCY_KEY"));
	h->language_header = textf(c, "%.40s", env_get(env, "HTTP_ACCEPT_LANGUAGE"));
	c->request_id = textf(c, "%.36s", env_get(env, "REQUEST_ID"));
	/* what nginx asks a right for (auth_request); first, so that no query can stand for it */
	orig.value = env_get(env, "X_ORIG");
	orig.size = strlen(orig.value);
	if (orig.size)
		put(c, h, &h->asked, orig);
	parse_form(c, h, &h->asked, query, strlen(query));
	h->multipart = !strncasecmp(type, "multipart/form-data", 19);
	if (h->multipart)
		parse_multipart(c, h, type, body, n);
	else if (n && !strncasecmp(type, "application/x-www-form-urlencoded", 33))
		parse_form(c, h, &h->posted, body, n);
	else if (n)
		h->bad = 400;
}

const char *url_escape(struct ctx *c, const char *s)
{
	struct text t = { .c = c };

	text_add(&t, "");
	for (; *s; s++)
		if (isalnum((unsigned char)*s) || strchr("-_.~", *s))
			text_add_n(&t, s, 1);
		else
			text_addf(&t, "%%%02X", (unsigned char)*s);
	return t.s;
}

const char *param(const struct req *r, const char *name)
{
	const char *v = pair_get(&r->http->asked, name);

	return v ? v : "";
}

/* Request line and headers, as nginx hands them on: the input is a request as it stands on
 * the wire, with its body. */
#include <ctype.h>
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

enum { HEADERS = 24 };

static const struct route routes[] = {
	{ "GET", "things", NULL, "" }, { "GET", "things/:thing", NULL, "" },
	{ "POST", "things/:thing/review", NULL, "" }, { "GET", "r/", NULL, "" },
	{ "GET", "r/*", NULL, "" }, { 0 }
};

/* "Content-Type: x" is CONTENT_TYPE=x, all others are HTTP_NAME=x (RFC 3875). */
static char *variable(struct ctx *c, const char *line)
{
	size_t n = strcspn(line, ":");
	const char *prefix = !strncasecmp(line, "content-type", 12) || !strncasecmp(line, "x-orig", 6) ||
			     !strncasecmp(line, "request-id", 10) ? "" : "HTTP_";
	char *s = textf(c, "%s%.*s=%s", prefix, (int)n, line, line[n] ? line + n + 1 + (line[n + 1] == ' ') : "");

	for (char *p = s; *p && *p != '='; p++)
		*p = *p == '-' ? '_' : (char)toupper((unsigned char)*p);
	return s;
}

static void read_request(struct ctx *c, struct http *h, const uint8_t *data, size_t size)
{
	char *env[HEADERS + 4] = { NULL };
	const char *first = line_of(c, &data, &size), *line, *uri, *query;
	int n = 0;

	uri = first && strchr(first, ' ') ? strchr(first, ' ') + 1 : "";
	uri = textf(c, "%.*s", (int)strcspn(uri, " "), uri);
	query = strchr(uri, '?');
	env[n++] = textf(c, "REQUEST_METHOD=%.*s", first ? (int)strcspn(first, " ") : 0, first);
	env[n++] = textf(c, "REQUEST_URI=%s", uri);
	env[n++] = textf(c, "QUERY_STRING=%s", query ? query + 1 : "");
	while ((line = line_of(c, &data, &size)) && *line && n < HEADERS + 3)
		env[n++] = variable(c, line);
	http_parse(c, h, env, (const char *)data, size);
}

static void pairs_must_hold(struct ctx *c, const struct pairs *p)
{
	struct http h = { 0 };
	char *env[2] = { NULL };

	must(p->n <= 2000);
	for (int i = 0; i < p->n; i++) {
		const struct pair *one = &p->of[i];

		must(strlen(one->name) <= 64 && utf8_ok(one->name, strlen(one->name)));
		must(one->file ? utf8_ok(one->file, strlen(one->file)) : utf8_ok(one->value, one->size));
		must(one->file || strlen(one->value) == one->size);
		if (one->file || i > 20)
			continue;
		/* what an address of ours carries on is what came */
		env[0] = textf(c, "QUERY_STRING=n=%s", url_escape(c, one->value));
		h = (struct http){ 0 };
		http_parse(c, &h, env, "", 0);
		must(!h.bad && !strcmp(pair_get(&h.asked, "n"), one->value));
	}
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	static const struct app app = { .name = "fuzz", .routes = routes };
	struct http h = { .app = &app };
	const char *noun;
	bool other;
	const struct route *found;

	read_request(c, &h, data, size);
	must(h.bad == 0 || h.bad == 400);
	must(h.method && h.host && h.origin && h.bearer && h.key_header && h.cookie);
	must(strlen(h.address) <= 60 && strlen(c->request_id) <= 36);
	if (h.bad)
		return;		/* no handler sees it */
	must(utf8_ok(h.path, strlen(h.path)) && strlen(h.path) <= 400);
	pairs_must_hold(c, &h.asked);
	pairs_must_hold(c, &h.posted);
	found = route_find(c, &h, &noun, &other);
	must(!found || !strchr(found->path, ':') || (h.id > 0 && !strcmp(noun, "thing")));
	must(!found || !strchr(found->path, '*') || !strchr(h.word, '/'));
}

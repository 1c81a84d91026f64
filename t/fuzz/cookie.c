/* The session's cookie among whatever else a browser sends. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *header = text_of(c, data, size);
	char *env[] = { textf(c, "HTTP_COOKIE=%s", header), NULL };
	struct http h = { 0 };

	http_parse(c, &h, env, "", 0);
	must(!strpbrk(h.cookie, "; "));
	must(!*h.cookie || strstr(header, textf(c, "sid=%s", h.cookie)));
	/* first or last among others, it is the same */
	if (*h.cookie) {
		const char *mine = h.cookie;

		env[0] = textf(c, "HTTP_COOKIE=a=sid=1; sid=%s; sid=2", mine);
		http_parse(c, &h, env, "", 0);
		must(!strcmp(h.cookie, mine));
	}
}

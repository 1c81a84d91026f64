/* Accept-Language. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *header = text_of(c, data, size), *language;
	char *env[] = { textf(c, "HTTP_ACCEPT_LANGUAGE=%s", header), NULL };
	struct http h = { 0 };

	http_parse(c, &h, env, "", 0);
	must(!strncmp(header, h.language_header, strlen(h.language_header)));
	language = language_read(h.language_header);
	must(!strcmp(language, "zh") || !strcmp(language, "en"));
	must(!strcmp(language, language_read(language)));
}

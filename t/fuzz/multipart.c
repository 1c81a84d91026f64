/* A form with files.  The first line of the input is the value of Content-Type, the rest the
 * body. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

static struct http parsed(struct ctx *c, const char *type, const void *body, size_t n)
{
	char *env[] = { textf(c, "CONTENT_TYPE=%s", type), NULL };
	struct http h = { 0 };

	http_parse(c, &h, env, body, n);
	return h;
}

/* Written as a browser does and read again, it is the same. */
static void again_the_same(struct ctx *c, const struct pairs *p)
{
	struct text t = { .c = c };
	struct http h;

	for (int i = 0; i < p->n; i++) {
		const struct pair *one = &p->of[i];

		text_addf(&t, "--fuzz-boundary\r\nContent-Disposition: form-data; name=\"%s\"", one->name);
		if (one->file)
			text_addf(&t, "; filename=\"%s\"", one->file);
		text_add(&t, "\r\n\r\n");
		text_add_n(&t, one->value, one->size);
		/* no browser takes a boundary that begins a line of the value, its first included */
		if (memmem(t.s + t.n - one->size - 2, one->size + 2, "\r\n--fuzz-boundary", 17))
			return;
		text_add(&t, "\r\n");
	}
	text_add(&t, "--fuzz-boundary--\r\n");
	h = parsed(c, "multipart/form-data; boundary=fuzz-boundary", t.s, t.n);
	must(!h.bad && h.posted.n == p->n);
	for (int i = 0; i < p->n; i++) {
		const struct pair *a = &p->of[i], *b = &h.posted.of[i];

		must(!strcmp(a->name, b->name) && !a->file == !b->file);
		must(!a->file || !strcmp(a->file, b->file));
		must(a->size == b->size && !memcmp(a->value, b->value, a->size));
	}
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *type = line_of(c, &data, &size);
	struct http h = parsed(c, textf(c, "multipart/form-data; %s", type ? type : ""), data, size);
	size_t sum = 0;

	must(h.multipart);
	for (int i = 0; i < h.posted.n; i++) {
		must(h.posted.of[i].value[h.posted.of[i].size] == '\0');
		sum += h.posted.of[i].size;
	}
	must(sum <= size);
	if (!h.bad)
		again_the_same(c, &h.posted);
}

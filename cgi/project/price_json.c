/* project/price_json.c - what was found, for programs. */
#include "project/price_file.h"

/* Control characters and what JSON itself needs; the rest is UTF-8 and stays. */
const char *json_quoted(struct ctx *c, const char *s)
{
	static const char hex[] = "0123456789abcdef";
	char *out, *p;

	if (!s)
		return "null";
	p = out = alloc(c, strlen(s) * 6 + 3);
	*p++ = '"';
	for (; *s; s++) {
		unsigned char ch = (unsigned char)*s;

		if (ch == '"' || ch == '\\') {
			*p++ = '\\';
			*p++ = (char)ch;
		} else if (ch == '\n') {
			*p++ = '\\';
			*p++ = 'n';
		} else if (ch < 0x20) {
			memcpy(p, "\\u00", 4);
			p[4] = hex[ch >> 4];
			p[5] = hex[ch & 15];
			p += 6;
		} else {
			*p++ = (char)ch;
		}
	}
	*p = '"';
	return out;
}

static const char *problem_json(struct ctx *c, const struct price_problem *p)
{
	return textf(c, "{\"sheet\":%s,\"row\":%d,\"column\":%s,\"code\":\"%s\",\"severity\":\"%s\","
		     "\"found\":%s,\"expected\":%s}", json_quoted(c, p->sheet), p->row,
		     json_quoted(c, p->column), p->code, p->severity, json_quoted(c, p->found),
		     json_quoted(c, p->expected));
}

const char *price_file_json(struct ctx *c, const struct price_file *f, bool changed)
{
	const char **parts = alloc(c, ((size_t)f->n_problems + 1) * sizeof *parts);
	const char *head = textf(c, "{\"units\":%d,\"gross_dm2\":%lld,\"total_fen\":%lld,\"problems\":[",
		f->n_units, (long long)f->gross.dm2, (long long)f->total.fen);
	size_t n = strlen(head) + 64;
	char *out, *p;

	for (int i = 0; i < f->n_problems; i++) {
		parts[i] = problem_json(c, &f->problems[i]);
		n += strlen(parts[i]) + 1;
	}
	p = out = alloc(c, n);
	p = stpcpy(p, head);
	for (int i = 0; i < f->n_problems; i++) {
		if (i)
			*p++ = ',';
		p = stpcpy(p, parts[i]);
	}
	stpcpy(p, changed ? "],\"changed\":true}" : "],\"changed\":false}");
	return out;
}

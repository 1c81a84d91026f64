/* What people typed in a page: whatever it is, the page has the tags and the quotes that it
 * has with a plain word there.  Lines of the input are the values. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

enum { VALUES = 12 };

static const char *const names[VALUES] = {
	"List.title", "List.create.url", "List.create.label", "List.filters.0.value",
	"List.filters.0.label", "List.columns.0.label", "List.columns.0.sort", "List.clear",
	"List.sums.0.text", "Page.user.name", "Form.login", "Form.errors.0.text"
};
static const char *const more[VALUES] = {
	"List.pages.next", "List.exports.xlsx", "Page.path", "List.filters.0.from",
	"List.filters.0.name", "Replay.fields.0.name", "Replay.fields.0.value", "Form.login.error",
	"Replay.path", "Page.project.name", "Form.next", "Form.error"
};

struct shape { size_t n[4]; };
static const char marks[] = "<>\"'";

static struct shape shape_of(const struct http *h)
{
	struct shape s = { { 0 } };

	for (size_t i = 0; i < h->body_size; i++) {
		const char *at = h->body[i] ? strchr(marks, h->body[i]) : NULL;

		if (at)
			s.n[at - marks]++;
	}
	return s;
}

/* A row of a list, its first cell a link and its second a badge. */
static void offer_row(struct req *r, const char *const *values)
{
	struct node *row = page_piece(r, "List.rows", "common/list_row"), *cell;

	page_flag(r, "List.any", true);
	node_text(r, row, "open", values[0]);
	for (int i = 0; i < 3; i++) {
		cell = node_nth(r, row, "cells", i);
		node_text(r, cell, "text", values[1 + i]);
		node_text(r, cell, "label", values[4 + i]);
		if (i == 1)
			node_text(r, cell, "badge", values[7]);
	}
}

static struct shape shown(struct ctx *c, const char *template, const char *const *values)
{
	struct req *r = fresh_request(c);

	page_text(r, "Page.lang", "zh");
	page_text(r, "Page.user.id", "1");
	page_text(r, "List.filters.0.kind", "find");
	page_text(r, "List.pages.count", "3");
	for (int i = 0; i < VALUES; i++) {
		page_text(r, names[i], values[i]);
		page_text(r, more[i], values[i]);
	}
	offer_row(r, values);
	must(page_render(r, template, 200) == 200);
	return shape_of(r->http);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	static const char *const templates[] = { "common/list", "account/login", "account/replay",
						 "common/error" };
	static const char *const plain[VALUES] = { "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x" };
	static struct shape want[4];
	const char *values[VALUES];
	struct shape have;
	size_t which = size % 4;

	for (int i = 0; i < VALUES; i++) {
		const char *line = line_of(c, &data, &size);

		/* x: an empty value may be left out with the tags around it */
		values[i] = textf(c, "x%s", line ? line : "");
	}
	if (!want[which].n[0])
		want[which] = shown(c, templates[which], plain);
	have = shown(c, templates[which], values);
	must(want[which].n[0] && !memcmp(&want[which], &have, sizeof have));
}

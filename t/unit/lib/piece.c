/* Pieces that are used again are what they would be if they were made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/inside_page.h"
#include "t/unit/harness.h"

static struct req *request(struct ctx *c, const char *language)
{
	static const struct app app = { .name = "test" };
	static bool booted;
	struct req *r = alloc(c, sizeof *r);

	if (!booted)
		page_boot(c, NULL);
	booted = true;
	r->c = c;
	r->http = alloc(c, sizeof *r->http);
	*r->http = (struct http){ .app = &app, .s = { .language = language } };
	page_begin(r);
	return r;
}

static const char *all_of(struct req *r, const char *name)
{
	char *html;
	const char *copy;

	pieces_end(r);
	assert_ptr_equal(pieces_of(name, &html), STATUS_OK);
	copy = textf(r->c, "%s", html);
	free(html);
	return copy;
}

/* A row with two cells. */
static const char *row_html(struct ctx *c, const char *open, const char *one, const char *two)
{
	struct req *r = request(c, "zh");
	struct node *row = page_piece(r, "rows", "common/list_row");
	struct node *first = node_nth(r, row, "cells", 0), *second = node_nth(r, row, "cells", 1);

	node_text(r, first, "text", one);
	node_text(r, second, "text", two);
	node_text(r, row, "open", open);	/* back to what is not the last place */
	return all_of(r, "rows");
}

static void the_same_fields_are_the_same_html(void **state)
{
	struct ctx *c = as(state, "CO");
	const char *made = row_html(c, "/x", "<b>&\"'", "乙"), *again = row_html(c, "/x", "<b>&\"'", "乙");

	assert_string_equal(made, again);
	pieces_forget();
	assert_string_equal(made, row_html(c, "/x", "<b>&\"'", "乙"));
	assert_non_null(strstr(made, "&lt;b&gt;&amp;"));
	assert_null(strstr(made, "<b>"));
	assert_non_null(strstr(made, "href=\"/x\""));
	assert_non_null(strstr(made, "乙"));
}

static void other_fields_are_other_html(void **state)
{
	static const char *const of[][3] = {
		{ "", "a", "" }, { "", "", "a" }, { "a", "", "" }, { "", "ab", "" }, { "", "a", "b" },
		{ "", "cells.1", "" }, { "", "text", "a" }, { "", "", "cells.1" },
	};
	enum { N = sizeof of / sizeof *of };
	struct ctx *c = as(state, "CO");
	const char *kept[N];

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < N; i++) {
			kept[i] = row_html(c, of[i][0], of[i][1], of[i][2]);
			for (int j = 0; j < i; j++)
				assert_string_not_equal(kept[i], kept[j]);
		}
	for (int i = 0; i < N; i++) {
		pieces_forget();
		assert_string_equal(kept[i], row_html(c, of[i][0], of[i][1], of[i][2]));
	}
}

static const char *stock_html(struct ctx *c, const char *language)
{
	struct req *r = request(c, language);
	struct node *at = page_piece(r, "stock", "portal/flash_stock");

	node_text(r, at, "code", "arrears");
	node_text(r, at, "label", "x");
	return all_of(r, "stock");
}

static void each_language_has_its_own(void **state)
{
	struct ctx *c = as(state, "CO");
	const char *zh = stock_html(c, "zh"), *en = stock_html(c, "en");

	assert_string_not_equal(zh, en);
	assert_string_equal(zh, stock_html(c, "zh"));
	assert_string_equal(en, stock_html(c, "en"));
}

/* Several times what there is room for, in the order in which they were begun. */
static void what_has_no_room_is_made_again(void **state)
{
	enum { ROWS = 4000, LONG = 600 };
	struct ctx *c = as(state, "CO");
	char text[LONG];

	memset(text, 'y', sizeof text);
	for (int round = 0; round < 2; round++) {
		struct req *r = request(c, "zh");
		const char *html;

		for (int i = 0; i < ROWS; i++) {
			struct node *row = page_piece(r, i % 2 ? "odd" : "even", "common/list_row");

			snprintf(text, sizeof text, "n%d.", i);
			text[strlen(text)] = 'y';
			text[LONG - 1] = '\0';
			node_text(r, node_nth(r, row, "cells", 0), "text", text);
		}
		html = all_of(r, "even");
		for (int i = 0; i < ROWS; i += 2) {
			html = strstr(html, textf(c, ">n%d.", i));
			assert_non_null(html);
		}
		assert_null(strstr(all_of(r, "even"), ">n1."));
		assert_non_null(strstr(all_of(r, "odd"), textf(c, ">n%d.", ROWS - 1)));
	}
	assert_string_equal(all_of(request(c, "zh"), "even"), "");
}

int main(void)
{
	return run(the_same_fields_are_the_same_html, other_fields_are_other_html,
		   each_language_has_its_own, what_has_no_room_is_made_again);
}

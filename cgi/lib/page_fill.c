/* What a page is given.  No name from outside ever becomes an HDF path: nodes are named by our
 * own literals and by columns of our own statements. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_page.h"

enum { MOST_ROWS = 2000, DIGITS = 12 };

static void put(struct req *r, HDF *at, const char *name, const char *value)
{
	page_must(r->c, hdf_set_value(at, name, value));
}

static const char *ppm_text(struct ctx *c, int64_t ppm)
{
	char *s = textf(c, "%s%lld.%04lld", ppm < 0 ? "-" : "", llabs(ppm) / 10000LL,
			llabs(ppm) % 10000LL);
	size_t n = strlen(s);

	while (s[n - 1] == '0' && n--)
		s[n] = '\0';
	if (s[n - 1] == '.')
		s[n - 1] = '\0';
	return textf(c, "%s%%", s);
}

/* On a page a negative number has a real minus sign (ux.md rule 13). */
static const char *with_minus(struct ctx *c, const char *s)
{
	return *s == '-' ? textf(c, "\xE2\x88\x92%s", s + 1) : s;
}

/* The suffix is the type (house idea 2). */
const char *cell_text(struct req *r, const char *name, enum cell is, int64_t n, const char *s,
		      size_t len)
{
	struct ctx *c = r->c;

	if (is == CELL_NULL)
		return "";
	if (suffix_is(name, "phone_sealed") || !strcmp(name, "phone_sealed"))
		return mask_phone(c, unseal(c, (bytes){ s, (int64_t)len }));
	if (suffix_is(name, "id_no_sealed") || !strcmp(name, "id_no_sealed"))
		return mask_id_no(c, unseal(c, (bytes){ s, (int64_t)len }));
	if (is == CELL_BYTES)
		return "";
	if (is == CELL_TEXT)
		return (!strcmp(name, "at") || suffix_is(name, "_at") || suffix_is(name, "_until")) &&
		       len > 16
			? textf(c, "%.16s", s) : s;
	if (suffix_is(name, "_fen"))
		return with_minus(c, money_text(c, FEN(n)));
	if (suffix_is(name, "_dm2"))
		return with_minus(c, area_text(c, (area){ n }));
	if (suffix_is(name, "_ppm"))
		return ppm_text(c, n);
	return textf(c, "%lld", (long long)n);
}

static void put_row(struct req *r, HDF *at, const struct row *row)
{
	for (int i = 0; i < row_count(row); i++) {
		const char *name = row_name(row, i), *s;
		size_t len;
		int64_t n;
		enum cell is = row_cell(row, i, &n, &s, &len);
		const char *shown = cell_text(r, name, is, n, s, len);

		if (suffix_is(name, "_sealed") || !strcmp(name, "phone_sealed"))
			name = textf(r->c, "%.*s", (int)strlen(name) - 7, name);
		put(r, at, name, shown);
	}
}

static HDF *child(struct req *r, HDF *of, const char *name)
{
	HDF *at;

	page_must(r->c, hdf_get_node(of, name, &at));
	return at;
}

/* printf of a number for each row and cell is a tenth of a page. */
static const char *digits(char out[DIGITS], int n)
{
	char *at = out + DIGITS - 1;

	*at = '\0';
	do
		*--at = (char)('0' + n % 10);
	while (n /= 10);
	return at;
}

static HDF *child_n(struct req *r, HDF *of, int n)
{
	char key[DIGITS];

	return child(r, of, digits(key, n));
}

static struct node *node_of(struct req *r, HDF *hdf)
{
	struct node *at = alloc(r->c, sizeof *at);

	at->hdf = hdf;
	return at;
}

struct node *page_node(struct req *r, const char *name)
{
	return node_of(r, child(r, r->page->hdf, name));
}

struct node *page_nth(struct req *r, const char *name, int n)
{
	return node_of(r, child_n(r, child(r, r->page->hdf, name), n));
}

struct node *node_nth(struct req *r, struct node *of, const char *name, int n)
{
	char key[DIGITS];

	return of->piece ? piece_nth(r, of, name, digits(key, n))
			 : node_of(r, child_n(r, child(r, of->hdf, name), n));
}

void node_text(struct req *r, struct node *at, const char *name, const char *text)
{
	if (at->piece)
		piece_text(at, name, text);
	else
		put(r, at->hdf, name, text);
}

void node_flag(struct req *r, struct node *at, const char *name, bool on)
{
	if (on)
		node_text(r, at, name, "1");
}

void page_row(struct req *r, const char *name, const struct row *row)
{
	if (row)
		put_row(r, child(r, r->page->hdf, name), row);
}

void page_rows(struct req *r, const char *name, const struct row *first)
{
	HDF *all = child(r, r->page->hdf, name);
	int n = 0;

	for (; first; first = row_next(first)) {
		if (n == MOST_ROWS)
			fault(r->c, "more than %d rows for %s", MOST_ROWS, name);
		put_row(r, child_n(r, all, n++), first);
	}
}

void page_text(struct req *r, const char *name, const char *text)
{
	struct page *p = r->page;
	const char *leaf = strrchr(name, '.');
	size_t n = leaf ? (size_t)(leaf - name) : 0;

	if (!leaf || n >= sizeof p->path) {
		put(r, p->hdf, name, text);
		return;
	}
	if (!p->above || strncmp(p->path, name, n) || p->path[n]) {
		memcpy(p->path, name, n);
		p->path[n] = '\0';
		page_must(r->c, hdf_get_node(p->hdf, p->path, &p->above));
	}
	put(r, p->above, leaf + 1, text);
}

void page_money(struct req *r, const char *name, money m)
{
	page_text(r, name, with_minus(r->c, money_text(r->c, m)));
}

void page_int(struct req *r, const char *name, int64_t n)
{
	page_text(r, name, textf(r->c, "%lld", (long long)n));
}

void page_flag(struct req *r, const char *name, bool on)
{
	if (on)
		page_text(r, name, "1");
}

bool page_has(struct req *r, const char *name)
{
	return hdf_get_value(r->page->hdf, name, NULL) != NULL;
}

void page_choices(struct req *r, const char *name, const char *labels, const char *selected,
		  const char *const *only)
{
	HDF *from = hdf_get_child(page_words(r), labels);
	int n = 0;

	for (; from; from = hdf_obj_next(from)) {
		const char *word = hdf_obj_name(from);
		const char *at = textf(r->c, "%s.options.%d", name, n);
		int i = 0;

		while (only && only[i] && strcmp(only[i], word))
			i++;
		if (only && !only[i])
			continue;
		page_text(r, textf(r->c, "%s.value", at), word);
		page_text(r, textf(r->c, "%s.text", at), hdf_obj_value(from) ? hdf_obj_value(from) : word);
		page_flag(r, textf(r->c, "%s.selected", at), !strcmp(word, selected));
		n++;
	}
}

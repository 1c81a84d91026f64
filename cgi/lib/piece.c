/* Pieces of a page that are used again (docs/adr/0017).
 *
 * A row of a list looks the same in every page that shows it, and when one row has changed the
 * other 49 have not.  A piece is made by a template of its own that is given nothing but the
 * piece's fields and the language, so the same fields are the same HTML: what was made once is
 * found by a keyed hash of them, and there is nothing that could make it stale. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "lib/inside_page.h"

enum { SLOTS = 2048, PROBES = 4, MOST_BYTES = 512 * 1024, ID = crypto_shorthash_siphashx24_BYTES };

/* Of each process, whoever looks. */
static struct kept { unsigned char id[ID]; char *html; size_t n; } kept[SLOTS];
static size_t kept_bytes;

/* Its fields as pairs of strings: a name and its text, or "" and the place of those that follow.
 * Before them stands what else it is made of. */
struct piece {
	const char *name, *template;
	struct text all;
	size_t fields_at;
	const struct node *last;
	int count;			/* of the page's pieces so far: a node belongs to one of them */
};
struct made { struct made *next; const char *name; struct text html; };

/* ---- what is kept ---------------------------------------------------------------------------- */

static void forget(struct kept *k)
{
	kept_bytes -= k->n;
	free(k->html);
	*k = (struct kept){ .html = NULL };
}

void pieces_forget(void)
{
	for (int i = 0; i < SLOTS; i++)
		forget(&kept[i]);
}

static struct kept *slot(const unsigned char *id, int probe)
{
	return &kept[(id[0] + 256 * id[1] + probe) % SLOTS];
}

static const struct kept *find(const unsigned char *id)
{
	for (int i = 0; i < PROBES; i++) {
		const struct kept *k = slot(id, i);

		if (k->html && !memcmp(k->id, id, ID))
			return k;
	}
	return NULL;
}

/* Without room it begins anew: what is being looked at comes back first. */
static void keep(const unsigned char *id, const struct text *html)
{
	struct kept *k = slot(id, 0);
	char *copy = malloc(html->n + 1);

	if (!copy)
		return;
	if (kept_bytes + html->n > MOST_BYTES)
		pieces_forget();
	for (int i = PROBES; i-- && k->html;)
		k = slot(id, i);
	forget(k);
	memcpy(copy, html->s, html->n + 1);
	memcpy(k->id, id, ID);
	k->html = copy;
	k->n = html->n;
	kept_bytes += html->n;
}

/* ---- one piece ------------------------------------------------------------------------------- */

static void add_string(struct text *t, const char *s)
{
	text_add_n(t, s, strlen(s) + 1);
}

struct node *page_piece(struct req *r, const char *name, const char *template)
{
	const HDF *words = page_words(r);	/* loaded once a process: its address says which */
	struct node *at = alloc(r->c, sizeof *at);
	struct piece *p;

	pieces_end(r);
	if (!r->page->piece)
		r->page->piece = alloc(r->c, sizeof *p);
	p = r->page->piece;
	p->name = name;
	p->template = template;
	p->last = at;
	p->all.c = r->c;
	p->all.n = 0;
	text_add_n(&p->all, (const char *)&words, sizeof words);
	add_string(&p->all, template);
	p->fields_at = p->all.n;
	*at = (struct node){ .piece = p, .count = ++p->count, .path = "" };
	return at;
}

static void turn_to(struct piece *p, const struct node *at)
{
	if (at->count != p->count)
		fault(p->all.c, "a field for a piece that has ended");
	add_string(&p->all, "");
	add_string(&p->all, at->path);
	p->last = at;
}

struct node *piece_nth(struct req *r, const struct node *of, const char *list, const char *n)
{
	struct node *at = alloc(r->c, sizeof *at);
	struct text path = { .c = r->c };

	text_add(&path, of->path);
	if (*of->path)
		text_add(&path, ".");
	text_add(&path, list);
	text_add(&path, ".");
	text_add(&path, n);
	*at = (struct node){ .piece = of->piece, .count = of->count, .path = path.s };
	turn_to(at->piece, at);		/* it is there, if only as an empty place */
	return at;
}

void piece_text(const struct node *at, const char *name, const char *text)
{
	struct piece *p = at->piece;

	if (p->last != at)
		turn_to(p, at);
	add_string(&p->all, name);
	add_string(&p->all, text);
}

static struct text make(struct req *r, const struct piece *p)
{
	HDF *hdf = page_data(r->c), *at = hdf;
	const char *s = p->all.s + p->fields_at, *end = p->all.s + p->all.n;

	while (s < end) {
		const char *name = s, *text = s + strlen(s) + 1;

		s = text + strlen(text) + 1;
		if (*name)
			page_must(r->c, hdf_set_value(at, name, text));
		else if (*text)
			page_must(r->c, hdf_get_node(hdf, text, &at));
		else
			at = hdf;
	}
	return page_markup(r, p->template, hdf);
}

static void identify(const struct piece *p, unsigned char *id)
{
	static unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];
	static bool has_key;

	if (!has_key)
		random_bytes(key, sizeof key);
	has_key = true;
	crypto_shorthash_siphashx24(id, (const unsigned char *)p->all.s, p->all.n, key);
}

/* ---- all of a name --------------------------------------------------------------------------- */

static struct made *made_of(struct req *r, const char *name)
{
	struct made *m = r->page->made;

	while (m && strcmp(m->name, name))
		m = m->next;
	if (m)
		return m;
	m = alloc(r->c, sizeof *m);
	*m = (struct made){ .next = r->page->made, .name = name, .html = { .c = r->c } };
	return r->page->made = m;
}

static const struct page *showing;

void pieces_end(struct req *r)
{
	struct piece *p = r->page->piece;
	unsigned char id[ID];
	const struct kept *k;
	struct text html;
	struct made *m;

	showing = r->page;
	if (!p || !p->name)
		return;
	m = made_of(r, p->name);
	identify(p, id);
	k = find(id);
	if (k) {
		text_add_n(&m->html, k->html, k->n);
	} else {
		html = make(r, p);
		keep(id, &html);
		text_add_n(&m->html, html.s, html.n);
	}
	p->name = NULL;
}

NEOERR *pieces_of(const char *name, char **html)
{
	const struct made *m = showing->made;

	while (m && strcmp(m->name, name))
		m = m->next;
	*html = strdup(m ? m->html.s : "");
	return *html ? STATUS_OK : nerr_raise(NERR_NOMEM, "no room for %s", name);
}

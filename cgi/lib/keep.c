/* Pages in memory, given again while nothing has changed.
 *
 * Every business write raises the version of its project in its own transaction (event.c), so
 * a page made at the same sum of versions would come out the same: one small statement
 * instead of all of the page's own.  What depends on time (locks, "today") is bounded by the
 * minute in the key; what depends on the reader is in the key too: his session, language,
 * scope and the URL.  Each answer still gets a form key of its own. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

enum { KEPT = 64, KEY_LENGTH = 32, LARGEST = 512 * 1024 };

static struct kept {
	char *key, *body, form_key[KEY_LENGTH + 1];
	size_t size;
	int64_t version;
	uint64_t used;
} kept[KEPT];
static uint64_t uses;

static int64_t version_of_scope(struct ctx *c, const struct http *h)
{
	if (h->s.all_projects)
		return db_int(c, "SELECT COALESCE(SUM(version_count), 0) FROM project_version");
	return db_int(c, "SELECT COALESCE(SUM(version_count), 0) FROM project_version"
			 " WHERE project_id = 0 OR project_id IN"
			 " (SELECT project_id FROM user_project WHERE user_id = ?)", h->s.user_id);
}

static const char *key_of(struct ctx *c, const struct http *h)
{
	struct text t = { .c = c };
	const struct row *p;

	text_addf(&t, "%s %.16s %s %s %lld %s", hex_of(c, h->s.id_hash, 32), c->now, h->s.language,
		  h->s.theme, (long long)h->s.chosen_id, h->path);
	for (p = h->s.projects; p; p = row_next(p))
		text_addf(&t, ",%lld", (long long)row_id(p, "id"));
	for (int i = 0; i < h->asked.n; i++)
		text_addf(&t, "&%s=%s", h->asked.of[i].name, url_escape(c, h->asked.of[i].value));
	return t.s;
}

static struct kept *find(const char *key)
{
	for (int i = 0; i < KEPT; i++)
		if (kept[i].key && !strcmp(kept[i].key, key))
			return &kept[i];
	return NULL;
}

/* The same bytes, but with a form key that nobody has used. */
static const char *with_fresh_key(struct ctx *c, const struct kept *k)
{
	char *body = alloc(c, k->size + 1), *at = body;
	unsigned char random[KEY_LENGTH / 2];
	const char *fresh;

	memcpy(body, k->body, k->size);
	random_bytes(random, sizeof random);
	fresh = hex_of(c, random, sizeof random);
	while ((at = memmem(at, k->size - (size_t)(at - body), k->form_key, KEY_LENGTH))) {
		memcpy(at, fresh, KEY_LENGTH);
		at += KEY_LENGTH;
	}
	return body;
}

bool page_again(struct req *r)
{
	struct http *h = r->http;
	struct kept *k;

	if (strcmp(h->method, "GET") || !h->s.user_id || *param(r, "as"))
		return false;
	h->keep_key = key_of(r->c, h);
	h->keep_version = version_of_scope(r->c, h);
	k = find(h->keep_key);
	if (!k || k->version != h->keep_version)
		return false;
	k->used = ++uses;
	h->body = with_fresh_key(r->c, k);
	h->body_size = k->size;
	h->mime = "text/html; charset=utf-8";
	h->status = 200;
	return true;
}

static struct kept *oldest(void)
{
	struct kept *k = &kept[0];

	for (int i = 1; i < KEPT; i++)
		if (kept[i].used < k->used)
			k = &kept[i];
	return k;
}

void keep_page(struct req *r)
{
	struct http *h = r->http;
	struct kept *k;

	if (!h->keep_key || !h->fresh_key || h->status != 200 || h->body_size > LARGEST)
		return;
	k = find(h->keep_key);
	if (!k)
		k = oldest();
	free(k->key);
	free(k->body);
	*k = (struct kept){ .key = strdup(h->keep_key), .body = malloc(h->body_size + 1),
			    .size = h->body_size, .version = h->keep_version, .used = ++uses };
	if (!k->key || !k->body) {	/* no memory to spare: then not */
		free(k->key);
		free(k->body);
		*k = (struct kept){ 0 };
		return;
	}
	memcpy(k->body, h->body, h->body_size);
	memcpy(k->form_key, h->fresh_key, KEY_LENGTH);
}

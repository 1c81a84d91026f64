/* Pages in memory, given again while nothing has changed.
 *
 * Every business write raises the version of its project in its own transaction (event.c), so
 * a page made at the same versions would come out the same; they come with the session's own
 * row, before any snapshot, so a page may only be newer than its versions say.  That of project
 * 0 stands apart from the sum of the others: a user's projects change with it, and over
 * different projects the same sum says nothing.  What depends on time (locks, "today") is
 * bounded by the minute in the key; what depends on the reader is in the key too: his session,
 * language and the URL.  Each answer still gets a form key of its own. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

/* Of each process: what a few people look at, not what everybody once looked at. */
enum { KEPT = 64, KEY_LENGTH = 32, MOST_BYTES = 1024 * 1024 };

static struct kept {
	char *key, *body, form_key[KEY_LENGTH + 1];
	size_t size;
	int64_t office_version, scope_version;
	uint64_t used;
} kept[KEPT];
static size_t kept_bytes;
static uint64_t uses;

static const char *key_of(struct ctx *c, const struct http *h)
{
	struct text t = { .c = c };

	text_addf(&t, "%s %.16s %s %s %lld %s", hex_of(c, h->s.id_hash, 32), c->now, h->s.language,
		  h->s.theme, (long long)h->s.chosen_id, h->path);
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
	k = find(h->keep_key);
	if (!k || k->office_version != h->s.office_version || k->scope_version != h->s.scope_version)
		return false;
	k->used = ++uses;
	h->body = with_fresh_key(r->c, k);
	h->body_size = k->size;
	h->mime = "text/html; charset=utf-8";
	h->status = 200;
	return true;
}

static void drop(struct kept *k)
{
	kept_bytes -= k->size;
	free(k->key);
	free(k->body);
	*k = (struct kept){ 0 };
}

/* A free place; those unused for longest give way to it. */
static struct kept *room_for(size_t size)
{
	for (;;) {
		struct kept *old = NULL, *free_one = NULL;

		for (int i = 0; i < KEPT; i++)
			if (!kept[i].key)
				free_one = &kept[i];
			else if (!old || kept[i].used < old->used)
				old = &kept[i];
		if (free_one && kept_bytes + size <= MOST_BYTES)
			return free_one;
		drop(old);
	}
}

void keep_page(struct req *r)
{
	struct http *h = r->http;
	struct kept *k;

	if (!h->keep_key || !h->fresh_key || h->status != 200 || h->body_size > MOST_BYTES / 2)
		return;
	k = find(h->keep_key);
	if (k)
		drop(k);
	k = room_for(h->body_size);
	*k = (struct kept){ .key = strdup(h->keep_key), .body = malloc(h->body_size + 1),
			    .office_version = h->s.office_version,
			    .scope_version = h->s.scope_version, .used = ++uses };
	if (!k->key || !k->body) {	/* no memory to spare: then not */
		drop(k);
		return;
	}
	k->size = h->body_size;
	kept_bytes += k->size;
	memcpy(k->body, h->body, h->body_size);
	memcpy(k->form_key, h->fresh_key, KEY_LENGTH);
}

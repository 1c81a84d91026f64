/* Memory of one act: blocks that are forgotten together, and undos that run before. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/inside.h"

/* Where a sanitizer looks on, each piece is a block of its own, so that it sees a byte too
 * many. */
#ifdef ARENA_APART
enum { BLOCK = 0, ALIGN = 1 };
#else
enum { BLOCK = 64 * 1024, ALIGN = 16 };
#endif
enum { SPARES = 4 };	/* stay for the next act: most acts ask the system for nothing */

struct block { struct block *next; size_t room, used; _Alignas(16) char data[]; };
struct undo { struct undo *next; void (*run)(void *); void *arg; };
struct arena { struct block *blocks, *spare; struct undo *undos; int spares; };

struct arena *arena_new(void)
{
	return calloc(1, sizeof(struct arena));
}

static struct block *block_new(struct arena *a, size_t room)
{
	struct block *b = room == BLOCK ? a->spare : NULL;

	if (b) {
		a->spare = b->next;
		a->spares--;
	} else {
		b = malloc(sizeof *b + room);
	}
	if (!b)
		return NULL;
	b->room = room;
	b->used = 0;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct block *b = a->blocks;
	void *p;

	if (n > SIZE_MAX / 2)
		return NULL;
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!b || b->room - b->used < n)
		b = block_new(a, n > BLOCK ? n : BLOCK);
	if (!b)
		return NULL;
	p = b->data + b->used;
	b->used += n;
	return memset(p, 0, n);
}

static void run_undos(struct arena *a, const struct undo *until)
{
	while (a->undos != until) {
		struct undo *u = a->undos;

		a->undos = u->next;
		u->run(u->arg);
	}
}

static void block_drop(struct arena *a, struct block *b)
{
	if (b->room != BLOCK || a->spares == SPARES) {
		free(b);
		return;
	}
	b->next = a->spare;
	a->spare = b;
	a->spares++;
}

void arena_reset(struct arena *a)
{
	arena_back(a, (struct mark){ 0 });
}

struct mark arena_mark(const struct arena *a)
{
	return (struct mark){ a->blocks, a->undos, a->blocks ? a->blocks->used : 0 };
}

void arena_back(struct arena *a, struct mark m)
{
	run_undos(a, m.undo);
	while (a->blocks != m.block) {
		struct block *next = a->blocks->next;

		block_drop(a, a->blocks);
		a->blocks = next;
	}
	if (a->blocks)
		a->blocks->used = m.used;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	while (a->spare) {
		struct block *next = a->spare->next;

		free(a->spare);
		a->spare = next;
	}
	free(a);
}

void *alloc(struct ctx *c, size_t n)
{
	void *p = arena_alloc(c->arena, n);

	if (!p)
		fault(c, "out of memory (%zu bytes)", n);
	return p;
}

void defer(struct ctx *c, void (*undo)(void *), void *arg)
{
	struct undo *u = alloc(c, sizeof *u);

	u->run = undo;
	u->arg = arg;
	u->next = c->arena->undos;
	c->arena->undos = u;
}

static char *vtextf(struct ctx *c, const char *fmt, va_list ap)
{
	char small[256], *s;	/* most texts fit, and are then formatted once */
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, fmt, again);
	va_end(again);
	if (n < 0)
		fault(c, "cannot format %s", fmt);
	s = alloc(c, (size_t)n + 1);
	if ((size_t)n < sizeof small)
		memcpy(s, small, (size_t)n);
	else
		vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *textf(struct ctx *c, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = vtextf(c, fmt, ap);
	va_end(ap);
	return s;
}

const char *text_filled(struct ctx *c, const char *s, const char *hole, const char *with)
{
	const char *at = strstr(s, hole);

	return at ? textf(c, "%.*s%s%s", (int)(at - s), s, with, at + strlen(hole)) : s;
}

void text_add_n(struct text *t, const char *s, size_t n)
{
	if (t->n + n + 1 > t->room) {
		size_t room = (t->room ? t->room * 2 : 256) + n;
		char *bigger = alloc(t->c, room);

		if (t->n)
			memcpy(bigger, t->s, t->n);
		t->s = bigger;
		t->room = room;
	}
	memcpy(t->s + t->n, s, n);
	t->n += n;
	t->s[t->n] = '\0';
}

void text_add(struct text *t, const char *s)
{
	text_add_n(t, s, strlen(s));
}

void text_addf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_add(t, vtextf(t->c, fmt, ap));
	va_end(ap);
}

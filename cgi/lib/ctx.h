/* lib/ctx.h - one act of one person, or of one job, at one moment. */
#pragma once
#include <stddef.h>
#include "lib/units.h"

struct ctx {
	rowid user_id;		/* who acts; 0 only for the public and before log-in */
	const char *role;	/* his role code of domain.md 3 ("CO"), "" for nobody */
	const char *from;	/* client address, or "job:remind" */
	const char *request_id;	/* one id from nginx through the log to the SQL comment */
	date today;		/* business-local; constant during the act */
	const char *now;	/* business clock, "2026-11-24 09:41:07"; the same moment */
	struct arena *arena;	/* all memory of the act; freed as a whole when it ends */
	struct db *db;		/* this process's one connection */
};

/* Memory.  Never NULL, zeroed, never freed by the caller: out of memory is a fault. */
void *alloc(struct ctx *c, size_t n);
char *textf(struct ctx *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* s with its first hole ("{}") filled; s itself where it has none. */
const char *text_filled(struct ctx *c, const char *s, const char *hole, const char *with);
/* Is it text: UTF-8 without a NUL? */
bool utf8_ok(const char *s, size_t n);
/* How many of the n bytes stay where there is room for `most`: no character is cut in two. */
size_t utf8_cut(const char *s, size_t n, size_t most);
bool suffix_is(const char *name, const char *suffix);	/* and something stands before it */
/* Foreign resources (files, a workbook): undo(arg) runs when the act ends, last first. */
void defer(struct ctx *c, void (*undo)(void *), void *arg);

/* Two ways not to succeed, and no third:
 *
 * A refusal is an answer: "this slip is not submitted".  An operation returns it, the
 * caller must look at it, the page shows it.  code names the sentence (L.refusal.<code>
 * in the language files; {} in it is replaced by detail), field the form field it belongs
 * to (NULL: the whole form).
 *
 * A fault is an accident: the database is gone, memory is out, the code is wrong.
 * It unwinds to the one frame in tx.c, which rolls back and retries or gives up; no
 * code between writes a line for it.  fault() logs file, line and statement. */
struct refusal { const char *field, *code, *detail; };
typedef const struct refusal *refusal;
#define DONE ((refusal)0)
#define OP __attribute__((warn_unused_result)) refusal	/* begins every operation */

refusal refuse(struct ctx *c, const char *field, const char *code);
refusal refuse_with(struct ctx *c, const char *field, const char *code, const char *detail);
_Noreturn void fault_at(struct ctx *c, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
#define fault(c, ...) fault_at((c), __FILE__, __LINE__, __VA_ARGS__)

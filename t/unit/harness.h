/* t/unit/harness.h - operations without HTTP: each test runs in a transaction of its own
 * that is rolled back, as the account loupan_test of an instance of mode test.
 *
 *	static void nobody_reviews_his_own_slip(void **state)
 *	{
 *		struct ctx *c = as(state, "SE");
 *		...
 *		assert_refused("slip.own", NULL, slip_review(c, slip, &verdict));
 *	}
 *	int main(void) { return run(nobody_reviews_his_own_slip, ...); }
 */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/domain.h"

/* Go on as somebody of that role ("CO"; "CO2" is another of the same), who is made when he
 * is not there.  The same transaction, the same ctx: it is he who changes. */
struct ctx *as(void **state, const char *role);
void at(struct ctx *c, const char *now);	/* the business clock: "2026-03-06 10:20:00" */
rowid given_project(struct ctx *c);		/* of a company of its own; all who are there may see it */
rowid given_building(struct ctx *c, rowid project_id);
rowid given_batch(struct ctx *c, rowid project_id);	/* released */
/* A released residence of that area with an approved price in force. */
rowid given_unit(struct ctx *c, rowid project_id, area gross, money unit_price);
rowid given_customer(struct ctx *c, rowid project_id);	/* owned by c->user_id */
void given_erased(struct ctx *c, rowid customer_id);	/* nobody's card any more */

#define assert_int(c, want, ...)  check_int(__FILE__, __LINE__, (want), db_int((c), __VA_ARGS__))
#define assert_word(c, want, ...) check_word(__FILE__, __LINE__, (c), (want), SQL(__VA_ARGS__))
#define assert_fen(want, got)     check_int(__FILE__, __LINE__, (want).fen, (got).fen)
#define assert_done(no)           check_refusal(__FILE__, __LINE__, NULL, NULL, (no))
#define assert_refused(code, field, no) check_refusal(__FILE__, __LINE__, (code), (field), (no))

void check_int(const char *file, int line, int64_t want, int64_t got);
/* The first column of the first row, as text. */
void check_word(const char *file, int line, struct ctx *c, const char *want,
		const char *sql, const struct val *v, int n);
void check_refusal(const char *file, int line, const char *code, const char *field, refusal got);

typedef void (*test)(void **state);
#define run(...) run_(#__VA_ARGS__, (test const[]){ __VA_ARGS__, NULL })
int run_(const char *names, test const *tests);

/* Rows that come one by one: what cuts them is told apart from their end. */
#include <stdlib.h>
#include "lib/inside.h"
#include "t/unit/harness.h"

enum { ROWS = 2000000 };		/* more than the sockets hold */

/* As an administrator does it, or a server that goes away. */
static void end_connection(struct ctx *c, int64_t thread)
{
	struct ctx other = { .arena = arena_new(), .db = db_new("test"), .from = "test", .role = "" };

	(void)c;
	db_begin(&other, true);
	db_exec(&other, "KILL CONNECTION ?", thread);
	arena_free(other.arena);
	db_close(other.db);
	free(other.db);		/* not db_free: the library goes on for the others */
}

static int64_t rows_of(struct ctx *c, bool cut)
{
	int64_t thread = db_int(c, "SELECT CONNECTION_ID()"), n = 0;
	struct stream *s = db_stream(c, "SELECT seq FROM seq_1_to_2000000", NULL, 0);

	for (; stream_next(c, s); n++)
		if (cut && n == 10)
			end_connection(c, thread);
	return n;
}

static void a_list_that_is_cut_begins_anew(void **state)
{
	static int attempt;
	struct ctx *c = as(state, "SE");

	if (!attempt++) {
		rows_of(c, true);
		fail_msg("rows that were cut looked like all of them");
	}
	assert_int_equal(attempt, 2);
	assert_memory_equal(db_error(c), "2013 ", 5);	/* lost: no statement is to blame */
	assert_int_equal(rows_of(c, false), ROWS);
}

int main(void)
{
	return run(a_list_that_is_cut_begins_anew);
}

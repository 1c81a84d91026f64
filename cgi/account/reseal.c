#include "account/reseal.h"

static int reseal_issued(struct ctx *c)
{
	const struct row *s = db_rows(c,
		"SELECT noun, about_id, secret_sealed FROM issued_secret FOR UPDATE");
	int n = 0;

	for (; s; s = row_next(s))
		if (sealed_before(c, row_bytes(s, "secret_sealed")))
			n += (int)db_exec(c,
				"UPDATE issued_secret SET secret_sealed = ?"
				" WHERE noun = ? AND about_id = ?",
				seal(c, unseal(c, row_bytes(s, "secret_sealed"))),
				row_text(s, "noun"), row_id(s, "about_id"));
	return n;
}

static int reseal_second(struct ctx *c)
{
	const struct row *s = db_rows(c,
		"SELECT user_id, secret_sealed FROM second_factor FOR UPDATE");
	int n = 0;

	for (; s; s = row_next(s))
		if (sealed_before(c, row_bytes(s, "secret_sealed")))
			n += (int)db_exec(c,
				"UPDATE second_factor SET secret_sealed = ? WHERE user_id = ?",
				seal(c, unseal(c, row_bytes(s, "secret_sealed"))),
				row_id(s, "user_id"));
	return n;
}

/* As many as there are people: all in one go. */
OP account_reseal(struct ctx *c, rowid *unused)
{
	int n = reseal_issued(c) + reseal_second(c);

	(void)unused;
	if (n)
		record(c, .noun = "instance", .what = "instance.resealed",
		       .reason = textf(c, "%d", n));
	return DONE;
}

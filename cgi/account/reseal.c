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

/* Found by a hash of the old key as well: what was begun before today is typed again. */
static int drop_drafts(struct ctx *c)
{
	const struct row *d = db_rows(c,
		"SELECT user_id, form_hash, body_sealed FROM form_draft FOR UPDATE");
	int n = 0;

	for (; d; d = row_next(d))
		if (sealed_before(c, row_bytes(d, "body_sealed")))
			n += (int)db_exec(c,
				"DELETE FROM form_draft WHERE user_id = ? AND form_hash = ?",
				row_id(d, "user_id"), row_bytes(d, "form_hash"));
	return n;
}

/* As many as there are people: all in one go. */
OP account_reseal(struct ctx *c, rowid *unused)
{
	int n = reseal_issued(c) + reseal_second(c) + drop_drafts(c);

	(void)unused;
	if (n)
		record(c, .noun = "instance", .what = "instance.resealed",
		       .reason = textf(c, "%d", n));
	return DONE;
}

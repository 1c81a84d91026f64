#include "account/secret.h"

/* A password is read out at once, recovery codes are copied; a token waits until its owner logs in. */
static int hours(const char *noun)
{
	return !strcmp(noun, "token") ? 24 * 7 : 1;
}

void secret_put(struct ctx *c, const char *noun, rowid about_id, rowid for_user_id,
		const char *secret)
{
	secret_drop(c, noun, about_id);
	db_exec(c,
		"INSERT INTO issued_secret (noun, about_id, for_user_id, secret_sealed, until_at)"
		" VALUES (?, ?, ?, ?, ? + INTERVAL ? HOUR)",
		noun, about_id, for_user_id, seal(c, secret), clock_real(c), hours(noun));
}

const char *secret_waiting(struct ctx *c, const char *noun, rowid about_id)
{
	const struct row *s = db_row(c,
		"SELECT secret_sealed FROM issued_secret WHERE noun = ? AND about_id = ?"
		" AND for_user_id = ? AND until_at > ?", noun, about_id, c->user_id, clock_real(c));

	return s ? unseal(c, row_bytes(s, "secret_sealed")) : NULL;
}

void secret_drop(struct ctx *c, const char *noun, rowid about_id)
{
	db_exec(c, "DELETE FROM issued_secret WHERE noun = ? AND about_id = ?", noun, about_id);
}

OP secret_taken(struct ctx *c, const char *noun, rowid about_id)
{
	if (!db_exec(c,
		"DELETE FROM issued_secret WHERE noun = ? AND about_id = ? AND for_user_id = ?",
		noun, about_id, c->user_id))
		return refuse(c, NULL, "secret.gone");
	record(c, .noun = !strcmp(noun, "token") ? noun : "user", .what = "user.secret_taken",
	       .about_id = about_id);
	return DONE;
}

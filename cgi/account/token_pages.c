#include "account/pages.h"
#include "account/secret.h"
#include "account/user.h"

static const struct list tokens = {
	.noun = "token",
	.from = "token t JOIN user u ON u.id = t.user_id",
	.order = "t.id DESC",
	.open = "/account/tokens/%",
	.create = "/account/tokens/new",
	.create_may = "token.edit",
	.columns = (const struct column[]){
		{ "id",         "t.id",    0 },
		{ "name",       "t.name",  FIND | SORT },
		{ "login",      "u.login", FIND | SORT },
		{ "created_at", "t.created_at", SORT | RANGE },
		{ "revoked_at", "t.revoked_at", SORT },
		{ "state",      "IF(t.revoked_at IS NULL, 'live', 'revoked')", PICK },
		{ 0 } },
};

static const struct field token_fields[] = {
	FIELD(struct new_token, user_id, REQUIRED, .noun = "user"),
	FIELD(struct new_token, name, REQUIRED, .max = 40),
	{ 0 }
};

reply token_index(struct req *r)
{
	return list_show(r, &tokens);
}

reply token_new(struct req *r)
{
	form_offer(r, token_fields, NULL);
	form_options(r, "user_id", db_rows(r->c,
		"SELECT id AS value, CONCAT(login, ' · ', name) AS text FROM user"
		" WHERE state = 'active' ORDER BY login LIMIT 1000"));
	return page_show(r, "account/token_new");
}

reply token_new_post(struct req *r)
{
	struct new_token t;
	rowid id;

	if (form_read(r, token_fields, &t) && form_accept(r, token_create(r->c, &t, &id)))
		return see_other(r, "/account/tokens/%ld", (long)id);
	return token_new(r);
}

/* His own page for whoever it belongs to; and the administrator's, who never sees the secret. */
reply token_show(struct req *r)
{
	const struct row *t = db_row(r->c,
		"SELECT t.id, t.name, t.user_id, t.created_at, t.revoked_at, u.login, u.name AS owner,"
		" IF(t.revoked_at IS NULL, 'live', 'revoked') AS state, (SELECT COUNT(*) FROM"
		" issued_secret s WHERE s.noun = 'token' AND s.about_id = t.id AND s.until_at > ?)"
		" AS waiting FROM token t JOIN user u ON u.id = t.user_id WHERE t.id = ?",
		clock_real(r->c), req_id(r));
	const char *secret = secret_waiting(r->c, "token", req_id(r));
	bool own = row_id(t, "user_id") == r->c->user_id;

	page_flag(r, "is_own", own);
	if (own || may(r, "token.edit"))
		page_row(r, "token", t);
	if (secret)
		page_text(r, "secret", secret);
	return page_show(r, "account/token_show");
}

reply token_taken_post(struct req *r)
{
	if (form_accept(r, secret_taken(r->c, "token", req_id(r))))
		return see_other(r, "/account/tokens/%ld", (long)req_id(r));
	return token_show(r);
}

reply token_revoke_post(struct req *r)
{
	if (form_accept(r, token_revoke(r->c, req_id(r))))
		return see_other(r, "/account/tokens/%ld", (long)req_id(r));
	return token_show(r);
}

#include <ctype.h>
#include <sodium.h>
#include "account/leave.h"
#include "account/password.h"
#include "account/secret.h"
#include "account/user.h"

static bool login_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._@-");

	return n >= 2 && n <= 40 && !s[n] && isalnum((unsigned char)*s);
}

/* S4, as data: role.staff. */
static refusal role_fits(struct ctx *c, const struct user_edit *e)
{
	bool staff = db_int(c, "SELECT staff FROM role WHERE code = ?", e->role);

	if (staff && !strcmp(e->employer, "agency"))
		return refuse(c, "role", "user.staff_only");
	return DONE;
}

static void set_projects(struct ctx *c, rowid user_id, const struct user_edit *e)
{
	db_exec(c, "DELETE FROM user_project WHERE user_id = ?", user_id);
	for (int i = 0; i < e->project_count; i++)
		db_exec(c, "INSERT INTO user_project (user_id, project_id) SELECT ?, id FROM project"
			" WHERE id = ? AND id NOT IN (SELECT project_id FROM user_project"
			" WHERE user_id = ?)", user_id, e->projects[i].project_id, user_id);
}

static const char *projects_of(struct ctx *c, rowid user_id)
{
	return row_text(db_row(c,
		"SELECT COALESCE(GROUP_CONCAT(p.code ORDER BY p.code), '') AS codes"
		" FROM user_project up JOIN project p ON p.id = up.project_id WHERE up.user_id = ?",
		user_id), "codes");
}

/* To what the trail's column holds, between two characters. */
static const char *cut(struct ctx *c, const char *s)
{
	size_t n = strnlen(s, 390);

	while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return textf(c, "%.*s", (int)n, s);
}

static void issue_password(struct ctx *c, rowid user_id)
{
	const char *password = password_issue(c);

	db_change(c, "UPDATE user SET password_hash = ?, must_change = 1 WHERE id = ?",
		  password_hash(c, password), user_id);
	secret_put(c, "user", user_id, c->user_id, password);
}

OP user_create(struct ctx *c, const struct user_edit *e, rowid *user_id)
{
	refusal no;

	if (!login_ok(e->login))
		return refuse(c, "login", "user.login");
	if (db_int(c, "SELECT id FROM user WHERE login = ?", e->login))
		return refuse_with(c, "login", "user.login_taken", e->login);
	no = role_fits(c, e);
	if (no)
		return no;
	*user_id = db_insert(c,
		"INSERT INTO user (login, name, role, employer, password_hash) VALUES (?, ?, ?, ?, '')",
		e->login, e->name, e->role, e->employer);
	set_projects(c, *user_id, e);
	issue_password(c, *user_id);
	record(c, .noun = "user", .what = "user.created", .about_id = *user_id, .to = "active",
	       .reason = cut(c, textf(c, "%s; %s; %s", e->role, e->employer,
				     projects_of(c, *user_id))));
	return DONE;
}

/* "role CO -> SM" for each that differs: before and after stand in the trail. */
static const char *difference(struct ctx *c, const char *said, const char *what, const char *was,
			      const char *is)
{
	if (!strcmp(was, is))
		return said;
	return textf(c, "%s%s%s %s -> %s", said, *said ? "; " : "", what, was, is);
}

static const char *changes_of(struct ctx *c, const struct row *u, const struct user_edit *e,
			      const char *projects_before, rowid user_id)
{
	const char *s = difference(c, "", "role", row_text(u, "role"), e->role);

	s = difference(c, s, "employer", row_text(u, "employer"), e->employer);
	s = difference(c, s, "state", row_text(u, "state"), e->state);
	return difference(c, s, "projects", projects_before, projects_of(c, user_id));
}

static bool same_projects(struct ctx *c, rowid user_id, const struct user_edit *e)
{
	int64_t n = 0;

	for (int i = 0; i < e->project_count; i++)
		n += db_int(c, "SELECT COUNT(*) FROM user_project WHERE user_id = ? AND project_id = ?",
			    user_id, e->projects[i].project_id);
	return n == e->project_count &&
	       n == db_int(c, "SELECT COUNT(*) FROM user_project WHERE user_id = ?", user_id);
}

/* All but his name. */
static bool same_rights(struct ctx *c, rowid user_id, const struct row *u,
			const struct user_edit *e)
{
	return row_is(u, "role", e->role) && row_is(u, "employer", e->employer) &&
	       row_is(u, "state", e->state) && same_projects(c, user_id, e);
}

OP user_change(struct ctx *c, rowid user_id, const struct user_edit *e)
{
	const struct row *u = db_row(c,
		"SELECT name, role, employer, state, version_count FROM user WHERE id = ? FOR UPDATE",
		user_id);
	const char *before = projects_of(c, user_id), *changes;
	bool moved = !row_is(u, "state", e->state);
	refusal no = unchanged_since(c, u, e->version);

	if (no || (no = role_fits(c, e)))
		return no;
	if (user_id == c->user_id && !same_rights(c, user_id, u, e))
		return refuse(c, NULL, "user.own");
	if (moved && !strcmp(e->state, "disabled") && (no = leave(c, user_id, e->hand_to_id)))
		return no;
	set_projects(c, user_id, e);
	changes = difference(c, changes_of(c, u, e, before, user_id), "name",
			     row_text(u, "name"), e->name);
	db_change(c,
		"UPDATE user SET name = ?, role = ?, employer = ?, state = ?,"
		" version_count = version_count + 1 WHERE id = ?",
		e->name, e->role, e->employer, e->state, user_id);
	if (strcmp(e->state, "active"))
		db_exec(c, "DELETE FROM session WHERE user_id = ?", user_id);
	record(c, .noun = "user", .what = "user.changed", .about_id = user_id,
	       .from = moved ? row_text(u, "state") : NULL, .to = moved ? e->state : NULL,
	       .reason = cut(c, changes));
	return DONE;
}

static void unlock(struct ctx *c, rowid user_id)
{
	db_change(c, "UPDATE user SET locked_until_at = NULL WHERE id = ?", user_id);
	db_exec(c, "DELETE FROM login_failure WHERE login = (SELECT login FROM user WHERE id = ?)",
		user_id);
}

OP user_release(struct ctx *c, rowid user_id)
{
	if (!db_int(c, "SELECT COUNT(*) FROM user WHERE id = ? AND locked_until_at > ? FOR UPDATE",
		    user_id, clock_real(c)))
		return refuse(c, NULL, "user.not_locked");
	unlock(c, user_id);
	record(c, .noun = "user", .what = "user.released", .about_id = user_id,
	       .from = "locked", .to = "active");
	return DONE;
}

OP user_reset_password(struct ctx *c, rowid user_id)
{
	if (user_id == c->user_id)
		return refuse(c, NULL, "user.own_password");
	unlock(c, user_id);
	issue_password(c, user_id);
	db_exec(c, "DELETE FROM session WHERE user_id = ?", user_id);
	record(c, .noun = "user", .what = "user.password_reset", .about_id = user_id);
	return DONE;
}

OP token_create(struct ctx *c, const struct new_token *t, rowid *token_id)
{
	const char *secret = token_issue(c);
	unsigned char *hash = alloc(c, crypto_hash_sha256_BYTES);

	if (!db_int(c, "SELECT COUNT(*) FROM user WHERE id = ? AND state = 'active'", t->user_id))
		return refuse(c, "user_id", "token.disabled");
	crypto_hash_sha256(hash, (const unsigned char *)secret, strlen(secret));
	*token_id = db_insert(c,
		"INSERT INTO token (token_hash, user_id, name, created_at) VALUES (?, ?, ?, ?)",
		((bytes){ hash, crypto_hash_sha256_BYTES }), t->user_id, t->name, clock_real(c));
	secret_put(c, "token", *token_id, t->user_id, secret);
	record(c, .noun = "token", .what = "token.created", .about_id = *token_id,
	       .reason = textf(c, "%s", t->name));
	return DONE;
}

OP token_revoke(struct ctx *c, rowid token_id)
{
	if (!db_exec(c, "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
		     clock_real(c), token_id))
		return refuse(c, NULL, "token.revoked");
	secret_drop(c, "token", token_id);
	record(c, .noun = "token", .what = "token.revoked", .about_id = token_id);
	return DONE;
}

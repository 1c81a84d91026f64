#include <sodium.h>
#include "account/login.h"
#include "account/password.h"
#include "account/second.h"

enum { ADDRESS_MINUTES = 10 };

static int64_t tries(void) { return conf_int("limits.login_tries", 5); }
static int64_t lock_minutes(void) { return conf_int("limits.login_lock_minutes", 15); }
static int64_t address_tries(void) { return conf_int("limits.address_tries", 30); }

/* Before this request: it may be run again after its own failure was counted. */
static int64_t failures_from(struct ctx *c, const char *address)
{
	return db_int(c,
		"SELECT COUNT(*) FROM login_failure WHERE from_where = ?"
		" AND at > ? - INTERVAL ? MINUTE AND request_no <> ?", address, clock_real(c),
		ADDRESS_MINUTES, c->request_id ? c->request_id : "");
}

static int64_t failures_of(struct ctx *c, const char *login)
{
	return db_int(c,
		"SELECT COUNT(*) FROM login_failure WHERE login = ? AND at > ? - INTERVAL ? MINUTE",
		login, clock_real(c), lock_minutes());
}

/* Seconds that a log-in stays locked.  One that does not exist is locked by its failures,
 * just as long: by the last of those that made the number full. */
static int64_t locked_seconds(struct ctx *c, const char *login, const struct row *user)
{
	const struct row *f;

	if (user)
		return row_int(user, "locked_seconds");
	f = db_row(c,
		"SELECT COUNT(*) AS n, TIMESTAMPDIFF(SECOND, ?, MAX(f.at) + INTERVAL ? MINUTE)"
		" AS seconds FROM login_failure f WHERE f.login = ? AND f.at >"
		" (SELECT MAX(g.at) FROM login_failure g WHERE g.login = ?) - INTERVAL ? MINUTE",
		clock_real(c), lock_minutes(), login, login, lock_minutes());
	return row_int(f, "n") >= tries() ? row_int(f, "seconds") : 0;
}

struct failure { const char *login; rowid user_id; int64_t left; };

static void lock(struct ctx *c, rowid user_id)
{
	db_change(c, "UPDATE user SET locked_until_at = ? + INTERVAL ? MINUTE WHERE id = ?",
		  clock_real(c), lock_minutes(), user_id);
	record(c, .noun = "user", .what = "user.locked", .about_id = user_id,
	       .from = "active", .to = "locked");
}

/* One row a request: counted once, however often the act is run. */
static bool counted(struct ctx *c, const char *login)
{
	const char *request = c->request_id && *c->request_id ? c->request_id : token_issue(c);

	if (db_int(c, "SELECT COUNT(*) FROM login_failure WHERE request_no = ?", request))
		return true;
	db_exec(c, "INSERT INTO login_failure (request_no, from_where, at, login)"
		" VALUES (?, ?, ?, ?)", request, c->from, clock_real(c), login);
	return false;
}

static refusal note_failure(struct ctx *c, void *arg)
{
	struct failure *f = arg;
	bool again = counted(c, f->login);

	f->left = tries() - failures_of(c, f->login);
	if (again)
		return DONE;
	record(c, .noun = "user", .what = "user.login_failed", .about_id = f->user_id);
	if (f->left <= 0 && f->user_id)
		lock(c, f->user_id);
	if (failures_from(c, c->from) + 1 == address_tries())	/* the alert: once a flood */
		record(c, .noun = "address", .what = "address.shut_out", .reason = c->from);
	return DONE;
}

static refusal refuse_locked(struct ctx *c, int64_t seconds)
{
	return refuse_with(c, NULL, "login.locked",
			   textf(c, "%lld", (long long)(seconds + 59) / 60));
}

/* One more that was wrong: locked with the last, else how many are *left. */
static refusal count_wrong(struct ctx *c, const char *login, rowid user_id, const char **left)
{
	struct failure f = { .login = login, .user_id = user_id };
	refusal no = tx_apart(c, note_failure, &f);

	*left = textf(c, "%lld", (long long)f.left);
	if (no)
		return no;
	return f.left <= 0 ? refuse_locked(c, lock_minutes() * 60) : DONE;
}

static refusal wrong(struct ctx *c, const char *login, const struct row *user)
{
	const char *left;
	refusal no = count_wrong(c, login, user ? row_id(user, "id") : 0, &left);

	return no ? no : refuse_with(c, NULL, "login.wrong", left);
}

static void came_in(struct ctx *c, const char *login)
{
	db_exec(c, "DELETE FROM login_failure WHERE login = ?", login);
	record(c, .noun = "user", .what = "user.logged_in", .about_id = c->user_id);
}

OP log_in(struct ctx *c, const struct login_try *t)
{
	const struct row *user;
	int64_t seconds;
	bool right;

	if (failures_from(c, c->from) >= address_tries())
		return refuse(c, NULL, "login.shut_out");
	user = db_row(c,
		"SELECT id, role, second_at, password_hash, state, GREATEST(0, COALESCE("
		"TIMESTAMPDIFF(SECOND, ?, locked_until_at), 0)) AS locked_seconds FROM user"
		" WHERE login = ? FOR UPDATE", clock_real(c), t->login);
	seconds = locked_seconds(c, t->login, user);
	if (seconds > 0)
		return refuse_locked(c, seconds);
	right = password_right(c, user ? row_text(user, "password_hash") : "", t->password);
	if (!right || !row_is(user, "state", "active"))
		return wrong(c, t->login, user);
	c->user_id = row_id(user, "id");
	/* failures stay until the code was right too, or a known password would be worth
	 * any number of codes */
	if (second_of(c, row_text(user, "role"), *row_text(user, "second_at")) == SECOND_CODE)
		record(c, .noun = "user", .what = "user.code_asked", .about_id = c->user_id);
	else
		came_in(c, t->login);
	return DONE;
}

/* Who has said who he is already; NULL and *no if he may not try now. */
static const struct row *known(struct ctx *c, rowid user_id, refusal *no)
{
	const struct row *u = db_row(c,
		"SELECT id, login, password_hash, second_at IS NOT NULL AS enrolled, GREATEST(0,"
		" COALESCE(TIMESTAMPDIFF(SECOND, ?, locked_until_at), 0)) AS locked_seconds"
		" FROM user WHERE id = ? AND state = 'active' FOR UPDATE", clock_real(c), user_id);

	*no = DONE;
	if (!u || failures_from(c, c->from) >= address_tries())
		*no = refuse(c, NULL, "login.shut_out");
	else if (row_int(u, "locked_seconds") > 0)
		*no = refuse_locked(c, row_int(u, "locked_seconds"));
	return *no ? NULL : u;
}

OP log_in_code(struct ctx *c, rowid user_id, const char *code)
{
	refusal no;
	const struct row *u = known(c, user_id, &no);
	const char *left;

	if (!u)
		return no;
	if (!second_right(c, user_id, code)) {
		no = count_wrong(c, row_text(u, "login"), user_id, &left);
		return no ? no : refuse_with(c, "code", "code.wrong", left);
	}
	c->user_id = user_id;
	came_in(c, row_text(u, "login"));
	return DONE;
}

OP prove(struct ctx *c, const struct proof *p, bool *coded)
{
	refusal no;
	const struct row *u = known(c, c->user_id, &no);
	const char *left;

	if (!u)
		return no;
	*coded = row_int(u, "enrolled");
	if (!password_right(c, row_text(u, "password_hash"), p->password) ||
	    (*coded && !second_right(c, c->user_id, p->code))) {
		no = count_wrong(c, row_text(u, "login"), c->user_id, &left);
		return no ? no : refuse_with(c, NULL, "proof.wrong", left);
	}
	db_exec(c, "DELETE FROM login_failure WHERE login = ?", row_text(u, "login"));
	record(c, .noun = "user", .what = "user.proved", .about_id = c->user_id);
	return DONE;
}

OP log_out(struct ctx *c)
{
	record(c, .noun = "user", .what = "user.logged_out", .about_id = c->user_id);
	return DONE;
}

OP password_change(struct ctx *c, const struct new_password *p)
{
	const struct row *u = db_row(c,
		"SELECT login, password_hash FROM user WHERE id = ? FOR UPDATE", c->user_id);
	refusal no;

	if (!password_right(c, row_text(u, "password_hash"), p->current))
		return refuse(c, "current", "password.current");
	no = password_rules(c, "password", p->password, row_text(u, "login"));
	if (no)
		return no;
	if (!strcmp(p->password, p->current))
		return refuse(c, "password", "password.same");
	if (strcmp(p->password, p->again))
		return refuse(c, "again", "password.again");
	db_change(c, "UPDATE user SET password_hash = ?, must_change = 0 WHERE id = ?",
		  password_hash(c, p->password), c->user_id);
	db_exec(c, "DELETE FROM session WHERE user_id = ?", c->user_id);
	db_exec(c, "DELETE FROM issued_secret WHERE noun = 'user' AND about_id = ?", c->user_id);
	record(c, .noun = "user", .what = "user.password_changed", .about_id = c->user_id);
	return DONE;
}

OP project_choose(struct ctx *c, bytes session, rowid project_id)
{
	db_exec(c, "UPDATE session SET project_id = ? WHERE id_hash = ?", MAYBE(project_id), session);
	record(c, .noun = "user", .what = "user.project_chosen", .about_id = c->user_id,
	       .project_id = project_id);
	return DONE;
}

static const char *or_null(const char *s)
{
	return *s ? s : NULL;
}

OP preferences_set(struct ctx *c, const struct preferences *p)
{
	db_change(c,
		"UPDATE user SET language = COALESCE(?, language), theme = COALESCE(?, theme)"
		" WHERE id = ?", or_null(p->language), or_null(p->theme), c->user_id);
	record(c, .noun = "user", .what = "user.preferences_set", .about_id = c->user_id);
	return DONE;
}

OP purge(struct ctx *c, rowid *unused)
{
	const char *now = clock_real(c);
	int64_t n;

	(void)unused;
	n = db_exec(c, "DELETE FROM login_failure WHERE at < ? - INTERVAL 1 DAY", now);
	n += db_exec(c, "DELETE FROM issued_secret WHERE until_at < ?", now);
	n += db_exec(c, "DELETE FROM form_draft WHERE saved_at < ? - INTERVAL ? DAY", now,
		     conf_int("limits.draft_days", 7));
	n += db_exec(c, "DELETE FROM session WHERE created_at < ? - INTERVAL 1 DAY", now);
	n += db_exec(c, "DELETE FROM request_key WHERE created_at < ? - INTERVAL 30 DAY", now);
	record(c, .noun = "instance", .what = "instance.purged",
	       .reason = textf(c, "%lld", (long long)n));
	return DONE;
}

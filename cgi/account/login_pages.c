#include <stdio.h>
#include <stdlib.h>
#include "account/login.h"
#include "account/pages.h"

enum { LONGEST_PATH = 200 };	/* as request_key.location */

struct login_form {
	const char *login, *password, *next, *replay_path, *replay_user;
};
static const struct field login_fields[] = {
	FIELD(struct login_form, login, REQUIRED, .max = 40),
	FIELD(struct login_form, password, REQUIRED, .max = 128),
	FIELD(struct login_form, next, OPTIONAL, .max = LONGEST_PATH),
	FIELD(struct login_form, replay_path, OPTIONAL, .max = LONGEST_PATH),
	FIELD(struct login_form, replay_user, OPTIONAL, .max = 20),
	{ 0 }
};

/* A path of this site, safe in a header; else `otherwise`.  "//x" and "/\x" are elsewhere. */
static const char *local(struct ctx *c, const char *path, const char *otherwise)
{
	char *out, *p;

	if (*path != '/' || path[1] == '/' || path[1] == '\\' || strlen(path) > LONGEST_PATH)
		return otherwise;
	out = p = alloc(c, 3 * strlen(path) + 1);
	for (; *path; path++) {
		unsigned char ch = (unsigned char)*path;

		if (ch < ' ' || ch == '\\' || ch == 0x7F)
			return otherwise;
		if (ch == ' ' || ch > 0x7F || strchr("\"<>", ch))
			p += snprintf(p, 4, "%%%02X", ch);
		else
			*p++ = (char)ch;
	}
	return strlen(out) > LONGEST_PATH ? otherwise : out;
}

static reply login_again(struct req *r, const struct login_form *f, int status)
{
	page_replay(r);
	page_text(r, "Replay.path", local(r->c, f->replay_path, ""));
	page_text(r, "Replay.user", f->replay_user);
	page_show(r, "account/login");
	return status;
}

reply login_page(struct req *r)
{
	if (r->c->user_id)
		return see_other(r, "%s", local(r->c, param(r, "next"), "/portal/home"));
	form_offer(r, login_fields, NULL);
	return page_show(r, "account/login");
}

/* What he had typed when his session ran out, to be sent once more. */
static reply offer_replay(struct req *r, const struct login_form *f)
{
	bool his = !strcmp(f->replay_user, textf(r->c, "%lld", (long long)r->c->user_id));

	page_flag(r, "Replay.foreign", !his);
	if (his) {
		page_replay(r);
		page_text(r, "Replay.path", local(r->c, f->replay_path, "/portal/home"));
	}
	return page_show(r, "account/replay");
}

static int login_status(refusal no)
{
	return !strcmp(no->code, "login.locked") ? 423 : !strcmp(no->code, "login.shut_out") ? 429 : 422;
}

reply login_post(struct req *r)
{
	struct login_form f;
	refusal no;

	if (!form_read(r, login_fields, &f))
		return login_again(r, &f, 422);
	no = log_in(r->c, &(struct login_try){ f.login, f.password });
	if (!form_accept(r, no))
		return login_again(r, &f, login_status(no));
	session_start(r, r->c->user_id);
	if (*local(r->c, f.replay_path, ""))
		return offer_replay(r, &f);
	return see_other(r, "%s", local(r->c, f.next, "/portal/home"));
}

reply logout_post(struct req *r)
{
	if (!form_accept(r, log_out(r->c)))
		return not_found(r);
	session_end(r);
	return see_other(r, "/account/login");
}

static const struct field password_fields[] = {
	FIELD(struct new_password, current, REQUIRED, .max = 128),
	FIELD(struct new_password, password, REQUIRED, .max = 128),
	FIELD(struct new_password, again, REQUIRED, .max = 128),
	{ 0 }
};

reply password_page(struct req *r)
{
	form_offer(r, password_fields, NULL);
	page_row(r, "account", db_row(r->c, "SELECT must_change FROM user WHERE id = ?", r->c->user_id));
	page_rows(r, "Tokens", db_rows(r->c,
		"SELECT id, name, created_at FROM token WHERE user_id = ? AND revoked_at IS NULL"
		" ORDER BY id DESC LIMIT 50", r->c->user_id));
	return page_show(r, "account/password");
}

reply password_post(struct req *r)
{
	struct new_password p;

	if (!form_read(r, password_fields, &p) || !form_accept(r, password_change(r->c, &p)))
		return password_page(r);
	session_start(r, r->c->user_id);	/* the old one ended with all others */
	return see_other(r, "/portal/home");
}

struct choice_form { rowid project_id; const char *next; };
static const struct field choice_fields[] = {
	FIELD(struct choice_form, project_id, OPTIONAL, .noun = "project"),
	FIELD(struct choice_form, next, OPTIONAL, .max = LONGEST_PATH),
	{ 0 }
};

reply project_choice_post(struct req *r)
{
	struct choice_form f;

	if (!form_read(r, choice_fields, &f) ||
	    !form_accept(r, project_choose(r->c, session_hash(r), f.project_id)))
		return not_found(r);
	return see_other(r, "%s", local(r->c, f.next, "/portal/home"));
}

struct preference_form { const char *language, *theme, *next; };
static const struct field preference_fields[] = {
	FIELD(struct preference_form, language, OPTIONAL, .words = (const char *const[]){ "zh", "en", NULL }),
	FIELD(struct preference_form, theme, OPTIONAL, .words = (const char *const[]){ "light", "dark", NULL }),
	FIELD(struct preference_form, next, OPTIONAL, .max = LONGEST_PATH),
	{ 0 }
};

reply preferences_post(struct req *r)
{
	struct preference_form f;

	if (!form_read(r, preference_fields, &f))
		return password_page(r);
	if (!form_accept(r, preferences_set(r->c, &(struct preferences){ f.language, f.theme })))
		return password_page(r);
	return see_other(r, "%s", local(r->c, f.next, "/portal/home"));
}

static reply bare(struct req *r, int status)
{
	send_json(r, "");
	return status;
}

/* nginx asks before it lets a live board through; X_ORIG is "/events/board-17". */
reply authz(struct req *r)
{
	static const struct { const char *channel, *right; } streams[] = {
		{ "/events/board-", "unit.read" },
		{ "/events/flash-", "flash.read" },
	};
	const char *asked = param(r, "X_ORIG");

	for (size_t i = 0; r->c->user_id && i < sizeof streams / sizeof *streams; i++) {
		size_t n = strlen(streams[i].channel);
		char *end;

		if (strncmp(asked, streams[i].channel, n) || !may(r, streams[i].right))
			continue;
		if (sees_project(r, strtoll(asked + n, &end, 10)) && (!*end || *end == '?'))
			return bare(r, 204);
	}
	return bare(r, r->c->user_id ? 403 : 401);
}

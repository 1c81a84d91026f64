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

/* What was being sent travels on: through a page that asks who he is. */
struct replay { const char *path, *user; };

static reply ask_again(struct req *r, const char *template, struct replay p, int status)
{
	page_replay(r);
	page_text(r, "Replay.path", local(r->c, p.path, ""));
	page_text(r, "Replay.user", p.user);
	page_show(r, template);
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
static reply offer_replay(struct req *r, struct replay p)
{
	bool his = !strcmp(p.user, textf(r->c, "%lld", (long long)r->c->user_id));

	page_flag(r, "Replay.foreign", !his);
	if (his) {
		page_replay(r);
		page_text(r, "Replay.path", local(r->c, p.path, "/portal/home"));
	}
	return page_show(r, "account/replay");
}

static int login_status(refusal no)
{
	return !strcmp(no->code, "login.locked") ? 423 : !strcmp(no->code, "login.shut_out") ? 429 : 422;
}

/* He is known: on to what he wanted. */
static reply go_on(struct req *r, struct replay p, const char *next)
{
	if (*local(r->c, p.path, ""))
		return offer_replay(r, p);
	return see_other(r, "%s", local(r->c, next, "/portal/home"));
}

static reply to_code(struct req *r, struct replay p, const char *next)
{
	page_text(r, "Form.code", "");
	if (*local(r->c, p.path, ""))
		return ask_again(r, "account/code", p, 200);
	return see_other(r, "/account/code?next=%s", url_escape(r->c, local(r->c, next, "/portal/home")));
}

reply login_post(struct req *r)
{
	struct login_form f;
	struct replay p;
	refusal no;

	if (!form_read(r, login_fields, &f))
		return ask_again(r, "account/login", (struct replay){ f.replay_path, f.replay_user }, 422);
	p = (struct replay){ f.replay_path, f.replay_user };
	no = log_in(r->c, &(struct login_try){ f.login, f.password });
	if (!form_accept(r, no))
		return ask_again(r, "account/login", p, login_status(no));
	session_start(r, r->c->user_id, false);
	return session_waiting(r) ? to_code(r, p, f.next) : go_on(r, p, f.next);
}

/* ---- the second factor, after the password ---------------------------------------------------- */

struct code_form { const char *code, *next, *replay_path, *replay_user; };
static const struct field code_fields[] = {
	FIELD(struct code_form, code, REQUIRED, .max = 30),
	FIELD(struct code_form, next, OPTIONAL, .max = LONGEST_PATH),
	FIELD(struct code_form, replay_path, OPTIONAL, .max = LONGEST_PATH),
	FIELD(struct code_form, replay_user, OPTIONAL, .max = 20),
	{ 0 }
};

reply code_page(struct req *r)
{
	struct code_form f = { .next = local(r->c, param(r, "next"), "/portal/home") };

	if (r->c->user_id)
		return see_other(r, "%s", f.next);
	if (!session_waiting(r))
		return see_other(r, "/account/login");
	form_offer(r, code_fields, &f);
	return page_show(r, "account/code");
}

reply code_post(struct req *r)
{
	struct code_form f;
	bool typed = form_read(r, code_fields, &f);
	struct replay p = { f.replay_path, f.replay_user };
	refusal no;

	if (!session_waiting(r))
		return see_other(r, "/account/login");
	if (!typed)
		return ask_again(r, "account/code", p, 422);
	no = log_in_code(r->c, session_waiting(r), f.code);
	if (!form_accept(r, no))
		return ask_again(r, "account/code", p, login_status(no));
	session_start(r, r->c->user_id, true);
	return go_on(r, p, f.next);
}

/* ---- once more, before money leaves -------------------------------------------------------------- */

struct proof_form { const char *password, *code, *replay_path, *replay_user; };
static const struct field proof_fields[] = {
	FIELD(struct proof_form, password, REQUIRED, .max = 128),
	FIELD(struct proof_form, code, OPTIONAL, .max = 30),
	FIELD(struct proof_form, replay_path, OPTIONAL, .max = LONGEST_PATH),
	FIELD(struct proof_form, replay_user, OPTIONAL, .max = 20),
	{ 0 }
};

reply proof_post(struct req *r)
{
	struct proof_form f;
	bool typed = form_read(r, proof_fields, &f), coded;
	struct replay p = { f.replay_path, f.replay_user };
	refusal no = DONE;

	if (!r->c->user_id)
		return see_other(r, "/account/login");
	if (typed)
		no = prove(r->c, &(struct proof){ f.password, f.code }, &coded);
	if (!typed || !form_accept(r, no)) {
		prove_offer(r);
		return ask_again(r, "account/prove", p, no ? login_status(no) : 422);
	}
	session_proved(r, coded);
	page_flag(r, "Replay.proved", true);
	return go_on(r, p, "");
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
	/* the old one ended with all others; it had got as far as this */
	session_start(r, r->c->user_id, session_coded(r));
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

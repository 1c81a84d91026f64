/* One act: match, session, right, scope, token, key, handler - between BEGIN and COMMIT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sodium.h>
#include "lib/inside_web.h"

/* ---- routes ------------------------------------------------------------------------------- */

/* "/finance/slips/17/review" against "slips/:slip/review"; `noun` is what ":slip" names. */
static bool path_matches(struct ctx *c, struct http *h, const char *pattern, const char *path,
			 const char **noun)
{
	*noun = NULL;
	while (*pattern && *path) {
		size_t n = strcspn(path, "/"), m = strcspn(pattern, "/");

		if (*pattern == ':') {
			char *end;

			h->id = strtoll(path, &end, 10);
			if (end != path + n || h->id < 1 || n > 18)
				return false;
			*noun = textf(c, "%.*s", (int)m - 1, pattern + 1);
		} else if (*pattern == '*') {
			h->word = textf(c, "%.*s", (int)n, path);
		} else if (n != m || memcmp(pattern, path, n)) {
			return false;
		}
		path += n;
		pattern += m;
		if (*path != *pattern)
			return false;
		if (*path == '/') {
			path++;
			pattern++;
		}
	}
	return !*pattern && !*path;
}

const struct route *route_find(struct ctx *c, struct http *h, const char **noun,
			       bool *other_method)
{
	size_t n = strlen(h->app->name);
	const char *rest = *h->path ? h->path + 1 : "";	/* the public program's paths are short */

	*other_method = false;
	if (!strncmp(rest, h->app->name, n) && rest[n] == '/')
		rest += n + 1;
	for (const struct route *r = h->app->routes; r->method; r++) {
		const char *method = !strcmp(h->method, "HEAD") ? "GET" : h->method;

		if (!path_matches(c, h, r->path, rest, noun))
			continue;
		if (!strcmp(r->method, method))
			return r;
		*other_method = true;
	}
	return NULL;
}

const char *route_right(const struct route *r)
{
	return r->may + (*r->may == *PROVED);
}

/* ---- one request -------------------------------------------------------------------------- */

struct act { struct http *h; struct req r; };

static refusal rolled_back(void)
{
	static const struct refusal no = { 0 };

	return &no;
}

static bool same_origin(const struct http *h)
{
	const char *at = strstr(h->origin, "://");

	return !*h->origin || (at && !strcmp(at + 3, h->host));
}

static bool token_right(struct ctx *c, struct http *h)
{
	const char *given = pair_get(&h->posted, "_token"), *wanted;

	if (h->s.by_token || !h->s.user_id)
		return true;
	wanted = session_token(c, h);
	return given && strlen(given) == strlen(wanted) &&
	       !sodium_memcmp(given, wanted, strlen(wanted));
}

/* A key of the form's or the script's own; else one of ours, so that a lost COMMIT can be
 * found again.  Always ours where anybody may post: a second press on "log in" is to get its
 * own cookie. */
static void choose_key(struct http *h)
{
	const char *given = pair_get(&h->posted, "_key");

	if (!given || !*given)
		given = h->key_header;
	if (!h->s.user_id || !strcmp(h->route->may, "*"))
		given = NULL;
	if (!hex_read(given, h->key, sizeof h->key))
		random_bytes(h->key, sizeof h->key);
}

static const struct row *answer_kept(struct ctx *c, struct http *h)
{
	return db_row(c, "SELECT user_id, path, status, location FROM request_key"
			 " WHERE request_key = ?", ((bytes){ h->key, 16 }));
}

static reply answer_again(struct req *r)
{
	const struct row *k = answer_kept(r->c, r->http);

	if (row_id(k, "user_id") != r->http->s.user_id || !row_is(k, "path", r->http->path))
		return page_error(r, 409);
	r->http->location = row_text(k, "location");
	return r->http->status = (int)row_int(k, "status");
}

static bool claim_key(struct ctx *c, struct http *h)
{
	return db_insert_new(c,
		"INSERT INTO request_key (request_key, user_id, path, status, created_at)"
		" VALUES (?, ?, ?, 0, ?)", (struct val[]){ val_bytes((bytes){ h->key, 16 }),
		val_int(h->s.user_id), val_text(h->path), val_text(clock_real(c)) }, 4);
}

void draft_drop(struct ctx *c, const char *form)
{
	db_exec(c, "DELETE FROM form_draft WHERE user_id = ? AND form_hash = ?", c->user_id,
		seal_hash(c, form));
}

static void keep_answer(struct ctx *c, struct http *h)
{
	db_exec(c, "UPDATE request_key SET status = ?, location = ? WHERE request_key = ?",
		h->status, h->location ? h->location : "", ((bytes){ h->key, 16 }));
}

/* What was typed survives until the same person has said who he is. */
static reply ask_who(struct req *r, const char *template, rowid user_id)
{
	static const char *const asked[] = { "login", "password", "code", "next", NULL };
	struct http *h = r->http;
	int n = 0;

	for (int i = 0; asked[i]; i++)		/* no form was read, and a field is named by its node */
		page_text(r, textf(r->c, "Form.%s", asked[i]), "");
	for (int i = 0; i < h->posted.n; i++) {
		const char *at = textf(r->c, "Replay.fields.%d", n);

		if (*h->posted.of[i].name == '_' && strcmp(h->posted.of[i].name, "_draft"))
			continue;
		page_text(r, textf(r->c, "%s.name", at), h->posted.of[i].name);
		page_text(r, textf(r->c, "%s.value", at), h->posted.of[i].value);
		n++;
	}
	page_text(r, "Replay.path", h->path);
	page_int(r, "Replay.user", user_id);
	page_show(r, template);
	return h->status = 401;
}

static reply ask_to_log_in(struct req *r)
{
	struct http *h = r->http;
	bool again = !strcmp(h->method, "POST") && !h->multipart;
	const char *word = h->s.half_user_id ? "code" : "login";

	if (!again && !strcmp(h->method, "GET") && !*h->bearer && !*param(r, "as"))
		return see_other(r, "/account/%s?next=%s", word, url_escape(r->c, h->path));
	if (!again || *h->bearer)
		return page_error(r, 401);
	return ask_who(r, textf(r->c, "account/%s", word),
		       h->s.half_user_id ? h->s.half_user_id : h->s.expired_user_id);
}

void prove_offer(struct req *r)
{
	page_flag(r, "Prove.code", r->http->s.has_second);
}

reply ask_to_prove(struct req *r)
{
	prove_offer(r);
	return r->http->multipart ? page_error(r, 401) : ask_who(r, "account/prove", r->http->s.user_id);
}

static bool wants_proof(const struct http *h)
{
	return *h->route->may == *PROVED && !strcmp(h->method, "POST");
}

static bool path_has(const struct http *h, const char *word)
{
	return !strcmp(h->app->name, "account") && strstr(h->path, word);
}

/* Until he has a password of his own, and the second factor that he must have, nothing else
 * opens.  NULL: nothing is asked of him first. */
static const char *first_of_all(const struct http *h)
{
	if (!h->s.user_id || !strcmp(h->route->may, "*") || path_has(h, "/logout") ||
	    path_has(h, "/preferences"))
		return NULL;
	if (h->s.must_change)
		return path_has(h, "/password") ? NULL : "/account/password";
	return h->s.must_enrol && !path_has(h, "/second") ? "/account/second" : NULL;
}

/* 0: he may; else the status that says why not. */
static int denied(struct ctx *c, struct http *h, const char *noun)
{
	const char *right = route_right(h->route);
	const char *asked = pair_get(&h->posted, "project_id");

	if (!strcmp(h->method, "POST") && (!same_origin(h) || !token_right(c, h)))
		return strcmp(right, "*") && !h->s.user_id ? 401 : 403;
	if (!strcmp(right, "*"))
		return 0;
	if (!h->s.user_id)
		return 401;
	if (*right && !role_may(c, h->s.role, right))
		return 403;
	if (noun && !noun_visible(c, h, noun, h->id, &h->project_id))
		return 404;
	if (!asked)
		asked = pair_get(&h->asked, "project_id");
	if (asked && *asked && h->app->nouns && !in_scope(c, h, strtoll(asked, NULL, 10)))
		return 404;
	return 0;
}

static reply answer(struct req *r, const char *noun)
{
	struct http *h = r->http;
	int no = denied(r->c, h, noun);

	if (no == 401)
		return ask_to_log_in(r);
	if (no)
		return page_error(r, no);
	if (first_of_all(h))
		return see_other(r, "%s", first_of_all(h));
	if (wants_proof(h) && !proved(r))
		return ask_to_prove(r);
	return h->route->handle(r);
}

static reply answer_post(struct req *r, const char *noun)
{
	struct http *h = r->http;
	reply status;

	choose_key(h);
	if (!claim_key(r->c, h)) {
		tx_give_up(r->c);
		return answer_again(r);
	}
	status = answer(r, noun);
	if (status < 400) {
		bool wrote = db_wrote(r->c->db);
		const char *draft = pair_get(&h->posted, "_draft");

		if (draft && *draft && h->s.user_id)
			draft_drop(r->c, draft);
		keep_answer(r->c, h);
		if (!wrote)		/* the kept answer alone is no event */
			db_note_record(r->c->db);
	}
	return status;
}

/* Of an attempt that did not count: its arena is gone. */
static void forget_answer(struct http *h)
{
	h->location = h->body = h->mime = h->file_name = NULL;
	h->body_size = 0;
	h->stream = NULL;
	h->retry_after = 0;
}

static refusal run_route(struct ctx *c, void *arg)
{
	struct act *a = arg;
	struct http *h = a->h;
	const char *noun;
	bool other_method;
	reply status;

	h->refused = h->form_read = h->overtaken = false;
	forget_answer(h);
	h->id = h->project_id = 0;
	h->keep_key = h->fresh_key = NULL;
	a->r = (struct req){ .c = c, .http = h };
	h->cookie_is = COOKIE_KEPT;
	session_load(c, h);
	page_begin(&a->r);
	h->route = route_find(c, h, &noun, &other_method);
	if (!h->route)
		status = page_error(&a->r, other_method ? 405 : 404);
	else if (!strcmp(h->method, "POST"))
		status = answer_post(&a->r, noun);
	else
		status = answer(&a->r, noun);
	h->status = status;
	return status < 400 ? DONE : rolled_back();
}

/* After a COMMIT whose answer was lost. */
static bool was_done(struct ctx *c, void *arg)
{
	struct act *a = arg;
	const struct row *k;

	forget_answer(a->h);
	a->r = (struct req){ .c = c, .http = a->h };
	session_load(c, a->h);
	page_begin(&a->r);
	k = answer_kept(c, a->h);
	/* a page in answer to a log-in or a proof is not kept: make it again */
	if (!k || (row_int(k, "status") == 200 && !*row_text(k, "location")))
		return false;
	a->h->location = *row_text(k, "location") ? row_text(k, "location") : NULL;
	a->h->status = (int)row_int(k, "status");
	return true;
}

static refusal show_fault(struct ctx *c, void *arg)
{
	struct act *a = arg;

	a->r = (struct req){ .c = c, .http = a->h };
	page_begin(&a->r);
	page_error(&a->r, a->h->status);
	return DONE;
}

/* The database may be gone, so this page is made without it. */
static void answer_fault(struct ctx *c, struct http *h)
{
	struct act a = { .h = h };
	struct tx t = { .alone = true, .step = show_fault, .arg = &a };
	bool able = db_able(c->db) && !h->no_room;
	refusal no;

	forget_answer(h);
	h->status = able ? 500 : 503;
	if (tx_attempt(c, &t, &no))
		return;
	h->status = able ? 500 : 503;
	h->mime = "text/plain; charset=utf-8";
	h->body = able ? "没有保存，请重试。 Nothing was saved, please try again."
		       : "系统暂时不可用，请稍后重试。 The system is not available for a moment.";
	h->body_size = strlen(h->body);
}

/* There is one name for this site, url.base; only a demo is looked at under others. */
static bool host_right(const struct http *h)
{
	const char *at = strstr(conf("url.base", ""), "://");
	size_t n = at ? strcspn(at + 3, "/") : 0;

	return !n || !strcmp(conf("mode", "real"), "demo") ||
	       (strlen(h->host) == n && !strncasecmp(h->host, at + 3, n));
}

void act(struct ctx *c, struct http *h)
{
	struct act a = { .h = h };
	struct tx t = { .write = !strcmp(h->method, "POST"), .step = run_route, .arg = &a,
			.is_done = was_done };
	refusal no = DONE;

	session_nobody(h);	/* an error page has a language before anybody is known */
	if (!h->bad && !host_right(h))
		h->bad = 400;
	if (h->bad) {
		h->status = h->bad;
		h->body = h->bad == 413 ? "文件或表单太大。 Too large." : "请求有误。 Bad request.";
		h->body_size = strlen(h->body);
	} else if (!tx_attempt(c, &t, &no)) {
		answer_fault(c, h);
	}
}

/* ---- answers ----------------------------------------------------------------------------------- */

reply see_other(struct req *r, const char *fmt, ...)
{
	va_list ap;
	char path[400];

	va_start(ap, fmt);
	vsnprintf(path, sizeof path, fmt, ap);
	va_end(ap);
	r->http->location = textf(r->c, "%s", path);
	return r->http->status = 303;
}

reply not_found(struct req *r)
{
	return page_error(r, 404);
}

reply send_file(struct req *r, const char *name, const char *mime, const void *data, size_t n)
{
	r->http->file_name = url_escape(r->c, name);
	r->http->mime = mime;
	r->http->body = data;
	r->http->body_size = n;
	return r->http->status = 200;
}

reply send_json(struct req *r, const char *json)
{
	r->http->mime = "application/json; charset=utf-8";
	r->http->body = json;
	r->http->body_size = strlen(json);
	return r->http->status = 200;
}

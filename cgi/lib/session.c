/* Who asks: a cookie or a bearer token, and the projects he sees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include "lib/inside_web.h"

const char *language_read(const char *header)
{
	return !strncmp(header, "en", 2) ? "en" : "zh";
}

void session_nobody(struct http *h)
{
	h->s.login = h->s.name = h->s.role = "";
	h->s.language = language_read(h->language_header);
	h->s.theme = "light";
}

static void take(struct ctx *c, struct http *h, const struct row *u)
{
	struct session *s = &h->s;

	s->user_id = c->user_id = row_id(u, "id");
	s->login = row_text(u, "login");
	s->name = row_text(u, "name");
	s->role = c->role = row_text(u, "role");
	s->language = row_is(u, "language", "en") ? "en" : "zh";	/* outlives the arena, for an error page */
	s->theme = row_text(u, "theme");
	s->must_change = row_int(u, "must_change");
	s->all_projects = !strcmp(s->role, "AU") || !strcmp(s->role, "GE");
	s->office_version = row_int(u, "office_version");
	s->scope_version = !s->all_projects ? row_int(u, "scope_version")
		: row_int(db_glance(c, "SELECT SUM(version_count) AS n FROM project_version"), "n");
}

/* What each request asks first, in one look: the instance, its schema, who it is, and how often
 * his projects have changed (keep.c). */
#define OF_INSTANCE \
	"i.mode, i.fixed_at, i.second_roles, i.second_required, i.second_exempt," \
	" (SELECT MAX(number) FROM migration) AS schema_no"
#define OF_USER \
	" u.id, u.login, u.name, u.role, u.language, u.theme," \
	" o.version_count AS office_version, (SELECT SUM(v.version_count) FROM user_project up" \
	" JOIN project_version v ON v.project_id = up.project_id WHERE up.user_id = u.id) AS scope_version"
#define OFFICE " LEFT JOIN project_version o ON o.project_id = 0"

static const struct row *nobody_known(struct ctx *c)
{
	return db_glance(c, "SELECT " OF_INSTANCE " FROM instance i");
}

static const struct row *by_token(struct ctx *c, const struct http *h)
{
	return db_glance(c,
		"SELECT " OF_INSTANCE ", 0 AS must_change," OF_USER " FROM instance i"
		" LEFT JOIN token t ON t.token_hash = ? AND t.revoked_at IS NULL"
		" LEFT JOIN user u ON u.id = t.user_id AND u.state = 'active'" OFFICE,
		((bytes){ h->s.id_hash, 32 }));
}

static const struct row *by_cookie(struct ctx *c, const struct http *h)
{
	const char *now = clock_real(c);

	return db_glance(c,
		"SELECT " OF_INSTANCE ", u.must_change," OF_USER ", u.second_at IS NOT NULL AS enrolled,"
		" s.second_at IS NOT NULL AS coded, TIMESTAMPDIFF(SECOND, s.seen_at, ?) AS seen_ago,"
		" TIMESTAMPDIFF(SECOND, s.created_at, ?) AS age,"
		" TIMESTAMPDIFF(SECOND, COALESCE(s.proved_at, s.created_at), ?) AS proved_ago,"
		" IF(u.role IN ('AU', 'GE') OR x.user_id IS NOT NULL, s.project_id, NULL) AS chosen_id"
		" FROM instance i LEFT JOIN session s ON s.id_hash = ?"
		" LEFT JOIN user u ON u.id = s.user_id AND u.state = 'active'"
		" LEFT JOIN user_project x ON x.user_id = u.id AND x.project_id = s.project_id" OFFICE,
		now, now, now, ((bytes){ h->s.id_hash, 32 }));
}

const struct row *session_projects(struct ctx *c, struct http *h)
{
	if (h->s.projects_known || !h->s.user_id)
		return h->s.projects;
	h->s.projects_known = true;
	h->s.projects = h->s.all_projects
		? db_rows(c, "SELECT id, code, name FROM project ORDER BY code")
		: db_rows(c, "SELECT p.id, p.code, p.name FROM user_project up JOIN project p"
			     " ON p.id = up.project_id WHERE up.user_id = ? ORDER BY p.code", h->s.user_id);
	return h->s.projects;
}

static bool has_run_out(const struct row *u)
{
	return row_int(u, "seen_ago") > conf_int("limits.session_idle_minutes", 30) * 60 ||
	       row_int(u, "age") > conf_int("limits.session_hours", 12) * 3600;
}

/* Seconds without another request: this one is noted, unless one was within the last minute. */
static int64_t lasts(const struct row *u)
{
	int64_t seen = row_int(u, "seen_ago") > 60 ? 0 : row_int(u, "seen_ago");
	int64_t idle = conf_int("limits.session_idle_minutes", 30) * 60 - seen;
	int64_t age = conf_int("limits.session_hours", 12) * 3600 - row_int(u, "age");

	return idle < age ? idle : age;
}

/* Who the row of the cookie is: nobody where the session has run out or its second factor is
 * still to come. */
static void take_session(struct ctx *c, struct http *h, const struct row *u)
{
	struct second_rules rules = { row_text(u, "second_roles"), row_text(u, "second_required"),
				      row_text(u, "second_exempt") };
	enum second second;

	if (!row_id(u, "id"))
		return;
	if (has_run_out(u)) {
		h->s.expired_user_id = row_id(u, "id");
		return;
	}
	second = second_wanted(&rules, row_text(u, "role"), h->address, row_int(u, "enrolled"));
	if (second == SECOND_CODE && !row_int(u, "coded")) {
		h->s.half_user_id = row_id(u, "id");
		return;
	}
	take(c, h, u);
	h->s.coded = row_int(u, "coded");
	h->s.has_second = row_int(u, "enrolled");
	h->s.must_enrol = second == SECOND_ENROL;
	h->s.chosen_id = row_id(u, "chosen_id");
	h->s.seen_ago = row_int(u, "seen_ago");
	h->s.proved_ago = row_int(u, "proved_ago");
	h->s.left = lasts(u);
}

static void take_token(struct ctx *c, struct http *h, const struct row *u)
{
	if (!row_id(u, "id"))
		return;
	take(c, h, u);
	h->s.by_token = true;
}

static const struct row *look(struct ctx *c, struct http *h)
{
	const char *secret = *h->bearer ? h->bearer : h->cookie;

	if (!*secret)
		return nobody_known(c);
	crypto_hash_sha256(h->s.id_hash, (const unsigned char *)secret, strlen(secret));
	return *h->bearer ? by_token(c, h) : by_cookie(c, h);
}

void session_load(struct ctx *c, struct http *h)
{
	const struct row *u;

	h->s = (struct session){ .mode = conf("mode", "real") };
	c->user_id = 0;
	c->role = "";
	session_nobody(h);
	if (h->app->is_public) {
		schema_look(c);
		clock_set(c, "");
		return;
	}
	u = look(c, h);
	schema_must_be(c, row_int(u, "schema_no"));
	clock_set(c, row_text(u, "fixed_at"));
	h->s.mode = u ? row_text(u, "mode") : "real";
	if (*h->bearer)
		take_token(c, h, u);
	else if (*h->cookie)
		take_session(c, h, u);
}

static refusal note_seen(struct ctx *c, void *arg)
{
	struct http *h = arg;

	db_exec(c, "UPDATE session SET seen_at = ? WHERE id_hash = ?", clock_real(c),
		((bytes){ h->s.id_hash, 32 }));
	db_note_record(c->db);		/* no business of anybody's: no event */
	return DONE;
}

void session_seen(struct ctx *c, struct http *h)
{
	struct tx t = { .write = true, .step = note_seen, .arg = h };
	refusal no;

	if (h->s.user_id && !h->s.by_token && h->s.seen_ago > 60 && !tx_attempt(c, &t, &no))
		log_line(c, "info", "session not noted as used");
}

int64_t session_seconds(const struct req *r)
{
	return r->http->s.left;
}

const char *session_token(struct ctx *c, const struct http *h)
{
	unsigned char mac[32];

	form_mac(c, h->s.id_hash, 32, mac);
	return hex_of(c, mac, 16);
}

bytes session_hash(const struct req *r)
{
	return (bytes){ r->http->s.id_hash, 32 };
}

static const char *cookie_name(void)
{
	return strncmp(conf("url.base", ""), "https:", 6) ? "sid" : "__Host-sid";
}

static const char *cookie_flags(void)
{
	return strncmp(conf("url.base", ""), "https:", 6)
		? "Path=/; HttpOnly; SameSite=Lax" : "Path=/; HttpOnly; SameSite=Lax; Secure";
}

const char *session_cookie(const struct http *h)
{
	static char text[160];
	char value[65] = "";

	if (h->cookie_is == COOKIE_KEPT)
		return NULL;
	if (h->cookie_is == COOKIE_NEW)
		sodium_bin2hex(value, sizeof value, h->cookie_new, sizeof h->cookie_new);
	snprintf(text, sizeof text, "%s=%s; %s%s", cookie_name(), value,
		 *value ? "" : "Max-Age=0; ", cookie_flags());
	return text;
}

void session_start(struct req *r, rowid user_id, bool coded)
{
	struct session *s = &r->http->s;
	const char *cookie, *now = clock_real(r->c);

	if (s->user_id && !s->by_token)		/* never carry an id over a log-in */
		db_exec(r->c, "DELETE FROM session WHERE id_hash = ?", session_hash(r));
	random_bytes(r->http->cookie_new, sizeof r->http->cookie_new);
	cookie = hex_of(r->c, r->http->cookie_new, sizeof r->http->cookie_new);
	r->http->s = (struct session){ .mode = s->mode };	/* the answer is a page of the new one */
	session_nobody(r->http);
	crypto_hash_sha256(s->id_hash, (const unsigned char *)cookie, strlen(cookie));
	db_exec(r->c, "INSERT INTO session (id_hash, user_id, created_at, seen_at, proved_at, second_at,"
		" from_where) VALUES (?, ?, ?, ?, ?, ?, ?)", session_hash(r), user_id, now, now, now,
		coded ? now : NULL, r->c->from);
	r->http->cookie_is = COOKIE_NEW;
	take_session(r->c, r->http, by_cookie(r->c, r->http));
}

rowid session_waiting(const struct req *r)
{
	return r->http->s.half_user_id;
}

bool session_coded(const struct req *r)
{
	return r->http->s.coded;
}

void session_proved(struct req *r, bool coded)
{
	const char *now = clock_real(r->c);

	db_exec(r->c, "UPDATE session SET proved_at = ?, second_at = COALESCE(?, second_at)"
		" WHERE id_hash = ?", now, coded ? now : NULL, session_hash(r));
	r->http->s.proved_ago = 0;
}

bool proved(const struct req *r)
{
	const struct session *s = &r->http->s;

	return s->by_token || s->proved_ago <= conf_int("limits.proof_minutes", 5) * 60;
}

void session_end(struct req *r)
{
	db_exec(r->c, "DELETE FROM session WHERE id_hash = ?", session_hash(r));
	r->http->cookie_is = COOKIE_DROPPED;
}

void page_replay(struct req *r)
{
	int n = 0;

	for (int i = 0; i < r->http->posted.n; i++) {
		const struct pair *p = &r->http->posted.of[i];
		const char *at = textf(r->c, "Replay.fields.%d", n);

		if (strncmp(p->name, "r.", 2))
			continue;
		page_text(r, textf(r->c, "%s.name", at), p->name + 2);
		page_text(r, textf(r->c, "%s.value", at), p->value);
		n++;
	}
}

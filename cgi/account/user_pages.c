#include "account/leave.h"
#include "account/pages.h"
#include "account/secret.h"
#include "account/user.h"

static const char *const roles[] = {
	"CO", "SE", "SM", "FC", "FM", "AS", "PL", "AG", "PD", "GE", "AD", "AU", NULL
};
static const char *const employers[] = { "developer", "agency", NULL };
static const char *const states[] = { "active", "disabled", NULL };

static const struct field project_fields[] = {
	FIELD(struct user_project, project_id, OPTIONAL),
	{ 0 }
};
#define WHO_HE_IS \
	FIELD(struct user_edit, name, REQUIRED, .max = 40), \
	FIELD(struct user_edit, role, REQUIRED, .words = roles, .labels = "L.role"), \
	FIELD(struct user_edit, employer, REQUIRED, .words = employers, .labels = "L.user.employer"), \
	FIELD_ROWS(struct user_edit, projects, project_count, project_fields, USER_PROJECTS)

static const struct field new_fields[] = {
	FIELD(struct user_edit, login, REQUIRED, .max = 40),
	WHO_HE_IS,
	{ 0 }
};
static const struct field edit_fields[] = {
	WHO_HE_IS,
	FIELD(struct user_edit, state, REQUIRED, .words = states, .labels = "L.user.state"),
	FIELD(struct user_edit, hand_to_id, OPTIONAL, .noun = "user"),
	FIELD(struct user_edit, version, REQUIRED),
	{ 0 }
};

static const struct list users = {
	.noun = "user",
	.from = "user u",
	.order = "u.state, u.login",
	.open = "/account/users/%",
	.create = "/account/users/new",
	.create_may = "user.edit",
	.columns = (const struct column[]){
		{ "id",       "u.id",       0 },
		{ "login",    "u.login",    FIND | SORT },
		{ "name",     "u.name",     FIND | SORT },
		{ "role",     "u.role",     PICK | SORT },
		{ "employer", "u.employer", PICK },
		{ "projects", "(SELECT GROUP_CONCAT(p.code ORDER BY p.code SEPARATOR ', ')"
			      " FROM user_project up JOIN project p ON p.id = up.project_id"
			      " WHERE up.user_id = u.id)", 0 },
		{ "second",   "IF(u.second_at IS NULL, 'no', 'yes')", PICK },
		{ "state",    "u.state",    PICK },
		{ "locked_until_at", "u.locked_until_at", SORT },
		{ 0 } },
};

reply user_index(struct req *r)
{
	return list_show(r, &users);
}

/* All projects: whom an administrator lets in does not depend on where he himself may go. */
static void offer_projects(struct req *r, const struct user_edit *e)
{
	const struct row *p = db_rows(r->c, "SELECT id, code, name FROM project ORDER BY code");

	for (int n = 0; p; p = row_next(p), n++) {
		const char *at = textf(r->c, "Projects.%d", n);

		page_row(r, at, p);
		page_text(r, textf(r->c, "%s.field", at), textf(r->c, "project_id_%d", n));
		for (int i = 0; i < e->project_count; i++)
			page_flag(r, textf(r->c, "%s.on", at),
				  e->projects[i].project_id == row_id(p, "id"));
	}
}

reply user_new(struct req *r)
{
	struct user_edit none = { .employer = "developer" };

	form_offer(r, new_fields, &none);
	offer_projects(r, &none);
	return page_show(r, "account/user_new");
}

reply user_new_post(struct req *r)
{
	struct user_edit e = { 0 };
	rowid id;

	if (form_read(r, new_fields, &e) && form_accept(r, user_create(r->c, &e, &id)))
		return see_other(r, "/account/users/%ld/issued", (long)id);
	offer_projects(r, &e);
	return page_show(r, "account/user_new");
}

static void read_user(struct req *r, struct user_edit *e)
{
	const struct row *u = db_row(r->c,
		"SELECT name, role, employer, state, version_count FROM user WHERE id = ?", req_id(r));
	const struct row *p = db_rows(r->c,
		"SELECT project_id FROM user_project WHERE user_id = ? ORDER BY project_id", req_id(r));

	*e = (struct user_edit){ .name = row_text(u, "name"), .role = row_text(u, "role"),
		.employer = row_text(u, "employer"), .state = row_text(u, "state"),
		.version = (int)row_int(u, "version_count") };
	for (; p && e->project_count < USER_PROJECTS; p = row_next(p))
		e->projects[e->project_count++].project_id = row_id(p, "project_id");
}

static const char *state_label(struct req *r, const char *state)
{
	return *state ? label(r, textf(r->c, "L.user.state.%s", state)) : "";
}

static void offer_timeline(struct req *r)
{
	const struct row *e = db_rows(r->c,
		"SELECT e.at, e.what, e.reason, e.from_where, e.state_from, e.state_to,"
		" COALESCE(u.name, '—') AS user FROM event e LEFT JOIN user u ON u.id = e.user_id"
		" WHERE e.noun = 'user' AND e.about_id = ? ORDER BY e.id DESC LIMIT 50", req_id(r));

	for (int n = 0; e; e = row_next(e), n++) {
		const char *at = textf(r->c, "Timeline.%d", n);

		page_row(r, at, e);
		page_text(r, textf(r->c, "%s.what_label", at),
			  label(r, textf(r->c, "L.event.what.%s", row_text(e, "what"))));
		page_text(r, textf(r->c, "%s.from_label", at), state_label(r, row_text(e, "state_from")));
		page_text(r, textf(r->c, "%s.to_label", at), state_label(r, row_text(e, "state_to")));
	}
}

/* Everything his page shows beside the form. */
static void offer_user(struct req *r)
{
	page_row(r, "user", db_row(r->c,
		"SELECT u.id, u.login, u.name, u.role, u.employer, u.must_change, u.second_at,"
		" IF(u.locked_until_at > ?, 'locked', u.state) AS state,"
		" IF(u.locked_until_at > ?, u.locked_until_at, NULL) AS locked_until_at,"
		" (SELECT GROUP_CONCAT(p.name ORDER BY p.code SEPARATOR ' · ') FROM user_project up"
		" JOIN project p ON p.id = up.project_id WHERE up.user_id = u.id) AS projects,"
		" (SELECT MAX(e.at) FROM event e WHERE e.noun = 'user' AND e.about_id = u.id"
		" AND e.what = 'user.logged_in') AS seen_at FROM user u WHERE u.id = ?",
		clock_real(r->c), clock_real(r->c), req_id(r)));
	page_rows(r, "Tokens", db_rows(r->c,
		"SELECT id, name, created_at, revoked_at FROM token WHERE user_id = ?"
		" ORDER BY id DESC LIMIT 50", req_id(r)));
	page_row(r, "Holdings", leave_holdings(r->c, req_id(r)));
	form_options(r, "hand_to_id", leave_colleagues(r->c, req_id(r)));
	page_flag(r, "is_self", req_id(r) == r->c->user_id);
	offer_timeline(r);
}

reply user_show(struct req *r)
{
	struct user_edit e;

	read_user(r, &e);
	form_offer(r, edit_fields, &e);
	offer_projects(r, &e);
	offer_user(r);
	return page_show(r, "account/user_show");
}

reply user_post(struct req *r)
{
	struct user_edit e = { 0 };

	if (form_read(r, edit_fields, &e) && form_accept(r, user_change(r->c, req_id(r), &e)))
		return see_other(r, "/account/users/%ld", (long)req_id(r));
	offer_projects(r, &e);
	offer_user(r);
	return page_show(r, "account/user_show");
}

reply user_release_post(struct req *r)
{
	if (form_accept(r, user_release(r->c, req_id(r))))
		return see_other(r, "/account/users/%ld", (long)req_id(r));
	return user_show(r);
}

reply user_reset_post(struct req *r)
{
	if (form_accept(r, user_reset_password(r->c, req_id(r))))
		return see_other(r, "/account/users/%ld/issued", (long)req_id(r));
	return user_show(r);
}

reply user_issued(struct req *r)
{
	const char *secret = secret_waiting(r->c, "user", req_id(r));

	page_row(r, "user", db_row(r->c, "SELECT id, login, name FROM user WHERE id = ?", req_id(r)));
	if (secret)
		page_text(r, "secret", secret);
	return page_show(r, "account/user_issued");
}

reply user_issued_post(struct req *r)
{
	if (form_accept(r, secret_taken(r->c, "user", req_id(r))))
		return see_other(r, "/account/users/%ld", (long)req_id(r));
	return user_issued(r);
}

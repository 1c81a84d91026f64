/* What a role may do, and which rows a user finds. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

enum { ROLES = 20, RIGHTS = 100 };

/* role_right changes only by migration, so it is read once in a process's life. */
static struct { char role[3]; char *rights[RIGHTS]; int n; } known[ROLES];
static int known_count;

static int load_role(struct ctx *c, const char *role)
{
	const struct row *r;
	int at;

	for (at = 0; at < known_count; at++)
		if (!strcmp(known[at].role, role))
			return at;
	if (known_count == ROLES)
		fault(c, "too many roles");
	r = db_rows(c, "SELECT right_name FROM role_right WHERE role = ?", role);
	strncpy(known[at].role, role, 2);
	for (; r && known[at].n < RIGHTS; r = row_next(r))
		known[at].rights[known[at].n++] = strdup(row_text(r, "right_name"));
	known_count++;
	return at;
}

bool role_may(struct ctx *c, const char *role, const char *right)
{
	int at;

	if (!*role)
		return false;
	at = load_role(c, role);
	for (int i = 0; i < known[at].n; i++)
		if (!strcmp(known[at].rights[i], right))
			return true;
	return false;
}

const char *role_right(struct ctx *c, const char *role, int i)
{
	int at = load_role(c, role);

	return i < known[at].n ? known[at].rights[i] : NULL;
}

bool may(const struct req *r, const char *right)
{
	return role_may(r->c, r->http->s.role, right);
}

bool in_scope(struct ctx *c, struct http *h, rowid project_id)
{
	const struct row *p;

	for (p = session_projects(c, h); p; p = row_next(p))
		if (row_id(p, "id") == project_id)
			return true;
	return false;
}

const struct row *projects_seen(struct req *r)
{
	return session_projects(r->c, r->http);
}

bool sees_project(const struct req *r, rowid project_id)
{
	return in_scope(r->c, r->http, project_id);
}

/* domain.md 3: only a consultant is held to his own rows. */
bool sees_only_own(const struct http *h)
{
	return !strcmp(h->s.role, "CO");
}

bool noun_visible(struct ctx *c, struct http *h, const char *noun, rowid id,
		  rowid *project_id)
{
	const struct noun *n = h->app->nouns;
	const struct row *row;

	while (n && n->name && strcmp(n->name, noun))
		n++;
	if (!n || !n->name)
		fault(c, "no noun %s is declared", noun);
	row = db_dynamic(c, textf(c, "SELECT %s AS project_id, %s AS owner_id FROM %s WHERE %s.id = ?",
				  n->project ? n->project : "NULL", n->owner ? n->owner : "NULL",
				  n->from, n->name), &(struct val){ V_INT, id, 0 }, 1);
	if (!row)
		return false;
	*project_id = row_id(row, "project_id");
	if (n->project && !in_scope(c, h, *project_id))
		return false;
	return !n->owner || !sees_only_own(h) || row_id(row, "owner_id") == h->s.user_id;
}

rowid req_id(const struct req *r)
{
	return r->http->id;
}

const char *req_word(const struct req *r)
{
	return r->http->word ? r->http->word : "";
}

/* The path row's project; else the one asked for; else the one chosen; else his only one. */
rowid req_project(const struct req *r)
{
	struct http *h = r->http;
	const struct row *only;
	const char *asked = pair_get(&h->posted, "project_id");

	if (h->project_id)
		return h->project_id;
	if (!asked || !*asked)
		asked = pair_get(&h->asked, "project_id");
	if (asked && *asked) {
		rowid id = strtoll(asked, NULL, 10);

		return in_scope(r->c, h, id) ? id : 0;
	}
	if (h->s.chosen_id)
		return h->s.chosen_id;
	only = session_projects(r->c, h);
	return only && !row_next(only) ? row_id(only, "id") : 0;
}

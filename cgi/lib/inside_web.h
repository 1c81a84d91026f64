/* lib/inside_web.h - what the web side's own files share; areas never include it. */
#pragma once
#include "lib/inside.h"
#include "lib/web.h"

struct pair { const char *name, *value; size_t size; const char *file; };	/* file: NULL if no upload */
struct pairs { struct pair *of; int n, room; };

/* Who asks, read anew in each attempt. */
struct session {
	rowid user_id;			/* 0: nobody */
	const char *login, *name, *role, *language, *theme;
	bool must_change, by_token, all_projects;
	bool has_second, coded;		/* a second factor; a code was given in this session */
	bool must_enrol;		/* before anything else */
	rowid half_user_id;		/* his password was right, his code is still to come: nobody yet */
	int64_t proved_ago;		/* seconds since he gave his password (and code) in this session */
	rowid chosen_id;		/* the project chosen in the bar; 0: none */
	const struct row *projects;	/* of session_projects(), where they are known */
	bool projects_known;
	/* how often what belongs to no project, and what belongs to his, has changed */
	int64_t office_version, scope_version;
	unsigned char id_hash[32];	/* of the cookie */
	int64_t seen_ago;		/* seconds since seen_at */
	int64_t left;			/* seconds that the session lasts without another request */
	rowid expired_user_id;		/* whose session this cookie was, if it has run out */
	const char *mode;		/* of the instance: real, demo, test */
};

struct http {
	const struct app *app;
	const struct route *route;
	const char *method, *path, *address, *host, *origin, *cookie, *bearer, *key_header;
	const char *language_header;
	struct pairs asked, posted;	/* query text, body */
	bool multipart;
	int bad;			/* 400 or 413: the request itself is wrong; else 0 */
	struct session s;
	rowid id, project_id;		/* of the row named in the path */
	const char *word;
	unsigned char key[16];

	/* the answer, sent only after COMMIT */
	int status;
	const char *location, *mime, *file_name;
	enum { COOKIE_KEPT, COOKIE_NEW, COOKIE_DROPPED } cookie_is;
	unsigned char cookie_new[32];	/* outlives a COMMIT whose answer was lost */
	const char *body;
	size_t body_size;
	void *stream;			/* FILE *: sent instead of body */
	int retry_after;		/* seconds until it may be asked again; 0: not said */
	bool no_room;			/* on the disk of this machine for the answer: 503 */
	bool refused, form_read;	/* a form did not do */
	bool overtaken;			/* ... because somebody else had changed the row */
	const char *keep_key;		/* the page may be kept under it; NULL: it may not */
	const char *fresh_key;		/* Page.key of this answer */
	char exported[80];		/* which list left as a file, for the trail */
	int64_t exported_count;
};

/* req.c */
const char *pair_get(const struct pairs *p, const char *name);	/* NULL if absent */
int pair_count(const struct pairs *p, const char *name);
void http_parse(struct ctx *c, struct http *h, char **env, const char *body, size_t n);

/* act.c */
const char *route_right(const struct route *r);	/* what it asks for, without PROVED */
void draft_drop(struct ctx *c, const char *form);
/* The first that matches; sets id and word.  *noun is what ":slip" names; NULL: none does,
 * *other_method says whether one would with another method. */
const struct route *route_find(struct ctx *c, struct http *h, const char **noun,
			       bool *other_method);
void act(struct ctx *c, struct http *h);	/* the answer stands in h, whatever happened */

/* watch.c */
bool watch(struct ctx *c, struct http *h);	/* healthz and metrics; false: an act */
uint64_t routes_layout(const struct app *app);

/* send.c */
struct FCGX_Request;
void send_answer(struct ctx *c, struct FCGX_Request *f, const struct http *h);

/* session.c */
void session_nobody(struct http *h);
const char *language_read(const char *header);	/* Accept-Language: "zh" or "en" */
void session_load(struct ctx *c, struct http *h);	/* also sets the business clock */
const struct row *session_projects(struct ctx *c, struct http *h);	/* id, code, name: his scope, by code */
void session_seen(struct ctx *c, struct http *h);	/* after the act: it was used */
const char *session_token(struct ctx *c, const struct http *h);	/* CSRF token */
const char *session_cookie(const struct http *h);	/* Set-Cookie; NULL: none */

/* access.c */
bool role_may(struct ctx *c, const char *role, const char *right);
const char *role_right(struct ctx *c, const char *role, int i);	/* the i-th, NULL: no more */
bool in_scope(struct ctx *c, struct http *h, rowid project_id);
bool sees_only_own(const struct http *h);
/* Is row id of noun within his scope?  Sets *project_id. */
bool noun_visible(struct ctx *c, struct http *h, const char *noun, rowid id,
		  rowid *project_id);

/* form.c */
/* Of L.refusal in the language files; {} in it is replaced. */
const char *sentence(struct req *r, const char *code, const char *detail);

/* page.c */
void page_boot(struct ctx *c, const char *check_area);	/* language files; and, unless NULL, the area's templates */
int page_check(struct ctx *c, const char *area);	/* parses what is not yet; how many */
void page_begin(struct req *r);				/* an empty data set for this act */
void page_end(struct req *r);
reply page_render(struct req *r, const char *template, int status);
reply page_error(struct req *r, int status);
reply page_refused(struct req *r, int status, refusal no);	/* the same, and why */
bool page_has(struct req *r, const char *name);
const char *label_or(struct req *r, const char *key, const char *otherwise);
const char *cell_text(struct req *r, const char *name, enum cell is, int64_t n, const char *s,
		      size_t len);
/* Children of a language node as options under name, `selected` marked. */
void page_choices(struct req *r, const char *name, const char *labels, const char *selected,
		  const char *const *words);

/* keep.c */
void keep_page(struct req *r);		/* the answer just made, if its handler asked page_again() */

/* list.c, list_page.c, export.c */
struct table {			/* a list, read: what page and files are made of */
	const struct list *l;
	const char *title;
	const struct row *rows, *more;	/* of the page; more: those behind list.first */
	const struct row *sums;		/* one row, columns with SUM and n */
	int64_t total, page;
};
void list_sums(struct req *r, struct table *t);
void list_rows(struct req *r, struct table *t, int limit);
struct stream *list_stream(struct req *r, const struct table *t);	/* all its rows */
const struct column *list_sorted_by(struct req *r, const struct list *l, bool *down);
const char *bare_name(struct ctx *c, const char *name);	/* without _sealed */
bool is_state(const char *name);
const char *column_label(struct req *r, const struct list *l, const char *name);
/* The text of a cell as a reader sees it: words by their labels. */
const char *column_text(struct req *r, const struct list *l, const struct column *col,
			const struct row *row);
bool export_wanted(const struct req *r);		/* ?as= */
reply export_table(struct req *r, const struct table *t);
void export_note(struct ctx *c, struct http *h);	/* after the act: the trail of a file */

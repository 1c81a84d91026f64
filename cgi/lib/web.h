/* lib/web.h - all that a page may know: the domain's library, and HTTP. */
#pragma once
#include <stddef.h>
#include "lib/domain.h"

/* ---- app: routes, jobs, the accept loop ------------------------------------------- */

struct req { struct ctx *c; struct http *http; struct page *page; };
typedef int reply;	/* an HTTP status; < 400 commits, the rest rolls back */

/* Where rows of a noun belong, said once (decision 6) and used for route parameters, id
 * fields and lists: of another project, or for a consultant (role CO) of another owner, a
 * row is not found.  The noun's table has column id and is aliased by its own name in the
 * expressions: { "slip", "slip", "slip.project_id", "slip.entered_by" }. */
struct noun {
	const char *name;	/* the word in routes (":slip") and in fields ("slip_id") */
	const char *from;	/* its table, with any join that the expressions need */
	const char *project;	/* SQL of its project id; NULL: belongs to no project */
	const char *owner;	/* SQL of its owner's user id; NULL: nobody's own */
};

/* One line per page.  ":slip" in a path must be a row of noun slip within the user's scope,
 * else 404; `may` is the right asked for ("" any signed-in user, "*" anyone).
 * POST also checks the CSRF token and claims the form's key: a key seen before answers as
 * the first time, and does nothing.
 * PROVED "receipt.void": who posts in a session must have given his password (and code) within
 * minutes, else he is asked for it and what he sent waits.  For money that leaves, and for
 * what somebody may do.  A bearer token is its own proof: revocable, and issued after one. */
#define PROVED "!"
struct route { const char *method, *path; reply (*handle)(struct req *r); const char *may; };
/* "loupan-project --conf F --import-prices ARGS": a command line of the program's own, not in
 * a transaction; without --conf c->db is NULL.  Its result is the exit status. */
struct command { const char *name; int (*run)(struct ctx *c, int argc, char **argv); };
struct app {
	const char *name;		/* "finance": its socket, account and templates */
	const struct route *routes;	/* first match wins; end with { 0 } */
	const struct noun *nouns;	/* end with { 0 } */
	const struct job *jobs;		/* NULL: none; end with { 0 } */
	const struct command *commands;	/* NULL: none; end with { 0 } */
	bool is_public;			/* knows nobody: no session, no table of the library's */
};

int app_main(int argc, char **argv, const struct app *app);

rowid req_id(const struct req *r);		/* the row named in the path */
const char *req_word(const struct req *r);	/* the text of a "*" segment in the path */
rowid req_project(const struct req *r);		/* the path row's project, else the one chosen in the bar */
bool  may(const struct req *r, const char *right);	/* to show or hide a button */
const char *param(const struct req *r, const char *name);  /* raw query text, "" if absent */

/* For area account alone: a session begins (cookie set with the answer), and which it is. */
void  session_start(struct req *r, rowid user_id, bool coded);	/* coded: with a second factor */
rowid session_waiting(const struct req *r);	/* whose code this half session waits for; 0: nobody's */
bool  session_coded(const struct req *r);	/* it has seen a code already */
void  session_proved(struct req *r, bool coded);	/* he just gave his password (and code) again */
void  session_end(struct req *r);
bytes session_hash(const struct req *r);
bool  sees_project(const struct req *r, rowid project_id);
const struct row *projects_seen(struct req *r);	/* id, code, name: all that he may see, by code */
int64_t session_seconds(const struct req *r);	/* until it ends by itself; 0: a script's never does */
/* What the user has begun to fill in, of the form that is named so: its fields as a browser
 * sends them, "" for none.  A POST that is done forgets the draft that its _draft names. */
void draft_keep(struct req *r, const char *form, const char *fields);
const char *draft_of(struct req *r, const char *form, const char **saved_at);
/* What a form carried before its session ran out is passed on through the log-in page. */
void  page_replay(struct req *r);

/* Where it depends on the row whether a route wants PROVED: false, and the handler answers
 * ask_to_prove(). */
bool  proved(const struct req *r);
reply ask_to_prove(struct req *r);
void  prove_offer(struct req *r);		/* what the page that asks must know of him */

/* ---- form: declared fields, read into a struct -------------------------------------- */

struct upload { const char *name; const void *data; size_t size; };	/* size 0: none chosen */

enum kind { K_TEXT, K_INT, K_BOOL, K_ID, K_MONEY, K_AREA, K_DATE, K_FILE, K_ROWS };
struct field {
	const char *name; enum kind kind; size_t at;
	bool required; int64_t min, max;	/* text: length in characters; numbers: value (max 0: none) */
	const char *const *words;		/* text: one of these, ends with NULL */
	const char *labels;			/* words: "L.slip.means", whose children name them */
	const char *noun;			/* id: the noun it must be a row of, within scope */
	bool (*valid)(const char *); const char *wrong;	/* text: a rule of its own, and its refusal code */
	const struct field *rows; size_t size, count_at;	/* K_ROWS: name_0, name_1 ... */
};
#define KIND(x) _Generic((x), const char *: K_TEXT, int: K_INT, bool: K_BOOL, \
	rowid: K_ID, money: K_MONEY, area: K_AREA, date: K_DATE, struct upload: K_FILE)
#define FIELD(type, member, ...) { .name = #member, .kind = KIND(((type *)0)->member), \
	.at = offsetof(type, member), __VA_ARGS__ }
/* member is an array of at most n rows in the struct, count_member an int: how many came.
 * A row is there when any of its fields was filled in; gaps are closed. */
#define FIELD_ROWS(type, member, count_member, fields, n) { .name = #member, .kind = K_ROWS, \
	.at = offsetof(type, member), .size = sizeof(((type *)0)->member[0]), \
	.count_at = offsetof(type, count_member), .rows = (fields), .max = (n) }
bool text_plain(const char *s);		/* for .valid: letters, digits and signs of ASCII */
#define REQUIRED .required = true
#define OPTIONAL .required = false

/* Fill `into`.  False if any field is wrong; each wrong field then carries its sentence
 * and what was typed, ready for the same page to be shown again.  Empty optional fields
 * are "" / 0 / NO_DATE. */
bool form_read(struct req *r, const struct field *fields, void *into);
/* Offer values for a first look; NULL: empty fields.  After form_read() it does nothing. */
void form_offer(struct req *r, const struct field *fields, const void *from);
/* Options of a pick field that come from the database: columns value and text. */
void form_options(struct req *r, const char *field, const struct row *first);
/* True if the operation was done.  Else roll back, put the refusal beside its field, and
 * go on reading in a read-only transaction. */
bool form_accept(struct req *r, refusal no);

/* ---- page: a template and its data ---------------------------------------------------- */

/* The suffix of a column says how it looks: _fen money, _dm2 area, _on date, _at moment,
 * _ppm percent; the sealed columns phone_sealed and id_no_sealed are shown masked, as phone
 * and id_no; BLOBs are left out; the rest as it is.  A name may nest: "deal.party". */
void page_row(struct req *r, const char *name, const struct row *row);	/* NULL is fine */
void page_rows(struct req *r, const char *name, const struct row *first);	/* at most 2000 */
void page_text(struct req *r, const char *name, const char *text);
void page_money(struct req *r, const char *name, money m);
void page_int(struct req *r, const char *name, int64_t n);
/* A place in the page's data by itself, where a page has hundreds of fields: that of a name, the
 * n-th of a list ("Board.buildings"), the n-th of a list in such a place.  It lasts as long as
 * the page. */
struct node;
struct node *page_node(struct req *r, const char *name);
struct node *page_nth(struct req *r, const char *name, int n);
struct node *node_nth(struct req *r, struct node *of, const char *name, int n);
void node_text(struct req *r, struct node *at, const char *name, const char *text);
void node_flag(struct req *r, struct node *at, const char *name, bool on);
/* A piece of a page, such as a row, for which `template` is given the fields put into it and
 * nothing else (no Page, no macro that asks for it): its HTML is used again while they are the
 * same.  It has all its fields when the next piece begins.  The template of the page has all
 * pieces of a name, in their order, by var:pieces("List.rows"). */
struct node *page_piece(struct req *r, const char *name, const char *template);
/* Page.may.<word> for buttons: page_flag(r, "may.review", ...) */
void page_flag(struct req *r, const char *name, bool on);
const char *label(struct req *r, const char *key);	/* a sentence of the language files: "L.slip.review" */
/* Names that are kept with 、 between them, as the language has it. */
const char *names_text(struct req *r, const char *names);

/* 200; 422 if a form was refused, 409 if somebody else was faster */
reply page_show(struct req *r, const char *template);
/* True: this reader was given this very page, nothing of his projects has changed since (in
 * the minute that runs), and it is his answer again.  Else the page that is shown now will be
 * kept.  For pages whose every change leaves an event, and that show nothing only once. */
bool page_again(struct req *r);
reply see_other(struct req *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
reply not_found(struct req *r);
reply send_file(struct req *r, const char *name, const char *mime, const void *data, size_t n);
reply send_json(struct req *r, const char *json);
const char *url_escape(struct ctx *c, const char *s);	/* for a value in a query */

/* ---- list: a table page from a table of columns ------------------------------------------ */

/* What the reader may do with a column. HIDE: in exports and JSON only. */
enum { FIND = 1, SORT = 2, RANGE = 4, PICK = 8, SUM = 16, HIDE = 32 };
struct column { const char *name, *sql; unsigned can; };
struct link { const char *url, *label, *may; };	/* label: a key, "L.closing.title" */
struct list {
	const char *noun;			/* labels: L.<noun>.<column>; title L.<noun>.<title> */
	const char *title;			/* "index" if NULL */
	const char *from;			/* "slip s JOIN unit u ON u.id = s.unit_id" */
	const char *where;			/* fixed condition, a literal; NULL: none */
	const char *project;			/* "s.project_id"; only the user's projects are seen */
	const char *owner;			/* "s.entered_by": a consultant sees his own; NULL: all */
	const char *group;			/* "s.tab_id": GROUP BY; NULL: none */
	const char *order;			/* "s.id DESC": the order when none is asked for */
	const char *first;			/* rows that come before the others (never NULL in SQL); or NULL */
	const struct column *columns;		/* end with { 0 }; a column `id` is not shown */
	const char *open;			/* "/finance/slips/%": where a row leads, % is the id */
	const char *create;			/* "/finance/slips/new", with right create_may; NULL: none */
	const char *create_may;
	const struct link *links;		/* to what stands beside it; end with { 0 }; NULL: none */
};
/* The page, its filters, sort, totals and pages; ?as=xlsx, csv, json give the same rows
 * (streamed, not through HDF), with the same filters and rights.  ":now" and ":today" in
 * any SQL of the list are the business clock. */
reply list_show(struct req *r, const struct list *l);
/* A list as part of a page of its own: its table under HDF name List, ready for
 * call:list_table(). */
void list_offer(struct req *r, const struct list *l, int limit);

/* ---- qr -------------------------------------------------------------------------------------- */

/* Data for <path d="">, and the side of the square in modules. */
const char *qr_svg_path(struct ctx *c, const char *text, int *modules);

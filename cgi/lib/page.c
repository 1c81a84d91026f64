/* The only file that knows ClearSilver: parsed templates, language files, one data set a page.
 *
 * A template is parsed once and rendered against a new data set each time; the language is
 * its read-only fall-back (global_hdf).  No name from outside ever becomes an HDF path: nodes
 * are named by our own literals and by columns of our own statements. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <ClearSilver/ClearSilver.h>
#include "lib/inside_web.h"

enum { TEMPLATES = 200, MOST_ROWS = 2000 };

/* Rows are filled field by field, so the node above the last field is remembered. */
struct page { HDF *hdf, *above; char path[160]; };

static HDF *base;			/* load path and escape mode, for parsing */
static HDF *language[2];		/* zh, en; NULL: nobody has asked for it so far */
static struct { char *name; CSPARSE *cs; time_t mtime; } kept[TEMPLATES];
static int kept_count;

static void check(struct ctx *c, NEOERR *err)
{
	STRING s;
	char *why;

	if (err == STATUS_OK)
		return;
	string_init(&s);
	nerr_error_string(err, &s);
	why = textf(c, "%s", s.buf ? s.buf : "?");
	string_clear(&s);
	nerr_ignore(&err);
	fault(c, "template: %s", why);
}

/* ---- language ---------------------------------------------------------------------------- */

static void load_language(struct ctx *c, int which)
{
	const char *root = conf("path.templates", "templates");
	const char *file = which ? "en.hdf" : "zh.hdf";
	DIR *d = opendir(root);
	struct dirent *e;
	HDF *words;

	hdf_init(&words);
	while (d && (e = readdir(d))) {
		char *path = textf(c, "%s/%s/%s", root, e->d_name, file);
		struct stat st;

		if (*e->d_name != '.' && !stat(path, &st))
			check(c, hdf_read_file(words, path));
	}
	if (d)
		closedir(d);
	language[which] = words;
}

static HDF *words(const struct req *r)
{
	int which = !strcmp(r->http->s.language, "en");

	if (!language[which])
		load_language(r->c, which);
	return language[which];
}

const char *label_or(struct req *r, const char *key, const char *otherwise)
{
	const char *s = hdf_get_value(words(r), key, NULL);

	return s ? s : otherwise;
}

const char *label(struct req *r, const char *key)
{
	return label_or(r, key, key);
}

const char *names_text(struct req *r, const char *names)
{
	static const char between[] = "、";
	struct text t = { .c = r->c };

	for (const char *at; (at = strstr(names, between)); names = at + strlen(between)) {
		text_add_n(&t, names, (size_t)(at - names));
		text_add(&t, label(r, "L.paper.between"));
	}
	text_add(&t, names);
	return t.s;
}

/* ---- templates --------------------------------------------------------------------------- */

static NEOERR *add(void *to, char *s)
{
	text_add(to, s);
	return STATUS_OK;
}

static CSPARSE *parse(struct ctx *c, const char *name, int at)
{
	char *path = textf(c, "%s/%s.cs", conf("path.templates", "templates"), name);
	struct stat st;
	CSPARSE *cs;

	if (stat(path, &st))
		fault(c, "no template %s", name);
	if (at < kept_count && kept[at].mtime == st.st_mtime)
		return kept[at].cs;
	if (at == TEMPLATES)
		fault(c, "too many templates");
	/* kept when it is whole: the next request must find a mistake as this one does */
	check(c, cs_init(&cs, base));
	check(c, cgi_register_strfuncs(cs));
	check(c, cs_parse_file(cs, path));
	if (at < kept_count)
		cs_destroy(&kept[at].cs);
	else
		kept[kept_count++].name = strdup(name);
	kept[at].cs = cs;
	kept[at].mtime = st.st_mtime;
	return kept[at].cs;
}

static CSPARSE *template_of(struct ctx *c, const char *name)
{
	int at = 0;

	while (at < kept_count && strcmp(kept[at].name, name))
		at++;
	/* where templates are edited in place, parse() compares times */
	return at < kept_count && !conf_int("templates.watch", 0) ? kept[at].cs
								  : parse(c, name, at);
}

static void shut(void *d)
{
	closedir(d);
}

int page_check(struct ctx *c, const char *folder)
{
	DIR *d = opendir(textf(c, "%s/%s", conf("path.templates", "templates"), folder));
	struct dirent *e;
	int count = 0;

	if (d)
		defer(c, shut, d);
	while (d && (e = readdir(d))) {
		size_t n = strlen(e->d_name);

		if (n > 3 && !strcmp(e->d_name + n - 3, ".cs")) {
			template_of(c, textf(c, "%s/%.*s", folder, (int)n - 3, e->d_name));
			count++;
		}
	}
	return count;
}

void page_boot(struct ctx *c, const char *check_area)
{
	hdf_init(&base);
	check(c, hdf_set_value(base, "hdf.loadpaths.0", conf("path.templates", "templates")));
	check(c, hdf_set_value(base, "Config.VarEscapeMode", "html"));
	load_language(c, 0);
	if (!check_area)
		return;
	load_language(c, 1);
	page_check(c, check_area);
}

/* ---- filling ------------------------------------------------------------------------------ */

static void put(struct req *r, HDF *at, const char *name, const char *value)
{
	check(r->c, hdf_set_value(at, name, value));
}

bool suffix_is(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && !strcmp(name + n - m, suffix);
}

static const char *ppm_text(struct ctx *c, int64_t ppm)
{
	char *s = textf(c, "%s%lld.%04lld", ppm < 0 ? "-" : "", llabs(ppm) / 10000LL,
			llabs(ppm) % 10000LL);
	size_t n = strlen(s);

	while (s[n - 1] == '0' && n--)
		s[n] = '\0';
	if (s[n - 1] == '.')
		s[n - 1] = '\0';
	return textf(c, "%s%%", s);
}

/* On a page a negative number has a real minus sign (ux.md rule 13). */
static const char *with_minus(struct ctx *c, const char *s)
{
	return *s == '-' ? textf(c, "\xE2\x88\x92%s", s + 1) : s;
}

/* The suffix is the type (house idea 2). */
const char *cell_text(struct req *r, const char *name, enum cell is, int64_t n, const char *s,
		      size_t len)
{
	struct ctx *c = r->c;

	if (is == CELL_NULL)
		return "";
	if (suffix_is(name, "phone_sealed") || !strcmp(name, "phone_sealed"))
		return mask_phone(c, unseal(c, (bytes){ s, (int64_t)len }));
	if (suffix_is(name, "id_no_sealed") || !strcmp(name, "id_no_sealed"))
		return mask_id_no(c, unseal(c, (bytes){ s, (int64_t)len }));
	if (is == CELL_BYTES)
		return "";
	if (is == CELL_TEXT)
		return (!strcmp(name, "at") || suffix_is(name, "_at") || suffix_is(name, "_until")) &&
		       len > 16
			? textf(c, "%.16s", s) : s;
	if (suffix_is(name, "_fen"))
		return with_minus(c, money_text(c, FEN(n)));
	if (suffix_is(name, "_dm2"))
		return with_minus(c, area_text(c, (area){ n }));
	if (suffix_is(name, "_ppm"))
		return ppm_text(c, n);
	return textf(c, "%lld", (long long)n);
}

static void put_row(struct req *r, HDF *at, const struct row *row)
{
	for (int i = 0; i < row_count(row); i++) {
		const char *name = row_name(row, i), *s;
		size_t len;
		int64_t n;
		enum cell is = row_cell(row, i, &n, &s, &len);
		const char *shown = cell_text(r, name, is, n, s, len);

		if (suffix_is(name, "_sealed") || !strcmp(name, "phone_sealed"))
			name = textf(r->c, "%.*s", (int)strlen(name) - 7, name);
		put(r, at, name, shown);
	}
}

/* A struct node is ClearSilver's HDF under a name that areas may know. */
static HDF *child(struct req *r, HDF *of, const char *name)
{
	HDF *at;

	check(r->c, hdf_get_node(of, name, &at));
	return at;
}

static HDF *child_n(struct req *r, HDF *of, int n)
{
	char key[16];

	snprintf(key, sizeof key, "%d", n);
	return child(r, of, key);
}

struct node *page_node(struct req *r, const char *name)
{
	return (struct node *)child(r, r->page->hdf, name);
}

struct node *page_nth(struct req *r, const char *name, int n)
{
	return (struct node *)child_n(r, child(r, r->page->hdf, name), n);
}

struct node *node_nth(struct req *r, struct node *of, const char *name, int n)
{
	return (struct node *)child_n(r, child(r, (HDF *)of, name), n);
}

void node_text(struct req *r, struct node *at, const char *name, const char *text)
{
	put(r, (HDF *)at, name, text);
}

void node_flag(struct req *r, struct node *at, const char *name, bool on)
{
	if (on)
		put(r, (HDF *)at, name, "1");
}

void page_row(struct req *r, const char *name, const struct row *row)
{
	if (row)
		put_row(r, child(r, r->page->hdf, name), row);
}

void page_rows(struct req *r, const char *name, const struct row *first)
{
	HDF *all = child(r, r->page->hdf, name);
	int n = 0;

	for (; first; first = row_next(first)) {
		if (n == MOST_ROWS)
			fault(r->c, "more than %d rows for %s", MOST_ROWS, name);
		put_row(r, child_n(r, all, n++), first);
	}
}

void page_text(struct req *r, const char *name, const char *text)
{
	struct page *p = r->page;
	const char *leaf = strrchr(name, '.');
	size_t n = leaf ? (size_t)(leaf - name) : 0;

	if (!leaf || n >= sizeof p->path) {
		put(r, p->hdf, name, text);
		return;
	}
	if (!p->above || strncmp(p->path, name, n) || p->path[n]) {
		memcpy(p->path, name, n);
		p->path[n] = '\0';
		check(r->c, hdf_get_node(p->hdf, p->path, &p->above));
	}
	put(r, p->above, leaf + 1, text);
}

void page_money(struct req *r, const char *name, money m)
{
	page_text(r, name, with_minus(r->c, money_text(r->c, m)));
}

void page_int(struct req *r, const char *name, int64_t n)
{
	page_text(r, name, textf(r->c, "%lld", (long long)n));
}

void page_flag(struct req *r, const char *name, bool on)
{
	if (on)
		page_text(r, name, "1");
}

bool page_has(struct req *r, const char *name)
{
	return hdf_get_value(r->page->hdf, name, NULL) != NULL;
}

void page_choices(struct req *r, const char *name, const char *labels, const char *selected,
		  const char *const *only)
{
	HDF *from = hdf_get_child(words(r), labels);
	int n = 0;

	for (; from; from = hdf_obj_next(from)) {
		const char *word = hdf_obj_name(from);
		const char *at = textf(r->c, "%s.options.%d", name, n);
		int i = 0;

		while (only && only[i] && strcmp(only[i], word))
			i++;
		if (only && !only[i])
			continue;
		page_text(r, textf(r->c, "%s.value", at), word);
		page_text(r, textf(r->c, "%s.text", at), hdf_obj_value(from) ? hdf_obj_value(from) : word);
		page_flag(r, textf(r->c, "%s.selected", at), !strcmp(word, selected));
		n++;
	}
}

/* ---- showing -------------------------------------------------------------------------------- */

static void drop(void *arg)
{
	struct page *p = arg;

	hdf_destroy(&p->hdf);
}

void page_begin(struct req *r)
{
	r->page = alloc(r->c, sizeof *r->page);
	hdf_init(&r->page->hdf);
	defer(r->c, drop, r->page);
}

static const char *fresh_key(struct ctx *c)
{
	unsigned char key[16];

	random_bytes(key, sizeof key);
	return hex_of(c, key, sizeof key);
}

static void offer_projects(struct req *r)
{
	const struct row *p;
	rowid now = req_project(r);
	int n = 0;

	page_rows(r, "Page.projects", session_projects(r->c, r->http));
	for (p = session_projects(r->c, r->http); p; p = row_next(p), n++) {
		if (row_id(p, "id") == now)
			page_row(r, "Page.project", p);
		page_flag(r, textf(r->c, "Page.projects.%d.current", n),
			  row_id(p, "id") == r->http->s.chosen_id);
	}
}

static void offer_rights(struct req *r)
{
	const char *right;

	for (int i = 0; (right = role_right(r->c, r->http->s.role, i)); i++) {
		char *name = textf(r->c, "Page.may.%s", right);

		for (char *p = name + 9; *p; p++)
			if (*p == '.')
				*p = '_';
		page_flag(r, name, true);
	}
}

/* What every page is given, whoever made it. */
static void offer_common(struct req *r)
{
	struct http *h = r->http;

	page_text(r, "Page.path", h->path);
	page_text(r, "Page.area", h->app->name);
	page_text(r, "Page.lang", h->s.language);
	page_text(r, "Page.theme", h->s.theme);
	page_text(r, "Page.mode", h->s.mode ? h->s.mode : "real");
	page_text(r, "Page.now", textf(r->c, "%.16s", r->c->now ? r->c->now : ""));
	page_text(r, "Page.today", r->c->now ? date_text(r->c, r->c->today) : "");
	page_text(r, "Page.static", conf("url.static", "/static"));
	page_text(r, "Page.request_id", r->c->request_id ? r->c->request_id : "");
	h->fresh_key = fresh_key(r->c);
	page_text(r, "Page.key", h->fresh_key);
	if (!h->s.user_id)
		return;
	page_text(r, "Page.token", session_token(r->c, h));
	/* a page may have been kept for a minute (keep.c) */
	if (h->s.left > 60)
		page_int(r, "Page.session_seconds", h->s.left - 60);
	page_int(r, "Page.user.id", h->s.user_id);
	page_text(r, "Page.user.name", h->s.name);
	page_text(r, "Page.user.role", h->s.role);
	page_text(r, "Page.user.login", h->s.login);
	offer_projects(r);
	offer_rights(r);
}

/* Definitions of macros leave empty lines: between two tags one line break is enough. */
static size_t squeeze(char *s, size_t n)
{
	const char *from = s, *end = s + n, *tag;
	char *to = s;

	from += strspn(from, "\n ");
	for (; (tag = memchr(from, '>', (size_t)(end - from))); from = tag) {
		size_t gap = strspn(++tag, "\n ");

		memmove(to, from, (size_t)(tag - from));
		to += tag - from;
		if (gap > 1 && tag[gap] == '<') {
			*to++ = '\n';
			tag += gap;
		}
	}
	memmove(to, from, (size_t)(end - from));
	return (size_t)(to - s) + (size_t)(end - from);
}

reply page_render(struct req *r, const char *template, int status)
{
	struct text out = { .c = r->c };
	CSPARSE *cs = template_of(r->c, template);
	NEOERR *err;

	text_add(&out, "");
	cs->hdf = r->page->hdf;
	cs->global_hdf = words(r);
	err = cs_render(cs, &out, add);
	cs->hdf = base;			/* never leave a dangling pointer */
	check(r->c, err);
	r->http->mime = "text/html; charset=utf-8";
	r->http->body = out.s;
	r->http->body_size = squeeze(out.s, out.n);
	r->http->status = status;
	keep_page(r);
	return status;
}

reply page_show(struct req *r, const char *template)
{
	offer_common(r);
	return page_render(r, template, r->http->overtaken ? 409 : r->http->refused ? 422 : 200);
}

static reply show_error(struct req *r, int status, refusal no)
{
	page_begin(r);
	if (r->c->db && db_connected(r->c->db) && r->http->s.user_id && status < 500)
		offer_common(r);
	else {
		page_text(r, "Page.lang", r->http->s.language ? r->http->s.language : "zh");
		page_text(r, "Page.static", conf("url.static", "/static"));
	}
	page_int(r, "Error.status", status);
	page_text(r, "Error.request_id", r->c->request_id ? r->c->request_id : "");
	if (no)
		page_text(r, "Error.text", sentence(r, no->code, no->detail));
	return page_render(r, "common/error", status);
}

reply page_error(struct req *r, int status)
{
	return show_error(r, status, DONE);
}

reply page_refused(struct req *r, int status, refusal no)
{
	return show_error(r, status, no);
}

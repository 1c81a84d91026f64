/* Parsed templates, language files, and the page that is shown.
 *
 * A template is parsed once and rendered against a new data set each time (page_fill.c); the
 * language is its read-only fall-back (global_hdf). */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/inside_page.h"

enum { TEMPLATES = 200 };

static HDF *base;			/* load path and escape mode, for parsing */
static HDF *language[2];		/* zh, en; NULL: nobody has asked for it so far */
static struct { char *name; CSPARSE *cs; time_t mtime; } kept[TEMPLATES];
static int kept_count;

void page_must(struct ctx *c, NEOERR *err)
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
			page_must(c, hdf_read_file(words, path));
	}
	if (d)
		closedir(d);
	language[which] = words;
}

HDF *page_words(const struct req *r)
{
	int which = !strcmp(r->http->s.language, "en");

	if (!language[which])
		load_language(r->c, which);
	return language[which];
}

const char *label_or(struct req *r, const char *key, const char *otherwise)
{
	const char *s = hdf_get_value(page_words(r), key, NULL);

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
	page_must(c, cs_init(&cs, base));
	page_must(c, cgi_register_strfuncs(cs));
	page_must(c, cs_register_esc_strfunc(cs, "pieces", pieces_of));
	page_must(c, cs_parse_file(cs, path));
	if (at == kept_count) {
		kept[kept_count++].name = strdup(name);
	} else {
		cs_destroy(&kept[at].cs);
		pieces_forget();
	}
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
	page_must(c, hdf_set_value(base, "hdf.loadpaths.0", conf("path.templates", "templates")));
	page_must(c, hdf_set_value(base, "Config.VarEscapeMode", "html"));
	load_language(c, 0);
	if (!check_area)
		return;
	load_language(c, 1);
	page_check(c, check_area);
}

/* ---- showing -------------------------------------------------------------------------------- */

static void drop(void *arg)
{
	HDF *hdf = arg;

	hdf_destroy(&hdf);
}

HDF *page_data(struct ctx *c)
{
	HDF *hdf;

	page_must(c, hdf_init(&hdf));
	defer(c, drop, hdf);
	return hdf;
}

void page_begin(struct req *r)
{
	r->page = alloc(r->c, sizeof *r->page);
	r->page->hdf = page_data(r->c);
	if (conf_int("templates.watch", 0))
		pieces_forget();	/* of a template that may be another by now */
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

struct text page_markup(struct req *r, const char *template, HDF *hdf)
{
	struct text out = { .c = r->c };
	CSPARSE *cs = template_of(r->c, template);
	NEOERR *err;

	text_add(&out, "");
	cs->hdf = hdf;
	cs->global_hdf = page_words(r);
	err = cs_render(cs, &out, add);
	cs->hdf = base;			/* never leave a dangling pointer */
	page_must(r->c, err);
	return out;
}

reply page_render(struct req *r, const char *template, int status)
{
	struct text out;

	pieces_end(r);
	out = page_markup(r, template, r->page->hdf);
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

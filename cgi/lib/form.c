/* Declared fields are read into a struct; each wrong one gets its sentence. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

const char *sentence(struct req *r, const char *code, const char *detail)
{
	return text_filled(r->c, label_or(r, textf(r->c, "L.refusal.%s", code), code), "{}",
			   detail ? detail : "");
}

static int next_error(struct req *r)
{
	int n = 0;

	while (page_has(r, textf(r->c, "Form.errors.%d.text", n)))
		n++;
	return n;
}

/* at: "Form.note" or "Form.lines.0.kind_0". */
static void complain(struct req *r, const char *at, const char *name, const char *text)
{
	int n = next_error(r);

	page_text(r, textf(r->c, "%s.error", at), text);
	page_text(r, textf(r->c, "Form.errors.%d.name", n), name);
	page_text(r, textf(r->c, "Form.errors.%d.text", n), text);
	r->http->refused = true;
}

/* ---- one field ---------------------------------------------------------------------------- */

struct got { struct req *r; const struct field *f; const char *name, *s; char *to; };
typedef const char *wrong;		/* a refusal code, NULL: right */

static bool integer(const char *s, int64_t *out)
{
	char *end;

	*out = strtoll(s, &end, 10);
	return *s && !*end && strlen(s) < 19;
}

/* Where a field says no limit: thousands of such amounts still add up, and times an area
 * they are still a number. */
#define MOST_FEN INT64_C(100000000000000)
#define MOST_DM2 INT64_C(10000000000)

static int64_t most(const struct field *f)
{
	return f->max ? f->max : f->kind == K_MONEY ? MOST_FEN : f->kind == K_AREA ? MOST_DM2 : 0;
}

static wrong within(const struct field *f, int64_t v)
{
	if (v < f->min)
		return "form.too_small";
	return most(f) && v > most(f) ? "form.too_large" : NULL;
}

bool text_plain(const char *s)
{
	while (*s >= ' ' && *s <= '~')
		s++;
	return !*s;
}

static wrong read_text(const struct got *g)
{
	const struct field *f = g->f;
	const char *s = g->s;
	size_t n;

	while (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t')
		s++;
	n = strlen(s);
	while (n && strchr(" \n\r\t", s[n - 1]))
		n--;
	s = textf(g->r->c, "%.*s", (int)n, s);
	*(const char **)(g->to + f->at) = s;
	if (f->required && !*s)
		return "form.required";
	if (f->max && characters(s) > (size_t)f->max)
		return "form.too_long";
	for (int i = 0; f->words && *s; i++) {
		if (!f->words[i])
			return "form.not_a_choice";
		if (!strcmp(f->words[i], s))
			break;
	}
	if (*s && f->valid && !f->valid(s))
		return f->wrong ? f->wrong : "form.wrong";
	return NULL;
}

static wrong read_id(const struct got *g)
{
	rowid project = req_project(g->r), of = 0;
	int64_t id;

	if (!integer(g->s, &id) || id < 1)
		return "form.not_found";
	*(rowid *)(g->to + g->f->at) = id;
	if (!g->f->noun)
		return NULL;
	if (!noun_visible(g->r->c, g->r->http, g->f->noun, id, &of))
		return "form.not_found";
	return of && project && of != project ? "form.not_found" : NULL;
}

static wrong read_value(const struct got *g)
{
	const struct field *f = g->f;
	char *to = g->to + f->at;
	int64_t n;

	switch (f->kind) {
	case K_INT:
		if (!integer(g->s, &n) || n > INT32_MAX || n < INT32_MIN)
			return "form.number";
		*(int *)to = (int)n;
		return within(f, n);
	case K_BOOL:
		*(bool *)to = !strcmp(g->s, "1") || !strcmp(g->s, "on");
		return *(bool *)to || !strcmp(g->s, "0") ? NULL : "form.not_a_choice";
	case K_ID:
		return read_id(g);
	case K_MONEY:
		if (!money_parse(g->s, (money *)to))
			return "form.money";
		return within(f, ((money *)to)->fen);
	case K_AREA:
		if (!area_parse(g->s, (area *)to))
			return "form.area";
		return within(f, ((area *)to)->dm2);
	case K_DATE:
		return date_parse(g->s, (date *)to) ? NULL : "form.date";
	default:
		return read_text(g);
	}
}

static const char *bound_text(struct req *r, const struct field *f, bool upper)
{
	int64_t v = upper ? most(f) : f->min;

	if (f->kind == K_MONEY)
		return money_text(r->c, FEN(v));
	if (f->kind == K_AREA)
		return area_text(r->c, (area){ v });
	return textf(r->c, "%lld", (long long)v);
}

static bool blank(const char *s)
{
	return !s[strspn(s, " \t\r\n")];
}

static void make_empty(const struct field *f, char *to)
{
	switch (f->kind) {
	case K_TEXT: *(const char **)to = ""; break;
	case K_DATE: *(date *)to = NO_DATE; break;
	case K_INT: *(int *)to = 0; break;
	case K_BOOL: *(bool *)to = false; break;
	case K_MONEY: *(money *)to = FEN(0); break;
	case K_AREA: *(area *)to = (area){ 0 }; break;
	default: *(rowid *)to = 0;
	}
}

/* What was typed is kept under `at`, right or wrong. */
static bool read_field(struct req *r, const struct field *f, const char *name, const char *at,
		       char *to)
{
	const char *s = pair_get(&r->http->posted, name);
	struct got g = { r, f, name, s ? s : "", to };
	wrong w;

	make_empty(f, to + f->at);
	page_text(r, at, g.s);
	if (pair_count(&r->http->posted, name) > 1)
		w = "form.twice";
	else if (f->kind != K_TEXT && blank(g.s))
		w = f->required ? "form.required" : NULL;
	else
		w = read_value(&g);
	if (!w)
		return true;
	complain(r, at, name, sentence(r, w, bound_text(r, f, strcmp(w, "form.too_small"))));
	return false;
}

static bool read_upload(struct req *r, const struct field *f, char *to)
{
	struct upload *u = (struct upload *)(void *)(to + f->at);

	*u = (struct upload){ 0 };
	for (int i = 0; i < r->http->posted.n; i++) {
		const struct pair *p = &r->http->posted.of[i];

		if (strcmp(p->name, f->name) || !p->file)
			continue;
		*u = (struct upload){ p->file, p->value, p->size };
	}
	if (!f->required || u->size)
		return true;
	complain(r, textf(r->c, "Form.%s", f->name), f->name, sentence(r, "form.file", NULL));
	return false;
}

/* ---- what a page shows of a field ----------------------------------------------------------- */

static void describe(struct req *r, const struct field *f, const char *at, const char *value)
{
	page_flag(r, textf(r->c, "%s.required", at), f->required);
	if (f->max && f->kind == K_TEXT)
		page_int(r, textf(r->c, "%s.max", at), f->max);
	if (f->words && f->labels)
		page_choices(r, at, f->labels, value, f->words);
}

static const char *stored_text(struct req *r, const struct field *f, const char *from)
{
	struct ctx *c = r->c;

	from += f->at;
	switch (f->kind) {
	case K_TEXT:
		return *(const char *const *)(const void *)from ? *(const char *const *)(const void *)from : "";
	case K_INT:
		return textf(c, "%d", *(const int *)(const void *)from);
	case K_BOOL:
		return *(const bool *)(const void *)from ? "1" : "0";
	case K_ID:
		return *(const rowid *)(const void *)from
			? textf(c, "%lld", (long long)*(const rowid *)(const void *)from) : "";
	case K_MONEY:
		return money_text(c, *(const money *)(const void *)from);
	case K_AREA:
		return area_text(c, *(const area *)(const void *)from);
	case K_DATE:
		return date_text(c, *(const date *)(const void *)from);
	default:
		return "";
	}
}

/* ---- repeated groups -------------------------------------------------------------------------- */

static bool row_filled(struct req *r, const struct field *rows, int n)
{
	for (const struct field *f = rows; f->name; f++) {
		const char *s = pair_get(&r->http->posted, textf(r->c, "%s_%d", f->name, n));

		if (s && !blank(s))
			return true;
	}
	return false;
}

static void offer_row(struct req *r, const struct field *group, int n, const char *from)
{
	for (const struct field *f = group->rows; f->name; f++) {
		const char *at = textf(r->c, "Form.%s.%d.%s_%d", group->name, n, f->name, n);
		const char *value = from ? stored_text(r, f, from) : "";

		page_text(r, at, value);
		describe(r, f, at, value);
	}
}

static bool read_rows(struct req *r, const struct field *group, char *to)
{
	int *count = (int *)(void *)(to + group->count_at);
	bool right = true;

	*count = 0;
	for (int n = 0; n < group->max; n++) {
		char *into = to + group->at + group->size * (size_t)*count;

		if (!row_filled(r, group->rows, n))
			continue;
		for (const struct field *f = group->rows; f->name; f++) {
			const char *name = textf(r->c, "%s_%d", f->name, n);
			const char *at = textf(r->c, "Form.%s.%d.%s", group->name, n, name);
			const char *typed = pair_get(&r->http->posted, name);

			right &= read_field(r, f, name, at, into);
			describe(r, f, at, typed ? typed : "");
		}
		(*count)++;
	}
	if (!*count)
		offer_row(r, group, 0, NULL);
	return right;
}

/* ---- the whole form ------------------------------------------------------------------------------ */

bool form_read(struct req *r, const struct field *fields, void *into)
{
	bool right = true;

	r->http->form_read = true;
	for (const struct field *f = fields; f->name; f++) {
		const char *at = textf(r->c, "Form.%s", f->name);
		const char *typed = pair_get(&r->http->posted, f->name);

		if (f->kind == K_ROWS) {
			right &= read_rows(r, f, into);
			continue;
		}
		right &= f->kind == K_FILE ? read_upload(r, f, into)
					   : read_field(r, f, f->name, at, into);
		describe(r, f, at, typed ? typed : "");
	}
	if (!right)
		tx_give_up(r->c);
	return right;
}

void form_offer(struct req *r, const struct field *fields, const void *from)
{
	if (r->http->form_read)
		return;
	for (const struct field *f = fields; f->name; f++) {
		const char *at = textf(r->c, "Form.%s", f->name);
		const char *value = from && f->kind != K_ROWS ? stored_text(r, f, from) : "";
		int rows = f->kind == K_ROWS && from
			? *(const int *)(const void *)((const char *)from + f->count_at) : 0;

		if (f->kind == K_ROWS) {
			for (int n = 0; n < rows; n++)
				offer_row(r, f, n, (const char *)from + f->at + f->size * (size_t)n);
			if (!rows)
				offer_row(r, f, 0, NULL);
			continue;
		}
		/* a query parameter fills an empty form: links may prepare it */
		if (!from && !*value)
			value = param(r, f->name);
		page_text(r, at, value);
		describe(r, f, at, value);
	}
}

void form_options(struct req *r, const char *field, const struct row *first)
{
	const char *typed = pair_get(&r->http->posted, field);
	int n = 0;

	if (!typed)
		typed = param(r, field);
	for (; first; first = row_next(first), n++) {
		const char *at = textf(r->c, "Form.%s.options.%d", field, n);
		int64_t number = row_int(first, "value");
		const char *value = number ? textf(r->c, "%lld", (long long)number)
					   : row_text(first, "value");

		page_text(r, textf(r->c, "%s.value", at), value);
		page_text(r, textf(r->c, "%s.text", at), row_text(first, "text"));
		page_flag(r, textf(r->c, "%s.selected", at), !strcmp(value, typed));
	}
}

bool form_accept(struct req *r, refusal no)
{
	const char *text;

	if (!no)
		return true;
	tx_give_up(r->c);
	text = sentence(r, no->code, no->detail);
	r->http->refused = true;
	r->http->overtaken = !strcmp(no->code, "changed_meanwhile");
	r->http->form_read = r->http->form_read || r->http->posted.n > 2;
	log_line(r->c, "info", "refused=%s", no->code);
	if (no->field && page_has(r, textf(r->c, "Form.%s", no->field)))
		complain(r, textf(r->c, "Form.%s", no->field), no->field, text);
	else
		page_text(r, "Form.error", text);
	return false;
}

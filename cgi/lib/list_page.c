/* A list that was read becomes a page: columns, filters, rows, sums, pages. */
#include <stdlib.h>
#include <string.h>
#include "lib/inside_web.h"

enum { PAGE_ROWS = 50 };

/* The present URL with one parameter changed. */
static const char *url_with(struct req *r, const char *name, const char *value)
{
	struct text t = { .c = r->c };
	const struct pairs *asked = &r->http->asked;
	char join = '?';

	text_add(&t, r->http->path);
	for (int i = 0; i < asked->n; i++) {
		const struct pair *p = &asked->of[i];

		if (!strcmp(p->name, name) || !*p->value || !strcmp(p->name, "page"))
			continue;
		text_addf(&t, "%c%s=%s", join, url_escape(r->c, p->name), url_escape(r->c, p->value));
		join = '&';
	}
	if (*value)
		text_addf(&t, "%c%s=%s", join, name, url_escape(r->c, value));
	return t.s;
}

static bool numeric(const char *name)
{
	return suffix_is(name, "_fen") || suffix_is(name, "_dm2") || suffix_is(name, "_ppm") ||
	       suffix_is(name, "_count") || suffix_is(name, "_days") || suffix_is(name, "_pct");
}

static bool shown(const struct column *col)
{
	return strcmp(col->name, "id") && !(col->can & HIDE);
}

static void offer_columns(struct req *r, const struct list *l)
{
	bool down;
	const struct column *by = list_sorted_by(r, l, &down);
	int n = 0;

	for (const struct column *col = l->columns; col->name; col++) {
		const char *at = textf(r->c, "List.columns.%d", n), *name = bare_name(r->c, col->name);

		if (!shown(col))
			continue;
		n++;
		page_text(r, textf(r->c, "%s.name", at), name);
		page_text(r, textf(r->c, "%s.label", at), column_label(r, l, col->name));
		page_flag(r, textf(r->c, "%s.num", at), numeric(col->name));
		if (col->can & SORT)
			page_text(r, textf(r->c, "%s.sort", at), url_with(r, "sort",
				by == col && !down ? textf(r->c, "-%s", name) : name));
		if (by == col)
			page_text(r, textf(r->c, "%s.sorted", at), down ? "desc" : "asc");
	}
}

static void offer_filters(struct req *r, const struct list *l)
{
	int n = 0;

	for (const struct column *col = l->columns; col->name; col++) {
		const char *at = textf(r->c, "List.filters.%d", n), *name = bare_name(r->c, col->name);

		if (!(col->can & (FIND | PICK | RANGE)))
			continue;
		n++;
		page_text(r, textf(r->c, "%s.name", at), name);
		page_text(r, textf(r->c, "%s.label", at), column_label(r, l, col->name));
		page_text(r, textf(r->c, "%s.kind", at),
			  col->can & PICK ? "pick" : col->can & RANGE ? "range" : "find");
		page_text(r, textf(r->c, "%s.value", at), param(r, name));
		page_text(r, textf(r->c, "%s.from", at), param(r, textf(r->c, "%s_from", name)));
		page_text(r, textf(r->c, "%s.to", at), param(r, textf(r->c, "%s_to", name)));
		page_flag(r, textf(r->c, "%s.date", at),
			  suffix_is(name, "_on") || suffix_is(name, "_at") || suffix_is(name, "_until"));
		if (col->can & PICK)
			page_choices(r, at, textf(r->c, "L.%s.%s", l->noun, col->name),
				     param(r, name), NULL);
		page_flag(r, "List.filtered", *param(r, name) || *param(r, textf(r->c, "%s_from", name)) ||
			  *param(r, textf(r->c, "%s_to", name)));
	}
	page_text(r, "List.clear", r->http->path);
}

static const char *where_row_leads(struct req *r, const struct list *l, const struct row *row)
{
	const char *hole = l->open ? strchr(l->open, '%') : NULL;

	return hole ? textf(r->c, "%.*s%lld%s", (int)(hole - l->open), l->open,
			    (long long)row_id(row, "id"), hole + 1) : "";
}

/* By column; NULL: it is not shown. */
static const char **labels_of(struct req *r, const struct list *l)
{
	const char **labels;
	int n = 0;

	while (l->columns[n].name)
		n++;
	labels = alloc(r->c, sizeof *labels * (size_t)(n + 1));
	while (n--)
		labels[n] = shown(&l->columns[n]) ? column_label(r, l, l->columns[n].name) : NULL;
	return labels;
}

static void offer_cell(struct req *r, const struct table *t, int i, const char *label,
		       const struct row *row, struct node *at)
{
	const struct column *col = &t->l->columns[i];

	node_text(r, at, "label", label);
	node_text(r, at, "text", column_text(r, t->l, col, row));
	node_flag(r, at, "num", numeric(col->name));
	if (is_state(col->name) && *row_text(row, col->name))
		node_text(r, at, "badge", row_text(row, col->name));
}

static void offer_lines(struct req *r, const struct table *t, const char **labels,
			const struct row *row)
{
	for (; row; row = row_next(row)) {
		struct node *line = page_piece(r, "List.rows", "common/list_row");
		int m = 0;

		node_text(r, line, "open", where_row_leads(r, t->l, row));
		for (int i = 0; t->l->columns[i].name; i++)
			if (labels[i])
				offer_cell(r, t, i, labels[i], row, node_nth(r, line, "cells", m++));
	}
}

static void offer_rows(struct req *r, const struct table *t)
{
	const char **labels = labels_of(r, t->l);

	page_flag(r, "List.any", t->rows || t->more);
	offer_lines(r, t, labels, t->rows);
	offer_lines(r, t, labels, t->more);
}

static void offer_sums(struct req *r, const struct table *t)
{
	int n = 0;

	page_int(r, "List.total_count", t->total);
	for (const struct column *col = t->l->columns; col->name; col++) {
		if (!(col->can & SUM))
			continue;
		page_text(r, textf(r->c, "List.sums.%d.label", n), column_label(r, t->l, col->name));
		page_text(r, textf(r->c, "List.sums.%d.text", n), column_text(r, t->l, col, t->sums));
		n++;
	}
}

static void offer_pages(struct req *r, const struct table *t, int limit)
{
	int64_t count = t->total ? (t->total + limit - 1) / limit : 1;

	page_int(r, "List.pages.page", t->page);
	page_int(r, "List.pages.count", count);
	if (t->page > 1)
		page_text(r, "List.pages.prev",
			  url_with(r, "page", textf(r->c, "%lld", (long long)t->page - 1)));
	if (t->page < count)
		page_text(r, "List.pages.next",
			  url_with(r, "page", textf(r->c, "%lld", (long long)t->page + 1)));
	page_text(r, "List.exports.xlsx", url_with(r, "as", "xlsx"));
	page_text(r, "List.exports.csv", url_with(r, "as", "csv"));
	page_text(r, "List.exports.json", url_with(r, "as", "json"));
}

static void offer_links(struct req *r, const struct list *l)
{
	int n = 0;

	for (const struct link *k = l->links; k && k->url; k++) {
		if (!may(r, k->may))
			continue;
		page_text(r, textf(r->c, "List.links.%d.url", n), k->url);
		page_text(r, textf(r->c, "List.links.%d.label", n), label(r, k->label));
		n++;
	}
	if (l->create && (!l->create_may || may(r, l->create_may))) {
		page_text(r, "List.create.url", l->create);
		page_text(r, "List.create.label", label(r, textf(r->c, "L.%s.create", l->noun)));
	}
}

static struct table table_of(struct req *r, const struct list *l)
{
	const char *key = textf(r->c, "L.%s.%s", l->noun, l->title ? l->title : "index");
	int64_t page = strtoll(param(r, "page"), NULL, 10);

	return (struct table){ .l = l, .title = label(r, key),
			       .page = page > 0 && page < 1000000 ? page : 1 };
}

static void offer(struct req *r, struct table *t, int limit)
{
	const struct list *l = t->l;

	list_sums(r, t);
	list_rows(r, t, limit);
	page_text(r, "List.title", t->title);
	page_text(r, "List.noun", l->noun);
	offer_columns(r, l);
	offer_filters(r, l);
	offer_rows(r, t);
	offer_sums(r, t);
	offer_pages(r, t, limit);
	offer_links(r, l);
}

void list_offer(struct req *r, const struct list *l, int limit)
{
	struct table t = table_of(r, l);

	offer(r, &t, limit);
}

reply list_show(struct req *r, const struct list *l)
{
	struct table t = table_of(r, l);

	if (export_wanted(r)) {
		list_sums(r, &t);
		return export_table(r, &t);
	}
	if (page_again(r))
		return 200;
	offer(r, &t, PAGE_ROWS);
	return page_show(r, "common/list");
}

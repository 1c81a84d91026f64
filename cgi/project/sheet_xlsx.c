/* project/sheet_xlsx.c - .xlsx: workbook, shared strings, styles, then sheet by sheet. */
#include <stdlib.h>
#include "project/sheet_xml.h"

struct workbook {
	struct package *p;
	struct relation *relations;
	bool from_1904;
	struct { const char *name, *path; bool hidden; } sheets[BOOK_SHEETS];
	int n_sheets;
};
struct strings {
	struct package *p;
	const char **list;
	int n, room;
	bool in_text, in_phonetic;
	struct run run;
};
/* Which cell styles show a date. */
struct styles {
	struct package *p;
	bool in_cells;
	int n, n_custom;
	bool date[4096];
	int custom[512];		/* number format ids that are dates */
};

static void nothing_ends(void *self, const char *name)
{
	(void)self, (void)name;
}

/* ---- the workbook ------------------------------------------------------------------------ */

static const char *related(const struct relation *r, const char *id)
{
	for (; r; r = r->next)
		if (strcmp(r->id, id) == 0)
			return r->path;
	return NULL;
}

static bool truth(const char *s)
{
	return s && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}

static void workbook_start(void *self, const char *name, const char **a)
{
	struct workbook *w = self;
	const char *id, *state, *path;

	if (strcmp(name, "workbookPr") == 0)
		w->from_1904 = truth(xml_attribute(a, "date1904"));
	if (strcmp(name, "sheet") != 0 || w->n_sheets == BOOK_SHEETS)
		return;
	id = xml_attribute(a, "id");
	state = xml_attribute(a, "state");
	path = id ? related(w->relations, id) : NULL;
	if (!path || !xml_attribute(a, "name"))
		return;
	w->sheets[w->n_sheets].name = textf(w->p->c, "%s", xml_attribute(a, "name"));
	w->sheets[w->n_sheets].path = path;
	w->sheets[w->n_sheets].hidden = state && strcmp(state, "visible") != 0;
	w->n_sheets++;
}

/* ---- shared strings ------------------------------------------------------------------------ */

static void strings_start(void *self, const char *name, const char **a)
{
	struct strings *s = self;

	(void)a;
	if (strcmp(name, "si") == 0)
		s->run.n = 0;
	else if (strcmp(name, "rPh") == 0)
		s->in_phonetic = true;
	else if (strcmp(name, "t") == 0)
		s->in_text = !s->in_phonetic;
}

static void strings_text(void *self, const char *t, int n)
{
	struct strings *s = self;

	if (s->in_text)
		run_add(s->p->c, &s->run, t, n);
}

static void strings_end(void *self, const char *name)
{
	struct strings *s = self;

	if (strcmp(name, "t") == 0)
		s->in_text = false;
	else if (strcmp(name, "rPh") == 0)
		s->in_phonetic = false;
	if (strcmp(name, "si") != 0 || s->n >= BOOK_CELLS)
		return;
	if (s->n == s->room) {
		int room = s->room ? s->room * 2 : 1024;
		const char **wide = alloc(s->p->c, (size_t)room * sizeof *wide);

		if (s->n)
			memcpy(wide, s->list, (size_t)s->n * sizeof *wide);
		s->list = wide;
		s->room = room;
	}
	s->list[s->n++] = textf(s->p->c, "%.*s", s->run.n, s->run.n ? s->run.s : "");
}

/* ---- styles -------------------------------------------------------------------------------- */

/* A format is a date if, outside quotes and brackets, it has a day, month or year. */
static bool format_is_date(const char *code)
{
	bool quoted = false, bracket = false;

	for (const char *p = code; *p; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (*p == '[')
			bracket = true;
		else if (*p == ']')
			bracket = false;
		else if (*p == '\\' && p[1])
			p++;
		else if (!quoted && !bracket && strchr("ymdYMD", *p))
			return true;
	}
	return false;
}

static bool builtin_is_date(int id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

static void styles_start(void *self, const char *name, const char **a)
{
	struct styles *s = self;
	const char *id = xml_attribute(a, "numFmtId"), *code = xml_attribute(a, "formatCode");
	int n = id ? (int)strtol(id, NULL, 10) : 0;

	if (strcmp(name, "numFmt") == 0 && code && format_is_date(code) && s->n_custom < 512)
		s->custom[s->n_custom++] = n;
	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	if (strcmp(name, "xf") != 0 || !s->in_cells || s->n >= 4096)
		return;
	s->date[s->n] = builtin_is_date(n);
	for (int i = 0; i < s->n_custom; i++)
		if (s->custom[i] == n)
			s->date[s->n] = true;
	s->n++;
}

static void styles_end(void *self, const char *name)
{
	struct styles *s = self;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
}

/* ---- one sheet ------------------------------------------------------------------------------ */

struct reading {
	struct package *p;
	const struct strings *strings;
	const struct styles *styles;
	bool from_1904;
	struct sheet_maker maker;
	int row, col, style, next_col;
	char type;			/* s i(nlineStr) t(str) n b e */
	bool formula, in_value, in_text, in_phonetic, hidden_row;
	struct run run;
	struct { int r1, c1, r2, c2; } merges[20000];
	int n_merges;
};

/* "C5" -> column 2, row 5 */
static void place_of(const char *ref, int *row, int *col)
{
	int n = 0;

	for (; *ref >= 'A' && *ref <= 'Z' && n < 100000; ref++)
		n = n * 26 + (*ref - 'A' + 1);
	*col = n - 1;
	*row = (int)strtol(ref, NULL, 10);
}

static void merge_start(struct reading *g, const char *ref)
{
	const char *colon = ref ? strchr(ref, ':') : NULL;

	if (!colon || g->n_merges == 20000)
		return;
	place_of(ref, &g->merges[g->n_merges].r1, &g->merges[g->n_merges].c1);
	place_of(colon + 1, &g->merges[g->n_merges].r2, &g->merges[g->n_merges].c2);
	g->n_merges++;
}

static void cell_start(struct reading *g, const char **a)
{
	const char *ref = xml_attribute(a, "r"), *type = xml_attribute(a, "t");
	const char *style = xml_attribute(a, "s");
	int row;

	g->col = g->next_col;
	if (ref)
		place_of(ref, &row, &g->col);
	g->next_col = g->col + 1;
	g->style = style ? (int)strtol(style, NULL, 10) : 0;
	g->type = !type ? 'n' : strcmp(type, "str") == 0 ? 't' : *type;
	g->formula = false;
	g->run.n = 0;
}

static void sheet_start(void *self, const char *name, const char **a)
{
	struct reading *g = self;
	const char *r, *min, *max;

	if (strcmp(name, "row") == 0) {
		r = xml_attribute(a, "r");
		g->row = r ? (int)strtol(r, NULL, 10) : g->row + 1;
		g->next_col = 0;
		g->hidden_row = truth(xml_attribute(a, "hidden"));
	} else if (strcmp(name, "c") == 0) {
		cell_start(g, a);
	} else if (strcmp(name, "f") == 0) {
		g->formula = true;
	} else if (strcmp(name, "v") == 0) {
		g->in_value = true;
	} else if (strcmp(name, "t") == 0) {
		g->in_text = g->type == 'i' && !g->in_phonetic;
	} else if (strcmp(name, "rPh") == 0) {
		g->in_phonetic = true;
	} else if (strcmp(name, "col") == 0 && truth(xml_attribute(a, "hidden"))) {
		min = xml_attribute(a, "min");
		max = xml_attribute(a, "max");
		if (min && max)
			maker_hide_column(&g->maker, (int)strtol(min, NULL, 10) - 1,
				(int)strtol(max, NULL, 10) - 1);
	} else if (strcmp(name, "mergeCell") == 0) {
		merge_start(g, xml_attribute(a, "ref"));
	}
}

static void sheet_text(void *self, const char *t, int n)
{
	struct reading *g = self;

	if (g->in_value || g->in_text)
		run_add(g->p->c, &g->run, t, n);
}

/* The text and type of the cell whose raw value is in the run. */
static void cell_value(struct reading *g, struct cell *to)
{
	struct ctx *c = g->p->c;
	const char *raw = textf(c, "%.*s", g->run.n, g->run.n ? g->run.s : "");
	long i;

	to->type = CELL_TEXT;
	to->text = raw;
	switch (g->type) {
	case 's':
		i = strtol(raw, NULL, 10);
		to->text = i >= 0 && i < g->strings->n ? g->strings->list[i] : "";
		break;
	case 'e':
		to->type = CELL_ERROR;
		break;
	case 'd':
		to->type = CELL_DATE;
		break;
	case 'n':
		if (g->style >= 0 && g->style < g->styles->n && g->styles->date[g->style]) {
			to->type = CELL_DATE;
			to->text = serial_date(c, strtod(raw, NULL), g->from_1904);
		} else {
			to->type = CELL_NUMBER;
			to->text = number_shown(c, raw);
		}
		break;
	}
	if (!*to->text)
		to->type = CELL_EMPTY;
}

static void cell_end(struct reading *g)
{
	struct cell *to;

	if (g->run.n == 0 && !g->formula)
		return;			/* styled, but empty */
	to = maker_cell(&g->maker, g->row, g->col);
	if (!to) {
		g->p->wrong = maker_wrong(&g->maker);
		return;
	}
	to->flags = g->formula ? CELL_FORMULA : 0;
	to->text = "";
	if (g->run.n)
		cell_value(g, to);
	else
		to->flags |= CELL_UNCACHED;
}

static void sheet_end(void *self, const char *name)
{
	struct reading *g = self;

	if (strcmp(name, "v") == 0)
		g->in_value = false;
	else if (strcmp(name, "t") == 0)
		g->in_text = false;
	else if (strcmp(name, "rPh") == 0)
		g->in_phonetic = false;
	else if (strcmp(name, "c") == 0)
		cell_end(g);
	else if (strcmp(name, "row") == 0 && g->hidden_row)
		maker_hide_row(&g->maker, g->row);
}

static void read_sheet(struct package *p, const struct workbook *w, int i, struct book *b,
		       struct reading *g)
{
	static const struct xml_reader reader = { sheet_start, sheet_end, sheet_text };
	struct sheet *s = &b->sheets[i];

	s->name = w->sheets[i].name;
	s->hidden = w->sheets[i].hidden;
	g->maker = (struct sheet_maker){ .c = p->c, .s = s, .left = g->maker.left };
	g->row = g->n_merges = 0;
	g->from_1904 = w->from_1904;
	package_read(p, w->sheets[i].path, &reader, g);
	for (int m = 0; m < g->n_merges && !p->wrong; m++)
		if (!maker_merge(&g->maker, g->merges[m].r1, g->merges[m].c1, g->merges[m].r2,
				 g->merges[m].c2))
			p->wrong = maker_wrong(&g->maker);
}

static const char *workbook_path(struct package *p)
{
	for (struct relation *r = package_relations(p, "_rels/.rels", ""); r; r = r->next)
		if (strcmp(r->type, "officeDocument") == 0)
			return r->path;
	return "xl/workbook.xml";
}

OP book_read_xlsx(struct ctx *c, const void *data, size_t size, struct book *b)
{
	static const struct xml_reader book = { workbook_start, nothing_ends, NULL };
	static const struct xml_reader string = { strings_start, strings_end, strings_text };
	static const struct xml_reader style = { styles_start, styles_end, NULL };
	struct workbook *w = alloc(c, sizeof *w);
	struct strings *strings = alloc(c, sizeof *strings);
	struct styles *styles = alloc(c, sizeof *styles);
	struct reading *g = alloc(c, sizeof *g);
	struct package p;
	struct book_left left = { BOOK_CELLS, BOOK_WORK };

	package_open(&p, c, data, size);
	w->p = strings->p = styles->p = g->p = &p;
	g->strings = strings;
	g->styles = styles;
	g->maker.left = &left;
	if (!p.wrong) {
		const char *path = workbook_path(&p);
		const char *slash = strrchr(path, '/');
		const char *folder = slash ? textf(c, "%.*s", (int)(slash - path + 1), path) : "";
		const char *file = slash ? slash + 1 : path;

		w->relations = package_relations(&p, textf(c, "%s_rels/%s.rels", folder, file), folder);
		package_read(&p, path, &book, w);
		for (struct relation *r = w->relations; r; r = r->next)
			if (strcmp(r->type, "sharedStrings") == 0)
				package_read(&p, r->path, &string, strings);
			else if (strcmp(r->type, "styles") == 0)
				package_read(&p, r->path, &style, styles);
	}
	b->format = "xlsx";
	b->sheets = alloc(c, (size_t)(w->n_sheets + 1) * sizeof *b->sheets);
	b->n_sheets = w->n_sheets;
	for (int i = 0; i < w->n_sheets && !p.wrong; i++)
		read_sheet(&p, w, i, b, g);
	if (!p.wrong && w->n_sheets == 0)
		p.wrong = "sheet.not_a_table";
	return p.wrong ? refuse(c, "file", p.wrong) : DONE;
}

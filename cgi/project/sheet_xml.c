/* project/sheet_xml.c - the zip and XML side of an .xlsx.
 *
 * Guards: a DOCTYPE is refused at once (no entity is ever defined, so none can be
 * expanded), what is really inflated is counted (headers lie), and an entry that inflates
 * more than BOOK_RATIO times is a bomb. */
#include <expat.h>
#include "project/sheet_xml.h"

void run_add(struct ctx *c, struct run *t, const char *s, int n)
{
	if (t->n + n > BOOK_TEXT)
		n = BOOK_TEXT - t->n;
	if (t->n + n + 1 > t->room) {
		int room = (t->n + n + 1) * 2;
		char *wide = alloc(c, (size_t)room);

		if (t->n)
			memcpy(wide, t->s, (size_t)t->n);
		t->s = wide;
		t->room = room;
	}
	memcpy(t->s + t->n, s, (size_t)n);
	t->n += n;
	t->s[t->n] = '\0';
}

static void discard(void *zip)
{
	zip_discard(zip);
}

void package_open(struct package *p, struct ctx *c, const void *data, size_t size)
{
	zip_error_t why;
	zip_source_t *source = zip_source_buffer_create(data, size, 0, &why);

	*p = (struct package){ .c = c, .left = BOOK_INFLATED };
	p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
	if (!p->zip) {
		if (source)
			zip_source_free(source);
		p->wrong = "sheet.broken";
		return;
	}
	defer(c, discard, p->zip);
}

struct parse {
	struct package *p;
	const struct xml_reader *r;
	void *self;
	XML_Parser parser;
};

static const char *bare(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void on_start(void *parse, const char *name, const char **attributes)
{
	struct parse *x = parse;

	x->r->start(x->self, bare(name), attributes);
	if (x->p->wrong)
		XML_StopParser(x->parser, XML_FALSE);
}

static void on_end(void *parse, const char *name)
{
	struct parse *x = parse;

	x->r->end(x->self, bare(name));
}

static void on_text(void *parse, const char *s, int n)
{
	struct parse *x = parse;

	if (x->r->text)
		x->r->text(x->self, s, n);
}

static void on_doctype(void *parse, const char *a, const char *b, const char *d, int e)
{
	struct parse *x = parse;

	(void)a, (void)b, (void)d, (void)e;
	x->p->wrong = "sheet.entity";
	XML_StopParser(x->parser, XML_FALSE);
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (int i = 0; attributes[i]; i += 2)
		if (strcmp(bare(attributes[i]), name) == 0)
			return attributes[i + 1];
	return NULL;
}

static void free_parser(void *parser)
{
	XML_ParserFree(parser);
}

static XML_Parser parser_new(struct parse *x)
{
	XML_Parser parser = XML_ParserCreate(NULL);

	if (!parser)
		fault(x->p->c, "no memory for an XML parser");
	defer(x->p->c, free_parser, parser);
	x->parser = parser;
	XML_SetUserData(parser, x);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	return parser;
}

/* Feed the part to the parser, counting what is really inflated. */
static void pump(struct parse *x, zip_file_t *file, uint64_t packed)
{
	struct package *p = x->p;
	char buf[16384];
	int64_t got, sum = 0;

	while (!p->wrong && (got = zip_fread(file, buf, sizeof buf)) != 0) {
		if (got < 0) {
			p->wrong = "sheet.broken";
			break;
		}
		sum += got;
		p->left -= got;
		if (p->left < 0 || (sum > BOOK_RATIO_FROM && (uint64_t)sum / BOOK_RATIO > packed)) {
			p->wrong = "sheet.bomb";
			break;
		}
		if (XML_Parse(x->parser, buf, (int)got, 0) != XML_STATUS_OK && !p->wrong)
			p->wrong = "sheet.broken";
	}
	if (!p->wrong && XML_Parse(x->parser, buf, 0, 1) != XML_STATUS_OK)
		p->wrong = "sheet.broken";
}

static void close_file(void *file)
{
	zip_fclose(file);
}

bool package_read(struct package *p, const char *path, const struct xml_reader *r, void *self)
{
	struct parse x = { .p = p, .r = r, .self = self };
	zip_stat_t st;
	zip_file_t *file;

	if (p->wrong || zip_stat(p->zip, path, ZIP_FL_NOCASE, &st) < 0)
		return false;
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE) {
		p->wrong = "sheet.encrypted";
		return false;
	}
	file = zip_fopen_index(p->zip, st.index, 0);
	if (!file) {
		p->wrong = "sheet.broken";
		return false;
	}
	defer(p->c, close_file, file);
	parser_new(&x);
	pump(&x, file, (st.valid & ZIP_STAT_COMP_SIZE) ? st.comp_size : 0);
	return !p->wrong;
}

/* ---- relations -------------------------------------------------------------------------- */

struct relating { struct package *p; const char *folder; struct relation *first; };

static void relation_start(void *self, const char *name, const char **attributes)
{
	struct relating *g = self;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	struct relation *r;

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
		return;
	r = alloc(g->p->c, sizeof *r);
	r->id = textf(g->p->c, "%s", id);
	r->type = textf(g->p->c, "%s", bare(strrchr(type, '/') ? strrchr(type, '/') + 1 : type));
	r->path = *target == '/' ? textf(g->p->c, "%s", target + 1)
		: textf(g->p->c, "%s%s", g->folder, target);
	r->next = g->first;
	g->first = r;
}

static void nothing_ends(void *self, const char *name)
{
	(void)self, (void)name;
}

struct relation *package_relations(struct package *p, const char *path, const char *folder)
{
	static const struct xml_reader reader = { relation_start, nothing_ends, NULL };
	struct relating g = { p, folder, NULL };

	package_read(p, path, &reader, &g);
	return g.first;
}

/* project/sheet_text.c - .csv and .txt: converted to UTF-8 first, then split, because a
 * second byte of GB18030 may be any of @ [ \ ] ^ _ ` { | } ~ and a fourth a digit. */
#include <errno.h>
#include <iconv.h>
#include "project/sheet.h"

static void close_iconv(void *cd)
{
	iconv_close((iconv_t)cd);
}

/* The text in UTF-8, NULL if it is not in that encoding. */
static char *converted(struct ctx *c, const char *from, const char *s, size_t n, size_t *len)
{
	size_t room = n * 3 + 4, left = room;
	char *out = alloc(c, room + 1), *to = out, *in = (char *)s;
	iconv_t cd = iconv_open("UTF-8", from);

	if (cd == (iconv_t)-1)
		fault(c, "iconv knows no %s", from);
	defer(c, close_iconv, cd);
	if (iconv(cd, &in, &n, &to, &left) == (size_t)-1)
		return NULL;
	*len = room - left;
	return out;
}

/* Refuses sheet.encoding, sheet.not_a_table; the text without its byte order mark. */
static refusal to_utf8(struct ctx *c, const char *s, size_t n, const char **text, size_t *len)
{
	bool little = n > 1 && memcmp(s, "\xFF\xFE", 2) == 0;
	bool big = n > 1 && memcmp(s, "\xFE\xFF", 2) == 0;

	if (little || big) {		/* Excel's "Unicode text" */
		*text = converted(c, little ? "UTF-16LE" : "UTF-16BE", s + 2, n - 2, len);
	} else {
		for (size_t i = 0; i < n; i++)
			if ((unsigned char)s[i] < 9 || s[i] == 0x7F)
				return refuse(c, "file", "sheet.not_a_table");
		if (n > 2 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
			s += 3;
			n -= 3;
		}
		*text = s;
		*len = n;
		if (!utf8_ok(s, n))
			*text = converted(c, "GB18030", s, n, len);
	}
	if (!*text)
		return refuse(c, "file", "sheet.encoding");
	if (memmem(*text, *len, "", 1))
		return refuse(c, "file", "sheet.not_a_table");
	return DONE;
}

/* The separator that stands most often outside quotes in the first lines. */
static char separator(const char *s, size_t n)
{
	int comma = 0, tab = 0, semicolon = 0, lines = 0;
	bool quoted = false;

	for (size_t i = 0; i < n && lines < 30; i++) {
		quoted ^= s[i] == '"';
		lines += s[i] == '\n' && !quoted;
		if (quoted)
			continue;
		comma += s[i] == ',';
		tab += s[i] == '\t';
		semicolon += s[i] == ';';
	}
	return tab >= comma && tab >= semicolon && tab ? '\t' : semicolon > comma ? ';' : ',';
}

/* One field from *p on; leaves *p at what ended it. */
static const char *field(struct ctx *c, const char **p, const char *end, char sep)
{
	const char *s = *p;
	char *out;
	size_t n = 0;
	bool quoted = s < end && *s == '"';
	/* ="0803" is how a text number is written so that Excel leaves it alone */
	bool formula = !quoted && end - s > 2 && s[0] == '=' && s[1] == '"';

	s += quoted ? 1 : formula ? 2 : 0;
	for (const char *q = s;; q++) {
		if (q >= end || (quoted || formula ? *q == '"' && (q + 1 >= end || q[1] != '"')
				: *q == sep || *q == '\n' || *q == '\r')) {
			out = alloc(c, (size_t)(q - s) + 1);
			break;
		}
		q += (quoted || formula) && *q == '"';
	}
	for (; s < end; s++) {
		if (quoted || formula) {
			if (*s == '"' && (s + 1 >= end || s[1] != '"'))
				break;
			s += *s == '"';
		} else if (*s == sep || *s == '\n' || *s == '\r') {
			break;
		}
		out[n++] = *s;
	}
	if (quoted || formula)
		s += s < end;
	while (s < end && *s != sep && *s != '\n' && *s != '\r')
		s++;			/* what follows a closing quote is no value */
	*p = s;
	return out;
}

/* CSV keeps no types: Excel's error words are told apart here, the rest is text. */
static void text_cell(struct cell *to, const char *text)
{
	static const char *const errors[] = {
		"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", NULL };

	to->text = text;
	to->type = *text ? CELL_TEXT : CELL_EMPTY;
	for (int i = 0; errors[i]; i++)
		if (strcmp(text, errors[i]) == 0)
			to->type = CELL_ERROR;
}

static refusal split(struct ctx *c, struct sheet_maker *m, const char *p, const char *end)
{
	char sep = separator(p, (size_t)(end - p));
	int row = 1, col = 0;

	while (p < end) {
		const char *text = field(c, &p, end, sep);

		if (*text) {
			struct cell *to = maker_cell(m, row, col);

			if (!to)
				return refuse(c, "file", maker_wrong(m));
			text_cell(to, text);
		}
		if (p >= end)
			break;
		col++;
		if (*p != sep) {
			p += *p == '\r' && p + 1 < end && p[1] == '\n';
			row++;
			col = 0;
		}
		p++;
	}
	return DONE;
}

OP book_read_text(struct ctx *c, const void *data, size_t size, struct book *b)
{
	struct book_left left = { BOOK_CELLS, BOOK_WORK };
	struct sheet_maker m = { .c = c, .left = &left };
	const char *text = "";
	size_t len = 0;
	refusal no = to_utf8(c, data, size, &text, &len);

	if (no)
		return no;
	if (len > 3 && (memcmp(text, "%PDF", 4) == 0 || *text == '<'))
		return refuse(c, "file", "sheet.not_a_table");
	b->format = "text";
	b->n_sheets = 1;
	b->sheets = m.s = alloc(c, sizeof *b->sheets);
	m.s->name = "";
	return split(c, &m, text, text + len);
}

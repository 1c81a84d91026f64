/* project/sheet_ole.c - the compound file (MS-CFB) around an .xls, and its BIFF8 records
 * (MS-XLS).  Every offset comes from an untrusted file and is checked before use. */
#include "project/sheet_ole.h"

enum { HEADER = 512, END_OF_CHAIN = 0xFFFFFFFE };

struct ole { struct ctx *c; const unsigned char *d; size_t size; uint32_t sector; };

static uint32_t u16(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
	return u16(p) | u16(p + 2) << 16;
}

static const unsigned char *sector_at(const struct ole *o, uint32_t n)
{
	uint64_t at = ((uint64_t)n + 1) * o->sector;

	return at + o->sector <= o->size ? o->d + at : NULL;
}

/* The sector after n: looked up in the n'th entry of the allocation table, whose own
 * sectors are listed in the header (109 of them: enough for BOOK_BYTES at 4096 bytes, and
 * for 7 MB at 512) and then in a chain. */
static uint32_t next_sector(const struct ole *o, uint32_t n)
{
	uint32_t per = o->sector / 4, table = n / per, list;
	const unsigned char *s;

	if (table < 109) {
		list = u32(o->d + 76 + table * 4);
	} else {
		uint32_t at = u32(o->d + 68), hop = (table - 109) / (per - 1);

		while (hop-- && (s = sector_at(o, at)))
			at = u32(s + (per - 1) * 4);
		s = sector_at(o, at);
		if (!s)
			return END_OF_CHAIN;
		list = u32(s + (table - 109) % (per - 1) * 4);
	}
	s = sector_at(o, list);
	return s ? u32(s + n % per * 4) : END_OF_CHAIN;
}

/* A chain of sectors as one piece; *len is cut to `want` when that is not 0. */
static unsigned char *chain(const struct ole *o, uint32_t first, uint32_t want, size_t *len)
{
	size_t most = o->size / o->sector, n = 0;
	unsigned char *out = alloc(o->c, o->size + 1);

	for (uint32_t at = first; n < most && at < END_OF_CHAIN; at = next_sector(o, at), n++) {
		const unsigned char *s = sector_at(o, at);

		if (!s)
			break;
		memcpy(out + n * o->sector, s, o->sector);
	}
	*len = n * o->sector;
	if (want && want < *len)
		*len = want;
	return out;
}

/* The directory entry whose UTF-16 name is this ASCII word; NULL if there is none. */
static const unsigned char *entry(const unsigned char *dir, size_t len, const char *word)
{
	size_t n = strlen(word);

	for (size_t at = 0; at + 128 <= len; at += 128) {
		size_t i = 0;

		while (i < n && dir[at + i * 2] == (unsigned char)word[i] && !dir[at + i * 2 + 1])
			i++;
		if (i == n && u16(dir + at + 64) == (n + 1) * 2)
			return dir + at;
	}
	return NULL;
}

static const char *error_word(unsigned code)
{
	switch (code) {
	case 0x00: return "#NULL!";
	case 0x07: return "#DIV/0!";
	case 0x0F: return "#VALUE!";
	case 0x17: return "#REF!";
	case 0x1D: return "#NAME?";
	case 0x24: return "#NUM!";
	default:   return "#N/A";
	}
}

static void merged(const struct ole_ears *e, int sheet, const unsigned char *p, size_t len)
{
	for (size_t i = 0, n = u16(p); i < n && 2 + i * 8 + 8 <= len; i++) {
		const unsigned char *m = p + 2 + i * 8;

		e->merged(e->self, sheet, (int)u16(m) + 1, (int)u16(m + 4), (int)u16(m + 2) + 1,
			  (int)u16(m + 6));
	}
}

/* One record of a sheet: p is its body of len bytes. */
static void sheet_record(const struct ole_ears *e, int sheet, unsigned type,
			 const unsigned char *p, size_t len)
{
	if (type == 0x007D && len >= 10 && (p[8] & 1))			/* COLINFO */
		e->column_hidden(e->self, sheet, (int)u16(p), (int)u16(p + 2));
	else if (type == 0x0208 && len >= 14 && (p[12] & 0x20))		/* ROW */
		e->row_hidden(e->self, sheet, (int)u16(p) + 1);
	else if (type == 0x0205 && len >= 8 && p[7])			/* BOOLERR */
		e->error(e->self, sheet, (int)u16(p) + 1, (int)u16(p + 2), error_word(p[6]));
	else if (type == 0x0006 && len >= 14 && u16(p + 12) == 0xFFFF && p[6] == 2)	/* FORMULA */
		e->error(e->self, sheet, (int)u16(p) + 1, (int)u16(p + 2), error_word(p[8]));
	else if (type == 0x00E5 && len >= 2)				/* MERGECELLS */
		merged(e, sheet, p, len);
}

/* The records of one sheet, from its BOF to its EOF. */
static void sheet_records(const struct ole_ears *e, int sheet, const unsigned char *s, size_t len,
			  size_t at)
{
	while (at + 4 <= len) {
		unsigned type = u16(s + at);
		size_t n = u16(s + at + 2);

		if (type == 0x000A || at + 4 + n > len)
			return;
		sheet_record(e, sheet, type, s + at + 4, n);
		at += 4 + n;
	}
}

/* The workbook's own records: which sheets, where they begin; a password. */
static const char *workbook_records(const struct ole_ears *e, const unsigned char *s, size_t len)
{
	int sheet = 0;

	for (size_t at = 0; at + 4 <= len;) {
		unsigned type = u16(s + at);
		size_t n = u16(s + at + 2);
		const unsigned char *p = s + at + 4;

		if (type == 0x000A || at + 4 + n > len)
			break;
		if (type == 0x002F)					/* FILEPASS */
			return "sheet.encrypted";
		if (type == 0x0085 && n >= 6 && sheet < BOOK_SHEETS) {	/* BOUNDSHEET */
			if (p[4] & 3)
				e->sheet_hidden(e->self, sheet);
			sheet_records(e, sheet, s, len, u32(p));
			sheet++;
		}
		at += 4 + n;
	}
	return NULL;
}

OP ole_read(struct ctx *c, const void *data, size_t size, const struct ole_ears *ears)
{
	struct ole o = { c, data, size, 0 };
	const unsigned char *dir, *book;
	size_t dir_len, len;
	const char *wrong;

	if (size < HEADER * 3 || u16(o.d + 30) < 7 || u16(o.d + 30) > 12)
		return refuse(c, "file", "sheet.broken");
	o.sector = 1u << u16(o.d + 30);
	dir = chain(&o, u32(o.d + 48), 0, &dir_len);
	if (entry(dir, dir_len, "EncryptedPackage"))
		return refuse(c, "file", "sheet.encrypted");
	book = entry(dir, dir_len, "Workbook");
	if (!book)
		book = entry(dir, dir_len, "Book");
	if (!book)
		return refuse(c, "file", "sheet.not_a_table");
	if (u32(book + 120) < u32(o.d + 56))
		return DONE;		/* in the mini stream: too small to hide anything */
	book = chain(&o, u32(book + 116), u32(book + 120), &len);
	wrong = workbook_records(ears, book, len);
	return wrong ? refuse(c, "file", wrong) : DONE;
}

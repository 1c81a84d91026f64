/* The other three forms of a list: workbook, text for spreadsheets, JSON for scripts.
 *
 * Rows come one by one out of the reader's snapshot and go into a file without a name; the
 * snapshot ends, and then the file is sent, so that a slow reader holds up nobody and a long
 * list takes no more memory than a short one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <cjson/cJSON.h>
#include <xlsxwriter.h>
#include "lib/inside_web.h"

enum { LEAVES = 40, SHEET_ROWS = 1048575 };	/* below the head; the format's limit */
enum { AGAIN_SECONDS = 10, ROOM_LEFT = 1 << 20 };

bool export_wanted(const struct req *r)
{
	const char *as = param(r, "as");

	return !strcmp(as, "xlsx") || !strcmp(as, "csv") || !strcmp(as, "json");
}

/* Whose file it is stands in its name, as rows that scripts read have no place for it. */
static const char *file_name(struct req *r, const struct table *t, const char *ending)
{
	const char *now = r->c->now;

	return textf(r->c, "%s_%.4s%.2s%.2s_%.2s%.2s_%s.%s", t->title, now, now + 5, now + 8, now + 11,
		     now + 14, r->http->s.login, ending);
}

/* 503, as when the database's disk is full: the same again works as soon as there is room. */
static _Noreturn void no_room(struct req *r)
{
	r->http->no_room = true;
	fault(r->c, "no room for a file in %s", conf("path.tmp", "/tmp"));
}

static void close_file(void *f)
{
	fclose(f);
}

/* The system forgets it with its last descriptor, whatever happens to us. */
static FILE *nameless(struct req *r)
{
	char *path = textf(r->c, "%s/loupan-XXXXXX", conf("path.tmp", "/tmp"));
	int fd = mkstemp(path);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w+b");

	if (fd >= 0)
		unlink(path);
	if (!f && (errno == ENOSPC || errno == EDQUOT))
		no_room(r);
	if (!f)
		fault(r->c, "no temporary file in %s", conf("path.tmp", "/tmp"));
	defer(r->c, close_file, f);
	return f;
}

static reply send_stream(struct req *r, FILE *f)
{
	if (fflush(f) || ferror(f))
		no_room(r);
	r->http->stream = f;
	return r->http->status = 200;
}

/* The next row, if the ones before went into the file. */
static const struct row *next_for(struct req *r, struct stream *rows, FILE *out)
{
	if (ferror(out))
		no_room(r);
	return stream_next(r->c, rows);
}

static void close_place(void *fd)
{
	close((int)(intptr_t)fd);
}

/* A long list keeps its worker for seconds.  So many workers of a program may be at one as
 * there are bytes to lock in a file; the system takes a lock back with the answer, or with the
 * process. */
static bool place_found(struct req *r)
{
	const char *path = textf(r->c, "%s/exports-%s", conf("path.tmp", "/tmp"), r->http->app->name);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		fault(r->c, "cannot open %s", path);
	defer(r->c, close_place, (void *)(intptr_t)fd);
	for (int64_t i = 0; i < conf_int("limits.exports", 1); i++) {
		struct flock place = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = i, .l_len = 1 };

		if (!fcntl(fd, F_SETLK, &place))
			return true;
	}
	return false;
}

/* ---- columns: what is the same for each row is found out once --------------------------------- */

struct leaf {
	const struct column *col;
	int at;				/* in the row */
	bool hundredths, plain;		/* fen and dm2; text that is shown as it is */
	bool words;			/* text that has a label */
	char word[40];			/* the last one, and its label */
	const char *label;
};
struct leaves { int n; struct leaf of[LEAVES]; };

static struct leaves *leaves_of(struct req *r, const struct table *t)
{
	struct leaves *all = alloc(r->c, sizeof *all);
	int at = 0;

	for (const struct column *col = t->l->columns; col->name; col++, at++) {
		struct leaf *f = &all->of[all->n];
		bool time = !strcmp(col->name, "at") || suffix_is(col->name, "_at") ||
			    suffix_is(col->name, "_until");

		if (!strcmp(col->name, "id"))
			continue;
		if (all->n++ == LEAVES)
			fault(r->c, "more than %d columns", LEAVES);
		*f = (struct leaf){ .col = col, .at = at };
		f->hundredths = suffix_is(col->name, "_fen") || suffix_is(col->name, "_dm2");
		f->words = is_state(col->name) || col->can & PICK;
		f->plain = !f->words && !time;
	}
	return all;
}

/* The text of a cell as on the page. */
static const char *leaf_text(struct req *r, const struct table *t, struct leaf *f,
			     const struct row *row)
{
	const char *s;
	size_t len;
	int64_t n;
	enum cell is = row_cell(row, f->at, &n, &s, &len);

	if (is == CELL_TEXT && f->plain)
		return s;
	if (is != CELL_TEXT || !f->words || len >= sizeof f->word)
		return column_text(r, t->l, f->col, row);
	if (!f->label || strcmp(f->word, s)) {
		const char *label = column_text(r, t->l, f->col, row);

		/* a label is the language file's and stays; a word without one is the row's */
		f->label = label == s ? NULL : label;
		memcpy(f->word, s, len + 1);
		return label;
	}
	return f->label;
}

/* ---- JSON: raw integers, masked personal data ------------------------------------------------- */

static void json_cell(struct req *r, cJSON *into, const struct row *row, int i)
{
	const char *name = row_name(row, i), *s;
	size_t len;
	int64_t n;
	enum cell is = row_cell(row, i, &n, &s, &len);

	if (is == CELL_NULL)
		cJSON_AddNullToObject(into, bare_name(r->c, name));
	else if (is == CELL_INT)
		cJSON_AddRawToObject(into, name, textf(r->c, "%lld", (long long)n));
	else
		cJSON_AddStringToObject(into, bare_name(r->c, name),
					is == CELL_TEXT ? s : cell_text(r, name, is, n, s, len));
}

static void drop_json(void *o)
{
	cJSON_Delete(o);
}

static void json_row(struct req *r, FILE *out, const struct row *row)
{
	cJSON *o = cJSON_CreateObject();
	char *text;

	defer(r->c, drop_json, o);
	for (int i = 0; i < row_count(row); i++)
		json_cell(r, o, row, i);
	text = cJSON_PrintUnformatted(o);
	if (!text)
		fault(r->c, "out of memory");
	fputs(text, out);
	free(text);
}

static reply as_json(struct req *r, const struct table *t)
{
	struct stream *rows = list_stream(r, t);
	const struct row *row;
	FILE *out = nameless(r);
	bool first = true;

	fputs("{\"rows\":[", out);
	while ((row = next_for(r, rows, out))) {
		struct mark m = arena_mark(r->c->arena);

		if (!first)
			fputc(',', out);
		first = false;
		json_row(r, out, row);
		arena_back(r->c->arena, m);
	}
	fprintf(out, "],\"total_count\":%lld,\"sums\":", (long long)t->total);
	json_row(r, out, t->sums);
	fputc('}', out);
	r->http->mime = "application/json; charset=utf-8";
	return send_stream(r, out);
}

/* ---- CSV ------------------------------------------------------------------------------------------ */

/* A cell that a spreadsheet would run as a formula is made text; some take full-width signs
 * for the plain ones. */
static bool formula(const char *s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };
	char *end;

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (!strncmp(s, wide[i], strlen(wide[i])))
			return true;
	if (!*s || !strchr("=+-@\t\r", *s))
		return false;
	strtod(s, &end);
	return *end != '\0';
}

static void csv_cell(FILE *out, const char *s, bool first)
{
	fputs(first ? "\"" : ",\"", out);
	if (formula(s))
		fputc('\'', out);
	while (*s) {
		size_t n = strcspn(s, "\"");

		fwrite(s, 1, n, out);
		s += n;
		if (*s == '"') {
			fputs("\"\"", out);
			s++;
		}
	}
	fputc('"', out);
}

/* Numbers as machines read them; the rest as people do. */
static const char *csv_text(struct req *r, const struct table *t, struct leaf *f,
			    const struct row *row)
{
	const char *s;
	size_t len;
	int64_t n;

	if (f->hundredths && row_cell(row, f->at, &n, &s, &len) == CELL_INT)
		return textf(r->c, "%s%lld.%02d", n < 0 ? "-" : "", llabs(n) / 100LL,
			     (int)(llabs(n) % 100));
	return leaf_text(r, t, f, row);
}

static reply as_csv(struct req *r, const struct table *t)
{
	struct stream *rows = list_stream(r, t);
	struct leaves *all = leaves_of(r, t);
	const struct row *row;
	FILE *out = nameless(r);

	fputs("\xEF\xBB\xBF", out);
	for (int i = 0; i < all->n; i++)
		csv_cell(out, column_label(r, t->l, all->of[i].col->name), !i);
	fputs("\r\n", out);
	while ((row = next_for(r, rows, out))) {
		struct mark m = arena_mark(r->c->arena);

		for (int i = 0; i < all->n; i++)
			csv_cell(out, csv_text(r, t, &all->of[i], row), !i);
		fputs("\r\n", out);
		arena_back(r->c->arena, m);
	}
	send_file(r, file_name(r, t, "csv"), "text/csv; charset=utf-8", "", 0);
	return send_stream(r, out);
}

/* ---- workbook -------------------------------------------------------------------------------------- */

struct book { lxw_workbook *wb; lxw_worksheet *ws; lxw_format *head, *number; };

static void drop_book(void *arg)
{
	struct book *b = arg;

	lxw_workbook_free(b->wb);	/* NULL once it was closed */
}

/* Who took it and when: at the foot of each printed page, and in the file's properties. */
static void watermark(struct req *r, struct book *b)
{
	const char *login = r->http->s.login;
	char *mark = textf(r->c, "%s %.16s", login, r->c->now);
	lxw_doc_properties is = { .author = textf(r->c, "%s", login), .comments = mark };

	workbook_set_properties(b->wb, &is);
	worksheet_set_footer(b->ws, textf(r->c, "&L%s&R&P / &N", mark));
}

static struct book *book_new(struct req *r, FILE *out)
{
	char *tmp = textf(r->c, "%s", conf("path.tmp", "/tmp"));
	lxw_workbook_options how = { .constant_memory = LXW_TRUE, .tmpdir = tmp };
	struct book *b = alloc(r->c, sizeof *b);

	b->wb = workbook_new_opt(textf(r->c, "/proc/self/fd/%d", fileno(out)), &how);
	if (!b->wb)
		fault(r->c, "no workbook");
	defer(r->c, drop_book, b);
	b->ws = workbook_add_worksheet(b->wb, NULL);
	b->head = workbook_add_format(b->wb);
	b->number = workbook_add_format(b->wb);
	if (!b->ws || !b->head || !b->number)
		fault(r->c, "no worksheet");
	watermark(r, b);
	format_set_bold(b->head);
	format_set_num_format(b->number, "#,##0.00");
	return b;
}

static void xlsx_cell(struct req *r, struct book *b, const struct table *t, struct leaf *f,
		      const struct row *row, lxw_row_t y, lxw_col_t x)
{
	const char *s;
	size_t len;
	int64_t n;
	enum cell is = row_cell(row, f->at, &n, &s, &len);

	if (is == CELL_INT)
		worksheet_write_number(b->ws, y, x, f->hundredths ? (double)n / 100 : (double)n,
				       f->hundredths ? b->number : NULL);
	else if (is != CELL_NULL)
		worksheet_write_string(b->ws, y, x, leaf_text(r, t, f, row), NULL);
}

static void xlsx_head(struct req *r, struct book *b, const struct table *t,
		      const struct leaves *all)
{
	for (int i = 0; i < all->n; i++)
		worksheet_write_string(b->ws, 0, (lxw_col_t)i,
				       column_label(r, t->l, all->of[i].col->name), b->head);
	worksheet_set_column(b->ws, 0, (lxw_col_t)all->n, 16, NULL);
	worksheet_freeze_panes(b->ws, 1, 0);
}

/* The rows lie in a file of the library's; closing the book copies them into another, and
 * whether that was written whole it does not look (1.1.4). */
static void room_for_copy(struct req *r, FILE *rows)
{
	struct statvfs disk;

	if (fflush(rows) || ferror(rows) || fstatvfs(fileno(rows), &disk) ||
	    (int64_t)(disk.f_bavail * disk.f_frsize) < ftello(rows) + ROOM_LEFT)
		no_room(r);
}

static reply as_xlsx(struct req *r, const struct table *t)
{
	struct stream *rows = list_stream(r, t);
	struct leaves *all = leaves_of(r, t);
	FILE *out = nameless(r);
	struct book *b = book_new(r, out);
	const struct row *row;
	lxw_workbook *wb = b->wb;

	xlsx_head(r, b, t, all);
	for (lxw_row_t y = 1; (row = next_for(r, rows, b->ws->optimize_tmpfile)); y++) {
		struct mark m = arena_mark(r->c->arena);

		for (int i = 0; i < all->n; i++)
			xlsx_cell(r, b, t, &all->of[i], row, y, (lxw_col_t)i);
		arena_back(r->c->arena, m);
	}
	room_for_copy(r, b->ws->optimize_tmpfile);
	b->wb = NULL;
	if (workbook_close(wb) != LXW_NO_ERROR)
		no_room(r);
	send_file(r, file_name(r, t, "xlsx"),
		  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "", 0);
	return send_stream(r, out);
}

reply export_table(struct req *r, const struct table *t)
{
	const char *as = param(r, "as");
	int64_t most = conf_int("limits.export_rows", 1000000);

	if (!strcmp(as, "xlsx") && most > SHEET_ROWS)
		most = SHEET_ROWS;
	if (t->total > most)
		return page_refused(r, 413, refuse_with(r->c, NULL, "list.too_long",
							textf(r->c, "%lld", (long long)most)));
	if (t->total > conf_int("limits.export_short", 10000) && !place_found(r)) {
		r->http->retry_after = AGAIN_SECONDS;
		return page_refused(r, 503, refuse_with(r->c, NULL, "list.busy",
							textf(r->c, "%d", AGAIN_SECONDS)));
	}
	if (!strcmp(as, "json"))
		return as_json(r, t);
	snprintf(r->http->exported, sizeof r->http->exported, "%s.%s %s", t->l->noun,
		 t->l->title ? t->l->title : "index", as);
	r->http->exported_count = t->total;
	return !strcmp(as, "csv") ? as_csv(r, t) : as_xlsx(r, t);
}

/* ---- the trail of what left the house (domain.md S8) -------------------------------------------- */

static refusal note(struct ctx *c, void *arg)
{
	struct http *h = arg;

	session_load(c, h);
	c->user_id = h->s.user_id;
	record(c, .noun = "list", .what = "list.exported", .about_id = h->s.user_id,
	       .reason = textf(c, "%s %lld", h->exported, (long long)h->exported_count));
	return DONE;
}

void export_note(struct ctx *c, struct http *h)
{
	struct tx t = { .write = true, .step = note, .arg = h };
	refusal no;

	if (*h->exported && h->status == 200 && !tx_attempt(c, &t, &no))
		log_line(c, "fault", "an export was not noted");
}

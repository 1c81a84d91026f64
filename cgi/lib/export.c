/* The other three forms of a list: workbook, text for spreadsheets, JSON for scripts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include <xlsxwriter.h>
#include "lib/inside_web.h"

bool export_wanted(const struct req *r)
{
	const char *as = param(r, "as");

	return !strcmp(as, "xlsx") || !strcmp(as, "csv") || !strcmp(as, "json");
}

static const char *file_name(struct req *r, const struct table *t, const char *ending)
{
	const char *now = r->c->now;

	return textf(r->c, "%s_%.4s%.2s%.2s_%.2s%.2s.%s", t->title, now, now + 5, now + 8, now + 11,
		     now + 14, ending);
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

static cJSON *json_row(struct req *r, const struct row *row)
{
	cJSON *o = cJSON_CreateObject();

	for (int i = 0; i < row_count(row); i++)
		json_cell(r, o, row, i);
	return o;
}

static reply as_json(struct req *r, const struct table *t)
{
	cJSON *all = cJSON_CreateObject(), *rows = cJSON_AddArrayToObject(all, "rows");
	char *text;

	for (const struct row *row = t->rows; row; row = row_next(row))
		cJSON_AddItemToArray(rows, json_row(r, row));
	cJSON_AddNumberToObject(all, "total_count", (double)t->total);
	cJSON_AddItemToObject(all, "sums", json_row(r, t->sums));
	text = cJSON_PrintUnformatted(all);
	cJSON_Delete(all);
	if (!text)
		fault(r->c, "out of memory");
	defer(r->c, free, text);
	return send_json(r, text);
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

static void csv_cell(struct text *out, const char *s, bool first)
{
	if (!first)
		text_add(out, ",");
	text_add(out, "\"");
	if (formula(s))
		text_add(out, "'");
	for (; *s; s++)
		text_add(out, *s == '"' ? "\"\"" : (char[2]){ *s });
	text_add(out, "\"");
}

/* Numbers as machines read them; the rest as people do. */
static const char *csv_text(struct req *r, const struct table *t, const struct column *col,
			    const struct row *row)
{
	bool hundredth = suffix_is(col->name, "_fen") || suffix_is(col->name, "_dm2");

	for (int i = 0; hundredth && i < row_count(row); i++) {
		const char *s;
		size_t len;
		int64_t n;

		if (!strcmp(row_name(row, i), col->name) &&
		    row_cell(row, i, &n, &s, &len) == CELL_INT)
			return textf(r->c, "%s%lld.%02d", n < 0 ? "-" : "", llabs(n) / 100LL,
				     (int)(llabs(n) % 100));
	}
	return column_text(r, t->l, col, row);
}

static bool in_file(const struct column *col)
{
	return strcmp(col->name, "id") != 0;
}

static reply as_csv(struct req *r, const struct table *t)
{
	struct text out = { .c = r->c };
	bool first = true;

	text_add(&out, "\xEF\xBB\xBF");
	for (const struct column *col = t->l->columns; col->name; col++) {
		if (!in_file(col))
			continue;
		csv_cell(&out, column_label(r, t->l, col->name), first);
		first = false;
	}
	text_add(&out, "\r\n");
	for (const struct row *row = t->rows; row; row = row_next(row)) {
		first = true;
		for (const struct column *col = t->l->columns; col->name; col++) {
			if (!in_file(col))
				continue;
			csv_cell(&out, csv_text(r, t, col, row), first);
			first = false;
		}
		text_add(&out, "\r\n");
	}
	return send_file(r, file_name(r, t, "csv"), "text/csv; charset=utf-8", out.s, out.n);
}

/* ---- workbook -------------------------------------------------------------------------------------- */

struct book { lxw_workbook *wb; lxw_worksheet *ws; lxw_format *head, *number, *day; };

static void xlsx_cell(struct req *r, struct book *b, const struct table *t,
		      const struct column *col, const struct row *row, lxw_row_t y, lxw_col_t x)
{
	bool hundredths = suffix_is(col->name, "_fen") || suffix_is(col->name, "_dm2");

	for (int i = 0; i < row_count(row); i++) {
		const char *s;
		size_t len;
		int64_t n;
		enum cell is;

		if (strcmp(row_name(row, i), col->name))
			continue;
		is = row_cell(row, i, &n, &s, &len);
		if (is == CELL_INT)
			worksheet_write_number(b->ws, y, x, hundredths ? (double)n / 100 : (double)n,
					       hundredths ? b->number : NULL);
		else if (is != CELL_NULL)
			worksheet_write_string(b->ws, y, x, column_text(r, t->l, col, row), NULL);
		return;
	}
}

static void xlsx_row(struct req *r, struct book *b, const struct table *t, const struct row *row,
		     lxw_row_t y)
{
	lxw_col_t x = 0;

	for (const struct column *col = t->l->columns; col->name; col++)
		if (in_file(col))
			xlsx_cell(r, b, t, col, row, y, x++);
}

static void xlsx_head(struct req *r, struct book *b, const struct table *t)
{
	lxw_col_t x = 0;

	for (const struct column *col = t->l->columns; col->name; col++)
		if (in_file(col))
			worksheet_write_string(b->ws, 0, x++, column_label(r, t->l, col->name), b->head);
	worksheet_set_column(b->ws, 0, x, 16, NULL);
	worksheet_freeze_panes(b->ws, 1, 0);
}

static void close_file(void *f)
{
	fclose(f);
}

static reply as_xlsx(struct req *r, const struct table *t)
{
	char path[] = "/tmp/loupan-sheet-XXXXXX";
	int fd = mkstemp(path);
	lxw_workbook_options how = { .constant_memory = LXW_TRUE };
	struct book b = { 0 };
	lxw_row_t y = 1;
	FILE *f;

	if (fd < 0 || !(f = fdopen(fd, "rb")))
		fault(r->c, "no temporary file");
	b.wb = workbook_new_opt(path, &how);
	b.ws = workbook_add_worksheet(b.wb, NULL);
	b.head = workbook_add_format(b.wb);
	format_set_bold(b.head);
	b.number = workbook_add_format(b.wb);
	format_set_num_format(b.number, "#,##0.00");
	xlsx_head(r, &b, t);
	for (const struct row *row = t->rows; row; row = row_next(row))
		xlsx_row(r, &b, t, row, y++);
	if (workbook_close(b.wb) != LXW_NO_ERROR)
		log_line(r->c, "fault", "a workbook could not be written");
	fclose(f);
	f = fopen(path, "rb");
	remove(path);
	if (!f)
		fault(r->c, "the workbook is gone");
	defer(r->c, close_file, f);
	r->http->stream = f;
	return send_file(r, file_name(r, t, "xlsx"),
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "", 0);
}

reply export_table(struct req *r, const struct table *t)
{
	const char *as = param(r, "as");

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

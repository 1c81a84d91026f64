/* The flash report for scripts and for spreadsheets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cjson/cJSON.h>
#include <xlsxwriter.h>
#include "portal/pages.h"

static const char *const span_name[] = { "day", "mtd", "qtd", "ytd" };

bool stock_line(const struct flash *f, int i, const char **code, enum measure *is, int64_t *n)
{
	static const struct { const char *code; enum stock part, whole; } ratios[] = {
		{ "sell_through_units_ppm", SOLD_UNITS, RELEASED_UNITS },
		{ "sell_through_area_ppm", SOLD_AREA, RELEASED_AREA },
	};

	if (i < STOCKS) {
		*code = stocks[i].code;
		*is = stocks[i].is;
		*n = f->stock[i];
		return true;
	}
	i -= STOCKS;
	if (i >= (int)(sizeof ratios / sizeof *ratios))
		return false;
	*code = ratios[i].code;
	*is = COUNT;
	if (!flash_ratio(f->stock[ratios[i].part], f->stock[ratios[i].whole], n))
		*n = INT64_MIN;
	return true;
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void number(struct ctx *c, cJSON *into, const char *code, int64_t n)
{
	cJSON_AddRawToObject(into, code, textf(c, "%lld", (long long)n));
}

static void ratio(struct ctx *c, cJSON *into, const char *code, bool there, int64_t ppm)
{
	if (there)
		number(c, into, code, ppm);
	else
		cJSON_AddNullToObject(into, code);
}

static void json_aims(struct ctx *c, cJSON *into, const struct flash *f, enum span s)
{
	static const struct { const char *target, *done; enum flow flow; } aim[AIMS] = {
		{ "contract_target", "contract_completion_ppm", CONTRACT_NET_AMT },
		{ "collect_target", "collect_completion_ppm", COLLECT },
	};

	for (int a = 0; a < AIMS && s != DAY; a++) {
		int64_t ppm = 0;
		bool there = flash_ratio(f->flow[aim[a].flow][s], f->target[a][s], &ppm);

		ratio(c, into, aim[a].target, f->target[a][s] > 0, f->target[a][s]);
		ratio(c, into, aim[a].done, there, ppm);
	}
}

/* 同比 and 环比 of every flow, in ppm. */
static void json_growth(struct ctx *c, cJSON *into, const struct flash *f)
{
	cJSON *yoy = cJSON_AddObjectToObject(into, "mtd_yoy_ppm");
	cJSON *year = cJSON_AddObjectToObject(into, "ytd_yoy_ppm");
	cJSON *mom = cJSON_AddObjectToObject(into, "mtd_mom_ppm");

	for (int i = 0; i < FLOWS; i++) {
		int64_t ppm = 0;
		bool there = flash_growth(f->flow[i][MTD], f->last_year[i][MTD], &ppm);

		ratio(c, yoy, flows[i].code, there, ppm);
		there = flash_growth(f->flow[i][YTD], f->last_year[i][YTD], &ppm);
		ratio(c, year, flows[i].code, there, ppm);
		there = flash_growth(f->flow[i][MTD], f->last_month[i], &ppm);
		ratio(c, mom, flows[i].code, there, ppm);
	}
}

static void json_project(struct ctx *c, cJSON *into, const struct flash *f, bool today)
{
	const char *code;
	enum measure is;
	int64_t n;

	for (int s = 0; s < SPANS; s++) {
		cJSON *span = cJSON_AddObjectToObject(into, span_name[s]);

		for (int i = 0; i < FLOWS; i++)
			number(c, span, flows[i].code, f->flow[i][s]);
		json_aims(c, span, f, s);
	}
	json_growth(c, into, f);
	cJSON_AddBoolToObject(into, "closed", f->closed);
	if (!today)
		return;
	into = cJSON_AddObjectToObject(into, "stock");
	for (int i = 0; stock_line(f, i, &code, &is, &n); i++)
		ratio(c, into, code, n != INT64_MIN, n);
}

reply flash_json(struct req *r, const struct report *f)
{
	cJSON *all = cJSON_CreateObject(), *projects;
	char *text;

	cJSON_AddStringToObject(all, "on", date_text(r->c, f->on));
	cJSON_AddStringToObject(all, "as_of", r->c->now);
	projects = cJSON_AddObjectToObject(all, "projects");
	for (int i = 0; i < f->n; i++)
		json_project(r->c, cJSON_AddObjectToObject(projects, f->of[i].code), &f->of[i], f->today);
	json_project(r->c, cJSON_AddObjectToObject(all, "total"), &f->sum, f->today);
	text = cJSON_PrintUnformatted(all);
	cJSON_Delete(all);
	if (!text)
		fault(r->c, "out of memory");
	defer(r->c, free, text);
	return send_json(r, text);
}

/* ---- tables: a row a figure, and the projects of the report one after the other ------------- */

/* Where a cell goes: text, or a number with two decimals when it is hundredths. */
struct sink {
	struct req *r;
	void (*text)(struct sink *s, const char *text);
	void (*number)(struct sink *s, int64_t n, bool hundredths);
	void (*line)(struct sink *s);
	lxw_worksheet *ws;
	lxw_format *decimals;
	lxw_row_t y;
	lxw_col_t x;
	FILE *out;
};

static const char *figure_label(struct req *r, const char *code)
{
	return label(r, textf(r->c, "L.flash.figure_of.%s", code));
}

static void say_flow(struct sink *s, const struct flash *f, int flow)
{
	s->text(s, f->name);
	s->text(s, figure_label(s->r, flows[flow].code));
	for (int k = 0; k < SPANS; k++)
		s->number(s, f->flow[flow][k], flows[flow].is != COUNT);
	s->line(s);
}

static void say_project(struct sink *s, const struct flash *f, bool today)
{
	const char *code;
	enum measure is;
	int64_t n;

	for (int i = 0; i < FLOWS; i++)
		say_flow(s, f, i);
	for (int i = 0; today && stock_line(f, i, &code, &is, &n); i++) {
		s->text(s, f->name);
		s->text(s, figure_label(s->r, code));
		if (n == INT64_MIN)
			s->text(s, "—");
		else
			s->number(s, n, is != COUNT);
		s->line(s);
	}
}

static void say_all(struct sink *s, const struct report *f)
{
	struct flash sum = f->sum;

	s->text(s, label(s->r, "L.flash.project"));
	s->text(s, label(s->r, "L.flash.figure"));
	for (int k = 0; k < SPANS; k++)
		s->text(s, label(s->r, textf(s->r->c, "L.flash.%s", span_name[k])));
	s->line(s);
	for (int i = 0; i < f->n; i++)
		say_project(s, &f->of[i], f->today);
	sum.name = label(s->r, "L.flash.total");
	if (f->n > 1)
		say_project(s, &sum, f->today);
}

static const char *file_name(struct req *r, const struct report *f, const char *ending)
{
	return textf(r->c, "%s_%s_%.2s%.2s.%s", label(r, "L.flash.title"), date_text(r->c, f->on),
		     r->c->now + 11, r->c->now + 14, ending);
}

static void csv_text(struct sink *s, const char *text)
{
	fprintf(s->out, "%s\"", s->x++ ? "," : "");
	for (; *text; text++)
		fprintf(s->out, *text == '"' ? "\"\"" : "%c", *text);
	fputc('"', s->out);
}

static void csv_number(struct sink *s, int64_t n, bool hundredths)
{
	int64_t whole = n < 0 ? -n : n;

	if (hundredths)
		fprintf(s->out, "%s%s%lld.%02lld", s->x++ ? "," : "", n < 0 ? "-" : "",
			(long long)(whole / 100), (long long)(whole % 100));
	else
		fprintf(s->out, "%s%lld", s->x++ ? "," : "", (long long)n);
}

static void csv_line(struct sink *s)
{
	fputs("\r\n", s->out);
	s->x = 0;
}

reply flash_csv(struct req *r, const struct report *f)
{
	struct sink s = { .r = r, .text = csv_text, .number = csv_number, .line = csv_line };
	char *text = NULL;
	size_t n;

	s.out = open_memstream(&text, &n);
	if (!s.out)
		fault(r->c, "out of memory");
	fputs("\xEF\xBB\xBF", s.out);
	say_all(&s, f);
	fclose(s.out);
	defer(r->c, free, text);
	return send_file(r, file_name(r, f, "csv"), "text/csv; charset=utf-8", text, n);
}

static void sheet_text(struct sink *s, const char *text)
{
	worksheet_write_string(s->ws, s->y, s->x++, text, NULL);
}

static void sheet_number(struct sink *s, int64_t n, bool hundredths)
{
	worksheet_write_number(s->ws, s->y, s->x++, hundredths ? (double)n / 100 : (double)n,
			       hundredths ? s->decimals : NULL);
}

static void sheet_line(struct sink *s)
{
	s->y++;
	s->x = 0;
}

/* The workbook as it came from the library; it can only write files. */
static const void *taken(struct ctx *c, const char *path, size_t *n)
{
	FILE *in = fopen(path, "rb");
	char *out;
	long size;

	if (!in || fseek(in, 0, SEEK_END) || (size = ftell(in)) < 0)
		fault(c, "the workbook is gone");
	rewind(in);
	out = alloc(c, (size_t)size + 1);
	*n = fread(out, 1, (size_t)size, in);
	fclose(in);
	return out;
}

static void drop_file(void *path)
{
	remove(path);
}

reply flash_xlsx(struct req *r, const struct report *f)
{
	struct sink s = { .r = r, .text = sheet_text, .number = sheet_number, .line = sheet_line };
	char *tmp = textf(r->c, "%s", conf("path.tmp", "/tmp"));
	char *path = textf(r->c, "%s/loupan-flash-XXXXXX", tmp);
	lxw_workbook_options how = { .tmpdir = tmp };
	int fd = mkstemp(path);
	const void *data;
	lxw_workbook *wb;
	size_t n;

	if (fd < 0)
		fault(r->c, "no temporary file in %s", tmp);
	close(fd);
	defer(r->c, drop_file, path);
	wb = workbook_new_opt(path, &how);
	s.ws = workbook_add_worksheet(wb, NULL);
	s.decimals = workbook_add_format(wb);
	format_set_num_format(s.decimals, "#,##0.00");
	say_all(&s, f);
	worksheet_set_column(s.ws, 0, 5, 18, NULL);
	worksheet_freeze_panes(s.ws, 1, 2);
	if (workbook_close(wb) != LXW_NO_ERROR)
		fault(r->c, "the workbook could not be made");
	data = taken(r->c, path, &n);
	return send_file(r, file_name(r, f, "xlsx"),
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data, n);
}

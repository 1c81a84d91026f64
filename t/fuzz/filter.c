/* Filters, order and page of a list: what is typed is bound, and never in the statement. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

static const struct list list = {
	.noun = "slip", .from = "slip s", .project = NULL, .order = "s.id DESC",
	.open = "/finance/slips/%", .columns = (const struct column[]){
		{ "id", "s.id", 0 },
		{ "slip_no", "s.slip_no", FIND | SORT },
		{ "state", "s.state", PICK | SORT },
		{ "amount_fen", "s.amount_fen", RANGE | SORT | SUM },
		{ "gross_dm2", "s.gross_dm2", RANGE },
		{ "paid_on", "s.paid_on", RANGE | SORT },
		{ "entered_at", "s.entered_at", RANGE },
		{ "line_count", "s.line_count", RANGE },
		{ 0 } },
};

static void statement_must_hold(struct ctx *c, const char *sql, const struct val *v, int n)
{
	int holes = 0;

	(void)c;
	must(!strpbrk(sql, "'\"\\;#") && !strstr(sql, "--") && !strstr(sql, "/*"));
	for (const char *s = sql; *s; s++) {
		must((unsigned char)*s < 0x80);
		holes += *s == '?';
	}
	must(holes == n);
	for (int i = 0; i < n; i++)
		must(v[i].is != V_TEXT || v[i].s);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	struct req *r = fresh_request(c);
	struct table t = { .l = &list, .page = 1 };
	char *env[] = { textf(c, "QUERY_STRING=%s", text_of(c, data, size)), NULL };

	fuzz_statement = statement_must_hold;
	http_parse(c, r->http, env, "", 0);
	if (r->http->bad)
		return;
	list_rows(r, &t, 50);
}

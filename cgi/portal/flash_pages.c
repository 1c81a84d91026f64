#include <stdlib.h>
#include <string.h>
#include "portal/pages.h"

/* ---- which projects, which day --------------------------------------------------------------- */

static bool listed(const char *ids, rowid id)
{
	while (*ids) {
		if (strtoll(ids, NULL, 10) == id)
			return true;
		ids += strcspn(ids, ",");
		ids += *ids == ',';
	}
	return false;
}

/* Some of his projects: "in_3=1&in_17=1". */
static const char *some_of(struct req *r, const char *all)
{
	const char *some = "", *at = all;

	while (*at) {
		rowid id = strtoll(at, NULL, 10);

		if (*param(r, textf(r->c, "in_%lld", (long long)id)))
			some = textf(r->c, "%s%s%lld", some, *some ? "," : "", (long long)id);
		at += strcspn(at, ",");
		at += *at == ',';
	}
	return some;
}

static const char *some_query(struct ctx *c, const char *ids)
{
	const char *query = "";

	while (*ids) {
		query = textf(c, "%s&in_%lld=1", query, (long long)strtoll(ids, NULL, 10));
		ids += strcspn(ids, ",");
		ids += *ids == ',';
	}
	return query;
}

/* One, some, all.  False: not his.  A list of another area cannot be tied to some, nor to
 * all where the bar has chosen one. */
static bool choose_projects(struct req *r, struct report *f)
{
	const char *asked = param(r, "project_id"), *all = scope_ids(r), *some = some_of(r, all);
	rowid one = strcmp(asked, "all") && !*some ? req_project(r) : 0;

	if (*asked && strcmp(asked, "all") && (!one || !listed(all, one)))
		return false;
	f->ids = *some ? some : all;
	f->link = "";
	f->query = "";
	if (one) {
		f->ids = textf(r->c, "%lld", (long long)one);
		f->link = f->query = textf(r->c, "&project_id=%s", f->ids);
	} else if (*some) {
		f->link = NULL;
		f->query = some_query(r->c, some);
	} else if (*asked) {
		f->link = NULL;
		f->query = "&project_id=all";
	}
	return true;
}

static bool read_report(struct req *r, struct report *f)
{
	if (!choose_projects(r, f))
		return false;
	if (!date_parse(param(r, "on"), &f->on) || f->on.day > r->c->today.day)
		f->on = r->c->today;
	f->today = f->on.day == r->c->today.day;
	f->of = flash_read(r->c, f->ids, f->on, &f->n, *param(r, "as") ? NULL : f->trend);
	f->sum = flash_sum(f->of, f->n);
	return true;
}

/* ---- what a figure leads to ---------------------------------------------------------------------- */

static bool may_open(struct req *r, const char *list)
{
	static const struct { const char *list, *right; } doors[] = {
		{ "/portal/events", "flash.read" }, { "/finance/lines", "slip.read" },
		{ "/finance/arrears", "slip.read" }, { "/sales/deals", "deal.read" },
		{ "/sales/pre_registrations", "registration.read" }, { "/sales/units", "unit.read" },
	};

	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
		if (!strcmp(doors[i].list, list))
			return may(r, doors[i].right);
	return false;
}

static const char *flow_url(struct req *r, const struct report *f, enum flow flow, enum span span)
{
	const struct figure *g = &flows[flow];
	const char *tie = f->link;

	/* our own list knows all of them by word */
	if (!tie && !strcmp(f->query, "&project_id=all") && !strcmp(g->list, "/portal/events"))
		tie = f->query;
	if (!tie || !may_open(r, g->list))
		return "";
	return textf(r->c, "%s?%s&count_on_from=%s&count_on_to=%s%s", g->list, g->query,
		     date_text(r->c, span_begins(f->on, span)), date_text(r->c, f->on), tie);
}

static const char *stock_url(struct req *r, const struct report *f, const struct figure *g)
{
	const char *until = "";

	if (!g->list || !f->link || !may_open(r, g->list))
		return "";
	if (*g->query && g->query[strlen(g->query) - 1] == '=')
		until = date_text(r->c, date_add(f->on, -1));
	return textf(r->c, "%s?%s%s%s", g->list, g->query, until,
		     *g->query ? f->link : *f->link ? f->link + 1 : "");
}

/* ---- the page ---------------------------------------------------------------------------------------- */

static void offer_aim(struct req *r, const struct report *f, struct node *at, enum aim aim,
		      int64_t done)
{
	int64_t target = f->sum.target[aim][MTD], ppm;

	if (!flash_ratio(done, target, &ppm))
		return;
	node_text(r, at, "target", money_text(r->c, FEN(target)));
	node_text(r, at, "completion", percent_text(r->c, ppm));
}

static const char *growth_text(struct ctx *c, int64_t now, int64_t before)
{
	int64_t ppm;

	return flash_growth(now, before, &ppm) ? percent_text(c, ppm) : "—";
}

static void offer_flow(struct req *r, const struct report *f, enum flow flow)
{
	static const char *const span_name[] = { "day", "mtd", "qtd", "ytd" };
	const char *const unit[] = { "", label(r, "L.flash.yuan"), "㎡" };
	const struct figure *g = &flows[flow];
	struct node *at = page_piece(r, "Flash.rows", "portal/flash_row");

	node_text(r, at, "code", g->code);
	node_text(r, at, "label", label(r, textf(r->c, "L.flash.figure_of.%s", g->code)));
	node_text(r, at, "unit", unit[g->is]);
	if (g->group)
		node_text(r, at, "group", label(r, textf(r->c, "L.flash.group.%s", g->group)));
	for (int s = 0; s < SPANS; s++) {
		node_text(r, at, span_name[s], figure_text(r->c, g->is, f->sum.flow[flow][s]));
		node_text(r, at, textf(r->c, "%s_url", span_name[s]), flow_url(r, f, flow, s));
	}
	node_text(r, at, "yoy", growth_text(r->c, f->sum.flow[flow][MTD], f->sum.last_year[flow][MTD]));
	node_text(r, at, "yoy_year",
		   growth_text(r->c, f->sum.flow[flow][YTD], f->sum.last_year[flow][YTD]));
	node_text(r, at, "mom", growth_text(r->c, f->sum.flow[flow][MTD], f->sum.last_month[flow]));
	node_text(r, at, "target", "—");
	node_text(r, at, "completion", "—");
	if (flow == CONTRACT_NET_AMT)
		offer_aim(r, f, at, AIM_CONTRACT, f->sum.flow[flow][MTD]);
	if (flow == COLLECT)
		offer_aim(r, f, at, AIM_COLLECT, f->sum.flow[flow][MTD]);
}

static const struct figure *stock_figure(const char *code)
{
	static const struct figure none = { "", COUNT, NULL, NULL, NULL };

	for (int i = 0; i < STOCKS; i++)
		if (!strcmp(stocks[i].code, code))
			return &stocks[i];
	return &none;
}

static void offer_stock(struct req *r, const struct report *f)
{
	const char *code;
	enum measure is;
	int64_t n;

	for (int i = 0; stock_line(&f->sum, i, &code, &is, &n); i++) {
		struct node *at = page_piece(r, "Flash.stock", "portal/flash_stock");
		const char *text = "—";
		size_t len = strlen(code);

		if (f->today && n != INT64_MIN)
			text = len > 4 && !strcmp(code + len - 4, "_ppm") ? percent_text(r->c, n)
									  : figure_text(r->c, is, n);
		node_text(r, at, "code", code);
		node_text(r, at, "label", label(r, textf(r->c, "L.flash.figure_of.%s", code)));
		node_text(r, at, "value", text);
		node_text(r, at, "unit", is == MONEY ? label(r, "L.flash.yuan") : "");
		node_text(r, at, "url", f->today ? stock_url(r, f, stock_figure(code)) : "");
	}
}

static void offer_kpi(struct req *r, const struct report *f, int n, enum flow flow, bool wan,
		      const char *note)
{
	struct node *at = page_nth(r, "Flash.kpis", n);
	int64_t v = f->sum.flow[flow][DAY];

	node_text(r, at, "label", label(r, textf(r->c, "L.flash.kpi.%s", flows[flow].code)));
	node_text(r, at, "value", wan ? wan_text(r->c, v) : number_text(r->c, v));
	node_text(r, at, "unit", wan ? label(r, "L.flash.wan") : "");
	node_text(r, at, "note", note);
	node_text(r, at, "url", flow_url(r, f, flow, DAY));
}

static void offer_kpis(struct req *r, const struct report *f)
{
	const int64_t (*v)[SPANS] = f->sum.flow;
	int64_t aim = f->sum.target[AIM_COLLECT][MTD], ppm;

	offer_kpi(r, f, 0, VISITS, false, said(r, "L.flash.first_of", number_text(r->c, v[FIRST_VISITS][DAY])));
	offer_kpi(r, f, 1, CALLS, false, said(r, "L.flash.new_of", number_text(r->c, v[NEW_CALLS][DAY])));
	offer_kpi(r, f, 2, SUB_NEW, false, said(r, "L.flash.amount_of", wan_text(r->c, v[SUB_NEW_AMT][DAY])));
	offer_kpi(r, f, 3, CONTRACT_NEW, false,
		  said(r, "L.flash.amount_of", wan_text(r->c, v[CONTRACT_NEW_AMT][DAY])));
	offer_kpi(r, f, 4, COLLECT, true, "");
	if (flash_ratio(v[COLLECT][MTD], aim, &ppm)) {
		page_text(r, "Flash.kpis.4.note", said(r, "L.flash.month_of", percent_text(r->c, ppm)));
		page_int(r, "Flash.kpis.4.at", ppm < 0 ? 0 : ppm > 1000000 ? 1000000 : ppm);
		page_int(r, "Flash.kpis.4.max", 1000000);
	}
	offer_kpi(r, f, 5, PREREG_NEW, false,
		  said(r, "L.flash.withdrawn_of", number_text(r->c, v[PREREG_WITHDRAWN][DAY])));
}

static void offer_decision(struct req *r, const struct report *f, int *n, enum stock stock,
			   const char *word, const char *fact)
{
	const char *url = stock_url(r, f, &stocks[stock]);
	struct node *at;

	if (!f->today || !f->sum.stock[stock] || !*url)
		return;
	at = page_nth(r, "Flash.waiting", (*n)++);
	node_text(r, at, "tag", label(r, textf(r->c, "L.flash.wait.%s.tag", word)));
	node_text(r, at, "tag_kind", "r");
	node_text(r, at, "title", said(r, textf(r->c, "L.flash.wait.%s.title", word), fact));
	node_text(r, at, "action", label(r, textf(r->c, "L.flash.wait.%s.action", word)));
	node_text(r, at, "url", url);
}

static void offer_project(struct req *r, const struct report *f, struct node *at, const struct flash *p)
{
	int64_t ppm;

	node_text(r, at, "visits", number_text(r->c, p->flow[VISITS][DAY]));
	node_text(r, at, "sub", number_text(r->c, p->flow[SUB_NEW][DAY]));
	node_text(r, at, "sub_amt", wan_text(r->c, p->flow[SUB_NEW_AMT][DAY]));
	node_text(r, at, "sign_amt", wan_text(r->c, p->flow[CONTRACT_NEW_AMT][DAY]));
	node_text(r, at, "collect", wan_text(r->c, p->flow[COLLECT][DAY]));
	node_text(r, at, "completion", flash_ratio(p->flow[CONTRACT_NET_AMT][MTD],
		p->target[AIM_CONTRACT][MTD], &ppm) ? percent_text(r->c, ppm) : "—");
	node_text(r, at, "sell_through", f->today && flash_ratio(p->stock[SOLD_UNITS],
		p->stock[RELEASED_UNITS], &ppm) ? percent_text(r->c, ppm) : "—");
}

static void offer_projects(struct req *r, const struct report *f)
{
	for (int i = 0; f->n > 1 && i < f->n; i++) {
		struct node *at = page_nth(r, "Flash.projects", i);

		node_text(r, at, "name", f->of[i].name);
		node_text(r, at, "url", textf(r->c, "/portal/flash?on=%s&project_id=%lld",
			date_text(r->c, f->on), (long long)f->of[i].project_id));
		offer_project(r, f, at, &f->of[i]);
	}
	offer_project(r, f, page_node(r, "Flash.total"), &f->sum);
}

static const char *self(struct req *r, const struct report *f, date on)
{
	return textf(r->c, "/portal/flash?on=%s%s", date_text(r->c, on), f->query);
}

static void offer_head(struct req *r, const struct report *f)
{
	const char *here = self(r, f, f->on);

	page_text(r, "Flash.on", date_text(r->c, f->on));
	page_text(r, "Flash.weekday", label(r, textf(r->c, "L.home.weekday.%d", (f->on.day + 4) % 7)));
	page_text(r, "Flash.as_of", textf(r->c, "%.16s", r->c->now));
	page_text(r, "Flash.self", here);
	page_text(r, "Flash.prev", self(r, f, date_add(f->on, -1)));
	if (!f->today) {
		page_text(r, "Flash.next", self(r, f, date_add(f->on, 1)));
		page_text(r, "Flash.today", self(r, f, r->c->today));
	}
	page_flag(r, "Flash.closed", f->sum.closed);
	if (f->today && f->n == 1)
		page_text(r, "Flash.live", textf(r->c, "/events/flash-%lld",
						 (long long)f->of[0].project_id));
	page_text(r, "Flash.exports.xlsx", textf(r->c, "%s&as=xlsx", here));
	page_text(r, "Flash.exports.csv", textf(r->c, "%s&as=csv", here));
	page_text(r, "Flash.exports.json", textf(r->c, "%s&as=json", here));
}

static void offer_pick(struct req *r, const struct report *f)
{
	const struct row *p = projects_seen(r);

	page_rows(r, "Flash.pick", p);
	for (int n = 0; p; p = row_next(p), n++)
		page_flag(r, textf(r->c, "Flash.pick.%d.selected", n),
			  f->n == 1 && row_id(p, "id") == f->of[0].project_id);
}

static void offer_trend(struct req *r, const struct report *f)
{
	const struct trend *days = f->trend;

	for (int i = 0; i < TREND_DAYS; i++) {
		struct node *at = page_piece(r, "Flash.trend", "portal/flash_day");

		node_text(r, at, "on", date_text(r->c, days[i].on));
		node_text(r, at, "visits", textf(r->c, "%lld", (long long)days[i].visits));
		node_text(r, at, "sub", textf(r->c, "%lld", (long long)days[i].sub));
	}
}

reply flash_show(struct req *r)
{
	const char *as = param(r, "as");
	struct report f = { 0 };
	int n = 0;

	if (page_again(r))
		return 200;
	if (!read_report(r, &f))
		return not_found(r);
	if (!strcmp(as, "json"))
		return flash_json(r, &f);
	if (!strcmp(as, "csv"))
		return flash_csv(r, &f);
	if (!strcmp(as, "xlsx"))
		return flash_xlsx(r, &f);
	offer_head(r, &f);
	offer_pick(r, &f);
	offer_kpis(r, &f);
	offer_decision(r, &f, &n, SIGN_OVERDUE, "sign",
		       number_text(r->c, f.sum.stock[SIGN_OVERDUE]));
	offer_decision(r, &f, &n, ARREARS, "arrears", money_text(r->c, FEN(f.sum.stock[ARREARS])));
	for (int i = 0; i < FLOWS; i++)
		offer_flow(r, &f, i);
	offer_stock(r, &f);
	offer_trend(r, &f);
	offer_projects(r, &f);
	return page_show(r, "portal/flash");
}

#include <stdlib.h>
#include <string.h>
#include "portal/home.h"

/* ---- the worklist ----------------------------------------------------------------------- */

static int by_due(const void *a, const void *b)
{
	const struct work *x = a, *y = b;

	return strcmp(x->due, y->due);
}

static date day_of(struct ctx *c, const char *moment)
{
	date d;

	return date_parse(textf(c, "%.10s", moment), &d) ? d : c->today;
}

static int minutes_of(const char *moment)
{
	return strlen(moment) < 16 ? 0 : (int)strtol(moment + 11, NULL, 10) * 60 +
					 (int)strtol(moment + 14, NULL, 10);
}

/* "逾期 2 天", "剩 12 分", "今天", "11-26"; what has no limit says how long it waits. */
static const char *tag_of(struct req *r, const struct work *w, const char **kind)
{
	struct ctx *c = r->c;
	int days = day_of(c, w->due).day - c->today.day;
	int minutes = days * 1440 + minutes_of(w->due) - minutes_of(c->now);

	*kind = days < 0 ? "r" : days == 0 ? "w" : "n";
	if (w->since) {
		*kind = days < -1 ? "r" : days < 0 ? "w" : "n";
		return days < 0 ? said(r, "L.home.waits_days", textf(c, "%d", -days))
				: label(r, "L.home.today");
	}
	if (days < 0)
		return said(r, "L.home.late_days", textf(c, "%d", -days));
	if (strlen(w->due) > 10 && minutes < 60)
		return said(r, "L.home.minutes_left", textf(c, "%d", minutes < 0 ? 0 : minutes));
	if (days == 0)
		return strlen(w->due) > 10 ? textf(c, "%.5s", w->due + 11) : label(r, "L.home.today");
	return textf(c, "%.5s", w->due + 5);
}

static void offer_pile(struct req *r, const char *name, struct pile *p)
{
	qsort(p->of, (size_t)p->n, sizeof *p->of, by_due);
	for (int i = 0; i < p->n; i++) {
		const struct work *w = &p->of[i];
		const char *at = textf(r->c, "Home.%s.%d", name, i), *kind;

		page_text(r, textf(r->c, "%s.tag", at), tag_of(r, w, &kind));
		page_text(r, textf(r->c, "%s.tag_kind", at), kind);
		page_text(r, textf(r->c, "%s.title", at),
			  said(r, textf(r->c, "L.home.work.%s.title", w->word), w->name));
		page_text(r, textf(r->c, "%s.action", at),
			  label(r, textf(r->c, "L.home.work.%s.action", w->word)));
		page_text(r, textf(r->c, "%s.detail", at), w->detail);
		page_text(r, textf(r->c, "%s.url", at), w->url);
	}
}

/* ---- my month ----------------------------------------------------------------------------- */

static void offer_month(struct req *r, int n, const char *word, const char *value, const char *unit)
{
	const char *at = textf(r->c, "Home.month.%d", n);

	page_text(r, textf(r->c, "%s.label", at), label(r, textf(r->c, "L.home.my.%s", word)));
	page_text(r, textf(r->c, "%s.value", at), value);
	page_text(r, textf(r->c, "%s.unit", at), label(r, textf(r->c, "L.home.unit.%s", unit)));
}

static void offer_aim(struct req *r, int n, int64_t done, int64_t target)
{
	const char *at = textf(r->c, "Home.month.%d", n);
	int64_t ppm;

	if (!flash_ratio(done, target, &ppm))
		return;
	page_text(r, textf(r->c, "%s.of", at), wan_text(r->c, target));
	page_text(r, textf(r->c, "%s.percent", at), percent_text(r->c, ppm));
	page_int(r, textf(r->c, "%s.at", at), ppm < 0 ? 0 : ppm > 1000000 ? 1000000 : ppm);
	page_int(r, textf(r->c, "%s.max", at), 1000000);
}

static void my_month(struct req *r)
{
	struct ctx *c = r->c;
	date from = span_begins(c->today, MTD);
	const struct row *d = db_row(c,
		"SELECT COUNT(subscribed_on BETWEEN ? AND ? OR NULL) AS sub_count,"
		" COUNT(signed_on BETWEEN ? AND ? OR NULL) AS sign_count FROM deal"
		" WHERE owner_id = ? AND live = 1", from, c->today, from, c->today, c->user_id);

	offer_month(r, 0, "sub", number_text(c, row_int(d, "sub_count")), "units");
	offer_month(r, 1, "sign", number_text(c, row_int(d, "sign_count")), "units");
	offer_month(r, 2, "collect", wan_text(c, db_int(c,
		"SELECT COALESCE(SUM(l.amount_fen), 0) FROM tab t JOIN slip_line l ON l.tab_id = t.id"
		" JOIN slip s ON s.id = l.slip_id AND s.revision_no = l.revision_no"
		" WHERE t.owner_id = ? AND s.count_on BETWEEN ? AND ? AND s.audited_on IS NOT NULL"
		" AND l.kind IN ('deposit', 'price', 'loan')", c->user_id, from, c->today)), "wan");
	offer_month(r, 3, "visits", number_text(c, db_int(c,
		"SELECT COUNT(*) FROM touch WHERE entered_by = ? AND kind = 'visit' AND counted = 1"
		" AND count_on BETWEEN ? AND ?", c->user_id, from, c->today)), "parties");
}

static void projects_month(struct req *r)
{
	int n;
	struct flash *of = flash_read(r->c, scope_ids(r), r->c->today, &n, NULL);
	struct flash sum = flash_sum(of, n);
	int64_t signed_fen = sum.flow[CONTRACT_NET_AMT][MTD], collect = sum.flow[COLLECT][MTD];

	offer_month(r, 0, "sign_amt", wan_text(r->c, signed_fen), "wan");
	offer_aim(r, 0, signed_fen, sum.target[AIM_CONTRACT][MTD]);
	offer_month(r, 1, "collect", wan_text(r->c, collect), "wan");
	offer_aim(r, 1, collect, sum.target[AIM_COLLECT][MTD]);
	offer_month(r, 2, "sub", number_text(r->c, sum.flow[SUB_NET][MTD]), "units");
	offer_month(r, 3, "visits", number_text(r->c, sum.flow[VISITS][MTD]), "parties");
}

/* ---- the page -------------------------------------------------------------------------------- */

static void greet(struct req *r)
{
	int hour = (int)strtol(r->c->now + 11, NULL, 10);
	const char *part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
	const struct row *me = db_row(r->c, "SELECT name FROM user WHERE id = ?", r->c->user_id);

	page_text(r, "Home.hello", said(r, textf(r->c, "L.home.good.%s", part), row_text(me, "name")));
	page_text(r, "Home.day", textf(r->c, "%s %s", date_text(r->c, r->c->today),
		label(r, textf(r->c, "L.home.weekday.%d", (r->c->today.day + 4) % 7))));
}

reply home_show(struct req *r)
{
	struct pile *mine, *others;

	if (page_again(r))
		return 200;
	mine = alloc(r->c, sizeof *mine);
	others = alloc(r->c, sizeof *others);
	greet(r);
	work_for_me(r, mine);
	work_of_others(r, others);
	offer_pile(r, "waiting", mine);
	offer_pile(r, "others", others);
	page_int(r, "Home.waiting_count", mine->n);
	page_int(r, "Home.others_count", others->n);
	page_int(r, "Page.worklist_count", mine->n);
	page_flag(r, "Home.month_is_mine", own_only(r));
	if (own_only(r))
		my_month(r);
	else if (may(r, "flash.read"))
		projects_month(r);
	return page_show(r, "portal/home");
}

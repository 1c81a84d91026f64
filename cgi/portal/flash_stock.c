/* What is there at this moment: registrations, deals, open money, units. */
#include "portal/flash.h"

const struct figure stocks[STOCKS] = {
	[PREREG_ACTIVE]  = { "prereg_active", COUNT, NULL, "/sales/pre_registrations", "state=active" },
	[SUB_NOT_SIGNED] = { "sub_not_signed", COUNT, NULL, "/sales/deals", "state=active" },
	[SIGN_OVERDUE]   = { "sign_overdue", COUNT, NULL, "/sales/deals", "state=active&sign_by_on_to=" },
	[ARREARS]        = { "arrears", MONEY, NULL, "/finance/arrears", "" },
	[OVERDUE_DEALS]  = { "overdue_deals", COUNT, NULL, NULL, NULL },
	[LOAN_PENDING]   = { "loan_pending", MONEY, NULL, NULL, NULL },
	[SOLD_UNITS]     = { "sold_units", COUNT, NULL, "/sales/units",
			     "state=subscribed,contracted,loaned,handed_over" },
	[UNSOLD_VALUE]   = { "unsold_value", MONEY, NULL, "/sales/units", "state=available,locked,held" },
	[RELEASED_UNITS] = { "released_units", COUNT, NULL, "/sales/units",
			     "state=available,locked,held,subscribed,contracted,loaned,handed_over" },
	[SOLD_AREA]      = { "sold_area", AREA, NULL, "/sales/units",
			     "state=subscribed,contracted,loaned,handed_over" },
	[RELEASED_AREA]  = { "released_area", AREA, NULL, "/sales/units",
			     "state=available,locked,held,subscribed,contracted,loaned,handed_over" },
	[UNITS_AVAILABLE]    = { "units_available", COUNT, NULL, "/sales/units", "state=available" },
	[UNITS_LOCKED]       = { "units_locked", COUNT, NULL, "/sales/units", "state=locked" },
	[UNITS_HELD]         = { "units_held", COUNT, NULL, "/sales/units", "state=held" },
	[UNITS_SUBSCRIBED]   = { "units_subscribed", COUNT, NULL, "/sales/units", "state=subscribed" },
	[UNITS_CONTRACTED]   = { "units_contracted", COUNT, NULL, "/sales/units", "state=contracted" },
	[UNITS_LOANED]       = { "units_loaned", COUNT, NULL, "/sales/units", "state=loaned" },
	[UNITS_HANDED_OVER]  = { "units_handed_over", COUNT, NULL, "/sales/units", "state=handed_over" },
	[UNITS_NOT_RELEASED] = { "units_not_released", COUNT, NULL, "/sales/units", "state=not_released" },
};

/* Each through an index of what is open, so that years of what is done cost nothing. */
const struct row *flash_open(struct ctx *c, const char *project_ids)
{
	return db_rows(c,
		"SELECT p.id, p.code, p.name, p.sales_closed_on,"
		" (SELECT COUNT(*) FROM deal d WHERE d.project_id = p.id"
		" AND d.subscription_state = 'active' AND d.live = 1) AS open_count,"
		" (SELECT COUNT(*) FROM deal d WHERE d.project_id = p.id"
		" AND d.subscription_state = 'active' AND d.live = 1 AND d.sign_by_on < ?) AS late_count,"
		" (SELECT COUNT(*) FROM pre_registration r WHERE r.project_id = p.id AND r.active = 1)"
		" AS active_count, (SELECT SUM(t.loan_open_fen) FROM tab t"
		" WHERE t.project_id = p.id AND t.waits = 1) AS loan_fen,"
		" EXISTS (SELECT 1 FROM tab t WHERE t.project_id = p.id AND t.owes = 1"
		" AND t.next_due_on < ?) AS owes,"
		" (SELECT COUNT(*) FROM unit u WHERE u.project_id = p.id AND u.sale_state = 'available'"
		" AND u.locked_until > ?) AS locked_count,"
		" (SELECT COUNT(*) FROM unit u WHERE u.project_id = p.id AND u.sale_state = 'available'"
		" AND u.held_until >= ? AND NOT COALESCE(u.locked_until > ?, 0)) AS held_count"
		" FROM project p WHERE FIND_IN_SET(p.id, ?) ORDER BY p.code",
		c->today, c->today, c->now, c->today, c->now, project_ids);
}

void flash_open_take(struct flash *f, const struct row *open)
{
	f->owes = row_int(open, "owes");
	f->stock[SUB_NOT_SIGNED] = row_int(open, "open_count");
	f->stock[SIGN_OVERDUE] = row_int(open, "late_count");
	f->stock[PREREG_ACTIVE] = row_int(open, "active_count");
	f->stock[LOAN_PENDING] = row_int(open, "loan_fen");
	f->stock[UNITS_LOCKED] = row_int(open, "locked_count");
	f->stock[UNITS_HELD] = row_int(open, "held_count");
	f->stock[UNITS_AVAILABLE] = -f->stock[UNITS_LOCKED] - f->stock[UNITS_HELD];
}

/* Those where anything is past due, as a JSON list; "" if none. */
static const char *ids_that_owe(struct ctx *c, const struct flash *of, int n)
{
	const char *ids = "";

	for (int i = 0; i < n; i++)
		if (of[i].owes)
			ids = textf(c, "%s%s%lld", ids, *ids ? "," : "[", (long long)of[i].project_id);
	return *ids ? textf(c, "%s]", ids) : "";
}

/* Money of a pot covers its items by due date (domain.md 5.3), so what is open of those past
 * due is what they ask for together, less all that the pot has received.  Of an unsigned
 * subscription the deposit alone can be in arrears; loans wait until the bank pays.  Which
 * tabs owe anything is kept by finance (tab_review). */
static void read_arrears(struct ctx *c, struct flash *of, int n)
{
	const char *ids = ids_that_owe(c, of, n);
	const struct row *m;

	if (!*ids)
		return;
	for (m = db_rows(c,
		"SELECT o.project_id, SUM(o.open_fen) AS arrears_fen,"
		" COUNT(DISTINCT IF(o.open_fen > 0, o.tab_id, NULL)) AS late_count FROM"
		" (SELECT t.project_id, t.id AS tab_id, GREATEST(0, SUM(i.amount_fen)"
		" - COALESCE((SELECT SUM(l.amount_fen) FROM slip_line l JOIN slip s ON s.id = l.slip_id"
		" AND s.revision_no = l.revision_no AND s.audited_on IS NOT NULL"
		" WHERE l.tab_id = t.id AND l.kind = i.pot), 0)) AS open_fen"
		" FROM " PROJECTS " STRAIGHT_JOIN tab t"
		" ON t.project_id = p.id AND t.owes = 1 AND t.next_due_on < ?"
		" STRAIGHT_JOIN plan_item i ON i.tab_id = t.id AND i.live = 1 AND i.pot <> 'loan'"
		" AND i.due_on < ? AND (t.signed_on IS NOT NULL OR i.pot = 'deposit')"
		" GROUP BY t.project_id, t.id, i.pot) o GROUP BY o.project_id",
		ids, c->today, c->today); m; m = row_next(m)) {
		struct flash *f = flash_of(of, n, row_id(m, "project_id"));

		f->stock[ARREARS] = row_int(m, "arrears_fen");
		f->stock[OVERDUE_DEALS] = row_int(m, "late_count");
	}
}

/* `loaned` is a part of `contracted`: what is added to the one leaves the other; so did what
 * is locked or held leave `available`. */
static const struct { const char *state; enum stock stock; bool released, sold; } states[] = {
	{ "not_released", UNITS_NOT_RELEASED, false, false },
	{ "available",    UNITS_AVAILABLE,    true,  false },
	{ "subscribed",   UNITS_SUBSCRIBED,   true,  true  },
	{ "contracted",   UNITS_CONTRACTED,   true,  true  },
	{ "handed_over",  UNITS_HANDED_OVER,  true,  true  },
};

static void count_units(struct flash *f, const struct row *u)
{
	int64_t n = row_int(u, "unit_count"), ground = row_int(u, "area_dm2");

	if (row_is(u, "state", "loaned")) {
		f->stock[UNITS_LOANED] += n;
		f->stock[UNITS_CONTRACTED] -= n;
	}
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		if (!row_is(u, "state", states[i].state))
			continue;
		f->stock[states[i].stock] += n;
		if (states[i].released) {
			f->stock[RELEASED_UNITS] += n;
			f->stock[RELEASED_AREA] += ground;
		}
		if (states[i].sold) {
			f->stock[SOLD_UNITS] += n;
			f->stock[SOLD_AREA] += ground;
		}
	}
}

static void read_units(struct ctx *c, const char *ids, struct flash *of, int n)
{
	const struct row *u;

	for (u = db_rows(c,
		"SELECT s.project_id, s.state, s.unit_count, s.area_dm2"
		" FROM " PROJECTS
		" STRAIGHT_JOIN stock_sum s ON s.project_id = p.id"
		" UNION ALL SELECT d.project_id, d.state, SUM(d.unit_count), SUM(d.area_dm2)"
		" FROM stock_delta d STRAIGHT_JOIN " PROJECTS
		" ON p.id = d.project_id GROUP BY d.project_id, d.state", ids, ids); u; u = row_next(u))
		count_units(flash_of(of, n, row_id(u, "project_id")), u);
}

/* Units on sale by the price in force, which is that of the batch's latest approved table whose
 * time has come.  DISTINCT makes the server ask for that once a batch, before it joins. */
static void read_unsold(struct ctx *c, const char *ids, struct flash *of, int n)
{
	const struct row *v;

	for (v = db_rows(c,
		"SELECT f.project_id, SUM(COALESCE(s.list_fen, 0) + COALESCE((SELECT SUM(d.list_fen)"
		" FROM value_delta d WHERE d.price_table_id = f.price_table_id), 0)) AS list_fen"
		" FROM (SELECT DISTINCT b.project_id, b.id, (SELECT v.id FROM price_table v"
		" WHERE v.batch_id = b.id AND v.state = 'approved' AND v.effective_at <= ?"
		" ORDER BY v.effective_at DESC, v.version_no DESC LIMIT 1) AS price_table_id"
		" FROM " PROJECTS
		" STRAIGHT_JOIN launch_batch b ON b.project_id = p.id) f"
		" LEFT JOIN value_sum s ON s.price_table_id = f.price_table_id GROUP BY f.project_id",
		c->now, ids); v; v = row_next(v))
		flash_of(of, n, row_id(v, "project_id"))->stock[UNSOLD_VALUE] = row_int(v, "list_fen");
}

void flash_stock(struct ctx *c, const char *ids, struct flash *of, int n)
{
	read_arrears(c, of, n);
	read_units(c, ids, of, n);
	read_unsold(c, ids, of, n);
}

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

static void read_deals(struct ctx *c, const char *ids, struct flash *of, int n)
{
	const struct row *d;

	for (d = db_rows(c,
		"SELECT project_id, COUNT(*) AS open_count, SUM(sign_by_on < ?) AS late_count"
		" FROM deal WHERE FIND_IN_SET(project_id, ?) AND live = 1"
		" AND subscription_state = 'active' GROUP BY project_id",
		c->today, ids); d; d = row_next(d)) {
		struct flash *f = flash_of(of, n, row_id(d, "project_id"));

		f->stock[SUB_NOT_SIGNED] = row_int(d, "open_count");
		f->stock[SIGN_OVERDUE] = row_int(d, "late_count");
	}
	for (d = db_rows(c,
		"SELECT project_id, COUNT(*) AS active_count FROM pre_registration"
		" WHERE FIND_IN_SET(project_id, ?) AND state = 'active' GROUP BY project_id",
		ids); d; d = row_next(d))
		flash_of(of, n, row_id(d, "project_id"))->stock[PREREG_ACTIVE] =
			row_int(d, "active_count");
}

/* Money of a pot covers its items by due date (domain.md 5.3), so what is open of those past
 * due is what they ask for together, less all that the pot has received.  Of an unsigned
 * subscription the deposit alone can be in arrears; loans wait until the bank pays. */
static void read_money(struct ctx *c, const char *ids, struct flash *of, int n)
{
	const struct row *m;

	for (m = db_rows(c,
		"SELECT o.project_id, SUM(IF(o.pot = 'loan', 0, o.open_fen)) AS arrears_fen,"
		" COUNT(DISTINCT IF(o.pot <> 'loan' AND o.open_fen > 0, o.tab_id, NULL)) AS late_count,"
		" SUM(IF(o.pot = 'loan', o.open_fen, 0)) AS loan_fen FROM"
		" (SELECT t.project_id, t.id AS tab_id, i.pot, GREATEST(0, SUM(i.amount_fen)"
		" - COALESCE((SELECT SUM(l.amount_fen) FROM slip_line l JOIN slip s ON s.id = l.slip_id"
		" AND s.revision_no = l.revision_no AND s.audited_on IS NOT NULL"
		" WHERE l.tab_id = t.id AND l.kind = i.pot), 0)) AS open_fen"
		" FROM project p STRAIGHT_JOIN deal d ON d.project_id = p.id AND d.live = 1"
		" JOIN tab t ON t.id = d.tab_id JOIN plan_item i ON i.tab_id = t.id AND i.live = 1"
		" AND (IF(i.pot = 'loan', t.signed_on IS NOT NULL, i.due_on < ?"
		" AND (t.signed_on IS NOT NULL OR i.pot = 'deposit')))"
		" WHERE FIND_IN_SET(p.id, ?) GROUP BY t.project_id, t.id, i.pot) o"
		" GROUP BY o.project_id", c->today, ids); m; m = row_next(m)) {
		struct flash *f = flash_of(of, n, row_id(m, "project_id"));

		f->stock[ARREARS] = row_int(m, "arrears_fen");
		f->stock[OVERDUE_DEALS] = row_int(m, "late_count");
		f->stock[LOAN_PENDING] = row_int(m, "loan_fen");
	}
}

static const struct { const char *state; enum stock stock; bool released, sold; } states[] = {
	{ "available",    UNITS_AVAILABLE,    true,  false },
	{ "locked",       UNITS_LOCKED,       true,  false },
	{ "held",         UNITS_HELD,         true,  false },
	{ "subscribed",   UNITS_SUBSCRIBED,   true,  true  },
	{ "contracted",   UNITS_CONTRACTED,   true,  true  },
	{ "loaned",       UNITS_LOANED,       true,  true  },
	{ "handed_over",  UNITS_HANDED_OVER,  true,  true  },
	{ "not_released", UNITS_NOT_RELEASED, false, false },
};

static void count_units(struct flash *f, const struct row *u)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		int64_t n = row_int(u, "unit_count"), ground = row_int(u, "area_dm2");

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
		} else if (states[i].released) {
			f->stock[UNSOLD_VALUE] += row_int(u, "list_fen");
		}
	}
}

/* The price in force is that of the batch's latest approved table whose time has come. */
static void read_units(struct ctx *c, const char *ids, struct flash *of, int n)
{
	const struct row *u;

	for (u = db_rows(c,
		"SELECT u.project_id, CASE WHEN u.sale_state = 'contracted' AND t.covered_on IS NOT NULL"
		" THEN 'loaned' WHEN u.sale_state <> 'available' THEN u.sale_state"
		" WHEN u.locked_until > ? THEN 'locked' WHEN u.held_until >= ? THEN 'held'"
		" ELSE 'available' END AS state, COUNT(*) AS unit_count,"
		" SUM(u.gross_dm2) AS area_dm2, SUM(r.list_total_fen) AS list_fen"
		" FROM project p STRAIGHT_JOIN unit u ON u.project_id = p.id"
		" LEFT JOIN deal d ON d.unit_id = u.id AND d.live = 1 LEFT JOIN tab t ON t.id = d.tab_id"
		" LEFT JOIN price_row r ON u.sale_state = 'available' AND r.unit_id = u.id"
		" AND r.price_table_id = (SELECT v.id FROM price_table v WHERE v.batch_id = u.batch_id"
		" AND v.state = 'approved' AND v.effective_at <= ?"
		" ORDER BY v.effective_at DESC, v.version_no DESC LIMIT 1)"
		" WHERE FIND_IN_SET(p.id, ?) GROUP BY u.project_id, state",
		c->now, c->today, c->now, ids); u; u = row_next(u))
		count_units(flash_of(of, n, row_id(u, "project_id")), u);
}

void flash_stock(struct ctx *c, const char *project_ids, struct flash *of, int n)
{
	read_deals(c, project_ids, of, n);
	read_money(c, project_ids, of, n);
	read_units(c, project_ids, of, n);
}

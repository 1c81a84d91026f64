#include "finance/plan.h"
#include "finance/tab.h"
#include "project/day.h"

struct draft { struct ctx *c; struct plan_item *items; int n; };

static void add(struct draft *d, const char *kind, const char *pot, const char *payer,
		money amount, date due_on)
{
	if (!amount.fen)
		return;
	if (d->n == PLAN_ITEMS)
		fault(d->c, "more than %d plan items", PLAN_ITEMS);
	d->items[d->n++] = (struct plan_item){ kind, pot, payer, amount, due_on };
}

static money least(money a, money b)
{
	return money_cmp(a, b) < 0 ? a : b;
}

/* part of whole, rounded down to a multiple of step */
static money floor_part(money whole, int64_t ppm, money step)
{
	__int128 fen = (__int128)whole.fen * ppm / 1000000;
	int64_t unit = step.fen > 0 ? step.fen : 1;

	return FEN((int64_t)(fen / unit) * unit);
}

static money sum(const struct plan_item *items, int n)
{
	money all = FEN(0);

	for (int i = 0; i < n; i++)
		all = money_add(all, items[i].amount);
	return all;
}

/* Each part in whole yuan, the last takes the remainder; what was paid as a deposit is taken
 * off the first parts. */
static void add_parts(struct draft *d, const struct method_terms *m, money total, money deposit,
		      date contract_on)
{
	money given = FEN(0), off = deposit;

	for (int i = 0; i < m->part_count; i++) {
		bool last = i == m->part_count - 1;
		money part = last ? money_sub(total, given)
				  : floor_part(total, m->parts[i].share_ppm, YUAN(1));
		money less = least(off, part);

		given = money_add(given, part);
		off = money_sub(off, less);
		add(d, textf(d->c, "part%d", i + 1), "price", "customer", money_sub(part, less),
		    due_day(d->c, contract_on, m->parts[i].days));
	}
}

/* The down payment takes the tail, due at signing. */
static void add_loans(struct draft *d, const struct method_terms *m, money total, money deposit,
		      date contract_on)
{
	date paid_out = due_day(d->c, contract_on, m->loan_days);
	money rest = money_sub(total, deposit), fund = FEN(0);
	money loan = least(floor_part(total, m->ltv_ppm, m->loan_step), rest);

	if (!strcmp(m->kind, "fund"))
		fund = loan = m->fund_cap.fen ? least(loan, m->fund_cap) : loan;
	else if (!strcmp(m->kind, "combo"))
		fund = least(loan, m->fund_cap);
	add(d, "down_payment", "price", "customer", money_sub(rest, loan), contract_on);
	add(d, "fund_loan", "loan", "fund", fund, paid_out);
	add(d, "bank_loan", "loan", "bank", money_sub(loan, fund), paid_out);
}

int plan_make(struct ctx *c, const struct method_terms *m, money total, money deposit,
	      date subscribed_on, date contract_on, struct plan_item out[PLAN_ITEMS])
{
	struct draft d = { .c = c, .items = out };

	deposit = least(deposit, total);
	add(&d, "deposit", "deposit", "customer", deposit, subscribed_on);
	if (!strcmp(m->kind, "lump"))
		add(&d, "balance", "price", "customer", money_sub(total, deposit),
		    due_day(c, contract_on, m->days));
	else if (!strcmp(m->kind, "instalment"))
		add_parts(&d, m, total, deposit, contract_on);
	else
		add_loans(&d, m, total, deposit, contract_on);
	if (money_cmp(sum(out, d.n), total))
		fault(c, "a plan of method %s does not add up to its total", m->kind);
	return d.n;
}

OP plan_set(struct ctx *c, rowid tab_id, const struct plan_item *items, int n)
{
	const struct row *tab = db_row(c,
		"SELECT project_id, unit_id, total_fen FROM tab WHERE id = ? FOR UPDATE", tab_id);
	rowid project = row_id(tab, "project_id");
	int64_t version;

	if (money_cmp(sum(items, n), row_money(tab, "total_fen")))
		return refuse_with(c, NULL, "plan.sum", money_text(c, row_money(tab, "total_fen")));
	version = 1 + db_int(c, "SELECT COALESCE(MAX(version_no), 0) FROM plan_item"
				" WHERE tab_id = ?", tab_id);
	db_exec(c, "UPDATE plan_item SET live = NULL WHERE tab_id = ? AND live = 1", tab_id);
	for (int i = 0; i < n; i++)
		db_insert(c,
			"INSERT INTO plan_item (project_id, tab_id, version_no, live, seq, item_kind,"
			" pot, payer, amount_fen, due_on) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
			project, tab_id, version, i + 1, items[i].kind, items[i].pot,
			items[i].payer, items[i].amount, items[i].due_on);
	record(c, .noun = "tab", .about_id = tab_id, .what = "plan.set", .project_id = project,
	       .amount_fen = row_money(tab, "total_fen"), .unit_id = row_id(tab, "unit_id"));
	tab_review(c, tab_id, c->today);
	return DONE;
}

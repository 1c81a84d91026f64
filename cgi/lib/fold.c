/* Facts become sums (flash_sum, stock_sum, value_sum): read, added, deleted in one transaction, so that a
 * fact is counted once wherever this is killed.  What it takes are rows, not "all up to a
 * number": a lower number may be committed later. */
#include <string.h>
#include "lib/inside.h"

enum { BATCH = 5000 };

/* A deleted fact must be one that was added: both statements get the same list. */
static const char *ids_of(struct ctx *c, const struct row *r, int *n)
{
	struct text t = { .c = c };

	for (; r; r = row_next(r), ++*n)
		text_addf(&t, "%s%lld", t.n ? "," : "[", (long long)row_id(r, "id"));
	text_add(&t, "]");
	return t.s;
}

#define TAKEN(table) "SELECT id FROM " table " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED"
#define IDS "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
#define FOLDED(table) "DELETE FROM d USING " IDS " STRAIGHT_JOIN " table " d ON d.id = j.id"

#define SUMS "SUM(calls), SUM(new_calls), SUM(visits), SUM(first_visits), SUM(repeat_visits)," \
	" SUM(prereg_new), SUM(prereg_withdrawn), SUM(sub_new), SUM(sub_new_amt)," \
	" SUM(sub_new_area), SUM(sub_cancel), SUM(sub_cancel_amt), SUM(sub_net)," \
	" SUM(sub_net_amt), SUM(contract_new), SUM(contract_new_amt), SUM(contract_new_area)," \
	" SUM(contract_cancel), SUM(contract_cancel_amt), SUM(swaps), SUM(swap_diff_amt)," \
	" SUM(contract_net), SUM(contract_net_amt), SUM(contract_net_area), SUM(renames)," \
	" SUM(collect), SUM(collect_customer), SUM(collect_loan), SUM(refund), SUM(sincerity_net)"
#define ADDED " calls = flash_sum.calls + VALUES(calls)," \
	" new_calls = flash_sum.new_calls + VALUES(new_calls)," \
	" visits = flash_sum.visits + VALUES(visits)," \
	" first_visits = flash_sum.first_visits + VALUES(first_visits)," \
	" repeat_visits = flash_sum.repeat_visits + VALUES(repeat_visits)," \
	" prereg_new = flash_sum.prereg_new + VALUES(prereg_new)," \
	" prereg_withdrawn = flash_sum.prereg_withdrawn + VALUES(prereg_withdrawn)," \
	" sub_new = flash_sum.sub_new + VALUES(sub_new)," \
	" sub_new_amt = flash_sum.sub_new_amt + VALUES(sub_new_amt)," \
	" sub_new_area = flash_sum.sub_new_area + VALUES(sub_new_area)," \
	" sub_cancel = flash_sum.sub_cancel + VALUES(sub_cancel)," \
	" sub_cancel_amt = flash_sum.sub_cancel_amt + VALUES(sub_cancel_amt)," \
	" sub_net = flash_sum.sub_net + VALUES(sub_net)," \
	" sub_net_amt = flash_sum.sub_net_amt + VALUES(sub_net_amt)," \
	" contract_new = flash_sum.contract_new + VALUES(contract_new)," \
	" contract_new_amt = flash_sum.contract_new_amt + VALUES(contract_new_amt)," \
	" contract_new_area = flash_sum.contract_new_area + VALUES(contract_new_area)," \
	" contract_cancel = flash_sum.contract_cancel + VALUES(contract_cancel)," \
	" contract_cancel_amt = flash_sum.contract_cancel_amt + VALUES(contract_cancel_amt)," \
	" swaps = flash_sum.swaps + VALUES(swaps)," \
	" swap_diff_amt = flash_sum.swap_diff_amt + VALUES(swap_diff_amt)," \
	" contract_net = flash_sum.contract_net + VALUES(contract_net)," \
	" contract_net_amt = flash_sum.contract_net_amt + VALUES(contract_net_amt)," \
	" contract_net_area = flash_sum.contract_net_area + VALUES(contract_net_area)," \
	" renames = flash_sum.renames + VALUES(renames)," \
	" collect = flash_sum.collect + VALUES(collect)," \
	" collect_customer = flash_sum.collect_customer + VALUES(collect_customer)," \
	" collect_loan = flash_sum.collect_loan + VALUES(collect_loan)," \
	" refund = flash_sum.refund + VALUES(refund)," \
	" sincerity_net = flash_sum.sincerity_net + VALUES(sincerity_net)"

static int fold_flash(struct ctx *c)
{
	int n = 0;
	const char *ids = ids_of(c, db_rows(c, TAKEN("flash_delta"), BATCH), &n);

	if (!n)
		return 0;
	db_exec(c,
		"INSERT INTO flash_sum SELECT f.project_id, f.grain, f.from_on, " SUMS
		" FROM " IDS " STRAIGHT_JOIN flash_tail f"
		" ON f.id = j.id GROUP BY f.project_id, f.grain, f.from_on"
		" ON DUPLICATE KEY UPDATE" ADDED, ids);
	db_exec(c, FOLDED("flash_delta"), ids);
	return n;
}

static int fold_stock(struct ctx *c)
{
	int n = 0;
	const char *ids = ids_of(c, db_rows(c, TAKEN("stock_delta"), BATCH), &n);

	if (!n)
		return 0;
	db_exec(c,
		"INSERT INTO stock_sum SELECT d.project_id, d.state, SUM(d.unit_count), SUM(d.area_dm2)"
		" FROM " IDS " STRAIGHT_JOIN stock_delta d"
		" ON d.id = j.id GROUP BY d.project_id, d.state ON DUPLICATE KEY UPDATE"
		" unit_count = stock_sum.unit_count + VALUES(unit_count),"
		" area_dm2 = stock_sum.area_dm2 + VALUES(area_dm2)", ids);
	db_exec(c, FOLDED("stock_delta"), ids);
	return n;
}

static int fold_value(struct ctx *c)
{
	int n = 0;
	const char *ids = ids_of(c, db_rows(c, TAKEN("value_delta"), BATCH), &n);

	if (!n)
		return 0;
	db_exec(c,
		"INSERT INTO value_sum SELECT d.price_table_id, SUM(d.list_fen)"
		" FROM " IDS " STRAIGHT_JOIN value_delta d ON d.id = j.id GROUP BY d.price_table_id"
		" ON DUPLICATE KEY UPDATE list_fen = value_sum.list_fen + VALUES(list_fen)", ids);
	db_exec(c, FOLDED("value_delta"), ids);
	return n;
}

static refusal fold(struct ctx *c, void *arg)
{
	int *n = arg;

	*n = fold_flash(c) + fold_stock(c) + fold_value(c);
	db_note_record(c->db);		/* no business of anybody's: no event */
	return DONE;
}

int facts_fold(struct ctx *c)
{
	int n = 0;
	struct tx t = { .write = true, .step = fold, .arg = &n };
	refusal no;

	return tx_attempt(c, &t, &no) ? n : -1;
}

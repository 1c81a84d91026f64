/* A board is two reads: what is kept joined, and the prices in force, which the clock decides. */
#include <stdlib.h>
#include "sales/board.h"

#define BOARD_ROWS \
	"SELECT u.unit_id AS id, u.batch_id, u.code, u.room, u.floor_no," \
	" u.floor_label, u.layout, u.unit_kind, u.gross_dm2, u.building_id, u.building_name," \
	" u.entrance_name, " SALES_STATE_OF("u.covered_on", "?", "?") " AS state, u.payer," \
	" u.owner_name, u.locker_name," \
	" TIMESTAMPDIFF(MINUTE, ?, u.locked_until) + 1 AS lock_minutes, u.held_reason" \
	" FROM board_row u WHERE u.project_id = ?" \
	" ORDER BY u.building_no, u.building_name, u.building_id, u.unit_id"

struct price { rowid unit_id, batch_id; money total, unit_price; };

static int count(const struct row *r)
{
	int n = 0;

	for (; r; r = row_next(r))
		n++;
	return n;
}

static int by_unit(const void *x, const void *y)
{
	const struct price *a = x, *b = y;

	if (a->unit_id != b->unit_id)
		return a->unit_id < b->unit_id ? -1 : 1;
	return (a->batch_id > b->batch_id) - (a->batch_id < b->batch_id);
}

/* Of each batch's latest approved table whose time has come; a unit that changed its batch
 * may stand in two.  DISTINCT makes the server look for the table once a batch. */
static struct price *prices_in_force(struct ctx *c, rowid project_id, int *n)
{
	const struct row *r = db_rows(c,
		"SELECT f.batch_id, r.unit_id, r.list_total_fen, r.list_unit_price_fen FROM"
		" (SELECT DISTINCT b.id AS batch_id, (SELECT v.id FROM price_table v"
		" WHERE v.batch_id = b.id AND v.state = 'approved' AND v.effective_at <= ?"
		" ORDER BY v.effective_at DESC, v.version_no DESC LIMIT 1) AS id"
		" FROM launch_batch b WHERE b.project_id = ?) f"
		" STRAIGHT_JOIN price_row r ON r.price_table_id = f.id", c->now, project_id);
	struct price *of = alloc(c, sizeof *of * (size_t)(count(r) + 1));

	for (*n = 0; r; r = row_next(r))
		of[(*n)++] = (struct price){ row_id(r, "unit_id"), row_id(r, "batch_id"),
					     row_money(r, "list_total_fen"),
					     row_money(r, "list_unit_price_fen") };
	qsort(of, (size_t)*n, sizeof *of, by_unit);
	return of;
}

struct board board_read(struct ctx *c, rowid project_id)
{
	const struct row *u = db_rows(c, BOARD_ROWS, c->now, c->today, c->now, project_id);
	struct board b = { .units = alloc(c, sizeof *b.units * (size_t)(count(u) + 1)) };
	int n;
	struct price *of = prices_in_force(c, project_id, &n);

	for (; u; u = row_next(u)) {
		const struct price key = { .unit_id = row_id(u, "id"), .batch_id = row_id(u, "batch_id") };
		const struct price *p = bsearch(&key, of, (size_t)n, sizeof *of, by_unit);

		b.units[b.n++] = (struct board_unit){ u, p ? p->total : FEN(0),
						      p ? p->unit_price : FEN(0) };
	}
	return b;
}

#include "project/price.h"

static struct unit_price price_in(struct ctx *c, rowid unit_id, rowid price_table_id)
{
	const struct row *r = db_row(c,
		"SELECT t.version_no, r.list_unit_price_fen, r.list_total_fen, r.filed_total_fen,"
		" r.floor_total_fen, r.anchor, u.pricing_basis, u.gross_dm2, u.inner_dm2"
		" FROM price_row r JOIN price_table t ON t.id = r.price_table_id"
		" JOIN unit u ON u.id = r.unit_id WHERE r.price_table_id = ? AND r.unit_id = ?",
		price_table_id, unit_id);
	struct unit_price p = { .pricing_basis = "", .anchor = "" };

	if (!r)
		return p;
	p.price_table_id = price_table_id;
	p.version_no = (int)row_int(r, "version_no");
	p.pricing_basis = row_text(r, "pricing_basis");
	p.basis_area = row_area(r, row_is(r, "pricing_basis", "inner") ? "inner_dm2" : "gross_dm2");
	p.list_unit_price = row_money(r, "list_unit_price_fen");
	p.list_total = row_money(r, "list_total_fen");
	p.filed_total = row_money(r, "filed_total_fen");
	if (p.filed_total.fen == 0)
		p.filed_total = p.list_total;
	p.floor_total = row_money(r, "floor_total_fen");
	p.anchor = row_text(r, "anchor");
	return p;
}

struct unit_price price_of_unit(struct ctx *c, rowid unit_id)
{
	rowid table = db_int(c,
		"SELECT t.id FROM unit u JOIN price_table t ON t.batch_id = u.batch_id"
		" AND t.state = 'approved' AND t.effective_at <= ?"
		" WHERE u.id = ? ORDER BY t.effective_at DESC, t.version_no DESC LIMIT 1",
		c->now, unit_id);

	return price_in(c, unit_id, table);
}

struct unit_price price_of_unit_in(struct ctx *c, rowid unit_id, rowid price_table_id)
{
	return price_in(c, unit_id, price_table_id);
}

#include <stdio.h>
#include "sales/check.h"

static int say(const char *what, const struct row *r)
{
	int n = 0;

	for (; r; r = row_next(r), n++)
		fprintf(stderr, "check: %s: %lld: %s, not %s\n", what, (long long)row_id(r, "id"),
			row_text(r, "found"), row_text(r, "wanted"));
	return n;
}

/* I-U1, I-U2: sold exactly where one live deal stands, and as far as that deal is. */
static const struct row *units_against_deals(struct ctx *c)
{
	return db_rows(c,
		"SELECT u.id, u.sale_state AS found, x.state AS wanted FROM unit u JOIN (SELECT v.id,"
		" CASE WHEN d.id IS NULL THEN '' WHEN d.contract_state IS NULL THEN 'subscribed'"
		" ELSE 'contracted' END AS state FROM unit v LEFT JOIN deal d ON d.unit_id = v.id"
		" AND d.live = 1) x ON x.id = u.id WHERE (u.sale_state IN ('not_released', 'available'))"
		" <> (x.state = '') OR (x.state <> '' AND u.sale_state NOT IN ('handed_over', x.state))");
}

static const struct row *deals_against_tabs(struct ctx *c)
{
	return db_rows(c,
		"SELECT d.id, CAST(t.total_fen AS CHAR) AS found, CAST(d.total_fen AS CHAR) AS wanted"
		" FROM deal d JOIN tab t ON t.id = d.tab_id"
		" WHERE t.total_fen <> d.total_fen OR t.unit_id <> d.unit_id OR t.owner_id <> d.owner_id");
}

/* The last line of the explanation is the price. */
static const struct row *prices_against_lines(struct ctx *c)
{
	return db_rows(c,
		"SELECT d.id, CAST(l.running_fen AS CHAR) AS found, CAST(d.total_fen AS CHAR) AS wanted"
		" FROM deal d JOIN deal_price_line l ON l.deal_id = d.id"
		" WHERE l.seq = (SELECT MAX(m.seq) FROM deal_price_line m WHERE m.deal_id = d.id)"
		" AND l.running_fen <> d.total_fen");
}

static const struct row *shares_against_whole(struct ctx *c)
{
	return db_rows(c,
		"SELECT d.id, CAST(COALESCE(SUM(b.share_ppm), 0) AS CHAR) AS found, '1000000' AS wanted"
		" FROM deal d LEFT JOIN buyer_party b ON b.deal_id = d.id"
		" GROUP BY d.id HAVING found <> wanted");
}

/* Converted by one deal that was confirmed, and no other. */
static const struct row *registrations_against_deals(struct ctx *c)
{
	return db_rows(c,
		"SELECT g.id, g.state AS found, CAST(COUNT(d.id) AS CHAR) AS wanted"
		" FROM pre_registration g LEFT JOIN deal d ON d.registration_id = g.id"
		" AND d.subscription_state <> 'draft' AND d.serial IS NOT NULL"
		" GROUP BY g.id, g.state HAVING wanted <> (g.state = 'converted')");
}

static const struct row *numbers_with_gaps(struct ctx *c)
{
	return db_rows(c,
		"SELECT project_id AS id, CAST(COUNT(serial) AS CHAR) AS found,"
		" CAST(COALESCE(MAX(serial), 0) AS CHAR) AS wanted FROM deal"
		" GROUP BY project_id HAVING found <> wanted"
		" UNION ALL SELECT project_id, CAST(COUNT(serial) AS CHAR) AS found,"
		" CAST(COALESCE(MAX(serial), 0) AS CHAR) AS wanted FROM pre_registration"
		" GROUP BY project_id HAVING found <> wanted");
}

/* The rows of the board against what they are joined from; no value is said, some are names. */
static const struct row *board_rows_against_join(struct ctx *c)
{
	return db_rows(c,
		"SELECT s.unit_id AS id, IF(k.unit_id IS NULL, 'none', 'another') AS found,"
		" 'as joined' AS wanted FROM board_source s LEFT JOIN board_row k ON k.unit_id = s.unit_id"
		" WHERE k.unit_id IS NULL OR BINARY JSON_ARRAY(s.project_id, s.building_no,"
		" s.building_name, s.building_id, s.batch_id, s.code, s.room, s.floor_no, s.floor_label,"
		" s.entrance_name, s.layout, s.unit_kind, s.gross_dm2, s.sale_state, s.locked_until,"
		" s.locker_name, s.held_until, s.held_reason, s.payer, s.owner_name, s.covered_on)"
		" <> BINARY JSON_ARRAY(k.project_id, k.building_no,"
		" k.building_name, k.building_id, k.batch_id, k.code, k.room, k.floor_no, k.floor_label,"
		" k.entrance_name, k.layout, k.unit_kind, k.gross_dm2, k.sale_state, k.locked_until,"
		" k.locker_name, k.held_until, k.held_reason, k.payer, k.owner_name, k.covered_on)"
		" UNION ALL SELECT k.unit_id, 'one', 'none' FROM board_row k"
		" LEFT JOIN unit u ON u.id = k.unit_id WHERE u.id IS NULL");
}

OP sales_check(struct ctx *c, rowid *unused)
{
	int wrong = 0;

	(void)unused;
	wrong += say("unit and its deal", units_against_deals(c));
	wrong += say("total of tab and of deal", deals_against_tabs(c));
	wrong += say("price and its last line", prices_against_lines(c));
	wrong += say("shares of buyers", shares_against_whole(c));
	wrong += say("registration and its deals", registrations_against_deals(c));
	wrong += say("row of the board", board_rows_against_join(c));
	wrong += say("numbers issued and the highest", numbers_with_gaps(c));
	return wrong ? refuse(c, NULL, "deal.disagrees") : DONE;
}

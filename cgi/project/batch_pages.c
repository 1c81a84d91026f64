#include "project/pages.h"
#include "project/batch.h"

static const struct field made[] = {
	FIELD(struct batch_card, name,     REQUIRED, .max = 40),
	FIELD(struct batch_card, opens_on, OPTIONAL),
	{ 0 }
};
static const struct field how[] = {
	FIELD(struct batch_release, partial, OPTIONAL),
	{ 0 }
};

reply batch_page(struct req *r)
{
	page_row(r, "project", db_row(r->c, "SELECT id, code, name FROM project WHERE id = ?", req_id(r)));
	form_offer(r, made, NULL);
	return page_show(r, "project/batch_new");
}

reply batch_post(struct req *r)
{
	struct batch_card b = { .project_id = req_id(r) };
	rowid id = 0;

	if (form_read(r, made, &b) && form_accept(r, batch_create(r->c, &b, &id)))
		return see_other(r, "/project/batches/%lld", (long long)id);
	return batch_page(r);
}

/* What the batch's units still lack, as numbers; each is a reason for refusing. */
static void offer_lack(struct req *r)
{
	const struct row *lack = db_row(r->c,
		"SELECT COUNT(*) AS unit_count, COALESCE(SUM(u.sale_state <> 'not_released'), 0) AS on_sale_count,"
		" COALESCE(SUM(u.sale_state = 'not_released'), 0) AS waiting_count,"
		" COALESCE(SUM(u.sale_state = 'not_released' AND p.unit_id IS NULL), 0) AS no_price_count,"
		" COALESCE(SUM(u.sale_state = 'not_released' AND u.pricing_basis <> 'suite'"
		" AND u.gross_dm2 = 0), 0) AS no_area_count,"
		" COALESCE(SUM(u.sale_state = 'not_released' AND u.encumbrance <> ''), 0) AS encumbered_count,"
		" COALESCE(SUM(u.sale_state = 'not_released' AND NOT b.completed AND NOT EXISTS"
		" (SELECT 1 FROM permit_building pb JOIN presale_permit pp ON pp.id = pb.permit_id"
		" WHERE pb.building_id = u.building_id AND pp.permitted_on <= ?)), 0) AS no_permit_count,"
		" SUM(u.gross_dm2) AS gross_dm2, SUM(p.list_total_fen) AS total_fen"
		" FROM unit u JOIN building b ON b.id = u.building_id"
		" LEFT JOIN price_row p ON p.unit_id = u.id AND p.price_table_id ="
		" (SELECT t.id FROM price_table t WHERE t.batch_id = u.batch_id AND t.state = 'approved'"
		" AND t.effective_at <= ? ORDER BY t.effective_at DESC, t.version_no DESC LIMIT 1)"
		" WHERE u.batch_id = ?", r->c->today, r->c->now, req_id(r));

	page_row(r, "lack", lack);
	page_flag(r, "lack.none", row_int(lack, "waiting_count") && !row_int(lack, "no_price_count")
		  && !row_int(lack, "no_area_count") && !row_int(lack, "encumbered_count")
		  && !row_int(lack, "no_permit_count"));
}

reply batch_show(struct req *r)
{
	const struct row *b = db_row(r->c,
		"SELECT b.id, b.project_id, p.name AS project_name, b.name, b.opens_on, b.state,"
		" b.released_on, m.name AS proposed_by, d.name AS released_by FROM launch_batch b"
		" JOIN project p ON p.id = b.project_id LEFT JOIN user m ON m.id = b.proposed_by"
		" LEFT JOIN user d ON d.id = b.released_by WHERE b.id = ?", req_id(r));

	page_row(r, "batch", b);
	offer_lack(r);
	page_rows(r, "Versions", db_rows(r->c,
		"SELECT id, version_no, state, effective_at FROM price_table WHERE batch_id = ?"
		" ORDER BY version_no DESC LIMIT 20", req_id(r)));
	page_flag(r, "can.propose", may(r, "batch.propose") && !row_is(b, "state", "proposed"));
	page_flag(r, "can.release", may(r, "batch.release") && row_is(b, "state", "proposed"));
	page_flag(r, "can.import", may(r, "price.draft"));
	form_offer(r, how, NULL);
	return page_show(r, "project/batch_show");
}

reply batch_propose_post(struct req *r)
{
	if (form_accept(r, batch_propose(r->c, req_id(r))))
		return see_other(r, "/project/batches/%lld", (long long)req_id(r));
	return batch_show(r);
}

reply batch_release_post(struct req *r)
{
	struct batch_release k = { 0 };

	if (form_read(r, how, &k) && form_accept(r, batch_release(r->c, req_id(r), &k)))
		return see_other(r, "/project/batches/%lld", (long long)req_id(r));
	return batch_show(r);
}

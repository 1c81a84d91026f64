#include "project/method.h"

enum { WHOLE = 1000000 };	/* ppm */

static refusal method_right(struct ctx *c, rowid project_id, const struct method_card *m)
{
	int64_t sum = 0;

	if (db_int(c, "SELECT COUNT(*) FROM payment_method WHERE project_id = ? AND code = ?",
		   project_id, m->code))
		return refuse(c, "code", "method.code_taken");
	for (int i = 0; i < m->count; i++)
		sum += m->parts[i].share_ppm;
	if (strcmp(m->kind, "instalment") == 0 && sum != WHOLE)
		return refuse(c, "parts", "method.parts");
	if ((strcmp(m->kind, "mortgage") == 0 || strcmp(m->kind, "combo") == 0)
	    && (m->ltv_ppm <= 0 || m->ltv_ppm >= WHOLE))
		return refuse(c, "ltv", "method.ltv");
	return DONE;
}

OP method_create(struct ctx *c, rowid project_id, const struct method_card *m, rowid *id)
{
	refusal no = method_right(c, project_id, m);

	if (no)
		return no;
	*id = db_insert(c,
		"INSERT INTO payment_method (project_id, code, name, kind, days, ltv_ppm, loan_step_fen,"
		" loan_days, fund_cap_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		project_id, m->code, m->name, m->kind, m->days, m->ltv_ppm,
		m->loan_step_fen.fen ? m->loan_step_fen : YUAN(10000), m->loan_days, m->fund_cap_fen);
	for (int i = 0; i < m->count; i++)
		db_exec(c, "INSERT INTO method_part (project_id, method_id, seq, share_ppm, days)"
			" VALUES (?, ?, ?, ?, ?)", project_id, *id, i + 1, m->parts[i].share_ppm,
			m->parts[i].days);
	record(c, .noun = "payment_method", .what = "payment_method.created", .about_id = *id,
	       .project_id = project_id, .reason = m->name);
	return DONE;
}

/* ---- schemes ----------------------------------------------------------------------------------- */

static bool is_share(const char *kind)
{
	return strcmp(kind, "pct") == 0 || strcmp(kind, "points") == 0;
}

static refusal scheme_right(struct ctx *c, const struct scheme_card *s)
{
	if (date_ok(s->valid_to_on) && s->valid_to_on.day < s->valid_from_on.day)
		return refuse(c, "valid_to_on", "scheme.dates");
	if (s->count == 0)
		return refuse(c, "lines", "scheme.lines");
	for (int i = 0; i < s->count; i++)
		if (s->lines[i].value <= 0 || (is_share(s->lines[i].kind) && s->lines[i].value > WHOLE))
			return refuse(c, textf(c, "lines.%d.value_%d", i, i), "scheme.percent");
	return DONE;
}

OP scheme_create(struct ctx *c, rowid project_id, const struct scheme_card *s, rowid *id)
{
	refusal no = scheme_right(c, s);

	if (no)
		return no;
	*id = db_insert(c,
		"INSERT INTO discount_scheme (project_id, method_id, name, valid_from_on, valid_to_on,"
		" round_unit_fen, round_mode, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		project_id, s->method_id, s->name, s->valid_from_on, s->valid_to_on,
		s->round_unit_fen > 0 ? s->round_unit_fen : 100, s->round_mode, c->user_id);
	for (int i = 0; i < s->count; i++)
		db_exec(c, "INSERT INTO discount_line (project_id, scheme_id, seq, kind, value, reason)"
			" VALUES (?, ?, ?, ?, ?, ?)", project_id, *id, i + 1, s->lines[i].kind,
			s->lines[i].value, s->lines[i].reason);
	record(c, .noun = "discount_scheme", .what = "discount_scheme.drafted", .about_id = *id,
	       .project_id = project_id, .to = "draft", .reason = s->name);
	return DONE;
}

OP scheme_decide(struct ctx *c, rowid id, bool accept, const char *reason)
{
	const struct row *s = db_row(c,
		"SELECT project_id, state, created_by FROM discount_scheme WHERE id = ? FOR UPDATE", id);

	if (!row_is(s, "state", "draft"))
		return refuse(c, NULL, "scheme.not_draft");
	if (row_id(s, "created_by") == c->user_id)
		return refuse(c, NULL, "scheme.own");
	if (!db_int(c, "SELECT employer = 'developer' FROM user WHERE id = ?", c->user_id))
		return refuse(c, NULL, "scheme.agency");
	if (!accept && !*reason)
		return refuse(c, "reason", "scheme.say_why");
	db_change(c, "UPDATE discount_scheme SET state = ?, approved_by = ? WHERE id = ?",
		accept ? "approved" : "rejected", c->user_id, id);
	record(c, .noun = "discount_scheme",
	       .what = accept ? "discount_scheme.approved" : "discount_scheme.rejected", .about_id = id,
	       .project_id = row_id(s, "project_id"), .from = "draft",
	       .to = accept ? "approved" : "rejected", .reason = reason);
	return DONE;
}

OP target_set(struct ctx *c, rowid project_id, const struct target_card *t)
{
	int year, month, day;
	date first;

	date_parts(t->month_on, &year, &month, &day);
	first = date_of(year, month, 1);
	db_exec(c, "INSERT INTO target (project_id, month_on, measure, amount_fen) VALUES (?, ?, ?, ?)"
		" ON DUPLICATE KEY UPDATE amount_fen = VALUES(amount_fen)",
		project_id, first, t->measure, t->amount_fen);
	record(c, .noun = "target", .what = "target.set", .about_id = project_id,
	       .project_id = project_id, .biz_on = first, .amount_fen = t->amount_fen, .reason = t->measure);
	return DONE;
}

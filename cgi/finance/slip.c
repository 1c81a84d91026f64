/* A slip is entered, corrected, and mirrored in red. */
#include "finance/slip_inside.h"

/* The slip that is written about. */
struct about { rowid id, project_id, customer_id, unit_id; money amount; };

static struct about about(const struct row *slip)
{
	return (struct about){ row_id(slip, "id"), row_id(slip, "project_id"),
			       row_id(slip, "customer_id"), row_id(slip, "unit_id"),
			       row_money(slip, "amount_fen") };
}

static void add_line(struct ctx *c, const struct about *slip, int64_t revision, int seq,
		     rowid tab_id, const struct slip_line *l)
{
	db_insert(c,
		"INSERT INTO slip_line (project_id, slip_id, revision_no, seq, tab_id, kind,"
		" amount_fen) VALUES (?, ?, ?, ?, ?, ?, ?)", slip->project_id, slip->id, revision, seq,
		tab_id, l->kind, l->amount_fen);
}

static money sum_of(const struct slip_new *s)
{
	money sum = FEN(0);

	for (int i = 0; i < s->line_count; i++)
		sum = money_add(sum, s->lines[i].amount_fen);
	return sum;
}

/* The second leg of a transfer stands on the tab that the money moves to. */
static void add_lines(struct ctx *c, const struct about *slip, int64_t revision,
		      const struct slip_new *s, rowid to_id)
{
	for (int i = 0; i < s->line_count; i++)
		add_line(c, slip, revision, i + 1, i && to_id ? to_id : s->tab_id, &s->lines[i]);
}

static void add_mirror(struct ctx *c, rowid slip_id, int64_t revision, rowid reverses_id)
{
	db_exec(c,
		"INSERT INTO slip_line (project_id, slip_id, revision_no, seq, tab_id, kind, amount_fen)"
		" SELECT l.project_id, ?, ?, l.seq, l.tab_id, l.kind, -l.amount_fen FROM slip o"
		" JOIN slip_line l ON l.slip_id = o.id AND l.revision_no = o.revision_no"
		" WHERE o.id = ? ORDER BY l.seq", slip_id, revision, reverses_id);
}

static void note(struct ctx *c, const struct about *slip, const char *what, const char *from,
		 const char *reason)
{
	record(c, .noun = "slip", .about_id = slip->id, .what = what, .project_id = slip->project_id,
	       .from = from, .to = "submitted", .amount_fen = slip->amount, .reason = reason,
	       .customer_id = slip->customer_id, .unit_id = slip->unit_id);
}

struct head {
	rowid project_id, tab_id, reverses_id;
	const char *type, *means, *account, *reference, *payer, *note;
	date paid_on;
	money amount;
};

/* Takes the number, so it comes last but for the lines. */
static rowid add_slip(struct ctx *c, const struct head *h)
{
	int64_t serial = number_next(c, h->project_id, "slip");
	int year, month, day;

	date_parts(c->today, &year, &month, &day);
	return db_insert(c,
		"INSERT INTO slip (project_id, serial, slip_no, type, tab_id, means, account,"
		" reference, payer, paid_on, amount_fen, note, reverses_id, entered_by, entered_at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", h->project_id, serial,
		textf(c, "JK-%04d-%06lld%s", year, (long long)serial, h->reverses_id ? "R" : ""),
		h->type, h->tab_id, h->means, h->account, h->reference, h->payer, h->paid_on,
		h->amount, h->note, MAYBE(h->reverses_id), c->user_id, c->now);
}

/* The tab, and the one it transfers to, locked in the order of their ids. */
static const struct row *lock_tab(struct ctx *c, rowid tab_id, bool both)
{
	if (both)
		db_rows(c, "SELECT t.id FROM tab t WHERE t.id = ? OR t.id ="
			   " (SELECT f.transfer_to_id FROM tab f WHERE f.id = ?)"
			   " ORDER BY t.id FOR UPDATE", tab_id, tab_id);
	return slip_tab(c, tab_id);
}

/* Of a transfer: on whose timeline it stands is said by the tab that it is filed under. */
static void move_to(struct ctx *c, struct about *slip, rowid tab_id)
{
	const struct row *to = slip_tab(c, tab_id);

	slip->customer_id = row_id(to, "customer_id");
	slip->unit_id = row_id(to, "unit_id");
}

OP slip_enter(struct ctx *c, const struct slip_new *s, rowid *slip_id)
{
	const char *type = slip_type(s);
	bool transfer = !strcmp(type, "transfer");
	const struct row *tab = lock_tab(c, s->tab_id, transfer);
	refusal no = slip_lines_fit(c, s, type, tab);
	rowid to = transfer ? row_id(tab, "transfer_to_id") : 0;
	struct about slip = { .project_id = row_id(tab, "project_id"), .amount = sum_of(s),
			      .customer_id = row_id(tab, "customer_id"),
			      .unit_id = row_id(tab, "unit_id") };

	if (no)
		return no;
	if (transfer)
		move_to(c, &slip, to);
	*slip_id = slip.id = add_slip(c, &(struct head){
		.project_id = slip.project_id, .type = type,
		.tab_id = transfer ? to : s->tab_id, .means = s->means, .account = s->account,
		.reference = s->reference, .note = "",
		.payer = *s->payer ? s->payer : row_text(tab, "payer"),
		.paid_on = date_ok(s->paid_on) ? s->paid_on : c->today, .amount = slip.amount });
	add_lines(c, &slip, 1, s, to);
	note(c, &slip, "slip.entered", NULL, NULL);
	return DONE;
}

/* Who corrects sees the tab of its first line: there a transfer begins. */
static rowid first_tab(struct ctx *c, const struct row *slip)
{
	return db_int(c, "SELECT tab_id FROM slip_line WHERE slip_id = ? AND seq = 1"
			 " ORDER BY revision_no LIMIT 1", row_id(slip, "id"));
}

static OP correct_lines(struct ctx *c, const struct row *slip, const struct slip_new *typed,
			int64_t revision)
{
	const struct about of = about(slip);
	struct slip_new s = *typed;
	bool transfer = row_is(slip, "type", "transfer");
	rowid to = transfer ? row_id(slip, "tab_id") : 0;
	refusal no;

	s.tab_id = first_tab(c, slip);
	s.means = row_text(slip, "means");
	if (!*s.account)
		s.account = row_text(slip, "account");
	no = slip_lines_fit(c, &s, row_text(slip, "type"), slip_tab(c, s.tab_id));
	if (no)
		return no;
	add_lines(c, &of, revision, &s, to);
	db_change(c,
		"UPDATE slip SET account = ?, reference = ?, payer = ?, paid_on = ?, amount_fen = ?,"
		" note = '' WHERE id = ?", s.account,
		*s.reference ? s.reference : row_text(slip, "reference"),
		*s.payer ? s.payer : row_text(slip, "payer"),
		date_ok(s.paid_on) ? s.paid_on : row_date(slip, "paid_on"), sum_of(&s),
		row_id(slip, "id"));
	return DONE;
}

OP slip_correct(struct ctx *c, rowid slip_id, const struct slip_new *s)
{
	const struct row *slip;
	struct about now;
	int64_t revision;
	refusal no;

	slip_lock_tabs(c, slip_id);
	slip = slip_read(c, slip_id, true);
	no = slip_may(c, slip, SLIP_CORRECT);
	revision = row_int(slip, "revision_no") + 1;
	if (!no && s->version && s->version != revision - 1)
		return refuse(c, NULL, "changed_meanwhile");
	if (!no && row_is(slip, "type", "red"))
		add_mirror(c, slip_id, revision, row_id(slip, "reverses_id"));
	else if (!no)
		no = correct_lines(c, slip, s, revision);
	if (no)
		return no;
	db_change(c,
		"UPDATE slip SET state = 'submitted', revision_no = ?, reviewed_by = NULL,"
		" reviewed_at = NULL, approved_by = NULL, approved_at = NULL WHERE id = ?",
		revision, slip_id);
	now = about(slip_read(c, slip_id, false));
	note(c, &now, "slip.corrected", "rejected", NULL);
	return DONE;
}

OP slip_red(struct ctx *c, rowid reverses_id, const struct slip_red *why, rowid *slip_id)
{
	const struct row *of;
	struct about slip;
	refusal no;

	slip_lock_tabs(c, reverses_id);
	of = slip_read(c, reverses_id, true);
	no = slip_may(c, of, SLIP_RED);
	if (no)
		return no;
	if (!*why->reason)
		return refuse(c, "reason", "slip.say_why");
	slip = about(of);
	slip.amount = money_neg(slip.amount);
	*slip_id = slip.id = add_slip(c, &(struct head){
		.project_id = slip.project_id, .type = "red",
		.tab_id = row_id(of, "tab_id"), .reverses_id = reverses_id,
		.means = row_text(of, "means"), .account = row_text(of, "account"),
		.reference = row_text(of, "reference"), .payer = row_text(of, "payer"),
		.note = why->reason, .paid_on = c->today,
		.amount = slip.amount });
	add_mirror(c, slip.id, 1, reverses_id);
	note(c, &slip, "slip.entered", NULL, why->reason);
	return DONE;
}

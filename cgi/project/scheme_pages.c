#include "project/pages.h"
#include "project/method.h"
#include "project/typed.h"

static const char *const line_kinds[] = { "pct", "points", "amount_off", "unit_off", NULL };
static const char *const modes[] = { "half", "down", "up", NULL };

static const struct list schemes = {
	.noun = "discount_scheme",
	.from = "discount_scheme s JOIN payment_method m ON m.id = s.method_id"
		" JOIN project p ON p.id = s.project_id JOIN user u ON u.id = s.created_by",
	.project = "s.project_id",
	.order = "s.id DESC",
	.open = "/project/schemes/%",
	.create = "/project/schemes/new",
	.create_may = "scheme.draft",
	.columns = (const struct column[]){
		{ "id",            "s.id",            0 },
		{ "project_name",  "p.name",          FIND },
		{ "name",          "s.name",          FIND | SORT },
		{ "method_name",   "m.name",          FIND | SORT },
		{ "state",         "s.state",         PICK },
		{ "valid_from_on", "s.valid_from_on", SORT | RANGE },
		{ "valid_to_on",   "s.valid_to_on",   SORT | RANGE },
		{ "created_by",    "u.name",          FIND },
		{ 0 } },
};

reply scheme_index(struct req *r)
{
	return list_show(r, &schemes);
}

#define MOST_OFF INT64_C(100000000000)	/* more than any home costs, also by the m2 */

struct line_form { const char *kind, *value, *reason; };
struct scheme_form {
	rowid method_id;
	const char *name, *round_mode;
	date valid_from_on, valid_to_on;
	money round_unit_fen;
	int count;
	struct line_form lines[DISCOUNT_LINES];
};
static const struct field line[] = {
	FIELD(struct line_form, kind,   REQUIRED, .words = line_kinds, .labels = "L.discount_scheme.kind"),
	FIELD(struct line_form, value,  REQUIRED, .max = 20),
	FIELD(struct line_form, reason, OPTIONAL, .max = 40),
	{ 0 }
};
static const struct field scheme[] = {
	FIELD(struct scheme_form, method_id,      REQUIRED, .noun = "payment_method"),
	FIELD(struct scheme_form, name,           REQUIRED, .max = 40),
	FIELD(struct scheme_form, valid_from_on,  REQUIRED),
	FIELD(struct scheme_form, valid_to_on,    OPTIONAL),
	FIELD(struct scheme_form, round_unit_fen, REQUIRED, .min = 1),
	FIELD(struct scheme_form, round_mode,     REQUIRED, .words = modes,
	      .labels = "L.discount_scheme.round_mode"),
	FIELD_ROWS(struct scheme_form, lines, count, line, DISCOUNT_LINES),
	{ 0 }
};

reply scheme_new_page(struct req *r)
{
	struct scheme_form f = { .name = "", .round_mode = "half", .valid_from_on = r->c->today,
		.valid_to_on = NO_DATE, .round_unit_fen = FEN(100), .count = 3,
		.lines = { { "pct", "", "" }, { "", "", "" }, { "", "", "" } } };

	form_offer(r, scheme, &f);
	form_options(r, "method_id", db_rows(r->c,
		"SELECT m.id AS value, CONCAT(p.name, ' ', m.name) AS text FROM payment_method m"
		" JOIN project p ON p.id = m.project_id JOIN user_project up ON up.project_id = p.id"
		" WHERE up.user_id = ? AND m.active = 1 ORDER BY p.code, m.id", r->c->user_id));
	return page_show(r, "project/scheme_new");
}

/* A line's value: percent for pct and points, yuan for the others. */
static bool value_of(const struct line_form *f, int64_t *value)
{
	money m;

	if (strcmp(f->kind, "pct") == 0 || strcmp(f->kind, "points") == 0)
		return ppm_typed(f->value, value);
	if (!money_parse(f->value, &m) || m.fen <= 0 || m.fen > MOST_OFF)
		return false;
	*value = m.fen;
	return true;
}

static refusal card_of(struct req *r, const struct scheme_form *f, struct scheme_card *s)
{
	*s = (struct scheme_card){ .method_id = f->method_id, .name = f->name,
		.valid_from_on = f->valid_from_on, .valid_to_on = f->valid_to_on,
		.round_unit_fen = f->round_unit_fen.fen, .round_mode = f->round_mode, .count = f->count };
	for (int i = 0; i < f->count; i++) {
		if (!value_of(&f->lines[i], &s->lines[i].value))
			return refuse(r->c, textf(r->c, "lines.%d.value_%d", i, i), "scheme.percent");
		s->lines[i].kind = f->lines[i].kind;
		s->lines[i].reason = f->lines[i].reason;
	}
	return DONE;
}

reply scheme_new_post(struct req *r)
{
	struct scheme_form f = { 0 };
	struct scheme_card s;
	rowid id = 0;

	if (form_read(r, scheme, &f) && row_accept(r, card_of(r, &f, &s))) {
		rowid project = db_int(r->c, "SELECT project_id FROM payment_method WHERE id = ?", f.method_id);

		if (row_accept(r, scheme_create(r->c, project, &s, &id)))
			return see_other(r, "/project/schemes/%lld", (long long)id);
	}
	return scheme_new_page(r);
}

/* ---- one scheme -------------------------------------------------------------------------------------- */

static const char *const yes_no[] = { "1", "0", NULL };
struct decision { const char *accept, *reason; };
static const struct field decision[] = {
	FIELD(struct decision, accept, REQUIRED, .words = yes_no, .labels = "L.price_table.accept"),
	FIELD(struct decision, reason, OPTIONAL, .max = 200),
	{ 0 }
};

/* What a flat of 100 m2 at a million yuan would cost: lines are read easier on an example. */
static void offer_example(struct req *r)
{
	struct discount d = discount_of_scheme(r->c, req_id(r));
	struct price_result p = price_apply(YUAN(1000000), (area){ 10000 }, &d);

	for (int i = 0; i < p.n; i++) {
		const char *at = textf(r->c, "Steps.%d", i);
		const struct price_step *s = &p.steps[i];
		bool share = strcmp(s->kind, "pct") == 0 || strcmp(s->kind, "points") == 0;

		page_text(r, textf(r->c, "%s.label", at),
			  label(r, textf(r->c, "L.discount_scheme.kind.%s", s->kind)));
		page_text(r, textf(r->c, "%s.value", at), strcmp(s->kind, "list") == 0 ? ""
			: share ? textf(r->c, "%lld.%04lld%%", (long long)s->value / 10000,
					(long long)s->value % 10000)
			: money_text(r->c, (money){ s->value }));
		page_text(r, textf(r->c, "%s.reason", at), s->reason);
		page_money(r, textf(r->c, "%s.running", at), s->running);
	}
}

reply scheme_show(struct req *r)
{
	const struct row *s = db_row(r->c,
		"SELECT s.id, s.name, s.state, s.valid_from_on, s.valid_to_on, s.round_unit_fen, s.round_mode,"
		" m.name AS method_name, p.name AS project_name, u.name AS created_by, a.name AS approved_by,"
		" s.created_by AS creator_id FROM discount_scheme s JOIN payment_method m ON m.id = s.method_id"
		" JOIN project p ON p.id = s.project_id JOIN user u ON u.id = s.created_by"
		" LEFT JOIN user a ON a.id = s.approved_by WHERE s.id = ?", req_id(r));

	page_row(r, "scheme", s);
	offer_example(r);
	page_flag(r, "can.decide", row_is(s, "state", "draft") && may(r, "scheme.approve")
		  && row_id(s, "creator_id") != r->c->user_id);
	form_offer(r, decision, NULL);
	return page_show(r, "project/scheme_show");
}

reply scheme_decide_post(struct req *r)
{
	struct decision k = { 0 };

	if (form_read(r, decision, &k)
	    && form_accept(r, scheme_decide(r->c, req_id(r), strcmp(k.accept, "1") == 0, k.reason)))
		return see_other(r, "/project/schemes/%lld", (long long)req_id(r));
	return scheme_show(r);
}

#include "project/discount.h"

enum { WHOLE = 1000000 };	/* ppm */

static money times_ppm(money m, int64_t ppm)
{
	return (money){ div_half_away((__int128)m.fen * ppm, WHOLE) };
}

static void step(struct price_result *p, const char *kind, int64_t value, int lines,
		 const char *reason)
{
	p->steps[p->n++] = (struct price_step){ .kind = kind, .value = value, .lines = lines,
		.reason = reason ? reason : "", .running = p->total };
}

/* Adjacent points lines add up and are taken once; the group's length. */
static int points(struct price_result *p, const struct discount *d, int from)
{
	int64_t sum = 0;
	int n = 0;

	while (from + n < d->n && strcmp(d->lines[from + n].kind, "points") == 0)
		sum += d->lines[from + n++].value;
	p->total = times_ppm(p->total, WHOLE - sum);
	step(p, "points", sum, n, d->lines[from].reason);
	return n;
}

static void line(struct price_result *p, const struct discount_line *l, area basis)
{
	if (strcmp(l->kind, "pct") == 0)
		p->total = times_ppm(p->total, l->value);
	else if (strcmp(l->kind, "amount_off") == 0)
		p->total.fen -= l->value;
	else
		p->total = money_sub(p->total, price_total((money){ l->value }, basis));
	step(p, l->kind, l->value, 1, l->reason);
}

static money rounded(money m, int64_t unit, enum round_mode mode)
{
	int64_t whole;

	if (unit <= 1)
		return m;
	if (mode == ROUND_HALF)
		return (money){ div_half_away(m.fen, unit) * unit };
	whole = m.fen / unit * unit;		/* toward zero; a price is not negative */
	return (money){ mode == ROUND_UP && whole < m.fen ? whole + unit : whole };
}

struct price_result price_apply(money list_total, area basis, const struct discount *d)
{
	struct price_result p = { .total = list_total };

	step(&p, "list", list_total.fen, 1, NULL);
	for (int i = 0; i < d->n;) {
		if (strcmp(d->lines[i].kind, "points") == 0)
			i += points(&p, d, i);
		else
			line(&p, &d->lines[i++], basis);
	}
	p.total = rounded(p.total, d->round_unit_fen, d->round_mode);
	if (p.n > 1 || p.total.fen != list_total.fen)
		step(&p, "round", d->round_unit_fen, 1, NULL);
	if (basis.dm2 > 0) {
		p.unit_price = (money){ div_half_away((__int128)p.total.fen * 100, basis.dm2) };
		p.tail = money_sub(p.total, price_total(p.unit_price, basis));
	}
	p.effective_ppm = list_total.fen ? div_half_away((__int128)p.total.fen * WHOLE, list_total.fen) : 0;
	return p;
}

/* ---- from the database ------------------------------------------------------------------------- */

static struct discount read_scheme(struct ctx *c, const struct row *s)
{
	struct discount d = { .round_unit_fen = 1 };
	const struct row *l;

	if (!s)
		return d;		/* none applies: the list price, as it is */
	d.scheme_id = row_id(s, "id");
	d.round_unit_fen = row_int(s, "round_unit_fen");
	d.round_mode = row_is(s, "round_mode", "down") ? ROUND_DOWN
		: row_is(s, "round_mode", "up") ? ROUND_UP : ROUND_HALF;
	l = db_rows(c, "SELECT kind, value, reason FROM discount_line WHERE scheme_id = ? ORDER BY seq",
		d.scheme_id);
	for (; l && d.n < DISCOUNT_LINES; l = row_next(l))
		d.lines[d.n++] = (struct discount_line){ .kind = row_text(l, "kind"),
			.value = row_int(l, "value"), .reason = row_text(l, "reason") };
	return d;
}

struct discount discount_of_method(struct ctx *c, rowid method_id, date on)
{
	return read_scheme(c, db_row(c,
		"SELECT id, round_unit_fen, round_mode FROM discount_scheme"
		" WHERE method_id = ? AND state = 'approved' AND valid_from_on <= ?"
		" AND (valid_to_on IS NULL OR valid_to_on >= ?)"
		" ORDER BY valid_from_on DESC, id DESC LIMIT 1", method_id, on, on));
}

struct discount discount_of_scheme(struct ctx *c, rowid scheme_id)
{
	return read_scheme(c, db_row(c,
		"SELECT id, round_unit_fen, round_mode FROM discount_scheme WHERE id = ?", scheme_id));
}

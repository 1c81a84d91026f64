/* project/price_money.c - areas and prices of the lines: units of money, what agrees with
 * what, and which number is the anchor (decision 18). */
#include <stdlib.h>
#include "project/price_inside.h"

enum { USES = 64, WHOLE_PERCENT = 90, MANNER_FROM = 10 };

struct medians {
	int n;
	const char *use[USES];
	int64_t fen[USES];
};
/* How a block writes its prices. */
struct manner {
	bool whole_totals;	/* totals are whole yuan: one with a fraction is a slip */
	bool totals_only;	/* priced by the suite */
	int64_t price_step, total_step;	/* fen: the last decimal place that is written */
	bool rounded_prices;	/* unit prices were rounded from totals */
};

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t median(int64_t *v, int n)
{
	if (n == 0)
		return 0;
	qsort(v, (size_t)n, sizeof *v, by_size);
	return v[n / 2];
}

/* ---- units of money ------------------------------------------------------------------------ */

static struct number price_of(const struct line *l)
{
	return l->price.ok ? l->price : l->inner_price;
}

static int64_t fen_of(struct number n, char unit)
{
	int64_t fen = number_scaled(n, unit == 'w' && !(n.how & NUM_WAN) ? 6 : 2);

	return fen == INT64_MAX || fen == INT64_MIN ? 0 : fen;
}

/* Where no header and no title says it: flats cost thousands of yuan a square metre, so a
 * median below 200 is 万元; a total goes with the unit price. */
static void infer_units(struct reading_file *r, int block)
{
	struct block *b = &r->blocks[block];
	int64_t *price = alloc(r->c, ((size_t)b->n_lines + 1) * sizeof *price);
	int64_t *total = alloc(r->c, ((size_t)b->n_lines + 1) * sizeof *total);
	int n = 0, m = 0;

	for (int i = 0; i < r->n_lines; i++) {
		const struct line *l = &r->lines[i];

		if (l->block != block)
			continue;
		if (price_of(l).ok)
			price[n++] = fen_of(price_of(l), 'y');
		if (l->total.ok)
			total[m++] = fen_of(l->total, 'y');
	}
	if (!b->shown.price_unit)
		b->shown.price_unit = n && median(price, n) < 200 * 100 ? 'w' : 'y';
	if (!b->shown.total_unit)
		b->shown.total_unit = m && median(total, m) < 5000 * 100 ? 'w' : 'y';
}

/* ---- areas --------------------------------------------------------------------------------- */

static area area_of(struct number n)
{
	return (area){ n.ok ? number_scaled(n, 2) : 0 };
}

static void check_areas(struct reading_file *r, struct line *l)
{
	area gross = area_of(l->gross), inner = area_of(l->inner), share = area_of(l->share);
	bool parts = l->inner.ok && l->share.ok && inner.dm2 > 0 && share.dm2 >= 0;

	l->sum_gross = parts ? (area){ inner.dm2 + share.dm2 } : (area){ 0 };
	l->sum_inner = inner;
	if (!l->gross.ok && !*l->text[COL_GROSS] && parts)
		gross = l->sum_gross;		/* no column of it: the parts make it up */
	l->u.gross = gross;
	l->u.inner = inner;
	l->share_area = share;
	if (l->gross.ok && gross.dm2 <= 0) {
		line_error(r, l, COL_GROSS, "NON_POSITIVE_AREA", l->text[COL_GROSS], NULL);
	} else if (l->inner.ok && inner.dm2 < 0) {
		line_error(r, l, COL_INNER, "NON_POSITIVE_AREA", l->text[COL_INNER], NULL);
	} else if (gross.dm2 > 0 && inner.dm2 > gross.dm2) {
		line_error(r, l, COL_INNER, "INNER_GT_AREA", l->text[COL_INNER], area_text(r->c, gross));
		l->sum_gross = gross;
		l->sum_inner = l->share.ok ? (area){ gross.dm2 - share.dm2 } : inner;
	} else if (gross.dm2 > 0 && l->inner.ok && l->share.ok
		   && llabs(inner.dm2 + share.dm2 - gross.dm2) > SUM_TOLERANCE_DM2) {
		line_error(r, l, COL_SHARE, "AREA_SUM_MISMATCH", l->text[COL_SHARE],
			   area_text(r->c, (area){ gross.dm2 - inner.dm2 }));
		l->sum_gross = gross;
	} else if (gross.dm2 > 0) {
		l->sum_gross = gross;
	}
	l->area_bad = l->gross.ok ? gross.dm2 <= 0 : *l->text[COL_GROSS] && l->bad;
}

/* ---- prices --------------------------------------------------------------------------------- */

static const char *yuan_text(struct ctx *c, int64_t fen, char unit)
{
	struct number n = { .mantissa = fen, .decimals = unit == 'w' ? 6 : 2, .ok = true };

	while (n.decimals > 0 && n.mantissa % 10 == 0) {
		n.mantissa /= 10;
		n.decimals--;
	}
	return number_text(c, n);
}

/* A unit price that was worked out backwards, to the yuan when it is that close. */
static int64_t near_yuan(int64_t fen)
{
	int64_t whole = div_half_away(fen, 100) * 100;

	return llabs(fen - whole) <= 2 ? whole : fen;
}

static area basis_of(const struct line *l)
{
	return l->price.ok || !l->inner_price.ok ? l->u.gross : l->u.inner;
}

static money product(const struct line *l, char unit)
{
	return price_total((money){ fen_of(price_of(l), unit) }, basis_of(l));
}

static struct medians medians_of(struct reading_file *r)
{
	struct medians m = { 0 };
	int64_t *v = alloc(r->c, ((size_t)r->n_lines + 1) * sizeof *v);

	for (int i = 0; i < r->n_lines; i++) {
		const char *use = r->lines[i].u.use_text;
		bool known = false;
		int n = 0;

		for (int k = 0; k < m.n; k++)
			known |= strcmp(m.use[k], use) == 0;
		if (known || m.n == USES)
			continue;
		for (int k = i; k < r->n_lines; k++)
			if (price_of(&r->lines[k]).ok && strcmp(r->lines[k].u.use_text, use) == 0)
				v[n++] = fen_of(price_of(&r->lines[k]),
					r->blocks[r->lines[k].block].shown.price_unit);
		m.use[m.n] = use;
		m.fen[m.n++] = n >= 5 ? median(v, n) : 0;
	}
	return m;
}

static int64_t median_for(const struct medians *m, const struct line *l)
{
	for (int i = 0; i < m->n; i++)
		if (strcmp(m->use[i], l->u.use_text) == 0)
			return m->fen[i];
	return 0;
}

static int64_t step(int decimals, char unit)
{
	int64_t fen = unit == 'w' ? 1000000 : 100;

	for (int i = 0; i < decimals && fen > 1; i++)
		fen /= 10;
	return fen;
}

/* How the lines of a block write money, seen together. */
static struct manner manner_of(struct reading_file *r, int block)
{
	const struct block *b = &r->blocks[block];
	int totals = 0, whole = 0, alone = 0, off = 0, near = 0, both = 0, pd = 0, td = 0;
	struct manner m = { 0 };

	for (int i = 0; i < r->n_lines; i++) {
		const struct line *l = &r->lines[i];

		if (l->block != block || !l->total.ok)
			continue;
		totals++;
		whole += fen_of(l->total, b->shown.total_unit) % 100 == 0;
		alone += !price_of(l).ok;
		td = l->total.decimals > td ? l->total.decimals : td;
		pd = price_of(l).decimals > pd ? price_of(l).decimals : pd;
	}
	m.whole_totals = totals && whole * 100 >= totals * WHOLE_PERCENT;
	m.totals_only = totals && alone * 2 > totals;
	m.price_step = step(pd, b->shown.price_unit);
	m.total_step = step(td, b->shown.total_unit);
	for (int i = 0; i < r->n_lines; i++) {
		const struct line *l = &r->lines[i];
		int64_t diff;

		if (l->block != block || !l->total.ok || !price_of(l).ok || basis_of(l).dm2 <= 0)
			continue;
		diff = llabs(fen_of(l->total, b->shown.total_unit)
			     - product(l, b->shown.price_unit).fen);
		both++;
		off += diff > TOTAL_TOLERANCE_FEN;
		near += diff <= TOTAL_TOLERANCE_FEN + m.price_step * basis_of(l).dm2 / 200;
	}
	/* a few rows are mistakes, most of many are a manner */
	m.rounded_prices = both >= MANNER_FROM && off * 2 > both && near * 10 >= both * 9;
	return m;
}

static int64_t tolerance(const struct manner *m, const struct line *l, char price_unit)
{
	int64_t fen = TOTAL_TOLERANCE_FEN;

	if (m->total_step > fen)
		fen = m->total_step;
	if (m->rounded_prices || (price_unit == 'w' && m->price_step > 1))
		fen += m->price_step * basis_of(l).dm2 / 200 + 1;
	return fen;
}

static bool about(int64_t a, int64_t b)
{
	return b > 0 && llabs(a - b) <= b / 100;
}

/* Unit price and total do not agree: which of them is it? */
static void blame(struct reading_file *r, struct line *l, int64_t usual, money expected)
{
	const struct block *b = &r->blocks[l->block];
	enum price_column price = l->price.ok ? COL_PRICE : COL_INNER_PRICE;
	int64_t p = fen_of(price_of(l), b->shown.price_unit);
	int64_t t = fen_of(l->total, b->shown.total_unit);
	int64_t implied = div_half_away((__int128)t * 100, basis_of(l).dm2);
	const char *should = yuan_text(r->c, near_yuan(implied), b->shown.price_unit);

	l->sum_total = (money){ t };
	if (about(p, implied / MAGNITUDE) || about(p / MAGNITUDE, implied)) {
		line_error(r, l, price, "UNIT_MAGNITUDE", l->text[price], should);
	} else if (about(t, expected.fen / MAGNITUDE) || about(t / MAGNITUDE, expected.fen)) {
		line_error(r, l, COL_TOTAL, "UNIT_MAGNITUDE", l->text[COL_TOTAL],
			   yuan_text(r->c, expected.fen, b->shown.total_unit));
		l->sum_total = expected;
	} else if (usual && (p > usual * 3 || p < usual / 3)) {
		line_error(r, l, price, "PRICE_OUTLIER", l->text[price], should);
	} else {
		line_error(r, l, COL_TOTAL, "TOTAL_MISMATCH", l->text[COL_TOTAL],
			   yuan_text(r->c, expected.fen, b->shown.total_unit));
		l->sum_total = expected;
	}
}

static void whole_yuan(struct reading_file *r, struct line *l)
{
	money whole = { div_half_away(l->u.total.fen, 100) * 100 };

	line_warning(r, l, COL_TOTAL, "TOTAL_FRACTION", l->text[COL_TOTAL],
		     yuan_text(r->c, whole.fen, r->blocks[l->block].shown.total_unit));
	l->u.total = l->sum_total = whole;
}

/* Both prices and an area are there. */
static void check_both(struct reading_file *r, struct line *l, const struct manner *m, int64_t usual)
{
	const struct block *b = &r->blocks[l->block];
	enum price_column price = l->price.ok ? COL_PRICE : COL_INNER_PRICE;
	money expected = product(l, b->shown.price_unit);

	if (m->whole_totals)
		expected.fen = div_half_away(expected.fen, 100) * 100;
	if (llabs(l->u.total.fen - expected.fen) > tolerance(m, l, b->shown.price_unit)) {
		blame(r, l, usual, expected);
		return;
	}
	l->sum_total = l->u.total;
	if (usual && (l->u.unit_price.fen > usual * OUTLIER_TIMES
		      || l->u.unit_price.fen < usual / OUTLIER_TIMES))
		line_warning(r, l, price, "PRICE_OUTLIER", l->text[price],
			     yuan_text(r->c, usual, b->shown.price_unit));
	if (m->whole_totals && l->u.total.fen % 100)
		whole_yuan(r, l);
}

/* Only a unit price: nothing contradicts it but the others. */
static void check_price_alone(struct reading_file *r, struct line *l, int64_t usual)
{
	const struct block *b = &r->blocks[l->block];
	enum price_column price = l->price.ok ? COL_PRICE : COL_INNER_PRICE;
	int64_t p = l->u.unit_price.fen;

	l->u.total = l->sum_total = product(l, b->shown.price_unit);
	if (!usual || (p <= usual * OUTLIER_TIMES && p >= usual / OUTLIER_TIMES))
		return;
	line_error(r, l, price, p < usual / 1000 || p / 1000 > usual ? "UNIT_MAGNITUDE" : "PRICE_OUTLIER",
		   l->text[price], yuan_text(r->c, usual, b->shown.price_unit));
}

/* A total without a unit price: by the suite, or the unit price is missing. */
static void check_total_alone(struct reading_file *r, struct line *l, const struct manner *m)
{
	const struct block *b = &r->blocks[l->block];
	bool suite = m->totals_only || strcmp(l->u.unit_kind, "parking") == 0
		|| strcmp(l->u.unit_kind, "storage") == 0;

	l->sum_total = l->u.total;
	if (l->bad && (*l->text[COL_PRICE] || *l->text[COL_INNER_PRICE]))
		return;			/* it is there, but not a number: said already */
	if (!suite && (b->shown.column[COL_PRICE] >= 0 || b->shown.column[COL_INNER_PRICE] >= 0)) {
		line_error(r, l, b->shown.column[COL_PRICE] >= 0 ? COL_PRICE : COL_INNER_PRICE,
			   "MISSING_PRICE", NULL, l->u.gross.dm2 > 0
			   ? yuan_text(r->c, near_yuan(div_half_away((__int128)l->u.total.fen * 100,
				l->u.gross.dm2)), b->shown.price_unit) : NULL);
		return;
	}
	if (l->u.gross.dm2 > 0)
		l->u.unit_price = (money){ div_half_away((__int128)l->u.total.fen * 100, l->u.gross.dm2) };
	l->u.pricing_basis = strcmp(l->u.unit_kind, "parking") == 0 || l->u.gross.dm2 <= 0
		? "suite" : "gross";
	if (m->whole_totals && l->u.total.fen % 100)
		whole_yuan(r, l);
}

static bool check_signs(struct reading_file *r, struct line *l, bool *price, bool *total)
{
	enum price_column column = l->price.ok ? COL_PRICE : COL_INNER_PRICE;

	if (*price && price_of(l).mantissa == 0 && !(*total && l->total.mantissa))
		*price = false;		/* 0 is how some say "not priced" */
	if (*total && l->total.mantissa == 0 && !*price)
		*total = false;
	if (*price && price_of(l).mantissa <= 0)
		line_error(r, l, column, "NEGATIVE_PRICE", l->text[column], NULL);
	else if (*total && l->total.mantissa <= 0)
		line_error(r, l, COL_TOTAL, "NEGATIVE_PRICE", l->text[COL_TOTAL], NULL);
	else
		return true;
	l->sum_total = l->u.total.fen > 0 ? l->u.total : product(l, r->blocks[l->block].shown.price_unit);
	return false;
}

/* No area: a parking space has none; another unit may wait for its survey, but then a
 * price per square metre says nothing. */
static bool check_area_there(struct reading_file *r, struct line *l, bool price, bool total)
{
	if (basis_of(l).dm2 > 0)
		return true;
	l->sum_total = l->u.total;
	if (l->area_bad || l->bad)
		return false;
	if (price && !total)
		line_error(r, l, COL_GROSS, "MISSING_AREA", l->text[COL_GROSS], NULL);
	else if (strcmp(l->u.unit_kind, "parking") != 0)
		line_warning(r, l, COL_GROSS, "MISSING_AREA", l->text[COL_GROSS], NULL);
	l->u.pricing_basis = "suite";
	return false;
}

static void check_filed(struct reading_file *r, struct line *l)
{
	char unit = r->blocks[l->block].shown.total_unit;

	if (l->filed_total.ok)
		l->u.filed_total = (money){ fen_of(l->filed_total, unit) };
	else if (l->filed_price.ok && l->u.gross.dm2 > 0)
		l->u.filed_total = price_total((money){ fen_of(l->filed_price,
			r->blocks[l->block].shown.price_unit) }, l->u.gross);
	if (l->u.filed_total.fen && l->u.total.fen > l->u.filed_total.fen + TOTAL_TOLERANCE_FEN)
		line_error(r, l, COL_FILED_TOTAL, "ABOVE_FILED", l->text[COL_FILED_TOTAL],
			   yuan_text(r->c, l->u.total.fen, unit));
	else if (l->u.filed_total.fen && l->u.filed_total.fen < l->u.total.fen)
		l->u.filed_total = l->u.total;	/* the two were rounded differently */
}

static void check_money(struct reading_file *r, struct line *l, const struct manner *m, int64_t usual)
{
	const struct block *b = &r->blocks[l->block];
	bool price = price_of(l).ok, total = l->total.ok;

	l->u.pricing_basis = l->price.ok || !l->inner_price.ok ? "gross" : "inner";
	l->u.anchor = total ? "total" : "unit";
	l->u.unit_price = (money){ price ? fen_of(price_of(l), b->shown.price_unit) : 0 };
	l->u.total = (money){ total ? fen_of(l->total, b->shown.total_unit) : 0 };
	if (!check_signs(r, l, &price, &total))
		return;
	if (!check_area_there(r, l, price, total))
		return;
	if (price && total)
		check_both(r, l, m, usual);
	else if (price)
		check_price_alone(r, l, usual);
	else if (total)
		check_total_alone(r, l, m);
	if (!l->bad)
		check_filed(r, l);
}

void read_money(struct reading_file *r)
{
	struct manner *manner = alloc(r->c, ((size_t)r->n_blocks + 1) * sizeof *manner);
	struct medians m;

	for (int i = 0; i < r->n_blocks; i++)
		infer_units(r, i);
	for (int i = 0; i < r->n_lines; i++)
		check_areas(r, &r->lines[i]);
	m = medians_of(r);
	for (int i = 0; i < r->n_blocks; i++)
		manner[i] = manner_of(r, i);
	for (int i = 0; i < r->n_lines; i++)
		check_money(r, &r->lines[i], &manner[r->lines[i].block], median_for(&m, &r->lines[i]));
}

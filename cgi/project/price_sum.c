/* project/price_sum.c - rows of sums against the rows they sum up.
 *
 * Every row counts with its best reading (an area of 0 with inner 56.83 and shared 18.96
 * counts 75.79), so one wrong cell is not told twice.  A 小计 sums what came since the sum
 * before; a 合计 its sheet, the file, or, on top of the table, what follows. */
#include "project/price_inside.h"

struct tally { int64_t count, gross, inner, total; };

static void add(struct tally *t, const struct line *l)
{
	if (l->duplicate)
		return;
	t->count++;
	t->gross += l->sum_gross.dm2;
	t->inner += l->sum_inner.dm2;
	t->total += l->sum_total.fen;
}

/* What the lines between two rows of a sheet come to; sheet NULL: of the whole file. */
static struct tally tally_between(const struct reading_file *r, const struct sheet *s, int from, int to)
{
	struct tally t = { 0 };

	for (int i = 0; i < r->n_lines; i++) {
		const struct line *l = &r->lines[i];

		if (!s || (r->blocks[l->block].sheet == s && l->u.row > from && l->u.row < to))
			add(&t, l);
	}
	return t;
}

enum { READINGS = 6, END = BOOK_ROWS + 1 };

/* The ways a sum may be meant, the likeliest first. */
static int readings(const struct reading_file *r, int which, struct tally out[READINGS])
{
	const struct sum *sum = &r->sums[which];
	const struct sheet *s = r->blocks[sum->block].sheet;
	int before = 0, grand = 0, after = END, n = 0;

	for (int i = 0; i < r->n_sums; i++) {
		const struct sum *other = &r->sums[i];

		if (r->blocks[other->block].sheet != s)
			continue;
		if (other->row < sum->row) {
			before = other->row;
			grand = other->grand ? other->row : grand;
		}
		if (other->row > sum->row && other->row < after)
			after = other->row;
	}
	if (!sum->grand)
		out[n++] = tally_between(r, s, before, sum->row);
	out[n++] = tally_between(r, s, grand, sum->row);
	if (sum->grand)
		out[n++] = tally_between(r, s, before, sum->row);
	out[n++] = tally_between(r, s, 0, END);
	out[n++] = tally_between(r, NULL, 0, END);
	out[n++] = tally_between(r, s, sum->row, after);
	if (out[0].count == 0 && n > 1) {	/* a total on top: what follows comes first */
		struct tally t = out[0];

		out[0] = out[n - 1];
		out[n - 1] = t;
	}
	return n;
}

static int64_t part_of(const struct tally *t, int part)
{
	return part == 0 ? t->gross : part == 1 ? t->inner : part == 2 ? t->total : t->count;
}

static const char *part_text(struct reading_file *r, int part, int64_t v, char unit)
{
	struct number n = { .mantissa = v, .decimals = part == 3 ? 0 : part == 2 && unit == 'w' ? 6 : 2 };

	while (part == 2 && n.decimals > 0 && n.mantissa % 10 == 0) {
		n.mantissa /= 10;
		n.decimals--;
	}
	return number_text(r->c, n);
}

static void check_sum(struct reading_file *r, int which)
{
	static const enum price_column columns[] = { COL_GROSS, COL_INNER, COL_TOTAL, COL_ROOM };
	struct sum *sum = &r->sums[which];
	const struct block *b = &r->blocks[sum->block];
	struct tally way[READINGS];
	int n = readings(r, which, way);

	for (int part = 0; part < 4; part++) {
		struct number v = part < 3 ? number_read(r->c, sum->text[columns[part]])
			: (struct number){ .mantissa = sum->count, .ok = sum->count >= 0 };
		int64_t said = number_scaled(v, part == 3 ? 0
			: part == 2 && b->shown.total_unit == 'w' && !(v.how & NUM_WAN) ? 6 : 2);
		bool right = false;

		if (!v.ok)
			continue;
		/* sums of money are often written in whole yuan, or with fewer places of 万元 */
		for (int i = 0; i < n; i++) {
			int64_t off = said - part_of(&way[i], part);
			int64_t slack = part == 2 ? 100 + way[i].count : part == 3 ? 0 : 1;

			right |= off >= -slack && off <= slack;
		}
		if (!right)
			note_problem(r, b, sum->row, columns[part], "SUM_ROW_MISMATCH", "warning",
				     part < 3 ? sum->text[columns[part]] : textf(r->c, "%d", sum->count),
				     part_text(r, part, part_of(&way[0], part), b->shown.total_unit));
	}
}

void check_sums(struct reading_file *r)
{
	for (int i = 0; i < r->n_sums; i++)
		check_sum(r, i);
}

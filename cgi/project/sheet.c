/* project/sheet.c - the parts of reading a workbook that all formats share. */
#include <stdio.h>
#include <stdlib.h>
#include "project/sheet.h"

enum { ROWS_A_STEP = 16 };	/* moved in the time that one cell is filled */

static const struct cell EMPTY = { .text = "" };

/* The first bytes say what a file is; its name may lie. */
OP book_read(struct ctx *c, const void *data, size_t size, struct book *b)
{
	static const unsigned char zip[] = { 'P', 'K', 3, 4 };
	static const unsigned char ole[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };

	*b = (struct book){ .format = "" };
	if (size == 0)
		return refuse(c, "file", "sheet.empty");
	if (size > BOOK_BYTES)
		return refuse(c, "file", "sheet.too_big");
	if (size > sizeof zip && memcmp(data, zip, sizeof zip) == 0)
		return book_read_xlsx(c, data, size, b);
	if (size > sizeof ole && memcmp(data, ole, sizeof ole) == 0)
		return book_read_xls(c, data, size, b);
	return book_read_text(c, data, size, b);
}

const struct cell *sheet_cell(const struct sheet *s, int r, int col)
{
	if (r < 0 || r >= s->n_rows || col < 0 || col >= s->rows[r].n)
		return &EMPTY;
	return s->rows[r].cells[col].text ? &s->rows[r].cells[col] : &EMPTY;
}

const char *column_letters(struct ctx *c, int col)
{
	char buf[8], *p = buf + sizeof buf - 1;

	*p = '\0';
	for (int n = col + 1; n > 0 && p > buf; n = (n - 1) / 26)
		*--p = (char)('A' + (n - 1) % 26);
	return textf(c, "%s", p);
}

/* Where the row of a number is, or where it would have to be. */
static int row_place(const struct sheet *s, int number)
{
	int low = 0, high = s->n_rows;

	if (high > 0 && s->rows[high - 1].number < number)
		return high;
	while (low < high) {
		int mid = (low + high) / 2;

		if (s->rows[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* What n cells have room in: doubled, so that growing leaves little behind in the arena. */
static int row_room(int n)
{
	int room = n ? 8 : 0;

	while (room < n)
		room *= 2;
	return room;
}

static void row_widen(struct ctx *c, struct sheet_row *row, int col)
{
	int have = row_room(row->n), want = row_room(col + 1);

	if (want > have) {
		struct cell *wide = alloc(c, (size_t)want * sizeof *wide);

		if (row->n)
			memcpy(wide, row->cells, (size_t)row->n * sizeof *wide);
		row->cells = wide;
	}
	if (col >= row->n)
		row->n = col + 1;
}

static struct sheet_row *maker_row(struct sheet_maker *m, int number)
{
	struct sheet *s = m->s;
	int at = row_place(s, number);

	if (at < s->n_rows && s->rows[at].number == number)
		return &s->rows[at];
	m->left->work -= (s->n_rows - at) / ROWS_A_STEP;
	if (m->left->work < 0)
		return NULL;
	if (s->n_rows == m->room_rows) {
		int room = m->room_rows ? m->room_rows * 2 : 256;
		struct sheet_row *rows = alloc(m->c, (size_t)room * sizeof *rows);

		if (s->n_rows)
			memcpy(rows, s->rows, (size_t)s->n_rows * sizeof *rows);
		s->rows = rows;
		m->room_rows = room;
	}
	memmove(&s->rows[at + 1], &s->rows[at], (size_t)(s->n_rows - at) * sizeof *s->rows);
	s->rows[at] = (struct sheet_row){ .number = number };
	s->n_rows++;
	return &s->rows[at];
}

struct cell *maker_cell(struct sheet_maker *m, int number, int col)
{
	struct sheet_row *row;

	if (number < 1 || number > BOOK_ROWS || col < 0 || col >= BOOK_COLUMNS)
		return NULL;
	row = maker_row(m, number);
	if (!row)
		return NULL;
	if (col >= row->n) {
		m->left->cells -= col + 1 - row->n;
		if (m->left->cells < 0)
			return NULL;
		row_widen(m->c, row, col);
	}
	if (col >= m->s->n_columns)
		m->s->n_columns = col + 1;
	return &row->cells[col];
}

void maker_hide_column(struct sheet_maker *m, int first, int last)
{
	if (!m->s->hidden_column)
		m->s->hidden_column = alloc(m->c, BOOK_COLUMNS * sizeof(bool));
	for (int i = first; i <= last && i < BOOK_COLUMNS; i++)
		if (i >= 0)
			m->s->hidden_column[i] = true;
}

void maker_hide_row(struct sheet_maker *m, int number)
{
	int at = row_place(m->s, number);

	if (at < m->s->n_rows && m->s->rows[at].number == number)
		m->s->rows[at].hidden = true;
}

const char *maker_wrong(const struct sheet_maker *m)
{
	return m->left->work < 0 ? "sheet.disorder" : "sheet.too_many_rows";
}

bool maker_merge(struct sheet_maker *m, int row1, int col1, int row2, int col2)
{
	struct cell *first = maker_cell(m, row1, col1), from;

	if (!first || !first->text || row2 > BOOK_ROWS || col2 >= BOOK_COLUMNS ||
	    row2 < row1 || col2 < col1)
		return m->left->work >= 0;
	m->left->work -= (int64_t)(row2 - row1 + 1) * (col2 - col1 + 1);
	if (m->left->work < 0)
		return false;
	from = *first;
	for (int r = row1; r <= row2; r++)
		for (int k = col1; k <= col2; k++) {
			struct cell *to = maker_cell(m, r, k);

			if (!to)
				return m->left->work >= 0;
			if (r == row1 && k == col1)
				continue;
			*to = from;
			to->flags |= (r > row1 ? CELL_DOWN : 0) | (k > col1 ? CELL_RIGHT : 0);
		}
	return true;
}

/* Digits of a plain decimal or scientific number as typed by a program; false if it is
 * something else.  digits holds no leading zero; the value is 0.digits x 10^point. */
static bool number_digits(const char *s, bool *minus, char digits[64], int *n, int *point)
{
	long exponent = 0;
	bool dot = false, any = false;

	*minus = *s == '-';
	s += *s == '-' || *s == '+';
	*n = *point = 0;
	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !dot); s++) {
		if (*s == '.') {
			dot = true;
			continue;
		}
		any = true;
		if (*n || *s != '0') {
			if (*n < 63)
				digits[(*n)++] = *s;
			*point += !dot;
		} else if (dot) {
			*point -= 1;
		}
	}
	if (any && (*s == 'e' || *s == 'E')) {
		char *end;

		exponent = strtol(s + 1, &end, 10);
		s = end > s + 1 ? end : s;
	}
	/* no number of a table is written with more places, and out[] below holds these */
	if (!any || *s || exponent <= -40 || exponent >= 40 || *point <= -40 || *point >= 40)
		return false;
	*point += (int)exponent;
	return true;
}

/* Keep 15 digits, rounding half up in decimal, and drop the zeros that are left over. */
static void digits_round(char digits[64], int *n, int *point)
{
	if (*n > 15) {
		int i = 15;
		bool up = digits[15] >= '5';

		*n = 15;
		while (up && i > 0)
			if (digits[--i] == '9')
				digits[i] = '0';
			else {
				digits[i]++;
				up = false;
			}
		if (up) {
			memmove(digits + 1, digits, 14);
			digits[0] = '1';
			*point += 1;
		}
	}
	while (*n > 0 && digits[*n - 1] == '0')
		*n -= 1;
}

const char *number_shown(struct ctx *c, const char *raw)
{
	char digits[64], out[128], *p = out;
	int n, point;
	bool minus;

	if (!number_digits(raw, &minus, digits, &n, &point))
		return raw;
	digits_round(digits, &n, &point);
	if (n == 0)
		return "0";
	if (minus)
		*p++ = '-';
	if (point <= 0)
		*p++ = '0';
	for (int i = 0; i < point; i++)
		*p++ = i < n ? digits[i] : '0';
	if (point < n) {
		*p++ = '.';
		for (int i = point; i < 0; i++)
			*p++ = '0';
		for (int i = point > 0 ? point : 0; i < n; i++)
			*p++ = digits[i];
	}
	*p = '\0';
	return textf(c, "%s", out);
}

const char *serial_date(struct ctx *c, double serial, bool from_1904)
{
	/* Excel counts from 1899-12-30 (it believes in a 29 February 1900). */
	int days = (int)serial + (from_1904 ? 1462 : 0) - 25569;

	if (serial < 0 || serial > 2958465)
		return textf(c, "%.0f", serial);
	return date_text(c, (date){ days });
}

/* project/sheet.h - a workbook as it lies on the table: sheets, rows, cells.
 *
 * One reader for .xlsx (libzip + expat), .xls (libfreexl) and text (.csv, .txt; comma, tab
 * or semicolon; UTF-8 or GB18030).  What it is, the content says, never the name.
 * A book is untrusted: every size is capped, and what does not hold is a refusal with a
 * code of L.refusal.sheet.  Merged cells are filled from their first cell and say so.
 * Everything lives in the act's arena. */
#pragma once
#include "lib/domain.h"

enum cell_type { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_ERROR };
/* FORMULA: the value is the one the program that saved it had cached.
 * DOWN, RIGHT: filled from a merged cell above / from one that begins further left.
 * UNCACHED: a formula without a value. */
enum cell_flag { CELL_FORMULA = 1, CELL_DOWN = 2, CELL_RIGHT = 4, CELL_UNCACHED = 8 };

struct cell {
	const char *text;		/* "" if empty; a number as decimal digits: "75.79" */
	unsigned char type, flags;
};
struct sheet_row { int number; bool hidden; int n; struct cell *cells; };  /* number: as in the file, from 1 */
struct sheet {
	const char *name;
	bool hidden;
	int n_rows, n_columns;
	struct sheet_row *rows;		/* ascending numbers; rows without cells may be missing */
	bool *hidden_column;		/* n_columns of them */
};
struct book {
	const char *format;		/* "xlsx", "xls", "text" */
	int n_sheets;
	struct sheet *sheets;
};

enum {
	BOOK_BYTES = 15 << 20,		/* of the file: it is kept in one packet of the database (16 MiB) */
	BOOK_INFLATED = 200 << 20,	/* of all parts of an .xlsx together */
	BOOK_RATIO = 200,		/* inflated : packed, above BOOK_RATIO_FROM bytes */
	BOOK_RATIO_FROM = 1 << 20,
	BOOK_ROWS = 50000,		/* of one sheet: a project has a few thousand units */
	BOOK_COLUMNS = 512,
	BOOK_CELLS = 2000000,		/* of the whole book */
	BOOK_WORK = 10 * BOOK_CELLS,	/* cells filled by merging, rows put in between others */
	BOOK_SHEETS = 200,
	BOOK_TEXT = 32767		/* bytes of one cell: what Excel itself allows */
};

/* Refuses sheet.empty, .too_big, .broken, .encrypted, .bomb, .entity, .encoding,
 * .too_many_rows, .disorder, .not_a_table (a picture, a PDF, a program ...). */
OP book_read(struct ctx *c, const void *data, size_t size, struct book *b);

/* The cell at index r (not number) and column col, from 0; an empty one outside. */
const struct cell *sheet_cell(const struct sheet *s, int r, int col);
const char *column_letters(struct ctx *c, int col);	/* 0 -> "A", 27 -> "AB" */

/* ---- between the readers ------------------------------------------------------------- */

/* Growing a sheet while it is read; rows and columns in any order.  What is left to the book is
 * shared by its sheets: cells, and steps of work.  No sound book comes near the latter: its rows
 * are in order, and no cell is merged twice. */
struct book_left { int64_t cells, work; };
struct sheet_maker { struct ctx *c; struct sheet *s; int room_rows; struct book_left *left; };
/* The cell at row number and column, made if it was not there; NULL above the caps. */
struct cell *maker_cell(struct sheet_maker *m, int number, int col);
void maker_hide_column(struct sheet_maker *m, int first, int last);
void maker_hide_row(struct sheet_maker *m, int number);		/* if it has cells */
/* False: no work is left. */
bool maker_merge(struct sheet_maker *m, int row1, int col1, int row2, int col2);
/* The code of the cap that was passed. */
const char *maker_wrong(const struct sheet_maker *m);

OP book_read_xlsx(struct ctx *c, const void *data, size_t size, struct book *b);
OP book_read_xls(struct ctx *c, const void *data, size_t size, struct book *b);
OP book_read_text(struct ctx *c, const void *data, size_t size, struct book *b);

/* A number as a spreadsheet keeps it (binary, up to 17 digits: 75.79000000000001) as the 15
 * digits that it shows: "75.79".  Not a number: the text as it is. */
const char *number_shown(struct ctx *c, const char *raw);
/* The day of a serial number, "2022-01-02". */
const char *serial_date(struct ctx *c, double serial, bool from_1904);

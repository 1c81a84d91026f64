/* project/sheet_ole.h - what libfreexl does not tell about an .xls: hidden sheets, columns
 * and rows, merged cells, error cells.  They stand in the records of the BIFF8 stream. */
#pragma once
#include "project/sheet.h"

/* Tell sheet after sheet (index from 0, in file order); cells are there already. */
struct ole_ears {
	void *self;
	void (*sheet_hidden)(void *self, int sheet);
	void (*column_hidden)(void *self, int sheet, int first, int last);
	void (*row_hidden)(void *self, int sheet, int row);		/* row from 1 */
	void (*error)(void *self, int sheet, int row, int col, const char *word);
	void (*merged)(void *self, int sheet, int r1, int c1, int r2, int c2);
};
/* Refuses sheet.encrypted, sheet.broken. */
OP ole_read(struct ctx *c, const void *data, size_t size, const struct ole_ears *ears);

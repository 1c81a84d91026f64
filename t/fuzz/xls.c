/* A price table of an old Excel.  Bytes are changed in place: a compound file whose sectors
 * move is refused at the door, and nothing behind it would be tried. */
#include <string.h>
#include "project/sheet_ole.h"
#include "t/fuzz/fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	size_t at, n;

	if (!size || seed % 16 == 0)
		return LLVMFuzzerMutate(data, size, most);
	at = seed / 16 % size;
	n = size - at < 64 ? size - at : 64;
	for (unsigned i = 0; i <= seed % 3; i++)
		LLVMFuzzerMutate(data + at, n, n);
	return size;
}

static void sheet_heard(void *self, int sheet)
{
	must(!self && sheet >= 0 && sheet < BOOK_SHEETS);
}

static void column_heard(void *self, int sheet, int first, int last)
{
	sheet_heard(self, sheet);
	must(first >= 0 && last >= 0 && first <= 0xFFFF && last <= 0xFFFF);
}

static void row_heard(void *self, int sheet, int row)
{
	column_heard(self, sheet, row - 1, 0);
}

static void error_heard(void *self, int sheet, int row, int col, const char *word)
{
	column_heard(self, sheet, row - 1, col);
	must(*word == '#');
}

static void merge_heard(void *self, int sheet, int r1, int c1, int r2, int c2)
{
	column_heard(self, sheet, r1 - 1, c1);
	column_heard(self, sheet, r2 - 1, c2);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	static const struct ole_ears ears = { NULL, sheet_heard, column_heard, row_heard, error_heard,
					      merge_heard };

	if (size && ole_read(c, data, size, &ears))
		return;
}

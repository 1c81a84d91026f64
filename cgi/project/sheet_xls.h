/* project/sheet_xls.h - the cells of a .xls, read by libfreexl in a process of its own.
 *
 * The library trusts what it reads: a broken file makes it copy past the end of its buffers.
 * So it runs where nothing can be taken or told: no database, no socket, no other program,
 * nothing but reading and memory, for seconds.  What it answers is as little trusted as the
 * file itself. */
#pragma once
#include "project/sheet.h"

/* A record of the answer, followed by `size` bytes of text.  XLS_SHEET: a sheet begins, its
 * name; row says how many rows.  Others: a cell; row from 1, column from 0. */
enum xls_kind { XLS_SHEET, XLS_TEXT, XLS_NUMBER, XLS_DATE };
struct xls_record { int kind, row, column, size; };

/* All records; no bytes if the reader failed, whatever became of it. */
bytes xls_records(struct ctx *c, const void *data, size_t size);

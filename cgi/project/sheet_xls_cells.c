#include <errno.h>
#include <fcntl.h>
#include <freexl.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "project/sheet_xls.h"

enum { IN = 3, OUT = 4, CPU_SECONDS = 10, OUT_BYTES = 256 << 20, MEMORY_BYTES = 384 << 20 };

/* ---- the other process ------------------------------------------------------------------- */

static void put(FILE *to, enum xls_kind kind, int row, int column, const char *text)
{
	struct xls_record r = { kind, row, column, (int)strnlen(text, BOOK_TEXT) };

	fwrite(&r, sizeof r, 1, to);
	fwrite(text, 1, (size_t)r.size, to);
}

static void put_cell(FILE *to, int row, int column, const FreeXL_CellValue *v)
{
	char number[32];

	switch (v->type) {
	case FREEXL_CELL_NULL:
		return;
	case FREEXL_CELL_INT:
		snprintf(number, sizeof number, "%d", v->value.int_value);
		put(to, XLS_NUMBER, row, column, number);
		return;
	case FREEXL_CELL_DOUBLE:
		snprintf(number, sizeof number, "%.17g", v->value.double_value);
		put(to, XLS_NUMBER, row, column, number);
		return;
	case FREEXL_CELL_DATE: case FREEXL_CELL_DATETIME: case FREEXL_CELL_TIME:
		put(to, XLS_DATE, row, column, v->value.text_value);
		return;
	default:
		put(to, XLS_TEXT, row, column, v->value.text_value ? v->value.text_value : "");
	}
}

static bool put_sheet(FILE *to, const void *book, unsigned short i)
{
	const char *name = NULL;
	unsigned rows = 0;
	unsigned short columns = 0;

	freexl_get_worksheet_name(book, i, &name);
	if (freexl_select_active_worksheet(book, i) != FREEXL_OK)
		return false;
	freexl_worksheet_dimensions(book, &rows, &columns);
	put(to, XLS_SHEET, (int)rows, columns, name ? name : "");
	for (unsigned r = 0; r < rows && r < BOOK_ROWS; r++)
		for (unsigned short k = 0; k < columns && k < BOOK_COLUMNS; k++) {
			FreeXL_CellValue v;

			if (freexl_get_cell_value(book, r, k, &v) == FREEXL_OK)
				put_cell(to, (int)r + 1, k, &v);
		}
	return true;
}

static bool put_book(void)
{
	const void *book;
	unsigned n = 0;
	FILE *to = fdopen(OUT, "w");

	if (!to || freexl_open("/proc/self/fd/3", &book) != FREEXL_OK
	    || freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &n) != FREEXL_OK)
		return false;
	for (unsigned i = 0; i < n && i < BOOK_SHEETS; i++)
		if (!put_sheet(to, book, (unsigned short)i))
			return false;
	return !fflush(to);
}

static bool only_reading(void)
{
	static const int calls[] = { SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(pread64),
		SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(close),
		SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap),
		SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(getrandom),
		SCMP_SYS(fcntl), SCMP_SYS(exit_group),
		SCMP_SYS(sigaltstack) /* AddressSanitizer, before it ends */ };
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok = f != NULL;

	for (size_t i = 0; ok && i < sizeof calls / sizeof *calls; i++)
		ok = !seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
	ok = ok && !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
	return ok && !seccomp_load(f);
}

static void limit(int what, rlim_t most)
{
	setrlimit(what, &(struct rlimit){ most, most });
}

/* Only the two files stay open; what the library or the kernel says of a bad file is told to
 * nobody. */
static _Noreturn void reader(int in, int out)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	in = fcntl(in, F_DUPFD, 16);
	out = fcntl(out, F_DUPFD, 16);
	for (int fd = 0; fd < IN; fd++)
		dup2(nothing, fd);
	if (dup2(in, IN) < 0 || dup2(out, OUT) < 0 || close_range(OUT + 1, ~0U, 0))
		_exit(3);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_FSIZE, OUT_BYTES);
#ifndef SANITIZED	/* whose shadow is larger than any memory */
	limit(RLIMIT_AS, MEMORY_BYTES);
#endif
	if (!only_reading())
		_exit(4);
	_exit(put_book() ? 0 : 1);
}

/* ---- this one ---------------------------------------------------------------------------- */

static void shut(void *fd)
{
	close(*(int *)fd);
}

static int *memory_file(struct ctx *c, const char *name)
{
	int *fd = alloc(c, sizeof *fd);

	*fd = memfd_create(name, MFD_CLOEXEC);
	if (*fd < 0)
		fault(c, "memfd_create failed");
	defer(c, shut, fd);
	return fd;
}

static void write_all(struct ctx *c, int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);

		if (n < 0)
			fault(c, "cannot write to memory");
		data += n;
		size -= (size_t)n;
	}
}

static bytes read_all(struct ctx *c, int fd)
{
	struct stat is;
	char *data;
	size_t done = 0;

	if (fstat(fd, &is))
		fault(c, "cannot look at memory");
	data = alloc(c, (size_t)is.st_size + 1);
	while (done < (size_t)is.st_size) {
		ssize_t n = pread(fd, data + done, (size_t)is.st_size - done, (off_t)done);

		if (n <= 0)
			fault(c, "cannot read from memory");
		done += (size_t)n;
	}
	return (bytes){ data, (int64_t)done };
}

bytes xls_records(struct ctx *c, const void *data, size_t size)
{
	int *in = memory_file(c, "price-table"), *out = memory_file(c, "cells"), status = 0;
	pid_t pid;

	write_all(c, *in, data, size);
	pid = fork();
	if (pid < 0)
		fault(c, "cannot fork");
	if (!pid)
		reader(*in, *out);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			fault(c, "the reader of the price table is lost");
	if (WIFEXITED(status) && WEXITSTATUS(status) > 1)
		fault(c, "the reader of the price table cannot be shut in (%d)",
		      WEXITSTATUS(status));
	return status ? (bytes){ 0 } : read_all(c, *out);
}

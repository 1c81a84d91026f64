/* sheet TYPES IN OUT - the anchor of `bench export`: libxlsxwriter alone writes the lines of IN
 * (cells by tabs) into workbook OUT in constant memory, as cgi/lib/export.c asks it to.  TYPES
 * has a letter a column: n a number in hundredths (but its head), anything else a text.  IN is cut into cells
 * before the clock starts; prints the seconds of wall and of processor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

enum { COLUMNS = 40 };

static char *read_all(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *all;

	if (!f || fseek(f, 0, SEEK_END) || (*n = (size_t)ftell(f)) == 0)
		return NULL;
	rewind(f);
	all = malloc(*n + 1);
	if (all && fread(all, 1, *n, f) == *n)
		all[*n] = '\0';
	fclose(f);
	return all;
}

/* Tabs and line ends become ends of strings; cells lie one behind the other. */
static long cut(char *all, size_t n)
{
	long lines = 0;

	for (size_t i = 0; i < n; i++) {
		lines += all[i] == '\n';
		if (all[i] == '\t' || all[i] == '\n')
			all[i] = '\0';
	}
	return lines;
}

static double seconds(clockid_t of)
{
	struct timespec t;

	clock_gettime(of, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int write_sheet(const char *types, const char *cells, long lines, const char *to)
{
	lxw_workbook_options how = { .constant_memory = LXW_TRUE };
	lxw_workbook *wb = workbook_new_opt(to, &how);
	lxw_worksheet *ws = workbook_add_worksheet(wb, NULL);
	lxw_format *number = workbook_add_format(wb);
	size_t columns = strlen(types);

	format_set_num_format(number, "#,##0.00");
	for (long y = 0; y < lines; y++)
		for (size_t x = 0; x < columns; x++) {
			char *end;
			double n = types[x] == 'n' ? (double)strtoll(cells, &end, 10) / 100 : 0;

			if (types[x] == 'n' && *cells && !*end)
				worksheet_write_number(ws, (lxw_row_t)y, (lxw_col_t)x, n, number);
			else if (*cells)
				worksheet_write_string(ws, (lxw_row_t)y, (lxw_col_t)x, cells, NULL);
			cells += strlen(cells) + 1;
		}
	return workbook_close(wb);
}

int main(int argc, char **argv)
{
	double wall, cpu;
	char *all;
	size_t n;
	long lines;

	if (argc != 4 || strlen(argv[1]) > COLUMNS || !(all = read_all(argv[2], &n)))
		return 2;
	lines = cut(all, n);
	wall = seconds(CLOCK_MONOTONIC);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	if (write_sheet(argv[1], all, lines, argv[3]))
		return 1;
	printf("%.3f %.3f\n", seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
	free(all);
	return 0;
}

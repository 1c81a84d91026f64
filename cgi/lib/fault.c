/* The two ways not to succeed, and the log. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/inside.h"

refusal refuse(struct ctx *c, const char *field, const char *code)
{
	return refuse_with(c, field, code, NULL);
}

refusal refuse_with(struct ctx *c, const char *field, const char *code, const char *detail)
{
	struct refusal *no = alloc(c, sizeof *no);

	no->field = field;
	no->code = code;
	no->detail = detail;
	return no;
}

refusal unchanged_since(struct ctx *c, const struct row *now, int version)
{
	return row_int(now, "version_count") == version ? DONE
		: refuse(c, NULL, "changed_meanwhile");
}

/* One line a message, so that a log is grep's friend: nothing personal, no line breaks. */
static void write_line(struct ctx *c, const char *level, const char *text)
{
	char line[1200], stamp[26];
	int n = snprintf(line, sizeof line, "time=%s level=%s request=%s user=%lld %s",
			 clock_stamp(stamp), level,
			 c && c->request_id ? c->request_id : "-",
			 c ? (long long)c->user_id : 0LL, text);

	if (n >= (int)sizeof line)
		n = sizeof line - 1;
	for (int i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	line[n] = '\n';
	if (write(STDERR_FILENO, line, (size_t)n + 1) < 0)
		return;		/* nowhere left to say so */
}

void log_line(struct ctx *c, const char *level, const char *fmt, ...)
{
	char text[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (!strcmp(level, "fault"))
		metric_add(FAULTS, 1);
	write_line(c, level, text);
}

void fault_at(struct ctx *c, const char *file, int line, const char *fmt, ...)
{
	char text[900];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	log_line(c, "fault", "at=%s:%d %s", file, line, text);
	fault_raise(c, FAULT_FINAL);
}

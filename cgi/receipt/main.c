/* loupan-receipt: the public check of a receipt.  It knows nobody, reads one view, and
 * writes nothing (decision 22). */
#include <stdio.h>
#include "receipt/check.h"
#include "receipt/pages.h"

/* "/r/CODE" is what people type, "/R/R1..." what the QR code says. */
static const struct route routes[] = {
	{ "GET", "r/",  check_ask,  "*" },
	{ "GET", "r/*", check_show, "*" },
	{ "GET", "R/*", check_show, "*" },
	{ 0 }
};

static const char *file_text(struct ctx *c, const char *path)
{
	FILE *f = fopen(path, "r");
	char *s = alloc(c, 4096);

	if (!f)
		return NULL;
	s[fread(s, 1, 4095, f)] = '\0';
	fclose(f);
	return s;
}

/* --verify PUBFILE TEXT: without a database; 0 is genuine. */
static int verify(struct ctx *c, int argc, char **argv)
{
	const char *keys = argc == 2 ? file_text(c, argv[0]) : NULL;
	struct receipt_fields f;

	if (!keys) {
		fprintf(stderr, "--verify PUBFILE TEXT\n");
		return 2;
	}
	if (!text_is_signed(argv[1], keys, &f)) {
		printf("forged\n");
		return 1;
	}
	printf("number   %s\nproject  %s\namount   %s\ndate     %s\nunit     %s\npayer    %s\n"
	       "code     %s\ngenuine\n", f.number, f.project, money_text(c, f.amount),
	       date_text(c, f.issued_on), f.unit, f.payer, f.code);
	return 0;
}

static const struct command commands[] = {
	{ "verify", verify },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){ .name = "receipt", .routes = routes,
		.commands = commands, .is_public = true });
}

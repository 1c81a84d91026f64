/* project/price_command.c - loupan-project --import-prices [--project CODE] [--batch NAME]
 * [--as LOGIN] FILE [--dry-run] [--json].  Exit 0: taken (or would be); 1: errors in the file
 * or refused; 2: asked wrongly. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "project/pages.h"
#include "project/price_import.h"

struct order {
	const char *project, *batch, *login, *file;
	bool dry_run, json;
	void *data;
	size_t size;
	struct price_file f;
	struct price_taken taken;
	rowid project_id;
};

static int usage(void)
{
	fputs("--import-prices [--project CODE] [--batch NAME] [--as LOGIN] FILE [--dry-run] [--json]\n",
	      stderr);
	return 2;
}

static bool read_order(struct order *o, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		const char **to = strcmp(argv[i], "--project") == 0 ? &o->project
			: strcmp(argv[i], "--batch") == 0 ? &o->batch
			: strcmp(argv[i], "--as") == 0 ? &o->login : NULL;

		if (to) {
			if (++i == argc)
				return false;
			*to = argv[i];
		} else if (strcmp(argv[i], "--dry-run") == 0) {
			o->dry_run = true;
		} else if (strcmp(argv[i], "--json") == 0) {
			o->json = true;
		} else if (o->file || strncmp(argv[i], "--", 2) == 0) {
			return false;
		} else {
			o->file = argv[i];
		}
	}
	return o->file != NULL;
}

/* Up to one byte more than is allowed, so that too big is seen as such. */
static bool read_file(struct order *o)
{
	FILE *in = fopen(o->file, "rb");

	if (!in)
		return false;
	o->data = malloc(BOOK_BYTES + 1);
	if (o->data)
		o->size = fread(o->data, 1, BOOK_BYTES + 1, in);
	fclose(in);
	return o->data != NULL;
}

static const char *name_of(const char *path)
{
	return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* Who acts: the one named, else the first of the project's staff who may draft prices. */
static refusal somebody(struct ctx *c, struct order *o)
{
	const struct row *u = db_row(c,
		"SELECT u.id, u.role FROM user u"
		" JOIN role_right r ON r.role = u.role AND r.right_name = 'price.draft'"
		" JOIN user_project up ON up.user_id = u.id AND up.project_id = ?"
		" WHERE u.state = 'active' AND (u.login = ? OR ? = '') ORDER BY u.role <> 'PL', u.id LIMIT 1",
		o->project_id, o->login ? o->login : "", o->login ? o->login : "");

	if (!u)
		return refuse(c, "as", "price_import.nobody");
	c->user_id = row_id(u, "id");
	c->role = row_text(u, "role");
	return DONE;
}

static refusal find_project(struct ctx *c, struct order *o)
{
	if (!o->project && db_int(c, "SELECT COUNT(*) FROM project") != 1)
		return refuse(c, "project", "price_import.which_project");
	o->project_id = o->project ? db_int(c, "SELECT id FROM project WHERE code = ?", o->project)
		: db_int(c, "SELECT id FROM project");
	return o->project_id ? DONE : refuse(c, "project", "price_import.which_project");
}

static refusal upload_and_take(struct ctx *c, void *order)
{
	struct order *o = order;
	struct price_upload u = { .name = name_of(o->file), .data = o->data, .size = o->size };
	refusal no = find_project(c, o);
	rowid id = 0;

	if (no || (no = somebody(c, o)))
		return no;
	u.project_id = o->project_id;
	if (o->batch) {
		u.batch_id = db_int(c, "SELECT id FROM launch_batch WHERE project_id = ? AND name = ?",
			o->project_id, o->batch);
		if (!u.batch_id)
			return refuse(c, "batch", "price_import.no_batch");
	}
	if ((no = price_import_upload(c, &u, &id)) || (no = price_import_read(c, id, &o->f)))
		return no;
	return o->dry_run || o->f.n_errors ? refuse(c, NULL, "price_import.only_looked")
		: price_import_take(c, id, &o->taken);
}

static refusal look(struct ctx *c, void *order)
{
	struct order *o = order;
	struct price_context k = { .file_name = name_of(o->file) };

	return price_file_read(c, o->data, o->size, &k, NULL, &o->f);
}

static void say(struct ctx *c, const struct order *o)
{
	if (o->json) {
		puts(price_file_json(c, &o->f, o->taken.changed));
		return;
	}
	printf("%d units, %s m2, %s yuan, %d errors\n", o->f.n_units, area_text(c, o->f.gross),
	       money_text(c, o->f.total), o->f.n_errors);
	for (int i = 0; i < o->f.n_problems; i++) {
		const struct price_problem *p = &o->f.problems[i];

		printf("%s\t%s!%d\t%s\t%s\t%s\t%s\n", p->severity, p->sheet, p->row, p->column, p->code,
		       p->found ? p->found : "", p->expected ? p->expected : "");
	}
	if (!o->dry_run && !o->f.n_errors)
		printf(o->taken.changed ? "%d new units, %d changed, %d prices; price table %lld is a draft\n"
		       : "nothing has changed\n", o->taken.units_new, o->taken.units_changed,
		       o->taken.prices, (long long)o->taken.price_table_id);
}

/* A file that cannot be read at all is one problem of the whole file. */
static void say_refused(struct ctx *c, const struct order *o, refusal no)
{
	if (o->json)
		printf("{\"units\":0,\"gross_dm2\":0,\"total_fen\":0,\"problems\":[{\"sheet\":\"\",\"row\":0,"
		       "\"column\":\"\",\"code\":%s,\"severity\":\"error\",\"found\":%s,\"expected\":null}],"
		       "\"changed\":false}\n", json_quoted(c, no->code), json_quoted(c, no->detail));
	else
		fprintf(stderr, "%s: %s%s%s\n", o->file, no->code, no->detail ? " " : "",
			no->detail ? no->detail : "");
}

int import_prices(struct ctx *c, int argc, char **argv)
{
	struct order o = { 0 };
	refusal no;

	if (!read_order(&o, argc, argv))
		return usage();
	if (!read_file(&o)) {
		fprintf(stderr, "%s: cannot be read\n", o.file);
		return 2;
	}
	if (c->db && (o.project || !o.dry_run))
		no = tx_run(c, upload_and_take, &o);
	else if (o.dry_run)
		no = look(c, &o);
	else
		return fputs("--conf is missing\n", stderr), 2;
	if (no && strcmp(no->code, "price_import.only_looked") != 0) {
		say_refused(c, &o, no);
		return 1;
	}
	say(c, &o);
	return o.f.n_errors ? 1 : 0;
}

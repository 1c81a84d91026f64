/* cmocka underneath, TAP out; one connection, one transaction a test. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include "lib/inside.h"
#include "t/unit/harness.h"

enum { TESTS = 100 };

static struct ctx world;
static test const *bodies;
static int given;			/* counts, so that names differ */

struct body { test go; void **state; bool ended; };

/* A refusal, so that the transaction is rolled back. */
static refusal run_body(struct ctx *c, void *arg)
{
	struct body *b = arg;

	clock_set(c, "2026-03-06 10:20:00");
	given = 0;
	b->go(b->state);
	b->ended = true;
	return refuse(c, NULL, "end.of.test");
}

static void run_one(void **state)
{
	struct body b = { .go = bodies[*(int *)*state], .state = state };
	struct tx t = { .write = true, .step = run_body, .arg = &b };
	refusal no;

	db_rollback(&world);		/* a failed assertion leaves by cmocka's own jump */
	arena_reset(world.arena);
	world.user_id = 0;
	world.role = "";
	if (!tx_attempt(&world, &t, &no) || !b.ended)
		fail_msg("a fault ended the test; it is in the log above");
}

static char *next_name(char **rest)
{
	char *name = *rest + strspn(*rest, " \t\n"), *end = strchr(name, ',');

	if (end)
		*end = '\0';
	*rest = end ? end + 1 : name + strlen(name);
	return name;
}

int run_(const char *names, test const *tests)
{
	static struct CMUnitTest group[TESTS];
	static int index[TESTS];
	const char *etc = getenv("LOUPAN_ETC");
	char path[4096], *rest = strdup(names);
	size_t n = 0;

	snprintf(path, sizeof path, "%s/loupan.hdf", etc ? etc : ".");
	if (sodium_init() < 0 || !rest || !conf_load(path, "test"))
		return 2;
	world = (struct ctx){ .arena = arena_new(), .db = db_new("test"), .role = "",
			      .from = "test", .request_id = "unit" };
	for (bodies = tests; tests[n] && n < TESTS; n++) {
		index[n] = (int)n;
		group[n] = (struct CMUnitTest){ .name = next_name(&rest), .test_func = run_one,
						.initial_state = &index[n] };
	}
	return _cmocka_run_group_tests("unit", group, n, NULL, NULL);
}

/* ---- people and things ------------------------------------------------------------------- */

static const char *named(struct ctx *c, const char *what)
{
	return textf(c, "%s-%lld-%d", what, (long long)clock_micros(), ++given);
}

struct ctx *as(void **state, const char *role)
{
	struct ctx *c = &world;
	const char *login = textf(c, "unit-%s", role);

	(void)state;
	c->role = textf(c, "%.2s", role);
	c->user_id = db_int(c, "SELECT id FROM user WHERE login = ?", login);
	if (!c->user_id)
		c->user_id = db_insert(c,
			"INSERT INTO user (login, name, role, password_hash, must_change)"
			" VALUES (?, ?, ?, '*', 0)", login, login, c->role);
	db_exec(c, "INSERT IGNORE INTO user_project (user_id, project_id)"
		" SELECT ?, id FROM project", c->user_id);
	return c;
}

void at(struct ctx *c, const char *now)
{
	clock_set(c, now);
}

rowid given_project(struct ctx *c)
{
	const char *name = named(c, "P");
	rowid company = db_insert(c, "INSERT INTO company (name) VALUES (?)", name);
	rowid project = db_insert(c, "INSERT INTO project (company_id, code, name) VALUES (?, ?, ?)",
				  company, textf(c, "U%d", given), name);

	db_exec(c, "INSERT IGNORE INTO user_project (user_id, project_id) SELECT id, ? FROM user",
		project);
	return project;
}

rowid given_building(struct ctx *c, rowid project_id)
{
	return db_insert(c, "INSERT INTO building (project_id, name) VALUES (?, ?)", project_id,
			 textf(c, "%d栋", ++given));
}

rowid given_batch(struct ctx *c, rowid project_id)
{
	return db_insert(c,
		"INSERT INTO launch_batch (project_id, name, opens_on, state, released_on)"
		" VALUES (?, ?, ?, 'released', ?)", project_id, textf(c, "%d", ++given),
		c->today, c->today);
}

static rowid made_by(struct ctx *c, const char *role)
{
	rowid me = c->user_id, other;
	const char *mine = c->role;

	other = as(NULL, role)->user_id;
	c->user_id = me;
	c->role = mine;
	return other;
}

rowid given_unit(struct ctx *c, rowid project_id, area gross, money unit_price)
{
	rowid batch = given_batch(c, project_id), building = given_building(c, project_id);
	const char *code = textf(c, "%d栋-101", given);
	rowid unit = db_insert(c,
		"INSERT INTO unit (project_id, batch_id, building_id, code, room, floor_no,"
		" unit_kind, pricing_basis, gross_dm2, inner_dm2, sale_state)"
		" VALUES (?, ?, ?, ?, '101', 1, 'residence', 'gross', ?, ?, 'available')",
		project_id, batch, building, code, gross, gross);
	rowid table = db_insert(c,
		"INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at,"
		" created_by, created_at, reviewed_by, approved_by, approved_at)"
		" VALUES (?, ?, 1, 'approved', '2020-01-01', ?, ?, ?, ?, ?)", project_id, batch,
		made_by(c, "PL"), c->now, made_by(c, "PD"), made_by(c, "GE"), c->now);

	db_exec(c, "INSERT INTO price_row (price_table_id, project_id, unit_id,"
		" list_unit_price_fen, list_total_fen, anchor) VALUES (?, ?, ?, ?, ?, 'unit')",
		table, project_id, unit, unit_price, price_total(unit_price, gross));
	return unit;
}

rowid given_customer(struct ctx *c, rowid project_id)
{
	const char *phone = textf(c, "120%08d", (int)(clock_micros() % 100000000));

	return db_insert(c,
		"INSERT INTO customer (project_id, owner_id, name, phone_sealed, phone_hash,"
		" phone_tail_hash, source, created_at) VALUES (?, ?, ?, ?, ?, ?, 'walk_in', ?)",
		project_id, c->user_id, textf(c, "客户%d", ++given), seal(c, phone),
		seal_hash(c, phone), seal_hash(c, phone + 7), c->now);
}

void given_erased(struct ctx *c, rowid customer_id)
{
	db_exec(c,
		"UPDATE customer SET name = '***', phone_sealed = NULL, phone_hash = NULL,"
		" phone_tail_hash = NULL, id_no_sealed = NULL, id_no_hash = NULL, anonymised_at = ?"
		" WHERE id = ?", c->now, customer_id);
}

/* ---- assertions ------------------------------------------------------------------------------ */

void check_int(const char *file, int line, int64_t want, int64_t got)
{
	if (want != got)
		print_error("%s:%d: expected %lld, found %lld\n", file, line, (long long)want,
			    (long long)got);
	_assert_true(want == got, "as expected", file, line);
}

void check_word(const char *file, int line, struct ctx *c, const char *want,
		const char *sql, const struct val *v, int n)
{
	const struct row *r = db_row_(c, sql, v, n);
	const char *got = r ? row_text(r, row_name(r, 0)) : "(no row)";

	if (strcmp(want, got))
		print_error("%s:%d: expected '%s', found '%s'\n", file, line, want, got);
	_assert_true(!strcmp(want, got), "as expected", file, line);
}

void check_refusal(const char *file, int line, const char *code, const char *field, refusal got)
{
	bool right = code ? got && !strcmp(got->code, code) : !got;

	if (right && code)
		right = field ? got->field && !strcmp(got->field, field) : !got->field;
	if (!right)
		print_error("%s:%d: expected %s at %s, found %s at %s\n", file, line,
			    code ? code : "done", field ? field : "-", got ? got->code : "done",
			    got && got->field ? got->field : "-");
	_assert_true(right, "as expected", file, line);
}

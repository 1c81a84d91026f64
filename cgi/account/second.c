#include <ctype.h>
#include <stdlib.h>
#include <liboath/oath.h>
#include <sodium.h>
#include "account/password.h"
#include "account/second.h"
#include "account/secret.h"

enum { SECRET_BYTES = 20, DIGITS = 6, NEAR_STEPS = 1 };

/* ---- codes of the telephone ------------------------------------------------------------------ */

int64_t totp_step(struct ctx *c, const char *secret, const char *code, int64_t at)
{
	char *key = NULL;
	uint64_t step = 0;
	size_t n = 0;
	int offset, found;

	if (oath_base32_decode(secret, strlen(secret), &key, &n) != OATH_OK)
		fault(c, "a secret is not base32");
	defer(c, free, key);
	found = oath_totp_validate4(key, n, (time_t)at, TOTP_SECONDS, 0, NEAR_STEPS, &offset,
				    &step, 0, code);
	return found >= 0 ? (int64_t)step : -1;
}

static const char *request_of(const struct ctx *c)
{
	return c->request_id ? c->request_id : "";
}

/* A request that is run again, as its COMMIT was lost, finds its own code taken by itself. */
static bool by_this_request(const struct ctx *c, const struct row *r)
{
	return *request_of(c) && row_is(r, "request_no", request_of(c));
}

static bool totp_right(struct ctx *c, rowid user_id, const char *code)
{
	const struct row *s = db_row(c,
		"SELECT secret_sealed, step_count, request_no FROM second_factor WHERE user_id = ?"
		" FOR UPDATE", user_id);
	int64_t step = s ? totp_step(c, unseal(c, row_bytes(s, "secret_sealed")), code,
				     clock_real_seconds()) : -1;

	if (step < 0)
		return false;
	if (step == row_int(s, "step_count") && by_this_request(c, s))
		return true;
	if (step <= row_int(s, "step_count"))
		return false;
	db_change(c, "UPDATE second_factor SET step_count = ?, request_no = ? WHERE user_id = ?",
		  step, request_of(c), user_id);
	return true;
}

/* ---- recovery codes ---------------------------------------------------------------------------- */

static bytes recovery_hash(struct ctx *c, rowid user_id, const char *plain)
{
	const char *text = textf(c, "%lld:%s", (long long)user_id, plain);
	unsigned char *hash = alloc(c, crypto_hash_sha256_BYTES);

	crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
	return (bytes){ hash, crypto_hash_sha256_BYTES };
}

/* Without blanks and dashes, in small letters. */
static const char *plain_code(struct ctx *c, const char *typed)
{
	char *out = alloc(c, strlen(typed) + 1), *p = out;

	for (; *typed; typed++)
		if (!strchr(" -\t", *typed))
			*p++ = (char)tolower((unsigned char)*typed);
	return out;
}

static bool recovery_right(struct ctx *c, rowid user_id, const char *plain)
{
	bytes hash = recovery_hash(c, user_id, plain);
	const struct row *k = db_row(c,
		"SELECT used_at IS NOT NULL AS used, request_no FROM recovery_code"
		" WHERE code_hash = ? FOR UPDATE", hash);

	if (!k || (row_int(k, "used") && !by_this_request(c, k)))
		return false;
	db_exec(c, "UPDATE recovery_code SET used_at = ?, request_no = ? WHERE code_hash = ?",
		clock_real(c), request_of(c), hash);
	record(c, .noun = "user", .what = "user.recovery_used", .about_id = user_id);
	return true;
}

static void issue_codes(struct ctx *c)
{
	const char *all = "";

	db_exec(c, "DELETE FROM recovery_code WHERE user_id = ?", c->user_id);
	for (int i = 0; i < RECOVERY_CODES; i++) {
		const char *code = password_issue(c);

		db_exec(c, "INSERT INTO recovery_code (code_hash, user_id) VALUES (?, ?)",
			recovery_hash(c, c->user_id, plain_code(c, code)), c->user_id);
		all = textf(c, "%s%s%s", all, *all ? " " : "", code);
	}
	secret_put(c, "recovery", c->user_id, c->user_id, all);
}

bool second_right(struct ctx *c, rowid user_id, const char *typed)
{
	const char *plain = plain_code(c, typed);

	if (strlen(plain) == DIGITS && strspn(plain, "0123456789") == DIGITS)
		return totp_right(c, user_id, plain);
	return recovery_right(c, user_id, plain);
}

/* ---- having one ---------------------------------------------------------------------------------- */

static bool enrolled(struct ctx *c, rowid user_id)
{
	return db_int(c, "SELECT COUNT(*) FROM user WHERE id = ? AND second_at IS NOT NULL FOR UPDATE",
		      user_id);
}

OP second_begin(struct ctx *c)
{
	unsigned char key[SECRET_BYTES];
	char *text = NULL;

	if (enrolled(c, c->user_id))
		return refuse(c, NULL, "second.have");
	randombytes_buf(key, sizeof key);
	if (oath_base32_encode((const char *)key, sizeof key, &text, NULL) != OATH_OK)
		fault(c, "no memory for a secret");
	defer(c, free, text);
	db_exec(c, "REPLACE INTO second_factor (user_id, secret_sealed, created_at) VALUES (?, ?, ?)",
		c->user_id, seal(c, text), clock_real(c));
	record(c, .noun = "user", .what = "user.second_begun", .about_id = c->user_id);
	return DONE;
}

OP second_confirm(struct ctx *c, const char *code)
{
	if (enrolled(c, c->user_id))
		return refuse(c, NULL, "second.have");
	if (!totp_right(c, c->user_id, plain_code(c, code)))
		return refuse(c, "code", "second.wrong");
	db_change(c, "UPDATE user SET second_at = ? WHERE id = ?", clock_real(c), c->user_id);
	db_exec(c, "DELETE FROM session WHERE user_id = ?", c->user_id);
	issue_codes(c);
	record(c, .noun = "user", .what = "user.second_on", .about_id = c->user_id);
	return DONE;
}

OP second_codes(struct ctx *c)
{
	if (!enrolled(c, c->user_id))
		return refuse(c, NULL, "second.none");
	issue_codes(c);
	record(c, .noun = "user", .what = "user.recovery_issued", .about_id = c->user_id);
	return DONE;
}

static void take_off(struct ctx *c, rowid user_id)
{
	db_exec(c, "DELETE FROM recovery_code WHERE user_id = ?", user_id);
	db_exec(c, "DELETE FROM second_factor WHERE user_id = ?", user_id);
	secret_drop(c, "recovery", user_id);
	db_change(c, "UPDATE user SET second_at = NULL WHERE id = ?", user_id);
}

OP second_remove(struct ctx *c)
{
	if (!enrolled(c, c->user_id))
		return refuse(c, NULL, "second.none");
	take_off(c, c->user_id);
	record(c, .noun = "user", .what = "user.second_off", .about_id = c->user_id);
	return DONE;
}

OP second_reset(struct ctx *c, rowid user_id)
{
	if (user_id == c->user_id)
		return refuse(c, NULL, "second.own");
	if (!enrolled(c, user_id))
		return refuse(c, NULL, "second.none");
	take_off(c, user_id);
	db_exec(c, "DELETE FROM session WHERE user_id = ?", user_id);
	record(c, .noun = "user", .what = "user.second_reset", .about_id = user_id);
	return DONE;
}

const char *second_secret(struct ctx *c)
{
	const struct row *s = db_row(c,
		"SELECT f.secret_sealed FROM second_factor f JOIN user u ON u.id = f.user_id"
		" WHERE f.user_id = ? AND u.second_at IS NULL", c->user_id);

	return s ? unseal(c, row_bytes(s, "secret_sealed")) : NULL;
}

/* Log-ins are of letters, digits and . _ @ -, so nothing has to be escaped. */
const char *second_uri(struct ctx *c)
{
	const char *secret = second_secret(c);

	if (!secret)
		return NULL;
	return textf(c, "otpauth://totp/Loupan:%s?secret=%s&issuer=Loupan&period=%d&digits=%d",
		     row_text(db_row(c, "SELECT login FROM user WHERE id = ?", c->user_id), "login"),
		     secret, TOTP_SECONDS, DIGITS);
}

/* ---- who must ------------------------------------------------------------------------------------ */

enum second second_of(struct ctx *c, const char *role, bool has)
{
	const struct row *i = db_row(c,
		"SELECT second_roles, second_required, second_exempt FROM instance");
	struct second_rules rules = { row_text(i, "second_roles"), row_text(i, "second_required"),
				      row_text(i, "second_exempt") };

	return second_wanted(&rules, role, c->from, has);
}

static const char *roles_of(struct ctx *c, const struct second_rules_edit *e)
{
	const char *all = "";

	for (int i = 0; i < e->role_count; i++)
		if (!strstr(all, e->roles[i].role))
			all = textf(c, "%s%s%s", all, *all ? "," : "", e->roles[i].role);
	return all;
}

OP second_rules_set(struct ctx *c, const struct second_rules_edit *e)
{
	const char *roles = roles_of(c, e), *wrong;
	const char *required = networks_read(c, e->required, &wrong), *exempt;

	if (!required)
		return refuse_with(c, "required", "second.network", wrong);
	exempt = networks_read(c, e->exempt, &wrong);
	if (!exempt)
		return refuse_with(c, "exempt", "second.network", wrong);
	db_change(c, "UPDATE instance SET second_roles = ?, second_required = ?, second_exempt = ?"
		     " WHERE id = 1", roles, required, exempt);
	record(c, .noun = "instance", .what = "instance.second_rules",
	       .reason = textf(c, "roles %s; required %.140s; exempt %.140s", roles, required, exempt));
	return DONE;
}

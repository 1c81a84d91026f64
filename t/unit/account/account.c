/* Passwords, log-ins and people, without HTTP. */
#include "t/unit/harness.h"
#include "account/login.h"
#include "account/password.h"
#include "account/second.h"
#include "account/secret.h"
#include "account/user.h"

static void a_password_is_verified_by_its_hash_alone(void **state)
{
	struct ctx *c = as(state, "AD");
	const char *one = password_hash(c, "Blue-kettle-on-the-roof");

	assert_true(password_right(c, one, "Blue-kettle-on-the-roof"));
	assert_false(password_right(c, one, "blue-kettle-on-the-roof"));
	assert_false(password_right(c, "!", "!"));
	assert_false(password_right(c, "", ""));
	assert_string_not_equal(one, password_hash(c, "Blue-kettle-on-the-roof"));
}

static void a_password_has_rules(void **state)
{
	static const struct { const char *password, *code; } wrong[] = {
		{ "eleven-char", "password.short" }, { "长长长长长长长长长长长", "password.short" },
		{ "aaaaaaaaaaaaaaaa", "password.common" }, { "PassWord1234", "password.common" },
		{ "my-Chen.Jing-password", "password.login" },
	};
	struct ctx *c = as(state, "AD");

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_refused(wrong[i].code, "password",
			       password_rules(c, "password", wrong[i].password, "chen.jing"));
	assert_done(password_rules(c, "password", "屋顶上的蓝水壶与烟囱和猫", "chen.jing"));
	assert_done(password_rules(c, "password", "correct horse paints stable", "chen.jing"));
}

static void issued_secrets_differ(void **state)
{
	struct ctx *c = as(state, "AD");

	assert_int_equal(strlen(password_issue(c)), 19);
	assert_string_not_equal(password_issue(c), password_issue(c));
	assert_int_equal(strlen(token_issue(c)), 43);
	assert_string_not_equal(token_issue(c), token_issue(c));
	assert_done(password_rules(c, NULL, password_issue(c), "x"));
}

static const struct user_edit somebody = { .login = "unit.somebody", .name = "某人", .role = "CO",
	.employer = "developer", .state = "active" };

static void a_created_user_logs_in_with_what_was_issued(void **state)
{
	struct ctx *c = as(state, "AD");
	const char *password;
	rowid id;

	assert_done(user_create(c, &somebody, &id));
	password = secret_waiting(c, "user", id);
	assert_non_null(password);
	assert_word(c, "1", "SELECT CAST(must_change AS CHAR) FROM user WHERE id = ?", id);
	assert_done(log_in(c, &(struct login_try){ "Unit.Somebody", password }));
	assert_true(c->user_id == id);
	assert_refused("password.current", "current", password_change(c,
		&(struct new_password){ "wrong", "Blue-kettle-on-the-roof", "Blue-kettle-on-the-roof" }));
	assert_done(password_change(c,
		&(struct new_password){ password, "Blue-kettle-on-the-roof", "Blue-kettle-on-the-roof" }));
	assert_int(c, 0, "SELECT COUNT(*) FROM issued_secret WHERE noun = 'user' AND about_id = ?", id);
}

static void a_secret_is_for_one_reader(void **state)
{
	struct ctx *c = as(state, "AD");
	rowid id;

	assert_done(user_create(c, &somebody, &id));
	c = as(state, "AD2");
	assert_null(secret_waiting(c, "user", id));
	assert_refused("secret.gone", NULL, secret_taken(c, "user", id));
	c = as(state, "AD");
	assert_done(secret_taken(c, "user", id));
	assert_null(secret_waiting(c, "user", id));
}

static void a_locked_log_in_refuses_the_right_password(void **state)
{
	struct ctx *c = as(state, "AD");
	const char *password;
	rowid id;

	assert_done(user_create(c, &somebody, &id));
	password = secret_waiting(c, "user", id);
	db_change(c, "UPDATE user SET locked_until_at = ? + INTERVAL 90 SECOND WHERE id = ?",
		  clock_real(c), id);
	assert_refused("login.locked", NULL,
		       log_in(c, &(struct login_try){ somebody.login, password }));
	assert_done(user_release(c, id));
	assert_refused("user.not_locked", NULL, user_release(c, id));
	assert_done(log_in(c, &(struct login_try){ somebody.login, password }));
}

static void nobody_changes_his_own_rights(void **state)
{
	struct ctx *c = as(state, "AD");
	rowid me = c->user_id;
	struct user_edit e = somebody;

	e.version = (int)db_int(c, "SELECT version_count FROM user WHERE id = ?", me);
	assert_refused("user.own", NULL, user_change(c, me, &e));
	c = as(state, "AD2");
	assert_done(user_change(c, me, &e));
	assert_refused("changed_meanwhile", NULL, user_change(c, me, &e));
	e.version++;
	e.employer = "agency";
	e.role = "PD";
	assert_refused("user.staff_only", "role", user_change(c, me, &e));
}

static void an_administrator_does_not_see_tokens(void **state)
{
	struct ctx *c = as(state, "FM");
	rowid owner = c->user_id, token;

	c = as(state, "AD");
	assert_done(token_create(c, &(struct new_token){ owner, "script" }, &token));
	assert_null(secret_waiting(c, "token", token));
	c = as(state, "FM");
	assert_non_null(secret_waiting(c, "token", token));
	c = as(state, "AD");
	assert_done(token_revoke(c, token));
	assert_refused("token.revoked", NULL, token_revoke(c, token));
}

/* RFC 6238 appendix B: the last six of its eight digits. */
static void codes_are_those_of_the_rfc(void **state)
{
	static const struct { int64_t at; const char *code; } is[] = {
		{ 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
		{ 1234567890, "005924" }, { 2000000000, "279037" }, { INT64_C(20000000000), "353130" },
	};
	static const char secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
	struct ctx *c = as(state, "AD");

	for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
		assert_int_equal(totp_step(c, secret, is[i].code, is[i].at), is[i].at / 30);
		assert_int_equal(totp_step(c, secret, is[i].code, is[i].at + 30), is[i].at / 30);
		assert_int_equal(totp_step(c, secret, is[i].code, is[i].at - 30), is[i].at / 30);
		assert_int_equal(totp_step(c, secret, is[i].code, is[i].at + 90), -1);
		if (is[i].at > 90)
			assert_int_equal(totp_step(c, secret, is[i].code, is[i].at - 90), -1);
	}
	assert_int_equal(totp_step(c, secret, "28708", 59), -1);
}

static void a_code_is_taken_once(void **state)
{
	struct ctx *c = as(state, "AD");
	const char *codes;

	assert_done(second_begin(c));
	assert_non_null(strstr(second_uri(c), second_secret(c)));
	assert_refused("second.wrong", "code", second_confirm(c, "000000000"));
	assert_refused("second.none", NULL, second_codes(c));
	db_change(c, "UPDATE user SET second_at = ? WHERE id = ?", clock_real(c), c->user_id);
	assert_refused("second.have", NULL, second_begin(c));
	assert_null(second_uri(c));
	assert_done(second_codes(c));
	codes = secret_waiting(c, "recovery", c->user_id);
	assert_int_equal(strlen(codes), RECOVERY_CODES * 19 + RECOVERY_CODES - 1);
	assert_true(second_right(c, c->user_id, textf(c, "%.19s", codes)));
	c->request_id = "the next";
	assert_false(second_right(c, c->user_id, textf(c, "%.19s", codes)));
	assert_false(second_right(c, c->user_id + 1, textf(c, "%.19s", codes + 20)));
	assert_done(second_remove(c));
	assert_false(second_right(c, c->user_id, textf(c, "%.19s", codes + 20)));
}

static void who_is_asked_depends_on_role_and_network(void **state)
{
	static const struct second_rules r = { "AD,FM", "0.0.0.0/0 2001:db8::/32", "10.0.0.0/8 192.168.1.7" };
	static const struct second_rules none = { "", "", "" }, roles = { "AD,FM", "", "" };
	static const struct { const char *from, *role; bool has; enum second is; } by[] = {
		{ "203.0.113.5", "CO", false, SECOND_ENROL }, { "203.0.113.5", "CO", true, SECOND_CODE },
		{ "10.255.0.1", "AD", false, SECOND_NO }, { "10.255.0.1", "AD", true, SECOND_NO },
		{ "11.0.0.1", "AD", false, SECOND_ENROL }, { "192.168.1.7", "FM", true, SECOND_NO },
		{ "192.168.1.8", "FM", true, SECOND_CODE }, { "2001:db8:1::1", "CO", false, SECOND_ENROL },
		{ "2001:db9::1", "CO", false, SECOND_NO }, { "2001:db9::1", "FM", false, SECOND_ENROL },
		{ "nowhere", "AD", false, SECOND_ENROL }, { "", "", false, SECOND_NO },
	};
	static const char *const bad[] = { "10.0.0.0/33", "10.0.0/8", "::/129", "office", "10.0.0.0/",
					   "10.0.0.0/8x", "10.0.0.0/-1" };
	struct ctx *c = as(state, "AD");
	const char *wrong;

	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		assert_int_equal(second_wanted(&r, by[i].role, by[i].from, by[i].has), by[i].is);
	assert_int_equal(second_wanted(&none, "AD", "203.0.113.5", false), SECOND_NO);
	assert_int_equal(second_wanted(&none, "AD", "203.0.113.5", true), SECOND_CODE);
	assert_int_equal(second_wanted(&roles, "FC", "203.0.113.5", false), SECOND_NO);
	assert_string_equal(networks_read(c, " 10.0.0.0/8,\n2001:db8::/32 ", &wrong), "10.0.0.0/8 2001:db8::/32");
	assert_string_equal(networks_read(c, "", &wrong), "");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_null(networks_read(c, bad[i], &wrong));
		assert_string_equal(wrong, bad[i]);
	}
}

int main(void)
{
	return run(a_password_is_verified_by_its_hash_alone, a_password_has_rules,
		   issued_secrets_differ, a_created_user_logs_in_with_what_was_issued,
		   a_secret_is_for_one_reader, a_locked_log_in_refuses_the_right_password,
		   nobody_changes_his_own_rights, an_administrator_does_not_see_tokens,
		   codes_are_those_of_the_rfc, a_code_is_taken_once,
		   who_is_asked_depends_on_role_and_network);
}

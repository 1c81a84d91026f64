/* account/second.h - the second factor: a code of the person's telephone (RFC 6238: SHA-1,
 * 30 seconds, 6 digits; the step before and the one after do too), and ten recovery codes for
 * who has lost it.
 *
 * begun (secret shown as QR) -> confirmed by a first code, from when on it is asked for at
 * each log-in -> taken off by himself, or reset by an administrator.  A code is taken once:
 * its step and all before are over.  Who must have one: table instance, lib/db.h. */
#pragma once
#include "lib/domain.h"

enum { TOTP_SECONDS = 30, RECOVERY_CODES = 10, SECOND_ROLES = 20 };

/* Of the user that c acts for. */
OP second_begin(struct ctx *c);				/* a secret, replacing one that was not confirmed */
OP second_confirm(struct ctx *c, const char *code);	/* all his sessions end; codes wait to be noted */
OP second_codes(struct ctx *c);				/* ten new ones, the old are over */
OP second_remove(struct ctx *c);
OP second_reset(struct ctx *c, rowid user_id);		/* another's; his sessions end */

const char *second_uri(struct ctx *c);		/* otpauth://..., while he enrols; else NULL */
const char *second_secret(struct ctx *c);	/* the same to be typed */

/* Is it a code of his that may be used now?  Then it is used up.  Six digits, or a recovery
 * code; blanks and "-" do not matter. */
bool second_right(struct ctx *c, rowid user_id, const char *typed);
enum second second_of(struct ctx *c, const char *role, bool enrolled);	/* coming from c->from */
/* The step whose code it is, -1 if none near the moment. */
int64_t totp_step(struct ctx *c, const char *secret, const char *code, int64_t at);

struct rule_role { const char *role; };
struct second_rules_edit {
	int role_count;
	struct rule_role roles[SECOND_ROLES];
	const char *required, *exempt;
};
OP second_rules_set(struct ctx *c, const struct second_rules_edit *e);

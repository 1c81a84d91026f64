/* account/secret.h - a password or token that was just issued: sealed, until the one it is
 * for has noted it down, and no longer than a while.  The secret itself is kept nowhere else. */
#pragma once
#include "lib/domain.h"

/* noun: "user" (his password), "recovery" (his ten codes) or "token". */
void secret_put(struct ctx *c, const char *noun, rowid about_id, rowid for_user_id,
		const char *secret);
const char *secret_waiting(struct ctx *c, const char *noun, rowid about_id);	/* NULL: none for him */
void secret_drop(struct ctx *c, const char *noun, rowid about_id);
OP secret_taken(struct ctx *c, const char *noun, rowid about_id);

/* account/user.h - a person with a log-in: active -> disabled -> active; locked by wrong
 * passwords until released.
 *
 * S3: nobody changes what he himself may do; that needs a second administrator.  S4: roles
 * that may approve finally are for developer staff.  Source: domain.md 3, 方案书 7.8. */
#pragma once
#include "lib/domain.h"

enum { USER_PROJECTS = 100 };

struct user_project { rowid project_id; };
struct user_edit {
	const char *login, *name, *role, *employer, *state;
	int version;			/* of the row that was edited */
	rowid hand_to_id;		/* disabling: who takes over (leave.h) */
	int project_count;
	struct user_project projects[USER_PROJECTS];
};

OP user_create(struct ctx *c, const struct user_edit *e, rowid *user_id);	/* with an issued password */
/* changed_meanwhile if somebody saved meanwhile.  Disabling ends his sessions at once,
 * and refuses what leave() refuses. */
OP user_change(struct ctx *c, rowid user_id, const struct user_edit *e);
OP user_release(struct ctx *c, rowid user_id);			/* locked by wrong passwords */
OP user_reset_password(struct ctx *c, rowid user_id);		/* a new one is issued */

/* Tokens of scripts.  The secret is for the owner alone: an administrator who could read it
 * would act as him. */
struct new_token { rowid user_id; const char *name; };
OP token_create(struct ctx *c, const struct new_token *t, rowid *token_id);
OP token_revoke(struct ctx *c, rowid token_id);

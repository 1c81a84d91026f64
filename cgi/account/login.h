/* account/login.h - who comes in.
 *
 * Five wrong passwords in 15 minutes lock a log-in for 15 minutes, whether there is such a
 * log-in or not; 30 wrong ones of one address in 10 minutes shut that address out.  All
 * times are the real clock (decision 7).  Source: ux.md part 5, 1-5; 方案书 7.8. */
#pragma once
#include "lib/domain.h"

struct login_try { const char *login, *password; };

/* On DONE he acts from here on: c->user_id.  A wrong password is counted for good, though
 * the answer is a refusal.  Who has a second factor and is asked for it comes in by log_in_code(),
 * whose wrong codes are counted with the passwords. */
OP log_in(struct ctx *c, const struct login_try *t);
OP log_in_code(struct ctx *c, rowid user_id, const char *code);
/* The same person once more, before money leaves: password, and a code if he has them. */
struct proof { const char *password, *code; };
OP prove(struct ctx *c, const struct proof *p, bool *coded);
OP log_out(struct ctx *c);

struct new_password { const char *current, *password, *again; };
OP password_change(struct ctx *c, const struct new_password *p);	/* his other sessions end */

/* The project chosen in the bar, of this session; 0: all of his. */
OP project_choose(struct ctx *c, bytes session, rowid project_id);

struct preferences { const char *language, *theme; };	/* "": as before */
OP preferences_set(struct ctx *c, const struct preferences *p);

/* Job: sessions, wrong log-ins and issued secrets that have run out. */
OP purge(struct ctx *c, rowid *unused);

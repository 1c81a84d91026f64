/* account/password.h - argon2id, what a password must be, and passwords that are issued. */
#pragma once
#include "lib/domain.h"

const char *password_hash(struct ctx *c, const char *password);
/* Takes as long for a hash that is none, so nobody learns who has a log-in. */
bool password_right(struct ctx *c, const char *hash, const char *typed);
/* 12 characters or more, not one of conf/common_passwords, not made of the log-in. */
OP password_rules(struct ctx *c, const char *field, const char *password, const char *login);
const char *password_issue(struct ctx *c);	/* 80 bits, easy to read out */
const char *token_issue(struct ctx *c);		/* 256 bits */

/* receipt/check.h - is this paper one of ours?  By the code that is printed on it, or by the
 * text of its QR code, which is signed.  Source: decisions 22 and 23; ux.md part 5, 32. */
#pragma once
#include "finance/receipt_text.h"
#include "lib/domain.h"

enum { CODE = 16 };

/* "7q4k-m2xd 93fh-2ab7" as 7Q4KM2XD93FH2AB7; digits that are no base32 are what they are
 * taken for.  False: no code. */
bool code_read(const char *typed, char out[CODE + 1]);
/* Public keys, one a line in hex: the one in use and those that came before it. */
bool text_is_signed(const char *text, const char *keys, struct receipt_fields *out);
/* Row of receipt_public, or NULL; takes the same time for a code that cannot be one. */
const struct row *receipt_find(struct ctx *c, const char *code);
/* The same, where what is signed is also what was issued. */
const struct row *receipt_match(struct ctx *c, const struct receipt_fields *f);

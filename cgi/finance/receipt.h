/* finance/receipt.h - the numbered, signed paper (收据) for one audited slip.
 *
 * A receipt never changes; what happens to it are its events: recovered (the buyer brought it
 * back), voided (by mistake, the paper is here), lost (a declaration is here), replaced (by
 * the receipt of the transfer), reversed (its slip was reversed, or the money paid back).
 * The last two end it, and come from the audit of the slip that caused them.
 * Source: domain.md 2.6, 5.7; decisions 3, 16, 22, 23. */
#pragma once
#include "lib/domain.h"

/* Once for a slip, unless the one before was voided or lost; not for refund or red.
 * For a transfer the amount is the deposit leg. */
OP receipt_issue(struct ctx *c, rowid slip_id, rowid *receipt_id);
/* Whether it may be issued now; changes nothing. */
OP receipt_allowed(struct ctx *c, rowid slip_id);

struct receipt_fate { const char *reason; };
OP receipt_recover(struct ctx *c, rowid receipt_id, const struct receipt_fate *f);
/* Finance manager: the paper is invalid; a reason must be given. */
OP receipt_void(struct ctx *c, rowid receipt_id, const struct receipt_fate *f);
OP receipt_lost(struct ctx *c, rowid receipt_id, const struct receipt_fate *f);
/* One more copy came out of the printer. */
OP receipt_printed(struct ctx *c, rowid receipt_id);

/* The number of a receipt of the slip, or for sincerity money of the tab, that its buyer
 * still holds; NULL: all have come back. */
const char *receipt_out_of_slip(struct ctx *c, rowid slip_id);
const char *receipt_out_of_sincerity(struct ctx *c, rowid tab_id);
/* Ends them: what is "replaced" or "reversed".  Cannot refuse. */
void receipts_end_of_slip(struct ctx *c, rowid slip_id, const char *what, const char *reason);
void receipts_end_of_sincerity(struct ctx *c, rowid tab_id, const char *what,
			       const char *reason);

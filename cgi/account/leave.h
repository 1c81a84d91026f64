/* account/leave.h - somebody leaves.  In the transaction that disables him the units that he
 * locks or holds go back on sale, and his customers, their registrations, accounts and live
 * deals get a colleague: nothing stays with a disabled user (domain.md 8.5, ux.md part 5, 16).
 *
 * Who earned a deal does not move: that is the event deal.subscribed (domain.md 8.2).
 *
 * The tables are those of areas that account may not link, so their rules for these columns
 * are kept here a second time: an owner is any active user of the row's project. */
#pragma once
#include "lib/domain.h"

/* customer_count, registration_count, deal_count, lock_count, hold_count of his; owns: leave() asks for
 * a colleague. */
const struct row *leave_holdings(struct ctx *c, rowid user_id);
/* Consultants and sales managers who may see all that is his: columns value and text. */
const struct row *leave_colleagues(struct ctx *c, rowid user_id);
/* Refuses user.hand_to ("hand_to_id": he has customers, and nobody was named),
 * user.hand_to_other (not one of his colleagues). */
OP leave(struct ctx *c, rowid user_id, rowid to_id);

/* finance/slip_inside.h - what the slip_*.c share. */
#pragma once
#include "finance/slip.h"

/* The slip and what its rules ask about; for_update locks it. */
const struct row *slip_read(struct ctx *c, rowid slip_id, bool for_update);
OP slip_may(struct ctx *c, const struct row *slip, enum slip_act act);

/* The tabs that a slip's lines touch, locked before the slip (lock order). */
void slip_lock_tabs(struct ctx *c, rowid slip_id);

/* A tab, locked, with what decides about its slips. */
const struct row *slip_tab(struct ctx *c, rowid tab_id);
/* Are these lines possible on this tab now?  type: receipt, refund, transfer. */
OP slip_lines_fit(struct ctx *c, const struct slip_new *s, const char *type,
		  const struct row *tab);
const char *slip_type(const struct slip_new *s);

/* finance/slip.h - the payment slip (缴款单): money on its way to the ledger.
 *
 *	submitted -> reviewed (secretary) -> audited (finance: from here it is money)
 *	submitted, reviewed -> rejected -> submitted again (a new revision, the same number)
 *	audited -> reversed, by the audit of its red slip
 *
 * Money out (refund, red) is approved by the finance manager between review and audit.
 * Entrant, reviewer and auditor are three people, and the approver is not the entrant.
 * An audited slip never changes; what counts as money are its lines (view money_line).
 * Source: domain.md 2.5, 5.1, 5.7; decisions 8, 11, 13-16. */
#pragma once
#include "lib/domain.h"

enum { SLIP_LINES = 8 };

struct slip_line { const char *kind; money amount_fen; };

struct slip_new {
	rowid tab_id;		/* of a transfer: where the sincerity money is */
	const char *means;	/* transfer pos cash; refund; transfer_in */
	const char *account;	/* where the money went, or came from */
	const char *reference;	/* bank or POS voucher */
	const char *payer;	/* "": as the tab says */
	date paid_on;		/* NO_DATE: today */
	int version;		/* slip_correct: the revision the form was filled from; 0: unsaid */
	int line_count;
	struct slip_line lines[SLIP_LINES];
};

/* accept: pass it on; else back to the entrant, and note says why.  received_on: the day on
 * the bank's side, fixed by the audit; NO_DATE: today. */
struct slip_verdict { bool accept; const char *note; date received_on; };

struct slip_red { const char *reason; };

/* Consultant: draft and submission in one; the number is issued here. */
OP slip_enter(struct ctx *c, const struct slip_new *s, rowid *slip_id);
/* Consultant: other lines for a returned slip; tab, means and account stay.  A red one
 * keeps the mirror of its original, whatever the lines say.  Refuses changed_meanwhile. */
OP slip_correct(struct ctx *c, rowid slip_id, const struct slip_new *s);
/* Consultant: the mirror of an audited slip, under a number of its own. */
OP slip_red(struct ctx *c, rowid reverses_id, const struct slip_red *why, rowid *slip_id);
/* Secretary: pass a submitted slip on to finance, or return it. */
OP slip_review(struct ctx *c, rowid slip_id, const struct slip_verdict *v);
/* Finance manager: a reviewed refund or red slip may be paid. */
OP slip_approve(struct ctx *c, rowid slip_id);
/* Finance: book a reviewed slip, or return it. */
OP slip_audit(struct ctx *c, rowid slip_id, const struct slip_verdict *v);

/* Whether somebody in the user's place could do it now; changes nothing.  The operations ask
 * the same again, with the row locked. */
enum slip_act { SLIP_CORRECT, SLIP_RED, SLIP_REVIEW, SLIP_APPROVE, SLIP_AUDIT, SLIP_RETURN };
OP slip_can(struct ctx *c, rowid slip_id, enum slip_act act);

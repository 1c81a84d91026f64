/* finance/ledger.h - the books: transfers from a credited to a debited account, so they
 * balance by construction.  Append-only: no program may UPDATE or DELETE here, a mistake is
 * undone by rows with the opposite sign on the same side.
 * Source: domain.md 5.5 (accounts, E-numbers), 5.7 (red rows); decisions 2, 11, 17. */
#pragma once
#include "lib/domain.h"

/* Where and when a posting belongs. */
struct posting {
	rowid project_id, event_id, slip_line_id, tab_id;	/* 0: none */
	date count_on, post_on;
};

/* Rows of 0 are not written.  Cannot refuse. */
void ledger_post(struct ctx *c, const struct posting *p, const char *debit, const char *credit,
		 money amount);

/* Price money (E3, E5, E6): contract liability net of VAT and VAT pending, the split
 * cumulative on the tab, so that it always ends on the split of the whole. */
void ledger_post_price(struct ctx *c, const struct posting *p, const char *debit, money gross,
		       int vat_rate_pct);

/* The exact negative of everything that the other slip posted (红字冲销). */
void ledger_post_red(struct ctx *c, const struct posting *p, rowid red_slip_id,
		     rowid reverses_id);

/* received_on where finance's period is open, else its first open day. */
date post_day(struct ctx *c, rowid project_id, date received_on);

/* POS money arrives at the bank (E2): gross leaves the way, net and fee stay. */
struct settlement { rowid project_id; money gross_fen, fee_fen; };
OP pos_settle(struct ctx *c, const struct settlement *s);

/* From the general account into escrow (E4). */
struct sweep { rowid project_id; money amount_fen; };
OP escrow_sweep(struct ctx *c, const struct sweep *s);

/* Job "check": says on the log which tabs disagree with their slips, and refuses if any. */
OP ledger_check(struct ctx *c, rowid *unused);

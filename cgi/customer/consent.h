/* customer/consent.h - what a person was told about his data, and what he agreed to (告知与同意).
 *
 * The last row of a kind is what holds; none is ever changed (docs/adr/0016):
 *   notice     told: who, why, how long, his rights, in the version that the project publishes
 *   id_no      contract: a registration or subscription needs it (without one it goes after
 *              ID_DAYS); consent: he agreed to it apart; withdrawn
 *   marketing  consent or withdrawn: he may be called, or is left alone
 * Source: 个人信息保护法 13, 14, 15, 17, 28, 29; domain.md 8.6. */
#pragma once
#include "lib/domain.h"

enum { ID_DAYS = 90 };

/* What the form says with which a card is made or changed.  id_basis NULL: no number was typed;
 * "": contract.  Cannot refuse. */
void consent_of_card(struct ctx *c, rowid project_id, rowid customer_id, bool notified,
		     bool marketing, const char *id_basis);

/* On the card, later.  kind and basis as above; what holds already is done again without a
 * trace.  Refuses "customer.nobody", "consent.fits" (that kind knows no such basis),
 * "consent.needed" (what runs needs the ID number), "consent.no_number". */
struct consent { const char *kind, *basis; };
bool consent_holds(struct ctx *c, rowid customer_id, const struct consent *n);
OP consent_note(struct ctx *c, rowid customer_id, const struct consent *n);

/* The version that the project gives out; 0: the text that comes with Loupan. */
int64_t notice_version(struct ctx *c, rowid project_id);
/* A new version, never a changed one. */
struct privacy_notice { rowid project_id; const char *body; };
OP notice_publish(struct ctx *c, const struct privacy_notice *n, rowid *id);

/* customer/customer.h - the customer card (客户): who he is, whose he is, what comes next.
 *
 * A card belongs to one project; its phone number is unique there.  Phone and ID number are
 * sealed, found by a keyed hash of their normal form (the phone also by its last four
 * digits), shown masked, and shown whole only by customer_reveal(), which leaves a trace.
 *
 * grade:  lead -> prospect (first visit) -> buyer (sales says so)
 * owner:  the consultant who made the card.  Protected until a day; after it the next
 *         consultant who takes a call or a visit becomes the owner, unless the customer is
 *         bound by a live registration or deal.  Ownership never refuses a touch.
 * Whom nobody spoke with for years becomes nobody (retention.h): such a card is looked at, and
 * changed no more.
 * Source: domain.md 8.1 (duplicates), 8.2 (protection), 8.5 (follow-up), 8.6 (personal data). */
#pragma once
#include "lib/domain.h"

/* Days of protection, domain.md 8.2. */
enum { CALL_DAYS = 7, VISIT_DAYS = 15, FOLLOW_DAYS = 15, FOLLOW_MOST_DAYS = 90 };

struct customer_card {
	rowid project_id;
	const char *phone, *name, *id_no, *source, *grade, *intent_grade, *intent_layout, *note;
	money budget_fen;
	date next_follow_on;
	bool notified, marketing;	/* consent.h; id_basis "": contract */
	const char *id_basis;
	int version;			/* customer_change: what the form was filled from */
};

/* Refuses "customer.phone" (no phone number), "customer.known" (the project has a card with
 * it; detail says whose), "customer.id_no" (check digit). */
OP customer_create(struct ctx *c, const struct customer_card *n, rowid *id);

/* "" for phone or id_no leaves it as it is.  Refuses as above, changed_meanwhile when
 * somebody else has saved in between, "customer.nobody", "customer.left_alone" (a next
 * follow-up with him who asked for none). */
OP customer_change(struct ctx *c, rowid id, const struct customer_card *n);

/* What the server says while a phone number is typed (domain.md 8.1). */
enum known { KNOWN_NOT_YET, KNOWN_NEW, KNOWN_MINE, KNOWN_PROTECTED, KNOWN_EXPIRED, KNOWN_SUSPECT };
struct known_as {
	enum known is;
	rowid customer_id;
	const char *name, *owner;	/* name: masked unless his own */
	date protected_until;
};
/* NOT_YET: not a whole number yet.  SUSPECT: another number, but the name and the last four
 * digits of a card. */
struct known_as customer_known(struct ctx *c, rowid project_id, const char *phone,
			       const char *name);

/* A consultant has taken his call or visit: protection begins anew, and a card that nobody
 * protects any more becomes his.  Cannot refuse. */
void customer_received(struct ctx *c, rowid id, bool visit, date biz_on);

/* A conversation: at least ten characters prolong the protection.  Refuses day.future,
 * "customer.nobody", "customer.left_alone". */
struct follow_up { date contacted_on; const char *content; date next_on; };
OP customer_follow_up(struct ctx *c, rowid id, const struct follow_up *f);

/* To see a whole number: the trace of who asked and why comes first; for a minute (real clock)
 * it lets him who asked read it.  what: "phone" or "id_no".
 * Refuses "customer.none" when the card has no such number, "customer.reveals" after
 * limits.reveals_a_day of them, which is an alarm too. */
struct reveal { const char *what, *reason; };
OP customer_reveal(struct ctx *c, rowid id, const struct reveal *v, rowid *event_id);
/* NULL: not his, not this card's, or the minute is over.  *what: which number it is. */
const char *customer_revealed(struct ctx *c, rowid id, rowid event_id, const char **what);

/* A number in its normal form: sealed, with its hashes. */
void customer_phone_put(struct ctx *c, rowid id, const char *phone);
void customer_id_no_put(struct ctx *c, rowid id, const char *id_no);
void customer_id_no_away(struct ctx *c, rowid id);

/* The job "reseal": what the keys before today's sealed or hashed, some cards at a time. */
OP customer_reseal(struct ctx *c, rowid *at);

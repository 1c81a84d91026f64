/* customer/touch.h - a call or a visit (来电, 来访).
 *
 * The same customer, kind and day count once (domain.md 7.2): the key touch_counts_once
 * decides, also between two who enter it at the same moment.  A call is new when its
 * customer had no touch at all before, a visit is first when he had no visit; both look at
 * what was entered before.  The event bears the state 'new', 'first' or 'again' when the
 * touch counts and none when it does not, so that the reports count by (what, state). */
#pragma once
#include "lib/domain.h"

struct touch_new {
	rowid project_id, customer_id;		/* customer_id 0: found or made by phone */
	const char *phone, *name, *id_no, *intent_grade;
	const char *kind, *source, *content, *reason;	/* reason: why it comes late */
	bool notified, marketing;		/* consent.h, of a card that is made */
	date biz_on;				/* NO_DATE: today */
	date next_follow_on;
};
/* Refuses what backdate_allowed() and customer_create() refuse, "touch.who" when neither
 * customer_id nor a phone number and a name are there, "customer.nobody",
 * "customer.left_alone". */
OP touch_create(struct ctx *c, const struct touch_new *t, rowid *id);

/* customer/disclosure.h - somebody's data given to others (个人信息提供记录): to whom, which, what
 * for, and why it may be.  The program itself gives nothing to anybody; this is what the office
 * writes down when it does, so that he can be told, and they, when his are erased or corrected.
 *
 * basis: contract (a loan that he applied for), law (online signing, filing), consent (he agreed
 * to just this: proof says how).  A row is never changed.
 * Source: 个人信息保护法 21, 23, 29; domain.md 8.6. */
#pragma once
#include "lib/domain.h"

struct disclosure {
	rowid project_id, customer_id;	/* customer_id 0: found by phone */
	const char *phone, *recipient_kind, *recipient, *contents, *purpose, *basis, *proof;
	date given_on;			/* NO_DATE: today */
};
/* Refuses as privacy_person() does, "day.future", "disclosure.proof" (his consent, without
 * where it is to be found). */
OP disclosure_note(struct ctx *c, const struct disclosure *d, rowid *id);

/* customer/privacy_request.h - what a person asks about his own data (个人信息请求).
 *
 *   asked -> done | rejected		entered by whoever meets him, decided by somebody else
 *
 * kind: copy (all that is held of him, on paper and as a file), correct (the card is changed as
 * any other), erase, withdraw (of consent: he is left alone from the moment it is entered).
 * Answered within ANSWER_DAYS working days by the project's calendar.
 * Source: domain.md 8.6; 个人信息保护法 15, 44-50. */
#pragma once
#include "lib/domain.h"

enum { ANSWER_DAYS = 15 };

struct privacy_request_new {
	rowid project_id, customer_id;	/* customer_id 0: found by phone, whoever owns him */
	const char *phone, *kind, *wish, *proof;
	date received_on;		/* NO_DATE: today */
};
/* Whom it is about, his card locked.  Refuses "privacy_request.who" (neither card nor phone),
 * "customer.phone", "privacy_request.nobody" (the project has no card with that number: so he can
 * be told), "customer.nobody". */
OP privacy_person(struct ctx *c, rowid project_id, rowid customer_id, const char *phone,
		  const struct row **k);

/* Refuses as privacy_person() does, and "day.future". */
OP privacy_request_enter(struct ctx *c, const struct privacy_request_new *n, rowid *id);

/* verdict: "done" does what was asked, "rejected" wants an answer that says why.  Refuses
 * "privacy_request.decided", "privacy_request.own", "privacy_request.say_why". */
struct privacy_answer { const char *verdict, *answer; };
OP privacy_request_decide(struct ctx *c, rowid id, const struct privacy_answer *a);

/* To give out the copy: the trace comes first, and lets him who asked read it for COPY_MINUTES
 * (real clock).  Refuses "privacy_request.no_copy" unless a copy was granted. */
enum { COPY_MINUTES = 10 };
OP privacy_request_copy(struct ctx *c, rowid id, rowid *event_id);
/* Whose copy it is; 0: not his, not this request's, or the minutes are over. */
rowid privacy_request_copied(struct ctx *c, rowid id, rowid event_id);

/* He asked not to be called: nothing is planned with him any more. */
void customer_leave_alone(struct ctx *c, rowid customer_id);

/* ---- all that is held of one person (privacy_copy.c) ---------------------------------------- */

/* A part and its columns, as in the file; labels: L.<noun>.<column>.  Whole numbers. */
enum { COPY_PARTS = 11, COPY_COLUMNS = 12 };
struct copy_part { const char *name, *noun, *columns[COPY_COLUMNS + 1]; };
extern const struct copy_part copy_parts[COPY_PARTS];
const struct row *copy_rows(struct ctx *c, int part, rowid customer_id);
/* Raw, but opened where it was sealed. */
const char *copy_cell(struct ctx *c, const struct row *row, const char *column);
bool copy_number(const char *column);

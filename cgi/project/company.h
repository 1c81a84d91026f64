/* project/company.h - the project company (出卖人) and its bank accounts. */
#pragma once
#include "lib/domain.h"

struct company_card {
	const char *name, *credit_code, *phone, *address;
	int version;			/* company_change: what the form was filled from */
};
/* Refuse company.name_taken ("name"), changed_meanwhile. */
OP company_create(struct ctx *c, const struct company_card *k, rowid *id);
OP company_change(struct ctx *c, rowid id, const struct company_card *k);

struct account_card {
	rowid project_id;		/* 0: of the whole company */
	const char *kind;		/* general | escrow */
	const char *bank, *account_no, *holder;
};
/* Refuses account.no_taken ("account_no"). */
OP account_create(struct ctx *c, rowid company_id, const struct account_card *a);

/* A day on which no period ends (domain.md 0.10); again: takes it out. */
OP rest_day_turn(struct ctx *c, date on);

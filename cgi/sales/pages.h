/* sales/pages.h - the handlers of loupan-sales, and what its pages share. */
#pragma once
#include "lib/web.h"

reply board_show(struct req *r);
reply board_part(struct req *r);

reply unit_index(struct req *r);
reply unit_show(struct req *r);
reply unit_hold_post(struct req *r);
reply unit_unhold_post(struct req *r);

reply registration_index(struct req *r);
reply registration_new_page(struct req *r);
reply registration_new_post(struct req *r);
reply registration_show(struct req *r);
reply registration_confirm_post(struct req *r);
reply registration_withdraw_post(struct req *r);

reply deal_index(struct req *r);
reply deal_new_page(struct req *r);
reply deal_new_post(struct req *r);
reply deal_show(struct req *r);
reply deal_confirm_post(struct req *r);
reply deal_drop_post(struct req *r);
reply deal_form(struct req *r);
reply deal_contract(struct req *r);

reply contract_sign_page(struct req *r);
reply contract_sign_post(struct req *r);
reply contract_online_sign_post(struct req *r);
reply contract_file_post(struct req *r);

/* A card in a choice: a colleague's, which a link may name, without his name.  ?: who asks. */
#define CUSTOMER_CHOICE_SQL "CONCAT(IF(c.owner_id = ?, c.name," \
	" CONCAT(LEFT(c.name, 1), '**')), ' · ', c.id)"

reply day_close_page(struct req *r);
reply day_close_post(struct req *r);

/* deal.*, parties.*, steps.*, plan.*: all that pages and papers show of a deal. */
void offer_deal(struct req *r, rowid deal_id);
/* Methods.N: each payment method's price of the unit, line by line. */
void offer_methods(struct req *r, rowid unit_id, const char *chosen);
/* Timeline.N of a record, the newest first. */
void offer_timeline(struct req *r, const char *noun, rowid about_id);
/* Slips.N of a tab. */
void offer_slips(struct req *r, rowid tab_id);
/* unit.*: the unit with its state of now. */
void offer_unit(struct req *r, rowid unit_id);
/* The field for the number of an online contract, or of a filing. */
void offer_contract_number(struct req *r);

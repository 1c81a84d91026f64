/* customer/pages.h - the handlers of this area. */
#pragma once
#include "lib/web.h"

extern const char *const touch_sources[];	/* words of L.customer.source */

reply customer_index(struct req *r);
reply customer_new_page(struct req *r);
reply customer_new_post(struct req *r);
reply customer_show(struct req *r);
reply customer_edit_page(struct req *r);
reply customer_edit_post(struct req *r);
reply customer_follow_up_post(struct req *r);
reply customer_reveal_post(struct req *r);
reply customer_lookup(struct req *r);

reply customer_retention_index(struct req *r);

reply customer_consent_post(struct req *r);
void offer_consents(struct req *r, rowid customer_id);
/* What a form shows before the first save: Notice.*; project 0: not chosen yet. */
void offer_notice(struct req *r, rowid project_id);

reply privacy_notice_index(struct req *r);
reply privacy_notice_new_page(struct req *r);
reply privacy_notice_new_post(struct req *r);
reply privacy_notice_show(struct req *r);

reply disclosure_index(struct req *r);
reply disclosure_new_page(struct req *r);
reply disclosure_new_post(struct req *r);
/* Whom a link to a form names (customer_id): Customer.*; 0: nobody whom the reader may see. */
rowid customer_linked(struct req *r);

reply privacy_request_index(struct req *r);
reply privacy_request_new_page(struct req *r);
reply privacy_request_new_post(struct req *r);
reply privacy_request_show(struct req *r);
reply privacy_request_decide_post(struct req *r);
reply privacy_request_copy_post(struct req *r);
reply privacy_request_paper(struct req *r);
reply privacy_request_file(struct req *r);

reply touch_index(struct req *r);
reply touch_new_page(struct req *r);
reply touch_new_post(struct req *r);

/* finance/pages.h - the handlers that main.c routes to, and what several pages show. */
#pragma once
#include "lib/web.h"

reply slip_index(struct req *r), slip_show(struct req *r), slip_paper(struct req *r);
reply slip_new_page(struct req *r), slip_new_post(struct req *r);
reply slip_correct_page(struct req *r), slip_correct_post(struct req *r);

reply slip_review_page(struct req *r), slip_review_post(struct req *r);
reply slip_audit_page(struct req *r), slip_audit_post(struct req *r);
reply slip_red_page(struct req *r), slip_red_post(struct req *r);
reply slip_approve_post(struct req *r), slip_receipt_post(struct req *r);

reply receipt_index(struct req *r), receipt_show(struct req *r);
reply receipt_recover_post(struct req *r), receipt_void_post(struct req *r);
reply receipt_lost_post(struct req *r), receipt_print_post(struct req *r);

reply tab_show(struct req *r);
reply arrears_index(struct req *r), line_index(struct req *r);

reply balance_index(struct req *r), ledger_index(struct req *r), number_index(struct req *r);
reply settlement_page(struct req *r), settlement_post(struct req *r);
reply sweep_page(struct req *r), sweep_post(struct req *r);
reply day_close_page(struct req *r), day_close_post(struct req *r);

extern const struct link book_links[];		/* beside the lists of money */
extern const char *const slip_kinds[];		/* words of L.slip.kinds */

/* Slip.*, Lines.N, Same.N (others with its voucher), Timeline.N */
void offer_slip(struct req *r, rowid slip_id);
/* Tab.*, Plan.N */
void offer_tab(struct req *r, rowid tab_id);
void offer_timeline(struct req *r, const char *noun, rowid id);
/* Options of project_id, where the user has several and none is chosen. */
void offer_projects(struct req *r);

/* project/pages.h - the handlers of loupan-project. */
#pragma once
#include "lib/web.h"

extern const char *const unit_kinds[], *const bases[];

/* form_accept for a refusal that may stand at one of repeated lines: field
 * "lines.2.value_2" puts it beside value_2. */
bool row_accept(struct req *r, refusal no);

/* project_pages.c, structure_pages.c */
reply project_index(struct req *r);
reply project_show(struct req *r);
reply project_new_page(struct req *r);
reply project_new_post(struct req *r);
reply project_edit_page(struct req *r);
reply project_edit_post(struct req *r);
reply project_rules_page(struct req *r);
reply project_rules_post(struct req *r);
reply phase_page(struct req *r);
reply phase_post(struct req *r);
reply building_page(struct req *r);
reply building_post(struct req *r);
reply permit_page(struct req *r);
reply permit_post(struct req *r);
reply account_page(struct req *r);
reply account_post(struct req *r);

/* company_pages.c */
reply company_index(struct req *r);
reply company_show(struct req *r);
reply company_new_page(struct req *r);
reply company_new_post(struct req *r);
reply company_edit_page(struct req *r);
reply company_edit_post(struct req *r);
reply rest_day_index(struct req *r);
reply rest_day_page(struct req *r);
reply rest_day_post(struct req *r);

/* unit_pages.c */
reply building_show(struct req *r);
reply unit_new_page(struct req *r);
reply unit_new_post(struct req *r);
reply unit_index(struct req *r);
reply unit_show(struct req *r);
reply unit_encumber_post(struct req *r);
reply unit_withdraw_post(struct req *r);

/* batch_pages.c */
reply batch_page(struct req *r);
reply batch_post(struct req *r);
reply batch_show(struct req *r);
reply batch_propose_post(struct req *r);
reply batch_release_post(struct req *r);

/* price_import_pages.c */
reply price_import_index(struct req *r);
reply price_import_new_page(struct req *r);
reply price_import_new_post(struct req *r);
reply price_import_show(struct req *r);
reply price_import_progress(struct req *r);
reply price_import_mapping_page(struct req *r);
reply price_import_mapping_post(struct req *r);
reply price_import_take_post(struct req *r);
reply price_import_drop_post(struct req *r);

/* price_table_pages.c */
reply price_table_index(struct req *r);
reply price_table_show(struct req *r);
reply price_table_submit_post(struct req *r);
reply price_table_review_post(struct req *r);
reply price_table_approve_post(struct req *r);

/* method_pages.c, scheme_pages.c */
reply method_index(struct req *r);
reply method_new_page(struct req *r);
reply method_new_post(struct req *r);
reply method_show(struct req *r);
reply scheme_index(struct req *r);
reply scheme_new_page(struct req *r);
reply scheme_new_post(struct req *r);
reply scheme_show(struct req *r);
reply scheme_decide_post(struct req *r);
reply target_index(struct req *r);
reply target_new_page(struct req *r);
reply target_new_post(struct req *r);

/* price_command.c */
int import_prices(struct ctx *c, int argc, char **argv);

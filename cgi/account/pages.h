/* account/pages.h - the handlers that account/main.c routes to. */
#pragma once
#include "lib/web.h"

reply login_page(struct req *r), login_post(struct req *r), logout_post(struct req *r);
reply code_page(struct req *r), code_post(struct req *r), proof_post(struct req *r);
reply password_page(struct req *r), password_post(struct req *r);
reply project_choice_post(struct req *r), preferences_post(struct req *r);
reply authz(struct req *r);
reply draft_page(struct req *r), draft_post(struct req *r), session_page(struct req *r);

reply user_index(struct req *r), user_new(struct req *r), user_new_post(struct req *r);
reply user_show(struct req *r), user_post(struct req *r);
reply user_release_post(struct req *r), user_reset_post(struct req *r);
reply user_issued(struct req *r), user_issued_post(struct req *r);

reply second_page(struct req *r), second_begin_post(struct req *r), second_confirm_post(struct req *r);
reply second_taken_post(struct req *r), second_codes_post(struct req *r);
reply second_remove_post(struct req *r), user_second_post(struct req *r);
reply second_rules_page(struct req *r), second_rules_post(struct req *r);

reply token_index(struct req *r), token_new(struct req *r), token_new_post(struct req *r);
reply token_show(struct req *r), token_taken_post(struct req *r), token_revoke_post(struct req *r);

/* account/pages.h - the handlers that account/main.c routes to. */
#pragma once
#include "lib/web.h"

reply login_page(struct req *r), login_post(struct req *r), logout_post(struct req *r);
reply password_page(struct req *r), password_post(struct req *r);
reply project_choice_post(struct req *r), preferences_post(struct req *r);
reply authz(struct req *r);

reply user_index(struct req *r), user_new(struct req *r), user_new_post(struct req *r);
reply user_show(struct req *r), user_post(struct req *r);
reply user_release_post(struct req *r), user_reset_post(struct req *r);
reply user_issued(struct req *r), user_issued_post(struct req *r);

reply token_index(struct req *r), token_new(struct req *r), token_new_post(struct req *r);
reply token_show(struct req *r), token_taken_post(struct req *r), token_revoke_post(struct req *r);

/* account/pages.h - the handlers that account/main.c routes to. */
#pragma once
#include "lib/web.h"

reply login_page(struct req *r), login_post(struct req *r), logout_post(struct req *r);
reply password_page(struct req *r), password_post(struct req *r);
reply project_choice_post(struct req *r), preferences_post(struct req *r);
reply authz(struct req *r);

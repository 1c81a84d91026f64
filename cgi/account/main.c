/* loupan-account: log-ins, people and what they may see, tokens of scripts (方案书 7.8). */
#include <stdio.h>
#include "account/login.h"
#include "account/pages.h"
#include "account/password.h"
#include "account/reseal.h"

static const struct route routes[] = {
	{ "GET",  "login",       login_page,          "*" },
	{ "POST", "login",       login_post,          "*" },
	{ "GET",  "code",        code_page,           "*" },
	{ "POST", "code",        code_post,           "*" },
	{ "POST", "proof",       proof_post,          "*" },
	{ "POST", "logout",      logout_post,         ""  },
	{ "GET",  "password",    password_page,       ""  },
	{ "POST", "password",    password_post,       ""  },
	{ "POST", "project",     project_choice_post, ""  },
	{ "POST", "preferences", preferences_post,    ""  },
	{ "GET",  "authz",       authz,               "*" },
	{ "GET",  "draft",       draft_page,          ""  },
	{ "POST", "draft",       draft_post,          ""  },
	{ "GET",  "session",     session_page,        ""  },

	{ "GET",  "second",           second_page,         ""     },
	{ "POST", "second/begin",     second_begin_post,   PROVED },
	{ "POST", "second/confirm",   second_confirm_post, ""     },
	{ "POST", "second/taken",     second_taken_post,   ""     },
	{ "POST", "second/codes",     second_codes_post,   PROVED },
	{ "POST", "second/remove",    second_remove_post,  PROVED },

	{ "GET",  "users",                      user_index,        "user.read"        },
	{ "GET",  "users/new",                  user_new,          "user.edit"        },
	{ "POST", "users/new",                  user_new_post,     PROVED "user.edit" },
	{ "GET",  "users/:user",                user_show,         "user.read"        },
	{ "POST", "users/:user",                user_post,         PROVED "user.edit" },
	{ "POST", "users/:user/release",        user_release_post, "user.edit"        },
	{ "POST", "users/:user/reset_password", user_reset_post,   PROVED "user.edit" },
	{ "POST", "users/:user/reset_second",   user_second_post,  PROVED "user.edit" },
	{ "GET",  "users/:user/issued",         user_issued,       "user.edit"        },
	{ "POST", "users/:user/issued",         user_issued_post,  "user.edit"        },
	{ "GET",  "sign_in_rules",              second_rules_page, "user.edit"        },
	{ "POST", "sign_in_rules",              second_rules_post, PROVED "user.edit" },

	{ "GET",  "tokens",               token_index,       "token.edit"        },
	{ "GET",  "tokens/new",           token_new,         "token.edit"        },
	{ "POST", "tokens/new",           token_new_post,    PROVED "token.edit" },
	{ "GET",  "tokens/:token",        token_show,        ""                  },
	{ "POST", "tokens/:token/taken",  token_taken_post,  ""                  },
	{ "POST", "tokens/:token/revoke", token_revoke_post, "token.edit"        },
	{ 0 }
};

static const struct noun nouns[] = {
	{ "project", "project", "project.id", NULL },
	{ "user",    "user",    NULL,         NULL },
	{ "token",   "token",   NULL,         NULL },
	{ 0 }
};

static const struct job jobs[] = {
	{ "purge", purge },
	{ "reseal", account_reseal },
	{ 0 }
};

/* For the first log-in of an instance: the hash of the line on stdin. */
static int hash_password(struct ctx *c, int argc, char **argv)
{
	char line[512];

	(void)argc;
	(void)argv;
	if (!fgets(line, sizeof line, stdin))
		return 1;
	line[strcspn(line, "\r\n")] = '\0';
	return puts(password_hash(c, line)) < 0;
}

static const struct command commands[] = {
	{ "hash-password", hash_password },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){ .name = "account", .routes = routes,
		.nouns = nouns, .jobs = jobs, .commands = commands });
}

/* loupan-customer: cards, calls, visits, follow-up (方案书 ch. 2). */
#include "customer/customer.h"
#include "customer/pages.h"
#include "customer/retention.h"

/* A consultant finds his own cards; a touch may name any card of the project (decision 6:
 * touches are never refused for ownership). */
static const struct noun nouns[] = {
	{ "project",        "project",                 "project.id",                NULL },
	{ "customer",       "customer",                "customer.project_id",       "customer.owner_id" },
	{ "known_customer", "customer known_customer", "known_customer.project_id", NULL },
	{ "privacy_notice", "privacy_notice", "privacy_notice.project_id", NULL },
	{ "privacy_request", "privacy_request", "privacy_request.project_id",
	  "privacy_request.entered_by" },
	{ 0 }
};

static const struct route routes[] = {
	{ "GET",  "customers",                     customer_index,          "customer.read"   },
	{ "GET",  "customers/new",                 customer_new_page,       "customer.edit"   },
	{ "POST", "customers/new",                 customer_new_post,       "customer.edit"   },
	{ "GET",  "customers/retention",           customer_retention_index, "customer.read"  },
	{ "GET",  "customers/:customer",           customer_show,           "customer.read"   },
	{ "GET",  "customers/:customer/edit",      customer_edit_page,      "customer.edit"   },
	{ "POST", "customers/:customer/edit",      customer_edit_post,      "customer.edit"   },
	{ "POST", "customers/:customer/follow_ups", customer_follow_up_post, "customer.edit"  },
	{ "POST", "customers/:customer/reveal",    customer_reveal_post,    "customer.reveal" },
	{ "POST", "customers/:customer/consents",  customer_consent_post,   "customer.edit"   },
	{ "GET",  "disclosures",                   disclosure_index,        "privacy.read"    },
	{ "GET",  "disclosures/new",               disclosure_new_page,     "privacy.enter"   },
	{ "POST", "disclosures/new",               disclosure_new_post,     "privacy.enter"   },
	{ "GET",  "lookup",                        customer_lookup,         "customer.read"   },
	{ "GET",  "privacy_notices",               privacy_notice_index,    "privacy.read"    },
	{ "GET",  "privacy_notices/new",           privacy_notice_new_page, "privacy.publish" },
	{ "POST", "privacy_notices/new",           privacy_notice_new_post, "privacy.publish" },
	{ "GET",  "privacy_notices/:privacy_notice", privacy_notice_show,   "privacy.read"    },
	{ "GET",  "privacy_requests",              privacy_request_index,   "privacy.read"    },
	{ "GET",  "privacy_requests/new",          privacy_request_new_page, "privacy.enter"  },
	{ "POST", "privacy_requests/new",          privacy_request_new_post, "privacy.enter"  },
	{ "GET",  "privacy_requests/:privacy_request", privacy_request_show, "privacy.read"   },
	{ "POST", "privacy_requests/:privacy_request/decide", privacy_request_decide_post,
	  "privacy.decide" },
	{ "POST", "privacy_requests/:privacy_request/copy", privacy_request_copy_post,
	  "privacy.decide" },
	{ "GET",  "privacy_requests/:privacy_request/paper", privacy_request_paper,
	  "privacy.decide" },
	{ "GET",  "privacy_requests/:privacy_request/file", privacy_request_file,
	  "privacy.decide" },
	{ "GET",  "touches",                       touch_index,             "customer.read"   },
	{ "GET",  "touches/new",                   touch_new_page,          "touch.create"    },
	{ "POST", "touches/new",                   touch_new_post,          "touch.create"    },
	{ 0 }
};

static const struct job jobs[] = {
	{ "reseal", customer_reseal },
	{ "retention", customer_retention },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){
		.name = "customer", .routes = routes, .nouns = nouns, .jobs = jobs });
}

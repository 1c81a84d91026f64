/* loupan-sales: the control board, pre-registrations, deals and contracts (方案书 2, 3). */
#include "sales/check.h"
#include "sales/pages.h"

static const struct route routes[] = {
	{ "GET",  "board",      board_show, "unit.read" },
	{ "GET",  "board/part", board_part, "unit.read" },

	{ "GET",  "units",              unit_index,       "unit.read" },
	{ "GET",  "units/:unit",        unit_show,        "unit.read" },
	{ "POST", "units/:unit/hold",   unit_hold_post,   "hold.set"  },
	{ "POST", "units/:unit/unhold", unit_unhold_post, "hold.set"  },

	{ "GET",  "pre_registrations",     registration_index,    "registration.read"   },
	{ "GET",  "pre_registrations/new", registration_new_page, "registration.create" },
	{ "POST", "pre_registrations/new", registration_new_post, "registration.create" },
	{ "GET",  "pre_registrations/:pre_registration", registration_show, "registration.read" },
	{ "POST", "pre_registrations/:pre_registration/confirm", registration_confirm_post,
	  "registration.confirm" },
	{ "POST", "pre_registrations/:pre_registration/withdraw", registration_withdraw_post,
	  "registration.create" },

	{ "GET",  "deals",                   deal_index,                "deal.read"     },
	{ "GET",  "deals/new",               deal_new_page,             "deal.create"   },
	{ "POST", "deals/new",               deal_new_post,             "deal.create"   },
	{ "GET",  "deals/:deal",             deal_show,                 "deal.read"     },
	{ "GET",  "deals/:deal/form",        deal_form,                 "deal.read"     },
	{ "GET",  "deals/:deal/contract",    deal_contract,             "deal.read"     },
	{ "POST", "deals/:deal/confirm",     deal_confirm_post,         "deal.confirm"  },
	{ "POST", "deals/:deal/drop",        deal_drop_post,            "deal.create"   },
	{ "GET",  "deals/:deal/sign",        contract_sign_page,        "contract.sign" },
	{ "POST", "deals/:deal/sign",        contract_sign_post,        "contract.sign" },
	{ "POST", "deals/:deal/online_sign", contract_online_sign_post, "contract.file" },
	{ "POST", "deals/:deal/file",        contract_file_post,        "contract.file" },

	{ "GET",  "days/close", day_close_page, "day.close_sales" },
	{ "POST", "days/close", day_close_post, "day.close_sales" },
	{ 0 }
};

static const struct noun nouns[] = {
	{ "project", "project", "project.id", NULL },
	{ "unit", "unit", "unit.project_id", NULL },
	{ "building", "building", "building.project_id", NULL },
	{ "launch_batch", "launch_batch", "launch_batch.project_id", NULL },
	/* his credit follows the customer's owner, his deals are refused for nobody's */
	{ "customer", "customer", "customer.project_id", NULL },
	{ "pre_registration", "pre_registration", "pre_registration.project_id",
	  "pre_registration.owner_id" },
	{ "deal", "deal", "deal.project_id", "deal.owner_id" },
	{ 0 }
};

static const struct job jobs[] = {
	{ "check", sales_check },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){ .name = "sales", .routes = routes,
						   .nouns = nouns, .jobs = jobs });
}

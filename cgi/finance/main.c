/* loupan-finance: tabs, slips, receipts, the ledger (方案书 ch. 5). */
#include "finance/ledger.h"
#include "finance/pages.h"

/* A consultant sees what he entered, and the tabs of his own buyers. */
static const struct noun nouns[] = {
	{ "project", "project", "project.id",         NULL              },
	{ "slip",    "slip",    "slip.project_id",    "slip.entered_by" },
	{ "tab",     "tab",     "tab.project_id",     "tab.owner_id"    },
	{ "receipt", "receipt", "receipt.project_id", NULL              },
	{ 0 }
};

static const struct route routes[] = {
	{ "GET",  "slips",                     slip_index,           "slip.read"         },
	{ "GET",  "slips/new",                 slip_new_page,        "slip.enter"        },
	{ "POST", "slips/new",                 slip_new_post,        "slip.enter"        },
	{ "GET",  "slips/:slip",               slip_show,            "slip.read"         },
	{ "GET",  "slips/:slip/paper",         slip_paper,           "slip.read"         },
	{ "GET",  "slips/:slip/review",        slip_review_page,     "slip.review"       },
	{ "POST", "slips/:slip/review",        slip_review_post,     "slip.review"       },
	{ "GET",  "slips/:slip/correct",       slip_correct_page,    "slip.enter"        },
	{ "POST", "slips/:slip/correct",       slip_correct_post,    "slip.enter"        },
	{ "POST", "slips/:slip/approve",       slip_approve_post,    PROVED "slip.approve" },
	{ "GET",  "slips/:slip/audit",         slip_audit_page,      "slip.audit"        },
	{ "POST", "slips/:slip/audit",         slip_audit_post,      "slip.audit"        },
	{ "GET",  "slips/:slip/red",           slip_red_page,        "slip.enter"        },
	{ "POST", "slips/:slip/red",           slip_red_post,        "slip.enter"        },
	{ "POST", "slips/:slip/receipt",       slip_receipt_post,    "receipt.issue"     },
	{ "GET",  "receipts",                  receipt_index,        "receipt.read"      },
	{ "GET",  "receipts/:receipt",         receipt_show,         "receipt.read"      },
	{ "POST", "receipts/:receipt/print",   receipt_print_post,   "receipt.issue"     },
	{ "POST", "receipts/:receipt/recover", receipt_recover_post, "receipt.recover"   },
	{ "POST", "receipts/:receipt/void",    receipt_void_post,    PROVED "receipt.void" },
	{ "POST", "receipts/:receipt/lost",    receipt_lost_post,    PROVED "receipt.void" },
	{ "GET",  "tabs/:tab",                 tab_show,             "slip.read"         },
	{ "GET",  "arrears",                   arrears_index,        "slip.read"         },
	{ "GET",  "lines",                     line_index,           "slip.read"         },
	{ "GET",  "balances",                  balance_index,        "ledger.read"       },
	{ "GET",  "ledger",                    ledger_index,         "ledger.read"       },
	{ "GET",  "numbers",                   number_index,         "ledger.read"       },
	{ "GET",  "settlements/new",           settlement_page,      "money.settle"      },
	{ "POST", "settlements/new",           settlement_post,      "money.settle"      },
	{ "GET",  "sweeps/new",                sweep_page,           "money.settle"      },
	{ "POST", "sweeps/new",                sweep_post,           "money.settle"      },
	{ "GET",  "days/close",                day_close_page,       "day.close_finance" },
	{ "POST", "days/close",                day_close_post,       "day.close_finance" },
	{ 0 }
};

static const struct job jobs[] = {
	{ "check", ledger_check },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){
		.name = "finance", .routes = routes, .nouns = nouns, .jobs = jobs });
}

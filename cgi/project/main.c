/* loupan-project: companies, projects, units, prices (方案书 ch. 1, 3.2). */
#include "project/pages.h"

static const struct noun nouns[] = {
	{ "project",         "project",         "project.id",                 NULL },
	{ "company",         "company",         NULL,                         NULL },
	{ "phase",           "phase",           "phase.project_id",           NULL },
	{ "building",        "building",        "building.project_id",        NULL },
	{ "launch_batch",    "launch_batch",    "launch_batch.project_id",    NULL },
	{ "unit",            "unit",            "unit.project_id",            NULL },
	{ "price_import",    "price_import",    "price_import.project_id",    NULL },
	{ "price_table",     "price_table",     "price_table.project_id",     NULL },
	{ "payment_method",  "payment_method",  "payment_method.project_id",  NULL },
	{ "discount_scheme", "discount_scheme", "discount_scheme.project_id", NULL },
	{ 0 }
};

static const struct route routes[] = {
	{ "GET",  "projects",                        project_index,             "project.read"  },
	{ "GET",  "projects/new",                    project_new_page,          "company.edit"  },
	{ "POST", "projects/new",                    project_new_post,          "company.edit"  },
	{ "GET",  "projects/:project",               project_show,              "project.read"  },
	{ "GET",  "projects/:project/edit",          project_edit_page,         "project.edit"  },
	{ "POST", "projects/:project/edit",          project_edit_post,         "project.edit"  },
	{ "GET",  "projects/:project/rules",         project_rules_page,        "company.edit"  },
	{ "POST", "projects/:project/rules",         project_rules_post,        "company.edit"  },
	{ "GET",  "projects/:project/phases",        phase_page,                "project.edit"  },
	{ "POST", "projects/:project/phases",        phase_post,                "project.edit"  },
	{ "GET",  "projects/:project/buildings",     building_page,             "project.edit"  },
	{ "POST", "projects/:project/buildings",     building_post,             "project.edit"  },
	{ "GET",  "projects/:project/permits",       permit_page,               "project.edit"  },
	{ "POST", "projects/:project/permits",       permit_post,               "project.edit"  },
	{ "GET",  "projects/:project/batches",       batch_page,                "project.edit"  },
	{ "POST", "projects/:project/batches",       batch_post,                "project.edit"  },
	{ "GET",  "projects/:project/accounts",      account_page,              "company.edit"  },
	{ "POST", "projects/:project/accounts",      account_post,              PROVED "company.edit" },

	{ "GET",  "companies",                       company_index,             "project.read"  },
	{ "GET",  "companies/new",                   company_new_page,          "company.edit"  },
	{ "POST", "companies/new",                   company_new_post,          "company.edit"  },
	{ "GET",  "companies/:company",              company_show,              "project.read"  },
	{ "GET",  "companies/:company/edit",         company_edit_page,         "company.edit"  },
	{ "POST", "companies/:company/edit",         company_edit_post,         "company.edit"  },
	{ "GET",  "rest_days",                       rest_day_index,            "project.read"  },
	{ "GET",  "rest_days/new",                   rest_day_page,             "company.edit"  },
	{ "POST", "rest_days/new",                   rest_day_post,             "company.edit"  },

	{ "GET",  "buildings/:building",             building_show,             "project.read"  },
	{ "GET",  "buildings/:building/units",       unit_new_page,             "project.edit"  },
	{ "POST", "buildings/:building/units",       unit_new_post,             "project.edit"  },
	{ "GET",  "units",                           unit_index,                "unit.read"     },
	{ "GET",  "units/:unit",                     unit_show,                 "unit.read"     },
	{ "POST", "units/:unit/encumber",            unit_encumber_post,        "project.edit"  },
	{ "POST", "units/:unit/withdraw",            unit_withdraw_post,        "batch.release" },
	{ "GET",  "batches/:launch_batch",           batch_show,                "project.read"  },
	{ "POST", "batches/:launch_batch/propose",   batch_propose_post,        "batch.propose" },
	{ "POST", "batches/:launch_batch/release",   batch_release_post,        "batch.release" },

	{ "GET",  "price_imports",                   price_import_index,        "price.draft"   },
	{ "GET",  "price_imports/new",               price_import_new_page,     "price.draft"   },
	{ "POST", "price_imports/new",               price_import_new_post,     "price.draft"   },
	{ "GET",  "price_imports/:price_import",     price_import_show,         "price.draft"   },
	{ "GET",  "price_imports/:price_import/progress", price_import_progress, "price.draft"  },
	{ "GET",  "price_imports/:price_import/mapping", price_import_mapping_page, "price.draft" },
	{ "POST", "price_imports/:price_import/mapping", price_import_mapping_post, "price.draft" },
	{ "POST", "price_imports/:price_import/take", price_import_take_post,   "price.draft"   },
	{ "POST", "price_imports/:price_import/drop", price_import_drop_post,   "price.draft"   },

	{ "GET",  "price_tables",                    price_table_index,         "price.read"    },
	{ "GET",  "price_tables/:price_table",       price_table_show,          "price.read"    },
	{ "POST", "price_tables/:price_table/submit", price_table_submit_post,  "price.draft"   },
	{ "POST", "price_tables/:price_table/review", price_table_review_post,  "price.review"  },
	{ "POST", "price_tables/:price_table/approve", price_table_approve_post, "price.approve" },

	{ "GET",  "methods",                         method_index,              "project.read"  },
	{ "GET",  "methods/new",                     method_new_page,           "project.edit"  },
	{ "POST", "methods/new",                     method_new_post,           "project.edit"  },
	{ "GET",  "methods/:payment_method",         method_show,               "project.read"  },
	{ "GET",  "schemes",                         scheme_index,              "price.read"    },
	{ "GET",  "schemes/new",                     scheme_new_page,           "scheme.draft"  },
	{ "POST", "schemes/new",                     scheme_new_post,           "scheme.draft"  },
	{ "GET",  "schemes/:discount_scheme",        scheme_show,               "price.read"    },
	{ "POST", "schemes/:discount_scheme/decide", scheme_decide_post,        "scheme.approve" },
	{ "GET",  "targets",                         target_index,              "flash.read"    },
	{ "GET",  "targets/new",                     target_new_page,           "target.edit"   },
	{ "POST", "targets/new",                     target_new_post,           "target.edit"   },
	{ 0 }
};

static const struct command commands[] = {
	{ "import-prices", import_prices },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){
		.name = "project", .routes = routes, .nouns = nouns, .commands = commands });
}

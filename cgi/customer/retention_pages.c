#include "customer/pages.h"

/* Whom the job will erase within two months: his consultant can still call him. */
static const struct list due = {
	.noun = "customer",
	.title = "retention",
	.from = "customer k JOIN project p ON p.id = k.project_id JOIN user u ON u.id = k.owner_id",
	.project = "k.project_id",
	.owner = "k.owner_id",
	.where = "k.anonymised_at IS NULL AND k.bound = 0"
		 " AND k.contacted_on <= :today - INTERVAL p.retention_months MONTH + INTERVAL 63 DAY"
		 " AND k.contacted_on + INTERVAL p.retention_months MONTH <= :today + INTERVAL 60 DAY",
	.order = "k.contacted_on, k.id",
	.open = "/customer/customers/%",
	.columns = (const struct column[]){
		{ "id",              "k.id",           0 },
		{ "name",            "k.name",         FIND | SORT },
		{ "phone_sealed",    "k.phone_sealed", FIND },
		{ "last_contact_on", "k.contacted_on", SORT },
		{ "erased_from_on",  "k.contacted_on + INTERVAL p.retention_months MONTH", SORT },
		{ "intent_grade",    "k.intent_grade", PICK | SORT },
		{ "source",          "k.source",       PICK },
		{ "owner",           "u.name",         FIND | SORT },
		{ "created_at",      "k.created_at",   SORT | RANGE },
		{ 0 } },
};

reply customer_retention_index(struct req *r)
{
	return list_show(r, &due);
}

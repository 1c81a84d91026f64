#include "sales/pages.h"
#include "project/day.h"

struct day_form { date through_on; };

static const struct field fields[] = {
	FIELD(struct day_form, through_on, REQUIRED),
	{ 0 }
};

reply day_close_page(struct req *r)
{
	struct day_form today = { r->c->today };

	form_offer(r, fields, &today);
	page_row(r, "project", db_row(r->c,
		"SELECT p.id, p.name, p.sales_closed_on, (SELECT COUNT(*) FROM deal d"
		" WHERE d.project_id = p.id AND d.subscription_state = 'draft') AS draft_count,"
		" (SELECT COUNT(*) FROM pre_registration g WHERE g.project_id = p.id"
		" AND g.state = 'draft') AS registration_count"
		" FROM project p WHERE p.id = ?", req_project(r)));
	return page_show(r, "sales/day_close");
}

reply day_close_post(struct req *r)
{
	rowid project = req_project(r);
	struct day_form f;

	if (!form_read(r, fields, &f))
		return day_close_page(r);
	if (form_accept(r, project ? day_close(r->c, project, SALES, f.through_on)
				   : refuse(r->c, NULL, "day.no_project")))
		return see_other(r, "/sales/days/close?project_id=%lld", (long long)project);
	return day_close_page(r);
}

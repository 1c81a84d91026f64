/* loupan-portal: home, flash report, event log, search.  It reads what the areas wrote and
 * changes nothing. */
#include "portal/pages.h"

static const struct route routes[] = {
	{ "GET", "home",   home_show,   ""           },
	{ "GET", "flash",  flash_show,  "flash.read" },
	/* without event.read: only the facts that the report counts, and nobody's address */
	{ "GET", "events", event_index, "flash.read" },
	{ "GET", "search", search_show, ""           },
	{ 0 }
};

int main(int argc, char **argv)
{
	return app_main(argc, argv, &(struct app){ .name = "portal", .routes = routes });
}

/* portal/pages.h - the handlers of this area, and what its pages share. */
#pragma once
#include "lib/web.h"
#include "portal/flash.h"

/* Ids of all projects that the user may see: "3,17,20". */
const char *scope_ids(struct req *r);
bool own_only(const struct req *r);	/* a consultant */

/* How the portal writes figures: "1,894.6" (of 10 000 yuan), "46.3%", "2,431". */
const char *wan_text(struct ctx *c, int64_t fen);
const char *percent_text(struct ctx *c, int64_t ppm);
const char *number_text(struct ctx *c, int64_t n);
const char *figure_text(struct ctx *c, enum measure is, int64_t n);
/* A sentence of the language files with {} replaced. */
const char *said(struct req *r, const char *key, const char *with);

/* The report as a whole: what the page and its files are made of. */
struct report {
	date on;
	struct flash *of, sum;
	int n;
	struct trend trend[TREND_DAYS];	/* not read for a file */
	const char *ids;		/* of the projects in it */
	const char *link;		/* what ties a list to them: "&project_id=3"; NULL: no list can be */
	const char *query;		/* the same for this page */
	bool today;
};
reply flash_json(struct req *r, const struct report *f);
reply flash_csv(struct req *r, const struct report *f);
reply flash_xlsx(struct req *r, const struct report *f);
/* The stocks that are shown, with the ratios; false at the end. */
bool stock_line(const struct flash *f, int i, const char **code, enum measure *is, int64_t *n);

reply home_show(struct req *r);
reply flash_show(struct req *r);
reply event_index(struct req *r);
reply search_show(struct req *r);

/* portal/home.h - the worklist: what waits for me, and what of mine waits for others
 * (decision 20).  Each thing waits in one place: where it can be done. */
#pragma once
#include "portal/pages.h"

/* due: the moment it has to be done by, or at which it came (since); sorted by it. */
struct work {
	const char *word;		/* L.home.work.<word>.{title,action} */
	const char *name, *detail, *url, *due;
	bool since;
};
enum { WORK_MOST = 200 };
struct pile { struct work of[WORK_MOST]; int n; };

/* home_work.c: what there is to do for somebody of his role. */
void work_for_me(struct req *r, struct pile *p);
void work_of_others(struct req *r, struct pile *p);

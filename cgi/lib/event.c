/* What each write leaves behind: the event, the message, the number. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "lib/inside.h"

/* ---- versions: what changed since a page was made ------------------------------------------ */

/* Projects of this transaction's events; 0 stands for what belongs to none.  A rolled back
 * attempt may leave some behind: a version too many costs one page, one too few a wrong one. */
static rowid touched[16];
static int touched_count;

static void touch_version(rowid project_id)
{
	for (int i = 0; i < touched_count; i++)
		if (touched[i] == project_id)
			return;
	if (touched_count < 16)
		touched[touched_count++] = project_id;
	else
		touched[15] = 0;	/* too many: everybody's pages are made anew */
}

/* The last statements before COMMIT, in the order of ids, so that the rows are locked for
 * no longer than it takes and never in opposite order. */
static void versions_bump(struct ctx *c)
{
	for (int n = touched_count; n > 1; n--)
		for (int i = 1; i < n; i++)
			if (touched[i - 1] > touched[i]) {
				rowid greater = touched[i - 1];

				touched[i - 1] = touched[i];
				touched[i] = greater;
			}
	for (int i = 0; i < touched_count; i++)
		db_exec(c, "INSERT INTO project_version (project_id, version_count) VALUES (?, 1)"
			   " ON DUPLICATE KEY UPDATE version_count = version_count + 1", touched[i]);
	touched_count = 0;
}

/* Day 0 is what an unset date of the struct holds; nobody does business in 1970. */
static date or_today(struct ctx *c, date d)
{
	return d.day && date_ok(d) ? d : c->today;
}

rowid record_(struct ctx *c, const struct event *e)
{
	date biz_on = or_today(c, e->biz_on), count_on = or_today(c, e->count_on);
	date post_on = or_today(c, e->post_on);
	rowid id = db_insert(c,
		"INSERT INTO event (project_id, noun, about_id, what, state_from, state_to, biz_on,"
		" count_on, post_on, amount_fen, area_dm2, reason, customer_id, unit_id, user_id,"
		" from_where, request_no, at, created_at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		MAYBE(e->project_id), e->noun, e->about_id, e->what, e->from, e->to, biz_on,
		count_on, post_on, e->amount_fen, e->area_dm2, e->reason, MAYBE(e->customer_id),
		MAYBE(e->unit_id), c->user_id, c->from, c->request_id ? c->request_id : "", c->now,
		clock_real(c));

	touch_version(e->project_id);
	tx_before_commit = versions_bump;
	db_note_record(c->db);
	return id;
}

/* The publisher sleeps on a datagram socket; that nobody listens is no fault, it polls. */
static void wake_publisher(void)
{
	const char *path = conf("path.wake", "");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int s;

	if (!*path || strlen(path) >= sizeof to.sun_path)
		return;
	memcpy(to.sun_path, path, strlen(path));
	s = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s < 0)
		return;
	if (sendto(s, "", 1, 0, (struct sockaddr *)&to, sizeof to) < 0) {
		/* nobody there: it will poll */
	}
	close(s);
}

static void wake(void *unused)
{
	(void)unused;
	wake_publisher();
}

void outbox_put(struct ctx *c, const char *topic, rowid project_id, const char *json)
{
	db_exec(c, "INSERT INTO outbox (topic, project_id, body) VALUES (?, ?, ?)", topic,
		MAYBE(project_id), json);
	/* the arena goes when the act is over, and so after COMMIT */
	defer(c, wake, NULL);
}

/* LAST_INSERT_ID(n) makes n what the statement answers: one round trip, not two. */
int64_t number_next(struct ctx *c, rowid project_id, const char *kind)
{
	return db_insert(c,
		"INSERT INTO number_series (project_id, kind, last_count)"
		" VALUES (?, ?, LAST_INSERT_ID(1)) ON DUPLICATE KEY UPDATE"
		" last_count = LAST_INSERT_ID(last_count + 1)", project_id, kind);
}

/* One statement for each thing that can wait, or for all that wait on one noun.  All select id,
 * name, detail and due; one for several things also the word of each. */
#include <string.h>
#include "portal/home.h"

enum due { BY, SINCE };		/* has to be done by that moment; has been waiting since */

/* word: of all of them; NULL: each has its own. */
static void take(struct req *r, struct pile *p, const char *word, const char *path, enum due how,
		 const struct row *row)
{
	for (; row && p->n < WORK_MOST; row = row_next(row)) {
		const char *hole = strchr(path, '%');
		size_t head = hole ? (size_t)(hole - path) : strlen(path);

		p->of[p->n++] = (struct work){
			.word = word ? word : row_text(row, "word"),
			.name = row_text(row, "name"), .detail = row_text(row, "detail"),
			.due = row_text(row, "due"), .since = how == SINCE,
			.url = hole ? textf(r->c, "%.*s%lld%s", (int)head, path,
					    (long long)row_id(row, "id"), hole + 1) : path };
	}
}

/* ---- consultant -------------------------------------------------------------------------- */

static void consultant(struct req *r, struct pile *p)
{
	struct ctx *c = r->c;

	take(r, p, "follow", "/customer/customers/%", BY, db_rows(c,
		"SELECT id, name, CONCAT(intent_grade, ' · ', intent_layout) AS detail,"
		" next_follow_on AS due FROM customer"
		" WHERE owner_id = ? AND next_follow_on <= ? ORDER BY next_follow_on LIMIT 50",
		c->user_id, c->today));
	take(r, p, "returned", "/finance/slips/%/correct", SINCE, db_rows(c,
		"SELECT s.id, s.slip_no AS name, s.note AS detail,"
		" COALESCE(s.reviewed_at, s.entered_at) AS due FROM slip s"
		" WHERE s.entered_by = ? AND s.state = 'rejected' ORDER BY s.id LIMIT 50", c->user_id));
	take(r, p, "lock", "/sales/deals/%", BY, db_rows(c,
		"SELECT d.id, u.code AS name, '' AS detail, u.locked_until AS due"
		" FROM unit u JOIN deal d ON d.id = u.lock_deal_id"
		" WHERE u.locked_by = ? AND u.locked_until > ? AND u.sale_state = 'available'"
		" ORDER BY u.locked_until", c->user_id, c->now));
	take(r, p, "sign_by", "/sales/deals/%", BY, db_rows(c,
		"SELECT d.id, CONCAT(u.code, ' ', t.payer) AS name, d.deal_no AS detail,"
		" d.sign_by_on AS due FROM deal d JOIN unit u ON u.id = d.unit_id"
		" JOIN tab t ON t.id = d.tab_id WHERE d.owner_id = ? AND d.live = 1"
		" AND d.subscription_state = 'active' AND d.sign_by_on <= ?"
		" ORDER BY d.sign_by_on LIMIT 50", c->user_id, date_add(c->today, 3)));
	take(r, p, "refund", "/finance/slips/new?tab_id=%&means=refund", SINCE, db_rows(c,
		"SELECT g.tab_id AS id, CONCAT(g.reg_no, ' ', t.payer) AS name, '' AS detail,"
		" CONCAT(g.registered_on, ' 00:00:00') AS due FROM pre_registration g"
		" JOIN tab t ON t.id = g.tab_id WHERE g.owner_id = ? AND g.state = 'withdrawing'"
		" AND t.emptied_on IS NULL AND NOT EXISTS (SELECT * FROM slip s WHERE s.tab_id = t.id"
		" AND s.type = 'refund' AND s.audited_on IS NULL) ORDER BY g.id LIMIT 50", c->user_id));
}

static void consultant_waits(struct req *r, struct pile *p)
{
	struct ctx *c = r->c;

	take(r, p, NULL, "/finance/slips/%", SINCE, db_rows(c,
		"SELECT id, CONCAT(slip_no, ' ', payer) AS name, '' AS detail,"
		" COALESCE(reviewed_at, entered_at) AS due, CASE WHEN state = 'submitted' THEN 'at_review'"
		" WHEN type IN ('refund', 'red') AND approved_by IS NULL THEN 'at_approval'"
		" ELSE 'at_audit' END AS word FROM slip"
		" WHERE entered_by = ? AND state IN ('submitted', 'reviewed') ORDER BY id LIMIT 90",
		c->user_id));
	take(r, p, "at_registration", "/sales/pre_registrations/%", SINCE, db_rows(c,
		"SELECT g.id, k.name, '' AS detail, g.created_at AS due"
		" FROM pre_registration g JOIN customer k ON k.id = g.customer_id"
		" WHERE g.owner_id = ? AND g.state = 'draft' ORDER BY g.id LIMIT 30", c->user_id));
	take(r, p, "at_subscription", "/sales/deals/%", SINCE, db_rows(c,
		"SELECT d.id, CONCAT(u.code, ' ', t.payer) AS name, '' AS detail,"
		" d.created_at AS due FROM deal d JOIN unit u ON u.id = d.unit_id"
		" JOIN tab t ON t.id = d.tab_id WHERE d.owner_id = ? AND d.subscription_state = 'draft'"
		" ORDER BY d.id LIMIT 30", c->user_id));
}

/* ---- secretary, sales manager ------------------------------------------------------------------ */

static void secretary(struct req *r, struct pile *p, const char *ids)
{
	struct ctx *c = r->c;

	take(r, p, "registration", "/sales/pre_registrations/%", SINCE, db_rows(c,
		"SELECT g.id, k.name, o.name AS detail, g.created_at AS due"
		" FROM pre_registration g JOIN customer k ON k.id = g.customer_id"
		" JOIN user o ON o.id = g.owner_id WHERE FIND_IN_SET(g.project_id, ?)"
		" AND g.state = 'draft' ORDER BY g.id LIMIT 50", ids));
	take(r, p, "subscription", "/sales/deals/%", SINCE, db_rows(c,
		"SELECT d.id, CONCAT(u.code, ' ', t.payer) AS name, o.name AS detail,"
		" d.created_at AS due FROM deal d JOIN unit u ON u.id = d.unit_id"
		" JOIN tab t ON t.id = d.tab_id JOIN user o ON o.id = d.owner_id"
		" WHERE FIND_IN_SET(d.project_id, ?) AND d.subscription_state = 'draft'"
		" ORDER BY d.id LIMIT 50", ids));
	take(r, p, "review", "/finance/slips/%", SINCE, db_rows(c,
		"SELECT s.id, CONCAT(s.slip_no, ' ', s.payer) AS name, o.name AS detail,"
		" s.entered_at AS due FROM slip s JOIN user o ON o.id = s.entered_by"
		" WHERE FIND_IN_SET(s.project_id, ?) AND s.state = 'submitted' AND s.entered_by <> ?"
		" ORDER BY s.id LIMIT 50", ids, c->user_id));
	take(r, p, "file", "/sales/deals/%", SINCE, db_rows(c,
		"SELECT d.id, CONCAT(u.code, ' ', t.payer) AS name, d.contract_no AS detail,"
		" CONCAT(d.signed_on, ' 00:00:00') AS due FROM deal d JOIN unit u ON u.id = d.unit_id"
		" JOIN tab t ON t.id = d.tab_id WHERE FIND_IN_SET(d.project_id, ?)"
		" AND d.contract_state IN ('signed', 'online_signed') ORDER BY d.signed_on, d.id LIMIT 50",
		ids));
	take(r, p, "close_sales", "/sales/days/close", BY, db_rows(c,
		"SELECT id, name, COALESCE(sales_closed_on, '') AS detail, ? AS due FROM project"
		" WHERE FIND_IN_SET(id, ?) AND COALESCE(sales_closed_on, '2000-01-01') < ?",
		date_add(c->today, -1), ids, date_add(c->today, -1)));
}

static void manager(struct req *r, struct pile *p, const char *ids)
{
	struct ctx *c = r->c;

	take(r, p, "hold", "/sales/units/%", BY, db_rows(c,
		"SELECT id, code AS name, held_reason AS detail, held_until AS due"
		" FROM unit WHERE FIND_IN_SET(project_id, ?) AND sale_state = 'available'"
		" AND held_until BETWEEN ? AND ? ORDER BY held_until LIMIT 50",
		ids, c->today, date_add(c->today, 2)));
	take(r, p, "sign_late", "/sales/deals/%", BY, db_rows(c,
		"SELECT d.id, CONCAT(u.code, ' ', t.payer) AS name, o.name AS detail,"
		" d.sign_by_on AS due FROM deal d JOIN unit u ON u.id = d.unit_id"
		" JOIN tab t ON t.id = d.tab_id JOIN user o ON o.id = d.owner_id"
		" WHERE FIND_IN_SET(d.project_id, ?) AND d.live = 1 AND d.subscription_state = 'active'"
		" AND d.sign_by_on < ? ORDER BY d.sign_by_on LIMIT 50", ids, c->today));
	take(r, p, "follow_late", "/customer/customers/%", BY, db_rows(c,
		"SELECT k.id, k.name, o.name AS detail, k.next_follow_on AS due"
		" FROM customer k JOIN user o ON o.id = k.owner_id WHERE FIND_IN_SET(k.project_id, ?)"
		" AND k.next_follow_on < ? ORDER BY k.next_follow_on DESC LIMIT 20",
		ids, date_add(c->today, -2)));
}

static void answers(struct req *r, struct pile *p, const char *ids)
{
	take(r, p, "privacy", "/customer/privacy_requests/%", BY, db_rows(r->c,
		"SELECT q.id, k.name, e.name AS detail, q.due_on AS due FROM privacy_request q"
		" JOIN customer k ON k.id = q.customer_id JOIN user e ON e.id = q.entered_by"
		" WHERE FIND_IN_SET(q.project_id, ?) AND q.state = 'asked' AND q.entered_by <> ?"
		" ORDER BY q.due_on LIMIT 50", ids, r->c->user_id));
}

/* ---- finance -------------------------------------------------------------------------------------- */

static void accountant(struct req *r, struct pile *p, const char *ids)
{
	struct ctx *c = r->c;

	take(r, p, "audit", "/finance/slips/%", SINCE, db_rows(c,
		"SELECT s.id, CONCAT(s.slip_no, ' ', s.payer) AS name, v.name AS detail,"
		" s.reviewed_at AS due FROM slip s JOIN user v ON v.id = s.reviewed_by"
		" WHERE FIND_IN_SET(s.project_id, ?) AND s.state = 'reviewed'"
		" AND (s.type NOT IN ('refund', 'red') OR s.approved_by IS NOT NULL)"
		" AND s.entered_by <> ? AND s.reviewed_by <> ? ORDER BY s.id LIMIT 50",
		ids, c->user_id, c->user_id));
	take(r, p, "receipt", "/finance/slips/%", SINCE, db_rows(c,
		"SELECT s.id, CONCAT(s.slip_no, ' ', s.payer) AS name, '' AS detail,"
		" s.audited_at AS due FROM slip s WHERE FIND_IN_SET(s.project_id, ?)"
		" AND s.state = 'audited' AND s.type IN ('receipt', 'transfer')"
		" AND NOT EXISTS (SELECT * FROM receipt t WHERE t.slip_id = s.id)"
		" ORDER BY s.id LIMIT 50", ids));
	take(r, p, "close_finance", "/finance/days/close", BY, db_rows(c,
		"SELECT id, name, COALESCE(finance_closed_on, '') AS detail, ? AS due FROM project"
		" WHERE FIND_IN_SET(id, ?) AND COALESCE(finance_closed_on, '2000-01-01') < ?",
		date_add(c->today, -1), ids, date_add(c->today, -1)));
}

static void finance_manager(struct req *r, struct pile *p, const char *ids)
{
	take(r, p, "approve", "/finance/slips/%", SINCE, db_rows(r->c,
		"SELECT s.id, CONCAT(s.slip_no, ' ', s.payer) AS name, s.note AS detail,"
		" s.reviewed_at AS due FROM slip s WHERE FIND_IN_SET(s.project_id, ?)"
		" AND s.state = 'reviewed' AND s.type IN ('refund', 'red') AND s.approved_by IS NULL"
		" AND s.entered_by <> ? ORDER BY s.id LIMIT 50", ids, r->c->user_id));
}

/* ---- prices, batches --------------------------------------------------------------------------------- */

static void prices(struct req *r, struct pile *p, const char *ids, const char *word,
		   const char *state)
{
	take(r, p, word, "/project/price_tables/%", SINCE, db_rows(r->c,
		"SELECT t.id, CONCAT(p.name, ' ', b.name, ' #', t.version_no) AS name,"
		" t.reason AS detail, t.created_at AS due FROM price_table t"
		" JOIN project p ON p.id = t.project_id JOIN launch_batch b ON b.id = t.batch_id"
		" WHERE FIND_IN_SET(t.project_id, ?) AND t.state = ? ORDER BY t.id LIMIT 50", ids, state));
}

static void schemes(struct req *r, struct pile *p, const char *ids)
{
	take(r, p, "scheme", "/project/schemes/%", BY, db_rows(r->c,
		"SELECT s.id, CONCAT(p.name, ' ', s.name) AS name, m.name AS detail,"
		" s.valid_from_on AS due FROM discount_scheme s"
		" JOIN project p ON p.id = s.project_id JOIN payment_method m ON m.id = s.method_id"
		" WHERE FIND_IN_SET(s.project_id, ?) AND s.state = 'draft' AND s.created_by <> ?"
		" ORDER BY s.id LIMIT 50", ids, r->c->user_id));
}

static void batches(struct req *r, struct pile *p, const char *ids, const char *word,
		    const char *state)
{
	take(r, p, word, "/project/projects/%", BY, db_rows(r->c,
		"SELECT b.project_id AS id, CONCAT(p.name, ' ', b.name) AS name, '' AS detail,"
		" COALESCE(b.opens_on, ?) AS due FROM launch_batch b JOIN project p ON p.id = b.project_id"
		" WHERE FIND_IN_SET(b.project_id, ?) AND b.state = ? ORDER BY b.id LIMIT 50",
		r->c->today, ids, state));
}

/* ---- administrator -------------------------------------------------------------------------------------- */

/* What the check of last night found in the trail, and a clock that nobody sets. */
static void trail_alarms(struct req *r, struct pile *p)
{
	take(r, p, NULL, "/account/users?role=AU", SINCE, db_rows(r->c,
		"SELECT e.about_id AS id, REPLACE(e.what, '.', '_') AS word,"
		" CONCAT_WS(' ', p.code, CONCAT('#', e.about_id)) AS name, '' AS detail,"
		" MAX(e.created_at) AS due FROM event e LEFT JOIN project p ON p.id = e.project_id"
		" WHERE e.noun = 'event' AND e.created_at > UTC_TIMESTAMP() + INTERVAL 8 HOUR"
		" - INTERVAL 25 HOUR GROUP BY e.what, e.about_id ORDER BY MAX(e.id) DESC LIMIT 10"));
	take(r, p, "clock", "/portal/home", SINCE, db_rows(r->c,
		"SELECT e.id, '' AS name, e.reason AS detail, e.created_at AS due FROM event e"
		" WHERE e.what = 'instance.clock_doubted' AND e.id = (SELECT MAX(x.id) FROM event x"
		" WHERE x.noun = 'instance' AND x.about_id = 0"
		" AND x.what IN ('instance.clock_doubted', 'instance.clock_trusted'))"));
}

/* Of the last day: somebody guesses passwords, or reads too many numbers. */
static void alarms(struct req *r, struct pile *p)
{
	take(r, p, "guessed", "/account/users", SINCE, db_rows(r->c,
		"SELECT e.id, e.reason AS name, '' AS detail, e.created_at AS due FROM event e"
		" WHERE e.noun = 'address' AND e.about_id = 0 AND e.what = 'address.shut_out'"
		" AND e.created_at > UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL 1 DAY"
		" ORDER BY e.id DESC LIMIT 5"));
	take(r, p, "revealed", "/account/users/%", SINCE, db_rows(r->c,
		"SELECT u.id, u.name, u.login AS detail, e.created_at AS due"
		" FROM event e JOIN user u ON u.id = e.about_id WHERE e.project_id IN"
		" (SELECT p.id FROM project p) AND e.count_on BETWEEN ? - INTERVAL 1 DAY AND ?"
		" AND e.what = 'user.reveal_stopped' ORDER BY e.id DESC LIMIT 10", r->c->today, r->c->today));
}

/* The lock of an account runs on the real clock. */
static void administrator(struct req *r, struct pile *p)
{
	take(r, p, "locked", "/account/users/%", SINCE, db_rows(r->c,
		"SELECT id, name, login AS detail, locked_until_at AS due FROM user"
		" WHERE locked_until_at > UTC_TIMESTAMP() + INTERVAL 8 HOUR AND state = 'active'"
		" ORDER BY id LIMIT 50"));
	take(r, p, "homeless", "/account/users/%", SINCE, db_rows(r->c,
		"SELECT u.id, u.name, u.login AS detail, '' AS due FROM user u WHERE u.state = 'active'"
		" AND u.role NOT IN ('AU', 'GE', 'AD') AND NOT EXISTS"
		" (SELECT * FROM user_project x WHERE x.user_id = u.id) ORDER BY u.id LIMIT 20"));
	alarms(r, p);
	trail_alarms(r, p);
}

/* ---- by role ---------------------------------------------------------------------------------------------- */

static bool is(const struct req *r, const char *role)
{
	return !strcmp(r->c->role, role);
}

void work_for_me(struct req *r, struct pile *p)
{
	const char *ids = scope_ids(r);

	if (is(r, "CO"))
		consultant(r, p);
	if (is(r, "SE"))
		secretary(r, p, ids);
	if (is(r, "SM")) {
		manager(r, p, ids);
		batches(r, p, ids, "propose", "draft");
	}
	if (may(r, "privacy.decide"))
		answers(r, p, ids);
	if (is(r, "SM") || is(r, "PL"))
		prices(r, p, ids, "submit", "draft");
	if (is(r, "FC"))
		accountant(r, p, ids);
	if (is(r, "FM"))
		finance_manager(r, p, ids);
	if (is(r, "PD")) {
		prices(r, p, ids, "price_review", "submitted");
		batches(r, p, ids, "release", "proposed");
	}
	if (is(r, "GE"))
		prices(r, p, ids, "price_approve", "reviewed");
	if (is(r, "PD") || is(r, "GE"))
		schemes(r, p, ids);
	if (is(r, "AD"))
		administrator(r, p);
}

void work_of_others(struct req *r, struct pile *p)
{
	const char *ids = scope_ids(r);

	if (is(r, "CO"))
		consultant_waits(r, p);
	if (is(r, "SM") || is(r, "PL")) {
		prices(r, p, ids, "at_price_review", "submitted");
		prices(r, p, ids, "at_price_approve", "reviewed");
	}
	if (is(r, "SM"))
		batches(r, p, ids, "at_release", "proposed");
	if (is(r, "PD"))
		prices(r, p, ids, "at_price_approve", "reviewed");
}

#include <string.h>
#include "customer/consent.h"
#include "customer/customer.h"

/* ---- numbers that are sealed ------------------------------------------------------------ */

static const char *upper(struct ctx *c, const char *s)
{
	char *out = textf(c, "%s", s);

	for (char *p = out; *p; p++)
		if (*p == 'x')
			*p = 'X';
	return out;
}

static bytes sealed_or_none(struct ctx *c, const char *s)
{
	return *s ? seal(c, s) : (bytes){ 0 };
}

static bytes hash_or_none(struct ctx *c, const char *s)
{
	return *s ? seal_hash(c, s) : (bytes){ 0 };
}

static const char *tail(const char *phone)
{
	size_t n = strlen(phone);

	return n > 4 ? phone + n - 4 : phone;
}

static bytes tail_hash(struct ctx *c, const char *phone)
{
	return seal_hash(c, tail(phone));
}

/* The card that has this number, its key locked, so that of two who enter it at the same
 * moment the second finds the first. */
static const struct row *card_of(struct ctx *c, rowid project_id, const char *phone)
{
	return db_row(c,
		"SELECT k.id, k.name, k.owner_id, k.protected_until, u.name AS owner"
		" FROM customer k JOIN user u ON u.id = k.owner_id"
		" WHERE k.project_id = ? AND k.phone_hash IN (?, ?) FOR UPDATE",
		project_id, seal_hash(c, phone), seal_hash_before(c, phone));
}

static OP numbers_right(struct ctx *c, rowid project_id, rowid but, const char *phone,
			const char *id_no)
{
	const struct row *k;

	if (*id_no && !id_no_ok(id_no))
		return refuse(c, "id_no", "customer.id_no");
	if (!*phone)
		return DONE;
	k = card_of(c, project_id, phone);
	if (!k || row_id(k, "id") == but)
		return DONE;
	return refuse_with(c, "phone", "customer.known",
		textf(c, "%s %s", row_text(k, "owner"), row_text(k, "protected_until")));
}

/* ---- the card ------------------------------------------------------------------------------ */

/* Why the number may be kept; NULL: none was typed. */
static const char *basis_of(const struct customer_card *n, const char *id_no)
{
	return !*id_no ? NULL : n->id_basis ? n->id_basis : "";
}

OP customer_create(struct ctx *c, const struct customer_card *n, rowid *id)
{
	const char *phone = phone_normal(c, n->phone), *id_no = upper(c, n->id_no);
	refusal no;

	if (!phone)
		return refuse(c, "phone", "customer.phone");
	no = numbers_right(c, n->project_id, 0, phone, id_no);
	if (no)
		return no;
	*id = db_insert(c,
		"INSERT INTO customer (project_id, owner_id, name, phone_sealed, phone_hash,"
		" phone_tail_hash, id_no_sealed, id_no_hash, source, intent_grade, intent_layout,"
		" budget_fen, note, protected_until, next_follow_on, created_at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n->project_id, c->user_id, n->name, seal(c, phone), seal_hash(c, phone),
		tail_hash(c, phone), sealed_or_none(c, id_no), hash_or_none(c, id_no), n->source,
		*n->intent_grade ? n->intent_grade : "C", n->intent_layout, n->budget_fen, n->note,
		date_add(c->today, CALL_DAYS), n->next_follow_on, c->now);
	consent_of_card(c, n->project_id, *id, n->notified, n->marketing, basis_of(n, id_no));
	record(c, .noun = "customer", .about_id = *id, .what = "customer.created", .to = "lead",
	       .project_id = n->project_id, .customer_id = *id);
	return DONE;
}

void customer_phone_put(struct ctx *c, rowid id, const char *phone)
{
	db_change(c, "UPDATE customer SET phone_sealed = ?, phone_hash = ?, phone_tail_hash = ?"
		  " WHERE id = ?", seal(c, phone), seal_hash(c, phone), tail_hash(c, phone), id);
}

void customer_id_no_put(struct ctx *c, rowid id, const char *id_no)
{
	db_change(c, "UPDATE customer SET id_no_sealed = ?, id_no_hash = ? WHERE id = ?",
		  seal(c, id_no), seal_hash(c, id_no), id);
}

void customer_id_no_away(struct ctx *c, rowid id)
{
	db_change(c, "UPDATE customer SET id_no_sealed = NULL, id_no_hash = NULL, id_no_until = NULL,"
		  " version_count = version_count + 1 WHERE id = ?", id);
}

/* Which of the card's words and numbers are others now, for the trail: names of fields only,
 * never what stood in them. */
static const char *what_changed(struct ctx *c, const struct row *k, const struct customer_card *n)
{
	const char *all = "";

	if (*n->phone)
		all = textf(c, "%s phone", all);
	if (*n->id_no)
		all = textf(c, "%s id_no", all);
	if (!row_is(k, "name", n->name))
		all = textf(c, "%s name", all);
	if (!row_is(k, "source", n->source))
		all = textf(c, "%s source", all);
	if (*n->intent_grade && !row_is(k, "intent_grade", n->intent_grade))
		all = textf(c, "%s intent_grade", all);
	if (!row_is(k, "intent_layout", n->intent_layout))
		all = textf(c, "%s intent_layout", all);
	if (row_int(k, "budget_fen") != n->budget_fen.fen)
		all = textf(c, "%s budget_fen", all);
	if (row_date(k, "next_follow_on").day != n->next_follow_on.day)
		all = textf(c, "%s next_follow_on", all);
	if (!row_is(k, "note", n->note))
		all = textf(c, "%s note", all);
	return *all ? all + 1 : NULL;
}

OP customer_change(struct ctx *c, rowid id, const struct customer_card *n)
{
	const struct row *k = db_row(c,
		"SELECT project_id, name, source, grade, intent_grade, intent_layout, budget_fen,"
		" next_follow_on, note, anonymised_at, left_alone, version_count FROM customer WHERE id = ?"
		" FOR UPDATE", id);
	const char *phone = *n->phone ? phone_normal(c, n->phone) : "";
	const char *id_no = upper(c, n->id_no), *changed;
	refusal no = unchanged_since(c, k, n->version);

	if (no)
		return no;
	if (*row_text(k, "anonymised_at"))
		return refuse(c, NULL, "customer.nobody");
	if (row_int(k, "left_alone") && date_ok(n->next_follow_on))
		return refuse(c, "next_follow_on", "customer.left_alone");
	if (!phone)
		return refuse(c, "phone", "customer.phone");
	no = numbers_right(c, row_id(k, "project_id"), id, phone, id_no);
	if (no)
		return no;
	changed = what_changed(c, k, n);
	if (!changed)
		return DONE;
	if (*phone)
		customer_phone_put(c, id, phone);
	if (*id_no)
		customer_id_no_put(c, id, id_no);
	consent_of_card(c, row_id(k, "project_id"), id, false, false, basis_of(n, id_no));
	db_change(c,
		"UPDATE customer SET name = ?, source = ?,"
		" intent_grade = COALESCE(NULLIF(?, ''), intent_grade), intent_layout = ?,"
		" budget_fen = ?, next_follow_on = ?, note = ?, version_count = version_count + 1"
		" WHERE id = ?", n->name, n->source, n->intent_grade, n->intent_layout,
		n->budget_fen, n->next_follow_on, n->note, id);
	record(c, .noun = "customer", .about_id = id, .what = "customer.changed",
	       .project_id = row_id(k, "project_id"), .customer_id = id, .reason = changed);
	return DONE;
}

/* ---- duplicates ------------------------------------------------------------------------------ */

/* Bound by a live registration or deal: no day takes such a customer from his owner. */
static bool engaged(struct ctx *c, rowid id)
{
	return db_int(c, "SELECT COUNT(*) FROM customer_engaged WHERE customer_id = ?", id) > 0;
}

static struct known_as by_phone(struct ctx *c, const struct row *k)
{
	struct known_as a = {
		.customer_id = row_id(k, "id"), .owner = row_text(k, "owner"),
		.name = mask_name(c, row_text(k, "name")),
		.protected_until = row_date(k, "protected_until"),
	};
	bool over = !date_ok(a.protected_until) || a.protected_until.day < c->today.day;

	a.is = over && !engaged(c, a.customer_id) ? KNOWN_EXPIRED : KNOWN_PROTECTED;
	if (row_id(k, "owner_id") == c->user_id) {
		a.is = KNOWN_MINE;
		a.name = row_text(k, "name");
	}
	return a;
}

struct known_as customer_known(struct ctx *c, rowid project_id, const char *phone,
			       const char *name)
{
	const char *normal = phone_normal(c, phone);
	const struct row *k;

	if (!normal)
		return (struct known_as){ .is = KNOWN_NOT_YET };
	k = db_row(c,
		"SELECT k.id, k.name, k.owner_id, k.protected_until, u.name AS owner"
		" FROM customer k JOIN user u ON u.id = k.owner_id"
		" WHERE k.project_id = ? AND k.phone_hash IN (?, ?)",
		project_id, seal_hash(c, normal), seal_hash_before(c, normal));
	if (k)
		return by_phone(c, k);
	k = db_row(c,
		"SELECT k.id, k.protected_until, u.name AS owner"
		" FROM customer k JOIN user u ON u.id = k.owner_id"
		" WHERE k.project_id = ? AND k.phone_tail_hash IN (?, ?) AND k.name = ?"
		" ORDER BY k.id",
		project_id, tail_hash(c, normal), seal_hash_before(c, tail(normal)), name);
	if (!k)
		return (struct known_as){ .is = KNOWN_NEW };
	return (struct known_as){
		.is = KNOWN_SUSPECT, .customer_id = row_id(k, "id"), .owner = row_text(k, "owner"),
		.name = name, .protected_until = row_date(k, "protected_until"),
	};
}

/* ---- protection -------------------------------------------------------------------------------- */

static date later(date a, date b)
{
	return !date_ok(a) || (date_ok(b) && b.day > a.day) ? b : a;
}

void customer_received(struct ctx *c, rowid id, bool visit, date biz_on)
{
	const struct row *k = db_row(c,
		"SELECT project_id, owner_id, grade, protected_until FROM customer WHERE id = ? FOR UPDATE",
		id);
	date until = row_date(k, "protected_until");
	date begins = date_add(biz_on, visit ? VISIT_DAYS : CALL_DAYS);
	bool mine = row_id(k, "owner_id") == c->user_id;
	bool over = !date_ok(until) || until.day < c->today.day;

	if (visit && row_is(k, "grade", "lead"))
		db_change(c, "UPDATE customer SET grade = 'prospect' WHERE id = ?", id);
	/* received for a colleague who still protects him: he keeps him (domain.md 8.2) */
	if (!mine && (!over || engaged(c, id)))
		return;
	db_change(c, "UPDATE customer SET owner_id = ?, protected_until = ? WHERE id = ?",
		  c->user_id, later(until, begins), id);
	if (!mine)
		record(c, .noun = "customer", .about_id = id, .what = "customer.claimed",
		       .project_id = row_id(k, "project_id"), .customer_id = id);
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* At most 90 days after the last visit. */
static date prolonged(struct ctx *c, rowid id, date until, date contacted_on)
{
	const struct row *v = db_row(c,
		"SELECT MAX(biz_on) AS visited_on FROM touch WHERE customer_id = ? AND kind = 'visit'", id);
	date visited = row_date(v, "visited_on"), to = date_add(contacted_on, FOLLOW_DAYS);

	if (date_ok(visited) && to.day > visited.day + FOLLOW_MOST_DAYS)
		to = date_add(visited, FOLLOW_MOST_DAYS);
	return later(until, to);
}

OP customer_follow_up(struct ctx *c, rowid id, const struct follow_up *f)
{
	const struct row *k = db_row(c,
		"SELECT project_id, protected_until, anonymised_at, left_alone FROM customer"
		" WHERE id = ? FOR UPDATE", id);
	date until = row_date(k, "protected_until");
	rowid talk;

	if (*row_text(k, "anonymised_at"))
		return refuse(c, NULL, "customer.nobody");
	if (f->contacted_on.day > c->today.day)
		return refuse(c, "contacted_on", "day.future");
	if (date_ok(f->next_on) && row_int(k, "left_alone"))
		return refuse(c, "next_on", "customer.left_alone");
	if (date_ok(f->next_on) && f->next_on.day < c->today.day)
		return refuse(c, "next_on", "customer.next_past");
	if (characters(f->content) >= 10)
		until = prolonged(c, id, until, f->contacted_on);
	talk = db_insert(c,
		"INSERT INTO follow_up (project_id, customer_id, contacted_on, content, next_on, by_id,"
		" entered_at) VALUES (?, ?, ?, ?, ?, ?, ?)", row_id(k, "project_id"), id,
		f->contacted_on, f->content, f->next_on, c->user_id, c->now);
	db_change(c, "UPDATE customer SET next_follow_on = ?, protected_until = ? WHERE id = ?",
		  f->next_on, until, id);
	/* what was said stands with the conversation, where it can be erased */
	record(c, .noun = "follow_up", .about_id = talk, .what = "customer.followed",
	       .project_id = row_id(k, "project_id"), .customer_id = id, .biz_on = f->contacted_on);
	return DONE;
}

/* ---- what is masked, for a minute --------------------------------------------------------------- */

static bytes sealed_number(const struct row *k, const char *what)
{
	return row_bytes(k, !strcmp(what, "phone") ? "phone_sealed" : "id_no_sealed");
}

static int64_t today_by_me(struct ctx *c, const char *what)
{
	return db_int(c,
		"SELECT COUNT(*) FROM event WHERE project_id IN (SELECT id FROM project) AND count_on = ?"
		" AND what = ? AND user_id = ?", c->today, what, c->user_id);
}

/* The alarm, once a day: the administrator finds it in his worklist. */
static refusal note_stop(struct ctx *c, void *project)
{
	if (!today_by_me(c, "user.reveal_stopped"))
		record(c, .noun = "user", .what = "user.reveal_stopped", .about_id = c->user_id,
		       .project_id = *(rowid *)project);
	return DONE;
}

OP customer_reveal(struct ctx *c, rowid id, const struct reveal *v, rowid *event_id)
{
	const struct row *k = db_row(c,
		"SELECT project_id, phone_sealed, id_no_sealed FROM customer WHERE id = ?", id);
	int64_t most = conf_int("limits.reveals_a_day", 50);
	rowid project = row_id(k, "project_id");

	if (!sealed_number(k, v->what).data)
		return refuse(c, "what", "customer.none");
	if (today_by_me(c, "customer.revealed") >= most) {
		refusal no = tx_apart(c, note_stop, &project);

		return no ? no : refuse_with(c, "what", "customer.reveals", textf(c, "%lld", (long long)most));
	}
	*event_id = record(c, .noun = "customer", .about_id = id, .what = "customer.revealed",
	       .project_id = row_id(k, "project_id"), .customer_id = id,
	       .reason = textf(c, "%s: %s", v->what, v->reason));
	return DONE;
}

const char *customer_revealed(struct ctx *c, rowid id, rowid event_id, const char **what)
{
	const struct row *k = db_row(c,
		"SELECT k.phone_sealed, k.id_no_sealed, SUBSTRING_INDEX(e.reason, ':', 1) AS what"
		" FROM event e JOIN customer k ON k.id = e.about_id"
		" WHERE e.id = ? AND e.what = 'customer.revealed' AND e.about_id = ? AND e.user_id = ?"
		" AND e.created_at > UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL 1 MINUTE",
		event_id, id, c->user_id);

	if (!k)
		return NULL;
	*what = row_text(k, "what");
	return unseal(c, sealed_number(k, *what));
}

/* One box: room, name, last four digits or the whole number of a phone, number of a paper.
 * What is found obeys the same scope as its pages; one exact hit opens at once. */
#include <stdio.h>
#include <string.h>
#include "portal/pages.h"
#include "portal/room.h"

enum { MOST_HITS = 20 };
struct hits { struct req *r; const char *ids; rowid own; int n, exact; const char *only; };

static void take(struct hits *h, const char *kind, const char *path, const struct row *row)
{
	struct ctx *c = h->r->c;

	for (; row; row = row_next(row), h->n++) {
		const char *at = textf(c, "Hits.%d", h->n);
		const char *url = *path ? textf(c, "%s/%lld", path, (long long)row_id(row, "id")) : "";

		page_row(h->r, at, row);
		page_text(h->r, textf(c, "%s.url", at), url);
		page_text(h->r, textf(c, "%s.kind", at), label(h->r, textf(c, "L.search.kind.%s", kind)));
		if (row_int(row, "exact")) {
			h->exact++;
			h->only = url;
		}
	}
}

/* %, _ and \ of the user are letters like others. */
static const char *plain(struct ctx *c, const char *q)
{
	const char *out = "";

	for (; *q; q++)
		out = textf(c, "%s%s%c", out, strchr("%_\\", *q) ? "\\" : "", *q);
	return out;
}

/* The ids of those rows whose name is written so. */
static const char *named(struct ctx *c, const struct row *row, const char *part)
{
	const char *ids = "";

	for (; row; row = row_next(row))
		if (!strcmp(room_name(c, row_text(row, "name")), part))
			ids = textf(c, "%s%s%lld", ids, *ids ? "," : "", (long long)row_id(row, "id"));
	return ids;
}

/* By building, entrance and the beginning of a room; false: it is not written like that. */
static bool find_room(struct hits *h, const char *q)
{
	struct ctx *c = h->r->c;
	struct room_words w;
	const char *in, *entrances, *room;

	if (!room_read(c, q, &w))
		return false;
	in = named(c, db_rows(c, "SELECT id, name FROM building WHERE FIND_IN_SET(project_id, ?)",
		h->ids), w.part[0]);
	if (!*in)
		return false;
	entrances = w.n < 2 ? "" : named(c, db_rows(c,
		"SELECT id, name FROM entrance WHERE FIND_IN_SET(building_id, ?)", in), w.part[1]);
	room = w.n < 2 ? "" : plain(c, w.part[w.n - 1]);
	take(h, "unit", "/sales/units", db_rows(c,
		"SELECT u.id, u.code AS name, p.name AS detail, UPPER(TRIM(LEADING '0' FROM u.room)) = ?"
		" AS exact FROM unit u JOIN project p ON p.id = u.project_id"
		" WHERE FIND_IN_SET(u.building_id, ?) AND CASE ? WHEN 3 THEN"
		" FIND_IN_SET(u.entrance_id, ?) AND TRIM(LEADING '0' FROM u.room) LIKE CONCAT(?, '%')"
		" ELSE TRIM(LEADING '0' FROM u.room) LIKE CONCAT(?, '%') OR FIND_IN_SET(u.entrance_id, ?)"
		" END ORDER BY exact DESC, p.code, u.building_id, u.floor_no, u.code LIMIT 20",
		room, in, w.n, entrances, room, room, entrances));
	return h->n > 0;
}

static void find_units(struct hits *h, const char *q)
{
	if (!may(h->r, "unit.read") || find_room(h, q))
		return;
	q = plain(h->r->c, q);
	take(h, "unit", "/sales/units", db_rows(h->r->c,
		"SELECT u.id, u.code AS name, p.name AS detail, (u.code = ? OR u.room = ?) AS exact"
		" FROM unit u JOIN project p ON p.id = u.project_id WHERE FIND_IN_SET(u.project_id, ?)"
		" AND (u.code = ? OR u.room = ? OR u.code LIKE CONCAT('%', ?, '%'))"
		" ORDER BY exact DESC, u.code LIMIT 20", q, q, h->ids, q, q, q));
}

static void find_customers(struct hits *h, const char *q)
{
	if (!may(h->r, "customer.read"))
		return;
	take(h, "customer", "/customer/customers", db_rows(h->r->c,
		"SELECT k.id, k.name, k.phone_sealed, CONCAT(p.name, ' · ', o.name) AS detail,"
		" k.name = ? AS exact FROM customer k JOIN project p ON p.id = k.project_id"
		" JOIN user o ON o.id = k.owner_id WHERE FIND_IN_SET(k.project_id, ?)"
		" AND k.name LIKE CONCAT('%', ?, '%') AND (? = 0 OR k.owner_id = ?)"
		" ORDER BY exact DESC, k.id DESC LIMIT 20", q, h->ids, q, h->own, h->own));
}

static void find_tail(struct hits *h, const char *q)
{
	take(h, "customer", "/customer/customers", db_rows(h->r->c,
		"SELECT k.id, k.name, k.phone_sealed, CONCAT(p.name, ' · ', o.name) AS detail, 1 AS exact"
		" FROM project p STRAIGHT_JOIN customer k ON k.project_id = p.id AND k.phone_tail_hash IN (?, ?)"
		" JOIN user o ON o.id = k.owner_id WHERE FIND_IN_SET(p.id, ?)"
		" AND (? = 0 OR k.owner_id = ?) ORDER BY k.id DESC LIMIT 20",
		seal_hash(h->r->c, q), seal_hash_before(h->r->c, q), h->ids, h->own, h->own));
}

/* A whole number is found whoever owns him (decision 6); a colleague's without his name. */
static void find_phone(struct hits *h, const char *phone)
{
	struct ctx *c = h->r->c;
	const struct row *k;

	take(h, "customer", "/customer/customers", db_rows(c,
		"SELECT k.id, k.name, k.phone_sealed, CONCAT(p.name, ' · ', o.name) AS detail, 1 AS exact"
		" FROM project p STRAIGHT_JOIN customer k ON k.project_id = p.id AND k.phone_hash IN (?, ?)"
		" JOIN user o ON o.id = k.owner_id WHERE FIND_IN_SET(p.id, ?)"
		" AND (? = 0 OR k.owner_id = ?)", seal_hash(c, phone),
		seal_hash_before(c, phone), h->ids, h->own, h->own));
	for (k = db_rows(c,
		"SELECT k.id, k.name, k.phone_sealed, o.name AS owner, k.protected_until, 0 AS exact"
		" FROM project p STRAIGHT_JOIN customer k ON k.project_id = p.id AND k.phone_hash IN (?, ?)"
		" JOIN user o ON o.id = k.owner_id WHERE FIND_IN_SET(p.id, ?)"
		" AND ? <> 0 AND k.owner_id <> ?", seal_hash(c, phone),
		seal_hash_before(c, phone), h->ids, h->own, h->own);
	     k; k = row_next(k)) {
		const char *at = textf(c, "Hits.%d", h->n++);

		page_text(h->r, textf(c, "%s.kind", at), label(h->r, "L.search.kind.customer"));
		page_text(h->r, textf(c, "%s.name", at), mask_name(c, row_text(k, "name")));
		page_text(h->r, textf(c, "%s.phone", at), mask_phone(c, phone));
		page_text(h->r, textf(c, "%s.detail", at), said(h->r, "L.search.owned",
			textf(c, "%s %s", row_text(k, "owner"), row_text(k, "protected_until"))));
	}
}

/* A whole number, or its end. */
static void find_papers(struct hits *h, const char *q)
{
	struct ctx *c = h->r->c;

	if (may(h->r, "slip.read"))
		take(h, "slip", "/finance/slips", db_rows(c,
			"SELECT id, slip_no AS name, CONCAT(payer, ' · ', FORMAT(amount_fen / 100, 2)) AS detail,"
			" slip_no = ? AS exact FROM slip WHERE FIND_IN_SET(project_id, ?)"
			" AND slip_no LIKE CONCAT('%', ?) AND (? = 0 OR entered_by = ?)"
			" ORDER BY id DESC LIMIT 20", q, h->ids, q, h->own, h->own));
	if (may(h->r, "receipt.read"))
		take(h, "receipt", "/finance/receipts", db_rows(c,
			"SELECT id, receipt_no AS name, CONCAT(payer, ' · ', FORMAT(amount_fen / 100, 2))"
			" AS detail, receipt_no = ? AS exact FROM receipt WHERE FIND_IN_SET(project_id, ?)"
			" AND receipt_no LIKE CONCAT('%', ?) ORDER BY id DESC LIMIT 20", q, h->ids, q));
	if (may(h->r, "deal.read"))
		take(h, "deal", "/sales/deals", db_rows(c,
			"SELECT d.id, CONCAT(d.deal_no, ' ', u.code) AS name, t.payer AS detail,"
			" (d.deal_no = ? OR d.contract_no = ?) AS exact FROM deal d"
			" JOIN unit u ON u.id = d.unit_id JOIN tab t ON t.id = d.tab_id"
			" WHERE FIND_IN_SET(d.project_id, ?) AND (d.deal_no LIKE CONCAT('%', ?)"
			" OR d.contract_no = ?) AND (? = 0 OR d.owner_id = ?) ORDER BY d.id DESC LIMIT 20",
			q, q, h->ids, q, q, h->own, h->own));
	if (may(h->r, "registration.read"))
		take(h, "registration", "/sales/pre_registrations", db_rows(c,
			"SELECT g.id, g.reg_no AS name, t.payer AS detail, g.reg_no = ? AS exact"
			" FROM pre_registration g JOIN tab t ON t.id = g.tab_id"
			" WHERE FIND_IN_SET(g.project_id, ?) AND g.reg_no LIKE CONCAT('%', ?)"
			" AND (? = 0 OR g.owner_id = ?) ORDER BY g.id DESC LIMIT 20",
			q, h->ids, q, h->own, h->own));
}

static const char *trimmed(struct ctx *c, const char *q)
{
	size_t n;

	while (*q == ' ')
		q++;
	n = strlen(q);
	while (n && q[n - 1] == ' ')
		n--;
	return textf(c, "%.*s", (int)n, q);
}

static void find(struct hits *h, const char *q)
{
	const char *phone = phone_normal(h->r->c, q);
	bool digits = !q[strspn(q, "0123456789")];

	find_units(h, q);
	if (!digits)
		find_customers(h, plain(h->r->c, q));
	else if (strlen(q) == 4 && may(h->r, "customer.read"))
		find_tail(h, q);
	if (phone && may(h->r, "customer.read"))
		find_phone(h, phone);
	/* papers are numbered in ASCII */
	if (strlen(q) >= 4 && !q[strspn(q, "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz")])
		find_papers(h, plain(h->r->c, q));
}

reply search_show(struct req *r)
{
	const char *q = trimmed(r->c, param(r, "q"));
	struct hits h = { .r = r, .ids = scope_ids(r), .own = own_only(r) ? r->c->user_id : 0,
			  .only = "" };

	if (*q && strlen(q) <= 120)
		find(&h, q);
	if (h.exact == 1 && *h.only)
		return see_other(r, "%s", h.only);
	page_text(r, "Search.q", q);
	page_int(r, "Search.count", h.n);
	return page_show(r, "portal/search");
}

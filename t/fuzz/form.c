/* A posted form becomes a struct: fields of every kind, and a group that repeats. */
#include <string.h>
#include "lib/inside_web.h"
#include "t/fuzz/fuzz.h"

struct leg { const char *kind; money amount_fen; };
struct typed {
	const char *name, *means, *code;
	int floors;
	bool accept;
	rowid unit_id;
	money amount_fen;
	area gross_dm2;
	date paid_on;
	struct leg legs[4];
	int n_legs;
};
static const char *const means[] = { "cash", "pos", "transfer", NULL };
static const struct field leg[] = {
	FIELD(struct leg, kind, REQUIRED, .words = means, .labels = "L.slip.means"),
	FIELD(struct leg, amount_fen, REQUIRED, .min = 1),
	{ 0 }
};
static const struct field fields[] = {
	FIELD(struct typed, name, REQUIRED, .max = 10),
	FIELD(struct typed, means, OPTIONAL, .words = means, .labels = "L.slip.means"),
	FIELD(struct typed, code, OPTIONAL, .max = 20, .valid = text_plain),
	FIELD(struct typed, floors, OPTIONAL, .min = -5, .max = 200),
	FIELD(struct typed, accept, OPTIONAL),
	FIELD(struct typed, unit_id, OPTIONAL),
	FIELD(struct typed, amount_fen, OPTIONAL, .min = 0),
	FIELD(struct typed, gross_dm2, OPTIONAL, .min = 0),
	FIELD(struct typed, paid_on, OPTIONAL),
	FIELD_ROWS(struct typed, legs, n_legs, leg, 4),
	{ 0 }
};

static int length(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void must_fit(const struct typed *t)
{
	must(*t->name && length(t->name) <= 10 && length(t->code) <= 20 && text_plain(t->code));
	must(!*t->means || !strcmp(t->means, "cash") || !strcmp(t->means, "pos") ||
	     !strcmp(t->means, "transfer"));
	must(t->floors >= -5 && t->floors <= 200 && t->unit_id >= 0);
	must(t->amount_fen.fen >= 0 && t->amount_fen.fen <= INT64_C(100000000000000));
	must(t->gross_dm2.dm2 >= 0 && t->gross_dm2.dm2 <= INT64_C(10000000000));
	must(t->n_legs >= 0 && t->n_legs <= 4);
	for (int i = 0; i < t->n_legs; i++)
		must(*t->legs[i].kind && t->legs[i].amount_fen.fen > 0);
}

/* What was read, offered to be changed and sent back as it is, is the same. */
static void again_the_same(struct ctx *c, const struct typed *t)
{
	const char *body = textf(c, "name=%s&means=%s&code=%s&floors=%d&accept=%d&amount_fen=%s&"
		"gross_dm2=%s&paid_on=%s", url_escape(c, t->name), t->means, url_escape(c, t->code),
		t->floors, t->accept, money_text(c, t->amount_fen), area_text(c, t->gross_dm2),
		date_text(c, t->paid_on));
	char *env[] = { textf(c, "CONTENT_TYPE=application/x-www-form-urlencoded"), NULL };
	struct req *r = fresh_request(c);
	struct typed same = { 0 };

	http_parse(c, r->http, env, body, strlen(body));
	must(!r->http->bad && form_read(r, fields, &same));
	must(!strcmp(t->name, same.name) && !strcmp(t->means, same.means) && !strcmp(t->code, same.code));
	must(t->floors == same.floors && t->accept == same.accept);
	must(t->amount_fen.fen == same.amount_fen.fen && t->gross_dm2.dm2 == same.gross_dm2.dm2);
	must(t->paid_on.day == same.paid_on.day);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	char *env[] = { textf(c, "CONTENT_TYPE=application/x-www-form-urlencoded"), NULL };
	struct req *r = fresh_request(c);
	struct typed t = { 0 };

	http_parse(c, r->http, env, (const char *)data, size);
	if (r->http->bad)
		return;
	if (form_read(r, fields, &t)) {
		must(!r->http->refused && !page_has(r, "Form.errors.0.text"));
		must_fit(&t);
		again_the_same(c, &t);
	} else {
		must(r->http->refused && page_has(r, "Form.errors.0.text"));
	}
}

#include "receipt/check.h"
#include "receipt/pages.h"

/* Only the host: it is what the reader compares with his browser. */
static const char *host_of(struct ctx *c, const char *url)
{
	const char *at = strstr(url, "://");

	at = at ? at + 3 : url;
	return textf(c, "%.*s", (int)strcspn(at, "/"), at);
}

static void offer_phone(struct req *r, const char *phone)
{
	char *digits = textf(r->c, "tel:%s", phone), *to = digits + 4;

	if (!*phone)
		return;
	for (const char *p = phone; *p; p++)
		if (strchr("0123456789+", *p))
			*to++ = *p;
	*to = '\0';
	page_text(r, "Check.phone", phone);
	page_text(r, "Check.phone_link", digits);
}

/* In fours, as it is printed. */
static const char *code_text(struct ctx *c, const char *code)
{
	return textf(c, "%.4s-%.4s-%.4s-%.4s", code, code + 4, code + 8, code + 12);
}

static void offer_receipt(struct req *r, const struct row *found)
{
	page_text(r, "Check.no", row_text(found, "receipt_no"));
	page_money(r, "Check.amount", row_money(found, "amount_fen"));
	page_text(r, "Check.issued_on", row_text(found, "issued_on"));
	page_text(r, "Check.payer", names_text(r, row_text(found, "payer_masked")));
	page_text(r, "Check.unit", row_text(found, "unit_code"));
	page_text(r, "Check.code", code_text(r->c, row_text(found, "code")));
	page_text(r, "Check.project", row_text(found, "project_name"));
	page_text(r, "Check.company", row_text(found, "company_name"));
	offer_phone(r, row_text(found, "company_phone"));
	if (row_is(found, "verdict", "genuine"))
		return;
	page_text(r, "Check.changed_on", row_text(found, "changed_on"));
	page_text(r, "Check.successor", row_text(found, "successor_no"));
}

/* A QR text whose signature is right and which the books do not know is said to be that. */
static const struct row *find(struct req *r, const char *asked)
{
	const char *keys = conf_secret(r->c, "receipt.pub");
	struct receipt_fields f;
	char code[CODE + 1];

	if (strncmp(asked, "R1.", 3))
		return receipt_find(r->c, code_read(asked, code) ? code : "");
	if (!text_is_signed(asked, keys ? keys : "", &f))
		return receipt_find(r->c, "");	/* as long as for one that is signed */
	page_flag(r, "Check.signed", true);
	return receipt_match(r->c, &f);
}

static reply answer(struct req *r, const char *asked)
{
	const struct row *found = find(r, asked);

	page_text(r, "Check.verdict", found ? row_text(found, "verdict") : "unknown");
	page_text(r, "Check.host", host_of(r->c, conf("url.base", "")));
	page_text(r, "Check.at", textf(r->c, "%.16s", r->c->now));
	if (found)
		offer_receipt(r, found);
	page_show(r, "receipt/check");
	return found ? 200 : 404;
}

reply check_show(struct req *r)
{
	return answer(r, req_word(r));
}

reply check_ask(struct req *r)
{
	if (*param(r, "code"))
		return answer(r, param(r, "code"));
	page_text(r, "Check.host", host_of(r->c, conf("url.base", "")));
	page_text(r, "Form.code", "");
	return page_show(r, "receipt/ask");
}

/* Asked by draft.js of pages with a long form, and by every page whose session ends soon. */
#include <string.h>
#include "account/pages.h"

enum { LONGEST_DRAFT = 60000, LONGEST_NAME = 300 };

struct draft { const char *form, *fields; };

/* As URLSearchParams writes it, so that it stands in JSON as it is. */
static bool encoded(const char *s)
{
	return !s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-._+%&=")];
}

static const struct field draft[] = {
	FIELD(struct draft, form,   REQUIRED, .max = LONGEST_NAME, .valid = text_plain),
	FIELD(struct draft, fields, OPTIONAL, .max = LONGEST_DRAFT, .valid = encoded),
	{ 0 }
};

reply draft_page(struct req *r)
{
	const char *at, *fields = draft_of(r, param(r, "form"), &at);

	return send_json(r, textf(r->c, "{\"fields\":\"%s\",\"saved_at\":\"%.16s\"}", fields, at));
}

reply draft_post(struct req *r)
{
	struct draft d = { 0 };
	bool right = form_read(r, draft, &d);

	if (right)
		draft_keep(r, d.form, d.fields);
	send_json(r, "{}");
	return right ? 200 : 422;
}

/* Asking is what prolongs it. */
reply session_page(struct req *r)
{
	return send_json(r, textf(r->c, "{\"seconds\":%lld}", (long long)session_seconds(r)));
}

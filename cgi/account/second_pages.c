/* His own second factor, and the rules of who must have one. */
#include "account/pages.h"
#include "account/second.h"
#include "account/secret.h"

static const char *const roles[] = {
	"CO", "SE", "SM", "FC", "FM", "AS", "PL", "AG", "PD", "GE", "AD", "AU", NULL
};

struct code_form { const char *code; };
static const struct field code_fields[] = {
	FIELD(struct code_form, code, REQUIRED, .max = 20),
	{ 0 }
};

static void offer_qr(struct req *r)
{
	const char *uri = second_uri(r->c);
	int modules;

	if (!uri)
		return;
	page_text(r, "Second.path", qr_svg_path(r->c, uri, &modules));
	page_int(r, "Second.modules", modules);
	page_text(r, "Second.secret", second_secret(r->c));
}

reply second_page(struct req *r)
{
	const struct row *u = db_row(r->c,
		"SELECT second_at, role, (SELECT COUNT(*) FROM recovery_code k WHERE k.user_id = user.id"
		" AND k.used_at IS NULL) AS left_count FROM user WHERE id = ?", r->c->user_id);
	const char *codes = secret_waiting(r->c, "recovery", r->c->user_id);

	form_offer(r, code_fields, NULL);
	page_row(r, "second", u);
	page_flag(r, "Second.must", second_of(r->c, row_text(u, "role"), false) == SECOND_ENROL);
	offer_qr(r);
	for (int n = 0; codes && *codes; n++) {
		size_t len = strcspn(codes, " ");

		page_text(r, textf(r->c, "Codes.%d", n), textf(r->c, "%.*s", (int)len, codes));
		codes += len + (codes[len] == ' ');
	}
	return page_show(r, "account/second");
}

static reply back(struct req *r, refusal no)
{
	return form_accept(r, no) ? see_other(r, "/account/second") : second_page(r);
}

reply second_begin_post(struct req *r) { return back(r, second_begin(r->c)); }
reply second_codes_post(struct req *r) { return back(r, second_codes(r->c)); }
reply second_remove_post(struct req *r) { return back(r, second_remove(r->c)); }
reply second_taken_post(struct req *r)
{
	return back(r, secret_taken(r->c, "recovery", r->c->user_id));
}

reply second_confirm_post(struct req *r)
{
	struct code_form f;

	if (!form_read(r, code_fields, &f) || !form_accept(r, second_confirm(r->c, f.code)))
		return second_page(r);
	session_start(r, r->c->user_id, true);	/* the old one ended with all others */
	return see_other(r, "/account/second");
}

reply user_second_post(struct req *r)
{
	if (form_accept(r, second_reset(r->c, req_id(r))))
		return see_other(r, "/account/users/%ld", (long)req_id(r));
	return user_show(r);
}

/* ---- who must ------------------------------------------------------------------------------ */

static const struct field role_fields[] = {
	FIELD(struct rule_role, role, OPTIONAL, .words = roles),
	{ 0 }
};
static const struct field rule_fields[] = {
	FIELD_ROWS(struct second_rules_edit, roles, role_count, role_fields, SECOND_ROLES),
	FIELD(struct second_rules_edit, required, OPTIONAL, .max = 1000, .valid = text_plain),
	FIELD(struct second_rules_edit, exempt, OPTIONAL, .max = 1000, .valid = text_plain),
	{ 0 }
};

static void offer_roles(struct req *r, const struct second_rules_edit *e)
{
	for (int n = 0; roles[n]; n++) {
		const char *at = textf(r->c, "Roles.%d", n);

		page_text(r, textf(r->c, "%s.field", at), textf(r->c, "role_%d", n));
		page_text(r, textf(r->c, "%s.role", at), roles[n]);
		for (int i = 0; i < e->role_count; i++)
			page_flag(r, textf(r->c, "%s.on", at), !strcmp(e->roles[i].role, roles[n]));
	}
}

static void read_rules(struct req *r, struct second_rules_edit *e)
{
	const struct row *i = db_row(r->c,
		"SELECT second_roles, second_required, second_exempt FROM instance");
	const char *named = row_text(i, "second_roles");

	*e = (struct second_rules_edit){ .required = row_text(i, "second_required"),
		.exempt = row_text(i, "second_exempt") };
	for (int n = 0; roles[n]; n++)
		if (strstr(named, roles[n]))
			e->roles[e->role_count++].role = roles[n];
}

reply second_rules_page(struct req *r)
{
	struct second_rules_edit e;

	read_rules(r, &e);
	form_offer(r, rule_fields, &e);
	offer_roles(r, &e);
	page_text(r, "Rules.from", r->c->from);
	return page_show(r, "account/sign_in_rules");
}

reply second_rules_post(struct req *r)
{
	struct second_rules_edit e = { 0 };

	if (form_read(r, rule_fields, &e) && form_accept(r, second_rules_set(r->c, &e)))
		return see_other(r, "/account/sign_in_rules");
	offer_roles(r, &e);
	page_text(r, "Rules.from", r->c->from);
	return page_show(r, "account/sign_in_rules");
}

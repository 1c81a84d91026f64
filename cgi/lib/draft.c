/* What somebody has begun to fill in.  It is nobody's business yet: no event, no version. */
#include <string.h>
#include "lib/inside_web.h"

void draft_keep(struct req *r, const char *form, const char *fields)
{
	struct ctx *c = r->c;

	if (*fields)
		db_exec(c,
			"INSERT INTO form_draft (user_id, form_hash, body_sealed, saved_at)"
			" VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE body_sealed = VALUES(body_sealed),"
			" saved_at = VALUES(saved_at)", c->user_id, seal_hash(c, form), seal(c, fields),
			clock_real(c));
	else
		draft_drop(c, form);
	db_note_record(c->db);
}

const char *draft_of(struct req *r, const char *form, const char **saved_at)
{
	struct ctx *c = r->c;
	const struct row *d = db_row(c,
		"SELECT body_sealed, saved_at FROM form_draft WHERE user_id = ? AND form_hash = ?"
		" AND saved_at > ? - INTERVAL ? DAY", c->user_id, seal_hash(c, form), clock_real(c),
		conf_int("limits.draft_days", 7));

	*saved_at = d ? row_text(d, "saved_at") : "";
	return d ? unseal(c, row_bytes(d, "body_sealed")) : "";
}

#include "project/company.h"

static refusal name_free(struct ctx *c, rowid id, const char *name)
{
	return db_int(c, "SELECT COUNT(*) FROM company WHERE name = ? AND id <> ?", name, id)
		? refuse(c, "name", "company.name_taken") : DONE;
}

OP company_create(struct ctx *c, const struct company_card *k, rowid *id)
{
	refusal no = name_free(c, 0, k->name);

	if (no)
		return no;
	*id = db_insert(c, "INSERT INTO company (name, credit_code, phone, address) VALUES (?, ?, ?, ?)",
		k->name, k->credit_code, k->phone, k->address);
	record(c, .noun = "company", .what = "company.created", .about_id = *id, .reason = k->name);
	return DONE;
}

OP company_change(struct ctx *c, rowid id, const struct company_card *k)
{
	refusal no = unchanged_since(c, db_row(c,
		"SELECT version_count FROM company WHERE id = ? FOR UPDATE", id), k->version);

	if (no || (no = name_free(c, id, k->name)))
		return no;
	db_change(c,
		"UPDATE company SET name = ?, credit_code = ?, phone = ?, address = ?,"
		" version_count = version_count + 1 WHERE id = ?", k->name, k->credit_code, k->phone,
		k->address, id);
	record(c, .noun = "company", .what = "company.changed", .about_id = id, .reason = k->name);
	return DONE;
}

OP account_create(struct ctx *c, rowid company_id, const struct account_card *a)
{
	rowid id;

	if (db_int(c, "SELECT COUNT(*) FROM bank_account WHERE account_no = ?", a->account_no))
		return refuse(c, "account_no", "account.no_taken");
	id = db_insert(c,
		"INSERT INTO bank_account (company_id, project_id, kind, bank, account_no, holder)"
		" VALUES (?, ?, ?, ?, ?, ?)", company_id, MAYBE(a->project_id), a->kind, a->bank,
		a->account_no, a->holder);
	record(c, .noun = "bank_account", .what = "bank_account.created", .about_id = id,
	       .project_id = a->project_id, .reason = a->account_no);
	return DONE;
}

OP rest_day_turn(struct ctx *c, date on)
{
	const char *what = "rest_day.set";

	if (db_exec(c, "DELETE FROM rest_day WHERE rest_on = ?", on))
		what = "rest_day.cleared";
	else
		db_exec(c, "INSERT INTO rest_day (rest_on) VALUES (?)", on);
	record(c, .noun = "rest_day", .what = what, .about_id = on.day, .reason = date_text(c, on));
	return DONE;
}

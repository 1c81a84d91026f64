#include <string.h>
#include "customer/customer.h"

enum { AT_ONCE = 200 };

static bool is_hash(const struct row *k, const char *name, bytes now)
{
	bytes was = row_bytes(k, name);

	return was.size == now.size && !memcmp(was.data, now.data, (size_t)now.size);
}

/* Two cards can come to one number only if both were made while programs still had
 * different keys; people must say whose it is. */
static void only_one(struct ctx *c, const struct row *k, bytes hash)
{
	rowid other = db_int(c,
		"SELECT COALESCE(MIN(id), 0) FROM customer"
		" WHERE project_id = ? AND phone_hash = ? AND id <> ?",
		row_id(k, "project_id"), hash, row_id(k, "id"));

	if (other)
		fault(c, "customers %lld and %lld have one phone number: change one, then run again",
		      (long long)row_id(k, "id"), (long long)other);
}

static bool reseal_phone(struct ctx *c, const struct row *k)
{
	bytes sealed = row_bytes(k, "phone_sealed"), hash;
	const char *phone;

	if (!sealed.data)	/* nobody's card any more */
		return false;
	phone = unseal(c, sealed);
	hash = seal_hash(c, phone);
	if (!sealed_before(c, sealed) && is_hash(k, "phone_hash", hash))
		return false;
	only_one(c, k, hash);
	customer_phone_put(c, row_id(k, "id"), phone);
	return true;
}

static bool reseal_id_no(struct ctx *c, const struct row *k)
{
	bytes sealed = row_bytes(k, "id_no_sealed");
	const char *id_no;

	if (!sealed.data)
		return false;
	id_no = unseal(c, sealed);
	if (!sealed_before(c, sealed) && is_hash(k, "id_no_hash", seal_hash(c, id_no)))
		return false;
	customer_id_no_put(c, row_id(k, "id"), id_no);
	return true;
}

OP customer_reseal(struct ctx *c, rowid *at)
{
	const struct row *k = db_rows(c,
		"SELECT id, project_id, phone_sealed, phone_hash, id_no_sealed, id_no_hash"
		" FROM customer WHERE id > ? ORDER BY id LIMIT ? FOR UPDATE", *at, AT_ONCE);

	int n = 0;

	*at = 0;
	for (; k; k = row_next(k)) {
		n += reseal_phone(c, k);
		n += reseal_id_no(c, k);
		*at = row_id(k, "id");
	}
	if (n)
		record(c, .noun = "instance", .what = "instance.resealed",
		       .reason = textf(c, "%d", n));
	return DONE;
}

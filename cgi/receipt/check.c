#include <ctype.h>
#include <sodium.h>
#include "receipt/check.h"

static char letter(char typed)
{
	static const char from[] = "018", to[] = "OIB";
	const char *at = strchr(from, typed);

	return at ? to[at - from] : (char)toupper((unsigned char)typed);
}

bool code_read(const char *typed, char out[CODE + 1])
{
	size_t n = 0;

	for (; *typed; typed++) {
		char ch = letter(*typed);

		if (*typed == '-' || *typed == ' ')
			continue;
		if (n == CODE || !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ch))
			return false;
		out[n++] = ch;
	}
	out[n] = '\0';
	return n == CODE;
}

bool text_is_signed(const char *text, const char *keys, struct receipt_fields *out)
{
	unsigned char pub[RECEIPT_PUBLIC];

	while (*keys) {
		size_t n = strcspn(keys, " \r\n\t"), size = 0;

		if (n == 2 * sizeof pub &&
		    !sodium_hex2bin(pub, sizeof pub, keys, n, NULL, &size, NULL) &&
		    size == sizeof pub && receipt_text_read(text, pub, out))
			return true;
		keys += n + strspn(keys + n, " \r\n\t");
	}
	return false;
}

const struct row *receipt_find(struct ctx *c, const char *code)
{
	return db_row(c,
		"SELECT code, receipt_no, issued_on, amount_fen, project_name, unit_code,"
		" payer_masked, company_name, company_phone, verdict, changed_on, successor_no"
		" FROM receipt_public WHERE code = ?", code);
}

const struct row *receipt_match(struct ctx *c, const struct receipt_fields *f)
{
	const struct row *r = receipt_find(c, f->code);

	if (!row_is(r, "receipt_no", f->number) || money_cmp(row_money(r, "amount_fen"), f->amount))
		return NULL;
	return r;
}

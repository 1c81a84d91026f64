/* Phone and ID numbers, and what masks leave to be seen of them and of names. */
#include <string.h>
#include "t/fuzz/fuzz.h"

static int stars(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += *s == '*';
	return n;
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size), *phone = phone_normal(c, typed), *masked, *again;

	if (phone) {
		must(strspn(phone, "0123456789") == strlen(phone));
		must(strlen(phone) >= 7 && strlen(phone) <= 12);
		/* it is found by its hash: typed once more it must be the same */
		again = phone_normal(c, phone);
		must(again && !strcmp(again, phone));
		masked = mask_phone(c, phone);
		must(strlen(masked) == strlen(phone) && stars(masked));
	}
	if (id_no_ok(typed)) {
		must(strlen(typed) == 18 && strspn(typed, "0123456789") >= 17);
		must(stars(mask_id_no(c, typed)) == 10);
	}
	if (utf8_ok(typed, strlen(typed))) {
		masked = mask_name(c, typed);
		must(utf8_ok(masked, strlen(masked)));
	}
}

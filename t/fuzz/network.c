/* Networks as an administrator types them, and the address of who asks. */
#include <string.h>
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size), *wrong, *again;
	const char *list = networks_read(c, typed, &wrong);

	must(!list == !!wrong);
	if (wrong) {
		must(*wrong && strstr(typed, wrong));
		return;
	}
	again = networks_read(c, list, &wrong);
	must(again && !strcmp(again, list));
	/* where a network is required an address outside of all is not asked for a code */
	second_wanted(&(struct second_rules){ .roles = "AD,FM", .required = list, .exempt = "" }, "CO",
		      typed, false);
	must(second_wanted(&(struct second_rules){ .roles = "", .required = "0.0.0.0/0 ::/0",
		.exempt = "" }, "CO", "192.0.2.1", false) != SECOND_NO);
}

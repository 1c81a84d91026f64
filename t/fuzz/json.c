/* JSON: none is taken, whatever it says; what is told to programs is read by any reader as
 * what it was. */
#include <string.h>
#include <cjson/cJSON.h>
#include "project/price_file.h"
#include "t/fuzz/fuzz.h"

static const char *string_of(const cJSON *in, const char *name)
{
	const char *s = cJSON_GetStringValue(cJSON_GetObjectItem(in, name));

	must(s);
	return s;
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *text = text_of(c, data, size);
	struct price_problem p = { .sheet = text, .column = text, .found = text, .row = 7,
				   .code = "DUPLICATE", .severity = "error" };
	struct price_file f = { .n_problems = 1, .problems = &p, .n_units = (int)(size & 1023) };
	cJSON *all, *one;

	must(body_refused(c, "application/json", data, size) == (size ? 400 : 0));
	all = cJSON_Parse(price_file_json(c, &f, true));
	must(all);
	must(cJSON_GetNumberValue(cJSON_GetObjectItem(all, "units")) == f.n_units);
	one = cJSON_GetArrayItem(cJSON_GetObjectItem(all, "problems"), 0);
	must(!strcmp(string_of(one, "sheet"), text) && !strcmp(string_of(one, "column"), text));
	must(!strcmp(string_of(one, "found"), text));
	must(cJSON_IsNull(cJSON_GetObjectItem(one, "expected")));
	cJSON_Delete(all);
}

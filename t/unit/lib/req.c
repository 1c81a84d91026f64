/* Bytes of a request: what is no text is refused, names are kept apart, uploads come whole. */
#include "t/unit/harness.h"
#include "lib/inside_web.h"

static char method[] = "REQUEST_METHOD=POST", uri[] = "REQUEST_URI=/finance/slips?page=2&payer=%E9%99%88";
static char query[] = "QUERY_STRING=page=2&payer=%E9%99%88";
static char form[] = "CONTENT_TYPE=application/x-www-form-urlencoded";
static char parts[] = "CONTENT_TYPE=multipart/form-data; boundary=XX";

static struct http parse(struct ctx *c, char *type, const char *body, size_t n)
{
	struct http h = { 0 };

	http_parse(c, &h, (char *[]){ method, uri, query, type, NULL }, body, n);
	return h;
}

static void a_form_is_names_and_values(void **state)
{
	struct ctx *c = as(state, "CO");
	const char *body = "amount_fen_0=50%2C000.5&note=a+b%26c&empty=&a.b=7";
	struct http h = parse(c, form, body, strlen(body));

	assert_int_equal(h.bad, 0);
	assert_string_equal(h.path, "/finance/slips");
	assert_string_equal(pair_get(&h.asked, "payer"), "陈");
	assert_string_equal(pair_get(&h.posted, "amount_fen_0"), "50,000.5");
	assert_string_equal(pair_get(&h.posted, "note"), "a b&c");
	assert_string_equal(pair_get(&h.posted, "empty"), "");
	assert_null(pair_get(&h.posted, "a"));
}

static void what_is_no_text_is_refused(void **state)
{
	static const char *const bad[] = { "a=%00", "a%00b=1", "a=%FF", "a=%C0%80", "a=%ED%A0%80",
		"a=%F4%90%80%80", "a=%E9%99" };
	static const char *const good[] = { "a=%", "a=%4", "=1", "a", "&&", "a=%F0%A0%AE%B7" };
	struct ctx *c = as(state, "CO");

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(parse(c, form, bad[i], strlen(bad[i])).bad, 400);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(parse(c, form, good[i], strlen(good[i])).bad, 0);
}

static void too_many_fields_are_refused(void **state)
{
	struct ctx *c = as(state, "CO");
	struct text t = { .c = c };

	for (int i = 0; i < 3000; i++)
		text_addf(&t, "f%d=1&", i);
	assert_int_equal(parse(c, form, t.s, t.n).bad, 400);
}

static void an_upload_comes_whole(void **state)
{
	struct ctx *c = as(state, "CO");
	static const char body[] = "--XX\r\nContent-Disposition: form-data; name=\"batch_id\"\r\n\r\n7\r\n"
		"--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
		"Content-Type: text/csv\r\n\r\n\x00\xFFz\r\n--XX--\r\n";
	struct http h = parse(c, parts, body, sizeof body - 1);

	assert_int_equal(h.bad, 0);
	assert_string_equal(pair_get(&h.posted, "batch_id"), "7");
	assert_int_equal(h.posted.of[1].size, 3);
	assert_memory_equal(h.posted.of[1].value, "\x00\xFFz", 3);
	assert_string_equal(h.posted.of[1].file, "a.csv");
}

static void a_broken_upload_is_refused(void **state)
{
	struct ctx *c = as(state, "CO");
	const char *cut = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc";
	const char *headless = "--XX\r\nabc\r\n--XX--";

	assert_int_equal(parse(c, parts, cut, strlen(cut)).bad, 400);
	assert_int_equal(parse(c, parts, headless, strlen(headless)).bad, 400);
}

int main(void)
{
	return run(a_form_is_names_and_values, what_is_no_text_is_refused,
		   too_many_fields_are_refused, an_upload_comes_whole, a_broken_upload_is_refused);
}

/* Codes as people type them, and texts that were signed. */
#include <sodium.h>
#include "t/unit/harness.h"
#include "receipt/check.h"

static void a_code_is_read_as_typed(void **state)
{
	static const char *const good[] = { "7Q4KM2XD73FH2AB7", "7q4k-m2xd-73fh-2ab7",
		" 7q4k m2xd 73fh 2ab7 ", "7Q4K-M2XD-73FH-2A87" };
	static const char *const bad[] = { "", "7Q4K", "7Q4KM2XD73FH2AB", "7Q4KM2XD73FH2AB77",
		"7Q4KM2XD73FH2AB9", "7Q4KM2XD73FH2AB!", "七Q4KM2XD73FH2AB" };
	char code[CODE + 1];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(code_read(good[i], code));
		assert_string_equal(code, "7Q4KM2XD73FH2AB7");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(code_read(bad[i], code));
	assert_true(code_read("0000000000000000", code));
	assert_string_equal(code, "OOOOOOOOOOOOOOOO");
}

static void old_keys_still_prove(void **state)
{
	unsigned char seed[2][RECEIPT_SEED], pub[2][RECEIPT_PUBLIC], secret[64];
	struct receipt_fields f = { .number = "SJ-2026-0000123", .project = "JK", .amount = FEN(5000000),
		.issued_on = { 20000 }, .unit = "1-1801", .payer = "陈**" }, got;
	char text[RECEIPT_TEXT], keys[200], hex[2][65];

	(void)state;
	receipt_code_make(f.code);
	for (int i = 0; i < 2; i++) {
		randombytes_buf(seed[i], sizeof seed[i]);
		crypto_sign_seed_keypair(pub[i], secret, seed[i]);
		sodium_bin2hex(hex[i], sizeof hex[i], pub[i], sizeof pub[i]);
	}
	assert_true(receipt_text_write(&f, seed[0], text));
	snprintf(keys, sizeof keys, "%s\n", hex[1]);
	assert_false(text_is_signed(text, keys, &got));
	assert_false(text_is_signed(text, "", &got));
	snprintf(keys, sizeof keys, "%s\r\n\nno key\n%s", hex[1], hex[0]);
	assert_true(text_is_signed(text, keys, &got));
	assert_string_equal(got.number, f.number);
	text[strlen(text) - 3] ^= 1;
	assert_false(text_is_signed(text, keys, &got));
}

static void nothing_is_found_by_no_code(void **state)
{
	struct ctx *c = as(state, "FC");

	assert_null(receipt_find(c, ""));
	assert_null(receipt_find(c, "AAAAAAAAAAAAAAA"));
}

int main(void)
{
	return run(a_code_is_read_as_typed, old_keys_still_prove, nothing_is_found_by_no_code);
}

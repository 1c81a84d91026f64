/* The text of a receipt's QR code is proved with the public key alone. */
#include <stdio.h>
#include <string.h>
#include <sodium.h>
#include "t/unit/harness.h"
#include "finance/receipt_text.h"

static const unsigned char seed[RECEIPT_SEED] = "a seed of thirty-two bytes, no 1";

static void keys(unsigned char pub[RECEIPT_PUBLIC])
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(pub, secret, seed);
}

static struct receipt_fields paper(void)
{
	struct receipt_fields f = { .number = "SJ-2026-0000123", .project = "YX",
				    .amount = FEN(76809500), .issued_on = date_of(2026, 11, 24),
				    .unit = "1栋-1802", .payer = "陈**、李*" };

	receipt_code_make(f.code);
	return f;
}

static void what_is_written_is_read(void **state)
{
	unsigned char pub[RECEIPT_PUBLIC];
	char text[RECEIPT_TEXT], address[RECEIPT_TEXT + 40];
	struct receipt_fields f = paper(), got;

	(void)state;
	keys(pub);
	assert_true(receipt_text_write(&f, seed, text));
	assert_int_equal(strlen(text),
			 strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789."));
	assert_true(receipt_text_read(text, pub, &got));
	assert_string_equal(f.number, got.number);
	assert_string_equal(f.project, got.project);
	assert_fen(f.amount, got.amount);
	assert_int_equal(f.issued_on.day, got.issued_on.day);
	assert_string_equal(f.unit, got.unit);
	assert_string_equal(f.payer, got.payer);
	assert_string_equal(f.code, got.code);
	snprintf(address, sizeof address, "HTTPS://LOUPAN.EXAMPLE/R/%s", text);
	assert_true(receipt_text_read(address, pub, &got));
}

/* One character more, less or other anywhere, and it is no paper of ours. */
static void nothing_of_it_can_be_changed(void **state)
{
	unsigned char pub[RECEIPT_PUBLIC];
	char text[RECEIPT_TEXT];
	struct receipt_fields f = paper(), got;

	(void)state;
	keys(pub);
	assert_true(receipt_text_write(&f, seed, text));
	for (size_t i = 0; text[i]; i++) {
		char was = text[i];

		text[i] = was == 'A' ? 'B' : 'A';
		assert_false(receipt_text_read(text, pub, &got));
		text[i] = '\0';
		assert_false(receipt_text_read(text, pub, &got));
		text[i] = was;
	}
	text[strlen(text) + 1] = '\0';
	text[strlen(text)] = 'A';
	assert_false(receipt_text_read(text, pub, &got));
	text[strlen(text) - 1] = '\0';
	pub[0] ^= 1;
	assert_false(receipt_text_read(text, pub, &got));
}

static void no_field_can_pretend_to_be_two(void **state)
{
	char text[RECEIPT_TEXT];
	struct receipt_fields f = paper();

	(void)state;
	snprintf(f.payer, sizeof f.payer, "陈\x1f李");
	assert_false(receipt_text_write(&f, seed, text));
}

int main(void)
{
	return run(what_is_written_is_read, nothing_of_it_can_be_changed,
		   no_field_can_pretend_to_be_two);
}

/* The text of a receipt's QR code and the short code that people type.  A signature cannot be
 * guessed, so what lies behind it is signed here: the input is the fields' bytes, or, when it
 * begins with R1. or has a slash, the text itself. */
#include <string.h>
#include <sodium.h>
#include "finance/receipt_text.h"
#include "receipt/check.h"
#include "t/fuzz/fuzz.h"

static const unsigned char seed[RECEIPT_SEED] = "a seed that signs nothing else";
static unsigned char pub[RECEIPT_PUBLIC], secret[crypto_sign_SECRETKEYBYTES];

static const char *base32(struct ctx *c, const uint8_t *in, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = alloc(c, n * 8 / 5 + 2), *p = out;

	for (size_t bit = 0; bit < n * 8; bit += 5) {
		unsigned v = (unsigned)in[bit / 8] << 8 | (bit / 8 + 1 < n ? in[bit / 8 + 1] : 0u);

		*p++ = alphabet[v >> (11 - bit % 8) & 31];
	}
	return out;
}

/* The head "R1.KEYID." is the product's own. */
static const char *signed_text(struct ctx *c, const uint8_t *data, size_t size)
{
	static const struct receipt_fields none = { .issued_on = { 0 } };
	unsigned char sig[crypto_sign_BYTES];
	char any[RECEIPT_TEXT];
	const char *text;

	must(receipt_text_write(&none, seed, any));
	text = textf(c, "%.12s%s", any, base32(c, data, size));
	crypto_sign_detached(sig, NULL, (const unsigned char *)text, strlen(text), secret);
	return textf(c, "%s.%s", text, base32(c, sig, sizeof sig));
}

static bool same(const struct receipt_fields *a, const struct receipt_fields *b)
{
	return !strcmp(a->number, b->number) && !strcmp(a->project, b->project) &&
	       a->amount.fen == b->amount.fen && a->issued_on.day == b->issued_on.day &&
	       !strcmp(a->unit, b->unit) && !strcmp(a->payer, b->payer) && !strcmp(a->code, b->code);
}

static void code_must_hold(const char *typed)
{
	char code[CODE + 1], again[CODE + 1];

	if (!code_read(typed, code))
		return;
	must(strlen(code) == CODE && code_read(code, again) && !strcmp(code, again));
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	const char *typed = text_of(c, data, size);
	bool raw = !strncmp(typed, "R1.", 3) || strchr(typed, '/');
	struct receipt_fields f, again;
	char text[RECEIPT_TEXT], hex[2 * RECEIPT_PUBLIC + 1];

	if (!pub[0])
		crypto_sign_seed_keypair(pub, secret, seed);
	sodium_bin2hex(hex, sizeof hex, pub, sizeof pub);
	code_must_hold(typed);
	must(!text_is_signed(typed, typed, &f));	/* he who asks brings no keys */
	if (!receipt_text_read(raw ? typed : signed_text(c, data, size), pub, &f))
		return;
	must(!raw);
	must(date_ok(f.issued_on));
	must(receipt_text_write(&f, seed, text) && text_is_signed(text, hex, &again) && same(&f, &again));
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include "finance/receipt_text.h"

enum { FIELDS = 7, SEPARATOR = 0x1F, KEY_BYTES = 5, RAW = 300 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* RFC 4648 without padding; out has room for n * 8 / 5 + 2 characters. */
static size_t encode(const unsigned char *in, size_t n, char *out)
{
	size_t at = 0;
	unsigned bits = 0, held = 0;

	for (size_t i = 0; i < n; i++) {
		held = (held << 8 | in[i]) & 0xFFFF;
		for (bits += 8; bits >= 5; bits -= 5)
			out[at++] = alphabet[held >> (bits - 5) & 31];
	}
	if (bits)
		out[at++] = alphabet[held << (5 - bits) & 31];
	out[at] = '\0';
	return at;
}

/* Length, or -1: a foreign character, no room, or bits that no encoder leaves behind. */
static int decode(const char *in, size_t n, unsigned char *out, size_t room)
{
	size_t at = 0;
	unsigned bits = 0, held = 0;

	for (size_t i = 0; i < n; i++) {
		const char *p = in[i] ? strchr(alphabet, in[i]) : NULL;

		if (!p)
			return -1;
		held = (held << 5 | (unsigned)(p - alphabet)) & 0xFFFF;
		bits += 5;
		if (bits < 8)
			continue;
		if (at == room)
			return -1;
		bits -= 8;
		out[at++] = (unsigned char)(held >> bits);
	}
	if (bits >= 5 || (held & ((1U << bits) - 1)))
		return -1;
	return (int)at;
}

static void key_id(const unsigned char pub[RECEIPT_PUBLIC], char out[9])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];

	crypto_generichash(hash, sizeof hash, pub, RECEIPT_PUBLIC, NULL, 0);
	encode(hash, KEY_BYTES, out);
}

void receipt_code_make(char out[17])
{
	unsigned char random[10];

	randombytes_buf(random, sizeof random);
	encode(random, sizeof random, out);
}

/* ---- writing ---------------------------------------------------------------------------- */

bool receipt_text_write(const struct receipt_fields *f, const unsigned char seed[RECEIPT_SEED],
			char out[RECEIPT_TEXT])
{
	unsigned char pub[RECEIPT_PUBLIC], secret[crypto_sign_SECRETKEYBYTES];
	unsigned char sig[crypto_sign_BYTES];
	char raw[RAW], fields[RAW * 8 / 5 + 2], proof[sizeof sig * 8 / 5 + 2], id[9];
	const char *parts[] = { f->number, f->project, f->unit, f->payer, f->code };
	int year, month, day, n;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strchr(parts[i], SEPARATOR))
			return false;
	date_parts(f->issued_on, &year, &month, &day);
	n = snprintf(raw, sizeof raw, "%s%c%s%c%lld%c%04d%02d%02d%c%s%c%s%c%s", f->number,
		     SEPARATOR, f->project, SEPARATOR, (long long)f->amount.fen, SEPARATOR, year,
		     month, day, SEPARATOR, f->unit, SEPARATOR, f->payer, SEPARATOR, f->code);
	if (n < 0 || (size_t)n >= sizeof raw)
		return false;
	crypto_sign_seed_keypair(pub, secret, seed);
	key_id(pub, id);
	encode((const unsigned char *)raw, (size_t)n, fields);
	n = snprintf(out, RECEIPT_TEXT, "R1.%s.%s", id, fields);
	if (n < 0 || n >= RECEIPT_TEXT)
		return false;
	crypto_sign_detached(sig, NULL, (const unsigned char *)out, (unsigned long long)n, secret);
	sodium_memzero(secret, sizeof secret);
	encode(sig, sizeof sig, proof);
	return snprintf(out + n, RECEIPT_TEXT - (size_t)n, ".%s", proof) < RECEIPT_TEXT - n;
}

/* ---- reading ---------------------------------------------------------------------------- */

static bool copy(char *to, size_t room, const char *from)
{
	size_t n = strlen(from);

	if (n >= room)
		return false;
	memcpy(to, from, n + 1);
	return true;
}

static bool take(char *part[FIELDS], struct receipt_fields *out)
{
	char *end;

	out->amount.fen = strtoll(part[2], &end, 10);
	return *part[2] && !*end && date_parse(part[3], &out->issued_on) &&
	       copy(out->number, sizeof out->number, part[0]) &&
	       copy(out->project, sizeof out->project, part[1]) &&
	       copy(out->unit, sizeof out->unit, part[4]) &&
	       copy(out->payer, sizeof out->payer, part[5]) &&
	       copy(out->code, sizeof out->code, part[6]);
}

static bool read_fields(const char *text, size_t n, struct receipt_fields *out)
{
	unsigned char raw[RAW + 1];
	char *part[FIELDS], *at = (char *)raw;
	int size = decode(text, n, raw, RAW);

	if (size < 0 || memchr(raw, '\0', (size_t)size))
		return false;
	raw[size] = '\0';
	for (int i = 0; i < FIELDS; i++) {
		char *next = strchr(at, SEPARATOR);

		if (!next != (i == FIELDS - 1))
			return false;
		part[i] = at;
		if (next)
			*next++ = '\0';
		at = next;
	}
	return take(part, out);
}

bool receipt_text_read(const char *text, const unsigned char pub[RECEIPT_PUBLIC],
		       struct receipt_fields *out)
{
	const char *start = strrchr(text, '/'), *fields, *proof;
	unsigned char sig[crypto_sign_BYTES];
	char id[9];

	start = start ? start + 1 : text;
	key_id(pub, id);
	if (strncmp(start, "R1.", 3) || strncmp(start + 3, id, 8) || start[11] != '.')
		return false;
	fields = start + 12;
	proof = strchr(fields, '.');
	if (!proof || decode(proof + 1, strlen(proof + 1), sig, sizeof sig) != sizeof sig)
		return false;
	if (crypto_sign_verify_detached(sig, (const unsigned char *)start,
					(unsigned long long)(proof - start), pub))
		return false;
	*out = (struct receipt_fields){ .issued_on = NO_DATE };
	return read_fields(fields, (size_t)(proof - fields), out);
}

/* finance/receipt_text.h - what the QR code of a receipt says, and the proof of it.
 *
 * R1.KEYID.FIELDS.SIG, all of it from the alphabet of QR's alphanumeric mode (ADR 10):
 *   KEYID   8 characters: the first 40 bits of BLAKE2b of the public key, in base32
 *   FIELDS  number, project code, amount in fen, date as YYYYMMDD, unit, payer masked and the
 *           random code, with a unit separator (0x1F) between, in base32 without padding
 *   SIG     Ed25519 over "R1.KEYID.FIELDS", in base32 without padding
 * Who has the public key can prove a paper without the database; whether it was voided or
 * replaced since then only the database knows.  Pure: no database, no clock. */
#pragma once
#include <stddef.h>
#include "lib/units.h"

enum { RECEIPT_SEED = 32, RECEIPT_PUBLIC = 32, RECEIPT_TEXT = 600 };

struct receipt_fields {
	char number[25];	/* SJ-2026-0000123 */
	char project[13];	/* code of the project */
	money amount;
	date issued_on;
	char unit[61];		/* "" for a pre-registration */
	char payer[121];	/* masked */
	char code[17];		/* 80 random bits in base32 */
};

/* False if a field cannot be said (a separator in it) or the text would be too long. */
bool receipt_text_write(const struct receipt_fields *f, const unsigned char seed[RECEIPT_SEED],
			char out[RECEIPT_TEXT]);
/* The text alone, or the whole address that ends with it.  False: not one of ours. */
bool receipt_text_read(const char *text, const unsigned char pub[RECEIPT_PUBLIC],
		       struct receipt_fields *out);
/* 16 characters of base32 from 10 random bytes, for receipt_fields.code. */
void receipt_code_make(char out[17]);

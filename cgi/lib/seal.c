/* Personal data: sealed in the database, found by keyed hash, masked on the page. */
#include <ctype.h>
#include <string.h>
#include <sodium.h>
#include "lib/inside.h"

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
       TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES };

void random_bytes(void *out, size_t n)
{
	randombytes_buf(out, n);
}

const char *hex_of(struct ctx *c, const void *data, size_t n)
{
	char *s = alloc(c, 2 * n + 1);

	return sodium_bin2hex(s, 2 * n + 1, data, n);
}

bool hex_read(const char *hex, void *out, size_t n)
{
	size_t got;

	return hex && !sodium_hex2bin(out, n, hex, strlen(hex), NULL, &got, NULL) && got == n;
}

/* A key file holds one key a line.  The first one seals; while it is being changed the one
 * before it stays on the second line and still opens.  Read at first use, and again when
 * something does not open: another program may have been told of a new key before this one. */
enum { SEAL, HASH, FORM, TRAIL };
struct ring { unsigned char key[2][32]; int n; };
static struct ring rings[4];

static void ring_read(struct ctx *c, int which)
{
	static const char *const files[] = { "seal.key", "hash.key", "form.key", "trail.key" };
	char *text = conf_secret(c, files[which]), *rest, *line;
	struct ring new = { .n = 0 };

	for (line = text ? strtok_r(text, "\r\n", &rest) : NULL; line && new.n < 2;
	     line = strtok_r(NULL, "\r\n", &rest))
		if (!hex_read(line, new.key[new.n++], 32))
			new.n = 3;
	if (new.n < 1 || new.n > 2)
		fault(c, "secret %s is missing or not 32 bytes of hex a line", files[which]);
	rings[which] = new;
}

static const struct ring *ring(struct ctx *c, int which)
{
	if (!rings[which].n)
		ring_read(c, which);
	return &rings[which];
}

bytes seal(struct ctx *c, const char *text)
{
	size_t n = strlen(text);
	unsigned char *out = alloc(c, NONCE + n + TAG);

	random_bytes(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, (const unsigned char *)text,
						   n, NULL, 0, NULL, out, ring(c, SEAL)->key[0]);
	return (bytes){ out, (int64_t)(NONCE + n + TAG) };
}

/* Which key of the ring opens it; -1: none. */
static int open_with(const struct ring *r, bytes sealed, unsigned char *out)
{
	const unsigned char *in = sealed.data;

	for (int i = 0; i < r->n; i++)
		if (!crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, in + NONCE,
				(unsigned long long)sealed.size - NONCE, NULL, 0, in, r->key[i]))
			return i;
	return -1;
}

static const char *opened(struct ctx *c, bytes sealed, int *which)
{
	unsigned char *out;

	if (sealed.size < NONCE + TAG)
		fault(c, "a sealed column is too short");
	out = alloc(c, (size_t)sealed.size - NONCE - TAG + 1);
	*which = open_with(ring(c, SEAL), sealed, out);
	if (*which < 0) {
		ring_read(c, SEAL);
		*which = open_with(ring(c, SEAL), sealed, out);
	}
	if (*which < 0)
		fault(c, "a sealed column was tampered with, or its key is gone");
	return (const char *)out;
}

const char *unseal(struct ctx *c, bytes sealed)
{
	int which;

	return sealed.data ? opened(c, sealed, &which) : "";
}

bool sealed_before(struct ctx *c, bytes sealed)
{
	int which = 0;

	if (sealed.data)
		opened(c, sealed, &which);
	return which > 0;
}

static bytes hash_with(struct ctx *c, const char *text, const unsigned char *key)
{
	unsigned char *out = alloc(c, 16);

	crypto_generichash(out, 16, (const unsigned char *)text, strlen(text), key, 32);
	return (bytes){ out, 16 };
}

bytes seal_hash(struct ctx *c, const char *text)
{
	return hash_with(c, text, ring(c, HASH)->key[0]);
}

bytes seal_hash_before(struct ctx *c, const char *text)
{
	const struct ring *r = ring(c, HASH);

	return hash_with(c, text, r->key[r->n - 1]);
}

void form_mac(struct ctx *c, const void *data, size_t n, unsigned char out[32])
{
	crypto_generichash(out, 32, data, n, ring(c, FORM)->key[0], 32);
}

const unsigned char *trail_key(struct ctx *c, int which)
{
	const struct ring *r = ring(c, TRAIL);

	return which < r->n ? r->key[which] : NULL;
}

/* Mainland mobiles begin 13-19; 12 is no range of any carrier and marks synthetic people. */
const char *phone_normal(struct ctx *c, const char *typed)
{
	char *out = alloc(c, strlen(typed) + 1), *p = out;

	for (; *typed; typed++)
		if (isdigit((unsigned char)*typed))
			*p++ = *typed;
		else if (!strchr(" -+()", *typed))
			return NULL;
	if (!strncmp(out, "0086", 4))
		out += 4;
	else if (!strncmp(out, "86", 2) && strlen(out) == 13)
		out += 2;
	if (*out == '0' && strlen(out) == 12 && out[1] == '1')
		out++;
	if (!strncmp(out, "00", 2))
		return NULL;		/* still a country's code: it would have two normal forms */
	if (*out == '1')
		return strlen(out) == 11 && out[1] >= '2' ? out : NULL;
	return strlen(out) >= 7 && strlen(out) <= 12 ? out : NULL;
}

bool id_no_ok(const char *id_no)
{
	static const int weight[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	char day[9] = "";
	int sum = 0;
	date born;

	if (strlen(id_no) != 18)
		return false;
	for (int i = 0; i < 17; i++) {
		if (!isdigit((unsigned char)id_no[i]))
			return false;
		sum += (id_no[i] - '0') * weight[i];
	}
	memcpy(day, id_no + 6, 8);
	return date_parse(day, &born) && "10X98765432"[sum % 11] == toupper((unsigned char)id_no[17]);
}

static const char *mask(struct ctx *c, const char *s, size_t head, size_t tail)
{
	size_t n = strlen(s);
	char *out = textf(c, "%s", s);

	if (n <= head + tail)
		head = tail = 0;
	for (size_t i = head; i + tail < n; i++)
		out[i] = '*';
	return out;
}

const char *mask_phone(struct ctx *c, const char *phone) { return mask(c, phone, 3, 4); }
const char *mask_id_no(struct ctx *c, const char *id_no) { return mask(c, id_no, 4, 4); }

/* The first character stays, each further one is a star; 、 between names stays too. */
const char *mask_name(struct ctx *c, const char *name)
{
	struct text t = { .c = c };
	bool first = true;

	text_add(&t, "");
	while (*name) {
		size_t n = 1;

		while (((unsigned char)name[n] & 0xC0) == 0x80)
			n++;
		if (n == 3 && !memcmp(name, "\xE3\x80\x81", 3)) {
			text_add_n(&t, name, n);
			first = true;
		} else if (first) {
			text_add_n(&t, name, n);
			first = false;
		} else {
			text_add(&t, "*");
		}
		name += n;
	}
	return t.s;
}

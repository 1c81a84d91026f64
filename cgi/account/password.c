#include <ctype.h>
#include <stdio.h>
#include <sodium.h>
#include "account/password.h"

enum { LEAST = 12, DIFFERENT = 5, LOGIN_LEAST = 4 };

const char *password_hash(struct ctx *c, const char *password)
{
	char *out = alloc(c, crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		fault(c, "no memory to hash a password");
	return out;
}

bool password_right(struct ctx *c, const char *hash, const char *typed)
{
	static char decoy[crypto_pwhash_STRBYTES];
	bool real = !strncmp(hash, crypto_pwhash_STRPREFIX, strlen(crypto_pwhash_STRPREFIX));
	bool right;

	if (!*decoy)
		memcpy(decoy, password_hash(c, token_issue(c)), sizeof decoy);
	right = !crypto_pwhash_str_verify(real ? hash : decoy, typed, strlen(typed));
	return real && right;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static int different_bytes(const char *s)
{
	bool seen[256] = { false };
	int n = 0;

	for (; *s; s++) {
		n += !seen[(unsigned char)*s];
		seen[(unsigned char)*s] = true;
	}
	return n;
}

static bool same_word(const char *a, const char *b)
{
	while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

static void shut(void *file)
{
	fclose(file);
}

static bool is_common(struct ctx *c, const char *password)
{
	const char *path = textf(c, "%s/../conf/common_passwords", conf("path.templates", "templates"));
	FILE *f = fopen(path, "r");
	char line[200];

	if (!f)
		fault(c, "cannot read %s", path);
	defer(c, shut, f);
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line != '#' && same_word(line, password))
			return true;
	}
	return false;
}

OP password_rules(struct ctx *c, const char *field, const char *password, const char *login)
{
	if (characters(password) < LEAST)
		return refuse_with(c, field, "password.short", textf(c, "%d", LEAST));
	if (different_bytes(password) < DIFFERENT || is_common(c, password))
		return refuse(c, field, "password.common");
	if (strlen(login) >= LOGIN_LEAST && strcasestr(password, login))
		return refuse(c, field, "password.login");
	return DONE;
}

/* Without 0 O 1 l I, which are taken for one another on paper and on the phone. */
const char *password_issue(struct ctx *c)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	char *out = alloc(c, 20), *p = out;

	for (int i = 0; i < 16; i++) {
		if (i && i % 4 == 0)
			*p++ = '-';
		*p++ = letters[randombytes_uniform(sizeof letters - 1)];
	}
	return out;
}

const char *token_issue(struct ctx *c)
{
	enum { FORM = sodium_base64_VARIANT_URLSAFE_NO_PADDING };
	unsigned char secret[32];
	char *out = alloc(c, sodium_base64_ENCODED_LEN(32, FORM));

	randombytes_buf(secret, sizeof secret);
	return sodium_bin2base64(out, sodium_base64_ENCODED_LEN(32, FORM), secret, sizeof secret,
				 FORM);
}

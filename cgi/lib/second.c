/* Whom the instance asks for a second factor: by his role, and by where he comes from. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include "lib/inside.h"

struct network { int family, bits; unsigned char at[16]; };

/* "10.0.0.0/8", "2001:db8::/32"; without a "/" the one address. */
static bool network_read(const char *s, size_t n, struct network *net)
{
	char text[64] = "";
	char *slash, *end;

	if (!n || n >= sizeof text)
		return false;
	memcpy(text, s, n);
	slash = strchr(text, '/');
	if (slash)
		*slash++ = '\0';
	net->family = strchr(text, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(net->family, text, net->at) != 1)
		return false;
	net->bits = net->family == AF_INET ? 32 : 128;
	if (!slash)
		return true;
	if (strspn(slash, "0123456789") != strlen(slash) || !*slash || strlen(slash) > 3)
		return false;
	n = (size_t)net->bits;
	net->bits = (int)strtol(slash, &end, 10);
	return net->bits <= (int)n;
}

static bool network_holds(const struct network *net, const struct network *one)
{
	int whole = net->bits / 8, rest = net->bits % 8;

	if (net->family != one->family || memcmp(net->at, one->at, (size_t)whole))
		return false;
	return !rest || !((net->at[whole] ^ one->at[whole]) >> (8 - rest));
}

static size_t skip(const char *s)
{
	return strspn(s, " ,;\t\r\n");
}

/* Bits of the longest network of the list that holds the address; -1: none. */
static int longest(const char *list, const struct network *one)
{
	int best = -1;

	for (const char *s = list + skip(list); *s; s += skip(s)) {
		size_t n = strcspn(s, " ,;\t\r\n");
		struct network net;

		if (network_read(s, n, &net) && network_holds(&net, one) && net.bits > best)
			best = net.bits;
		s += n;
	}
	return best;
}

const char *networks_read(struct ctx *c, const char *typed, const char **wrong)
{
	struct text t = { .c = c };

	text_add(&t, "");
	*wrong = NULL;
	for (const char *s = typed + skip(typed); *s; s += skip(s)) {
		size_t n = strcspn(s, " ,;\t\r\n");
		struct network net;

		if (!network_read(s, n, &net)) {
			*wrong = textf(c, "%.*s", (int)n, s);
			return NULL;
		}
		text_addf(&t, "%s%.*s", t.n ? " " : "", (int)n, s);
		s += n;
	}
	return t.s;
}

static bool named(const char *roles, const char *role)
{
	const char *at = *role ? strstr(roles, role) : NULL;

	return at && (at[2] == ',' || !at[2]);
}

enum second second_wanted(const struct second_rules *rules, const char *role, const char *address,
			  bool enrolled)
{
	struct network one;
	int required = -1, exempt = -1;

	if (network_read(address, strlen(address), &one)) {
		required = longest(rules->required, &one);
		exempt = longest(rules->exempt, &one);
	}
	if (exempt >= 0 && exempt >= required)
		return SECOND_NO;
	if (enrolled)
		return SECOND_CODE;
	return required >= 0 || named(rules->roles, role) ? SECOND_ENROL : SECOND_NO;
}

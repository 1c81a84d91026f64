/* loupan-gateway: the publisher (decision 24).  What was committed to the outbox goes to the
 * live boards through nginx; one message a channel, however much has changed meanwhile.
 * It is also the folder of facts (cgi/lib/fold.c): one batch a turn, boards first; and once a
 * minute it links the trail (cgi/lib/trail.c). */
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <curl/curl.h>
#include "lib/domain.h"

enum {
	TOGETHER_MS = 150,	/* after one message the next waits this long for company */
	LOOK_MS = 250,		/* nobody woke us: look all the same */
	REST_MS = 1000,		/* the database or nginx is away */
	POST_MS = 2000,
};

static int wake = -1;
static CURL *curl;

static bool address_of(const char *path, struct sockaddr_un *to)
{
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (!*path || strlen(path) >= sizeof to->sun_path)
		return false;
	memcpy(to->sun_path, path, strlen(path));
	return true;
}

/* Pages send an empty datagram here after their COMMIT. */
static void open_wake(void)
{
	struct sockaddr_un at;

	if (!address_of(conf("path.wake", ""), &at))
		return;
	unlink(at.sun_path);
	wake = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (wake >= 0 && bind(wake, (struct sockaddr *)&at, sizeof at)) {
		perror(at.sun_path);
		close(wake);
		wake = -1;
	}
}

static size_t forget(char *data, size_t size, size_t n, void *unused)
{
	(void)data;
	(void)unused;
	return size * n;
}

static void open_curl(struct ctx *c)
{
	curl = curl_easy_init();
	if (!curl) {
		fprintf(stderr, "gateway: no memory for curl\n");
		return;
	}
	curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, textf(c, "%s", conf("path.publish", "")));
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)POST_MS);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, forget);
}

static void free_list(void *list)
{
	curl_slist_free_all(list);
}

static bool tell(struct ctx *c, const char *channel, const char *json)
{
	struct curl_slist *head = curl_slist_append(NULL, "Content-Type: application/json");
	long status = 0;
	CURLcode code;

	head = curl_slist_append(head, "Expect:");
	defer(c, free_list, head);
	curl_easy_setopt(curl, CURLOPT_URL, textf(c, "http://localhost/events/%s", channel));
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, head);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK && status >= 200 && status < 300)
		return true;
	fprintf(stderr, "gateway: %s not told: %s, status %ld\n", channel, curl_easy_strerror(code),
		status);
	return false;
}

/* How long to wait before looking, and whether a datagram may cut it short. */
static void wait_for(int ms, bool woken)
{
	struct pollfd p = { .fd = wake, .events = POLLIN };
	char scrap[16];

	poll(&p, woken && wake >= 0, ms);
	while (wake >= 0 && recv(wake, scrap, sizeof scrap, 0) >= 0)
		continue;
}

static void turn(struct ctx *c)
{
	static int last;		/* messages taken in the turn before; -1: in vain */

	if (wake < 0)
		open_wake();
	if (!curl)
		open_curl(c);
	if (last < 0)
		wait_for(REST_MS, false);
	else
		wait_for(last ? TOGETHER_MS : LOOK_MS, !last);
	last = curl ? outbox_drain(c, tell) : -1;
	facts_fold(c);
	trail_turn(c);
}

static const struct job jobs[] = {
	{ "chain", trail_chain },
	{ "check", trail_check },
	{ "clock", clock_watch },
	{ 0 }
};

int main(int argc, char **argv)
{
	int result = daemon_main(argc, argv, "gateway", turn, jobs);

	curl_easy_cleanup(curl);
	if (wake >= 0) {
		close(wake);
		unlink(conf("path.wake", ""));
	}
	return result;
}

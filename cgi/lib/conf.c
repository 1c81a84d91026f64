/* The instance's configuration: "key = value" lines, read once at start. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/inside.h"

enum { ENTRIES = 100 };

static struct { char *key, *value; } entries[ENTRIES];
static int count;

static char *trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n && strchr(" \t\r\n", s[n - 1]))
		s[--n] = '\0';
	return s;
}

/* "{program}" in a value is who reads it, so that each may have a directory of its own. */
static char *filled(const char *value, const char *program)
{
	const char *at = strstr(value, "{program}");
	char *s;

	if (!at)
		return strdup(value);
	return asprintf(&s, "%.*s%s%s", (int)(at - value), value, program, at + 9) < 0 ? NULL : s;
}

static bool closed(const char *path, mode_t open_bits)
{
	struct stat is;

	if (stat(path, &is) || !(is.st_mode & open_bits))
		return true;
	fprintf(stderr, "%s can be read by others (mode %o)\n", path, is.st_mode & 0777);
	return false;
}

/* What a stranger of this machine can read is no secret: then nothing is served. */
static bool secrets_closed(void)
{
	const char *at = conf("path.secrets", ".");
	DIR *dir = opendir(at);
	struct dirent *e;
	bool all = closed(at, 077);
	char *path;

	while (dir && (e = readdir(dir)))
		if (*e->d_name != '.' && asprintf(&path, "%s/%s", at, e->d_name) >= 0) {
			all &= closed(path, 077);
			free(path);
		}
	if (dir)
		closedir(dir);
	return all;
}

bool conf_load(const char *path, const char *program)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	if (!f) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while (fgets(line, sizeof line, f) && count < ENTRIES) {
		char *is = strchr(line, '=');

		if (*trim(line) == '#' || !is)
			continue;
		*is = '\0';
		entries[count].key = strdup(trim(line));
		entries[count].value = filled(trim(is + 1), program);
		count++;
	}
	fclose(f);
	return secrets_closed();
}

const char *conf(const char *key, const char *otherwise)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(entries[i].key, key))
			return entries[i].value;
	return otherwise;
}

int64_t conf_int(const char *key, int64_t otherwise)
{
	const char *s = conf(key, NULL);

	return s ? strtoll(s, NULL, 10) : otherwise;
}

char *conf_secret(struct ctx *c, const char *name)
{
	FILE *f = fopen(textf(c, "%s/%s", conf("path.secrets", "."), name), "r");
	char *s = alloc(c, 512);
	size_t n;

	if (!f)
		return NULL;
	n = fread(s, 1, 511, f);
	fclose(f);
	s[n] = '\0';
	return trim(s);
}

/* project/sheet_xml.h - the parts of an .xlsx (a zip of XML files), read with caps. */
#pragma once
#include <zip.h>
#include "project/sheet.h"

struct package {
	struct ctx *c;
	zip_t *zip;
	int64_t left;		/* bytes that may still be inflated */
	const char *wrong;	/* refusal code of what went wrong; NULL: nothing yet */
};

/* What a reader of one part wants to hear.  Names come without their namespace prefix. */
struct xml_reader {
	void (*start)(void *self, const char *name, const char **attributes);
	void (*end)(void *self, const char *name);
	void (*text)(void *self, const char *s, int n);
};

/* Open a zip that lies in memory; sets wrong when it is none. */
void package_open(struct package *p, struct ctx *c, const void *data, size_t size);
/* Read one part; false if there is none or something went wrong (p->wrong says). */
bool package_read(struct package *p, const char *path, const struct xml_reader *r, void *self);
const char *xml_attribute(const char **attributes, const char *name);	/* NULL if absent */
/* The relations of a part: id -> path of another part. */
struct relation { const char *id, *type, *path; struct relation *next; };
struct relation *package_relations(struct package *p, const char *path, const char *folder);

/* A run of text that grows in the arena, with a cap. */
struct run { char *s; int n, room; };
void run_add(struct ctx *c, struct run *t, const char *s, int n);

/* lib/inside_page.h - what page.c, page_fill.c and piece.c share: they alone know ClearSilver. */
#pragma once
#include <ClearSilver/ClearSilver.h>
#include "lib/inside_web.h"

struct page {
	HDF *hdf;
	HDF *above;			/* rows are filled field by field: what is above the last */
	char path[160];
	struct piece *piece;		/* that is being given its fields; NULL: none so far */
	struct made *made;		/* those that are done */
};

/* A place in the data: ClearSilver's own, or one in a piece. */
struct node { HDF *hdf; struct piece *piece; int count; const char *path; };

/* page.c */
void page_must(struct ctx *c, NEOERR *err);		/* faults unless it is STATUS_OK */
HDF *page_words(const struct req *r);			/* the language of the reader */
HDF *page_data(struct ctx *c);				/* empty; gone with the act */
struct text page_markup(struct req *r, const char *template, HDF *hdf);

/* piece.c */
struct node *piece_nth(struct req *r, const struct node *of, const char *list, const char *n);
void piece_text(const struct node *at, const char *name, const char *text);
void pieces_end(struct req *r);				/* the last one has all its fields */
void pieces_forget(void);				/* a template was parsed anew */
NEOERR *pieces_of(const char *name, char **html);	/* in a template: var:pieces("List.rows") */

/* t/fuzz/fuzz.h - what the harnesses share.  One file, one parser of outside bytes:
 *
 *	void fuzz(struct ctx *c, const uint8_t *data, size_t size)
 *	{
 *		...
 *		must(the same comes back);
 *	}
 *
 * A fault() of the product ends the program like any other crash: no bytes from outside may
 * cause one.  See docs/fuzzing.md. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include "lib/web.h"

/* Each input is an act of its own, on 2026-03-06.  Without a database: transactions begin and
 * end nowhere, statements are fuzz_statement()'s. */
void fuzz(struct ctx *c, const uint8_t *data, size_t size);

/* A request and its page, without a session. */
struct req *fresh_request(struct ctx *c);

/* What a request with this body gets before anybody reads it: 0, or 400. */
int body_refused(struct ctx *c, const char *type, const void *body, size_t size);

/* The bytes as a string that ends where they do, or at a NUL. */
const char *text_of(struct ctx *c, const uint8_t *data, size_t size);
/* Cuts the next line off; NULL: none is left. */
const char *line_of(struct ctx *c, const uint8_t **data, size_t *size);

/* Every list that is read comes by here; it finds nothing. */
extern void (*fuzz_statement)(struct ctx *c, const char *sql, const struct val *v, int n);

/* A property of the parser; its place and words are in the report. */
#define must(...) do { if (!(__VA_ARGS__)) broken(__FILE__, __LINE__, #__VA_ARGS__); } while (0)
_Noreturn void broken(const char *file, int line, const char *property);

/* What a reader of price tables hands on: text in every cell, within the caps of sheet.h,
 * and a price table or a refusal made of it. */
void book_must_hold(struct ctx *c, const uint8_t *data, size_t size);

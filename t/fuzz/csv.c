/* A price table as text: UTF-8, GB18030 or UTF-16; comma, tab or semicolon. */
#include "t/fuzz/fuzz.h"

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	book_must_hold(c, data, size);
}

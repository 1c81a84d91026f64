/* A price table of Excel.  What is changed is the XML of one part: a byte changed in a packed
 * one would only be a wrong sum of the zip. */
#include <string.h>
#include <zip.h>
#include "t/fuzz/fuzz.h"

enum { PART = 1 << 16 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* The part's bytes, changed, in a buffer that the zip will free. */
static uint8_t *changed(zip_t *z, zip_uint64_t part, size_t *size)
{
	uint8_t *text = calloc(1, PART);
	zip_file_t *f = zip_fopen_index(z, part, 0);
	zip_int64_t n = f ? zip_fread(f, text, PART / 2) : 0;

	if (f)
		zip_fclose(f);
	*size = LLVMFuzzerMutate(text, n > 0 ? (size_t)n : 0, PART);
	return text;
}

static size_t packed(zip_source_t *from, uint8_t *data, size_t most)
{
	zip_stat_t st;
	zip_int64_t n = 0;

	if (zip_source_stat(from, &st) || st.size > most || zip_source_open(from))
		return 0;
	n = zip_source_read(from, data, st.size);
	zip_source_close(from);
	return n > 0 ? (size_t)n : 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	zip_error_t why;
	uint8_t *copy = malloc(size ? size : 1), *text;
	zip_source_t *s = zip_source_buffer_create(memcpy(copy, data, size), size, 1, &why);
	zip_t *z = seed % 32 ? zip_open_from_source(s, 0, &why) : NULL;
	zip_int64_t parts = z ? zip_get_num_entries(z, 0) : 0;
	size_t n, made = 0;

	if (parts > 0) {
		zip_uint64_t part = seed / 32 % (unsigned)parts;

		text = changed(z, part, &n);
		zip_source_keep(s);
		zip_file_replace(z, part, zip_source_buffer(z, text, n, 1), 0);
		zip_set_file_compression(z, part, ZIP_CM_STORE, 0);
		if (!zip_close(z))
			made = packed(s, data, most);
		else
			zip_discard(z);
		zip_source_free(s);
	} else if (z) {
		zip_discard(z);
	} else {
		zip_source_free(s);
	}
	return made ? made : LLVMFuzzerMutate(data, size, most);
}

void fuzz(struct ctx *c, const uint8_t *data, size_t size)
{
	book_must_hold(c, data, size);
}

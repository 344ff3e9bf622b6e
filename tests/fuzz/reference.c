/* SPDX-License-Identifier: MIT */
#include "reference.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *read_with(const char *text, size_t len, const char *stand_in, size_t flags)
{
	size_t plain_len;
	char *plain = reference_plain_text(text, len, stand_in, &plain_len);
	json_t *tree = json_loadb(plain, plain_len, JSON_DECODE_ANY | flags, NULL);

	free(plain);
	return tree;
}

struct json_t *reference_read(const char *text, size_t len, const char *stand_in)
{
	return read_with(text, len, stand_in, 0);
}

void reference_free(struct json_t *tree)
{
	json_decref(tree);
}

bool reference_same(const struct json_t *a, const struct json_t *b)
{
	return json_equal(a, b);
}

bool reference_has_duplicates(const char *text, size_t len)
{
	json_t *tree = read_with(text, len, REFERENCE_STAND_IN, JSON_REJECT_DUPLICATES);
	bool has = !tree;

	json_decref(tree);
	return has;
}

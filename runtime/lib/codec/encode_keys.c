/* SPDX-License-Identifier: MIT */
/* Keys of what buys: nobody knows which value of a key that is there twice would be bought. */
#include "codec/encoder.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int iqm_encode_check_keys(const struct encoding *how, const struct where *at, const char **keys,
			  size_t len)
{
	qsort(keys, len, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < len; i++) {
		struct where here = { .up = at, .key = keys[i] };

		if (!strcmp(keys[i - 1], keys[i]))
			return iqm_encode_usage(how, &here, "given twice");
	}
	return 0;
}

static int check_names(const struct encoding *how, const struct where *at, const cJSON *object)
{
	const char **keys = calloc((size_t)cJSON_GetArraySize(object) + 1, sizeof(*keys));
	const cJSON *member;
	size_t len = 0;
	int err;

	if (!keys)
		return iqm_fail_nomem(how->error);
	cJSON_ArrayForEach(member, object) keys[len++] = member->string;
	err = iqm_encode_check_keys(how, at, keys, len);
	free(keys);
	return err;
}

static int check_value(const struct encoding *how, const struct where *at, const cJSON *value)
{
	int err = cJSON_IsObject(value) ? check_names(how, at, value) : 0;
	struct where here = { .up = at };
	const cJSON *part;

	cJSON_ArrayForEach(part, value)
	{
		here.key = part->string; /* NULL in a list */
		if (!err)
			err = check_value(how, &here, part);
		here.index++;
	}
	return err;
}

int iqm_encode_check_raw_keys(const struct encoding *how, const struct where *at, const char *json)
{
	struct iqm_error why;
	cJSON *tree;
	int err;

	if (iqm_json_check(json, strlen(json), &why))
		return 0; /* is refused where it is written */
	tree = cJSON_Parse(json);
	err = tree ? check_value(how, at, tree) : iqm_fail_nomem(how->error);
	iqm_tree_free(tree);
	return err;
}

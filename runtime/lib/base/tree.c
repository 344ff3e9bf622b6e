/* SPDX-License-Identifier: MIT */
/* cJSON's trees: printed into memory of ours, and wiped, as cJSON does neither. */
#include "base/base.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 64 /* a number, and what cJSON keeps free behind each part */

static void erase_texts(cJSON *item)
{
	for (; item; item = item->next) {
		if (item->type & cJSON_IsReference)
			continue;
		if (item->valuestring)
			iqm_erase(item->valuestring, strlen(item->valuestring));
		erase_texts(item->child);
	}
}

void iqm_tree_free(cJSON *tree)
{
	erase_texts(tree);
	cJSON_Delete(tree);
}

/* Bytes of a string at most, with its quotes. */
static size_t string_size(const char *s)
{
	size_t size = 2;

	for (; s && *s; s++)
		size += (unsigned char)*s < 0x20 ? 6 : *s == '"' || *s == '\\' ? 2 : 1;
	return size;
}

static size_t tree_size(const cJSON *item)
{
	size_t size = ROOM;

	for (; item; item = item->next) {
		size += ROOM + string_size(item->string);
		if (cJSON_IsRaw(item))
			size += item->valuestring ? strlen(item->valuestring) : 0;
		else
			size += string_size(item->valuestring);
		size += tree_size(item->child);
	}
	return size;
}

/* cJSON would grow memory of its own, and leave parts of the text in what it frees. */
int iqm_tree_print(struct buf *out, const cJSON *tree)
{
	size_t size = tree ? tree_size(tree) : 0;
	struct buf text = { .data = size && size <= INT32_MAX ? malloc(size) : NULL, .cap = size };

	if (!text.data)
		return out->err ? out->err : (out->err = IQM_E_NOMEM);
	*text.data = '\0';
	if (cJSON_PrintPreallocated((cJSON *)(uintptr_t)tree, text.data, (int)size, false)) {
		text.len = strlen(text.data);
		iqm_buf_add(out, text.data, text.len);
	} else {
		out->err = out->err ? out->err : IQM_E_NOMEM;
	}
	iqm_buf_free(&text);
	return out->err;
}

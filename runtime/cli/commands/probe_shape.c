/* SPDX-License-Identifier: MIT */
/* JSON without its values. */
#include "commands/probe.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <string.h>

#define LONGEST_NAME 60

static cJSON *merge(cJSON *a, cJSON *b);

/* What both have. Takes them over. */
static cJSON *merge_types(cJSON *a, cJSON *b)
{
	struct buf both = { 0 };
	cJSON *merged = NULL;

	if (!strcmp(a->valuestring, b->valuestring) || strstr(a->valuestring, b->valuestring)) {
		iqm_tree_free(b);
		return a;
	}
	iqm_buf_printf(&both, "%s or %s", a->valuestring, b->valuestring);
	if (!both.err)
		merged = cJSON_CreateString(both.data);
	iqm_buf_free(&both);
	iqm_tree_free(a);
	iqm_tree_free(b);
	return merged;
}

static cJSON *merge_objects(cJSON *a, cJSON *b)
{
	while (a && b->child) {
		cJSON *item = cJSON_DetachItemViaPointer(b, b->child);
		cJSON *own = cJSON_GetObjectItemCaseSensitive(a, item->string);
		cJSON *merged;

		if (!own) {
			cJSON_AddItemToObject(a, item->string, item);
			continue;
		}
		merged = merge(cJSON_Duplicate(own, true), item);
		if (!merged || !cJSON_ReplaceItemInObjectCaseSensitive(a, own->string, merged)) {
			iqm_tree_free(a);
			a = NULL;
		}
	}
	iqm_tree_free(b);
	return a;
}

static cJSON *merge_lists(cJSON *a, cJSON *b)
{
	cJSON *other = b->child ? cJSON_DetachItemFromArray(b, 0) : NULL;
	cJSON *own = a->child ? cJSON_DetachItemFromArray(a, 0) : NULL;
	cJSON *both = own && other ? merge(own, other) : own ? own : other;

	if (both)
		cJSON_AddItemToArray(a, both);
	iqm_tree_free(b);
	return a;
}

/* A shape that has what one of the two has. Takes them over; NULL: out of memory. */
static cJSON *merge(cJSON *a, cJSON *b)
{
	if (!a || !b) {
		iqm_tree_free(a);
		iqm_tree_free(b);
		return NULL;
	}
	if (cJSON_IsObject(a) && cJSON_IsObject(b))
		return merge_objects(a, b);
	if (cJSON_IsArray(a) && cJSON_IsArray(b))
		return merge_lists(a, b);
	if (cJSON_IsString(a) && cJSON_IsString(b))
		return merge_types(a, b);
	/* One of them is the type of a value: an object or a list says more. */
	if (cJSON_IsString(a)) {
		iqm_tree_free(a);
		return b;
	}
	iqm_tree_free(b);
	return a;
}

static cJSON *shape_of_list(const cJSON *list)
{
	cJSON *shape = cJSON_CreateArray();
	cJSON *items = NULL;
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
	{
		cJSON *one = shape_of(item);

		items = items ? merge(items, one) : one;
		if (!items)
			break;
	}
	if (shape && items)
		cJSON_AddItemToArray(shape, items);
	else
		iqm_tree_free(items);
	return shape;
}

/* A name that is none of a program's may be a person's. */
static const char *safe_name(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_' && name[i] != '-')
			return "(a name)";
	return len && len <= LONGEST_NAME ? name : "(a name)";
}

cJSON *shape_of(const cJSON *value)
{
	cJSON *shape;
	const cJSON *item;

	if (cJSON_IsArray(value))
		return shape_of_list(value);
	if (!cJSON_IsObject(value))
		return cJSON_CreateString(cJSON_IsString(value)   ? "text"
					  : cJSON_IsNumber(value) ? "number"
					  : cJSON_IsBool(value)   ? "boolean"
								  : "null");
	shape = cJSON_CreateObject();
	cJSON_ArrayForEach(item, value)
		cJSON_AddItemToObject(shape, safe_name(item->string), shape_of(item));
	return shape;
}

void shape_add(struct buf *t, const char *json, size_t len)
{
	cJSON *value = json ? cJSON_ParseWithLength(json, len) : NULL;
	cJSON *shape = value ? shape_of(value) : NULL;
	char *text = shape ? cJSON_PrintUnformatted(shape) : NULL;

	iqm_buf_str(t, text ? text : "no JSON");
	cJSON_free(text);
	iqm_tree_free(shape);
	iqm_tree_free(value);
}

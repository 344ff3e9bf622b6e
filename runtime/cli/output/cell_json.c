/* SPDX-License-Identifier: MIT */
/* A value as JSON. Numbers are the text that they are in csv: cJSON's own are doubles. */
#include "output/cell.h"

#include <cjson/cJSON.h>
#include <string.h>

/* Of what has no quotes of its own. */
static cJSON *raw_json(const struct cell *cell)
{
	struct buf t = { 0 };
	cJSON *json;

	if (cell->kind == CELL_JSON)
		json_add(&t, cell->as.text, strlen(cell->as.text), true, false);
	else
		cell_add_plain(&t, cell, NULL);
	iqm_buf_str(&t, "");
	json = t.err ? NULL : cJSON_CreateRaw(t.data);
	iqm_buf_free(&t);
	return json;
}

static cJSON *time_json(const struct cell *cell, const char *zone)
{
	const struct cell number = { CELL_INT, { .number = cell->as.number } };
	char text[TIMESTAMP_SIZE];

	if (!zone)
		return raw_json(&number);
	timestamp_text((time_t)cell->as.number, zone, text);
	return cJSON_CreateString(text);
}

/* ---- lists and objects ------------------------------------------------------------------- */

/* Adds an item that may be NULL: there is no memory. */
static bool add_to_list(cJSON *list, cJSON *item)
{
	return item && cJSON_AddItemToArray(list, item);
}

static cJSON *object_json(const struct iqm_descriptor *descriptor, const void *object,
			  const char *zone)
{
	cJSON *json = cJSON_CreateObject();
	bool whole = json;

	for (size_t i = 0; whole && i < descriptor->len; i++) {
		const struct iqm_field *f = &descriptor->fields[i];
		struct cell cell = cell_of(f, object);

		if (cell.kind != CELL_NONE)
			whole = cJSON_AddItemToObject(json, f->names[0], cell_json(&cell, zone));
	}
	if (whole)
		return json;
	iqm_tree_free(json);
	return NULL;
}

static cJSON *item_json(const struct iqm_field *f, const void *items, size_t i, const char *zone)
{
	struct cell cell = { .kind = CELL_NONE };

	switch (f->kind) {
	case IQM_K_INTS:
		cell = (struct cell){ CELL_INT, { .number = ((const int64_t *)items)[i] } };
		break;
	case IQM_K_STRS:
		return cJSON_CreateString(((const char *const *)items)[i]);
	case IQM_K_NUMS:
		cell = (struct cell){ CELL_NUM, { .num = ((const double *)items)[i] } };
		break;
	case IQM_K_BOOLS:
		cell = (struct cell){ CELL_BOOL, { .yes = ((const bool *)items)[i] } };
		break;
	default:
		return object_json(f->sub, list_struct(items, i), zone);
	}
	return raw_json(&cell);
}

/* A value that could not be read is left out. */
static bool add_entry(cJSON *json, const struct iqm_field *f, const char *entry, const char *zone)
{
	struct cell cell = cell_of(iqm_map_value(f), entry);
	const char *key;

	memcpy(&key, entry + iqm_map_key(f)->offset, sizeof(key));
	return cell.kind == CELL_NONE || cJSON_AddItemToObject(json, key, cell_json(&cell, zone));
}

static cJSON *list_json(const struct iqm_field *f, const void *object, const char *zone)
{
	struct list list = list_of(f, object);
	bool map = f->kind == IQM_K_MAP;
	cJSON *json = map ? cJSON_CreateObject() : cJSON_CreateArray();
	bool whole = json;

	for (size_t i = 0; whole && i < list.len; i++)
		whole = map ? add_entry(json, f, list.items + i * f->sub->size, zone)
			    : add_to_list(json, item_json(f, list.items, i, zone));
	if (whole)
		return json;
	iqm_tree_free(json);
	return NULL;
}

static cJSON *nest_json(const struct iqm_field *f, const void *object, const char *zone)
{
	const void *inner;

	if (f->kind != IQM_K_OBJECT)
		return list_json(f, object, zone);
	memcpy(&inner, (const char *)object + f->offset, sizeof(inner));
	return object_json(f->sub, inner, zone);
}

cJSON *cell_json(const struct cell *cell, const char *zone)
{
	switch (cell->kind) {
	case CELL_TEXT:
	case CELL_WORD:
	case CELL_LINE:
		return cJSON_CreateString(cell->as.text);
	case CELL_NONE:
	case CELL_BAD:
		return cJSON_CreateNull();
	case CELL_TIME:
		return time_json(cell, zone);
	case CELL_NEST:
		return nest_json(cell->as.nest.field, cell->as.nest.object, zone);
	default:
		return raw_json(cell);
	}
}

/* SPDX-License-Identifier: MIT */
/* What a call gives back, as a tree of cJSON's that is printed once. */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

void iqm_json_give(struct json_run *r, const struct iqm_descriptor *t, const void *from)
{
	const struct encoding how = { .plain = true };

	cJSON_Delete(r->data);
	r->lost = iqm_encode_tree(t, from, &how, &r->data) != 0;
}

static bool add_outcome(cJSON *root, enum iqm_outcome outcome)
{
	static const char *const names[] = {
		[IQM_CREATED] = "created",
		[IQM_CREATABLE] = "creatable",
		[IQM_EXISTS] = "exists",
		[IQM_REFUSED] = "refused",
	};

	return !outcome || cJSON_AddStringToObject(root, "outcome", names[outcome]);
}

static bool add_error(cJSON *root, const struct iqm_error *e)
{
	cJSON *error;

	if (!e->status)
		return true;
	error = cJSON_AddObjectToObject(root, "error");
	return cJSON_AddStringToObject(error, "message", e->message) &&
	       iqm_error_add_json(error, e);
}

static bool add_bad_fields(cJSON *root, const struct iqm_call *call)
{
	cJSON *list = call->bad_total ? cJSON_AddArrayToObject(root, "bad_fields") : NULL;

	if (!call->bad_total)
		return true;
	for (size_t i = 0; i < call->bad_len; i++) {
		cJSON *item = cJSON_CreateObject();

		if (!cJSON_AddItemToArray(list, item) ||
		    !cJSON_AddStringToObject(item, "path", call->bad[i].path) ||
		    !cJSON_AddStringToObject(item, "reason", call->bad[i].reason))
			return false;
	}
	return list && cJSON_AddNumberToObject(root, "bad_total", (double)call->bad_total);
}

/* A block for iqm_free(); the tree is deleted. */
static char *print(cJSON *root, bool whole)
{
	char *text = whole ? cJSON_PrintUnformatted(root) : NULL;
	size_t size = text ? strlen(text) + 1 : 0;
	struct arena *arena;
	char *block;

	cJSON_Delete(root);
	if (!text)
		return NULL;
	block = iqm_response_new(size, &arena);
	if (block)
		memcpy(block, text, size);
	cJSON_free(text);
	return block;
}

char *iqm_json_document(struct json_run *r)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && !r->lost;
	char *text;

	if (whole && r->data) {
		whole = cJSON_AddItemToObject(root, "data", r->data);
		if (whole)
			r->data = NULL;
	}
	cJSON_Delete(r->data);
	r->data = NULL;
	whole = whole && add_outcome(root, r->outcome) && add_error(root, &r->call->error) &&
		add_bad_fields(root, r->call);
	text = print(root, whole);
	if (text)
		iqm_arena_set_raw(iqm_response_arena(text), r->raw, r->raw_len);
	else
		free(r->raw);
	r->raw = NULL;
	return text;
}

char *iqm_json_error(const struct iqm_error *error)
{
	cJSON *root = cJSON_CreateObject();

	return print(root, add_error(root, error));
}

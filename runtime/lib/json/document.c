/* SPDX-License-Identifier: MIT */
/* What a call gives back: its data, and what is behind that as a tree of cJSON's. */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static int give(struct json_run *r, const struct iqm_descriptor *t, const void *from,
		const struct deadline *deadline)
{
	int err;

	iqm_buf_free(&r->data);
	err = iqm_encode_data(t, from, deadline, &r->data);
	if (err)
		iqm_buf_free(&r->data);
	r->lost = err && err != IQM_E_TIMEOUT && err != IQM_E_CANCELLED;
	return r->lost ? 0 : err;
}

void iqm_json_give(struct json_run *r, const struct iqm_descriptor *t, const void *from)
{
	give(r, t, from, NULL);
}

int iqm_json_give_in_time(struct json_run *r, const struct iqm_descriptor *t, const void *from)
{
	int err = give(r, t, from, &r->deadline);

	if (err) {
		iqm_fail_ended(&r->call->error, err, "while the response was written");
		iqm_error_prefix(&r->call->error, r->name);
	}
	return err;
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

static bool add_bad_field(cJSON *list, const struct iqm_bad_field *bad)
{
	cJSON *item = cJSON_CreateObject();

	if (cJSON_AddItemToArray(list, item))
		return cJSON_AddStringToObject(item, "path", bad->path) &&
		       cJSON_AddStringToObject(item, "reason", bad->reason);
	iqm_tree_free(item);
	return false;
}

static bool add_bad_fields(cJSON *root, const struct iqm_call *call)
{
	cJSON *list = call->bad_total ? cJSON_AddArrayToObject(root, "bad_fields") : NULL;

	if (!call->bad_total)
		return true;
	for (size_t i = 0; i < call->bad_len; i++)
		if (!add_bad_field(list, &call->bad[i]))
			return false;
	return cJSON_AddNumberToObject(root, "bad_total", (double)call->bad_total) != NULL;
}

/* Adds what is behind the data: members of a tree, which is deleted. */
static int add_rest(struct buf *out, cJSON *rest, bool whole)
{
	struct buf text = { 0 };
	int err = whole ? iqm_tree_print(&text, rest) : IQM_E_NOMEM;

	iqm_tree_free(rest);
	if (!err && text.data[1] != '}' && out->len > 1)
		err = iqm_buf_str(out, ",");
	if (!err)
		err = iqm_buf_str(out, text.data + 1);
	iqm_buf_free(&text);
	return err;
}

/* A block for iqm_free(). */
static char *block_of(const struct buf *text)
{
	struct arena *arena;
	char *block = text->err ? NULL : iqm_response_new(text->len + 1, &arena);

	if (block)
		memcpy(block, text->data, text->len + 1);
	return block;
}

static char *document_of(const struct buf *data, cJSON *rest, bool whole)
{
	struct buf out = { 0 };
	char *block;

	iqm_buf_str(&out, "{");
	if (data && data->len) {
		iqm_buf_str(&out, "\"data\":");
		iqm_buf_add(&out, data->data, data->len);
	}
	whole = !add_rest(&out, rest, whole);
	block = whole ? block_of(&out) : NULL;
	iqm_buf_free(&out);
	return block;
}

char *iqm_json_document(struct json_run *r)
{
	cJSON *rest = cJSON_CreateObject();
	bool whole = !r->lost && add_outcome(rest, r->outcome) &&
		     add_error(rest, &r->call->error) && add_bad_fields(rest, r->call);
	char *document = document_of(&r->data, rest, whole);

	iqm_buf_free(&r->data);
	if (document)
		iqm_arena_set_raw(iqm_response_arena(document), r->raw, r->raw_len);
	else
		iqm_wipe_bytes(r->raw, r->raw_len);
	r->raw = NULL;
	return document;
}

char *iqm_json_error(const struct iqm_error *error)
{
	cJSON *rest = cJSON_CreateObject();

	return document_of(NULL, rest, add_error(rest, error));
}

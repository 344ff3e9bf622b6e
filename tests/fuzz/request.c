/* SPDX-License-Identifier: MIT */
/*
 * Requests as text, against jansson: what is taken is JSON, no name in it is unknown or there
 * twice, each value is in the struct, and written again it is the same request.
 */
#include "fuzz.h"
#include "inputs.h"
#include "reference.h"

#include "codec/codec.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* From memory that is gone when what it gave is used. */
static void *read_text(const struct iqm_descriptor *t, const char *text, size_t len)
{
	char *exact = fuzz_alloc(len ? len : 1);
	struct iqm_error error;
	void *read;
	int err;

	memcpy(exact, text, len);
	err = iqm_json_read(t, exact, len, &read, &error);
	free(exact);
	fuzz_check(!err == !!read && err == error.status, "%s, and a request", error.message);
	fuzz_check(!err || err == IQM_E_USAGE || err == IQM_E_DECODE, "%s", error.message);
	fuzz_check(!err == !*error.message, "it fails, and does not say why");
	fuzz_check_line(error.message);
	fuzz_check_line(error.path);
	return read;
}

static const struct iqm_field *field_of(const struct iqm_descriptor *t, const char *name)
{
	for (size_t i = 0; i < t->len; i++)
		for (const char *const *known = t->fields[i].names; *known; known++)
			if (!strcmp(*known, name))
				return &t->fields[i];
	return NULL;
}

/* Each kind of member begins with a pointer. */
static bool is_there(const struct iqm_field *f, const void *request)
{
	const void *first;

	memcpy(&first, (const char *)request + f->offset, sizeof(first));
	return first != NULL;
}

/* The members of the text are those of the struct. */
static void check_members(const struct iqm_descriptor *t, const void *request, json_t *tree)
{
	const char *name;
	json_t *value;
	size_t given = 0, there = 0;

	json_object_foreach(tree, name, value)
	{
		const struct iqm_field *f = field_of(t, name);

		fuzz_check(f != NULL, "%s is unknown, and was taken", name);
		given += !json_is_null(value) || f->kind == IQM_K_JSON;
	}
	for (size_t i = 0; i < t->len; i++)
		there += is_there(&t->fields[i], request);
	fuzz_check(given == there, "%zu members were given, %zu are there", given, there);
}

/* Keys of maps, and what is in any JSON, may be there twice. */
static bool has_own_keys(const struct iqm_descriptor *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->fields[i].kind == IQM_K_MAP || t->fields[i].kind == IQM_K_JSON)
			return true;
	return false;
}

static void check_taken(const struct iqm_descriptor *t, const void *request, const char *text,
			size_t len)
{
	struct json_t *tree = reference_read(text, len, REFERENCE_STAND_IN);

	fuzz_check(tree != NULL, "taken, and it is not JSON");
	if (!has_own_keys(t)) {
		fuzz_check(!reference_has_duplicates(text, len), "taken with a name twice");
		fuzz_check(json_is_object(tree), "taken, and it is no object");
		check_members(t, request, tree);
	}
	reference_free(tree);
}

static void check_written_again(const struct iqm_descriptor *t, const void *request)
{
	struct buf one = { 0 }, two = { 0 };
	void *again;

	fuzz_check(!iqm_encode_data(t, request, NULL, &one), "it cannot be written");
	again = read_text(t, one.data, one.len);
	fuzz_check(again && !iqm_encode_data(t, again, NULL, &two) && !strcmp(one.data, two.data),
		   "written it is %s", one.data);
	iqm_free(again);
	iqm_buf_free(&one);
	iqm_buf_free(&two);
}

void fuzz_request(const unsigned char *data, size_t len)
{
	const struct iqm_op *op = fuzz_op(len ? data[0] : 0);
	const struct iqm_descriptor *t = op->query ? op->query : op->body;
	const char *text = (const char *)data + !!len;
	size_t mark;
	void *request;

	len -= !!len;
	if (op == &fuzz_every_kind_op)
		t = op->response;
	if (!t)
		return;
	request = read_text(t, text, len);
	if (!request)
		return;
	mark = iqm_byte_order_mark(text, len);
	check_taken(t, request, text + mark, len - mark);
	check_written_again(t, request);
	iqm_free(request);
}

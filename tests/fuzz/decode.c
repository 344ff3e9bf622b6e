/* SPDX-License-Identifier: MIT */
/*
 * The decoder against jansson: a response of each operation, decoded twice, from memory that is
 * gone when its fields are compared with what jansson's tree has at their places. A text that the
 * tree does not tell the whole of (reference.h) is decoded, and not compared.
 */
#include "expected.h"
#include "fuzz.h"
#include "inputs.h"
#include "reference.h"

#include "codec/codec.h"

#include <stdlib.h>
#include <string.h>

struct decoding {
	int err;
	void *response;
	struct iqm_error error;
	struct iqm_call call;
};

/* The response keeps a copy of the text, as it does for callers who want it; the text itself goes.
 */
static void decode(struct decoding *d, const struct iqm_op *op, const char *text, size_t len)
{
	struct reading how = { .call = &d->call, .keep_rows = true };
	char *exact = fuzz_alloc(len ? len : 1);
	char *raw = fuzz_alloc(len + 1);
	struct arena *arena;

	memset(d, 0, sizeof(*d));
	memcpy(exact, text, len);
	memcpy(raw, text, len);
	raw[len] = '\0';
	d->response = iqm_response_new(op->response->size, &arena);
	fuzz_check(d->response != NULL, "no memory");
	d->err = iqm_decode_response(op, exact, len, &how, d->response, &d->error);
	free(exact);
	iqm_arena_set_raw(arena, raw, len);
}

static void check_error(const struct decoding *d)
{
	const struct iqm_error *e = &d->error;

	fuzz_check_line(e->message);
	fuzz_check_line(e->path);
	for (size_t i = 0; i < d->call.bad_len; i++) {
		fuzz_check_line(d->call.bad[i].path);
		fuzz_check_line(d->call.bad[i].reason);
	}
	fuzz_check(d->err != IQM_E_DECODE || *e->message, "it fails, and does not say why");
	fuzz_check(e->service_len <= IQM_SERVICE_ERRORS && e->service_len <= e->service_total,
		   "%zu of %zu errors", (size_t)e->service_len, (size_t)e->service_total);
	for (size_t i = 0; i < e->service_len; i++) {
		fuzz_check_line(e->service[i].error);
		fuzz_check_line(e->service[i].reason);
		fuzz_check_line(e->service[i].field);
		fuzz_check_line(e->service[i].contact);
	}
}

static bool has(const char *text, size_t len, const char *part)
{
	size_t part_len = strlen(part);

	for (; len >= part_len; text++, len--)
		if (!memcmp(text, part, part_len))
			return true;
	return false;
}

/* Whether jansson's tree tells all of a text: no duplicate key, no character that is another's
 * sign (reference.h), or is escaped and might be one of a number, or separate two. */
static bool is_comparable(const char *text, size_t len)
{
	static const char *const unclear[] = {
		"\\u0002", "\\u002", "\\u003", "\\u004", "\\u006", "\\ue00", "\\uE00", "\xee\x80",
	};

	for (size_t i = 0; i < sizeof(unclear) / sizeof(unclear[0]); i++)
		if (has(text, len, unclear[i]))
			return false;
	return !reference_has_duplicates(text, len);
}

static void check_twice(const struct decoding *a, const struct decoding *b)
{
	fuzz_check(a->err == b->err && !strcmp(a->error.message, b->error.message) &&
			   !strcmp(a->error.path, b->error.path) &&
			   a->call.bad_total == b->call.bad_total,
		   "%s, and the second time %s", a->error.message, b->error.message);
}

static void check_decoded(const struct iqm_op *op, const char *text, size_t len,
			  const struct decoding *d)
{
	struct actual got = { d->err, d->response, d->call.bad_total };
	struct json_t *tree = reference_read(text, len, REFERENCE_STAND_IN);

	fuzz_check(tree || d->err == IQM_E_DECODE, "%s, and it is not JSON",
		   iqm_status_name(d->err));
	if (tree && !strstr(d->error.message, "nested too deeply") && is_comparable(text, len) &&
	    expected_is_known(tree, op))
		expected_check(tree, op, &got);
	reference_free(tree);
}

void fuzz_decode(const unsigned char *data, size_t len)
{
	const struct iqm_op *op = fuzz_op(len ? data[0] : 0);
	const char *text = (const char *)data + !!len;
	struct decoding d[2];

	len -= !!len;
	for (size_t i = 0; i < 2; i++) {
		decode(&d[i], op, text, len);
		check_error(&d[i]);
		check_decoded(op, text, len, &d[i]);
	}
	check_twice(&d[0], &d[1]);
	if (!d[0].err && op->verdict)
		iqm_evaluate_outcome(op, d[0].response, &d[0].error);
	iqm_decode_fault(op, text, len, NULL, &d[0].error);
	check_error(&d[0]);
	iqm_free(d[0].response);
	iqm_free(d[1].response);
}

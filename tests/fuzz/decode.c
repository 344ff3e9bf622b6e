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
};

static void decode(struct decoding *d, const struct iqm_op *op, const char *text, size_t len)
{
	char *exact = fuzz_alloc(len ? len : 1);
	struct arena *arena;

	memset(d, 0, sizeof(*d));
	memcpy(exact, text, len);
	d->response = iqm_response_new(op->response->size, &arena);
	fuzz_check(d->response != NULL, "no memory");
	d->err = iqm_decode_response(op, exact, len, NULL, arena, d->response, &d->error);
	free(exact);
}

static void check_line(const char *s)
{
	fuzz_check(!iqm_has_control(s) && iqm_bad_utf8(s, strlen(s)) == strlen(s),
		   "not one line of text: %s", s);
}

static void check_error(const struct decoding *d)
{
	const struct iqm_error *e = &d->error;

	check_line(e->message);
	check_line(e->path);
	fuzz_check(d->err != IQM_E_DECODE || *e->message, "it fails, and does not say why");
	fuzz_check(e->service_len <= IQM_SERVICE_ERRORS && e->service_len <= e->service_total,
		   "%zu of %zu errors", (size_t)e->service_len, (size_t)e->service_total);
	for (size_t i = 0; i < e->service_len; i++) {
		check_line(e->service[i].error);
		check_line(e->service[i].reason);
		check_line(e->service[i].field);
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

/* Whether jansson's tree tells all of a text: no duplicate key, none with a NUL, no string that
 * looks like a big number's, no character that stands for one of a number. */
static bool is_comparable(const char *text, size_t len)
{
	size_t plain_len;
	char *plain = reference_plain_text(text, len, &plain_len);
	bool is = !has(text, len, "\\u0002") && !has(text, len, "\\u003") &&
		  !has(text, len, "\\u002") && !has(text, len, "\\u004") &&
		  !has(text, len, "\\u006") && !has(plain, plain_len, "\\u0001");

	free(plain);
	return is && !reference_has_duplicates(text, len);
}

static void check_twice(const struct decoding *a, const struct decoding *b)
{
	fuzz_check(a->err == b->err && !strcmp(a->error.message, b->error.message) &&
			   !strcmp(a->error.path, b->error.path),
		   "%s, and the second time %s", a->error.message, b->error.message);
}

static void check_decoded(const struct iqm_op *op, const char *text, size_t len,
			  const struct decoding *d)
{
	struct json_t *tree = reference_read(text, len);

	fuzz_check(tree || d->err == IQM_E_DECODE, "%s, and it is not JSON",
		   iqm_status_name(d->err));
	if (tree && !strstr(d->error.message, "nested too deeply") && is_comparable(text, len) &&
	    expected_is_known(tree, op))
		expected_check(tree, op, d->err, d->response);
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

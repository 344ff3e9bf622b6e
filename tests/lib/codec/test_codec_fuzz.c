/* SPDX-License-Identifier: MIT */
/* Samples with mistakes in them, the same ones each run, for two seconds. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#define BUDGET_MS 2000
#define MAX_BODY 16384
#define MOST_MISTAKES 4

struct fuzz {
	uint64_t seed;
	const struct codec_sample *samples;
	size_t samples_len;
	char body[MAX_BODY];
	size_t len;
};

static const char *const tokens[] = {
	"{",
	"}",
	"[",
	"]",
	",",
	":",
	"\"",
	"\\",
	"\\u0000",
	"\\u12g4",
	"\\ud800",
	"null",
	"true",
	"false",
	"0",
	"-1",
	"1e400",
	"9007199254740993",
	"1.5",
	"\"\"",
	"{}",
	"[]",
	"\303",
	"\355\240\200",
	"\357\273\277",
	"\"success\":false,",
	"\"data\":{},",
	"\"campaignId\":1,",
	"[[[[[[[[[[[[[[[[",
	"\"pldReportUrl\":null,",
	" ",
	"\n",
	"\t",
	"\001",
	"\177",
};

static size_t any(struct fuzz *f, size_t below)
{
	f->seed ^= f->seed << 13;
	f->seed ^= f->seed >> 7;
	f->seed ^= f->seed << 17;
	return below ? (size_t)((f->seed >> 11) % below) : 0;
}

static void delete_bytes(struct fuzz *f, size_t at, size_t len)
{
	if (len > f->len - at)
		len = f->len - at;
	memmove(f->body + at, f->body + at + len, f->len - at - len);
	f->len -= len;
}

static void insert_bytes(struct fuzz *f, size_t at, const char *bytes, size_t len)
{
	if (len > MAX_BODY - f->len)
		return;
	memmove(f->body + at + len, f->body + at, f->len - at);
	memcpy(f->body + at, bytes, len);
	f->len += len;
}

static void copy_range(struct fuzz *f, size_t to, const char *from, size_t len)
{
	char range[64];

	if (len > sizeof(range))
		len = sizeof(range);
	memcpy(range, from, len);
	insert_bytes(f, to, range, len);
}

static void make_mistake(struct fuzz *f)
{
	size_t at = any(f, f->len + 1);
	const char *token = tokens[any(f, sizeof(tokens) / sizeof(tokens[0]))];
	const struct codec_sample *other = &f->samples[any(f, f->samples_len)];
	size_t from = any(f, f->len + 1);

	switch (any(f, 6)) {
	case 0:
		if (at < f->len)
			f->body[at] = (char)(f->body[at] ^ 1 << any(f, 8));
		break;
	case 1:
		if (at < f->len)
			f->body[at] = (char)any(f, 256);
		break;
	case 2:
		delete_bytes(f, at, any(f, 32));
		break;
	case 3:
		insert_bytes(f, at, token, strlen(token));
		break;
	case 4:
		copy_range(f, at, f->body + from, any(f, f->len - from + 1));
		break;
	default:
		from = any(f, other->len);
		copy_range(f, at, other->body + from, any(f, other->len - from));
	}
}

/* A response that was understood is written and understood again as the same. */
static void check_understood(const struct iqm_op *op, const struct decoded *d)
{
	char *json = codec_json(op->response, d->response);

	codec_reads(op, json, json);
	free(json);
}

static void check_body(struct fuzz *f, const struct iqm_op *op, size_t round)
{
	struct decoded d;

	codec_decode(&d, op, f->body, f->len);
	if (!d.err)
		check_understood(op, &d);
	else if (d.err == IQM_E_DECODE)
		codec_check_printable(&d.error);
	else
		ck_assert_msg(d.err == IQM_E_REFUSED, "round %zu: %s: %.*s", round,
			      iqm_status_name(d.err), (int)f->len, f->body);
	codec_free(&d);
	iqm_decode_fault(op, f->body, f->len, NULL, &d.error);
	strcpy(d.error.message, "x");
	codec_check_printable(&d.error);
}

START_TEST(test_mistakes)
{
	struct codec_sample samples[CODEC_MAX_SAMPLES];
	struct fuzz f = { .seed = UINT64_C(88172645463325252) + (uint64_t)_i, .samples = samples };
	int64_t end = iqm_system_clock.now_ms(NULL) + BUDGET_MS / 2;
	size_t round = 0;

	f.samples_len = codec_load_samples(samples);
	for (; iqm_system_clock.now_ms(NULL) < end; round++) {
		const struct codec_sample *s = &samples[any(&f, f.samples_len)];

		memcpy(f.body, s->body, s->len);
		f.len = s->len;
		for (size_t n = 1 + any(&f, MOST_MISTAKES); n; n--)
			make_mistake(&f);
		check_body(&f, s->op, round);
	}
	ck_assert_uint_gt(round, 10);
	codec_free_samples(samples, f.samples_len);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("fuzz");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_mistakes, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* The fuzz targets on the spec's samples and names, and on each input that was ever found to be
 * wrong. */
#include "fuzz/fuzz.h"
#include "fuzz/inputs.h"
#include "support/suite.h"

#include <stdlib.h>

#define SAMPLES "spec/samples"
#define FOUND "tests/fuzz/found"

/* Any response is a text for the reader; its own operation's decoder gets it too. */
static void use_sample(void *context, const struct fuzz_input *sample)
{
	struct fuzz_input decode = fuzz_decode_input(sample);

	(void)context;
	fuzz_json(sample->bytes, sample->len);
	fuzz_decode(decode.bytes, decode.len);
	free(decode.bytes);
}

START_TEST(test_samples)
{
	ck_assert_uint_gt(fuzz_each_input(SAMPLES, ".response.", use_sample, NULL), 0);
}
END_TEST

START_TEST(test_every_name)
{
	struct fuzz_input input;
	size_t i = 0;

	for (; fuzz_names_input(i, &input); i++) {
		fuzz_decode(input.bytes, input.len);
		free(input.bytes);
	}
	ck_assert_uint_gt(i, 0);
}
END_TEST

static void use_json(void *context, const struct fuzz_input *input)
{
	(void)context;
	fuzz_json(input->bytes, input->len);
}

START_TEST(test_found_by_the_reader)
{
	ck_assert_uint_gt(fuzz_each_input(FOUND, "json-", use_json, NULL), 0);
}
END_TEST

/* As every operation's: what a byte chooses may change with the spec. */
static void use_decode(void *context, const struct fuzz_input *input)
{
	(void)context;
	for (unsigned byte = 0; byte <= 255; byte++) {
		input->bytes[0] = (unsigned char)byte;
		fuzz_decode(input->bytes, input->len);
	}
}

START_TEST(test_found_by_the_decoder)
{
	ck_assert_uint_gt(fuzz_each_input(FOUND, "decode-", use_decode, NULL), 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("found");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_samples);
	tcase_add_test(tcase, test_every_name);
	tcase_add_test(tcase, test_found_by_the_reader);
	tcase_add_test(tcase, test_found_by_the_decoder);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

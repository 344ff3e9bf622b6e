/* SPDX-License-Identifier: MIT */
/* The fuzz target of requests on the spec's samples, on each of them with one byte changed or gone,
 * and on each input that was ever found to be wrong. */
#include "fuzz/fuzz.h"
#include "fuzz/inputs.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

static void use_sample(void *context, const struct fuzz_input *sample)
{
	struct fuzz_input input = fuzz_decode_input(sample);

	(void)context;
	fuzz_request(input.bytes, input.len);
	for (size_t i = 1; i < input.len; i++) {
		static const unsigned char others[] = "0\"{},a";
		const unsigned char was = input.bytes[i];

		for (size_t k = 0; others[k]; k++) {
			input.bytes[i] = others[k];
			fuzz_request(input.bytes, input.len);
		}
		input.bytes[i] = was;
		fuzz_request(input.bytes, i);
	}
	free(input.bytes);
}

START_TEST(test_samples)
{
	ck_assert_uint_gt(fuzz_each_input("spec/samples", ".request.", use_sample, NULL), 0);
}
END_TEST

/* As every operation's: what a byte chooses may change with the spec. */
static void use_found(void *context, const struct fuzz_input *input)
{
	(void)context;
	for (unsigned byte = 0; byte <= 255 && input->len; byte++) {
		input->bytes[0] = (unsigned char)byte;
		fuzz_request(input->bytes, input->len);
	}
}

START_TEST(test_found)
{
	fuzz_each_input("tests/fuzz/found", "request-", use_found, NULL);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("found");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_samples);
	tcase_add_test(tcase, test_found);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

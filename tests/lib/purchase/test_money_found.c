/* SPDX-License-Identifier: MIT */
/* The fuzz target of the money rule on servers that send the spec's samples, and on each that was
 * ever found to lead a purchase astray. */
#include "fuzz/fuzz.h"
#include "fuzz/inputs.h"
#include "support/suite.h"

#include <stdlib.h>

static void use_sample(void *context, const struct fuzz_input *sample)
{
	struct fuzz_input input;

	for (unsigned i = 0; fuzz_money_input(sample, i, &input); i++) {
		fuzz_money(input.bytes, input.len);
		free(input.bytes);
		++*(size_t *)context;
	}
}

START_TEST(test_samples)
{
	size_t used = 0;

	fuzz_each_input("spec/samples", ".generate.response.", use_sample, &used);
	ck_assert_uint_gt(used, 0);
}
END_TEST

static void use_found(void *context, const struct fuzz_input *input)
{
	(void)context;
	fuzz_money(input->bytes, input->len);
}

START_TEST(test_found)
{
	ck_assert_uint_gt(fuzz_each_input("tests/fuzz/found", "money-", use_found, NULL), 0);
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

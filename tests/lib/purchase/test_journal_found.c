/* SPDX-License-Identifier: MIT */
/* The fuzz target of the journal on journals that purchases have written, damaged in all ways that
 * it knows, and on each input that was ever found to lead it astray. */
#include "fuzz/fuzz.h"
#include "fuzz/inputs.h"
#include "support/suite.h"

#include <stdlib.h>

START_TEST(test_histories)
{
	struct fuzz_input input;
	size_t i = 0;

	for (; fuzz_journal_input(i, &input); i++) {
		fuzz_journal(input.bytes, input.len);
		free(input.bytes);
	}
	ck_assert_uint_gt(i, 0);
}
END_TEST

static void use_found(void *context, const struct fuzz_input *input)
{
	(void)context;
	fuzz_journal(input->bytes, input->len);
}

START_TEST(test_found)
{
	ck_assert_uint_gt(fuzz_each_input("tests/fuzz/found", "journal-", use_found, NULL), 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("found");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_histories);
	tcase_add_test(tcase, test_found);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

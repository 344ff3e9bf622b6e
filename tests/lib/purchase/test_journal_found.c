/* SPDX-License-Identifier: MIT */
/* The fuzz target of the journal on journals that purchases have written, damaged in all ways that
 * it knows, and on each input that was ever found to lead it astray. */
#include "fuzz/fuzz.h"
#include "fuzz/inputs.h"
#include "fuzz/journal.h"
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

#define CUT 2         /* see journal.c: the last line is an intent without its outcome */
#define ONE_LOST 0x40 /* the last purchase's response */
#define LAST_LINE 300

/* One bit of an intent that nothing comes after; see journal_damage.c for the bytes. */
START_TEST(test_every_bit)
{
	size_t len = history_of(ONE_LOST, true)->content.len;

	for (size_t at = len - LAST_LINE; at < len; at++)
		for (int bit = 0; bit < 8; bit++) {
			const unsigned char input[] = { CUT,
							ONE_LOST,
							7,
							(unsigned char)(at >> 8),
							(unsigned char)at,
							(unsigned char)bit };

			fuzz_journal(input, sizeof(input));
		}
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
	tcase_add_test(tcase, test_every_bit);
	tcase_add_test(tcase, test_found);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

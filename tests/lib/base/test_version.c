/* SPDX-License-Identifier: MIT */
/* The release, as a text and as numbers. */
#include "support/suite.h"

#include <iqm/iqm.h>
#include <stdio.h>

#if IQM_VERSION_NUMBER < 0x000100
#error "the number cannot be compared in a directive"
#endif

START_TEST(test_numbers_are_those_of_the_text)
{
	char text[32];

	snprintf(text, sizeof(text), "%d.%d.%d", IQM_VERSION_MAJOR, IQM_VERSION_MINOR,
		 IQM_VERSION_PATCH);
	ck_assert_str_eq(text, IQM_VERSION);
	ck_assert_int_eq(IQM_VERSION_NUMBER >> 16, IQM_VERSION_MAJOR);
	ck_assert_int_eq(IQM_VERSION_NUMBER >> 8 & 255, IQM_VERSION_MINOR);
	ck_assert_int_eq(IQM_VERSION_NUMBER & 255, IQM_VERSION_PATCH);
}
END_TEST

START_TEST(test_of_the_library_that_runs)
{
	ck_assert_str_eq(iqm_version(), IQM_VERSION);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("version");

	tcase_add_test(tcase, test_numbers_are_those_of_the_text);
	tcase_add_test(tcase, test_of_the_library_that_runs);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

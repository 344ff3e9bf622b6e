/* SPDX-License-Identifier: MIT */
/* The suite `command`: what the command's output is made of. */
#include "support/command_suite.h"

#include <string.h>

void assert_text(struct text *t, const char *expected)
{
	ck_assert(!t->failed);
	ck_assert_uint_eq(t->len, strlen(expected));
	ck_assert_mem_eq(t->len ? t->at : "", expected, t->len);
	text_free(t);
}

Suite *command_suite(void)
{
	Suite *suite = suite_create("command");

	add_text_tests(suite);
	add_json_string_tests(suite);
	add_json_tests(suite);
	add_csv_tests(suite);
	return suite;
}

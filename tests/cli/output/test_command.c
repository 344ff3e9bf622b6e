/* SPDX-License-Identifier: MIT */
/* What the command's output is made of: text, JSON, csv. */
#include "output/test_command.h"

#include <string.h>

void is_text(struct text *t, const char *expected)
{
	ck_assert(!t->failed);
	ck_assert_uint_eq(t->len, strlen(expected));
	ck_assert_mem_eq(t->len ? t->at : "", expected, t->len);
	text_free(t);
}

Suite *command_suite(void)
{
	Suite *suite = suite_create("command");

	add_command_text_tests(suite);
	add_command_json_tests(suite);
	add_command_csv_tests(suite);
	return suite;
}

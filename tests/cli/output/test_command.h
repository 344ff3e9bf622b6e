/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TEST_COMMAND_H
#define TESTS_TEST_COMMAND_H

#include "suites.h"

#include "term/text.h"

/* Whether `t` holds these bytes; frees it. */
void is_text(struct text *t, const char *expected);

void add_command_text_tests(Suite *suite);
void add_command_json_tests(Suite *suite);
void add_command_csv_tests(Suite *suite);

#endif

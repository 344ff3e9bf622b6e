/* SPDX-License-Identifier: MIT */
#ifndef TESTS_COMMAND_SUITE_H
#define TESTS_COMMAND_SUITE_H

#include "suites.h"

#include "term/term.h"

/* Fails unless `t` holds these bytes; frees it. */
void assert_text(struct text *t, const char *expected);

void add_text_tests(Suite *suite);
void add_json_string_tests(Suite *suite);
void add_json_tests(Suite *suite);
void add_csv_tests(Suite *suite);

#endif

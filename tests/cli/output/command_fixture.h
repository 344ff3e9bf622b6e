/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TEST_COMMAND_H
#define TESTS_TEST_COMMAND_H

#include <check.h>

#include "term/text.h"

/* Whether `t` holds these bytes; frees it. */
void is_text(struct text *t, const char *expected);

#endif

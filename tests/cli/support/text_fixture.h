/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TEXT_FIXTURE_H
#define TESTS_TEXT_FIXTURE_H

#include "term/term.h"

/* Fails unless `t` holds these bytes; frees it. */
void assert_text(struct buf *t, const char *expected);

#endif

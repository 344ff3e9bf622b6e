/* SPDX-License-Identifier: MIT */
/* The calendar of the C library, and texts of some shape. */
#ifndef TESTS_FUZZ_DATES_H
#define TESTS_FUZZ_DATES_H

#include "inputs.h"

#include <stdint.h>

/* Whether a text begins so: '9' is any digit, 'A' any letter, others are themselves. */
bool dates_have_shape(const char *text, const char *shape);
/* By timegm(): that second of a day, since 1970. False: the calendar has no such day. */
bool dates_seconds(int year, int month, int day, int second, int64_t *out);
/* Uses each line as an input; NULL ends. */
void dates_use_lines(const char *const *lines, fuzz_use_fn *use, void *context);

#endif

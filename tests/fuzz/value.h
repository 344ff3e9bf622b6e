/* SPDX-License-Identifier: MIT */
/* What a value of jansson's says, as a field of some kind. Each: whether it is a good one. */
#ifndef TESTS_FUZZ_VALUE_H
#define TESTS_FUZZ_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define VALUE_TEXT 32 /* for the digits of an integer */

bool value_integer(const json_t *v, int64_t *out);
bool value_number(const json_t *v, double *out);
bool value_bool(const json_t *v, bool *out);
/* `digits` has room for VALUE_TEXT; *out is in it, or in `v`. */
bool value_text(const json_t *v, char *digits, const char **out);

#endif

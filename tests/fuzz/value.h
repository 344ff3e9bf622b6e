/* SPDX-License-Identifier: MIT */
/* What a value of jansson's says, as a field of some kind. Each: whether it is a good one. */
#ifndef TESTS_FUZZ_VALUE_H
#define TESTS_FUZZ_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

bool value_integer(const json_t *v, int64_t *out);
bool value_number(const json_t *v, double *out);
bool value_bool(const json_t *v, bool *out);
/* `exact`: nothing may stand for what it cannot have. *out is the caller's to free(), or NULL. */
bool value_text(const json_t *v, bool exact, char **out);
/* The ids that a string lists, "1,2": its next one at *s, which moves behind it, as a value of its
 * own; NULL: there is no more. */
json_t *value_next_id(const char **s);

#endif

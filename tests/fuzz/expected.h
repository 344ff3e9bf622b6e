/* SPDX-License-Identifier: MIT */
/* What the decoder is to make of a response, by jansson's tree of it. */
#ifndef TESTS_FUZZ_EXPECTED_H
#define TESTS_FUZZ_EXPECTED_H

#include <iqm/gen.h>

struct json_t;

/* Whether the tree tells all that the decoder sees. A key that an unwrapped response has beside
 * and inside of its data is as good as a duplicate. */
bool expected_is_known(const struct json_t *tree, const struct iqm_op *op);
/* Aborts where a decoder that ended with `err` has not left in `response` what the tree says. */
void expected_check(const struct json_t *tree, const struct iqm_op *op, int err,
		    const void *response);

#endif

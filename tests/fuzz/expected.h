/* SPDX-License-Identifier: MIT */
/* What the decoder is to make of a response, by jansson's tree of it. */
#ifndef TESTS_FUZZ_EXPECTED_H
#define TESTS_FUZZ_EXPECTED_H

#include <iqm/gen.h>

struct json_t;

/* How the decoder ended. */
struct actual {
	int err;
	const void *response;
	size_t bad; /* fields that it has reported */
};

/* Whether the tree tells all that the decoder sees: an unwrapped response has no key both beside
 * its data and in them. */
bool expected_is_known(const struct json_t *tree, const struct iqm_op *op);
/* Aborts where it is not as the tree says: fields that are good have their values, others are
 * absent, and all that are bad are reported. */
void expected_check(const struct json_t *tree, const struct iqm_op *op, const struct actual *got);

#endif

/* SPDX-License-Identifier: MIT */
/* Which values of jansson's tree are good ones for the fields that they are of. */
#ifndef TESTS_FUZZ_EVALUATE_H
#define TESTS_FUZZ_EVALUATE_H

#include "fuzz.h"
#include "reference.h"

#include <iqm/gen.h>
#include <jansson.h>

/* Where a struct's members are: an object, and one beside it (NULL: none). */
struct objects {
	const json_t *object, *beside;
};

/* What is to become of a response. */
struct verdict {
	bool refused, good;
	size_t bad;          /* fields and rows that are left out */
	struct objects from; /* where its fields are; `object` is the data, whatever they are */
};

struct verdict evaluate_response(const struct iqm_op *op, const json_t *tree);
/* Whether a value is one for the field; *bad counts what is left out of it, itself not. */
bool evaluate_field(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		    size_t *bad);
/* A pair of key and value in a list that is a map. */
struct pair {
	const json_t *key, *value;
};

/* Whether it is an entry; *bad counts it, where it is bad, and what is left out of it. */
bool evaluate_pair(const struct iqm_op *op, const struct iqm_field *f, const json_t *v, size_t *bad,
		   struct pair *pair);
bool evaluate_object(const struct iqm_op *op, const struct iqm_descriptor *t, const json_t *v,
		     size_t *bad);
/* Whether a value stands in an object's place for its field `f`. */
bool is_unwrapped(const struct iqm_field *f, const json_t *v);
/* NULL, null, and "" for what has no such value. */
bool field_is_absent(const struct iqm_field *f, const json_t *v);
/* Whether a value is a string that lists the field's items. */
bool field_is_joined(const struct iqm_field *f, const json_t *v);

#endif

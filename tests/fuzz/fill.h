/* SPDX-License-Identifier: MIT */
/* Structs made of bytes by their descriptors, and compared. */
#ifndef TESTS_FUZZ_FILL_H
#define TESTS_FUZZ_FILL_H

#include "bytes.h"

#include "codec/codec.h"

#include <stdbool.h>

/* A struct whose values can all be sent, which is iqm_free()'s. */
void *fill_struct(struct bytes *b, const struct iqm_descriptor *t);
/* Whether two structs of a descriptor have the same values; those of `t` that are flagged
 * IQM_F_OMITTED are absent in `b`, and times that are sent in another unit are in that. */
bool fill_same(const struct iqm_descriptor *t, const void *a, const void *b);
/* A field in which they differ; NULL: none has been seen. */
extern const char *fill_differs;

#endif

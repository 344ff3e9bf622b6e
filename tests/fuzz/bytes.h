/* SPDX-License-Identifier: MIT */
/* An input, taken piece by piece; where it ends there are zeros. */
#ifndef TESTS_FUZZ_BYTES_H
#define TESTS_FUZZ_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
	const unsigned char *at;
	size_t left;
};

unsigned bytes_byte(struct bytes *b);
/* Less than `limit`, which is 1 at least. */
unsigned bytes_below(struct bytes *b, unsigned limit);
/* `len` bytes, 8 at most, the lowest first. */
uint64_t bytes_number(struct bytes *b, size_t len);
/* So many as there are, `len` at most; *len becomes how many. */
const unsigned char *bytes_take(struct bytes *b, size_t *len);

#endif

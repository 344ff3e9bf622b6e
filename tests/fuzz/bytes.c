/* SPDX-License-Identifier: MIT */
#include "bytes.h"

const unsigned char *bytes_take(struct bytes *b, size_t *len)
{
	const unsigned char *at = b->at;

	if (*len > b->left)
		*len = b->left;
	b->at += *len;
	b->left -= *len;
	return at;
}

unsigned bytes_byte(struct bytes *b)
{
	size_t len = 1;
	const unsigned char *at = bytes_take(b, &len);

	return len ? *at : 0;
}

unsigned bytes_below(struct bytes *b, unsigned limit)
{
	return bytes_byte(b) % limit;
}

uint64_t bytes_number(struct bytes *b, size_t len)
{
	uint64_t number = 0;

	for (size_t i = 0; i < len; i++)
		number |= (uint64_t)bytes_byte(b) << (8 * i);
	return number;
}

/* SPDX-License-Identifier: MIT */
/* A text as it reads once its escapes are decoded: for decoded.c, and redact.c above it. */
#ifndef IQM_LIB_AUTH_DECODED_H
#define IQM_LIB_AUTH_DECODED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECODED_MAX 511 /* of the longest text of an error */

/* Ways to write a text, the first of which changes nothing. */
enum coding { CODING_NONE, CODING_PERCENT, CODING_FORM, CODING_JSON, CODING_HTML, CODINGS };

struct decoded {
	char bytes[DECODED_MAX + 1];
	uint16_t at[DECODED_MAX + 1]; /* where in the text each byte, and the end, was written */
	size_t len;
};

/* The text itself: what is longer is left out. */
void iqm_decoded_begin(struct decoded *d, const char *text);
/* Takes one coding off. An escape that the end cuts is left out. False: there was none. */
bool iqm_decoded_take_off(struct decoded *d, enum coding coding);

#endif

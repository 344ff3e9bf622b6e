/* SPDX-License-Identifier: MIT */
/* Places in a JSON text, so that a value is given on as the very bytes it came in. */
#ifndef IQM_CLI_JSON_H
#define IQM_CLI_JSON_H

#include "term/text.h"

#include <stdio.h>

struct json_span {
	const char *at;
	size_t len;
};

/* One value, in UTF-8, with nothing but blanks around it. */
bool json_is_whole(const char *text, size_t len);

/*
 * These take a text that was read before; of any other they give places inside it all the same.
 * A value comes without the blanks around it.
 */

/* The member's value; false: there is none, or `object` is no object. */
bool json_member(struct json_span object, const char *name, struct json_span *value);
/* Goes through a list or an object: zero `at` first. Of an object `key` has the key with its
 * quotes; may be NULL. */
bool json_next(struct json_span whole, size_t *at, struct json_span *key, struct json_span *value);
/* Whether a string in quotes says `text`. */
bool json_is(struct json_span string, const char *text);
bool json_is_null(struct json_span value);

/* Adds what a string in quotes says. */
void json_add_said(struct text *t, struct json_span string);
/* Adds a value's bytes; `packed`: without the blanks between its tokens. A control byte that a
 * string must not have comes escaped, and with `careful` all that could upset a terminal. */
void json_add(struct text *t, struct json_span value, bool packed, bool careful);
/* Adds a text as a string in quotes; what could upset a terminal comes escaped. */
void json_add_string(struct text *t, const char *text, size_t len);
/* The same to a stream. */
void json_string(FILE *out, const char *text);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * The reference that the codec is compared with: jansson. Its header has names that codec/json.h
 * has too, so no file includes both.
 *
 * Where the two differ by decision, the text is changed before jansson reads it (plain_text.c):
 *
 *	half of a surrogate, \u0000
 *	                        are U+FFFD, or another character that stands for them
 *	a byte of a string that is not UTF-8
 *	                        is U+E001
 *	a number that is not plain digits of 64 bits, or is longer than 4 KiB
 *	                        is the string "\u0002" and the number's text
 *	a NUL outside of strings
 *	                        is the byte 1: jansson loses it behind a number, both refuse it
 *
 * and these are not compared:
 *
 *	nesting deeper than 64  the reader refuses it, jansson takes 2,048
 *	duplicate keys          the reader gives all of them, jansson's tree keeps the last
 */
#ifndef TESTS_FUZZ_REFERENCE_H
#define TESTS_FUZZ_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REFERENCE_LONG_NUMBER 4096 /* bytes of one that the decoder still reads */
#define REFERENCE_REPLACEMENT "\xef\xbf\xbd"
#define REFERENCE_STAND_IN "\xee\x80\x80" /* U+E000 */
#define REFERENCE_NOT_UTF8 "\xee\x80\x81"

struct json_t;

/* The text as jansson is to read it; the caller's to free(). */
char *reference_plain_text(const char *text, size_t len, const char *stand_in, size_t *plain_len);
/* Whether a text is one JSON number. */
bool reference_is_number(const char *text, size_t len);
/* Whether a number is one that jansson is given as text. */
bool reference_is_text(const char *number, size_t len);
/* number.c: whether a number is an integer of 64 bits, to the last digit. */
bool reference_integer(const char *number, int64_t *out);

/* The tree of a text, NULL where it is not JSON; reference_free() takes either. */
struct json_t *reference_read(const char *text, size_t len, const char *stand_in);
void reference_free(struct json_t *tree);
bool reference_same(const struct json_t *a, const struct json_t *b);
bool reference_has_duplicates(const char *text, size_t len);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * A strict reader of JSON text (RFC 8259). It reads in place, one value after another, makes no
 * tree and needs no memory of its own.
 *
 *	struct json j = iqm_json_open(text, len, NULL);
 *	struct json_value key, v;
 *
 *	if (iqm_json_value(&j, &v) && v.kind == JSON_OBJECT)
 *		for (bool more = iqm_json_first(&j, '}'); more; more = iqm_json_more(&j, '}'))
 *			if (iqm_json_key(&j, &key) && iqm_json_value(&j, &v))
 *				...; a list or an object is gone through before the next one
 *
 * The functions give false where the text is not JSON; j.bad then says where, and they do nothing
 * more.
 */
#ifndef IQM_CODEC_JSON_H
#define IQM_CODEC_JSON_H

#include "base/base.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_MAX_DEPTH 64

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_LIST,
	JSON_OBJECT
};

/* A value of the text, which it points into. */
struct json_value {
	enum json_kind kind;
	bool escaped;     /* a string with a backslash */
	bool not_utf8;    /* a string with bytes that are not UTF-8 */
	const char *text; /* of a string what is between the quotes; else from its first byte */
	size_t len;       /* of strings and numbers */
};

struct json {
	const char *text;
	const char *at; /* what comes next */
	const char *end;
	const char *not_utf8;            /* the next byte that is none; `end`: there is none */
	size_t depth;                    /* lists and objects that are open */
	const struct deadline *deadline; /* NULL: none */
	const char *check_at;            /* where it is checked next */
	int ended;       /* IQM_E_TIMEOUT or IQM_E_CANCELLED: the deadline's, and `bad` is where */
	const char *bad; /* the byte that JSON does not have there; NULL: none so far */
	const char *why; /* one of the texts below */
};

/* What may be wrong with a text. */
extern const char iqm_json_syntax[];    /* "not JSON" */
extern const char iqm_json_truncated[]; /* "the text ends too early" */
extern const char iqm_json_too_deep[];  /* "nested too deeply" */

/* Stands before the first value. Bytes that are not UTF-8 spoil
 * the strings that they are in, not the text. */
struct json iqm_json_open(const char *text, size_t len, const struct deadline *deadline);
/* The next value. Of a list or an object it reads the bracket, and the caller goes through it. */
bool iqm_json_value(struct json *j, struct json_value *v);
/* Behind a bracket: whether there is an element. False: `close` was read, or the text is bad. */
bool iqm_json_first(struct json *j, char close);
/* Behind an element: whether there is another one. */
bool iqm_json_more(struct json *j, char close);
/* A member's name and its colon. */
bool iqm_json_key(struct json *j, struct json_value *key);
/* Whether nothing but whitespace is left. */
bool iqm_json_ended(struct json *j);

/* Writes as much of what a string says as `out` has room for; v->len is always enough. Gives its
 * length. U+FFFD stands for half of a surrogate pair and for \u0000. */
size_t iqm_json_unescape(const struct json_value *v, char *out, size_t room);
/* Whether U+FFFD stands for nothing in it. */
bool iqm_json_is_exact(const struct json_value *v);
/* Whether a string says just `name`. */
bool iqm_json_is(const struct json_value *v, const char *name);

/* Whether a text is a JSON number and nothing else. */
bool iqm_json_is_number(const char *text, size_t len);
/* The integer that a number is, to the last digit, also as 1.0 or 1e3. False: it has a fraction,
 * and *out is 0, or it has more than 64 bits, and *out is INT64_MAX. */
bool iqm_json_integer(const char *number, size_t len, int64_t *out);
/* The nearest double, whatever the locale; infinite where it is too large. False: no memory. */
bool iqm_json_double(const char *number, size_t len, double *out);

#endif

/* SPDX-License-Identifier: MIT */
/* The leaves of the tree that a struct is written as: numbers, texts, JSON of the caller's. */
#include "codec/encoder.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* Whether the text is the same as a JSON number: no leading zero, below 2^53. */
static bool spells_integer(const char *s)
{
	const char *digits = s + (*s == '-');
	size_t len = strspn(digits, "0123456789");

	if (!len || digits[len] || len > 16 || (digits[0] == '0' && (len > 1 || *s == '-')))
		return false;
	return len < 16 || strcmp(digits, "9007199254740991") <= 0;
}

/* Whether `*out` was made; numbers are raw text, since cJSON's own are doubles. */
int iqm_encode_made(const struct encoding *how, cJSON *item, cJSON **out)
{
	*out = item;
	return item ? 0 : iqm_fail_nomem(how->error);
}

int iqm_encode_number(const struct encoding *how, const struct iqm_field *f, const char *text,
		      cJSON **out)
{
	return iqm_encode_made(
		how, has(f, IQM_F_TEXT) ? cJSON_CreateString(text) : cJSON_CreateRaw(text), out);
}

int iqm_encode_text(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		    const char *s, cJSON **out)
{
	bool numeric = has(f, IQM_F_NUMERIC);
	int err = iqm_encode_check_text(how, at, s);

	if (err)
		return err;
	return iqm_encode_made(
		how, numeric && spells_integer(s) ? cJSON_CreateRaw(s) : cJSON_CreateString(s),
		out);
}

/* The text of one JSON value, which is sent as it is. */
int iqm_encode_raw(const struct encoding *how, const struct where *at, const char *text,
		   cJSON **out)
{
	size_t len = strlen(text);
	struct iqm_error why;
	char what[sizeof(why.message)];

	if (!iqm_byte_order_mark(text, len) && !iqm_json_check(text, len, &why))
		return iqm_encode_made(how, cJSON_CreateRaw(text), out);
	snprintf(what, sizeof(what), "not one JSON value: %.400s",
		 iqm_byte_order_mark(text, len) ? "a byte-order mark" : why.message);
	return iqm_encode_usage(how, at, what);
}

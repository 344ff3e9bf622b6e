/* SPDX-License-Identifier: MIT */
/* Single values: numbers, truth values, texts. */
#include "codec/decoder.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NUMBER 4096 /* bytes of one that is read: none of the service's comes near */

/* The text of a number, or of a string that says one, which may have leading zeros. */
static bool number_of(const struct json_value *v, const char **text, size_t *len)
{
	*text = v->text;
	*len = v->len;
	if (v->kind != JSON_NUMBER && v->kind != JSON_STRING)
		return false;
	if (*len > LONGEST_NUMBER)
		return false;
	if (v->kind == JSON_NUMBER)
		return true;
	for (; *len > 1 && (*text)[0] == '0' && (*text)[1] >= '0' && (*text)[1] <= '9'; --*len)
		++*text;
	return iqm_json_is_number(*text, *len);
}

int iqm_decode_integer(struct decoder *d, const struct where *at, const struct json_value *v,
		       int64_t *out)
{
	const char *text;
	size_t len;

	if (!number_of(v, &text, &len))
		return iqm_decode_fail_type(d, at, "an integer", v);
	if (iqm_json_integer(text, len, out))
		return 0;
	if (*out)
		return iqm_decode_fail(d, at, "an integer of more than 64 bits");
	return iqm_decode_fail_type(d, at, "an integer", v);
}

/* A text with a zone, which a person writes: only in a request, and no text of a number. */
static int decode_iso(struct decoder *d, const struct where *at, unsigned short kind,
		      const struct json_value *v, int64_t *out)
{
	const char *text = NULL;
	struct iqm_ms ms;
	struct iqm_s s;
	int err = iqm_decode_string(d, at, v, true, &text);

	if (err)
		return err;
	ms = iqm_ms_from_iso(text);
	s = iqm_s_from_iso(text);
	*out = kind == IQM_K_MS ? ms.value : s.value;
	if (ms.set == &iqm_is_set)
		return 0;
	return iqm_decode_fail_type(d, at,
				    kind == IQM_K_MS ? "milliseconds, or ISO 8601 with a zone"
						     : "seconds, or ISO 8601 with a zone",
				    v);
}

int iqm_decode_timestamp(struct decoder *d, const struct where *at, unsigned short kind,
			 const struct json_value *v, int64_t *out)
{
	const char *text;
	size_t len;

	if (d->op || v->kind != JSON_STRING || number_of(v, &text, &len))
		return iqm_decode_integer(d, at, v, out);
	return decode_iso(d, at, kind, v, out);
}

int iqm_decode_number(struct decoder *d, const struct where *at, const struct json_value *v,
		      double *out)
{
	const char *text;
	size_t len;

	if (!number_of(v, &text, &len))
		return iqm_decode_fail_type(d, at, "a number", v);
	if (!iqm_json_double(text, len, out))
		return iqm_decode_fail_nomem(d);
	return isfinite(*out) ? 0 : iqm_decode_fail(d, at, "the number is too large");
}

static bool is_text(const struct json_value *v, const char *text)
{
	return v->kind == JSON_STRING && iqm_json_is(v, text);
}

int iqm_decode_bool(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool *out)
{
	const char *text;
	size_t len;
	int64_t number = -1;

	if (v->kind == JSON_TRUE || is_text(v, "true"))
		number = 1;
	else if (v->kind == JSON_FALSE || is_text(v, "false"))
		number = 0;
	else if (number_of(v, &text, &len) && !iqm_json_integer(text, len, &number))
		number = -1;
	*out = number == 1;
	return number == 0 || number == 1 ? 0 : iqm_decode_fail_type(d, at, "true or false", v);
}

int iqm_decode_string(struct decoder *d, const struct where *at, const struct json_value *v,
		      bool exact, const char **out)
{
	char *text;

	if (v->not_utf8)
		return iqm_decode_fail(d, at, "expected UTF-8, found other bytes");
	if (exact && v->escaped && !iqm_json_is_exact(v))
		return iqm_decode_fail(d, at, "found a NUL or half of a surrogate pair");
	text = iqm_arena_text(d->arena, v->text, v->len);
	if (!text)
		return iqm_decode_fail_nomem(d);
	if (v->escaped)
		text[iqm_json_unescape(v, text, v->len)] = '\0';
	*out = text;
	return 0;
}

int iqm_decode_text(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool exact, const char **out)
{
	char digits[24];
	int64_t number;

	if (v->kind == JSON_STRING)
		return iqm_decode_string(d, at, v, exact, out);
	if (v->kind != JSON_NUMBER || !iqm_json_integer(v->text, v->len, &number))
		return iqm_decode_fail_type(d, at, "a string", v);
	snprintf(digits, sizeof(digits), "%" PRId64, number);
	*out = iqm_arena_text(d->arena, digits, strlen(digits));
	return *out ? 0 : iqm_decode_fail_nomem(d);
}

int iqm_decode_raw(struct decoder *d, const struct where *at, const struct json_value *v,
		   const char **out)
{
	const char *from = iqm_decode_start(v);
	const char *not_utf8 = d->json.not_utf8; /* behind the first byte */
	int err = iqm_decode_skip(d, at, v);

	if (err)
		return err;
	if ((v->kind == JSON_STRING && v->not_utf8) || not_utf8 < d->json.at)
		return iqm_decode_fail(d, at, "expected UTF-8, found other bytes");
	*out = iqm_arena_text(d->arena, from, (size_t)(d->json.at - from));
	return *out ? 0 : iqm_decode_fail_nomem(d);
}

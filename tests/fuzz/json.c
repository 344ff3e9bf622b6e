/* SPDX-License-Identifier: MIT */
/*
 * The JSON reader against jansson. What the reader says of a text is written as a text again, and
 * jansson's trees of both are to be the same; so are those of each number and string in it.
 */
#include "fuzz.h"
#include "reference.h"

#include "codec/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers ------------------------------------------------------------------------------ */

/* strtod() in the locale "C", which no target changes. */
static void check_number(const char *text, size_t len)
{
	char *s = fuzz_alloc(len + 2);
	double value, want;
	int64_t integer = 0;
	int64_t want_integer;
	bool is = iqm_json_integer(text, len, &integer);

	memcpy(s, text, len);
	s[len] = s[len + 1] = '\0';
	want = strtod(s, NULL);
	fuzz_check(iqm_json_double(text, len, &value), "no memory for %s", s);
	fuzz_check(value == want && signbit(value) == signbit(want), "%s is %.17g, and not %.17g",
		   s, value, want);
	fuzz_check(is == reference_integer(s, &want_integer), "%s is %s integer", s,
		   is ? "an" : "no");
	fuzz_check(!is || integer == want_integer, "%s is %" PRId64, s, integer);
	fuzz_check(iqm_json_is_number(s, len) && !iqm_json_is_number(s, len + 1), "%s", s);
	free(s);
}

/* As jansson was given it. */
static void write_number(struct buf *out, const struct json_value *v)
{
	int64_t integer;

	check_number(v->text, v->len);
	if (reference_is_text(v->text, v->len)) {
		iqm_buf_str(out, "\"\\u0002");
		iqm_buf_add(out, v->text, v->len);
		iqm_buf_str(out, "\"");
	} else {
		fuzz_check(iqm_json_integer(v->text, v->len, &integer), "%.*s is no integer",
			   (int)v->len, v->text);
		iqm_buf_printf(out, "%" PRId64, integer);
	}
}

/* ---- strings ------------------------------------------------------------------------------ */

static void check_string(const struct json_value *v, const char *whole, size_t len)
{
	size_t room = v->len / 2;
	char *part = fuzz_alloc(room + 1);
	size_t part_len = iqm_json_unescape(v, part, room);
	char *name = fuzz_alloc(len + 2);

	fuzz_check(part_len <= room && !memcmp(part, whole, part_len), "a part differs");
	fuzz_check(part_len + 4 > (len < room ? len : room), "%zu bytes of room, %zu used", room,
		   part_len);
	memcpy(name, whole, len);
	memcpy(name + len, "x", 2);
	fuzz_check(!iqm_json_is(v, name), "%s is more than there is", name);
	name[len] = '\0';
	fuzz_check(iqm_json_is(v, name), "%s is not itself", name);
	free(part);
	free(name);
}

/* Bytes that are no UTF-8 are what they were, and all else is. */
static void check_utf8(const struct json_value *v, const char *whole, size_t len)
{
	fuzz_check(v->not_utf8 == (iqm_bad_utf8(v->text, v->len) < v->len), "is it UTF-8: %d",
		   v->not_utf8);
	fuzz_check(v->not_utf8 == (iqm_bad_utf8(whole, len) < len), "%s", whole);
}

/* Whether it makes a difference what stands for what cannot be. */
static void check_exact(const struct json_value *v)
{
	size_t len, other_len;
	char *text = reference_plain_text(v->text - 1, v->len + 2, REFERENCE_REPLACEMENT, &len);
	char *other = reference_plain_text(v->text - 1, v->len + 2, REFERENCE_STAND_IN, &other_len);
	bool same = len == other_len && !memcmp(text, other, len);

	fuzz_check(iqm_json_is_exact(v) == same, "%s is %sexact", text, same ? "" : "not ");
	free(text);
	free(other);
}

static void write_string(struct buf *out, const struct json_value *v)
{
	char *s = fuzz_alloc(v->len + 1);
	size_t len = iqm_json_unescape(v, s, v->len);

	check_string(v, s, len);
	check_utf8(v, s, len);
	check_exact(v);
	iqm_buf_str(out, "\"");
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			iqm_buf_add(out, &s[i], 1);
		else
			iqm_buf_printf(out, "\\u%04x", c);
	}
	iqm_buf_str(out, "\"");
	free(s);
}

/* ---- values ------------------------------------------------------------------------------- */

static void write_value(struct json *j, struct buf *out);

static void write_list(struct json *j, struct buf *out)
{
	iqm_buf_str(out, "[");
	for (bool more = iqm_json_first(j, ']'); more; more = iqm_json_more(j, ']')) {
		write_value(j, out);
		iqm_buf_str(out, ",");
	}
	out->len -= out->data[out->len - 1] == ',';
	iqm_buf_str(out, "]");
}

static void write_object(struct json *j, struct buf *out)
{
	struct json_value key;

	iqm_buf_str(out, "{");
	for (bool more = iqm_json_first(j, '}'); more; more = iqm_json_more(j, '}')) {
		if (!iqm_json_key(j, &key))
			break;
		write_string(out, &key);
		iqm_buf_str(out, ":");
		write_value(j, out);
		iqm_buf_str(out, ",");
	}
	out->len -= out->data[out->len - 1] == ',';
	iqm_buf_str(out, "}");
}

static void write_value(struct json *j, struct buf *out)
{
	static const char *const literals[] = {
		[JSON_NULL] = "null", [JSON_FALSE] = "false", [JSON_TRUE] = "true"
	};
	struct json_value v;

	if (!iqm_json_value(j, &v))
		return;
	switch (v.kind) {
	case JSON_NUMBER:
		write_number(out, &v);
		break;
	case JSON_STRING:
		write_string(out, &v);
		break;
	case JSON_LIST:
		write_list(j, out);
		break;
	case JSON_OBJECT:
		write_object(j, out);
		break;
	default:
		iqm_buf_str(out, literals[v.kind]);
	}
}

/* Whether the text is taken; *out is it again. */
static bool read_text(struct json *j, const char *text, size_t len, struct buf *out)
{
	*j = iqm_json_open(text, len, NULL);
	write_value(j, out);
	fuzz_check(!out->err, "no memory");
	fuzz_check(j->bad || !j->depth, "%zu brackets are open", j->depth);
	return !j->bad && iqm_json_ended(j);
}

/* ---- refused texts -------------------------------------------------------------------------- */

/* Lists and objects that are open where a text ends. */
static size_t depth_of(const char *text, size_t len)
{
	size_t depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < len; i++) {
		if (in_string && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			in_string = !in_string;
		else if (!in_string && strchr("[{", text[i]) && text[i])
			depth++;
		else if (!in_string && strchr("]}", text[i]) && text[i])
			depth--;
	}
	return depth;
}

/* What lies before the bad byte is a text that could have gone on, or a whole one. */
static void check_bad(const struct json *j)
{
	size_t good_len = (size_t)(j->bad - j->text);
	struct buf out = { 0 };
	struct json again;
	bool good;

	fuzz_check(j->bad >= j->text && j->bad <= j->end && j->why, "bad is outside");
	fuzz_check(j->bad < j->end || j->why == iqm_json_truncated, "%s at the end", j->why);
	good = read_text(&again, j->text, good_len, &out) || again.why == iqm_json_truncated;
	fuzz_check(good, "%s, yet the text was good up to %zu", again.why ? again.why : "more",
		   good_len);
	iqm_buf_free(&out);
}

static void check_refused(const struct json *j, const struct json_t *want)
{
	bool too_deep = j->why == iqm_json_too_deep;

	if (j->bad)
		check_bad(j);
	fuzz_check(too_deep || !want, "refused: %s", j->bad ? j->why : "bytes behind it");
	fuzz_check(!too_deep || depth_of(j->text, (size_t)(j->bad - j->text)) == JSON_MAX_DEPTH,
		   "too deep at %zu", (size_t)(j->bad - j->text));
}

/* ---- the target ------------------------------------------------------------------------------ */

static void check_taken(const struct json_t *want, const struct buf *written)
{
	struct json_t *got = reference_read(written->data, written->len, REFERENCE_REPLACEMENT);

	fuzz_check(want != NULL, "taken, and is not JSON; it reads %s", written->data);
	fuzz_check(got && reference_same(got, want), "it reads %s", written->data);
	reference_free(got);
}

void fuzz_json(const unsigned char *data, size_t len)
{
	const char *text = (const char *)data;
	struct json_t *want = reference_read(text, len, REFERENCE_REPLACEMENT);
	struct buf written = { 0 };
	struct json j;

	if (read_text(&j, text, len, &written))
		check_taken(want, &written);
	else
		check_refused(&j, want);
	fuzz_check(iqm_json_is_number(text, len) == reference_is_number(text, len),
		   "the whole text as a number");
	iqm_buf_free(&written);
	reference_free(want);
}

/* SPDX-License-Identifier: MIT */
#include "output/output.h"

#include <string.h>

/* ---- places ------------------------------------------------------------------------------ */

static size_t skip_whitespace(struct json_span s, size_t at)
{
	while (at < s.len && strchr(" \t\r\n", s.at[at]) && s.at[at])
		at++;
	return at;
}

/* From its quote to behind the other. */
static size_t skip_string(struct json_span s, size_t at)
{
	for (at++; at < s.len && s.at[at] != '"'; at++)
		if (s.at[at] == '\\')
			at++;
	return at < s.len ? at + 1 : s.len;
}

/* Lists and objects: brackets that are not in strings come in pairs. */
static size_t skip_items(struct json_span s, size_t at)
{
	size_t depth = 0;

	while (at < s.len) {
		char c = s.at[at];

		if (c == '"') {
			at = skip_string(s, at);
			continue;
		}
		at++;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && !--depth)
			break;
	}
	return at;
}

static size_t skip_value(struct json_span s, size_t at)
{
	if (at < s.len && s.at[at] == '"')
		return skip_string(s, at);
	if (at < s.len && (s.at[at] == '{' || s.at[at] == '['))
		return skip_items(s, at);
	while (at < s.len && (unsigned char)s.at[at] > ' ' && !strchr(",]}:", s.at[at]))
		at++;
	return at;
}

static struct json_span part(struct json_span s, size_t from, size_t to)
{
	return (struct json_span){ s.at + from, to - from };
}

bool json_next(struct json_span whole, size_t *at, struct json_span *key, struct json_span *value)
{
	size_t start = skip_whitespace(whole, 0);
	bool object = start < whole.len && whole.at[start] == '{';
	size_t from;

	if (!*at && (start == whole.len || (!object && whole.at[start] != '[')))
		return false;
	*at = skip_whitespace(whole, *at ? *at : start + 1);
	if (*at < whole.len && whole.at[*at] == ',')
		*at = skip_whitespace(whole, *at + 1);
	from = *at;
	if (object && from < whole.len && whole.at[from] == '"') {
		*at = skip_string(whole, from);
		if (key)
			*key = part(whole, from, *at);
		*at = skip_whitespace(whole, *at);
		from = *at = skip_whitespace(whole, *at < whole.len ? *at + 1 : *at); /* ':' */
	}
	*at = skip_value(whole, from);
	*value = part(whole, from, *at);
	return *at > from;
}

bool json_member(struct json_span object, const char *name, struct json_span *value)
{
	struct json_span key = { NULL, 0 };
	size_t at = 0;

	while (json_next(object, &at, &key, value))
		if (key.at && json_is(key, name))
			return true;
	return false;
}

bool json_is_null(struct json_span value)
{
	return value.len == 4 && !memcmp(value.at, "null", 4);
}

/* ---- strings ----------------------------------------------------------------------------- */

static struct json_span inside(struct json_span string)
{
	size_t len = string.len > 1 ? string.len - 2 : 0;

	return (struct json_span){ string.at + (string.len ? 1 : 0), len };
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *found = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* The four digits behind "\u"; -1: there are none. */
static int32_t unit_at(const char *s, const char *end)
{
	int32_t unit = 0;

	if (end - s < 6 || s[0] != '\\' || s[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex_digit(s[i]);

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* One escape; gives how many bytes it has. Half a pair, and \u0000, say nothing that text can. */
static size_t add_escaped(struct text *t, const char *s, const char *end)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *found = end - s > 1 && s[1] ? strchr(from, s[1]) : NULL;
	int32_t unit = unit_at(s, end);
	int32_t low = unit >= 0xd800 && unit < 0xdc00 ? unit_at(s + 6, end) : -1;

	if (low >= 0xdc00 && low < 0xe000) {
		text_add_char(t, (uint32_t)(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)));
		return 12;
	}
	if (unit >= 0) {
		bool none = !unit || (unit >= 0xd800 && unit < 0xe000);

		text_add_char(t, none ? 0xfffd : (uint32_t)unit);
		return 6;
	}
	if (end - s > 1)
		text_add(t, found ? to + (found - from) : s + 1, 1);
	return 2;
}

void json_add_decoded(struct text *t, struct json_span string)
{
	struct json_span s = inside(string);
	const char *p = s.at;
	const char *end = s.at + s.len;

	while (p < end) {
		const char *escape = memchr(p, '\\', (size_t)(end - p));

		text_add(t, p, (size_t)((escape ? escape : end) - p));
		if (!escape)
			break;
		p = escape;
		p += add_escaped(t, p, end);
	}
}

bool json_is(struct json_span string, const char *text)
{
	struct json_span s = inside(string);
	const char *p = s.at;
	const char *end = s.at + s.len;

	if (!memchr(s.at, '\\', s.len))
		return strlen(text) == s.len && !memcmp(s.at, text, s.len);
	while (p < end) {
		char decoded[8];
		struct text t = { .at = decoded, .room = sizeof(decoded), .fixed = true };

		if (*p == '\\')
			p += add_escaped(&t, p, end);
		else
			text_add(&t, p++, 1);
		if (strncmp(text, decoded, t.len))
			return false;
		text += t.len;
	}
	return !*text;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* Bytes that stand for themselves. */
static size_t plain_run(const char *s, size_t len)
{
	size_t at = 0;

	while (at < len && s[at] >= ' ' && s[at] < 0x7f && s[at] != '"' && s[at] != '\\')
		at++;
	return at;
}

static void add_string_bytes(struct text *t, struct json_span string, bool careful)
{
	for (size_t at = 0; at < string.len;) {
		size_t run = plain_run(string.at + at, string.len - at);
		uint32_t c;
		size_t bytes;

		text_add(t, string.at + at, run);
		at += run;
		if (at == string.len)
			break;
		bytes = text_char(string.at + at, string.len - at, &c);
		json_add_char(t, string.at + at, bytes, c, careful);
		at += bytes;
	}
}

static bool is_whitespace(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void json_add(struct text *t, struct json_span value, bool packed, bool careful)
{
	for (size_t at = 0; at < value.len;) {
		size_t start = at;

		if (value.at[at] == '"') {
			at = skip_string(value, at);
			add_string_bytes(t, part(value, start, at), careful);
			continue;
		}
		while (at < value.len && value.at[at] != '"' && (unsigned char)value.at[at] > ' ')
			at++;
		text_add(t, value.at + start, at - start);
		for (; at < value.len && (unsigned char)value.at[at] <= ' '; at++)
			if (!packed && is_whitespace(value.at[at]))
				text_add(t, value.at + at, 1);
	}
}

/* SPDX-License-Identifier: MIT */
#include "codec/json.h"

#include <string.h>

#define CHECK_EVERY ((size_t)1 << 18) /* bytes: 25 ms where they make structs */

const char iqm_json_syntax[] = "not JSON";
const char iqm_json_truncated[] = "the text ends too early";
const char iqm_json_too_deep[] = "nested too deeply";

static bool fail(struct json *j, const char *at, const char *why)
{
	if (!j->bad) {
		j->bad = at;
		j->why = why;
	}
	return false;
}

/* Something else was expected at `at`, or more. */
static bool fail_at(struct json *j, const char *at)
{
	return fail(j, at, at == j->end ? iqm_json_truncated : iqm_json_syntax);
}

struct json iqm_json_open(const char *text, size_t len, const struct deadline *deadline)
{
	return (struct json){
		.text = text,
		.at = text,
		.end = text + len,
		.not_utf8 = text + iqm_bad_utf8(text, len),
		.deadline = deadline,
		.check_at = text + (len < CHECK_EVERY ? len : CHECK_EVERY),
	};
}

static void skip_whitespace(struct json *j)
{
	while (j->at < j->end &&
	       (*j->at == ' ' || *j->at == '\n' || *j->at == '\r' || *j->at == '\t'))
		j->at++;
}

static bool next_is(struct json *j, char c)
{
	skip_whitespace(j);
	return j->at < j->end && *j->at == c;
}

/* ---- strings ------------------------------------------------------------------------------ */

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The bytes of an escape sequence whose backslash is at `s`; 0: it is none, or is cut. */
static size_t escape_len(const char *s, const char *end)
{
	if (end - s < 2)
		return 0;
	if (s[1] != 'u')
		return s[1] && strchr("\"\\/bfnrt", s[1]) ? 2 : 0;
	for (int i = 2; i < 6; i++)
		if (end - s <= i || !is_hex(s[i]))
			return 0;
	return 6;
}

/* Whether the escape sequence at `s` may be the start of a good one that the text's end has cut. */
static bool is_cut_escape(const char *s, const char *end)
{
	const char *at = s + 1;

	if (at == end)
		return true;
	if (*at++ != 'u')
		return false;
	while (at < end && is_hex(*at))
		at++;
	return at == end;
}

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Passes over bytes that mean themselves in a string, eight at a time while there are so many. Of
 * the bits that are found the lowest is right, whatever is above it. */
static const char *plain_end(const char *s, const char *end)
{
	while (end - s >= 8) {
		uint64_t eight, quote, backslash, found;

		memcpy(&eight, s, 8);
		quote = eight ^ (EACH_BYTE * '"');
		backslash = eight ^ (EACH_BYTE * '\\');
		/* The top bit of each byte that is below 0x20, a quote or a backslash. */
		found = ((eight - EACH_BYTE * 0x20) & ~eight) | ((quote - EACH_BYTE) & ~quote) |
			((backslash - EACH_BYTE) & ~backslash);
		found &= EACH_BYTE * 0x80;
		if (!found) {
			s += 8;
			continue;
		}
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		return s + __builtin_ctzll(found) / 8;
#else
		break;
#endif
	}
	while (s < end && *s != '"' && *s != '\\' && (unsigned char)*s >= 0x20)
		s++;
	return s;
}

static bool read_string(struct json *j, struct json_value *v)
{
	const char *s = plain_end(j->at + 1, j->end);

	v->kind = JSON_STRING;
	v->text = j->at + 1;
	v->escaped = false;
	while (s < j->end && *s == '\\') {
		size_t len = escape_len(s, j->end);

		if (!len)
			return fail(j, s,
				    is_cut_escape(s, j->end) ? iqm_json_truncated
							     : iqm_json_syntax);
		v->escaped = true;
		s = plain_end(s + len, j->end);
	}
	if (s == j->end || *s != '"')
		return fail_at(j, s);
	v->not_utf8 = s > j->not_utf8;
	if (v->not_utf8)
		j->not_utf8 = s + iqm_bad_utf8(s, (size_t)(j->end - s));
	v->len = (size_t)(s - v->text);
	j->at = s + 1;
	return true;
}

static unsigned hex4(const char *s)
{
	unsigned n = 0;

	for (int i = 0; i < 4; i++)
		n = n << 4 | (unsigned)(s[i] <= '9' ? s[i] - '0' : (s[i] | 0x20) - 'a' + 10);
	return n;
}

/* The character of the \u escape at *s, which moves behind it, or behind its surrogate pair. U+FFFD
 * stands for half of a pair, and for a NUL. */
static uint32_t take_unicode(const char **s, const char *end)
{
	unsigned high = hex4(*s + 2);
	unsigned low = 0;

	*s += 6;
	if (high < 0xd800 || high > 0xdfff)
		return high ? high : IQM_REPLACEMENT;
	if (high < 0xdc00 && end - *s >= 6 && (*s)[0] == '\\' && (*s)[1] == 'u')
		low = hex4(*s + 2);
	if (low < 0xdc00 || low > 0xdfff)
		return IQM_REPLACEMENT;
	*s += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static char unescaped(char c)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *found = strchr(from, c);

	return found ? to[found - from] : c;
}

/* Takes the escape sequence at *s, and writes its character; gives how many bytes that has. */
static size_t take_escape(const char **s, const char *end, char out[4])
{
	if ((*s)[1] == 'u')
		return iqm_utf8_write(take_unicode(s, end), out);
	out[0] = unescaped((*s)[1]);
	*s += 2;
	return 1;
}

size_t iqm_json_unescape(const struct json_value *v, char *out, size_t room)
{
	const char *s = v->text;
	const char *end = s + v->len;
	size_t len = 0;

	while (s < end && len < room) {
		const char *escape = memchr(s, '\\', (size_t)(end - s));
		size_t plain = (size_t)((escape ? escape : end) - s);
		char c[4];
		size_t c_len;

		if (plain > room - len)
			plain = room - len;
		memcpy(out + len, s, plain);
		len += plain;
		s += plain;
		if (!escape || s != escape)
			continue;
		c_len = take_escape(&s, end, c);
		if (c_len > room - len)
			break;
		memcpy(out + len, c, c_len);
		len += c_len;
	}
	return len;
}

bool iqm_json_is_exact(const struct json_value *v)
{
	const char *s = v->escaped ? v->text : NULL;
	const char *end = v->text + v->len;
	char c[4];

	while (s && (s = memchr(s, '\\', (size_t)(end - s)))) {
		bool replacement = s[1] == 'u' && hex4(s + 2) != IQM_REPLACEMENT;

		if (s[1] != 'u')
			take_escape(&s, end, c);
		else if (take_unicode(&s, end) == IQM_REPLACEMENT && replacement)
			return false;
	}
	return true;
}

/* As far as the two are the same: many names are compared with a key that is none of them. */
static bool is_escaped(const struct json_value *v, const char *name)
{
	const char *s = v->text;
	const char *end = s + v->len;

	while (s < end) {
		char c[4];
		size_t len = 1;

		if (*s == '\\')
			len = take_escape(&s, end, c);
		else
			c[0] = *s++;
		if (strncmp(name, c, len) != 0)
			return false;
		name += len;
	}
	return !*name;
}

bool iqm_json_is(const struct json_value *v, const char *name)
{
	if (v->escaped)
		return is_escaped(v, name);
	/* The first byte alone: most names differ there, and the call costs more than the rest. */
	return (!v->len || *v->text == *name) && !strncmp(v->text, name, v->len) && !name[v->len];
}

/* ---- numbers and literals ------------------------------------------------------------------- */

static const char *digits_end(const char *s, const char *end)
{
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s;
}

/* Passes over digits; false: there is none at *s. */
static bool skip_digits(const char **s, const char *end)
{
	const char *first = *s;

	*s = digits_end(first, end);
	return *s > first;
}

static bool next_is_one_of(const char *s, const char *end, char a, char b)
{
	return s < end && (*s == a || *s == b);
}

/* Moves *s behind the number there; false: at *s there ought to be a digit. */
static bool skip_number(const char **s, const char *end)
{
	*s += next_is_one_of(*s, end, '-', '-');
	if (next_is_one_of(*s, end, '0', '0'))
		++*s;
	else if (!skip_digits(s, end))
		return false;
	if (next_is_one_of(*s, end, '.', '.')) {
		++*s;
		if (!skip_digits(s, end))
			return false;
	}
	if (!next_is_one_of(*s, end, 'e', 'E'))
		return true;
	++*s;
	*s += next_is_one_of(*s, end, '+', '-');
	return skip_digits(s, end);
}

/* What would make a longer word of a number or a literal. */
static bool continues_token(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '.' || c == '+' || c == '-' || c == '_';
}

static bool read_number(struct json *j, struct json_value *v)
{
	const char *s = j->at;

	if (!skip_number(&s, j->end) || (s < j->end && continues_token(*s)))
		return fail_at(j, s);
	v->kind = JSON_NUMBER;
	v->text = j->at;
	v->len = (size_t)(s - j->at);
	j->at = s;
	return true;
}

bool iqm_json_is_number(const char *text, size_t len)
{
	const char *s = text;

	return skip_number(&s, text + len) && s == text + len;
}

static bool read_literal(struct json *j, struct json_value *v, const char *literal,
			 enum json_kind kind)
{
	const char *s = j->at;

	for (; *literal; literal++, s++)
		if (s == j->end || *s != *literal)
			return fail_at(j, s);
	if (s < j->end && continues_token(*s))
		return fail_at(j, s);
	v->kind = kind;
	j->at = s;
	return true;
}

/* ---- values ------------------------------------------------------------------------------- */

static bool open_bracket(struct json *j, struct json_value *v, enum json_kind kind)
{
	if (j->depth == JSON_MAX_DEPTH)
		return fail(j, j->at, iqm_json_too_deep);
	j->depth++;
	j->at++;
	v->kind = kind;
	return true;
}

/* Whether there is time left. A short text is read whatever the time. */
static bool has_time(struct json *j)
{
	size_t left = (size_t)(j->end - j->at);

	j->check_at = j->at + (left < CHECK_EVERY ? left : CHECK_EVERY);
	if (j->deadline)
		j->ended = iqm_deadline_check(j->deadline);
	return !j->ended || fail(j, j->at, iqm_json_syntax);
}

bool iqm_json_value(struct json *j, struct json_value *v)
{
	skip_whitespace(j);
	if (j->at >= j->check_at && j->at < j->end && !j->bad && !has_time(j))
		return false;
	if (j->bad || j->at == j->end)
		return fail_at(j, j->at);
	v->text = j->at;
	switch (*j->at) {
	case '{':
		return open_bracket(j, v, JSON_OBJECT);
	case '[':
		return open_bracket(j, v, JSON_LIST);
	case '"':
		return read_string(j, v);
	case 't':
		return read_literal(j, v, "true", JSON_TRUE);
	case 'f':
		return read_literal(j, v, "false", JSON_FALSE);
	case 'n':
		return read_literal(j, v, "null", JSON_NULL);
	default:
		return read_number(j, v);
	}
}

static bool close_bracket(struct json *j)
{
	j->depth--;
	j->at++;
	return false;
}

bool iqm_json_first(struct json *j, char close)
{
	if (j->bad)
		return false;
	return next_is(j, close) ? close_bracket(j) : true;
}

bool iqm_json_more(struct json *j, char close)
{
	if (j->bad)
		return false;
	if (next_is(j, close))
		return close_bracket(j);
	if (j->at == j->end || *j->at != ',')
		return fail_at(j, j->at);
	j->at++;
	return true;
}

bool iqm_json_key(struct json *j, struct json_value *key)
{
	if (j->bad || !next_is(j, '"'))
		return fail_at(j, j->at);
	if (!read_string(j, key))
		return false;
	if (!next_is(j, ':'))
		return fail_at(j, j->at);
	j->at++;
	return true;
}

bool iqm_json_ended(struct json *j)
{
	skip_whitespace(j);
	return j->at == j->end;
}

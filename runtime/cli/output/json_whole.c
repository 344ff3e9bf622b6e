/* SPDX-License-Identifier: MIT */
/* Whether a text is JSON by the letter of RFC 8259. */
#include "output/output.h"

#include <ctype.h>
#include <string.h>

#define MAX_DEPTH 64

struct reader {
	const char *at;
	const char *end;
	unsigned depth;
};

static bool is_whitespace(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char peek(struct reader *r)
{
	while (r->at < r->end && is_whitespace(*r->at))
		r->at++;
	return r->at < r->end ? *r->at : '\0';
}

static bool take(struct reader *r, char c)
{
	if (peek(r) != c || r->at == r->end)
		return false;
	r->at++;
	return true;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len))
		return false;
	r->at += len;
	return true;
}

static bool take_digits(struct reader *r)
{
	const char *start = r->at;

	while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
		r->at++;
	return r->at > start;
}

static bool take_number(struct reader *r)
{
	const char *start;

	take_word(r, "-");
	start = r->at;
	if (!take_digits(r) || (*start == '0' && r->at - start > 1))
		return false;
	if (take_word(r, ".") && !take_digits(r))
		return false;
	if (take_word(r, "e") || take_word(r, "E")) {
		if (!take_word(r, "-"))
			take_word(r, "+");
		return take_digits(r);
	}
	return true;
}

static bool take_escape(struct reader *r)
{
	if (r->at == r->end)
		return false;
	if (*r->at != 'u')
		return *r->at && strchr("\"\\/bfnrt", *r->at++);
	if (r->end - r->at < 5)
		return false;
	for (int i = 1; i < 5; i++)
		if (!isxdigit((unsigned char)r->at[i]))
			return false;
	r->at += 5;
	return true;
}

static bool take_string(struct reader *r)
{
	if (!take(r, '"'))
		return false;
	while (r->at < r->end) {
		uint32_t c;

		r->at += text_char(r->at, (size_t)(r->end - r->at), &c);
		if (c == '"')
			return true;
		if (c < 0x20 || c == TEXT_BAD || (c == '\\' && !take_escape(r)))
			return false;
	}
	return false;
}

static bool take_value(struct reader *r);

static bool take_item(struct reader *r, bool object)
{
	if (object && !(take_string(r) && take(r, ':')))
		return false;
	return take_value(r);
}

static bool take_items(struct reader *r, bool object)
{
	char close = object ? '}' : ']';
	bool ok = r->depth++ < MAX_DEPTH;

	r->at++;
	if (ok && take(r, close)) {
		r->depth--;
		return true;
	}
	while (ok) {
		ok = take_item(r, object);
		if (ok && !take(r, ','))
			break;
	}
	r->depth--;
	return ok && take(r, close);
}

static bool take_value(struct reader *r)
{
	switch (peek(r)) {
	case '{':
		return take_items(r, true);
	case '[':
		return take_items(r, false);
	case '"':
		return take_string(r);
	case 't':
		return take_word(r, "true");
	case 'f':
		return take_word(r, "false");
	case 'n':
		return take_word(r, "null");
	default:
		return take_number(r);
	}
}

bool json_is_whole(const char *text, size_t len)
{
	struct reader r = { text, text + len, 0 };

	return take_value(&r) && (peek(&r), r.at == r.end);
}

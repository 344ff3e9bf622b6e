/* SPDX-License-Identifier: MIT */
/* Takes escapes off a text, and keeps where in it each byte was. */
#include "auth/decoded.h"
#include "base/base.h"

#include <string.h>

#define LONGEST_ENTITY 12 /* "&#x0010ffff;" */

void iqm_decoded_begin(struct decoded *d, const char *text)
{
	d->len = strnlen(text, DECODED_MAX);
	memcpy(d->bytes, text, d->len);
	for (size_t i = 0; i <= d->len; i++)
		d->at[i] = (uint16_t)i;
}

/* ---- one escape ----------------------------------------------------------------------------- */

/* What an escape says, and the bytes that it takes: 0: it is none; more than there are: it is cut.
 */
struct escape {
	size_t len;
	uint32_t c;
	bool byte; /* `c` is a byte, and no character */
};

static const struct escape cut = { .len = SIZE_MAX };
static const struct escape none = { .len = 0 };

/* As many digits as are wanted. False: there is another character. */
static bool hex(const char *s, size_t len, uint32_t *number)
{
	*number = 0;
	for (size_t i = 0; i < len; i++) {
		char c = s[i] >= 'a' && s[i] <= 'f' ? (char)(s[i] - 'a' + 'A') : s[i];
		bool digit = c >= '0' && c <= '9';

		if (!digit && !(c >= 'A' && c <= 'F'))
			return false;
		*number = *number * 16 + (uint32_t)(digit ? c - '0' : c - 'A' + 10);
	}
	return true;
}

static struct escape percent(const char *s, size_t left)
{
	uint32_t byte;
	size_t digits = left < 3 ? left - 1 : 2;

	if (*s != '%' || !hex(s + 1, digits, &byte))
		return none;
	return digits < 2 ? cut : (struct escape){ 3, byte, true };
}

static struct escape form(const char *s, size_t left)
{
	return *s == '+' ? (struct escape){ 1, ' ', true } : percent(s, left);
}

/* "\u0041", or two of them for what is beyond 16 bits. */
static struct escape json_unicode(const char *s, size_t left)
{
	uint32_t high, low;

	if (!hex(s + 2, left < 6 ? left - 2 : 4, &high))
		return none;
	if (left < 6)
		return cut;
	if (high < 0xd800 || high > 0xdbff)
		return (struct escape){ 6, high, false };
	if (left < 12)
		return cut;
	if (s[6] != '\\' || s[7] != 'u' || !hex(s + 8, 4, &low) || low < 0xdc00 || low > 0xdfff)
		return none;
	return (struct escape){ 12, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), false };
}

/* "\x41", a byte as in C and in log files. */
static struct escape hex_byte(const char *s, size_t left)
{
	uint32_t byte;

	if (!hex(s + 2, left < 4 ? left - 2 : 2, &byte))
		return none;
	return left < 4 ? cut : (struct escape){ 4, byte, true };
}

/* JSON's own, and what C, Python and JavaScript write in strings, too. */
static struct escape json(const char *s, size_t left)
{
	static const char letters[] = "\"'\\/bfnrt";
	static const char bytes[] = "\"'\\/\b\f\n\r\t";
	const char *letter;

	if (*s != '\\')
		return none;
	if (left < 2)
		return cut;
	if (s[1] == 'u')
		return json_unicode(s, left);
	if (s[1] == 'x')
		return hex_byte(s, left);
	letter = memchr(letters, s[1], sizeof(letters) - 1);
	return letter ? (struct escape){ 2, (unsigned char)bytes[letter - letters], true } : none;
}

/* What is between "&#" and ";". */
static bool html_number(const char *s, size_t len, uint32_t *c)
{
	uint64_t number;

	if (len > 1 && (*s == 'x' || *s == 'X'))
		return len < 10 && hex(s + 1, len - 1, c) && *c <= 0x10ffff;
	if (iqm_digits(s, s + len, 0x10ffff, &number) != s + len)
		return false;
	*c = (uint32_t)number;
	return true;
}

/* What may stand before the ";" that is cut off. */
static bool is_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!(s[i] >= '0' && s[i] <= '9') && !(s[i] >= 'A' && s[i] <= 'Z') &&
		    !(s[i] >= 'a' && s[i] <= 'z') && s[i] != '#')
			return false;
	return true;
}

static struct escape html(const char *s, size_t left)
{
	static const struct {
		const char *name;
		char is;
	} names[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
	};
	size_t most = left < LONGEST_ENTITY ? left : LONGEST_ENTITY;
	const char *end = memchr(s, ';', most);
	struct escape found = { end ? (size_t)(end - s) + 1 : 0, 0, false };

	if (*s != '&')
		return none;
	if (!end)
		return left < LONGEST_ENTITY && is_name(s + 1, left - 1) ? cut : none;
	if (s[1] == '#')
		return html_number(s + 2, found.len - 3, &found.c) ? found : none;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == found.len - 2 &&
		    !memcmp(names[i].name, s + 1, found.len - 2)) {
			found.c = (unsigned char)names[i].is;
			return found;
		}
	return none;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static struct escape escape_at(enum coding coding, const char *s, size_t left)
{
	switch (coding) {
	case CODING_PERCENT:
		return percent(s, left);
	case CODING_FORM:
		return form(s, left);
	case CODING_JSON:
		return json(s, left);
	case CODING_HTML:
		return html(s, left);
	default:
		return none;
	}
}

/* The bytes of what an escape says; no escape is shorter than they are. */
static size_t write_bytes(const struct escape *escape, char to[4])
{
	if (!escape->len || !escape->byte)
		return escape->len ? iqm_utf8_write(escape->c, to) : 1;
	to[0] = (char)(unsigned char)escape->c;
	return 1;
}

bool iqm_decoded_take_off(struct decoded *d, enum coding coding)
{
	bool any = false;
	size_t to = 0;

	for (size_t from = 0; from < d->len;) {
		struct escape escape = escape_at(coding, d->bytes + from, d->len - from);
		uint16_t at = d->at[from];
		char bytes[4] = { d->bytes[from] };
		size_t count = write_bytes(&escape, bytes);

		any = any || escape.len;
		if (escape.len > d->len - from)
			break; /* it is cut */
		from += escape.len ? escape.len : 1;
		for (size_t i = 0; i < count; i++, to++) {
			d->bytes[to] = bytes[i];
			d->at[to] = at;
		}
	}
	d->at[to] = d->at[d->len];
	d->len = to;
	return any;
}

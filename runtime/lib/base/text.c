/* SPDX-License-Identifier: MIT */
/* Checks of text: valid UTF-8, no escaped NUL, no control bytes. Secrets, erased. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

size_t iqm_utf8_read(const char *text, size_t left, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t len = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t code = len == 1 ? s[0] : s[0] & (0x7fu >> len);

	if ((s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4 || left < len)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (code < least[len] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0; /* overlong, no character, a surrogate */
	*c = code;
	return len;
}

size_t iqm_utf8_write(uint32_t c, char to[4])
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = len; i-- > 1; c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(lead[len] | c);
	return len;
}

size_t iqm_bad_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;

	while (i < len) {
		uint64_t block[4];

		/* Most text is ASCII: check 32 bytes at a time. */
		if (len - i >= sizeof(block)) {
			memcpy(block, s + i, sizeof(block));
			if (!((block[0] | block[1] | block[2] | block[3]) &
			      UINT64_C(0x8080808080808080))) {
				i += sizeof(block);
				continue;
			}
		}
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		uint32_t c;
		size_t n = iqm_utf8_read(text + i, len - i, &c);

		if (!n)
			return i;
		i += n;
	}
	return len;
}

size_t iqm_byte_order_mark(const char *text, size_t len)
{
	return len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
}

bool iqm_has_escaped_nul(const char *json, size_t len)
{
	for (size_t i = 0; len - i >= 6; i++)
		if (json[i] == '\\' && !memcmp(json + i++, "\\u0000", 6))
			return true; /* else the next byte is what the backslash escapes */
	return false;
}

uint64_t iqm_hash(uint64_t hash, const void *data, size_t len)
{
	const unsigned char *byte = data;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ byte[i]) * 0x100000001b3u;
	return hash;
}

void iqm_erase(void *secret, size_t len)
{
	/* A volatile pointer: the compiler cannot know that it is memset(), and drop the call. */
	static void *(*volatile const set)(void *, int, size_t) = memset;

	if (len)
		set(secret, 0, len);
}

void iqm_wipe_bytes(void *secret, size_t len)
{
	if (secret)
		iqm_erase(secret, len);
	free(secret);
}

void iqm_wipe(char *secret)
{
	iqm_wipe_bytes(secret, secret ? strlen(secret) : 0);
}

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* Whether eight bytes are ASCII without a control byte: none borrows from the next one then. */
static bool is_printable(const char *s)
{
	uint64_t block, below, del;

	memcpy(&block, s, sizeof(block));
	below = block - EACH_BYTE(0x20);
	del = (block ^ EACH_BYTE(0x7f)) - EACH_BYTE(1);
	return !((block | below | del) & EACH_BYTE(0x80));
}

bool iqm_has_control(const char *s)
{
	size_t len = strlen(s);
	size_t i = 0;

	while (i + 8 <= len && is_printable(s + i))
		i += 8;
	if (len >= 8 && i + 8 > len && is_printable(s + len - 8)) /* the rest, and some before it */
		return false;
	for (; i < len; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return true;
	return false;
}

bool iqm_is_key(const char *key)
{
	size_t len = 0;

	while (key[len] >= ' ' && key[len] <= '~' && len <= IQM_KEY_MAX)
		len++;
	return len && len <= IQM_KEY_MAX && !key[len];
}

/* In lower case, with '_' for a space and '-'. */
static char normalized(char c)
{
	if (c == ' ' || c == '-')
		return '_';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool iqm_same_words(const char *known, const char *name)
{
	while (*known && *known == normalized(*name))
		known++, name++;
	return *known == normalized(*name);
}

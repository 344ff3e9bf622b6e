/* SPDX-License-Identifier: MIT */
#include "journal.h"

#include <string.h>

#define DAMAGE_BYTES 4

/* ---- damages --------------------------------------------------------------------------------- */

static void lose(struct content *c, size_t at, size_t len)
{
	if (len > c->len - at)
		len = c->len - at;
	memmove(c->bytes + at, c->bytes + at + len, c->len - at - len);
	c->len -= len;
}

static void insert(struct content *c, size_t at, unsigned char byte)
{
	if (c->len == MOST_CONTENT)
		return;
	memmove(c->bytes + at + 1, c->bytes + at, c->len++ - at);
	c->bytes[at] = (char)byte;
}

/* A part of it comes once more at its end. */
static void repeat(struct content *c, size_t at, size_t len)
{
	if (len > c->len - at)
		len = c->len - at;
	if (len > MOST_CONTENT - c->len)
		return;
	memcpy(c->bytes + c->len, c->bytes + at, len);
	c->len += len;
}

static void damage(struct content *c, const unsigned char *bytes)
{
	size_t at = ((size_t)bytes[1] << 8 | bytes[2]) % (c->len + 1);
	unsigned char value = bytes[3];

	switch (bytes[0] % 8) {
	case 0:
		lose(c, at, value);
		break;
	case 1:
		insert(c, at, value);
		break;
	case 2:
		c->len = at;
		break;
	case 3:
		memset(c->bytes + at, 0, c->len - at);
		break;
	case 4:
		repeat(c, at, value);
		break;
	case 5:
		if (at < c->len)
			c->bytes[at] = (char)value;
		break;
	default: /* a bit */
		if (at < c->len)
			c->bytes[at] = (char)(c->bytes[at] ^ 1 << value % 8);
	}
}

void damage_do(struct content *c, const unsigned char *bytes, size_t len)
{
	for (; len >= DAMAGE_BYTES; bytes += DAMAGE_BYTES, len -= DAMAGE_BYTES)
		damage(c, bytes);
}

/* ---- what can be seen ------------------------------------------------------------------------ */

/* The next line with its newline; false: there is none. */
static bool next_line(const char **at, size_t *left, const char **line, size_t *len)
{
	const char *end = memchr(*at, '\n', *left);

	if (!end)
		return false;
	*line = *at;
	*len = (size_t)(end + 1 - *at);
	*left -= *len;
	*at = end + 1;
	return true;
}

/* Whether a line is one of those; without one, how long the longest is. */
static size_t find_line(const struct content *whole, const char *wanted, size_t wanted_len)
{
	const char *at = whole->bytes;
	size_t left = whole->len;
	const char *line;
	size_t longest = 0;
	size_t len;

	while (next_line(&at, &left, &line, &len)) {
		if (wanted && len == wanted_len && !memcmp(line, wanted, len))
			return len;
		longest = len > longest ? len : longest;
	}
	return wanted ? 0 : longest;
}

bool damage_is_unseen(const struct content *damaged, const struct content *whole)
{
	const char *at = damaged->bytes;
	size_t left = damaged->len;
	bool begins = true;
	const char *line;
	size_t len;

	for (; next_line(&at, &left, &line, &len); begins = false)
		if (begins ? len > whole->len || memcmp(line, whole->bytes, len) != 0
			   : !find_line(whole, line, len))
			return false;
	while (left && !at[left - 1])
		left--;
	/* What is left may be a record that lacks only its newline. */
	return !begins && left < find_line(whole, NULL, 0) &&
	       (size_t)(at - damaged->bytes) + left + 1 >= whole->len;
}

/* SPDX-License-Identifier: MIT */
/* The end of a ZIP archive: whether its directory is complete, fits the file, and is a workbook's.
 */
#include "files/saving.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END_SIZE 22u /* of the end record, without its comment */
#define MAX_COMMENT 65535u
#define LOCATOR_SIZE                                                                               \
	20u /* of the record that points to ZIP64's end record, right before the end record */
#define END64_SIZE 56u
#define ENTRY_SIZE 46u
#define LOCAL_SIZE 30u /* of the header before a member's bytes */

#define MAX_16 0xffffu /* the value is in the ZIP64 record instead */
#define MAX_32 0xffffffffu

static const char types_name[] = "/[Content_Types].xml"; /* the slash is not to be there */

struct directory {
	uint64_t offset, size, entries;
	uint64_t end; /* where the records behind it begin */
	bool has_types, has_slash;
};

/* A walk over the bytes of the directory. */
struct cursor {
	const struct tail *tail;
	uint64_t at;
	uint64_t end;
	uint64_t start; /* of what is in the window */
	size_t len;
	unsigned char window[8192];
};

static uint64_t number(const unsigned char *p, size_t bytes)
{
	uint64_t n = 0;

	while (bytes--)
		n = n << 8 | p[bytes];
	return n;
}

static bool is_record(const unsigned char *p, unsigned char a, unsigned char b)
{
	return p[0] == 'P' && p[1] == 'K' && p[2] == a && p[3] == b;
}

/* ---- the end record ------------------------------------------------------------------------ */

/* The last end record whose comment ends with the file; NULL: none. */
static const unsigned char *find_end(const unsigned char *last, size_t len)
{
	for (size_t back = END_SIZE; back <= len; back++) {
		const unsigned char *p = last + len - back;

		if (is_record(p, 5, 6) && number(p + 20, 2) == back - END_SIZE)
			return p;
	}
	return NULL;
}

/* The values that do not fit the end record are in ZIP64's. */
static bool read_end64(const struct tail *t, struct directory *d)
{
	unsigned char locator[LOCATOR_SIZE];
	unsigned char end[END64_SIZE];
	uint64_t at;

	if (d->end < LOCATOR_SIZE ||
	    !iqm_tail_read(t, d->end - LOCATOR_SIZE, locator, sizeof(locator)) ||
	    !is_record(locator, 6, 7))
		return false;
	at = number(locator + 8, 8);
	if (!iqm_tail_read(t, at, end, sizeof(end)) || !is_record(end, 6, 6) ||
	    number(end + 4, 8) != d->end - LOCATOR_SIZE - at - 12 || number(end + 16, 8))
		return false;
	*d = (struct directory){ .offset = number(end + 48, 8),
				 .size = number(end + 40, 8),
				 .entries = number(end + 32, 8),
				 .end = at };
	return number(end + 24, 8) == d->entries;
}

static bool read_end(const struct tail *t, const unsigned char *end, uint64_t at,
		     struct directory *d)
{
	*d = (struct directory){ .offset = number(end + 16, 4),
				 .size = number(end + 12, 4),
				 .entries = number(end + 10, 2),
				 .end = at };
	if (number(end + 4, 4)) /* parts of the archive are in other files */
		return false;
	if (d->entries == MAX_16 || d->size == MAX_32 || d->offset == MAX_32) {
		if (!read_end64(t, d))
			return false;
	} else if (number(end + 8, 2) != d->entries) {
		return false;
	}
	return d->offset <= d->end && d->size == d->end - d->offset;
}

/* ---- the directory ------------------------------------------------------------------------- */

/* The next `len` bytes; NULL: there are not so many. */
static const unsigned char *peek(struct cursor *c, size_t len)
{
	uint64_t left = c->end - c->at;

	if (c->at > c->end || len > left)
		return NULL;
	if (c->at < c->start || c->at + len > c->start + c->len) {
		c->start = c->at;
		c->len = left < sizeof(c->window) ? (size_t)left : sizeof(c->window);
		if (!iqm_tail_read(c->tail, c->start, c->window, c->len))
			c->len = 0;
	}
	return c->len < len ? NULL : c->window + (c->at - c->start);
}

/* The ZIP64 field among an entry's extra ones: the values that did not fit, in their order. */
static bool read_extra64(struct cursor *c, uint64_t extra, uint64_t *values[], size_t count)
{
	uint64_t end = c->at + extra;
	const unsigned char *p;
	uint64_t size;

	for (; c->at + 4 <= end && (p = peek(c, 4)); c->at += size) {
		size = number(p + 2, 2);
		c->at += 4;
		if (number(p, 2) != 1)
			continue;
		if (size < 8 * count || !(p = peek(c, 8 * count)))
			return false;
		for (size_t i = 0; i < count; i++)
			*values[i] = number(p + 8 * i, 8);
		c->at = end;
		return true;
	}
	return false;
}

static void read_name(struct cursor *c, struct directory *d, size_t len)
{
	const unsigned char *p = len ? peek(c, len < sizeof(types_name) ? len : 1) : NULL;
	bool slash = p && *p == '/';
	size_t wanted = sizeof(types_name) - (slash ? 1 : 2);

	d->has_slash = d->has_slash || slash;
	if (p && len == wanted && !memcmp(p, types_name + !slash, len))
		d->has_types = true;
}

/* One member: its bytes lie before the directory. */
static bool read_entry(struct cursor *c, struct directory *d)
{
	const unsigned char *p = peek(c, ENTRY_SIZE);
	uint64_t plain, packed, local, name, extra, comment;
	uint64_t *large[3];
	size_t count = 0;

	if (!p || !is_record(p, 1, 2))
		return false;
	packed = number(p + 20, 4);
	plain = number(p + 24, 4);
	name = number(p + 28, 2);
	extra = number(p + 30, 2);
	comment = number(p + 32, 2);
	local = number(p + 42, 4);
	c->at += ENTRY_SIZE;
	read_name(c, d, (size_t)name);
	c->at += name;
	if (plain == MAX_32)
		large[count++] = &plain;
	if (packed == MAX_32)
		large[count++] = &packed;
	if (local == MAX_32)
		large[count++] = &local;
	if (!count)
		c->at += extra;
	else if (!read_extra64(c, extra, large, count))
		return false;
	c->at += comment;
	return local <= d->offset && d->offset - local >= LOCAL_SIZE &&
	       packed <= d->offset - local - LOCAL_SIZE;
}

static int broken(struct iqm_error *e, const char *what)
{
	return iqm_fail(e, IQM_E_FILE_BROKEN, "not a whole XLSX file: %s", what);
}

static int walk(const struct tail *t, struct directory *d, bool *unread, char odd[ODD_SIZE],
		struct iqm_error *e)
{
	struct cursor c = { .tail = t, .at = d->offset, .end = d->end, .start = d->end };

	if (t->fd < 0 && (uint64_t)t->size - d->offset > TAIL_SIZE) {
		*unread = true;
		return 0;
	}
	for (uint64_t i = 0; i < d->entries; i++)
		if (!read_entry(&c, d))
			return broken(e, "an entry of its directory does not fit the file");
	if (c.at != d->end)
		return broken(e, "its directory is not as long as its end record says");
	if (d->has_slash)
		snprintf(odd, ODD_SIZE, "a member's name begins with a slash");
	return d->has_types ? 0 : broken(e, "it has no [Content_Types].xml");
}

/* Without the newlines at its end. */
static size_t trimmed(const unsigned char *last, size_t len)
{
	while (len && (last[len - 1] == '\n' || last[len - 1] == '\r'))
		len--;
	return len;
}

int iqm_zip_end(const struct tail *t, bool *unread, char odd[ODD_SIZE], struct iqm_error *e)
{
	uint64_t size = (uint64_t)t->size;
	size_t len = size < END_SIZE + MAX_COMMENT ? (size_t)size : END_SIZE + MAX_COMMENT;
	unsigned char *last = malloc(len);
	const unsigned char *end = NULL;
	struct directory d = { 0 };
	int err = 0;

	if (!last)
		return iqm_fail_nomem(e);
	if (!iqm_tail_read(t, size - len, last, len)) {
		err = iqm_fail(e, IQM_E_FILE, "the file cannot be read back");
	} else if (!(end = find_end(last, len)) && (end = find_end(last, trimmed(last, len)))) {
		snprintf(odd, ODD_SIZE, "%zu bytes of newlines follow it",
			 len - trimmed(last, len));
	}
	if (!err && !end)
		err = broken(e, "it has no end record");
	else if (!err && !read_end(t, end, size - len + (uint64_t)(end - last), &d))
		err = broken(e, "its end record does not fit the file");
	free(last);
	return err ? err : walk(t, &d, unread, odd, e);
}

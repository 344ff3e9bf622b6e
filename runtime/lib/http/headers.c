/* SPDX-License-Identifier: MIT */
/* Header lines of one request. */
#include "http/http.h"

#include <string.h>
#include <strings.h>

int iqm_headers_add(struct headers *h, struct iqm_error *e, const char *name, const char *scheme,
		    const char *value)
{
	size_t start = h->text.len;

	iqm_buf_str(&h->text, name);
	iqm_buf_str(&h->text, ": ");
	iqm_buf_str(&h->text, scheme);
	iqm_buf_str(&h->text, value);
	if (iqm_buf_add(&h->text, "", 1)) /* the NUL of this line */
		return iqm_fail_nomem(e);
	if (iqm_has_control(h->text.data + start))
		return iqm_fail(e, IQM_E_USAGE, "a control byte in the value of header %s", name);
	h->start[h->len++] = start;
	return 0;
}

int iqm_headers_authorize(struct headers *h, struct iqm_error *e, const char *duplicate,
			  const char *scheme, const char *secret)
{
	int err = iqm_headers_add(h, e, "Authorization", scheme, secret);

	if (!err && duplicate)
		err = iqm_headers_add(h, e, duplicate, scheme, secret);
	return err;
}

void iqm_base64(struct buf *out, const char *s, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		uint32_t bits = 0;
		char quad[4];

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (i + j < len ? (unsigned char)s[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			quad[j] = i + j > len ? '=' : digits[bits >> (18 - 6 * j) & 63];
		iqm_buf_add(out, quad, sizeof(quad));
	}
}

const char *const *iqm_headers_lines(struct headers *h)
{
	for (size_t i = 0; i < h->len; i++)
		h->lines[i] = h->text.data + h->start[i];
	h->lines[h->len] = NULL;
	return h->lines;
}

void iqm_headers_free(struct headers *h)
{
	iqm_buf_free(&h->text);
	h->len = 0;
}

const char *iqm_headers_get(const struct headers *h, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < h->len; i++) {
		const char *line = h->text.data + h->start[i];

		if (!strncasecmp(line, name, len) && line[len] == ':')
			return line + len + strlen(": ");
	}
	return NULL;
}

/* Names that a hook must not set: the request's own, and those that say how it is sent. */
static bool is_ours(const struct headers *h, const char *name)
{
	static const char *const names[] = { "Host",       "Content-Length", "Transfer-Encoding",
					     "Connection", "Cookie",         "Expect",
					     "Range" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcasecmp(names[i], name))
			return true;
	return iqm_headers_get(h, name) != NULL;
}

/* A token of RFC 9110: no space, no control byte, none of its delimiters. */
static bool is_name(const char *name)
{
	if (!*name || strpbrk(name, "\"(),/:;<=>?@[\\]{} "))
		return false;
	for (; *name; name++)
		if ((unsigned char)*name <= 0x20 || (unsigned char)*name >= 0x7f)
			return false;
	return true;
}

int iqm_event_add_header(const struct iqm_event *event, const char *name, const char *value)
{
	struct headers *h = event ? event->headers : NULL;

	if (!h || !name || !value || !is_name(name) || is_ours(h, name) || iqm_has_control(value) ||
	    h->len - h->own == MAX_HOOK_HEADERS || h->len == MAX_HEADERS)
		return IQM_E_USAGE;
	return iqm_headers_add(h, NULL, name, "", value);
}

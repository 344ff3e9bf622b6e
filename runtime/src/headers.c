/* SPDX-License-Identifier: MIT */
/* Header lines of one request. */
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int failed(struct headers *h, struct iqm_error *e, const char *name)
{
	const struct buf *b = &h->text[h->len - 1];

	if (b->err)
		return iqm_fail_nomem(e);
	if (iqm_has_control(b->data))
		return iqm_fail(e, IQM_E_USAGE, "a control byte in the value of header %s", name);
	return 0;
}

int iqm_headers_add(struct headers *h, struct iqm_error *e, const char *name, const char *format,
		    ...)
{
	struct buf *b = &h->text[h->len++];
	char small[256];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(small, sizeof(small), format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof(small))
		return iqm_fail(e, IQM_E_USAGE, "header %s is too long", name);
	iqm_buf_printf(b, "%s: %s", name, small);
	return failed(h, e, name);
}

int iqm_headers_authorize(struct headers *h, struct iqm_error *e, const struct iqm_client *client,
			  const struct iqm_api *api, const char *scheme, const char *secret)
{
	const char *names[] = { "Authorization", client->twin_header ? api->twin_header : NULL };

	for (size_t i = 0; i < 2 && names[i]; i++) {
		int err;

		iqm_buf_printf(&h->text[h->len++], "%s: %s %s", names[i], scheme, secret);
		err = failed(h, e, names[i]);
		if (err)
			return err;
	}
	return 0;
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
		h->lines[i] = h->text[i].data;
	h->lines[h->len] = NULL;
	return h->lines;
}

void iqm_headers_free(struct headers *h)
{
	for (size_t i = 0; i < h->len; i++)
		iqm_buf_free(&h->text[i]);
}

/* SPDX-License-Identifier: MIT */
/* A growing string with a bound. The first failure stays, so callers check once, at the end. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAP 256

static char *grow(const struct buf *b, size_t cap)
{
	char *data;

	if (b->cap > IQM_WIPED_GROWTH)
		return realloc(b->data, cap);
	data = malloc(cap);
	if (!data)
		return NULL;
	if (b->data) {
		memcpy(data, b->data, b->len + 1);
		iqm_erase(b->data, b->cap);
		free(b->data);
	}
	return data;
}

/* Room for `len` more bytes and the NUL. */
static int reserve(struct buf *b, size_t len)
{
	size_t most = b->max && b->max < SIZE_MAX ? b->max + 1 : SIZE_MAX;
	size_t need;
	size_t cap;
	char *data;

	if (b->err)
		return b->err;
	if (b->max && (b->len > b->max || len > b->max - b->len))
		return b->err = IQM_E_TOO_LARGE;
	if (len > SIZE_MAX - 1 - b->len)
		return b->err = IQM_E_NOMEM;
	need = b->len + len + 1;
	if (need <= b->cap)
		return 0;
	cap = b->cap > SIZE_MAX / 2 ? SIZE_MAX : b->cap * 2;
	if (cap < FIRST_CAP)
		cap = FIRST_CAP;
	if (cap > most)
		cap = most;
	if (cap < need)
		cap = need;
	data = grow(b, cap);
	if (!data)
		return b->err = IQM_E_NOMEM;
	b->data = data;
	b->cap = cap;
	return 0;
}

int iqm_buf_add(struct buf *b, const void *data, size_t len)
{
	if (reserve(b, len))
		return b->err;
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
	return 0;
}

int iqm_buf_str(struct buf *b, const char *s)
{
	return iqm_buf_add(b, s, strlen(s));
}

int iqm_buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	int len;

	if (b->err)
		return b->err;
	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return b->err = IQM_E_NOMEM;
	if (reserve(b, (size_t)len))
		return b->err;
	va_start(args, format);
	vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
	return 0;
}

void iqm_buf_free(struct buf *b)
{
	/* What is behind the text was a longer one; but pages that were never written stay so. */
	size_t used = b->len > IQM_WIPED_GROWTH ? b->len : IQM_WIPED_GROWTH;

	if (b->data)
		iqm_erase(b->data, used < b->cap ? used : b->cap);
	free(b->data);
	*b = (struct buf){ .max = b->max };
}

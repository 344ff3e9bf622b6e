/* SPDX-License-Identifier: MIT */
/* Whether the bytes that stream by are a whole file of their form, in constant memory. */
#define _FILE_OFFSET_BITS 64
#include "files/save.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const unsigned char zip_head[4] = { 'P', 'K', 3, 4 };
static const unsigned char byte_order_mark[3] = { 0xef, 0xbb, 0xbf };

int iqm_form_open(struct form *f, enum iqm_file_format kind, int fd, struct iqm_error *e)
{
	*f = (struct form){ .kind = kind, .fd = fd, .total = -1 };
	if (kind != IQM_FORMAT_XLSX || fd >= 0)
		return 0;
	f->tail = malloc(FORM_TAIL);
	return f->tail ? 0 : iqm_fail_nomem(e);
}

void iqm_form_close(struct form *f)
{
	free(f->tail);
	f->tail = NULL;
}

void iqm_form_restart(struct form *f)
{
	f->size = 0;
	f->csv = (struct csv){ 0 };
}

/* A ring: byte n of the file is at n % FORM_TAIL. */
static void keep_tail(struct form *f, const unsigned char *data, size_t len)
{
	size_t skip = len > FORM_TAIL ? len - FORM_TAIL : 0;
	size_t at = (size_t)(((uint64_t)f->size + skip) % FORM_TAIL);
	size_t run = len - skip < FORM_TAIL - at ? len - skip : FORM_TAIL - at;

	memcpy(f->tail + at, data + skip, run);
	memcpy(f->tail, data + skip + run, len - skip - run);
}

static int feed_zip(struct form *f, const unsigned char *data, size_t len, struct iqm_error *e)
{
	size_t known = f->size < 4 ? (size_t)f->size : 4;

	for (size_t i = 0; known + i < sizeof(zip_head) && i < len; i++)
		if (data[i] != zip_head[known + i])
			return iqm_fail(e, IQM_E_FILE_BROKEN,
					"not an XLSX file: it does not start as a ZIP archive");
	/* Bytes that more than a tail will follow are not worth a copy. */
	if (f->tail && (f->total < 0 || f->size + (int64_t)len > f->total - (int64_t)FORM_TAIL))
		keep_tail(f, data, len);
	return 0;
}

int iqm_form_feed(struct form *f, const void *data, size_t len, struct iqm_error *e)
{
	int err = 0;

	for (size_t i = 0; f->size + (int64_t)i < 4 && i < len; i++)
		f->head[f->size + (int64_t)i] = ((const unsigned char *)data)[i];
	if (f->kind == IQM_FORMAT_CSV)
		iqm_csv_feed(&f->csv, data, len);
	else if (f->kind == IQM_FORMAT_XLSX)
		err = feed_zip(f, data, len, e);
	f->size += (int64_t)len;
	return err;
}

int64_t iqm_form_wants(const struct form *f, int64_t size)
{
	if (f->kind == IQM_FORMAT_CSV || size < (int64_t)sizeof(f->head))
		return size;
	return f->kind == IQM_FORMAT_XLSX ? (int64_t)sizeof(f->head) : 0;
}

void iqm_form_skip(struct form *f, int64_t size)
{
	f->size = size;
}

static bool read_file(int fd, uint64_t offset, unsigned char *to, size_t len)
{
	while (len) {
		ssize_t n = pread(fd, to, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		offset += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

bool iqm_form_read(const struct form *f, uint64_t offset, void *to, size_t len)
{
	uint64_t size = (uint64_t)f->size;
	size_t at = (size_t)(offset % FORM_TAIL);
	size_t run = len < FORM_TAIL - at ? len : FORM_TAIL - at;

	if (len > size || offset > size - len)
		return false;
	if (f->fd >= 0)
		return read_file(f->fd, offset, to, len);
	if (size - offset > FORM_TAIL)
		return false;
	memcpy(to, f->tail + at, run);
	memcpy((unsigned char *)to + run, f->tail, len - run);
	return true;
}

int iqm_form_end(struct form *f, struct iqm_error *e)
{
	bool marked = f->size == sizeof(byte_order_mark) &&
		      !memcmp(f->head, byte_order_mark, sizeof(byte_order_mark));

	if (f->kind == IQM_FORMAT_ANY)
		return 0;
	if (!f->size || (f->kind == IQM_FORMAT_CSV && marked))
		return iqm_fail(e, IQM_E_FILE_BROKEN, "the file is empty");
	return f->kind == IQM_FORMAT_CSV ? iqm_csv_end(&f->csv, e) : iqm_zip_end(f, e);
}

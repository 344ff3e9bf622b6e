/* SPDX-License-Identifier: MIT */
/* Whether the bytes that stream by are a whole file of their format, in constant memory. */
#include "files/saving.h"

#include <string.h>

static const unsigned char zip_head[4] = { 'P', 'K', 3, 4 };
static const unsigned char byte_order_mark[3] = { 0xef, 0xbb, 0xbf };

int iqm_format_open(struct format *f, enum iqm_file_format kind, int fd, struct iqm_error *e)
{
	*f = (struct format){ .kind = kind, .total = -1 };
	return iqm_tail_open(&f->tail, fd, kind == IQM_FORMAT_XLSX && fd < 0, e);
}

void iqm_format_close(struct format *f)
{
	iqm_tail_close(&f->tail);
}

void iqm_format_restart(struct format *f)
{
	f->tail.size = 0;
	f->csv = (struct csv){ 0 };
}

static int feed_zip(struct format *f, const unsigned char *data, size_t len, struct iqm_error *e)
{
	size_t known = f->tail.size < 4 ? (size_t)f->tail.size : 4;

	for (size_t i = 0; known + i < sizeof(zip_head) && i < len; i++)
		if (data[i] != zip_head[known + i])
			return iqm_fail(e, IQM_E_FILE_BROKEN,
					"not an XLSX file: it does not start as a ZIP archive");
	/* Bytes that will not be in the tail at the end need no copy. */
	if (f->tail.ring &&
	    (f->total < 0 || f->tail.size + (int64_t)len > f->total - (int64_t)TAIL_SIZE))
		iqm_tail_add(&f->tail, data, len);
	return 0;
}

int iqm_format_feed(struct format *f, const void *data, size_t len, struct iqm_error *e)
{
	int err = 0;

	for (size_t i = 0; f->tail.size + (int64_t)i < 4 && i < len; i++)
		f->head[f->tail.size + (int64_t)i] = ((const unsigned char *)data)[i];
	if (f->kind == IQM_FORMAT_CSV)
		iqm_csv_feed(&f->csv, data, len);
	else if (f->kind == IQM_FORMAT_XLSX)
		err = feed_zip(f, data, len, e);
	f->tail.size += (int64_t)len;
	return err;
}

int64_t iqm_format_wants(const struct format *f, int64_t size)
{
	if (f->kind == IQM_FORMAT_CSV || size < (int64_t)sizeof(f->head))
		return size;
	return f->kind == IQM_FORMAT_XLSX ? (int64_t)sizeof(f->head) : 0;
}

void iqm_format_skip(struct format *f, int64_t size)
{
	f->tail.size = size;
}

int iqm_format_end(struct format *f, struct iqm_error *e)
{
	bool marked = f->tail.size == sizeof(byte_order_mark) &&
		      !memcmp(f->head, byte_order_mark, sizeof(byte_order_mark));

	if (f->kind == IQM_FORMAT_ANY)
		return 0;
	if (!f->tail.size || (f->kind == IQM_FORMAT_CSV && marked))
		return iqm_fail(e, IQM_E_FILE_BROKEN, "the file is empty");
	return f->kind == IQM_FORMAT_CSV ? iqm_csv_end(&f->csv, e)
					 : iqm_zip_end(&f->tail, &f->unread, e);
}

/* SPDX-License-Identifier: MIT */
/* Whether the bytes that stream by are a whole file of their format, in constant memory. */
#include "files/saving.h"

#include <stdio.h>
#include <string.h>

#define HEAD_LEN (sizeof(((struct format *)0)->head) - 1)

static const char zip_head[4] = { 'P', 'K', 3, 4 };

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
	f->head[0] = '\0';
}

/* The first `len` bytes, as far as they are kept, against those of its kind. */
static int check_head(struct format *f, size_t len, struct iqm_error *e)
{
	size_t known = len < sizeof(zip_head) ? len : sizeof(zip_head);
	const char *found;
	char what[64];

	if (f->kind == IQM_FORMAT_XLSX && memcmp(f->head, zip_head, known) != 0)
		return iqm_sniff_fail(f->head, "not an XLSX file, which is a ZIP archive", e);
	found = f->kind == IQM_FORMAT_CSV ? iqm_sniff(f->head, f->content_type) : NULL;
	if (!found)
		return 0;
	snprintf(what, sizeof(what), "not a CSV file, but %s", found);
	return iqm_sniff_fail(f->head, what, e);
}

static void feed_zip(struct format *f, const unsigned char *data, size_t len)
{
	/* Bytes that will not be in the tail at the end need no copy. */
	if (f->tail.ring &&
	    (f->total < 0 || f->tail.size + (int64_t)len > f->total - (int64_t)TAIL_SIZE))
		iqm_tail_add(&f->tail, data, len);
}

int iqm_format_feed(struct format *f, const void *data, size_t len, struct iqm_error *e)
{
	size_t known = f->tail.size < (int64_t)HEAD_LEN ? (size_t)f->tail.size : HEAD_LEN;
	size_t more = len < HEAD_LEN - known ? len : HEAD_LEN - known;
	int err;

	memcpy(f->head + known, data, more);
	f->head[known + more] = '\0';
	err = more ? check_head(f, known + more, e) : 0;
	if (f->kind == IQM_FORMAT_CSV)
		iqm_csv_feed(&f->csv, data, len);
	else if (f->kind == IQM_FORMAT_XLSX)
		feed_zip(f, data, len);
	f->tail.size += (int64_t)len;
	return err;
}

int64_t iqm_format_wants(const struct format *f, int64_t size)
{
	if (f->kind == IQM_FORMAT_CSV || size < (int64_t)sizeof(zip_head))
		return size;
	return f->kind == IQM_FORMAT_XLSX ? (int64_t)sizeof(zip_head) : 0;
}

void iqm_format_skip(struct format *f, int64_t size)
{
	f->tail.size = size;
}

int iqm_format_end(struct format *f, struct iqm_error *e)
{
	bool marked = !strcmp(f->head, "\xef\xbb\xbf");

	if (f->kind == IQM_FORMAT_ANY)
		return 0;
	if (!f->tail.size || (f->kind == IQM_FORMAT_CSV && marked))
		return iqm_fail(e, IQM_E_FILE_BROKEN, "the file is empty");
	if (f->kind == IQM_FORMAT_XLSX)
		return iqm_zip_end(&f->tail, &f->unread, f->odd, e);
	if (!strncmp(f->head, "\xff\xfe", 2) || !strncmp(f->head, "\xfe\xff", 2))
		snprintf(f->odd, sizeof(f->odd), "it is UTF-16, whose rows are not checked");
	else
		iqm_csv_end(&f->csv, f->odd);
	return 0;
}

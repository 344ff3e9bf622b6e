/* SPDX-License-Identifier: MIT */
/* Where a saved file's bytes go: the part file, an open file, a callback. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "files/saving.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define POLL_MS 100
#define READ_SIZE ((size_t)16 * 1024)

/* ---- begin --------------------------------------------------------------------------------- */

/* Feeds the format check what it needs of bytes that were saved before. */
static IQM_NOINLINE int feed_back(struct saving *s)
{
	int64_t wanted = iqm_format_wants(&s->format, s->done);
	unsigned char bytes[READ_SIZE];
	int64_t at = 0;
	int err = 0;

	while (at < wanted && !err) {
		size_t len = wanted - at < (int64_t)READ_SIZE ? (size_t)(wanted - at) : READ_SIZE;
		ssize_t n = pread(s->part.fd, bytes, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return iqm_fail_file(s->error, n ? errno : EIO, "cannot read",
					     s->part.file);
		at += n;
		err = iqm_format_feed(&s->format, bytes, (size_t)n, s->error);
		if (!err)
			err = iqm_deadline_report(&s->deadline, s->error,
						  "before the bytes that are there were read");
	}
	if (!err)
		iqm_format_skip(&s->format, s->done);
	return err;
}

static int resume(struct saving *s)
{
	int err;

	s->done = iqm_part_load(&s->part, &s->version);
	err = feed_back(s);
	if (err == IQM_E_FILE_BROKEN) { /* of a save that named another format */
		s->version = (struct version){ .total = -1 };
		err = iqm_output_restart(s);
	}
	s->best = s->save->resumed_from = s->done;
	return err;
}

/* Names what the bytes are of: a report and file type, whatever its link; or a URL without its
 * query. */
static uint64_t source_of(const struct saving *s)
{
	uint64_t source;

	if (!s->op)
		return iqm_hash(IQM_HASH_START, s->url, strcspn(s->url, "?#"));
	source = iqm_hash(IQM_HASH_START, s->op->name, strlen(s->op->name));
	source = iqm_hash(source, &s->report->id, sizeof(s->report->id));
	return iqm_hash(source, &s->file_type, sizeof(s->file_type));
}

int iqm_output_open(struct saving *s)
{
	bool to_path = s->save->to == IQM_SAVE_PATH;
	int err = 0;

	if (to_path)
		err = iqm_part_open(&s->part, s->save->path, source_of(s), s->error);
	if (!err)
		err = iqm_format_open(&s->format, s->format_kind, to_path ? s->part.fd : -1,
				      s->error);
	return err || !to_path ? err : resume(s);
}

/* Starts over with the first byte of s->version. */
int iqm_output_restart(struct saving *s)
{
	s->done = 0;
	s->save->resumed_from = 0;
	s->format.kind = *s->coding ? IQM_FORMAT_ANY : s->format_kind;
	iqm_format_restart(&s->format);
	return s->save->to == IQM_SAVE_PATH ? iqm_part_restart(&s->part, &s->version, s->error) : 0;
}

/* ---- bytes --------------------------------------------------------------------------------- */

/* An open file that cannot take more now. */
static int wait_writable(struct saving *s)
{
	struct pollfd p = { .fd = s->save->fd, .events = POLLOUT };
	int err = 0;

	while (!err && poll(&p, 1, POLL_MS) <= 0)
		err = iqm_deadline_report(&s->deadline, s->error,
					  "before the open file took more bytes");
	return err;
}

static ssize_t write_some(struct saving *s, const char *data, size_t len)
{
	if (s->save->to == IQM_SAVE_FD)
		return write(s->save->fd, data, len);
	return pwrite(s->part.fd, data, len, (off_t)s->done);
}

static int write_file(struct saving *s, const char *data, size_t len)
{
	const char *name = s->save->to == IQM_SAVE_PATH ? s->part.name : NULL;
	int err = 0;

	while (len && !err) {
		ssize_t n = write_some(s, data, len);

		if (n > 0) {
			data += n;
			len -= (size_t)n;
			s->done += n;
		} else if (n < 0 && errno == EAGAIN && s->save->to == IQM_SAVE_FD) {
			err = wait_writable(s);
		} else if (!n || errno != EINTR) {
			err = iqm_fail_file(s->error, n ? errno : EIO,
					    name ? "cannot write" : "cannot write to the open file",
					    name);
		}
	}
	return err;
}

int iqm_output_write(struct saving *s, const void *data, size_t len)
{
	int err;

	s->format.total = s->version.total;
	s->format.content_type = s->http.content_type;
	err = iqm_format_feed(&s->format, data, len, s->error);
	if (err && s->save->to == IQM_SAVE_PATH) { /* kept to be looked at */
		struct iqm_error why = *s->error;

		write_file(s, data, len);
		*s->error = why;
	}
	if (err)
		return err;
	if (s->save->to != IQM_SAVE_CALLBACK)
		return write_file(s, data, len);
	err = s->save->write(s->save->context, data, len);
	if (err)
		return iqm_fail(s->error, IQM_E_FILE, "the write callback returned %d", err);
	s->done += (int64_t)len;
	return 0;
}

/* ---- end ----------------------------------------------------------------------------------- */

static int sync_fd(struct saving *s)
{
	struct stat about;
	bool is_file = !fstat(s->save->fd, &about) && S_ISREG(about.st_mode);
	int os_error = is_file ? iqm_sync(s->save->fd) : 0;

	return os_error ? iqm_fail_file(s->error, os_error, "cannot sync the open file", NULL) : 0;
}

/* Says it to the caller and in the log, or refuses the file for it. */
static int warn(struct saving *s, bool refuse, const char *what, const char *more)
{
	char *warning = s->save->warning;
	size_t len = strlen(warning);

	if (refuse || s->save->strict)
		return iqm_fail(s->error, IQM_E_FILE_BROKEN, "%s%s", what, more);
	snprintf(warning + len, sizeof(s->save->warning) - len, "%s%s%s", len ? "; " : "", what,
		 more);
	iqm_log(&s->client->logger, IQM_LOG_WARN, "save: %s%s", what, more);
	return 0;
}

/* A CSV has nothing else to show that it is whole than how it came, and its rows. Where only the
 * end of its connection ended it, libcurl does not say whether TLS was closed as it should be. */
static int weigh(struct saving *s)
{
	bool csv = s->format_kind == IQM_FORMAT_CSV;
	const char *odd = s->format.odd;
	int err = 0;

	if (*s->coding)
		err = warn(s, false, "it is not decoded; its Content-Encoding is ", s->coding);
	if (!err && *odd)
		err = warn(s, csv && !s->shown_whole,
			   csv ? "it is not a CSV file as it should be: "
			       : "it is not an XLSX file as it should be: ",
			   odd);
	/* An archive's own directory shows that it is. */
	if (!err && s->format_kind != IQM_FORMAT_XLSX && !s->shown_whole)
		err = warn(s, false, "it cannot be shown to be whole: ",
			   "neither its length nor its last chunk was announced");
	return err;
}

static int commit_part(struct saving *s)
{
	int err = s->save->complete ? s->save->complete(s->save->context) : 0;

	if (err)
		return iqm_fail(s->error, IQM_E_FILE, "the complete callback returned %d", err);
	return iqm_part_commit(&s->part, s->save->mode, s->error);
}

int iqm_output_commit(struct saving *s)
{
	int err = iqm_format_end(&s->format, s->error);

	if (!err)
		err = weigh(s);
	if (err)
		return err;
	if (s->format.unread)
		iqm_log(&s->client->logger, IQM_LOG_WARN,
			"save: the archive's directory is over %zu bytes: only its end was checked",
			TAIL_SIZE);
	if (s->save->to == IQM_SAVE_FD)
		return sync_fd(s);
	return s->save->to == IQM_SAVE_PATH ? commit_part(s) : 0;
}

void iqm_output_close(struct saving *s)
{
	if (s->error->status == IQM_E_FILE_BROKEN)
		iqm_part_refuse(&s->part);
	iqm_part_close(&s->part);
	iqm_format_close(&s->format);
}

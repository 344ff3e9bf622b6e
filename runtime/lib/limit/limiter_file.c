/* SPDX-License-Identifier: MIT */
/* The limiter that processes share through a file. */
#define _XOPEN_SOURCE 700 /* realpath() */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "limit/permits.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT 1
#define HEADER "iqm-limiter 1\n"
#define LOCK_TRIES 20 /* of block(), a millisecond apart */
#define RETRY_MS 5    /* somebody else has the lock, for some microseconds */

/*
 * The file, in the host's byte order, always of this size. It is read and written, not mapped: a
 * mapping of a file that somebody cuts raises SIGBUS. Each number is 8 aligned bytes and written by
 * one pwrite(), which a kill does not halve. No number depends on another, so a process that is
 * killed between two of them leaves nothing to fix.
 */
struct content {
	char header[16];       /* HEADER */
	int64_t blocked_until; /* epoch ms */
	uint64_t permits[IQM_MAX_REQUESTS_PER_MINUTE];
};

_Static_assert(offsetof(struct content, blocked_until) == 16, "no padding");
_Static_assert(sizeof(struct content) == 24 + 8 * IQM_MAX_REQUESTS_PER_MINUTE, "no padding");

/*
 * Times are of the realtime clock, as processes share no other. If it is set back, what is too far
 * ahead counts as now; if it is set forward, permits are free too early. Permits are read and
 * acquired under the file's lock, which the kernel drops when its holder dies. Nobody waits for the
 * lock: a stopped holder must not keep calls past their deadline. A file that was deleted is left
 * for the one now under its name, which is created if need be, with all permits free. Until the
 * next acquire(), and where none can be created, processes use the deleted one.
 */
struct file_limiter {
	/* The file's lock does not exclude threads, which share a description. */
	pthread_mutex_t lock;
	struct iqm_clock clock;
	const struct logger *logger;
	char *path; /* absolute: the host may change its directory */
	int fd;
	bool no_locks;  /* on this file system: processes may take the same permit */
	bool was_whole; /* of the file that is open: what it lacks was cut off */
	int os_error;   /* of the last IQM_E_FILE */
	struct content now;
};

static int64_t realtime(const struct file_limiter *s)
{
	int64_t ms = iqm_realtime(&s->clock);

	return ms < 0 ? 0 : ms;
}

/* ---- whose file it is ---------------------------------------------------------------------- */

static struct own_file own(const char *path)
{
	return (struct own_file){
		.what = "limiter_file",
		.path = path,
		.status = IQM_E_CONFIG,
		.closed = S_IWGRP | S_IWOTH,
	};
}

static int fail_errno(struct iqm_error *e, const char *path, int os_error, const char *what)
{
	struct own_file file = own(path);

	return iqm_own_fail(&file, e, os_error, what);
}

/* Other content is not shown: it may be a token by mistake. */
static int check_content(int fd, const char *path, struct iqm_error *e)
{
	char found[IQM_FORMAT_LINE];
	char text[IQM_FORMAT_SIZE];
	int64_t number;
	size_t len;
	int os_error = iqm_read_at(fd, found, sizeof(found), 0, &len);

	if (os_error)
		return fail_errno(e, path, os_error, "cannot be read");
	switch (iqm_format_read(HEADER, FORMAT, found, len, &number)) {
	case FORMAT_OTHER:
		return iqm_fail(e, IQM_E_CONFIG, "limiter_file '%s': it has %s; it was left alone",
				path, iqm_format_text(number, FORMAT, text));
	case FORMAT_NONE:
		return iqm_fail(e, IQM_E_CONFIG,
				"limiter_file '%s': expected a limiter's file or none, found "
				"other content; it was left alone",
				path);
	default:
		return 0;
	}
}

/* Created if there is none. */
static int open_file(const char *path, int *fd, struct iqm_error *e)
{
	struct own_file file = own(path);
	int err = iqm_own_open(&file, AT_FDCWD, path, O_RDWR | O_CREAT, fd, NULL, e);

	if (!err)
		err = check_content(*fd, path, e);
	if (err && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	return err;
}

/* ---- the lock ------------------------------------------------------------------------------ */

/* 0, EAGAIN where somebody else has it, or another errno. It guards a rate, which the service
 * enforces anyway: without locks calls are still made, and counted as well as can be. */
static int lock_file(struct file_limiter *s)
{
	int os_error = s->no_locks ? 0 : iqm_lock(s->fd, 0);

	if (!iqm_fs_lacks(FS_LOCK, os_error))
		return os_error;
	s->no_locks = true;
	iqm_log(s->logger, IQM_LOG_WARN,
		"limiter_file '%s': files cannot be locked there (errno %d): processes that call at "
		"the same time may exceed the rate limit",
		s->path, os_error);
	return 0;
}

static void unlock_file(const struct file_limiter *s)
{
	if (!s->no_locks)
		iqm_unlock(s->fd, 0);
}

/* ---- reading and writing ------------------------------------------------------------------- */

/* What was cut short is a full disk. */
static bool write_at(const struct file_limiter *s, const void *data, size_t len, size_t offset)
{
	errno = ENOSPC;
	return pwrite(s->fd, data, len, (off_t)offset) == (ssize_t)len;
}

static long failed(struct file_limiter *s, int os_error)
{
	s->os_error = os_error;
	return IQM_E_FILE;
}

/* A new file: all permits are free. One that was cut, be it to nothing: those that are lost count
 * as used now. */
static IQM_NOINLINE bool fill_missing(const struct file_limiter *s, size_t size)
{
	size_t usable_size = size / sizeof(uint64_t) * sizeof(uint64_t);
	int64_t now = realtime(s);
	struct content c = { .header = HEADER };
	size_t from = usable_size < offsetof(struct content, blocked_until) ? 0 : usable_size;
	bool was_cut = size || s->was_whole;

	for (size_t i = 0; i < IQM_MAX_REQUESTS_PER_MINUTE; i++)
		c.permits[i] = was_cut ? iqm_permits_spent(now, now) : iqm_permits_free(now);
	return write_at(s, (const char *)&c + from, sizeof(c) - from, from);
}

static bool make_whole(struct file_limiter *s, size_t size)
{
	if (size < sizeof(struct content) && !fill_missing(s, size))
		return false;
	s->was_whole = true;
	return true;
}

/* Whether another file has our name. It becomes ours; its lock is not held. */
static bool is_replaced(struct file_limiter *s)
{
	int fd;

	if (iqm_is_named(s->fd, AT_FDCWD, s->path) || open_file(s->path, &fd, NULL))
		return false;
	close(s->fd);
	s->fd = fd;
	s->was_whole = false;
	return true;
}

/* With the file's lock held: s->now becomes its content, `limit` permits of it. RETRY_MS: it is
 * another file now. */
static long load(struct file_limiter *s, int limit)
{
	size_t want = offsetof(struct content, permits) + (size_t)limit * sizeof(uint64_t);
	struct stat st;

	if (fstat(s->fd, &st))
		return failed(s, errno);
	if (is_replaced(s))
		return RETRY_MS;
	if (check_content(s->fd, s->path, NULL))
		return IQM_E_CONFIG;
	if (!make_whole(s, (size_t)st.st_size))
		return failed(s, errno);
	errno = EIO;
	return pread(s->fd, &s->now, want, 0) == (ssize_t)want ? 0 : failed(s, errno);
}

/* ---- the limiter --------------------------------------------------------------------------- */

/* Only what changed: another process may be releasing a permit, which needs no lock. */
static bool store(const struct file_limiter *s, const uint64_t *before, int limit)
{
	bool ok = true;

	for (int i = 0; i < limit; i++)
		if (s->now.permits[i] != before[i])
			ok = write_at(s, &s->now.permits[i], sizeof(before[i]),
				      offsetof(struct content, permits) +
					      (size_t)i * sizeof(*before)) &&
			     ok;
	return ok;
}

static bool store_block(struct file_limiter *s, int64_t blocked_until)
{
	if (blocked_until == s->now.blocked_until)
		return true;
	s->now.blocked_until = blocked_until;
	return write_at(s, &blocked_until, sizeof(blocked_until),
			offsetof(struct content, blocked_until));
}

static long acquire_locked(struct file_limiter *s, struct iqm_permit *permit)
{
	uint64_t before[IQM_MAX_REQUESTS_PER_MINUTE];
	long wait = load(s, permit->limit);
	int64_t now = realtime(s);

	if (wait)
		return wait;
	if (!store_block(s, iqm_permits_fix_block(s->now.blocked_until, now)))
		return failed(s, errno);
	memcpy(before, s->now.permits, (size_t)permit->limit * sizeof(*before));
	wait = iqm_permits_acquire(s->now.permits, s->now.blocked_until, now, permit);
	return store(s, before, permit->limit) ? wait : failed(s, errno);
}

/* Writes nothing. */
static long next_locked(struct file_limiter *s, struct iqm_permit *permit)
{
	long wait = load(s, permit->limit);
	int64_t now = realtime(s);

	return wait ? wait
		    : iqm_permits_next(s->now.permits,
				       iqm_permits_fix_block(s->now.blocked_until, now), now,
				       permit);
}

static void explain(struct file_limiter *s, long status, struct iqm_permit *permit)
{
	struct iqm_error e;

	iqm_error_begin(&e, NULL);
	if (status == IQM_E_FILE)
		fail_errno(&e, s->path, s->os_error, "cannot be used");
	else
		check_content(s->fd, s->path, &e);
	iqm_copy_text(permit->why, sizeof(permit->why), e.message);
}

static long ask(struct file_limiter *s, struct iqm_permit *permit,
		long (*locked)(struct file_limiter *s, struct iqm_permit *permit))
{
	long wait = iqm_permits_check(permit);
	int busy;

	if (wait)
		return wait;
	permit->sure = false;
	pthread_mutex_lock(&s->lock);
	busy = lock_file(s);
	if (!busy) {
		wait = locked(s, permit);
		unlock_file(s);
	} else {
		wait = busy == EAGAIN ? RETRY_MS : failed(s, busy);
	}
	if (wait < 0)
		explain(s, wait, permit);
	pthread_mutex_unlock(&s->lock);
	return wait;
}

static long acquire(void *context, struct iqm_permit *permit)
{
	return ask(context, permit, acquire_locked);
}

static long next_ms(void *context, struct iqm_permit *permit)
{
	return ask(context, permit, next_locked);
}

/* Without the file's lock: only its holder writes a permit that is in use. */
static void release(void *context, int64_t id, bool sent)
{
	struct file_limiter *s = context;
	size_t at = offsetof(struct content, permits) + iqm_permits_index(id) * sizeof(uint64_t);
	uint64_t number;

	pthread_mutex_lock(&s->lock);
	if (pread(s->fd, &number, sizeof(number), (off_t)at) == (ssize_t)sizeof(number) &&
	    iqm_permits_release(&number, id, realtime(s), sent))
		write_at(s, &number, sizeof(number), at); /* else it ends with its lease */
	pthread_mutex_unlock(&s->lock);
}

static long block_locked(struct file_limiter *s, long ms)
{
	int64_t now = realtime(s);
	long wait = load(s, 0);

	if (!wait)
		store_block(s, iqm_permits_block(iqm_permits_fix_block(s->now.blocked_until, now),
						 now, ms));
	return wait;
}

/* If the lock cannot be had, its holder is stopped, and so are all who want permits. */
static void block(void *context, long ms)
{
	struct file_limiter *s = context;
	int busy = EAGAIN;

	for (int i = 0; busy == EAGAIN && i < LOCK_TRIES; i++) {
		if (i)
			s->clock.wait_ms(s->clock.context, 1);
		pthread_mutex_lock(&s->lock);
		busy = lock_file(s);
		if (!busy) {
			busy = block_locked(s, ms) == RETRY_MS ? EAGAIN : 0;
			unlock_file(s);
		}
		pthread_mutex_unlock(&s->lock);
	}
}

static void close_limiter(void *context)
{
	struct file_limiter *s = context;

	if (s->fd >= 0)
		close(s->fd);
	pthread_mutex_destroy(&s->lock);
	free(s->path);
	free(s);
}

/* The whole of a new file, with its lock held: a full disk is found out here, not by a call. */
static int write_new(struct file_limiter *s, struct iqm_error *e)
{
	struct stat st;

	if (!fstat(s->fd, &st) && make_whole(s, (size_t)st.st_size))
		return 0;
	return fail_errno(e, s->path, errno, "cannot be written");
}

static int open_limiter(struct file_limiter *s, const char *path, struct iqm_error *e)
{
	int os_error;
	int err = open_file(path, &s->fd, e);

	if (err)
		return err;
	s->path = realpath(path, NULL);
	if (!s->path)
		return errno == ENOMEM ? iqm_fail_nomem(e)
				       : fail_errno(e, path, errno, "cannot be found");
	os_error = lock_file(s);
	if (!os_error) {
		err = write_new(s, e);
		unlock_file(s);
		return err;
	}
	return os_error && os_error != EAGAIN ? fail_errno(e, path, os_error, "cannot be locked")
					      : 0;
}

int iqm_limiter_file_open(struct iqm_limiter *out, const struct iqm_clock *clock,
			  const struct logger *logger, const char *path, struct iqm_error *error)
{
	struct file_limiter *s = calloc(1, sizeof(*s));
	int err;

	if (!s)
		return iqm_fail_nomem(error);
	pthread_mutex_init(&s->lock, NULL);
	s->clock = *clock;
	s->logger = logger;
	err = open_limiter(s, path, error);
	if (err) {
		close_limiter(s);
		return err;
	}
	*out = (struct iqm_limiter){ .acquire = acquire,
				     .release = release,
				     .block = block,
				     .next_ms = next_ms,
				     .close = close_limiter,
				     .context = s };
	return 0;
}

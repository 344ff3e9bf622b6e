/* SPDX-License-Identifier: MIT */
/* The limiter that processes share through a file. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "limit/permits.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "iqm-limiter"
#define VERSION '1'
#define LOCK_TRIES 20 /* of block(), a millisecond apart */
#define RETRY_MS 5    /* somebody else has the lock, for some microseconds */

/*
 * The file, in the host's byte order, always of this size. It is read and written, not mapped: a
 * mapping of a file that somebody cuts raises SIGBUS. Each number is 8 aligned bytes and written by
 * one pwrite(), which a kill does not halve. No number depends on another, so a process that is
 * killed between two of them leaves nothing to fix.
 */
struct content {
	char magic[sizeof(MAGIC)];
	char version[4];
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
	pthread_mutex_t
		lock; /* the file's lock does not exclude threads, which share a description */
	struct iqm_clock clock;
	char *path; /* absolute: the host may change its directory */
	int fd;
	struct content now;
};

static int64_t realtime(const struct file_limiter *s)
{
	int64_t ms = iqm_realtime(&s->clock);

	return ms < 0 ? 0 : ms;
}

/* ---- whose file it is ---------------------------------------------------------------------- */

static int fail_errno(struct iqm_error *e, const char *path, const char *what)
{
	return iqm_fail_errno(e, IQM_E_CONFIG, errno, "limiter_file: '%s' cannot be %s", path,
			      what);
}

/* Ours is a regular file of our own that only we can write. */
static int check_owner(int fd, const char *path, struct iqm_error *e)
{
	struct stat st;

	if (fstat(fd, &st))
		return fail_errno(e, path, "examined");
	if (!S_ISREG(st.st_mode))
		return iqm_fail(e, IQM_E_CONFIG,
				"limiter_file: '%s': expected a regular file, found another kind",
				path);
	if (st.st_uid != geteuid())
		return iqm_fail(e, IQM_E_CONFIG,
				"limiter_file: '%s': expected a file of user %ld, found one of "
				"user %ld",
				path, (long)geteuid(), (long)st.st_uid);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return iqm_fail(e, IQM_E_CONFIG,
				"limiter_file: '%s': expected a file that only its user can write, "
				"found mode %03o",
				path, (unsigned)st.st_mode & 0777u);
	return 0;
}

/* Of the first `len` bytes of a file. They are not shown: they may be a token by mistake. */
static int check_magic(const struct content *c, size_t len, const char *path, struct iqm_error *e)
{
	const char expected[16] = { MAGIC "\0"
					  "1" };
	size_t magic = offsetof(struct content, version);

	if (memcmp(c, expected, len < magic ? len : magic) != 0)
		return iqm_fail(e, IQM_E_CONFIG,
				"limiter_file: '%s': expected a limiter's file or none, found "
				"other content; it was left alone",
				path);
	if (len > magic && memcmp(c, expected, len < sizeof(expected) ? len : sizeof(expected)))
		return iqm_fail(
			e, IQM_E_CONFIG,
			"limiter_file: '%s': expected version %c of a limiter's file, found "
			"another; it was left alone",
			path, VERSION);
	return 0;
}

static int check_content(int fd, const char *path, struct iqm_error *e)
{
	struct content c;
	ssize_t len = pread(fd, &c, offsetof(struct content, blocked_until), 0);

	return len < 0 ? fail_errno(e, path, "read") : check_magic(&c, (size_t)len, path, e);
}

/* The file, created if there is none; or -1. A FIFO does not block it, and no link is followed. */
static int open_file(const char *path, struct iqm_error *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
		      S_IRUSR | S_IWUSR);

	if (fd < 0) {
		fail_errno(e, path, "opened");
		return -1;
	}
	if (!check_owner(fd, path, e) && !check_content(fd, path, e))
		return fd;
	close(fd);
	return -1;
}

/* ---- the lock ------------------------------------------------------------------------------ */

/* 0, EAGAIN where somebody else has it, or another errno. */
static int set_lock(int fd, short type)
{
	struct flock whole = { .l_type = type, .l_whence = SEEK_SET };

	if (!fcntl(fd, F_OFD_SETLK, &whole))
		return 0;
	return errno == EACCES ? EAGAIN : errno;
}

/* ---- reading and writing ------------------------------------------------------------------- */

static bool write_at(const struct file_limiter *s, const void *data, size_t len, size_t offset)
{
	return pwrite(s->fd, data, len, (off_t)offset) == (ssize_t)len;
}

/* A new file: all permits are free. One that was cut: those that are lost count as used now. */
static bool fill_missing(struct file_limiter *s, size_t size)
{
	size_t usable_size = size / sizeof(uint64_t) * sizeof(uint64_t);
	int64_t now = realtime(s);
	struct content c = { .magic = MAGIC, .version = { VERSION } };
	size_t from = usable_size < offsetof(struct content, blocked_until) ? 0 : usable_size;

	for (size_t i = 0; i < IQM_MAX_REQUESTS_PER_MINUTE; i++)
		c.permits[i] = size ? iqm_permits_spent(now, now) : iqm_permits_free(now);
	return write_at(s, (const char *)&c + from, sizeof(c) - from, from);
}

/* Whether another file has our name. It becomes ours; its lock is not held. */
static bool is_replaced(struct file_limiter *s, const struct stat *open)
{
	struct stat named;
	int fd;

	if (!lstat(s->path, &named) && named.st_ino == open->st_ino && named.st_dev == open->st_dev)
		return false;
	fd = open_file(s->path, NULL);
	if (fd < 0)
		return false;
	close(s->fd);
	s->fd = fd;
	return true;
}

/* With the file's lock held: s->now becomes its content, `limit` permits of it. RETRY_MS: it is
 * another file now. */
static long load(struct file_limiter *s, int limit)
{
	size_t want = offsetof(struct content, permits) + (size_t)limit * sizeof(uint64_t);
	struct stat st;

	if (fstat(s->fd, &st))
		return IQM_E_FILE;
	if (is_replaced(s, &st))
		return RETRY_MS;
	if (check_content(s->fd, s->path, NULL))
		return IQM_E_CONFIG;
	if ((size_t)st.st_size < sizeof(s->now) && !fill_missing(s, (size_t)st.st_size))
		return IQM_E_FILE;
	return pread(s->fd, &s->now, want, 0) == (ssize_t)want ? 0 : IQM_E_FILE;
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

static long acquire_locked(struct file_limiter *s, int limit, long lease_ms, int *permit,
			   bool *sure)
{
	uint64_t before[IQM_MAX_REQUESTS_PER_MINUTE];
	long wait = load(s, limit);
	int64_t now = realtime(s);

	if (wait)
		return wait;
	if (!store_block(s, iqm_permits_fix_block(s->now.blocked_until, now)))
		return IQM_E_FILE;
	memcpy(before, s->now.permits, (size_t)limit * sizeof(*before));
	wait = iqm_permits_acquire(s->now.permits, limit, s->now.blocked_until, now, lease_ms,
				   permit, sure);
	return store(s, before, limit) ? wait : IQM_E_FILE;
}

static long acquire(void *context, int limit, long lease_ms, int *permit, bool *sure)
{
	struct file_limiter *s = context;
	long wait = RETRY_MS;
	int busy;

	if (limit < 1 || limit > IQM_MAX_REQUESTS_PER_MINUTE)
		return IQM_E_USAGE;
	*sure = false;
	pthread_mutex_lock(&s->lock);
	busy = set_lock(s->fd, F_WRLCK);
	if (!busy) {
		wait = acquire_locked(s, limit, lease_ms, permit, sure);
		set_lock(s->fd, F_UNLCK);
	}
	pthread_mutex_unlock(&s->lock);
	return busy && busy != EAGAIN ? IQM_E_FILE : wait;
}

/* Without the file's lock: only its holder writes a permit that is in use. */
static void release(void *context, int permit, bool sent)
{
	struct file_limiter *s = context;
	size_t at =
		offsetof(struct content, permits) + iqm_permits_index(permit) * sizeof(uint64_t);
	uint64_t number;

	pthread_mutex_lock(&s->lock);
	if (pread(s->fd, &number, sizeof(number), (off_t)at) == (ssize_t)sizeof(number) &&
	    iqm_permits_release(&number, permit, realtime(s), sent))
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
		busy = set_lock(s->fd, F_WRLCK);
		if (!busy) {
			busy = block_locked(s, ms) == RETRY_MS ? EAGAIN : 0;
			set_lock(s->fd, F_UNLCK);
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

static int open_limiter(struct file_limiter *s, const char *path, struct iqm_error *e)
{
	int busy;

	s->fd = open_file(path, e);
	if (s->fd < 0)
		return IQM_E_CONFIG;
	s->path = realpath(path, NULL);
	if (!s->path)
		return errno == ENOMEM ? iqm_fail_nomem(e) : fail_errno(e, path, "found");
	busy = set_lock(s->fd, F_WRLCK);
	if (!busy)
		set_lock(s->fd, F_UNLCK);
	errno = busy;
	return busy && busy != EAGAIN ? fail_errno(e, path, "locked") : 0;
}

int iqm_limiter_file_open(struct iqm_limiter *out, const struct iqm_clock *clock, const char *path,
			  struct iqm_error *error)
{
	struct file_limiter *s = calloc(1, sizeof(*s));
	int err;

	if (!s)
		return iqm_fail_nomem(error);
	pthread_mutex_init(&s->lock, NULL);
	s->clock = *clock;
	err = open_limiter(s, path, error);
	if (err) {
		close_limiter(s);
		return err;
	}
	*out = (struct iqm_limiter){ acquire, release, block, close_limiter, s };
	return 0;
}

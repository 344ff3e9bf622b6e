/* SPDX-License-Identifier: MIT */
/* The journal's file: only its user reads and writes it. Lines are appended whole, and each is on
 * the disk before its writer goes on. */
#define _FILE_OFFSET_BITS 64
#include "purchase/journal_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_MS 5000 /* the longest wait for the lock: its holder may be stopped */
#define HELD_SLICE_MS 50
#define CLAIMS ((int64_t)1 << 40) /* bytes from here stand for purchases; byte 0 for the file */

static struct own_file own(const struct journal_file *f)
{
	return (struct own_file){
		.what = "journal",
		.path = f->path,
		.status = IQM_E_JOURNAL,
		.closed = S_IRWXG | S_IRWXO,
	};
}

static int fail_errno(const struct journal_file *f, struct iqm_error *error, int os_error,
		      const char *what)
{
	struct own_file file = own(f);

	return iqm_own_fail(&file, error, os_error, what);
}

/* ---- locks --------------------------------------------------------------------------------- */

/* With the mutex held, which is dropped meanwhile. */
static void wait_for_thread(struct journal_file *f)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += HELD_SLICE_MS * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_cond_timedwait(&f->freed, &f->mutex, &until);
}

static int lock_among_threads(struct journal_file *f, const struct deadline *deadline)
{
	int err = 0;

	pthread_mutex_lock(&f->mutex);
	while (f->held && !(err = iqm_deadline_check(deadline)))
		wait_for_thread(f);
	if (!err)
		f->held = true;
	pthread_mutex_unlock(&f->mutex);
	return err;
}

static void unlock_among_threads(struct journal_file *f)
{
	pthread_mutex_lock(&f->mutex);
	f->held = false;
	pthread_cond_signal(&f->freed);
	pthread_mutex_unlock(&f->mutex);
}

int iqm_journal_file_lock(struct journal_file *f, const struct deadline *deadline,
			  struct iqm_error *error)
{
	struct deadline both =
		iqm_deadline_in(f->clock, LOCK_MS, deadline ? deadline->cancel : NULL);
	int os_error = EAGAIN;
	int err;

	if (deadline && deadline->at < both.at)
		both.at = deadline->at;
	err = lock_among_threads(f, &both);
	if (!err) {
		err = iqm_lock_wait(f->fd, 0, &both, &os_error);
		if (err)
			unlock_among_threads(f);
	}
	if (!err)
		return 0;
	if (os_error != EAGAIN)
		return fail_errno(f, error, os_error, "cannot be locked");
	err = deadline ? iqm_deadline_check(deadline) : 0;
	return iqm_fail(error, err ? err : IQM_E_JOURNAL,
			"journal '%s': another thread or process holds its lock", f->path);
}

void iqm_journal_file_unlock(struct journal_file *f)
{
	iqm_unlock(f->fd, 0);
	unlock_among_threads(f);
}

bool iqm_journal_file_claim(struct journal_file *f, int64_t at)
{
	return !iqm_lock(f->fd, CLAIMS + at);
}

void iqm_journal_file_release(struct journal_file *f, int64_t at)
{
	iqm_unlock(f->fd, CLAIMS + at);
}

/* What cannot be found out is busy, and nothing is bought. */
bool iqm_journal_file_claimed(const struct journal_file *f, int64_t at)
{
	return iqm_is_locked(f->fd, CLAIMS + at);
}

/* ---- open ---------------------------------------------------------------------------------- */

/* With the lock held. An empty file, or a part of the first line, was left by a killed process. */
static int check_first_line(struct journal_file *f, struct iqm_error *error)
{
	static const char first[] = JOURNAL_FIRST_LINE;
	const size_t magic = strcspn(first, " ") + 1;
	char found[sizeof(first)];
	size_t len;
	int err = iqm_journal_file_read(f, 0, found, sizeof(first) - 1, &len, error);

	if (err)
		return err;
	if (memcmp(found, first, len) != 0) /* its content is not shown: it may be a secret */
		return iqm_fail(error, IQM_E_JOURNAL,
				len > magic && !memcmp(found, first, magic)
					? "journal '%s': expected version 1, found another; it was "
					  "left alone"
					: "journal '%s': expected a journal or no file, found "
					  "other content; it was left alone",
				f->path);
	if (len == sizeof(first) - 1)
		return 0;
	if (ftruncate(f->fd, 0))
		return fail_errno(f, error, errno, "cannot be written");
	return iqm_journal_file_append(f, 0, first, sizeof(first) - 1, error);
}

/* Its name is synced too, or a power failure could lose it. */
static int open_file(struct journal_file *f, struct iqm_error *error)
{
	struct own_file file = own(f);
	int os_error;
	int err;

	f->directory = iqm_open_parent(f->path, &f->name);
	if (f->directory < 0)
		return fail_errno(f, error, errno, "its folder cannot be opened");
	err = iqm_own_open(&file, f->directory, f->name, O_RDWR | O_APPEND | O_CREAT, &f->fd, NULL,
			   error);
	if (!err)
		err = iqm_journal_file_lock(f, NULL, error);
	if (err)
		return err;
	err = check_first_line(f, error);
	iqm_journal_file_unlock(f);
	os_error = err ? 0 : iqm_sync_directory(f->directory);
	return os_error ? fail_errno(f, error, os_error, "its folder cannot be synced") : err;
}

int iqm_journal_file_open(struct journal_file *f, const struct iqm_clock *clock, const char *path,
			  struct iqm_error *error)
{
	pthread_condattr_t monotonic;

	f->clock = clock;
	f->directory = f->fd = -1;
	pthread_mutex_init(&f->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&f->freed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	f->path = strdup(path);
	return f->path ? open_file(f, error) : iqm_fail_nomem(error);
}

void iqm_journal_file_close(struct journal_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	if (f->directory >= 0)
		close(f->directory);
	pthread_mutex_destroy(&f->mutex);
	pthread_cond_destroy(&f->freed);
	free(f->path);
}

/* ---- reading and writing --------------------------------------------------------------------- */

int iqm_journal_file_size(struct journal_file *f, int64_t *size, struct iqm_error *error)
{
	struct stat about;

	if (fstat(f->fd, &about))
		return fail_errno(f, error, errno, "cannot be examined");
	if (!iqm_is_named(f->fd, f->directory, f->name))
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected the file that was opened, found another, "
				"or none, in its place",
				f->path);
	*size = about.st_size;
	return 0;
}

int iqm_journal_file_read(struct journal_file *f, int64_t at, void *data, size_t len, size_t *got,
			  struct iqm_error *error)
{
	int os_error = iqm_read_at(f->fd, data, len, at, got);

	return os_error ? fail_errno(f, error, os_error, "cannot be read") : 0;
}

/* Removes what a failed write or sync has left. If that fails too, the next writer ends the line,
 * and readers skip it. */
static int undo_append(struct journal_file *f, int64_t at, int os_error, struct iqm_error *error)
{
	if (!ftruncate(f->fd, at))
		fdatasync(f->fd);
	return fail_errno(f, error, os_error, "cannot be written");
}

/*
 * fdatasync() is enough: it syncs what is needed to read the data back, and so the new size; it
 * leaves out the times.
 */
int iqm_journal_file_append(struct journal_file *f, int64_t at, const char *text, size_t len,
			    struct iqm_error *error)
{
	int os_error = iqm_write_all(f->fd, text, len);

	if (!os_error && fdatasync(f->fd))
		os_error = errno;
	return os_error ? undo_append(f, at, os_error, error) : 0;
}

/* SPDX-License-Identifier: MIT */
/* The journal's file: only its user reads and writes it. Lines are appended whole, and each is on
 * the disk before its writer goes on. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "purchase/journal_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_MS 5000 /* the longest wait for the lock: its holder may be stopped */
#define LOCK_SLICE_MS 5
#define HELD_SLICE_MS 50
#define CLAIMS ((int64_t)1 << 40) /* bytes from here stand for purchases; byte 0 for the file */

static int fail_errno(const struct journal_file *f, struct iqm_error *error, int os_error,
		      const char *what)
{
	return iqm_fail_errno(error, IQM_E_JOURNAL, os_error, "journal '%s': %s", f->path, what);
}

/* ---- locks --------------------------------------------------------------------------------- */

/* 0, EAGAIN where another has it, or another errno. */
static int set_lock(const struct journal_file *f, short type, int64_t byte)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	if (!fcntl(f->fd, F_OFD_SETLK, &lock))
		return 0;
	return errno == EACCES ? EAGAIN : errno;
}

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

/* *os_error: why it cannot be locked at all. */
static int lock_among_processes(struct journal_file *f, const struct deadline *deadline,
				int *os_error)
{
	int err = 0;

	while (!err && (*os_error = set_lock(f, F_WRLCK, 0)) == EAGAIN)
		err = iqm_deadline_sleep(deadline, LOCK_SLICE_MS);
	return *os_error ? IQM_E_JOURNAL : 0;
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
		err = lock_among_processes(f, &both, &os_error);
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
	set_lock(f, F_UNLCK, 0);
	unlock_among_threads(f);
}

bool iqm_journal_file_claim(struct journal_file *f, int64_t at)
{
	return !set_lock(f, F_WRLCK, CLAIMS + at);
}

void iqm_journal_file_release(struct journal_file *f, int64_t at)
{
	set_lock(f, F_UNLCK, CLAIMS + at);
}

bool iqm_journal_file_claimed(const struct journal_file *f, int64_t at)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CLAIMS + at, .l_len = 1
	};

	/* If that fails it counts as busy, and nothing is bought. */
	return fcntl(f->fd, F_OFD_GETLK, &lock) || lock.l_type != F_UNLCK;
}

/* ---- whose file it is ----------------------------------------------------------------------- */

/* Ours is a regular file of our own that nobody else can read or write. */
static int check_owner(const struct journal_file *f, struct iqm_error *error)
{
	struct stat st;

	if (fstat(f->fd, &st))
		return fail_errno(f, error, errno, "cannot be examined");
	if (!S_ISREG(st.st_mode))
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected a regular file, found another kind",
				f->path);
	if (st.st_uid != geteuid())
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected a file of user %ld, found one of user %ld",
				f->path, (long)geteuid(), (long)st.st_uid);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected a file that only its user can read and "
				"write, mode 600, found mode %03o",
				f->path, (unsigned)st.st_mode & 0777u);
	return 0;
}

static int open_directory(struct journal_file *f, struct iqm_error *error)
{
	size_t len = (size_t)(f->name - f->path);
	char *directory = len ? strndup(f->path, len) : strdup(".");

	if (!directory)
		return iqm_fail_nomem(error);
	f->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(directory);
	return f->directory < 0 ? fail_errno(f, error, errno, "its folder cannot be opened") : 0;
}

/* Made if there is none. A FIFO does not block it, and a link is not followed. */
static int open_file(struct journal_file *f, struct iqm_error *error)
{
	f->fd = openat(f->directory, f->name,
		       O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
		       S_IRUSR | S_IWUSR);
	if (f->fd < 0 && errno == ELOOP)
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected a file, found a symbolic link", f->path);
	if (f->fd < 0)
		return fail_errno(f, error, errno, "cannot be opened");
	return check_owner(f, error);
}

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

/* Or a power failure could lose the file's name. Some file systems need no sync. */
static int sync_directory(struct journal_file *f, struct iqm_error *error)
{
	if (fsync(f->directory) && errno != EINVAL)
		return fail_errno(f, error, errno, "its folder cannot be synced");
	return 0;
}

int iqm_journal_file_open(struct journal_file *f, const struct iqm_clock *clock, const char *path,
			  struct iqm_error *error)
{
	const char *slash;
	pthread_condattr_t monotonic;
	int err;

	f->clock = clock;
	f->directory = f->fd = -1;
	pthread_mutex_init(&f->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&f->freed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	f->path = strdup(path);
	if (!f->path)
		return iqm_fail_nomem(error);
	slash = strrchr(f->path, '/');
	f->name = slash ? slash + 1 : f->path;
	err = open_directory(f, error);
	if (!err)
		err = open_file(f, error);
	if (!err)
		err = iqm_journal_file_lock(f, NULL, error);
	if (err)
		return err;
	err = check_first_line(f, error);
	iqm_journal_file_unlock(f);
	return err ? err : sync_directory(f, error);
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
	struct stat ours;
	struct stat named;

	if (fstat(f->fd, &ours))
		return fail_errno(f, error, errno, "cannot be examined");
	if (fstatat(f->directory, f->name, &named, AT_SYMLINK_NOFOLLOW))
		return fail_errno(f, error, errno, "is no longer there");
	if (ours.st_dev != named.st_dev || ours.st_ino != named.st_ino)
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected the file that was opened, found another "
				"in its place",
				f->path);
	*size = ours.st_size;
	return 0;
}

int iqm_journal_file_read(struct journal_file *f, int64_t at, void *data, size_t len, size_t *got,
			  struct iqm_error *error)
{
	*got = 0;
	while (*got < len) {
		ssize_t n = pread(f->fd, (char *)data + *got, len - *got, at + (int64_t)*got);

		if (!n)
			break;
		if (n > 0)
			*got += (size_t)n;
		else if (errno != EINTR)
			return fail_errno(f, error, errno, "cannot be read");
	}
	return 0;
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
	while (len) {
		ssize_t n = write(f->fd, text, len);

		if (n < 0 && errno != EINTR)
			return undo_append(f, at, errno, error);
		text += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return fdatasync(f->fd) ? undo_append(f, at, errno, error) : 0;
}

/* SPDX-License-Identifier: MIT */
/* Replaces a file, mode 0600: all of it or none, by one process at a time. */
#include "config/config.h"

#include <iqm/transport.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SLICE_MS 20 /* between two tries for the lock */

/* ---- the lock ---------------------------------------------------------------------------- */

static int wait_for_lock(const struct staged_file *f, long timeout_ms, struct iqm_error *e)
{
	const struct timespec slice = { .tv_nsec = SLICE_MS * 1000000L };

	for (long left = timeout_ms; flock(f->lock, LOCK_EX | LOCK_NB); left -= SLICE_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return error_set_errno(e, f->path, "locked");
		if (iqm_cancelled(&cli_cancel))
			return error_set(e, IQM_E_CANCELLED, "cancelled");
		if (left <= 0)
			return error_set(e, IQM_E_TIMEOUT,
					 "timed out while another process renewed the token");
		nanosleep(&slice, NULL);
	}
	return 0;
}

/* The lock is a file beside it, as the file itself is another one after each commit. */
int staged_file_lock(struct staged_file *f, const char *path, long timeout_ms, struct iqm_error *e)
{
	char *lock_path = malloc(strlen(path) + sizeof(".lock"));

	*f = (struct staged_file){ .path = path, .lock = -1, .fd = -1 };
	if (!lock_path)
		return error_set_nomem(e);
	sprintf(lock_path, "%s.lock", path);
	f->lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	if (f->lock < 0)
		error_set_errno(e, lock_path, "opened");
	free(lock_path);
	return f->lock < 0 ? e->status : wait_for_lock(f, timeout_ms, e);
}

/* ---- the content ------------------------------------------------------------------------- */

int staged_file_open(struct staged_file *f, size_t size, struct iqm_error *e)
{
	f->new_path = malloc(strlen(f->path) + sizeof(".new"));
	if (!f->new_path)
		return error_set_nomem(e);
	sprintf(f->new_path, "%s.new", f->path);
	unlink(f->new_path); /* of a process that was killed */
	f->fd = open(f->new_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	errno = f->fd < 0 ? errno : posix_fallocate(f->fd, 0, (off_t)size);
	return errno ? error_set_errno(e, f->new_path, "made") : 0;
}

static bool write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno != EINTR)
			return false;
		text += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return true;
}

/* So that the new name survives a power cut. */
static void sync_directory(const char *path)
{
	char *directory = strdup(path);
	int fd = -1;

	if (directory) {
		*strrchr(directory, '/') = '\0';
		fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(directory);
}

int staged_file_commit(struct staged_file *f, const char *text, size_t len, struct iqm_error *e)
{
	if (!write_all(f->fd, text, len) || ftruncate(f->fd, (off_t)len) || fsync(f->fd))
		return error_set_errno(e, f->new_path, "written");
	if (rename(f->new_path, f->path))
		return error_set_errno(e, f->path, "replaced");
	free(f->new_path);
	f->new_path = NULL;
	sync_directory(f->path);
	return 0;
}

void staged_file_close(struct staged_file *f)
{
	if (f->new_path)
		unlink(f->new_path);
	free(f->new_path);
	if (f->fd >= 0)
		close(f->fd);
	if (f->lock >= 0)
		close(f->lock);
}

/* SPDX-License-Identifier: MIT */
/* Replaces a file, mode 0600: all of it or none, by one process at a time. */
#include "config/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the lock ---------------------------------------------------------------------------- */

/* No money is at stake: without locks, a second renewal at the same time may fail. */
static int wait_for_lock(const struct staged_file *f, long timeout_ms, const char *other,
			 struct iqm_error *e)
{
	const struct deadline deadline =
		iqm_deadline_in(&iqm_system_clock, timeout_ms, &cli_cancel);
	int os_error;
	int err = iqm_lock_wait(f->lock, 0, &deadline, &os_error);

	if (err == IQM_E_CANCELLED)
		return error_set(e, err, "cancelled");
	if (err == IQM_E_TIMEOUT)
		return error_set(e, err, "timed out while another process %s", other);
	errno = os_error;
	return err && !iqm_fs_lacks(FS_LOCK, errno) ? error_set_errno(e, f->path, "locked") : 0;
}

static char *path_beside(const char *path, const char *ending)
{
	size_t size = strlen(path) + strlen(ending) + 1;
	char *name = malloc(size);

	if (name)
		snprintf(name, size, "%s%s", path, ending);
	return name;
}

/* Made if there is none. */
static int open_own(const char *name, int *fd, struct iqm_error *e)
{
	const struct own_file own = {
		.what = "file",
		.path = name,
		.status = IQM_E_FILE,
		.closed = S_IRWXG | S_IRWXO,
	};

	iqm_error_begin(e, NULL);
	return iqm_own_open(&own, AT_FDCWD, name, O_RDWR | O_CREAT, fd, NULL, e);
}

/* The lock is a file beside it, as the file itself is another one after each commit. */
int staged_file_lock(struct staged_file *f, const char *path, long timeout_ms, const char *other,
		     struct iqm_error *e)
{
	char *name = path_beside(path, ".lock");
	int err;

	*f = (struct staged_file){ .path = path, .lock = -1, .fd = -1 };
	err = name ? open_own(name, &f->lock, e) : error_set_nomem(e);
	free(name);
	return err ? err : wait_for_lock(f, timeout_ms, other, e);
}

/* ---- the content ------------------------------------------------------------------------- */

/* Where room cannot be taken beforehand, the disk may be full later. */
int staged_file_open(struct staged_file *f, size_t size, struct iqm_error *e)
{
	int err;

	f->new_path = path_beside(f->path, ".new");
	if (!f->new_path)
		return error_set_nomem(e);
	unlink(f->new_path); /* of a process that was killed */
	err = open_own(f->new_path, &f->fd, e);
	if (err)
		return err;
	errno = posix_fallocate(f->fd, 0, (off_t)size);
	return errno && !iqm_fs_lacks(FS_ALLOCATE, errno) ? error_set_errno(e, f->new_path, "made")
							  : 0;
}

/* So that the new name survives a power cut. */
static void sync_directory(const char *path)
{
	const char *name;
	int fd = iqm_open_parent(path, &name);

	if (fd >= 0) {
		iqm_sync_directory(fd);
		close(fd);
	}
}

static int write_new(int fd, const char *text, size_t len)
{
	int os_error = iqm_write_all(fd, text, len);

	if (!os_error && ftruncate(fd, (off_t)len))
		os_error = errno;
	return os_error ? os_error : iqm_sync(fd);
}

int staged_file_commit(struct staged_file *f, const char *text, size_t len, struct iqm_error *e)
{
	errno = write_new(f->fd, text, len);
	if (errno)
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

/* SPDX-License-Identifier: MIT */
/* Files that are this user's alone: opened, locked, read, written, renamed. */
#define _GNU_SOURCE /* F_OFD_SETLK, renameat2() */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* No link is followed, and a FIFO does not block. */
#define SAFELY (O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
#define MAX_TRIES 100 /* other processes may make and remove the file meanwhile */
#define LOCK_SLICE_MS 5

/* ---- whose it is --------------------------------------------------------------------------- */

int iqm_own_fail(const struct own_file *own, struct iqm_error *e, int os_error, const char *what)
{
	return iqm_fail_errno(e, own->status, os_error, "%s '%s': %s", own->what, own->path, what);
}

static int fail_mode(const struct own_file *own, mode_t mode, struct iqm_error *e)
{
	bool secret = own->closed & S_IRGRP;

	return iqm_fail(e, own->status,
			"%s '%s': expected that only its user can %swrite it, found mode %03o; "
			"run: chmod %s '%s'",
			own->what, own->path, secret ? "read and " : "", (unsigned)mode & 0777u,
			secret ? "go=" : "go-w", own->path);
}

int iqm_own_check(const struct own_file *own, int fd, struct iqm_error *e)
{
	const char *kind = own->directory ? "directory" : "regular file";
	struct stat about;

	if (fstat(fd, &about))
		return iqm_own_fail(own, e, errno, "cannot be examined");
	if (own->directory ? !S_ISDIR(about.st_mode) : !S_ISREG(about.st_mode))
		return iqm_fail(e, own->status, "%s '%s': expected a %s, found another kind",
				own->what, own->path, kind);
	if (about.st_uid != geteuid() && !(own->roots && !about.st_uid))
		return iqm_fail(e, own->status,
				"%s '%s': expected a %s of user %ld, found one of user %ld",
				own->what, own->path, kind, (long)geteuid(), (long)about.st_uid);
	if (own->single && about.st_nlink > 1)
		return iqm_fail(e, own->status,
				"%s '%s': expected one name, found a hard link to it; it was left "
				"alone",
				own->what, own->path);
	return about.st_mode & own->closed ? fail_mode(own, about.st_mode, e) : 0;
}

/* One that was just made has the wrong owner or mode: nothing will help here. */
static int check_made(const struct own_file *own, int fd, int directory, const char *name,
		      struct iqm_error *e)
{
	if (!own->closed || !iqm_own_check(own, fd, NULL))
		return 0;
	unlinkat(directory, name, 0);
	return iqm_fail(e, own->status,
			"%s '%s': this file system does not keep a file's owner and mode: expected "
			"one that does",
			own->what, own->path);
}

/* Gives -1 with the errno. *made: it was not there before. */
static int open_or_make(int directory, const char *name, int flags, bool *made)
{
	int fd = -1;

	*made = false;
	for (int i = 0; i < MAX_TRIES; i++) {
		fd = openat(directory, name, (flags & ~O_CREAT) | SAFELY);
		if (fd >= 0 || errno != ENOENT || !(flags & O_CREAT))
			break;
		fd = openat(directory, name, flags | O_EXCL | SAFELY, S_IRUSR | S_IWUSR);
		*made = fd >= 0;
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

int iqm_own_open(const struct own_file *own, int directory, const char *name, int flags, int *fd,
		 bool *made, struct iqm_error *e)
{
	bool is_new;
	int err;

	*fd = open_or_make(directory, name, flags, &is_new);
	if (made)
		*made = is_new;
	if (*fd < 0)
		return iqm_own_fail(own, e, errno,
				    errno == ELOOP ? "expected a file, found a symbolic link"
						   : "cannot be opened");
	err = is_new ? check_made(own, *fd, directory, name, e) : iqm_own_check(own, *fd, e);
	if (err) {
		close(*fd);
		*fd = -1;
	}
	return err;
}

int iqm_open_parent(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char *parent;
	int fd;

	*name = slash ? slash + 1 : path;
	parent = slash ? strndup(path, (size_t)(*name - path)) : strdup(".");
	if (!parent)
		return -1;
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(parent);
	return fd;
}

bool iqm_is_named(int fd, int directory, const char *name)
{
	struct stat here;
	struct stat there;

	return !fstat(fd, &here) && !fstatat(directory, name, &there, AT_SYMLINK_NOFOLLOW) &&
	       here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

/* ---- locks --------------------------------------------------------------------------------- */

static struct flock lock_of(short type, int64_t byte)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
}

int iqm_lock(int fd, int64_t byte)
{
	struct flock lock = lock_of(F_WRLCK, byte);

	if (!fcntl(fd, F_OFD_SETLK, &lock))
		return 0;
	return errno == EACCES ? EAGAIN : errno;
}

void iqm_unlock(int fd, int64_t byte)
{
	struct flock lock = lock_of(F_UNLCK, byte);

	fcntl(fd, F_OFD_SETLK, &lock);
}

bool iqm_is_locked(int fd, int64_t byte)
{
	struct flock lock = lock_of(F_WRLCK, byte);

	return fcntl(fd, F_OFD_GETLK, &lock) || lock.l_type != F_UNLCK;
}

int iqm_lock_wait(int fd, int64_t byte, const struct deadline *deadline, int *os_error)
{
	int err = 0;

	while (!err && (*os_error = iqm_lock(fd, byte)) == EAGAIN)
		err = iqm_deadline_sleep(deadline, LOCK_SLICE_MS);
	/* cppcheck-suppress ctuuninitvar ; the loop's first condition sets it */
	return *os_error && !err ? IQM_E_FILE : err;
}

/* ---- bytes --------------------------------------------------------------------------------- */

int iqm_write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n > 0) {
			data += n;
			len -= (size_t)n;
		} else if (!n || errno != EINTR) {
			return n ? errno : EIO;
		}
	}
	return 0;
}

int iqm_read_at(int fd, void *to, size_t len, int64_t at, size_t *got)
{
	*got = 0;
	while (*got < len) {
		ssize_t n = pread(fd, (char *)to + *got, len - *got, at + (int64_t)*got);

		if (!n)
			break;
		if (n > 0)
			*got += (size_t)n;
		else if (errno != EINTR)
			return errno;
	}
	return 0;
}

int iqm_sync(int fd)
{
	return fsync(fd) && !iqm_fs_lacks(FS_SYNC, errno) ? errno : 0;
}

int iqm_sync_directory(int fd)
{
	return fsync(fd) && !iqm_fs_lacks(FS_SYNC_DIRECTORY, errno) ? errno : 0;
}

/* ---- a new name ---------------------------------------------------------------------------- */

static int link_to(int directory, const char *from, const char *to)
{
	if (linkat(directory, from, directory, to, 0))
		return errno;
	unlinkat(directory, from, 0);
	return 0;
}

/* Takes the name first, by an empty file, and replaces that. Who is killed between leaves it. */
static int rename_over_own(int directory, const char *from, const char *to)
{
	int fd = openat(directory, to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	int os_error = 0;

	if (fd < 0)
		return errno;
	close(fd);
	if (renameat(directory, from, directory, to)) {
		os_error = errno;
		unlinkat(directory, to, 0);
	}
	return os_error;
}

/* musl has neither. */
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
static int renameat2(int from_directory, const char *from, int to_directory, const char *to,
		     unsigned flags)
{
	return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
}
#endif

int iqm_rename_new(int fd, int directory, const char *from, const char *to)
{
	int os_error = 0;

	if (renameat2(directory, from, directory, to, RENAME_NOREPLACE))
		os_error = errno;
	if (os_error && iqm_fs_lacks(FS_RENAME_NEW, os_error)) {
		os_error = link_to(directory, from, to);
		if (os_error && iqm_fs_lacks(FS_LINK, os_error))
			os_error = rename_over_own(directory, from, to);
	}
	/* Over a network it may be done although the response to it was lost. */
	if (os_error && iqm_is_named(fd, directory, to)) {
		unlinkat(directory, from, 0);
		os_error = 0;
	}
	return os_error;
}

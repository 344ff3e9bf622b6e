/* SPDX-License-Identifier: MIT */
/* The part file and its sidecar: opened and locked, resumed, synced, renamed to a free name. */
#define _GNU_SOURCE /* renameat2(), flock() */
#define _FILE_OFFSET_BITS 64
#include "files/saving.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FLAGS (O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
#define MAX_TRIES 100 /* other processes may create and remove the file meanwhile */
#define REOPEN 1
#define LINE_SIZE 256
#define LINE "iqm-part 1 %016" PRIx64 " %" PRId64 " %s\n"

void iqm_part_init(struct part *p)
{
	*p = (struct part){ .directory = -1, .fd = -1, .sidecar_fd = -1 };
}

/* After a power failure a part may have holes, so those of another boot are not used. */
static uint64_t of_this_boot(uint64_t source)
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	char id[36];
	ssize_t n = fd < 0 ? 0 : read(fd, id, sizeof(id));

	if (fd >= 0)
		close(fd);
	return iqm_hash(source, id, n > 0 ? (size_t)n : 0);
}

/* ---- open ---------------------------------------------------------------------------------- */

static int open_directory(struct part *p, const char *path, struct iqm_error *e)
{
	size_t len = (size_t)(p->name - path);
	char directory[4096];

	if (len >= sizeof(directory))
		return iqm_fail_file(e, ENAMETOOLONG, "cannot open the folder of", p->name);
	memcpy(directory, len ? path : ".", len ? len : 1);
	directory[len ? len : 1] = '\0';
	p->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return p->directory < 0 ? iqm_fail_file(e, errno, "cannot open the folder of", p->name) : 0;
}

static int set_names(struct part *p, const char *path, struct iqm_error *e)
{
	const char *slash = strrchr(path, '/');

	p->name = slash ? slash + 1 : path;
	if (!*p->name)
		return iqm_fail(e, IQM_E_USAGE, "save.path: it names a folder, not a file");
	snprintf(p->file, sizeof(p->file), "%s.part", p->name);
	if (snprintf(p->sidecar, sizeof(p->sidecar), "%s.part.meta", p->name) >= PART_NAME)
		return iqm_fail_file(e, ENAMETOOLONG, "cannot write", p->name);
	return 0;
}

static int fail_exists(const struct part *p, struct iqm_error *e)
{
	return iqm_fail(e, IQM_E_FILE_EXISTS, "\"%s\" is there already; it was left alone",
			p->name);
}

static int check_target(const struct part *p, struct iqm_error *e)
{
	struct stat about;

	if (!fstatat(p->directory, p->name, &about, AT_SYMLINK_NOFOLLOW))
		return fail_exists(p, e);
	return errno == ENOENT ? 0 : iqm_fail_file(e, errno, "cannot look for", p->name);
}

static int check_owner(int fd, const char *name, struct iqm_error *e)
{
	struct stat about;

	if (fstat(fd, &about))
		return iqm_fail_file(e, errno, "cannot examine", name);
	if (!S_ISREG(about.st_mode) || about.st_uid != geteuid())
		return iqm_fail(e, IQM_E_FILE, "\"%s\" is not a regular file of this user", name);
	return fchmod(fd, 0600) ? iqm_fail_file(e, errno, "cannot set the mode of", name) : 0;
}

/* A file of ours under that name, and no other. *fd is -1 on error. */
static int open_own(const struct part *p, const char *name, int *fd, struct iqm_error *e)
{
	int err;

	*fd = openat(p->directory, name, OPEN_FLAGS, 0600);
	if (*fd < 0 && errno == ELOOP)
		return iqm_fail_file(e, ELOOP, "a symbolic link is in the place of", name);
	if (*fd < 0)
		return iqm_fail_file(e, errno, "cannot open", name);
	err = check_owner(*fd, name, e);
	if (err) {
		close(*fd);
		*fd = -1;
	}
	return err;
}

/* The locked file must still have this name and no other: a finished file is not written to. */
static int check_lock(const struct part *p)
{
	struct stat here;
	struct stat there;

	if (fstat(p->fd, &here) || fstatat(p->directory, p->file, &there, AT_SYMLINK_NOFOLLOW) ||
	    here.st_dev != there.st_dev || here.st_ino != there.st_ino)
		return REOPEN;
	if (here.st_nlink == 1)
		return 0;
	unlinkat(p->directory, p->file, 0);
	return REOPEN;
}

/* Leaves the file as it is. */
static void unlock(struct part *p)
{
	close(p->fd);
	p->fd = -1;
}

static int lock(struct part *p, struct iqm_error *e)
{
	int os_error = flock(p->fd, LOCK_EX | LOCK_NB) ? errno : 0;
	int err;

	if (os_error == EWOULDBLOCK) {
		e->os_error = os_error;
		err = iqm_fail(e, IQM_E_FILE, "another process is saving \"%s\"", p->name);
	} else if (os_error) {
		err = iqm_fail_file(e, os_error, "cannot lock", p->file);
	} else {
		err = check_lock(p);
	}
	if (err)
		unlock(p);
	return err;
}

static int open_locked(struct part *p, struct iqm_error *e)
{
	int err = check_target(p, e);

	if (!err)
		err = open_own(p, p->file, &p->fd, e);
	if (!err)
		err = lock(p, e);
	/* The holder of the lock before may have finished the file. */
	return err ? err : check_target(p, e);
}

int iqm_part_open(struct part *p, const char *path, uint64_t source, struct iqm_error *e)
{
	int err = set_names(p, path, e);
	int tries = 0;

	if (!err)
		err = open_directory(p, path, e);
	if (err)
		return err;
	p->source = of_this_boot(source);
	do
		err = open_locked(p, e);
	while (err == REOPEN && ++tries < MAX_TRIES);
	if (err == REOPEN)
		return iqm_fail(e, IQM_E_FILE, "another process keeps replacing \"%s\"", p->file);
	return err ? err : open_own(p, p->sidecar, &p->sidecar_fd, e);
}

/* ---- the sidecar --------------------------------------------------------------------------- */

int64_t iqm_part_load(const struct part *p, struct version *of)
{
	char line[LINE_SIZE];
	ssize_t n = pread(p->sidecar_fd, line, sizeof(line) - 1, 0);
	struct stat about;
	uint64_t source;
	int start;

	*of = (struct version){ .total = -1 };
	if (n <= 0 || line[n - 1] != '\n' || fstat(p->fd, &about))
		return 0;
	line[n - 1] = '\0';
	/* A number out of range is another source or total, whose bytes are not resumed. */
	/* NOLINTNEXTLINE(cert-err34-c) */
	if (sscanf(line, "iqm-part 1 %16" SCNx64 " %" SCNd64 " %n", &source, &of->total, &start) !=
		    2 ||
	    source != p->source || !line[start] || strlen(line + start) >= sizeof(of->validator) ||
	    (of->total >= 0 && about.st_size > of->total)) {
		of->total = -1;
		return 0;
	}
	memcpy(of->validator, line + start, strlen(line + start) + 1);
	return about.st_size;
}

static int write_line(const struct part *p, const struct version *of)
{
	char line[LINE_SIZE];
	int len = snprintf(line, sizeof(line), LINE, p->source, of->total, of->validator);
	ssize_t n;

	do
		n = pwrite(p->sidecar_fd, line, (size_t)len, 0);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	return n == len ? 0 : ENOSPC;
}

/* The part is emptied first: it never has bytes of a version that its sidecar does not name. */
int iqm_part_restart(struct part *p, const struct version *of, struct iqm_error *e)
{
	int os_error = 0;

	if (ftruncate(p->fd, 0) || ftruncate(p->sidecar_fd, 0))
		os_error = errno;
	else if (*of->validator)
		os_error = write_line(p, of);
	return os_error ? iqm_fail_file(e, os_error, "cannot write", p->sidecar) : 0;
}

/* ---- the end ------------------------------------------------------------------------------- */

/* 0, or the errno; EEXIST: the name is taken. To check first and then rename would be a race. */
static int rename_new(const struct part *p)
{
	if (!renameat2(p->directory, p->file, p->directory, p->name, RENAME_NOREPLACE))
		return 0;
	if (errno != ENOSYS && errno != EINVAL)
		return errno;
	if (linkat(p->directory, p->file, p->directory, p->name, 0))
		return errno;
	unlinkat(p->directory, p->file, 0);
	return 0;
}

int iqm_part_commit(struct part *p, struct iqm_error *e)
{
	int os_error;

	if (fsync(p->fd))
		return iqm_fail_file(e, errno, "cannot sync", p->file);
	os_error = rename_new(p);
	if (os_error == EEXIST)
		return fail_exists(p, e);
	if (os_error)
		return iqm_fail_file(e, os_error, "cannot rename the part file to", p->name);
	unlinkat(p->directory, p->sidecar, 0);
	unlock(p);
	/* Some file systems cannot sync a directory. */
	if (fsync(p->directory) && errno != EINVAL)
		return iqm_fail_file(e, errno, "saved, but its folder cannot be synced:", p->name);
	return 0;
}

void iqm_part_remove(struct part *p)
{
	if (p->fd < 0)
		return;
	unlinkat(p->directory, p->sidecar, 0);
	unlinkat(p->directory, p->file, 0);
	unlock(p);
}

void iqm_part_close(struct part *p)
{
	struct stat about;

	if (p->fd >= 0 && !fstat(p->fd, &about) && !about.st_size)
		iqm_part_remove(p);
	if (p->fd >= 0)
		close(p->fd);
	if (p->sidecar_fd >= 0)
		close(p->sidecar_fd);
	if (p->directory >= 0)
		close(p->directory);
	iqm_part_init(p);
}

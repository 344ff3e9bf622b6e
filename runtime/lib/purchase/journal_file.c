/* SPDX-License-Identifier: MIT */
/* The journal's file: only its user reads and writes it. Lines are appended whole, and each is on
 * the disk before its writer goes on. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "purchase/journal_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_SUFFIX ".lock"

/* ---- messages -------------------------------------------------------------------------------- */

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

/* ---- a new file ------------------------------------------------------------------------------ */

/* A name beside the journal that no other process takes: what a killed one left is in nobody's way.
 */
static int make_new(struct journal_file *f, char *name, size_t size, int *fd,
		    struct iqm_error *error)
{
	struct own_file file = own(f);
	uint64_t random;

	*fd = -1;
	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		return fail_errno(f, error, errno, "no random name for a new file");
	if ((size_t)snprintf(name, size, "%s.%016" PRIx64, f->name, random) >= size)
		return fail_errno(f, error, ENAMETOOLONG, "a new file cannot be made");
	return iqm_own_open(&file, f->directory, name, O_RDWR | O_APPEND | O_CREAT, fd, NULL,
			    error);
}

/* An open file with this text, on the disk, under a name of its own. */
static int write_new(struct journal_file *f, const char *text, size_t len, char *name, size_t size,
		     int *fd, struct iqm_error *error)
{
	int err = make_new(f, name, size, fd, error);
	int os_error = err ? 0 : iqm_write_all(*fd, text, len);

	if (!err && !os_error && fdatasync(*fd))
		os_error = errno;
	if (!os_error)
		return err;
	unlinkat(f->directory, name, 0);
	close(*fd);
	*fd = -1;
	return fail_errno(f, error, os_error, "a new file cannot be written");
}

static int sync_directory(struct journal_file *f, struct iqm_error *error)
{
	int os_error = iqm_sync_directory(f->directory);

	return os_error ? fail_errno(f, error, os_error, "its directory cannot be synced") : 0;
}

/* Else the name may be the file's before it after a loss of power. */
static int sync_name(struct journal_file *f, struct iqm_error *error)
{
	int err = f->name_unsynced ? sync_directory(f, error) : 0;

	f->name_unsynced = err != 0;
	return err;
}

static void take_fd(struct journal_file *f, int fd)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = fd;
}

int iqm_journal_file_replace(struct journal_file *f, int64_t generation, const char *text,
			     size_t len, bool *replaced, struct iqm_error *error)
{
	char name[NAME_MAX + 1];
	int fd;
	int err = write_new(f, text, len, name, sizeof(name), &fd, error);

	*replaced = false;
	if (err)
		return err;
	if (renameat(f->directory, name, f->directory, f->name)) {
		err = fail_errno(f, error, errno, "cannot be replaced");
		unlinkat(f->directory, name, 0);
		close(fd);
		return err;
	}
	*replaced = true;
	take_fd(f, fd);
	f->name_unsynced = true;
	err = sync_name(f, error);
	if (!err)
		iqm_journal_mark_write(f, generation, (int64_t)len);
	return err;
}

/* The first one: a file that has its header from the beginning. *fd -1: another process was faster.
 */
static int create(struct journal_file *f, struct iqm_error *error)
{
	char name[NAME_MAX + 1];
	int fd;
	int err = write_new(f, JOURNAL_HEADER, JOURNAL_HEADER_LEN, name, sizeof(name), &fd, error);
	int os_error;

	if (err)
		return err;
	os_error = iqm_rename_new(fd, f->directory, name, f->name);
	if (os_error) {
		unlinkat(f->directory, name, 0);
		close(fd);
		return os_error == EEXIST ? 0 : fail_errno(f, error, os_error, "cannot be made");
	}
	take_fd(f, fd);
	return 0;
}

/* ---- open ------------------------------------------------------------------------------------ */

static int fail_lost(const struct journal_file *f, struct iqm_error *error)
{
	return iqm_fail(error, IQM_E_JOURNAL,
			"journal '%s': it is lost: '%s' shows that there was one; put it back, or "
			"repair it: without it, nobody knows what was bought",
			f->path, f->lock_path);
}

int iqm_journal_file_fail_format(const struct journal_file *f, int64_t number,
				 struct iqm_error *error)
{
	char text[IQM_FORMAT_SIZE];

	return iqm_fail(error, IQM_E_JOURNAL, "journal '%s': it has %s; it was left alone", f->path,
			iqm_format_text(number, JOURNAL_FORMAT, text));
}

enum format_found iqm_journal_file_format(const char *found, size_t len, int64_t *number)
{
	static const char name[] = "iqm-journal ";
	enum format_found format =
		iqm_format_read(JOURNAL_HEADER, JOURNAL_FORMAT, found, len, number);
	bool named = len >= sizeof(name) && !memcmp(found, name, sizeof(name) - 1);

	return format == FORMAT_NONE && named ? FORMAT_CUT : format;
}

static int check_header(struct journal_file *f, struct iqm_error *error)
{
	char found[IQM_FORMAT_LINE];
	int64_t number;
	size_t len;
	int err = iqm_journal_file_read(f, 0, found, sizeof(found), &len, error);

	if (err)
		return err;
	switch (iqm_journal_file_format(found, len, &number)) {
	case FORMAT_KNOWN:
		return 0;
	case FORMAT_CUT:
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': %s: it is damaged; put it back, or repair it",
				f->path, len ? "its first line was cut or changed" : "it is empty");
	case FORMAT_OTHER:
		return iqm_journal_file_fail_format(f, number, error);
	default: /* its content is not shown: it may be a secret */
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': expected a journal or no file, found other "
				"content; it was left alone",
				f->path);
	}
}

/* *missing: there is no such file. */
static int open_named(const struct journal_file *f, const char *path, const char *name, int flags,
		      int *fd, bool *missing, struct iqm_error *error)
{
	struct iqm_error why = { .status = 0 };
	struct own_file file = own(f);
	int err;

	file.path = path;
	err = iqm_own_open(&file, f->directory, name, flags, fd, NULL, &why);
	*missing = err && why.os_error == ENOENT;
	if (err && !*missing && error)
		*error = why;
	return err;
}

static int open_journal(struct journal_file *f, bool *missing, struct iqm_error *error)
{
	int fd;
	int err = open_named(f, f->path, f->name, O_RDWR | O_APPEND, &fd, missing, error);

	if (!err)
		take_fd(f, fd);
	return *missing ? 0 : err;
}

/*
 * The lock file is made after the journal, and is never removed. So where it was there before, and
 * the journal is not, a journal was lost; where neither is, there never was one.
 */
static int open_or_make(struct journal_file *f, enum journal_expected expected,
			struct iqm_error *error)
{
	bool locked; /* whether there was a lock file */
	bool missing;
	int err = open_named(f, f->lock_path, f->lock_name, O_RDWR, &f->lock_fd, &missing, error);

	locked = !err;
	if (err && !missing)
		return err;
	err = open_journal(f, &missing, error);
	if (!err && missing && expected == JOURNAL_OR_NEW)
		err = locked ? fail_lost(f, error) : create(f, error);
	if (!err && missing && !locked && expected == JOURNAL_ANY)
		return iqm_fail(error, IQM_E_JOURNAL, "journal '%s': there is none", f->path);
	if (!err && f->fd < 0 && expected == JOURNAL_OR_NEW)
		err = open_journal(f, &missing, error);
	if (!err && !locked)
		err = open_named(f, f->lock_path, f->lock_name, O_RDWR | O_CREAT, &f->lock_fd,
				 &missing, error);
	return err;
}

/*
 * Another name is another journal to who uses it, with a lock file of its own. Who makes a journal
 * may give it two for a short time (iqm_rename_new()), so this comes last.
 */
static int check_names(const struct journal_file *f, struct iqm_error *error)
{
	struct own_file file = own(f);
	int err;

	file.single = true;
	err = f->fd < 0 ? 0 : iqm_own_check(&file, f->fd, error);
	file.path = f->lock_path;
	return err ? err : iqm_own_check(&file, f->lock_fd, error);
}

/* The names are synced too, or a power failure could lose them. */
static int open_files(struct journal_file *f, enum journal_expected expected,
		      struct iqm_error *error)
{
	int err;

	f->directory = iqm_open_parent(f->path, &f->name);
	if (f->directory < 0)
		return fail_errno(f, error, errno, "its directory cannot be opened");
	f->lock_name = f->lock_path + (f->name - f->path);
	err = open_or_make(f, expected, error);
	if (!err && expected == JOURNAL_OR_NEW)
		err = check_header(f, error);
	if (!err)
		err = sync_directory(f, error);
	return err ? err : check_names(f, error);
}

int iqm_journal_file_open(struct journal_file *f, const struct iqm_clock *clock, const char *path,
			  enum journal_expected expected, struct iqm_error *error)
{
	pthread_condattr_t monotonic;
	size_t size = strlen(path) + sizeof(LOCK_SUFFIX);

	f->clock = clock;
	f->directory = f->fd = f->lock_fd = -1;
	pthread_mutex_init(&f->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&f->freed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	f->path = strdup(path);
	f->lock_path = malloc(size);
	if (!f->path || !f->lock_path)
		return iqm_fail_nomem(error);
	snprintf(f->lock_path, size, "%s" LOCK_SUFFIX, path);
	return open_files(f, expected, error);
}

void iqm_journal_file_close(struct journal_file *f)
{
	const int fds[] = { f->fd, f->lock_fd, f->directory };

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	iqm_journal_file_forget(f);
	pthread_mutex_destroy(&f->mutex);
	pthread_cond_destroy(&f->freed);
	free(f->path);
	free(f->lock_path);
}

/* ---- reading and writing --------------------------------------------------------------------- */

int iqm_journal_file_refresh(struct journal_file *f, int *before, struct iqm_error *error)
{
	bool missing;
	int fd;
	int err;

	*before = -1;
	if (!iqm_is_named(f->lock_fd, f->directory, f->lock_name))
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': its lock file '%s' was removed or replaced while it "
				"was open",
				f->path, f->lock_path);
	if (iqm_is_named(f->fd, f->directory, f->name))
		return check_names(f, error);
	err = open_named(f, f->path, f->name, O_RDWR | O_APPEND, &fd, &missing, error);
	if (err)
		return missing ? fail_lost(f, error) : err;
	*before = f->fd;
	f->fd = fd;
	err = check_header(f, error);
	if (!err)
		err = check_names(f, error);
	if (err) {
		iqm_journal_file_take(f, *before, false);
		*before = -1;
	}
	return err;
}

int iqm_journal_file_reopen(struct journal_file *f, struct iqm_error *error)
{
	bool missing;
	int err = open_journal(f, &missing, error);

	if (missing)
		take_fd(f, -1);
	return err;
}

void iqm_journal_file_take(struct journal_file *f, int before, bool taken)
{
	if (taken) {
		close(before);
		f->name_unsynced = true; /* its writer may have died before its sync */
	} else {
		take_fd(f, before);
	}
}

int iqm_journal_file_size(struct journal_file *f, int64_t *size, struct iqm_error *error)
{
	struct stat about;

	if (fstat(f->fd, &about))
		return fail_errno(f, error, errno, "cannot be examined");
	*size = about.st_size;
	return 0;
}

int iqm_journal_file_read(struct journal_file *f, int64_t at, void *data, size_t len, size_t *got,
			  struct iqm_error *error)
{
	int os_error = iqm_read_at(f->fd, data, len, at, got);

	return os_error ? fail_errno(f, error, os_error, "cannot be read") : 0;
}

/* Removes what a failed write or sync has left. If that fails too, the next writer does. */
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
int iqm_journal_file_append(struct journal_file *f, int64_t size, int64_t at, const char *text,
			    size_t len, struct iqm_error *error)
{
	int err = sync_name(f, error);
	int os_error;

	if (err)
		return err;
	os_error = size > at && ftruncate(f->fd, at) ? errno : 0;
	if (os_error)
		return fail_errno(f, error, os_error, "cannot be written");
	os_error = iqm_write_all(f->fd, text, len);
	if (!os_error && fdatasync(f->fd))
		os_error = errno;
	return os_error ? undo_append(f, at, os_error, error) : 0;
}

int iqm_journal_file_text(struct journal_file *f, int64_t size, struct buf *out,
			  struct iqm_error *error)
{
	char some[8192];
	size_t got = 1;
	int err = 0;

	for (int64_t at = 0; !err && at < size && got; at += (int64_t)got) {
		size_t room =
			size - at < (int64_t)sizeof(some) ? (size_t)(size - at) : sizeof(some);

		err = iqm_journal_file_read(f, at, some, room, &got, error);
		if (!err && iqm_buf_add(out, some, got))
			err = iqm_fail_nomem(error);
	}
	return err;
}

int iqm_journal_file_keep(struct journal_file *f, const char *suffix, const struct buf *text,
			  struct iqm_error *error)
{
	struct own_file file = own(f);
	char name[NAME_MAX + 1];
	int os_error;
	int fd;
	int err;

	if ((size_t)snprintf(name, sizeof(name), "%s%s", f->name, suffix) >= sizeof(name))
		return fail_errno(f, error, ENAMETOOLONG, "its name is too long to add to it");
	err = iqm_own_open(&file, f->directory, name, O_WRONLY | O_APPEND | O_CREAT, &fd, NULL,
			   error);
	if (err)
		return err;
	os_error = iqm_write_all(fd, text->data, text->len);
	if (!os_error && fdatasync(fd))
		os_error = errno;
	close(fd);
	if (os_error)
		return fail_errno(f, error, os_error, "what leaves it cannot be kept");
	return sync_directory(f, error);
}

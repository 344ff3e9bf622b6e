/* SPDX-License-Identifier: MIT */
/* The part file and its sidecar: opened and locked, resumed, synced, renamed to a free name. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "files/saving.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TRIES 100 /* other processes may create and remove the sidecar meanwhile */
#define REOPEN 1
#define LINE_SIZE 256
/* A sidecar begins with it: the part beside it is ours. */
#define FORMAT 1
#define HEADER "iqm-part 1\n"
#define HEADER_LEN (sizeof(HEADER) - 1)

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

/* ---- names --------------------------------------------------------------------------------- */

static int open_directory(struct part *p, const char *path, struct iqm_error *e)
{
	p->directory = iqm_open_parent(path, &p->name);
	if (!*p->name)
		return iqm_fail(e, IQM_E_USAGE, "save.path: it names a folder, not a file");
	if (p->directory < 0)
		return iqm_fail_file(e, errno, "cannot open the folder of", path);
	snprintf(p->file, sizeof(p->file), "%s.part", p->name);
	if (snprintf(p->sidecar, sizeof(p->sidecar), "%s.part.meta", p->name) >= PART_NAME)
		return iqm_fail_file(e, ENAMETOOLONG, "cannot write", p->name);
	/* Or all bytes would come before the new name is refused. */
	if (faccessat(p->directory, ".", W_OK | X_OK, AT_EACCESS))
		return iqm_fail_file(e, errno, "cannot write in the folder of", path);
	return 0;
}

static int fail_exists(const struct part *p, struct iqm_error *e)
{
	return iqm_fail(e, IQM_E_FILE_EXISTS, "\"%s\" is there already; it was left alone",
			p->name);
}

static int check_free(const struct part *p, const char *name, struct iqm_error *e)
{
	struct stat about;

	if (!fstatat(p->directory, name, &about, AT_SYMLINK_NOFOLLOW))
		return IQM_E_FILE_EXISTS;
	return errno == ENOENT ? 0 : iqm_fail_file(e, errno, "cannot look for", name);
}

static int check_target(const struct part *p, struct iqm_error *e)
{
	int err = check_free(p, p->name, e);

	return err == IQM_E_FILE_EXISTS ? fail_exists(p, e) : err;
}

/* ---- open ---------------------------------------------------------------------------------- */

/* One that was left may have got another mode since. */
static int open_own(const struct part *p, const char *name, int flags, int *fd, bool *made,
		    struct iqm_error *e)
{
	const struct own_file own = {
		.what = "part file", .path = name, .status = IQM_E_FILE, .single = true
	};
	int err = iqm_own_open(&own, p->directory, name, O_RDWR | O_CREAT | flags, fd, made, e);

	if (!err && !*made && fchmod(*fd, S_IRUSR | S_IWUSR) && !iqm_fs_lacks(FS_CHMOD, errno))
		err = iqm_own_fail(&own, e, errno, "its mode cannot be set");
	return err;
}

/* Where there are no locks only the save that makes a part has it, and nothing is resumed. */
static int lock(struct part *p, bool made, struct iqm_error *e)
{
	int os_error = iqm_lock(p->sidecar_fd, 0);

	p->temporary = made && iqm_fs_lacks(FS_LOCK, os_error);
	if (!os_error || p->temporary)
		return iqm_is_named(p->sidecar_fd, p->directory, p->sidecar) ? 0 : REOPEN;
	if (os_error != EAGAIN)
		return iqm_fail_file(e, os_error,
				     "if no other process is saving it, remove it; cannot lock",
				     p->sidecar);
	e->os_error = os_error;
	return iqm_fail(e, IQM_E_FILE, "another process is saving \"%s\"", p->name);
}

static int open_sidecar(struct part *p, bool *made, struct iqm_error *e)
{
	int err = check_target(p, e);

	if (!err)
		err = open_own(p, p->sidecar, O_APPEND, &p->sidecar_fd, made, e);
	if (!err)
		err = lock(p, *made, e);
	/* The holder of the lock before may have finished the file. */
	if (!err)
		err = check_target(p, e);
	if (err && p->sidecar_fd >= 0) {
		close(p->sidecar_fd);
		p->sidecar_fd = -1;
	}
	return err;
}

/* Synced, so that no power failure leaves a part that is not known as ours. */
static int write_header(const struct part *p, struct iqm_error *e)
{
	int os_error = ftruncate(p->sidecar_fd, 0) ? errno : 0;

	if (!os_error)
		os_error = iqm_write_all(p->sidecar_fd, HEADER, HEADER_LEN);
	if (!os_error)
		os_error = iqm_sync(p->sidecar_fd);
	return os_error ? iqm_fail_file(e, os_error, "cannot write", p->sidecar) : 0;
}

static int fail_sidecar(const struct part *p, enum format_found format, int64_t number,
			struct iqm_error *e)
{
	char text[IQM_FORMAT_SIZE];

	if (format == FORMAT_OTHER)
		return iqm_fail(e, IQM_E_FILE,
				"\"%s\": it has %s; it was left alone: move it away, or save under "
				"another name",
				p->sidecar, iqm_format_text(number, FORMAT, text));
	return iqm_fail(e, IQM_E_FILE,
			"\"%s\": expected that it begins with \"iqm-part 1\", found something "
			"else; it was left alone: move it away, or save under another name",
			p->sidecar);
}

/* A part without our header beside it is somebody's. So is a sidecar that begins otherwise. */
static int claim(const struct part *p, struct iqm_error *e)
{
	char found[IQM_FORMAT_LINE];
	enum format_found format;
	int64_t number;
	size_t len;
	int os_error = iqm_read_at(p->sidecar_fd, found, sizeof(found), 0, &len);
	int err;

	if (os_error)
		return iqm_fail_file(e, os_error, "cannot read", p->sidecar);
	format = iqm_format_read(HEADER, FORMAT, found, len, &number);
	if (format == FORMAT_KNOWN)
		return 0;
	if (format != FORMAT_CUT)
		return fail_sidecar(p, format, number, e);
	err = check_free(p, p->file, e); /* the sidecar is new, or its writer was killed */
	if (err != IQM_E_FILE_EXISTS)
		return err ? err : write_header(p, e);
	return iqm_fail(
		e, IQM_E_FILE,
		"\"%s\" is no part of a download: it has no \"%s\" that begins with "
		"\"iqm-part 1\"; it was left alone: move it away, or save under another name",
		p->file, p->sidecar);
}

int iqm_part_open(struct part *p, const char *path, uint64_t source, struct iqm_error *e)
{
	int err = open_directory(p, path, e);
	bool made = false;
	bool made_part;
	int tries = 0;

	if (err)
		return err;
	p->source = of_this_boot(source);
	do
		err = open_sidecar(p, &made, e);
	while (err == REOPEN && ++tries < MAX_TRIES);
	if (err == REOPEN)
		return iqm_fail(e, IQM_E_FILE, "another process keeps replacing \"%s\"",
				p->sidecar);
	if (err)
		return err;
	err = claim(p, e);
	if (!err)
		err = open_own(p, p->file, 0, &p->fd, &made_part, e);
	if (err && made)
		unlinkat(p->directory, p->sidecar, 0);
	return err;
}

/* ---- the sidecar's second line --------------------------------------------------------------- */

/* "<source> <total, 0: not known> <validator>" */
static int source_text(const struct part *p, char text[LINE_SIZE])
{
	return snprintf(text, LINE_SIZE, "%016" PRIx64 " ", p->source);
}

static bool read_version(const struct part *p, const char *line, struct version *of)
{
	char source[LINE_SIZE];
	int len = source_text(p, source);
	const char *end;
	uint64_t total;

	if (strncmp(line, source, (size_t)len) != 0)
		return false;
	end = iqm_digits(line + len, NULL, INT64_MAX, &total);
	if (!end || *end++ != ' ' || !*end || strlen(end) >= sizeof(of->validator))
		return false;
	of->total = total ? (int64_t)total : -1;
	memcpy(of->validator, end, strlen(end) + 1);
	return true;
}

int64_t iqm_part_load(const struct part *p, struct version *of)
{
	char line[LINE_SIZE];
	struct stat about;
	size_t n;

	*of = (struct version){ .total = -1 };
	if (iqm_read_at(p->sidecar_fd, line, sizeof(line), HEADER_LEN, &n) || !n ||
	    line[n - 1] != '\n' || fstat(p->fd, &about))
		return 0;
	line[n - 1] = '\0';
	if (read_version(p, line, of) && (of->total < 0 || about.st_size <= of->total))
		return about.st_size;
	*of = (struct version){ .total = -1 };
	return 0;
}

static int write_version(const struct part *p, const struct version *of)
{
	char line[LINE_SIZE];
	int len = source_text(p, line);

	len += snprintf(line + len, sizeof(line) - (size_t)len, "%" PRId64 " %s\n",
			of->total < 0 ? 0 : of->total, of->validator);
	return iqm_write_all(p->sidecar_fd, line, (size_t)len);
}

/* The part is emptied first: it never has bytes of a version that its sidecar does not name. */
int iqm_part_restart(struct part *p, const struct version *of, struct iqm_error *e)
{
	int os_error = 0;

	if (ftruncate(p->fd, 0) || ftruncate(p->sidecar_fd, HEADER_LEN))
		os_error = errno;
	else if (*of->validator)
		os_error = write_version(p, of);
	return os_error ? iqm_fail_file(e, os_error, "cannot write", p->sidecar) : 0;
}

/* ---- the end ------------------------------------------------------------------------------- */

int iqm_part_commit(struct part *p, unsigned mode, struct iqm_error *e)
{
	int os_error;

	if (mode && fchmod(p->fd, (mode_t)mode) && !iqm_fs_lacks(FS_CHMOD, errno))
		return iqm_fail_file(e, errno, "cannot set the mode of", p->file);
	os_error = iqm_sync(p->fd);
	if (os_error)
		return iqm_fail_file(e, os_error, "cannot sync", p->file);
	os_error = iqm_rename_new(p->fd, p->directory, p->file, p->name);
	if (os_error == EEXIST)
		return fail_exists(p, e);
	p->temporary = false; /* what is whole stays, whatever its name */
	if (os_error)
		return iqm_fail_file(e, os_error,
				     "all of it has come, but the .part cannot be renamed to",
				     p->name);
	unlinkat(p->directory, p->sidecar, 0);
	close(p->fd);
	p->fd = -1;
	os_error = iqm_sync_directory(p->directory);
	return os_error ? iqm_fail_file(e, os_error,
					"saved, but its folder cannot be synced:", p->name)
			: 0;
}

/* Its sidecar no longer says whose bytes they are, or every later save would resume it, and fail.
 */
void iqm_part_refuse(struct part *p)
{
	if (p->fd < 0)
		return;
	p->temporary = false;
	(void)!ftruncate(p->sidecar_fd, HEADER_LEN); /* if not, it is refused once more */
}

/* The part first: there is none without its sidecar. */
static void remove_both(struct part *p)
{
	unlinkat(p->directory, p->file, 0);
	unlinkat(p->directory, p->sidecar, 0);
	close(p->fd);
	p->fd = -1;
}

void iqm_part_close(struct part *p)
{
	struct stat about;

	if (p->fd >= 0 && !fstat(p->fd, &about) && (p->temporary || !about.st_size))
		remove_both(p);
	if (p->fd >= 0)
		close(p->fd);
	if (p->sidecar_fd >= 0)
		close(p->sidecar_fd);
	if (p->directory >= 0)
		close(p->directory);
	iqm_part_init(p);
}

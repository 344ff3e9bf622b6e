/* SPDX-License-Identifier: MIT */
/* The configuration file's bytes. It decides where secrets go, so nobody else may write it. */
#define _GNU_SOURCE /* O_DIRECTORY, ST_RDONLY */
#include "config/config_file.h"
#include "config/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MAX_FILE ((size_t)1 << 20)

char *config_file_path(struct iqm_error *e)
{
	char *directory = user_directory("XDG_CONFIG_HOME", ".config", e);
	char *path = directory ? path_join(directory, PROGRAM "/config") : NULL;

	if (directory && !path)
		error_set_nomem(e);
	free(directory);
	return path;
}

/* ---- whose it is ------------------------------------------------------------------------- */

int config_file_check(const char *path, int fd, bool has_secret, struct iqm_error *e)
{
	const struct own_file own = {
		.what = has_secret ? "configuration with secrets" : "configuration",
		.path = path,
		.status = IQM_E_CONFIG,
		.closed = has_secret ? S_IRWXG | S_IRWXO : S_IWGRP | S_IWOTH,
		.roots = true,
	};

	iqm_error_begin(e, NULL);
	return iqm_own_check(&own, fd, e);
}

/* Others can write in it, but not replace a file of the user's there. */
static bool is_safe_for_others(int fd)
{
	struct statvfs mount;
	struct stat about;

	return (!fstat(fd, &about) && about.st_mode & S_ISVTX) ||
	       (!fstatvfs(fd, &mount) && mount.f_flag & ST_RDONLY);
}

/* Who can write in the directory can put another file in place, or take this one away. */
static int check_directory(const char *path, struct iqm_error *e)
{
	char *parent = strndup(path, (size_t)(strrchr(path, '/') - path));
	struct own_file own = {
		.what = "folder",
		.path = parent,
		.status = IQM_E_CONFIG,
		.directory = true,
		.roots = true,
	};
	int fd = parent ? open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int err = 0;

	if (!parent)
		return error_set_nomem(e);
	iqm_error_begin(e, NULL);
	if (fd >= 0) {
		own.closed = is_safe_for_others(fd) ? 0 : S_IWGRP | S_IWOTH;
		err = iqm_own_check(&own, fd, e);
		close(fd);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		err = iqm_own_fail(&own, e, errno, "cannot be opened");
	}
	free(parent);
	return err;
}

/* ---- reading ----------------------------------------------------------------------------- */

/* Its bytes, with a NUL. */
static int load(const char *path, int fd, char **text, size_t *size, struct iqm_error *e)
{
	struct stat st;
	size_t len;

	if (fstat(fd, &st))
		return error_set_errno(e, path, "examined");
	if ((size_t)st.st_size > MAX_FILE)
		return error_set(e, IQM_E_CONFIG, "%s: expected at most %zu bytes", path, MAX_FILE);
	*size = (size_t)st.st_size + 1;
	*text = malloc(*size);
	if (!*text)
		return error_set_nomem(e);
	errno = iqm_read_at(fd, *text, *size - 1, 0, &len);
	(*text)[len] = '\0';
	*size = len + 1; /* it may have been cut meanwhile */
	return errno ? error_set_errno(e, path, "read") : 0;
}

int config_file_open(const char *path, int *fd, char **text, size_t *size, struct iqm_error *e)
{
	int err = check_directory(path, e);

	*fd = -1;
	if (err)
		return err;
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (*fd < 0) {
		error_set_errno(e, path, "opened");
		return e->status = IQM_E_CONFIG;
	}
	err = config_file_check(path, *fd, false, e);
	return err ? err : load(path, *fd, text, size, e);
}

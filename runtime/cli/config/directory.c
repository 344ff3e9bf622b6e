/* SPDX-License-Identifier: MIT */
/* The user's directories: where the XDG rules have them, and whether they are the user's own. */
#include "config/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *a, const char *b)
{
	size_t size = strlen(a) + strlen(b) + 2;
	char *path = malloc(size);

	if (path)
		snprintf(path, size, "%s/%s", a, b);
	return path;
}

/* The XDG rules ignore a path that is not absolute. */
static const char *absolute(const char *path)
{
	return path && *path == '/' ? path : NULL;
}

static const char *home(void)
{
	const char *path = absolute(getenv("HOME"));
	/* cppcheck-suppress getpwuidCalled ; the command has no other thread that asks */
	const struct passwd *user = path ? NULL : getpwuid(geteuid());

	return user ? absolute(user->pw_dir) : path;
}

char *user_directory(const char *variable, const char *below_home, struct iqm_error *e)
{
	const char *path = absolute(getenv(variable));
	const char *at = path ? NULL : home();
	char *out = NULL;

	if (path)
		out = strdup(path);
	else if (at)
		out = path_join(at, below_home);
	else
		error_set(e, IQM_E_CONFIG,
			  "no home directory: neither HOME nor %s is an absolute path", variable);
	if (!out && (path || at))
		error_set_nomem(e);
	return out;
}

static int check(const char *path, struct iqm_error *e)
{
	const struct own_file own = {
		.what = "folder",
		.path = path,
		.status = IQM_E_FILE,
		.closed = S_IWGRP | S_IWOTH,
		.directory = true,
	};
	int fd;
	int err;

	iqm_error_begin(e, NULL);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return iqm_own_fail(&own, e, errno, "cannot be opened");
	err = iqm_own_check(&own, fd, e);
	close(fd);
	return err;
}

/* Makes each directory of `path`, which is cut at each slash in turn. */
static bool make_all(char *path)
{
	for (char *s = strchr(path + 1, '/');; s = strchr(s + 1, '/')) {
		bool ok;

		if (s)
			*s = '\0';
		ok = !mkdir(path, S_IRWXU) || errno == EEXIST;
		if (s)
			*s = '/';
		if (!ok || !s)
			return ok;
	}
}

int directory_make(const char *path, struct iqm_error *e)
{
	char *copy = strdup(path);
	bool ok;

	if (!copy)
		return error_set_nomem(e);
	ok = make_all(copy);
	free(copy);
	return ok ? check(path, e) : error_set_errno(e, path, "made");
}

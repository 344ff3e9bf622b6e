/* SPDX-License-Identifier: MIT */
/* The user's directories: where the XDG rules have them, and whether they are the user's own. */
#include "config/directory.h"

#include <errno.h>
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
	struct stat st;

	if (stat(path, &st))
		return error_set_errno(e, path, "examined");
	if (!S_ISDIR(st.st_mode))
		return error_set(e, IQM_E_FILE, "%s is not a directory", path);
	if (st.st_uid != geteuid())
		return error_set(e, IQM_E_FILE,
				 "%s: expected a directory of user %ld, found one of user %ld",
				 path, (long)geteuid(), (long)st.st_uid);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return error_set(e, IQM_E_FILE,
				 "%s: others can write in it (mode %03o); run: chmod 700 '%s'",
				 path, (unsigned)st.st_mode & 0777u, path);
	return 0;
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

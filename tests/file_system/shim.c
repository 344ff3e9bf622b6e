/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: a file system that lacks calls, for what lies below FS_UNDER. FS_LACKS="call=errno
 * ..." names them: a call of the C library, "lock", "sync-directory" (fsync() of one), "owner" and
 * "mode", which are shown as another user's and as 0755, and "write", which then writes no byte and
 * returns 0.
 */
#define _GNU_SOURCE /* RTLD_NEXT, F_OFD_SETLK, renameat2() */
/* Both names of each call are defined here: neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The errno of a call that is to fail, or 0. */
static int named(const char *call)
{
	const char *list = getenv("FS_LACKS");
	size_t len = strlen(call);

	for (const char *s = list; s && *s; s = strchr(s, ' ') ? strchr(s, ' ') + 1 : NULL)
		if (!strncmp(s, call, len) && s[len] == '=')
			return atoi(s + len + 1);
	return 0;
}

static bool is_under(int fd)
{
	const char *top = getenv("FS_UNDER");
	char link[64];
	char path[PATH_MAX] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	return top && readlink(link, path, sizeof(path) - 1) > 0 &&
	       !strncmp(path, top, strlen(top));
}

static bool fails(const char *call, int fd)
{
	int number = named(call);

	if (!number || !is_under(fd))
		return false;
	errno = number;
	return true;
}

#define REAL(name) (*(void **)&real = dlsym(RTLD_NEXT, #name))
#define WRAP(name, params, args, fd)                                                               \
	int name params                                                                            \
	{                                                                                          \
		int(*real) params;                                                                 \
                                                                                                   \
		REAL(name);                                                                        \
		return fails(#name, fd) ? -1 : real args;                                          \
	}

WRAP(renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags), a)
WRAP(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), a)
WRAP(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags),
     a)
WRAP(faccessat, (int directory, const char *path, int mode, int flags),
     (directory, path, mode, flags), directory)
WRAP(fchmod, (int fd, mode_t mode), (fd, mode), fd)
WRAP(fdatasync, (int fd), (fd), fd)

ssize_t write(int fd, const void *data, size_t len)
{
	ssize_t (*real)(int fd, const void *data, size_t len);

	REAL(write);
	return fails("write", fd) ? 0 : real(fd, data, len);
}

static int show(int fd, struct stat *st, int result)
{
	if (result || S_ISDIR(st->st_mode) || !is_under(fd))
		return result;
	if (named("owner"))
		st->st_uid++;
	if (named("mode"))
		st->st_mode |= 0755;
	return 0;
}

int fstat(int fd, struct stat *st)
{
	int (*real)(int fd, struct stat *st);

	REAL(fstat);
	return show(fd, st, real(fd, st));
}

int fsync(int fd)
{
	int (*real)(int fd);
	struct stat st;
	bool directory = !fstat(fd, &st) && S_ISDIR(st.st_mode);

	REAL(fsync);
	return fails(directory ? "sync-directory" : "fsync", fd) ? -1 : real(fd);
}

int fcntl(int fd, int command, ...)
{
	int (*real)(int fd, int command, ...);
	bool locks = command == F_OFD_SETLK || command == F_OFD_GETLK;
	va_list args;
	void *more;

	va_start(args, command);
	more = va_arg(args, void *);
	va_end(args);
	REAL(fcntl);
	return locks && fails("lock", fd) ? -1 : real(fd, command, more);
}

/* It returns the errno. */
int posix_fallocate(int fd, off_t at, off_t len)
{
	int (*real)(int fd, off_t at, off_t len);

	REAL(posix_fallocate);
	return fails("posix_fallocate", fd) ? errno : real(fd, at, len);
}

#ifdef __LP64__ /* what sources with _FILE_OFFSET_BITS call, the same where off_t has 64 bits */
int fstat64(int fd, struct stat64 *st) __attribute__((alias("fstat")));
int fcntl64(int fd, int command, ...) __attribute__((alias("fcntl")));
int posix_fallocate64(int fd, off64_t at, off64_t len) __attribute__((alias("posix_fallocate")));
#endif

/* SPDX-License-Identifier: MIT */
/* Calls to the system that can fail: those of the library and those of libcurl. */
#define _GNU_SOURCE /* RTLD_NEXT, renameat2() */
/* Both names of each call are defined here: neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include "failing.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SHORT (-1) /* no error: half of what was asked for is done */
#define ERRORS(...) ((const int[]){ __VA_ARGS__, 0 })
#define FAILS(name, error, ...) failing_fails(FAIL_SYSTEM, name, ERRORS(__VA_ARGS__), error)

#define REAL(type, name, params)                                                                   \
	static type(*real) params;                                                                 \
	int error;                                                                                 \
                                                                                                   \
	if (!real)                                                                                 \
	*(void **)&real = dlsym(RTLD_NEXT, #name)

/* One that gives `failed` and sets errno. */
#define WRAP(type, name, params, args, failed, ...)                                                \
	type name params                                                                           \
	{                                                                                          \
		REAL(type, name, params);                                                          \
		if (FAILS(#name, &error, __VA_ARGS__)) {                                           \
			errno = error;                                                             \
			return failed;                                                             \
		}                                                                                  \
		return real args;                                                                  \
	}

/* One that moves `len` bytes, or fewer. */
#define WRAP_BYTES(name, params, args, ...)                                                        \
	ssize_t name params                                                                        \
	{                                                                                          \
		REAL(ssize_t, name, params);                                                       \
		if (FAILS(#name, &error, __VA_ARGS__)) {                                           \
			errno = error == SHORT ? 0 : error;                                        \
			if (error != SHORT)                                                        \
				return -1;                                                         \
			len = len / 2 ? len / 2 : len;                                             \
		}                                                                                  \
		return real args;                                                                  \
	}

/* One that gives its error. */
#define WRAP_CODE(name, params, args, ...)                                                         \
	int name params                                                                            \
	{                                                                                          \
		REAL(int, name, params);                                                           \
		return FAILS(#name, &error, __VA_ARGS__) ? error : real args;                      \
	}

/* ---- files ----------------------------------------------------------------------------------- */

WRAP_BYTES(read, (int fd, void *to, size_t len), (fd, to, len), EIO, EINTR, SHORT)
WRAP_BYTES(write, (int fd, const void *data, size_t len), (fd, data, len), ENOSPC, EINTR, SHORT)
WRAP_BYTES(pread, (int fd, void *to, size_t len, off_t at), (fd, to, len, at), EIO, EINTR, SHORT)
WRAP_BYTES(pwrite, (int fd, const void *data, size_t len, off_t at), (fd, data, len, at), ENOSPC,
	   EINTR, SHORT, EFBIG)
WRAP(int, fstat, (int fd, struct stat *st), (fd, st), -1, EIO)
WRAP(int, fstatat, (int at, const char *path, struct stat *st, int flags), (at, path, st, flags),
     -1, EACCES)
WRAP(int, access, (const char *path, int mode), (path, mode), -1, EACCES)
WRAP(int, faccessat, (int at, const char *path, int mode, int flags), (at, path, mode, flags), -1,
     EACCES)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), -1, EPERM, EIO)
WRAP(int, ftruncate, (int fd, off_t len), (fd, len), -1, EIO, EINTR)
WRAP(int, linkat, (int a, const char *from, int b, const char *to, int flags),
     (a, from, b, to, flags), -1, EIO, EPERM)
WRAP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), -1, EIO,
     ENOSPC)
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags), -1, EINVAL, EIO)
WRAP(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), -1, EROFS)
WRAP(char *, realpath, (const char *path, char *to), (path, to), NULL, EACCES, ENOMEM)

/* Nothing here is about what a loss of power leaves, and a disk is slow. */
#define WRAP_SYNC(name)                                                                            \
	int name(int fd)                                                                           \
	{                                                                                          \
		int error;                                                                         \
                                                                                                   \
		(void)fd;                                                                          \
		if (!FAILS(#name, &error, EIO, EINTR, EINVAL))                                     \
			return 0;                                                                  \
		errno = error;                                                                     \
		return -1;                                                                         \
	}

WRAP_SYNC(fsync)
WRAP_SYNC(fdatasync)

#define WRAP_OPEN(name, params, directory)                                                         \
	int name params                                                                            \
	{                                                                                          \
		va_list list;                                                                      \
		mode_t mode;                                                                       \
		int error;                                                                         \
                                                                                                   \
		va_start(list, flags);                                                             \
		mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                   \
		va_end(list);                                                                      \
		if (FAILS(#name, &error, EMFILE, EACCES, EINTR)) {                                 \
			errno = error;                                                             \
			return -1;                                                                 \
		}                                                                                  \
		return (int)syscall(SYS_openat, directory, path, flags, mode);                     \
	}

WRAP_OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
WRAP_OPEN(openat, (int directory, const char *path, int flags, ...), directory)

/* Its argument is a pointer or an int. */
int fcntl(int fd, int command, ...)
{
	bool is_lock = command == F_SETLK || command == F_SETLKW || command == F_GETLK ||
		       command == F_OFD_SETLK || command == F_OFD_SETLKW || command == F_OFD_GETLK;
	va_list list;
	void *argument;
	int error;

	va_start(list, command);
	argument = va_arg(list, void *);
	va_end(list);
	if (is_lock ? FAILS("fcntl", &error, ENOLCK, EAGAIN, EINTR)
		    : FAILS("fcntl", &error, EBADF)) {
		errno = error;
		return -1;
	}
	return (int)syscall(SYS_fcntl, fd, command, argument);
}

#ifdef __LP64__ /* what sources with _FILE_OFFSET_BITS call, the same where off_t has 64 bits */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
int openat64(int directory, const char *path, int flags, ...) __attribute__((alias("openat")));
int fcntl64(int fd, int command, ...) __attribute__((alias("fcntl")));
int fstat64(int fd, struct stat64 *st) __attribute__((alias("fstat")));
int fstatat64(int at, const char *path, struct stat64 *st, int flags)
	__attribute__((alias("fstatat")));
int ftruncate64(int fd, off64_t len) __attribute__((alias("ftruncate")));
ssize_t pread64(int fd, void *to, size_t len, off64_t at) __attribute__((alias("pread")));
ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at) __attribute__((alias("pwrite")));
#endif

/* ---- the network ----------------------------------------------------------------------------- */

static int connects;

void system_forget(void)
{
	__atomic_store_n(&connects, 0, __ATOMIC_SEQ_CST);
}

int system_connects(void)
{
	return __atomic_load_n(&connects, __ATOMIC_SEQ_CST);
}

int connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t len)
{
	REAL(int, connect, (int fd, __CONST_SOCKADDR_ARG to, socklen_t len));
	if (FAILS("connect", &error, ECONNREFUSED, ENETUNREACH, EADDRNOTAVAIL)) {
		errno = error;
		return -1;
	}
	__atomic_fetch_add(&connects, 1, __ATOMIC_SEQ_CST);
	return real(fd, to, len);
}

WRAP(int, socket, (int domain, int type, int protocol), (domain, type, protocol), -1, EMFILE,
     EACCES)
WRAP(int, socketpair, (int domain, int type, int protocol, int fds[2]),
     (domain, type, protocol, fds), -1, EMFILE)
WRAP(int, eventfd, (unsigned n, int flags), (n, flags), -1, EMFILE)
WRAP(int, getsockname, (int fd, __SOCKADDR_ARG at, socklen_t *len), (fd, at, len), -1, ENOBUFS)
WRAP(int, getpeername, (int fd, __SOCKADDR_ARG at, socklen_t *len), (fd, at, len), -1, ENOTCONN)
WRAP(int, getsockopt, (int fd, int level, int name, void *to, socklen_t *len),
     (fd, level, name, to, len), -1, ENOBUFS)
WRAP(int, setsockopt, (int fd, int level, int name, const void *from, socklen_t len),
     (fd, level, name, from, len), -1, EINVAL)
WRAP(int, poll, (struct pollfd * fds, nfds_t n, int ms), (fds, n, ms), -1, ENOMEM, EINTR)
WRAP_BYTES(send, (int fd, const void *data, size_t len, int flags), (fd, data, len, flags), EPIPE,
	   ECONNRESET, SHORT, EAGAIN)
WRAP_BYTES(recv, (int fd, void *to, size_t len, int flags), (fd, to, len, flags), ECONNRESET,
	   ETIMEDOUT, SHORT, EAGAIN)

/* ---- the rest -------------------------------------------------------------------------------- */

WRAP(ssize_t, getrandom, (void *to, size_t len, unsigned flags), (to, len, flags), -1, ENOSYS,
     EINTR)
WRAP(int, gethostname, (char *to, size_t len), (to, len), -1, ENAMETOOLONG)
WRAP(locale_t, newlocale, (int mask, const char *name, locale_t base), (mask, name, base),
     (locale_t)0, ENOMEM)
WRAP(struct tm *, gmtime_r, (const time_t *from, struct tm *to), (from, to), NULL, EOVERFLOW)
WRAP(int, nanosleep, (const struct timespec *time, struct timespec *left), (time, left), -1, EINTR)
WRAP_CODE(pthread_create,
	  (pthread_t * thread, const pthread_attr_t *attr, void *(*run)(void *), void *context),
	  (thread, attr, run, context), EAGAIN)
WRAP_CODE(pthread_mutex_init, (pthread_mutex_t * m, const pthread_mutexattr_t *how), (m, how),
	  ENOMEM)
WRAP_CODE(pthread_mutexattr_setprotocol, (pthread_mutexattr_t * how, int protocol), (how, protocol),
	  ENOTSUP)
WRAP_CODE(pthread_cond_init, (pthread_cond_t * c, const pthread_condattr_t *how), (c, how), ENOMEM)

int system_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += syscall(SYS_fcntl, fd, F_GETFD, 0) >= 0;
	return count;
}

/* SPDX-License-Identifier: MIT */
/* The calls of the system that processes notice of each other, in place of libc's. */
#define _GNU_SOURCE /* F_OFD_SETLK */
/* Both names of each call are defined here: neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include "schedule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 256

static int owners[MOST_FILES]; /* of descriptors: a process and 1; 0: none */

/* Stops before a step; true: it is the process's last. */
static bool step(enum step step, int64_t what)
{
	return schedule_current() >= 0 && schedule_step(step, what);
}

/* The file that is open, whatever its name. */
static int64_t file_of(int fd)
{
	struct stat about;

	return syscall(SYS_fstat, fd, &about) ? 0 : (int64_t)about.st_ino;
}

/* ---- what is open ---------------------------------------------------------------------------- */

static int opener = -1; /* for whom the scheduler opens */

void system_opens_for(int process)
{
	opener = process;
}

static int opened(long fd)
{
	int process = schedule_current() < 0 ? opener : schedule_current();

	if (fd >= 0 && fd < MOST_FILES)
		owners[fd] = process + 1;
	return (int)fd;
}

void system_close_all(int process)
{
	for (int fd = 0; fd < MOST_FILES; fd++)
		if (owners[fd] == process + 1)
			close(fd);
}

int close(int fd)
{
	if (fd >= 0 && fd < MOST_FILES)
		owners[fd] = 0;
	return (int)syscall(SYS_close, fd);
}

static int open_at(int directory, const char *path, int flags, va_list args)
{
	int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, int) : 0;

	step(flags & O_CREAT ? STEP_NAME : STEP_READ, ALL_NAMES);
	return opened(syscall(SYS_openat, directory, path, flags, mode));
}

#define OPEN(name, params, directory)                                                              \
	int name params                                                                            \
	{                                                                                          \
		va_list args;                                                                      \
		int fd;                                                                            \
                                                                                                   \
		va_start(args, flags);                                                             \
		fd = open_at(directory, path, flags, args);                                        \
		va_end(args);                                                                      \
		return fd;                                                                         \
	}
OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int at, const char *path, int flags, ...), at)
OPEN(openat64, (int at, const char *path, int flags, ...), at)

/* ---- steps ----------------------------------------------------------------------------------- */

static int control(int fd, int command, va_list args)
{
	void *argument = va_arg(args, void *);
	const struct flock *lock = argument;

	if (command == F_OFD_SETLK)
		step(lock->l_type == F_UNLCK ? STEP_UNLOCK : STEP_LOCK, lock->l_start);
	else if (command == F_OFD_GETLK)
		step(STEP_ASK_LOCK, lock->l_start);
	return (int)syscall(SYS_fcntl, fd, command, argument);
}

#define FCNTL(name)                                                                                \
	int name(int fd, int command, ...)                                                         \
	{                                                                                          \
		va_list args;                                                                      \
		int result;                                                                        \
                                                                                                   \
		va_start(args, command);                                                           \
		result = control(fd, command, args);                                               \
		va_end(args);                                                                      \
		return result;                                                                     \
	}
FCNTL(fcntl)
FCNTL(fcntl64)

ssize_t write(int fd, const void *data, size_t len)
{
	bool torn = step(STEP_WRITE, file_of(fd));
	ssize_t result = syscall(SYS_write, fd, data, torn ? len / 2 : len);

	if (torn)
		schedule_die();
	return result;
}

#define REPLACE(type, name, params, kind, what, ...)                                               \
	type name params                                                                           \
	{                                                                                          \
		step(kind, what);                                                                  \
		return (type)syscall(__VA_ARGS__);                                                 \
	}

REPLACE(int, ftruncate, (int fd, off_t len), STEP_CUT, file_of(fd), SYS_ftruncate, fd, len)
REPLACE(int, ftruncate64, (int fd, off_t len), STEP_CUT, file_of(fd), SYS_ftruncate, fd, len)
REPLACE(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), STEP_NAME,
	ALL_NAMES, SYS_renameat2, a, from, b, to, flags)
REPLACE(int, renameat, (int a, const char *from, int b, const char *to), STEP_NAME, ALL_NAMES,
	SYS_renameat2, a, from, b, to, 0)
REPLACE(int, rename, (const char *from, const char *to), STEP_NAME, ALL_NAMES, SYS_renameat2,
	AT_FDCWD, from, AT_FDCWD, to, 0)
REPLACE(int, linkat, (int a, const char *from, int b, const char *to, int flags), STEP_NAME,
	ALL_NAMES, SYS_linkat, a, from, b, to, flags)
REPLACE(int, unlinkat, (int at, const char *path, int flags), STEP_NAME, ALL_NAMES, SYS_unlinkat,
	at, path, flags)
REPLACE(int, unlink, (const char *path), STEP_NAME, ALL_NAMES, SYS_unlinkat, AT_FDCWD, path, 0)
REPLACE(ssize_t, read, (int fd, void *data, size_t len), STEP_READ, file_of(fd), SYS_read, fd, data,
	len)
REPLACE(ssize_t, pread, (int fd, void *data, size_t len, off_t at), STEP_READ, file_of(fd),
	SYS_pread64, fd, data, len, at)
REPLACE(ssize_t, pread64, (int fd, void *data, size_t len, off_t at), STEP_READ, file_of(fd),
	SYS_pread64, fd, data, len, at)
REPLACE(int, fstat, (int fd, struct stat *about), STEP_READ, file_of(fd), SYS_fstat, fd, about)
REPLACE(int, fstat64, (int fd, struct stat64 *about), STEP_READ, file_of(fd), SYS_fstat, fd, about)
REPLACE(int, fstatat, (int at, const char *path, struct stat *about, int flags), STEP_READ,
	ALL_NAMES, SYS_newfstatat, at, path, about, flags)
REPLACE(int, fstatat64, (int at, const char *path, struct stat64 *about, int flags), STEP_READ,
	ALL_NAMES, SYS_newfstatat, at, path, about, flags)

/* What a process has written others read, on the disk or not. */
int fsync(int fd)
{
	(void)fd;
	return 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return 0;
}

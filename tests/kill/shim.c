/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: kills its process before or after the call that KILL_AT numbers; even numbers are
 * before, odd ones after. With KILL_COUNT it writes how many there were to that file at the end.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static long kill_points;

static void kill_point(void)
{
	const char *at = getenv("KILL_AT");

	if (at && atol(at) == __atomic_fetch_add(&kill_points, 1, __ATOMIC_SEQ_CST))
		kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void write_count(void)
{
	const char *path = getenv("KILL_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%ld\n", kill_points);
	fclose(file);
}

#define WRAP(type, name, params, args)                                                             \
	type name params                                                                           \
	{                                                                                          \
		static type(*real) params;                                                         \
		type result;                                                                       \
                                                                                                   \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		kill_point();                                                                      \
		result = real args;                                                                \
		kill_point();                                                                      \
		return result;                                                                     \
	}

WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t len), (fd, len))
WRAP(ssize_t, write, (int fd, const void *data, size_t len), (fd, data, len))
WRAP(ssize_t, send, (int fd, const void *data, size_t len, int flags), (fd, data, len, flags))
WRAP(ssize_t, recv, (int fd, void *data, size_t len, int flags), (fd, data, len, flags))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags))
WRAP(int, linkat, (int a, const char *from, int b, const char *to, int flags),
     (a, from, b, to, flags))

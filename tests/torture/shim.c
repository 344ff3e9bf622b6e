/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: the call that FAIL_AT numbers, from 0, fails: memory, files, locks. Only calls that
 * the program itself makes count, not those of the libraries under it. With FAIL_COUNT it writes
 * how many there were to that file at the end.
 */
#define _GNU_SOURCE /* RTLD_NEXT, dl_iterate_phdr */
/* Both names of each call are defined here: neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static uintptr_t begin, end;
static long fail_at = -1;
static long calls;
static bool ended; /* main() has returned: what follows is not the program's doing */

/* The program is the first object; its code is one range. */
static int note_program(struct dl_phdr_info *info, size_t size, void *context)
{
	(void)size;
	(void)context;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_LOAD && p->p_flags & PF_X) {
			begin = info->dlpi_addr + p->p_vaddr;
			end = begin + p->p_memsz;
		}
	}
	return 1;
}

__attribute__((constructor)) static void prepare(void)
{
	const char *at = getenv("FAIL_AT");

	fail_at = at ? atol(at) : -1;
	dl_iterate_phdr(note_program, NULL);
}

__attribute__((destructor)) static void write_count(void)
{
	const char *path = getenv("FAIL_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%ld\n", calls);
	fclose(file);
}

static bool fails(void *caller)
{
	uintptr_t at = (uintptr_t)caller;

	if (at < begin || at >= end || ended)
		return false;
	return __atomic_fetch_add(&calls, 1, __ATOMIC_SEQ_CST) == fail_at;
}

static int (*real_main)(int, char **, char **);

static int run_main(int argc, char **argv, char **env)
{
	int status = real_main(argc, argv, env);

	ended = true;
	return status;
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	int (*start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
		     void (*)(void), void *);

	*(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
	real_main = main;
	return start(run_main, argc, argv, init, fini, rtld_fini, stack_end);
}

#define WRAP(type, name, params, args, error, result)                                              \
	type name params                                                                           \
	{                                                                                          \
		static type(*real) params;                                                         \
                                                                                                   \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		if (fails(__builtin_return_address(0))) {                                          \
			errno = error;                                                             \
			return result;                                                             \
		}                                                                                  \
		return real args;                                                                  \
	}

WRAP(void *, malloc, (size_t size), (size), ENOMEM, NULL)
WRAP(void *, realloc, (void *old, size_t size), (old, size), ENOMEM, NULL)
WRAP(char *, strdup, (const char *s), (s), ENOMEM, NULL)
WRAP(FILE *, fopen, (const char *path, const char *mode), (path, mode), EMFILE, NULL)
WRAP(FILE *, fdopen, (int fd, const char *mode), (fd, mode), ENOMEM, NULL)
WRAP(size_t, fread, (void *to, size_t size, size_t n, FILE *f), (to, size, n, f), EIO, 0)
WRAP(ssize_t, read, (int fd, void *to, size_t len), (fd, to, len), EIO, -1)
WRAP(ssize_t, pread, (int fd, void *to, size_t len, off_t at), (fd, to, len, at), EIO, -1)
WRAP(ssize_t, write, (int fd, const void *data, size_t len), (fd, data, len), ENOSPC, -1)
WRAP(ssize_t, pwrite, (int fd, const void *data, size_t len, off_t at), (fd, data, len, at), ENOSPC,
     -1)
WRAP(int, fsync, (int fd), (fd), EIO, -1)
WRAP(int, fdatasync, (int fd), (fd), EIO, -1)
WRAP(int, fstat, (int fd, struct stat *st), (fd, st), EIO, -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), EROFS, -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), EIO, -1)
WRAP(int, unlink, (const char *path), (path), EROFS, -1)
WRAP(int, flock, (int fd, int how), (fd, how), ENOLCK, -1)
WRAP(int, ftruncate, (int fd, off_t len), (fd, len), EIO, -1)
WRAP(int, linkat, (int a, const char *from, int b, const char *to, int flags),
     (a, from, b, to, flags), EIO, -1)

/* dlsym() allocates with it before it is known. */
void *calloc(size_t n, size_t size)
{
	static void *(*real)(size_t n, size_t size);
	static bool looking;
	static char early[4096];
	static size_t used;

	if (!real && !looking) {
		looking = true;
		*(void **)&real = dlsym(RTLD_NEXT, "calloc");
		looking = false;
	}
	if (!real) {
		void *piece = early + used;

		used += (n * size + 15) / 16 * 16;
		return used <= sizeof(early) ? piece : NULL;
	}
	if (fails(__builtin_return_address(0))) {
		errno = ENOMEM;
		return NULL;
	}
	return real(n, size);
}

static int open_at(const char *name, int directory, const char *path, int flags, mode_t mode)
{
	int (*real)(int directory, const char *path, int flags, ...);

	(void)name;
	*(void **)&real = dlsym(RTLD_NEXT, "openat");
	return real(directory, path, flags, mode);
}

#define WRAP_OPEN(name, params, directory)                                                         \
	int name params                                                                            \
	{                                                                                          \
		va_list args;                                                                      \
		mode_t mode;                                                                       \
                                                                                                   \
		va_start(args, flags);                                                             \
		mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;                                 \
		va_end(args);                                                                      \
		if (fails(__builtin_return_address(0))) {                                          \
			errno = EMFILE;                                                            \
			return -1;                                                                 \
		}                                                                                  \
		return open_at(#name, directory, path, flags, mode);                               \
	}

WRAP_OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
WRAP_OPEN(openat, (int directory, const char *path, int flags, ...), directory)

#ifdef __LP64__ /* what sources with _FILE_OFFSET_BITS call, the same where off_t has 64 bits */
FILE *fopen64(const char *path, const char *mode) __attribute__((alias("fopen")));
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
int openat64(int directory, const char *path, int flags, ...) __attribute__((alias("openat")));
int fstat64(int fd, struct stat64 *st) __attribute__((alias("fstat")));
int ftruncate64(int fd, off64_t len) __attribute__((alias("ftruncate")));
ssize_t pread64(int fd, void *to, size_t len, off64_t at) __attribute__((alias("pread")));
ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at) __attribute__((alias("pwrite")));
#endif

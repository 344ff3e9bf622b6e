/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: looks into each block that is freed, or grown, for the secrets that HEAP_SECRETS has,
 * one a line, and for tokens of the sandbox. What is found is added to the file HEAP_FOUND: the
 * secret's line, the object that freed it, and by what way. All is wiped then.
 * HEAP_CUT="NAME=errno" lets a file be read to its half; then that error comes, or with 0 its end.
 */
#define _GNU_SOURCE /* dladdr, memmem, RTLD_NEXT */
/* Both names of pread() are defined here: neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_SECRETS 16
#define FRAMES 12
#define TOKEN_DIGITS 12

/* glibc's own, under the names that it has for what stands in its place. */
void __libc_free(void *block);
void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);

static struct {
	const char *text;
	size_t len;
} secrets[MOST_SECRETS];
static int count;
static int out = -1;

__attribute__((constructor)) static void prepare(void)
{
	const char *list = getenv("HEAP_SECRETS");
	const char *path = getenv("HEAP_FOUND");
	void *frames[FRAMES];

	backtrace(frames, FRAMES); /* the first call allocates */
	unsetenv("LD_PRELOAD");    /* an editor is not looked into */
	while (list && *list && count < MOST_SECRETS) {
		secrets[count].text = list;
		secrets[count].len = strcspn(list, "\n");
		list += secrets[count++].len;
		list += *list == '\n';
	}
	if (path)
		out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* "access-" or "refresh-" with the digits of a token. */
static bool has_token(const char *block, size_t size, const char *kind)
{
	size_t len = strlen(kind);
	const char *end = block + size;
	const char *at = block;

	while ((at = memmem(at, (size_t)(end - at), kind, len))) {
		size_t digits = 0;

		at += len;
		while (at + digits < end && digits < TOKEN_DIGITS &&
		       isxdigit((unsigned char)at[digits]))
			digits++;
		if (digits == TOKEN_DIGITS)
			return true;
	}
	return false;
}

/* What is in it; NULL: nothing. */
static const char *found_in(const char *block, size_t size, char number[16])
{
	for (int i = 0; i < count; i++) {
		if (!memmem(block, size, secrets[i].text, secrets[i].len))
			continue;
		snprintf(number, 16, "%d", i + 1);
		return number;
	}
	if (has_token(block, size, "access-"))
		return "access token";
	return has_token(block, size, "refresh-") ? "refresh token" : NULL;
}

static const char *base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "?";
}

static void name_frame(void *address, char *text, size_t size)
{
	Dl_info about = { 0 };

	dladdr(address, &about);
	snprintf(text, size, " %s:%s+0x%lx", base_name(about.dli_fname),
		 about.dli_sname ? about.dli_sname : "",
		 (unsigned long)((char *)address - (char *)about.dli_fbase));
}

static void report(const char *what, size_t size, void *caller)
{
	void *frames[FRAMES];
	char line[4096];
	Dl_info about = { 0 };
	int depth = backtrace(frames, FRAMES);
	int len;

	dladdr(caller, &about);
	len = snprintf(line, sizeof(line), "%s\t%s\t%zu bytes:", what, base_name(about.dli_fname),
		       size);
	for (int i = 2; i < depth && len < (int)sizeof(line) - 300; i++) {
		name_frame(frames[i], line + len, 256);
		len += (int)strlen(line + len);
	}
	line[len++] = '\n';
	if (write(out, line, (size_t)len) != len)
		abort();
}

static void look(void *block, void *caller)
{
	size_t size = malloc_usable_size(block);
	char number[16];
	const char *what = out < 0 ? NULL : found_in(block, size, number);

	if (what)
		report(what, size, caller);
	memset(block, 0, size); /* or who gets it next frees what is not its own */
}

void free(void *block)
{
	if (block)
		look(block, __builtin_return_address(0));
	__libc_free(block);
}

/* Always into another block, as any realloc() may. */
void *realloc(void *block, size_t size)
{
	size_t old = block ? malloc_usable_size(block) : 0;
	void *made;

	if (!block || !size)
		return __libc_realloc(block, size);
	made = __libc_malloc(size);
	if (!made)
		return NULL;
	memcpy(made, block, old < size ? old : size);
	look(block, __builtin_return_address(0));
	__libc_free(block);
	return made;
}

/* ---- a file that cannot be read to its end -------------------------------------------------- */

/* The error of it; -1: it is another file. */
static int cut_with(int fd)
{
	const char *cut = getenv("HEAP_CUT");
	const char *end = cut ? strrchr(cut, '=') : NULL;
	size_t len = end ? (size_t)(end - cut) : 0;
	char link[64];
	char path[PATH_MAX] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (!end || readlink(link, path, sizeof(path) - 1) < 0)
		return -1;
	return strlen(base_name(path)) == len && !strncmp(base_name(path), cut, len) ? atoi(end + 1)
										     : -1;
}

ssize_t pread(int fd, void *to, size_t size, off_t at)
{
	ssize_t (*real)(int fd, void *to, size_t size, off_t at);
	int error = cut_with(fd);
	struct stat st;

	*(void **)&real = dlsym(RTLD_NEXT, "pread");
	if (error < 0 || fstat(fd, &st))
		return real(fd, to, size, at);
	errno = error;
	return at ? error ? -1 : 0 : real(fd, to, (size_t)st.st_size / 2, at);
}

#ifdef __LP64__ /* what sources with _FILE_OFFSET_BITS call, the same where off_t has 64 bits */
ssize_t pread64(int fd, void *to, size_t size, off64_t at) __attribute__((alias("pread")));
#endif

/* SPDX-License-Identifier: MIT */
/* malloc() and its like, for all of this program: libcurl's and cJSON's calls are a program's, too.
 * What is allocated has garbage in it, and once freed another. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "failing.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FRESH 0xa5
#define FREED 0x5a

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

/* ---- what is allocated ----------------------------------------------------------------------- */

#define PLACES ((size_t)1 << 13) /* a power of two */
#define GONE ((void *)1)         /* was there: a search goes on past it */

static struct place {
	void *p;
	size_t size;
	void *caller;
} places[PLACES];
static size_t live;
static bool locked;

static void lock(void)
{
	while (__atomic_test_and_set(&locked, __ATOMIC_ACQUIRE))
		;
}

static void unlock(void)
{
	__atomic_clear(&locked, __ATOMIC_RELEASE);
}

static size_t place_of(const void *p)
{
	return ((uintptr_t)p >> 4) * 0x9e3779b1u & (PLACES - 1);
}

static void add(void *p, size_t size, void *caller)
{
	size_t i = place_of(p);

	lock();
	while (places[i].p && places[i].p != GONE)
		i = (i + 1) & (PLACES - 1);
	places[i] = (struct place){ p, size, caller };
	if (++live > PLACES / 2)
		abort();
	unlock();
}

/* Whether it was there. */
static bool take_out(const void *p)
{
	size_t i = place_of(p);
	bool found = false;

	lock();
	for (; places[i].p && !found; i = (i + 1) & (PLACES - 1))
		if (places[i].p == p) {
			places[i].p = GONE;
			live--;
			found = true;
		}
	unlock();
	return found;
}

void memory_watch(void)
{
	memset(places, 0, sizeof(places));
	live = 0;
}

/* The loader keeps what it allocates for a thread with its stack, for the next one. */
static bool is_kept(const struct place *at)
{
	Dl_info info = { .dli_fname = "" };

	if (!at->p || at->p == GONE)
		return true;
	return dladdr(at->caller, &info) && strstr(info.dli_fname, "/ld-");
}

size_t memory_live(void)
{
	size_t count = 0;

	for (size_t i = 0; live && i < PLACES; i++)
		count += !is_kept(&places[i]);
	return count;
}

void memory_show(void)
{
	for (size_t i = 0; i < PLACES; i++)
		if (!is_kept(&places[i])) {
			Dl_info at = { .dli_fname = "?" };

			dladdr(places[i].caller, &at);
			fprintf(stderr, "not freed: %zu bytes at %p from %s+%#zx\n", places[i].size,
				places[i].p, at.dli_fname,
				(size_t)((char *)places[i].caller - (char *)at.dli_fbase));
		}
}

/* ---- the calls ------------------------------------------------------------------------------- */

static bool refused(const char *name)
{
	if (!failing_fails(FAIL_MEMORY, name, NULL, NULL))
		return false;
	errno = ENOMEM;
	return true;
}

static void *watched(void *p, size_t size, void *caller)
{
	if (p && failing_counts())
		add(p, size, caller);
	return p;
}

void *malloc(size_t size)
{
	void *p = refused("malloc") ? NULL : __libc_malloc(size);

	if (p && failing_counts())
		memset(p, FRESH, size);
	return watched(p, size, __builtin_return_address(0));
}

void *calloc(size_t count, size_t size)
{
	void *p = refused("calloc") ? NULL : __libc_calloc(count, size);

	return watched(p, count * size, __builtin_return_address(0));
}

/* What was there before is not watched, as long as it grows. */
void *realloc(void *old, size_t size)
{
	bool was_watched;
	void *p;

	if (refused("realloc"))
		return NULL;
	was_watched = old && take_out(old);
	p = __libc_realloc(old, size);
	if (!p && size && was_watched)
		add(old, 0, NULL);
	if (p && (was_watched || (!old && failing_counts())))
		add(p, size, __builtin_return_address(0));
	return p;
}

void free(void *p)
{
	if (p && take_out(p))
		memset(p, FREED, malloc_usable_size(p));
	__libc_free(p);
}

bool memory_is_ours(void)
{
	void *volatile p;

	failing_begin(&(struct failure){ .class = FAIL_MEMORY });
	p = malloc(1);
	failing_end();
	free(p);
	return !p;
}

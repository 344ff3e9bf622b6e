/* SPDX-License-Identifier: MIT */
/* glibc lets a program bring a malloc() of its own: this one counts and passes on. */
#include "heap.h"

#include <malloc.h>
#include <stdint.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static size_t held;
static size_t peak;

static void *count(void *block)
{
	held += block ? malloc_usable_size(block) : 0;
	if (held > peak && held <= SIZE_MAX / 2) /* below 0: of before the start */
		peak = held;
	return block;
}

void bench_heap_start(void)
{
	held = peak = 0;
}

size_t bench_heap_peak(void)
{
	return peak;
}

void *malloc(size_t size)
{
	return count(__libc_malloc(size));
}

void *calloc(size_t number, size_t size)
{
	return count(__libc_calloc(number, size));
}

void *realloc(void *block, size_t size)
{
	size_t old = block ? malloc_usable_size(block) : 0;
	void *moved = __libc_realloc(block, size);

	if (moved || !size)
		held -= old;
	return moved ? count(moved) : NULL;
}

void free(void *block)
{
	held -= block ? malloc_usable_size(block) : 0;
	__libc_free(block);
}

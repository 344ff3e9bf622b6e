/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fuzz_check(bool good, const char *format, ...)
{
	va_list args;

	if (good)
		return;
	fputs("fuzz: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

void *fuzz_alloc(size_t size)
{
	void *memory = malloc(size);

	fuzz_check(memory != NULL, "no memory for %zu bytes", size);
	return memory;
}

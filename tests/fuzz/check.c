/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "streams.h"

#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_check(bool good, const char *format, ...)
{
	va_list args;

	if (good)
		return;
	streams_restore();
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

char *fuzz_text(const unsigned char *data, size_t len)
{
	char *text = fuzz_alloc(len + 1);

	if (len)
		memcpy(text, data, len);
	text[len] = '\0';
	return text;
}

void fuzz_check_line(const char *s)
{
	fuzz_check(!iqm_has_control(s) && iqm_bad_utf8(s, strlen(s)) == strlen(s),
		   "not one line of text: %s", s);
}

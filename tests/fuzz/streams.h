/* SPDX-License-Identifier: MIT */
/* Standard output and standard error of the command's parts, taken while they print. */
#ifndef TESTS_FUZZ_STREAMS_H
#define TESTS_FUZZ_STREAMS_H

#include <stdbool.h>
#include <stddef.h>

/* From here on both are files of this process; isatty() says of them what `terminal` does. */
void streams_take(bool terminal);
/* What was written to 1 or 2 since; with a NUL, the caller's to free(). */
char *streams_read(int fd, size_t *len);
/* They are what they were. Does nothing where they are. */
void streams_restore(void);

#endif

/* SPDX-License-Identifier: MIT */
/* Files of this process, in a directory of memory that goes with it. */
#ifndef TESTS_FUZZ_SCRATCH_H
#define TESTS_FUZZ_SCRATCH_H

#include <stddef.h>

#define SCRATCH_PATH 96

/* The path of a file. Gives `path`. */
char *scratch_path(const char *name, char path[SCRATCH_PATH]);
void scratch_write(const char *name, const void *bytes, size_t len);
/* With a NUL, the caller's to free(); NULL: there is none. */
char *scratch_read(const char *name, size_t *len);
/* Removes all files whose names begin so. */
void scratch_remove(const char *prefix);

#endif

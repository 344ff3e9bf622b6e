/* SPDX-License-Identifier: MIT */
/* A server of large files, whose bytes it makes from one block in memory. */
#ifndef TESTS_BENCH_FILES_H
#define TESTS_BENCH_FILES_H

#include <stddef.h>
#include <sys/types.h>

/* Serves "/csv/N" and "/xlsx/N", of N million bytes and a few more, for each N of `megabytes`. */
struct bench_files {
	const long *megabytes; /* multiples of 2 */
	size_t count;
};

pid_t bench_files_start(const struct bench_files *files, int *port);

#endif

/* SPDX-License-Identifier: MIT */
/* Counts what malloc() and its kin hold, in this process, libraries included. */
#ifndef TESTS_BENCH_HEAP_H
#define TESTS_BENCH_HEAP_H

#include <stddef.h>

/* From here on; the peak is of bytes held beyond those of now. */
void bench_heap_start(void);
size_t bench_heap_peak(void);

#endif

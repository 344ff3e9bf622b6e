/* SPDX-License-Identifier: MIT */
/* How much stack a function needs. */
#ifndef TESTS_PAINTED_H
#define TESTS_PAINTED_H

#include <stddef.h>

/* Calls `function` in a thread whose stack was painted before. Gives the bytes that it changed,
 * what the thread itself has there included. Fails the test where that cannot be known. */
size_t painted_run(void *(*function)(void *context), void *context);

#endif

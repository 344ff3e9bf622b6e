/* SPDX-License-Identifier: MIT */
/* What the limiter tests share. */
#ifndef TESTS_TEST_LIMITER_H
#define TESTS_TEST_LIMITER_H

#include <check.h>

#include "call/call.h"
#include "limit/limit.h"
#include "support/simulation.h"

#define LIMIT 20
#define LIMITER_LEASE_MS 10000 /* of limiter_take(): with the second that a request may be late */

extern const struct logger limiter_logger; /* which logs nothing */

/* A path in a directory of its own, which limiter_remove() removes with its files. */
void limiter_path(char path[64]);
void limiter_remove(const char *path);
/* A file limiter. Fails the test on error. */
struct iqm_limiter limiter_at(const char *path, struct sim *sim);
/* The wait for a permit; 0: it was taken, else its place is given up. Fails the test on an error.
 */
long limiter_take(const struct iqm_limiter *l, int64_t *permit, bool *sure);

#endif

/* SPDX-License-Identifier: MIT */
/* What the limiter tests share. */
#ifndef TESTS_TEST_LIMITER_H
#define TESTS_TEST_LIMITER_H

#include <check.h>

#include "call/call.h"
#include "limit/limit.h"
#include "support/simulation.h"

#define LIMIT 20

/* A path in a folder of its own, which limiter_remove() removes with its files. */
void limiter_path(char path[64]);
void limiter_remove(const char *path);
/* A file limiter. Fails the test on error. */
struct iqm_limiter limiter_at(const char *path, struct sim *sim);
/* The wait for a slot; 0: it was taken. Fails the test on an error. */
long limiter_take(const struct iqm_limiter *l, int *slot, bool *sure);

TCase *limiter_slots_case(void);
TCase *limiter_call_case(void);
TCase *limiter_file_case(void);
TCase *limiter_kill_case(void);
TCase *limiter_sandbox_case(void);

#endif

/* SPDX-License-Identifier: MIT */
#include "limit/test_limiter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suites.h"

void limiter_path(char path[64])
{
	strcpy(path, "/tmp/iqm-limiter-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(path));
	strcat(path, "/allowance");
}

void limiter_remove(const char *path)
{
	char folder[64];

	unlink(path);
	snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
	ck_assert_int_eq(rmdir(folder), 0);
}

struct iqm_limiter limiter_at(const char *path, struct sim *sim)
{
	struct iqm_clock clock = sim_clock(sim);
	struct iqm_limiter limiter;
	struct iqm_error error = { .status = 0 };

	ck_assert_msg(iqm_limiter_file_open(&limiter, &clock, path, &error) == 0, "%s",
		      error.message);
	return limiter;
}

long limiter_take(const struct iqm_limiter *l, int *slot, bool *sure)
{
	long wait = l->acquire(l->context, LIMIT, 10000, slot, sure);

	ck_assert_int_ge(wait, 0);
	return wait;
}

Suite *limiter_suite(void)
{
	Suite *suite = suite_create("limiter");

	suite_add_tcase(suite, limiter_slots_case());
	suite_add_tcase(suite, limiter_call_case());
	suite_add_tcase(suite, limiter_file_case());
	suite_add_tcase(suite, limiter_kill_case());
	suite_add_tcase(suite, limiter_sandbox_case());
	return suite;
}

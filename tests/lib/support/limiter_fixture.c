/* SPDX-License-Identifier: MIT */
#include "support/limiter_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct logger limiter_logger;

void limiter_path(char path[64])
{
	strcpy(path, "/tmp/iqm-limiter-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(path));
	strcat(path, "/rate-limit");
}

void limiter_remove(const char *path)
{
	char directory[64];

	unlink(path);
	snprintf(directory, sizeof(directory), "%.*s", (int)(strrchr(path, '/') - path), path);
	ck_assert_int_eq(rmdir(directory), 0);
}

struct iqm_limiter limiter_at(const char *path, struct sim *sim)
{
	struct iqm_clock clock = sim_clock(sim);
	struct iqm_limiter limiter;
	struct iqm_error error = { .status = 0 };

	ck_assert_msg(iqm_limiter_file_open(&limiter, &clock, &limiter_logger, path, &error) == 0,
		      "%s", error.message);
	return limiter;
}

long limiter_take(const struct iqm_limiter *l, int64_t *permit, bool *sure)
{
	struct iqm_permit p = { .limit = LIMIT, .timeout_ms = LIMITER_LEASE_MS - 1000 };
	long wait = l->acquire(l->context, &p);

	ck_assert_msg(wait >= 0, "%s: %s", iqm_status_name((int)wait), p.why);
	*sure = p.sure;
	if (!wait)
		*permit = p.id;
	else if (p.id)
		l->release(l->context, p.id, false); /* its place in the queue */
	return wait;
}

/* SPDX-License-Identifier: MIT */
/* What every limiter does: the same results of the same calls. */
#ifndef TESTS_LIMITER_RULES_H
#define TESTS_LIMITER_RULES_H

#include "support/limiter_fixture.h"

/* A kind of limiter; it tells the time by the simulation. */
struct limiter_kind {
	struct iqm_limiter (*open)(struct sim *sim);
	void (*close)(void); /* after the limiter's own; may be NULL */
};

/* Adds the tests of them. */
void limiter_rules_add(Suite *suite, const struct limiter_kind *kinds, int len);

#endif

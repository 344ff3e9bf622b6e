/* SPDX-License-Identifier: MIT */
/* The database's clock, as the schema reads it, in the hands of a test. */
#ifndef TESTS_POSTGRES_CLOCK_H
#define TESTS_POSTGRES_CLOCK_H

#include "support/simulation.h"

/* From now on it is a number of a table: pg_set_clock(). Until pg_clock_free(). */
void pg_clock_hold(void);
void pg_clock_free(void);
void pg_set_clock(int64_t ms);
/* The same limiter, before which the database's clock is set by the simulation. */
struct iqm_limiter pg_simulated(const struct iqm_limiter *inner, struct sim *sim);

#endif

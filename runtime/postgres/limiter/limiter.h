/* SPDX-License-Identifier: MIT */
/* The limiter that many hosts share: its permits are rows of a database. */
#ifndef IQM_POSTGRES_LIMITER_H
#define IQM_POSTGRES_LIMITER_H

#include "connection/connection.h"

#define PG_MOST_PERMITS 1000

/* A permit is free again so long after its request ended: a minute, and by how much the service's
 * clock and the database's may differ within it. */
#define PG_SPAN_MS 60050

/* The limiters of a store, with a session of their own, so that no request waits for the journal.
 */
struct pg_limiters;

/* Connects to nothing yet. Requests end by `clock`, which is copied; it is iqm_system_clock, and
 * `span_ms` PG_SPAN_MS, but for tests. Errors as of iqm_pg_open(). */
int iqm_pg_limiters_open(struct pg_limiters **out, const char *url, const struct iqm_clock *clock,
			 long span_ms, struct iqm_error *error);
/* No thread is in it, and no client has one of them. NULL is allowed. */
void iqm_pg_limiters_close(struct pg_limiters *of);
/* The one of that name, made where there is none; any thread. 0 or IQM_E_NOMEM. */
int iqm_pg_limiters_get(struct pg_limiters *of, const char *name, struct iqm_limiter *out);

#endif

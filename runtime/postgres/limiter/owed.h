/* SPDX-License-Identifier: MIT */
/* What the database has to be sent, and could not be in time: for limiter.c. */
#ifndef IQM_POSTGRES_LIMITER_OWED_H
#define IQM_POSTGRES_LIMITER_OWED_H

#include "limiter/limiter.h"

#define PG_OWED 256

struct owed_release {
	int64_t id;
	int64_t ended; /* by owed.clock */
	bool sent;
};

struct owed {
	const char *name; /* the limiter's, borrowed */
	struct iqm_clock clock;
	long span_ms;
	pthread_mutex_t lock; /* of what follows */
	struct owed_release releases[PG_OWED];
	size_t len;
	int64_t blocked_until; /* by the clock; 0: no block */
};

void iqm_pg_owed_open(struct owed *o, const char *name, const struct iqm_clock *clock,
		      long span_ms);
void iqm_pg_owed_close(struct owed *o);
bool iqm_pg_owed_any(struct owed *o);
/* The request ends now. Where there are too many the oldest is forgotten: its lease ends it. */
void iqm_pg_owed_release(struct owed *o, int64_t id, bool sent);
void iqm_pg_owed_block(struct owed *o, long ms);
/* Sends all of it; the session is entered. What was not sent stays owed. */
int iqm_pg_owed_settle(struct owed *o, struct pg_session *s, const struct deadline *deadline,
		       struct iqm_error *error);

#endif

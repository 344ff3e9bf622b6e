/* SPDX-License-Identifier: MIT */
/* The limiter in a database: one statement to ask for a permit, one to release it. */
#include "limiter/owed.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEASE_MAX_MS 300000 /* a request has arrived by then, whatever its response takes */
#define LEASE_SPARE_MS 1000 /* a request ends this much after its call's time, at the latest */
#define RECORD_MS 50        /* of release() and block(), which have no time of a call */

struct pg_limiter {
	struct pg_session *session;
	struct random *random;
	char *name;
	struct owed owed;
	struct pg_limiter *next;
};

struct pg_limiters {
	struct pg_session *session;
	struct random random; /* of the ids of requests */
	struct iqm_clock clock;
	long span_ms;
	pthread_mutex_t lock; /* of first */
	struct pg_limiter *first;
};

static int64_t number(const PGresult *result, int column)
{
	int64_t ms = iqm_pg_integer(result, 0, column);

	return ms > LONG_MAX ? LONG_MAX : ms;
}

/* What the database said. The others may give up their places: only the bound ends a call early. */
static long read_wait(const PGresult *result, struct iqm_permit *permit)
{
	long wait = (long)number(result, 0);
	long bound = (long)number(result, 1);

	permit->ask_ms = (long)number(result, 2);
	permit->sure = bound > permit->timeout_ms;
	return permit->sure ? bound : wait;
}

/* `id` 0: only a question. It may be asked twice: a permit that it has it gets again. */
static int ask(struct pg_limiter *l, int64_t id, struct iqm_permit *permit, long *wait,
	       const struct deadline *deadline, struct iqm_error *error)
{
	long most = LEASE_MAX_MS - LEASE_SPARE_MS;
	long time = permit->timeout_ms < most ? permit->timeout_ms : most;
	char request[24], limit[24], lease[24], span[24];
	const char *const values[] = {
		l->name, l->session->facts.identity, id ? request : NULL, limit, lease, span
	};
	const struct pg_statement statement = {
		.sql = "SELECT wait, bound, ask FROM iqm.acquire_permit($1, $2, $3, $4, $5, $6)",
		.values = values,
		.len = 6
	};
	PGresult *result;
	int err;

	snprintf(request, sizeof(request), "%" PRId64, id);
	snprintf(limit, sizeof(limit), "%d", permit->limit);
	snprintf(lease, sizeof(lease), "%ld", time + LEASE_SPARE_MS);
	snprintf(span, sizeof(span), "%ld", l->owed.span_ms);
	err = iqm_pg_read(l->session, &statement, &result, deadline, error);
	if (err)
		return err;
	if (PQntuples(result) == 1)
		*wait = read_wait(result, permit);
	else
		err = iqm_pg_fail(l->session, error, "expected one row, found %d",
				  PQntuples(result));
	PQclear(result);
	return err;
}

/* *reached: the database may have got it, whatever is returned. */
static long enter_and_ask(struct pg_limiter *l, int64_t id, struct iqm_permit *permit,
			  bool *reached)
{
	struct deadline deadline =
		iqm_deadline_in(&iqm_system_clock, permit->timeout_ms, permit->cancel);
	struct iqm_error error;
	long wait = 0;
	int err;

	*reached = false;
	if (permit->limit < 1 || permit->limit > PG_MOST_PERMITS)
		return IQM_E_USAGE;
	iqm_error_begin(&error, NULL);
	err = iqm_pg_enter(l->session, &deadline, &error);
	if (!err) {
		err = iqm_pg_owed_settle(&l->owed, l->session, &deadline, &error);
		if (!err) {
			err = ask(l, id, permit, &wait, &deadline, &error);
			*reached = !err || l->session->result != PG_FAILED;
		}
		iqm_pg_leave(l->session);
	}
	if (err)
		iqm_copy_text(permit->why, sizeof(permit->why), error.message);
	return err ? err : wait;
}

static long acquire(void *context, struct iqm_permit *permit)
{
	struct pg_limiter *l = context;
	bool reached, first = !permit->id;
	long wait;

	if (first)
		permit->id = (int64_t)(iqm_random(l->random) >> 1 | 1);
	wait = enter_and_ask(l, permit->id, permit, &reached);
	if (first && !reached)
		permit->id = 0;
	return wait;
}

static long next_ms(void *context, struct iqm_permit *permit)
{
	bool reached;

	return enter_and_ask(context, 0, permit, &reached);
}

/* What does not get through in time goes with the next that does. */
static void settle(struct pg_limiter *l)
{
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, RECORD_MS, NULL);

	if (iqm_pg_enter(l->session, &deadline, NULL))
		return;
	(void)iqm_pg_owed_settle(&l->owed, l->session, &deadline, NULL);
	iqm_pg_leave(l->session);
}

static void release(void *context, int64_t id, bool sent)
{
	struct pg_limiter *l = context;

	iqm_pg_owed_release(&l->owed, id, sent);
	settle(l);
}

static void block(void *context, long ms)
{
	struct pg_limiter *l = context;

	iqm_pg_owed_block(&l->owed, ms);
	settle(l);
}

/* ---- the limiters of a store ---------------------------------------------------------------- */

static struct pg_limiter *limiter_new(struct pg_limiters *of, const char *name)
{
	struct pg_limiter *l = calloc(1, sizeof(*l));

	if (l)
		l->name = strdup(name);
	if (!l || !l->name) {
		free(l);
		return NULL;
	}
	l->session = of->session;
	l->random = &of->random;
	iqm_pg_owed_open(&l->owed, l->name, &of->clock, of->span_ms);
	l->next = of->first;
	of->first = l;
	return l;
}

static void limiter_free(struct pg_limiter *l)
{
	if (iqm_pg_owed_any(&l->owed))
		settle(l);
	iqm_pg_owed_close(&l->owed);
	free(l->name);
	free(l);
}

int iqm_pg_limiters_get(struct pg_limiters *of, const char *name, struct iqm_limiter *out)
{
	struct pg_limiter *l;

	pthread_mutex_lock(&of->lock);
	l = of->first;
	while (l && strcmp(l->name, name) != 0)
		l = l->next;
	if (!l)
		l = limiter_new(of, name);
	pthread_mutex_unlock(&of->lock);
	*out = (struct iqm_limiter){ .acquire = acquire,
				     .release = release,
				     .block = block,
				     .next_ms = next_ms,
				     .context = l };
	return l ? 0 : IQM_E_NOMEM;
}

int iqm_pg_limiters_open(struct pg_limiters **out, const char *url, const struct iqm_clock *clock,
			 long span_ms, struct iqm_error *error)
{
	struct pg_limiters *of = calloc(1, sizeof(*of));
	int err;

	*out = NULL;
	if (!of)
		return iqm_fail_nomem(error);
	err = iqm_pg_open(&of->session, url, "rate limit", IQM_E_NETWORK, error);
	if (err) {
		free(of);
		return err;
	}
	iqm_random_open(&of->random, 0);
	pthread_mutex_init(&of->lock, NULL);
	of->clock = *clock;
	of->span_ms = span_ms;
	*out = of;
	return 0;
}

void iqm_pg_limiters_close(struct pg_limiters *of)
{
	struct pg_limiter *next;

	if (!of)
		return;
	for (struct pg_limiter *l = of->first; l; l = next) {
		next = l->next;
		limiter_free(l);
	}
	iqm_pg_close(of->session);
	iqm_random_close(&of->random);
	pthread_mutex_destroy(&of->lock);
	free(of);
}

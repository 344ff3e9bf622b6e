/* SPDX-License-Identifier: MIT */
#include "clock.h"
#include "database.h"

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>

#define SYSTEM "pg_catalog.floor(EXTRACT(EPOCH FROM pg_catalog.clock_timestamp()) * 1000)::bigint"
#define CLOCK "CREATE OR REPLACE FUNCTION iqm.clock_ms() RETURNS bigint LANGUAGE sql VOLATILE AS '"

void pg_clock_hold(void)
{
	pg_sql("CREATE TABLE IF NOT EXISTS public.clock (ms bigint)");
	pg_sql("SET synchronous_commit = off");
	pg_sql("TRUNCATE public.clock");
	pg_sql("INSERT INTO public.clock SELECT " SYSTEM);
	pg_sql(CLOCK "SELECT ms FROM public.clock'");
}

void pg_clock_free(void)
{
	pg_sql(CLOCK "SELECT " SYSTEM "'");
}

void pg_set_clock(int64_t ms)
{
	pg_sql("UPDATE public.clock SET ms = %" PRId64, ms);
}

struct simulated {
	struct iqm_limiter inner;
	struct sim *sim;
	pthread_mutex_t lock;
	int64_t set; /* the time that the database has */
};

/* No time passes while a thread is here. */
static struct simulated *set_clock(void *context)
{
	struct simulated *s = context;
	struct iqm_clock clock = sim_clock(s->sim);
	int64_t now = clock.now_ms(clock.context);

	pthread_mutex_lock(&s->lock);
	if (s->set != now)
		pg_set_clock(now);
	s->set = now;
	pthread_mutex_unlock(&s->lock);
	return s;
}

static long acquire(void *context, struct iqm_permit *permit)
{
	struct simulated *s = set_clock(context);

	return s->inner.acquire(s->inner.context, permit);
}

static long next_ms(void *context, struct iqm_permit *permit)
{
	struct simulated *s = set_clock(context);

	return s->inner.next_ms(s->inner.context, permit);
}

static void release(void *context, int64_t id, bool sent)
{
	struct simulated *s = set_clock(context);

	s->inner.release(s->inner.context, id, sent);
}

static void block(void *context, long ms)
{
	struct simulated *s = set_clock(context);

	s->inner.block(s->inner.context, ms);
}

static void close_simulated(void *context)
{
	struct simulated *s = context;

	pthread_mutex_destroy(&s->lock);
	free(s);
}

struct iqm_limiter pg_simulated(const struct iqm_limiter *inner, struct sim *sim)
{
	struct simulated *s = calloc(1, sizeof(*s));

	ck_assert_ptr_nonnull(s);
	s->inner = *inner;
	s->sim = sim;
	pthread_mutex_init(&s->lock, NULL);
	return (struct iqm_limiter){ .acquire = acquire,
				     .release = release,
				     .block = block,
				     .next_ms = next_ms,
				     .close = close_simulated,
				     .context = s };
}

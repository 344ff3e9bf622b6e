/* SPDX-License-Identifier: MIT */
/* Releases and blocks until the database has them. Sent twice they are as sent once. */
#include "limiter/owed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_MAX_MS 600000 /* the longest Retry-After that counts */

static int64_t now(const struct owed *o)
{
	return iqm_now(&o->clock);
}

void iqm_pg_owed_open(struct owed *o, const char *name, const struct iqm_clock *clock, long span_ms)
{
	o->name = name;
	o->clock = *clock;
	o->span_ms = span_ms;
	pthread_mutex_init(&o->lock, NULL);
}

void iqm_pg_owed_close(struct owed *o)
{
	pthread_mutex_destroy(&o->lock);
}

bool iqm_pg_owed_any(struct owed *o)
{
	bool any;

	pthread_mutex_lock(&o->lock);
	any = o->len || o->blocked_until;
	pthread_mutex_unlock(&o->lock);
	return any;
}

static void drop_first(struct owed *o)
{
	memmove(o->releases, o->releases + 1, --o->len * sizeof(o->releases[0]));
}

void iqm_pg_owed_release(struct owed *o, int64_t id, bool sent)
{
	pthread_mutex_lock(&o->lock);
	if (o->len == PG_OWED)
		drop_first(o);
	o->releases[o->len++] = (struct owed_release){ .id = id, .ended = now(o), .sent = sent };
	pthread_mutex_unlock(&o->lock);
}

void iqm_pg_owed_block(struct owed *o, long ms)
{
	int64_t until = now(o) + (ms < BLOCK_MAX_MS ? ms : BLOCK_MAX_MS);

	pthread_mutex_lock(&o->lock);
	if (until > o->blocked_until)
		o->blocked_until = until;
	pthread_mutex_unlock(&o->lock);
}

/* ---- recording ------------------------------------------------------------------------------- */

static int record_block(struct owed *o, struct pg_session *s, const struct deadline *deadline,
			struct iqm_error *error)
{
	char ms[24];
	const char *const values[] = { o->name, s->facts.identity, ms };
	const struct pg_statement record = { .sql = "SELECT iqm.block_permits($1, $2, $3)",
					     .values = values,
					     .len = 3 };
	int64_t until;
	int err = 0;

	pthread_mutex_lock(&o->lock);
	until = o->blocked_until;
	pthread_mutex_unlock(&o->lock);
	snprintf(ms, sizeof(ms), "%" PRId64, until - now(o));
	if (until > now(o))
		err = iqm_pg_run(s, &record, NULL, deadline, error);
	pthread_mutex_lock(&o->lock);
	if (!err && o->blocked_until == until)
		o->blocked_until = 0;
	pthread_mutex_unlock(&o->lock);
	return err;
}

static bool first_of(struct owed *o, struct owed_release *first)
{
	bool any;

	pthread_mutex_lock(&o->lock);
	any = o->len > 0;
	if (any)
		*first = o->releases[0];
	pthread_mutex_unlock(&o->lock);
	return any;
}

static int record_release(const struct owed *o, const struct owed_release *r, struct pg_session *s,
			  const struct deadline *deadline, struct iqm_error *error)
{
	char id[24], ago[24], span[24];
	const char *const values[] = { o->name, id, r->sent ? "t" : "f", ago, span };
	const struct pg_statement record = { .sql = "SELECT iqm.release_permit($1, $2, $3, $4, $5)",
					     .values = values,
					     .len = 5 };

	snprintf(id, sizeof(id), "%" PRId64, r->id);
	snprintf(ago, sizeof(ago), "%" PRId64, now(o) - r->ended);
	snprintf(span, sizeof(span), "%ld", o->span_ms);
	return iqm_pg_run(s, &record, NULL, deadline, error);
}

int iqm_pg_owed_settle(struct owed *o, struct pg_session *s, const struct deadline *deadline,
		       struct iqm_error *error)
{
	struct owed_release first;
	int err = record_block(o, s, deadline, error);

	while (!err && first_of(o, &first)) {
		err = record_release(o, &first, s, deadline, error);
		pthread_mutex_lock(&o->lock);
		if (!err && o->len && o->releases[0].id == first.id)
			drop_first(o);
		pthread_mutex_unlock(&o->lock);
	}
	return err;
}

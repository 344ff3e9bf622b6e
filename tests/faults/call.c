/* SPDX-License-Identifier: MIT */
/* One call, and what became of it. */
#include "batch.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- one call ------------------------------------------------------------------------------- */

const struct iqm_op *op_named(const char *name)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		if (!strcmp((*op)->name, name))
			return *op;
	abort();
}

/* ---- time ----------------------------------------------------------------------------------- */

#define TICK_MS 10

static atomic_llong stalled_ms; /* how long a thread that sleeps was not woken, in all */

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *tick(void *context)
{
	const struct timespec pause = { .tv_nsec = TICK_MS * 1000000L };

	for (;;) {
		int64_t began = monotonic_ms();
		int64_t late;

		nanosleep(&pause, NULL);
		late = monotonic_ms() - began - TICK_MS;
		atomic_fetch_add(&stalled_ms, late > 1 ? late : 0);
	}
	return context;
}

void clock_start(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, tick, NULL))
		abort();
	pthread_detach(thread);
}

int64_t now_ms(void)
{
	return monotonic_ms() - atomic_load(&stalled_ms);
}

/* ---- calls ---------------------------------------------------------------------------------- */

long timeout_of(const struct worker *w)
{
	if (w->batch->job->variant.threads)
		return MIXED_MS;
	return w->kind->timeout_ms ? w->kind->timeout_ms : CALL_MS;
}

struct result *new_result(struct worker *w, const struct iqm_op *op, const char *name)
{
	struct batch *b = w->batch;
	size_t n = atomic_fetch_add(&b->len, 1);
	struct result *r = &b->results[n];

	if (n >= b->room)
		abort();
	*r = (struct result){ .kind = b->job->kind,
			      .paid = op && op->effect == IQM_PAID,
			      .deletes = op && op->effect == IQM_DELETE,
			      .once = op && op->effect == IQM_ONCE,
			      .file = !op };
	snprintf(r->operation, sizeof(r->operation), "%s", name);
	return r;
}

size_t mark_of(const struct worker *w, const struct result *r)
{
	return (size_t)(r - w->batch->results);
}

void record(struct result *r, const struct iqm_call *call, int err, int64_t began)
{
	r->status = err;
	r->cause = call->error.cause;
	r->http_status = call->error.http_status;
	r->delivery = call->error.delivery;
	r->overrun_ms = (long)(now_ms() - began) - call->timeout_ms;
	snprintf(r->message, sizeof(r->message), "%.199s", call->error.message);
}

static void new_refresh_token(struct worker *w, struct material *m)
{
	cJSON *token = control_ask(&w->control, "token", "{}");
	const cJSON *refresh = cJSON_GetObjectItemCaseSensitive(token, "refresh_token");

	snprintf(m->refresh, sizeof(m->refresh), "%s", cJSON_GetStringValue(refresh));
	cJSON_Delete(token);
}

void material_fill(struct worker *w, const struct iqm_op *op, size_t n, struct material *m)
{
	static const char *const families[] = { "pld", "sls", "aqs" };

	*m = (struct material){ .sandbox = w->batch->sandbox };
	snprintf(m->name, sizeof(m->name), "Report %zu of job %d", n, w->batch->job->number);
	for (size_t f = 0; f < 3; f++)
		if (!strncmp(op->name, families[f], 3))
			m->failed_id = w->batch->spare[f] + (int64_t)(n % SPARE_REPORTS);
	if (!strcmp(op->name, "auth.refresh"))
		new_refresh_token(w, m);
}

void record_outcome(struct result *r, const struct iqm_op *op, int err, const void *response)
{
	if (!err && op->verdict)
		memcpy(&r->outcome, (const char *)response + op->verdict->outcome,
		       sizeof(r->outcome));
}

void call_op(struct iqm_client *client, const struct iqm_op *op, const struct worker *w,
	     struct result *r, struct material *m, struct iqm_call *call)
{
	struct mark mark = { op->name, mark_of(w, r) };
	const void *request = request_fill(op, m);
	int64_t began = now_ms();
	void *response = NULL;
	int err;

	call->user_data = &mark;
	err = form_call(w, client, op, request, m->max_cost, &response, call);
	call->user_data = NULL;
	record(r, call, err, began);
	record_outcome(r, op, err, response);
	iqm_free(response);
}

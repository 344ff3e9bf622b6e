/* SPDX-License-Identifier: MIT */
/* A call in the form that the job is of: blocking, or started and waited for in a loop. */
#include "batch.h"

#include <stdlib.h>

#include "support/loop.h"

/* `done` is loop_end() for each operation. */
static void end_any(iqm_any_fn *done, void *context, int status, void *response,
		    struct iqm_call *call)
{
	(void)done;
	loop_end(context, status, response, call);
}

static int start(struct iqm_client *client, const struct iqm_op *op, const void *request,
		 double max_cost, struct iqm_call *call, struct loop_end *end)
{
	iqm_any_fn *done = (iqm_any_fn *)loop_end;

	return max_cost ? iqm_perform_within_start(client, op, request, max_cost, call, end_any,
						   done, end)
			: iqm_perform_start(client, op, request, call, end_any, done, end);
}

int form_call(const struct worker *w, struct iqm_client *client, const struct iqm_op *op,
	      const void *request, double max_cost, void *response, struct iqm_call *call)
{
	struct loop_end end = { 0 };
	int err;

	if (!w->batch->job->variant.started)
		return max_cost ? iqm_perform_within(client, op, request, max_cost, response, call)
				: iqm_perform(client, op, request, response, call);
	err = loop_wait(client, start(client, op, request, max_cost, call, &end), &end);
	*(void **)response = end.response;
	return err;
}

int form_find(const struct worker *w, struct iqm_client *client, const struct iqm_op *op,
	      const void *request, struct iqm_found *found, struct iqm_call *call)
{
	struct loop_end end = { 0 };
	int err;

	if (!w->batch->job->variant.started)
		return iqm_reports_find(client, op, request, NULL, found, call);
	err = iqm_reports_find_start(client, op, request, NULL, found, call, loop_done, &end);
	return loop_wait(client, err, &end);
}

int form_save(const struct worker *w, struct iqm_client *client, const char *url,
	      struct iqm_save *save, struct iqm_call *call)
{
	struct loop_end end = { 0 };
	int err;

	if (!w->batch->job->variant.started)
		return iqm_save_url(client, url, save, call);
	err = iqm_save_url_start(client, url, save, call, loop_done, &end);
	return loop_wait(client, err, &end);
}

/* ---- several at a time, in one loop --------------------------------------------------------- */

#define MOST_FLIGHTS 16

/* One of them, and the next when it has ended. */
struct flight {
	struct worker *worker;
	const struct iqm_op *op;
	struct material material;
	struct iqm_call call;
	struct mark mark;
	struct result *result;
	int64_t began;
	int left;
	bool under_way;
};

static void land(iqm_any_fn *done, void *context, int status, void *response, struct iqm_call *call)
{
	struct flight *f = context;

	(void)done;
	record(f->result, call, status, f->began);
	record_outcome(f->result, f->op, status, response);
	iqm_free(response);
	f->under_way = false;
}

static void take_off(struct flight *f)
{
	struct worker *w = f->worker;
	int err;

	f->left--;
	f->op = any_op(w);
	f->result = new_result(w, f->op, f->op->name);
	f->mark = (struct mark){ f->op->name, mark_of(w, f->result) };
	f->call = (struct iqm_call){ .timeout_ms = timeout_of(w), .user_data = &f->mark };
	material_fill(w, f->op, f->mark.number, &f->material);
	set_fault(w, w->kind, f->op->name, rand_r(&w->seed) % 2);
	f->began = now_ms();
	f->under_way = true;
	err = iqm_perform_start(w->batch->client, f->op, request_fill(f->op, &f->material),
				&f->call, land, (iqm_any_fn *)land, f);
	if (err)
		land(NULL, f, err, NULL, &f->call);
}

void run_loop(struct batch *b)
{
	static struct flight flights[MOST_FLIGHTS];
	size_t count = (size_t)b->job->variant.threads;
	struct worker w = { .batch = b, .seed = (unsigned)b->job->number };
	bool busy = true;

	control_open(&w.control, b->sandbox);
	for (size_t i = 0; i < count; i++)
		flights[i] = (struct flight){ .worker = &w, .left = b->job->repeats };
	while (busy) {
		busy = false;
		for (size_t i = 0; i < count; i++) {
			if (!flights[i].under_way && flights[i].left)
				take_off(&flights[i]);
			busy = busy || flights[i].under_way || flights[i].left;
		}
		if (busy)
			loop_turn(b->client);
	}
	control_close(&w.control);
}

/* SPDX-License-Identifier: MIT */
/* What the files of a job share: its clients, its calls, and what the sandbox is to do. */
#ifndef TESTS_FAULTS_BATCH_H
#define TESTS_FAULTS_BATCH_H

#include "faults.h"

#include <stdatomic.h>

#include "iqm_descriptors.h"

#define CALL_MS 5000  /* deadline where it should not be met */
#define MIXED_MS 1000 /* any fault may strike any thread */
#define SPARE_REPORTS 400

struct batch {
	const struct sandbox *sandbox;
	const struct job *job;
	struct iqm_client *client;
	struct result *results;
	size_t room;
	atomic_size_t len; /* the next call's number, and its mark */
	int64_t spare[3];  /* first reports that can be deleted, by family */
	const char *token; /* for ways that no log-in comes through */
};

/* What a thread is at. */
struct worker {
	struct batch *batch;
	struct control control;
	const struct kind *kind;
	unsigned seed;
};

/* ---- client.c ------------------------------------------------------------------------------- */

/* How a client differs from the batch's own. */
struct opening {
	bool by_token; /* no log-in */
	const char *journal;
	const char *ow_id; /* NULL: the sandbox's first */
};

/* Gives 0, or what iqm_client_open() does, with its reason in `error`. */
int client_open(const struct worker *worker, const struct kind *kind, const struct opening *how,
		struct iqm_client **out, struct iqm_error *error);
/* The same, where it must not fail. */
struct iqm_client *client_new(const struct worker *worker, const struct kind *kind,
			      const struct opening *how);
/* So that the client has a token that is good, and a kept connection. */
void client_warm(struct iqm_client *client);
/* What a call's `user_data` leads to: the mark of its requests of the operation. */
struct mark {
	const char *operation;
	size_t number;
};

/* ---- call.c --------------------------------------------------------------------------------- */

const struct iqm_op *op_named(const char *name);
/* Time in which the machine lets threads run: one that is stalled makes no call late. */
void clock_start(void);
int64_t now_ms(void);
long timeout_of(const struct worker *worker);
/* The next call's result; `op` NULL: it fetches a file. */
struct result *new_result(struct worker *worker, const struct iqm_op *op, const char *name);
/* Its number, which is its mark. */
size_t mark_of(const struct worker *worker, const struct result *result);
void record(struct result *result, const struct iqm_call *call, int err, int64_t began);
void record_outcome(struct result *result, const struct iqm_op *op, int err, const void *response);
/* A request that no other is like, by its number. */
void material_fill(struct worker *worker, const struct iqm_op *op, size_t n, struct material *m);
/* One marked call. `call` has its options, and its timeout. */
void call_op(struct iqm_client *client, const struct iqm_op *op, const struct worker *worker,
	     struct result *result, struct material *m, struct iqm_call *call);

/* ---- forms.c: both forms of a call ----------------------------------------------------------- */

/* `max_cost` 0: none. *response is set, as of the blocking form. */
int form_call(const struct worker *worker, struct iqm_client *client, const struct iqm_op *op,
	      const void *request, double max_cost, void *response, struct iqm_call *call);
int form_find(const struct worker *worker, struct iqm_client *client, const struct iqm_op *op,
	      const void *request, struct iqm_found *found, struct iqm_call *call);
int form_save(const struct worker *worker, struct iqm_client *client, const char *url,
	      struct iqm_save *save, struct iqm_call *call);
/* All calls of a mixed job, so many at a time, in one loop. */
void run_loop(struct batch *batch);

/* ---- strike.c: what the sandbox is to do ----------------------------------------------------- */

void set_fault(struct worker *worker, const struct kind *kind, const char *operation, bool perform);
void clear_faults(struct worker *worker);
/* Any operation; the worker's kind is any that may strike one of several calls. */
const struct iqm_op *any_op(struct worker *worker);

/* ---- scenario.c ----------------------------------------------------------------------------- */

/* Once through what is not a fault of every operation. */
void scenario_run(struct worker *worker, bool perform);

#endif

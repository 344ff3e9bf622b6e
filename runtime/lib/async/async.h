/* SPDX-License-Identifier: MIT */
/* Calls that do not block: threads that make the blocking calls, and `done` on the caller's. */
#ifndef IQM_LIB_ASYNC_H
#define IQM_LIB_ASYNC_H

#include "call/call.h"

/* Of a client, which is not used before a call is started. No thread is made. IQM_E_NOMEM. */
int iqm_async_open(struct async **out, struct iqm_client *client, int threads, int queue);
/* Cancels what is under way, waits for the threads, and calls `done` of all. NULL is allowed. */
void iqm_async_close(struct async *async);

/* What a room above starts. */
struct async_task {
	const char *name; /* for errors; NULL: none */
	const char *key;  /* tasks and calls of one key run in turn; NULL: of none */
	long timeout_ms;  /* where the call has none; 0: the client's */
	/* On a thread of the client, or never, where it ends before. */
	int (*run)(void *task, struct iqm_call *call);
	void *task;
};

/* As any start: `done` is called once, after run, if that was called. */
int iqm_async_start(struct iqm_client *client, const struct async_task *task, struct iqm_call *call,
		    iqm_done_fn *done, void *context);

#endif

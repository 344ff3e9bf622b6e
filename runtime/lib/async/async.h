/* SPDX-License-Identifier: MIT */
/* Calls that do not block: threads that make the blocking calls, and `done` on the caller's. */
#ifndef IQM_LIB_ASYNC_H
#define IQM_LIB_ASYNC_H

#include "call/call.h"

/* Of a client, which is not used before a call is started. No thread is made. IQM_E_NOMEM. */
int iqm_async_open(struct async **out, struct iqm_client *client, int threads, int queue);
/* Cancels what is under way, waits for the threads, and calls `done` of all. NULL is allowed. */
void iqm_async_close(struct async *async);

#endif

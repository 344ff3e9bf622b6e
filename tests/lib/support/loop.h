/* SPDX-License-Identifier: MIT */
/* An event loop of one client: what tests of started calls wait with. */
#ifndef TESTS_LOOP_H
#define TESTS_LOOP_H

#include <iqm/iqm.h>

/* What became of a call that was started. Zero it. */
struct loop_end {
	bool ended;
	int status;
	void *response; /* the caller's to free; NULL: none */
	struct iqm_call *call;
};

/* Takes down what a `done` got; its context is the struct. */
void loop_end(void *context, int status, void *response, struct iqm_call *call);
/* A `done` of a call that has no response. */
void loop_done(void *context, int status, struct iqm_call *call);
/* Waits until something has ended, and dispatches. Ends the program where that takes longer than a
 * minute. */
void loop_turn(struct iqm_client *client);
/* After a start that gave `err`: polls and dispatches until it has ended. What it came to, which is
 * `err` where it was not started. */
int loop_wait(struct iqm_client *client, int err, const struct loop_end *end);

#endif

/* SPDX-License-Identifier: MIT */
#include "loop.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_MS 60000

void loop_end(void *context, int status, void *response, struct iqm_call *call)
{
	struct loop_end *end = context;

	if (end->ended) {
		fprintf(stderr, "done was called twice for one call\n");
		abort();
	}
	*end = (struct loop_end){
		.ended = true, .status = status, .response = response, .call = call
	};
}

void loop_done(void *context, int status, struct iqm_call *call)
{
	loop_end(context, status, NULL, call);
}

void loop_turn(struct iqm_client *client)
{
	struct pollfd fd = { .fd = iqm_client_fd(client), .events = POLLIN };

	if (poll(&fd, 1, MOST_MS) != 1 || iqm_client_dispatch(client) < 0) {
		fprintf(stderr, "a call that was started has no end\n");
		abort();
	}
}

int loop_wait(struct iqm_client *client, int err, const struct loop_end *end)
{
	if (err)
		return err;
	while (!end->ended)
		loop_turn(client);
	return end->status;
}

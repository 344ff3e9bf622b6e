/* SPDX-License-Identifier: MIT */
/* Calls on the way of another call: within its deadline, and reported as its own. */
#include "call/call.h"

#include <stdlib.h>
#include <string.h>

void iqm_call_adopt(struct iqm_call *call, const struct iqm_call *inner)
{
	call->error = inner->error;
	memcpy(call->attempts, inner->attempts, sizeof(call->attempts));
	call->bad_total += inner->bad_total;
	for (size_t i = 0; i < inner->bad_len && call->bad_len < IQM_BAD_FIELDS; i++)
		call->bad[call->bad_len++] = inner->bad[i];
}

int iqm_perform_inner(struct iqm_client *client, const struct iqm_op *op, const void *request,
		      void *response, const struct deadline *deadline, struct iqm_call *call)
{
	struct iqm_call *inner = calloc(1, sizeof(*inner)); /* frames are to be small */
	int err;

	if (!inner)
		return iqm_fail_nomem(&call->error);
	inner->timeout_ms = iqm_deadline_timeout(deadline);
	inner->cancel = deadline->cancel;
	inner->user_data = deadline->user_data;
	inner->keep_raw = call->keep_raw;
	inner->fresh_connection = call->fresh_connection;
	err = iqm_perform(client, op, request, response, inner);
	iqm_call_adopt(call, inner);
	free(inner);
	return err;
}

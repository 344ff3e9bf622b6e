/* SPDX-License-Identifier: MIT */
/* The link of a report's file: the one request that asks for it. */
#include "reports/reports.h"

#include <stdlib.h>

int iqm_ask_link(struct iqm_client *client, const struct iqm_op *op, int64_t id, int64_t file_type,
		 void **response, struct iqm_call *call)
{
	void *request = calloc(1, op->body->size);
	int err;

	*response = NULL;
	if (!request)
		return iqm_fail_nomem(&call->error);
	iqm_put_int(request, op->file->id, id);
	iqm_put_int(request, op->file->type, file_type);
	err = iqm_perform(client, op, request, response, call);
	free(request);
	return err;
}

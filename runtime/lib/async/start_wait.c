/* SPDX-License-Identifier: MIT */
/* Starts a wait for reports, which shares its polls with the others of its family. */
#include "async/state.h"

#include <stdlib.h>
#include <string.h>

static int open_wait(struct shared_wait *s, struct iqm_client *client, const struct iqm_op *op,
		     const struct iqm_wait *how, struct iqm_call *call)
{
	if (s->theirs && s->len) {
		s->reports = calloc(s->len, sizeof(*s->reports));
		if (!s->reports)
			return iqm_fail_nomem(&call->error);
		memcpy(s->reports, s->theirs, s->len * sizeof(*s->reports));
	}
	if (how) {
		s->on_poll = how->on_poll;
		s->context = how->context;
	}
	return iqm_wait_open(&s->wait, client, op, s->reports, s->len, how, call);
}

int iqm_reports_wait_start(struct iqm_client *client, const struct iqm_op *op,
			   struct iqm_report *reports, size_t len, const struct iqm_wait *how,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct iqm_op *list = op->order ? op->order->list : op;
	struct job_kind kind = { .name = list->name };
	int err;

	if (!call)
		return IQM_E_USAGE;
	iqm_call_begin(call, kind.name);
	kind.wait = calloc(1, sizeof(*kind.wait));
	if (!kind.wait)
		return iqm_fail_nomem(&call->error);
	kind.wait->theirs = reports;
	kind.wait->len = len;
	kind.wait->list = list;
	err = open_wait(kind.wait, client, op, how, call);
	if (!err)
		err = iqm_job_start_plain(client, &kind, call, done, context);
	if (err)
		iqm_shared_wait_free(kind.wait);
	return err;
}

/* SPDX-License-Identifier: MIT */
/* Tells the sandbox which requests to strike. */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void set_fault(struct worker *w, const struct kind *kind, const char *operation, bool perform)
{
	char body[256];
	char hint[64] = "";
	int times = w->batch->job->variant.times;

	if (!kind->fault)
		return;
	if (kind->retry_after)
		snprintf(hint, sizeof(hint), ",\"retry_after\":\"%s\"", kind->retry_after);
	if (kind->scenario || !strcmp(kind->fault, "401-once"))
		times = 1;
	if (!strcmp(kind->fault, "refuse") && times)
		snprintf(hint, sizeof(hint), ",\"seconds\":0.005");
	if (kind->whole_port && strcmp(operation, "file"))
		operation = "*";
	snprintf(body, sizeof(body), "{\"operation\":\"%s\",\"kind\":\"%s\",\"times\":%d%s%s}",
		 operation, kind->fault, times,
		 !kind->either ? ""
		 : perform     ? ",\"perform\":true"
			       : ",\"perform\":false",
		 hint);
	control_post(&w->control, "fault", body);
}

void clear_faults(struct worker *w)
{
	if (!w->batch->job->variant.threads)
		control_post(&w->control, "unfault", "{}");
}

const struct iqm_op *any_op(struct worker *w)
{
	size_t ops = 0;

	do
		w->kind = &kinds[(size_t)rand_r(&w->seed) % kinds_len];
	while (!w->kind->fault || w->kind->whole_port || w->kind->refuses_late);
	while (iqm_insights_api.ops[ops])
		ops++;
	return iqm_insights_api.ops[(size_t)rand_r(&w->seed) % ops];
}

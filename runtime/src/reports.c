/* SPDX-License-Identifier: MIT */
/* Rows of a list as reports: their ids and what their statuses mean. */
#include "internal.h"

int iqm_seen_open(struct seen **out)
{
	*out = NULL;
	return 0;
}

void iqm_seen_close(struct seen *seen)
{
	(void)seen;
}

int iqm_highest_id(struct iqm_client *client, const struct iqm_op *list,
		   const struct limits *limits, struct iqm_int *id, struct iqm_error *error)
{
	(void)client, (void)list, (void)limits, (void)error;
	*id = (struct iqm_int){ 0 };
	return 0;
}

void iqm_note_rows(struct iqm_client *client, const struct iqm_op *op, const void *answer)
{
	(void)client, (void)op, (void)answer;
}

enum iqm_erased iqm_look_erased(struct iqm_client *client, const struct iqm_op *op,
				const void *request, const struct limits *limits,
				struct iqm_error *error)
{
	(void)client, (void)op, (void)request, (void)limits, (void)error;
	return IQM_ERASED_UNKNOWN;
}

/* SPDX-License-Identifier: MIT */
/* What is known before a purchase, so that its report can be found to be newer. */
#include "purchase/known.h"

/*
 * The highest id there is, where the first page proves it: the page is the whole list, or its ids
 * fall. A service may ignore the order asked for, and then they do not.
 */
static struct iqm_int proven_highest(const struct iqm_op *list, const void *response)
{
	struct rows rows = iqm_list_rows(list, response);
	int64_t last;

	if ((int64_t)rows.len == iqm_list_total(list, response))
		return iqm_highest_id(list, &rows);
	if (rows.len > 1 && list->paged->sort && iqm_ids_descend(list, &rows, INT64_MAX, &last))
		return iqm_row_id(list, &rows, 0);
	return (struct iqm_int){ 0 };
}

static IQM_NOINLINE int ask_highest(struct iqm_client *client, const struct iqm_op *list,
				    const struct deadline *deadline, struct iqm_int *id,
				    struct iqm_error *error)
{
	struct iqm_error failure;
	void *response = NULL;
	/* Two rows, as one alone does not show that the newest comes first. */
	int err = iqm_ask_newest(client, list, 2, deadline, &response, &failure);

	if (!err)
		*id = proven_highest(list, response);
	iqm_free(response);
	return err ? iqm_fail_unsent(error, &failure, "the newest report is not known") : 0;
}

/* A report that the list does not have counts as gone. */
static IQM_NOINLINE int ask_state(struct iqm_client *client, const struct iqm_op *op,
				  const struct deadline *deadline, int64_t id,
				  struct iqm_int *state, struct iqm_error *error)
{
	struct iqm_report report = { .id = id };
	struct iqm_call call = iqm_deadline_call(deadline);
	int err = iqm_reports_poll(client, op, &report, 1, &call);

	if (!err)
		*state = iqm_int(report.page ? report.state : IQM_REPORT_GONE);
	return err ? iqm_fail_unsent(error, &call.error, "the report's status is not known") : 0;
}

int iqm_read_known(struct iqm_client *client, const struct iqm_op *op, const void *request,
		   const struct deadline *deadline, struct iqm_intent *known,
		   struct iqm_error *error)
{
	struct iqm_int regenerated = iqm_row_int(request, op->order->regenerate);

	if (regenerated.set)
		return ask_state(client, op, deadline, regenerated.value, &known->state, error);
	return ask_highest(client, op->order->list, deadline, &known->highest_id, error);
}

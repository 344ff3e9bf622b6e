/* SPDX-License-Identifier: MIT */
/* A family's list, row by row. */
#include "purchase/purchase.h"

const struct iqm_order *order_of_link(const struct iqm_op *link)
{
	for (const struct iqm_op *const *op = cli_api->ops; *op; op++)
		if ((*op)->order && (*op)->order->link == link)
			return (*op)->order;
	return NULL;
}

static int64_t row_id(const struct iqm_op *list, const void *row)
{
	struct iqm_int id = member_int(list->paged->key, row);

	return id.set ? id.value : 0;
}

time_t row_created(const struct iqm_order *order, const void *row)
{
	return iqm_ms_to_time(member_timestamp(order->created, row)); /* of seconds too */
}

bool row_is_before(const struct iqm_order *order, const void *row, const struct iqm_intent *since,
		   int64_t seconds)
{
	time_t created = row_created(order, row);

	if (since->highest_id.set)
		return row_id(order->list, row) <= since->highest_id.value;
	return created >= 0 && since->time.set && created < iqm_ms_to_time(since->time) - seconds;
}

int visit_rows(struct cli *cli, const struct iqm_op *list,
	       bool (*visit)(void *context, int64_t id, const void *row), void *context)
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms, .cancel = cli->call.cancel };
	struct iqm_pager *pager;
	const void *row = NULL;
	int err = iqm_pager_open(cli->client, list, NULL, &pager, &call.error);

	do {
		if (!err)
			err = iqm_pager_next(pager, &row, &call);
	} while (!err && row && visit(context, row_id(list, row), row));
	iqm_pager_close(pager);
	return err ? cli_fail_call(&call.error) : 0;
}

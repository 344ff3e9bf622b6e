/* SPDX-License-Identifier: MIT */
/* A family's list, row by row. */
#include "purchase/purchase.h"

#include <string.h>

const struct iqm_order *order_of_link(const struct iqm_op *link)
{
	for (const struct iqm_op *const *op = cli_api->ops; *op; op++)
		if ((*op)->order && (*op)->order->link == link)
			return (*op)->order;
	return NULL;
}

static int64_t id_of(const struct iqm_op *list, const void *row)
{
	struct iqm_int id;

	memcpy(&id, (const char *)row + list->paged->key->offset, sizeof(id));
	return id.set ? id.value : 0;
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
	} while (!err && row && visit(context, id_of(list, row), row));
	iqm_pager_close(pager);
	return err ? cli_fail_call(&call.error) : 0;
}

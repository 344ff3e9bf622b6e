/* SPDX-License-Identifier: MIT */
/* The journal against the lists of all families, at the place that the settings lead to. */
#include "purchase/reconciliation.h"

#include <stdlib.h>
#include <string.h>

/* Of a log-in by password only its response says which workspace it is. */
static int find_place(struct cli *cli, char **service, char workspace[IQM_WORKSPACE_SIZE])
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms, .cancel = cli->call.cancel };
	int err = place_workspace(cli, workspace);

	if (!err && !*workspace && cli_probe(cli->client, &call))
		return cli_fail_call(&call.error);
	if (!err && !*workspace)
		err = place_workspace(cli, workspace);
	*service = iqm_url_normalise(cli->config.setting[SET_BASE_URL].value);
	return err || *service ? err : cli_fail_nomem();
}

static bool is_same(const char *recorded, const char *now)
{
	return !recorded || !now || !*now || !strcmp(recorded, now);
}

/* What a repair has lost, or another version has bought, is in no list that could be read. */
static int report_strange(struct reconciliation *r, const struct iqm_purchase *p)
{
	const struct cli_command *c = p->operation ? command_named(p->operation) : NULL;

	if ((c && c->op->order) || !purchase_may_have_bought(p))
		return 0;
	return finding_add(r, "outcome-unknown", NULL, p, 0,
			   p->operation ? "made by an operation that this version does not know"
					: "what it ordered was lost when the journal was damaged");
}

static int choose_here(struct cli *cli, const struct iqm_purchases *all, struct reconciliation *r,
		       const struct iqm_purchase **here)
{
	char workspace[IQM_WORKSPACE_SIZE];
	char *service = NULL;
	int err = find_place(cli, &service, workspace);

	for (size_t i = 0; !err && i < all->len; i++) {
		const struct iqm_purchase *p = &all->items[i];

		if (!is_same(p->service, service) || !is_same(p->workspace, workspace)) {
			r->elsewhere++;
			continue;
		}
		here[r->purchases++] = p;
		err = report_strange(r, p);
	}
	free(service);
	return err;
}

int reconcile(struct cli *cli, const struct iqm_purchases *all, struct iqm_ms since,
	      struct reconciliation *r)
{
	const struct iqm_purchase **here = calloc(all->len + 1, sizeof(*here));
	int err;

	if (!here)
		return cli_fail_nomem();
	err = choose_here(cli, all, r, here);
	for (const struct cli_command *c = cli_commands; !err && c->family; c++)
		if (c->kind == KIND_OPERATION && c->op->effect == IQM_PAID && c->op->order)
			err = reconcile_family(cli, r, c, since, here, r->purchases);
	free(here);
	return err;
}

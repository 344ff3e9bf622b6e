/* SPDX-License-Identifier: MIT */
/* --dry-run: what a purchase would send, what it would cost, and whether its key would buy. */
#include "purchase/order.h"

#include <inttypes.h>
#include <string.h>

/* An exit code where the purchase would fail. */
static int check_state(const struct cli *cli, const struct iqm_purchase *p, const char *request)
{
	switch (p->state) {
	case IQM_PURCHASE_BUSY:
		return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'",
				p->key);
	case IQM_PURCHASE_OPEN:
	case IQM_PURCHASE_UNKNOWN:
	case IQM_PURCHASE_BOUGHT:
		break;
	default:
		return 0;
	}
	if (strcmp(p->request, request) != 0 ||
	    strcmp(p->operation, cli->args.command->op->name) != 0)
		return cli_fail(EXIT_KEY_USED,
				"the journal has another purchase under the key '%s'", p->key);
	if (p->state != IQM_PURCHASE_BOUGHT)
		cli_info("The key '%s' may have bought: it would buy no more.", p->key);
	else if (p->report_id.set)
		cli_info("The key '%s' has bought report %" PRId64 ": it would buy no more.",
			 p->key, p->report_id.value);
	else
		cli_info("The key '%s' has bought: it would buy no more.", p->key);
	return 0;
}

static int check_key(struct cli *cli, const char *key, const struct iqm_preview *preview)
{
	struct iqm_purchase *purchase;
	struct iqm_error error;
	int err;

	if (!key)
		return 0;
	if (iqm_journal_get(cli->client, key, &purchase, &error))
		return cli_fail_call(&error);
	err = check_state(cli, purchase, preview->body);
	iqm_free(purchase);
	return err;
}

int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost)
{
	char made[KEY_SIZE];
	const char *key = NULL;
	struct price price = { 0 };
	struct iqm_error error;
	int err = is_given(&cli->args, OPT_KEY) ? parse_key(cli, made, &key) : 0;
	int refused;

	if (err)
		return err;
	refused = price_order(cli, request, max_cost, &price, &error);
	if (!refused || price.response) {
		show_order(cli, request, preview, &price, key, false);
		err = print_dry_run(cli, preview, &price);
	}
	if (!err)
		err = check_key(cli, key, preview);
	if (!err && refused)
		err = cli_fail_call(&error);
	price_free(&price);
	return err;
}

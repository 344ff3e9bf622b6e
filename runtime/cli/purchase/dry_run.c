/* SPDX-License-Identifier: MIT */
/* --dry-run: what a purchase would send, what it would cost, and whether its key would buy. */
#include "purchase/order.h"

static int check_key(struct cli *cli, const void *request, const char *key)
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms,
				 .cancel = cli->call.cancel,
				 .key = key,
				 .allow_duplicate = is_given(&cli->args, OPT_ALLOW_DUPLICATE) };

	return iqm_check_purchase(cli->client, cli->args.command->op, request, &call)
		       ? cli_fail_call(&call.error)
		       : 0;
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
	int used;

	if (err)
		return err;
	refused = price_order(cli, request, max_cost, &price, &error);
	if (!refused || price.response) {
		show_order(cli, request, preview, &price, key, false);
		err = print_dry_run(cli, preview, &price);
	}
	used = err ? 0 : check_key(cli, request, key);
	if (!err)
		err = refused ? cli_fail_call(&error) : used;
	price_free(&price);
	return err;
}

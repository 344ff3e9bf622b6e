/* SPDX-License-Identifier: MIT */
/* --dry-run: what a purchase would send, and what it would cost. */
#include "purchase/order.h"

int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost)
{
	struct price price = { 0 };
	struct iqm_error error;
	int err = price_request(cli, request, &price);

	if (!err)
		warn_of_units(cli, request);
	if (!err)
		err = print_dry_run(cli, preview, &price);
	if (!err && check_price(cli, request, &price, max_cost, &error))
		err = cli_fail_call(&error);
	price_free(&price);
	return err;
}

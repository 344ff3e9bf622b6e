/* SPDX-License-Identifier: MIT */
/* --dry-run: what a purchase would send, and what it would cost. */
#include "purchase/order.h"

int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost)
{
	struct price price = { 0 };
	struct iqm_error error;
	int refused = price_order(cli, request, max_cost, &price, &error);
	int err = 0;

	if (!refused || price.response) {
		warn_of_units(cli, request);
		err = print_dry_run(cli, preview, &price);
	}
	if (!err && refused)
		err = cli_fail_call(&error);
	price_free(&price);
	return err;
}

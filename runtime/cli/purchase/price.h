/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_PRICE_H
#define IQM_CLI_PRICE_H

#include "purchase/purchase.h"

struct price {
	void *response; /* with its bytes; NULL: none that can be used */
	struct iqm_price says;
	char why[512]; /* it is not known */
};

/* Asks the service for the price of what `request` buys: 0 if it may be bought for at most
 * `max_cost`, else an enum iqm_status with the error. A price that the service may lack is only
 * needed where there is a limit: HUGE_VAL is none. */
int price_order(struct cli *cli, const void *request, double max_cost, struct price *price,
		struct iqm_error *error);
void price_free(struct price *price);

#endif

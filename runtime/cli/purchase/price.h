/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_PRICE_H
#define IQM_CLI_PRICE_H

#include "purchase/purchase.h"

struct price {
	void *response; /* with its bytes; NULL: reports of this family cannot be priced */
	struct iqm_price says;
};

/* Asks the service for the price of what `request` buys. */
int price_request(struct cli *cli, const void *request, struct price *price);
void price_free(struct price *price);
/* Whether it may be bought for at most `max_cost`: 0, or IQM_E_PRICE with error->price. */
int check_price(const struct cli *cli, const void *request, const struct price *price,
		double max_cost, struct iqm_error *error);

#define MONEY_SIZE IQM_NUMBER_SIZE
/* "25.50", with more digits where the amount has them. */
void format_money(double amount, char text[MONEY_SIZE]);

#endif

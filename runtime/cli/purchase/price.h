/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_PRICE_H
#define IQM_CLI_PRICE_H

#include "purchase/purchase.h"

struct price {
	void *response; /* with its bytes; NULL: reports of this family cannot be priced */
	enum iqm_outcome outcome;
	struct iqm_num cost;
	struct iqm_bool funds;
	struct iqm_int id; /* of the report that exists already */
	const char *message;
};

/* Reads the response of `op`, which prices or buys. `price` borrows from it. */
void price_read(const struct iqm_op *op, const void *response, struct price *price);
/* Asks the service for the price of what `request` buys. */
int price_request(struct cli *cli, const void *request, struct price *price);
void price_free(struct price *price);
/* Whether it may be bought for at most `max_cost`. EXIT_EXISTS comes without a message. */
int check_price(const struct cli *cli, const struct price *price, double max_cost);

#define MONEY_SIZE IQM_NUMBER_SIZE
/* "25.50", with more digits where the amount has them. */
void format_money(double amount, char text[MONEY_SIZE]);

#endif

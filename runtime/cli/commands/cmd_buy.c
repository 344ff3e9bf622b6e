/* SPDX-License-Identifier: MIT */
/* `buy ORDERS`: the orders of a file. */
#include "commands/cmd.h"

int cmd_buy(struct cli *cli)
{
	return buy_orders(cli);
}

/* SPDX-License-Identifier: MIT */
/* Amounts of money as text. */
#include "output/output.h"

#include <stdlib.h>

void format_money(double amount, char text[MONEY_SIZE])
{
	snprintf(text, MONEY_SIZE, "%.2f", amount);
	if (strtod(text, NULL) != amount)
		iqm_number_text(amount, text);
}

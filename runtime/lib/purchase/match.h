/* SPDX-License-Identifier: MIT */
/* An order's fields against those that show them: for find.c and price.c. */
#ifndef IQM_LIB_PURCHASE_MATCH_H
#define IQM_LIB_PURCHASE_MATCH_H

#include "purchase/purchase.h"

/* Whether the request has the field. */
bool iqm_match_asked(const struct iqm_match *m, const void *request);
/* Whether the row shows what the request asks: lists as sets, timestamps in either unit. */
bool iqm_match_shown(const struct iqm_match *m, const void *request, const void *row);
/* Whether the row has something to show. */
bool iqm_match_is_there(const struct iqm_match *m, const void *row);
/* Whether the price repeats the order's field, and with another value: a list must have the ids
 * that the order asks for, and no others. */
bool iqm_echo_differs(const struct iqm_order *order, const struct iqm_match *echo,
		      const void *request, const void *price);

#endif

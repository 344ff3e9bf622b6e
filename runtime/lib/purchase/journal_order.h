/* SPDX-License-Identifier: MIT */
/* What a purchase orders, and where. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_ORDER_H
#define IQM_LIB_PURCHASE_JOURNAL_ORDER_H

#include "purchase/purchase.h"

#define ORDER_SIZE 17 /* 16 digits, and a NUL */

struct place {
	char *service; /* free() takes it */
	char workspace[IQM_OW_ID_SIZE];
};

/* Where the client's calls of `op` go; gets a token for it. IQM_E_CONFIG: the workspace is not
 * known. The place is zeroed before; on error there is nothing to free. */
int iqm_place_of(struct iqm_client *client, const struct iqm_op *op,
		 const struct deadline *deadline, struct place *place, struct iqm_error *error);
/* The same as far as it is known without a request: members may be NULL or "". */
int iqm_place_known(struct iqm_client *client, struct place *place, struct iqm_error *error);
/* Whether the JSON of two requests orders the same: written otherwise, or with the items of a list
 * or the entries of a map in another order, it is the same. 0, or IQM_E_NOMEM. */
int iqm_orders_compare(const char *json, const char *other, bool *same, struct iqm_error *error);
/* What is the same for requests that order the same, "" where the order regenerates a report. */
int iqm_order_of(const struct iqm_op *op, const void *request, char order[ORDER_SIZE],
		 struct iqm_error *error);

#endif

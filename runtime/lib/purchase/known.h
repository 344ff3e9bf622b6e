/* SPDX-License-Identifier: MIT */
/* What is known before a purchase: for known.c, and purchase.c, which records it. */
#ifndef IQM_LIB_PURCHASE_KNOWN_H
#define IQM_LIB_PURCHASE_KNOWN_H

#include "purchase/purchase.h"

/*
 * Before a purchase, asks its list once: for the highest id of the rows, 0 where there are none and
 * absent where the service does not give the newest first; or, where the request names a report to
 * regenerate, for the state of that.
 */
int iqm_read_known(struct iqm_client *client, const struct iqm_op *op, const void *request,
		   const struct deadline *deadline, struct iqm_intent *known,
		   struct iqm_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* Finds what a recorded purchase may have made: for find.c and settle.c. */
#ifndef IQM_LIB_PURCHASE_FIND_H
#define IQM_LIB_PURCHASE_FIND_H

#include "purchase/journal.h"

/* As iqm_reports_find() by its key, but as proof that there is none: where no id says it, a row is
 * older only if it was created more than a day before. `op` is the paid operation; *found is
 * written.
 */
int iqm_find_recorded(struct iqm_client *client, const struct iqm_op *op,
		      const struct iqm_purchase *recorded, const struct deadline *deadline,
		      struct iqm_found *found, struct iqm_call *call);

#endif

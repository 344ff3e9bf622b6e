/* SPDX-License-Identifier: MIT */
/* Stands in, weakly, for what generated code calls and nothing defines yet. */
#include "internal.h"

#include <string.h>

#define WEAK __attribute__((weak))

WEAK int iqm_report_save(struct iqm_client *client, const struct iqm_op *op, int64_t id,
			 int64_t file_type, struct iqm_save *save, struct iqm_call *call)
{
	(void)client, (void)op, (void)id, (void)file_type, (void)save, (void)call;
	return IQM_E_USAGE;
}

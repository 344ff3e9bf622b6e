/* SPDX-License-Identifier: MIT */
/* Stands in, weakly, for what generated code calls and nothing defines yet. */
#include "internal.h"

#include <string.h>

#define WEAK __attribute__((weak))

WEAK int iqm_pager_open(struct iqm_client *client, const struct iqm_op *list, const void *request,
			struct iqm_pager **out, struct iqm_error *error)
{
	(void)client, (void)list, (void)request, (void)error;
	*out = NULL;
	return IQM_E_USAGE;
}

WEAK int iqm_pager_next(struct iqm_pager *pager, const void **row, struct iqm_call *call)
{
	(void)pager, (void)row, (void)call;
	return IQM_E_USAGE;
}

WEAK int iqm_pager_next_page(struct iqm_pager *pager, const void **rows, size_t *len,
			     struct iqm_call *call)
{
	(void)pager, (void)rows, (void)len, (void)call;
	return IQM_E_USAGE;
}

WEAK const struct iqm_paging *iqm_pager_paging(const struct iqm_pager *pager)
{
	(void)pager;
	return NULL;
}

WEAK void iqm_pager_close(struct iqm_pager *pager)
{
	(void)pager;
}

WEAK int iqm_reports_look(struct iqm_client *client, const struct iqm_op *op,
			  struct iqm_report *reports, size_t len, struct iqm_call *call)
{
	(void)client, (void)op, (void)reports, (void)len, (void)call;
	return IQM_E_USAGE;
}

WEAK int iqm_reports_wait(struct iqm_client *client, const struct iqm_op *op,
			  struct iqm_report *reports, size_t len, const struct iqm_wait *how,
			  struct iqm_call *call)
{
	(void)client, (void)op, (void)reports, (void)len, (void)how, (void)call;
	return IQM_E_USAGE;
}

WEAK int iqm_reports_find(struct iqm_client *client, const struct iqm_op *op, const void *request,
			  const struct iqm_intent *since, struct iqm_found *found,
			  struct iqm_call *call)
{
	(void)client, (void)op, (void)request, (void)since, (void)found, (void)call;
	return IQM_E_USAGE;
}

WEAK int iqm_perform_within(struct iqm_client *client, const struct iqm_op *op, const void *request,
			    double max_cost, void *answer, struct iqm_call *call)
{
	(void)client, (void)op, (void)request, (void)max_cost, (void)call;
	memset(answer, 0, sizeof(void *));
	return IQM_E_USAGE;
}

WEAK int iqm_report_save(struct iqm_client *client, const struct iqm_op *op, int64_t id,
			 int64_t file_type, struct iqm_save *save, struct iqm_call *call)
{
	(void)client, (void)op, (void)id, (void)file_type, (void)save, (void)call;
	return IQM_E_USAGE;
}

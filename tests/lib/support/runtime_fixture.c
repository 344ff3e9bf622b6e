/* SPDX-License-Identifier: MIT */
#include "support/runtime_fixture.h"

int runtime_list(struct iqm_client *client, struct iqm_pld_report_page **rsp, struct iqm_call *call)
{
	struct iqm_list_query req = { .page_no = iqm_int(1) };

	return iqm_pld_list(client, &req, rsp, call);
}

int runtime_buy(struct iqm_client *client, struct iqm_pld_order_response **rsp,
		struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };

	return iqm_pld_generate(client, &req, rsp, call);
}

void runtime_check_clean(const struct iqm_error *e)
{
	ck_assert_int_eq(e->status, IQM_OK);
	ck_assert_int_eq(e->cause, IQM_OK);
	ck_assert_uint_eq(e->service_len, 0);
	ck_assert_uint_eq(e->service_total, 0);
	ck_assert_str_eq(e->path, "");
	ck_assert_str_eq(e->message, "");
}

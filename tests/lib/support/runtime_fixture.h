/* SPDX-License-Identifier: MIT */
/* What the runtime tests share. */
#ifndef TESTS_TEST_RUNTIME_H
#define TESTS_TEST_RUNTIME_H

#include <check.h>
#include <iqm/insights.h>

#include "support/mock.h"

#define GOOD_LIST "{\"success\":true,\"data\":{\"totalRecords\":3}}"
#define GOOD_PURCHASE "{\"success\":true,\"data\":{\"pldReportCreated\":true}}"

/* A read and a purchase, with a request that is fine. The response is the caller's to iqm_free().
 */
int runtime_list(struct iqm_client *client, struct iqm_pld_report_page **rsp,
		 struct iqm_call *call);
int runtime_buy(struct iqm_client *client, struct iqm_pld_order_response **rsp,
		struct iqm_call *call);

/* An error that nothing else than its zeroes would be. */
void runtime_check_clean(const struct iqm_error *e);

#endif

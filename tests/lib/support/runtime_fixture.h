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
int runtime_list(struct iqm_client *client, struct iqm_pld_list_rsp **rsp, struct iqm_call *call);
int runtime_buy(struct iqm_client *client, struct iqm_pld_generate_rsp **rsp,
		struct iqm_call *call);

/* An error that nothing else than its zeroes would be. */
void runtime_check_clean(const struct iqm_error *e);

TCase *runtime_settings_case(void);
TCase *runtime_call_case(void);
TCase *runtime_raw_case(void);
TCase *runtime_tool_case(void);
TCase *runtime_status_case(void);
TCase *runtime_paid_case(void);
TCase *runtime_outcome_case(void);
TCase *runtime_login_case(void);
TCase *runtime_token_case(void);
TCase *runtime_timestamp_case(void);
TCase *runtime_secret_case(void);
TCase *runtime_guard_case(void);

#endif

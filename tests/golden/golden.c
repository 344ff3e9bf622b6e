/* SPDX-License-Identifier: MIT */
/* Made from spec/ and its samples by `make regen`: change the spec, not this file. */

#include "golden.h"

/* ---- auth.login ---- */

static int auth_login_request_default(struct iqm_client *client, struct iqm_auth_token **rsp, struct iqm_call *call)
{
	struct iqm_auth_password_grant req = {
		.username = "jane.doe+insights@example.com",
		.password = "p&ss w%rd=\303\251",
	};

	return iqm_auth_login(client, &req, rsp, call);
}

START_TEST(test_auth_login_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=password&username=jane.doe%2Binsights%40example.com&password=p%26ss%20w%25rd%3D%C3%A9",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=password&username=jane.doe%2Binsights%40example.com&password=p%26ss%20w%25rd%3D%C3%A9",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=password&username=jane.doe%2Binsights%40example.com&password=p%26ss%20w%25rd%3D%C3%A9",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_auth_token *rsp;

		ck_assert_msg(auth_login_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_auth_login_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_auth_login_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_auth_token *rsp;
	int err = auth_login_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->access_token, "sample-access-token");
	ck_assert_str_eq(rsp->refresh_token, "sample-refresh-token");
	ck_assert_str_eq(rsp->scope, "read write");
	ck_assert_str_eq(rsp->token_type, "bearer");
	ck_assert_ptr_eq(rsp->expires_in.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expires_in.value, 35999);
	ck_assert_ptr_eq(rsp->ow_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->ow_id.value, 200001);
	golden_check_json(&iqm_auth_login_op, rsp, "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_auth_login_response_200_unwrapped)
{
	struct mock mock = { .status = 200, .body = "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_auth_token *rsp;
	int err = auth_login_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->access_token, "sample-access-token");
	ck_assert_str_eq(rsp->refresh_token, "sample-refresh-token");
	ck_assert_str_eq(rsp->scope, "read write");
	ck_assert_str_eq(rsp->token_type, "bearer");
	ck_assert_ptr_eq(rsp->expires_in.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expires_in.value, 35999);
	ck_assert_ptr_null(rsp->ow_id.set);
	golden_check_json(&iqm_auth_login_op, rsp, "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_auth_login_response_400)
{
	struct mock mock = { .status = 400, .body = "{\"success\":false,\"data\":{\"status\":\"On Hold\",\"reason\":\"The organization is on hold.\",\"supportEmail\":\"support@example.com\"},\"errorObjects\":[{\"error\":\"User is not allowed to access provided customer\",\"reason\":\"User is not associated with any active organization.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_auth_token *rsp;
	int err = auth_login_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 400);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "User is not allowed to access provided customer");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_auth_login_response_403)
{
	struct mock mock = { .status = 403, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"User doesn't exist or user is not allowed to provided workspace.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_auth_token *rsp;
	int err = auth_login_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_FORBIDDEN, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 403);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "User doesn't exist or user is not allowed to provided workspace.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- auth.refresh ---- */

static int auth_refresh_request_default(struct iqm_client *client, struct iqm_auth_token **rsp, struct iqm_call *call)
{
	struct iqm_auth_refresh_grant req = {
		.refresh_token = "sample/refresh+token==",
	};

	return iqm_auth_refresh(client, &req, rsp, call);
}

START_TEST(test_auth_refresh_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=refresh_token&refresh_token=sample%2Frefresh%2Btoken%3D%3D",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=refresh_token&refresh_token=sample%2Frefresh%2Btoken%3D%3D",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ua/oauth/token",
			"grant_type=refresh_token&refresh_token=sample%2Frefresh%2Btoken%3D%3D",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_auth_token *rsp;

		ck_assert_msg(auth_refresh_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_auth_refresh_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_auth_refresh_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_auth_token *rsp;
	int err = auth_refresh_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->access_token, "sample-access-token-2");
	ck_assert_str_eq(rsp->refresh_token, "sample-refresh-token-2");
	ck_assert_str_eq(rsp->scope, "read write");
	ck_assert_str_eq(rsp->token_type, "bearer");
	ck_assert_ptr_eq(rsp->expires_in.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expires_in.value, 35999);
	ck_assert_ptr_null(rsp->ow_id.set);
	golden_check_json(&iqm_auth_refresh_op, rsp, "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.list ---- */

static int pld_list_request_default(struct iqm_client *client, struct iqm_pld_report_page **rsp, struct iqm_call *call)
{
	struct iqm_list_query req = {
		.search_field = "Corporate, Inc. & Co/\303\251",
		.no_of_entries = iqm_int(2),
		.page_no = iqm_int(1),
		.sort_by = "+pldId",
	};

	return iqm_pld_list(client, &req, rsp, call);
}

START_TEST(test_pld_list_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/pld-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=%2BpldId",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/pld-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=%2BpldId",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/pld-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=%2BpldId",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_report_page *rsp;

		ck_assert_msg(pld_list_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_list_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_list_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_report_page *rsp;
	int err = pld_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 10);
	ck_assert_ptr_nonnull(rsp->pld_report_data_list.items);
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 2);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_id.value, 10);
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->pld_name, "530667_PLD_Insights_7");
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->campaign_name, "prod-campaign-21145");
	ck_assert_ptr_nonnull(rsp->pld_report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->pld_report_data_list.items[0]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->campaign_ids.items[0], 21145);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_status_id.value, 3);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->end_date.value, 1732424399000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->io_id.value, 5);
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->io_name, "Corporate, Inc.");
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->pld_report_data_list.items[0]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_created_on.value, 1721253632);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->creative_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->creative_type_id.value, 11);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->campaign_pld_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->campaign_pld_timezone_id.value, 29);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->pld_report_data_list.items[0]->campaign_status);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->pld_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->pld_id.value, 9);
	ck_assert_str_eq(rsp->pld_report_data_list.items[1]->pld_name, "530667_PLD_Insights_6");
	ck_assert_str_eq(rsp->pld_report_data_list.items[1]->campaign_name, "Campaign-4949");
	ck_assert_ptr_nonnull(rsp->pld_report_data_list.items[1]->campaign_ids.items);
	ck_assert_uint_eq(rsp->pld_report_data_list.items[1]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->campaign_ids.items[0], 4949);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->pld_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->pld_status_id.value, 3);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->end_date.value, 1732424399000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->io_id.value, 15);
	ck_assert_str_eq(rsp->pld_report_data_list.items[1]->io_name, "Quinton for Mayor");
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->pld_report_data_list.items[1]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->pld_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->pld_created_on.value, 1720325578);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->creative_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->creative_type_id.value, 14);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->campaign_pld_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->campaign_pld_timezone_id.value, 29);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[1]->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[1]->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->pld_report_data_list.items[1]->campaign_status);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 10);
	golden_check_json(&iqm_pld_list_op, rsp, "{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignIds\":[21145],\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949],\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pld_list_response_200_schema)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filterRecords\":1,\"pldReportDataList\":[{\"pldId\":11,\"pldName\":\"530667_PLD_Insights_8\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949,4950],\"pldStatus\":2,\"pldStartDate\":1732165200000,\"pldEndDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"pldCreatedOn\":1755850851560,\"campaignTimezoneId\":29,\"ioTypeId\":1,\"campaignStatus\":\"running\"}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_report_page *rsp;
	int err = pld_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 1);
	ck_assert_ptr_nonnull(rsp->pld_report_data_list.items);
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 1);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_id.value, 11);
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->pld_name, "530667_PLD_Insights_8");
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->campaign_name, "Campaign-4949");
	ck_assert_ptr_nonnull(rsp->pld_report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->pld_report_data_list.items[0]->campaign_ids.len, 2);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->campaign_ids.items[0], 4949);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->campaign_ids.items[1], 4950);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_status_id.value, 2);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->end_date.value, 1732424399000);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->io_id.value, 15);
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->io_name, "Quinton for Mayor");
	ck_assert_ptr_null(rsp->pld_report_data_list.items[0]->is_campaign_eligible.set);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->pld_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_created_on.value, 1755850851560);
	ck_assert_ptr_null(rsp->pld_report_data_list.items[0]->creative_type_id.set);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->campaign_pld_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->campaign_pld_timezone_id.value, 29);
	ck_assert_ptr_eq(rsp->pld_report_data_list.items[0]->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->io_type_id.value, 1);
	ck_assert_str_eq(rsp->pld_report_data_list.items[0]->campaign_status, "running");
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 1);
	golden_check_json(&iqm_pld_list_op, rsp, "{\"totalRecords\":1,\"pldReportDataList\":[{\"pldId\":11,\"pldName\":\"530667_PLD_Insights_8\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949,4950],\"pldStatusId\":2,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"pldCreatedOn\":1755850851560,\"campaignPldTimezoneId\":29,\"ioTypeId\":1,\"campaignStatus\":\"running\"}],\"filteredRecords\":1}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.campaigns ---- */

static int pld_campaigns_request_none(struct iqm_client *client, struct iqm_eligible_campaigns **rsp, struct iqm_call *call)
{
	return iqm_pld_campaigns(client, rsp, call);
}

START_TEST(test_pld_campaigns_request_none)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/pld-reports/campaigns",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/insights/eligible-campaigns?reportType=pld",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/pld-reports/campaigns",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_eligible_campaigns *rsp;

		ck_assert_msg(pld_campaigns_request_none(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_campaigns_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_campaigns_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;
	int err = pld_campaigns_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->running.items);
	ck_assert_uint_eq(rsp->running.len, 1);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_id.value, 451351);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->paused.items);
	ck_assert_uint_eq(rsp->paused.len, 1);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_id.value, 451350);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->expired.items);
	ck_assert_uint_eq(rsp->expired.len, 1);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_id.value, 470839);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_timezone_id.value, 29);
	golden_check_json(&iqm_pld_campaigns_op, rsp, "{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pld_campaigns_response_200_numbers)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[451351,451352],\"paused\":[],\"expired\":[{\"campaignId\":470839,\"campaignPldTimezoneId\":29}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;
	int err = pld_campaigns_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->running.items);
	ck_assert_uint_eq(rsp->running.len, 2);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_id.value, 451351);
	ck_assert_ptr_null(rsp->running.items[0]->campaign_timezone_id.set);
	ck_assert_ptr_eq(rsp->running.items[1]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[1]->campaign_id.value, 451352);
	ck_assert_ptr_null(rsp->running.items[1]->campaign_timezone_id.set);
	ck_assert_ptr_nonnull(rsp->paused.items);
	ck_assert_uint_eq(rsp->paused.len, 0);
	ck_assert_ptr_nonnull(rsp->expired.items);
	ck_assert_uint_eq(rsp->expired.len, 1);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_id.value, 470839);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_timezone_id.value, 29);
	golden_check_json(&iqm_pld_campaigns_op, rsp, "{\"running\":[{\"campaignId\":451351},{\"campaignId\":451352}],\"paused\":[],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.generate ---- */

static int pld_generate_request_new(struct iqm_client *client, struct iqm_pld_order_response **rsp, struct iqm_call *call)
{
	struct iqm_pld_order req = {
		.campaign_id = iqm_int(12345),
		.pld_start_date = iqm_ms(1722311000),
		.pld_end_date = iqm_ms(1722315000),
	};

	return iqm_pld_generate(client, &req, rsp, call);
}

START_TEST(test_pld_generate_request_new)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"campaignId\":12345,\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"campaignId\":12345,\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"campaignId\":12345,\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_order_response *rsp;

		ck_assert_msg(pld_generate_request_new(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

static int pld_generate_request_regenerate(struct iqm_client *client, struct iqm_pld_order_response **rsp, struct iqm_call *call)
{
	struct iqm_pld_order req = {
		.pld_id = iqm_int(1),
	};

	return iqm_pld_generate(client, &req, rsp, call);
}

START_TEST(test_pld_generate_request_regenerate)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"pldId\":1}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"pldId\":1}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/pld-report",
			"{\"pldId\":1}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_order_response *rsp;

		ck_assert_msg(pld_generate_request_regenerate(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_generate_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_order_response *rsp;
	int err = pld_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATED);
	ck_assert_ptr_eq(rsp->pld_report_created.set, &iqm_is_set);
	ck_assert(rsp->pld_report_created.value);
	ck_assert_ptr_null(rsp->pld_report_creatable.set);
	ck_assert_ptr_null(rsp->pld_id.set);
	ck_assert_ptr_null(rsp->pld_name);
	ck_assert_ptr_null(rsp->pld_status_id.set);
	ck_assert_ptr_null(rsp->pld_created_on.set);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_str_eq(rsp->campaign_name, "Campaign Name");
	ck_assert_str_eq(rsp->campaign_status, "running");
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_eq(rsp->pld_start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_start_date.value, 1722311000);
	ck_assert_ptr_eq(rsp->pld_end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_end_date.value, 1722315000);
	ck_assert_ptr_eq(rsp->pld_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_chargeable_imps.value, 1000);
	ck_assert_ptr_eq(rsp->pld_charged_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_charged_imps.value, 100);
	ck_assert_ptr_eq(rsp->pld_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->pld_chargeable_cost.value, 1000.0);
	ck_assert_ptr_eq(rsp->pld_charged_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->pld_charged_cost.value, 100.0);
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_null(rsp->effective_pld_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_pld_generate_op, rsp, "{\"pldReportCreated\":true,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pld_generate_response_200_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatusId\":2,\"pldCreatedOn\":1722315234,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"creativeTypeId\":11,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_order_response *rsp;
	int err = pld_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_eq(rsp->pld_report_created.set, &iqm_is_set);
	ck_assert(!rsp->pld_report_created.value);
	ck_assert_ptr_null(rsp->pld_report_creatable.set);
	ck_assert_ptr_eq(rsp->pld_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_id.value, 1);
	ck_assert_str_eq(rsp->pld_name, "530667_PLD_Insights_1");
	ck_assert_ptr_eq(rsp->pld_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_status_id.value, 2);
	ck_assert_ptr_eq(rsp->pld_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->pld_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_str_eq(rsp->campaign_name, "Campaign Name");
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_eq(rsp->creative_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->creative_type_id.value, 11);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->pld_start_date.set);
	ck_assert_ptr_null(rsp->pld_end_date.set);
	ck_assert_ptr_null(rsp->pld_chargeable_imps.set);
	ck_assert_ptr_null(rsp->pld_charged_imps.set);
	ck_assert_ptr_null(rsp->pld_chargeable_cost.set);
	ck_assert_ptr_null(rsp->pld_charged_cost.set);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_pld_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_pld_generate_op, rsp, "{\"pldReportCreated\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatusId\":2,\"pldCreatedOn\":1722315234,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"creativeTypeId\":11,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pld_generate_response_200_failure)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_order_response *rsp;
	int err = pld_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	ck_assert_ptr_eq(rsp->pld_report_created.set, &iqm_is_set);
	ck_assert(!rsp->pld_report_created.value);
	ck_assert_ptr_null(rsp->pld_report_creatable.set);
	ck_assert_ptr_null(rsp->pld_id.set);
	ck_assert_ptr_null(rsp->pld_name);
	ck_assert_ptr_null(rsp->pld_status_id.set);
	ck_assert_ptr_null(rsp->pld_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->pld_start_date.set);
	ck_assert_ptr_null(rsp->pld_end_date.set);
	ck_assert_ptr_null(rsp->pld_chargeable_imps.set);
	ck_assert_ptr_null(rsp->pld_charged_imps.set);
	ck_assert_ptr_null(rsp->pld_chargeable_cost.set);
	ck_assert_ptr_null(rsp->pld_charged_cost.set);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_pld_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_str_eq(rsp->message, "PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing");
	golden_check_json(&iqm_pld_generate_op, rsp, "{\"pldReportCreated\":false,\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.columns-get ---- */

static int pld_columns_get_request_none(struct iqm_client *client, struct iqm_pld_columns **rsp, struct iqm_call *call)
{
	return iqm_pld_columns_get(client, rsp, call);
}

START_TEST(test_pld_columns_get_request_none)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/pld-reports/columns",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/pld-reports/columns",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/pld-reports/columns",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_columns *rsp;

		ck_assert_msg(pld_columns_get_request_none(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_columns_get_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_columns_get_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_columns *rsp;
	int err = pld_columns_get_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->id.set, &iqm_is_set);
	ck_assert(rsp->id.value);
	ck_assert_ptr_eq(rsp->insights_name.set, &iqm_is_set);
	ck_assert(rsp->insights_name.value);
	ck_assert_ptr_eq(rsp->campaign_name.set, &iqm_is_set);
	ck_assert(rsp->campaign_name.value);
	ck_assert_ptr_eq(rsp->campaign_id.set, &iqm_is_set);
	ck_assert(rsp->campaign_id.value);
	ck_assert_ptr_eq(rsp->status.set, &iqm_is_set);
	ck_assert(rsp->status.value);
	ck_assert_ptr_eq(rsp->date_range.set, &iqm_is_set);
	ck_assert(rsp->date_range.value);
	ck_assert_ptr_eq(rsp->created_on.set, &iqm_is_set);
	ck_assert(rsp->created_on.value);
	ck_assert_ptr_eq(rsp->io_name.set, &iqm_is_set);
	ck_assert(rsp->io_name.value);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert(!rsp->io_id.value);
	golden_check_json(&iqm_pld_columns_get_op, rsp, "{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.columns-update ---- */

static int pld_columns_update_request_default(struct iqm_client *client, struct iqm_pld_columns **rsp, struct iqm_call *call)
{
	struct iqm_pld_columns req = {
		.id = iqm_bool(true),
		.insights_name = iqm_bool(true),
		.campaign_name = iqm_bool(true),
		.campaign_id = iqm_bool(true),
		.status = iqm_bool(true),
		.date_range = iqm_bool(true),
		.created_on = iqm_bool(true),
		.io_name = iqm_bool(true),
		.io_id = iqm_bool(false),
	};

	return iqm_pld_columns_update(client, &req, rsp, call);
}

START_TEST(test_pld_columns_update_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/pld-reports/columns",
			"{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/pld-reports/columns",
			"{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/pld-reports/columns",
			"{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_columns *rsp;

		ck_assert_msg(pld_columns_update_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_columns_update_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_columns_update_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_columns *rsp;
	int err = pld_columns_update_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->id.set, &iqm_is_set);
	ck_assert(rsp->id.value);
	ck_assert_ptr_eq(rsp->insights_name.set, &iqm_is_set);
	ck_assert(rsp->insights_name.value);
	ck_assert_ptr_eq(rsp->campaign_name.set, &iqm_is_set);
	ck_assert(rsp->campaign_name.value);
	ck_assert_ptr_eq(rsp->campaign_id.set, &iqm_is_set);
	ck_assert(rsp->campaign_id.value);
	ck_assert_ptr_eq(rsp->status.set, &iqm_is_set);
	ck_assert(rsp->status.value);
	ck_assert_ptr_eq(rsp->date_range.set, &iqm_is_set);
	ck_assert(rsp->date_range.value);
	ck_assert_ptr_eq(rsp->created_on.set, &iqm_is_set);
	ck_assert(rsp->created_on.value);
	ck_assert_ptr_eq(rsp->io_name.set, &iqm_is_set);
	ck_assert(rsp->io_name.value);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert(!rsp->io_id.value);
	golden_check_json(&iqm_pld_columns_update_op, rsp, "{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.download ---- */

static int pld_download_request_default(struct iqm_client *client, struct iqm_pld_file_link **rsp, struct iqm_call *call)
{
	struct iqm_pld_file_request req = {
		.file_type = iqm_int(1),
		.pld_id = iqm_int(50),
	};

	return iqm_pld_download(client, &req, rsp, call);
}

START_TEST(test_pld_download_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/pld-report/download",
			"{\"fileType\":1,\"pldId\":50}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/report/download",
			"{\"fileTypeId\":1,\"reportId\":50}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/pld-report/download",
			"{\"fileType\":1,\"pldId\":50}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_pld_file_link *rsp;

		ck_assert_msg(pld_download_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_download_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_download_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_file_link *rsp;
	int err = pld_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->pld_report_url, "https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx");
	golden_check_json(&iqm_pld_download_op, rsp, "{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pld_download_response_422)
{
	struct mock mock = { .status = 422, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_pld_file_link *rsp;
	int err = pld_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Invalid sortBy value.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- pld.delete ---- */

static int pld_delete_request_default(struct iqm_client *client, struct iqm_confirmation **rsp, struct iqm_call *call)
{
	struct iqm_pld_ids_query req = {
		.pld_ids = IQM_INTS(10, 9),
	};

	return iqm_pld_delete(client, &req, rsp, call);
}

START_TEST(test_pld_delete_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"DELETE",
			"/api/v3/ins/pld-reports?pldIds=10,9",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"DELETE",
			"/api/v3/ins/report?reportIds=10,9",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"DELETE",
			"/api/v3/ins/pld-reports?pldIds=10,9",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_confirmation *rsp;

		ck_assert_msg(pld_delete_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_pld_delete_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_pld_delete_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_confirmation *rsp;
	int err = pld_delete_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->message, "255944_PLD_Insights_2 deleted successfully");
	golden_check_json(&iqm_pld_delete_op, rsp, "{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.list ---- */

static int sls_list_request_default(struct iqm_client *client, struct iqm_sls_report_page **rsp, struct iqm_call *call)
{
	struct iqm_list_query req = {
		.search_field = "Corporate, Inc. & Co/\303\251",
		.no_of_entries = iqm_int(2),
		.page_no = iqm_int(1),
		.sort_by = "-slsId",
	};

	return iqm_sls_list(client, &req, rsp, call);
}

START_TEST(test_sls_list_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/sls-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=-slsId",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/sls-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=-slsId",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/sls-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=-slsId",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignId\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_sls_report_page *rsp;

		ck_assert_msg(sls_list_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_list_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_list_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignId\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_report_page *rsp;
	int err = sls_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 2);
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.len, 2);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_id.value, 10);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->sls_name, "530667_SLS_Insights_7");
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[0]->campaign_ids.len, 3);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->campaign_ids.items[0], 21145);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->campaign_ids.items[1], 21146);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->campaign_ids.items[2], 21147);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_status_id.value, 3);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->sls_status_name, "Failed");
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->end_date.value, 1732424399000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->io_id.value, 5);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->io_name, "Corporate, Inc.");
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_data_list.items[0]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_created_on.value, 1721253632);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->campaign_sls_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->campaign_sls_timezone_id.value, 29);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->io_type_id.value, 1);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->pdf_file_size.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->pdf_file_size.value, 2500000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->excel_file_size.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->excel_file_size.value, 2500000);
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.len, 3);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items[0], 1);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items[1], 2);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items[2], 3);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->sls_lookback_duration.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->concept_group_id);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->competitor_concept_group_ids.items);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->campaign_name);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->campaign_status);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->creative_type_id.set);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->sls_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->sls_id.value, 9);
	ck_assert_str_eq(rsp->sls_report_data_list.items[1]->sls_name, "530667_SLS_Insights_6");
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[1]->campaign_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[1]->campaign_ids.len, 2);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->campaign_ids.items[0], 4949);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->campaign_ids.items[1], 5959);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->sls_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->sls_status_id.value, 2);
	ck_assert_str_eq(rsp->sls_report_data_list.items[1]->sls_status_name, "Processing");
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->end_date.value, 1732424399000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->io_id.value, 15);
	ck_assert_str_eq(rsp->sls_report_data_list.items[1]->io_name, "Quinton for Mayor");
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_data_list.items[1]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->sls_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->sls_created_on.value, 1720325578);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->campaign_sls_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->campaign_sls_timezone_id.value, 29);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[1]->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->pdf_file_size.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->excel_file_size.set);
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[1]->sls_report_type_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[1]->sls_report_type_ids.len, 2);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->sls_report_type_ids.items[0], 1);
	ck_assert_int_eq(rsp->sls_report_data_list.items[1]->sls_report_type_ids.items[1], 3);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->sls_lookback_duration.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->concept_group_id);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->competitor_concept_group_ids.items);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->campaign_name);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->campaign_status);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[1]->creative_type_id.set);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 2);
	golden_check_json(&iqm_sls_list_op, rsp, "{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignIds\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_list_response_200_schema)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,\"slsReportDataList\":[{\"slsId\":11,\"slsName\":\"Study\",\"campaignId\":7,\"slsStatus\":2,\"slsStartDate\":1732165200000,\"slsEndDate\":1732424399000,\"reportTypes\":[1,2],\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"competitorConceptGroupIds\":[\"800214\"],\"slsCreatedOn\":1755850851560}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_report_page *rsp;
	int err = sls_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 1);
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.len, 1);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_id.value, 11);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->sls_name, "Study");
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[0]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->campaign_ids.items[0], 7);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_status_id.value, 2);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->sls_status_name);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->start_date.value, 1732165200000);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->end_date.value, 1732424399000);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->io_id.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->io_name);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->is_campaign_eligible.set);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_created_on.value, 1755850851560);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->campaign_sls_timezone_id.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->io_type_id.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->pdf_file_size.set);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->excel_file_size.set);
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.len, 2);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items[0], 1);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_report_type_ids.items[1], 2);
	ck_assert_ptr_eq(rsp->sls_report_data_list.items[0]->sls_lookback_duration.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_report_data_list.items[0]->sls_lookback_duration.value, 3);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->concept_group_id, "202335");
	ck_assert_ptr_nonnull(rsp->sls_report_data_list.items[0]->competitor_concept_group_ids.items);
	ck_assert_uint_eq(rsp->sls_report_data_list.items[0]->competitor_concept_group_ids.len, 1);
	ck_assert_str_eq(rsp->sls_report_data_list.items[0]->competitor_concept_group_ids.items[0], "800214");
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->campaign_name);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->campaign_status);
	ck_assert_ptr_null(rsp->sls_report_data_list.items[0]->creative_type_id.set);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 1);
	golden_check_json(&iqm_sls_list_op, rsp, "{\"totalRecords\":1,\"slsReportDataList\":[{\"slsId\":11,\"slsName\":\"Study\",\"campaignIds\":[7],\"slsStatusId\":2,\"startDate\":1732165200000,\"endDate\":1732424399000,\"slsCreatedOn\":1755850851560,\"slsReportTypeIds\":[1,2],\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"competitorConceptGroupIds\":[800214]}],\"filteredRecords\":1}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.generate ---- */

static int sls_generate_request_new(struct iqm_client *client, struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	struct iqm_sls_order req = {
		.io_id = iqm_int(1234),
		.campaign_ids = IQM_INTS(1, 2, 3),
		.sls_start_date = iqm_ms(1722311000),
		.sls_end_date = iqm_ms(1722315000),
		.sls_name = "Dummy SLS Name",
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
		.report_types = IQM_INTS(1, 2, 3),
		.competitor_concept_group_ids = IQM_STRS("800214", "800215", "800216"),
	};

	return iqm_sls_generate(client, &req, rsp, call);
}

START_TEST(test_sls_generate_request_new)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_sls_order_response *rsp;

		ck_assert_msg(sls_generate_request_new(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

static int sls_generate_request_regenerate(struct iqm_client *client, struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	struct iqm_sls_order req = {
		.sls_id = iqm_int(1),
	};

	return iqm_sls_generate(client, &req, rsp, call);
}

START_TEST(test_sls_generate_request_regenerate)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"slsId\":1}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"slsId\":1}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/sls-reports",
			"{\"slsId\":1}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_sls_order_response *rsp;

		ck_assert_msg(sls_generate_request_regenerate(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_generate_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATED);
	ck_assert_ptr_eq(rsp->sls_report_created.set, &iqm_is_set);
	ck_assert(rsp->sls_report_created.value);
	ck_assert_ptr_null(rsp->sls_report_creatable.set);
	ck_assert_ptr_null(rsp->sls_id.set);
	ck_assert_str_eq(rsp->sls_name, "Dummy SLS Name");
	ck_assert_ptr_null(rsp->sls_status_id.set);
	ck_assert_ptr_null(rsp->sls_created_on.set);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 3);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_int_eq(rsp->campaign_ids.items[1], 2);
	ck_assert_int_eq(rsp->campaign_ids.items[2], 3);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_eq(rsp->sls_start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_start_date.value, 1722311000);
	ck_assert_ptr_eq(rsp->sls_end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_end_date.value, 1722315000);
	ck_assert_ptr_eq(rsp->sls_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_chargeable_imps.value, 1000);
	ck_assert_ptr_eq(rsp->sls_charged_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_charged_imps.value, 100);
	ck_assert_ptr_eq(rsp->sls_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->sls_chargeable_cost.value, 1000.0);
	ck_assert_ptr_eq(rsp->sls_charged_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->sls_charged_cost.value, 100.0);
	ck_assert_ptr_eq(rsp->sls_lookback_duration.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_lookback_duration.value, 3);
	ck_assert_str_eq(rsp->concept_group_id, "202335");
	ck_assert_ptr_nonnull(rsp->report_types.items);
	ck_assert_uint_eq(rsp->report_types.len, 3);
	ck_assert_int_eq(rsp->report_types.items[0], 1);
	ck_assert_int_eq(rsp->report_types.items[1], 2);
	ck_assert_int_eq(rsp->report_types.items[2], 3);
	ck_assert_ptr_nonnull(rsp->competitor_concept_group_ids.items);
	ck_assert_uint_eq(rsp->competitor_concept_group_ids.len, 3);
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[0], "800214");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[1], "800215");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[2], "800216");
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_sls_generate_op, rsp, "{\"slsReportCreated\":true,\"slsName\":\"Dummy SLS Name\",\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_generate_response_200_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignId\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"group-b\"]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_eq(rsp->sls_report_created.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_created.value);
	ck_assert_ptr_null(rsp->sls_report_creatable.set);
	ck_assert_ptr_eq(rsp->sls_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_id.value, 1);
	ck_assert_str_eq(rsp->sls_name, "Dummy SLS Name");
	ck_assert_ptr_eq(rsp->sls_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_status_id.value, 2);
	ck_assert_ptr_eq(rsp->sls_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 2);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_int_eq(rsp->campaign_ids.items[1], 2);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->sls_start_date.set);
	ck_assert_ptr_null(rsp->sls_end_date.set);
	ck_assert_ptr_null(rsp->sls_chargeable_imps.set);
	ck_assert_ptr_null(rsp->sls_charged_imps.set);
	ck_assert_ptr_null(rsp->sls_chargeable_cost.set);
	ck_assert_ptr_null(rsp->sls_charged_cost.set);
	ck_assert_ptr_eq(rsp->sls_lookback_duration.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_lookback_duration.value, 3);
	ck_assert_str_eq(rsp->concept_group_id, "202335");
	ck_assert_ptr_nonnull(rsp->report_types.items);
	ck_assert_uint_eq(rsp->report_types.len, 3);
	ck_assert_int_eq(rsp->report_types.items[0], 1);
	ck_assert_int_eq(rsp->report_types.items[1], 2);
	ck_assert_int_eq(rsp->report_types.items[2], 3);
	ck_assert_ptr_nonnull(rsp->competitor_concept_group_ids.items);
	ck_assert_uint_eq(rsp->competitor_concept_group_ids.len, 2);
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[0], "800214");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[1], "group-b");
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_sls_generate_op, rsp, "{\"slsReportCreated\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,\"group-b\"]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_generate_response_200_processing)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	ck_assert_ptr_eq(rsp->sls_report_created.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_created.value);
	ck_assert_ptr_null(rsp->sls_report_creatable.set);
	ck_assert_ptr_null(rsp->sls_id.set);
	ck_assert_ptr_null(rsp->sls_name);
	ck_assert_ptr_null(rsp->sls_status_id.set);
	ck_assert_ptr_null(rsp->sls_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->sls_start_date.set);
	ck_assert_ptr_null(rsp->sls_end_date.set);
	ck_assert_ptr_null(rsp->sls_chargeable_imps.set);
	ck_assert_ptr_null(rsp->sls_charged_imps.set);
	ck_assert_ptr_null(rsp->sls_chargeable_cost.set);
	ck_assert_ptr_null(rsp->sls_charged_cost.set);
	ck_assert_ptr_null(rsp->sls_lookback_duration.set);
	ck_assert_ptr_null(rsp->concept_group_id);
	ck_assert_ptr_null(rsp->report_types.items);
	ck_assert_ptr_null(rsp->competitor_concept_group_ids.items);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_str_eq(rsp->message, "SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing");
	golden_check_json(&iqm_sls_generate_op, rsp, "{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.compute ---- */

static int sls_compute_request_default(struct iqm_client *client, struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	struct iqm_sls_order req = {
		.io_id = iqm_int(1234),
		.campaign_ids = IQM_INTS(1, 2, 3),
		.sls_start_date = iqm_ms(1722311000),
		.sls_end_date = iqm_ms(1722315000),
		.sls_name = "Dummy SLS Name",
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
		.report_types = IQM_INTS(1, 2, 3),
		.competitor_concept_group_ids = IQM_STRS("800214", "800215", "800216"),
	};

	return iqm_sls_compute(client, &req, rsp, call);
}

START_TEST(test_sls_compute_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/sls-reports/computation",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/sls-reports/computation",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/sls-reports/computation",
			"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_sls_order_response *rsp;

		ck_assert_msg(sls_compute_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_compute_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_compute_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATABLE);
	ck_assert_ptr_eq(rsp->sls_report_created.set, &iqm_is_set);
	ck_assert(rsp->sls_report_created.value);
	ck_assert_ptr_null(rsp->sls_report_creatable.set);
	ck_assert_ptr_null(rsp->sls_id.set);
	ck_assert_str_eq(rsp->sls_name, "Dummy SLS Name");
	ck_assert_ptr_null(rsp->sls_status_id.set);
	ck_assert_ptr_null(rsp->sls_created_on.set);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 3);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_int_eq(rsp->campaign_ids.items[1], 2);
	ck_assert_int_eq(rsp->campaign_ids.items[2], 3);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_eq(rsp->sls_start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_start_date.value, 1722311000);
	ck_assert_ptr_eq(rsp->sls_end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_end_date.value, 1722315000);
	ck_assert_ptr_eq(rsp->sls_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_chargeable_imps.value, 1000);
	ck_assert_ptr_eq(rsp->sls_charged_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_charged_imps.value, 100);
	ck_assert_ptr_eq(rsp->sls_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->sls_chargeable_cost.value, 1000.0);
	ck_assert_ptr_eq(rsp->sls_charged_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->sls_charged_cost.value, 100.0);
	ck_assert_ptr_eq(rsp->sls_lookback_duration.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_lookback_duration.value, 3);
	ck_assert_str_eq(rsp->concept_group_id, "202335");
	ck_assert_ptr_nonnull(rsp->report_types.items);
	ck_assert_uint_eq(rsp->report_types.len, 3);
	ck_assert_int_eq(rsp->report_types.items[0], 1);
	ck_assert_int_eq(rsp->report_types.items[1], 2);
	ck_assert_int_eq(rsp->report_types.items[2], 3);
	ck_assert_ptr_nonnull(rsp->competitor_concept_group_ids.items);
	ck_assert_uint_eq(rsp->competitor_concept_group_ids.len, 3);
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[0], "800214");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[1], "800215");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[2], "800216");
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_sls_compute_op, rsp, "{\"slsReportCreated\":true,\"slsName\":\"Dummy SLS Name\",\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_compute_response_200_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignId\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"group-b\"]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_null(rsp->sls_report_created.set);
	ck_assert_ptr_eq(rsp->sls_report_creatable.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_creatable.value);
	ck_assert_ptr_eq(rsp->sls_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_id.value, 1);
	ck_assert_str_eq(rsp->sls_name, "Dummy SLS Name");
	ck_assert_ptr_eq(rsp->sls_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_status_id.value, 2);
	ck_assert_ptr_eq(rsp->sls_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 2);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_int_eq(rsp->campaign_ids.items[1], 2);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->sls_start_date.set);
	ck_assert_ptr_null(rsp->sls_end_date.set);
	ck_assert_ptr_null(rsp->sls_chargeable_imps.set);
	ck_assert_ptr_null(rsp->sls_charged_imps.set);
	ck_assert_ptr_null(rsp->sls_chargeable_cost.set);
	ck_assert_ptr_null(rsp->sls_charged_cost.set);
	ck_assert_ptr_eq(rsp->sls_lookback_duration.set, &iqm_is_set);
	ck_assert_int_eq(rsp->sls_lookback_duration.value, 3);
	ck_assert_str_eq(rsp->concept_group_id, "202335");
	ck_assert_ptr_nonnull(rsp->report_types.items);
	ck_assert_uint_eq(rsp->report_types.len, 3);
	ck_assert_int_eq(rsp->report_types.items[0], 1);
	ck_assert_int_eq(rsp->report_types.items[1], 2);
	ck_assert_int_eq(rsp->report_types.items[2], 3);
	ck_assert_ptr_nonnull(rsp->competitor_concept_group_ids.items);
	ck_assert_uint_eq(rsp->competitor_concept_group_ids.len, 2);
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[0], "800214");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[1], "group-b");
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_sls_compute_op, rsp, "{\"slsReportCreatable\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,\"group-b\"]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_compute_response_200_processing)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_order_response *rsp;
	int err = sls_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	ck_assert_ptr_eq(rsp->sls_report_created.set, &iqm_is_set);
	ck_assert(!rsp->sls_report_created.value);
	ck_assert_ptr_null(rsp->sls_report_creatable.set);
	ck_assert_ptr_null(rsp->sls_id.set);
	ck_assert_ptr_null(rsp->sls_name);
	ck_assert_ptr_null(rsp->sls_status_id.set);
	ck_assert_ptr_null(rsp->sls_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->campaign_name);
	ck_assert_ptr_null(rsp->campaign_status);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->sls_start_date.set);
	ck_assert_ptr_null(rsp->sls_end_date.set);
	ck_assert_ptr_null(rsp->sls_chargeable_imps.set);
	ck_assert_ptr_null(rsp->sls_charged_imps.set);
	ck_assert_ptr_null(rsp->sls_chargeable_cost.set);
	ck_assert_ptr_null(rsp->sls_charged_cost.set);
	ck_assert_ptr_null(rsp->sls_lookback_duration.set);
	ck_assert_ptr_null(rsp->concept_group_id);
	ck_assert_ptr_null(rsp->report_types.items);
	ck_assert_ptr_null(rsp->competitor_concept_group_ids.items);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_sls_rate.set);
	ck_assert_ptr_null(rsp->processing_campaign_ids.items);
	ck_assert_str_eq(rsp->message, "SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing");
	golden_check_json(&iqm_sls_compute_op, rsp, "{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.validate-name ---- */

static int sls_validate_name_request_default(struct iqm_client *client, struct iqm_name_check **rsp, struct iqm_call *call)
{
	struct iqm_name_query req = {
		.report_name = "Dummy SLS Name",
	};

	return iqm_sls_validate_name(client, &req, rsp, call);
}

START_TEST(test_sls_validate_name_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/sls-reports/validate/name?reportName=Dummy%20SLS%20Name",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/sls-reports/validate/name?reportName=Dummy%20SLS%20Name",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/sls-reports/validate/name?reportName=Dummy%20SLS%20Name",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":\"This SLS report name is valid\"}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_name_check *rsp;

		ck_assert_msg(sls_validate_name_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_validate_name_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_validate_name_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":\"This SLS report name is valid\"}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = sls_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->available.set, &iqm_is_set);
	ck_assert(rsp->available.value);
	ck_assert_str_eq(rsp->message, "This SLS report name is valid");
	golden_check_json(&iqm_sls_validate_name_op, rsp, "{\"available\":true,\"message\":\"This SLS report name is valid\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_validate_name_response_200_object)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"available\":false,\"message\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = sls_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->available.set, &iqm_is_set);
	ck_assert(!rsp->available.value);
	ck_assert_str_eq(rsp->message, "The name 'Dummy SLS Name' is already used by another report, kindly update the name");
	golden_check_json(&iqm_sls_validate_name_op, rsp, "{\"available\":false,\"message\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_validate_name_response_400)
{
	struct mock mock = { .status = 400, .body = "{\"success\":false,\"data\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = sls_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 400);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "The name 'Dummy SLS Name' is already used by another report, kindly update the name");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.campaigns ---- */

static int sls_campaigns_request_none(struct iqm_client *client, struct iqm_eligible_campaigns **rsp, struct iqm_call *call)
{
	return iqm_sls_campaigns(client, rsp, call);
}

START_TEST(test_sls_campaigns_request_none)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/sls-reports/campaigns",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/sls-reports/campaigns",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/sls-reports/campaigns",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_eligible_campaigns *rsp;

		ck_assert_msg(sls_campaigns_request_none(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_campaigns_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_campaigns_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;
	int err = sls_campaigns_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->running.items);
	ck_assert_uint_eq(rsp->running.len, 1);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_id.value, 516038);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->paused.items);
	ck_assert_uint_eq(rsp->paused.len, 1);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_id.value, 523630);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->expired.items);
	ck_assert_uint_eq(rsp->expired.len, 1);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_id.value, 500291);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_timezone_id.value, 29);
	golden_check_json(&iqm_sls_campaigns_op, rsp, "{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.download ---- */

static int sls_download_request_default(struct iqm_client *client, struct iqm_sls_file_link **rsp, struct iqm_call *call)
{
	struct iqm_sls_file_request req = {
		.file_type = iqm_int(1),
		.sls_id = iqm_int(50),
	};

	return iqm_sls_download(client, &req, rsp, call);
}

START_TEST(test_sls_download_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/sls-reports/download",
			"{\"fileType\":1,\"slsId\":50}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/sls-reports/download",
			"{\"fileTypeId\":1,\"reportId\":50}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/sls-reports/download",
			"{\"fileType\":1,\"slsId\":50}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_sls_file_link *rsp;

		ck_assert_msg(sls_download_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_download_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_download_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_file_link *rsp;
	int err = sls_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->sls_report_url, "https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx");
	golden_check_json(&iqm_sls_download_op, rsp, "{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_download_response_200_other_name)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_file_link *rsp;
	int err = sls_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->sls_report_url, "https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc");
	golden_check_json(&iqm_sls_download_op, rsp, "{\"slsReportUrl\":\"https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_download_response_422)
{
	struct mock mock = { .status = 422, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_sls_file_link *rsp;
	int err = sls_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Invalid sortBy value.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- sls.delete ---- */

static int sls_delete_request_default(struct iqm_client *client, struct iqm_confirmation **rsp, struct iqm_call *call)
{
	struct iqm_sls_ids_query req = {
		.sls_ids = IQM_INTS(10),
	};

	return iqm_sls_delete(client, &req, rsp, call);
}

START_TEST(test_sls_delete_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"DELETE",
			"/api/v3/ins/sls-reports?slsIds=10",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"DELETE",
			"/api/v3/ins/sls-reports?slsIds=10",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"DELETE",
			"/api/v3/ins/sls-reports?slsIds=10",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_confirmation *rsp;

		ck_assert_msg(sls_delete_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_sls_delete_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_sls_delete_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_confirmation *rsp;
	int err = sls_delete_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->message, "255944_PLD_Insights_2 deleted successfully");
	golden_check_json(&iqm_sls_delete_op, rsp, "{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_sls_delete_response_422)
{
	struct mock mock = { .status = 422, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Some of the provided SLS ID(s) are either already deleted, do not exist, or do not have a 'failed' status.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_confirmation *rsp;
	int err = sls_delete_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Some of the provided SLS ID(s) are either already deleted, do not exist, or do not have a 'failed' status.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.list ---- */

static int aqs_list_request_default(struct iqm_client *client, struct iqm_aqs_report_page **rsp, struct iqm_call *call)
{
	struct iqm_list_query req = {
		.search_field = "Corporate, Inc. & Co/\303\251",
		.no_of_entries = iqm_int(2),
		.page_no = iqm_int(1),
		.sort_by = "reportId",
	};

	return iqm_aqs_list(client, &req, rsp, call);
}

START_TEST(test_aqs_list_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/aqs-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=reportId",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/aqs-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=reportId",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/aqs-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=reportId",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_report_page *rsp;

		ck_assert_msg(aqs_list_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_list_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_list_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_report_page *rsp;
	int err = aqs_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 10);
	ck_assert_ptr_nonnull(rsp->report_data_list.items);
	ck_assert_uint_eq(rsp->report_data_list.len, 2);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->report_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->report_id.value, 10);
	ck_assert_str_eq(rsp->report_data_list.items[0]->report_name, "530667_AQS_Insights_7");
	ck_assert_str_eq(rsp->report_data_list.items[0]->campaign_name, "prod-campaign-21145");
	ck_assert_ptr_nonnull(rsp->report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->report_data_list.items[0]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->report_data_list.items[0]->campaign_ids.items[0], 21145);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->status_id.value, 3);
	ck_assert_str_eq(rsp->report_data_list.items[0]->status_name, "Completed");
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->start_date.value, 1603152000);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->end_date.value, 1603411200);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->io_id.value, 5);
	ck_assert_str_eq(rsp->report_data_list.items[0]->io_name, "Corporate, Inc.");
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->report_data_list.items[0]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->report_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->report_created_on.value, 1721253632);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->creative_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->creative_type_id.value, 11);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->io_budget_type.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->io_budget_type.value, 1);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->campaign_time_zone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->campaign_time_zone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->report_data_list.items[0]->file_size_details.items);
	ck_assert_uint_eq(rsp->report_data_list.items[0]->file_size_details.len, 2);
	ck_assert_str_eq(rsp->report_data_list.items[0]->file_size_details.items[0].key, "1");
	ck_assert_int_eq(rsp->report_data_list.items[0]->file_size_details.items[0].value, 1024);
	ck_assert_str_eq(rsp->report_data_list.items[0]->file_size_details.items[1].key, "2");
	ck_assert_int_eq(rsp->report_data_list.items[0]->file_size_details.items[1].value, 1024);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->report_type_ids.items);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->report_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->report_id.value, 9);
	ck_assert_str_eq(rsp->report_data_list.items[1]->report_name, "530667_AQS_Insights_6");
	ck_assert_str_eq(rsp->report_data_list.items[1]->campaign_name, "Campaign-4949");
	ck_assert_ptr_nonnull(rsp->report_data_list.items[1]->campaign_ids.items);
	ck_assert_uint_eq(rsp->report_data_list.items[1]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->report_data_list.items[1]->campaign_ids.items[0], 4949);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->status_id.value, 3);
	ck_assert_str_eq(rsp->report_data_list.items[1]->status_name, "Completed");
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->start_date.value, 1603152000);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->end_date.value, 1603411200);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->io_id.value, 15);
	ck_assert_str_eq(rsp->report_data_list.items[1]->io_name, "Quinton for Mayor");
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->is_campaign_eligible.set, &iqm_is_set);
	ck_assert(!rsp->report_data_list.items[1]->is_campaign_eligible.value);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->report_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->report_created_on.value, 1720325578);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->creative_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->creative_type_id.value, 14);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->io_budget_type.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->io_budget_type.value, 1);
	ck_assert_ptr_eq(rsp->report_data_list.items[1]->campaign_time_zone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[1]->campaign_time_zone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->report_data_list.items[1]->file_size_details.items);
	ck_assert_uint_eq(rsp->report_data_list.items[1]->file_size_details.len, 2);
	ck_assert_str_eq(rsp->report_data_list.items[1]->file_size_details.items[0].key, "1");
	ck_assert_int_eq(rsp->report_data_list.items[1]->file_size_details.items[0].value, 1024);
	ck_assert_str_eq(rsp->report_data_list.items[1]->file_size_details.items[1].key, "2");
	ck_assert_int_eq(rsp->report_data_list.items[1]->file_size_details.items[1].value, 1024);
	ck_assert_ptr_null(rsp->report_data_list.items[1]->report_type_ids.items);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 10);
	golden_check_json(&iqm_aqs_list_op, rsp, "{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignIds\":[21145],\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949],\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_list_response_200_schema)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,\"reportDataList\":[{\"reportId\":11,\"reportName\":\"Score\",\"campaignIds\":[1],\"statusId\":2,\"statusName\":\"Processing\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioTypeId\":1,\"fileSizeDetails\":[{\"fileType\":1,\"fileSize\":1024},{\"fileType\":2,\"fileSize\":512}],\"reportTypeIds\":[1]}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_report_page *rsp;
	int err = aqs_list_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 1);
	ck_assert_ptr_nonnull(rsp->report_data_list.items);
	ck_assert_uint_eq(rsp->report_data_list.len, 1);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->report_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->report_id.value, 11);
	ck_assert_str_eq(rsp->report_data_list.items[0]->report_name, "Score");
	ck_assert_ptr_null(rsp->report_data_list.items[0]->campaign_name);
	ck_assert_ptr_nonnull(rsp->report_data_list.items[0]->campaign_ids.items);
	ck_assert_uint_eq(rsp->report_data_list.items[0]->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->report_data_list.items[0]->campaign_ids.items[0], 1);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->status_id.value, 2);
	ck_assert_str_eq(rsp->report_data_list.items[0]->status_name, "Processing");
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->start_date.value, 1603152000);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->end_date.value, 1603411200);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->io_id.set);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->io_name);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->is_campaign_eligible.set);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->report_created_on.set);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->creative_type_id.set);
	ck_assert_ptr_eq(rsp->report_data_list.items[0]->io_budget_type.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_data_list.items[0]->io_budget_type.value, 1);
	ck_assert_ptr_null(rsp->report_data_list.items[0]->campaign_time_zone_id.set);
	ck_assert_ptr_nonnull(rsp->report_data_list.items[0]->file_size_details.items);
	ck_assert_uint_eq(rsp->report_data_list.items[0]->file_size_details.len, 2);
	ck_assert_str_eq(rsp->report_data_list.items[0]->file_size_details.items[0].key, "1");
	ck_assert_int_eq(rsp->report_data_list.items[0]->file_size_details.items[0].value, 1024);
	ck_assert_str_eq(rsp->report_data_list.items[0]->file_size_details.items[1].key, "2");
	ck_assert_int_eq(rsp->report_data_list.items[0]->file_size_details.items[1].value, 512);
	ck_assert_ptr_nonnull(rsp->report_data_list.items[0]->report_type_ids.items);
	ck_assert_uint_eq(rsp->report_data_list.items[0]->report_type_ids.len, 1);
	ck_assert_int_eq(rsp->report_data_list.items[0]->report_type_ids.items[0], 1);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 1);
	golden_check_json(&iqm_aqs_list_op, rsp, "{\"totalRecords\":1,\"reportDataList\":[{\"reportId\":11,\"reportName\":\"Score\",\"campaignIds\":[1],\"statusId\":2,\"statusName\":\"Processing\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioBudgetType\":1,\"fileSizeDetails\":{\"1\":1024,\"2\":512},\"reportTypeIds\":[1]}],\"filteredRecords\":1}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.campaigns ---- */

static int aqs_campaigns_request_none(struct iqm_client *client, struct iqm_eligible_campaigns **rsp, struct iqm_call *call)
{
	return iqm_aqs_campaigns(client, rsp, call);
}

START_TEST(test_aqs_campaigns_request_none)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/aqs-reports/campaigns",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/aqs-reports/campaigns",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/aqs-reports/campaigns",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_eligible_campaigns *rsp;

		ck_assert_msg(aqs_campaigns_request_none(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_campaigns_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_campaigns_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;
	int err = aqs_campaigns_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->running.items);
	ck_assert_uint_eq(rsp->running.len, 1);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_id.value, 451351);
	ck_assert_ptr_eq(rsp->running.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->running.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->paused.items);
	ck_assert_uint_eq(rsp->paused.len, 1);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_id.value, 451350);
	ck_assert_ptr_eq(rsp->paused.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->paused.items[0]->campaign_timezone_id.value, 29);
	ck_assert_ptr_nonnull(rsp->expired.items);
	ck_assert_uint_eq(rsp->expired.len, 1);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_id.value, 470839);
	ck_assert_ptr_eq(rsp->expired.items[0]->campaign_timezone_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->expired.items[0]->campaign_timezone_id.value, 29);
	golden_check_json(&iqm_aqs_campaigns_op, rsp, "{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_campaigns_response_200_empty)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"running\":[],\"paused\":[],\"expired\":[]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;
	int err = aqs_campaigns_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->running.items);
	ck_assert_uint_eq(rsp->running.len, 0);
	ck_assert_ptr_nonnull(rsp->paused.items);
	ck_assert_uint_eq(rsp->paused.len, 0);
	ck_assert_ptr_nonnull(rsp->expired.items);
	ck_assert_uint_eq(rsp->expired.len, 0);
	golden_check_json(&iqm_aqs_campaigns_op, rsp, "{\"running\":[],\"paused\":[],\"expired\":[]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.validate-name ---- */

static int aqs_validate_name_request_default(struct iqm_client *client, struct iqm_name_check **rsp, struct iqm_call *call)
{
	struct iqm_name_query req = {
		.report_name = "Q4 + 10% \303\251",
	};

	return iqm_aqs_validate_name(client, &req, rsp, call);
}

START_TEST(test_aqs_validate_name_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/aqs-reports/validate/name?reportName=Q4%20%2B%2010%25%20%C3%A9",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/aqs-reports/validate/name?reportName=Q4%20%2B%2010%25%20%C3%A9",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/aqs-reports/validate/name?reportName=Q4%20%2B%2010%25%20%C3%A9",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"available\":true,\"message\":\"This AQS report name is valid\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_name_check *rsp;

		ck_assert_msg(aqs_validate_name_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_validate_name_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_validate_name_response_200_valid)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"available\":true,\"message\":\"This AQS report name is valid\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = aqs_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->available.set, &iqm_is_set);
	ck_assert(rsp->available.value);
	ck_assert_str_eq(rsp->message, "This AQS report name is valid");
	golden_check_json(&iqm_aqs_validate_name_op, rsp, "{\"available\":true,\"message\":\"This AQS report name is valid\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_validate_name_response_200_already_used)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"available\":false,\"message\":\"The name 'report_name' is already used by another report, kindly update the name\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = aqs_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_eq(rsp->available.set, &iqm_is_set);
	ck_assert(!rsp->available.value);
	ck_assert_str_eq(rsp->message, "The name 'report_name' is already used by another report, kindly update the name");
	golden_check_json(&iqm_aqs_validate_name_op, rsp, "{\"available\":false,\"message\":\"The name 'report_name' is already used by another report, kindly update the name\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_validate_name_response_422)
{
	struct mock mock = { .status = 422, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Please provide name with at least 3 characters and maximum of 100 characters\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_name_check *rsp;
	int err = aqs_validate_name_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Please provide name with at least 3 characters and maximum of 100 characters");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.compute ---- */

static int aqs_compute_request_default(struct iqm_client *client, struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	struct iqm_aqs_order req = {
		.campaign_id = iqm_int(1),
		.aqs_name = "Dummy AQS Name",
		.aqs_start_date = iqm_s(1722311000),
		.aqs_end_date = iqm_s(1722315000),
		.aqs_report_type_id = iqm_int(1),
		.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){ .audience_id = iqm_int(101), .concept_group_id = "202335" } }, 1 },
	};

	return iqm_aqs_compute(client, &req, rsp, call);
}

START_TEST(test_aqs_compute_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/aqs-reports/computation",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/aqs-reports/computation",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/aqs-reports/computation",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":true,\"campaignId\":1,\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsName\":\"Dummy AQS Name\",\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"},\"fundsAvailable\":true}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_order_response *rsp;

		ck_assert_msg(aqs_compute_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_compute_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_compute_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":true,\"campaignId\":1,\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsName\":\"Dummy AQS Name\",\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"},\"fundsAvailable\":true}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATABLE);
	ck_assert_ptr_eq(rsp->aqs_report_created.set, &iqm_is_set);
	ck_assert(rsp->aqs_report_created.value);
	ck_assert_ptr_null(rsp->aqs_report_creatable.set);
	ck_assert_ptr_null(rsp->aqs_id.set);
	ck_assert_str_eq(rsp->aqs_name, "Dummy AQS Name");
	ck_assert_ptr_null(rsp->aqs_status_id.set);
	ck_assert_ptr_null(rsp->aqs_created_on.set);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_eq(rsp->aqs_start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_start_date.value, 1722311000);
	ck_assert_ptr_eq(rsp->aqs_end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_end_date.value, 1722315000);
	ck_assert_ptr_eq(rsp->aqs_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_chargeable_imps.value, 1000);
	ck_assert_ptr_eq(rsp->aqs_charged_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_charged_imps.value, 100);
	ck_assert_ptr_eq(rsp->aqs_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->aqs_chargeable_cost.value, 1000.0);
	ck_assert_ptr_eq(rsp->aqs_charged_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->aqs_charged_cost.value, 100.0);
	ck_assert_ptr_eq(rsp->aqs_report_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_report_type_id.value, 1);
	ck_assert_ptr_nonnull(rsp->aqs_audience_concept_groups.items);
	ck_assert_uint_eq(rsp->aqs_audience_concept_groups.len, 1);
	ck_assert_ptr_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.value, 101);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[0]->concept_group_id, "202335");
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_compute_op, rsp, "{\"aqsReportCreated\":true,\"aqsName\":\"Dummy AQS Name\",\"campaignIds\":[1],\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}],\"fundsAvailable\":true}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_compute_response_200_report_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignId\":1,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_eq(rsp->aqs_report_created.set, &iqm_is_set);
	ck_assert(!rsp->aqs_report_created.value);
	ck_assert_ptr_null(rsp->aqs_report_creatable.set);
	ck_assert_ptr_eq(rsp->aqs_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_id.value, 1);
	ck_assert_str_eq(rsp->aqs_name, "AQS report 1");
	ck_assert_ptr_eq(rsp->aqs_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_status_id.value, 1);
	ck_assert_ptr_eq(rsp->aqs_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_imps.set);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_cost.set);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_eq(rsp->aqs_report_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_report_type_id.value, 1);
	ck_assert_ptr_nonnull(rsp->aqs_audience_concept_groups.items);
	ck_assert_uint_eq(rsp->aqs_audience_concept_groups.len, 1);
	ck_assert_ptr_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.value, 101);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[0]->concept_group_id, "202335");
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_compute_op, rsp, "{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_compute_response_200_processing)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	ck_assert_ptr_eq(rsp->aqs_report_created.set, &iqm_is_set);
	ck_assert(!rsp->aqs_report_created.value);
	ck_assert_ptr_null(rsp->aqs_report_creatable.set);
	ck_assert_ptr_null(rsp->aqs_id.set);
	ck_assert_ptr_null(rsp->aqs_name);
	ck_assert_ptr_null(rsp->aqs_status_id.set);
	ck_assert_ptr_null(rsp->aqs_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_imps.set);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_cost.set);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_null(rsp->aqs_report_type_id.set);
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_str_eq(rsp->message, "AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing");
	golden_check_json(&iqm_aqs_compute_op, rsp, "{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_compute_response_200_schema_creatable)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"campaignId\":1,\"aqsStartDate\":1622505600,\"aqsEndDate\":1625097600,\"aqsChargeableImps\":1000,\"aqsChargeableCost\":25.5,\"aqsAudienceConceptGroups\":[202335,202336],\"fundsAvailable\":true}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATABLE);
	ck_assert_ptr_null(rsp->aqs_report_created.set);
	ck_assert_ptr_eq(rsp->aqs_report_creatable.set, &iqm_is_set);
	ck_assert(rsp->aqs_report_creatable.value);
	ck_assert_ptr_null(rsp->aqs_id.set);
	ck_assert_ptr_null(rsp->aqs_name);
	ck_assert_ptr_null(rsp->aqs_status_id.set);
	ck_assert_ptr_null(rsp->aqs_created_on.set);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_eq(rsp->aqs_start_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_start_date.value, 1622505600);
	ck_assert_ptr_eq(rsp->aqs_end_date.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_end_date.value, 1625097600);
	ck_assert_ptr_eq(rsp->aqs_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_chargeable_imps.value, 1000);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_eq(rsp->aqs_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->aqs_chargeable_cost.value, 25.5);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_null(rsp->aqs_report_type_id.set);
	ck_assert_ptr_nonnull(rsp->aqs_audience_concept_groups.items);
	ck_assert_uint_eq(rsp->aqs_audience_concept_groups.len, 2);
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items[0]->audience_id.set);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[0]->concept_group_id, "202335");
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items[1]->audience_id.set);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[1]->concept_group_id, "202336");
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_compute_op, rsp, "{\"aqsReportCreatable\":true,\"campaignIds\":[1],\"aqsStartDate\":1622505600,\"aqsEndDate\":1625097600,\"aqsChargeableImps\":1000,\"aqsChargeableCost\":25.5,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"},{\"conceptGroupId\":\"202336\"}],\"fundsAvailable\":true}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_compute_response_200_schema_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatus\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":2,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":202335}]}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_compute_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_null(rsp->aqs_report_created.set);
	ck_assert_ptr_eq(rsp->aqs_report_creatable.set, &iqm_is_set);
	ck_assert(!rsp->aqs_report_creatable.value);
	ck_assert_ptr_eq(rsp->aqs_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_id.value, 1);
	ck_assert_str_eq(rsp->aqs_name, "AQS report 1");
	ck_assert_ptr_eq(rsp->aqs_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_status_id.value, 1);
	ck_assert_ptr_eq(rsp->aqs_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 2);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_int_eq(rsp->campaign_ids.items[1], 2);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_imps.set);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_cost.set);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_eq(rsp->aqs_report_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_report_type_id.value, 2);
	ck_assert_ptr_nonnull(rsp->aqs_audience_concept_groups.items);
	ck_assert_uint_eq(rsp->aqs_audience_concept_groups.len, 1);
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items[0]->audience_id.set);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[0]->concept_group_id, "202335");
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_compute_op, rsp, "{\"aqsReportCreatable\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":2,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.generate ---- */

static int aqs_generate_request_new(struct iqm_client *client, struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	struct iqm_aqs_order req = {
		.campaign_id = iqm_int(1),
		.aqs_name = "Dummy AQS Name",
		.aqs_start_date = iqm_s(1722311000),
		.aqs_end_date = iqm_s(1722315000),
		.aqs_report_type_id = iqm_int(1),
		.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){ .audience_id = iqm_int(101), .concept_group_id = "202335" } }, 1 },
	};

	return iqm_aqs_generate(client, &req, rsp, call);
}

START_TEST(test_aqs_generate_request_new)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_order_response *rsp;

		ck_assert_msg(aqs_generate_request_new(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

static int aqs_generate_request_regenerate(struct iqm_client *client, struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	struct iqm_aqs_order req = {
		.aqs_id = iqm_int(1),
	};

	return iqm_aqs_generate(client, &req, rsp, call);
}

START_TEST(test_aqs_generate_request_regenerate)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"aqsId\":1}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"aqsId\":1}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/aqs-reports",
			"{\"aqsId\":1}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_order_response *rsp;

		ck_assert_msg(aqs_generate_request_regenerate(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_generate_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_generate_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_CREATED);
	ck_assert_ptr_null(rsp->aqs_report_created.set);
	ck_assert_ptr_eq(rsp->aqs_report_creatable.set, &iqm_is_set);
	ck_assert(rsp->aqs_report_creatable.value);
	ck_assert_ptr_null(rsp->aqs_id.set);
	ck_assert_ptr_null(rsp->aqs_name);
	ck_assert_ptr_null(rsp->aqs_status_id.set);
	ck_assert_ptr_null(rsp->aqs_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_eq(rsp->aqs_chargeable_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_chargeable_imps.value, 1);
	ck_assert_ptr_eq(rsp->aqs_charged_imps.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_charged_imps.value, 1);
	ck_assert_ptr_eq(rsp->aqs_chargeable_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->aqs_chargeable_cost.value, 1.0);
	ck_assert_ptr_eq(rsp->aqs_charged_cost.set, &iqm_is_set);
	ck_assert_double_eq(rsp->aqs_charged_cost.value, 1.0);
	ck_assert_ptr_null(rsp->aqs_report_type_id.set);
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items);
	ck_assert_ptr_eq(rsp->funds_available.set, &iqm_is_set);
	ck_assert(rsp->funds_available.value);
	ck_assert_ptr_eq(rsp->effective_aqs_rate.set, &iqm_is_set);
	ck_assert_double_eq(rsp->effective_aqs_rate.value, 1.0);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_generate_op, rsp, "{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_generate_response_200_report_exists)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignId\":1,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_eq(rsp->aqs_report_created.set, &iqm_is_set);
	ck_assert(!rsp->aqs_report_created.value);
	ck_assert_ptr_null(rsp->aqs_report_creatable.set);
	ck_assert_ptr_eq(rsp->aqs_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_id.value, 1);
	ck_assert_str_eq(rsp->aqs_name, "AQS report 1");
	ck_assert_ptr_eq(rsp->aqs_status_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_status_id.value, 1);
	ck_assert_ptr_eq(rsp->aqs_created_on.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_created_on.value, 1722315234);
	ck_assert_ptr_nonnull(rsp->campaign_ids.items);
	ck_assert_uint_eq(rsp->campaign_ids.len, 1);
	ck_assert_int_eq(rsp->campaign_ids.items[0], 1);
	ck_assert_ptr_eq(rsp->io_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_id.value, 1);
	ck_assert_str_eq(rsp->io_name, "Insertion Order Name");
	ck_assert_ptr_eq(rsp->io_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->io_type_id.value, 1);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_imps.set);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_cost.set);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_eq(rsp->aqs_report_type_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_report_type_id.value, 1);
	ck_assert_ptr_nonnull(rsp->aqs_audience_concept_groups.items);
	ck_assert_uint_eq(rsp->aqs_audience_concept_groups.len, 1);
	ck_assert_ptr_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->aqs_audience_concept_groups.items[0]->audience_id.value, 101);
	ck_assert_str_eq(rsp->aqs_audience_concept_groups.items[0]->concept_group_id, "202335");
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_ptr_null(rsp->message);
	golden_check_json(&iqm_aqs_generate_op, rsp, "{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_generate_response_200_failure)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_order_response *rsp;
	int err = aqs_generate_request_new(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	ck_assert_ptr_eq(rsp->aqs_report_created.set, &iqm_is_set);
	ck_assert(!rsp->aqs_report_created.value);
	ck_assert_ptr_null(rsp->aqs_report_creatable.set);
	ck_assert_ptr_null(rsp->aqs_id.set);
	ck_assert_ptr_null(rsp->aqs_name);
	ck_assert_ptr_null(rsp->aqs_status_id.set);
	ck_assert_ptr_null(rsp->aqs_created_on.set);
	ck_assert_ptr_null(rsp->campaign_ids.items);
	ck_assert_ptr_null(rsp->io_id.set);
	ck_assert_ptr_null(rsp->io_name);
	ck_assert_ptr_null(rsp->io_type_id.set);
	ck_assert_ptr_null(rsp->aqs_start_date.set);
	ck_assert_ptr_null(rsp->aqs_end_date.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_imps.set);
	ck_assert_ptr_null(rsp->aqs_charged_imps.set);
	ck_assert_ptr_null(rsp->aqs_chargeable_cost.set);
	ck_assert_ptr_null(rsp->aqs_charged_cost.set);
	ck_assert_ptr_null(rsp->aqs_report_type_id.set);
	ck_assert_ptr_null(rsp->aqs_audience_concept_groups.items);
	ck_assert_ptr_null(rsp->funds_available.set);
	ck_assert_ptr_null(rsp->effective_aqs_rate.set);
	ck_assert_ptr_null(rsp->timezone_id.set);
	ck_assert_ptr_null(rsp->creative_type_id.set);
	ck_assert_str_eq(rsp->message, "AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing");
	golden_check_json(&iqm_aqs_generate_op, rsp, "{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.report-types ---- */

static int aqs_report_types_request_none(struct iqm_client *client, struct iqm_aqs_report_kinds **rsp, struct iqm_call *call)
{
	return iqm_aqs_report_types(client, rsp, call);
}

START_TEST(test_aqs_report_types_request_none)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"GET",
			"/api/v3/ins/static/aqs-reports/report-types",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"GET",
			"/api/v3/ins/static/aqs-reports/report-types",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"GET",
			"/api/v3/ins/static/aqs-reports/report-types",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_report_kinds *rsp;

		ck_assert_msg(aqs_report_types_request_none(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_report_types_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_report_types_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_report_kinds *rsp;
	int err = aqs_report_types_request_none(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_ptr_nonnull(rsp->report_type_data.items);
	ck_assert_uint_eq(rsp->report_type_data.len, 2);
	ck_assert_ptr_eq(rsp->report_type_data.items[0]->id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_type_data.items[0]->id.value, 1);
	ck_assert_str_eq(rsp->report_type_data.items[0]->name, "audience");
	ck_assert_str_eq(rsp->report_type_data.items[0]->label, "Audience");
	ck_assert_ptr_eq(rsp->report_type_data.items[0]->order.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_type_data.items[0]->order.value, 1);
	ck_assert_ptr_eq(rsp->report_type_data.items[1]->id.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_type_data.items[1]->id.value, 2);
	ck_assert_str_eq(rsp->report_type_data.items[1]->name, "Campaign");
	ck_assert_str_eq(rsp->report_type_data.items[1]->label, "Campaign");
	ck_assert_ptr_eq(rsp->report_type_data.items[1]->order.set, &iqm_is_set);
	ck_assert_int_eq(rsp->report_type_data.items[1]->order.value, 2);
	ck_assert_ptr_eq(rsp->total_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->total_records.value, 2);
	ck_assert_ptr_eq(rsp->filtered_records.set, &iqm_is_set);
	ck_assert_int_eq(rsp->filtered_records.value, 2);
	golden_check_json(&iqm_aqs_report_types_op, rsp, "{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.download ---- */

static int aqs_download_request_default(struct iqm_client *client, struct iqm_aqs_file_link **rsp, struct iqm_call *call)
{
	struct iqm_aqs_file_request req = {
		.file_type_id = iqm_int(1),
		.report_id = iqm_int(50),
	};

	return iqm_aqs_download(client, &req, rsp, call);
}

START_TEST(test_aqs_download_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"POST",
			"/api/v3/ins/aqs-reports/download",
			"{\"fileTypeId\":1,\"reportId\":50}",
		},
		[IQM_DIALECT_OPENAPI] = {
			"POST",
			"/api/v3/ins/aqs-reports/download",
			"{\"fileTypeId\":1,\"reportId\":50}",
		},
		[IQM_DIALECT_SAMPLES] = {
			"POST",
			"/api/v3/ins/aqs-reports/download",
			"{\"fileTypeId\":1,\"reportId\":50}",
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_aqs_file_link *rsp;

		ck_assert_msg(aqs_download_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_download_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_download_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_file_link *rsp;
	int err = aqs_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->report_url, "https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC");
	golden_check_json(&iqm_aqs_download_op, rsp, "{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_download_response_200_other_name)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"reportURL\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_file_link *rsp;
	int err = aqs_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->report_url, "https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc");
	golden_check_json(&iqm_aqs_download_op, rsp, "{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_download_response_400)
{
	struct mock mock = { .status = 400, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_file_link *rsp;
	int err = aqs_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 400);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_aqs_download_response_422)
{
	struct mock mock = { .status = 422, .body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_aqs_file_link *rsp;
	int err = aqs_download_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_E_REFUSED, "%s", call.error.message);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_uint_ge(call.error.service_len, 1);
	ck_assert_str_eq(call.error.service[0].error, "Invalid sortBy value.");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- aqs.delete ---- */

static int aqs_delete_request_default(struct iqm_client *client, struct iqm_confirmation **rsp, struct iqm_call *call)
{
	struct iqm_aqs_ids_query req = {
		.report_ids = IQM_INTS(10, 9, 8),
	};

	return iqm_aqs_delete(client, &req, rsp, call);
}

START_TEST(test_aqs_delete_request_default)
{
	static const struct golden_request want[] = {
		[IQM_DIALECT_PAGE] = {
			"DELETE",
			"/api/v3/ins/aqs-reports?reportIds=10,9,8",
			NULL,
		},
		[IQM_DIALECT_OPENAPI] = {
			"DELETE",
			"/api/v3/ins/aqs-reports?reportIds=10,9,8",
			NULL,
		},
		[IQM_DIALECT_SAMPLES] = {
			"DELETE",
			"/api/v3/ins/aqs-reports?reportIds=10,9,8",
			NULL,
		},
	};

	for (unsigned d = 0; d < 3; d++) {
		struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}}" };
		struct iqm_client *client = mock_client(&mock, (enum iqm_dialect)d);
		struct iqm_call call = { 0 };
		struct iqm_confirmation *rsp;

		ck_assert_msg(aqs_delete_request_default(client, &rsp, &call) == 0, "%s", call.error.message);
		golden_check_request(&mock, &iqm_aqs_delete_op, &want[d]);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_aqs_delete_response_200)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };
	struct iqm_confirmation *rsp;
	int err = aqs_delete_request_default(client, &rsp, &call);

	ck_assert_msg(err == IQM_OK, "%s", call.error.message);
	ck_assert_str_eq(rsp->message, "255944_AQS_Insights_2 deleted successfully");
	golden_check_json(&iqm_aqs_delete_op, rsp, "{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase;

	tcase = tcase_create("auth.login");
	tcase_add_test(tcase, test_auth_login_request_default);
	tcase_add_test(tcase, test_auth_login_response_200);
	tcase_add_test(tcase, test_auth_login_response_200_unwrapped);
	tcase_add_test(tcase, test_auth_login_response_400);
	tcase_add_test(tcase, test_auth_login_response_403);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("auth.refresh");
	tcase_add_test(tcase, test_auth_refresh_request_default);
	tcase_add_test(tcase, test_auth_refresh_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.list");
	tcase_add_test(tcase, test_pld_list_request_default);
	tcase_add_test(tcase, test_pld_list_response_200);
	tcase_add_test(tcase, test_pld_list_response_200_schema);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.campaigns");
	tcase_add_test(tcase, test_pld_campaigns_request_none);
	tcase_add_test(tcase, test_pld_campaigns_response_200);
	tcase_add_test(tcase, test_pld_campaigns_response_200_numbers);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.generate");
	tcase_add_test(tcase, test_pld_generate_request_new);
	tcase_add_test(tcase, test_pld_generate_request_regenerate);
	tcase_add_test(tcase, test_pld_generate_response_200);
	tcase_add_test(tcase, test_pld_generate_response_200_exists);
	tcase_add_test(tcase, test_pld_generate_response_200_failure);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.columns-get");
	tcase_add_test(tcase, test_pld_columns_get_request_none);
	tcase_add_test(tcase, test_pld_columns_get_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.columns-update");
	tcase_add_test(tcase, test_pld_columns_update_request_default);
	tcase_add_test(tcase, test_pld_columns_update_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.download");
	tcase_add_test(tcase, test_pld_download_request_default);
	tcase_add_test(tcase, test_pld_download_response_200);
	tcase_add_test(tcase, test_pld_download_response_422);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("pld.delete");
	tcase_add_test(tcase, test_pld_delete_request_default);
	tcase_add_test(tcase, test_pld_delete_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.list");
	tcase_add_test(tcase, test_sls_list_request_default);
	tcase_add_test(tcase, test_sls_list_response_200);
	tcase_add_test(tcase, test_sls_list_response_200_schema);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.generate");
	tcase_add_test(tcase, test_sls_generate_request_new);
	tcase_add_test(tcase, test_sls_generate_request_regenerate);
	tcase_add_test(tcase, test_sls_generate_response_200);
	tcase_add_test(tcase, test_sls_generate_response_200_exists);
	tcase_add_test(tcase, test_sls_generate_response_200_processing);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.compute");
	tcase_add_test(tcase, test_sls_compute_request_default);
	tcase_add_test(tcase, test_sls_compute_response_200);
	tcase_add_test(tcase, test_sls_compute_response_200_exists);
	tcase_add_test(tcase, test_sls_compute_response_200_processing);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.validate-name");
	tcase_add_test(tcase, test_sls_validate_name_request_default);
	tcase_add_test(tcase, test_sls_validate_name_response_200);
	tcase_add_test(tcase, test_sls_validate_name_response_200_object);
	tcase_add_test(tcase, test_sls_validate_name_response_400);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.campaigns");
	tcase_add_test(tcase, test_sls_campaigns_request_none);
	tcase_add_test(tcase, test_sls_campaigns_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.download");
	tcase_add_test(tcase, test_sls_download_request_default);
	tcase_add_test(tcase, test_sls_download_response_200);
	tcase_add_test(tcase, test_sls_download_response_200_other_name);
	tcase_add_test(tcase, test_sls_download_response_422);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("sls.delete");
	tcase_add_test(tcase, test_sls_delete_request_default);
	tcase_add_test(tcase, test_sls_delete_response_200);
	tcase_add_test(tcase, test_sls_delete_response_422);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.list");
	tcase_add_test(tcase, test_aqs_list_request_default);
	tcase_add_test(tcase, test_aqs_list_response_200);
	tcase_add_test(tcase, test_aqs_list_response_200_schema);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.campaigns");
	tcase_add_test(tcase, test_aqs_campaigns_request_none);
	tcase_add_test(tcase, test_aqs_campaigns_response_200);
	tcase_add_test(tcase, test_aqs_campaigns_response_200_empty);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.validate-name");
	tcase_add_test(tcase, test_aqs_validate_name_request_default);
	tcase_add_test(tcase, test_aqs_validate_name_response_200_valid);
	tcase_add_test(tcase, test_aqs_validate_name_response_200_already_used);
	tcase_add_test(tcase, test_aqs_validate_name_response_422);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.compute");
	tcase_add_test(tcase, test_aqs_compute_request_default);
	tcase_add_test(tcase, test_aqs_compute_response_200);
	tcase_add_test(tcase, test_aqs_compute_response_200_report_exists);
	tcase_add_test(tcase, test_aqs_compute_response_200_processing);
	tcase_add_test(tcase, test_aqs_compute_response_200_schema_creatable);
	tcase_add_test(tcase, test_aqs_compute_response_200_schema_exists);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.generate");
	tcase_add_test(tcase, test_aqs_generate_request_new);
	tcase_add_test(tcase, test_aqs_generate_request_regenerate);
	tcase_add_test(tcase, test_aqs_generate_response_200);
	tcase_add_test(tcase, test_aqs_generate_response_200_report_exists);
	tcase_add_test(tcase, test_aqs_generate_response_200_failure);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.report-types");
	tcase_add_test(tcase, test_aqs_report_types_request_none);
	tcase_add_test(tcase, test_aqs_report_types_response_200);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.download");
	tcase_add_test(tcase, test_aqs_download_request_default);
	tcase_add_test(tcase, test_aqs_download_response_200);
	tcase_add_test(tcase, test_aqs_download_response_200_other_name);
	tcase_add_test(tcase, test_aqs_download_response_400);
	tcase_add_test(tcase, test_aqs_download_response_422);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("aqs.delete");
	tcase_add_test(tcase, test_aqs_delete_request_default);
	tcase_add_test(tcase, test_aqs_delete_response_200);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Made from spec/ and its samples by `make regen`: change the spec, not this file. */

#include <iqm/insights.h>
#include "iqm_descriptors.h"
#include "golden.h"

const struct iqm_api *const golden_api = &iqm_insights_api;

/* ---- auth.login ---- */

GOLDEN_CALL(iqm_auth_login, iqm_auth_token)

static const struct iqm_auth_password_grant auth_login_request_default = {
	.username = "jane.doe+insights@example.com",
	.password = "p&ss w%rd=\303\251",
};

static const struct iqm_auth_token auth_login_response_200 = {
	.access_token = "sample-access-token",
	.refresh_token = "sample-refresh-token",
	.scope = "read write",
	.token_type = "bearer",
	.expires_in = { &iqm_is_set, 35999 },
	.ow_id = { &iqm_is_set, 200001 },
};

static const struct iqm_auth_token auth_login_response_200_unwrapped = {
	.access_token = "sample-access-token",
	.refresh_token = "sample-refresh-token",
	.scope = "read write",
	.token_type = "bearer",
	.expires_in = { &iqm_is_set, 35999 },
};

/* ---- auth.refresh ---- */

GOLDEN_CALL(iqm_auth_refresh, iqm_auth_token)

static const struct iqm_auth_refresh_grant auth_refresh_request_default = {
	.refresh_token = "sample/refresh+token==",
};

static const struct iqm_auth_token auth_refresh_response_200 = {
	.access_token = "sample-access-token-2",
	.refresh_token = "sample-refresh-token-2",
	.scope = "read write",
	.token_type = "bearer",
	.expires_in = { &iqm_is_set, 35999 },
};

/* ---- pld.list ---- */

GOLDEN_CALL(iqm_pld_list, iqm_pld_report_page)

static const struct iqm_list_query pld_list_request_default = {
	.search_field = "Corporate, Inc. & Co/\303\251",
	.no_of_entries = { &iqm_is_set, 2 },
	.page_no = { &iqm_is_set, 1 },
	.sort_by = "+pldId",
};

static const struct iqm_pld_report_page pld_list_response_200 = {
	.total_records = { &iqm_is_set, 10 },
	.pld_report_data_list = { (const struct iqm_pld_report *const[]){ &(const struct iqm_pld_report){
		.pld_id = { &iqm_is_set, 10 },
		.pld_name = "530667_PLD_Insights_7",
		.campaign_name = "prod-campaign-21145",
		.campaign_ids = { (const int64_t[]){ 21145 }, 1 },
		.pld_status_id = { &iqm_is_set, 3 },
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.io_id = { &iqm_is_set, 5 },
		.io_name = "Corporate, Inc.",
		.is_campaign_eligible = { &iqm_is_set, false },
		.pld_created_on = { &iqm_is_set, 1721253632 },
		.creative_type_id = { &iqm_is_set, 11 },
		.campaign_pld_timezone_id = { &iqm_is_set, 29 },
		.io_type_id = { &iqm_is_set, 1 },
	}, &(const struct iqm_pld_report){
		.pld_id = { &iqm_is_set, 9 },
		.pld_name = "530667_PLD_Insights_6",
		.campaign_name = "Campaign-4949",
		.campaign_ids = { (const int64_t[]){ 4949 }, 1 },
		.pld_status_id = { &iqm_is_set, 3 },
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.io_id = { &iqm_is_set, 15 },
		.io_name = "Quinton for Mayor",
		.is_campaign_eligible = { &iqm_is_set, false },
		.pld_created_on = { &iqm_is_set, 1720325578 },
		.creative_type_id = { &iqm_is_set, 14 },
		.campaign_pld_timezone_id = { &iqm_is_set, 29 },
		.io_type_id = { &iqm_is_set, 1 },
	} }, 2 },
	.filtered_records = { &iqm_is_set, 10 },
};

static const struct iqm_pld_report_page pld_list_response_200_schema = {
	.total_records = { &iqm_is_set, 1 },
	.pld_report_data_list = { (const struct iqm_pld_report *const[]){ &(const struct iqm_pld_report){
		.pld_id = { &iqm_is_set, 11 },
		.pld_name = "530667_PLD_Insights_8",
		.campaign_name = "Campaign-4949",
		.campaign_ids = { (const int64_t[]){ 4949, 4950 }, 2 },
		.pld_status_id = { &iqm_is_set, 2 },
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.io_id = { &iqm_is_set, 15 },
		.io_name = "Quinton for Mayor",
		.pld_created_on = { &iqm_is_set, 1755850851560 },
		.campaign_pld_timezone_id = { &iqm_is_set, 29 },
		.io_type_id = { &iqm_is_set, 1 },
		.campaign_status = "running",
	} }, 1 },
	.filtered_records = { &iqm_is_set, 1 },
};

/* ---- pld.campaigns ---- */

GOLDEN_CALL_PLAIN(iqm_pld_campaigns, iqm_eligible_campaigns)

static const struct iqm_eligible_campaigns pld_campaigns_response_200 = {
	.running = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451351 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.paused = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451350 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.expired = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 470839 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
};

static const struct iqm_eligible_campaigns pld_campaigns_response_200_numbers = {
	.running = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451351 },
	}, &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451352 },
	} }, 2 },
	.paused = { (const struct iqm_campaign *const[]){ NULL }, 0 },
	.expired = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 470839 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
};

/* ---- pld.generate ---- */

GOLDEN_CALL(iqm_pld_generate, iqm_pld_order_response)

static const struct iqm_pld_order pld_generate_request_new = {
	.campaign_id = { &iqm_is_set, 12345 },
	.pld_start_date = { &iqm_is_set, 1722311000 },
	.pld_end_date = { &iqm_is_set, 1722315000 },
};

static const struct iqm_pld_order pld_generate_request_regenerate = {
	.pld_id = { &iqm_is_set, 1 },
};

static const struct iqm_pld_order_response pld_generate_response_200 = {
	.outcome = IQM_CREATED,
	.pld_report_created = { &iqm_is_set, true },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.campaign_name = "Campaign Name",
	.campaign_status = "running",
	.pld_start_date = { &iqm_is_set, 1722311000 },
	.pld_end_date = { &iqm_is_set, 1722315000 },
	.pld_chargeable_imps = { &iqm_is_set, 1000 },
	.pld_charged_imps = { &iqm_is_set, 100 },
	.pld_chargeable_cost = { &iqm_is_set, 1000.0 },
	.pld_charged_cost = { &iqm_is_set, 100.0 },
	.funds_available = { &iqm_is_set, true },
};

static const struct iqm_pld_order_response pld_generate_response_200_exists = {
	.outcome = IQM_EXISTS,
	.pld_report_created = { &iqm_is_set, false },
	.pld_id = { &iqm_is_set, 1 },
	.pld_name = "530667_PLD_Insights_1",
	.pld_status_id = { &iqm_is_set, 2 },
	.pld_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.campaign_name = "Campaign Name",
	.creative_type_id = { &iqm_is_set, 11 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
};

static const struct iqm_pld_order_response pld_generate_response_200_failure = {
	.outcome = IQM_REFUSED,
	.pld_report_created = { &iqm_is_set, false },
	.message = "PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing",
};

/* ---- pld.compute ---- */

GOLDEN_CALL(iqm_pld_compute, iqm_pld_order_response)

static const struct iqm_pld_order pld_compute_request_default = {
	.campaign_id = { &iqm_is_set, 12345 },
	.pld_start_date = { &iqm_is_set, 1722311000 },
	.pld_end_date = { &iqm_is_set, 1722315000 },
};

static const struct iqm_pld_order_response pld_compute_response_200 = {
	.outcome = IQM_CREATABLE,
	.pld_report_creatable = { &iqm_is_set, true },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.campaign_name = "Campaign Name",
	.campaign_status = "running",
	.pld_start_date = { &iqm_is_set, 1755648000000 },
	.pld_end_date = { &iqm_is_set, 1755907199000 },
	.pld_chargeable_imps = { &iqm_is_set, 1000 },
	.pld_charged_imps = { &iqm_is_set, 100 },
	.pld_chargeable_cost = { &iqm_is_set, 25.5 },
	.pld_charged_cost = { &iqm_is_set, 2.55 },
	.funds_available = { &iqm_is_set, true },
	.effective_pld_rate = { &iqm_is_set, 25.5 },
};

static const struct iqm_pld_order_response pld_compute_response_200_exists = {
	.outcome = IQM_EXISTS,
	.pld_report_creatable = { &iqm_is_set, false },
	.pld_id = { &iqm_is_set, 1 },
	.pld_name = "530667_PLD_Insights_1",
	.pld_status_id = { &iqm_is_set, 2 },
	.pld_created_on = { &iqm_is_set, 1755850851560 },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
};

static const struct iqm_pld_order_response pld_compute_response_200_processing = {
	.outcome = IQM_REFUSED,
	.pld_report_creatable = { &iqm_is_set, false },
	.processing_campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.message = "PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing",
};

/* ---- pld.columns-get ---- */

GOLDEN_CALL_PLAIN(iqm_pld_columns_get, iqm_pld_columns)

static const struct iqm_pld_columns pld_columns_get_response_200 = {
	.id = { &iqm_is_set, true },
	.insights_name = { &iqm_is_set, true },
	.campaign_name = { &iqm_is_set, true },
	.campaign_id = { &iqm_is_set, true },
	.status = { &iqm_is_set, true },
	.date_range = { &iqm_is_set, true },
	.created_on = { &iqm_is_set, true },
	.io_name = { &iqm_is_set, true },
	.io_id = { &iqm_is_set, false },
};

/* ---- pld.columns-update ---- */

GOLDEN_CALL(iqm_pld_columns_update, iqm_pld_columns)

static const struct iqm_pld_columns pld_columns_update_request_default = {
	.id = { &iqm_is_set, true },
	.insights_name = { &iqm_is_set, true },
	.campaign_name = { &iqm_is_set, true },
	.campaign_id = { &iqm_is_set, true },
	.status = { &iqm_is_set, true },
	.date_range = { &iqm_is_set, true },
	.created_on = { &iqm_is_set, true },
	.io_name = { &iqm_is_set, true },
	.io_id = { &iqm_is_set, false },
};

static const struct iqm_pld_columns pld_columns_update_response_200 = {
	.id = { &iqm_is_set, true },
	.insights_name = { &iqm_is_set, true },
	.campaign_name = { &iqm_is_set, true },
	.campaign_id = { &iqm_is_set, true },
	.status = { &iqm_is_set, true },
	.date_range = { &iqm_is_set, true },
	.created_on = { &iqm_is_set, true },
	.io_name = { &iqm_is_set, true },
	.io_id = { &iqm_is_set, false },
};

/* ---- pld.download ---- */

GOLDEN_CALL(iqm_pld_download, iqm_pld_file_link)

static const struct iqm_pld_file_request pld_download_request_default = {
	.file_type = { &iqm_is_set, 1 },
	.pld_id = { &iqm_is_set, 50 },
};

static const struct iqm_pld_file_link pld_download_response_200 = {
	.pld_report_url = "https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx",
};

/* ---- pld.email ---- */

GOLDEN_CALL(iqm_pld_email, iqm_confirmation)

static const struct iqm_pld_email_request pld_email_request_default = {
	.file_type = { &iqm_is_set, 1 },
	.pld_id = { &iqm_is_set, 50 },
	.email_ids = { (const char *const[]){ "user1@example.com" }, 1 },
};

static const struct iqm_confirmation pld_email_response_200 = {
	.message = "PLD report e-mail sent successfully.",
};

/* ---- pld.delete ---- */

GOLDEN_CALL(iqm_pld_delete, iqm_confirmation)

static const struct iqm_pld_ids_query pld_delete_request_default = {
	.pld_ids = { (const int64_t[]){ 10, 9 }, 2 },
};

static const struct iqm_confirmation pld_delete_response_200 = {
	.message = "255944_PLD_Insights_2 deleted successfully",
};

/* ---- sls.list ---- */

GOLDEN_CALL(iqm_sls_list, iqm_sls_report_page)

static const struct iqm_list_query sls_list_request_default = {
	.search_field = "Corporate, Inc. & Co/\303\251",
	.no_of_entries = { &iqm_is_set, 2 },
	.page_no = { &iqm_is_set, 1 },
	.sort_by = "-slsId",
};

static const struct iqm_sls_report_page sls_list_response_200 = {
	.total_records = { &iqm_is_set, 2 },
	.sls_report_data_list = { (const struct iqm_sls_report *const[]){ &(const struct iqm_sls_report){
		.sls_id = { &iqm_is_set, 10 },
		.sls_name = "530667_SLS_Insights_7",
		.campaign_ids = { (const int64_t[]){ 21145, 21146, 21147 }, 3 },
		.sls_status_id = { &iqm_is_set, 3 },
		.sls_status_name = "Failed",
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.io_id = { &iqm_is_set, 5 },
		.io_name = "Corporate, Inc.",
		.is_campaign_eligible = { &iqm_is_set, false },
		.sls_created_on = { &iqm_is_set, 1721253632 },
		.campaign_sls_timezone_id = { &iqm_is_set, 29 },
		.io_type_id = { &iqm_is_set, 1 },
		.pdf_file_size = { &iqm_is_set, 2500000 },
		.excel_file_size = { &iqm_is_set, 2500000 },
		.sls_report_type_ids = { (const int64_t[]){ 1, 2, 3 }, 3 },
	}, &(const struct iqm_sls_report){
		.sls_id = { &iqm_is_set, 9 },
		.sls_name = "530667_SLS_Insights_6",
		.campaign_ids = { (const int64_t[]){ 4949, 5959 }, 2 },
		.sls_status_id = { &iqm_is_set, 2 },
		.sls_status_name = "Processing",
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.io_id = { &iqm_is_set, 15 },
		.io_name = "Quinton for Mayor",
		.is_campaign_eligible = { &iqm_is_set, false },
		.sls_created_on = { &iqm_is_set, 1720325578 },
		.campaign_sls_timezone_id = { &iqm_is_set, 29 },
		.io_type_id = { &iqm_is_set, 1 },
		.sls_report_type_ids = { (const int64_t[]){ 1, 3 }, 2 },
	} }, 2 },
	.filtered_records = { &iqm_is_set, 2 },
};

static const struct iqm_sls_report_page sls_list_response_200_schema = {
	.total_records = { &iqm_is_set, 1 },
	.sls_report_data_list = { (const struct iqm_sls_report *const[]){ &(const struct iqm_sls_report){
		.sls_id = { &iqm_is_set, 11 },
		.sls_name = "Study",
		.campaign_ids = { (const int64_t[]){ 7 }, 1 },
		.sls_status_id = { &iqm_is_set, 2 },
		.start_date = { &iqm_is_set, 1732165200000 },
		.end_date = { &iqm_is_set, 1732424399000 },
		.sls_created_on = { &iqm_is_set, 1755850851560 },
		.sls_report_type_ids = { (const int64_t[]){ 1, 2 }, 2 },
		.sls_lookback_duration = { &iqm_is_set, 3 },
		.concept_group_id = "202335",
		.competitor_concept_group_ids = { (const char *const[]){ "800214" }, 1 },
	} }, 1 },
	.filtered_records = { &iqm_is_set, 1 },
};

/* ---- sls.generate ---- */

GOLDEN_CALL(iqm_sls_generate, iqm_sls_order_response)

static const struct iqm_sls_order sls_generate_request_new = {
	.io_id = { &iqm_is_set, 1234 },
	.campaign_ids = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.sls_start_date = { &iqm_is_set, 1722311000 },
	.sls_end_date = { &iqm_is_set, 1722315000 },
	.sls_name = "Dummy SLS Name",
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "800215", "800216" }, 3 },
};

static const struct iqm_sls_order sls_generate_request_regenerate = {
	.sls_id = { &iqm_is_set, 1 },
};

static const struct iqm_sls_order_response sls_generate_response_200 = {
	.outcome = IQM_CREATED,
	.sls_report_created = { &iqm_is_set, true },
	.sls_name = "Dummy SLS Name",
	.campaign_ids = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.sls_start_date = { &iqm_is_set, 1722311000 },
	.sls_end_date = { &iqm_is_set, 1722315000 },
	.sls_chargeable_imps = { &iqm_is_set, 1000 },
	.sls_charged_imps = { &iqm_is_set, 100 },
	.sls_chargeable_cost = { &iqm_is_set, 1000.0 },
	.sls_charged_cost = { &iqm_is_set, 100.0 },
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "800215", "800216" }, 3 },
	.funds_available = { &iqm_is_set, true },
};

static const struct iqm_sls_order_response sls_generate_response_200_exists = {
	.outcome = IQM_EXISTS,
	.sls_report_created = { &iqm_is_set, false },
	.sls_id = { &iqm_is_set, 1 },
	.sls_name = "Dummy SLS Name",
	.sls_status_id = { &iqm_is_set, 2 },
	.sls_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1, 2 }, 2 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "group-b" }, 2 },
};

static const struct iqm_sls_order_response sls_generate_response_200_processing = {
	.outcome = IQM_REFUSED,
	.sls_report_created = { &iqm_is_set, false },
	.message = "SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing",
};

/* ---- sls.compute ---- */

GOLDEN_CALL(iqm_sls_compute, iqm_sls_order_response)

static const struct iqm_sls_order sls_compute_request_default = {
	.io_id = { &iqm_is_set, 1234 },
	.campaign_ids = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.sls_start_date = { &iqm_is_set, 1722311000 },
	.sls_end_date = { &iqm_is_set, 1722315000 },
	.sls_name = "Dummy SLS Name",
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "800215", "800216" }, 3 },
};

static const struct iqm_sls_order_response sls_compute_response_200 = {
	.outcome = IQM_CREATABLE,
	.sls_report_created = { &iqm_is_set, true },
	.sls_name = "Dummy SLS Name",
	.campaign_ids = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.sls_start_date = { &iqm_is_set, 1722311000 },
	.sls_end_date = { &iqm_is_set, 1722315000 },
	.sls_chargeable_imps = { &iqm_is_set, 1000 },
	.sls_charged_imps = { &iqm_is_set, 100 },
	.sls_chargeable_cost = { &iqm_is_set, 1000.0 },
	.sls_charged_cost = { &iqm_is_set, 100.0 },
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "800215", "800216" }, 3 },
	.funds_available = { &iqm_is_set, true },
};

static const struct iqm_sls_order_response sls_compute_response_200_exists = {
	.outcome = IQM_EXISTS,
	.sls_report_creatable = { &iqm_is_set, false },
	.sls_id = { &iqm_is_set, 1 },
	.sls_name = "Dummy SLS Name",
	.sls_status_id = { &iqm_is_set, 2 },
	.sls_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1, 2 }, 2 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
	.sls_lookback_duration = { &iqm_is_set, 3 },
	.concept_group_id = "202335",
	.report_types = { (const int64_t[]){ 1, 2, 3 }, 3 },
	.competitor_concept_group_ids = { (const char *const[]){ "800214", "group-b" }, 2 },
};

static const struct iqm_sls_order_response sls_compute_response_200_processing = {
	.outcome = IQM_REFUSED,
	.sls_report_created = { &iqm_is_set, false },
	.message = "SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing",
};

/* ---- sls.validate-name ---- */

GOLDEN_CALL(iqm_sls_validate_name, iqm_name_check)

static const struct iqm_name_query sls_validate_name_request_default = {
	.report_name = "Dummy SLS Name",
};

static const struct iqm_name_check sls_validate_name_response_200 = {
	.available = { &iqm_is_set, true },
	.message = "This SLS report name is valid",
};

static const struct iqm_name_check sls_validate_name_response_200_object = {
	.available = { &iqm_is_set, false },
	.message = "The name 'Dummy SLS Name' is already used by another report, kindly update the name",
};

/* ---- sls.campaigns ---- */

GOLDEN_CALL_PLAIN(iqm_sls_campaigns, iqm_eligible_campaigns)

static const struct iqm_eligible_campaigns sls_campaigns_response_200 = {
	.running = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 516038 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.paused = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 523630 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.expired = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 500291 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
};

/* ---- sls.download ---- */

GOLDEN_CALL(iqm_sls_download, iqm_sls_file_link)

static const struct iqm_sls_file_request sls_download_request_default = {
	.file_type = { &iqm_is_set, 1 },
	.sls_id = { &iqm_is_set, 50 },
};

static const struct iqm_sls_file_link sls_download_response_200 = {
	.sls_report_url = "https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx",
};

static const struct iqm_sls_file_link sls_download_response_200_other_name = {
	.sls_report_url = "https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc",
};

/* ---- sls.email ---- */

GOLDEN_CALL(iqm_sls_email, iqm_confirmation)

static const struct iqm_sls_email_request sls_email_request_default = {
	.file_type = { &iqm_is_set, 3 },
	.sls_id = { &iqm_is_set, 50 },
	.email_ids = { (const char *const[]){ "user1@example.com", "user2@example.com" }, 2 },
};

static const struct iqm_confirmation sls_email_response_200 = {
	.message = "SLS report e-mail sent successfully.",
};

/* ---- sls.delete ---- */

GOLDEN_CALL(iqm_sls_delete, iqm_confirmation)

static const struct iqm_sls_ids_query sls_delete_request_default = {
	.sls_ids = { (const int64_t[]){ 10 }, 1 },
};

static const struct iqm_confirmation sls_delete_response_200 = {
	.message = "255944_PLD_Insights_2 deleted successfully",
};

/* ---- aqs.list ---- */

GOLDEN_CALL(iqm_aqs_list, iqm_aqs_report_page)

static const struct iqm_list_query aqs_list_request_default = {
	.search_field = "Corporate, Inc. & Co/\303\251",
	.no_of_entries = { &iqm_is_set, 2 },
	.page_no = { &iqm_is_set, 1 },
	.sort_by = "reportId",
};

static const struct iqm_aqs_report_page aqs_list_response_200 = {
	.total_records = { &iqm_is_set, 10 },
	.report_data_list = { (const struct iqm_aqs_report *const[]){ &(const struct iqm_aqs_report){
		.report_id = { &iqm_is_set, 10 },
		.report_name = "530667_AQS_Insights_7",
		.campaign_name = "prod-campaign-21145",
		.campaign_ids = { (const int64_t[]){ 21145 }, 1 },
		.status_id = { &iqm_is_set, 3 },
		.status_name = "Completed",
		.start_date = { &iqm_is_set, 1603152000 },
		.end_date = { &iqm_is_set, 1603411200 },
		.io_id = { &iqm_is_set, 5 },
		.io_name = "Corporate, Inc.",
		.is_campaign_eligible = { &iqm_is_set, false },
		.report_created_on = { &iqm_is_set, 1721253632 },
		.creative_type_id = { &iqm_is_set, 11 },
		.io_budget_type = { &iqm_is_set, 1 },
		.campaign_time_zone_id = { &iqm_is_set, 29 },
		.file_size_details = { (const struct iqm_int_entry[]){ { "1", { &iqm_is_set, 1024 } }, { "2", { &iqm_is_set, 1024 } } }, 2 },
	}, &(const struct iqm_aqs_report){
		.report_id = { &iqm_is_set, 9 },
		.report_name = "530667_AQS_Insights_6",
		.campaign_name = "Campaign-4949",
		.campaign_ids = { (const int64_t[]){ 4949 }, 1 },
		.status_id = { &iqm_is_set, 3 },
		.status_name = "Completed",
		.start_date = { &iqm_is_set, 1603152000 },
		.end_date = { &iqm_is_set, 1603411200 },
		.io_id = { &iqm_is_set, 15 },
		.io_name = "Quinton for Mayor",
		.is_campaign_eligible = { &iqm_is_set, false },
		.report_created_on = { &iqm_is_set, 1720325578 },
		.creative_type_id = { &iqm_is_set, 14 },
		.io_budget_type = { &iqm_is_set, 1 },
		.campaign_time_zone_id = { &iqm_is_set, 29 },
		.file_size_details = { (const struct iqm_int_entry[]){ { "1", { &iqm_is_set, 1024 } }, { "2", { &iqm_is_set, 1024 } } }, 2 },
	} }, 2 },
	.filtered_records = { &iqm_is_set, 10 },
};

static const struct iqm_aqs_report_page aqs_list_response_200_schema = {
	.total_records = { &iqm_is_set, 1 },
	.report_data_list = { (const struct iqm_aqs_report *const[]){ &(const struct iqm_aqs_report){
		.report_id = { &iqm_is_set, 11 },
		.report_name = "Score",
		.campaign_ids = { (const int64_t[]){ 1 }, 1 },
		.status_id = { &iqm_is_set, 2 },
		.status_name = "Processing",
		.start_date = { &iqm_is_set, 1603152000 },
		.end_date = { &iqm_is_set, 1603411200 },
		.io_budget_type = { &iqm_is_set, 1 },
		.file_size_details = { (const struct iqm_int_entry[]){ { "1", { &iqm_is_set, 1024 } }, { "2", { &iqm_is_set, 512 } } }, 2 },
		.report_type_ids = { (const int64_t[]){ 1 }, 1 },
	} }, 1 },
	.filtered_records = { &iqm_is_set, 1 },
};

/* ---- aqs.campaigns ---- */

GOLDEN_CALL_PLAIN(iqm_aqs_campaigns, iqm_eligible_campaigns)

static const struct iqm_eligible_campaigns aqs_campaigns_response_200 = {
	.running = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451351 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.paused = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 451350 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
	.expired = { (const struct iqm_campaign *const[]){ &(const struct iqm_campaign){
		.campaign_id = { &iqm_is_set, 470839 },
		.campaign_timezone_id = { &iqm_is_set, 29 },
	} }, 1 },
};

static const struct iqm_eligible_campaigns aqs_campaigns_response_200_empty = {
	.running = { (const struct iqm_campaign *const[]){ NULL }, 0 },
	.paused = { (const struct iqm_campaign *const[]){ NULL }, 0 },
	.expired = { (const struct iqm_campaign *const[]){ NULL }, 0 },
};

/* ---- aqs.validate-name ---- */

GOLDEN_CALL(iqm_aqs_validate_name, iqm_name_check)

static const struct iqm_name_query aqs_validate_name_request_default = {
	.report_name = "Q4 + 10% \303\251",
};

static const struct iqm_name_check aqs_validate_name_response_200_valid = {
	.available = { &iqm_is_set, true },
	.message = "This AQS report name is valid",
};

static const struct iqm_name_check aqs_validate_name_response_200_already_used = {
	.available = { &iqm_is_set, false },
	.message = "The name 'report_name' is already used by another report, kindly update the name",
};

/* ---- aqs.compute ---- */

GOLDEN_CALL(iqm_aqs_compute, iqm_aqs_order_response)

static const struct iqm_aqs_order aqs_compute_request_default = {
	.campaign_id = { &iqm_is_set, 1 },
	.aqs_name = "Dummy AQS Name",
	.aqs_start_date = { &iqm_is_set, 1722311000 },
	.aqs_end_date = { &iqm_is_set, 1722315000 },
	.aqs_report_type_id = { &iqm_is_set, 1 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.audience_id = { &iqm_is_set, 101 },
		.concept_group_id = "202335",
	} }, 1 },
};

static const struct iqm_aqs_order_response aqs_compute_response_200 = {
	.outcome = IQM_CREATABLE,
	.aqs_report_created = { &iqm_is_set, true },
	.aqs_name = "Dummy AQS Name",
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.aqs_start_date = { &iqm_is_set, 1722311000 },
	.aqs_end_date = { &iqm_is_set, 1722315000 },
	.aqs_chargeable_imps = { &iqm_is_set, 1000 },
	.aqs_charged_imps = { &iqm_is_set, 100 },
	.aqs_chargeable_cost = { &iqm_is_set, 1000.0 },
	.aqs_charged_cost = { &iqm_is_set, 100.0 },
	.aqs_report_type_id = { &iqm_is_set, 1 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.audience_id = { &iqm_is_set, 101 },
		.concept_group_id = "202335",
	} }, 1 },
	.funds_available = { &iqm_is_set, true },
};

static const struct iqm_aqs_order_response aqs_compute_response_200_report_exists = {
	.outcome = IQM_EXISTS,
	.aqs_report_created = { &iqm_is_set, false },
	.aqs_id = { &iqm_is_set, 1 },
	.aqs_name = "AQS report 1",
	.aqs_status_id = { &iqm_is_set, 1 },
	.aqs_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
	.aqs_report_type_id = { &iqm_is_set, 1 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.audience_id = { &iqm_is_set, 101 },
		.concept_group_id = "202335",
	} }, 1 },
};

static const struct iqm_aqs_order_response aqs_compute_response_200_processing = {
	.outcome = IQM_REFUSED,
	.aqs_report_created = { &iqm_is_set, false },
	.message = "AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing",
};

static const struct iqm_aqs_order_response aqs_compute_response_200_schema_creatable = {
	.outcome = IQM_CREATABLE,
	.aqs_report_creatable = { &iqm_is_set, true },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.aqs_start_date = { &iqm_is_set, 1622505600 },
	.aqs_end_date = { &iqm_is_set, 1625097600 },
	.aqs_chargeable_imps = { &iqm_is_set, 1000 },
	.aqs_chargeable_cost = { &iqm_is_set, 25.5 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.concept_group_id = "202335",
	}, &(const struct iqm_aqs_audience_concept_group){
		.concept_group_id = "202336",
	} }, 2 },
	.funds_available = { &iqm_is_set, true },
};

static const struct iqm_aqs_order_response aqs_compute_response_200_schema_exists = {
	.outcome = IQM_EXISTS,
	.aqs_report_creatable = { &iqm_is_set, false },
	.aqs_id = { &iqm_is_set, 1 },
	.aqs_name = "AQS report 1",
	.aqs_status_id = { &iqm_is_set, 1 },
	.aqs_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1, 2 }, 2 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
	.aqs_report_type_id = { &iqm_is_set, 2 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.concept_group_id = "202335",
	} }, 1 },
};

/* ---- aqs.generate ---- */

GOLDEN_CALL(iqm_aqs_generate, iqm_aqs_order_response)

static const struct iqm_aqs_order aqs_generate_request_new = {
	.campaign_id = { &iqm_is_set, 1 },
	.aqs_name = "Dummy AQS Name",
	.aqs_start_date = { &iqm_is_set, 1722311000 },
	.aqs_end_date = { &iqm_is_set, 1722315000 },
	.aqs_report_type_id = { &iqm_is_set, 1 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.audience_id = { &iqm_is_set, 101 },
		.concept_group_id = "202335",
	} }, 1 },
};

static const struct iqm_aqs_order aqs_generate_request_regenerate = {
	.aqs_id = { &iqm_is_set, 1 },
};

static const struct iqm_aqs_order_response aqs_generate_response_200 = {
	.outcome = IQM_CREATED,
	.aqs_report_creatable = { &iqm_is_set, true },
	.aqs_chargeable_imps = { &iqm_is_set, 1 },
	.aqs_charged_imps = { &iqm_is_set, 1 },
	.aqs_chargeable_cost = { &iqm_is_set, 1.0 },
	.aqs_charged_cost = { &iqm_is_set, 1.0 },
	.funds_available = { &iqm_is_set, true },
	.effective_aqs_rate = { &iqm_is_set, 1.0 },
};

static const struct iqm_aqs_order_response aqs_generate_response_200_report_exists = {
	.outcome = IQM_EXISTS,
	.aqs_report_created = { &iqm_is_set, false },
	.aqs_id = { &iqm_is_set, 1 },
	.aqs_name = "AQS report 1",
	.aqs_status_id = { &iqm_is_set, 1 },
	.aqs_created_on = { &iqm_is_set, 1722315234 },
	.campaign_ids = { (const int64_t[]){ 1 }, 1 },
	.io_id = { &iqm_is_set, 1 },
	.io_name = "Insertion Order Name",
	.io_type_id = { &iqm_is_set, 1 },
	.aqs_report_type_id = { &iqm_is_set, 1 },
	.aqs_audience_concept_groups = { (const struct iqm_aqs_audience_concept_group *const[]){ &(const struct iqm_aqs_audience_concept_group){
		.audience_id = { &iqm_is_set, 101 },
		.concept_group_id = "202335",
	} }, 1 },
};

static const struct iqm_aqs_order_response aqs_generate_response_200_failure = {
	.outcome = IQM_REFUSED,
	.aqs_report_created = { &iqm_is_set, false },
	.message = "AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing",
};

/* ---- aqs.report-types ---- */

GOLDEN_CALL_PLAIN(iqm_aqs_report_types, iqm_aqs_report_kinds)

static const struct iqm_aqs_report_kinds aqs_report_types_response_200 = {
	.report_type_data = { (const struct iqm_aqs_report_kind *const[]){ &(const struct iqm_aqs_report_kind){
		.id = { &iqm_is_set, 1 },
		.name = "audience",
		.label = "Audience",
		.order = { &iqm_is_set, 1 },
	}, &(const struct iqm_aqs_report_kind){
		.id = { &iqm_is_set, 2 },
		.name = "Campaign",
		.label = "Campaign",
		.order = { &iqm_is_set, 2 },
	} }, 2 },
	.total_records = { &iqm_is_set, 2 },
	.filtered_records = { &iqm_is_set, 2 },
};

/* ---- aqs.download ---- */

GOLDEN_CALL(iqm_aqs_download, iqm_aqs_file_link)

static const struct iqm_aqs_file_request aqs_download_request_default = {
	.file_type_id = { &iqm_is_set, 1 },
	.report_id = { &iqm_is_set, 50 },
};

static const struct iqm_aqs_file_link aqs_download_response_200 = {
	.report_url = "https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC",
};

static const struct iqm_aqs_file_link aqs_download_response_200_other_name = {
	.report_url = "https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc",
};

/* ---- aqs.email ---- */

GOLDEN_CALL(iqm_aqs_email, iqm_confirmation)

static const struct iqm_aqs_email_request aqs_email_request_default = {
	.file_type_id = { &iqm_is_set, 2 },
	.report_id = { &iqm_is_set, 50 },
	.email_ids = { (const char *const[]){ "user1@example.com" }, 1 },
};

static const struct iqm_confirmation aqs_email_response_200 = {
	.message = "AQS report e-mail sent successfully.",
};

/* ---- aqs.delete ---- */

GOLDEN_CALL(iqm_aqs_delete, iqm_confirmation)

static const struct iqm_aqs_ids_query aqs_delete_request_default = {
	.report_ids = { (const int64_t[]){ 10, 9, 8 }, 3 },
};

static const struct iqm_confirmation aqs_delete_response_200 = {
	.message = "255944_AQS_Insights_2 deleted successfully",
};

/* ---- static.insights-statuses ---- */

GOLDEN_CALL_PLAIN(iqm_static_insights_statuses, iqm_static_statuses)

static const struct iqm_static_statuses static_insights_statuses_response_200 = {
	.total_records = { &iqm_is_set, 3 },
	.filtered_records = { &iqm_is_set, 3 },
	.insights_status_data = { (const struct iqm_static_status *const[]){ &(const struct iqm_static_status){
		.id = { &iqm_is_set, 1 },
		.name = "processing",
		.label = "Processing",
		.order = { &iqm_is_set, 1 },
	}, &(const struct iqm_static_status){
		.id = { &iqm_is_set, 2 },
		.name = "ready",
		.label = "Ready",
		.order = { &iqm_is_set, 2 },
	}, &(const struct iqm_static_status){
		.id = { &iqm_is_set, 3 },
		.name = "failed",
		.label = "Failed",
		.order = { &iqm_is_set, 3 },
	} }, 3 },
};

/* ---- static.report-statuses ---- */

GOLDEN_CALL_PLAIN(iqm_static_report_statuses, iqm_static_statuses)

static const struct iqm_static_statuses static_report_statuses_response_200 = {
	.insights_status_data = { (const struct iqm_static_status *const[]){ &(const struct iqm_static_status){
		.id = { &iqm_is_set, 1 },
		.name = "failed",
		.label = "Failed",
		.order = { &iqm_is_set, 1 },
	}, &(const struct iqm_static_status){
		.id = { &iqm_is_set, 2 },
		.name = "processing",
		.label = "Processing",
		.order = { &iqm_is_set, 2 },
	}, &(const struct iqm_static_status){
		.id = { &iqm_is_set, 3 },
		.name = "ready",
		.label = "Ready",
		.order = { &iqm_is_set, 3 },
	}, &(const struct iqm_static_status){
		.id = { &iqm_is_set, 4 },
		.name = "failed_insufficient_funds",
		.label = "Failed",
		.order = { &iqm_is_set, 4 },
	} }, 4 },
};

/* ---- the cases ---- */

const struct golden_request golden_requests[] = {
	{
		.name = "auth_login_request_default",
		.op = &iqm_auth_login_op,
		.forms = &iqm_auth_login_forms,
		.request = &auth_login_request_default,
		.response = "{\"success\":true,\"data\":{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ua/oauth/token",
				"grant_type=password&username=jane.doe%2Binsights%40example.com&password=p%26ss%20w%25rd%3D%C3%A9",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "auth_refresh_request_default",
		.op = &iqm_auth_refresh_op,
		.forms = &iqm_auth_refresh_forms,
		.request = &auth_refresh_request_default,
		.response = "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ua/oauth/token",
				"grant_type=refresh_token&refresh_token=sample%2Frefresh%2Btoken%3D%3D",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_list_request_default",
		.op = &iqm_pld_list_op,
		.forms = &iqm_pld_list_forms,
		.request = &pld_list_request_default,
		.response = "{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/pld-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=%2BpldId",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_campaigns_request_none",
		.op = &iqm_pld_campaigns_op,
		.forms = &iqm_pld_campaigns_forms,
		.response = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/pld-reports/campaigns",
				NULL,
			},
			{
				"openapi",
				"GET",
				"/api/v3/ins/insights/eligible-campaigns?reportType=pld",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_generate_request_new",
		.op = &iqm_pld_generate_op,
		.forms = &iqm_pld_generate_forms,
		.request = &pld_generate_request_new,
		.response = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-report",
				"{\"campaignId\":12345,\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/pld-report",
				"{\"campaignIds\":[12345],\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/pld-report",
				"{\"campaignIds\":[12345],\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_generate_request_regenerate",
		.op = &iqm_pld_generate_op,
		.forms = &iqm_pld_generate_forms,
		.request = &pld_generate_request_regenerate,
		.response = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-report",
				"{\"pldId\":1}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_compute_request_default",
		.op = &iqm_pld_compute_op,
		.forms = &iqm_pld_compute_forms,
		.request = &pld_compute_request_default,
		.response = "{\"success\":true,\"data\":{\"pldReportCreatable\":true,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1755648000000,\"pldEndDate\":1755907199000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":25.5,\"pldChargedCost\":2.55,\"effectivePldRate\":25.5,\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-reports/computation",
				"{\"campaignId\":12345,\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/pld-reports/computation",
				"{\"campaignIds\":[12345],\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/pld-reports/computation",
				"{\"campaignIds\":[12345],\"pldStartDate\":1722311000,\"pldEndDate\":1722315000}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_columns_get_request_none",
		.op = &iqm_pld_columns_get_op,
		.forms = &iqm_pld_columns_get_forms,
		.response = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/pld-reports/columns",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_columns_update_request_default",
		.op = &iqm_pld_columns_update_op,
		.forms = &iqm_pld_columns_update_forms,
		.request = &pld_columns_update_request_default,
		.response = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-reports/columns",
				"{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_download_request_default",
		.op = &iqm_pld_download_op,
		.forms = &iqm_pld_download_forms,
		.request = &pld_download_request_default,
		.response = "{\"success\":true,\"data\":{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-report/download",
				"{\"fileType\":1,\"pldId\":50}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/report/download",
				"{\"fileTypeId\":1,\"reportId\":50}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/pld-report/download",
				"{\"fileTypeId\":1,\"reportId\":50}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/pld-report/download",
				"{\"fileTypeId\":1,\"pldId\":50}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_email_request_default",
		.op = &iqm_pld_email_op,
		.forms = &iqm_pld_email_forms,
		.request = &pld_email_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"PLD report e-mail sent successfully.\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/pld-report/email",
				"{\"fileType\":1,\"pldId\":50,\"emailIds\":[\"user1@example.com\"]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/report/email",
				"{\"fileTypeId\":1,\"reportId\":50,\"emailIds\":[\"user1@example.com\"]}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/pld-report/email",
				"{\"fileTypeId\":1,\"reportId\":50,\"emailIds\":[\"user1@example.com\"]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/pld-report/email",
				"{\"fileTypeId\":1,\"pldId\":50,\"emailIds\":[\"user1@example.com\"]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "pld_delete_request_default",
		.op = &iqm_pld_delete_op,
		.forms = &iqm_pld_delete_forms,
		.request = &pld_delete_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"DELETE",
				"/api/v3/ins/pld-reports?pldIds=10,9",
				NULL,
			},
			{
				"openapi",
				"DELETE",
				"/api/v3/ins/report?reportIds=10,9",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_list_request_default",
		.op = &iqm_sls_list_op,
		.forms = &iqm_sls_list_forms,
		.request = &sls_list_request_default,
		.response = "{\"success\":true,\"data\":{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignId\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/sls-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=-slsId",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_generate_request_new",
		.op = &iqm_sls_generate_op,
		.forms = &iqm_sls_generate_forms,
		.request = &sls_generate_request_new,
		.response = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/sls-reports",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/sls-reports",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/sls-reports",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/sls-reports",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_generate_request_regenerate",
		.op = &iqm_sls_generate_op,
		.forms = &iqm_sls_generate_forms,
		.request = &sls_generate_request_regenerate,
		.response = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/sls-reports",
				"{\"slsId\":1}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_compute_request_default",
		.op = &iqm_sls_compute_op,
		.forms = &iqm_sls_compute_forms,
		.request = &sls_compute_request_default,
		.response = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/sls-reports/computation",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/sls-reports/computation",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/sls-reports/computation",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/sls-reports/computation",
				"{\"ioId\":1234,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"800215\",\"800216\"]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_validate_name_request_default",
		.op = &iqm_sls_validate_name_op,
		.forms = &iqm_sls_validate_name_forms,
		.request = &sls_validate_name_request_default,
		.response = "{\"success\":true,\"data\":\"This SLS report name is valid\"}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/sls-reports/validate/name?reportName=Dummy%20SLS%20Name",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_campaigns_request_none",
		.op = &iqm_sls_campaigns_op,
		.forms = &iqm_sls_campaigns_forms,
		.response = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/sls-reports/campaigns",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_download_request_default",
		.op = &iqm_sls_download_op,
		.forms = &iqm_sls_download_forms,
		.request = &sls_download_request_default,
		.response = "{\"success\":true,\"data\":{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/sls-reports/download",
				"{\"fileType\":1,\"slsId\":50}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/sls-reports/download",
				"{\"fileTypeId\":1,\"reportId\":50}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/sls-reports/download",
				"{\"fileTypeId\":1,\"reportId\":50}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/sls-reports/download",
				"{\"fileTypeId\":1,\"slsId\":50}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_email_request_default",
		.op = &iqm_sls_email_op,
		.forms = &iqm_sls_email_forms,
		.request = &sls_email_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"SLS report e-mail sent successfully.\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/sls-reports/email",
				"{\"fileType\":3,\"slsId\":50,\"emailIds\":[\"user1@example.com\",\"user2@example.com\"]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/sls-reports/email",
				"{\"fileTypeId\":3,\"reportId\":50,\"emailIds\":[\"user1@example.com\",\"user2@example.com\"]}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/sls-reports/email",
				"{\"fileTypeId\":3,\"reportId\":50,\"emailIds\":[\"user1@example.com\",\"user2@example.com\"]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/sls-reports/email",
				"{\"fileTypeId\":3,\"slsId\":50,\"emailIds\":[\"user1@example.com\",\"user2@example.com\"]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "sls_delete_request_default",
		.op = &iqm_sls_delete_op,
		.forms = &iqm_sls_delete_forms,
		.request = &sls_delete_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"DELETE",
				"/api/v3/ins/sls-reports?slsIds=10",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_list_request_default",
		.op = &iqm_aqs_list_op,
		.forms = &iqm_aqs_list_forms,
		.request = &aqs_list_request_default,
		.response = "{\"success\":true,\"data\":{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/aqs-reports?searchField=Corporate%2C%20Inc.%20%26%20Co%2F%C3%A9&noOfEntries=2&pageNo=1&sortBy=reportId",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_campaigns_request_none",
		.op = &iqm_aqs_campaigns_op,
		.forms = &iqm_aqs_campaigns_forms,
		.response = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/aqs-reports/campaigns",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_validate_name_request_default",
		.op = &iqm_aqs_validate_name_op,
		.forms = &iqm_aqs_validate_name_forms,
		.request = &aqs_validate_name_request_default,
		.response = "{\"success\":true,\"data\":{\"available\":true,\"message\":\"This AQS report name is valid\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/aqs-reports/validate/name?reportName=Q4%20%2B%2010%25%20%C3%A9",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_compute_request_default",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.response = "{\"success\":true,\"data\":{\"aqsReportCreated\":true,\"campaignId\":1,\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsName\":\"Dummy AQS Name\",\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"},\"fundsAvailable\":true}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/aqs-reports/computation",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/aqs-reports/computation",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{
				"samples",
				"POST",
				"/api/v3/ins/aqs-reports/computation",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/aqs-reports/computation",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/aqs-reports/computation",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_generate_request_new",
		.op = &iqm_aqs_generate_op,
		.forms = &iqm_aqs_generate_forms,
		.request = &aqs_generate_request_new,
		.response = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
			},
			{
				"openapi",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{
				"samples",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}",
			},
			{
				"july-file",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{
				"older-file",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"campaignId\":1,\"aqsName\":\"Dummy AQS Name\",\"aqsStartDate\":1722311000000,\"aqsEndDate\":1722315000000,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":202335}]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_generate_request_regenerate",
		.op = &iqm_aqs_generate_op,
		.forms = &iqm_aqs_generate_forms,
		.request = &aqs_generate_request_regenerate,
		.response = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/aqs-reports",
				"{\"aqsId\":1}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_report_types_request_none",
		.op = &iqm_aqs_report_types_op,
		.forms = &iqm_aqs_report_types_forms,
		.response = "{\"success\":true,\"data\":{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/static/aqs-reports/report-types",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_download_request_default",
		.op = &iqm_aqs_download_op,
		.forms = &iqm_aqs_download_forms,
		.request = &aqs_download_request_default,
		.response = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/aqs-reports/download",
				"{\"fileTypeId\":1,\"reportId\":50}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_email_request_default",
		.op = &iqm_aqs_email_op,
		.forms = &iqm_aqs_email_forms,
		.request = &aqs_email_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"AQS report e-mail sent successfully.\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"POST",
				"/api/v3/ins/aqs-reports/email",
				"{\"fileTypeId\":2,\"reportId\":50,\"emailIds\":[\"user1@example.com\"]}",
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "aqs_delete_request_default",
		.op = &iqm_aqs_delete_op,
		.forms = &iqm_aqs_delete_forms,
		.request = &aqs_delete_request_default,
		.response = "{\"success\":true,\"data\":{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"DELETE",
				"/api/v3/ins/aqs-reports?reportIds=10,9,8",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "static_insights_statuses_request_none",
		.op = &iqm_static_insights_statuses_op,
		.forms = &iqm_static_insights_statuses_forms,
		.response = "{\"success\":true,\"data\":{\"totalRecords\":3,\"filterRecords\":3,\"insightsStatusData\":[{\"id\":1,\"name\":\"processing\",\"label\":\"Processing\",\"order\":1},{\"id\":2,\"name\":\"ready\",\"label\":\"Ready\",\"order\":2},{\"id\":3,\"name\":\"failed\",\"label\":\"Failed\",\"order\":3}]}}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/static/insights/status/list",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
	{
		.name = "static_report_statuses_request_none",
		.op = &iqm_static_report_statuses_op,
		.forms = &iqm_static_report_statuses_forms,
		.response = "{\"success\":true,\"data\":[{\"id\":1,\"name\":\"failed\",\"displayName\":\"Failed\",\"order\":1},{\"id\":2,\"name\":\"processing\",\"displayName\":\"Processing\",\"order\":2},{\"id\":3,\"name\":\"ready\",\"displayName\":\"Ready\",\"order\":3},{\"id\":4,\"name\":\"failed_insufficient_funds\",\"displayName\":\"Failed\",\"order\":4}]}",
		.sent = (const struct golden_sent[]){
			{
				"page",
				"GET",
				"/api/v3/ins/static/report-status",
				NULL,
			},
			{ NULL, NULL, NULL, NULL },
		},
	},
};
const size_t golden_request_len = sizeof(golden_requests) / sizeof(golden_requests[0]);

const struct golden_response golden_responses[] = {
	{
		.name = "auth_login_response_200",
		.op = &iqm_auth_login_op,
		.forms = &iqm_auth_login_forms,
		.request = &auth_login_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}}",
		.err = IQM_OK,
		.want = &auth_login_response_200,
		.json = "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}",
	},
	{
		.name = "auth_login_response_200_unwrapped",
		.op = &iqm_auth_login_op,
		.forms = &iqm_auth_login_forms,
		.request = &auth_login_request_default,
		.status = 200,
		.body = "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}",
		.err = IQM_OK,
		.want = &auth_login_response_200_unwrapped,
		.json = "{\"access_token\":\"sample-access-token\",\"refresh_token\":\"sample-refresh-token\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}",
	},
	{
		.name = "auth_login_response_400",
		.op = &iqm_auth_login_op,
		.forms = &iqm_auth_login_forms,
		.request = &auth_login_request_default,
		.status = 400,
		.body = "{\"success\":false,\"data\":{\"status\":\"On Hold\",\"reason\":\"The organization is on hold.\",\"supportEmail\":\"support@example.com\"},\"errorObjects\":[{\"error\":\"User is not allowed to access provided customer\",\"reason\":\"User is not associated with any active organization.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "User is not allowed to access provided customer", .reason = "User is not associated with any active organization." },
			{ .error = "On Hold", .reason = "The organization is on hold.", .contact = "support@example.com" },
		},
	},
	{
		.name = "auth_login_response_403",
		.op = &iqm_auth_login_op,
		.forms = &iqm_auth_login_forms,
		.request = &auth_login_request_default,
		.status = 403,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"User doesn't exist or user is not allowed to provided workspace.\"}]}",
		.err = IQM_E_FORBIDDEN,
		.reasons = {
			{ .error = "User doesn't exist or user is not allowed to provided workspace." },
		},
	},
	{
		.name = "auth_refresh_response_200",
		.op = &iqm_auth_refresh_op,
		.forms = &iqm_auth_refresh_forms,
		.request = &auth_refresh_request_default,
		.status = 200,
		.body = "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}",
		.err = IQM_OK,
		.want = &auth_refresh_response_200,
		.json = "{\"access_token\":\"sample-access-token-2\",\"refresh_token\":\"sample-refresh-token-2\",\"scope\":\"read write\",\"token_type\":\"bearer\",\"expires_in\":35999}",
	},
	{
		.name = "pld_list_response_200",
		.op = &iqm_pld_list_op,
		.forms = &iqm_pld_list_forms,
		.request = &pld_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}}",
		.err = IQM_OK,
		.want = &pld_list_response_200,
		.json = "{\"totalRecords\":10,\"pldReportDataList\":[{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignIds\":[21145],\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,\"ioTypeId\":1},{\"pldId\":9,\"pldName\":\"530667_PLD_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949],\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"pldCreatedOn\":1720325578,\"creativeTypeId\":14,\"campaignPldTimezoneId\":29,\"ioTypeId\":1}],\"filteredRecords\":10}",
	},
	{
		.name = "pld_list_response_200_schema",
		.op = &iqm_pld_list_op,
		.forms = &iqm_pld_list_forms,
		.request = &pld_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filterRecords\":1,\"pldReportDataList\":[{\"pldId\":11,\"pldName\":\"530667_PLD_Insights_8\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949,4950],\"pldStatus\":2,\"pldStartDate\":1732165200000,\"pldEndDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"pldCreatedOn\":1755850851560,\"campaignTimezoneId\":29,\"ioTypeId\":1,\"campaignStatus\":\"running\"}]}}",
		.err = IQM_OK,
		.want = &pld_list_response_200_schema,
		.json = "{\"totalRecords\":1,\"pldReportDataList\":[{\"pldId\":11,\"pldName\":\"530667_PLD_Insights_8\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949,4950],\"pldStatusId\":2,\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"pldCreatedOn\":1755850851560,\"campaignPldTimezoneId\":29,\"ioTypeId\":1,\"campaignStatus\":\"running\"}],\"filteredRecords\":1}",
	},
	{
		.name = "pld_campaigns_response_200",
		.op = &iqm_pld_campaigns_op,
		.forms = &iqm_pld_campaigns_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}",
		.err = IQM_OK,
		.want = &pld_campaigns_response_200,
		.json = "{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}",
	},
	{
		.name = "pld_campaigns_response_200_numbers",
		.op = &iqm_pld_campaigns_op,
		.forms = &iqm_pld_campaigns_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[451351,451352],\"paused\":[],\"expired\":[{\"campaignId\":470839,\"campaignPldTimezoneId\":29}]}}",
		.err = IQM_OK,
		.want = &pld_campaigns_response_200_numbers,
		.json = "{\"running\":[{\"campaignId\":451351},{\"campaignId\":451352}],\"paused\":[],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}",
	},
	{
		.name = "pld_generate_response_200",
		.op = &iqm_pld_generate_op,
		.forms = &iqm_pld_generate_forms,
		.request = &pld_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &pld_generate_response_200,
		.json = "{\"pldReportCreated\":true,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1722311000,\"pldEndDate\":1722315000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":1000,\"pldChargedCost\":100,\"fundsAvailable\":true}",
	},
	{
		.name = "pld_generate_response_200_exists",
		.op = &iqm_pld_generate_op,
		.forms = &iqm_pld_generate_forms,
		.request = &pld_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatusId\":2,\"pldCreatedOn\":1722315234,\"campaignId\":1,\"campaignName\":\"Campaign Name\",\"creativeTypeId\":11,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}}",
		.err = IQM_E_PRICE,
		.want = &pld_generate_response_200_exists,
		.json = "{\"pldReportCreated\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatusId\":2,\"pldCreatedOn\":1722315234,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"creativeTypeId\":11,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}",
	},
	{
		.name = "pld_generate_response_200_failure",
		.op = &iqm_pld_generate_op,
		.forms = &iqm_pld_generate_forms,
		.request = &pld_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_E_PRICE,
		.want = &pld_generate_response_200_failure,
		.json = "{\"pldReportCreated\":false,\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "pld_compute_response_200",
		.op = &iqm_pld_compute_op,
		.forms = &iqm_pld_compute_forms,
		.request = &pld_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreatable\":true,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1755648000000,\"pldEndDate\":1755907199000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":25.5,\"pldChargedCost\":2.55,\"effectivePldRate\":25.5,\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &pld_compute_response_200,
		.json = "{\"pldReportCreatable\":true,\"campaignIds\":[1],\"campaignName\":\"Campaign Name\",\"campaignStatus\":\"running\",\"pldStartDate\":1755648000000,\"pldEndDate\":1755907199000,\"pldChargeableImps\":1000,\"pldChargedImps\":100,\"pldChargeableCost\":25.5,\"pldChargedCost\":2.55,\"fundsAvailable\":true,\"effectivePldRate\":25.5}",
	},
	{
		.name = "pld_compute_response_200_exists",
		.op = &iqm_pld_compute_op,
		.forms = &iqm_pld_compute_forms,
		.request = &pld_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreatable\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatus\":2,\"pldCreatedOn\":1755850851560,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}}",
		.err = IQM_OK,
		.want = &pld_compute_response_200_exists,
		.json = "{\"pldReportCreatable\":false,\"pldId\":1,\"pldName\":\"530667_PLD_Insights_1\",\"pldStatusId\":2,\"pldCreatedOn\":1755850851560,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1}",
	},
	{
		.name = "pld_compute_response_200_processing",
		.op = &iqm_pld_compute_op,
		.forms = &iqm_pld_compute_forms,
		.request = &pld_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportCreatable\":false,\"processingCampaignIds\":[1],\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_OK,
		.want = &pld_compute_response_200_processing,
		.json = "{\"pldReportCreatable\":false,\"processingCampaignIds\":[1],\"message\":\"PLD Insights can't be generated for this campaign at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "pld_columns_get_response_200",
		.op = &iqm_pld_columns_get_op,
		.forms = &iqm_pld_columns_get_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}",
		.err = IQM_OK,
		.want = &pld_columns_get_response_200,
		.json = "{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
	},
	{
		.name = "pld_columns_update_response_200",
		.op = &iqm_pld_columns_update_op,
		.forms = &iqm_pld_columns_update_forms,
		.request = &pld_columns_update_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}}",
		.err = IQM_OK,
		.want = &pld_columns_update_response_200,
		.json = "{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}",
	},
	{
		.name = "pld_download_response_200",
		.op = &iqm_pld_download_op,
		.forms = &iqm_pld_download_forms,
		.request = &pld_download_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}",
		.err = IQM_OK,
		.want = &pld_download_response_200,
		.json = "{\"pldReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}",
	},
	{
		.name = "pld_download_response_422",
		.op = &iqm_pld_download_op,
		.forms = &iqm_pld_download_forms,
		.request = &pld_download_request_default,
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Invalid sortBy value." },
		},
	},
	{
		.name = "pld_email_response_200",
		.op = &iqm_pld_email_op,
		.forms = &iqm_pld_email_forms,
		.request = &pld_email_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"PLD report e-mail sent successfully.\"}}",
		.err = IQM_OK,
		.want = &pld_email_response_200,
		.json = "{\"message\":\"PLD report e-mail sent successfully.\"}",
	},
	{
		.name = "pld_delete_response_200",
		.op = &iqm_pld_delete_op,
		.forms = &iqm_pld_delete_forms,
		.request = &pld_delete_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}",
		.err = IQM_OK,
		.want = &pld_delete_response_200,
		.json = "{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}",
	},
	{
		.name = "sls_list_response_200",
		.op = &iqm_sls_list_op,
		.forms = &iqm_sls_list_forms,
		.request = &sls_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignId\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}}",
		.err = IQM_OK,
		.want = &sls_list_response_200,
		.json = "{\"totalRecords\":2,\"slsReportDataList\":[{\"slsId\":10,\"slsName\":\"530667_SLS_Insights_7\",\"campaignIds\":[21145,21146,21147],\"slsStatusId\":3,\"slsStatusName\":\"Failed\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"slsCreatedOn\":1721253632,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"pdfFileSize\":2500000,\"excelFileSize\":2500000,\"slsReportTypeIds\":[1,2,3]},{\"slsId\":9,\"slsName\":\"530667_SLS_Insights_6\",\"campaignIds\":[4949,5959],\"slsStatusId\":2,\"slsStatusName\":\"Processing\",\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"slsCreatedOn\":1720325578,\"campaignSlsTimezoneId\":29,\"ioTypeId\":1,\"slsReportTypeIds\":[1,3]}],\"filteredRecords\":2}",
	},
	{
		.name = "sls_list_response_200_schema",
		.op = &iqm_sls_list_op,
		.forms = &iqm_sls_list_forms,
		.request = &sls_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,\"slsReportDataList\":[{\"slsId\":11,\"slsName\":\"Study\",\"campaignId\":7,\"slsStatus\":2,\"slsStartDate\":1732165200000,\"slsEndDate\":1732424399000,\"reportTypes\":[1,2],\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"competitorConceptGroupIds\":[\"800214\"],\"slsCreatedOn\":1755850851560}]}}",
		.err = IQM_OK,
		.want = &sls_list_response_200_schema,
		.json = "{\"totalRecords\":1,\"slsReportDataList\":[{\"slsId\":11,\"slsName\":\"Study\",\"campaignIds\":[7],\"slsStatusId\":2,\"startDate\":1732165200000,\"endDate\":1732424399000,\"slsCreatedOn\":1755850851560,\"slsReportTypeIds\":[1,2],\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"competitorConceptGroupIds\":[800214]}],\"filteredRecords\":1}",
	},
	{
		.name = "sls_generate_response_200",
		.op = &iqm_sls_generate_op,
		.forms = &iqm_sls_generate_forms,
		.request = &sls_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &sls_generate_response_200,
		.json = "{\"slsReportCreated\":true,\"slsName\":\"Dummy SLS Name\",\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}",
	},
	{
		.name = "sls_generate_response_200_exists",
		.op = &iqm_sls_generate_op,
		.forms = &iqm_sls_generate_forms,
		.request = &sls_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignId\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"group-b\"]}}",
		.err = IQM_E_PRICE,
		.want = &sls_generate_response_200_exists,
		.json = "{\"slsReportCreated\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,\"group-b\"]}",
	},
	{
		.name = "sls_generate_response_200_processing",
		.op = &iqm_sls_generate_op,
		.forms = &iqm_sls_generate_forms,
		.request = &sls_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_E_PRICE,
		.want = &sls_generate_response_200_processing,
		.json = "{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "sls_compute_response_200",
		.op = &iqm_sls_compute_op,
		.forms = &iqm_sls_compute_forms,
		.request = &sls_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsName\":\"Dummy SLS Name\",\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &sls_compute_response_200,
		.json = "{\"slsReportCreated\":true,\"slsName\":\"Dummy SLS Name\",\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000,\"slsEndDate\":1722315000,\"slsChargeableImps\":1000,\"slsChargedImps\":100,\"slsChargeableCost\":1000,\"slsChargedCost\":100,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,800215,800216],\"fundsAvailable\":true}",
	},
	{
		.name = "sls_compute_response_200_exists",
		.op = &iqm_sls_compute_op,
		.forms = &iqm_sls_compute_forms,
		.request = &sls_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignId\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":\"202335\",\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[\"800214\",\"group-b\"]}}",
		.err = IQM_OK,
		.want = &sls_compute_response_200_exists,
		.json = "{\"slsReportCreatable\":false,\"slsId\":1,\"slsName\":\"Dummy SLS Name\",\"slsStatusId\":2,\"slsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"slsLookbackDuration\":3,\"conceptGroupId\":202335,\"reportTypes\":[1,2,3],\"competitorConceptGroupIds\":[800214,\"group-b\"]}",
	},
	{
		.name = "sls_compute_response_200_processing",
		.op = &iqm_sls_compute_op,
		.forms = &iqm_sls_compute_forms,
		.request = &sls_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_OK,
		.want = &sls_compute_response_200_processing,
		.json = "{\"slsReportCreated\":false,\"message\":\"SLS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "sls_validate_name_response_200",
		.op = &iqm_sls_validate_name_op,
		.forms = &iqm_sls_validate_name_forms,
		.request = &sls_validate_name_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":\"This SLS report name is valid\"}",
		.err = IQM_OK,
		.want = &sls_validate_name_response_200,
		.json = "{\"available\":true,\"message\":\"This SLS report name is valid\"}",
	},
	{
		.name = "sls_validate_name_response_200_object",
		.op = &iqm_sls_validate_name_op,
		.forms = &iqm_sls_validate_name_forms,
		.request = &sls_validate_name_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"available\":false,\"message\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}}",
		.err = IQM_OK,
		.want = &sls_validate_name_response_200_object,
		.json = "{\"available\":false,\"message\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}",
	},
	{
		.name = "sls_validate_name_response_400",
		.op = &iqm_sls_validate_name_op,
		.forms = &iqm_sls_validate_name_forms,
		.request = &sls_validate_name_request_default,
		.status = 400,
		.body = "{\"success\":false,\"data\":\"The name 'Dummy SLS Name' is already used by another report, kindly update the name\"}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "The name 'Dummy SLS Name' is already used by another report, kindly update the name" },
		},
	},
	{
		.name = "sls_campaigns_response_200",
		.op = &iqm_sls_campaigns_op,
		.forms = &iqm_sls_campaigns_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}}",
		.err = IQM_OK,
		.want = &sls_campaigns_response_200,
		.json = "{\"running\":[{\"campaignId\":516038,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":523630,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":500291,\"campaignTimezoneId\":29}]}",
	},
	{
		.name = "sls_download_response_200",
		.op = &iqm_sls_download_op,
		.forms = &iqm_sls_download_forms,
		.request = &sls_download_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}}",
		.err = IQM_OK,
		.want = &sls_download_response_200,
		.json = "{\"slsReportUrl\":\"https://dowload.domain.com/pld-reports/20220101/pld-report-1.xlsx\"}",
	},
	{
		.name = "sls_download_response_200_other_name",
		.op = &iqm_sls_download_op,
		.forms = &iqm_sls_download_forms,
		.request = &sls_download_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc\"}}",
		.err = IQM_OK,
		.want = &sls_download_response_200_other_name,
		.json = "{\"slsReportUrl\":\"https://download.domain.com/sls-reports/2024-12-03/50_Report.pdf?X-Amz-Signature=abc\"}",
	},
	{
		.name = "sls_download_response_422",
		.op = &iqm_sls_download_op,
		.forms = &iqm_sls_download_forms,
		.request = &sls_download_request_default,
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Invalid sortBy value." },
		},
	},
	{
		.name = "sls_email_response_200",
		.op = &iqm_sls_email_op,
		.forms = &iqm_sls_email_forms,
		.request = &sls_email_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"SLS report e-mail sent successfully.\"}}",
		.err = IQM_OK,
		.want = &sls_email_response_200,
		.json = "{\"message\":\"SLS report e-mail sent successfully.\"}",
	},
	{
		.name = "sls_delete_response_200",
		.op = &iqm_sls_delete_op,
		.forms = &iqm_sls_delete_forms,
		.request = &sls_delete_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}}",
		.err = IQM_OK,
		.want = &sls_delete_response_200,
		.json = "{\"message\":\"255944_PLD_Insights_2 deleted successfully\"}",
	},
	{
		.name = "sls_delete_response_422",
		.op = &iqm_sls_delete_op,
		.forms = &iqm_sls_delete_forms,
		.request = &sls_delete_request_default,
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Some of the provided SLS ID(s) are either already deleted, do not exist, or do not have a 'failed' status.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Some of the provided SLS ID(s) are either already deleted, do not exist, or do not have a 'failed' status." },
		},
	},
	{
		.name = "aqs_list_response_200",
		.op = &iqm_aqs_list_op,
		.forms = &iqm_aqs_list_forms,
		.request = &aqs_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignId\":21145,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignId\":4949,\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}}",
		.err = IQM_OK,
		.want = &aqs_list_response_200,
		.json = "{\"totalRecords\":10,\"reportDataList\":[{\"reportId\":10,\"reportName\":\"530667_AQS_Insights_7\",\"campaignName\":\"prod-campaign-21145\",\"campaignIds\":[21145],\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":5,\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,\"reportCreatedOn\":1721253632,\"creativeTypeId\":11,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}},{\"reportId\":9,\"reportName\":\"530667_AQS_Insights_6\",\"campaignName\":\"Campaign-4949\",\"campaignIds\":[4949],\"statusId\":3,\"statusName\":\"Completed\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioId\":15,\"ioName\":\"Quinton for Mayor\",\"isCampaignEligible\":false,\"reportCreatedOn\":1720325578,\"creativeTypeId\":14,\"ioBudgetType\":1,\"campaignTimeZoneId\":29,\"fileSizeDetails\":{\"1\":1024,\"2\":1024}}],\"filteredRecords\":10}",
	},
	{
		.name = "aqs_list_response_200_schema",
		.op = &iqm_aqs_list_op,
		.forms = &iqm_aqs_list_forms,
		.request = &aqs_list_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":1,\"filteredRecords\":1,\"reportDataList\":[{\"reportId\":11,\"reportName\":\"Score\",\"campaignIds\":[1],\"statusId\":2,\"statusName\":\"Processing\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioTypeId\":1,\"fileSizeDetails\":[{\"fileType\":1,\"fileSize\":1024},{\"fileType\":2,\"fileSize\":512}],\"reportTypeIds\":[1]}]}}",
		.err = IQM_OK,
		.want = &aqs_list_response_200_schema,
		.json = "{\"totalRecords\":1,\"reportDataList\":[{\"reportId\":11,\"reportName\":\"Score\",\"campaignIds\":[1],\"statusId\":2,\"statusName\":\"Processing\",\"startDate\":1603152000,\"endDate\":1603411200,\"ioBudgetType\":1,\"fileSizeDetails\":{\"1\":1024,\"2\":512},\"reportTypeIds\":[1]}],\"filteredRecords\":1}",
	},
	{
		.name = "aqs_campaigns_response_200",
		.op = &iqm_aqs_campaigns_op,
		.forms = &iqm_aqs_campaigns_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}}",
		.err = IQM_OK,
		.want = &aqs_campaigns_response_200,
		.json = "{\"running\":[{\"campaignId\":451351,\"campaignTimezoneId\":29}],\"paused\":[{\"campaignId\":451350,\"campaignTimezoneId\":29}],\"expired\":[{\"campaignId\":470839,\"campaignTimezoneId\":29}]}",
	},
	{
		.name = "aqs_campaigns_response_200_empty",
		.op = &iqm_aqs_campaigns_op,
		.forms = &iqm_aqs_campaigns_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[],\"paused\":[],\"expired\":[]}}",
		.err = IQM_OK,
		.want = &aqs_campaigns_response_200_empty,
		.json = "{\"running\":[],\"paused\":[],\"expired\":[]}",
	},
	{
		.name = "aqs_validate_name_response_200_valid",
		.op = &iqm_aqs_validate_name_op,
		.forms = &iqm_aqs_validate_name_forms,
		.request = &aqs_validate_name_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"available\":true,\"message\":\"This AQS report name is valid\"}}",
		.err = IQM_OK,
		.want = &aqs_validate_name_response_200_valid,
		.json = "{\"available\":true,\"message\":\"This AQS report name is valid\"}",
	},
	{
		.name = "aqs_validate_name_response_200_already_used",
		.op = &iqm_aqs_validate_name_op,
		.forms = &iqm_aqs_validate_name_forms,
		.request = &aqs_validate_name_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"available\":false,\"message\":\"The name 'report_name' is already used by another report, kindly update the name\"}}",
		.err = IQM_OK,
		.want = &aqs_validate_name_response_200_already_used,
		.json = "{\"available\":false,\"message\":\"The name 'report_name' is already used by another report, kindly update the name\"}",
	},
	{
		.name = "aqs_validate_name_response_422",
		.op = &iqm_aqs_validate_name_op,
		.forms = &iqm_aqs_validate_name_forms,
		.request = &aqs_validate_name_request_default,
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Please provide name with at least 3 characters and maximum of 100 characters\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Please provide name with at least 3 characters and maximum of 100 characters" },
		},
	},
	{
		.name = "aqs_compute_response_200",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreated\":true,\"campaignId\":1,\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsName\":\"Dummy AQS Name\",\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"},\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &aqs_compute_response_200,
		.json = "{\"aqsReportCreated\":true,\"aqsName\":\"Dummy AQS Name\",\"campaignIds\":[1],\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,\"aqsChargeableImps\":1000,\"aqsChargedImps\":100,\"aqsChargeableCost\":1000,\"aqsChargedCost\":100,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}],\"fundsAvailable\":true}",
	},
	{
		.name = "aqs_compute_response_200_report_exists",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignId\":1,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}}",
		.err = IQM_OK,
		.want = &aqs_compute_response_200_report_exists,
		.json = "{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
	},
	{
		.name = "aqs_compute_response_200_processing",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_OK,
		.want = &aqs_compute_response_200_processing,
		.json = "{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "aqs_compute_response_200_schema_creatable",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"campaignId\":1,\"aqsStartDate\":1622505600,\"aqsEndDate\":1625097600,\"aqsChargeableImps\":1000,\"aqsChargeableCost\":25.5,\"aqsAudienceConceptGroups\":[202335,202336],\"fundsAvailable\":true}}",
		.err = IQM_OK,
		.want = &aqs_compute_response_200_schema_creatable,
		.json = "{\"aqsReportCreatable\":true,\"campaignIds\":[1],\"aqsStartDate\":1622505600,\"aqsEndDate\":1625097600,\"aqsChargeableImps\":1000,\"aqsChargeableCost\":25.5,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"},{\"conceptGroupId\":\"202336\"}],\"fundsAvailable\":true}",
	},
	{
		.name = "aqs_compute_response_200_schema_exists",
		.op = &iqm_aqs_compute_op,
		.forms = &iqm_aqs_compute_forms,
		.request = &aqs_compute_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatus\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":2,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":202335}]}}",
		.err = IQM_OK,
		.want = &aqs_compute_response_200_schema_exists,
		.json = "{\"aqsReportCreatable\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1,2],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":2,\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"}]}",
	},
	{
		.name = "aqs_generate_response_200",
		.op = &iqm_aqs_generate_op,
		.forms = &iqm_aqs_generate_forms,
		.request = &aqs_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}}",
		.err = IQM_OK,
		.want = &aqs_generate_response_200,
		.json = "{\"aqsReportCreatable\":true,\"aqsChargeableImps\":1,\"aqsChargedImps\":1,\"aqsChargeableCost\":1,\"aqsChargedCost\":1,\"fundsAvailable\":true,\"effectiveAqsRate\":1}",
	},
	{
		.name = "aqs_generate_response_200_report_exists",
		.op = &iqm_aqs_generate_op,
		.forms = &iqm_aqs_generate_forms,
		.request = &aqs_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignId\":1,\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":{\"audienceId\":101,\"conceptGroupId\":\"202335\"}}}",
		.err = IQM_E_PRICE,
		.want = &aqs_generate_response_200_report_exists,
		.json = "{\"aqsReportCreated\":false,\"aqsId\":1,\"aqsName\":\"AQS report 1\",\"aqsStatusId\":1,\"aqsCreatedOn\":1722315234,\"campaignIds\":[1],\"ioId\":1,\"ioName\":\"Insertion Order Name\",\"ioTypeId\":1,\"aqsReportTypeId\":1,\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}",
	},
	{
		.name = "aqs_generate_response_200_failure",
		.op = &iqm_aqs_generate_op,
		.forms = &iqm_aqs_generate_forms,
		.request = &aqs_generate_request_new,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}}",
		.err = IQM_E_PRICE,
		.want = &aqs_generate_response_200_failure,
		.json = "{\"aqsReportCreated\":false,\"message\":\"AQS Insights can't be generated for this campaigns at the moment as another insight with overlapping date range is processing\"}",
	},
	{
		.name = "aqs_report_types_response_200",
		.op = &iqm_aqs_report_types_op,
		.forms = &iqm_aqs_report_types_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}}",
		.err = IQM_OK,
		.want = &aqs_report_types_response_200,
		.json = "{\"reportTypeData\":[{\"id\":1,\"name\":\"audience\",\"label\":\"Audience\",\"order\":1},{\"id\":2,\"name\":\"Campaign\",\"label\":\"Campaign\",\"order\":2}],\"totalRecords\":2,\"filteredRecords\":2}",
	},
	{
		.name = "aqs_download_response_200",
		.op = &iqm_aqs_download_op,
		.forms = &iqm_aqs_download_forms,
		.request = &aqs_download_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}}",
		.err = IQM_OK,
		.want = &aqs_download_response_200,
		.json = "{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC\"}",
	},
	{
		.name = "aqs_download_response_200_other_name",
		.op = &iqm_aqs_download_op,
		.forms = &iqm_aqs_download_forms,
		.request = &aqs_download_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"reportURL\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc\"}}",
		.err = IQM_OK,
		.want = &aqs_download_response_200_other_name,
		.json = "{\"reportUrl\":\"https://download.domain.com/aqs-reports/2024-12-03/50_Report.csv?X-Amz-Signature=abc\"}",
	},
	{
		.name = "aqs_download_response_400",
		.op = &iqm_aqs_download_op,
		.forms = &iqm_aqs_download_forms,
		.request = &aqs_download_request_default,
		.status = 400,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV." },
		},
	},
	{
		.name = "aqs_download_response_422",
		.op = &iqm_aqs_download_op,
		.forms = &iqm_aqs_download_forms,
		.request = &aqs_download_request_default,
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}",
		.err = IQM_E_REFUSED,
		.reasons = {
			{ .error = "Invalid sortBy value." },
		},
	},
	{
		.name = "aqs_email_response_200",
		.op = &iqm_aqs_email_op,
		.forms = &iqm_aqs_email_forms,
		.request = &aqs_email_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"AQS report e-mail sent successfully.\"}}",
		.err = IQM_OK,
		.want = &aqs_email_response_200,
		.json = "{\"message\":\"AQS report e-mail sent successfully.\"}",
	},
	{
		.name = "aqs_delete_response_200",
		.op = &iqm_aqs_delete_op,
		.forms = &iqm_aqs_delete_forms,
		.request = &aqs_delete_request_default,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}}",
		.err = IQM_OK,
		.want = &aqs_delete_response_200,
		.json = "{\"message\":\"255944_AQS_Insights_2 deleted successfully\"}",
	},
	{
		.name = "static_insights_statuses_response_200",
		.op = &iqm_static_insights_statuses_op,
		.forms = &iqm_static_insights_statuses_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"totalRecords\":3,\"filterRecords\":3,\"insightsStatusData\":[{\"id\":1,\"name\":\"processing\",\"label\":\"Processing\",\"order\":1},{\"id\":2,\"name\":\"ready\",\"label\":\"Ready\",\"order\":2},{\"id\":3,\"name\":\"failed\",\"label\":\"Failed\",\"order\":3}]}}",
		.err = IQM_OK,
		.want = &static_insights_statuses_response_200,
		.json = "{\"totalRecords\":3,\"filteredRecords\":3,\"insightsStatusData\":[{\"id\":1,\"name\":\"processing\",\"label\":\"Processing\",\"order\":1},{\"id\":2,\"name\":\"ready\",\"label\":\"Ready\",\"order\":2},{\"id\":3,\"name\":\"failed\",\"label\":\"Failed\",\"order\":3}]}",
	},
	{
		.name = "static_report_statuses_response_200",
		.op = &iqm_static_report_statuses_op,
		.forms = &iqm_static_report_statuses_forms,
		.status = 200,
		.body = "{\"success\":true,\"data\":[{\"id\":1,\"name\":\"failed\",\"displayName\":\"Failed\",\"order\":1},{\"id\":2,\"name\":\"processing\",\"displayName\":\"Processing\",\"order\":2},{\"id\":3,\"name\":\"ready\",\"displayName\":\"Ready\",\"order\":3},{\"id\":4,\"name\":\"failed_insufficient_funds\",\"displayName\":\"Failed\",\"order\":4}]}",
		.err = IQM_OK,
		.want = &static_report_statuses_response_200,
		.json = "{\"insightsStatusData\":[{\"id\":1,\"name\":\"failed\",\"label\":\"Failed\",\"order\":1},{\"id\":2,\"name\":\"processing\",\"label\":\"Processing\",\"order\":2},{\"id\":3,\"name\":\"ready\",\"label\":\"Ready\",\"order\":3},{\"id\":4,\"name\":\"failed_insufficient_funds\",\"label\":\"Failed\",\"order\":4}]}",
	},
};
const size_t golden_response_len = sizeof(golden_responses) / sizeof(golden_responses[0]);

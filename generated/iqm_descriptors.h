/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/**
 * What generated files share, and tools that walk the descriptors: every operation as data. Not for
 * users: it may change whenever IQM_ABI does.
 */
#ifndef IQM_DESCRIPTORS_H
#define IQM_DESCRIPTORS_H

#include <iqm/gen.h>
#include <iqm/insights.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Operation auth.login as data, what iqm_auth_login() calls. Constant. */
IQM_API extern const struct iqm_op iqm_auth_login_op;

/** Operation auth.refresh as data, what iqm_auth_refresh() calls. Constant. */
IQM_API extern const struct iqm_op iqm_auth_refresh_op;

/** Operation pld.list as data, what iqm_pld_list() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_list_op;

/** Operation pld.campaigns as data, what iqm_pld_campaigns() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_campaigns_op;

/** Operation pld.generate as data, what iqm_pld_generate() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_generate_op;

/** Operation pld.compute as data, what iqm_pld_compute() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_compute_op;

/** Operation pld.columns-get as data, what iqm_pld_columns_get() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_columns_get_op;

/** Operation pld.columns-update as data, what iqm_pld_columns_update() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_columns_update_op;

/** Operation pld.download as data, what iqm_pld_download() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_download_op;

/** Operation pld.email as data, what iqm_pld_email() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_email_op;

/** Operation pld.delete as data, what iqm_pld_delete() calls. Constant. */
IQM_API extern const struct iqm_op iqm_pld_delete_op;

/** Operation sls.list as data, what iqm_sls_list() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_list_op;

/** Operation sls.generate as data, what iqm_sls_generate() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_generate_op;

/** Operation sls.compute as data, what iqm_sls_compute() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_compute_op;

/** Operation sls.validate-name as data, what iqm_sls_validate_name() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_validate_name_op;

/** Operation sls.campaigns as data, what iqm_sls_campaigns() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_campaigns_op;

/** Operation sls.download as data, what iqm_sls_download() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_download_op;

/** Operation sls.email as data, what iqm_sls_email() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_email_op;

/** Operation sls.delete as data, what iqm_sls_delete() calls. Constant. */
IQM_API extern const struct iqm_op iqm_sls_delete_op;

/** Operation aqs.list as data, what iqm_aqs_list() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_list_op;

/** Operation aqs.campaigns as data, what iqm_aqs_campaigns() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_campaigns_op;

/** Operation aqs.validate-name as data, what iqm_aqs_validate_name() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_validate_name_op;

/** Operation aqs.compute as data, what iqm_aqs_compute() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_compute_op;

/** Operation aqs.generate as data, what iqm_aqs_generate() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_generate_op;

/** Operation aqs.report-types as data, what iqm_aqs_report_types() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_report_types_op;

/** Operation aqs.download as data, what iqm_aqs_download() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_download_op;

/** Operation aqs.email as data, what iqm_aqs_email() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_email_op;

/** Operation aqs.delete as data, what iqm_aqs_delete() calls. Constant. */
IQM_API extern const struct iqm_op iqm_aqs_delete_op;

/**
 * Operation static.insights-statuses as data, what iqm_static_insights_statuses() calls. Constant.
 */
IQM_API extern const struct iqm_op iqm_static_insights_statuses_op;

/** Operation static.report-statuses as data, what iqm_static_report_statuses() calls. Constant. */
IQM_API extern const struct iqm_op iqm_static_report_statuses_op;

/* Structs that families share; of use to generated files only, so not exported. */
enum {
	iqm_list_query_field_search_field,
	iqm_list_query_field_no_of_entries,
	iqm_list_query_field_page_no,
	iqm_list_query_field_sort_by,
};
extern const struct iqm_field iqm_list_query_fields[];
extern const struct iqm_descriptor iqm_list_query_descriptor;

enum {
	iqm_campaign_field_campaign_id,
	iqm_campaign_field_campaign_timezone_id,
};
extern const struct iqm_field iqm_campaign_fields[];
extern const struct iqm_descriptor iqm_campaign_descriptor;

enum {
	iqm_eligible_campaigns_field_running,
	iqm_eligible_campaigns_field_paused,
	iqm_eligible_campaigns_field_expired,
};
extern const struct iqm_field iqm_eligible_campaigns_fields[];
extern const struct iqm_descriptor iqm_eligible_campaigns_descriptor;

enum {
	iqm_name_query_field_report_name,
};
extern const struct iqm_field iqm_name_query_fields[];
extern const struct iqm_descriptor iqm_name_query_descriptor;

enum {
	iqm_name_check_field_available,
	iqm_name_check_field_message,
};
extern const struct iqm_field iqm_name_check_fields[];
extern const struct iqm_descriptor iqm_name_check_descriptor;

enum {
	iqm_confirmation_field_message,
};
extern const struct iqm_field iqm_confirmation_fields[];
extern const struct iqm_descriptor iqm_confirmation_descriptor;

#ifdef __cplusplus
}
#endif

#endif

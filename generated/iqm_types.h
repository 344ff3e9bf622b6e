/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml by `make regen`: change the spec, not this file. */

#ifndef IQM_TYPES_H
#define IQM_TYPES_H

#include <iqm/iqm.h>

#if IQM_ABI != 2
#error "made for ABI 2 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* File types of a download. The API page offers 1 and 2; the library sends any. */
enum iqm_file_type {
	IQM_FILE_TYPE_XLSX = 1,
	IQM_FILE_TYPE_CSV = 2,
	IQM_FILE_TYPE_PDF = 3,
	IQM_FILE_TYPE_ZIP = 4
};

/*
 * Status ids as the API's own status list has them. Other documents of IQM number them differently,
 * so prefer a status name where a row has one, and take an unknown id as "not ready yet".
 */
enum iqm_insights_status {
	IQM_INSIGHTS_STATUS_PROCESSING = 1,
	IQM_INSIGHTS_STATUS_READY = 2,
	IQM_INSIGHTS_STATUS_FAILED = 3
};

/* Analyses of a ScriptLift study. */
enum iqm_sls_report_type {
	IQM_SLS_REPORT_TYPE_PRE_VS_POST = 1,
	IQM_SLS_REPORT_TYPE_EXPOSED_VS_UNDEREXPOSED = 2,
	IQM_SLS_REPORT_TYPE_COMPETITIVE = 3
};

/* Audience Quality Score by audience or by campaign. */
enum iqm_aqs_report_type {
	IQM_AQS_REPORT_TYPE_AUDIENCE = 1,
	IQM_AQS_REPORT_TYPE_CAMPAIGN = 2
};

/* A campaign that a report can be made for. */
struct iqm_campaign {
	struct iqm_int campaign_id;          /* Campaign id. */
	struct iqm_int campaign_timezone_id; /* Id of the campaign's time zone. */
};

/* A list of them; absent where `items` is NULL. */
struct iqm_campaign_list {
	const struct iqm_campaign *items;
	size_t len;
};

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml by `make regen`: change the spec, not this file. */

/** Enums and structs that the families share. */
#ifndef IQM_TYPES_H
#define IQM_TYPES_H

#include <iqm/iqm.h>

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* File types of a download. The API page offers 1 and 2; the library sends any. */
enum iqm_file_type {
	IQM_FILE_TYPE_XLSX = 1,
	IQM_FILE_TYPE_CSV = 2,
	IQM_FILE_TYPE_PDF = 3,
	IQM_FILE_TYPE_ZIP = 4,
};

/* Status ids as the list that the API page links to has them. `openapi_status` contradicts it. */
enum iqm_insights_status {
	IQM_INSIGHTS_STATUS_PROCESSING = 1,
	IQM_INSIGHTS_STATUS_READY = 2,
	IQM_INSIGHTS_STATUS_FAILED = 3,
};

/*
 * Status ids as IQM's OpenAPI document has them in a second list. `insights_status` contradicts it.
 */
enum iqm_openapi_status {
	IQM_OPENAPI_STATUS_FAILED = 1,
	IQM_OPENAPI_STATUS_PROCESSING = 2,
	IQM_OPENAPI_STATUS_READY = 3,
	IQM_OPENAPI_STATUS_FAILED_INSUFFICIENT_FUNDS = 4,
};

/*
 * What a status id may mean, by both of IQM's lists. A status name decides where a row has one;
 * else polls and waits ask for the link of the report's file, which only a ready report has.
 */
enum iqm_status_id {
	IQM_STATUS_ID_PROCESSING_OR_FAILED = 1,
	IQM_STATUS_ID_READY_OR_PROCESSING = 2,
	IQM_STATUS_ID_READY_OR_FAILED = 3,
	IQM_STATUS_ID_FAILED = 4,
};

/* Analyses of an SLS report. */
enum iqm_sls_report_type {
	IQM_SLS_REPORT_TYPE_PRE_VS_POST = 1,
	IQM_SLS_REPORT_TYPE_EXPOSED_VS_UNDEREXPOSED = 2,
	IQM_SLS_REPORT_TYPE_COMPETITIVE = 3,
};

/* Audience Quality Score by audience or by campaign. */
enum iqm_aqs_report_type {
	IQM_AQS_REPORT_TYPE_AUDIENCE = 1,
	IQM_AQS_REPORT_TYPE_CAMPAIGN = 2,
};

/* Which rows of a list to send, and in which order. */
struct iqm_list_query {
	/*
	 * Free text to filter by; the service chooses the columns that it matches. Which ones is
	 * not documented.
	 */
	const char *search_field;
	/* Rows on a page. Unit: rows. Default: 200. From 1 to 1000. */
	struct iqm_int no_of_entries;
	/* Page number; the first is 1. Default: 1. */
	struct iqm_int page_no;
	/*
	 * Column to sort by; with `-` before it from the highest. It is the wire name of a field of
	 * the rows, such as `-ioId`; the command takes the column's name, such as `-io-id`, too.
	 * Without it PLD and SLS reports come by descending id; of AQS the page says ascending and
	 * shows descending ids.
	 */
	const char *sort_by;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* A campaign that a report can be made for. */
struct iqm_campaign {
	/* Campaign id. */
	struct iqm_int campaign_id;
	/* Id of the campaign's time zone. */
	struct iqm_int campaign_timezone_id;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_campaign_list {
	const struct iqm_campaign *const *items;
	size_t len;
};

/* Campaigns that a report can be made for, by their status. */
struct iqm_eligible_campaigns {
	/* Campaigns that are running. */
	struct iqm_campaign_list running;
	/* Campaigns that are paused. */
	struct iqm_campaign_list paused;
	/* Campaigns that have ended. */
	struct iqm_campaign_list expired;
};

/* A report name to check. */
struct iqm_name_query {
	/* Name to check. Required. 3 to 100 characters. */
	const char *report_name;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Whether a report name can be used. A string in place of this object means that it can. */
struct iqm_name_check {
	/* Whether the name is free. */
	struct iqm_bool available;
	/* The service's text. */
	const char *message;
};

/* A confirmation. */
struct iqm_confirmation {
	/*
	 * The service's text. After a deletion it names the report, or says how many were deleted.
	 */
	const char *message;
};

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/static.yaml by `make regen`: change the spec, not this file. */

/**
 * Lists that seldom change.
 *
 * What ids mean, as the service lists them. The two lists of statuses contradict each other: see
 * `insights_status` and `openapi_status`. Not on the API page.
 *
 * Arguments: `req` is the request, *rsp gets the response.
 *
 * NULL: where it is not said otherwise `call` may be NULL; `req` and `rsp` may not be NULL.
 *
 * Ownership: `req` is the caller's, and is only read during the call. The caller frees *rsp with
 * iqm_free(); on error it is NULL, unless call->keep_raw is set, or nothing was bought
 * (IQM_E_PRICE).
 *
 * Errors: each call returns 0 or a negative enum iqm_status, with details in call->error.
 * <iqm/iqm.h> says which ones a read, an update, a delete and a purchase have.
 *
 * Threads: they may share a client, but not a `call`. A function whose name ends in _start makes
 * the same call without blocking, for event loops; its `done` is called by the thread that is in
 * iqm_client_dispatch() or iqm_client_close().
 */
#ifndef IQM_STATIC_H
#define IQM_STATIC_H

#include "iqm_types.h"

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A status that a report may have. */
struct iqm_static_status {
	/* Status id. */
	struct iqm_int id;
	/* Name for programs, as "processing". */
	const char *name;
	/* Name for people. */
	const char *label;
	/* Place in lists. */
	struct iqm_int order;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_static_status_list {
	const struct iqm_static_status *const *items;
	size_t len;
};

/* The statuses. A list in place of this object is its `insightsStatusData`. */
struct iqm_static_statuses {
	/* Number of statuses. Unit: rows. */
	struct iqm_int total_records;
	/* The same. Unit: rows. */
	struct iqm_int filtered_records;
	/* The statuses. */
	struct iqm_static_status_list insights_status_data;
};

/* ---- static.insights-statuses: GET /api/v3/ins/static/insights/status/list ---- */

/**
 * List what the status ids of insights mean. The list that the API page links to.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_static_insights_statuses(struct iqm_client *client,
					 struct iqm_static_statuses **rsp,
					 struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_static_insights_statuses_start() came to: `status` is what
 * iqm_static_insights_statuses() returns, and `rsp` is the callee's to iqm_free().
 */
typedef void iqm_static_insights_statuses_done(void *context, int status,
					       struct iqm_static_statuses *rsp,
					       struct iqm_call *call);

/** Starts iqm_static_insights_statuses(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_static_insights_statuses_start(struct iqm_client *client, struct iqm_call *call,
					       iqm_static_insights_statuses_done *done,
					       void *context) IQM_NODISCARD;

/* ---- static.report-statuses: GET /api/v3/ins/static/report-status ---- */

/**
 * List what the status ids of reports mean. The other list of the OpenAPI document.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_static_report_statuses(struct iqm_client *client, struct iqm_static_statuses **rsp,
				       struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_static_report_statuses_start() came to: `status` is what iqm_static_report_statuses()
 * returns, and `rsp` is the callee's to iqm_free().
 */
typedef void iqm_static_report_statuses_done(void *context, int status,
					     struct iqm_static_statuses *rsp,
					     struct iqm_call *call);

/** Starts iqm_static_report_statuses(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_static_report_statuses_start(struct iqm_client *client, struct iqm_call *call,
					     iqm_static_report_statuses_done *done,
					     void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif

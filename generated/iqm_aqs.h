/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/aqs.yaml by `make regen`: change the spec, not this file. */

/**
 * Audience Quality Score reports.
 *
 * How well an audience matched the patients it was meant to reach. A healthcare campaign qualifies
 * while it runs, while it is paused and up to 2 years after it ended, if it ran 14 days or more
 * with 1,000 impressions or more and has patient audiences that are ready. Timestamps are epoch
 * seconds here, not milliseconds. IQM's OpenAPI document says milliseconds for what is sent:
 * dialect openapi sends those, from the same values.
 *
 * Arguments: `req` is the request, *rsp gets the response. `reports` are reports of this family,
 * `len` of them. `pager` is what the function that opens one gave.
 *
 * NULL: where it is not said otherwise `call` may be NULL; `req` and `rsp` may not be NULL, nor may
 * `pager`, nor may `reports` where `len` is not 0.
 *
 * Ownership: `req` is the caller's, and is only read during the call. The caller frees *rsp with
 * iqm_free(); on error it is NULL, unless call->keep_raw is set, or nothing was bought
 * (IQM_E_PRICE). `reports` are the caller's, and are written. `pager` is the caller's to close.
 *
 * Errors: each call returns 0 or a negative enum iqm_status, with details in call->error.
 * <iqm/iqm.h> says which ones a read, an update, a delete and a purchase have.
 *
 * Threads: they may share a client, but not a `call` or a `pager`. A function whose name ends in
 * _start makes the same call without blocking, for event loops; its `done` is called by the thread
 * that is in iqm_client_dispatch() or iqm_client_close().
 */
#ifndef IQM_AQS_H
#define IQM_AQS_H

#include <iqm/reports.h>
#include "iqm_types.h"

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* An AQS report as the list shows it. */
struct iqm_aqs_report {
	/* Report id. */
	struct iqm_int report_id;
	/* Name given by the buyer. */
	const char *report_name;
	/* Name of the campaign. */
	const char *campaign_name;
	/* The campaign. It is a list because IQM's documents differ. */
	struct iqm_ints campaign_ids;
	/*
	 * Status id; the status name is surer. The API page has 3 for Completed, which contradicts
	 * its own status list.
	 */
	struct iqm_int status_id;
	/* Status name: "Completed" is ready; compare without regard to case. */
	const char *status_name;
	/* Start of the report. */
	struct iqm_s start_date;
	/* End of the report. */
	struct iqm_s end_date;
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Name of the insertion order. */
	const char *io_name;
	/* Whether a report can be made for the campaign now. */
	struct iqm_bool is_campaign_eligible;
	/* When the report was made. */
	struct iqm_s report_created_on;
	/* Id of the creatives' type. */
	struct iqm_int creative_type_id;
	/* Id of the insertion order's budget type. */
	struct iqm_int io_budget_type;
	/* Id of the campaign's time zone. */
	struct iqm_int campaign_time_zone_id;
	/* File sizes; the keys are file types, as in `file_type`. Unit: bytes. */
	struct iqm_int_map file_size_details;
	/* Report type ids. See enum iqm_aqs_report_type. */
	struct iqm_ints report_type_ids;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_aqs_report_list {
	const struct iqm_aqs_report *const *items;
	size_t len;
};

/* A page of the list. */
struct iqm_aqs_report_page {
	/* Number of all reports. Unit: rows. */
	struct iqm_int total_records;
	/* The rows of this page. */
	struct iqm_aqs_report_list report_data_list;
	/* Number of reports that match the search, on all pages. Unit: rows. */
	struct iqm_int filtered_records;
};

/* The concept group that an audience is scored against. */
struct iqm_aqs_audience_concept_group {
	/* Audience id; left out where one concept group serves all of the campaign. */
	struct iqm_int audience_id;
	/* Concept group id. It is text here because IQM's documents differ on its type. */
	const char *concept_group_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* A list of them; absent where `items` is NULL. */
struct iqm_aqs_audience_concept_group_list {
	const struct iqm_aqs_audience_concept_group *const *items;
	size_t len;
};

/*
 * What to price or buy: for a new report campaign, name, dates, type and concept groups; `aqsId`
 * alone to regenerate a failed one.
 */
struct iqm_aqs_order {
	/* Campaign id. */
	struct iqm_int campaign_id;
	/* Failed report to regenerate. */
	struct iqm_int aqs_id;
	/* Name, unique in the organization. 3 to 100 characters. */
	const char *aqs_name;
	/* Start of the report. */
	struct iqm_s aqs_start_date;
	/* End of the report. */
	struct iqm_s aqs_end_date;
	/* Report type id. See enum iqm_aqs_report_type. */
	struct iqm_int aqs_report_type_id;
	/* Concept group of each audience. */
	struct iqm_aqs_audience_concept_group_list aqs_audience_concept_groups;
	/* Several campaigns of one insertion order, in place of one. It is not on the API page. */
	struct iqm_ints campaign_ids;
	/* Insertion order of these campaigns. It is not on the API page. */
	struct iqm_int io_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/*
 * The report that is being made or its price, or the report that exists already, or why there is
 * none.
 */
struct iqm_aqs_order_response {
	/* What the fields below say together. */
	enum iqm_outcome outcome;
	/* Whether the report is being made: it was bought. In a price, whether it can be made. */
	struct iqm_bool aqs_report_created;
	/*
	 * Whether the report is being made, or can be made. The same as the field before under the
	 * name that other documents give it.
	 */
	struct iqm_bool aqs_report_creatable;
	/* Report id; the service leaves it out of new reports. */
	struct iqm_int aqs_id;
	/* Name of the report. */
	const char *aqs_name;
	/* Status id of the report that exists. See enum iqm_status_id. */
	struct iqm_int aqs_status_id;
	/* When the report that exists was made. */
	struct iqm_s aqs_created_on;
	/* Campaign ids. */
	struct iqm_ints campaign_ids;
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Name of the insertion order. */
	const char *io_name;
	/* Id of the insertion order's budget type. */
	struct iqm_int io_type_id;
	/* Start of the report. */
	struct iqm_s aqs_start_date;
	/* End of the report. */
	struct iqm_s aqs_end_date;
	/* Impressions this report charges for. Unit: impressions. */
	struct iqm_int aqs_chargeable_imps;
	/* Impressions that earlier reports have paid for. Unit: impressions. */
	struct iqm_int aqs_charged_imps;
	/* What this report costs. Unit: money. */
	struct iqm_num aqs_chargeable_cost;
	/* What earlier reports have cost. Unit: money. */
	struct iqm_num aqs_charged_cost;
	/* Report type id. See enum iqm_aqs_report_type. */
	struct iqm_int aqs_report_type_id;
	/* Concept group of each audience. */
	struct iqm_aqs_audience_concept_group_list aqs_audience_concept_groups;
	/* Whether the account's funds suffice. */
	struct iqm_bool funds_available;
	/* Rate that the cost was computed with. Unit: rate. */
	struct iqm_num effective_aqs_rate;
	/* Id of the time zone. */
	struct iqm_int timezone_id;
	/* Id of the creatives' type. */
	struct iqm_int creative_type_id;
	/* Why nothing was bought or priced. */
	const char *message;
};

/* A kind of AQS report. */
struct iqm_aqs_report_kind {
	/* Report type id. */
	struct iqm_int id;
	/* Name. */
	const char *name;
	/* Name for people. */
	const char *label;
	/* Place in a menu. */
	struct iqm_int order;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_aqs_report_kind_list {
	const struct iqm_aqs_report_kind *const *items;
	size_t len;
};

/* The kinds of AQS report. */
struct iqm_aqs_report_kinds {
	/* The kinds. */
	struct iqm_aqs_report_kind_list report_type_data;
	/* Number of all kinds. Unit: rows. */
	struct iqm_int total_records;
	/* Number of kinds that match. Unit: rows. */
	struct iqm_int filtered_records;
};

/* Which report's file to download, and in which format. */
struct iqm_aqs_file_request {
	/* File type id. See enum iqm_file_type. */
	struct iqm_int file_type_id;
	/* Report id; the report must be ready. */
	struct iqm_int report_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Where to download the file. */
struct iqm_aqs_file_link {
	/*
	 * Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.
	 * Required.
	 */
	const char *report_url;
};

/* Which report to mail, in which format, and to whom. */
struct iqm_aqs_email_request {
	/* File type id. See enum iqm_file_type. */
	struct iqm_int file_type_id;
	/* Report id; the report must be ready. Required. */
	struct iqm_int report_id;
	/* E-mail addresses. Required. 1 to 15 items. 1 to 320 characters each. */
	struct iqm_strs email_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Reports to delete. */
struct iqm_aqs_ids_query {
	/* Ids of failed reports. Required. */
	struct iqm_ints report_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* ---- aqs.list: GET /api/v3/ins/aqs-reports ---- */

/**
 * List AQS reports.
 *
 * Reads; safe to repeat. `req` may be NULL: a request of no fields.
 */
IQM_API int iqm_aqs_list(struct iqm_client *client, const struct iqm_list_query *req,
			 struct iqm_aqs_report_page **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_list_start() came to: `status` is what iqm_aqs_list() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_aqs_list_done(void *context, int status, struct iqm_aqs_report_page *rsp,
			       struct iqm_call *call);

/** Starts iqm_aqs_list(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_list_start(struct iqm_client *client, const struct iqm_list_query *req,
			       struct iqm_call *call, iqm_aqs_list_done *done,
			       void *context) IQM_NODISCARD;

/* Goes through aqs.list page by page. */
struct iqm_aqs_list_pager;

/**
 * Opens a pager over the rows of aqs.list. Nothing is sent yet.
 *
 * `req` may be NULL: all rows. It is copied, but its strings are not: they must live until the
 * pager is closed. Without `noOfEntries` a page is as large as the service allows; without `pageNo`
 * the first one comes first. `pager` is not NULL; the caller closes *pager with
 * iqm_aqs_list_close(), and it is NULL on error. `error` may be NULL. One thread at a time may use
 * a pager, and the client must outlive it. Errors: IQM_E_USAGE, IQM_E_NOMEM.
 */
IQM_API int iqm_aqs_list_open(struct iqm_client *client, const struct iqm_list_query *req,
			      struct iqm_aqs_list_pager **pager,
			      struct iqm_error *error) IQM_NODISCARD;

/**
 * Gives the next row, and requests a page where it needs one. *row is NULL after the last; `row` is
 * not NULL.
 *
 * *row belongs to the pager, and lives until the next call on it. A row that the service sends on
 * two pages is given once. On error *row is NULL and the pager stays where it is: call again, or
 * open a pager later at the page that iqm_aqs_list_paging() gives. Errors: those of iqm_aqs_list().
 */
IQM_API int iqm_aqs_list_next(struct iqm_aqs_list_pager *pager, const struct iqm_aqs_report **row,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * Gives all rows of the next page that were not given yet. rows->len, how many they are, is 0 after
 * the last. `rows` is the caller's and not NULL; the rows belong to the pager, and live until the
 * next call on it. Errors: those of iqm_aqs_list().
 */
IQM_API int iqm_aqs_list_next_page(struct iqm_aqs_list_pager *pager,
				   struct iqm_aqs_report_list *rows,
				   struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_list_next_page(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_list_next_page_start(struct iqm_aqs_list_pager *pager,
					 struct iqm_aqs_report_list *rows, struct iqm_call *call,
					 iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * How far the pager has come. The result belongs to the pager, and changes with each call on it. It
 * is NULL only where `pager` is.
 */
IQM_API const struct iqm_paging *iqm_aqs_list_paging(const struct iqm_aqs_list_pager *pager);

/** Closes `pager`, and frees the rows that it gave. NULL is allowed. */
IQM_API void iqm_aqs_list_close(struct iqm_aqs_list_pager *pager);

/* ---- aqs.campaigns: GET /api/v3/ins/aqs-reports/campaigns ---- */

/**
 * List the campaigns that an AQS report can be made for.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_aqs_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_campaigns_start() came to: `status` is what iqm_aqs_campaigns() returns, and `rsp`
 * is the callee's to iqm_free().
 */
typedef void iqm_aqs_campaigns_done(void *context, int status, struct iqm_eligible_campaigns *rsp,
				    struct iqm_call *call);

/** Starts iqm_aqs_campaigns(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_campaigns_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_aqs_campaigns_done *done, void *context) IQM_NODISCARD;

/* ---- aqs.validate-name: GET /api/v3/ins/aqs-reports/validate/name ---- */

/**
 * Check whether a name can be given to a new report.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_aqs_validate_name(struct iqm_client *client, const struct iqm_name_query *req,
				  struct iqm_name_check **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_validate_name_start() came to: `status` is what iqm_aqs_validate_name() returns, and
 * `rsp` is the callee's to iqm_free().
 */
typedef void iqm_aqs_validate_name_done(void *context, int status, struct iqm_name_check *rsp,
					struct iqm_call *call);

/** Starts iqm_aqs_validate_name(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_validate_name_start(struct iqm_client *client, const struct iqm_name_query *req,
					struct iqm_call *call, iqm_aqs_validate_name_done *done,
					void *context) IQM_NODISCARD;

/* ---- aqs.compute: POST /api/v3/ins/aqs-reports/computation ---- */

/**
 * Price an AQS report without buying it.
 *
 * Reads; safe to repeat. 0 says that a response came; rsp->outcome says what the service can do.
 */
IQM_API int iqm_aqs_compute(struct iqm_client *client, const struct iqm_aqs_order *req,
			    struct iqm_aqs_order_response **rsp,
			    struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_compute_start() came to: `status` is what iqm_aqs_compute() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_aqs_compute_done(void *context, int status, struct iqm_aqs_order_response *rsp,
				  struct iqm_call *call);

/** Starts iqm_aqs_compute(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_compute_start(struct iqm_client *client, const struct iqm_aqs_order *req,
				  struct iqm_call *call, iqm_aqs_compute_done *done,
				  void *context) IQM_NODISCARD;

/* ---- aqs.generate: POST /api/v3/ins/aqs-reports ---- */

/**
 * Buy an AQS report, or regenerate a failed one.
 *
 * Buys: costs money. The library never sends it twice; after IQM_E_UNKNOWN_OUTCOME find out what
 * happened before you call again. 0: it is bought. IQM_E_PRICE: it is not, call->error.price says
 * why, and *rsp is the service's response, the caller's to free as well; NULL where call->budget is
 * why.
 */
IQM_API int iqm_aqs_generate(struct iqm_client *client, const struct iqm_aqs_order *req,
			     struct iqm_aqs_order_response **rsp,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_generate_start() came to: `status` is what iqm_aqs_generate() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_aqs_generate_done(void *context, int status, struct iqm_aqs_order_response *rsp,
				   struct iqm_call *call);

/** Starts iqm_aqs_generate(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_generate_start(struct iqm_client *client, const struct iqm_aqs_order *req,
				   struct iqm_call *call, iqm_aqs_generate_done *done,
				   void *context) IQM_NODISCARD;

/**
 * Updates the state of reports, with as few requests of aqs.list as possible.
 *
 * Each of `reports` has its `id`; the rest is filled in. A report is IQM_REPORT_GONE where all of
 * the list was read and does not have it, and an earlier poll either found it or missed it too: so
 * pass the same `reports` to each poll, as by a timer of your own. On error each keeps its last
 * known state. Errors: IQM_E_USAGE, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_aqs_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_poll(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Polls until each report is ready, has failed or is gone. The result is 0 in all three cases:
 * check each `state`.
 *
 * `reports` as in iqm_aqs_poll(). Each poll is one list request while the reports fit one page.
 * `how` may be NULL: the defaults. call->timeout_ms, in milliseconds for all of the wait, is
 * required. After IQM_E_TIMEOUT, IQM_E_CANCELLED and other errors each report keeps its last known
 * state: wait for the same ids once more, in this process or another. It polls at least once,
 * however short its time is: by a timer of your own call iqm_aqs_poll(). `call` may not be NULL.
 * Errors: IQM_E_USAGE (no timeout_ms, no `call`), IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_aqs_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 const struct iqm_wait *how, struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_wait(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Finds the report that iqm_aqs_generate() may have bought for `req`, where its outcome is unknown.
 *
 * By an intent: `since` is what was known before the purchase, and only reports newer than it
 * count; `req` is what was ordered. By key: `since` may be NULL, and call->key names a purchase of
 * the client's journal, which knows all of it. Then `req` may be NULL as well; one that is given
 * must be what the journal has. What is found by key is recorded in the journal.
 *
 * It sends aqs.list for as many pages as it needs; where the list does not decide, one aqs.compute
 * for `req`, which buys nothing and may name the report that exists. A report that is known by its
 * id, and one that was regenerated, is polled.
 *
 * The result is 0 where the list was read; found->finding says what it showed. IQM_NOT_SEEN is
 * never a reason to buy once more: the list may show the report later. `found` is the caller's and
 * not NULL; nothing in it is to be freed. Errors: IQM_E_USAGE (also: the key is another order's),
 * IQM_E_KEY_USED (a purchase under the key is in progress, or the key or the report has become
 * another's meanwhile), IQM_E_JOURNAL, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_aqs_find(struct iqm_client *client, const struct iqm_aqs_order *req,
			 const struct iqm_intent *since, struct iqm_found *found,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_find(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_find_start(struct iqm_client *client, const struct iqm_aqs_order *req,
			       const struct iqm_intent *since, struct iqm_found *found,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* A purchase that is looked for: by its key in the client's journal, or by request and intent. */
struct iqm_aqs_wanted {
	const struct iqm_aqs_order *req; /* NULL: the one that the journal has under `key` */
	const struct iqm_intent *since;  /* what was known before it; NULL: see `key` */
	const char *key;                 /* in the journal, where `since` is NULL */
	/* written by the call */
	int status; /* 0, or an enum iqm_status: why nothing is known of this one */
	struct iqm_found found; /* what was found, where status is 0 */
	void *reserved[4];
};

/**
 * Finds what several purchases may have made: as iqm_aqs_find() for each of `wanted`, `len` of
 * them, but aqs.list is read once.
 *
 * `wanted` is the caller's, not NULL if `len` is not 0, and no key is in it twice. No report is
 * found for two of them, but one that was regenerated is, for that purchase too: where ids, times
 * and the journal do not decide whose it is, it is ambiguous for both. Where one of them fails the
 * others are found all the same: each has its own `status`, and the result is that of the first
 * that failed. `call->key` is NULL. Errors: those of iqm_aqs_find().
 */
IQM_API int iqm_aqs_find_all(struct iqm_client *client, struct iqm_aqs_wanted *wanted, size_t len,
			     struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_find_all(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_find_all_start(struct iqm_client *client, struct iqm_aqs_wanted *wanted,
				   size_t len, struct iqm_call *call, iqm_done_fn *done,
				   void *context) IQM_NODISCARD;

/**
 * Ends the purchase under call->key, whose outcome is unknown, as one that bought nothing; the key
 * may buy again.
 *
 * Only on evidence: it was sent an hour ago or earlier, and aqs.list has no report that it may have
 * made: none that fits, except those that another key of aqs.generate has bought, or that are older
 * by their id or, where no id says it, by a day; and a price, where the service has one, that names
 * none either. With call->person_confirmed a person says so too: then the list need not be read as
 * a whole. A report that it made is recorded. Of a regenerate the list is no evidence: a person
 * decides, and calls iqm_journal_settle() if it was bought, iqm_journal_settle_not_bought() if not.
 * Who did it, when, and what was seen is recorded. To record it a second time, or of a purchase
 * that was refused, is no error. Errors: IQM_E_UNKNOWN_OUTCOME (too early, a regenerate, or reports
 * that may be its own), IQM_E_KEY_USED (it has bought, is in progress, is of another workspace, or
 * is another purchase meanwhile), IQM_E_USAGE (no key, or no purchase under it), IQM_E_JOURNAL,
 * IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_aqs_settle_not_bought(struct iqm_client *client,
				      struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_settle_not_bought(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
					    iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * Prices an order with iqm_aqs_compute(), and buys it with iqm_aqs_generate() if the report can be
 * made, `aqsChargeableCost` is at most `max_cost` and the funds suffice.
 *
 * `max_cost` is an amount in the account's currency; IQM_E_USAGE where it is negative or not a
 * number. After IQM_E_PRICE nothing was bought: call->error.price says why, and *rsp is the
 * response that it is by, the price's or the purchase's, or NULL where no price came. Otherwise as
 * iqm_aqs_generate().
 */
IQM_API int iqm_aqs_generate_within(struct iqm_client *client, const struct iqm_aqs_order *req,
				    double max_cost, struct iqm_aqs_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_generate_within(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_generate_within_start(struct iqm_client *client,
					  const struct iqm_aqs_order *req, double max_cost,
					  struct iqm_call *call, iqm_aqs_generate_done *done,
					  void *context) IQM_NODISCARD;

/**
 * As iqm_aqs_generate_within(), at a price that was asked for right before: `price` is what
 * iqm_aqs_compute() gave for this `req`. It is not asked for once more, so where it may have
 * changed, as while a person decides, use iqm_aqs_generate_within(). `price` is not NULL, and stays
 * the caller's.
 */
IQM_API int iqm_aqs_generate_priced(struct iqm_client *client, const struct iqm_aqs_order *req,
				    const struct iqm_aqs_order_response *price, double max_cost,
				    struct iqm_aqs_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_generate_priced(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_generate_priced_start(struct iqm_client *client,
					  const struct iqm_aqs_order *req,
					  const struct iqm_aqs_order_response *price,
					  double max_cost, struct iqm_call *call,
					  iqm_aqs_generate_done *done, void *context) IQM_NODISCARD;

/* ---- aqs.report-types: GET /api/v3/ins/static/aqs-reports/report-types ---- */

/**
 * List the kinds of AQS report. For users of advertiser organizations only.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_aqs_report_types(struct iqm_client *client, struct iqm_aqs_report_kinds **rsp,
				 struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_report_types_start() came to: `status` is what iqm_aqs_report_types() returns, and
 * `rsp` is the callee's to iqm_free().
 */
typedef void iqm_aqs_report_types_done(void *context, int status, struct iqm_aqs_report_kinds *rsp,
				       struct iqm_call *call);

/** Starts iqm_aqs_report_types(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_report_types_start(struct iqm_client *client, struct iqm_call *call,
				       iqm_aqs_report_types_done *done,
				       void *context) IQM_NODISCARD;

/* ---- aqs.download: POST /api/v3/ins/aqs-reports/download ---- */

/**
 * Get a signed URL of an AQS report's file.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_aqs_download(struct iqm_client *client, const struct iqm_aqs_file_request *req,
			     struct iqm_aqs_file_link **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_download_start() came to: `status` is what iqm_aqs_download() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_aqs_download_done(void *context, int status, struct iqm_aqs_file_link *rsp,
				   struct iqm_call *call);

/** Starts iqm_aqs_download(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_download_start(struct iqm_client *client,
				   const struct iqm_aqs_file_request *req, struct iqm_call *call,
				   iqm_aqs_download_done *done, void *context) IQM_NODISCARD;

/**
 * Saves the file of a ready report: gets its signed URL with iqm_aqs_download(), and downloads it
 * as iqm_save_url() does. Where the URL has expired a new one is requested.
 *
 * `report` is the caller's, only read; of it only `id` is needed, and IQM_E_USAGE says that it is
 * another family's. `type` is the format of the file. `save` is the caller's: see struct iqm_save.
 * Neither `report` nor `save` may be NULL. call->timeout_ms, in milliseconds, covers all of it; 0
 * is an hour. Errors: those of iqm_aqs_download() and iqm_save_url().
 */
IQM_API int iqm_aqs_save(struct iqm_client *client, const struct iqm_report *report,
			 enum iqm_file_type type, struct iqm_save *save,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_aqs_save(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_save_start(struct iqm_client *client, const struct iqm_report *report,
			       enum iqm_file_type type, struct iqm_save *save,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* ---- aqs.email: POST /api/v3/ins/aqs-reports/email ---- */

/**
 * Mail an AQS report's file, of at most 25 MB. The service may lack this. It is not on the API
 * page.
 *
 * Not to be repeated: the library never sends it twice; after IQM_E_UNKNOWN_OUTCOME it may have
 * been carried out.
 */
IQM_API int iqm_aqs_email(struct iqm_client *client, const struct iqm_aqs_email_request *req,
			  struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_email_start() came to: `status` is what iqm_aqs_email() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_aqs_email_done(void *context, int status, struct iqm_confirmation *rsp,
				struct iqm_call *call);

/** Starts iqm_aqs_email(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_email_start(struct iqm_client *client, const struct iqm_aqs_email_request *req,
				struct iqm_call *call, iqm_aqs_email_done *done,
				void *context) IQM_NODISCARD;

/* ---- aqs.delete: DELETE /api/v3/ins/aqs-reports ---- */

/**
 * Delete failed AQS reports. The response does not say which ids were deleted; after an error list
 * the reports.
 *
 * Deletes; a repetition may respond that there is nothing left to delete.
 */
IQM_API int iqm_aqs_delete(struct iqm_client *client, const struct iqm_aqs_ids_query *req,
			   struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_aqs_delete_start() came to: `status` is what iqm_aqs_delete() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_aqs_delete_done(void *context, int status, struct iqm_confirmation *rsp,
				 struct iqm_call *call);

/** Starts iqm_aqs_delete(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_aqs_delete_start(struct iqm_client *client, const struct iqm_aqs_ids_query *req,
				 struct iqm_call *call, iqm_aqs_delete_done *done,
				 void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/pld.yaml by `make regen`: change the spec, not this file. */

/**
 * Provider Level Data reports.
 *
 * Which healthcare professionals a campaign reached. A healthcare campaign qualifies while it runs
 * and up to 90 days after it was paused or ended, if it ran 3 days or more (7 in IQM's later
 * documents) with an audience matched from NPI ids. Timestamps are epoch milliseconds.
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
#ifndef IQM_PLD_H
#define IQM_PLD_H

#include <iqm/reports.h>
#include "iqm_types.h"

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A PLD report as the list shows it. */
struct iqm_pld_report {
	/* Report id. */
	struct iqm_int pld_id;
	/* Name made by the service. */
	const char *pld_name;
	/* Name of the campaign. */
	const char *campaign_name;
	/* The campaign, or several. */
	struct iqm_ints campaign_ids;
	/* Status id. See enum iqm_status_id. */
	struct iqm_int pld_status_id;
	/* Start of the report. */
	struct iqm_ms start_date;
	/* End of the report. */
	struct iqm_ms end_date;
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Name of the insertion order. */
	const char *io_name;
	/* Whether a report can be made for the campaign now. */
	struct iqm_bool is_campaign_eligible;
	/* When the report was made. Some samples have seconds here. */
	struct iqm_ms pld_created_on;
	/* Id of the creatives' type. */
	struct iqm_int creative_type_id;
	/* Id of the campaign's time zone. */
	struct iqm_int campaign_pld_timezone_id;
	/* Id of the insertion order's budget type. */
	struct iqm_int io_type_id;
	/* Status of the campaign. */
	const char *campaign_status;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_pld_report_list {
	const struct iqm_pld_report *const *items;
	size_t len;
};

/* A page of the list. */
struct iqm_pld_report_page {
	/* Number of all reports. Unit: rows. */
	struct iqm_int total_records;
	/* The rows of this page. */
	struct iqm_pld_report_list pld_report_data_list;
	/* Number of reports that match the search, on all pages. Unit: rows. */
	struct iqm_int filtered_records;
};

/*
 * What to price or buy: `campaignId`, `pldStartDate` and `pldEndDate` for a new report; `pldId`
 * alone to regenerate a failed one.
 */
struct iqm_pld_order {
	/* Campaign id. */
	struct iqm_int campaign_id;
	/* Start of the report. */
	struct iqm_ms pld_start_date;
	/* End of the report. */
	struct iqm_ms pld_end_date;
	/* Failed report to regenerate. */
	struct iqm_int pld_id;
	/* Several campaigns of one insertion order, in place of one. It is not on the API page. */
	struct iqm_ints campaign_ids;
	/* Insertion order of these campaigns. It is not on the API page. */
	struct iqm_int io_id;
	/*
	 * Key of the purchase for the service; what it does with it is not known. Use --key. It is
	 * not on the API page.
	 */
	const char *idempotency_key;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/*
 * The report that is being made or its price, or the one that exists already, or why there is none.
 */
struct iqm_pld_order_response {
	/* What the fields below say together. */
	enum iqm_outcome outcome;
	/* Whether the report is being made: it was bought. In a price, whether it can be made. */
	struct iqm_bool pld_report_created;
	/*
	 * Whether the report is being made, or can be made. The same as the field before under the
	 * name that other documents give it.
	 */
	struct iqm_bool pld_report_creatable;
	/* Report id; the service leaves it out of new reports. */
	struct iqm_int pld_id;
	/* Name of the report that exists. */
	const char *pld_name;
	/* Status id of the report that exists. See enum iqm_status_id. */
	struct iqm_int pld_status_id;
	/* When the report that exists was made. */
	struct iqm_ms pld_created_on;
	/* Campaign ids. */
	struct iqm_ints campaign_ids;
	/* Name of the campaign. */
	const char *campaign_name;
	/* Status of the campaign. */
	const char *campaign_status;
	/* Id of the creatives' type. */
	struct iqm_int creative_type_id;
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Name of the insertion order. */
	const char *io_name;
	/* Id of the insertion order's budget type. */
	struct iqm_int io_type_id;
	/* Start of the report. */
	struct iqm_ms pld_start_date;
	/* End of the report. */
	struct iqm_ms pld_end_date;
	/* Impressions this report charges for. Unit: impressions. */
	struct iqm_int pld_chargeable_imps;
	/* Impressions that earlier reports have paid for. Unit: impressions. */
	struct iqm_int pld_charged_imps;
	/* What this report costs. Unit: money. */
	struct iqm_num pld_chargeable_cost;
	/* What earlier reports have cost. Unit: money. */
	struct iqm_num pld_charged_cost;
	/*
	 * What was charged. IQM's OpenAPI document has both names and does not say how they differ.
	 * Unit: money.
	 */
	struct iqm_num plain_charged_cost;
	/* Whether the account's funds suffice. */
	struct iqm_bool funds_available;
	/* Rate that the cost was computed with. Unit: rate. */
	struct iqm_num effective_pld_rate;
	/* Campaigns for which an overlapping report is being made. */
	struct iqm_ints processing_campaign_ids;
	/* Template of a scheduled report. It is in the OpenAPI document only. */
	struct iqm_int template_id;
	/* Key of the purchase. It is in the OpenAPI document only. */
	const char *idempotency_key;
	/* Why nothing was bought or priced. */
	const char *message;
};

/* Which columns the list of PLD reports shows to this user on IQM's site. */
struct iqm_pld_columns {
	/* Report id. */
	struct iqm_bool id;
	/* Report name. */
	struct iqm_bool insights_name;
	/* Name of the campaign. */
	struct iqm_bool campaign_name;
	/* Campaign id. */
	struct iqm_bool campaign_id;
	/* Status. */
	struct iqm_bool status;
	/* First and last day. */
	struct iqm_bool date_range;
	/* Day on which it was made. */
	struct iqm_bool created_on;
	/* Name of the insertion order. */
	struct iqm_bool io_name;
	/* Insertion order id. */
	struct iqm_bool io_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Which report's file to download, and in which format. */
struct iqm_pld_file_request {
	/* File type id. See enum iqm_file_type. */
	struct iqm_int file_type;
	/* Report id; the report must be ready. */
	struct iqm_int pld_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Where to download the file. */
struct iqm_pld_file_link {
	/*
	 * Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.
	 * Required.
	 */
	const char *pld_report_url;
};

/* Which report to mail, in which format, and to whom. */
struct iqm_pld_email_request {
	/* File type id. See enum iqm_file_type. */
	struct iqm_int file_type;
	/* Report id; the report must be ready. Required. */
	struct iqm_int pld_id;
	/* E-mail addresses. Required. 1 to 15 items. 1 to 320 characters each. */
	struct iqm_strs email_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Reports to delete. */
struct iqm_pld_ids_query {
	/* Ids of failed reports. Required. */
	struct iqm_ints pld_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* ---- pld.list: GET /api/v3/ins/pld-reports ---- */

/**
 * List PLD reports.
 *
 * Reads; safe to repeat. `req` may be NULL: a request of no fields.
 */
IQM_API int iqm_pld_list(struct iqm_client *client, const struct iqm_list_query *req,
			 struct iqm_pld_report_page **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_list_start() came to: `status` is what iqm_pld_list() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_pld_list_done(void *context, int status, struct iqm_pld_report_page *rsp,
			       struct iqm_call *call);

/** Starts iqm_pld_list(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_list_start(struct iqm_client *client, const struct iqm_list_query *req,
			       struct iqm_call *call, iqm_pld_list_done *done,
			       void *context) IQM_NODISCARD;

/* Goes through pld.list page by page. */
struct iqm_pld_list_pager;

/**
 * Opens a pager over the rows of pld.list. Nothing is sent yet.
 *
 * `req` may be NULL: all rows. It is copied, but its strings are not: they must live until the
 * pager is closed. Without `noOfEntries` a page is as large as the service allows; without `pageNo`
 * the first one comes first. `pager` is not NULL; the caller closes *pager with
 * iqm_pld_list_close(), and it is NULL on error. `error` may be NULL. One thread at a time may use
 * a pager, and the client must outlive it. Errors: IQM_E_USAGE, IQM_E_NOMEM.
 */
IQM_API int iqm_pld_list_open(struct iqm_client *client, const struct iqm_list_query *req,
			      struct iqm_pld_list_pager **pager,
			      struct iqm_error *error) IQM_NODISCARD;

/**
 * Gives the next row, and requests a page where it needs one. *row is NULL after the last; `row` is
 * not NULL.
 *
 * *row belongs to the pager, and lives until the next call on it. A row that the service sends on
 * two pages is given once. On error *row is NULL and the pager stays where it is: call again, or
 * open a pager later at the page that iqm_pld_list_paging() gives. Errors: those of iqm_pld_list().
 */
IQM_API int iqm_pld_list_next(struct iqm_pld_list_pager *pager, const struct iqm_pld_report **row,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * Gives all rows of the next page that were not given yet. rows->len, how many they are, is 0 after
 * the last. `rows` is the caller's and not NULL; the rows belong to the pager, and live until the
 * next call on it. Errors: those of iqm_pld_list().
 */
IQM_API int iqm_pld_list_next_page(struct iqm_pld_list_pager *pager,
				   struct iqm_pld_report_list *rows,
				   struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_list_next_page(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_list_next_page_start(struct iqm_pld_list_pager *pager,
					 struct iqm_pld_report_list *rows, struct iqm_call *call,
					 iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * How far the pager has come. The result belongs to the pager, and changes with each call on it. It
 * is NULL only where `pager` is.
 */
IQM_API const struct iqm_paging *iqm_pld_list_paging(const struct iqm_pld_list_pager *pager);

/** Closes `pager`, and frees the rows that it gave. NULL is allowed. */
IQM_API void iqm_pld_list_close(struct iqm_pld_list_pager *pager);

/* ---- pld.campaigns: GET /api/v3/ins/pld-reports/campaigns ---- */

/**
 * List the campaigns that a PLD report can be made for.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_campaigns_start() came to: `status` is what iqm_pld_campaigns() returns, and `rsp`
 * is the callee's to iqm_free().
 */
typedef void iqm_pld_campaigns_done(void *context, int status, struct iqm_eligible_campaigns *rsp,
				    struct iqm_call *call);

/** Starts iqm_pld_campaigns(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_campaigns_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_pld_campaigns_done *done, void *context) IQM_NODISCARD;

/* ---- pld.generate: POST /api/v3/ins/pld-report ---- */

/**
 * Buy a PLD report for one campaign and date range, or regenerate a failed one.
 *
 * Buys: costs money. The library never sends it twice; after IQM_E_UNKNOWN_OUTCOME find out what
 * happened before you call again. 0: it is bought. IQM_E_PRICE: it is not, call->error.price says
 * why, and *rsp is the service's response, the caller's to free as well; NULL where call->budget is
 * why.
 */
IQM_API int iqm_pld_generate(struct iqm_client *client, const struct iqm_pld_order *req,
			     struct iqm_pld_order_response **rsp,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_generate_start() came to: `status` is what iqm_pld_generate() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_pld_generate_done(void *context, int status, struct iqm_pld_order_response *rsp,
				   struct iqm_call *call);

/** Starts iqm_pld_generate(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_generate_start(struct iqm_client *client, const struct iqm_pld_order *req,
				   struct iqm_call *call, iqm_pld_generate_done *done,
				   void *context) IQM_NODISCARD;

/**
 * Updates the state of reports, with as few requests of pld.list as possible.
 *
 * Each of `reports` has its `id`; the rest is filled in. A report is IQM_REPORT_GONE where all of
 * the list was read and does not have it, and an earlier poll either found it or missed it too: so
 * pass the same `reports` to each poll, as by a timer of your own. On error each keeps its last
 * known state. Errors: IQM_E_USAGE, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_pld_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_poll(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Polls until each report is ready, has failed or is gone. The result is 0 in all three cases:
 * check each `state`.
 *
 * `reports` as in iqm_pld_poll(). Each poll is one list request while the reports fit one page.
 * `how` may be NULL: the defaults. call->timeout_ms, in milliseconds for all of the wait, is
 * required. After IQM_E_TIMEOUT, IQM_E_CANCELLED and other errors each report keeps its last known
 * state: wait for the same ids once more, in this process or another. It polls at least once,
 * however short its time is: by a timer of your own call iqm_pld_poll(). `call` may not be NULL.
 * Errors: IQM_E_USAGE (no timeout_ms, no `call`), IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_pld_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 const struct iqm_wait *how, struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_wait(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Finds the report that iqm_pld_generate() may have bought for `req`, where its outcome is unknown.
 *
 * By an intent: `since` is what was known before the purchase, and only reports newer than it
 * count; `req` is what was ordered. By key: `since` may be NULL, and call->key names a purchase of
 * the client's journal, which knows all of it. Then `req` may be NULL as well; one that is given
 * must be what the journal has. What is found by key is recorded in the journal.
 *
 * It sends pld.list for as many pages as it needs. A report that is known by its id, and one that
 * was regenerated, is polled.
 *
 * The result is 0 where the list was read; found->finding says what it showed. IQM_NOT_SEEN is
 * never a reason to buy once more: the list may show the report later. `found` is the caller's and
 * not NULL; nothing in it is to be freed. Errors: IQM_E_USAGE (also: the key is another order's),
 * IQM_E_KEY_USED (a purchase under the key is in progress, or the key or the report has become
 * another's meanwhile), IQM_E_JOURNAL, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_pld_find(struct iqm_client *client, const struct iqm_pld_order *req,
			 const struct iqm_intent *since, struct iqm_found *found,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_find(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_find_start(struct iqm_client *client, const struct iqm_pld_order *req,
			       const struct iqm_intent *since, struct iqm_found *found,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* A purchase that is looked for: by its key in the client's journal, or by request and intent. */
struct iqm_pld_wanted {
	const struct iqm_pld_order *req; /* NULL: the one that the journal has under `key` */
	const struct iqm_intent *since;  /* what was known before it; NULL: see `key` */
	const char *key;                 /* in the journal, where `since` is NULL */
	/* written by the call */
	int status; /* 0, or an enum iqm_status: why nothing is known of this one */
	struct iqm_found found; /* what was found, where status is 0 */
	void *reserved[4];
};

/**
 * Finds what several purchases may have made: as iqm_pld_find() for each of `wanted`, `len` of
 * them, but pld.list is read once.
 *
 * `wanted` is the caller's, not NULL if `len` is not 0, and no key is in it twice. No report is
 * found for two of them, but one that was regenerated is, for that purchase too: where ids, times
 * and the journal do not decide whose it is, it is ambiguous for both. Where one of them fails the
 * others are found all the same: each has its own `status`, and the result is that of the first
 * that failed. `call->key` is NULL. Errors: those of iqm_pld_find().
 */
IQM_API int iqm_pld_find_all(struct iqm_client *client, struct iqm_pld_wanted *wanted, size_t len,
			     struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_find_all(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_find_all_start(struct iqm_client *client, struct iqm_pld_wanted *wanted,
				   size_t len, struct iqm_call *call, iqm_done_fn *done,
				   void *context) IQM_NODISCARD;

/**
 * Ends the purchase under call->key, whose outcome is unknown, as one that bought nothing; the key
 * may buy again.
 *
 * Only on evidence: it was sent an hour ago or earlier, and pld.list has no report that it may have
 * made: none that fits, except those that another key of pld.generate has bought, or that are older
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
IQM_API int iqm_pld_settle_not_bought(struct iqm_client *client,
				      struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_settle_not_bought(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
					    iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * Prices an order with iqm_pld_compute(), and buys it with iqm_pld_generate() if the report can be
 * made, `pldChargeableCost` is at most `max_cost` and the funds suffice.
 *
 * `max_cost` is an amount in the account's currency; IQM_E_USAGE where it is negative or not a
 * number. After IQM_E_PRICE nothing was bought: call->error.price says why, and *rsp is the
 * response that it is by, the price's or the purchase's, or NULL where no price came. Otherwise as
 * iqm_pld_generate().
 */
IQM_API int iqm_pld_generate_within(struct iqm_client *client, const struct iqm_pld_order *req,
				    double max_cost, struct iqm_pld_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_generate_within(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_generate_within_start(struct iqm_client *client,
					  const struct iqm_pld_order *req, double max_cost,
					  struct iqm_call *call, iqm_pld_generate_done *done,
					  void *context) IQM_NODISCARD;

/**
 * As iqm_pld_generate_within(), at a price that was asked for right before: `price` is what
 * iqm_pld_compute() gave for this `req`. It is not asked for once more, so where it may have
 * changed, as while a person decides, use iqm_pld_generate_within(). `price` is not NULL, and stays
 * the caller's.
 */
IQM_API int iqm_pld_generate_priced(struct iqm_client *client, const struct iqm_pld_order *req,
				    const struct iqm_pld_order_response *price, double max_cost,
				    struct iqm_pld_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_generate_priced(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_generate_priced_start(struct iqm_client *client,
					  const struct iqm_pld_order *req,
					  const struct iqm_pld_order_response *price,
					  double max_cost, struct iqm_call *call,
					  iqm_pld_generate_done *done, void *context) IQM_NODISCARD;

/* ---- pld.compute: POST /api/v3/ins/pld-reports/computation ---- */

/**
 * Price a PLD report without buying it. The service may lack this. It is not on the API page.
 *
 * Reads; safe to repeat. 0 says that a response came; rsp->outcome says what the service can do.
 */
IQM_API int iqm_pld_compute(struct iqm_client *client, const struct iqm_pld_order *req,
			    struct iqm_pld_order_response **rsp,
			    struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_compute_start() came to: `status` is what iqm_pld_compute() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_pld_compute_done(void *context, int status, struct iqm_pld_order_response *rsp,
				  struct iqm_call *call);

/** Starts iqm_pld_compute(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_compute_start(struct iqm_client *client, const struct iqm_pld_order *req,
				  struct iqm_call *call, iqm_pld_compute_done *done,
				  void *context) IQM_NODISCARD;

/* ---- pld.columns-get: GET /api/v3/ins/pld-reports/columns ---- */

/**
 * Get which columns the user's list of PLD reports shows.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_columns_get(struct iqm_client *client, struct iqm_pld_columns **rsp,
				struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_columns_get_start() came to: `status` is what iqm_pld_columns_get() returns, and
 * `rsp` is the callee's to iqm_free().
 */
typedef void iqm_pld_columns_get_done(void *context, int status, struct iqm_pld_columns *rsp,
				      struct iqm_call *call);

/** Starts iqm_pld_columns_get(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_columns_get_start(struct iqm_client *client, struct iqm_call *call,
				      iqm_pld_columns_get_done *done, void *context) IQM_NODISCARD;

/* ---- pld.columns-update: POST /api/v3/ins/pld-reports/columns ---- */

/**
 * Set which columns the user's list of PLD reports shows. All nine must be given. Whether the
 * service merges or replaces is not documented, so get, change and update.
 *
 * Safe to repeat. A field left out is IQM_E_USAGE.
 */
IQM_API int iqm_pld_columns_update(struct iqm_client *client, const struct iqm_pld_columns *req,
				   struct iqm_pld_columns **rsp,
				   struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_columns_update_start() came to: `status` is what iqm_pld_columns_update() returns,
 * and `rsp` is the callee's to iqm_free().
 */
typedef void iqm_pld_columns_update_done(void *context, int status, struct iqm_pld_columns *rsp,
					 struct iqm_call *call);

/** Starts iqm_pld_columns_update(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_columns_update_start(struct iqm_client *client,
					 const struct iqm_pld_columns *req, struct iqm_call *call,
					 iqm_pld_columns_update_done *done,
					 void *context) IQM_NODISCARD;

/* ---- pld.download: POST /api/v3/ins/pld-report/download ---- */

/**
 * Get a signed URL of a PLD report's file.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_download(struct iqm_client *client, const struct iqm_pld_file_request *req,
			     struct iqm_pld_file_link **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_download_start() came to: `status` is what iqm_pld_download() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_pld_download_done(void *context, int status, struct iqm_pld_file_link *rsp,
				   struct iqm_call *call);

/** Starts iqm_pld_download(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_download_start(struct iqm_client *client,
				   const struct iqm_pld_file_request *req, struct iqm_call *call,
				   iqm_pld_download_done *done, void *context) IQM_NODISCARD;

/**
 * Saves the file of a ready report: gets its signed URL with iqm_pld_download(), and downloads it
 * as iqm_save_url() does. Where the URL has expired a new one is requested.
 *
 * `report` is the caller's, only read; of it only `id` is needed, and IQM_E_USAGE says that it is
 * another family's. `type` is the format of the file. `save` is the caller's: see struct iqm_save.
 * Neither `report` nor `save` may be NULL. call->timeout_ms, in milliseconds, covers all of it; 0
 * is an hour. Errors: those of iqm_pld_download() and iqm_save_url().
 */
IQM_API int iqm_pld_save(struct iqm_client *client, const struct iqm_report *report,
			 enum iqm_file_type type, struct iqm_save *save,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_pld_save(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_save_start(struct iqm_client *client, const struct iqm_report *report,
			       enum iqm_file_type type, struct iqm_save *save,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* ---- pld.email: POST /api/v3/ins/pld-report/email ---- */

/**
 * Mail a PLD report's file, of at most 25 MB. The service may lack this. It is not on the API page.
 *
 * Not to be repeated: the library never sends it twice; after IQM_E_UNKNOWN_OUTCOME it may have
 * been carried out.
 */
IQM_API int iqm_pld_email(struct iqm_client *client, const struct iqm_pld_email_request *req,
			  struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_email_start() came to: `status` is what iqm_pld_email() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_pld_email_done(void *context, int status, struct iqm_confirmation *rsp,
				struct iqm_call *call);

/** Starts iqm_pld_email(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_email_start(struct iqm_client *client, const struct iqm_pld_email_request *req,
				struct iqm_call *call, iqm_pld_email_done *done,
				void *context) IQM_NODISCARD;

/* ---- pld.delete: DELETE /api/v3/ins/pld-reports ---- */

/**
 * Delete failed PLD reports. The response does not say which ids were deleted; after an error list
 * the reports.
 *
 * Deletes; a repetition may respond that there is nothing left to delete.
 */
IQM_API int iqm_pld_delete(struct iqm_client *client, const struct iqm_pld_ids_query *req,
			   struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_pld_delete_start() came to: `status` is what iqm_pld_delete() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_pld_delete_done(void *context, int status, struct iqm_confirmation *rsp,
				 struct iqm_call *call);

/** Starts iqm_pld_delete(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_pld_delete_start(struct iqm_client *client, const struct iqm_pld_ids_query *req,
				 struct iqm_call *call, iqm_pld_delete_done *done,
				 void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif

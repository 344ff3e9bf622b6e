/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/sls.yaml by `make regen`: change the spec, not this file. */

/**
 * ScriptLift Studies reports.
 *
 * How campaigns changed prescribing. A healthcare campaign qualifies while it runs, while it is
 * paused and up to 2 years after it ended, if it started in 2025 or later (earlier ones upon
 * request), ran 7 days or more and had more than one impression, with audiences matched from NPI
 * ids. Timestamps are epoch milliseconds.
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
#ifndef IQM_SLS_H
#define IQM_SLS_H

#include <iqm/reports.h>
#include "iqm_types.h"

#if IQM_ABI != 3
#error "made for ABI 3 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* An SLS report as the list shows it. */
struct iqm_sls_report {
	/* Report id. */
	struct iqm_int sls_id;
	/* Name given by the buyer. */
	const char *sls_name;
	/* Campaign ids. */
	struct iqm_ints campaign_ids;
	/* Status id; `slsStatusName` says what it means. See enum iqm_status_id. */
	struct iqm_int sls_status_id;
	/* Status name: "Processing", "Ready", "Failed"; compare without regard to case. */
	const char *sls_status_name;
	/* Start of the study. */
	struct iqm_ms start_date;
	/* End of the study. */
	struct iqm_ms end_date;
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Name of the insertion order. */
	const char *io_name;
	/* Whether a study can be made for the campaigns now. */
	struct iqm_bool is_campaign_eligible;
	/* When the study was made. Some samples have seconds here. */
	struct iqm_ms sls_created_on;
	/* Id of the campaigns' time zone. */
	struct iqm_int campaign_sls_timezone_id;
	/* Id of the insertion order's budget type. */
	struct iqm_int io_type_id;
	/* Size of the PDF; absent while processing. Unit: bytes. */
	struct iqm_int pdf_file_size;
	/* Size of the XLSX; absent while processing. Unit: bytes. */
	struct iqm_int excel_file_size;
	/* Analyses in the study. See enum iqm_sls_report_type. */
	struct iqm_ints sls_report_type_ids;
	/* How far back prescriptions are compared. Unit: months. */
	struct iqm_int sls_lookback_duration;
	/* Concept group id. */
	const char *concept_group_id;
	/* Concept groups of competitors. */
	struct iqm_strs competitor_concept_group_ids;
	/* Name of the campaign. */
	const char *campaign_name;
	/* Status of the campaign. */
	const char *campaign_status;
	/* Id of the creatives' type. */
	struct iqm_int creative_type_id;
};

/* A list of them; absent where `items` is NULL. */
struct iqm_sls_report_list {
	const struct iqm_sls_report *const *items;
	size_t len;
};

/* A page of the list. */
struct iqm_sls_report_page {
	/* Number of all reports. Unit: rows. */
	struct iqm_int total_records;
	/* The rows of this page. */
	struct iqm_sls_report_list sls_report_data_list;
	/* Number of reports that match the search, on all pages. Unit: rows. */
	struct iqm_int filtered_records;
};

/*
 * What to price or buy: for a new study the fields up to `reportTypes`, and competitors for the
 * competitive analysis; `slsId` alone to regenerate a failed one.
 */
struct iqm_sls_order {
	/* Insertion order id. */
	struct iqm_int io_id;
	/* Campaign ids. */
	struct iqm_ints campaign_ids;
	/* Start of the study. */
	struct iqm_ms sls_start_date;
	/* End of the study. */
	struct iqm_ms sls_end_date;
	/* Name, unique in the organization. 3 to 100 characters. */
	const char *sls_name;
	/* How far back prescriptions are compared. Unit: months. */
	struct iqm_int sls_lookback_duration;
	/* Concept group id. It is text here because IQM's documents differ on its type. */
	const char *concept_group_id;
	/* Analyses to make. See enum iqm_sls_report_type. */
	struct iqm_ints report_types;
	/* Concept groups of competitors; for the competitive analysis. */
	struct iqm_strs competitor_concept_group_ids;
	/* Failed study to regenerate. */
	struct iqm_int sls_id;
	/*
	 * Key of the purchase for the service; what it does with it is not known. Use --key. It is
	 * not on the API page.
	 */
	const char *idempotency_key;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/*
 * The study that is being made or its price, or the study that exists already, or why there is
 * none.
 */
struct iqm_sls_order_response {
	/* What the fields below say together. */
	enum iqm_outcome outcome;
	/* Whether the study is being made: it was bought. In a price, whether it can be made. */
	struct iqm_bool sls_report_created;
	/*
	 * Whether the study is being made, or can be made. The same as the field before under the
	 * name that other documents give it.
	 */
	struct iqm_bool sls_report_creatable;
	/* Report id; the service leaves it out of new studies. */
	struct iqm_int sls_id;
	/* Name of the study. */
	const char *sls_name;
	/* Status id of the study that exists. See enum iqm_status_id. */
	struct iqm_int sls_status_id;
	/* When the study that exists was made. */
	struct iqm_ms sls_created_on;
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
	/* Start of the study. */
	struct iqm_ms sls_start_date;
	/* End of the study. */
	struct iqm_ms sls_end_date;
	/* Impressions this study charges for. Unit: impressions. */
	struct iqm_int sls_chargeable_imps;
	/* Impressions that earlier studies have paid for. Unit: impressions. */
	struct iqm_int sls_charged_imps;
	/* What this study costs. Unit: money. */
	struct iqm_num sls_chargeable_cost;
	/* What earlier studies have cost. Unit: money. */
	struct iqm_num sls_charged_cost;
	/*
	 * What was charged. IQM's OpenAPI document has both names and does not say how they differ.
	 * Unit: money.
	 */
	struct iqm_num plain_charged_cost;
	/* How far back prescriptions are compared. Unit: months. */
	struct iqm_int sls_lookback_duration;
	/* Concept group id. */
	const char *concept_group_id;
	/* Analyses in the study. See enum iqm_sls_report_type. */
	struct iqm_ints report_types;
	/* Concept groups of competitors. */
	struct iqm_strs competitor_concept_group_ids;
	/* Whether the account's funds suffice. */
	struct iqm_bool funds_available;
	/* Rate that the cost was computed with. Unit: rate. */
	struct iqm_num effective_sls_rate;
	/* Campaigns for which an overlapping study is being made. */
	struct iqm_ints processing_campaign_ids;
	/* Why nothing was bought or priced. */
	const char *message;
};

/* Which study's file to download, and in which format. */
struct iqm_sls_file_request {
	/*
	 * File type id; the list gives sizes of PDF and XLSX files, so the service may take 3 as
	 * well. See enum iqm_file_type.
	 */
	struct iqm_int file_type;
	/* Report id; the study must be ready. */
	struct iqm_int sls_id;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Where to download the file. */
struct iqm_sls_file_link {
	/*
	 * Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.
	 * Required.
	 */
	const char *sls_report_url;
};

/* Which study to mail, in which format, and to whom. */
struct iqm_sls_email_request {
	/* File type id. See enum iqm_file_type. */
	struct iqm_int file_type;
	/* Report id; the study must be ready. Required. */
	struct iqm_int sls_id;
	/* E-mail addresses. Required. 1 to 15 items. 1 to 320 characters each. */
	struct iqm_strs email_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* Studies to delete. */
struct iqm_sls_ids_query {
	/* Ids of failed studies. Required. */
	struct iqm_ints sls_ids;
	/* Zero: the place of later members. */
	struct iqm_reserved reserved[8];
};

/* ---- sls.list: GET /api/v3/ins/sls-reports ---- */

/**
 * List SLS reports.
 *
 * Reads; safe to repeat. `req` may be NULL: a request of no fields.
 */
IQM_API int iqm_sls_list(struct iqm_client *client, const struct iqm_list_query *req,
			 struct iqm_sls_report_page **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_list_start() came to: `status` is what iqm_sls_list() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_sls_list_done(void *context, int status, struct iqm_sls_report_page *rsp,
			       struct iqm_call *call);

/** Starts iqm_sls_list(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_list_start(struct iqm_client *client, const struct iqm_list_query *req,
			       struct iqm_call *call, iqm_sls_list_done *done,
			       void *context) IQM_NODISCARD;

/* Goes through sls.list page by page. */
struct iqm_sls_list_pager;

/**
 * Opens a pager over the rows of sls.list. Nothing is sent yet.
 *
 * `req` may be NULL: all rows. It is copied, but its strings are not: they must live until the
 * pager is closed. Without `noOfEntries` a page is as large as the service allows; without `pageNo`
 * the first one comes first. `pager` is not NULL; the caller closes *pager with
 * iqm_sls_list_close(), and it is NULL on error. `error` may be NULL. One thread at a time may use
 * a pager, and the client must outlive it. Errors: IQM_E_USAGE, IQM_E_NOMEM.
 */
IQM_API int iqm_sls_list_open(struct iqm_client *client, const struct iqm_list_query *req,
			      struct iqm_sls_list_pager **pager,
			      struct iqm_error *error) IQM_NODISCARD;

/**
 * Gives the next row, and requests a page where it needs one. *row is NULL after the last; `row` is
 * not NULL.
 *
 * *row belongs to the pager, and lives until the next call on it. A row that the service sends on
 * two pages is given once. On error *row is NULL and the pager stays where it is: call again, or
 * open a pager later at the page that iqm_sls_list_paging() gives. Errors: those of iqm_sls_list().
 */
IQM_API int iqm_sls_list_next(struct iqm_sls_list_pager *pager, const struct iqm_sls_report **row,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * Gives all rows of the next page that were not given yet. rows->len, how many they are, is 0 after
 * the last. `rows` is the caller's and not NULL; the rows belong to the pager, and live until the
 * next call on it. Errors: those of iqm_sls_list().
 */
IQM_API int iqm_sls_list_next_page(struct iqm_sls_list_pager *pager,
				   struct iqm_sls_report_list *rows,
				   struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_list_next_page(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_list_next_page_start(struct iqm_sls_list_pager *pager,
					 struct iqm_sls_report_list *rows, struct iqm_call *call,
					 iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * How far the pager has come. The result belongs to the pager, and changes with each call on it. It
 * is NULL only where `pager` is.
 */
IQM_API const struct iqm_paging *iqm_sls_list_paging(const struct iqm_sls_list_pager *pager);

/** Closes `pager`, and frees the rows that it gave. NULL is allowed. */
IQM_API void iqm_sls_list_close(struct iqm_sls_list_pager *pager);

/* ---- sls.generate: POST /api/v3/ins/sls-reports ---- */

/**
 * Buy an SLS report, or regenerate a failed one.
 *
 * Buys: costs money. The library never sends it twice; after IQM_E_UNKNOWN_OUTCOME find out what
 * happened before you call again. 0: it is bought. IQM_E_PRICE: it is not, call->error.price says
 * why, and *rsp is the service's response, the caller's to free as well; NULL where call->budget is
 * why.
 */
IQM_API int iqm_sls_generate(struct iqm_client *client, const struct iqm_sls_order *req,
			     struct iqm_sls_order_response **rsp,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_generate_start() came to: `status` is what iqm_sls_generate() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_sls_generate_done(void *context, int status, struct iqm_sls_order_response *rsp,
				   struct iqm_call *call);

/** Starts iqm_sls_generate(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_generate_start(struct iqm_client *client, const struct iqm_sls_order *req,
				   struct iqm_call *call, iqm_sls_generate_done *done,
				   void *context) IQM_NODISCARD;

/**
 * Updates the state of reports, with as few requests of sls.list as possible.
 *
 * Each of `reports` has its `id`; the rest is filled in. A report is IQM_REPORT_GONE where all of
 * the list was read and does not have it, and an earlier poll either found it or missed it too: so
 * pass the same `reports` to each poll, as by a timer of your own. On error each keeps its last
 * known state. Errors: IQM_E_USAGE, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_sls_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_poll(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Polls until each report is ready, has failed or is gone. The result is 0 in all three cases:
 * check each `state`.
 *
 * `reports` as in iqm_sls_poll(). Each poll is one list request while the reports fit one page.
 * `how` may be NULL: the defaults. call->timeout_ms, in milliseconds for all of the wait, is
 * required. After IQM_E_TIMEOUT, IQM_E_CANCELLED and other errors each report keeps its last known
 * state: wait for the same ids once more, in this process or another. It polls at least once,
 * however short its time is: by a timer of your own call iqm_sls_poll(). `call` may not be NULL.
 * Errors: IQM_E_USAGE (no timeout_ms, no `call`), IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_sls_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 const struct iqm_wait *how, struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_wait(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
			       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/**
 * Finds the report that iqm_sls_generate() may have bought for `req`, where its outcome is unknown.
 *
 * By an intent: `since` is what was known before the purchase, and only reports newer than it
 * count; `req` is what was ordered. By key: `since` may be NULL, and call->key names a purchase of
 * the client's journal, which knows all of it. Then `req` may be NULL as well; one that is given
 * must be what the journal has. What is found by key is recorded in the journal.
 *
 * It sends sls.list for as many pages as it needs; where the list does not decide, one sls.compute
 * for `req`, which buys nothing and may name the report that exists. A report that is known by its
 * id, and one that was regenerated, is polled.
 *
 * The result is 0 where the list was read; found->finding says what it showed. IQM_NOT_SEEN is
 * never a reason to buy once more: the list may show the report later. `found` is the caller's and
 * not NULL; nothing in it is to be freed. Errors: IQM_E_USAGE (also: the key is another order's),
 * IQM_E_KEY_USED (a purchase under the key is in progress, or the key or the report has become
 * another's meanwhile), IQM_E_JOURNAL, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_sls_find(struct iqm_client *client, const struct iqm_sls_order *req,
			 const struct iqm_intent *since, struct iqm_found *found,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_find(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_find_start(struct iqm_client *client, const struct iqm_sls_order *req,
			       const struct iqm_intent *since, struct iqm_found *found,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* A purchase that is looked for: by its key in the client's journal, or by request and intent. */
struct iqm_sls_wanted {
	const struct iqm_sls_order *req; /* NULL: the one that the journal has under `key` */
	const struct iqm_intent *since;  /* what was known before it; NULL: see `key` */
	const char *key;                 /* in the journal, where `since` is NULL */
	/* written by the call */
	int status; /* 0, or an enum iqm_status: why nothing is known of this one */
	struct iqm_found found; /* what was found, where status is 0 */
	void *reserved[4];
};

/**
 * Finds what several purchases may have made: as iqm_sls_find() for each of `wanted`, `len` of
 * them, but sls.list is read once.
 *
 * `wanted` is the caller's, not NULL if `len` is not 0, and no key is in it twice. No report is
 * found for two of them, but one that was regenerated is, for that purchase too: where ids, times
 * and the journal do not decide whose it is, it is ambiguous for both. Where one of them fails the
 * others are found all the same: each has its own `status`, and the result is that of the first
 * that failed. `call->key` is NULL. Errors: those of iqm_sls_find().
 */
IQM_API int iqm_sls_find_all(struct iqm_client *client, struct iqm_sls_wanted *wanted, size_t len,
			     struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_find_all(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_find_all_start(struct iqm_client *client, struct iqm_sls_wanted *wanted,
				   size_t len, struct iqm_call *call, iqm_done_fn *done,
				   void *context) IQM_NODISCARD;

/**
 * Ends the purchase under call->key, whose outcome is unknown, as one that bought nothing; the key
 * may buy again.
 *
 * Only on evidence: it was sent an hour ago or earlier, and sls.list has no report that it may have
 * made: none that fits, except those that another key of sls.generate has bought, or that are older
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
IQM_API int iqm_sls_settle_not_bought(struct iqm_client *client,
				      struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_settle_not_bought(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
					    iqm_done_fn *done, void *context) IQM_NODISCARD;

/**
 * Prices an order with iqm_sls_compute(), and buys it with iqm_sls_generate() if the report can be
 * made, `slsChargeableCost` is at most `max_cost` and the funds suffice.
 *
 * `max_cost` is an amount in the account's currency; IQM_E_USAGE where it is negative or not a
 * number. After IQM_E_PRICE nothing was bought: call->error.price says why, and *rsp is the
 * response that it is by, the price's or the purchase's, or NULL where no price came. Otherwise as
 * iqm_sls_generate().
 */
IQM_API int iqm_sls_generate_within(struct iqm_client *client, const struct iqm_sls_order *req,
				    double max_cost, struct iqm_sls_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_generate_within(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_generate_within_start(struct iqm_client *client,
					  const struct iqm_sls_order *req, double max_cost,
					  struct iqm_call *call, iqm_sls_generate_done *done,
					  void *context) IQM_NODISCARD;

/**
 * As iqm_sls_generate_within(), at a price that was asked for right before: `price` is what
 * iqm_sls_compute() gave for this `req`. It is not asked for once more, so where it may have
 * changed, as while a person decides, use iqm_sls_generate_within(). `price` is not NULL, and stays
 * the caller's.
 */
IQM_API int iqm_sls_generate_priced(struct iqm_client *client, const struct iqm_sls_order *req,
				    const struct iqm_sls_order_response *price, double max_cost,
				    struct iqm_sls_order_response **rsp,
				    struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_generate_priced(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_generate_priced_start(struct iqm_client *client,
					  const struct iqm_sls_order *req,
					  const struct iqm_sls_order_response *price,
					  double max_cost, struct iqm_call *call,
					  iqm_sls_generate_done *done, void *context) IQM_NODISCARD;

/* ---- sls.compute: POST /api/v3/ins/sls-reports/computation ---- */

/**
 * Price an SLS report without buying it.
 *
 * Reads; safe to repeat. 0 says that a response came; rsp->outcome says what the service can do.
 */
IQM_API int iqm_sls_compute(struct iqm_client *client, const struct iqm_sls_order *req,
			    struct iqm_sls_order_response **rsp,
			    struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_compute_start() came to: `status` is what iqm_sls_compute() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_sls_compute_done(void *context, int status, struct iqm_sls_order_response *rsp,
				  struct iqm_call *call);

/** Starts iqm_sls_compute(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_compute_start(struct iqm_client *client, const struct iqm_sls_order *req,
				  struct iqm_call *call, iqm_sls_compute_done *done,
				  void *context) IQM_NODISCARD;

/* ---- sls.validate-name: GET /api/v3/ins/sls-reports/validate/name ---- */

/**
 * Check whether a name can be given to a new study. For a bad or taken name the service may also
 * send `success: false`: then the call fails with IQM_E_REFUSED and the service's text in the
 * error.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_sls_validate_name(struct iqm_client *client, const struct iqm_name_query *req,
				  struct iqm_name_check **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_validate_name_start() came to: `status` is what iqm_sls_validate_name() returns, and
 * `rsp` is the callee's to iqm_free().
 */
typedef void iqm_sls_validate_name_done(void *context, int status, struct iqm_name_check *rsp,
					struct iqm_call *call);

/** Starts iqm_sls_validate_name(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_validate_name_start(struct iqm_client *client, const struct iqm_name_query *req,
					struct iqm_call *call, iqm_sls_validate_name_done *done,
					void *context) IQM_NODISCARD;

/* ---- sls.campaigns: GET /api/v3/ins/sls-reports/campaigns ---- */

/**
 * List the campaigns that an SLS report can be made for.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_sls_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_campaigns_start() came to: `status` is what iqm_sls_campaigns() returns, and `rsp`
 * is the callee's to iqm_free().
 */
typedef void iqm_sls_campaigns_done(void *context, int status, struct iqm_eligible_campaigns *rsp,
				    struct iqm_call *call);

/** Starts iqm_sls_campaigns(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_campaigns_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_sls_campaigns_done *done, void *context) IQM_NODISCARD;

/* ---- sls.download: POST /api/v3/ins/sls-reports/download ---- */

/**
 * Get a signed URL of an SLS report's file.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_sls_download(struct iqm_client *client, const struct iqm_sls_file_request *req,
			     struct iqm_sls_file_link **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_download_start() came to: `status` is what iqm_sls_download() returns, and `rsp` is
 * the callee's to iqm_free().
 */
typedef void iqm_sls_download_done(void *context, int status, struct iqm_sls_file_link *rsp,
				   struct iqm_call *call);

/** Starts iqm_sls_download(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_download_start(struct iqm_client *client,
				   const struct iqm_sls_file_request *req, struct iqm_call *call,
				   iqm_sls_download_done *done, void *context) IQM_NODISCARD;

/**
 * Saves the file of a ready report: gets its signed URL with iqm_sls_download(), and downloads it
 * as iqm_save_url() does. Where the URL has expired a new one is requested.
 *
 * `report` is the caller's, only read; of it only `id` is needed, and IQM_E_USAGE says that it is
 * another family's. `type` is the format of the file. `save` is the caller's: see struct iqm_save.
 * Neither `report` nor `save` may be NULL. call->timeout_ms, in milliseconds, covers all of it; 0
 * is an hour. Errors: those of iqm_sls_download() and iqm_save_url().
 */
IQM_API int iqm_sls_save(struct iqm_client *client, const struct iqm_report *report,
			 enum iqm_file_type type, struct iqm_save *save,
			 struct iqm_call *call) IQM_NODISCARD;

/** Starts iqm_sls_save(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_save_start(struct iqm_client *client, const struct iqm_report *report,
			       enum iqm_file_type type, struct iqm_save *save,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;

/* ---- sls.email: POST /api/v3/ins/sls-reports/email ---- */

/**
 * Mail an SLS report's file, of at most 25 MB. The service may lack this. It is not on the API
 * page.
 *
 * Not to be repeated: the library never sends it twice; after IQM_E_UNKNOWN_OUTCOME it may have
 * been carried out.
 */
IQM_API int iqm_sls_email(struct iqm_client *client, const struct iqm_sls_email_request *req,
			  struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_email_start() came to: `status` is what iqm_sls_email() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_sls_email_done(void *context, int status, struct iqm_confirmation *rsp,
				struct iqm_call *call);

/** Starts iqm_sls_email(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_email_start(struct iqm_client *client, const struct iqm_sls_email_request *req,
				struct iqm_call *call, iqm_sls_email_done *done,
				void *context) IQM_NODISCARD;

/* ---- sls.delete: DELETE /api/v3/ins/sls-reports ---- */

/**
 * Delete failed SLS reports. The response does not say which ids were deleted; after an error list
 * the reports.
 *
 * Deletes; a repetition may respond that there is nothing left to delete.
 */
IQM_API int iqm_sls_delete(struct iqm_client *client, const struct iqm_sls_ids_query *req,
			   struct iqm_confirmation **rsp, struct iqm_call *call) IQM_NODISCARD;

/**
 * What iqm_sls_delete_start() came to: `status` is what iqm_sls_delete() returns, and `rsp` is the
 * callee's to iqm_free().
 */
typedef void iqm_sls_delete_done(void *context, int status, struct iqm_confirmation *rsp,
				 struct iqm_call *call);

/** Starts iqm_sls_delete(); iqm_client_dispatch() calls `done` once it has ended. */
IQM_API int iqm_sls_delete_start(struct iqm_client *client, const struct iqm_sls_ids_query *req,
				 struct iqm_call *call, iqm_sls_delete_done *done,
				 void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif

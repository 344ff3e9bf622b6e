/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/pld.yaml by `make regen`: change the spec, not this file. */

/**
 * Provider Level Data reports.
 *
 * Which healthcare professionals a campaign reached. A campaign qualifies while it runs and up to
 * 90 days after it was paused or ended, if it ran 3 days or more (7 in later texts of IQM's) with
 * an audience matched from NPI ids. Timestamps are epoch milliseconds.
 *
 * Each call returns 0 or a negative enum iqm_status, and more in call->error (`call` may be NULL).
 * `req` is the caller's, is only read during the call and may not be NULL. *rsp is the caller's to
 * iqm_free(); it is NULL on error unless call->keep_raw is set. Threads may share a client; each
 * has a `call` of its own.
 */
#ifndef IQM_PLD_H
#define IQM_PLD_H

#include <iqm/reports.h>
#include "iqm_types.h"

#if IQM_ABI != 2
#error "made for ABI 2 of the iqm runtime: run `make regen`, or use the runtime of that ABI"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A PLD report as the list shows it. */
struct iqm_pld_report {
	struct iqm_int pld_id;                   /* Report id. */
	const char *pld_name;                    /* Name made by the service. */
	const char *campaign_name;               /* Name of the campaign. */
	struct iqm_ints campaign_ids;            /* The campaign; a list because newer reports
	                                          * may cover several. */
	struct iqm_int pld_status_id;            /* Status id. See enum iqm_insights_status. */
	struct iqm_ms start_date;                /* Start of the report. */
	struct iqm_ms end_date;                  /* End of the report. */
	struct iqm_int io_id;                    /* Insertion order id. */
	const char *io_name;                     /* Name of the insertion order. */
	struct iqm_bool is_campaign_eligible;    /* Whether a report can be made for the campaign
	                                          * now. */
	struct iqm_ms pld_created_on;            /* When the report was made; seen in seconds
	                                          * too. */
	struct iqm_int creative_type_id;         /* Id of the creatives' type. */
	struct iqm_int campaign_pld_timezone_id; /* Id of the campaign's time zone. */
	struct iqm_int io_type_id;               /* Id of the insertion order's budget type. */
	const char *campaign_status;             /* Status of the campaign. */
};

/* Several of them; `items` NULL: absent. */
struct iqm_pld_report_list {
	const struct iqm_pld_report *items;
	size_t len;
};

/* ---- pld.list: GET /api/v3/ins/pld-reports ---- */

/* Which rows of a list to send, and in which order. */
struct iqm_pld_list_req {
	const char *search_field;     /* Free text to filter by; which columns it matches is not
	                               * documented. */
	struct iqm_int no_of_entries; /* Rows a page; the service's default is 200 and its
	                               * maximum 1000. Unit: rows. */
	struct iqm_int page_no;       /* Page number; the first is 1 and the default. */
	const char *sort_by;          /* Wire name of a row's field with a sign: `-ioId`
	                               * descends, `+ioId` and `ioId` ascend. Left out: by report
	                               * id. */
};

/* A page of the list. */
struct iqm_pld_list_rsp {
	struct iqm_int total_records;                    /* Reports there are. Unit: rows. */
	struct iqm_pld_report_list pld_report_data_list; /* The rows of this page. */
	struct iqm_int filtered_records;                 /* Reports that match the search, on all
	                                                  * pages. Unit: rows. */
};

/**
 * List PLD reports.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_list(struct iqm_client *client, const struct iqm_pld_list_req *req,
			 struct iqm_pld_list_rsp **rsp, struct iqm_call *call) IQM_NODISCARD;

/* Goes through pld.list page by page. */
struct iqm_pld_list_pager;

/**
 * Opens a pager over all rows of pld.list; nothing is sent yet.
 *
 * `req` may be NULL: every row. It is copied, but its strings are not: they must live until the
 * pager is closed. `noOfEntries` left out is the most that the service gives, `pageNo` left out the
 * first. *pager is the caller's to iqm_pld_list_close(); it is NULL on error. `error` may be NULL.
 * One thread at a time may use a pager, and the client must outlive it. Errors: IQM_E_USAGE,
 * IQM_E_NOMEM.
 */
IQM_API int iqm_pld_list_open(struct iqm_client *client, const struct iqm_pld_list_req *req,
			      struct iqm_pld_list_pager **pager,
			      struct iqm_error *error) IQM_NODISCARD;

/**
 * Gives the next row, asking for a page where it must; *row is NULL at the end.
 *
 * *row is the pager's, and lives until the next call on it. A row that comes again is given once.
 * On error *row is NULL and the pager stays where it is: call again, or go on later at the page
 * that iqm_pld_list_paging() tells. Errors: those of iqm_pld_list().
 */
IQM_API int iqm_pld_list_next(struct iqm_pld_list_pager *pager, const struct iqm_pld_report **row,
			      struct iqm_call *call) IQM_NODISCARD;

/**
 * The same for all new rows of the next page; rows->len is 0 at the end. They are the pager's, and
 * live until the next call on it. Errors: those of iqm_pld_list().
 */
IQM_API int iqm_pld_list_next_page(struct iqm_pld_list_pager *pager,
				   struct iqm_pld_report_list *rows,
				   struct iqm_call *call) IQM_NODISCARD;

/**
 * How far the pager has come. It is the pager's, changes with each call on the pager, and is NULL
 * for NULL only.
 */
IQM_API const struct iqm_paging *iqm_pld_list_paging(const struct iqm_pld_list_pager *pager);

/** Closes a pager, with the rows that it gave. NULL is allowed. */
IQM_API void iqm_pld_list_close(struct iqm_pld_list_pager *pager);

/* ---- pld.campaigns: GET /api/v3/ins/pld-reports/campaigns ---- */

/* Campaigns that a report can be made for, by their status. */
struct iqm_pld_campaigns_rsp {
	struct iqm_campaign_list running; /* Campaigns that are running. */
	struct iqm_campaign_list paused;  /* Campaigns that are paused. */
	struct iqm_campaign_list expired; /* Campaigns that have ended. */
};

/**
 * List campaigns that a PLD report can be made for.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_campaigns(struct iqm_client *client, struct iqm_pld_campaigns_rsp **rsp,
			      struct iqm_call *call) IQM_NODISCARD;

/* ---- pld.generate: POST /api/v3/ins/pld-report ---- */

/*
 * What to buy: `campaignId`, `pldStartDate` and `pldEndDate` for a new report; `pldId` alone to
 * make a failed one again.
 */
struct iqm_pld_generate_req {
	struct iqm_int campaign_id;   /* Campaign id. */
	struct iqm_ms pld_start_date; /* Start of the report. */
	struct iqm_ms pld_end_date;   /* End of the report. */
	struct iqm_int pld_id;        /* Failed report to make again. */
	struct iqm_ints campaign_ids; /* Several campaigns of one insertion order; not on the API
	                               * page. */
	struct iqm_int io_id;         /* Insertion order of `campaignIds`; not on the API page. */
	const char *idempotency_key;  /* Key of the purchase; not on the API page and its effect
	                               * is not documented. */
};

/* What was bought, or the report that is there already, or why nothing was bought. */
struct iqm_pld_generate_rsp {
	enum iqm_outcome outcome;                /* Sorted from the fields below. */
	struct iqm_bool pld_report_created;      /* Whether the report is being made. */
	struct iqm_bool pld_report_creatable;    /* The same under its other name. */
	struct iqm_int pld_id;                   /* Report id; the service leaves it out of new
	                                          * reports. */
	const char *pld_name;                    /* Name of the report that exists. */
	struct iqm_int pld_status_id;            /* Status of the report that exists. See enum
	                                          * iqm_insights_status. */
	struct iqm_ms pld_created_on;            /* When the report that exists was made. */
	struct iqm_ints campaign_ids;            /* Campaign ids. */
	const char *campaign_name;               /* Name of the campaign. */
	const char *campaign_status;             /* Status of the campaign. */
	struct iqm_int creative_type_id;         /* Id of the creatives' type. */
	struct iqm_int io_id;                    /* Insertion order id. */
	const char *io_name;                     /* Name of the insertion order. */
	struct iqm_int io_type_id;               /* Id of the insertion order's budget type. */
	struct iqm_ms pld_start_date;            /* Start of the report. */
	struct iqm_ms pld_end_date;              /* End of the report. */
	struct iqm_int pld_chargeable_imps;      /* Impressions this report charges for. Unit:
	                                          * impressions. */
	struct iqm_int pld_charged_imps;         /* Impressions that earlier reports have paid
	                                          * for. Unit: impressions. */
	struct iqm_num pld_chargeable_cost;      /* What this report costs. Unit: money. */
	struct iqm_num pld_charged_cost;         /* What earlier reports have cost. Unit: money. */
	struct iqm_bool funds_available;         /* Whether the account's funds suffice. */
	struct iqm_num effective_pld_rate;       /* Rate that the cost was computed with. Unit:
	                                          * rate. */
	struct iqm_ints processing_campaign_ids; /* Campaigns with an overlapping report in the
	                                          * making. */
	const char *message;                     /* Why nothing was bought. */
};

/**
 * Buy a PLD report for one campaign and date range, or make a failed one again.
 *
 * Buys: costs money. The library never sends it twice; after IQM_E_UNKNOWN_OUTCOME look before you
 * call again. 0 says that the service answered; rsp->outcome says what it came to.
 */
IQM_API int iqm_pld_generate(struct iqm_client *client, const struct iqm_pld_generate_req *req,
			     struct iqm_pld_generate_rsp **rsp,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * Looks once where reports stand, with as few requests of pld.list as it takes.
 *
 * `reports` is the caller's: `len` of them, each with its `id`; the rest is filled in.
 * IQM_REPORT_GONE: the whole list was read and does not have one that it had before, or that an
 * earlier look did not find either; so keep `reports` from look to look. On error each is as it was
 * last seen. Errors: IQM_E_USAGE, IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_pld_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 struct iqm_call *call) IQM_NODISCARD;

/**
 * Looks again and again until each report is ready, has failed or is gone; the result is 0 then, so
 * look at each `state`.
 *
 * `reports` as in iqm_pld_poll(); one list request a look while they fit a page. `how` may be NULL:
 * the defaults. call->timeout_ms is required: milliseconds for the whole wait. After IQM_E_TIMEOUT,
 * IQM_E_CANCELLED and other errors each report is as it was last seen: wait again for the same ids,
 * in this process or another. Errors: IQM_E_USAGE (no timeout_ms, no `call`), IQM_E_NOMEM and those
 * of any read.
 */
IQM_API int iqm_pld_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
			 const struct iqm_wait *how, struct iqm_call *call) IQM_NODISCARD;

/**
 * Looks for the report that iqm_pld_generate() may have bought for `req`, where its outcome is
 * unknown.
 *
 * Only reports newer than `since` count: what was known before the purchase. NULL: what the
 * client's journal says under call->key. 0 says that it was looked for, and found->finding what was
 * found. IQM_NOT_SEEN is never a reason to buy again: the list may show the report later. *found is
 * the caller's; nothing in it is to be freed. What is found by key is recorded. Errors: IQM_E_USAGE
 * (also: the key is another order's), IQM_E_KEY_USED (it is being bought), IQM_E_JOURNAL,
 * IQM_E_NOMEM and those of any read.
 */
IQM_API int iqm_pld_find(struct iqm_client *client, const struct iqm_pld_generate_req *req,
			 const struct iqm_intent *since, struct iqm_found *found,
			 struct iqm_call *call) IQM_NODISCARD;

/* ---- pld.columns-get: GET /api/v3/ins/pld-reports/columns ---- */

/* Which columns the user's list of PLD reports shows. */
struct iqm_pld_columns_get_rsp {
	struct iqm_bool id;            /* Report id. */
	struct iqm_bool insights_name; /* Report name. */
	struct iqm_bool campaign_name; /* Name of the campaign. */
	struct iqm_bool campaign_id;   /* Campaign id. */
	struct iqm_bool status;        /* Status. */
	struct iqm_bool date_range;    /* First and last day. */
	struct iqm_bool created_on;    /* Day it was made. */
	struct iqm_bool io_name;       /* Name of the insertion order. */
	struct iqm_bool io_id;         /* Insertion order id. */
};

/**
 * Get the columns of the user's list of PLD reports.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_columns_get(struct iqm_client *client, struct iqm_pld_columns_get_rsp **rsp,
				struct iqm_call *call) IQM_NODISCARD;

/* ---- pld.columns-update: POST /api/v3/ins/pld-reports/columns ---- */

/* Which columns the user's list of PLD reports shows. */
struct iqm_pld_columns_update_req {
	struct iqm_bool id;            /* Report id. Required. */
	struct iqm_bool insights_name; /* Report name. Required. */
	struct iqm_bool campaign_name; /* Name of the campaign. Required. */
	struct iqm_bool campaign_id;   /* Campaign id. Required. */
	struct iqm_bool status;        /* Status. Required. */
	struct iqm_bool date_range;    /* First and last day. Required. */
	struct iqm_bool created_on;    /* Day it was made. Required. */
	struct iqm_bool io_name;       /* Name of the insertion order. Required. */
	struct iqm_bool io_id;         /* Insertion order id. Required. */
};

/* Which columns the user's list of PLD reports shows. */
struct iqm_pld_columns_update_rsp {
	struct iqm_bool id;            /* Report id. */
	struct iqm_bool insights_name; /* Report name. */
	struct iqm_bool campaign_name; /* Name of the campaign. */
	struct iqm_bool campaign_id;   /* Campaign id. */
	struct iqm_bool status;        /* Status. */
	struct iqm_bool date_range;    /* First and last day. */
	struct iqm_bool created_on;    /* Day it was made. */
	struct iqm_bool io_name;       /* Name of the insertion order. */
	struct iqm_bool io_id;         /* Insertion order id. */
};

/**
 * Set the columns of the user's list of PLD reports. All nine must be given: whether the service
 * merges or replaces is not documented, so get, change and update.
 *
 * Safe to repeat. A field left out is IQM_E_USAGE.
 */
IQM_API int iqm_pld_columns_update(struct iqm_client *client,
				   const struct iqm_pld_columns_update_req *req,
				   struct iqm_pld_columns_update_rsp **rsp,
				   struct iqm_call *call) IQM_NODISCARD;

/* ---- pld.download: POST /api/v3/ins/pld-report/download ---- */

/* Which report's file, and of which type. */
struct iqm_pld_download_req {
	struct iqm_int file_type; /* File type id. See enum iqm_file_type. */
	struct iqm_int pld_id;    /* Report id; the report must be ready. */
};

/* Where the file is. */
struct iqm_pld_download_rsp {
	const char *pld_report_url; /* Signed URL of the file. Fetch it without the API's
	                             * headers; it is as good as the file. */
};

/**
 * Get a signed URL of a PLD report's file.
 *
 * Reads; safe to repeat.
 */
IQM_API int iqm_pld_download(struct iqm_client *client, const struct iqm_pld_download_req *req,
			     struct iqm_pld_download_rsp **rsp,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * Saves the file of a ready report: asks for its link with iqm_pld_download(), and then does as
 * iqm_save(). A link that has ended is asked for anew.
 *
 * `id` is the report's, `file_type` an enum iqm_file_type. `save` is the caller's: see struct
 * iqm_save. call->timeout_ms, in milliseconds, covers all of it; 0 is an hour. Errors: those of
 * iqm_pld_download() and iqm_save().
 */
IQM_API int iqm_pld_save(struct iqm_client *client, int64_t id, int64_t file_type,
			 struct iqm_save *save, struct iqm_call *call) IQM_NODISCARD;

/* ---- pld.delete: DELETE /api/v3/ins/pld-reports ---- */

/* Reports to delete. */
struct iqm_pld_delete_req {
	struct iqm_ints pld_ids; /* Ids of failed reports. Required. */
};

/* A confirmation. */
struct iqm_pld_delete_rsp {
	const char *message; /* The service's wording; it names the deleted report or counts
	                      * them. */
};

/**
 * Delete failed PLD reports. There is no result by id; after an error list again.
 *
 * Deletes; a repetition may respond that there is nothing left to delete.
 */
IQM_API int iqm_pld_delete(struct iqm_client *client, const struct iqm_pld_delete_req *req,
			   struct iqm_pld_delete_rsp **rsp, struct iqm_call *call) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif

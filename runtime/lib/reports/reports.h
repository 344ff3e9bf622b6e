/* SPDX-License-Identifier: MIT */
/* Lists of reports: their rows, page by page, where reports stand, waits until they are ready. */
#ifndef IQM_LIB_REPORTS_H
#define IQM_LIB_REPORTS_H

#include "call/call.h"

/* ---- rows.c: rows of a list, by the descriptors -------------------------------------------- */

/* Rows of a response. */
struct rows {
	const void **at;
	size_t len;
};

struct rows iqm_list_rows(const struct iqm_op *list, const void *response);
int64_t iqm_list_total(const struct iqm_op *list, const void *response); /* -1: not said */
/* What a row has in the field; absent where it has none, or there is no such field. */
struct iqm_int iqm_row_int(const void *row, const struct iqm_field *f); /* timestamps too */
const char *iqm_row_text(const void *row, const struct iqm_field *f);
struct iqm_int iqm_row_id(const struct iqm_op *list, const struct rows *rows, size_t i);
void iqm_put_int(void *request, const struct iqm_field *f, int64_t value);
/* 0 where there are no rows; absent where a row has no id. */
struct iqm_int iqm_highest_id(const struct iqm_op *list, const struct rows *rows);
/* Whether the ids of all rows fall, each below the one before it and `before`; then that of the
 * last row is in *last. */
bool iqm_ids_descend(const struct iqm_op *list, const struct rows *rows, int64_t before,
		     int64_t *last);

/* ---- newest.c: the newest rows ------------------------------------------------------------- */

/* A request for a page of `size` rows, the highest id first; free() takes it. NULL: no memory. */
void *iqm_newest_first(const struct iqm_op *list, int64_t size);
/* Sends one. */
int iqm_ask_newest(struct iqm_client *client, const struct iqm_op *list, int64_t size,
		   const struct deadline *deadline, void **response, struct iqm_error *error);

/* ---- pager.c ------------------------------------------------------------------------------- */

/* As iqm_pager_next_page(), on the way of `call`, in at most `most_ms`. */
int iqm_pager_next_inner(struct iqm_pager *pager, struct rows *rows,
			 const struct deadline *deadline, long most_ms, struct iqm_call *call);
/* Whose it is; NULL for NULL. */
struct iqm_client *iqm_pager_client(const struct iqm_pager *pager);
/* The JSON path of a field of row `i` of those last given. */
void iqm_pager_path(const struct iqm_pager *pager, size_t i, const struct iqm_field *f, char *out,
		    size_t size);

/* ---- status.c ------------------------------------------------------------------------------ */

/* States that a status may mean, a bit for each. */
#define STATE_BIT(state) (1u << (state))

unsigned iqm_report_meanings(const struct iqm_api *api, const struct iqm_report *report);
/* The report is in one of `states`. Of several, or none, it waits and is not confirmed. */
void iqm_report_set(struct iqm_report *report, unsigned states);
/* "processing or failed" */
const char *iqm_meanings_text(unsigned states, char text[40]);
/* What a row says of its report; a status that is not known is logged once. */
void iqm_report_read(const struct logger *logger, const struct iqm_order *order, const void *row,
		     int64_t page, struct iqm_report *report);
/* IQM_E_USAGE: the report is another family's than the operation. */
int iqm_report_check(const struct iqm_op *op, const struct iqm_report *report,
		     struct iqm_error *error);

/* ---- link.c -------------------------------------------------------------------------------- */

/* Requests the link of a report's file; `op` has a `file`, the rest is as for iqm_perform(). */
int iqm_ask_link(struct iqm_client *client, const struct iqm_op *op, int64_t id, int64_t file_type,
		 void **response, struct iqm_call *call);
/* Links of a client, for saves that follow soon. Any thread. IQM_E_NOMEM. */
int iqm_links_open(struct links **out);
void iqm_links_close(struct links *links);
/* Keeps a response of iqm_ask_link(), and frees it in the end. */
void iqm_link_keep(struct iqm_client *client, const struct iqm_op *op, int64_t id,
		   int64_t file_type, void *response);
/* One that was kept in the last seconds, once: the caller's to free. NULL: there is none. */
void *iqm_link_take(struct iqm_client *client, const struct iqm_op *op, int64_t id,
		    int64_t file_type);

/* ---- wait.c: one wait ------------------------------------------------------------------------ */

/*
 * A wait in its steps, which iqm_reports_wait() takes on the caller's thread. Those that were
 * started take them on a thread that they share, with polls for several. None of the steps calls
 * on_poll; those that say so take long, the others do not.
 */
struct wait;

/* As iqm_reports_wait(), whose arguments it checks; `call` is not NULL. *out: iqm_wait_close(). */
int iqm_wait_open(struct wait **out, struct iqm_client *client, const struct iqm_op *op,
		  struct iqm_report *reports, size_t len, const struct iqm_wait *how,
		  struct iqm_call *call);
void iqm_wait_close(struct wait *w);
/* In place of the call's. */
void iqm_wait_cancel_by(struct wait *w, const struct iqm_cancel *cancel);
/* The first step; may send requests. */
void iqm_wait_begin(struct wait *w);
/* When the next poll is, by the client's clock. */
int64_t iqm_wait_due(const struct wait *w);
/* The wait is over after that poll. */
bool iqm_wait_is_last(const struct wait *w);
/* The poll is due, or may be made now because others have one. */
bool iqm_wait_may_ride(const struct wait *w, int64_t now);
/* What comes of the poll that it took: the end, or the next one. Emits events. */
void iqm_wait_evaluate(struct wait *w);
/* Ends it before that: IQM_E_TIMEOUT, IQM_E_CANCELLED or IQM_E_NOMEM. */
void iqm_wait_end(struct wait *w, int err);
bool iqm_wait_has_ended(const struct wait *w, int *status);

/* ---- wait_poll.c: one poll for several waits of a list --------------------------------------- */

struct wait_poll;

/* One with room for so many reports. NULL: no memory. */
struct wait_poll *iqm_wait_poll_open(size_t len, const struct iqm_cancel *cancel);
/* The reports of one wait more are polled, copied; gives where they begin. Either all waits are in
 * their last poll, or none is. */
size_t iqm_wait_poll_add(struct wait_poll *p, const struct wait *w);
/* Sends its requests; knows none of the waits. */
void iqm_wait_poll_run(struct wait_poll *p);
/* Gives the wait what came; the reports from `from` on are its own. False: nothing did, as it
 * failed for another one; then it is repeated without that. */
bool iqm_wait_take(struct wait *w, const struct wait_poll *p, size_t from);
void iqm_wait_poll_close(struct wait_poll *p);

/* ---- deleted.c ----------------------------------------------------------------------------- */

/* A hook of the call: asks for the list once, and says what is left of the rows that a delete's
 * request names. */
enum iqm_deleted iqm_check_deleted(struct call_state *s);

#endif

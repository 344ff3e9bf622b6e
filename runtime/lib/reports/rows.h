/* SPDX-License-Identifier: MIT */
/* Lists and their rows as the tables describe them: shared by what works above single calls. */
#ifndef IQM_ROWS_H
#define IQM_ROWS_H

#include "internal.h"

/* ---- rows.c ------------------------------------------------------------------------------- */

/* Rows of a response, each of `size` bytes. */
struct rows {
	char *at;
	size_t len;
	size_t size;
};

struct rows iqm_list_rows(const struct iqm_op *list, const void *response);
int64_t iqm_list_total(const struct iqm_op *list, const void *response); /* -1: not said */
/* What a row has in the field; absent where it has none, or there is no such field. */
struct iqm_int iqm_row_int(const void *row, const struct iqm_field *f); /* timestamps too */
const char *iqm_row_text(const void *row, const struct iqm_field *f);
struct iqm_int iqm_row_id(const struct iqm_op *list, const struct rows *rows, size_t i);
void iqm_put_int(void *request, const struct iqm_field *f, int64_t value);
/* Whether the ids of all rows fall, each below the one before it and `before`; then that of the
 * last row is in *last. */
bool iqm_ids_fall(const struct iqm_op *list, const struct rows *rows, int64_t before,
		  int64_t *last);
/* A request for a page of `size` rows, the highest id first; free() takes it. NULL: no memory. */
void *iqm_newest_first(const struct iqm_op *list, int64_t size);
/* ---- reports.c ---------------------------------------------------------------------------- */

/* What a row says of its report; a status that is not known is logged once. */
void iqm_report_read(const struct iqm_client *client, const struct iqm_order *order,
		     const void *row, int64_t page, struct iqm_report *report);

/* ---- rows.c: requests on the way of a call -------------------------------------------------- */

/* Forgets what was reported before, as each call does. `error` and `op` may be NULL. */
void iqm_error_begin(struct iqm_error *error, const struct iqm_op *op);
/* One request on the way of a call; its report becomes the call's. */
int iqm_perform_inner(struct iqm_client *client, const struct iqm_op *op, const void *request,
		      void *response, const struct limits *limits, struct iqm_call *call);
/* `why` failed on the way to a request that was not sent: `e` says all of it but the delivery. */
int iqm_fail_unsent(struct iqm_error *e, const struct iqm_error *why, const char *what);

/* ---- keys.c: a set of ids ------------------------------------------------------------------ */

struct keys {
	int64_t *slots; /* 0: free */
	size_t cap;     /* 0, or a power of two */
	size_t len;     /* slots that are taken */
	bool zero;      /* the id 0 is in it */
};

/* Room for `more` ids. 0 or IQM_E_NOMEM. */
int iqm_keys_reserve(struct keys *keys, size_t more);
/* Whether the id is new; there must be room for it. */
bool iqm_keys_add(struct keys *keys, int64_t key);
void iqm_keys_free(struct keys *keys);

#endif

/* SPDX-License-Identifier: MIT */
/* One call while it runs: shared by call.c and the files named below. */
#ifndef IQM_RUN_H
#define IQM_RUN_H

#include "internal.h"

struct run {
	struct iqm_client *client;
	const struct iqm_op *op;
	const void *request;
	struct iqm_call *call;
	struct iqm_error *error;
	struct limits limits;
	struct buf url;
	struct buf body;
	struct headers headers;
	unsigned token; /* its number, in the headers */
	void *response; /* made before anything is sent: no memory must not cost a paid response */
	struct iqm_http_response http;
	struct intent *intent; /* a paid call's, in the journal; or NULL */
	int64_t ready;         /* since when it waits to be sent */
	bool tried;            /* the last attempt got as far as the transport */
	bool maybe_done;       /* an attempt before may have been carried out */
	bool answered;         /* an attempt before was refused */
	bool renewed;          /* the token, after a 401 */
};

/* ---- request.c: what is sent -------------------------------------------------------------- */

/* The path that this client's dialect sends the operation to. */
const char *iqm_run_path(const struct run *r);
int iqm_run_url(struct run *r);
/* With `key` as the order's idempotency key, where the caller gave none; NULL: as it is. */
int iqm_run_body(struct run *r, const char *key);
int iqm_run_headers(struct run *r);

/* ---- verdict.c: what came back ------------------------------------------------------------ */

/* The status alone is a refusal, whatever became of the rest of the response. */
bool iqm_is_refusal(long http_status);
/* The response of an attempt into r->response, or what it says of a failure. */
int iqm_run_read(struct run *r);
/* How far the request got, once `err` is what became of it. */
enum iqm_delivery iqm_run_delivery(const struct run *r, int err);
/* A request that may have been carried out and cannot be repeated is no failure: unknown. */
int iqm_run_unknown(struct run *r, int err, const char *what);

/* IQM_E_TIMEOUT or IQM_E_CANCELLED: "the time was over `where`". */
int iqm_run_out_of_time(struct run *r, int err, const char *where);

/* ---- allowance.c: the limiter's slots ----------------------------------------------------- */

/* Waits for a slot. *slot < 0: this client has no limit. */
int iqm_run_take_slot(struct run *r, int *slot);
void iqm_run_give_slot(const struct run *r, int slot);

/* ---- purchase.c: the journal -------------------------------------------------------------- */

/* Before a purchase: what is bought, and what was there before. Nothing for other calls. */
int iqm_run_begin_purchase(struct run *r);
void iqm_run_end_purchase(struct run *r, int err);

#endif

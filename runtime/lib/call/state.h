/* SPDX-License-Identifier: MIT */
/* The steps of one call: for call.c, which takes them in order. */
#ifndef IQM_LIB_CALL_STATE_H
#define IQM_LIB_CALL_STATE_H

#include "call/call.h"

/* ---- request.c: what is sent ---------------------------------------------------------------- */

/* The method and the path with which this client's dialect sends the operation. */
const char *iqm_call_method(const struct call_state *s);
const char *iqm_call_path(const struct call_state *s);
/* Checks the request; a list that is given none gets one of no fields, s->empty. */
int iqm_call_request(struct call_state *s);
int iqm_call_url(struct call_state *s);
/* With s->key as the order's idempotency key, where the client sends it and the caller gave none.
 */
int iqm_call_body(struct call_state *s);
int iqm_call_headers(struct call_state *s);

/* ---- verdict.c: what came back --------------------------------------------------------------- */

/* No secret of the client or the request stays in the error. */
void iqm_call_redact(struct call_state *s);
/* The response of an attempt into s->response, or what it says of a failure. */
int iqm_call_read(struct call_state *s);
/* IQM_E_PRICE, with error.price, where the response of a paid call says that nothing was bought. */
int iqm_call_check_bought(struct call_state *s);
/* Fails with IQM_E_UNKNOWN_OUTCOME: `what` may have happened; error.cause is `err`. */
int iqm_call_fail_unknown(struct call_state *s, int err, const char *what);

/* ---- rate_limit.c: the limiter's permits ----------------------------------------------------- */

/* Waits for a permit, s->permit. */
int iqm_call_acquire(struct call_state *s);
/* Gives it back, if there is one. */
void iqm_call_release(struct call_state *s);

#endif

/* SPDX-License-Identifier: MIT */
/* One call: from a request to a verdict. Defines the client, which is made of the parts of the
 * rooms below; knows no journal, and no lists. */
#ifndef IQM_LIB_CALL_H
#define IQM_LIB_CALL_H

#include "auth/auth.h"
#include "codec/codec.h"
#include "http/http.h"

/* ---- the client ----------------------------------------------------------------------------- */

struct call_hooks;

struct iqm_client {
	const struct iqm_api *api;
	char *base_url; /* NULL: the service's */
	char *user_agent;
	unsigned dialect; /* its index in api->dialects */
	long timeout_ms;  /* of a call that names none */
	size_t max_body;
	struct iqm_clock clock;
	struct logger logger;
	struct sender sender;
	struct token *token;
	struct iqm_limiter limiter;
	int requests_per_minute;        /* 0: the service's; -1: no limit */
	const struct call_hooks *hooks; /* never NULL; its members may be */
	struct journal *journal;        /* for the hooks: opaque here; NULL: none */
	struct links *links;            /* of reports' files: opaque here */
	struct async *async;            /* calls that were started: opaque here */
	bool send_key;                  /* as the order's idempotency key */
	bool no_purchases;
};

/* ---- one call while it runs ------------------------------------------------------------------ */

struct call_state {
	struct iqm_client *client;
	const struct iqm_op *op;
	const void *request;
	void *empty; /* the request of a list that is given none; or NULL */
	struct iqm_call *call;
	struct iqm_error *error;
	struct deadline deadline;
	struct buf url;
	struct buf body;
	struct headers headers;
	unsigned token; /* its number, in the headers */
	void *response; /* made before anything is sent: no memory must not cost a paid response */
	struct iqm_http_response http;
	struct attempts attempts;
	struct intent *prepared; /* by iqm_perform_prepared(); or NULL */
	struct intent *intent;   /* the begin hook's own; opaque here */
	const char *key;         /* a purchase's, set by the begin hook; NULL: none */
	int64_t permit;          /* of the rate limit; 0: none */
	bool renewed;            /* the token, after a 401 */
};

/* What is left of the rows that a delete named. */
enum iqm_deleted {
	IQM_DELETED_UNKNOWN = 0, /* some are there, or the list could not be read as a whole */
	IQM_ALL_DELETED,
	IQM_NONE_DELETED
};

/* What rooms above add to a call; client/ puts them together. */
struct call_hooks {
	/*
	 * Before the first attempt of a paid call, whose body is there. Not 0: the call fails with
	 * it, and nothing is sent. Where this is NULL, a paid call with a key, or of a client with
	 * a journal, fails with IQM_E_CONFIG.
	 */
	int (*begin_paid)(struct call_state *s);
	/* In each attempt, right before its first byte may leave. Not 0: as above. NULL: 0. */
	int (*sending_paid)(struct call_state *s);
	/* After the verdict `err` on it, also where begin_paid() failed. */
	void (*end_paid)(struct call_state *s, int err);
	/* A delete was refused that may have been carried out before: what the list says. NULL:
	 * unknown. */
	enum iqm_deleted (*check_deleted)(struct call_state *s);
};

/* The client is there, and `op` is of its API; else IQM_E_USAGE. `name` as of iqm_check_call(). */
int iqm_check_client(struct iqm_error *error, const char *name, const struct iqm_client *client,
		     const struct iqm_op *op);
/* Whether the client may buy at all. */
int iqm_check_may_buy(const struct iqm_client *client, struct iqm_error *error);
/* As iqm_perform(), of a purchase that was prepared before: the begin hook finds it. NULL: none. */
int iqm_perform_prepared(struct iqm_client *client, const struct iqm_op *op, const void *request,
			 void *response, struct iqm_call *call, struct intent *prepared);
/* The deadline of a call that begins now. */
static inline struct deadline iqm_call_deadline(const struct iqm_client *client,
						const struct iqm_call *call)
{
	long timeout_ms = call->timeout_ms ? call->timeout_ms : client->timeout_ms;
	struct deadline deadline = iqm_deadline_in(&client->clock, timeout_ms, call->cancel);

	deadline.user_data = call->user_data;
	return deadline;
}

/* Clears the report of a call that begins. */
static inline void iqm_call_begin(struct iqm_call *call, const char *operation)
{
	iqm_error_begin(&call->error, operation);
	call->bad_len = call->bad_total = 0;
}

/* ---- inner.c: calls on the way of another ---------------------------------------------------- */

/* What an inner call reports becomes the report of the call; bad fields add up. */
void iqm_call_adopt(struct iqm_call *call, const struct iqm_call *inner);
/* One request on the way of a call; its report becomes the call's. */
int iqm_perform_inner(struct iqm_client *client, const struct iqm_op *op, const void *request,
		      void *response, const struct deadline *deadline, struct iqm_call *call);

#endif

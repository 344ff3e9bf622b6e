/* SPDX-License-Identifier: MIT */
/**
 * What a client stands on: the transport (one HTTP request out, one response back), the limiter of
 * its requests, the journal of its purchases, the clock. libcurl's transport ships; tests and
 * embedders may put their own into struct iqm_settings.
 *
 * Arguments: `context` is the member beside the function. `response` and `request` are those of
 * perform(), `permit` is that of acquire().
 *
 * NULL: `response`, `request` and `permit` are never NULL.
 *
 * Ownership: `response`, `request` and `permit` are borrowed for the call that they are given to.
 *
 * Threads: functions of yours are called by the threads that make calls, several at a time. What
 * feeds a response is called by the thread that is in perform().
 */
#ifndef IQM_TRANSPORT_H
#define IQM_TRANSPORT_H

#include <iqm/reports.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One request. Everything is borrowed for the call of perform(). */
struct iqm_http_request {
	const char *method;              /* "GET", "POST" ... */
	const char *url;                 /* absolute, percent-encoded */
	const char *const *headers;      /* "Name: value" lines; NULL ends */
	const char *body;                /* NULL: none */
	size_t body_len;                 /* bytes of it */
	long timeout_ms;                 /* all that is left of the call's time; more than 0 */
	long connect_timeout_ms;         /* of that, until it is connected */
	long stall_timeout_ms;           /* no byte for so long, once the response has begun */
	const struct iqm_cancel *cancel; /* see iqm_cancelled(); may be NULL */
	bool fresh;                      /* on a connection that has carried nothing before */
	/* A file from a signed URL: on a handle of its own that knows no cookies and no
	 * credentials, and its bytes as they come. */
	bool presigned;
	/* But those of Content-Encoding: gzip decoded, and then neither that header nor
	 * Content-Length given to the response. A transport that cannot ignores it. */
	bool decode;
};

/** Whether `cancel` was set; false where it is NULL. Any thread. A transport asks at least every
 * 100 ms. */
IQM_API bool iqm_cancelled(const struct iqm_cancel *cancel);

/* The response being received; opaque, fed through the functions below by one thread, until
 * perform() returns. They take no NULL, and copy what they are given. */
struct iqm_http_response;

/** Once per response: the final HTTP `status` (not 1xx), before its headers. */
IQM_API void iqm_http_response_status(struct iqm_http_response *response, long status);

/** A response header: its `name` and `value`, `name_len` and `value_len` bytes, which need no NUL
 * and are not NULL. 0, or negative: stop, it is too large. */
IQM_API int iqm_http_response_header(struct iqm_http_response *response, const char *name,
				     size_t name_len, const char *value, size_t value_len);

/** Bytes of the body: `data`, `len` bytes, not NULL; content encoding undone, but see
 * iqm_http_request.presigned. 0, or negative: stop. */
IQM_API int iqm_http_response_body(struct iqm_http_response *response, const void *data,
				   size_t len);

/**
 * Right before a first byte may leave: what was recorded of a purchase is on disk once it returns.
 * 0; or negative: nothing may leave, and perform() returns that: of a purchase also if asked twice.
 */
IQM_API int iqm_http_response_sending(struct iqm_http_response *response) IQM_NODISCARD;

/**
 * Why there is no complete response: `reason` is one line without secrets, never NULL, `curl_code`
 * the CURLcode or 0. Called at most once, before perform() returns an error.
 */
IQM_API void iqm_http_response_failed(struct iqm_http_response *response, int curl_code,
				      const char *reason);

/** How long the attempt took: `timing`, in microseconds, never NULL; at most once. */
IQM_API void iqm_http_response_timing(struct iqm_http_response *response,
				      const struct iqm_timing *timing);

/* Sends requests; all members but perform() may be NULL, and those reserved are. */
struct iqm_transport {
	/**
	 * Sends the request at most once, follows no redirect, and waits for the whole response.
	 * Called by several threads at a time. 0 when the response is complete, whatever its
	 * status; else IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_CANCELLED, IQM_E_TOO_LARGE, IQM_E_CONFIG
	 * or IQM_E_NOMEM; another number counts as IQM_E_NETWORK. What is repeated:
	 * iqm_is_transient(), by the CURLcode too. The member is never NULL.
	 */
	int (*perform)(void *context, const struct iqm_http_request *request,
		       struct iqm_http_response *response);

	/** Frees the context when the client is closed. May be NULL. */
	void (*close)(void *context);

	void *context;

	/* perform() calls iqm_http_response_sending() before each request that it sends. False:
	 * every failure counts as "may have been sent". A transport around another takes the
	 * other's value and announces nothing itself: the other's would be the second time, and
	 * what is paid would be refused there, with its outcome unknown. */
	bool announces_sending;
	void *reserved[4];
};

/**
 * libcurl's transport, as a client with these `settings` has it without settings.transport: to put
 * one of your own around it. Of the settings ca_file, ca_dir, client_cert, client_key, proxy,
 * on_handle and allow_http count; strings are copied. *out is the caller's, to close or to give to
 * a client. Neither is NULL; `error` may be NULL. 0, IQM_E_CONFIG, IQM_E_USAGE or IQM_E_NOMEM.
 */
IQM_API int iqm_curl_transport(struct iqm_transport *out, const struct iqm_settings *settings,
			       struct iqm_error *error) IQM_NODISCARD;

/* Gets what a response is given, as it is given, by the thread that gives it. Any function may be
 * NULL; what they get is not NULL. */
struct iqm_http_watch {
	/* As iqm_http_response_status(). */
	void (*status)(void *context, long status);
	/* As iqm_http_response_header(). */
	void (*header)(void *context, const char *name, size_t name_len, const char *value,
		       size_t value_len);
	/* As iqm_http_response_body(). */
	void (*body)(void *context, const void *data, size_t len);
	void *context;
	struct iqm_http_watch *next; /* the library's */
	void *reserved[4];
};

/**
 * For a transport around another: before it calls the other's perform(), from where on `watch` gets
 * to know the response. It is the caller's, never NULL, and lives until its own perform() returns.
 * Tokens are in responses (log-ins), and signed URLs. 0, or IQM_E_USAGE: a reserved member is not
 * zero.
 */
IQM_API int iqm_http_response_watch(struct iqm_http_response *response,
				    struct iqm_http_watch *watch);

/* ---- the limiter -------------------------------------------------------------------------- */

/* The permit of one request, from the first acquire() to release(): zeroed but for what is asked.
 */
struct iqm_permit {
	/* Asked: */
	int limit;       /* how many permits there are: 1 to 1,000 */
	long timeout_ms; /* what is left of the call's time, more than 0; its request ends with it,
			  * or a second later */
	const struct iqm_cancel *cancel; /* see iqm_cancelled(); may be NULL */

	/* Said: */
	int64_t id;    /* the limiter's own, kept from ask to ask; not 0: release() is owed */
	bool sure;     /* of a wait: no permit can be free before */
	long ask_ms;   /* of a wait: when to ask again; 0: after it, or soon if it is not sure */
	char why[512]; /* of an error: why, one line without secrets */
};

/*
 * Keeps a client's requests within the service's rate limit. It does not wait for permits: calls
 * do. What it waits for, such as a database, it waits for within the call's time. Called by several
 * threads at a time.
 */
struct iqm_limiter {
	/**
	 * Acquires one of `limit` permits. Each is free again 60 s after its request ended. 0: it
	 * is acquired, send now. More than 0: not yet, in so many milliseconds at the soonest, as
	 * far as is known. Negative: an enum iqm_status; within 250 ms after the call's time is
	 * over or it was cancelled IQM_E_TIMEOUT or IQM_E_CANCELLED. A permit that is never
	 * released comes back by itself, once its request has ended for sure.
	 */
	long (*acquire)(void *context, struct iqm_permit *permit);

	/** The request with the permit `id` has ended; `sent` false: it never left, or the permit
	 * was not acquired yet: it is free at once. Within 100 ms, whatever happens. */
	void (*release)(void *context, int64_t id, bool sent);

	/** The service answered 429: no permit is free for `ms` milliseconds. Within 100 ms. */
	void (*block)(void *context, long ms);

	/** What acquire() would return for `permit`; acquires nothing. May be NULL: it is not
	 * known. */
	long (*next_ms)(void *context, struct iqm_permit *permit);

	/** Frees the context when the client is closed. May be NULL. */
	void (*close)(void *context);

	void *context;
	void *reserved[4];
};

/* ---- the journal -------------------------------------------------------------------------- */

/* Gets one `purchase`, borrowed for its call and never NULL, and what `to` was given with it: that
 * is the library's. By the thread that asked for it. Not 0: stop, and return that number. */
typedef int iqm_purchase_fn(void *to, const struct iqm_purchase *purchase);

/* What a journal is asked for besides. */
enum iqm_journal_flags {
	IQM_JOURNAL_CHECK_ONLY = 1,     /* say whether it may be recorded; record nothing */
	IQM_JOURNAL_ALLOW_DUPLICATE = 2 /* call.allow_duplicate */
};

/*
 * Where a client records its purchases: a file (settings.journal), or this: tables of a database
 * that many hosts share (<iqm/postgres.h>), or your own. Purchases, finds and settles know nothing
 * else of it. Each member returns 0 or a negative enum iqm_status, and says why in call.error, see
 * iqm_journal_fail(). `call` is never NULL; of it count timeout_ms (what is left, more than 0) and
 * cancel, which end waits for locks and long reads (IQM_E_TIMEOUT, IQM_E_CANCELLED), for intent()
 * the budget, and error. `key`, `note`, `purchase` and `settled` are borrowed, and never NULL
 * unless said; keys are valid. `row` is called, never NULL, with `to`, which may be NULL, both the
 * library's. `flags` are of enum iqm_journal_flags. Called by the threads that make calls, several
 * at a time. What may follow what is not an implementation's to know: iqm_journal_check_intent()
 * and its like have the rules.
 */
struct iqm_journal {
	/**
	 * Locks the key for this client until release(), and at the latest until its process ends
	 * in any way. IQM_E_KEY_USED: another client has it, of this process or any. The library
	 * claims a key once at a time.
	 */
	int (*claim)(void *context, const char *key, struct iqm_call *call);
	/** Gives back the claim of `key`. Waits 250 ms at most: what is left is done later. */
	void (*release)(void *context, const char *key);

	/**
	 * Gives the newest purchase under `key` to `row`; does not call it where there is none. Its
	 * state is IQM_PURCHASE_BUSY in place of IQM_PURCHASE_OPEN while another client has claimed
	 * the key.
	 */
	int (*get)(void *context, const char *key, iqm_purchase_fn *row, void *to,
		   struct iqm_call *call);

	/** Gives the newest purchase of each key to `row`, in the order of their first purchases;
	 * states as in get(). */
	int (*list)(void *context, iqm_purchase_fn *row, void *to, struct iqm_call *call);

	/**
	 * Records a purchase that is about to be sent, as IQM_PURCHASE_OPEN; its key is claimed. In
	 * one step, as seen by all clients: no purchase under this key, or of this order, is
	 * recorded between the check and the record. iqm_journal_check_intent() is the check, of
	 * each newest purchase under the same key or with the same `order`. Where there is a
	 * call->budget, iqm_journal_check_budget() is another, after iqm_journal_count() of the
	 * newest purchase of every key. The record is durable before this returns 0: it survives
	 * the loss of power. `purchase` has all but `number`, which becomes one more than that
	 * under the key before, or 1.
	 */
	int (*intent)(void *context, const struct iqm_purchase *purchase, unsigned flags,
		      struct iqm_call *call);

	/**
	 * Records what became of the purchase under `purchase->key`, which this client has claimed
	 * and made: state, report_id and cost; no other member counts. Durable as well.
	 */
	int (*outcome)(void *context, const struct iqm_purchase *purchase, struct iqm_call *call);

	/** Replaces the note of the newest purchase under `key`, which is claimed, by `note`, which
	 * may be NULL: none. */
	int (*note)(void *context, const char *key, const char *note, struct iqm_call *call);

	/**
	 * Records what a find or a person found out: state (bought, with its report_id, or not
	 * bought), settlement, of the purchase with `settled->key`, which is claimed,
	 * `settled->number` (0: the newest) and `settled->sent`. In one step with
	 * iqm_journal_check_settle() of each newest purchase under the same key or with the same
	 * report_id. Durable as well. With IQM_JOURNAL_CHECK_ONLY nothing is recorded, the key need
	 * not be claimed, and what other keys have bought is all that is checked.
	 */
	int (*settle)(void *context, const struct iqm_purchase *settled, unsigned flags,
		      struct iqm_call *call);

	/** As iqm_journal_archive(), of what was sent before `before_ms`; *moved is how many, and
	 * `moved` is never NULL. The member may be NULL: there is no archive. */
	int (*archive)(void *context, int64_t before_ms, size_t *moved, struct iqm_call *call);

	/* Whether intent() checks call->budget: else a call with one is refused, IQM_E_CONFIG. */
	bool checks_budgets;

	/** When the client is closed, whose claims have been released. May be NULL. */
	void (*close)(void *context);

	void *context;
	void *reserved[4];
};

/** Writes call.error: `why`, one line without secrets, which is copied. Gives `status`, for a
 * journal to return. Neither `call` nor `why` may be NULL. */
IQM_API int iqm_journal_fail(struct iqm_call *call, int status, const char *why);

/**
 * For a journal's intent(): whether `intent` may be recorded beside `recorded`, the newest purchase
 * under the same key or one of the same order. `flags` are those that it got. No argument may be
 * NULL; `call` gets the error. 0, or the error to return: IQM_E_KEY_USED, IQM_E_UNKNOWN_OUTCOME,
 * IQM_E_DUPLICATE. For any two others: 0.
 */
IQM_API int iqm_journal_check_intent(const struct iqm_purchase *recorded,
				     const struct iqm_purchase *intent, unsigned flags,
				     struct iqm_call *call);

/**
 * For a journal's intent(), where call->budget is given: whether `intent` fits into it beside
 * `spent`, what iqm_journal_count() has counted of all newest purchases with `intent` and
 * budget->since. With IQM_JOURNAL_CHECK_ONLY in `flags` its price may not be known yet, and then it
 * fits where anything would. No argument may be NULL; `call` gets the error. 0, or the error to
 * return: IQM_E_PRICE.
 */
IQM_API int iqm_journal_check_budget(const struct iqm_spending *spent,
				     const struct iqm_purchase *intent, unsigned flags,
				     struct iqm_call *call);

/**
 * For a journal's settle(): whether `settled` may be recorded beside `recorded`, the newest
 * purchase under the same key or one of the same report. *same, the caller's, is written: it has
 * been recorded before, do nothing. No argument may be NULL; `call` gets the error. 0, or the error
 * to return, such as IQM_E_KEY_USED.
 */
IQM_API int iqm_journal_check_settle(const struct iqm_purchase *recorded,
				     const struct iqm_purchase *settled, bool *same,
				     struct iqm_call *call);

/* ---- the clock ---------------------------------------------------------------------------- */

/* Time; no member but the context may be NULL. */
struct iqm_clock {
	/* Milliseconds from any start; never goes back. */
	int64_t (*now_ms)(void *context);
	/* Milliseconds since 1970. */
	int64_t (*realtime_ms)(void *context);
	/* Returns after `ms` milliseconds; `ms` is 1 to 100. */
	void (*wait_ms)(void *context, long ms);
	void *context;
	void *reserved[4];
};

#ifdef __cplusplus
}
#endif

#endif

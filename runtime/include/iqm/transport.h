/* SPDX-License-Identifier: MIT */
/**
 * What a client stands on: the transport (one HTTP request out, one response back), the limiter of
 * its requests, the clock. libcurl's transport ships; tests and embedders may put their own into
 * struct iqm_settings. All are called by several threads at a time.
 */
#ifndef IQM_TRANSPORT_H
#define IQM_TRANSPORT_H

#include <iqm/iqm.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One request. Everything is borrowed for the call of perform(). */
struct iqm_http_request {
	const char *method;
	const char *url;            /* absolute, percent-encoded */
	const char *const *headers; /* "Name: value" lines; NULL ends */
	const char *body;           /* NULL: none */
	size_t body_len;
	long timeout_ms; /* more than 0 */
	long connect_timeout_ms;
	long stall_timeout_ms;           /* no byte for so long, once the response has begun */
	const struct iqm_cancel *cancel; /* see iqm_cancelled(); may be NULL */
	bool fresh;                      /* on a connection that has carried nothing before */
	/* A file from a signed URL: on a handle of its own that knows no cookies and no
	 * credentials, and without content encoding. */
	bool presigned;
};

/** Whether `cancel` was set; false for NULL. Any thread. A transport asks at least every 100 ms. */
IQM_API bool iqm_cancelled(const struct iqm_cancel *cancel);

/* The response being received; opaque, fed through the functions below by one thread, until
 * perform() returns. They take no NULL, and copy what they are given. */
struct iqm_http_response;

/** Once per response: the final status (not 1xx), before its headers. */
IQM_API void iqm_http_response_status(struct iqm_http_response *response, long status);

/** A response header; neither string needs a NUL. 0, or negative: stop, it is too large. */
IQM_API int iqm_http_response_header(struct iqm_http_response *response, const char *name,
				     size_t name_len, const char *value, size_t value_len);

/** Body bytes, content encoding undone. 0, or negative: stop. */
IQM_API int iqm_http_response_body(struct iqm_http_response *response, const void *data,
				   size_t len);

/**
 * Right before the first byte of the request may leave: what was recorded of a purchase is on disk
 * once it returns. 0; or negative: nothing may leave, and perform() returns that number.
 */
IQM_API int iqm_http_response_sending(struct iqm_http_response *response) IQM_NODISCARD;

/**
 * Why there is no complete response: one line without secrets, and the CURLcode or 0. Called at
 * most once, before perform() returns an error.
 */
IQM_API void iqm_http_response_failed(struct iqm_http_response *response, int curl_code,
				      const char *reason);

/** How long the attempt took, in microseconds; at most once. */
IQM_API void iqm_http_response_timing(struct iqm_http_response *response,
				      const struct iqm_timing *timing);

/* Sends requests; all members but perform() may be NULL, and those reserved are. */
struct iqm_transport {
	/**
	 * Sends the request at most once, follows no redirect, and waits for the whole response.
	 * Called by several threads at a time. 0 when the response is complete, whatever its
	 * status; else IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_CANCELLED, IQM_E_TOO_LARGE, IQM_E_CONFIG
	 * or IQM_E_NOMEM; another number counts as IQM_E_NETWORK. What is
	 * repeated: iqm_is_transient(), by the CURLcode too. Never NULL.
	 */
	int (*perform)(void *context, const struct iqm_http_request *request,
		       struct iqm_http_response *response);

	/** Frees the context when the client is closed. May be NULL. */
	void (*close)(void *context);

	void *context;

	/* perform() calls iqm_http_response_sending() before each request that it sends. False:
	 * every failure counts as "may have been sent". */
	bool announces_sending;
	void *reserved[4];
};

/* ---- the limiter -------------------------------------------------------------------------- */

/*
 * Keeps a client's requests within the service's rate limit. It never waits: calls do, so that
 * their deadline and cancel are honoured. Called by several threads at a time.
 */
struct iqm_limiter {
	/**
	 * Acquires one of `limit` permits. Each is free again 60 s after its request ended. 0:
	 * *permit is acquired, send now. More than 0: not yet, ask after so many milliseconds
	 * (`*sure`: no permit can be free before). Negative: an enum iqm_status. `lease_ms`: the
	 * request ends within that time; a permit that is never released ends with it.
	 */
	long (*acquire)(void *context, int limit, long lease_ms, int *permit, bool *sure);

	/** The request has ended; `sent` false: it never left, and the permit is free at once. */
	void (*release)(void *context, int permit, bool sent);

	/** The service answered 429: no permit is free for so many milliseconds. */
	void (*block)(void *context, long ms);

	/** Frees the context when the client is closed. May be NULL. */
	void (*close)(void *context);

	void *context;
	void *reserved[4];
};

/* ---- the clock ---------------------------------------------------------------------------- */

/* Time; no member but the context may be NULL. */
struct iqm_clock {
	int64_t (*now_ms)(void *context);        /* never goes back; from any start */
	int64_t (*realtime_ms)(void *context);   /* epoch milliseconds */
	void (*wait_ms)(void *context, long ms); /* at most 100 */
	void *context;
	void *reserved[4];
};

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: MIT */
/* One HTTP exchange: headers out, a response in, libcurl's transport; and when to repeat it. */
#ifndef IQM_LIB_HTTP_H
#define IQM_LIB_HTTP_H

#include "base/base.h"

/* ---- response.c: the response being received ------------------------------------------------ */

#define IQM_MAX_HEADERS ((size_t)64 * 1024)

struct iqm_http_response {
	struct buf body; /* max is the client's limit */
	/* Takes the body instead, once all headers are there; NULL: `body`. Negative: stop;
	 * perform() then returns that, it is in body.err, and the sink may have set `reason`. */
	int (*sink)(void *context, const void *data, size_t len);
	void *sink_context;
	size_t headers; /* bytes of headers so far */
	long status;
	bool sending; /* a byte of the request may have left */
	/* Asked once, before a byte may leave. Negative: none does, and it is in `refused`. */
	int (*on_sending)(void *context);
	void *sending_context;
	int refused;
	int curl_code;
	struct iqm_timing timing;
	char reason[256];
	char content_type[64];
	char request_id[80];
	int id_rank; /* 0: no request id; 1: from the best of the headers that may name it */
	/* Headers as they came, "" where absent or too long to be right. */
	char retry_after[64];
	char date[64];
	char etag[128];
	char last_modified[64];
	char content_range[80];
	char content_encoding[32];
	int64_t content_length; /* -1: none that can be relied on */
	bool bad_length;        /* garbage, two that differ, or chunks */
};

/* A zeroed response whose body may have `max_body` bytes. */
void iqm_http_response_init(struct iqm_http_response *response, size_t max_body);
/* Counts header bytes that are not stored. 0, or IQM_E_TOO_LARGE. */
int iqm_http_response_count(struct iqm_http_response *response, size_t len);

/* ---- http.c: libcurl's transport ------------------------------------------------------------ */

struct iqm_curl_options {
	const char *ca_file; /* copied; NULL: libcurl's own */
	bool allow_http;     /* plain http beyond loopback */
};

/* Opens libcurl's transport, with libcurl's global state. 0, IQM_E_CONFIG or IQM_E_NOMEM. */
int iqm_curl_open(struct iqm_transport *out, const struct iqm_curl_options *options,
		  struct iqm_error *error);

/* ---- send.c: one request through any transport ------------------------------------------------
 */

/*
 * What perform() came to: 0 with a complete response, one of the errors that it may return, or what
 * `on_sending` refused with. A transport that does not announce sending is asked for it before.
 */
int iqm_http_send(const struct iqm_transport *transport, const struct iqm_http_request *request,
		  struct iqm_http_response *response);

/* ---- headers.c: the header lines of one request --------------------------------------------- */

#define MAX_HOOK_HEADERS 8
#define MAX_HEADERS 16 /* eight are the most that a call has, and a hook's */

struct headers {
	struct buf text;                    /* the lines, each with its NUL */
	size_t start[MAX_HEADERS];          /* of each line in it */
	const char *lines[MAX_HEADERS + 1]; /* NULL ends; filled by iqm_headers_lines() */
	size_t len;
	size_t own; /* of them, when a hook may add others */
};

/* "Name: schemevalue"; a control byte in the value is IQM_E_USAGE. */
int iqm_headers_add(struct headers *h, struct iqm_error *e, const char *name, const char *scheme,
		    const char *value);
/* Authorization with this scheme, and the same under the name `duplicate`; NULL: only once. */
int iqm_headers_authorize(struct headers *h, struct iqm_error *e, const char *duplicate,
			  const char *scheme, const char *secret);
void iqm_base64(struct buf *out, const char *s, size_t len);
const char *const *iqm_headers_lines(struct headers *h);
void iqm_headers_free(struct headers *h);

/* ---- http_status.c: what a status code means -------------------------------------------- */

/* The status alone is a refusal, whatever became of the rest of the response. */
bool iqm_is_refusal(long http_status);
/* The enum iqm_status of a status that is no success. */
int iqm_status_of_http(long http_status);

/* ---- retry.c: when a request is repeated ----------------------------------------------------- */

#define IQM_RATE_WINDOW_MS 60000 /* rate limits are per minute */

struct retry_policy {
	int max_attempts; /* of one call */
	long backoff_ms;
	long backoff_max_ms;
	struct random random;
};

/* The milliseconds a Retry-After asks for: seconds, or an HTTP date after `date` (its own header,
 * else `realtime_ms`). 0: none, or not one. Never more than IQM_RETRY_AFTER_MAX_MS. */
#define IQM_RETRY_AFTER_MAX_MS ((long)10 * 60 * 1000)
long iqm_retry_after(const char *retry_after, const char *date, int64_t realtime_ms);
/* Epoch ms of a header's date, or -1. */
int64_t iqm_http_date(const char *s);
/* How long to wait before attempt `done` + 1; `hint_ms`: what the service asked for, 0 none. */
long iqm_backoff(struct retry_policy *policy, int done, int status, long hint_ms);

#endif

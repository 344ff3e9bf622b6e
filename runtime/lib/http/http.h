/* SPDX-License-Identifier: MIT */
/* HTTP: headers out, a response in, libcurl's transport; what failures mean; attempts. */
#ifndef IQM_LIB_HTTP_H
#define IQM_LIB_HTTP_H

#include "base/base.h"

#include <iqm/gen.h>

/* ---- response.c: the response being received ------------------------------------------------ */

#define IQM_MAX_HEADERS ((size_t)64 * 1024)

struct iqm_http_response {
	struct buf body; /* max is the client's limit */
	/* Takes the body instead, once all headers are there; NULL: `body`. Negative: stop;
	 * perform() then returns that, it is in body.err, and the sink may have set `reason`. */
	int (*sink)(void *context, const void *data, size_t len);
	void *sink_context;
	struct iqm_http_watch *watches; /* of transports around another */
	size_t headers;                 /* bytes of headers so far */
	long status;
	bool sending; /* a byte of the request may have left */
	/* Asked once, before a byte may leave. Negative: none does, and it is in `refused`. */
	int (*on_sending)(void *context);
	void *sending_context;
	int refused;
	bool once;      /* the request must not be sent twice, whoever tries to */
	bool announced; /* the transport was about to send it, */
	bool repeated;  /* and then once more, which was refused */
	int curl_code;
	struct iqm_timing timing;
	char reason[256];
	char content_type[64];
	char request_id[80];
	const char *const *request_ids; /* headers that may name the request, the best first */
	int id_rank;                    /* 0: no request id; 1: from the best of them */
	/* Headers as they came, "" where absent or too long to be right. */
	char retry_after[64];
	char date[64];
	char etag[128];
	char last_modified[64];
	char content_range[80];
	char content_encoding[32];
	int64_t content_length; /* -1: none that counts */
	bool bad_length;        /* none counts: garbage, two that differ, or a Transfer-Encoding */
	bool chunked;           /* the last coding of that */
	bool ends_by_close; /* nothing said how long the body is: whether it is whole, nobody knows
			     */
	bool decoded;       /* libcurl decodes the body, whose length is not known then */
};

/* A zeroed response whose body may have `max_body` bytes. `request_ids`: the headers that may name
 * the request, the best first; NULL ends, or none. */
void iqm_http_response_init(struct iqm_http_response *response, size_t max_body,
			    const char *const *request_ids);
/* Asks whether the request may be sent, for a transport that does not announce it. Should it do so
 * all the same (iqm_http_response_sending()), that counts as this one. */
int iqm_http_response_ask_to_send(struct iqm_http_response *response);
/* The request was sent, whether or not the transport has said so. */
void iqm_http_response_imply_sent(struct iqm_http_response *response);
/* All headers were given: finds out where the body ends (RFC 9112, 6.3). */
void iqm_http_response_end_headers(struct iqm_http_response *response);
/* The transport decodes the body: what its headers say of coding and length is of other bytes. */
void iqm_http_response_decoded(struct iqm_http_response *response);
/* A Content-Encoding that libcurl decodes. */
bool iqm_is_gzip(const char *coding);
/* Counts header bytes that are not stored. 0, or IQM_E_TOO_LARGE. */
int iqm_http_response_count(struct iqm_http_response *response, size_t len);

/* ---- http.c: libcurl's transport ------------------------------------------------------------ */

/* As in struct iqm_settings, but for the last two. Strings are copied. */
struct iqm_curl_options {
	const char *ca_file; /* NULL: libcurl's own, if ca_dir is, too */
	const char *ca_dir;
	const char *client_cert;
	const char *client_key;
	int (*on_handle)(void *context, void *curl, enum iqm_handle_purpose purpose);
	void *handle_context;
	bool allow_http;   /* plain http beyond loopback */
	const char *proxy; /* "": none; NULL: the environment's, or on_handle's */
	bool gzip;         /* this libcurl can decode it; iqm_curl_open() finds out */
};

/* Opens libcurl's transport, with libcurl's global state. 0, IQM_E_CONFIG or IQM_E_NOMEM. */
int iqm_curl_open(struct iqm_transport *out, const struct iqm_curl_options *options,
		  struct iqm_error *error);

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
/* The value of the header, NULL: there is none. */
const char *iqm_headers_get(const struct headers *h, const char *name);
void iqm_headers_free(struct headers *h);

/* ---- failure.c: what failures mean; iqm_is_transient() -------------------------------------- */

/* Comes before any processing of a request: nothing was done. */
bool iqm_is_unprocessed(long http_status);
/* The status alone is a refusal, whatever became of the rest of the response. */
bool iqm_is_refusal(long http_status);
/* The enum iqm_status of a status that is no success. */
int iqm_status_of_http(long http_status);
bool iqm_is_transient_http(long http_status);
/* The enum iqm_status of a CURLcode that is not 0; `sent`: a byte of the request may have left. */
int iqm_status_of_curl(int curl_code, bool sent);

/* ---- date.c ---------------------------------------------------------------------------------- */

/* Epoch ms of a header's date, in one of HTTP's three forms, or -1. */
int64_t iqm_http_date(const char *s);

/* ---- retry.c: how long to wait before another attempt ---------------------------------------- */

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
/* How long to wait before attempt `done` + 1; `hint_ms`: what the service asked for, 0 none. */
long iqm_backoff(struct retry_policy *policy, int done, int status, long hint_ms);

/* ---- attempts.c: the engine that calls and downloads share ----------------------------------- */

/* What differs between them; `context` is theirs. */
struct attempt_steps {
	/* Makes attempts.request with its headers and path. Not 0: nothing is sent, that was it. */
	int (*prepare)(void *context);
	/*
	 * Follows each prepare() that was 0; `err` is the transport's result, or the deadline's
	 * where nothing was tried. Returns what the response comes to: 0; negative, with the error
	 * filled and redacted; more than 0: no failure, but another request must follow.
	 */
	int (*evaluate)(void *context, int err);
	/* An attempt failed with `err`. True: its cause is removed, and it is repeated at once. */
	bool (*recover)(void *context, int err);
};

/* What all requests of a client are sent with. */
struct sender {
	struct iqm_transport transport;
	struct retry_policy retry;
	long connect_timeout_ms;
	long stall_timeout_ms;
	const char *const *request_ids; /* headers of responses */
};

/* One request while it is tried. */
struct attempts {
	/* as the caller wants it */
	struct sender *sender;
	const struct logger *logger;
	const struct iqm_limiter *limiter; /* gets to know of a 429; NULL: none */
	const struct deadline *deadline;
	size_t max_body;
	const char *operation;
	enum iqm_effect effect;
	const struct attempt_steps *steps;
	void *context;
	struct iqm_call *call; /* gets the report */
	struct headers *headers;
	struct iqm_http_response *http;
	/* of the attempt: made by prepare() */
	struct iqm_http_request request;
	const char *path; /* of the URL, as it may be shown */
	char note[40];    /* for its log line */
	/* what came of them */
	int64_t ready;       /* since when the next one waits to be sent */
	bool tried;          /* the last one got as far as the transport */
	bool complete;       /* it got a whole response */
	bool has_envelope;   /* evaluate() sets it: a failure's body is the service's own */
	bool contradicts;    /* and it: that body also says that it was done */
	bool is_last;        /* evaluate() may set it: no other is of use */
	int failures;        /* which count; evaluate() may set it back */
	bool maybe_executed; /* one before may have been carried out */
	bool responded;      /* one before was refused */
};

/* Whether it is never sent twice: it buys, or must not happen twice. */
bool iqm_is_sent_once(enum iqm_effect effect);
/* Attempts until one succeeds or no other may be made: what its evaluate() returned. */
int iqm_attempts_run(struct attempts *a);
/* Clears the error, but for the number of attempts. */
void iqm_attempts_forget(struct attempts *a);
/* The n-th attempt in the call's report, from 1. Those that do not fit share the last place. */
static inline struct iqm_attempt *iqm_attempt_of(struct iqm_call *call, int n)
{
	return &call->attempts[(n < IQM_MAX_ATTEMPTS ? n : IQM_MAX_ATTEMPTS) - 1];
}

#endif

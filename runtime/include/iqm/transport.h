/* SPDX-License-Identifier: MIT */
/**
 * The transport under a client: one HTTP request out, one answer back. libcurl's is the one that
 * ships; tests and embedders may put their own into iqm_settings.transport.
 */
#ifndef IQM_TRANSPORT_H
#define IQM_TRANSPORT_H

#include <iqm/iqm.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Everything is borrowed for the call of perform(). */
struct iqm_http_request {
	const char *method;
	const char *url;            /* absolute, percent-encoded */
	const char *const *headers; /* "Name: value" lines; NULL ends */
	const char *body;           /* NULL: none */
	size_t body_len;
	long timeout_ms; /* more than 0 */
	bool fresh;      /* on a connection that has carried nothing before */
};

/* The answer being received; opaque, fed through the functions below. */
struct iqm_http_answer;

/** Once per response: the final status (not 1xx), before its headers. */
IQM_API void iqm_http_answer_status(struct iqm_http_answer *answer, long status);

/** A response header; neither string needs a NUL. 0, or negative: stop, it is too large. */
IQM_API int iqm_http_answer_header(struct iqm_http_answer *answer, const char *name,
				   size_t name_len, const char *value, size_t value_len);

/** Body bytes, content encoding undone. 0, or negative: stop. */
IQM_API int iqm_http_answer_body(struct iqm_http_answer *answer, const void *data, size_t len);

/** Before the first byte of the request may leave; without it a failure counts as not sent. */
IQM_API void iqm_http_answer_sending(struct iqm_http_answer *answer);

/**
 * Why there is no complete answer: one line without secrets, and the CURLcode or 0. Called at
 * most once, before perform() returns an error.
 */
IQM_API void iqm_http_answer_failed(struct iqm_http_answer *answer, int curl_code,
				    const char *reason);

struct iqm_transport {
	/**
	 * Sends the request at most once, follows no redirect, and waits for the whole answer.
	 * Called by several threads at a time. 0 when the answer is complete, whatever its status;
	 * else IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_TOO_LARGE, IQM_E_CONFIG or IQM_E_NOMEM;
	 * another number counts as IQM_E_NETWORK. Never NULL.
	 */
	int (*perform)(void *context, const struct iqm_http_request *request,
		       struct iqm_http_answer *answer);

	/** Frees the context when the client is closed. May be NULL. */
	void (*close)(void *context);

	void *context;
};

#ifdef __cplusplus
}
#endif

#endif

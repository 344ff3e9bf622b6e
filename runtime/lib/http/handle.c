/* SPDX-License-Identifier: MIT */
/* One of libcurl's handles: its options, its callbacks, one call on it, what went wrong. */
#include "http/handle.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* For a file: a larger buffer needs fewer system calls; but it must be smaller than the socket's,
 * or the sender waits. */
#define FILE_BUFFER 102400L

/* After the first failure the rest is skipped. */
#define SET(h, option, value)                                                                      \
	((h)->code = (h)->code ? (h)->code : curl_easy_setopt((h)->curl, (option), (value)))

/* ---- callbacks ---------------------------------------------------------------------------- */

/* "HTTP/1.1 200 OK" */
static bool take_status(struct handle *h, const char *line, size_t len)
{
	const char *p = memchr(line, ' ', len);
	const char *end = line + len;
	uint64_t status;

	if (len < 5 || memcmp(line, "HTTP/", 5) || !p || end - p < 4)
		return false;
	if (iqm_digits(p + 1, end, 999, &status) != p + 4 || status < 100)
		return false;
	h->state = status < 200 ? IN_INTERIM : IN_FINAL;
	if (h->state == IN_FINAL)
		iqm_http_response_status(h->response, (long)status);
	return true;
}

static bool take_header(struct handle *h, const char *line, size_t len)
{
	const char *colon = memchr(line, ':', len);

	while (len && (line[len - 1] == '\r' || line[len - 1] == '\n'))
		len--;
	/* A folded line continues a header that was stored already. */
	if (!colon || *line == ' ' || *line == '\t')
		return !iqm_http_response_count(h->response, len);
	return !iqm_http_response_header(h->response, line, (size_t)(colon - line), colon + 1,
					 (size_t)(line + len - colon - 1));
}

/* All headers of the final response are there. */
static void end_headers(struct handle *h)
{
	struct iqm_http_response *r = h->response;

	h->state = PAST_HEADERS;
	iqm_http_response_end_headers(r);
	if (h->decodes && iqm_is_gzip(r->content_encoding))
		iqm_http_response_decoded(r);
}

/* Called for each line of interim responses, the final one and trailers, with the line's end. */
static size_t on_header(char *line, size_t size, size_t count, void *context)
{
	struct handle *h = context;
	size_t len = size * count;
	bool is_end = len && (*line == '\r' || *line == '\n');
	bool ok;

	h->received = true;
	if (!h->first_us)
		h->first_us = iqm_now_us();
	if (h->state == IN_FINAL && !is_end)
		ok = take_header(h, line, len);
	else
		ok = !iqm_http_response_count(h->response, len);
	if (ok && h->state == WANT_STATUS)
		ok = take_status(h, line, len);
	else if (is_end && h->state == IN_INTERIM)
		h->state = WANT_STATUS;
	else if (is_end && h->state == IN_FINAL)
		end_headers(h);
	return ok ? len : CURL_WRITEFUNC_ERROR;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
	struct handle *h = context;
	size_t len = size * count;

	h->received = true;
	if (h->state != PAST_HEADERS || iqm_http_response_body(h->response, data, len))
		return CURL_WRITEFUNC_ERROR;
	return len;
}

/* Called before libcurl sends. Without it libcurl repeats a POST on a new connection. */
static int on_send(void *context, char *to, char *from, int to_port, int from_port)
{
	struct handle *h = context;

	(void)to, (void)from, (void)to_port;
	if (h->sent) {
		h->resent = true;
		return CURL_PREREQFUNC_ABORT;
	}
	h->stale = !h->connected && iqm_sockets_readable(h, from_port);
	if (h->stale)
		return CURL_PREREQFUNC_ABORT;
	if (iqm_cancelled(h->request->cancel)) {
		h->stop = IQM_E_CANCELLED;
		return CURL_PREREQFUNC_ABORT;
	}
	h->stop = iqm_http_response_sending(h->response);
	if (h->stop)
		return CURL_PREREQFUNC_ABORT;
	h->sent = true;
	return CURL_PREREQFUNC_OK;
}

/* ---- once --------------------------------------------------------------------------------- */

static void set_safety(struct handle *h, const struct handle_options *how, bool presigned)
{
	SET(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(h, CURLOPT_FOLLOWLOCATION, 0L);
	SET(h, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(h, CURLOPT_PATH_AS_IS, 1L);
	SET(h, CURLOPT_NOSIGNAL, 1L);
	SET(h, CURLOPT_QUICK_EXIT, 1L);
	SET(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(h, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(h, CURLOPT_SSL_VERIFYHOST, 2L);
	SET(h, CURLOPT_PROTOCOLS_STR, how->allow_http ? "http,https" : "https");
	if (how->ca_file || how->ca_dir) { /* NULL: or the system's CAs would be trusted too */
		SET(h, CURLOPT_CAINFO, how->ca_file);
		SET(h, CURLOPT_CAPATH, how->ca_dir);
	}
	if (presigned) {
		SET(h, CURLOPT_BUFFERSIZE, FILE_BUFFER);
		iqm_closing_watch(h);
	} else if (how->gzip)
		SET(h, CURLOPT_ACCEPT_ENCODING, "gzip");
}

static void set_callbacks(struct handle *h)
{
	SET(h, CURLOPT_HEADERFUNCTION, on_header);
	SET(h, CURLOPT_HEADERDATA, h);
	SET(h, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); /* a proxy's are not the service's */
	SET(h, CURLOPT_WRITEFUNCTION, on_body);
	SET(h, CURLOPT_WRITEDATA, h);
	SET(h, CURLOPT_PREREQFUNCTION, on_send);
	SET(h, CURLOPT_PREREQDATA, h);
	iqm_sockets_watch(h);
	SET(h, CURLOPT_ERRORBUFFER, h->reason);
}

void iqm_handle_free(struct handle *h)
{
	struct sigpipe guard;

	iqm_sigpipe_hold(&guard); /* closing writes to TLS peers */
	curl_easy_cleanup(h->curl);
	curl_multi_cleanup(h->multi);
	iqm_sigpipe_release(&guard);
	free(h->lines);
	free(h);
}

static bool open_curl(struct handle *h)
{
	h->curl = curl_easy_init();
	h->multi = curl_multi_init();
	return h->curl && h->multi &&
	       !curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)IQM_MAX_CONNECTIONS);
}

struct handle *iqm_handle_new(const struct handle_options *how, bool presigned)
{
	struct handle *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	h->owner = getpid();
	h->allow_http = how->allow_http;
	h->gzip = how->gzip;
	if (!open_curl(h)) {
		iqm_handle_free(h);
		return NULL;
	}
	set_callbacks(h);
	set_safety(h, how, presigned);
	return h;
}

/* ---- each call ---------------------------------------------------------------------------- */

/* libcurl only reads the list: its nodes are the handle's, its lines the caller's. */
static void set_headers(struct handle *h, const struct iqm_http_request *rq)
{
	static char no_expect[] = "Expect:";
	size_t count = 0;

	while (rq->headers && rq->headers[count])
		count++;
	if (h->line_cap < count + 1) {
		struct curl_slist *lines = realloc(h->lines, (count + 8) * sizeof(*lines));

		if (!lines) {
			h->code = CURLE_OUT_OF_MEMORY;
			return;
		}
		h->lines = lines;
		h->line_cap = count + 8;
	}
	for (size_t i = 0; i < count; i++) {
		h->lines[i].data = (char *)(uintptr_t)rq->headers[i];
		h->lines[i].next = &h->lines[i + 1];
	}
	/* An empty Expect: libcurl must not ask the server before it sends a large body. */
	h->lines[count] = (struct curl_slist){ no_expect, NULL };
	SET(h, CURLOPT_HTTPHEADER, h->lines);
}

static bool has_body(const struct iqm_http_request *rq)
{
	return rq->body || !strcmp(rq->method, "POST") || !strcmp(rq->method, "PUT") ||
	       !strcmp(rq->method, "PATCH");
}

/* 0 must not reach libcurl: there it means a default. */
static void set_times(struct handle *h, const struct iqm_http_request *rq)
{
	long whole = rq->timeout_ms < INT_MAX ? rq->timeout_ms : INT_MAX;
	long connect = rq->connect_timeout_ms;

	SET(h, CURLOPT_TIMEOUT_MS, whole);
	SET(h, CURLOPT_CONNECTTIMEOUT_MS, connect && connect < whole ? connect : whole);
}

static void set_request(struct handle *h, const struct iqm_http_request *rq)
{
	bool post = has_body(rq);

	SET(h, CURLOPT_URL, rq->url);
	set_times(h, rq);
	if (post) {
		SET(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)rq->body_len);
		SET(h, CURLOPT_POSTFIELDS, rq->body ? rq->body : "");
	}
	if (strcmp(rq->method, post ? "POST" : "GET"))
		SET(h, CURLOPT_CUSTOMREQUEST, rq->method);
	SET(h, CURLOPT_FRESH_CONNECT, rq->fresh ? 1L : 0L);
	h->decodes = rq->presigned && rq->decode && h->gzip;
	if (h->decodes) /* to decode; what is asked for, the caller's header says */
		SET(h, CURLOPT_ACCEPT_ENCODING, "gzip");
}

/* Nothing of this call is left for the next. */
static void unset_request(struct handle *h, const struct iqm_http_request *rq)
{
	SET(h, CURLOPT_HTTPHEADER, NULL);
	if (has_body(rq)) {
		SET(h, CURLOPT_POSTFIELDS, NULL);
		SET(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)-1);
		SET(h, CURLOPT_HTTPGET, 1L); /* after POSTFIELDS, which means POST */
	}
	SET(h, CURLOPT_CUSTOMREQUEST, NULL);
	h->request = NULL;
	h->response = NULL;
}

static void set_route(struct handle *h, bool direct)
{
	if (h->direct == direct)
		return;
	SET(h, CURLOPT_PROTOCOLS_STR, direct || h->allow_http ? "http,https" : "https");
	SET(h, CURLOPT_PROXY, direct ? "" : NULL); /* "": not the environment's either */
	h->direct = direct;
}

/* ---- failures ----------------------------------------------------------------------------- */

/* Failures that mean, once the request has left, that its connection was lost. */
static bool is_lost(const struct handle *h, CURLcode code)
{
	switch (code) {
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_COULDNT_RESOLVE_PROXY: /* this and the rest: on a second connection */
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
		return h->sent && !h->response->status;
	default:
		return h->resent;
	}
}

/* A SOCKS proxy that will not change its mind. */
static bool is_socks_refusal(long why)
{
	return why == CURLPX_NO_AUTH || why == CURLPX_USER_REJECTED ||
	       why == CURLPX_REPLY_NOT_ALLOWED || why == CURLPX_BAD_VERSION;
}

/* Only the message tells a wrong setting from a proxy that cannot be reached. */
static bool is_no_proxy(const struct handle *h)
{
	static const char wrong[] = "Unsupported proxy";

	return !strncmp(h->reason, wrong, sizeof(wrong) - 1);
}

/* Whether a proxy refused for good, or its setting is none: then `text` says why. */
static bool is_refused_by_proxy(const struct handle *h, CURLcode code, char *text, size_t size)
{
	long status = 0;
	long why = 0;

	if (h->sent || h->stop)
		return false;
	curl_easy_getinfo(h->curl, CURLINFO_HTTP_CONNECTCODE, &status);
	curl_easy_getinfo(h->curl, CURLINFO_PROXY_ERROR, &why);
	if (status >= 300 && !iqm_is_transient_http(status))
		snprintf(text, size, "the proxy refused to connect: HTTP %ld", status);
	else if (code == CURLE_PROXY && is_socks_refusal(why))
		snprintf(text, size, "the SOCKS proxy refused to connect");
	else if (is_no_proxy(h))
		snprintf(
			text, size,
			"the environment's proxy (https_proxy, all_proxy) is not the URL of a proxy");
	else
		return false;
	return true;
}

/* libcurl's own message, unless it quotes a URL: a proxy's may have a password. */
static const char *curl_message(const struct handle *h, CURLcode code)
{
	if (!*h->reason || strchr(h->reason, '@') || strstr(h->reason, "://"))
		return curl_easy_strerror(code);
	return h->reason;
}

/* Where we ended it: refused right before it was sent, cancelled, or stalled. */
static void our_reason(const struct handle *h, char *text, size_t size)
{
	if (h->response->refused)
		snprintf(text, size, "stopped before it was sent");
	else if (h->stop == IQM_E_CANCELLED)
		snprintf(text, size, "cancelled %s",
			 h->sent ? "while it was under way" : "before it was sent");
	else
		snprintf(text, size, "the response began, and then nothing came for %ld ms",
			 h->request->stall_timeout_ms);
}

static bool is_unconnected(const struct handle *h, CURLcode code)
{
	long limit = h->request->connect_timeout_ms;

	return code == CURLE_OPERATION_TIMEDOUT && !h->sent && limit &&
	       limit < h->request->timeout_ms;
}

static void reason_of(const struct handle *h, CURLcode code, char *text, size_t size)
{
	const struct iqm_http_response *r = h->response;

	if (r->body.err && r->sink)
		snprintf(text, size, "%s",
			 *r->reason ? r->reason : "what receives the body stopped it");
	else if (r->body.err == IQM_E_TOO_LARGE)
		snprintf(text, size, "the response's body is over %zu bytes", r->body.max);
	else if (r->body.err)
		snprintf(text, size, "out of memory for the response's body");
	else if (r->headers > IQM_MAX_HEADERS)
		snprintf(text, size, "the response's headers are over %zu bytes", IQM_MAX_HEADERS);
	else if (h->stop)
		our_reason(h, text, size);
	else if (is_lost(h, code))
		snprintf(text, size,
			 "the connection closed before a response came; "
			 "nothing was sent a second time");
	else if (h->response->ends_by_close && iqm_closing_is_cut(h))
		snprintf(text, size, "the connection was cut: TLS ended without its last message");
	else if (code == CURLE_OK || code == CURLE_WRITE_ERROR)
		snprintf(text, size, "what came back is not a whole HTTP response");
	else if (is_unconnected(h, code))
		snprintf(text, size, "no connection within %ld ms", h->request->connect_timeout_ms);
	else
		snprintf(text, size, "%s", curl_message(h, code));
}

/* The code of our own abort, or of a second connection, would mislead. */
static int code_of(const struct handle *h, CURLcode code)
{
	if (h->stop)
		return h->stop == IQM_E_TIMEOUT ? CURLE_OPERATION_TIMEDOUT : 0;
	return is_lost(h, code) ? CURLE_GOT_NOTHING : (int)code;
}

/* Who else may be in the way of what was not sent. */
static void add_proxy(const struct handle *h, CURLcode code, char *text, size_t size)
{
	size_t len = strlen(text);
	struct proxy proxy;

	if (code != CURLE_OK && !h->sent && !h->stop && !is_no_proxy(h) &&
	    iqm_proxy_of(h->request->url, &proxy))
		snprintf(text + len, size - len, ", through the proxy %s (%s)", proxy.url,
			 proxy.variable);
}

static int failed(const struct handle *h, CURLcode code)
{
	struct iqm_http_response *r = h->response;
	char text[sizeof(r->reason)];
	bool refused = is_refused_by_proxy(h, code, text, sizeof(text));

	if (!refused)
		reason_of(h, code, text, sizeof(text));
	add_proxy(h, code, text, sizeof(text));
	iqm_http_response_failed(r, code_of(h, code), text);
	if (r->body.err)
		return r->body.err;
	if (r->headers > IQM_MAX_HEADERS)
		return IQM_E_TOO_LARGE;
	if (h->stop)
		return h->stop;
	return refused ? IQM_E_CONFIG : iqm_status_of_curl((int)code, h->sent);
}

/* What waits on a kept connection would be taken for the response: nothing was sent on it. */
static CURLcode transfer_anew(struct handle *h, int64_t began)
{
	long left = h->request->timeout_ms - (long)((iqm_now_us() - began) / 1000);

	h->stale = false;
	SET(h, CURLOPT_FRESH_CONNECT, 1L);
	SET(h, CURLOPT_TIMEOUT_MS, left > 0 ? left : 1L);
	return h->code ? h->code : iqm_transfer(h);
}

static int exchange(struct handle *h)
{
	struct sigpipe guard;
	CURLcode code = h->code;
	int64_t began = iqm_now_us();

	if (!code) {
		iqm_sigpipe_hold(&guard);
		code = iqm_transfer(h);
		if (h->stale)
			code = transfer_anew(h, began);
		iqm_sigpipe_release(&guard);
	}
	/* libcurl accepts a response that ends within its headers. */
	if (code || h->stop || h->state != PAST_HEADERS)
		return failed(h, code);
	if (h->response->ends_by_close && iqm_closing_is_cut(h))
		return failed(h, CURLE_RECV_ERROR);
	return 0;
}

int iqm_handle_perform(struct handle *h, const struct iqm_http_request *rq, bool direct,
		       struct iqm_http_response *response)
{
	int status;

	h->request = rq;
	h->response = response;
	h->state = WANT_STATUS;
	h->connected = h->stale = h->sent = h->resent = false;
	h->has_tls = h->is_tls_closed = false;
	h->stop = 0;
	h->first_us = 0;
	h->reason[0] = '\0';
	set_route(h, direct);
	set_request(h, rq);
	set_headers(h, rq);
	status = exchange(h);
	unset_request(h, rq);
	return status;
}

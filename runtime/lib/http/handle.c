/* SPDX-License-Identifier: MIT */
/* One of libcurl's handles: its options, its callbacks, one call on it, what went wrong. */
#include "http/handle.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* For a file: a larger buffer needs fewer system calls; but it must be smaller than the socket's,
 * or the sender waits. */
#define FILE_BUFFER 102400L

/* ---- once --------------------------------------------------------------------------------- */

static void set_safety(struct handle *h)
{
	bool http = h->direct || h->how->allow_http;

	SET(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(h, CURLOPT_FOLLOWLOCATION, 0L);
	SET(h, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(h, CURLOPT_PATH_AS_IS, 1L);
	SET(h, CURLOPT_NOSIGNAL, 1L);
	SET(h, CURLOPT_QUICK_EXIT, 1L);
	SET(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(h, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(h, CURLOPT_SSL_VERIFYHOST, 2L);
	SET(h, CURLOPT_PROTOCOLS_STR, http ? "http,https" : "https");
	/* Kerberos would wait for its server, deaf to deadline and cancel. */
	SET(h, CURLOPT_SOCKS5_AUTH, (long)CURLAUTH_BASIC);
}

static void set_trust(struct handle *h)
{
	const struct iqm_curl_options *how = h->how;

	if (!how->ca_file && !how->ca_dir)
		return;
	/* NULL: or the system's CAs, or the caller's, would be trusted too. */
	SET(h, CURLOPT_CAINFO, how->ca_file);
	SET(h, CURLOPT_CAPATH, how->ca_dir);
	SET(h, CURLOPT_CAINFO_BLOB, NULL);
}

/* A setting's proxy is all that counts: neither the environment nor on_handle adds to it. */
static void set_proxy(struct handle *h)
{
	const char *proxy = h->direct ? "" : h->how->proxy;

	if (!proxy)
		return;
	SET(h, CURLOPT_PROXY, proxy); /* "": none, not the environment's either */
	SET(h, CURLOPT_PRE_PROXY, NULL);
	SET(h, CURLOPT_NOPROXY, "");
}

static void set_certificate(struct handle *h)
{
	const struct iqm_curl_options *how = h->how;

	if (!how->client_cert)
		return;
	SET(h, CURLOPT_SSLCERT, how->client_cert);
	SET(h, CURLOPT_SSLCERTTYPE, "PEM");
	SET(h, CURLOPT_SSLCERT_BLOB, NULL);
	SET(h, CURLOPT_SSLKEY, how->client_key ? how->client_key : how->client_cert);
	SET(h, CURLOPT_SSLKEYTYPE, "PEM");
	SET(h, CURLOPT_SSLKEY_BLOB, NULL);
}

static void ask_caller(struct handle *h, enum iqm_handle_purpose purpose)
{
	const struct iqm_curl_options *how = h->how;

	if (!how->on_handle)
		return;
	h->code = (CURLcode)how->on_handle(how->handle_context, h->curl, purpose);
	h->by_caller = h->code;
	iqm_callers_options_limit(h);
}

static void set_once(struct handle *h, enum iqm_handle_purpose purpose)
{
	/* Without a password OpenSSL would ask for it on the terminal. */
	SET(h, CURLOPT_KEYPASSWD, "");
	SET(h, CURLOPT_PROXY_KEYPASSWD, "");
	ask_caller(h, purpose);
	iqm_receive_watch(h);
	iqm_sockets_watch(h);
	SET(h, CURLOPT_ERRORBUFFER, h->reason);
	set_safety(h);
	set_trust(h);
	set_proxy(h);
	if (purpose == IQM_HANDLE_FILE) {
		SET(h, CURLOPT_BUFFERSIZE, FILE_BUFFER);
		iqm_closing_watch(h);
		return;
	}
	set_certificate(h);
	if (h->how->gzip)
		SET(h, CURLOPT_ACCEPT_ENCODING, "gzip");
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

struct handle *iqm_handle_new(const struct iqm_curl_options *how, enum iqm_handle_purpose purpose,
			      bool direct)
{
	struct handle *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	h->owner = getpid();
	h->how = how;
	h->direct = direct;
	if (!open_curl(h)) {
		iqm_handle_free(h);
		return NULL;
	}
	set_once(h, purpose);
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

/* Of a path and query as they are sent; NULL: libcurl may have to change them. */
static const char *as_sent(const char *path)
{
	for (const char *c = path; *c; c++)
		if (*c <= ' ' || *c >= 0x7f || *c == '#')
			return NULL;
	return strchr(path, '?') ? path : NULL;
}

/* Where libcurl has no memory to copy a query, it sends the path alone: it gets both as one text.
 * Plain http to another machine may go through a proxy, which gets the whole URL: there libcurl is
 * left alone, as with a URL that it reads in its own way. */
static const char *target_of(const struct handle *h, const char *url)
{
	const char *host = strstr(url, "://") + strlen("://");
	const char *path = host + strcspn(host, "/?#");

	if (path == host || *path != '/' || (!h->direct && strncasecmp(url, "https", 5) != 0))
		return NULL;
	return as_sent(path);
}

static void set_request(struct handle *h, const struct iqm_http_request *rq)
{
	bool post = has_body(rq);

	SET(h, CURLOPT_URL, rq->url);
	SET(h, CURLOPT_REQUEST_TARGET, target_of(h, rq->url));
	set_times(h, rq);
	if (post) {
		SET(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)rq->body_len);
		SET(h, CURLOPT_POSTFIELDS, rq->body ? rq->body : "");
	}
	if (strcmp(rq->method, post ? "POST" : "GET"))
		SET(h, CURLOPT_CUSTOMREQUEST, rq->method);
	SET(h, CURLOPT_FRESH_CONNECT, rq->fresh ? 1L : 0L);
	h->decodes = rq->presigned && rq->decode && h->how->gzip;
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

/* What waits on a kept connection would be taken for the response: nothing was sent on it, and no
 * time has passed. */
static CURLcode transfer_anew(struct handle *h)
{
	SET(h, CURLOPT_FRESH_CONNECT, 1L);
	return h->code ? h->code : iqm_transfer(h);
}

static int exchange(struct handle *h)
{
	struct sigpipe guard;
	CURLcode code = h->code;

	if (!code) {
		iqm_sigpipe_hold(&guard);
		code = iqm_transfer(h);
		if (h->stale)
			code = transfer_anew(h);
		iqm_sigpipe_release(&guard);
	}
	/* libcurl accepts a response that ends within its headers. */
	if (code || h->stop || h->state != PAST_HEADERS)
		return iqm_transfer_failed(h, code);
	if (h->response->ends_by_close && iqm_closing_is_cut(h))
		return iqm_transfer_failed(h, CURLE_RECV_ERROR);
	return 0;
}

int iqm_handle_perform(struct handle *h, const struct iqm_http_request *rq,
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
	h->began_us = iqm_now_us();
	h->reason[0] = '\0';
	set_request(h, rq);
	set_headers(h, rq);
	status = exchange(h);
	unset_request(h, rq);
	return status;
}

/* SPDX-License-Identifier: MIT */
/* What went wrong with a transfer: in words, and as an enum iqm_status. */
#include "http/transfer.h"

#include <stdio.h>
#include <string.h>

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

static const char *whose_proxy(const struct handle *h)
{
	if (h->how->proxy)
		return "the setting proxy";
	if (h->how->on_handle)
		return "the proxy of on_handle, or of the environment,";
	return "the environment's proxy (https_proxy, all_proxy)";
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
		snprintf(text, size, "%s is not the URL of a proxy", whose_proxy(h));
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

/* Where we ended it: refused right before it was sent, cancelled, too late, or stalled. */
static void our_reason(const struct handle *h, char *text, size_t size)
{
	if (h->response->repeated)
		snprintf(text, size, "%s", h->response->reason);
	else if (h->response->refused)
		snprintf(text, size, "stopped before it was sent");
	else if (h->stop == IQM_E_CANCELLED)
		snprintf(text, size, "cancelled %s",
			 h->sent ? "while it was under way" : "before it was sent");
	else if (h->received)
		snprintf(text, size, "the response was still coming after %ld ms",
			 h->request->timeout_ms);
	else
		snprintf(text, size, "the response began, and then nothing came for %ld ms",
			 h->request->stall_timeout_ms);
}

static const char certificate_wanted[] =
	"the other side wants a client certificate (client_cert) that it trusts";

/* By TLS 1.3 that is said when the request is on its way. */
static bool is_certificate_wanted(const struct handle *h, CURLcode code)
{
	return code == CURLE_SSL_CLIENTCERT ||
	       (!h->response->status && strstr(h->reason, "alert certificate required"));
}

/* libcurl looks for the key where the certificate is. */
static bool is_key_missing(const struct handle *h, CURLcode code)
{
	return code == CURLE_SSL_CERTPROBLEM && h->how->client_cert && !h->how->client_key &&
	       strstr(h->reason, "private key file");
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
	else if (is_certificate_wanted(h, code))
		snprintf(text, size, "%s", certificate_wanted);
	else if (is_key_missing(h, code))
		snprintf(text, size,
			 "client_cert: expected a certificate and a key that can be used, found no "
			 "such key; one in another file is named by client_key");
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
	if (is_certificate_wanted(h, code))
		return CURLE_SSL_CLIENTCERT;
	return is_lost(h, code) ? CURLE_GOT_NOTHING : (int)code;
}

/* Which proxy the request goes through. What on_handle has set cannot be known. */
static bool find_proxy(const struct handle *h, struct proxy *proxy)
{
	if (h->direct)
		return false;
	if (!h->how->proxy)
		return !h->how->on_handle && iqm_proxy_of(h->request->url, proxy);
	proxy->variable = "the setting proxy";
	iqm_proxy_show(h->how->proxy, proxy->url, sizeof(proxy->url));
	return *proxy->url;
}

/* Who else may be in the way of what was not sent. */
static void add_proxy(const struct handle *h, CURLcode code, char *text, size_t size)
{
	size_t len = strlen(text);
	struct proxy proxy;

	if (code != CURLE_OK && !h->sent && !h->stop && !is_no_proxy(h) && find_proxy(h, &proxy))
		snprintf(text + len, size - len, ", through the proxy %s (%s)", proxy.url,
			 proxy.variable);
}

/* Nothing was tried: on_handle wants no such handle. */
static int refused_by_caller(const struct handle *h, CURLcode code)
{
	char text[sizeof(h->response->reason)];

	snprintf(text, sizeof(text), "on_handle: %s", curl_easy_strerror(code));
	iqm_http_response_failed(h->response, (int)code, text);
	return code == CURLE_OUT_OF_MEMORY ? IQM_E_NOMEM : IQM_E_CONFIG;
}

int iqm_transfer_failed(const struct handle *h, CURLcode code)
{
	struct iqm_http_response *r = h->response;
	char text[sizeof(r->reason)];
	bool refused;

	if (h->by_caller)
		return refused_by_caller(h, code);
	refused = is_refused_by_proxy(h, code, text, sizeof(text));
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

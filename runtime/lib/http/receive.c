/* SPDX-License-Identifier: MIT */
/* What libcurl calls during a transfer: right before it sends, and with what is received. */
#include "http/transfer.h"

#include <string.h>

#define LATE_MS 100 /* after a timeout a response may still end */

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

/* One read may unpack to more than there is time for, and libcurl looks only between reads. */
static bool is_over(struct handle *h)
{
	if (iqm_cancelled(h->request->cancel))
		h->stop = IQM_E_CANCELLED;
	else if ((iqm_now_us() - h->began_us) / 1000 - LATE_MS > h->request->timeout_ms)
		h->stop = IQM_E_TIMEOUT;
	return h->stop;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
	struct handle *h = context;
	size_t len = size * count;

	h->received = true;
	if (is_over(h))
		return CURL_WRITEFUNC_ERROR;
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

void iqm_receive_watch(struct handle *h)
{
	SET(h, CURLOPT_HEADERFUNCTION, on_header);
	SET(h, CURLOPT_HEADERDATA, h);
	SET(h, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); /* a proxy's are not the service's */
	SET(h, CURLOPT_WRITEFUNCTION, on_body);
	SET(h, CURLOPT_WRITEDATA, h);
	SET(h, CURLOPT_PREREQFUNCTION, on_send);
	SET(h, CURLOPT_PREREQDATA, h);
}

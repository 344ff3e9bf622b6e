/* SPDX-License-Identifier: MIT */
/* One transfer: libcurl driven in slices until it is done, cancelled or stalled; its timing. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "http/transfer.h"

#include <stdio.h>
#include <time.h>

#define SLICE_MS 50 /* how late a cancel is seen at most */

int64_t iqm_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t time_of(const struct handle *h, CURLINFO which)
{
	curl_off_t us = 0;

	curl_easy_getinfo(h->curl, which, &us);
	return us;
}

/* `quiet`: since when there has been nothing to read; 0 while there is something. A response begins
 * with its final status line. libcurl's own time of the first byte may be that of a sent body. */
static bool is_stalled(const struct handle *h, int64_t *quiet)
{
	int64_t now = iqm_now_us();

	if (!*quiet)
		*quiet = now;
	return h->request->stall_timeout_ms && h->state != WANT_STATUS &&
	       (now - *quiet) / 1000 >= h->request->stall_timeout_ms;
}

/* libcurl watches the deadline: it has one for each phase. */
static CURLMcode drive(struct handle *h)
{
	int64_t quiet = 0;
	int running = 1;
	int ready = 1;
	CURLMcode code;

	for (;;) {
		h->received = false;
		code = curl_multi_perform(h->multi, &running);
		if (code || !running)
			return code;
		if (ready || h->received)
			quiet = 0;
		else if (is_stalled(h, &quiet))
			h->stop = IQM_E_TIMEOUT;
		if (iqm_cancelled(h->request->cancel))
			h->stop = IQM_E_CANCELLED;
		if (h->stop)
			return CURLM_OK;
		code = curl_multi_poll(h->multi, NULL, 0, SLICE_MS, &ready);
		if (code)
			return code;
	}
}

/* After a failure of the multi handle neither handle can be used any more. */
static CURLcode broken(struct handle *h, CURLMcode code)
{
	snprintf(h->reason, sizeof(h->reason), "%s", curl_multi_strerror(code));
	h->code = code == CURLM_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_FAILED_INIT;
	return h->code;
}

static CURLcode result_of(struct handle *h)
{
	int left;
	const CURLMsg *message = curl_multi_info_read(h->multi, &left);

	return message ? message->data.result : CURLE_FAILED_INIT;
}

/* Not libcurl's total, which stops where a transfer ends early, nor its first byte: see above. */
static void report_timing(const struct handle *h, int64_t began)
{
	struct iqm_timing t = { .total_us = iqm_now_us() - began };
	long connects = 0;

	curl_easy_getinfo(h->curl, CURLINFO_NUM_CONNECTS, &connects);
	if (connects) { /* libcurl has times for a reused connection too */
		t.dns_us = time_of(h, CURLINFO_NAMELOOKUP_TIME_T);
		t.connect_us = time_of(h, CURLINFO_CONNECT_TIME_T);
		t.tls_us = time_of(h, CURLINFO_APPCONNECT_TIME_T);
	}
	if (h->first_us)
		t.first_byte_us = h->first_us - began;
	iqm_http_response_timing(h->response, &t);
}

CURLcode iqm_transfer(struct handle *h)
{
	int64_t began = iqm_now_us();
	CURLMcode code = curl_multi_add_handle(h->multi, h->curl);
	CURLcode result = CURLE_OK;

	if (code)
		return broken(h, code);
	code = drive(h);
	if (!code && !h->stop)
		result = result_of(h);
	curl_multi_remove_handle(h->multi, h->curl); /* closes what was not finished */
	report_timing(h, began);
	return code ? broken(h, code) : result;
}

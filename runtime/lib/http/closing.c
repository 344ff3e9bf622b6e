/* SPDX-License-Identifier: MIT */
/* How a connection with TLS ends: libcurl takes one that was cut for one that was closed, but where
 * it uses OpenSSL it shows the messages of TLS, the last of which is close_notify. */
#include "http/transfer.h"

#define ALERT_SIZE 2 /* no other message is as short */
#define CLOSE_NOTIFY 0

static int on_debug(CURL *curl, curl_infotype type, char *data, size_t size, void *context)
{
	struct handle *h = context;

	(void)curl;
	if (type != CURLINFO_SSL_DATA_IN)
		return 0;
	h->has_tls = true;
	if (size == ALERT_SIZE && data[1] == CLOSE_NOTIFY)
		h->is_tls_closed = true;
	return 0;
}

void iqm_closing_watch(struct handle *h)
{
	SET(h, CURLOPT_DEBUGFUNCTION, on_debug);
	SET(h, CURLOPT_DEBUGDATA, h);
	SET(h, CURLOPT_VERBOSE, 1L);
}

bool iqm_closing_is_cut(const struct handle *h)
{
	return h->has_tls && !h->is_tls_closed;
}

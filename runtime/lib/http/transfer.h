/* SPDX-License-Identifier: MIT */
/* One of libcurl's handles, and one transfer on it: for transfer.c, and handle.c above it. */
#ifndef IQM_LIB_HTTP_TRANSFER_H
#define IQM_LIB_HTTP_TRANSFER_H

#include "http/http.h"

#include <curl/curl.h>
#include <sys/types.h>

#define IQM_OLDEST_CURL 0x075700 /* the first with CURLOPT_QUICK_EXIT */

#if LIBCURL_VERSION_NUM < IQM_OLDEST_CURL
#error "libcurl 7.87.0 or newer is needed (Debian 12, Ubuntu 24.04): libcurl4-openssl-dev"
#endif

#define IQM_MAX_CONNECTIONS 2 /* of one handle: a fresh one, and the idle one before it */
#define IQM_MAX_SOCKETS 8     /* also those of attempts at the addresses of one name */

/* An easy handle, a multi handle with its connections, and what is needed during a call. */
struct handle {
	CURL *curl;
	CURLM *multi;
	CURLcode code;       /* the first thing that failed: the handle must not be used any more */
	struct handle *next; /* while idle */
	pid_t owner;
	const struct iqm_curl_options *how; /* the pool's */
	bool direct;    /* made for loopback: past proxies, plain http allowed */
	bool by_caller; /* `code` is what on_handle returned */
	const struct iqm_http_request *request;
	struct iqm_http_response *response;
	enum { WANT_STATUS, IN_INTERIM, IN_FINAL, PAST_HEADERS } state;
	curl_socket_t sockets[IQM_MAX_SOCKETS]; /* of its connections, CURL_SOCKET_BAD: none */
	int ports[IQM_MAX_SOCKETS];             /* of each on this machine, 0: not asked yet */
	bool connected;                         /* this transfer made its connection */
	bool stale;  /* bytes, or an end, waited on the kept connection: nothing was sent */
	bool sent;   /* the request may have left */
	bool resent; /* libcurl tried to send it a second time */
	int64_t began_us;
	int64_t first_us;   /* when the first line of a response came; 0: none has */
	bool decodes;       /* this transfer's body, if it is gzip */
	bool has_tls;       /* what TLS receives is seen */
	bool is_tls_closed; /* its last message came: the peer has sent all */
	bool received;      /* something of the response came */
	int stop; /* why we ended it: IQM_E_CANCELLED, IQM_E_TIMEOUT (stalled); 0: we did not */
	struct curl_slist *lines;
	size_t line_cap; /* of `lines` */
	char reason[CURL_ERROR_SIZE];
};

/* After the first failure the rest is skipped. */
#define SET(h, option, value)                                                                      \
	((h)->code = (h)->code ? (h)->code : curl_easy_setopt((h)->curl, (option), (value)))

/* ---- callers_options.c ---------------------------------------------------------------------- */

/* Whether this libcurl can say which options it has; else there must be no on_handle. */
bool iqm_callers_options_can_be_limited(void);
/* Sets back what on_handle may not set. What the handle needs is to be set after it. */
void iqm_callers_options_limit(struct handle *h);

/* ---- receive.c ------------------------------------------------------------------------------ */

void iqm_receive_watch(struct handle *h);

/* ---- sockets.c ------------------------------------------------------------------------------ */

void iqm_sockets_watch(struct handle *h);
/* Whether bytes, or an end, wait on the connection from this port. */
bool iqm_sockets_readable(struct handle *h, int local_port);

/* ---- closing.c ------------------------------------------------------------------------------ */

/* From now on what TLS receives is seen, where libcurl shows it. */
void iqm_closing_watch(struct handle *h);
/* The connection has ended, and TLS was not closed: what came may be a part only. */
bool iqm_closing_is_cut(const struct handle *h);

/* ---- transfer.c ----------------------------------------------------------------------------- */

int64_t iqm_now_us(void); /* from any start */
/* Drives the handle, all set, until h->stop or libcurl's result. The response gets its timing. */
CURLcode iqm_transfer(struct handle *h);

/* ---- failed.c ------------------------------------------------------------------------------- */

/* Gives the response the reason of a transfer that failed with `code`, or ended without a whole
 * response. An enum iqm_status. */
int iqm_transfer_failed(const struct handle *h, CURLcode code);

#endif

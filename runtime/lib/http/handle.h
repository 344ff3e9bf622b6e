/* SPDX-License-Identifier: MIT */
/* libcurl's handles, set up and used for one call at a time: for http.c, whose pool holds them. */
#ifndef IQM_LIB_HTTP_HANDLE_H
#define IQM_LIB_HTTP_HANDLE_H

#include "http/transfer.h"

/* `how` must outlive it; `direct`: for URLs of loopback. NULL: no memory. */
struct handle *iqm_handle_new(const struct iqm_curl_options *how, enum iqm_handle_purpose purpose,
			      bool direct);
void iqm_handle_free(struct handle *h);

/* One request, one response, as iqm_transport.perform. */
int iqm_handle_perform(struct handle *h, const struct iqm_http_request *rq,
		       struct iqm_http_response *response);

#endif

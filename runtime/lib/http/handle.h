/* SPDX-License-Identifier: MIT */
/* libcurl's handles, set up and used for one call at a time: for http.c, whose pool holds them. */
#ifndef IQM_LIB_HTTP_HANDLE_H
#define IQM_LIB_HTTP_HANDLE_H

#include "http/transfer.h"

/* What a handle is set to once. */
struct handle_options {
	const char *ca_file;
	const char *ca_dir;
	bool allow_http;
	bool gzip;
};

/* `presigned`: see struct iqm_http_request. */
struct handle *iqm_handle_new(const struct handle_options *how, bool presigned);
void iqm_handle_free(struct handle *h);

/* One request, one response, as iqm_transport.perform; `direct`: the URL is loopback's. */
int iqm_handle_perform(struct handle *h, const struct iqm_http_request *rq, bool direct,
		       struct iqm_http_response *response);

#endif

/* SPDX-License-Identifier: MIT */
/* libcurl's transport by a client's settings: for settings.c and client.c. */
#ifndef IQM_LIB_CLIENT_CURL_TRANSPORT_H
#define IQM_LIB_CLIENT_CURL_TRANSPORT_H

#include "base/base.h"

#include <iqm/transport.h>

/* The settings that are the transport's own: files, proxy. 0, or IQM_E_CONFIG: which, and why. */
int iqm_curl_transport_check(const struct iqm_settings *s, struct iqm_error *e);
/* Opens it as settings say that were checked. */
int iqm_curl_transport_open(struct iqm_transport *out, const struct iqm_settings *s,
			    struct iqm_error *e);

#endif

/* SPDX-License-Identifier: MIT */
/* One request through any transport, which may be an embedder's own and break its contract. */
#include "http/http.h"

/* Only what a transport may return; and success only with a complete response. */
static int checked(const struct iqm_http_response *response, int err)
{
	if (response->refused)
		return response->refused;
	switch (err) {
	case 0:
		if (response->body.err && !response->sink) /* a sink's own error is its owner's */
			return response->body.err;
		return response->status ? 0 : IQM_E_NETWORK;
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_CANCELLED:
	case IQM_E_TOO_LARGE:
	case IQM_E_CONFIG:
	case IQM_E_NOMEM:
		return err;
	default:
		return IQM_E_NETWORK;
	}
}

int iqm_http_send(const struct iqm_transport *transport, const struct iqm_http_request *request,
		  struct iqm_http_response *response)
{
	int err = transport->announces_sending ? 0 : iqm_http_response_sending(response);

	if (!err)
		err = transport->perform(transport->context, request, response);
	return checked(response, err);
}

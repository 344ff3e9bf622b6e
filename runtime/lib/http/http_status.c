/* SPDX-License-Identifier: MIT */
/* What an HTTP status means to a call. */
#include "http/http.h"

bool iqm_is_refusal(long http_status)
{
	return http_status >= 400 && http_status < 500 && http_status != 408;
}

int iqm_status_of_http(long http_status)
{
	switch (http_status) {
	case 401:
		return IQM_E_AUTH;
	case 403:
		return IQM_E_FORBIDDEN;
	case 404:
		return IQM_E_NOT_FOUND;
	case 429:
		return IQM_E_RATE_LIMITED;
	default:
		return iqm_is_refusal(http_status) ? IQM_E_REFUSED : IQM_E_SERVER;
	}
}

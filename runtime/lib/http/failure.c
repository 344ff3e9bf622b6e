/* SPDX-License-Identifier: MIT */
/* What failures mean, and which of them are transient: the one table for all that is repeated. */
#include "http/http.h"

#include <curl/curl.h>

/* ---- HTTP statuses ------------------------------------------------------------------------ */

bool iqm_is_refusal(long http_status)
{
	return http_status >= 400 && http_status < 500 && http_status != 408;
}

bool iqm_is_unprocessed(long http_status)
{
	switch (http_status) {
	case 401:
	case 403:
	case 404:
	case 405:
	case 413:
	case 414:
	case 415:
	case 429:
	case 431:
		return true;
	default:
		return false;
	}
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

/* As curl --retry has them. Not 425, which asks for a request without early data: there is none. */
bool iqm_is_transient_http(long http_status)
{
	switch (http_status) {
	case 408:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return true;
	default:
		return false;
	}
}

/* ---- libcurl's codes ---------------------------------------------------------------------- */

/* A code that is not here is IQM_E_NETWORK, and transient: names that do not resolve, connections
 * that are refused or lost, and a broken TLS handshake, which libcurl reports like a lost one. */
static const struct meaning {
	CURLcode code;
	int status;
} meanings[] = {
	{ CURLE_OPERATION_TIMEDOUT, IQM_E_TIMEOUT },
	{ CURLE_OUT_OF_MEMORY, IQM_E_NOMEM },
	/* The settings, or this libcurl. */
	{ CURLE_UNSUPPORTED_PROTOCOL, IQM_E_CONFIG },
	{ CURLE_URL_MALFORMAT, IQM_E_CONFIG },
	{ CURLE_NOT_BUILT_IN, IQM_E_CONFIG },
	{ CURLE_UNKNOWN_OPTION, IQM_E_CONFIG },
	{ CURLE_BAD_FUNCTION_ARGUMENT, IQM_E_CONFIG },
	{ CURLE_LOGIN_DENIED, IQM_E_CONFIG },
	{ CURLE_SSL_CACERT_BADFILE, IQM_E_CONFIG },
	{ CURLE_SSL_CERTPROBLEM, IQM_E_CONFIG },
	{ CURLE_SSL_CRL_BADFILE, IQM_E_CONFIG },
	{ CURLE_SSL_ENGINE_NOTFOUND, IQM_E_CONFIG },
	{ CURLE_SSL_ENGINE_SETFAILED, IQM_E_CONFIG },
	{ CURLE_SSL_ENGINE_INITFAILED, IQM_E_CONFIG },
	/* The other side, which is not who it should be. */
	{ CURLE_PEER_FAILED_VERIFICATION, IQM_E_NETWORK },
	{ CURLE_SSL_ISSUER_ERROR, IQM_E_NETWORK },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, IQM_E_NETWORK },
	{ CURLE_SSL_INVALIDCERTSTATUS, IQM_E_NETWORK },
	{ CURLE_SSL_CLIENTCERT, IQM_E_NETWORK },
	{ CURLE_TOO_MANY_REDIRECTS, IQM_E_NETWORK },
};

static const struct meaning *meaning_of(int curl_code)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if ((int)meanings[i].code == curl_code)
			return &meanings[i];
	return NULL;
}

int iqm_status_of_curl(int curl_code, bool sent)
{
	const struct meaning *m = meaning_of(curl_code);
	int status = m ? m->status : IQM_E_NETWORK;

	return sent && status == IQM_E_CONFIG ? IQM_E_NETWORK : status;
}

/* ---- failures ----------------------------------------------------------------------------- */

bool iqm_is_transient(const struct iqm_error *e)
{
	const struct meaning *m = meaning_of(e->curl_code);
	bool success = e->http_status >= 200 && e->http_status < 300;

	switch (e->status) {
	case IQM_E_RATE_LIMITED:
		return true;
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
		if (!e->http_status || success) /* none came, or it was cut short */
			return !m || m->status != IQM_E_NETWORK;
		return iqm_is_transient_http(e->http_status);
	case IQM_E_SERVER:
		return iqm_is_transient_http(e->http_status);
	default:
		return false;
	}
}

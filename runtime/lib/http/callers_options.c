/* SPDX-License-Identifier: MIT */
/* The caller's own options of a handle: those that may stay, and all others back to libcurl's
 * defaults. What is not named here cannot stay, so that an option nobody thought of breaks nothing.
 */
#include "http/transfer.h"

/* What may stay: how a request gets to the service, and who is known to be who. */
static const CURLoption of_tls[] = {
	CURLOPT_CAINFO,
	CURLOPT_CAINFO_BLOB,
	CURLOPT_CAPATH,
	CURLOPT_CRLFILE,
	CURLOPT_ISSUERCERT,
	CURLOPT_ISSUERCERT_BLOB,
	CURLOPT_KEYPASSWD,
	CURLOPT_PINNEDPUBLICKEY,
	CURLOPT_SSLCERT,
	CURLOPT_SSLCERTTYPE,
	CURLOPT_SSLCERT_BLOB,
	CURLOPT_SSLENGINE,
	CURLOPT_SSLENGINE_DEFAULT, /* an act: to set it back would do it */
	CURLOPT_SSLKEY,
	CURLOPT_SSLKEYTYPE,
	CURLOPT_SSLKEY_BLOB,
	CURLOPT_SSL_VERIFYSTATUS,
};

/* And this, but not on the way to this machine itself. */
static const CURLoption of_route[] = {
	CURLOPT_CONNECT_TO,
	CURLOPT_DNS_CACHE_TIMEOUT,
	CURLOPT_DNS_INTERFACE,
	CURLOPT_DNS_LOCAL_IP4,
	CURLOPT_DNS_LOCAL_IP6,
	CURLOPT_DNS_SERVERS,
	CURLOPT_HTTPPROXYTUNNEL,
	CURLOPT_INTERFACE,
	CURLOPT_IPRESOLVE,
	CURLOPT_LOCALPORT,
	CURLOPT_LOCALPORTRANGE,
	CURLOPT_MAXAGE_CONN,
	CURLOPT_MAXLIFETIME_CONN,
	CURLOPT_NOPROXY,
	CURLOPT_PRE_PROXY,
	CURLOPT_PROXY,
	CURLOPT_PROXYAUTH,
	CURLOPT_PROXYHEADER,
	CURLOPT_PROXYPASSWORD,
	CURLOPT_PROXYPORT,
	CURLOPT_PROXYTYPE,
	CURLOPT_PROXYUSERNAME,
	CURLOPT_PROXYUSERPWD,
	CURLOPT_PROXY_CAINFO,
	CURLOPT_PROXY_CAINFO_BLOB,
	CURLOPT_PROXY_CAPATH,
	CURLOPT_PROXY_CRLFILE,
	CURLOPT_PROXY_ISSUERCERT,
	CURLOPT_PROXY_ISSUERCERT_BLOB,
	CURLOPT_PROXY_KEYPASSWD,
	CURLOPT_PROXY_PINNEDPUBLICKEY,
	CURLOPT_PROXY_SSLCERT,
	CURLOPT_PROXY_SSLCERTTYPE,
	CURLOPT_PROXY_SSLCERT_BLOB,
	CURLOPT_PROXY_SSLKEY,
	CURLOPT_PROXY_SSLKEYTYPE,
	CURLOPT_PROXY_SSLKEY_BLOB,
	CURLOPT_RESOLVE,
	CURLOPT_SOCKOPTDATA,
	CURLOPT_SOCKOPTFUNCTION,
	CURLOPT_TCP_KEEPALIVE,
	CURLOPT_TCP_KEEPIDLE,
	CURLOPT_TCP_KEEPINTVL,
};

/* Numbers whose default is not 0. */
static const struct {
	CURLoption id;
	long value;
} defaults[] = {
	{ CURLOPT_BUFFERSIZE, 16384 },
	{ CURLOPT_CA_CACHE_TIMEOUT, 24L * 60 * 60 },
	{ CURLOPT_DNS_CACHE_TIMEOUT, 60 },
	{ CURLOPT_DOH_SSL_VERIFYHOST, 2 },
	{ CURLOPT_DOH_SSL_VERIFYPEER, 1 },
	{ CURLOPT_EXPECT_100_TIMEOUT_MS, 1000 },
	{ CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, CURL_HET_DEFAULT },
	{ CURLOPT_HEADEROPT, CURLHEADER_SEPARATE }, /* else a proxy would see our token */
	{ CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC },
	{ CURLOPT_HTTP_CONTENT_DECODING, 1 },
	{ CURLOPT_HTTP_TRANSFER_DECODING, 1 },
	{ CURLOPT_INFILESIZE, -1 },
	{ CURLOPT_INFILESIZE_LARGE, -1 },
	{ CURLOPT_LOCALPORTRANGE, 1 },
	{ CURLOPT_MAXAGE_CONN, 118 },
	{ CURLOPT_NOPROGRESS, 1 },
	{ CURLOPT_POSTFIELDSIZE, -1 },
	{ CURLOPT_POSTFIELDSIZE_LARGE, -1 },
	{ CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC },
	{ CURLOPT_PROXY_SSL_VERIFYHOST, 2 },
	{ CURLOPT_PROXY_SSL_VERIFYPEER, 1 },
	{ CURLOPT_SSL_ENABLE_ALPN, 1 },
	{ CURLOPT_SSL_SESSIONID_CACHE, 1 },
	{ CURLOPT_TCP_KEEPIDLE, 60 },
	{ CURLOPT_TCP_KEEPINTVL, 60 },
	{ CURLOPT_TCP_NODELAY, 1 },
	{ CURLOPT_UPLOAD_BUFFERSIZE, 65536 },
};

/* The last number of an option that this file knows: of a later one the default is not known. */
#define LAST_KNOWN 325

static bool is_in(CURLoption id, const CURLoption *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (list[i] == id)
			return true;
	return false;
}

static bool may_stay(CURLoption id, bool direct)
{
	return is_in(id, of_tls, sizeof(of_tls) / sizeof(of_tls[0])) ||
	       (!direct && is_in(id, of_route, sizeof(of_route) / sizeof(of_route[0])));
}

static long default_of(CURLoption id)
{
	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
		if (defaults[i].id == id)
			return defaults[i].value;
	return 0;
}

/* One that this libcurl was built without fails, and changes nothing. */
static void restore(CURL *curl, const struct curl_easyoption *option)
{
	switch (option->type) {
	case CURLOT_LONG:
	case CURLOT_VALUES:
		if (option->id % 10000 <= LAST_KNOWN)
			curl_easy_setopt(curl, option->id, default_of(option->id));
		break;
	case CURLOT_OFF_T:
		if (option->id % 10000 <= LAST_KNOWN)
			curl_easy_setopt(curl, option->id, (curl_off_t)default_of(option->id));
		break;
	default: /* pointers */
		curl_easy_setopt(curl, option->id, NULL);
		break;
	}
}

void iqm_callers_options_limit(struct handle *h)
{
	const struct curl_easyoption *option = NULL;

	curl_easy_setopt(h->curl, CURLOPT_VERBOSE, 0L); /* first: 8.14 prints what it refuses */
	while ((option = curl_easy_option_next(option)))
		if (!(option->flags & CURLOT_FLAG_ALIAS) && !may_stay(option->id, h->direct))
			restore(h->curl, option);
	/* These leave something behind: an engine that is on, a method that is another. */
	curl_easy_setopt(h->curl, CURLOPT_COOKIEFILE, NULL);
	curl_easy_setopt(h->curl, CURLOPT_HSTS_CTRL, 0L);
	curl_easy_setopt(h->curl, CURLOPT_ALTSVC_CTRL, (long)CURLALTSVC_READONLYFILE);
	curl_easy_setopt(h->curl, CURLOPT_HAPROXYPROTOCOL, 0L); /* 8.14: an address sets it */
	SET(h, CURLOPT_HTTPGET, 1L);
}

bool iqm_callers_options_can_be_limited(void)
{
	return curl_easy_option_next(NULL);
}

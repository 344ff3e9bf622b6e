/* SPDX-License-Identifier: MIT */
/* What libcurl's codes mean: whether a person must change the settings, or may try again. */
#include "http/http.h"
#include "support/suite.h"

#include <curl/curl.h>

static const struct meant {
	int code; /* a CURLcode */
	int status;
} codes[] = {
	{ CURLE_OPERATION_TIMEDOUT, IQM_E_TIMEOUT },
	{ CURLE_OUT_OF_MEMORY, IQM_E_NOMEM },
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
	{ CURLE_PEER_FAILED_VERIFICATION, IQM_E_NETWORK },
	{ CURLE_SSL_ISSUER_ERROR, IQM_E_NETWORK },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, IQM_E_NETWORK },
	{ CURLE_SSL_INVALIDCERTSTATUS, IQM_E_NETWORK },
	{ CURLE_SSL_CLIENTCERT, IQM_E_NETWORK },
	{ CURLE_TOO_MANY_REDIRECTS, IQM_E_NETWORK },
	{ CURLE_COULDNT_CONNECT, IQM_E_NETWORK },
	{ CURLE_RECV_ERROR, IQM_E_NETWORK },
};

#define CODES ((int)(sizeof(codes) / sizeof(codes[0])))

/* Once bytes have left, no setting can have been the cause. */
START_TEST(test_code)
{
	int status = codes[_i].status;

	ck_assert_int_eq(iqm_status_of_curl(codes[_i].code, false), status);
	ck_assert_int_eq(iqm_status_of_curl(codes[_i].code, true),
			 status == IQM_E_CONFIG ? IQM_E_NETWORK : status);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("codes");

	tcase_add_loop_test(tcase, test_code, 0, CODES);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

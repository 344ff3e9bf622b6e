/* SPDX-License-Identifier: MIT */
/* The proxy of the settings: what goes through it, what does not, and what errors say of it. */
#include "support/transport_fixture.h"
#include "support/suite.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AWAY "http://api.example.com"
#define AWAY_TLS "https://api.example.com"
#define NOBODY "http://127.0.0.1:1"
#define NOWHERE "http://0.0.0.0:1" /* no loopback by name, and nobody listens */

static struct wire *wire;
static char url[96]; /* of the proxy, with a user and a password */

static void start(const char *response)
{
	const struct wire_step step = { .response = response };

	wire = wire_start_step(&step);
	ck_assert_ptr_nonnull(wire);
	snprintf(url, sizeof(url), "http://me:hu%%40sh@127.0.0.1:%d", wire_port(wire));
}

static void stop(void)
{
	wire_stop(wire);
}

static const char *const headers[] = { "Authorization: Bearer token", NULL };

/* One request. Its error's text is in `reason`. */
static char reason[256];

static int perform(struct iqm_curl_options options, const char *base, bool presigned)
{
	struct fixture f;
	struct request t = request_to(base, "GET", "/x?a=1");
	int err;

	options.allow_http = true;
	ck_assert_int_eq(iqm_curl_open(&f.transport, &options, NULL), 0);
	t.rq.headers = presigned ? NULL : headers;
	t.rq.presigned = presigned;
	err = fixture_perform(&f, &t);
	snprintf(reason, sizeof(reason), "%s", t.response.reason);
	ck_assert_ptr_null(strstr(reason, "sh@"));
	ck_assert_ptr_null(strstr(reason, "hu%40"));
	ck_assert_ptr_null(strstr(reason, "me:"));
	request_close(&t);
	f.transport.close(f.transport.context);
	return err;
}

static struct iqm_curl_options through(const char *proxy)
{
	return (struct iqm_curl_options){ .proxy = proxy };
}

START_TEST(test_its_user_and_password)
{
	start(OK_TEXT);
	for (int presigned = 0; presigned < 2; presigned++) {
		const char *sent;

		ck_assert_int_eq(perform(through(url), AWAY, presigned), 0);
		sent = wire_request(wire, (size_t)presigned, NULL);
		ck_assert_ptr_eq(strstr(sent, "GET http://api.example.com/x?a=1 HTTP/1.1\r\n"),
				 sent);
		/* me:hu@sh */
		ck_assert_ptr_nonnull(
			strstr(sent, "\r\nProxy-Authorization: Basic bWU6aHVAc2g=\r\n"));
		ck_assert_int_eq(strstr(sent, "Bearer") != NULL, !presigned);
	}
	stop();
}
END_TEST

/* Neither what the environment names, nor what it excludes. */
START_TEST(test_the_environment_does_not_count)
{
	start(OK_TEXT);
	setenv("http_proxy", NOBODY, 1);
	setenv("no_proxy", "*", 1);
	ck_assert_int_eq(perform(through(url), AWAY, false), 0);
	ck_assert_uint_eq(wire_requests(wire), 1);
	unsetenv("no_proxy");
	setenv("http_proxy", url, 1);
	ck_assert_int_eq(perform(through(""), NOWHERE, false), IQM_E_NETWORK);
	ck_assert_ptr_null(strstr(reason, "proxy"));
	ck_assert_uint_eq(wire_connections(wire), 1);
	ck_assert_int_eq(perform(through(NULL), AWAY, false), 0);
	ck_assert_uint_eq(wire_requests(wire), 2);
	unsetenv("http_proxy");
	stop();
}
END_TEST

START_TEST(test_this_machine_is_asked_directly)
{
	start(OK_TEXT);
	ck_assert_int_eq(perform(through(NOBODY), wire_url(wire), false), 0);
	ck_assert_int_eq(perform(through(NOBODY), wire_url(wire), true), 0);
	ck_assert_uint_eq(wire_count(wire, "GET /x?a=1 HTTP/1.1"), 2);
	stop();
}
END_TEST

/* It is asked to connect, with its own password; what is ours goes to the service alone. */
START_TEST(test_it_refuses)
{
	char expected[200];
	const char *sent;

	start("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
	ck_assert_int_eq(perform(through(url), AWAY_TLS, false), IQM_E_CONFIG);
	snprintf(expected, sizeof(expected),
		 "the proxy refused to connect: HTTP 407, through the proxy http://127.0.0.1:%d "
		 "(the setting proxy)",
		 wire_port(wire));
	ck_assert_str_eq(reason, expected);
	sent = wire_request(wire, 0, NULL);
	ck_assert_ptr_eq(strstr(sent, "CONNECT api.example.com:443 HTTP/1.1\r\n"), sent);
	ck_assert_ptr_nonnull(strstr(sent, "Proxy-Authorization: Basic "));
	ck_assert_ptr_null(strstr(sent, "Bearer"));
	stop();
}
END_TEST

START_TEST(test_one_that_is_not_there)
{
	static const char *const proxies[] = {
		"http://me:hu%40sh@127.0.0.1:1",
		"https://me:hu%40sh@127.0.0.1:1",
		"socks5h://me:hu%40sh@127.0.0.1:1",
		"socks4a://me:hu%40sh@127.0.0.1:1",
	};

	for (size_t i = 0; i < sizeof(proxies) / sizeof(proxies[0]); i++) {
		ck_assert_int_eq(perform(through(proxies[i]), AWAY_TLS, false), IQM_E_NETWORK);
		ck_assert_ptr_nonnull(strstr(reason, "://127.0.0.1:1 (the setting proxy)"));
	}
}
END_TEST

/* ---- beside on_handle ----------------------------------------------------------------------- */

static int set_proxy(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	(void)purpose;
	return (int)curl_easy_setopt(curl, CURLOPT_PROXY, context);
}

START_TEST(test_on_handle_before_the_environment)
{
	struct iqm_curl_options options = { .on_handle = set_proxy };

	start(OK_TEXT);
	options.handle_context = url;
	setenv("http_proxy", NOBODY, 1);
	ck_assert_int_eq(perform(options, AWAY, false), 0);
	ck_assert_int_eq(perform(options, AWAY, true), 0);
	ck_assert_uint_eq(wire_requests(wire), 2);
	unsetenv("http_proxy");
	stop();
}
END_TEST

START_TEST(test_a_setting_before_on_handle)
{
	char nobody[] = NOBODY;
	struct iqm_curl_options options = { .on_handle = set_proxy, .handle_context = nobody };

	start(OK_TEXT);
	options.proxy = url;
	ck_assert_int_eq(perform(options, AWAY, false), 0);
	options.proxy = "";
	ck_assert_int_eq(perform(options, NOWHERE, false), IQM_E_NETWORK);
	ck_assert_ptr_null(strstr(reason, "proxy"));
	stop();
}
END_TEST

/* Errors name no proxy that may not be the one: nobody knows which it is. */
START_TEST(test_errors_beside_on_handle)
{
	char nobody[] = "gopher://me:hu%40sh@127.0.0.1:1";
	struct iqm_curl_options options = { .on_handle = set_proxy, .handle_context = nobody };

	setenv("https_proxy", "http://127.0.0.1:2", 1);
	ck_assert_int_eq(perform(options, AWAY_TLS, false), IQM_E_CONFIG);
	ck_assert_str_eq(
		reason, "the proxy of on_handle, or of the environment, is not the URL of a proxy");
	memcpy(nobody, NOBODY, sizeof(NOBODY));
	ck_assert_int_eq(perform(options, AWAY_TLS, false), IQM_E_NETWORK);
	ck_assert_ptr_null(strstr(reason, "127.0.0.1:2"));
	unsetenv("https_proxy");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("proxy");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_its_user_and_password);
	tcase_add_test(tcase, test_the_environment_does_not_count);
	tcase_add_test(tcase, test_this_machine_is_asked_directly);
	tcase_add_test(tcase, test_it_refuses);
	tcase_add_test(tcase, test_one_that_is_not_there);
	tcase_add_test(tcase, test_on_handle_before_the_environment);
	tcase_add_test(tcase, test_a_setting_before_on_handle);
	tcase_add_test(tcase, test_errors_beside_on_handle);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

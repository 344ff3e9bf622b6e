/* SPDX-License-Identifier: MIT */
/* Calls and saves share one engine: the same failures are transient or final for both, they are
 * tried as often, and reported alike. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#include "support/transport_fixture.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ATTEMPTS 3
#define FILE_URL "https://reports.example.com/7.csv?X-Amz-Signature=0123456789abcdef"

/* ---- scripted outcomes --------------------------------------------------------------------- */

/* What hooks and log lines said, without the names of operation and URL. */
struct account {
	char events[1024];
	char levels[64];
};

static void on_event(void *context, const struct iqm_event *e)
{
	struct account *a = context;
	size_t used = strlen(a->events);

	snprintf(a->events + used, sizeof(a->events) - used, "%d %d %d %d %ld %d\n", (int)e->kind,
		 e->attempt, e->method != NULL, e->result ? e->result->status : 0,
		 e->result ? e->result->http_status : 0, e->why != NULL);
}

static void on_line(void *context, enum iqm_log_level level, const char *line)
{
	struct account *a = context;
	size_t used = strlen(a->levels);

	(void)line;
	snprintf(a->levels + used, sizeof(a->levels) - used, "%d", (int)level);
}

static int take_bytes(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 0;
}

static int save(struct iqm_client *client, const char *url, struct iqm_call *call)
{
	struct iqm_save to = { .to = IQM_SAVE_CALLBACK, .write = take_bytes };

	return iqm_save_url(client, url, &to, call);
}

static int list(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_eligible_campaigns *rsp;
	int err = iqm_pld_campaigns(client, &rsp, call);

	iqm_free(rsp);
	return err;
}

static void expect_same(const struct iqm_call *a, const struct iqm_call *b)
{
	ck_assert_int_eq(a->error.status, b->error.status);
	ck_assert_int_eq(a->error.http_status, b->error.http_status);
	ck_assert_int_eq(a->error.curl_code, b->error.curl_code);
	ck_assert_int_eq(a->error.delivery, b->error.delivery);
	ck_assert_int_eq(a->error.retry_after_ms, b->error.retry_after_ms);
	ck_assert_int_eq(a->error.attempts, b->error.attempts);
	for (int i = 0; i < a->error.attempts; i++) {
		ck_assert_int_eq(a->attempts[i].status, b->attempts[i].status);
		ck_assert_int_eq(a->attempts[i].http_status, b->attempts[i].http_status);
		ck_assert_int_eq(a->attempts[i].curl_code, b->attempts[i].curl_code);
		ck_assert_int_eq(a->attempts[i].delivery, b->attempts[i].delivery);
		ck_assert_int_eq(a->attempts[i].waited_ms, b->attempts[i].waited_ms);
	}
}

/* The same outcome again and again, for a call and for a save. */
static void expect_attempts(struct outcome o, bool is_transient)
{
	struct iqm_call calls[2] = { { 0 }, { 0 } };
	struct account accounts[2] = { { "", "" }, { "", "" } };
	char what[64];

	snprintf(what, sizeof(what), "HTTP %ld, status %d, curl %d", o.status, o.err, o.curl_code);
	for (int i = 0; i < 2; i++) {
		struct script s;

		script_open(&s, (struct iqm_settings){ .max_attempts = ATTEMPTS,
						       .seed = 1,
						       .on_event = on_event,
						       .event_context = &accounts[i],
						       .log = on_line,
						       .log_context = &accounts[i],
						       .log_level = IQM_LOG_DEBUG });
		if (i) {
			s.outcomes = &o;
			s.len = 1;
			ck_assert_int_lt(save(s.client, FILE_URL, &calls[i]), 0);
		} else {
			ck_assert_int_lt(script_call(&s, IQM_READ, &o, 1, &calls[i]), 0);
		}
		ck_assert_msg(s.calls == (is_transient ? ATTEMPTS : 1), "%s: %d", what, s.calls);
		ck_assert_msg(iqm_is_transient(&calls[i].error) == is_transient, "%s", what);
		script_close(&s);
	}
	expect_same(&calls[0], &calls[1]);
	ck_assert_str_eq(accounts[0].events, accounts[1].events);
	ck_assert_str_eq(accounts[0].levels, accounts[1].levels);
}

static bool is_transient_status(long status)
{
	return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
	       status == 504;
}

START_TEST(statuses)
{
	for (long status = 300; status < 600; status++) {
		struct outcome o = { .status = status, .body = "" };

		expect_attempts(o, is_transient_status(status));
		o.retry_after = "3";
		expect_attempts(o, is_transient_status(status));
	}
}
END_TEST

static const struct {
	struct outcome outcome;
	bool is_transient;
} failures[] = {
	{ { .err = IQM_E_NETWORK }, true },
	{ { .err = IQM_E_NETWORK, .sent = true }, true },
	{ { .err = IQM_E_TIMEOUT }, true },
	{ { .err = IQM_E_TIMEOUT, .sent = true }, true },
	{ { .err = 77 }, true }, /* none of the interface's: the network's */
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_COULDNT_RESOLVE_HOST }, true },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_COULDNT_RESOLVE_PROXY }, true },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_COULDNT_CONNECT }, true },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_SSL_CONNECT_ERROR }, true },
	{ { .err = IQM_E_TIMEOUT, .curl_code = CURLE_OPERATION_TIMEDOUT }, true },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_PEER_FAILED_VERIFICATION }, false },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_SSL_ISSUER_ERROR }, false },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_SSL_PINNEDPUBKEYNOTMATCH }, false },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_SSL_INVALIDCERTSTATUS }, false },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_SSL_CLIENTCERT }, false },
	{ { .err = IQM_E_NETWORK, .curl_code = CURLE_TOO_MANY_REDIRECTS }, false },
	{ { .err = IQM_E_CONFIG, .curl_code = CURLE_SSL_CACERT_BADFILE }, false },
	{ { .err = IQM_E_CONFIG, .curl_code = CURLE_UNSUPPORTED_PROTOCOL }, false },
	{ { .err = IQM_E_CONFIG, .curl_code = CURLE_LOGIN_DENIED }, false },
	{ { .err = IQM_E_CONFIG }, false },
	{ { .err = IQM_E_CANCELLED }, false },
	{ { .err = IQM_E_TOO_LARGE, .sent = true }, false },
	{ { .err = IQM_E_NOMEM }, false },
	/* cut short: of a refusal the status counts */
	{ { .err = IQM_E_NETWORK, .status = 200, .body = "" }, true },
	{ { .err = IQM_E_TIMEOUT, .status = 200, .body = "" }, true },
	{ { .err = IQM_E_NETWORK, .status = 404, .body = "{" }, false },
	{ { .err = IQM_E_NETWORK, .status = 429, .body = "{" }, true },
};

START_TEST(failures_without_a_response)
{
	expect_attempts(failures[_i].outcome, failures[_i].is_transient);
}
END_TEST

/* What is no failure of a request is none that passes. */
START_TEST(other_failures)
{
	static const int final[] = { IQM_OK,        IQM_E_USAGE,    IQM_E_REFUSED,
				     IQM_E_DECODE,  IQM_E_PRICE,    IQM_E_UNKNOWN_OUTCOME,
				     IQM_E_JOURNAL, IQM_E_FILE,     IQM_E_FILE_EXISTS,
				     IQM_E_AUTH,    IQM_E_KEY_USED, IQM_E_FILE_BROKEN };
	struct iqm_error e = { .http_status = 503 };

	for (size_t i = 0; i < sizeof(final) / sizeof(final[0]); i++) {
		e.status = final[i];
		ck_assert_msg(!iqm_is_transient(&e), "%s", iqm_status_name(e.status));
	}
	e.status = IQM_E_SERVER;
	ck_assert(iqm_is_transient(&e));
	e = (struct iqm_error){ .status = IQM_E_RATE_LIMITED }; /* of the client's own */
	ck_assert(iqm_is_transient(&e));
}
END_TEST

static int fail_silently(void *context, const struct iqm_http_request *request,
			 struct iqm_http_response *response)
{
	(void)request, (void)response;
	return *(const int *)context;
}

/* A transport that does not say why. */
START_TEST(failures_without_a_reason)
{
	static const struct {
		int err;
		const char *why;
	} reasons[] = { { IQM_E_NETWORK, ": no complete response came" },
			{ IQM_E_TIMEOUT, ": timed out" },
			{ IQM_E_CANCELLED, ": cancelled" },
			{ IQM_E_NOMEM, ": out of memory" } };

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		struct script s;
		struct iqm_call calls[2] = { { 0 }, { 0 } };
		int err = reasons[i].err;

		script_open(&s, (struct iqm_settings){ .max_attempts = 1 });
		s.client->sender.transport.perform = fail_silently;
		s.client->sender.transport.context = &err;
		ck_assert_int_eq(list(s.client, &calls[0]), err);
		ck_assert_int_eq(save(s.client, FILE_URL, &calls[1]), err);
		for (int n = 0; n < 2; n++)
			ck_assert_str_eq(strchr(calls[n].error.message, ':'), reasons[i].why);
		script_close(&s);
	}
}
END_TEST

/* ---- libcurl -------------------------------------------------------------------------------- */

static struct iqm_client *open_client(const char *base_url)
{
	struct iqm_settings settings = {
		.base_url = base_url, .token = "token-1", .max_attempts = ATTEMPTS, .backoff_ms = 1
	};
	struct iqm_client *client;

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	return client;
}

/* A call to the base URL and a save from the other one; neither is sent. */
static void expect_unsent(struct iqm_client *client, const char *url, int status, int attempts)
{
	struct iqm_call calls[2] = { { 0 }, { 0 } };

	list(client, &calls[0]);
	save(client, url, &calls[1]);
	for (int i = 0; i < 2; i++) {
		const struct iqm_error *e = &calls[i].error;

		ck_assert_msg(e->status == status, "%s", e->message);
		ck_assert_msg(e->attempts == attempts, "%d: %s", e->attempts, e->message);
		ck_assert_int_eq(e->delivery, IQM_NOT_SENT);
		ck_assert_int_eq(e->http_status, 0);
		ck_assert_ptr_null(strstr(e->message, "secret"));
	}
	ck_assert_int_eq(calls[0].error.curl_code, calls[1].error.curl_code);
}

static const struct {
	const char *response; /* to CONNECT */
	int status, attempts;
} proxies[] = {
	{ "HTTP/1.1 407 Proxy Authentication Required\r\n"
	  "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
	  IQM_E_CONFIG, 1 },
	{ "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", IQM_E_CONFIG, 1 },
	{ "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n", IQM_E_CONFIG, 1 },
	{ "HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n", IQM_E_CONFIG, 1 },
	{ "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", IQM_E_NETWORK, ATTEMPTS },
	{ "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", IQM_E_NETWORK,
	  ATTEMPTS },
};

START_TEST(proxy_that_refuses)
{
	struct wire_step step = { .response = proxies[_i].response, .flags = WIRE_CLOSE };
	struct wire *w = wire_start_step(&step);
	struct iqm_client *client = open_client("https://api.example.com");
	char url[64];

	snprintf(url, sizeof(url), "http://me:secret@127.0.0.1:%d", wire_port(w));
	setenv("https_proxy", url, 1);
	expect_unsent(client, FILE_URL, proxies[_i].status, proxies[_i].attempts);
	ck_assert_uint_eq(wire_count(w, "CONNECT "), 2 * (size_t)proxies[_i].attempts);
	wire_stop(w);
	/* What the proxy said counts for that attempt only. */
	expect_unsent(client, FILE_URL, IQM_E_NETWORK, ATTEMPTS);
	unsetenv("https_proxy");
	iqm_client_close(client);
}
END_TEST

/* A password that is tried again and again locks the account. */
START_TEST(log_in_through_a_proxy_that_refuses)
{
	struct wire_step step = { .response = proxies[0].response, .flags = WIRE_CLOSE };
	struct wire *w = wire_start_step(&step);
	struct iqm_settings settings = { .base_url = "https://api.example.com",
					 .client_id = "id",
					 .client_secret = "secret",
					 .username = "jane",
					 .password = "pass",
					 .max_attempts = ATTEMPTS,
					 .backoff_ms = 1 };
	struct iqm_client *client;
	struct iqm_call call = { 0 };

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	setenv("https_proxy", wire_url(w), 1);
	ck_assert_int_eq(list(client, &call), IQM_E_CONFIG);
	unsetenv("https_proxy");
	ck_assert_uint_eq(wire_count(w, "CONNECT "), 1);
	ck_assert_ptr_nonnull(strstr(call.error.message, "the proxy refused to connect: HTTP 407"));
	iqm_client_close(client);
	wire_stop(w);
}
END_TEST

static const char *const no_proxies[] = { "http://me:secret@[bad", "gopher://me:secret@127.0.0.1:1",
					  "http://me:secret@127.0.0.1:99999" };

START_TEST(proxy_setting_that_is_none)
{
	struct iqm_client *client = open_client("https://api.example.com");

	setenv("https_proxy", no_proxies[_i], 1);
	expect_unsent(client, FILE_URL, IQM_E_CONFIG, 1);
	unsetenv("https_proxy");
	iqm_client_close(client);
}
END_TEST

static const struct {
	const char *response; /* to the first bytes of SOCKS 5 */
	size_t len;
} socks[] = {
	{ "\x05\xff", 2 },         /* no way to log in that it takes */
	{ "\x05\x02\x01\x01", 4 }, /* the password is wrong */
	{ "HTTP/1.1 400", 12 },    /* no SOCKS at all */
};

START_TEST(socks_proxy_that_refuses)
{
	struct wire_step step = { .response = socks[_i].response,
				  .len = socks[_i].len,
				  .flags = WIRE_EAGER };
	struct wire *w = wire_start_step(&step);
	struct iqm_client *client = open_client("https://api.example.com");
	char url[64];

	snprintf(url, sizeof(url), "socks5h://me:secret@127.0.0.1:%d", wire_port(w));
	setenv("https_proxy", url, 1);
	expect_unsent(client, FILE_URL, IQM_E_CONFIG, 1);
	ck_assert_uint_eq(wire_connections(w), 2);
	unsetenv("https_proxy");
	iqm_client_close(client);
	wire_stop(w);
}
END_TEST

START_TEST(certificate_that_is_not_trusted)
{
	struct iqm_client *client = open_client(getenv("IQM_TLS_URL"));
	struct iqm_call call = { 0 };

	expect_unsent(client, getenv("IQM_TLS_URL"), IQM_E_NETWORK, 1);
	list(client, &call);
	ck_assert_int_eq(call.error.curl_code, CURLE_PEER_FAILED_VERIFICATION);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("attempts");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, statuses);
	tcase_add_loop_test(tcase, failures_without_a_response, 0,
			    sizeof(failures) / sizeof(failures[0]));
	tcase_add_test(tcase, other_failures);
	tcase_add_test(tcase, failures_without_a_reason);
	tcase_add_loop_test(tcase, proxy_that_refuses, 0, sizeof(proxies) / sizeof(proxies[0]));
	tcase_add_test(tcase, log_in_through_a_proxy_that_refuses);
	tcase_add_loop_test(tcase, proxy_setting_that_is_none, 0,
			    sizeof(no_proxies) / sizeof(no_proxies[0]));
	tcase_add_loop_test(tcase, socks_proxy_that_refuses, 0, sizeof(socks) / sizeof(socks[0]));
	tcase_add_test(tcase, certificate_that_is_not_trusted);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* A client's settings: from a struct, from the environment, and what is wrong with them. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <iqm/gen.h>
#include <iqm/insights.h>
#include <iqm/transport.h>

/* ---- environment -------------------------------------------------------------------------- */

static const struct {
	const char *name;
	size_t offset;
} variables[] = {
	{ "IQM_BASE_URL", offsetof(struct iqm_settings, base_url) },
	{ "IQM_TOKEN", offsetof(struct iqm_settings, token) },
	{ "IQM_OW_ID", offsetof(struct iqm_settings, ow_id) },
	{ "IQM_CLIENT_ID", offsetof(struct iqm_settings, client_id) },
	{ "IQM_CLIENT_SECRET", offsetof(struct iqm_settings, client_secret) },
	{ "IQM_USERNAME", offsetof(struct iqm_settings, username) },
	{ "IQM_PASSWORD", offsetof(struct iqm_settings, password) },
	{ "IQM_CA_FILE", offsetof(struct iqm_settings, ca_file) },
	{ "IQM_CA_DIR", offsetof(struct iqm_settings, ca_dir) },
	{ "IQM_CLIENT_CERT", offsetof(struct iqm_settings, client_cert) },
	{ "IQM_CLIENT_KEY", offsetof(struct iqm_settings, client_key) },
	{ "IQM_PROXY", offsetof(struct iqm_settings, proxy) },
};

#define VARIABLES (sizeof(variables) / sizeof(variables[0]))

static char *saved[VARIABLES];

/* The suites run beside a sandbox, whose address is in these variables. */
static void forget_environment(void)
{
	for (size_t i = 0; i < VARIABLES; i++) {
		const char *value = getenv(variables[i].name);

		saved[i] = value ? strdup(value) : NULL;
		unsetenv(variables[i].name);
	}
}

static void restore_environment(void)
{
	for (size_t i = 0; i < VARIABLES; i++) {
		unsetenv(variables[i].name);
		if (saved[i])
			setenv(variables[i].name, saved[i], 1);
		free(saved[i]);
		saved[i] = NULL;
	}
}

static const char *string_at(const struct iqm_settings *s, size_t offset)
{
	const char *value;

	memcpy(&value, (const char *)s + offset, sizeof(value));
	return value;
}

START_TEST(test_environment_each_variable)
{
	static const struct iqm_settings none;
	struct iqm_settings s;

	memset(&s, 0xff, sizeof(s));
	iqm_settings_from_env(&s);
	ck_assert_mem_eq(&s, &none, sizeof(s));
	for (size_t i = 0; i < VARIABLES; i++) {
		setenv(variables[i].name, "a value", 1);
		iqm_settings_from_env(&s);
		for (size_t j = 0; j < VARIABLES; j++)
			if (j == i)
				ck_assert_str_eq(string_at(&s, variables[j].offset), "a value");
			else
				ck_assert_ptr_null(string_at(&s, variables[j].offset));
		setenv(variables[i].name, "", 1);
		iqm_settings_from_env(&s);
		ck_assert_ptr_null(string_at(&s, variables[i].offset));
		unsetenv(variables[i].name);
	}
}
END_TEST

/* What is not plainly "no" refuses purchases. */
START_TEST(test_environment_no_purchases)
{
	static const char *const off[] = { "", "0", "no", "false" };
	static const char *const on[] = { "1", "yes", "true", "No", " " };
	struct iqm_settings s;

	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++) {
		setenv("IQM_NO_PURCHASES", off[i], 1);
		iqm_settings_from_env(&s);
		ck_assert(!s.no_purchases);
	}
	for (size_t i = 0; i < sizeof(on) / sizeof(on[0]); i++) {
		setenv("IQM_NO_PURCHASES", on[i], 1);
		iqm_settings_from_env(&s);
		ck_assert(s.no_purchases);
	}
	unsetenv("IQM_NO_PURCHASES");
}
END_TEST

START_TEST(test_environment_opens_a_client)
{
	struct iqm_client *client;
	struct iqm_error error;

	setenv("IQM_BASE_URL", "ftp://example.com", 1);
	ck_assert_int_eq(iqm_client_open(&client, NULL, &error), IQM_E_CONFIG);
	ck_assert_str_eq(error.message,
			 "base_url: expected https://host, found 'ftp://example.com'");
	ck_assert_ptr_null(client);
	setenv("IQM_BASE_URL", "http://127.0.0.1:9", 1);
	setenv("IQM_TOKEN", "t", 1);
	setenv("IQM_OW_ID", "42", 1);
	ck_assert_msg(iqm_client_open(&client, NULL, &error) == 0, "%s", error.message);
	runtime_check_clean(&error);
	iqm_client_close(client);
}
END_TEST

/* ---- values ------------------------------------------------------------------------------- */

static int unused(void *context, const struct iqm_http_request *request,
		  struct iqm_http_response *response)
{
	(void)context;
	(void)request;
	(void)response;
	ck_abort_msg("nothing is to be sent");
	return 0;
}

static const struct iqm_transport no_transport = { .perform = unused };

static void refuses(struct iqm_settings s, const char *message)
{
	struct iqm_client *client = (struct iqm_client *)&s;
	struct iqm_error error = { .attempts = 7 };

	s.transport = &no_transport;
	ck_assert_msg(iqm_client_open(&client, &s, &error) == IQM_E_CONFIG, "no error: %s",
		      message);
	ck_assert_ptr_null(client);
	ck_assert_str_eq(error.message, message);
	ck_assert_int_eq(error.status, IQM_E_CONFIG);
	ck_assert_int_eq(error.cause, IQM_E_CONFIG);
	ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(error.attempts, 0);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), IQM_E_CONFIG);
}

static long no_permit(void *context, struct iqm_permit *permit)
{
	(void)context;
	(void)permit;
	return 0;
}

static void no_release(void *context, int64_t id, bool sent)
{
	(void)context;
	(void)id;
	(void)sent;
}

static int64_t no_time(void *context)
{
	(void)context;
	return 0;
}

/* The function that is missing is named. */
START_TEST(test_parts)
{
	struct iqm_limiter limiter = { .block = NULL };
	struct iqm_clock clock = { .wait_ms = NULL };
	struct iqm_journal store = { .settle = NULL };

	refuses((struct iqm_settings){ .limiter = &limiter }, "limiter: acquire is NULL");
	limiter.acquire = no_permit;
	refuses((struct iqm_settings){ .limiter = &limiter }, "limiter: release is NULL");
	limiter.release = no_release;
	refuses((struct iqm_settings){ .limiter = &limiter }, "limiter: block is NULL");
	refuses((struct iqm_settings){ .clock = &clock }, "clock: now_ms is NULL");
	clock.now_ms = no_time;
	refuses((struct iqm_settings){ .clock = &clock }, "clock: realtime_ms is NULL");
	clock.realtime_ms = no_time;
	refuses((struct iqm_settings){ .clock = &clock }, "clock: wait_ms is NULL");
	refuses((struct iqm_settings){ .journal_store = &store }, "journal_store: claim is NULL");
}
END_TEST

static void accepts(struct iqm_settings s)
{
	struct iqm_client *client;
	struct iqm_error error;

	s.transport = &no_transport;
	ck_assert_msg(iqm_client_open(&client, &s, &error) == 0, "%s", error.message);
	ck_assert_ptr_nonnull(client);
	iqm_client_close(client);
}

#define SETTINGS(...) ((struct iqm_settings){ __VA_ARGS__ })

START_TEST(test_base_url_accepted)
{
	static const char *const urls[] = {
		"https://api.iqm.com",   "https://api.iqm.com/", "https://h:8443/base/path//",
		"http://127.0.0.1:8080", "http://127.0.0.2",     "http://localhost",
		"http://LOCALHOST:1/x",  "http://[::1]:8080",    "https://[2001:db8::1]/",
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		accepts(SETTINGS(.base_url = urls[i]));
	accepts(SETTINGS(.base_url = "http://example.com", .allow_http = true));
	accepts(SETTINGS(.base_url = NULL));
}
END_TEST

START_TEST(test_base_url_refused)
{
	static const char *const odd[] = {
		"https:///path",
		"https://:443",
		"https://user@host",
		"https://user:pass@host",
		"https://host?x=1",
		"https://host#x",
		"https://ho st",
		"https://host\r\nX: y",
		"https://host\\path",
		"https://host/{x}",
		"https://h\"",
		"ftp://user:pass@host",
		"ftp://a\nb",
		"user@host",
		"/path",
	};
	static const char *const beyond[] = {
		"http://example.com",
		"http://127.0.0.1.example.com",
		"http://localhost.example.com",
		"http://10.0.0.1",
		"http://[::2]",
		"http://128.0.0.1",
		"http://0.0.0.0",
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		refuses(SETTINGS(.base_url = odd[i], .allow_http = true),
			"base_url: expected a host, a port and a path, and nothing else");
	for (size_t i = 0; i < sizeof(beyond) / sizeof(beyond[0]); i++) {
		char message[128] = "base_url: expected https:// for another machine, found '";

		strcat(strcat(message, beyond[i]), "'");
		refuses(SETTINGS(.base_url = beyond[i]), message);
	}
	refuses(SETTINGS(.base_url = ""), "base_url: expected https://host, found ''");
	refuses(SETTINGS(.base_url = "api.iqm.com"),
		"base_url: expected https://host, found 'api.iqm.com'");
	refuses(SETTINGS(.base_url = "file://etc/passwd"),
		"base_url: expected https://host, found 'file://etc/passwd'");
	refuses(SETTINGS(.base_url = "https://"),
		"base_url: expected https://host, found 'https://'");
	refuses(SETTINGS(.base_url = "http://"),
		"base_url: expected https://host, found 'http://'");
}
END_TEST

/* Purchases are compared by the text of their place: one service has one. */
START_TEST(test_other_spellings_of_a_base_url)
{
	static const char port[] = "a port from 1 to 65535 without leading zeros";
	static const char dots[] = "a path without '.' and '..'";
	static const struct {
		const char *url, *expected;
	} bad[] = {
		{ "https://a.com:0443", port },
		{ "https://a.com:", port },
		{ "https://a.com:/v1", port },
		{ "https://a.com:0", port },
		{ "https://a.com:65536", port },
		{ "https://a.com:80a", port },
		{ "https://a.com:80:81", port },
		{ "https://[::1]:0443", port },
		{ "https://a.com.", "a host without a dot at its end" },
		{ "https://a.com.:443/", "a host without a dot at its end" },
		{ "https://a.com/.", dots },
		{ "https://a.com/./", dots },
		{ "https://a.com/x/..", dots },
		{ "https://a.com/x/../y", dots },
		{ "https://a.com/%2e/x", "a path without '%'" },
		{ "https://[::1/x]", "a ']' behind the address" },
		{ "https://[::1]443", "a port or a path behind the address" },
	};
	static const char *const good[] = {
		"https://a.com",     "https://a.com/", "https://a.com:443",  "https://a.com:65535/",
		"https://[::1]:443", "https://[::1]",  "https://a.com/v1.0", "https://a.com/...",
		"https://a.com/.x",  "https://0",      "https://a.com//a",
	};
	char message[128];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(message, sizeof(message), "base_url: expected %s, found '%s'",
			 bad[i].expected, bad[i].url);
		refuses(SETTINGS(.base_url = bad[i].url), message);
	}
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		accepts(SETTINGS(.base_url = good[i]));
}
END_TEST

static const char *const strings[] = { "token",    "ow_id",    "client_id",  "client_secret",
				       "username", "password", "user_agent", "ca_file" };

#define STRINGS ((int)(sizeof(strings) / sizeof(strings[0])))

static struct iqm_settings with_string(int which, const char *value)
{
	const char *all[STRINGS] = { NULL };

	all[which] = value;
	return SETTINGS(.token = all[0], .ow_id = all[1], .client_id = all[2],
			.client_secret = all[3], .username = all[4], .password = all[5],
			.user_agent = all[6], .ca_file = all[7]);
}

START_TEST(test_control_bytes_and_empty_strings_are_refused)
{
	static const char *const bad[] = {
		"a\r\nX-Evil: 1", "a\n", "\ra", "a\001", "a\177", "a\tb"
	};
	char message[64];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		strcat(strcpy(message, strings[_i]), ": a control byte in it");
		refuses(with_string(_i, bad[i]), message);
	}
	strcat(strcpy(message, strings[_i]), ": empty, expected NULL or a value");
	refuses(with_string(_i, ""), message);
}
END_TEST

/* What stands there instead is not shown: it may be a token. */
START_TEST(test_ow_id_is_digits)
{
	static const char message[] =
		"ow_id: expected digits without leading zeros, found something else";

	accepts(SETTINGS(.ow_id = "0"));
	accepts(SETTINGS(.ow_id = "9223372036854775807"));
	refuses(SETTINGS(.ow_id = "x"), message);
	refuses(SETTINGS(.ow_id = "007"), message);
	refuses(SETTINGS(.ow_id = "00"), message);
	refuses(SETTINGS(.ow_id = "-1"), message);
	refuses(SETTINGS(.ow_id = "1 2"), message);
	refuses(SETTINGS(.ow_id = "12345678901234567890"), message);
}
END_TEST

START_TEST(test_token_without_its_scheme)
{
	refuses(SETTINGS(.token = "Bearer x"), "token: expected it without 'Bearer '");
}
END_TEST

START_TEST(test_log_in_needs_all_four)
{
#define MISSING(name)                                                                              \
	"a log-in needs client_id, client_secret, username and password: " name " is missing"
	refuses(SETTINGS(.username = "u"), MISSING("client_id"));
	refuses(SETTINGS(.username = "u", .client_id = "i"), MISSING("client_secret"));
	refuses(SETTINGS(.password = "p", .client_id = "i", .client_secret = "s"),
		MISSING("username"));
	refuses(SETTINGS(.username = "u", .client_id = "i", .client_secret = "s"),
		MISSING("password"));
	accepts(SETTINGS(.username = "u", .token = "t"));
	accepts(SETTINGS(.username = "u", .password = "p", .client_id = "i", .client_secret = "s"));
}
END_TEST

START_TEST(test_other_values)
{
	refuses(SETTINGS(.client_id = "a:b"), "client_id: a ':' cannot be sent in it");
	accepts(SETTINGS(.client_secret = "a:b"));
	refuses(SETTINGS(.ca_dir = "/nonexistent"), "ca_dir: '/nonexistent' cannot be read");
	refuses(SETTINGS(.ca_file = "/nonexistent/ca.pem"),
		"ca_file: '/nonexistent/ca.pem' cannot be read");
	accepts(SETTINGS(.ca_file = "/dev/null"));
	refuses(SETTINGS(.client_cert = "/nonexistent/me.pem"),
		"client_cert: '/nonexistent/me.pem' cannot be read");
	refuses(SETTINGS(.client_cert = "/dev/null", .client_key = "/nonexistent/me.key"),
		"client_key: '/nonexistent/me.key' cannot be read");
	refuses(SETTINGS(.client_key = "/dev/null"), "client_key: expected client_cert beside it");
	accepts(SETTINGS(.client_cert = "/dev/null", .client_key = "/dev/null"));
	refuses(SETTINGS(.proxy = "me:hush@p:3128"),
		"proxy: expected http://, https://, socks5h:// or socks4a:// and a host; or "
		"'none'");
	refuses(SETTINGS(.proxy = "http://me:hu/sh@p:3128"),
		"proxy: expected a user name and a password in percent encoding, a host and a "
		"port; or 'none'");
	refuses(SETTINGS(.proxy = "http://me:hush@p:0"),
		"proxy: expected a host, and a port from 1 to 65535; or 'none'");
	refuses(SETTINGS(.proxy = ""), "proxy: empty, expected NULL or a value");
	refuses(SETTINGS(.proxy = "http://p\n"), "proxy: a control byte in it");
	accepts(SETTINGS(.proxy = "none"));
	accepts(SETTINGS(.proxy = "http://me:hush@p:3128"));
	refuses(SETTINGS(.timeout_ms = -1), "timeout_ms: expected 0 or more, found -1");
	accepts(SETTINGS(.timeout_ms = LONG_MAX));
}
END_TEST

/* ---- opening and closing ------------------------------------------------------------------ */

START_TEST(test_open_misused)
{
	struct iqm_settings s = { .transport = &no_transport };
	struct iqm_error error = { .attempts = 7 };
	struct iqm_client *client = (struct iqm_client *)&s;

	ck_assert_int_eq(iqm_client_open(NULL, &s, &error), IQM_E_USAGE);
	ck_assert_str_eq(error.message, "out is NULL");
	ck_assert_int_eq(iqm_client_open(NULL, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), IQM_OK);
	iqm_client_close(client);
	iqm_client_close(NULL);
}
END_TEST

/* With another ABI the error's layout is not known: it is left alone. */
START_TEST(test_open_of_another_abi)
{
	struct iqm_settings s = { .transport = &no_transport };
	struct iqm_client *client = (struct iqm_client *)&s;
	struct iqm_error before;
	struct iqm_error error;

	memset(&error, 0x5a, sizeof(error));
	before = error;
	ck_assert_int_eq(iqm_client_open_abi(&client, &iqm_insights_api, &s, &error, IQM_ABI + 1),
			 IQM_E_USAGE);
	ck_assert_ptr_null(client);
	ck_assert_mem_eq(&error, &before, sizeof(error));
	ck_assert_int_eq(iqm_client_open_abi(&client, &iqm_insights_api, &s, NULL, 0), IQM_E_USAGE);
}
END_TEST

START_TEST(test_dialect)
{
	char message[256];

	for (const char *const *name = iqm_insights_api.dialects; *name; name++)
		accepts(SETTINGS(.dialect = *name));
	accepts(SETTINGS(.dialect = NULL));
	snprintf(message, sizeof(message), "dialect: expected one of ");
	for (const char *const *name = iqm_insights_api.dialects; *name; name++)
		snprintf(message + strlen(message), sizeof(message) - strlen(message), "%s%s",
			 name == iqm_insights_api.dialects ? "" : ", ", *name);
	snprintf(message + strlen(message), sizeof(message) - strlen(message), ", found 'x'");
	refuses(SETTINGS(.dialect = "x"), message);
}
END_TEST

static void count_close(void *context)
{
	++*(int *)context;
}

START_TEST(test_transport_is_closed_once)
{
	int closed = 0;
	struct iqm_transport transport = { .perform = unused,
					   .close = count_close,
					   .context = &closed };
	struct iqm_settings s = { .transport = &transport };
	struct iqm_client *client;

	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	memset(&transport, 0xff, sizeof(transport)); /* the client has a copy */
	ck_assert_int_eq(closed, 0);
	iqm_client_close(client);
	ck_assert_int_eq(closed, 1);
	transport = (struct iqm_transport){ .perform = unused,
					    .close = count_close,
					    .context = &closed };
	s.timeout_ms = -1;
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), IQM_E_CONFIG);
	ck_assert_int_eq(closed, 1);
}
END_TEST

/* ---- what they come to -------------------------------------------------------------------- */

static const char *has_header(const struct mock *m, const char *name)
{
	return strstr(m->headers, name);
}

START_TEST(test_strings_are_copied)
{
	char token[] = "token-9";
	char ow_id[] = "99";
	char agent[] = "agent/9";
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client_with(
		&mock, SETTINGS(.token = token, .ow_id = ow_id, .user_agent = agent));
	struct iqm_pld_report_page *rsp;

	memset(token, 'x', sizeof(token) - 1);
	memset(ow_id, 'x', sizeof(ow_id) - 1);
	memset(agent, 'x', sizeof(agent) - 1);
	ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
	ck_assert_str_eq(mock.headers,
			 "Accept: application/json\nUser-Agent: agent/9\n"
			 "Authorization: Bearer token-9\nAuthentication: Bearer token-9\n"
			 "X-IAA-OW-ID: 99\n");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_headers_that_may_be_left_out)
{
	struct mock mock = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client =
		mock_client_with(&mock, SETTINGS(.token = "t", .no_duplicate_auth_header = true));
	struct iqm_pld_order_response *rsp;

	ck_assert_int_eq(runtime_buy(client, &rsp, NULL), 0);
	ck_assert_str_eq(mock.headers,
			 "Accept: application/json\nContent-Type: application/json\n"
			 "User-Agent: iqm-insights-c/" IQM_VERSION "\nAuthorization: Bearer t\n");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_user_agent_too_long)
{
	char agent[202];

	memset(agent, 'a', sizeof(agent) - 1);
	agent[sizeof(agent) - 1] = '\0';
	refuses(SETTINGS(.token = "t", .user_agent = agent),
		"user_agent: expected at most 200 bytes");
	agent[200] = '\0';
	accepts(SETTINGS(.token = "t", .user_agent = agent));
}
END_TEST

START_TEST(test_long_tokens_are_sent_whole)
{
	char token[5000];
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client;
	struct iqm_pld_report_page *rsp;

	memset(token, 'a', sizeof(token) - 1);
	token[sizeof(token) - 2] = 'z';
	token[sizeof(token) - 1] = '\0';
	client = mock_client_with(&mock, SETTINGS(.token = token));
	ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
	ck_assert_ptr_nonnull(has_header(&mock, "aaz\nAuthentication: Bearer aaa"));
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

static int keep_url(void *context, const struct iqm_http_request *request,
		    struct iqm_http_response *response)
{
	ck_assert_uint_lt(strlen(request->url), 256);
	strcpy(context, request->url);
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, GOOD_LIST, strlen(GOOD_LIST));
}

START_TEST(test_base_url_and_path)
{
	static const struct {
		const char *base, *url;
	} urls[] = {
		{ NULL, "https://api.iqm.com/api/v3/ins/pld-reports?pageNo=1" },
		{ "https://h", "https://h/api/v3/ins/pld-reports?pageNo=1" },
		{ "https://h/", "https://h/api/v3/ins/pld-reports?pageNo=1" },
		{ "https://h:1/base//", "https://h:1/base/api/v3/ins/pld-reports?pageNo=1" },
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		char url[256];
		struct iqm_transport transport = { .perform = keep_url, .context = url };
		struct iqm_settings s = { .base_url = urls[i].base,
					  .token = "t",
					  .transport = &transport };
		struct iqm_pld_report_page *rsp;
		struct iqm_client *client;

		ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
		ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
		ck_assert_str_eq(url, urls[i].url);
		iqm_free(rsp);
		iqm_client_close(client);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("settings");

	tcase_add_checked_fixture(tcase, forget_environment, restore_environment);
	tcase_add_test(tcase, test_environment_each_variable);
	tcase_add_test(tcase, test_environment_no_purchases);
	tcase_add_test(tcase, test_environment_opens_a_client);
	tcase_add_test(tcase, test_base_url_accepted);
	tcase_add_test(tcase, test_base_url_refused);
	tcase_add_test(tcase, test_other_spellings_of_a_base_url);
	tcase_add_loop_test(tcase, test_control_bytes_and_empty_strings_are_refused, 0, STRINGS);
	tcase_add_test(tcase, test_ow_id_is_digits);
	tcase_add_test(tcase, test_token_without_its_scheme);
	tcase_add_test(tcase, test_log_in_needs_all_four);
	tcase_add_test(tcase, test_other_values);
	tcase_add_test(tcase, test_parts);
	tcase_add_test(tcase, test_open_misused);
	tcase_add_test(tcase, test_open_of_another_abi);
	tcase_add_test(tcase, test_dialect);
	tcase_add_test(tcase, test_transport_is_closed_once);
	tcase_add_test(tcase, test_strings_are_copied);
	tcase_add_test(tcase, test_headers_that_may_be_left_out);
	tcase_add_test(tcase, test_user_agent_too_long);
	tcase_add_test(tcase, test_long_tokens_are_sent_whole);
	tcase_add_test(tcase, test_base_url_and_path);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

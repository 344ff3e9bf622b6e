/* SPDX-License-Identifier: MIT */
/* TLS, and connections that are kept for later calls: how many calls share one. */
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/insights.h>
#include <iqm/reports.h>

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALLS 20

static struct iqm_client *open_client(const char *url, const char *ca_file)
{
	struct iqm_settings settings = { .base_url = url, .token = "none", .ca_file = ca_file };
	struct iqm_client *client;

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	return client;
}

static int ask(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_columns *rsp;
	int err = iqm_pld_columns_get(client, &rsp, call);

	ck_assert_ptr_null(rsp);
	return err;
}

/* With the CA the service is reached and refuses the token; without it nothing is sent. */
START_TEST(test_tls)
{
	struct iqm_client *trusting = open_client(getenv("IQM_TLS_URL"), getenv("IQM_TLS_CA"));
	struct iqm_client *other = open_client(getenv("IQM_TLS_URL"), NULL);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(ask(trusting, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.http_status, 401);
	ck_assert_int_eq(ask(other, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.http_status, 0);
	iqm_client_close(trusting);
	iqm_client_close(other);
}
END_TEST

static int connect_here(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	(void)purpose;
	return (int)curl_easy_setopt(curl, CURLOPT_CONNECT_TO, context);
}

static int no_byte(void *context, const void *data, size_t len)
{
	(void)context;
	(void)data;
	(void)len;
	return -1;
}

/* The sandbox, as another host. */
static struct iqm_client *open_elsewhere(const char *url, struct curl_slist *to)
{
	struct iqm_settings settings;
	struct iqm_client *client;

	iqm_settings_from_env(&settings);
	settings.base_url = url;
	settings.ca_file = getenv("IQM_TLS_CA");
	settings.on_handle = connect_here;
	settings.handle_context = to;
	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	return client;
}

/* What is asked of another host is asked whole, and of the host that libcurl reads. */
START_TEST(test_tls_of_another_host)
{
	const char *port = strrchr(getenv("IQM_TLS_URL"), ':');
	const struct iqm_list_query one = { .no_of_entries = iqm_int(1) };
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK, .write = no_byte };
	char here[] = "::127.0.0.1:";
	struct curl_slist to = { here, NULL };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;
	struct iqm_call call = { 0 };
	char url[128];

	snprintf(url, sizeof(url), "https://api.example.com%s", port);
	client = open_elsewhere(url, &to);
	ck_assert_msg(!iqm_pld_list(client, &one, &rsp, &call), "%s", call.error.message);
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 1);
	iqm_free(rsp);
	snprintf(url, sizeof(url), "https:///api.example.com%s/api/v3/ins/pld-reports?a=1", port);
	ck_assert_int_ne(iqm_save_url(client, url, &save, &call), 0);
	ck_assert_int_eq(call.error.http_status, 401);
	iqm_client_close(client);
}
END_TEST

/* Calls of `count` that had to connect. */
static int count_connects(struct iqm_client *client, int count, bool fresh)
{
	struct iqm_call call = { .fresh_connection = fresh };
	int connects = 0;

	for (int i = 0; i < count; i++) {
		ck_assert_int_eq(ask(client, &call), IQM_E_AUTH);
		ck_assert_int_eq(call.error.attempts, 1);
		connects += call.attempts[0].timing.connect_us > 0;
	}
	return connects;
}

/* That nothing waits on it is seen without giving it up, over TLS too. */
START_TEST(test_kept_connections)
{
	const char *url = getenv(_i ? "IQM_TLS_URL" : "IQM_BASE_URL");
	struct iqm_client *client = open_client(url, getenv("IQM_TLS_CA"));
	int connects = count_connects(client, CALLS, false);

	printf("%s: %d of %d calls on a kept connection\n", _i ? "TLS" : "plain http",
	       CALLS - connects, CALLS);
	ck_assert_int_eq(connects, 1);
	ck_assert_int_eq(count_connects(client, 3, true), 3);
	ck_assert_int_eq(count_connects(client, 3, false), 0);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("kept");

	tcase_add_test(tcase, test_tls);
	tcase_add_test(tcase, test_tls_of_another_host);
	tcase_add_loop_test(tcase, test_kept_connections, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* libcurl's transport in the hands of a user, and another around it. */
#include "support/control.h"
#include "support/mock.h"
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <iqm/transport.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A transport that notes what the one within gives. */
struct tap {
	struct iqm_transport inner;
	int performed, closed;
	long status;
	char type[64];
	char body[1 << 16];
	size_t len;
};

static void note_status(void *context, long status)
{
	struct tap *tap = context;

	tap->status = status;
	tap->len = 0;
}

static void note_header(void *context, const char *name, size_t name_len, const char *value,
			size_t value_len)
{
	struct tap *tap = context;

	if (name_len == strlen("Content-Type") && !strncmp(name, "Content-Type", name_len))
		snprintf(tap->type, sizeof(tap->type), "%.*s", (int)value_len, value);
}

static void note_body(void *context, const void *data, size_t len)
{
	struct tap *tap = context;

	ck_assert_uint_le(tap->len + len, sizeof(tap->body));
	memcpy(tap->body + tap->len, data, len);
	tap->len += len;
}

static int tap_perform(void *context, const struct iqm_http_request *request,
		       struct iqm_http_response *response)
{
	struct tap *tap = context;
	struct iqm_http_watch watch = {
		.status = note_status, .header = note_header, .body = note_body, .context = tap
	};

	tap->performed++;
	ck_assert_int_eq(iqm_http_response_watch(response, &watch), 0);
	return tap->inner.perform(tap->inner.context, request, response);
}

static void tap_close(void *context)
{
	struct tap *tap = context;

	tap->closed++;
	tap->inner.close(tap->inner.context);
}

static struct iqm_transport around(struct tap *tap)
{
	return (struct iqm_transport){ .perform = tap_perform,
				       .close = tap_close,
				       .context = tap,
				       .announces_sending = tap->inner.announces_sending };
}

static struct iqm_settings settings_of_sandbox(void)
{
	struct iqm_settings settings;

	control_reset();
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	return settings;
}

/* Two around one another: each sees all of it, and it is what the call gets. */
START_TEST(test_wrapped_twice)
{
	static struct tap within, without;
	struct iqm_settings settings = settings_of_sandbox();
	struct iqm_transport outer;
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;
	const char *raw;
	size_t len;

	ck_assert_int_eq(iqm_curl_transport(&within.inner, &settings, NULL), 0);
	ck_assert(within.inner.announces_sending);
	without.inner = around(&within);
	outer = around(&without);
	settings.transport = &outer;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	raw = iqm_raw(rsp, &len);
	ck_assert_uint_eq(len, within.len);
	ck_assert_uint_eq(len, without.len);
	ck_assert_int_eq(memcmp(raw, within.body, len), 0);
	ck_assert_int_eq(memcmp(raw, without.body, len), 0);
	ck_assert_int_eq(within.status, 200);
	ck_assert_ptr_nonnull(strstr(without.type, "json"));
	ck_assert_int_eq(without.performed, 2); /* a log-in */
	iqm_free(rsp);
	iqm_client_close(client);
	ck_assert_int_eq(within.closed, 1);
	ck_assert_int_eq(without.closed, 1);
}
END_TEST

/* The money rule is the same: what was not sent is known to be, what may have been is not repeated.
 */
START_TEST(test_delivery)
{
	static struct tap tap;
	struct iqm_settings settings = settings_of_sandbox();
	struct iqm_transport outer;
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_client *client;

	settings.max_attempts = 3;
	ck_assert_int_eq(iqm_curl_transport(&tap.inner, &settings, NULL), 0);
	outer = around(&tap);
	settings.transport = &outer;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	control_fault("pld.generate", "reset-after-request");
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.error.attempts, 1);
	iqm_client_close(client);
	settings.base_url = "http://127.0.0.1:1";
	settings.token = "token";
	settings.backoff_ms = 1;
	ck_assert_int_eq(iqm_curl_transport(&tap.inner, &settings, NULL), 0);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 3);
	iqm_client_close(client);
}
END_TEST

/* Repeats the request, as no transport may. */
static int perform_twice(void *context, const struct iqm_http_request *request,
			 struct iqm_http_response *response)
{
	struct tap *tap = context;
	int first = tap->inner.perform(tap->inner.context, request, response);
	int second = tap->inner.perform(tap->inner.context, request, response);

	tap->performed++;
	return tap->status ? first : second;
}

static const struct {
	bool announces; /* or is asked before it begins, and the one within announces it */
	bool gives_first;
	int err;
} repeated[] = {
	{ true, false, IQM_E_UNKNOWN_OUTCOME },
	{ false, false, IQM_E_UNKNOWN_OUTCOME },
	{ true, true, 0 },
	{ false, true, 0 },
};

START_TEST(test_a_transport_that_repeats)
{
	static struct tap tap;
	struct iqm_settings settings = settings_of_sandbox();
	struct iqm_transport outer;
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351),
				     .pld_start_date = iqm_ms(1732165200000),
				     .pld_end_date = iqm_ms(1732424399000) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_client *client;

	control_setting("always_sell", 1);
	ck_assert_int_eq(iqm_curl_transport(&tap.inner, &settings, NULL), 0);
	outer = around(&tap);
	outer.announces_sending = repeated[_i].announces;
	tap.status = repeated[_i].gives_first;
	settings.transport = &outer;
	outer.perform = perform_twice;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_msg(iqm_pld_generate(client, &req, &rsp, &call) == repeated[_i].err, "%s",
		      call.error.message);
	iqm_free(rsp);
	ck_assert_int_eq(control_bill(), 1);
	if (repeated[_i].err) {
		ck_assert_ptr_nonnull(strstr(call.error.message, "a second time"));
		ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	}
	iqm_client_close(client);
	control_setting("always_sell", 0);
}
END_TEST

static void refuses(struct iqm_settings settings, int status, const char *why)
{
	struct iqm_transport transport;
	struct iqm_error error;

	ck_assert_int_eq(iqm_curl_transport(&transport, &settings, &error), status);
	ck_assert_msg(strstr(error.message, why), "%s", error.message);
	ck_assert(!transport.perform);
	ck_assert_int_eq(iqm_curl_transport(&transport, &settings, NULL), status);
}

START_TEST(test_refused_settings)
{
	static int mark;

	refuses((struct iqm_settings){ .proxy = "p:1" }, IQM_E_CONFIG, "proxy: expected http://");
	refuses((struct iqm_settings){ .ca_file = "/none" }, IQM_E_CONFIG, "ca_file: '/none'");
	refuses((struct iqm_settings){ .client_key = "/none" }, IQM_E_CONFIG, "client_key: ");
	refuses((struct iqm_settings){ .reserved = { &mark } }, IQM_E_USAGE,
		"settings: a reserved member");
}
END_TEST

static int seen_by_watch;

static int reserved_perform(void *context, const struct iqm_http_request *request,
			    struct iqm_http_response *response)
{
	struct iqm_http_watch watch = { .reserved = { context } };

	(void)request;
	seen_by_watch = iqm_http_response_watch(response, &watch);
	return IQM_E_CONFIG;
}

START_TEST(test_a_watch_of_a_newer_header)
{
	static int mark;
	const struct iqm_transport transport = { .perform = reserved_perform, .context = &mark };
	struct iqm_settings settings = { .base_url = MOCK_BASE_URL,
					 .token = "token-1",
					 .transport = &transport };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;

	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(runtime_list(client, &rsp, NULL), IQM_E_CONFIG);
	ck_assert_int_eq(seen_by_watch, IQM_E_USAGE);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("wrapped");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_wrapped_twice);
	tcase_add_test(tcase, test_delivery);
	tcase_add_loop_test(tcase, test_a_transport_that_repeats, 0, 4);
	tcase_add_test(tcase, test_refused_settings);
	tcase_add_test(tcase, test_a_watch_of_a_newer_header);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

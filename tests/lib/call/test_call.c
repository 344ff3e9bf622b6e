/* SPDX-License-Identifier: MIT */
/* One call: its arguments, its time, its limits, and what it reports. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <iqm/transport.h>

#include "call/call.h"
#include "iqm_descriptors.h"

/* ---- arguments ---------------------------------------------------------------------------- */

START_TEST(test_null_arguments)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_list_query req = { 0 };
	struct iqm_pld_report_page *rsp = (struct iqm_pld_report_page *)&req;
	struct iqm_confirmation *done;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_list(NULL, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.list: client is NULL");
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(iqm_pld_list(client, &req, NULL, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.list: rsp is NULL");
	ck_assert_int_eq(iqm_pld_list(NULL, NULL, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_delete(client, NULL, &done, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.delete: req is NULL");
	ck_assert_ptr_null(done);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* As one of no fields; its pager takes it, too. */
START_TEST(test_a_list_may_have_no_request)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_preview *preview;
	struct iqm_call call = { 0 };

	ck_assert_msg(!iqm_pld_list(client, NULL, &rsp, &call), "%s", call.error.message);
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/api/v3/ins/pld-reports");
	iqm_free(rsp);
	ck_assert_int_eq(iqm_preview_make(client, &iqm_pld_list_op, NULL, &preview, &call.error),
			 0);
	ck_assert_str_eq(preview->path, "/api/v3/ins/pld-reports");
	iqm_free(preview);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_call_may_be_null)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
	ck_assert_int_eq(rsp->total_records.value, 3);
	iqm_free(rsp);
	mock.status = 500;
	ck_assert_int_eq(runtime_list(client, &rsp, NULL), IQM_E_SERVER);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(iqm_pld_campaigns(client, &campaigns, NULL), IQM_E_SERVER);
	ck_assert_ptr_null(campaigns);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_free_of_nothing)
{
	size_t len = 7;

	iqm_free(NULL);
	ck_assert_ptr_null(iqm_raw(NULL, &len));
	ck_assert_uint_eq(len, 0);
	ck_assert_ptr_null(iqm_raw(NULL, NULL));
}
END_TEST

/* ---- time --------------------------------------------------------------------------------- */

static int keep_timeout(void *context, const struct iqm_http_request *request,
			struct iqm_http_response *response)
{
	*(long *)context = request->timeout_ms;
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, GOOD_LIST, strlen(GOOD_LIST));
}

static long timeout_of(long client_ms, long call_ms)
{
	long seen = -1;
	struct iqm_transport transport = { .perform = keep_timeout, .context = &seen };
	struct iqm_settings s = { .token = "t", .transport = &transport, .timeout_ms = client_ms };
	struct iqm_call call = { .timeout_ms = call_ms };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;

	mock_no_limits(&s);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	ck_assert_msg(runtime_list(client, &rsp, &call) == 0, "%s", call.error.message);
	iqm_free(rsp);
	iqm_client_close(client);
	return seen;
}

/* Some of the time is gone when the transport is called. */
static void check_timeout(long client_ms, long call_ms, long want)
{
	long seen = timeout_of(client_ms, call_ms);

	ck_assert_int_le(seen, want);
	ck_assert_int_gt(seen, want - 5000);
}

START_TEST(test_timeout_of_call_client_and_default)
{
	check_timeout(0, 0, 120000);
	check_timeout(90000, 0, 90000);
	check_timeout(90000, 20000, 20000);
	check_timeout(20000, 90000, 90000);
	ck_assert_int_gt(timeout_of(0, LONG_MAX), 1000000);
	ck_assert_int_gt(timeout_of(LONG_MAX, 0), 1000000);
}
END_TEST

START_TEST(test_timeout_negative)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { .timeout_ms = -5 };
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.list: timeout_ms: expected 0 or more, found -5");
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* ---- the transport ------------------------------------------------------------------------ */

struct asked {
	long connect_ms, stall_ms;
	const struct iqm_cancel *cancel;
	bool holds_sigpipe;
};

static bool holds_sigpipe(void)
{
	sigset_t held;

	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, NULL, &held), 0);
	return sigismember(&held, SIGPIPE);
}

static int keep_asked(void *context, const struct iqm_http_request *request,
		      struct iqm_http_response *response)
{
	struct asked *asked = context;

	asked->connect_ms = request->connect_timeout_ms;
	asked->stall_ms = request->stall_timeout_ms;
	asked->cancel = request->cancel;
	asked->holds_sigpipe = holds_sigpipe();
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, GOOD_LIST, strlen(GOOD_LIST));
}

/* The host's thread has its signals as before, once the call has ended. */
START_TEST(test_what_a_transport_is_given)
{
	struct asked asked = { 0 };
	struct iqm_cancel cancel = { 0 };
	struct iqm_transport transport = { .perform = keep_asked, .context = &asked };
	struct iqm_settings s = { .token = "t",
				  .transport = &transport,
				  .connect_timeout_ms = 4000,
				  .stall_timeout_ms = 7000 };
	struct iqm_call call = { .cancel = &cancel };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;

	mock_no_limits(&s);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	ck_assert_msg(!runtime_list(client, &rsp, &call), "%s", call.error.message);
	ck_assert_int_eq(asked.connect_ms, 4000);
	ck_assert_int_eq(asked.stall_ms, 7000);
	ck_assert_ptr_eq(asked.cancel, &cancel);
	ck_assert(asked.holds_sigpipe);
	ck_assert(!holds_sigpipe());
	iqm_free(rsp);
	iqm_client_close(client);
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------- */

START_TEST(test_response_as_large_as_allowed)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };
	size_t len = strlen(GOOD_LIST);

	client = mock_client_with(&mock, (struct iqm_settings){ .token = "t", .max_body = len });
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	iqm_free(rsp);
	mock_close(client, &mock);
	client =
		mock_client_with(&mock, (struct iqm_settings){ .token = "t", .max_body = len - 1 });
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_TOO_LARGE);
	ck_assert_str_eq(call.error.message,
			 "pld.list: the response is larger than the client's limits");
	ck_assert_int_eq(call.error.http_status, 200);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_request_too_large)
{
	size_t len = (size_t)16 << 20;
	char *text = malloc(len + 1);
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_list_query list = { .search_field = text };
	struct iqm_pld_order buy = { .idempotency_key = text };
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', len);
	text[len] = '\0';
	ck_assert_int_eq(iqm_pld_list(client, &list, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.list: the request is too large");
	ck_assert_int_eq(iqm_pld_generate(client, &buy, &bought, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the request is too large");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
	free(text);
}
END_TEST

/* ---- report ------------------------------------------------------------------------------- */

START_TEST(test_report_of_success)
{
	struct mock mock = { .status = 201, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call;

	memset(&call, 0, sizeof(call));
	memset(&call.error, 0x5a, sizeof(call.error));
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	runtime_check_clean(&call.error);
	ck_assert_int_eq(call.error.http_status, 201);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.curl_code, 0);
	ck_assert_str_eq(call.error.operation, "pld.list");
	ck_assert_str_eq(call.error.request_id, "mock-1");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_report_of_failure)
{
	struct mock mock = {
		.status = 422,
		.body = "{\"success\":false,\"errorObjects\":["
			"{\"error\":\"Bad sortBy\",\"reason\":\"no such field\","
			"\"field\":\"sortBy\"},"
			"{\"error\":\"2\"},{\"error\":\"3\"},{\"error\":\"4\"},{\"error\":\"5\"}]}"
	};
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_REFUSED);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.status, IQM_E_REFUSED);
	ck_assert_int_eq(call.error.cause, IQM_E_REFUSED);
	ck_assert_int_eq(call.error.http_status, 422);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_uint_eq(call.error.service_len, 4);
	ck_assert_uint_eq(call.error.service_total, 5);
	ck_assert_str_eq(call.error.service[0].field, "sortBy");
	ck_assert_str_eq(call.error.service[3].error, "4");
	ck_assert_str_eq(call.error.operation, "pld.list");
	ck_assert_str_eq(call.error.request_id, "mock-1");
	ck_assert_str_eq(call.error.message, "pld.list: HTTP 422: Bad sortBy (no such field)");
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_report_of_a_field_that_is_needed)
{
	struct mock mock = { .status = 200,
			     .content_type = "application/json;charset=UTF-8",
			     .body = "{\"success\":true,\"data\":{\"pldReportDataList\":7}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_DECODE);
	ck_assert_str_eq(call.error.path, "data.pldReportDataList");
	ck_assert_str_eq(call.error.message,
			 "pld.list: data.pldReportDataList: expected a list, found the number 7 "
			 "[application/json;charset=UTF-8]");
	mock_close(client, &mock);
}
END_TEST

/* What a client gets to know of bad fields: events, and log lines of level WARN. */
struct notices {
	int events, warnings;
	char field[256], why[256], warning[512];
};

static void on_event(void *context, const struct iqm_event *event)
{
	struct notices *notices = context;

	if (event->kind != IQM_EVENT_BAD_FIELD)
		return;
	notices->events++;
	ck_assert_str_eq(event->operation, "pld.list");
	strcpy(notices->field, event->field);
	strcpy(notices->why, event->why);
}

static void on_log(void *context, enum iqm_log_level level, const char *line)
{
	struct notices *notices = context;

	if (level != IQM_LOG_WARN)
		return;
	notices->warnings++;
	strcpy(notices->warning, line);
}

static struct iqm_client *noticed_client(struct mock *mock, struct notices *notices)
{
	return mock_client_with(mock, (struct iqm_settings){ .token = "token-1",
							     .on_event = on_event,
							     .event_context = notices,
							     .log = on_log,
							     .log_context = notices,
							     .log_level = IQM_LOG_WARN });
}

/* Data that counts for nothing is bad as a whole, if that: its fields are not announced. */
START_TEST(test_bad_fields_of_what_is_no_response)
{
	static const struct {
		const char *behind;
		int status;
	} bodies[] = {
		{ ",\"success\":false}", IQM_E_REFUSED },
		{ "}", IQM_E_DECODE },
		{ ",\"success\":true", IQM_E_DECODE },
		{ ",\"success\":true}x", IQM_E_DECODE },
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		char body[128];
		struct notices notices = { 0 };
		struct mock mock = { .status = 200, .body = body };
		struct iqm_client *client = noticed_client(&mock, &notices);
		struct iqm_pld_report_page *rsp;
		struct iqm_call call = { 0 };

		snprintf(body, sizeof(body),
			 "{\"data\":{\"pldReportDataList\":[{\"ioId\":\"x\"},7]}%s",
			 bodies[i].behind);
		ck_assert_int_eq(runtime_list(client, &rsp, &call), bodies[i].status);
		ck_assert_int_eq(notices.events + notices.warnings, 0);
		ck_assert_uint_eq(call.bad_total + call.bad_len, 0);
		mock_close(client, &mock);
	}
}
END_TEST

START_TEST(test_report_of_bad_fields)
{
	struct notices notices = { 0 };
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"pldReportDataList\":["
				     "{\"ioId\":\"x\",\"pldId\":1},7,{\"ioId\":[],\"ioTypeId\":{}},"
				     "{\"pldName\":1.5,\"pldId\":4}]}}" };
	struct iqm_client *client = noticed_client(&mock, &notices);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	ck_assert_str_eq(call.error.message, "");
	ck_assert_uint_eq(call.bad_total, 5);
	ck_assert_uint_eq(call.bad_len, IQM_BAD_FIELDS);
	ck_assert_str_eq(call.bad[0].path, "data.pldReportDataList[0].ioId");
	ck_assert_str_eq(call.bad[1].path, "data.pldReportDataList[1]");
	ck_assert_str_eq(call.bad[1].reason, "expected an object, found the number 7");
	ck_assert_int_eq(notices.events, 5);
	ck_assert_str_eq(notices.field, "data.pldReportDataList[3].pldName");
	ck_assert_str_eq(notices.why, "expected a string, found the number 1.5");
	ck_assert_int_eq(notices.warnings, 1);
	ck_assert_str_eq(notices.warning,
			 "pld.list: fields that cannot be read, and are left out: 5, "
			 "the first: data.pldReportDataList[0].ioId: expected an "
			 "integer, found a string");
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 4);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_id.value, 1);
	ck_assert_int_eq(rsp->pld_report_data_list.items[3]->pld_id.value, 4);
	ck_assert_ptr_null(rsp->pld_report_data_list.items[3]->pld_name);
	iqm_free(rsp);
	mock.body = GOOD_LIST;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	ck_assert_uint_eq(call.bad_total + call.bad_len, 0);
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

struct words {
	const char *body, *content_type, *message;
};

static const struct words words[] = {
	{ "", "text/plain", "HTTP 400, and no reason that can be read: text/plain" },
	{ "<html>no</html>", "text/html", "HTTP 400, and no reason that can be read: text/html" },
	{ "{}", "", "HTTP 400, and no reason that can be read" },
	{ "{\"errorObjects\":[7]}", "", "HTTP 400, and no reason that can be read" },
	{ "{\"data\":{\"message\":\"m\"}}", "", "HTTP 400: m" },
	{ "{\"errorObjects\":[{\"reason\":\"r\"}]}", "", "HTTP 400: r" },
	{ "{\"errorObjects\":[{\"field\":\"f\"}]}", "", "HTTP 400: in field f" },
	{ "{\"errorObjects\":[{\"error\":\"a\\nb\",\"reason\":\"c\\u0007d\"}]}", "",
	  "HTTP 400: a?b (c?d)" },
};

START_TEST(test_words_of_a_failure)
{
	struct mock mock = { .status = 400,
			     .body = words[_i].body,
			     .content_type = words[_i].content_type };
	struct iqm_client *client = mock_client(&mock, NULL);
	char message[256];
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	snprintf(message, sizeof(message), "pld.list: %s", words[_i].message);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.message, message);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_the_longest_message)
{
	char body[2048] = "{\"errorObjects\":[{\"error\":\"";
	struct mock mock = { .status = 404, .body = body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };

	memset(body + strlen(body), 'e', 600);
	strcat(body, "\",\"reason\":\"");
	for (int i = 0; i < 300; i++)
		strcat(body, "\303\251");
	strcat(body, "\"}]}");
	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), IQM_E_NOT_FOUND);
	ck_assert_uint_ge(strlen(call.error.message), sizeof(call.error.message) - 2);
	ck_assert_uint_eq(iqm_bad_utf8(call.error.message, strlen(call.error.message)),
			  strlen(call.error.message));
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_a_call_is_used_again)
{
	struct mock mock = { .status = 422,
			     .body = "{\"success\":false,\"errorObjects\":["
				     "{\"error\":\"no\"}]}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { .timeout_ms = 1000 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_REFUSED);
	mock.status = 200;
	mock.body = GOOD_LIST;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	runtime_check_clean(&call.error);
	ck_assert_int_eq(call.error.http_status, 200);
	ck_assert_int_eq(call.timeout_ms, 1000);
	iqm_free(rsp);
	mock.fail = IQM_E_NETWORK;
	mock.fail_unsent = true;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.http_status, 0);
	ck_assert_str_eq(call.error.request_id, "");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(call.error.message, "pld.list: the mock fails");
	mock_close(client, &mock);
}
END_TEST

/* What fails before it is sent fails at once, for reads too. */
START_TEST(test_not_sent_is_not_tried_for_ever)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client_with(&mock, (struct iqm_settings){ .ow_id = "1" });
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_CONFIG);
	ck_assert_str_eq(call.error.message,
			 "pld.list: no token, and no user name and password to log in with");
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_status_names)
{
	static const char *const names[] = {
		"IQM_OK",
		"IQM_E_USAGE",
		"IQM_E_CONFIG",
		"IQM_E_NOMEM",
		"IQM_E_NETWORK",
		"IQM_E_TIMEOUT",
		"IQM_E_AUTH",
		"IQM_E_FORBIDDEN",
		"IQM_E_NOT_FOUND",
		"IQM_E_REFUSED",
		"IQM_E_RATE_LIMITED",
		"IQM_E_SERVER",
		"IQM_E_DECODE",
		"IQM_E_TOO_LARGE",
		"IQM_E_UNKNOWN_OUTCOME",
		"IQM_E_CANCELLED",
		"IQM_E_PRICE",
		"IQM_E_JOURNAL",
		"IQM_E_KEY_USED",
		"IQM_E_FILE",
		"IQM_E_FILE_EXISTS",
		"IQM_E_FILE_BROKEN",
		"IQM_E_DUPLICATE",
		"IQM_E_BUSY",
	};

	ck_assert_int_eq(IQM_E_BUSY, -23);
	for (int i = 0; i < 24; i++)
		ck_assert_str_eq(iqm_status_name(-i), names[i]);
	ck_assert_str_eq(iqm_status_name(1), "IQM_E_?");
	ck_assert_str_eq(iqm_status_name(-24), "IQM_E_?");
	ck_assert_str_eq(iqm_status_name(INT_MAX), "IQM_E_?");
	ck_assert_str_eq(iqm_status_name(INT_MIN), "IQM_E_?");
}
END_TEST

/* The last guard, for values that no setting's check has seen. */
START_TEST(test_header_lines)
{
	static const char *const bad[] = { "a\r\nX: y", "a\n", "\r", "a\001", "a\177" };
	struct headers good = { .len = 0 };
	struct iqm_error e = { 0 };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct headers h = { .len = 0 };

		ck_assert_int_eq(iqm_headers_add(&h, &e, "Name", "", bad[i]), IQM_E_USAGE);
		ck_assert_str_eq(e.message, "a control byte in the value of header Name");
		ck_assert_int_eq(iqm_headers_authorize(&h, &e, "Authentication", "Bearer ", bad[i]),
				 IQM_E_USAGE);
		ck_assert_str_eq(e.message, "a control byte in the value of header Authorization");
		iqm_headers_free(&h);
	}
	ck_assert_int_eq(iqm_headers_add(&good, &e, "Name", "", "a \303\251"), 0);
	ck_assert_str_eq(iqm_headers_lines(&good)[0], "Name: a \303\251");
	ck_assert_ptr_null(iqm_headers_lines(&good)[1]);
	iqm_headers_free(&good);
}
END_TEST

START_TEST(test_base64)
{
	static const struct {
		const char *plain, *coded;
	} pairs[] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
		{ "\377\376\375", "//79" },
		{ "\370", "+A==" },
		{ "id:secret", "aWQ6c2VjcmV0" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct buf out = { 0 };

		iqm_base64(&out, pairs[i].plain, strlen(pairs[i].plain));
		ck_assert_str_eq(out.data ? out.data : "", pairs[i].coded);
		iqm_buf_free(&out);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("call");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, test_null_arguments);
	tcase_add_test(tcase, test_a_list_may_have_no_request);
	tcase_add_test(tcase, test_call_may_be_null);
	tcase_add_test(tcase, test_free_of_nothing);
	tcase_add_test(tcase, test_timeout_of_call_client_and_default);
	tcase_add_test(tcase, test_timeout_negative);
	tcase_add_test(tcase, test_what_a_transport_is_given);
	tcase_add_test(tcase, test_response_as_large_as_allowed);
	tcase_add_test(tcase, test_request_too_large);
	tcase_add_test(tcase, test_report_of_success);
	tcase_add_test(tcase, test_report_of_failure);
	tcase_add_test(tcase, test_report_of_a_field_that_is_needed);
	tcase_add_test(tcase, test_bad_fields_of_what_is_no_response);
	tcase_add_test(tcase, test_report_of_bad_fields);
	tcase_add_loop_test(tcase, test_words_of_a_failure, 0, sizeof(words) / sizeof(words[0]));
	tcase_add_test(tcase, test_the_longest_message);
	tcase_add_test(tcase, test_a_call_is_used_again);
	tcase_add_test(tcase, test_not_sent_is_not_tried_for_ever);
	tcase_add_test(tcase, test_status_names);
	tcase_add_test(tcase, test_header_lines);
	tcase_add_test(tcase, test_base64);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

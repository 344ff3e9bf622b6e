/* SPDX-License-Identifier: MIT */
/* A purchase whose response is lost or unreadable: the outcome is unknown, and says what happened.
 */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <iqm/transport.h>

#include "call/call.h"
#include "iqm_descriptors.h"

/* These three and no other cost money. */
START_TEST(test_which_operations_are_paid)
{
	static const char *const paid[] = { "pld.generate", "sls.generate", "aqs.generate" };
	size_t found = 0;

	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
		bool is_paid = false;

		for (size_t i = 0; i < 3; i++)
			is_paid = is_paid || !strcmp((*op)->name, paid[i]);
		ck_assert_msg(is_paid == ((*op)->effect == IQM_PAID), "%s", (*op)->name);
		found += is_paid;
	}
	ck_assert_uint_eq(found, 3);
}
END_TEST

/* ---- responses that cannot be read -------------------------------------------------------- */

struct unreadable {
	const char *body, *content_type, *why;
};

static const struct unreadable unreadable[] = {
	{ "", "application/json", "the response is empty [application/json]" },
	{ " \n", "", "the response is empty" },
	{ "<html>ok</html>", "text/html", "not JSON (byte 0) [text/html]" },
	{ "{\"success\":true}", "", "data: missing" },
	{ "{\"success\":true,\"data\":null}", "", "data: missing" },
	{ "{\"success\":true,\"data\":{}}", "", "data: nothing in it says what happened" },
	{ "{\"success\":true,\"data\":{\"new\":1}}", "", "data: nothing in it says what happened" },
	{ "{\"success\":true,\"data\":{\"pldReportCreated\":null}}", "",
	  "data: nothing in it says what happened" },
	{ "{\"success\":true,\"data\":{\"pldReportCreated\":\"yes\"}}", "",
	  "data.pldReportCreated: expected true or false, found a string" },
	{ "{\"success\":true,\"data\":{\"pldReportCreated\":tr", "",
	  "data.pldReportCreated: the text ends too early (byte 45)" },
	{ "{\"data\":{\"pldReportCreated\":true}}", "", "success: missing" },
	{ "{\"success\":true,\"data\":[]}", "", "data: expected an object, found a list" },
};

START_TEST(test_unreadable_response)
{
	const struct unreadable *u = &unreadable[_i];
	struct mock mock = { .status = 200, .body = u->body, .content_type = u->content_type };
	struct iqm_client *client = mock_client(&mock, NULL);
	char message[512];
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };

	snprintf(message, sizeof(message), "pld.generate: outcome unknown, it may have bought: %s",
		 u->why);
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_null(rsp);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(call.error.status, IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, IQM_E_DECODE);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.error.http_status, 200);
	ck_assert_int_eq(mock.calls, 1);
	mock_close(client, &mock);
}
END_TEST

/* A price is a read: the same responses are plain decode errors. */
START_TEST(test_unreadable_response_of_a_price)
{
	const struct unreadable *u = &unreadable[_i];
	struct mock mock = { .status = 200, .body = u->body, .content_type = u->content_type };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_sls_order req = { .sls_id = iqm_int(1) };
	bool wrong_family = strstr(u->body, "pldReportCreated") != NULL;
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_sls_compute(client, &req, &rsp, &call), IQM_E_DECODE);
	ck_assert_int_eq(call.error.cause, IQM_E_DECODE);
	ck_assert_ptr_null(strstr(call.error.message, "bought"));
	if (!wrong_family)
		ck_assert_ptr_nonnull(strstr(call.error.message, u->why));
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_response_too_large)
{
	struct mock mock = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client;
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };

	client = mock_client_with(&mock, (struct iqm_settings){ .token = "t", .max_body = 20 });
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, IQM_E_TOO_LARGE);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_str_eq(call.error.message, "pld.generate: outcome unknown, it may have bought: "
					     "the response is larger than the client's limits");
	mock_close(client, &mock);
}
END_TEST

/* ---- no response ---------------------------------------------------------------------------- */

static const int transport_errors[] = { IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_TOO_LARGE, IQM_E_NOMEM,
					IQM_E_CONFIG };

#define TRANSPORT_ERRORS ((int)(sizeof(transport_errors) / sizeof(transport_errors[0])))

START_TEST(test_transport_fails_after_sending)
{
	int err = transport_errors[_i];
	struct mock mock = { .fail = err };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_buy(client, &bought, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.status, IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, err);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_str_eq(call.error.message,
			 "pld.generate: outcome unknown, it may have bought: the mock fails");
	ck_assert_int_eq(runtime_list(client, &rsp, &call), err);
	ck_assert_int_eq(call.error.cause, err);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(mock.calls, 2);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_transport_fails_before_sending)
{
	int err = transport_errors[_i];
	struct mock mock = { .fail = err, .fail_unsent = true };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_buy(client, &bought, &call), err);
	ck_assert_int_eq(call.error.status, err);
	ck_assert_int_eq(call.error.cause, err);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(call.error.message, "pld.generate: the mock fails");
	ck_assert_int_eq(runtime_list(client, &rsp, &call), err);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	mock_close(client, &mock);
}
END_TEST

/* A transport that fails, with a code and without a word. */
static int fail_silently(void *context, const struct iqm_http_request *request,
			 struct iqm_http_response *response)
{
	(void)request, (void)response;
	return *(int *)context;
}

START_TEST(test_transport_fails_without_a_reason)
{
	int err = transport_errors[_i];
	struct iqm_transport transport = { .perform = fail_silently, .context = &err };
	struct iqm_settings s = { .token = "t", .transport = &transport };
	struct iqm_client *client;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	mock_no_limits(&s);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), err);
	ck_assert_uint_gt(strlen(call.error.message), strlen("pld.list: "));
	ck_assert_int_eq(call.error.http_status, 0);
	iqm_client_close(client);
}
END_TEST

static int fail_with_code(void *context, const struct iqm_http_request *request,
			  struct iqm_http_response *response)
{
	(void)context;
	(void)request;
	iqm_http_response_status(response, 200);
	iqm_http_response_failed(response, 56, "reset\nX: \033[31m");
	return IQM_E_NETWORK;
}

START_TEST(test_curl_code_and_status_are_reported)
{
	struct iqm_transport transport = { .perform = fail_with_code };
	struct iqm_settings s = { .token = "t", .transport = &transport };
	struct iqm_client *client;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	mock_no_limits(&s);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.curl_code, 56);
	ck_assert_int_eq(call.error.http_status, 200);
	ck_assert_str_eq(call.error.message, "pld.list: reset");
	iqm_client_close(client);
}
END_TEST

/* ---- right before it is sent ----------------------------------------------------------------- */

/* A transport that never says when it sends; fails with `err`. */
struct silent {
	int calls, err;
};

static int perform_silently(void *context, const struct iqm_http_request *request,
			    struct iqm_http_response *response)
{
	struct silent *s = context;

	(void)request, (void)response;
	s->calls++;
	return s->err;
}

/* One purchase over a transport, by a client of its own. */
static int buy_over(const struct iqm_transport *transport, struct iqm_call *call)
{
	struct iqm_settings settings = { .token = "t", .transport = transport };
	struct iqm_pld_order_response *rsp;
	struct iqm_client *client;
	int err;

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	err = runtime_buy(client, &rsp, call);
	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

/* It may have been sent, always: a purchase goes out once. */
START_TEST(test_a_transport_that_does_not_announce)
{
	struct silent s = { .err = transport_errors[_i] };
	struct iqm_transport transport = { .perform = perform_silently, .context = &s };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy_over(&transport, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, s.err);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(s.calls, 1);
}
END_TEST

static int refuse(struct call_state *s)
{
	return iqm_fail(s->error, IQM_E_JOURNAL, "the disk is full");
}

static int begin_nothing(struct call_state *s)
{
	(void)s;
	return 0;
}

static const struct call_hooks refusing = { .begin_paid = begin_nothing, .sending_paid = refuse };

/* What the hook refuses does not leave, whether or not the transport announces it. */
START_TEST(test_refused_before_it_leaves)
{
	struct mock mock = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	client->hooks = &refusing;
	client->sender.transport.announces_sending = _i;
	ck_assert_int_eq(runtime_buy(client, &bought, &call), IQM_E_JOURNAL);
	ck_assert_str_eq(call.error.message, "pld.generate: the disk is full");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(mock.calls, _i);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0); /* only what is paid is asked for */
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* One that says it announces, and forgets to; what came of it shows that it was sent. */
enum forgets { NO_STATUS, BODY_ALONE, HEADER_ALONE, GOT_NOTHING, FORGETS };

static int forget_to_announce(void *context, const struct iqm_http_request *request,
			      struct iqm_http_response *response)
{
	struct silent *s = context;

	(void)request;
	s->calls++;
	if (s->err == BODY_ALONE && iqm_http_response_body(response, "x", 1))
		return IQM_E_NOMEM;
	if (s->err == HEADER_ALONE && iqm_http_response_header(response, "A", 1, "b", 1))
		return IQM_E_NOMEM;
	if (s->err == GOT_NOTHING)
		iqm_http_response_failed(response, CURLE_GOT_NOTHING, "it is lost");
	return s->err == NO_STATUS ? 0 : IQM_E_NETWORK;
}

START_TEST(test_a_transport_that_forgets_to_announce)
{
	struct silent s = { .err = _i };
	struct iqm_transport transport = { .perform = forget_to_announce,
					   .context = &s,
					   .announces_sending = true };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy_over(&transport, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.calls, 1);
}
END_TEST

/* What was to be refused has left all the same: nobody may say that it did not. */
START_TEST(test_refused_too_late)
{
	struct silent s = { .err = _i };
	struct iqm_transport transport = { .perform = forget_to_announce,
					   .context = &s,
					   .announces_sending = true };
	struct iqm_settings settings = { .token = "t", .transport = &transport };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_client *client;

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	client->hooks = &refusing;
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	ck_assert_int_eq(call.error.cause, IQM_E_JOURNAL);
	iqm_client_close(client);
}
END_TEST

/* One that repeats what it must not, and gives no reason of its own. */
static int announce_twice(void *context, const struct iqm_http_request *request,
			  struct iqm_http_response *response)
{
	int err = iqm_http_response_sending(response);

	(void)context, (void)request;
	return err ? err : iqm_http_response_sending(response);
}

START_TEST(test_a_transport_that_announces_twice)
{
	struct iqm_transport transport = { .perform = announce_twice, .announces_sending = _i };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy_over(&transport, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, IQM_E_CONFIG);
	ck_assert_ptr_nonnull(
		strstr(call.error.message, "the transport would have sent it a second time"));
}
END_TEST

/* One that does not look whether its bytes were taken: what they say is not whole. */
static int ignore_the_bound(void *context, const struct iqm_http_request *request,
			    struct iqm_http_response *response)
{
	static const char zeros[1000];
	int err = iqm_http_response_sending(response);

	(void)context, (void)request;
	if (err)
		return err;
	iqm_http_response_status(response, 200);
	err = iqm_http_response_body(response, GOOD_PURCHASE, strlen(GOOD_PURCHASE));
	ck_assert_int_eq(err, 0);
	err = iqm_http_response_body(response, zeros, sizeof(zeros));
	ck_assert_int_eq(err, IQM_E_TOO_LARGE);
	return 0;
}

START_TEST(test_a_transport_that_ignores_the_bound)
{
	struct iqm_transport transport = { .perform = ignore_the_bound, .announces_sending = true };
	struct iqm_settings settings = { .base_url = "http://127.0.0.1:1",
					 .allow_http = true,
					 .token = "t",
					 .max_body = 500,
					 .transport = &transport };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_client *client;

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.cause, IQM_E_TOO_LARGE);
	iqm_client_close(client);
}
END_TEST

static int take_long(struct call_state *s)
{
	const struct timespec pause = { 0, 30 * 1000000L };

	(void)s;
	nanosleep(&pause, NULL);
	return 0;
}

static const struct call_hooks slow = { .begin_paid = begin_nothing, .sending_paid = take_long };

/* The hook waits for a lock and for the disk: nothing leaves once the deadline is over. */
START_TEST(test_the_deadline_ends_in_the_hook)
{
	struct mock mock = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_call call = { .timeout_ms = 20 };

	client->hooks = &slow;
	ck_assert_int_eq(runtime_buy(client, &bought, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	mock_close(client, &mock);
}
END_TEST

/* Nobody knows whether a body that ends with the connection is whole: then it is no verdict. */
struct ending {
	long status;
	const char *body;
};

static int end_by_closing(void *context, const struct iqm_http_request *request,
			  struct iqm_http_response *response)
{
	const struct ending *e = context;

	(void)request;
	iqm_http_response_status(response, e->status);
	response->ends_by_close = true;
	return iqm_http_response_body(response, e->body, strlen(e->body));
}

START_TEST(test_a_refusal_that_ends_by_closing)
{
	static struct ending endings[] = {
		{ 200, "{\"success\":false}" },
		{ 401, "{\"success\":false}" },
		{ 403, "{\"success\":false}" },
		{ 422, "{\"success\":false}" },
		{ 429, "{\"success\":false}" },
		{ 200, "{\"success\":true,\"data\":{\"pldReportCreated\":false}}" },
		{ 200, "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"pldId\":7}}" },
	};
	struct iqm_transport transport = { .perform = end_by_closing, .context = &endings[_i] };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy_over(&transport, &call), IQM_E_UNKNOWN_OUTCOME);
}
END_TEST

/* That it bought is said before the end. */
START_TEST(test_a_purchase_that_ends_by_closing)
{
	struct ending ending = { 200, GOOD_PURCHASE };
	struct iqm_transport transport = { .perform = end_by_closing, .context = &ending };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy_over(&transport, &call), 0);
}
END_TEST

/* With a megabyte before the data, 30 ms later. */
static int respond_late(void *context, const struct iqm_http_request *request,
			struct iqm_http_response *response)
{
	static char padding[1 << 20];
	const char *body = context;
	int err;

	(void)request;
	take_long(NULL);
	for (size_t i = 0; i < sizeof(padding); i += 2)
		memcpy(padding + i, "0,", 2);
	iqm_http_response_status(response, 200);
	err = iqm_http_response_body(response, "{\"zz\":[", 7);
	if (!err)
		err = iqm_http_response_body(response, padding, sizeof(padding));
	if (!err)
		err = iqm_http_response_body(response, "0],", 3);
	return err ? err : iqm_http_response_body(response, body + 1, strlen(body) - 1);
}

/* What was bought is read to its end, however late. What can be asked for again is not. */
START_TEST(test_read_after_the_deadline)
{
	struct iqm_transport transport = { .perform = respond_late, .context = GOOD_PURCHASE };
	struct iqm_settings settings = { .token = "t", .transport = &transport };
	struct iqm_call call = { .timeout_ms = 20 };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;

	ck_assert_int_eq(buy_over(&transport, &call), 0);
	transport.context = GOOD_LIST;
	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_TIMEOUT);
	iqm_client_close(client);
}
END_TEST

/* A response that says no and yes is no verdict either. */
START_TEST(test_a_response_that_contradicts_itself)
{
	static const struct {
		long status;
		const char *body;
	} bodies[] = {
		{ 200, "{\"success\":false,\"data\":{\"pldReportCreated\":true}}" },
		{ 200, "{\"data\":{\"pldReportCreated\":true},\"success\":false}" },
		{ 403, "{\"success\":true,\"data\":{\"pldReportCreated\":true}}" },
		{ 403, "{\"data\":{\"pldReportCreated\":true}}" },
		{ 422, "{\"success\":false,\"data\":{\"pldReportCreated\":true}}" },
		{ 200, "{\"success\":false,\"data\":{\"pldReportCreated\":1}}" },
		{ 422, "{\"success\":false,\"data\":{\"pldReportCreatable\":\"true\"}}" },
		{ 422, "{\"success\":false,\"data\":{},\"data\":{\"pldReportCreated\":true}}" },
		{ 422, "{\"success\":false,\"data\":{\"pldReportCreated\":false,"
		       "\"pldReportCreated\":true}}" },
		{ 422, "{\"success\":false,\"errorObjects\":[],\"success\":true}" },
	};
	struct mock mock = { .status = bodies[_i].status, .body = bodies[_i].body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_buy(client, &bought, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_only_a_purchase_asks_for_a_fresh_connection)
{
	struct mock mock = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_buy(client, &bought, NULL), 0);
	ck_assert(mock.fresh);
	ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
	ck_assert(!mock.fresh);
	iqm_free(bought);
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* A key, or a journal, is never ignored: the same order could be bought twice. */
START_TEST(test_what_nothing_honours_is_refused)
{
	static const struct call_hooks no_hooks;
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	const struct call_hooks *hooks = client->hooks;
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = _i ? NULL : "order-1" };

	mock.body = GOOD_PURCHASE;
	client->hooks = &no_hooks;
	client->journal = _i ? (struct journal *)client : NULL; /* never looked into */
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_CONFIG);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(mock.calls, 0);
	client->journal = NULL;
	call.key = NULL; /* with neither there is nothing to honour */
	ck_assert_int_eq(runtime_buy(client, &rsp, &call), 0);
	ck_assert_int_eq(mock.calls, 1);
	iqm_free(rsp);
	client->hooks = hooks;
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("paid");
	int count = (int)(sizeof(unreadable) / sizeof(unreadable[0]));

	tcase_add_test(tcase, test_which_operations_are_paid);
	tcase_add_loop_test(tcase, test_unreadable_response, 0, count);
	tcase_add_loop_test(tcase, test_unreadable_response_of_a_price, 0, count);
	tcase_add_test(tcase, test_response_too_large);
	tcase_add_loop_test(tcase, test_transport_fails_after_sending, 0, TRANSPORT_ERRORS);
	tcase_add_loop_test(tcase, test_transport_fails_before_sending, 0, TRANSPORT_ERRORS);
	tcase_add_loop_test(tcase, test_transport_fails_without_a_reason, 0, TRANSPORT_ERRORS);
	tcase_add_test(tcase, test_curl_code_and_status_are_reported);
	tcase_add_loop_test(tcase, test_a_transport_that_does_not_announce, 0, TRANSPORT_ERRORS);
	tcase_add_loop_test(tcase, test_a_transport_that_announces_twice, 0, 2);
	tcase_add_loop_test(tcase, test_a_transport_that_forgets_to_announce, 0, FORGETS);
	tcase_add_loop_test(tcase, test_refused_too_late, NO_STATUS, FORGETS);
	tcase_add_test(tcase, test_a_transport_that_ignores_the_bound);
	tcase_add_test(tcase, test_the_deadline_ends_in_the_hook);
	tcase_add_loop_test(tcase, test_a_refusal_that_ends_by_closing, 0, 7);
	tcase_add_test(tcase, test_a_purchase_that_ends_by_closing);
	tcase_add_test(tcase, test_read_after_the_deadline);
	tcase_add_loop_test(tcase, test_a_response_that_contradicts_itself, 0, 10);
	tcase_add_loop_test(tcase, test_refused_before_it_leaves, 0, 2);
	tcase_add_test(tcase, test_only_a_purchase_asks_for_a_fresh_connection);
	tcase_add_loop_test(tcase, test_what_nothing_honours_is_refused, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* What an odd service or transport must not bring about: a hidden refusal, a leak, a long wait. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <iqm/transport.h>

#include "call/call.h"

#define SECRET_TOKEN "eyJhbGciOi.secret-token"

/* Responds as its fields say; the body may end in a failure of the connection. */
struct odd {
	long status;
	const char *body;
	int ends_in; /* what perform() returns after the body */
	bool ignore; /* goes on when the body is refused */
	int calls;
	long sleep_ms; /* before each response */
	const char *login_body;
	pthread_mutex_t lock;
	int logins;
};

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct odd *o = context;
	const struct timespec pause = { o->sleep_ms / 1000, o->sleep_ms % 1000 * 1000000 };
	bool login = strstr(request->url, "/oauth/token") != NULL;
	const char *body = login ? o->login_body : o->body;
	int err;

	pthread_mutex_lock(&o->lock);
	o->calls += !login;
	o->logins += login;
	pthread_mutex_unlock(&o->lock);
	nanosleep(&pause, NULL);
	if (!login && !o->status)
		return o->ends_in;
	iqm_http_response_status(response, login && strstr(body, "error") ? 400
					   : login                        ? 200
									  : o->status);
	err = iqm_http_response_body(response, body, strlen(body));
	if (err && !o->ignore)
		return err;
	return login ? 0 : o->ends_in;
}

static struct iqm_client *open_odd(struct odd *o, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform, .context = o };
	struct iqm_client *client;
	struct iqm_error error;

	pthread_mutex_init(&o->lock, NULL);
	settings.base_url = MOCK_BASE_URL;
	settings.transport = &transport;
	mock_no_limits(&settings);
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	return client;
}

#define WITH_TOKEN ((struct iqm_settings){ .token = SECRET_TOKEN })
#define WITH_LOG_IN                                                                                \
	((struct iqm_settings){ .client_id = "id",                                                 \
				.client_secret = "client-secret",                                  \
				.username = "jane",                                                \
				.password = "pass-word" })

static int buy(struct odd *o, struct iqm_call *call)
{
	struct iqm_client *client = open_odd(o, WITH_TOKEN);
	struct iqm_pld_order_response *rsp;
	int err = runtime_buy(client, &rsp, call);

	ck_assert(!err || !rsp);
	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

static int list(struct odd *o, struct iqm_call *call)
{
	struct iqm_settings settings = { .token = SECRET_TOKEN, .max_attempts = 1 };
	struct iqm_client *client = open_odd(o, settings);
	struct iqm_pld_report_page *rsp;
	int err = runtime_list(client, &rsp, call);

	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

/* A cut response is no verdict on a purchase, whatever its status was to be; for a read it is. */
START_TEST(test_refusal_cut_short)
{
	static const struct {
		long status;
		int err;
	} refusals[] = {
		{ 422, IQM_E_REFUSED },
		{ 429, IQM_E_RATE_LIMITED },
		{ 403, IQM_E_FORBIDDEN },
		{ 401, IQM_E_AUTH },
	};

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct odd o = { .status = refusals[i].status,
				 .body = "{\"success\":fal",
				 .ends_in = IQM_E_NETWORK };
		struct iqm_call call = { 0 };

		ck_assert_int_eq(buy(&o, &call), IQM_E_UNKNOWN_OUTCOME);
		ck_assert_int_eq(call.error.cause, refusals[i].err);
		ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
		ck_assert_int_eq(o.calls, 1);
		ck_assert_int_eq(list(&o, &call), refusals[i].err);
		ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	}
}
END_TEST

START_TEST(test_other_responses_cut_short_are_unknown)
{
	static const long statuses[] = { 200, 201, 302, 408, 500, 503 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		struct odd o = { .status = statuses[i],
				 .body = GOOD_PURCHASE,
				 .ends_in = IQM_E_NETWORK };
		struct iqm_call call = { 0 };

		ck_assert_int_eq(buy(&o, &call), IQM_E_UNKNOWN_OUTCOME);
		ck_assert_int_eq(call.error.cause, IQM_E_NETWORK);
		ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
	}
}
END_TEST

/* A number that a transport must not return, and a response without a status. */
START_TEST(test_transport_returns_nonsense)
{
	static const int results[] = { 28, -1, IQM_E_REFUSED, IQM_E_UNKNOWN_OUTCOME, -1000 };
	struct odd none = { .status = 0, .ends_in = 0 };
	struct iqm_call call = { 0 };

	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		struct odd o = { .status = 200, .body = GOOD_PURCHASE, .ends_in = results[i] };

		ck_assert_int_eq(buy(&o, &call), IQM_E_UNKNOWN_OUTCOME);
		ck_assert_int_eq(call.error.cause, IQM_E_NETWORK);
	}
	ck_assert_int_eq(buy(&none, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
}
END_TEST

START_TEST(test_transport_ignores_the_limit)
{
	struct odd o = { .status = 200, .body = GOOD_LIST, .ignore = true };
	struct iqm_settings settings = { .token = SECRET_TOKEN, .max_body = 10 };
	struct iqm_client *client = open_odd(&o, settings);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_TOO_LARGE);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_empty_order)
{
	struct odd o = { .status = 200, .body = GOOD_PURCHASE };
	struct iqm_client *client = open_odd(&o, WITH_TOKEN);
	struct iqm_pld_order req = { .campaign_id = { NULL, 0 } };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the order is empty");
	ck_assert_int_eq(o.calls, 0);
	iqm_client_close(client);
}
END_TEST

/* ---- secrets that the service quotes ------------------------------------------------------ */

static void check_hidden(const struct iqm_error *e, const char *secret)
{
	ck_assert_msg(!strstr(e->message, secret), "%s", e->message);
	for (size_t i = 0; i < e->service_len; i++) {
		ck_assert_msg(!strstr(e->service[i].error, secret), "%s", e->service[i].error);
		ck_assert_msg(!strstr(e->service[i].reason, secret), "%s", e->service[i].reason);
	}
}

START_TEST(test_quoted_token)
{
	struct odd o = { .status = 401,
			 .body = "{\"error\":\"invalid_token\",\"error_description\":"
				 "\"Invalid access token: " SECRET_TOKEN "\"}" };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy(&o, &call), IQM_E_AUTH);
	check_hidden(&call.error, "secret-token");
	ck_assert_str_eq(call.error.service[0].reason, "Invalid access token: *");
}
END_TEST

/* One that is cut at the end of its text is still one. */
START_TEST(test_quoted_token_cut)
{
	char body[512];
	struct odd o = { .status = 422, .body = body };
	struct iqm_call call = { 0 };

	snprintf(body, sizeof(body),
		 "{\"success\":false,\"errorObjects\":[{\"error\":\"%0*d%s\"}]}", 240, 0,
		 SECRET_TOKEN);
	ck_assert_int_eq(buy(&o, &call), IQM_E_REFUSED);
	check_hidden(&call.error, "eyJhbG");
}
END_TEST

START_TEST(test_quoted_password)
{
	struct odd o = { .login_body = "{\"error\":\"pass-word is not jane's\"}" };
	struct iqm_client *client = open_odd(&o, WITH_LOG_IN);
	struct iqm_auth_refresh_grant refresh = { .refresh_token = "refresh-me" };
	struct iqm_auth_token *rsp;
	struct iqm_pld_report_page *list;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &list, &call), IQM_E_AUTH);
	check_hidden(&call.error, "pass-word");
	o.login_body = "{\"error\":\"client-secret, refresh-me\"}";
	ck_assert_int_eq(iqm_auth_refresh(client, &refresh, &rsp, &call), IQM_E_REFUSED);
	check_hidden(&call.error, "client-secret");
	check_hidden(&call.error, "refresh-me");
	iqm_client_close(client);
}
END_TEST

/* What a terminal would act on, or show in another order, becomes '?'. */
START_TEST(test_quoted_terminal_codes)
{
	struct odd o = { .status = 422,
			 .body = "{\"success\":false,\"errorObjects\":[{\"error\":"
				 "\"a\\u001b[31m b\\u009b2J c\\u202ed e\\u2028f \\u00e9\"}]}" };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(buy(&o, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.service[0].error, "a?[31m b?2J c?d e?f \303\251");
}
END_TEST

/* A text that is cut for the message keeps its letters; one that is not UTF-8 loses them. */
START_TEST(test_long_text_stays_text)
{
	char long_text[1200];
	char out[512];

	for (size_t i = 0; i + 2 < sizeof(long_text); i += 2)
		memcpy(long_text + i, "\303\251", 3);
	for (size_t shift = 0; shift < 2; shift++) {
		char format[8];
		struct iqm_error e = { .status = 0 };

		snprintf(format, sizeof(format), "%s", shift ? "x" : "");
		ck_assert_int_eq(iqm_fail(&e, IQM_E_USAGE, "%s%s", format, long_text), IQM_E_USAGE);
		ck_assert_ptr_null(strchr(e.message, '?'));
		ck_assert_uint_ge(strlen(e.message), sizeof(e.message) - 3);
	}
	iqm_copy_text(out, sizeof(out), "\303\251 \377 tail");
	ck_assert_str_eq(out, "?? ? tail");
}
END_TEST

/* ---- one log-in for all ------------------------------------------------------------------- */

#define THREADS 8

struct waiter {
	struct iqm_client *client;
	struct iqm_call call;
	int err;
};

static void *wait_for_token(void *argument)
{
	struct waiter *w = argument;
	struct iqm_pld_report_page *rsp;

	w->err = runtime_list(w->client, &rsp, &w->call);
	iqm_free(rsp);
	return NULL;
}

static void run_waiters(struct waiter *waiters, struct iqm_client *client, long timeout_ms)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		waiters[i].client = client;
		waiters[i].call.timeout_ms = timeout_ms;
		ck_assert_int_eq(pthread_create(&threads[i], NULL, wait_for_token, &waiters[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

/* Those who waited through a refused log-in do not try it again: accounts get locked that way. */
START_TEST(test_waiters_share_a_refusal)
{
	struct odd o = { .login_body = "{\"error\":\"no\"}", .sleep_ms = 2000 };
	struct iqm_client *client = open_odd(&o, WITH_LOG_IN);
	struct waiter waiters[THREADS] = { { .err = 0 } };

	run_waiters(waiters, client, 10000);
	for (int i = 0; i < THREADS; i++) {
		ck_assert_int_eq(waiters[i].err, IQM_E_AUTH);
		ck_assert_int_eq(waiters[i].call.error.delivery, IQM_NOT_SENT);
	}
	ck_assert_int_eq(o.logins, 1);
	iqm_client_close(client);
}
END_TEST

/* A call's time is over while another call logs in. */
START_TEST(test_waiters_keep_their_deadline)
{
	struct odd o = { .login_body = "{\"error\":\"no\"}", .sleep_ms = 2000 };
	struct iqm_client *client = open_odd(&o, WITH_LOG_IN);
	struct waiter waiters[THREADS] = { { .err = 0 } };
	int timeouts = 0;

	run_waiters(waiters, client, 200);
	for (int i = 0; i < THREADS; i++)
		timeouts += waiters[i].err == IQM_E_TIMEOUT;
	ck_assert_int_ge(timeouts, THREADS - 1); /* the one that logs in has a deaf transport */
	ck_assert_int_eq(o.logins, 1);
	iqm_client_close(client);
}
END_TEST

/* A token that is refused is not used again where a log-in can get another. */
START_TEST(test_log_in_after_a_401)
{
	struct odd o = { .status = 401,
			 .body = "",
			 .login_body = "{\"access_token\":\"new-token\"}" };
	struct iqm_client *client = open_odd(&o, WITH_LOG_IN);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_AUTH);
	ck_assert_int_eq(o.logins, 1);
	o.status = 200;
	o.body = GOOD_LIST;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	iqm_free(rsp);
	ck_assert_int_eq(o.logins, 2);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("guard");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_refusal_cut_short);
	tcase_add_test(tcase, test_other_responses_cut_short_are_unknown);
	tcase_add_test(tcase, test_transport_returns_nonsense);
	tcase_add_test(tcase, test_transport_ignores_the_limit);
	tcase_add_test(tcase, test_empty_order);
	tcase_add_test(tcase, test_quoted_token);
	tcase_add_test(tcase, test_quoted_token_cut);
	tcase_add_test(tcase, test_quoted_password);
	tcase_add_test(tcase, test_quoted_terminal_codes);
	tcase_add_test(tcase, test_long_text_stays_text);
	tcase_add_test(tcase, test_waiters_share_a_refusal);
	tcase_add_test(tcase, test_waiters_keep_their_deadline);
	tcase_add_test(tcase, test_log_in_after_a_401);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Calls within the rate limit, in virtual time: what the service sees, and what callers get. */
#include "support/limiter_fixture.h"
#include "support/suite.h"

#include <string.h>

#include "support/mock.h"

#define MINUTES 30

static struct sim sim;

static struct iqm_client *open_client(struct iqm_settings settings)
{
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_client *client;
	struct iqm_error error;

	settings.base_url = MOCK_BASE_URL;
	settings.transport = &transport;
	settings.clock = &clock;
	if (!settings.username)
		settings.token = "token-1";
	settings.client_id = "id";
	settings.client_secret = "secret";
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	return client;
}

static int list(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_list_query req = { .page_no = iqm_int(1) };
	struct iqm_pld_report_page *rsp;
	int err = iqm_pld_list(client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static void use_up(struct iqm_client *client)
{
	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(list(client, NULL), 0);
}

/* Half an hour of callers that never rest: all is used that may be. */
static void run_half_an_hour(struct iqm_settings settings, int threads)
{
	struct iqm_client *client;

	sim_open(&sim, threads, 800);
	settings.timeout_ms = 600000;
	client = open_client(settings);
	sim_run(&sim, client, sim.now + MINUTES * IQM_RATE_WINDOW_MS);
	ck_assert_uint_eq(sim.failed, 0);
	ck_assert_uint_le(sim_worst(sim.arrivals, sim.len), LIMIT);
	ck_assert_double_ge(
		sim_used(sim.arrivals, sim.len, MINUTES * (int64_t)IQM_RATE_WINDOW_MS, LIMIT),
		0.95);
	iqm_client_close(client);
	sim_close(&sim);
}

START_TEST(test_one_thread)
{
	run_half_an_hour((struct iqm_settings){ .max_attempts = 1 }, 1);
}
END_TEST

START_TEST(test_eight_threads)
{
	run_half_an_hour((struct iqm_settings){ .max_attempts = 1 }, 8);
}
END_TEST

START_TEST(test_eight_threads_and_a_file)
{
	char path[64];

	limiter_path(path);
	run_half_an_hour((struct iqm_settings){ .limiter_file = path }, 8);
	limiter_remove(path);
}
END_TEST

START_TEST(test_log_in_counts)
{
	struct iqm_call call = { .timeout_ms = 5000 };
	struct iqm_client *client;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .username = "jane", .password = "pass" });
	for (int i = 0; i < LIMIT - 1; i++)
		ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_uint_eq(sim.logins, 1);
	ck_assert_uint_eq(sim.len, LIMIT);
	ck_assert_int_eq(list(client, &call), IQM_E_RATE_LIMITED);
	ck_assert_uint_eq(sim.len, LIMIT);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

/* No time to wait: that is said at once, and when to come back. */
START_TEST(test_no_time_for_it)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_client *client;
	int64_t before;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 3 });
	use_up(client);
	before = sim.now;
	ck_assert_int_eq(list(client, &call), IQM_E_RATE_LIMITED);
	ck_assert_int_eq(sim.now, before);
	ck_assert_int_eq(call.error.retry_after_ms, 60050);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_uint_eq(sim.len, LIMIT);
	sim.now += call.error.retry_after_ms;
	ck_assert_int_eq(list(client, &call), 0);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

START_TEST(test_wait_is_reported)
{
	struct iqm_call call = { .timeout_ms = 90000 };
	struct iqm_client *client;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 1 });
	use_up(client);
	ck_assert_int_eq(list(client, &call), 0);
	ck_assert_int_eq(call.attempts[0].waited_ms, 60050);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

/* A transport that never sends, and one whose response is a 429. */
static int never_sent(void *context, const struct iqm_http_request *request,
		      struct iqm_http_response *response)
{
	(void)request;
	++*(int *)context;
	iqm_http_response_failed(response, 7, "refused");
	return IQM_E_NETWORK;
}

START_TEST(test_not_sent_gives_it_back)
{
	int calls = 0;
	struct iqm_transport transport = { .perform = never_sent,
					   .context = &calls,
					   .announces_sending = true };
	struct iqm_client *client;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 1 });
	client->sender.transport = transport;
	for (int i = 0; i < 3 * LIMIT; i++)
		ck_assert_int_eq(list(client, NULL), IQM_E_NETWORK);
	ck_assert_int_eq(calls, 3 * LIMIT);
	ck_assert_int_eq(sim.now, 1700000000000);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

static int too_many(void *context, const struct iqm_http_request *request,
		    struct iqm_http_response *response)
{
	(void)context, (void)request;
	iqm_http_response_status(response, 429);
	return iqm_http_response_header(response, "Retry-After", 11, "40", 2);
}

/* One caller's 429 is everybody's. */
START_TEST(test_429_blocks_all)
{
	struct iqm_transport transport = { .perform = too_many };
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_client *client;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 1 });
	client->sender.transport = transport;
	ck_assert_int_eq(list(client, &call), IQM_E_RATE_LIMITED);
	ck_assert_int_eq(call.error.http_status, 429);
	ck_assert_int_eq(call.error.retry_after_ms, 40000);
	client->sender.transport = sim_transport(&sim);
	sim.now += 1000;
	ck_assert_int_eq(list(client, &call), IQM_E_RATE_LIMITED);
	ck_assert_int_eq(call.error.http_status, 0);
	ck_assert_int_eq(call.error.retry_after_ms, 39000);
	ck_assert_uint_eq(sim.len, 0);
	sim.now += 39000;
	ck_assert_int_eq(list(client, &call), 0);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

/* A clock that sets the cancel in its third wait. */
struct canceller {
	struct iqm_cancel cancel;
	int waits;
};

static struct canceller canceller;

static void cancel_in_wait(void *context, long ms)
{
	struct iqm_clock clock = sim_clock(context);

	clock.wait_ms(context, ms);
	if (++canceller.waits == 3)
		iqm_cancel_calls(&canceller.cancel);
}

START_TEST(test_cancel_while_waiting)
{
	struct iqm_call call = { .cancel = &canceller.cancel };
	struct iqm_client *client;

	canceller = (struct canceller){ .waits = 0 };
	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 1 });
	use_up(client);
	client->clock.wait_ms = cancel_in_wait;
	ck_assert_int_eq(list(client, &call), IQM_E_CANCELLED);
	ck_assert_int_eq(canceller.waits, 3);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_uint_eq(sim.len, LIMIT);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

/* All permits are in use: nobody can say until when, so the call waits, and its time ends it. */
START_TEST(test_deadline_behind_permits_in_use)
{
	struct iqm_call call = { .timeout_ms = 1000 };
	struct iqm_client *client;
	int64_t permit;
	bool sure;

	sim_open(&sim, 1, 0);
	client = open_client((struct iqm_settings){ .max_attempts = 1 });
	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(limiter_take(&client->limiter, &permit, &sure), 0);
	ck_assert_int_eq(list(client, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(sim.now, 1700000000000 + 1000);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	client->limiter.release(client->limiter.context, permit, false);
	ck_assert_int_eq(list(client, &call), 0);
	iqm_client_close(client);
	sim_close(&sim);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("calls");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_one_thread);
	tcase_add_test(tcase, test_eight_threads);
	tcase_add_test(tcase, test_eight_threads_and_a_file);
	tcase_add_test(tcase, test_log_in_counts);
	tcase_add_test(tcase, test_no_time_for_it);
	tcase_add_test(tcase, test_wait_is_reported);
	tcase_add_test(tcase, test_not_sent_gives_it_back);
	tcase_add_test(tcase, test_429_blocks_all);
	tcase_add_test(tcase, test_cancel_while_waiting);
	tcase_add_test(tcase, test_deadline_behind_permits_in_use);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

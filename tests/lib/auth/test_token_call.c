/* SPDX-License-Identifier: MIT */
/* The token after a 401, and what threads see of it. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <iqm/transport.h>

#define THREADS 8
#define ROUNDS 100

/*
 * A service whose log-ins give tok-1, tok-2, ...; it knows the newest only, and that one for
 * `uses` calls.
 */
struct service {
	pthread_mutex_t lock;
	int logins;
	int calls;
	int uses; /* 0: for ever */
	int used;
	long delay_ms; /* of a log-in */
	bool odd;      /* a call came with a token that never was one */
	char last[64]; /* of a call */
};

static const char *bearer(const struct iqm_http_request *request)
{
	for (const char *const *line = request->headers; *line; line++)
		if (!strncmp(*line, "Authorization: Bearer ", 22))
			return *line + 22;
	return "";
}

static void sleep_ms(long ms)
{
	const struct timespec delay = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&delay, NULL);
}

static int log_in(struct service *s, long timeout_ms, struct iqm_http_response *response)
{
	char body[64];

	sleep_ms(s->delay_ms < timeout_ms ? s->delay_ms : timeout_ms);
	if (s->delay_ms > timeout_ms)
		return IQM_E_TIMEOUT;
	pthread_mutex_lock(&s->lock);
	s->used = 0;
	snprintf(body, sizeof(body), "{\"access_token\":\"tok-%d\"}", ++s->logins);
	pthread_mutex_unlock(&s->lock);
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, body, strlen(body));
}

static int serve(void *context, const struct iqm_http_request *request,
		 struct iqm_http_response *response)
{
	struct service *s = context;
	char newest[64];
	bool known;

	if (strstr(request->url, "/oauth/token"))
		return log_in(s, request->timeout_ms, response);
	pthread_mutex_lock(&s->lock);
	snprintf(newest, sizeof(newest), "tok-%d", s->logins);
	snprintf(s->last, sizeof(s->last), "%s", bearer(request));
	known = !strcmp(s->last, newest) && (!s->uses || s->used++ < s->uses);
	s->odd = s->odd || strncmp(s->last, "tok-", 4) != 0;
	s->calls++;
	pthread_mutex_unlock(&s->lock);
	iqm_http_response_status(response, known ? 200 : 401);
	return iqm_http_response_body(response, GOOD_LIST, known ? strlen(GOOD_LIST) : 0);
}

static struct iqm_client *open_with(struct service *s, const char *token, bool log_in_too)
{
	struct iqm_transport transport = { .perform = serve, .context = s };
	struct iqm_settings settings = { .token = token,
					 .base_url = "https://h",
					 .transport = &transport };
	struct iqm_client *client;

	if (log_in_too) {
		settings.client_id = "id";
		settings.client_secret = "secret";
		settings.username = "jane";
		settings.password = "password";
	}
	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	return client;
}

static int list(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_report_page *rsp;
	int err = runtime_list(client, &rsp, call);

	iqm_free(rsp);
	return err;
}

START_TEST(test_a_refused_token_is_forgotten)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER, .uses = 2 };
	struct iqm_client *client = open_with(&s, NULL, true);

	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(list(client, NULL), IQM_E_AUTH); /* it says so: nothing is repeated */
	ck_assert_str_eq(s.last, "tok-1");
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_str_eq(s.last, "tok-2");
	ck_assert_int_eq(s.logins, 2);
	ck_assert_int_eq(s.calls, 4);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_a_given_token_is_used_until_refused)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct iqm_client *client = open_with(&s, "given", true);

	ck_assert_int_eq(list(client, NULL), IQM_E_AUTH);
	ck_assert_str_eq(s.last, "given");
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_str_eq(s.last, "tok-1");
	iqm_client_close(client);
}
END_TEST

START_TEST(test_a_token_that_cannot_be_replaced_is_kept)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct iqm_client *client = open_with(&s, "given", false);

	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(list(client, NULL), IQM_E_AUTH);
		ck_assert_str_eq(s.last, "given");
	}
	ck_assert_int_eq(s.logins, 0);
	iqm_client_close(client);
}
END_TEST

/* ---- threads ------------------------------------------------------------------------------ */

struct worker {
	struct iqm_client *client;
	int rounds;
	long timeout_ms;
	int good;
	int refused;
	int other;
	struct iqm_error error; /* the last one */
};

static void *work(void *context)
{
	struct worker *w = context;

	for (int i = 0; i < w->rounds; i++) {
		struct iqm_call call = { .timeout_ms = w->timeout_ms };
		int err = list(w->client, &call);

		w->good += !err;
		w->refused += err == IQM_E_AUTH;
		w->other += err && err != IQM_E_AUTH;
		w->error = call.error;
	}
	return NULL;
}

START_TEST(test_a_call_does_not_wait_longer_than_its_time)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER, .delay_ms = 600 };
	struct iqm_client *client = open_with(&s, NULL, true);
	struct worker first = { .client = client, .rounds = 1 };
	struct iqm_call call = { .timeout_ms = 50 };
	pthread_t thread;

	ck_assert_int_eq(pthread_create(&thread, NULL, work, &first), 0);
	sleep_ms(200); /* it logs in */
	ck_assert_int_eq(list(client, &call), IQM_E_TIMEOUT);
	ck_assert_str_eq(call.error.message,
			 "pld.list: timed out while another call was getting a token");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	pthread_join(thread, NULL);
	ck_assert_int_eq(first.good, 1);
	ck_assert_int_eq(s.logins, 1);
	ck_assert_int_eq(s.calls, 1);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_the_haste_of_another_call_is_not_shared)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER, .delay_ms = 400 };
	struct iqm_client *client = open_with(&s, NULL, true);
	struct worker first = { .client = client, .rounds = 1, .timeout_ms = 300 };
	struct iqm_call call = { .timeout_ms = 20000 };
	pthread_t thread;

	ck_assert_int_eq(pthread_create(&thread, NULL, work, &first), 0);
	sleep_ms(100); /* it logs in */
	ck_assert_msg(list(client, &call) == 0, "%s", call.error.message);
	pthread_join(thread, NULL);
	ck_assert_int_eq(first.other, 1);
	ck_assert_int_eq(first.error.status, IQM_E_TIMEOUT);
	ck_assert_int_eq(s.logins, 1);
	iqm_client_close(client);
}
END_TEST

/* Tokens come and go under the threads; none of them sends one that never was, or loses a call. */
START_TEST(test_threads_and_tokens_that_expire)
{
	struct service s = { .lock = PTHREAD_MUTEX_INITIALIZER, .uses = 3 };
	struct iqm_client *client = open_with(&s, NULL, true);
	struct worker workers[THREADS];
	pthread_t threads[THREADS];
	int good = 0;
	int refused = 0;

	for (int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .client = client, .rounds = ROUNDS };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		ck_assert_msg(!workers[i].other, "%s", workers[i].error.message);
		good += workers[i].good;
		refused += workers[i].refused;
	}
	ck_assert(!s.odd);
	ck_assert_int_eq(good + refused, THREADS * ROUNDS);
	ck_assert_int_eq(s.calls, THREADS * ROUNDS);
	ck_assert_int_gt(good, 0);
	iqm_client_close(client);
}
END_TEST

/* ---- one that is late --------------------------------------------------------------------- */

/* Its first call waits for a second one to get a newer token, and is then refused. */
struct late {
	struct service s;
	struct iqm_client *client;
	bool nested;
};

static int serve_late(void *context, const struct iqm_http_request *request,
		      struct iqm_http_response *response)
{
	struct late *l = context;

	if (!strcmp(bearer(request), "given") && !l->nested) {
		l->nested = true;
		ck_assert_int_eq(list(l->client, NULL), IQM_E_AUTH); /* drops "given" */
		ck_assert_int_eq(list(l->client, NULL), 0);          /* has tok-1 */
	}
	return serve(&l->s, request, response);
}

START_TEST(test_a_late_refusal_does_not_drop_a_newer_token)
{
	struct late l = { .s = { .lock = PTHREAD_MUTEX_INITIALIZER } };
	struct iqm_transport transport = { .perform = serve_late, .context = &l };
	struct iqm_settings settings = { .token = "given",
					 .base_url = "https://h",
					 .client_id = "id",
					 .client_secret = "secret",
					 .username = "jane",
					 .password = "password",
					 .transport = &transport };

	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&l.client, &settings, NULL), 0);
	ck_assert_int_eq(list(l.client, NULL), IQM_E_AUTH);
	ck_assert_int_eq(list(l.client, NULL), 0);
	ck_assert_int_eq(l.s.logins, 1);
	iqm_client_close(l.client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("token");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_a_refused_token_is_forgotten);
	tcase_add_test(tcase, test_a_given_token_is_used_until_refused);
	tcase_add_test(tcase, test_a_token_that_cannot_be_replaced_is_kept);
	tcase_add_test(tcase, test_a_call_does_not_wait_longer_than_its_time);
	tcase_add_test(tcase, test_the_haste_of_another_call_is_not_shared);
	tcase_add_test(tcase, test_threads_and_tokens_that_expire);
	tcase_add_test(tcase, test_a_late_refusal_does_not_drop_a_newer_token);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

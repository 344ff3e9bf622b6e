/* SPDX-License-Identifier: MIT */
/* The real transport, and a service that counts by its own clock, which ours moves. */
#include "support/limiter_fixture.h"
#include "support/suite.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "support/control.h"

#define THREADS 4
#define REQUESTS 80
#define MOST 1000

/* Runs like any clock; a wait moves the service's first, then ours, so that ours is never ahead. */
struct skewed_clock {
	pthread_mutex_t lock;
	int64_t ahead_ms;
	int left; /* requests */
};

static int64_t skewed_now(void *context)
{
	struct skewed_clock *t = context;
	struct timespec now;
	int64_t ahead;

	pthread_mutex_lock(&t->lock);
	ahead = t->ahead_ms;
	pthread_mutex_unlock(&t->lock);
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + ahead;
}

static int64_t skewed_realtime(void *context)
{
	return skewed_now(context);
}

static void skewed_wait(void *context, long ms)
{
	struct skewed_clock *t = context;
	int64_t until = skewed_now(t) + ms;
	struct timespec now;
	int64_t rest;

	pthread_mutex_lock(&t->lock);
	clock_gettime(CLOCK_MONOTONIC, &now);
	rest = until - ((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + t->ahead_ms);
	if (rest > 0) {
		control_advance((double)rest / 1000);
		t->ahead_ms += rest;
	}
	pthread_mutex_unlock(&t->lock);
}

struct caller {
	struct skewed_clock *skewed;
	struct iqm_client *client;
};

static bool another(struct skewed_clock *t)
{
	bool is;

	pthread_mutex_lock(&t->lock);
	is = t->left-- > 0;
	pthread_mutex_unlock(&t->lock);
	return is;
}

static void *keep_calling(void *context)
{
	const struct caller *c = context;

	while (another(c->skewed)) {
		struct iqm_list_query req = { .page_no = iqm_int(1) };
		struct iqm_call call = { .timeout_ms = 600000 };
		struct iqm_pld_report_page *rsp;

		ck_assert_msg(iqm_pld_list(c->client, &req, &rsp, &call) == 0, "%s",
			      call.error.message);
		ck_assert_int_eq(call.error.attempts, 1);
		iqm_free(rsp);
	}
	return NULL;
}

/* When requests arrived, in ms; none was refused. */
static size_t read_arrivals(int64_t arrivals[MOST])
{
	char url[256];
	char *body;
	size_t len;
	cJSON *json;
	const cJSON *row;

	snprintf(url, sizeof(url), "%s/_sandbox/arrivals", getenv("IQM_BASE_URL"));
	ck_assert_int_eq(control_fetch(url, NULL, &body, &len), 200);
	json = cJSON_Parse(body);
	free(body);
	len = 0;
	cJSON_ArrayForEach(row, json)
	{
		ck_assert_int_eq(cJSON_GetArrayItem(row, 2)->valueint, 200);
		ck_assert_uint_lt(len, MOST);
		arrivals[len++] =
			(int64_t)(cJSON_GetNumberValue(cJSON_GetArrayItem(row, 0)) * 1000);
	}
	cJSON_Delete(json);
	return len;
}

START_TEST(test_service_never_refuses)
{
	struct skewed_clock skewed = { .lock = PTHREAD_MUTEX_INITIALIZER, .left = REQUESTS };
	struct iqm_clock clock = { .now_ms = skewed_now,
				   .realtime_ms = skewed_realtime,
				   .wait_ms = skewed_wait,
				   .context = &skewed };
	struct iqm_settings settings = { .clock = &clock };
	struct caller caller = { .skewed = &skewed };
	int64_t arrivals[MOST];
	pthread_t threads[THREADS];
	struct iqm_error error;
	size_t len;

	control_reset();
	control_setting("rate_limit", 1);
	settings.base_url = getenv("IQM_BASE_URL");
	settings.client_id = getenv("IQM_CLIENT_ID");
	settings.client_secret = getenv("IQM_CLIENT_SECRET");
	settings.username = control_username();
	settings.password = control_password();
	ck_assert_msg(iqm_client_open(&caller.client, &settings, &error) == 0, "%s", error.message);
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, keep_calling, &caller), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	iqm_client_close(caller.client);
	len = read_arrivals(arrivals);
	ck_assert_uint_eq(len, REQUESTS + 1); /* and the log-in */
	ck_assert_uint_le(sim_worst(arrivals, len), LIMIT);
	ck_assert_double_ge(sim_used(arrivals, len, 3 * (int64_t)IQM_RATE_WINDOW_MS, LIMIT), 0.95);
	control_setting("rate_limit", 0);
	control_reset();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("sandbox");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_service_never_refuses);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

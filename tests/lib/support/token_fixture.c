/* SPDX-License-Identifier: MIT */
#include "support/token_fixture.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/mock.h"
#include "support/event_log.h"
#include "support/runtime_fixture.h"

#define PATIENCE_S 20

/* ---- the issuer's transport ---------------------------------------------------------------- */

/* The value of a header, or "". */
static const char *header(const struct iqm_http_request *request, const char *start)
{
	for (const char *const *line = request->headers; *line; line++)
		if (!strncmp(*line, start, strlen(start)))
			return *line + strlen(start);
	return "";
}

static int response_with(struct iqm_http_response *response, long status, const char *body)
{
	iqm_http_response_status(response, status);
	return iqm_http_response_body(response, body, strlen(body));
}

/* With the lock held. */
static void write_token(struct issuer *i, bool refreshed, char *body, size_t size)
{
	char life[32] = "";
	char refresh[64] = "";

	i->issued++;
	if (i->expires_in)
		snprintf(life, sizeof(life), ",\"expires_in\":%d", i->expires_in);
	if (!refreshed || !i->keeps_refresh)
		snprintf(refresh, sizeof(refresh), ",\"refresh_token\":\"refresh-%d\"", i->issued);
	snprintf(body, size, "{\"access_token\":\"access-%d\"%s%s%s}", i->issued, refresh, life,
		 i->says_ow_id && !refreshed ? ",\"owId\":7" : "");
}

static int issue(struct issuer *i, const struct iqm_http_request *request,
		 struct iqm_http_response *response)
{
	const char *refresh = strstr(request->body, "refresh_token=");
	char body[256] = "";
	long status;
	int fail;

	pthread_mutex_lock(&i->lock);
	*(refresh ? &i->refreshes : &i->logins) += 1;
	i->renewal_timeout_ms = request->timeout_ms;
	if (refresh)
		snprintf(i->refresh, sizeof(i->refresh), "%s", strchr(refresh, '=') + 1);
	pthread_cond_broadcast(&i->change);
	pthread_mutex_unlock(&i->lock);
	if (i->renewing)
		i->renewing(i, request);
	if (iqm_cancelled(request->cancel))
		return IQM_E_CANCELLED;
	pthread_mutex_lock(&i->lock);
	status = refresh ? i->refresh_status : i->login_status;
	fail = refresh ? i->refresh_fail : 0;
	if (!status && !fail)
		write_token(i, refresh != NULL, body, sizeof(body));
	pthread_mutex_unlock(&i->lock);
	return fail ? fail : response_with(response, status ? status : 200, body);
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct issuer *i = context;
	bool buys = !strcmp(request->method, "POST");
	char newest[64];
	bool good;

	if (strstr(request->url, "/oauth/token"))
		return issue(i, request, response);
	pthread_mutex_lock(&i->lock);
	snprintf(i->access, sizeof(i->access), "%s", header(request, "Authorization: Bearer "));
	snprintf(i->ow_id, sizeof(i->ow_id), "%s", header(request, "X-IAA-OW-ID: "));
	snprintf(newest, sizeof(newest), "access-%d", i->issued);
	good = (!i->issued || !strcmp(i->access, newest)) && i->refuse <= 0;
	i->refuse -= i->refuse > 0;
	i->calls++;
	pthread_cond_broadcast(&i->change);
	pthread_mutex_unlock(&i->lock);
	if (i->gather)
		issuer_await(i, &i->calls, i->gather);
	if (!good)
		return response_with(response, 401, i->fault ? i->fault : "");
	return response_with(response, 200, buys ? GOOD_PURCHASE : GOOD_LIST);
}

/* ---- its clock and hook -------------------------------------------------------------------- */

static int64_t now_ms(void *context)
{
	struct issuer *i = context;
	int64_t now;

	pthread_mutex_lock(&i->lock);
	now = i->now;
	i->now += i->tick;
	pthread_mutex_unlock(&i->lock);
	return now;
}

static void wait_ms(void *context, long ms)
{
	issuer_advance(context, ms);
}

static void on_event(void *context, const struct iqm_event *event)
{
	struct issuer *i = context;

	if (event->kind != IQM_EVENT_WAIT)
		return;
	pthread_mutex_lock(&i->lock);
	i->waits++;
	pthread_cond_broadcast(&i->change);
	pthread_mutex_unlock(&i->lock);
}

void issuer_advance(struct issuer *i, int64_t ms)
{
	pthread_mutex_lock(&i->lock);
	i->now += ms;
	pthread_mutex_unlock(&i->lock);
}

/* ---- opening ------------------------------------------------------------------------------- */

struct iqm_settings issuer_credentials(void)
{
	return (struct iqm_settings){ .client_id = "id",
				      .client_secret = "secret",
				      .username = "jane",
				      .password = "password" };
}

void issuer_open_with(struct issuer *i, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform, .context = i };
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = i
	};
	struct iqm_error error;

	pthread_mutex_init(&i->lock, NULL);
	pthread_cond_init(&i->change, NULL);
	i->now = 1000;
	settings.base_url = MOCK_BASE_URL;
	settings.transport = &transport;
	settings.clock = &clock;
	settings.on_event = on_event;
	settings.event_context = i;
	if (!settings.requests_per_minute)
		settings.requests_per_minute = -1;
	if (!settings.max_attempts)
		settings.max_attempts = 5;
	event_log_keep(&settings);
	ck_assert_msg(iqm_client_open(&i->client, &settings, &error) == 0, "%s", error.message);
}

void issuer_open(struct issuer *i)
{
	issuer_open_with(i, issuer_credentials());
}

void issuer_close(struct issuer *i)
{
	iqm_client_close(i->client);
	pthread_mutex_destroy(&i->lock);
	pthread_cond_destroy(&i->change);
}

/* ---- calls --------------------------------------------------------------------------------- */

int issuer_list(struct issuer *i, struct iqm_call *call)
{
	struct iqm_pld_report_page *rsp;
	int err = runtime_list(i->client, &rsp, call);

	iqm_free(rsp);
	return err;
}

int issuer_buy(struct issuer *i, struct iqm_call *call)
{
	struct iqm_pld_order_response *rsp;
	int err = runtime_buy(i->client, &rsp, call);

	iqm_free(rsp);
	return err;
}

void issuer_list_with(struct issuer *i, const char *access)
{
	struct iqm_call call = { 0 };

	ck_assert_msg(issuer_list(i, &call) == 0, "%s", call.error.message);
	ck_assert_str_eq(i->access, access);
}

/* ---- threads ------------------------------------------------------------------------------- */

void issuer_await(struct issuer *i, const int *number, int least)
{
	struct timespec until;
	int err = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_S;
	pthread_mutex_lock(&i->lock);
	while (*number < least && !err)
		err = pthread_cond_timedwait(&i->change, &i->lock, &until);
	pthread_mutex_unlock(&i->lock);
	ck_assert_msg(!err, "expected %d, found %d", least, *number);
}

void issuer_wait_open(struct issuer *i, const struct iqm_http_request *request)
{
	(void)request;
	pthread_mutex_lock(&i->lock);
	while (!i->open)
		pthread_cond_wait(&i->change, &i->lock);
	pthread_mutex_unlock(&i->lock);
}

void issuer_let_go(struct issuer *i)
{
	pthread_mutex_lock(&i->lock);
	i->open = true;
	pthread_cond_broadcast(&i->change);
	pthread_mutex_unlock(&i->lock);
}

static void *run(void *context)
{
	struct caller *c = context;

	c->err = issuer_list(c->issuer, &c->call);
	return NULL;
}

void caller_start(struct caller *c, struct issuer *i)
{
	c->issuer = i;
	ck_assert_int_eq(pthread_create(&c->thread, NULL, run, c), 0);
}

int caller_join(struct caller *c)
{
	pthread_join(c->thread, NULL);
	return c->err;
}

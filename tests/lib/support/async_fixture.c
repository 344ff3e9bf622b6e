/* SPDX-License-Identifier: MIT */
#include "support/async_fixture.h"
#include "support/mock.h"
#include "support/runtime_fixture.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

extern const struct iqm_api *const golden_api;

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void sleep_ms(long ms)
{
	struct timespec span = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&span, NULL);
}

/* ---- the service ---------------------------------------------------------------------------- */

void gate_open(struct gate *gate)
{
	memset(gate, 0, sizeof(*gate));
	pthread_mutex_init(&gate->lock, NULL);
	pthread_cond_init(&gate->changed, NULL);
}

void gate_close(struct gate *gate)
{
	pthread_cond_destroy(&gate->changed);
	pthread_mutex_destroy(&gate->lock);
}

void gate_shut(struct gate *gate, bool shut)
{
	pthread_mutex_lock(&gate->lock);
	gate->shut = shut;
	pthread_cond_broadcast(&gate->changed);
	pthread_mutex_unlock(&gate->lock);
}

/* The lock is held. */
static void wait_some(struct gate *gate)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += 20 * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_cond_timedwait(&gate->changed, &gate->lock, &until);
}

void gate_await(struct gate *gate, int inside)
{
	long end = now_ms() + ASYNC_SOON_MS;

	pthread_mutex_lock(&gate->lock);
	while (gate->inside != inside && now_ms() < end)
		wait_some(gate);
	ck_assert_int_eq(gate->inside, inside);
	pthread_mutex_unlock(&gate->lock);
}

int gate_sent(struct gate *gate)
{
	int sent;

	pthread_mutex_lock(&gate->lock);
	sent = gate->sent;
	pthread_mutex_unlock(&gate->lock);
	return sent;
}

static void note_purchase(struct gate *gate, const struct iqm_http_request *request)
{
	const char *campaign = strstr(request->body, "\"campaignId\":");

	if (campaign && gate->purchases < (int)sizeof(gate->order) - 1)
		gate->order[gate->purchases] = campaign[13];
	gate->purchases++;
}

/* All reports, those of SLS with the names of their statuses. */
static void write_list(struct gate *gate, const char *url, char *text, size_t size)
{
	const char *family = strstr(url, "/sls-") ? "sls" : "pld";
	int len =
		snprintf(text, size, "{\"success\":true,\"data\":{\"%sReportDataList\":[", family);

	if (*family == 's' && gate->lists < GATE_LIST_REQUESTS)
		gate->list_at[gate->lists++] = now_ms();
	for (int id = GATE_REPORTS; id; id--)
		len += snprintf(text + len, size - (size_t)len,
				"{\"%sId\":%d,\"%sStatusId\":%d,\"slsStatusName\":%s}%s", family,
				id, family, gate->ready[id] ? 2 : 1,
				id == gate->bad_status ? "[5]"
				: gate->ready[id]      ? "\"Ready\""
						       : "\"Processing\"",
				id > 1 ? "," : "");
	snprintf(text + len, size - (size_t)len, "],\"filteredRecords\":%d}}", GATE_REPORTS);
}

/* As libcurl's transport waits: until cancelled, or the time is over. */
static int wait_inside(struct gate *gate, const struct iqm_http_request *request)
{
	long end = now_ms() + request->timeout_ms;
	int err = 0;

	gate->inside++;
	gate->most = gate->inside > gate->most ? gate->inside : gate->most;
	pthread_cond_broadcast(&gate->changed);
	while (gate->shut && (!gate->shut_for || strstr(request->url, gate->shut_for)) && !err) {
		wait_some(gate);
		if (iqm_cancelled(request->cancel))
			err = IQM_E_CANCELLED;
		else if (now_ms() >= end)
			err = IQM_E_TIMEOUT;
	}
	gate->inside--;
	pthread_cond_broadcast(&gate->changed);
	return err;
}

static bool is_any_signal_open(void)
{
	sigset_t blocked;

	pthread_sigmask(SIG_BLOCK, NULL, &blocked);
	return !sigismember(&blocked, SIGINT) || !sigismember(&blocked, SIGUSR1) ||
	       !sigismember(&blocked, SIGCHLD);
}

static int answer(struct gate *gate, const struct iqm_http_request *request, bool buys, char *text,
		  size_t size)
{
	int err;

	pthread_mutex_lock(&gate->lock);
	gate->sent++;
	gate->unblocked = gate->unblocked || is_any_signal_open();
	if (buys)
		note_purchase(gate, request);
	err = wait_inside(gate, request);
	if (!err && buys)
		err = gate->fail_purchases;
	if (buys)
		snprintf(text, size, "%s", GOOD_PURCHASE);
	else
		write_list(gate, request->url, text, size);
	pthread_mutex_unlock(&gate->lock);
	return err;
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct gate *gate = context;
	bool buys = !strcmp(request->method, "POST");
	char text[2048];
	int err = 0;

	if (!(buys && gate->unsent))
		err = iqm_http_response_sending(response);
	if (err)
		return err;
	err = answer(gate, request, buys, text, sizeof(text));
	if (err) {
		iqm_http_response_failed(response, 0, "the gate fails");
		return err;
	}
	iqm_http_response_status(response, 200);
	iqm_http_response_header(response, "Content-Type", 12, "application/json", 16);
	return iqm_http_response_body(response, text, strlen(text));
}

struct iqm_client *gate_client(struct gate *gate, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform,
					   .context = gate,
					   .announces_sending = true };
	struct iqm_client *client;
	struct iqm_error error;

	settings.base_url = MOCK_BASE_URL;
	settings.token = "token-1";
	settings.ow_id = "42";
	mock_no_limits(&settings);
	settings.transport = &transport;
	ck_assert_msg(iqm_client_open_abi(&client, golden_api, &settings, &error, IQM_ABI) == 0,
		      "%s", error.message);
	return client;
}

/* ---- calls ---------------------------------------------------------------------------------- */

void started_done(void *context, int status, struct iqm_call *call)
{
	struct started *started = context;

	ck_assert_ptr_eq(call, &started->call);
	started->done++;
	started->status = status;
	started->thread = pthread_self();
	if (started->then)
		started->then_status = start_list(started->client, started->then);
}

static void end(iqm_any_fn *done, void *context, int status, void *response, struct iqm_call *call)
{
	struct started *started = context;

	started->has_response = response != NULL;
	iqm_free(response);
	((iqm_done_fn *)done)(context, status, call);
}

int start_list(struct iqm_client *client, struct started *started)
{
	started->client = client;
	return iqm_perform_start(client, &iqm_pld_list_op, NULL, &started->call, end,
				 (iqm_any_fn *)started_done, started);
}

int start_buy(struct iqm_client *client, struct started *started, int campaign, const char *key)
{
	started->client = client;
	started->order.campaign_id = iqm_int(campaign);
	started->call.key = key;
	return iqm_perform_start(client, &iqm_pld_generate_op, &started->order, &started->call, end,
				 (iqm_any_fn *)started_done, started);
}

bool is_readable(struct iqm_client *client)
{
	struct pollfd fd = { .fd = iqm_client_fd(client), .events = POLLIN };

	ck_assert_int_ge(fd.fd, 0);
	return poll(&fd, 1, 0) == 1;
}

static bool all_done(const struct started *all, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!all[i].done)
			return false;
	return true;
}

long dispatch_until(struct iqm_client *client, const struct started *all, size_t len)
{
	struct pollfd fd = { .fd = iqm_client_fd(client), .events = POLLIN };
	long began = now_ms();

	while (!all_done(all, len)) {
		ck_assert_int_lt((int)(now_ms() - began), ASYNC_SOON_MS);
		if (poll(&fd, 1, 100) > 0)
			ck_assert_int_ge(iqm_client_dispatch(client), 0);
	}
	return now_ms() - began;
}

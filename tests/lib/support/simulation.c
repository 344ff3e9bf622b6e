/* SPDX-License-Identifier: MIT */
#include "support/simulation.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE 60000

/* ---- time --------------------------------------------------------------------------------- */

/* With the lock held: once all wait, on to the first that is due. */
static void advance(struct sim *s)
{
	int64_t next = INT64_MAX;
	int waiting = 0;

	for (int i = 0; i < SIM_THREADS; i++) {
		if (s->waits[i].wake <= s->now)
			continue;
		waiting++;
		next = s->waits[i].wake < next ? s->waits[i].wake : next;
	}
	if (!waiting || waiting < s->threads)
		return;
	s->now = next;
	for (int i = 0; i < SIM_THREADS; i++)
		if (s->waits[i].wake == next)
			pthread_cond_signal(&s->waits[i].due);
}

static int64_t now_ms(void *context)
{
	struct sim *s = context;
	int64_t now;

	pthread_mutex_lock(&s->lock);
	now = s->now;
	pthread_mutex_unlock(&s->lock);
	return now;
}

static void wait_ms(void *context, long ms)
{
	struct sim *s = context;
	int i = 0;

	if (ms < 1)
		return;
	pthread_mutex_lock(&s->lock);
	while (s->waits[i].wake) /* SIM_THREADS are the most that wait */
		i++;
	s->waits[i].wake = s->now + ms;
	advance(s);
	while (s->now < s->waits[i].wake)
		pthread_cond_wait(&s->waits[i].due, &s->lock);
	s->waits[i].wake = 0;
	pthread_mutex_unlock(&s->lock);
}

struct iqm_clock sim_clock(struct sim *sim)
{
	return (struct iqm_clock){
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = sim
	};
}

void sim_open(struct sim *sim, int threads, long latency_ms)
{
	memset(sim, 0, sizeof(*sim));
	pthread_mutex_init(&sim->lock, NULL);
	for (int i = 0; i < SIM_THREADS; i++)
		pthread_cond_init(&sim->waits[i].due, NULL);
	sim->now = 1700000000000;
	sim->threads = threads;
	sim->latency_ms = latency_ms;
}

void sim_close(struct sim *sim)
{
	for (int i = 0; i < SIM_THREADS; i++)
		pthread_cond_destroy(&sim->waits[i].due);
	pthread_mutex_destroy(&sim->lock);
}

/* ---- the service -------------------------------------------------------------------------- */

static void travel(struct sim *s)
{
	long ms;

	pthread_mutex_lock(&s->lock);
	s->random = s->random * 6364136223846793005u + 1442695040888963407u;
	ms = (long)((s->random >> 33) % (uint64_t)(s->latency_ms + 1));
	pthread_mutex_unlock(&s->lock);
	wait_ms(s, ms);
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct sim *s = context;
	bool login = strstr(request->url, "/oauth/token") != NULL;
	const char *body = login ? "{\"access_token\":\"tok\",\"expires_in\":35999}"
				 : "{\"success\":true,\"data\":{\"totalRecords\":3}}";

	travel(s);
	pthread_mutex_lock(&s->lock);
	if (s->len < SIM_ARRIVALS)
		s->arrivals[s->len++] = s->now;
	s->logins += login;
	pthread_mutex_unlock(&s->lock);
	travel(s);
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, body, strlen(body));
}

struct iqm_transport sim_transport(struct sim *sim)
{
	return (struct iqm_transport){ .perform = perform, .context = sim };
}

/* ---- the callers -------------------------------------------------------------------------- */

struct caller {
	struct sim *sim;
	struct iqm_client *client;
	int64_t until;
};

static void *keep_calling(void *context)
{
	const struct caller *c = context;
	size_t failed = 0;

	while (now_ms(c->sim) < c->until) {
		struct iqm_list_query req = { .page_no = iqm_int(1) };
		struct iqm_pld_report_page *rsp;

		failed += iqm_pld_list(c->client, &req, &rsp, NULL) != 0;
		iqm_free(rsp);
	}
	pthread_mutex_lock(&c->sim->lock);
	c->sim->failed += failed;
	c->sim->threads--;
	advance(c->sim);
	pthread_mutex_unlock(&c->sim->lock);
	return NULL;
}

void sim_run(struct sim *sim, struct iqm_client *client, int64_t until)
{
	struct caller caller = { sim, client, until };
	int threads = sim->threads;
	pthread_t ids[SIM_THREADS];

	for (int i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, keep_calling, &caller))
			abort();
	for (int i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	sim->threads = threads;
}

/* ---- evaluation --------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t sim_worst(int64_t *arrivals, size_t len)
{
	size_t worst = 0;
	size_t first = 0;

	qsort(arrivals, len, sizeof(*arrivals), compare);
	for (size_t i = 0; i < len; i++) {
		while (arrivals[first] <= arrivals[i] - MINUTE)
			first++;
		worst = i - first + 1 > worst ? i - first + 1 : worst;
	}
	return worst;
}

double sim_used(const int64_t *arrivals, size_t len, int64_t span, int limit)
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++)
		used += arrivals[i] < arrivals[0] + span;
	return (double)used / ((double)limit * (double)span / MINUTE);
}

/* SPDX-License-Identifier: MIT */
/*
 * A libuv loop that ticks each millisecond, with 100 calls under way to a server that never
 * responds: the longest time between two ticks, and the most that one turn of the loop costs,
 * beside the same loop with none. In each round the calls are started in one tick, half of them are
 * cancelled later, and the deadlines of the others pass together.
 */
#define _GNU_SOURCE /* SCHED_RESET_ON_FORK */
#include "bench.h"
#include "server.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#define ROUNDS 15
#define CALLS 100
#define TICK_MS 1
#define CANCEL_MS 250
#define TIMEOUT_MS 500
#define ROUND_MS 800
#define AIM_MS 5.0

/* One round, and what it came to. */
struct round {
	struct iqm_client *client; /* NULL: of the loop alone */
	struct iqm_call calls[CALLS];
	struct iqm_cancel cancel;
	int ended;
	uv_timer_t tick, cancels, over;
	uv_poll_t ends;
	uv_prepare_t before;
	uv_check_t after;
	uint64_t ticked; /* when, in nanoseconds; 0: not yet */
	double turn_began;
	double gap_ms;  /* the longest between two ticks */
	double turn_ms; /* the most CPU time of a turn */
};

/* CPU time of this thread, in milliseconds. */
static double thread_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void ended(void *context, int status, struct iqm_pld_report_page *rsp, struct iqm_call *call)
{
	struct round *r = context;

	if (status != IQM_E_TIMEOUT && status != IQM_E_CANCELLED)
		bench_die("a hanging call", call->error.message);
	iqm_free(rsp);
	r->ended++;
}

static void start_all(struct round *r)
{
	static const struct iqm_list_query all = { 0 };

	for (int i = 0; i < CALLS; i++) {
		struct iqm_call *call = &r->calls[i];

		*call = (struct iqm_call){ .timeout_ms = TIMEOUT_MS,
					   .cancel = i % 2 ? &r->cancel : NULL };
		if (iqm_pld_list_start(r->client, &all, call, ended, r))
			bench_die("iqm_pld_list_start()", call->error.message);
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct round *r = timer->data;
	uint64_t now = uv_hrtime();
	double gap = (double)(now - r->ticked) / 1e6;

	if (r->ticked && gap > r->gap_ms)
		r->gap_ms = gap;
	if (!r->ticked && r->client)
		start_all(r);
	r->ticked = now;
}

static void on_cancel(uv_timer_t *timer)
{
	iqm_cancel_calls(&((struct round *)timer->data)->cancel);
}

static void on_ends(uv_poll_t *poll, int status, int events)
{
	(void)status, (void)events;
	iqm_client_dispatch(((struct round *)poll->data)->client);
}

/* What lies between is the wait for events, or the time that the machine gave to others. */
static void on_turn_end(uv_prepare_t *prepare)
{
	struct round *r = prepare->data;
	double turn = thread_ms() - r->turn_began;

	if (r->turn_began > 0 && turn > r->turn_ms)
		r->turn_ms = turn;
}

static void on_turn_begin(uv_check_t *check)
{
	((struct round *)check->data)->turn_began = thread_ms();
}

static void on_over(uv_timer_t *timer)
{
	uv_stop(timer->loop);
}

static void close_handle(uv_handle_t *handle, void *context)
{
	(void)context;
	uv_close(handle, NULL);
}

static void run_round(struct round *r)
{
	uv_loop_t loop;

	uv_loop_init(&loop);
	uv_timer_init(&loop, &r->tick);
	uv_timer_init(&loop, &r->cancels);
	uv_timer_init(&loop, &r->over);
	uv_prepare_init(&loop, &r->before);
	uv_check_init(&loop, &r->after);
	r->tick.data = r->cancels.data = r->over.data = r->before.data = r->after.data = r;
	uv_timer_start(&r->tick, on_tick, TICK_MS, TICK_MS);
	uv_timer_start(&r->cancels, on_cancel, CANCEL_MS, 0);
	uv_timer_start(&r->over, on_over, ROUND_MS, 0);
	uv_prepare_start(&r->before, on_turn_end);
	uv_check_start(&r->after, on_turn_begin);
	if (r->client) {
		uv_poll_init(&loop, &r->ends, iqm_client_fd(r->client));
		r->ends.data = r;
		uv_poll_start(&r->ends, UV_READABLE, on_ends);
	}
	uv_run(&loop, UV_RUN_DEFAULT);
	if (r->client && r->ended != CALLS)
		bench_die("calls", "did not end in time");
	uv_walk(&loop, close_handle, NULL);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
}

/* A client of its own for each round: its threads and connections begin with it. */
static void measure(int port, double *gap_ms, double *turn_ms)
{
	struct round *r = bench_alloc(sizeof(*r));
	char url[64];
	struct iqm_settings settings = { .base_url = url,
					 .token = "t",
					 .ow_id = "1",
					 .requests_per_minute = -1,
					 .max_attempts = 1 };
	struct iqm_error error;

	snprintf(url, sizeof(url), "http://127.0.0.1:%d", port);
	if (port && iqm_client_open(&r->client, &settings, &error))
		bench_die("iqm_client_open()", error.message);
	run_round(r);
	iqm_client_close(r->client);
	*gap_ms = r->gap_ms;
	*turn_ms = r->turn_ms;
	free(r);
}

/* Connections wait in the listener's queue, accepted by the system alone. */
static void hang(const void *context, int listener)
{
	(void)context, (void)listener;
	for (;;)
		pause();
}

static void report(const char *name, double *gaps, double *turns, double aim_ms)
{
	double worst = 0;
	double turn = 0;
	char text[40];

	for (int i = 0; i < ROUNDS; i++) {
		worst = gaps[i] > worst ? gaps[i] : worst;
		turn = turns[i] > turn ? turns[i] : turn;
	}
	printf("%-22s worst gap %6.2f ms, median of the rounds' %5.2f ms %s; "
	       "a turn's CPU at most %5.2f ms\n",
	       name, worst, bench_median(gaps, ROUNDS), bench_verdict(worst, aim_ms, text), turn);
}

int main(void)
{
	double gaps[2][ROUNDS], turns[2][ROUNDS];
	int port;
	pid_t server = bench_server_run(hang, NULL, &port);

	if (sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK,
			       &(struct sched_param){ .sched_priority = 1 }))
		printf("not root: other programs of a busy machine widen both gaps\n");
	for (int i = 0; i < ROUNDS; i++) {
		measure(0, &gaps[0][i], &turns[0][i]);
		measure(port, &gaps[1][i], &turns[1][i]);
	}
	bench_server_stop(server);
	report("the loop alone", gaps[0], turns[0], 0);
	report("100 hanging calls", gaps[1], turns[1], AIM_MS);
	return 0;
}

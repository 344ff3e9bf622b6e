/* SPDX-License-Identifier: MIT */
/*
 * Virtual time for threads, and a service that notes when requests arrive. Time stands still while
 * a thread runs; once all wait, it jumps to the first that is due. Needs no check: the benchmarks
 * use it too.
 */
#ifndef TESTS_SIMULATION_H
#define TESTS_SIMULATION_H

#include <iqm/insights.h>
#include <iqm/transport.h>

#include <pthread.h>

#define SIM_THREADS 8
#define SIM_ARRIVALS 4096

struct sim {
	pthread_mutex_t lock;
	int64_t now;
	int threads; /* that take part */
	struct {
		int64_t wake; /* later than now: it waits */
		pthread_cond_t due;
	} waits[SIM_THREADS];
	uint64_t random;
	long latency_ms; /* each way, at most */
	int64_t arrivals[SIM_ARRIVALS];
	size_t len;
	size_t logins;
	size_t failed; /* calls */
};

/* `threads` will wait; the calling thread is one if nobody else is. */
void sim_open(struct sim *sim, int threads, long latency_ms);
void sim_close(struct sim *sim);
struct iqm_clock sim_clock(struct sim *sim);
struct iqm_transport sim_transport(struct sim *sim);
/* All threads list until the clock says so. */
void sim_run(struct sim *sim, struct iqm_client *client, int64_t until);

/* The most arrivals in any window of a minute; sorts. */
size_t sim_worst(int64_t *arrivals, size_t len);
/* The share of `limit` a minute that was used within `span` ms from the first arrival. */
double sim_used(const int64_t *arrivals, size_t len, int64_t span, int limit);

#endif

/* SPDX-License-Identifier: MIT */
/* How much of the rate limit callers that never rest get: an hour in virtual time. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/simulation.h"

#define LIMIT 20
#define HOUR 3600000
#define LATENCY_MS 1000 /* each way, at most */
#define AIM 0.95

static void run(const char *name, int threads, const char *file)
{
	static struct sim sim;
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_settings settings = { .base_url = "https://api.example.com",
					 .token = "token",
					 .transport = &transport,
					 .clock = &clock,
					 .timeout_ms = 600000,
					 .limiter_file = file };
	struct iqm_client *client;
	struct iqm_error error;
	double used;

	sim_open(&sim, threads, LATENCY_MS);
	if (iqm_client_open(&client, &settings, &error))
		bench_die("iqm_client_open", error.message);
	sim_run(&sim, client, sim.now + HOUR);
	iqm_client_close(client);
	sim_close(&sim);
	if (sim.failed || sim_worst(sim.arrivals, sim.len) > LIMIT)
		bench_die("limiter", "more arrived in a minute than may");
	used = sim_used(sim.arrivals, sim.len, HOUR, LIMIT);
	printf("  %-22s %6.1f %%   aim >=%.0f %% %s\n", name, 100 * used, 100 * AIM,
	       used >= AIM ? "ok" : "MISSED");
}

int main(void)
{
	char file[] = "/tmp/iqm-bench-XXXXXX";
	int fd = mkstemp(file);

	if (fd < 0)
		bench_die(file, "cannot be made");
	close(fd);
	run("1 thread", 1, NULL);
	run("8 threads", 8, NULL);
	run("8 threads, a file", 8, file);
	unlink(file);
	return 0;
}

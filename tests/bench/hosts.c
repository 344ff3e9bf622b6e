/* SPDX-License-Identifier: MIT */
/*
 * Eight processes, two for each of four hosts, that never rest and share the limiter in PostgreSQL
 * to which IQM_POSTGRES_URL leads, in real time: how much of 20 requests a minute they get.
 */
#include "bench.h"

#include <iqm/postgres.h>

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES 8
#define LIMIT 20
#define MINUTES 3
#define LATENCY_MS 1000 /* of a request, half of it to its arrival, at most */
#define AIM 0.95

#define ARRIVALS (MINUTES * LIMIT + 1) /* the last begins the next minute */

struct board {
	int len;
	int64_t arrivals[ARRIVALS];
	int of[PROCESSES];
};

static struct board *board;

static int64_t now(void)
{
	return (int64_t)(bench_elapsed() / 1e6);
}

static void pause_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static void request(const struct iqm_limiter *l, int process)
{
	struct iqm_permit permit = { .limit = LIMIT };
	long wait;
	int i;

	while (permit.timeout_ms = 600000, (wait = l->acquire(l->context, &permit)) > 0)
		pause_ms(permit.ask_ms);
	if (wait)
		bench_die("acquire", permit.why);
	pause_ms(rand() % (LATENCY_MS / 2));
	i = __atomic_fetch_add(&board->len, 1, __ATOMIC_ACQ_REL);
	if (i < ARRIVALS) {
		board->arrivals[i] = now();
		board->of[process]++;
	}
	pause_ms(rand() % (LATENCY_MS / 2));
	l->release(l->context, permit.id, true);
}

static void be_process(const char *url, int process)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_postgres *store;
	struct iqm_limiter l;

	srand((unsigned)getpid());
	if (iqm_postgres_open(url, &store, &call))
		bench_die("iqm_postgres_open", call.error.message);
	if (iqm_postgres_limiter(store, "hosts", &l))
		bench_die("iqm_postgres_limiter", "failed");
	for (;;)
		request(&l, process);
}

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int worst_minute(void)
{
	int most = 0;

	for (int i = 0, from = 0; i < ARRIVALS; i++) {
		while (board->arrivals[i] - board->arrivals[from] >= 60000)
			from++;
		most = i - from + 1 > most ? i - from + 1 : most;
	}
	return most;
}

static void print(void)
{
	int least = ARRIVALS, most = 0;
	double used;

	qsort(board->arrivals, ARRIVALS, sizeof(int64_t), by_time);
	used = MINUTES * 60000.0 / (double)(board->arrivals[ARRIVALS - 1] - board->arrivals[0]);
	for (int i = 0; i < PROCESSES; i++) {
		least = board->of[i] < least ? board->of[i] : least;
		most = board->of[i] > most ? board->of[i] : most;
	}
	printf("  %d processes           %6.1f %%   aim >=%.0f %% %s; worst minute %d, %d to %d each\n",
	       PROCESSES, 100 * used, 100 * AIM, used >= AIM ? "ok" : "MISSED", worst_minute(),
	       least, most);
}

int main(void)
{
	const char *url = getenv("IQM_POSTGRES_URL");
	pid_t processes[PROCESSES];

	if (!url)
		bench_die("IQM_POSTGRES_URL", "is not set: see tests/with-postgres.sh");
	board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (board == MAP_FAILED)
		bench_die("mmap", "failed");
	for (int i = 0; i < PROCESSES; i++) {
		processes[i] = fork();
		if (!processes[i])
			be_process(url, i);
	}
	while (__atomic_load_n(&board->len, __ATOMIC_ACQUIRE) < ARRIVALS &&
	       waitpid(-1, NULL, WNOHANG) == 0)
		pause_ms(100);
	for (int i = 0; i < PROCESSES; i++)
		kill(processes[i], SIGKILL);
	if (board->len < ARRIVALS)
		bench_die("hosts", "a process has ended");
	print();
	return 0;
}

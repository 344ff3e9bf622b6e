/* SPDX-License-Identifier: MIT */
/* Processes that share the limiter, in real time, and are killed wherever they are. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "database.h"
#include "limiter/limiter.h"
#include "support/suite.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIMIT 20
#define SPAN_MS 1550   /* in place of 60,050 */
#define WINDOW_MS 1500 /* and of a minute */
#define CALL_MS 300    /* of a request, at most; its lease is a second longer */
#define PROCESSES 8
#define ARRIVALS 8192
#define RUN_MS 8000

/* What all processes see. */
struct board {
	size_t len;
	int64_t arrivals[ARRIVALS]; /* 0: its process was killed in between */
	bool stop;
};

static struct board *board;
static char name[40];

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* ---- a process ------------------------------------------------------------------------------ */

static void request(const struct iqm_limiter *l)
{
	struct iqm_permit permit = { .limit = LIMIT };
	long wait;

	do {
		permit.timeout_ms = CALL_MS;
		wait = l->acquire(l->context, &permit);
		if (wait < 0 && wait != IQM_E_TIMEOUT)
			_exit(2);
		if (wait > 0)
			pause_ms(permit.ask_ms);
	} while (wait && !__atomic_load_n(&board->stop, __ATOMIC_ACQUIRE));
	if (!wait) {
		pause_ms(rand() % (CALL_MS / 2));
		board->arrivals[__atomic_fetch_add(&board->len, 1, __ATOMIC_ACQ_REL) % ARRIVALS] =
			now();
		pause_ms(rand() % (CALL_MS / 4));
	}
	if (permit.id)
		l->release(l->context, permit.id, !wait);
}

static void be_process(void)
{
	struct pg_limiters *limiters;
	struct iqm_limiter l;

	srand((unsigned)getpid());
	if (iqm_pg_limiters_open(&limiters, pg_url(), &iqm_system_clock, SPAN_MS, NULL) ||
	    iqm_pg_limiters_get(limiters, name, &l))
		_exit(3);
	while (!__atomic_load_n(&board->stop, __ATOMIC_ACQUIRE))
		request(&l);
	iqm_pg_limiters_close(limiters);
	_exit(0);
}

static pid_t start(void)
{
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (!pid)
		be_process();
	return pid;
}

/* ---- what came of it ------------------------------------------------------------------------ */

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The most arrivals within a window. */
static size_t worst(void)
{
	size_t most = 0, first = 0;

	qsort(board->arrivals, board->len, sizeof(board->arrivals[0]), by_time);
	while (first < board->len && !board->arrivals[first])
		first++;
	for (size_t i = first, from = first; i < board->len; i++) {
		while (board->arrivals[i] - board->arrivals[from] >= WINDOW_MS)
			from++;
		most = i - from + 1 > most ? i - from + 1 : most;
	}
	return most;
}

static void setup(void)
{
	iqm_postgres_close(pg_store()); /* the schema */
	snprintf(name, sizeof(name), "hosts %d %d", (int)getpid(), rand());
	board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	ck_assert_ptr_ne(board, MAP_FAILED);
}

static void teardown(void)
{
	munmap(board, sizeof(*board));
}

/* Two windows' permits were used, or so much time has passed that nobody gets any. */
static bool is_enough(int64_t latest)
{
	return __atomic_load_n(&board->len, __ATOMIC_ACQUIRE) >= 2 * LIMIT || now() > latest;
}

/* Runs the processes, and kills one `kill_ms` after the other, if that is not 0. */
static void run(long kill_ms)
{
	pid_t processes[PROCESSES];
	int64_t end = now() + RUN_MS;
	int64_t latest = now() + 10 * RUN_MS;
	int status;

	for (int i = 0; i < PROCESSES; i++)
		processes[i] = start();
	while (now() < end || !is_enough(latest)) {
		int i = rand() % PROCESSES;

		pause_ms(kill_ms ? 1 + rand() % (2 * kill_ms) : 100);
		if (!kill_ms)
			continue;
		kill(processes[i], SIGKILL);
		waitpid(processes[i], NULL, 0);
		processes[i] = start();
	}
	__atomic_store_n(&board->stop, true, __ATOMIC_RELEASE);
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(waitpid(processes[i], &status, 0), processes[i]);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_uint_le(board->len, ARRIVALS);
}

/* Never more than may, and permits come back: some are used in each window. */
START_TEST(test_processes)
{
	run(0);
	ck_assert_uint_le(worst(), LIMIT);
	ck_assert_uint_ge(board->len, 2 * LIMIT);
}
END_TEST

/* The same of processes that are killed: what they had comes back with their leases. */
START_TEST(test_killed_processes)
{
	struct pg_limiters *limiters;
	struct iqm_limiter l;

	run(60);
	ck_assert_uint_le(worst(), LIMIT);
	ck_assert_int_eq(
		iqm_pg_limiters_open(&limiters, pg_url(), &iqm_system_clock, SPAN_MS, NULL), 0);
	ck_assert_int_eq(iqm_pg_limiters_get(limiters, name, &l), 0);
	pause_ms(CALL_MS + 1000 + SPAN_MS + 5000 /* a place in the queue */);
	for (int i = 0; i < LIMIT; i++) {
		struct iqm_permit permit = { .limit = LIMIT, .timeout_ms = 10000 };

		ck_assert_int_eq(l.acquire(l.context, &permit), 0);
	}
	iqm_pg_limiters_close(limiters);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("hosts");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_processes);
	tcase_add_test(tcase, test_killed_processes);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

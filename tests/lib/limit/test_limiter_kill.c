/* SPDX-License-Identifier: MIT */
/*
 * Processes that share a file, in virtual time, and are killed at it. Time stands still while one
 * of them runs: the parent lets it jump once all wait.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "support/limiter_fixture.h"
#include "support/suite.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHILDREN 8
#define TIMEOUT_MS 4000
#define LATENCY_MS 300
#define ASK_AGAIN_MS 300
#define KILLS 200

#define DIE 'd' /* what the parent writes to a child that waits; else: go on */

enum stage { WAITING, TAKING, HOLDING, GIVING, STAGES };

/* What all processes see. */
struct board {
	int64_t now;
	size_t len;
	int64_t arrivals[SIM_ARRIVALS]; /* 0: its process was killed in between */
	struct {
		int64_t wake;
		enum stage stage;
	} children[CHILDREN];
};

struct child {
	pid_t pid;
	int up, down; /* pipes: "I wait", and "go on" */
	bool running;
	bool doomed;
};

static struct board *board;
static struct child children[CHILDREN];
static char path[64];

/* ---- a child ------------------------------------------------------------------------------ */

static int self, to_parent, from_parent;
static bool dying;      /* in the next take or give, or else in the next wait */
static int64_t take_ns; /* how long the quickest take took: one is to die within it */

static int64_t real_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* The kernel kills this process soon, wherever it is then. */
static void die_soon(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
	struct itimerspec soon = { .it_value.tv_nsec = (long)(1 + rand() % (2 * take_ns + 1)) };
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &soon, NULL))
		_exit(4);
}

static int64_t child_now(void *context)
{
	(void)context;
	return __atomic_load_n(&board->now, __ATOMIC_ACQUIRE);
}

static void child_wait(void *context, long ms)
{
	char byte;

	__atomic_store_n(&board->children[self].wake, child_now(context) + (ms > 0 ? ms : 1),
			 __ATOMIC_RELEASE);
	if (write(to_parent, "w", 1) != 1 || read(from_parent, &byte, 1) != 1)
		_exit(1);
	dying = byte == DIE;
}

static void enter(enum stage stage)
{
	__atomic_store_n(&board->children[self].stage, stage, __ATOMIC_RELEASE);
	if (dying && (stage == TAKING || stage == GIVING))
		die_soon();
}

static void one_request(const struct iqm_limiter *l)
{
	int64_t began = real_ns();
	struct iqm_permit permit = { .limit = LIMIT, .timeout_ms = TIMEOUT_MS };
	long wait;

	enter(TAKING);
	wait = l->acquire(l->context, &permit);
	began = real_ns() - began;
	take_ns = !take_ns || began < take_ns ? began : take_ns;
	if (wait < 0)
		_exit(2);
	enter(wait ? WAITING : HOLDING);
	if (wait) {
		child_wait(NULL, permit.sure || wait < ASK_AGAIN_MS ? wait : ASK_AGAIN_MS);
		return;
	}
	child_wait(NULL, rand() % LATENCY_MS);
	board->arrivals[__atomic_fetch_add(&board->len, 1, __ATOMIC_ACQ_REL)] = board->now;
	child_wait(NULL, rand() % LATENCY_MS);
	enter(GIVING);
	l->release(l->context, permit.id, true);
}

static void be_child(void)
{
	struct iqm_clock clock = { .now_ms = child_now,
				   .realtime_ms = child_now,
				   .wait_ms = child_wait };
	struct iqm_limiter limiter;

	srand((unsigned)getpid());
	if (iqm_limiter_file_open(&limiter, &clock, &limiter_logger, path, NULL))
		_exit(3);
	for (;;)
		one_request(&limiter);
}

/* ---- the parent --------------------------------------------------------------------------- */

static void start(int i)
{
	int up[2], down[2];

	ck_assert_int_eq(pipe(up), 0);
	ck_assert_int_eq(pipe(down), 0);
	children[i] = (struct child){ .up = up[0], .down = down[1], .running = true };
	children[i].pid = fork();
	if (!children[i].pid) {
		self = i;
		to_parent = up[1];
		from_parent = down[0];
		close(up[0]);
		close(down[1]);
		be_child();
	}
	ck_assert_int_gt(children[i].pid, 0); /* not in a child: it is killed as it writes */
	close(up[1]);
	close(down[0]);
}

static void end(int i)
{
	kill(children[i].pid, SIGKILL);
	ck_assert_int_eq(waitpid(children[i].pid, NULL, 0), children[i].pid);
	close(children[i].up);
	close(children[i].down);
}

/* Until all wait. Counts by stage those that were to die, and starts others for them. */
static void settle(int killed[STAGES])
{
	char byte;

	for (int i = 0; i < CHILDREN; i++) {
		ssize_t len = children[i].running ? read(children[i].up, &byte, 1) : 1;

		if (children[i].doomed) {
			end(i);
			killed[board->children[i].stage]++;
			start(i);
			len = read(children[i].up, &byte, 1);
		}
		ck_assert_int_eq(len, 1);
		children[i].running = false;
	}
}

/* Rarely in one of the many waits, often around a request: some kills in each minute. */
static bool is_doomed(enum stage before)
{
	return rand() % (before == HOLDING ? 8 : 200) == 0;
}

/* Time jumps to the first that is due; all that are go on, or to their death. */
static void step(bool kill_some)
{
	int64_t next = INT64_MAX;

	for (int i = 0; i < CHILDREN; i++)
		if (board->children[i].wake < next)
			next = board->children[i].wake;
	__atomic_store_n(&board->now, next, __ATOMIC_RELEASE);
	for (int i = 0; i < CHILDREN; i++) {
		struct child *c = &children[i];

		if (board->children[i].wake > next)
			continue;
		c->running = true;
		c->doomed = kill_some && is_doomed(board->children[i].stage);
		ck_assert_int_eq(write(c->down, c->doomed ? "d" : "g", 1), 1);
	}
}

static void open_board(void)
{
	board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	ck_assert(board != MAP_FAILED);
	board->now = 1700000000000;
	limiter_path(path);
	for (int i = 0; i < CHILDREN; i++)
		start(i);
	settle(NULL);
}

static void close_board(void)
{
	for (int i = 0; i < CHILDREN; i++)
		end(i);
	limiter_remove(path);
	munmap(board, sizeof(*board));
}

/* Sorts; gives how many arrivals are known. */
static size_t known_arrivals(void)
{
	size_t len = 0;

	for (size_t i = 0; i < board->len; i++)
		if (board->arrivals[i])
			board->arrivals[len++] = board->arrivals[i];
	return len;
}

START_TEST(test_eight_processes)
{
	const int64_t span = 15 * (int64_t)IQM_RATE_WINDOW_MS;
	size_t len;

	open_board();
	while (board->now < 1700000000000 + span + 1000) {
		step(false);
		settle(NULL);
	}
	len = known_arrivals();
	ck_assert_uint_le(sim_worst(board->arrivals, len), LIMIT);
	ck_assert_double_ge(sim_used(board->arrivals, len, span, LIMIT), 0.95);
	close_board();
}
END_TEST

START_TEST(test_killed_processes)
{
	int killed[STAGES] = { 0 };
	int64_t minutes;
	size_t len;

	open_board();
	srand(1);
	while (killed[WAITING] + killed[TAKING] + killed[HOLDING] + killed[GIVING] < KILLS) {
		step(true);
		settle(killed);
	}
	ck_assert_int_ge(killed[TAKING] + killed[HOLDING] + killed[GIVING], KILLS / 2);
	ck_assert_int_gt(killed[TAKING], 0);
	ck_assert_int_gt(killed[HOLDING], 0);
	minutes = (board->now - 1700000000000) / IQM_RATE_WINDOW_MS;
	len = known_arrivals();
	ck_assert_int_ge(minutes, 5);
	ck_assert_uint_le(sim_worst(board->arrivals, len), LIMIT);
	/* A permit of a killed one comes back when its lease ends: the others go on. */
	ck_assert_uint_ge(len, (size_t)minutes * LIMIT / 2);
	close_board();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("kills");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_eight_processes);
	tcase_add_test(tcase, test_killed_processes);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

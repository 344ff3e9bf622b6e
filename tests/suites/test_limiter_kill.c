/* SPDX-License-Identifier: MIT */
/*
 * Processes that share a file, in virtual time, and are killed at it. Time stands still while one
 * of them runs: the parent lets it jump once all wait.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "test_limiter.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHILDREN 8
#define LEASE_MS 5000
#define LATENCY_MS 300
#define KILLS 200

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
};

static struct board *board;
static struct child children[CHILDREN];
static char path[64];

/* ---- a child ------------------------------------------------------------------------------ */

static int self, to_parent, from_parent;

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
}

static void enter(enum stage stage)
{
	__atomic_store_n(&board->children[self].stage, stage, __ATOMIC_RELEASE);
}

static void one_request(const struct iqm_limiter *l)
{
	int slot;
	bool sure;
	long wait;

	enter(TAKING);
	wait = l->take(l->context, LIMIT, LEASE_MS, &slot, &sure);
	if (wait < 0)
		_exit(2);
	enter(wait ? WAITING : HOLDING);
	if (wait) {
		child_wait(NULL, sure || wait < 100 ? wait : 100);
		return;
	}
	child_wait(NULL, rand() % LATENCY_MS);
	board->arrivals[__atomic_fetch_add(&board->len, 1, __ATOMIC_ACQ_REL)] = board->now;
	child_wait(NULL, rand() % LATENCY_MS);
	enter(GIVING);
	l->give(l->context, slot, true);
}

static void be_child(void)
{
	struct iqm_clock clock = { child_now, child_now, child_wait, NULL };
	struct iqm_limiter limiter;

	srand((unsigned)getpid());
	if (iqm_limiter_file_open(&limiter, &clock, path, NULL))
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
	ck_assert_int_ge(children[i].pid, 0);
	if (!children[i].pid) {
		self = i;
		to_parent = up[1];
		from_parent = down[0];
		close(up[0]);
		close(down[1]);
		be_child();
	}
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

/* Until all wait. */
static void settle(void)
{
	char byte;

	for (int i = 0; i < CHILDREN; i++) {
		if (children[i].running)
			ck_assert_int_eq(read(children[i].up, &byte, 1), 1);
		children[i].running = false;
	}
}

/* Time jumps to the first that is due; all that are go on. Returns one of them. */
static int step(void)
{
	int64_t next = INT64_MAX;
	int due = 0;

	for (int i = 0; i < CHILDREN; i++)
		if (board->children[i].wake < next)
			next = board->children[i].wake;
	__atomic_store_n(&board->now, next, __ATOMIC_RELEASE);
	for (int i = 0; i < CHILDREN; i++) {
		if (board->children[i].wake > next)
			continue;
		due = i;
		children[i].running = true;
		ck_assert_int_eq(write(children[i].down, "g", 1), 1);
	}
	return due;
}

static void spin_us(long us)
{
	struct timespec t;
	int64_t until;

	clock_gettime(CLOCK_MONOTONIC, &t);
	until = t.tv_sec * INT64_C(1000000000) + t.tv_nsec + us * 1000;
	do
		clock_gettime(CLOCK_MONOTONIC, &t);
	while (t.tv_sec * INT64_C(1000000000) + t.tv_nsec < until);
}

/* Returns where it was. */
static enum stage kill_and_restart(int i)
{
	enum stage stage;

	spin_us(rand() % 80);
	end(i);
	stage = board->children[i].stage;
	start(i);
	return stage;
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
	settle();
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
	const int64_t span = 15 * (int64_t)IQM_WINDOW_MS;
	size_t len;

	open_board();
	while (board->now < 1700000000000 + span + 1000) {
		step();
		settle();
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
	for (int kills = 0; kills < KILLS;) {
		int due = step();

		if (rand() % 8 == 0) {
			killed[kill_and_restart(due)]++;
			kills++;
		}
		settle();
	}
	ck_assert_int_gt(killed[TAKING], 0);
	ck_assert_int_gt(killed[HOLDING], 0);
	minutes = (board->now - 1700000000000) / IQM_WINDOW_MS;
	len = known_arrivals();
	ck_assert_uint_le(sim_worst(board->arrivals, len), LIMIT);
	/* A slot of a killed one comes back when its lease ends: the others go on. */
	ck_assert_uint_ge(len, (size_t)minutes * LIMIT / 2);
	close_board();
}
END_TEST

TCase *limiter_kill_case(void)
{
	TCase *tcase = tcase_create("kills");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_eight_processes);
	tcase_add_test(tcase, test_killed_processes);
	return tcase;
}

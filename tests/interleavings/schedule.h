/* SPDX-License-Identifier: MIT */
/*
 * Two processes in one: each is a coroutine with an open file description of its own for all it
 * opens, so that locks exclude it as they do a process. It stops before each step, a call of the
 * system that other processes can notice; a schedule says who goes on, or is killed.
 */
#ifndef TESTS_INTERLEAVINGS_SCHEDULE_H
#define TESTS_INTERLEAVINGS_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROCESSES 2
#define MOST_STEPS 400 /* of one schedule */

/* What a process is about to do. A sync is no step: who reads after it reads the same before. */
enum step {
	STEP_START = 0,
	STEP_LOCK,   /* a byte */
	STEP_UNLOCK, /* a byte */
	STEP_ASK_LOCK,
	STEP_READ,  /* a file, or which files there are */
	STEP_WRITE, /* to the end of a file */
	STEP_CUT,
	STEP_NAME, /* a file is made, or gets another name */
	STEP_SEND
};

/* What is decided at each step: a process goes on, or is killed, or in the middle of a write. */
enum act { ACT_RUN = 0, ACT_KILL, ACT_TEAR };

/*
 * A path through the tree of all schedules: which choice was made, of how many. Of two steps that
 * do not notice each other one order is left out, as sleep sets do (Godefroid, 1996).
 */
struct path {
	size_t len;
	unsigned char choice[MOST_STEPS];
	unsigned char choices[MOST_STEPS];
	char text[MOST_STEPS * 24]; /* what was done, for people */
};

#define ANY_SWITCHES -1

/* Runs both processes to their ends, by the path as far as it goes, and by first choices from
 * there on, which it appends. Each calls `body` with its number. So often at most, or ANY_SWITCHES,
 * one goes on before the other has ended or waits; with a number no order is left out. Gives how
 * many were killed; -1: what is left would be another schedule in another order. */
int schedule_run(struct path *path, int switches_at_most, void (*body)(int process));
/* Moves on to the next path; false: that was the last one. */
bool schedule_next(struct path *path);

/* ---- for calls of the system (system.c), and the transport ----------------------------------- */

#define ALL_NAMES INT64_C(-1) /* for a step that reads or changes which files there are */

/* Stops the process until it may take the step; `what` it touches: the byte that is locked, or the
 * file. True: it is to be killed in the middle of it. */
bool schedule_step(enum step step, int64_t what);
/* The process waits for a lock. */
void schedule_wait(void);
/* The number of the process that runs; -1: none, it is the scheduler or what is around it. */
int schedule_current(void);
/* Ends the process where it is. */
void schedule_die(void) __attribute__((noreturn));

/* ---- system.c -------------------------------------------------------------------------------- */

/* What is opened outside of processes is that one's; -1: nobody's. */
void system_opens_for(int process);
/* Closes all that a process has open. */
void system_close_all(int process);

#endif

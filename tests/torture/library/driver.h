/* SPDX-License-Identifier: MIT */
/* Makes the runs of a task, each in a process of its own, and compares them with the bill. */
#ifndef TESTS_TORTURE_DRIVER_H
#define TESTS_TORTURE_DRIVER_H

#include "torture.h"

/* A run that is to be made, and what became of it: shared with its process. */
struct trial {
	struct failure failure;
	int ended; /* as wait() says, where it ended its process */
	bool done; /* it came to its end, and has filled in the rest */
	bool opened, connected;
	bool buys_once;   /* also with what was called after it */
	int bought_again; /* by that */
	char struck[32];
	char fault[300]; /* what it saw itself; "": nothing */
	long counts[FAIL_CLASSES];
	struct result result;
};

/* How many failures to make. */
struct plan {
	long failures; /* of a class, at most, spread evenly; 0: all, with each of their errors */
	int at_a_time; /* processes */
	bool shows;    /* stacks, and what is not freed */
	struct trial one; /* with `shows`: the only one */
};

struct totals {
	long runs, faults, struck, unknown;
	long calls[FAIL_CLASSES];
};

/* Adds to the totals, and prints a line. */
void task_torture(const struct task *task, const struct sandbox *sandbox, const struct plan *plan,
		  struct totals *totals);

/* ---- child.c --------------------------------------------------------------------------------- */

/* What all runs of a task have. */
struct stage {
	const struct task *task;
	const struct sandbox *sandbox;
	const char *token;
	int64_t spare;  /* the first of the reports that can be deleted */
	char *clean[2]; /* what clean runs gave; NULL: they are being made */
	bool shows;
};

/* In a process of its own: makes the run, and fills in the trial. `values`, where it is not NULL,
 * gets what came. */
void child_run(const struct stage *stage, size_t number, struct trial *trial, char *values);
/* The same without a failure, in this process, so that what is made once is made. */
void child_warm(const struct stage *stage, size_t number);

/* ---- bill.c ---------------------------------------------------------------------------------- */

/* Fills in what the sandbox saw of the trials. */
void bill_read(struct control *control, struct trial *trials, size_t len);
/* Why a trial is at fault; NULL: it is not. */
const char *bill_fault(const struct trial *trial);

#endif

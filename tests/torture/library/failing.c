/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* backtrace_symbols_fd() with names */
#include "failing.h"

#include <execinfo.h>
#include <stdio.h>
#include <unistd.h>

#define DEPTH 24

bool failing_shows;

static struct failure failure;
static bool on;
static long counts[FAIL_CLASSES];
static const char *struck;
static _Thread_local int paused;

void failing_begin(const struct failure *what)
{
	failure = *what;
	struck = NULL;
	for (int i = 0; i < FAIL_CLASSES; i++)
		counts[i] = 0;
	memory_watch();
	__atomic_store_n(&on, true, __ATOMIC_SEQ_CST);
}

void failing_end(void)
{
	__atomic_store_n(&on, false, __ATOMIC_SEQ_CST);
}

long failing_count(enum fail_class class)
{
	return counts[class];
}

const char *failing_struck(void)
{
	return struck;
}

void failing_pause(void)
{
	paused++;
}

void failing_resume(void)
{
	paused--;
}

bool failing_counts(void)
{
	return __atomic_load_n(&on, __ATOMIC_SEQ_CST) && !paused;
}

void failing_show_stack(const char *why)
{
	void *stack[DEPTH];
	int depth;

	failing_pause();
	dprintf(STDERR_FILENO, "%s\n", why);
	depth = backtrace(stack, DEPTH);
	backtrace_symbols_fd(stack + 1, depth - 1, STDERR_FILENO);
	failing_resume();
}

/* The number of errors, which 0 ends. */
static unsigned number_of(const int *errors)
{
	unsigned n = 0;

	while (errors[n])
		n++;
	return n;
}

bool failing_fails(enum fail_class class, const char *name, const int *errors, int *error)
{
	long n;

	if (!failing_counts())
		return false;
	n = __atomic_fetch_add(&counts[class], 1, __ATOMIC_SEQ_CST);
	if (class != failure.class || failure.at < 0 ||
	    !(n == failure.at || (failure.forever && n > failure.at)))
		return false;
	if (error) /* what lasts is the first of them: the others are of one call */
		*error = errors[failure.forever ? 0 : failure.variant % number_of(errors)];
	if (!struck)
		struck = name;
	if (failing_shows)
		failing_show_stack(name);
	return true;
}

/* SPDX-License-Identifier: MIT */
/*
 * Calls that fail on demand. memory.c, libcurl.c and system.c define what the library, libcurl and
 * cJSON call; each asks here whether it is to fail.
 */
#ifndef TESTS_TORTURE_FAILING_H
#define TESTS_TORTURE_FAILING_H

#include <stdbool.h>
#include <stddef.h>

enum fail_class { FAIL_MEMORY = 0, FAIL_LIBCURL, FAIL_SYSTEM, FAIL_CLASSES };

/* Which call fails, from 0, and how. */
struct failure {
	enum fail_class class;
	long at;          /* negative: none, they are counted only */
	bool forever;     /* and all after it, of its class */
	unsigned variant; /* which of its errors */
};

/* From now on calls count, in every thread, and what is allocated is watched. */
void failing_begin(const struct failure *failure);
void failing_end(void);
/* How many there were of a class. */
long failing_count(enum fail_class class);
/* The one that failed; NULL: none. Its caller's stack, as addresses, in single runs. */
const char *failing_struck(void);
/* Stacks are printed. */
extern bool failing_shows;

/* What this thread does until it resumes is the test's own: it neither counts nor fails. */
void failing_pause(void);
void failing_resume(void);

/* ---- for those that define calls ------------------------------------------------------------ */

/* Whether calls of this thread count now. */
bool failing_counts(void);
/* Whether this call fails; *error, where it is not NULL, gets one of `errors`, which 0 ends. */
bool failing_fails(enum fail_class class, const char *name, const int *errors, int *error);
/* Prints who called, in single runs. */
void failing_show_stack(const char *why);

/* ---- memory.c ------------------------------------------------------------------------------- */

/* Whether malloc() is this program's; not under valgrind. */
bool memory_is_ours(void);
/* Forgets what was allocated so far. */
void memory_watch(void);
/* What was allocated since, and is not freed. */
size_t memory_live(void);
/* Shows it. */
void memory_show(void);

/* ---- system.c ------------------------------------------------------------------------------- */

/* Of the requests of this process since system_forget(): connections made, bytes given to them. */
void system_forget(void);
int system_connects(void);
/* Open descriptors. */
int system_descriptors(void);

#endif

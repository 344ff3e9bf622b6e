/* SPDX-License-Identifier: MIT */
/* The smallest HTTP server that keeps connections open, in a process of its own. */
#ifndef TESTS_BENCH_SERVER_H
#define TESTS_BENCH_SERVER_H

#include <stddef.h>
#include <sys/types.h>

struct bench_answer {
	const char *path; /* how a request's target starts */
	const char *body; /* JSON */
};

/*
 * Starts it on a free port of 127.0.0.1. It answers GET with the first of the `count` answers whose
 * path fits, and ends when this process does.
 */
pid_t bench_server_start(const struct bench_answer *answers, size_t count, int *port);
void bench_server_stop(pid_t pid);

#endif

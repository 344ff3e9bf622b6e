/* SPDX-License-Identifier: MIT */
/* Servers in processes of their own; the smallest one of HTTP that keeps connections open. */
#ifndef TESTS_BENCH_SERVER_H
#define TESTS_BENCH_SERVER_H

#include <stddef.h>
#include <sys/types.h>

/* Serves what connects to `listener`, for ever. */
typedef void bench_serve_fn(const void *context, int listener);

/* Runs it on a free port of 127.0.0.1, in a process that ends when this one does. */
pid_t bench_server_run(bench_serve_fn *serve, const void *context, int *port);
void bench_server_stop(pid_t pid);

struct bench_response {
	const char *path; /* how a request's target starts */
	const char *body; /* JSON */
};

/* Answers GET with the first of the `count` responses whose path fits. */
pid_t bench_server_start(const struct bench_response *responses, size_t count, int *port);

#endif

/* SPDX-License-Identifier: MIT */
/* A raw TCP server on loopback for tests: canned bytes out, every request kept as it came. */
#ifndef TESTS_WIRE_H
#define TESTS_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#define WIRE_CLOSE 1u  /* close the connection after this step */
#define WIRE_SILENT 2u /* keep it open, and never respond on it */
#define WIRE_EAGER 4u  /* respond before the request is read; then read it */
#define WIRE_RESET 8u  /* close it with a RST */
#define WIRE_GONE 16u  /* first stop listening, then close it */
#define WIRE_DRIP 32u  /* the response byte by byte, each after `pause_ms` */
#define WIRE_DEAF 64u  /* read nothing, send nothing */

/* What happens with one request of a connection; zeroed: read it, send nothing, go on. */
struct wire_step {
	const char *response; /* NULL: none */
	size_t len;           /* 0: strlen(response) */
	unsigned flags;
	long pause_ms; /* before the response */
};

/* One connection: step after step, the last one again for each further request. */
struct wire_script {
	const struct wire_step *steps;
	size_t len;
};

#define WIRE_STEPS(array)                                                                          \
	{                                                                                          \
		(array), sizeof(array) / sizeof((array)[0])                                        \
	}

struct wire;

/*
 * Starts a server: connection n, counted from 0, follows scripts[n], later ones the last script.
 * The scripts must outlive it. NULL if it cannot listen.
 */
struct wire *wire_start(const struct wire_script *scripts, size_t count);
/* The same with one step for every request. */
struct wire *wire_start_step(const struct wire_step *step);
/* Closes all connections, waits for the threads, and frees everything. */
void wire_stop(struct wire *w);

int wire_port(const struct wire *w);
const char *wire_url(const struct wire *w); /* "http://127.0.0.1:PORT" */

/* No response leaves before this many requests have come in. */
void wire_hold(struct wire *w, size_t requests);

/* Whole requests, and connections accepted, so far. */
size_t wire_requests(struct wire *w);
size_t wire_connections(struct wire *w);
/* Requests that start with these bytes: wire_count(w, "POST "). */
size_t wire_count(struct wire *w, const char *start_with);
/* The bytes of request n, NUL-terminated, until wire_stop(); "" if there is none. */
const char *wire_request(struct wire *w, size_t n, size_t *len);

#endif

/* SPDX-License-Identifier: MIT */
/* A raw server with libcurl's transport to reach it, and calls on that. */
#ifndef TESTS_RIG_H
#define TESTS_RIG_H

#include "support/wire.h"

#include "http/http.h"

#include <check.h>

#define OK_TEXT "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define RIG_MAX_BODY ((size_t)64 * 1024)

struct rig {
	struct wire *wire;
	struct iqm_transport transport;
};

struct iqm_transport rig_transport(bool allow_http);
struct rig rig_of(const struct wire_script *scripts, size_t count);
struct rig rig_step(const struct wire_step *step);
struct rig rig_response(const char *response, unsigned flags);
void rig_end(struct rig *r);

/* One call. Its fields may be changed before rig_go(); the response is freed by trip_end(). */
struct trip {
	struct iqm_http_request rq;
	struct iqm_http_response response;
	char url[256];
};

struct trip trip_to(const char *base, const char *method, const char *path);
struct trip trip_of(const struct rig *r, const char *method, const char *path);
int rig_go(const struct rig *r, struct trip *t);
void trip_end(struct trip *t);

/* A call that must end with 200 "ok", and one of which only the status matters. */
void rig_go_ok(const struct rig *r, const char *method, bool fresh);
int rig_go_status(const struct rig *r, const char *method, bool fresh);

long long rig_ms(void); /* now */

/* The suite's further parts, each in a file of its name. */
void add_http_wait_tests(Suite *suite);
void add_http_file_tests(Suite *suite);

#endif

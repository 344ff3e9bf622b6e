/* SPDX-License-Identifier: MIT */
/* A raw server with libcurl's transport to reach it, and calls on that. */
#ifndef TESTS_TRANSPORT_FIXTURE_H
#define TESTS_TRANSPORT_FIXTURE_H

#include "support/wire.h"

#include "http/http.h"

#include <check.h>

#define OK_TEXT "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
extern const char *const transport_request_ids[];

#define FIXTURE_MAX_BODY ((size_t)64 * 1024)

struct fixture {
	struct wire *wire;
	struct iqm_transport transport;
};

struct iqm_transport fixture_transport(bool allow_http);
struct fixture fixture_open(const struct wire_script *scripts, size_t count);
struct fixture fixture_open_step(const struct wire_step *step);
struct fixture fixture_open_response(const char *response, unsigned flags);
void fixture_close(struct fixture *r);

/* One call. Its fields may be changed before fixture_perform(); the response is freed by
 * request_close(). */
struct request {
	struct iqm_http_request rq;
	struct iqm_http_response response;
	char url[256];
};

struct request request_to(const char *base, const char *method, const char *path);
struct request request_of(const struct fixture *r, const char *method, const char *path);
int fixture_perform(const struct fixture *r, struct request *t);
void request_close(struct request *t);

/* A call that must end with 200 "ok", and one of which only the status matters. */
void fixture_perform_ok(const struct fixture *r, const char *method, bool fresh);
int fixture_perform_status(const struct fixture *r, const char *method, bool fresh);

long long fixture_now_ms(void); /* now */

/* The suite's further parts, each in a file of its name. */

#endif

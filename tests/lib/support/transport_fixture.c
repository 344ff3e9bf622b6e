/* SPDX-License-Identifier: MIT */
#include "support/transport_fixture.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct iqm_transport fixture_transport(bool allow_http)
{
	struct iqm_curl_options options = { .allow_http = allow_http };
	struct iqm_transport transport;
	struct iqm_error error = { 0 };

	ck_assert_msg(!iqm_curl_open(&transport, &options, &error), "%s", error.message);
	return transport;
}

struct fixture fixture_open(const struct wire_script *scripts, size_t count)
{
	struct fixture r = { wire_start(scripts, count), fixture_transport(false) };

	ck_assert_ptr_nonnull(r.wire);
	return r;
}

struct fixture fixture_open_step(const struct wire_step *step)
{
	struct fixture r = { wire_start_step(step), fixture_transport(false) };

	ck_assert_ptr_nonnull(r.wire);
	return r;
}

struct fixture fixture_open_response(const char *response, unsigned flags)
{
	struct wire_step step = { .response = response, .flags = flags };

	return fixture_open_step(&step);
}

void fixture_close(struct fixture *r)
{
	r->transport.close(r->transport.context);
	wire_stop(r->wire);
}

const char *const transport_request_ids[] = { "X-Request-Id", "x-correlation-id",
					      "X-Amzn-RequestId", NULL };

struct request request_to(const char *base, const char *method, const char *path)
{
	struct request t = { .rq = { .method = method, .timeout_ms = 20000 } };

	iqm_http_response_init(&t.response, FIXTURE_MAX_BODY, transport_request_ids);
	snprintf(t.url, sizeof(t.url), "%s%s", base, path);
	return t;
}

struct request request_of(const struct fixture *r, const char *method, const char *path)
{
	struct request t = request_to(wire_url(r->wire), method, path);

	if (!strcmp(method, "POST")) {
		t.rq.body = "{}";
		t.rq.body_len = 2;
	}
	return t;
}

int fixture_perform(const struct fixture *r, struct request *t)
{
	t->rq.url = t->url;
	return r->transport.perform(r->transport.context, &t->rq, &t->response);
}

void request_close(struct request *t)
{
	iqm_buf_free(&t->response.body);
}

void fixture_perform_ok(const struct fixture *r, const char *method, bool fresh)
{
	struct request t = request_of(r, method, "/");

	t.rq.fresh = fresh;
	ck_assert_msg(!fixture_perform(r, &t), "%s", t.response.reason);
	ck_assert_int_eq(t.response.status, 200);
	ck_assert_str_eq(t.response.body.data, "ok");
	request_close(&t);
}

int fixture_perform_status(const struct fixture *r, const char *method, bool fresh)
{
	struct request t = request_of(r, method, "/");
	int status;

	t.rq.fresh = fresh;
	status = fixture_perform(r, &t);
	request_close(&t);
	return status;
}

long long fixture_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

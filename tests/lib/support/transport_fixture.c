/* SPDX-License-Identifier: MIT */
#include "support/transport_fixture.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct iqm_transport rig_transport(bool allow_http)
{
	struct iqm_curl_options options = { .allow_http = allow_http };
	struct iqm_transport transport;
	struct iqm_error error = { 0 };

	ck_assert_msg(!iqm_curl_open(&transport, &options, &error), "%s", error.message);
	return transport;
}

struct rig rig_of(const struct wire_script *scripts, size_t count)
{
	struct rig r = { wire_start(scripts, count), rig_transport(false) };

	ck_assert_ptr_nonnull(r.wire);
	return r;
}

struct rig rig_step(const struct wire_step *step)
{
	struct rig r = { wire_start_step(step), rig_transport(false) };

	ck_assert_ptr_nonnull(r.wire);
	return r;
}

struct rig rig_response(const char *response, unsigned flags)
{
	struct wire_step step = { .response = response, .flags = flags };

	return rig_step(&step);
}

void rig_end(struct rig *r)
{
	r->transport.close(r->transport.context);
	wire_stop(r->wire);
}

struct trip trip_to(const char *base, const char *method, const char *path)
{
	struct trip t = { .rq = { .method = method, .timeout_ms = 20000 } };

	iqm_http_response_init(&t.response, RIG_MAX_BODY);
	snprintf(t.url, sizeof(t.url), "%s%s", base, path);
	return t;
}

struct trip trip_of(const struct rig *r, const char *method, const char *path)
{
	struct trip t = trip_to(wire_url(r->wire), method, path);

	if (!strcmp(method, "POST")) {
		t.rq.body = "{}";
		t.rq.body_len = 2;
	}
	return t;
}

int rig_go(const struct rig *r, struct trip *t)
{
	t->rq.url = t->url;
	return r->transport.perform(r->transport.context, &t->rq, &t->response);
}

void trip_end(struct trip *t)
{
	iqm_buf_free(&t->response.body);
}

void rig_go_ok(const struct rig *r, const char *method, bool fresh)
{
	struct trip t = trip_of(r, method, "/");

	t.rq.fresh = fresh;
	ck_assert_msg(!rig_go(r, &t), "%s", t.response.reason);
	ck_assert_int_eq(t.response.status, 200);
	ck_assert_str_eq(t.response.body.data, "ok");
	trip_end(&t);
}

int rig_go_status(const struct rig *r, const char *method, bool fresh)
{
	struct trip t = trip_of(r, method, "/");
	int status;

	t.rq.fresh = fresh;
	status = rig_go(r, &t);
	trip_end(&t);
	return status;
}

long long rig_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SPDX-License-Identifier: MIT */
/* libcurl's transport against a raw server: what is on the wire, and what is made of responses. */
#include "support/transport_fixture.h"
#include "support/suite.h"
#include "support/suite.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct wire_step ok = { .response = OK_TEXT };
static const struct wire_step drop = { .flags = WIRE_CLOSE };

static void expect_request(const struct fixture *r, size_t n, const char *line, const char *rest)
{
	char text[512];
	size_t len;
	const char *found = wire_request(r->wire, n, &len);

	snprintf(text, sizeof(text),
		 "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n%s",
		 line, wire_port(r->wire), rest);
	ck_assert_str_eq(found, text);
	ck_assert_uint_eq(len, strlen(text));
}

/* ---- requests on the wire ----------------------------------------------------------------- */

static const char *const headers[] = { "Authorization: Bearer t", "X-IAA-OW-ID: 42",
				       "Content-Type: application/json", NULL };

static void go_with(const struct fixture *r, const char *method, const char *path, const char *body)
{
	struct request t = request_of(r, method, path);

	t.rq.headers = headers;
	t.rq.body = body;
	t.rq.body_len = body ? strlen(body) : 0;
	ck_assert_msg(!fixture_perform(r, &t), "%s", t.response.reason);
	request_close(&t);
}

START_TEST(request_bytes)
{
	struct fixture r = fixture_open_step(&ok);

	go_with(&r, "GET", "/a/../b?s=%2Bname&x=", NULL);
	go_with(&r, "POST", "/p", "{\"a\":1}");
	go_with(&r, "DELETE", "/d/7", NULL);
	go_with(&r, "DELETE", "/d", "[1]");
	go_with(&r, "POST", "/empty", NULL);
	go_with(&r, "PUT", "/put", "{}");
	go_with(&r, "PATCH", "/patch", "{}");
	go_with(&r, "PATCH", "/nothing", NULL);
	expect_request(&r, 0, "GET /a/../b?s=%2Bname&x=",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\n\r\n");
	expect_request(&r, 1, "POST /p",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
	expect_request(&r, 2, "DELETE /d/7",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\n\r\n");
	expect_request(&r, 3, "DELETE /d",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]");
	expect_request(&r, 4, "POST /empty",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");
	expect_request(&r, 5, "PUT /put",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
	expect_request(&r, 6, "PATCH /patch",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
	expect_request(&r, 7, "PATCH /nothing",
		       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
		       "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");
	ck_assert_uint_eq(wire_connections(r.wire), 1);
	fixture_close(&r);
}
END_TEST

/* A path and query go out as they are, but for what libcurl makes of them. */
START_TEST(request_targets)
{
	static const char *const targets[][2] = {
		{ "/a?b=/../c?d", "/a?b=/../c?d" },
		{ "?a=/b", "/?a=/b" },
		{ "/a?b=1#c", "/a?b=1" },
		{ "/a?", "/a?" },
		{ "/a", "/a" },
	};
	struct fixture r = fixture_open_step(&ok);

	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		char line[64];

		snprintf(line, sizeof(line), "GET %s", targets[i][1]);
		go_with(&r, "GET", targets[i][0], NULL);
		expect_request(&r, i, line,
			       "Authorization: Bearer t\r\nX-IAA-OW-ID: 42\r\n"
			       "Content-Type: application/json\r\n\r\n");
	}
	fixture_close(&r);
}
END_TEST

START_TEST(nothing_of_a_call_is_there_for_the_next)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t;

	for (size_t i = 0; i < 2; i++) {
		go_with(&r, i ? "DELETE" : "POST", "/p", "{\"a\":1}");
		t = request_of(&r, "GET", "/g");
		ck_assert_int_eq(fixture_perform(&r, &t), 0);
		request_close(&t);
		expect_request(&r, 2 * i + 1, "GET /g", "\r\n");
	}
	t = request_of(&r, "POST", "/n");
	t.rq.headers = (const char *const[]){ "Content-Type: a/b", NULL };
	ck_assert_int_eq(fixture_perform(&r, &t), 0);
	request_close(&t);
	expect_request(&r, 4, "POST /n", "Content-Type: a/b\r\nContent-Length: 2\r\n\r\n{}");
	fixture_close(&r);
}
END_TEST

START_TEST(body_with_nul_and_large_body)
{
	struct fixture r = fixture_open_step(&ok);
	size_t size = (size_t)2 << 20;
	char *large = malloc(size);
	struct request t = request_of(&r, "POST", "/nul");
	const char *found;
	size_t len;

	ck_assert_ptr_nonnull(large);
	memset(large, 'x', size);
	t.rq.body = "a\0b";
	t.rq.body_len = 3;
	ck_assert_int_eq(fixture_perform(&r, &t), 0);
	request_close(&t);
	found = wire_request(r.wire, 0, &len);
	ck_assert(len > 3 && !memcmp(found + len - 3, "a\0b", 3));
	t = request_of(&r, "POST", "/large");
	t.rq.body = large;
	t.rq.body_len = size;
	ck_assert_int_eq(fixture_perform(&r, &t), 0);
	request_close(&t);
	found = wire_request(r.wire, 1, &len);
	ck_assert_ptr_null(strstr(found, "Expect:"));
	ck_assert(len > size && !memcmp(found + len - size, large, size));
	free(large);
	fixture_close(&r);
}
END_TEST

START_TEST(control_bytes_in_a_header)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t = request_of(&r, "GET", "/");

	t.rq.headers = (const char *const[]){ "X-A: b\r\nX-Evil: 1", NULL };
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_CONFIG);
	ck_assert(!t.response.sending);
	ck_assert_uint_eq(wire_connections(r.wire), 0);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

/* ---- connections -------------------------------------------------------------------------- */

START_TEST(connection_is_reused)
{
	struct fixture r = fixture_open_step(&ok);

	for (int i = 0; i < 5; i++)
		fixture_perform_ok(&r, i % 2 ? "POST" : "GET", false);
	ck_assert_uint_eq(wire_requests(r.wire), 5);
	ck_assert_uint_eq(wire_connections(r.wire), 1);
	fixture_close(&r);
}
END_TEST

START_TEST(fresh_is_a_new_connection)
{
	struct fixture r = fixture_open_step(&ok);

	fixture_perform_ok(&r, "GET", false);
	fixture_perform_ok(&r, "POST", true);
	ck_assert_uint_eq(wire_connections(r.wire), 2);
	fixture_perform_ok(&r, "GET", false);
	ck_assert_uint_eq(wire_connections(r.wire), 2);
	fixture_perform_ok(&r, "POST", true);
	ck_assert_uint_eq(wire_connections(r.wire), 3);
	fixture_close(&r);
}
END_TEST

START_TEST(server_that_closes_between_calls)
{
	struct fixture r = fixture_open_response(OK_TEXT, WIRE_CLOSE);

	for (int i = 0; i < 3; i++) {
		struct timespec pause = { 0, 20 * 1000 * 1000 }; /* for the FIN to come */

		fixture_perform_ok(&r, "POST", false);
		nanosleep(&pause, NULL);
	}
	ck_assert_uint_eq(wire_requests(r.wire), 3);
	ck_assert_uint_eq(wire_connections(r.wire), 3);
	fixture_close(&r);
}
END_TEST

/* The server answers one request, reads a second on the kept connection, and closes. */
static void lose_one(const char *method, unsigned flags)
{
	const struct wire_step first[] = { ok, { .flags = flags } };
	const struct wire_script scripts[] = { WIRE_STEPS(first), { &ok, 1 } };
	struct fixture r = fixture_open(scripts, 2);
	struct request t = request_of(&r, method, "/second?q=secret");

	fixture_perform_ok(&r, "GET", false);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert_uint_eq(wire_requests(r.wire), 2);
	ck_assert(t.response.sending);
	ck_assert_int_eq(t.response.status, 0);
	ck_assert_int_eq(t.response.curl_code, CURLE_GOT_NOTHING);
	ck_assert_str_eq(t.response.reason, "the connection closed before a response came; "
					    "nothing was sent a second time");
	request_close(&t);
	fixture_perform_ok(&r, "POST", false);
	ck_assert_uint_eq(wire_requests(r.wire), 3);
	fixture_close(&r);
}

START_TEST(lost_response_is_not_sent_again)
{
	lose_one("POST", WIRE_CLOSE);
	lose_one("GET", WIRE_CLOSE);
	lose_one("DELETE", WIRE_CLOSE);
	lose_one("POST", WIRE_RESET);
	lose_one("GET", WIRE_RESET);
}
END_TEST

#define STALE "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstale"

/* A repeated response, or an end, comes late on the kept connection. */
static const struct wire_step late[][2] = {
	{ { OK_TEXT, 0, 0, 0 }, { STALE, 0, WIRE_EAGER, 20 } },
	{ { OK_TEXT, 0, 0, 0 }, { "HTTP/1.1 ", 0, WIRE_EAGER, 20 } },
};

/* It is not taken for the next call's response, which is asked for on a new connection. */
START_TEST(what_waits_on_a_kept_connection)
{
	static const struct wire_step right[] = { { OK_TEXT, 0, 0, 0 } };
	const struct wire_script scripts[] = { { late[_i], 2 }, WIRE_STEPS(right) };
	const struct timespec pause = { 0, 100 * 1000000L };
	struct fixture r = fixture_open(scripts, 2);
	static const char *const methods[] = { "GET", "POST" };

	fixture_perform_ok(&r, "GET", false);
	nanosleep(&pause, NULL);
	for (size_t i = 0; i < 2; i++) {
		struct request t = request_of(&r, methods[i], "/");

		ck_assert_int_eq(fixture_perform(&r, &t), 0);
		ck_assert_str_eq(t.response.body.data, "ok");
		request_close(&t);
		ck_assert_uint_eq(wire_connections(r.wire), 2);
		ck_assert_uint_eq(wire_requests(r.wire), 2 + i);
	}
	fixture_close(&r);
}
END_TEST

/* Nor is another kept connection, on which as much may wait. */
START_TEST(what_waits_on_both_kept_connections)
{
	const struct wire_script scripts[] = { { late[0], 2 }, { late[0], 2 }, { &ok, 1 } };
	const struct timespec pause = { 0, 100 * 1000000L };
	struct fixture r = fixture_open(scripts, 3);

	fixture_perform_ok(&r, "GET", false);
	fixture_perform_ok(&r, "GET", true);
	nanosleep(&pause, NULL);
	fixture_perform_ok(&r, "GET", false);
	ck_assert_uint_eq(wire_connections(r.wire), 3);
	ck_assert_uint_eq(wire_requests(r.wire), 3);
	fixture_close(&r);
}
END_TEST

/* Where a body ends is said by its length or its chunks; else the connection's end may be a cut. */
START_TEST(how_a_body_ends)
{
	static const struct {
		const char *response;
		bool by_close;
		bool unread; /* later libcurl fail it: an unknown coding, or a short body */
	} ends[] = {
		{ OK_TEXT, false, false },
		{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
		  false, false },
		{ "HTTP/1.1 204 No\r\n\r\n", false, false },
		{ "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", false, false },
		{ "HTTP/1.1 403 No\r\n\r\n{\"succ", true, false },
		{ "HTTP/1.0 429 No\r\n\r\n", true, false },
		{ "HTTP/1.1 403 No\r\nTransfer-Encoding: identity\r\n\r\nhalf", true, false },
		{ "HTTP/1.1 403 No\r\nTransfer-Encoding:\r\nContent-Length: 9\r\n\r\nhalf", true,
		  true },
		{ "HTTP/1.1 403 No\r\nTransfer-Encoding: gzip\r\n\r\n", true, true },
		{ "HTTP/1.1 403 No\r\nTransfer-Encoding: x-chunked\r\n\r\n", true, true },
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct fixture r = fixture_open_response(ends[i].response, WIRE_CLOSE);
		struct request t = request_of(&r, "POST", "/");
		int err = fixture_perform(&r, &t);

		ck_assert_msg(!err || (ends[i].unread && err == IQM_E_NETWORK), "%s",
			      ends[i].response);
		ck_assert_msg(err || t.response.ends_by_close == ends[i].by_close, "%s",
			      ends[i].response);
		request_close(&t);
		fixture_close(&r);
	}
}
END_TEST

static int refuse_to_send(void *context)
{
	++*(int *)context;
	return IQM_E_JOURNAL;
}

/* Connected, on a new connection and on one that is kept: no byte leaves. */
START_TEST(refused_right_before_it_is_sent)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t;
	int asked = 0;

	if (_i)
		fixture_perform_ok(&r, "GET", false);
	t = request_of(&r, "POST", "/");
	t.response.on_sending = refuse_to_send;
	t.response.sending_context = &asked;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_JOURNAL);
	ck_assert_int_eq(asked, 1);
	ck_assert(!t.response.sending);
	ck_assert_str_eq(t.response.reason, "stopped before it was sent");
	request_close(&t);
	fixture_perform_ok(&r, "GET", false);
	ck_assert_uint_eq(wire_count(r.wire, "POST "), 0);
	fixture_close(&r);
}
END_TEST

#define TOO_LONG 8000001 /* libcurl takes no text that is longer than 8000000 bytes */

/* What went wrong is this call's, not the one's before it on the same handle. */
START_TEST(reason_of_the_call_before)
{
	struct fixture r =
		fixture_open_response("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", WIRE_CLOSE);
	struct request t = request_of(&r, "GET", "/");
	char *method = calloc(1, TOO_LONG + 1);

	ck_assert_ptr_nonnull(method);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert_ptr_nonnull(strstr(t.response.reason, "9 bytes remaining"));
	request_close(&t);
	memset(method, 'X', TOO_LONG);
	t = request_of(&r, method, "/");
	ck_assert_int_ne(fixture_perform(&r, &t), 0);
	ck_assert_str_eq(t.response.reason, curl_easy_strerror(CURLE_BAD_FUNCTION_ARGUMENT));
	ck_assert_uint_eq(wire_requests(r.wire), 1);
	request_close(&t);
	free(method);
	fixture_close(&r);
}
END_TEST

START_TEST(lost_response_and_no_server_any_more)
{
	const struct wire_step first[] = { ok, { .flags = WIRE_GONE } };
	const struct wire_script script = WIRE_STEPS(first);
	struct fixture r = fixture_open(&script, 1);
	struct request t = request_of(&r, "POST", "/");

	fixture_perform_ok(&r, "GET", false);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert(t.response.sending);
	ck_assert_int_eq(t.response.curl_code, CURLE_GOT_NOTHING);
	ck_assert_ptr_nonnull(strstr(t.response.reason, "nothing was sent a second time"));
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static void *one_ok(void *context)
{
	fixture_perform_ok(context, "GET", false);
	return NULL;
}

/* Eight idle connections, each of which the server closes once it has read another request. */
static void eight_dead(bool fresh)
{
	const struct wire_step dying[] = { ok, drop };
	const struct wire_script d = WIRE_STEPS(dying);
	const struct wire_script scripts[] = { d, d, d, d, d, d, d, d, { &drop, 1 } };
	struct fixture r = fixture_open(scripts, 9);
	pthread_t threads[8];

	wire_hold(r.wire, 8);
	for (int i = 0; i < 8; i++)
		ck_assert(!pthread_create(&threads[i], NULL, one_ok, &r));
	for (int i = 0; i < 8; i++)
		pthread_join(threads[i], NULL);
	ck_assert_uint_eq(wire_connections(r.wire), 8);
	ck_assert_int_eq(fixture_perform_status(&r, "POST", fresh), IQM_E_NETWORK);
	ck_assert_uint_eq(wire_requests(r.wire), 9);
	ck_assert_uint_eq(wire_count(r.wire, "POST "), 1);
	if (fresh)
		ck_assert_uint_eq(wire_connections(r.wire), 9);
	fixture_close(&r);
}

START_TEST(eight_dead_connections)
{
	eight_dead(true);
	eight_dead(false);
}
END_TEST

static void *fifty_ok(void *context)
{
	for (int i = 0; i < 50; i++)
		fixture_perform_ok(context, i % 3 ? "GET" : "POST", false);
	return NULL;
}

START_TEST(eight_threads)
{
	struct fixture r = fixture_open_step(&ok);
	pthread_t threads[8];

	for (int i = 0; i < 8; i++)
		ck_assert(!pthread_create(&threads[i], NULL, fifty_ok, &r));
	for (int i = 0; i < 8; i++)
		pthread_join(threads[i], NULL);
	ck_assert_uint_eq(wire_requests(r.wire), 400);
	ck_assert_uint_le(wire_connections(r.wire), 8);
	fixture_close(&r);
}
END_TEST

START_TEST(forked_child_has_its_own_connection)
{
	struct fixture r = fixture_open_step(&ok);
	pid_t child;

	fixture_perform_ok(&r, "GET", false);
	child = fork();
	if (!child) {
		fixture_perform_status(&r, "GET", false);
		r.transport.close(r.transport.context);
		execl("/bin/sh", "sh", "-c", ":", (char *)NULL); /* an end without exit handlers */
		abort();
	}
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	ck_assert_uint_eq(wire_requests(r.wire), 2);
	ck_assert_uint_eq(wire_connections(r.wire), 2);
	fixture_perform_ok(&r, "GET", false);
	ck_assert_uint_eq(wire_connections(r.wire), 2);
	fixture_close(&r);
}
END_TEST

/* ---- responses ---------------------------------------------------------------------------- */

static void expect_response(const char *wire, unsigned flags, long status, const char *body)
{
	struct fixture r = fixture_open_response(wire, flags);

	for (int i = 0; i < 2; i++) {
		struct request t = request_of(&r, "GET", "/");

		ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
		ck_assert_int_eq(t.response.status, status);
		ck_assert_str_eq(t.response.body.data ? t.response.body.data : "", body);
		ck_assert_uint_eq(t.response.body.len, strlen(body));
		ck_assert_str_eq(t.response.reason, "");
		request_close(&t);
	}
	fixture_close(&r);
}

START_TEST(kinds_of_responses)
{
	expect_response("HTTP/1.1 204 No Content\r\n\r\n", 0, 204, "");
	expect_response("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0, 200, "");
	expect_response("HTTP/1.1 422\r\nContent-Length: 1\r\n\r\nx", 0, 422, "x");
	expect_response("HTTP/1.0 200 OK\r\n\r\nold", WIRE_CLOSE, 200, "old");
	expect_response("HTTP/1.1 500 Oh\r\nConnection: close\r\n\r\nuntil the end", WIRE_CLOSE,
			500, "until the end");
	expect_response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
			"2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nTrailer: 1\r\n\r\n",
			0, 200, "abcde");
	expect_response("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n"
			"HTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nc",
			0, 201, "c");
	expect_response("HTTP/1.1 200 OK\nContent-Length: 1\n\nn", 0, 200, "n");
	/* A header that looks like a status line is none. */
	expect_response("HTTP/1.1 429 Slow\r\nHTTP/1.1 200: OK\r\nContent-Length: 0\r\n\r\n", 0,
			429, "");
}
END_TEST

static struct request headers_of(const char *wire)
{
	struct fixture r = fixture_open_response(wire, 0);
	struct request t = request_of(&r, "GET", "/");

	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	request_close(&t);
	fixture_close(&r);
	return t;
}

START_TEST(headers_that_are_kept)
{
	struct request t;

	t = headers_of("HTTP/1.1 200 OK\r\ncontent-TYPE:  application/json; charset=utf-8 \r\n"
		       "x-amzn-requestid: amzn\r\nX-CORRELATION-ID: corr\r\n"
		       "X-Request-Id: first\r\nX-Request-Id: second\r\nContent-Length: 0\r\n\r\n");
	ck_assert_str_eq(t.response.content_type, "application/json; charset=utf-8");
	ck_assert_str_eq(t.response.request_id, "first");
	t = headers_of("HTTP/1.1 200 OK\r\nX-Amzn-RequestId: amzn\r\nX-Request-Idx: no\r\n"
		       "Content-Length: 0\r\n\r\n");
	ck_assert_str_eq(t.response.request_id, "amzn");
	ck_assert_str_eq(t.response.content_type, "");
	t = headers_of("HTTP/1.1 200 OK\r\nX-Correlation-Id: a\tb\x1b[1m\r\n"
		       "x-amzn-requestid: amzn\r\nContent-Length: 0\r\n\r\n");
	ck_assert_str_eq(t.response.request_id, "a?b?[1m");
	t = headers_of("HTTP/1.1 200 OK\r\nX-Trace: of another API\r\nContent-Length: 0\r\n\r\n");
	ck_assert_str_eq(t.response.request_id, "");
	/* Neither of an interim response nor of a trailer. */
	t = headers_of("HTTP/1.1 100 Continue\r\nX-Request-Id: no\r\n\r\n"
		       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x\r\n\r\n"
		       "0\r\nX-Request-Id: late\r\nContent-Type: late\r\n\r\n");
	ck_assert_str_eq(t.response.request_id, "");
	ck_assert_str_eq(t.response.content_type, "");
	t = headers_of("HTTP/1.1 200 OK\r\nX-Request-Id: "
		       "0123456789012345678901234567890123456789012345678901234567890123456789"
		       "0123456789012345678901234567890123456789012345678901234567890123456789"
		       "\r\nContent-Length: 0\r\n\r\n");
	ck_assert_uint_eq(strlen(t.response.request_id), sizeof(t.response.request_id) - 1);
}
END_TEST

START_TEST(response_starts_over)
{
	struct iqm_http_response a = { .body = { .max = FIXTURE_MAX_BODY },
				       .request_ids = transport_request_ids };

	iqm_http_response_status(&a, 502);
	ck_assert_int_eq(iqm_http_response_header(&a, "Content-Type", 12, "a/b", 3), 0);
	ck_assert_int_eq(iqm_http_response_header(&a, "X-Request-Id", 12, "1", 1), 0);
	ck_assert_int_eq(iqm_http_response_body(&a, "old", 3), 0);
	iqm_http_response_status(&a, 200);
	ck_assert_str_eq(a.content_type, "");
	ck_assert_str_eq(a.request_id, "");
	ck_assert_uint_eq(a.body.len, 0);
	ck_assert_int_eq(iqm_http_response_header(&a, "X-Amzn-RequestId", 16, "2", 1), 0);
	ck_assert_int_eq(iqm_http_response_body(&a, "new", 3), 0);
	ck_assert_str_eq(a.request_id, "2");
	ck_assert_str_eq(a.body.data, "new");
	iqm_http_response_failed(&a, 7, "one\nAuthorization: two");
	ck_assert_str_eq(a.reason, "one");
	iqm_http_response_failed(&a, 7, NULL);
	ck_assert_str_eq(a.reason, "");
	iqm_buf_free(&a.body);
}
END_TEST

static void expect_broken(const char *wire, unsigned flags, const char *reason)
{
	struct fixture r = fixture_open_response(wire, flags);
	struct request t = request_of(&r, "POST", "/?q=secret");

	t.rq.headers = (const char *const[]){ "Authorization: Bearer secret", NULL };
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert(t.response.sending);
	ck_assert_msg(strstr(t.response.reason, reason), "%s: %s", wire, t.response.reason);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	ck_assert_uint_eq(wire_requests(r.wire), 1);
	request_close(&t);
	fixture_close(&r);
}

START_TEST(broken_responses)
{
	const char *partial = "what came back is not a whole HTTP response";

	expect_broken(NULL, WIRE_CLOSE, "closed before a response came");
	expect_broken(NULL, WIRE_RESET, "closed before a response came");
	expect_broken("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", WIRE_CLOSE, "6 bytes");
	expect_broken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", WIRE_CLOSE,
		      "");
	expect_broken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", WIRE_CLOSE,
		      "");
	expect_broken("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nX-", WIRE_CLOSE, partial);
	expect_broken("HTTP/1.1 200 OK\r\n", WIRE_CLOSE, partial);
	expect_broken("HTTP/1.1 100 Continue\r\n\r\n", WIRE_CLOSE, "closed before");
	expect_broken("HTTP/1.1 101 Switching Protocols\r\n\r\nhello", WIRE_CLOSE, "");
	expect_broken("hello\r\n", WIRE_CLOSE, "");
	expect_broken("HTTP/1.1 OK\r\n\r\n", WIRE_CLOSE, "");
	expect_broken("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", WIRE_CLOSE, "");
	expect_broken("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
		      WIRE_CLOSE, "");
}
END_TEST

START_TEST(redirect_is_not_followed)
{
	struct fixture other = fixture_open_step(&ok);
	char response[256];
	struct fixture r;
	struct request t;

	snprintf(response, sizeof(response),
		 "HTTP/1.1 302 Found\r\nLocation: http://localhost:%d/x\r\n"
		 "Content-Length: 0\r\n\r\n",
		 wire_port(other.wire));
	r = fixture_open_response(response, 0);
	t = request_of(&r, "GET", "/");
	t.rq.headers = headers;
	ck_assert_int_eq(fixture_perform(&r, &t), 0);
	ck_assert_int_eq(t.response.status, 302);
	ck_assert_ptr_nonnull(strstr(wire_request(r.wire, 0, NULL), "X-IAA-OW-ID: 42"));
	ck_assert_uint_eq(wire_connections(other.wire), 0);
	request_close(&t);
	fixture_close(&r);
	fixture_close(&other);
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------- */

/* One response, `max` bytes of which are allowed; the call after it must work. */
static void expect_limit(const char *response, size_t len, size_t max, int status, bool named)
{
	const struct wire_step big[] = { { .response = response, .len = len } };
	const struct wire_script scripts[] = { WIRE_STEPS(big), { &ok, 1 } };
	struct fixture r = fixture_open(scripts, 2);
	struct request t = request_of(&r, "GET", "/");

	t.response.body.max = max;
	ck_assert_int_eq(fixture_perform(&r, &t), status);
	ck_assert_uint_le(t.response.body.len, max);
	if (status && named)
		ck_assert_ptr_nonnull(strstr(t.response.reason, "bytes"));
	request_close(&t);
	if (status)
		fixture_perform_ok(&r, "GET", false);
	fixture_close(&r);
}

START_TEST(body_limit)
{
	size_t head = strlen("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
	char *response = malloc(head + 100001);

	ck_assert_ptr_nonnull(response);
	memcpy(response, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", head);
	memset(response + head, 'x', 100000);
	response[head + 100000] = '\0';
	expect_limit(response, head + 100000, 100000, 0, true);
	expect_limit(response, head + 100000, 99999, IQM_E_TOO_LARGE, true);
	expect_limit(response, head + 100000, 1, IQM_E_TOO_LARGE, true);
	/* Without a length: chunks without end. */
	expect_limit("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n4\r\nabcd"
		     "\r\n",
		     0, 5, IQM_E_TOO_LARGE, true);
	free(response);
}
END_TEST

static void repeat(struct buf *b, const char *s, int times)
{
	while (times--)
		iqm_buf_str(b, s);
}

START_TEST(header_limit)
{
	struct buf b = { 0 };

	iqm_buf_str(&b, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
	repeat(&b, "X-Filler: 0123456789012345678901234567890123456789\r\n", 1200);
	iqm_buf_str(&b, "\r\n");
	ck_assert_int_eq(b.err, 0);
	expect_limit(b.data, b.len, 10, 0, true);
	b.len -= 2;
	repeat(&b, "X-Filler: 0123456789012345678901234567890123456789\r\n", 200);
	iqm_buf_str(&b, "\r\n");
	expect_limit(b.data, b.len, 10, IQM_E_TOO_LARGE, true);
	b.len = 0;
	repeat(&b, "HTTP/1.1 103 Hints\r\nLink: 012345678901234567890123456789\r\n\r\n", 1500);
	iqm_buf_str(&b, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	expect_limit(b.data, b.len, 10, IQM_E_TOO_LARGE, true);
	iqm_buf_free(&b);
}
END_TEST

/* 102,400 times "a", and {"ok":true} */
static const char bomb_head[] = "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x81\0\0\0\0\xc3\x20"
				"\xd6\xf9\x4b\x1c\xe4\x55\x01";
static const char bomb_tail[] = "\x7c\x18\x2a\x3d\x9a\xf0\0\x90\x01";
static const char small[] = "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xab\x56\xca\xcf\x56\xb2\x2a\x29\x2a"
			    "\x4d\xad\x05\0\x90\x5f\xd4\xa7\x0b\0\0";

#define BOMB_LEN 134

static void add_gzip_head(struct buf *b, size_t len)
{
	iqm_buf_str(b, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n");
	iqm_buf_printf(b, "Content-Length: %zu\r\n\r\n", len);
}

START_TEST(gzip_within_the_limit)
{
	struct buf b = { 0 };
	struct wire_step step;
	struct fixture r;
	struct request t;

	add_gzip_head(&b, sizeof(small));
	iqm_buf_add(&b, small, sizeof(small));
	step = (struct wire_step){ .response = b.data, .len = b.len };
	r = fixture_open_step(&step);
	t = request_of(&r, "GET", "/");
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	ck_assert_str_eq(t.response.body.data, "{\"ok\":true}");
	request_close(&t);
	fixture_close(&r);
	iqm_buf_free(&b);
}
END_TEST

static void add_bomb(struct buf *b)
{
	size_t zeros = BOMB_LEN - (sizeof(bomb_head) - 1) - sizeof(bomb_tail);

	add_gzip_head(b, BOMB_LEN);
	iqm_buf_add(b, bomb_head, sizeof(bomb_head) - 1);
	while (zeros--)
		iqm_buf_add(b, "", 1);
	iqm_buf_add(b, bomb_tail, sizeof(bomb_tail));
}

START_TEST(gzip_bomb)
{
	struct buf b = { 0 };

	add_bomb(&b);
	expect_limit(b.data, b.len, 102400, 0, true);
	expect_limit(b.data, b.len, 102399, IQM_E_TOO_LARGE, true);
	expect_limit(b.data, b.len, 1000, IQM_E_TOO_LARGE, true);
	iqm_buf_free(&b);
}
END_TEST

/* What libcurl unpacks of one read comes in several pieces; in the first one the call is over. */
struct unpacking {
	struct iqm_cancel cancel;
	long wait_ms; /* 0: it cancels the call */
	size_t pieces;
};

static int take_piece(void *context, const void *data, size_t len)
{
	struct unpacking *u = context;
	struct timespec wait = { u->wait_ms / 1000, u->wait_ms % 1000 * 1000000 };

	(void)data, (void)len;
	if (u->pieces++)
		return 0;
	if (u->wait_ms)
		nanosleep(&wait, NULL);
	else
		iqm_cancel_calls(&u->cancel);
	return 0;
}

static void expect_last_piece(struct unpacking *u, long timeout_ms, int err)
{
	struct buf b = { 0 };
	struct wire_step step;
	struct fixture r;
	struct request t;

	add_bomb(&b);
	step = (struct wire_step){ .response = b.data, .len = b.len };
	r = fixture_open_step(&step);
	t = request_of(&r, "GET", "/");
	t.rq.cancel = &u->cancel;
	t.rq.timeout_ms = timeout_ms;
	t.response.sink = take_piece;
	t.response.sink_context = u;
	ck_assert_int_eq(fixture_perform(&r, &t), err);
	request_close(&t);
	fixture_close(&r);
	iqm_buf_free(&b);
}

START_TEST(gzip_bomb_that_is_over)
{
	struct unpacking whole = { .pieces = 1 };
	struct unpacking cancelled = { .pieces = 0 };
	struct unpacking slow = { .wait_ms = 1200 };

	expect_last_piece(&whole, 60000, 0);
	ck_assert_uint_gt(whole.pieces, 3); /* else this test shows nothing */
	expect_last_piece(&cancelled, 60000, IQM_E_CANCELLED);
	ck_assert_uint_eq(cancelled.pieces, 1);
	expect_last_piece(&slow, 1000, IQM_E_TIMEOUT);
	ck_assert_uint_le(slow.pieces, 1); /* 0: a machine so slow that none came in time */
}
END_TEST

static void expect_timeout(const char *response, unsigned flags, long status)
{
	struct fixture r = fixture_open_response(response, flags);
	struct request t = request_of(&r, "POST", "/?q=secret");
	long long start = fixture_now_ms();

	t.rq.timeout_ms = 300;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_TIMEOUT);
	ck_assert_int_ge(fixture_now_ms() - start, 290);
	ck_assert_int_lt(fixture_now_ms() - start, 5000);
	ck_assert(t.response.sending);
	ck_assert_int_eq(t.response.status, status);
	ck_assert_int_eq(t.response.curl_code, CURLE_OPERATION_TIMEDOUT);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	request_close(&t);
	fixture_close(&r);
}

START_TEST(timeouts)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t = request_of(&r, "GET", "/");

	expect_timeout(NULL, WIRE_SILENT, 0);
	expect_timeout("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", WIRE_EAGER | WIRE_SILENT,
		       200);
	t.rq.timeout_ms = 0;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_TIMEOUT);
	ck_assert(!t.response.sending);
	ck_assert_uint_eq(wire_connections(r.wire), 0);
	fixture_close(&r);
}
END_TEST

/* ---- where a request may go ---------------------------------------------------------------- */

START_TEST(refused_connection)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t = request_of(&r, "POST", "/?q=secret");

	wire_stop(r.wire);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert(!t.response.sending);
	ck_assert_int_eq(t.response.curl_code, CURLE_COULDNT_CONNECT);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	ck_assert_uint_gt(strlen(t.response.reason), 0);
	request_close(&t);
	r.transport.close(r.transport.context);
}
END_TEST

static void expect_refusal(const struct fixture *r, const char *url)
{
	struct request t = request_to(url, "POST", "");

	ck_assert_msg(fixture_perform(r, &t) == IQM_E_CONFIG, "%s: %s", url, t.response.reason);
	ck_assert(!t.response.sending);
	ck_assert_uint_gt(strlen(t.response.reason), 0);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	request_close(&t);
}

START_TEST(plain_http_beyond_loopback)
{
	struct fixture r = fixture_open_step(&ok); /* as a proxy: it would see what is sent */
	struct iqm_transport strict = r.transport;
	char user[64];
	struct request t;

	setenv("http_proxy", wire_url(r.wire), 1);
	expect_refusal(&r, "http://api.example.com/x?q=secret");
	expect_refusal(&r, "http://127.0.0.1.example.com/");
	expect_refusal(&r, "http://127.0.0.1@example.com/");
	expect_refusal(&r, "http://example.com:80@127.0.0.1/secret");
	expect_refusal(&r, "ftp://127.0.0.1/secret");
	expect_refusal(&r, "127.0.0.1/");
	expect_refusal(&r, "");
	ck_assert_uint_eq(wire_connections(r.wire), 0);
	r.transport = fixture_transport(true);
	snprintf(user, sizeof(user), "http://me:secret@127.0.0.1:%d/", wire_port(r.wire));
	expect_refusal(&r, user);
	expect_refusal(&r, "http://exa mple.com/secret");
	ck_assert_uint_eq(wire_connections(r.wire), 0);
	t = request_to("http://api.example.com", "GET", "/x");
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	ck_assert_uint_eq(wire_count(r.wire, "GET http://api.example.com/x HTTP/1.1"), 1);
	request_close(&t);
	unsetenv("http_proxy");
	strict.close(strict.context);
	fixture_close(&r);
}
END_TEST

static const char *const proxies[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
				       "ALL_PROXY" };

#define PROXIES (sizeof(proxies) / sizeof(proxies[0]))

START_TEST(loopback_is_past_proxies)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t;

	for (size_t i = 0; i < PROXIES; i++)
		setenv(proxies[i], "http://me:secret@127.0.0.1:1", 1);
	fixture_perform_ok(&r, "POST", false);
	t = request_to("https://api.example.com", "GET", "/");
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert_int_eq(t.response.curl_code, CURLE_COULDNT_CONNECT);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	ck_assert(!t.response.sending);
	request_close(&t);
	fixture_perform_ok(&r, "GET", false);
	ck_assert_uint_eq(wire_connections(r.wire), 1);
	/* libcurl quotes a proxy that it does not know, with its password. */
	for (size_t i = 0; i < PROXIES; i++)
		setenv(proxies[i], "gopher://me:secret@127.0.0.1:1", 1);
	t = request_to("https://api.example.com", "GET", "/");
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_CONFIG);
	ck_assert_ptr_null(strstr(t.response.reason, "secret"));
	request_close(&t);
	for (size_t i = 0; i < PROXIES; i++)
		unsetenv(proxies[i]);
	fixture_close(&r);
}
END_TEST

START_TEST(url_is_loopback)
{
	/* clang-format off */
	static const char *const yes[] = {
		"http://127.0.0.1", "http://127.0.0.1/", "HTTP://127.0.0.1:80/a@b", "http://[::1]",
		"http://[::1]:8080/x", "http://localhost", "http://LocalHost:1/", "http://127.1.2.3/",
		"http://127.255.255.255?x", "http://127.0.0.0#x", "https://localhost/",
		"hTTps://127.0.0.1:65535/", "http://127.0.0.1?@example.com/",
	};
	static const char *const no[] = {
		"", "http", "http://", "http:///127.0.0.1", "http:127.0.0.1", "ftp://127.0.0.1/",
		" http://127.0.0.1/", "http://127.0.0.1.evil.com/", "http://127.0.0.1evil.com/",
		"http://localhost.evil.com/", "http://localhosts/", "http://localhost./",
		"http://evil.com/", "http://evil.com/127.0.0.1", "http://evil.com#127.0.0.1",
		"http://127.0.0.1@evil.com/", "http://127.0.0.1:80@evil.com/",
		"http://localhost:pw@evil.com/", "http://a@127.0.0.1/", "http://@127.0.0.1/",
		"http://127.0.0.1\\@evil.com/", "http://127.0.0.1:/", "http://127.0.0.1:65536/",
		"http://127.0.0.1:8a/", "http://127.0.0.1:-1/", "http://127.1/", "http://127.0.0/",
		"http://127.0.0.256/", "http://127.0.0.1.1/", "http://127.0.0.08/",
		"http://0177.0.0.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://128.0.0.1/",
		"http://12.7.0.1/", "http://1270.0.0.1/", "http://127.0.0.1%2eevil.com/",
		"http://127.0.0.1\t/", "http://127.0.0./", "http://127..0.1/", "http://[::1",
		"http://[::1]evil.com/", "http://[::1%25lo]/", "http://[::2]/", "http://::1/",
		"http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://[::]/", "https://evil.com/",
		"http://127.0.0.99999999999999999999/", "http://127.0.0.1:99999999999999999999/",
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		ck_assert_msg(iqm_url_is_loopback(yes[i]), "%s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		ck_assert_msg(!iqm_url_is_loopback(no[i]), "%s", no[i]);
}
END_TEST

/* Where we see loopback, libcurl must connect to loopback. */
START_TEST(url_is_read_as_libcurl_does)
{
	static const char *const urls[] = {
		"http://127.0.0.1?@example.com/",  "http://127.0.0.1#@example.com/",
		"HTTP://127.0.0.1:80/a@b",         "http://127.0.0.1/\\@example.com",
		"http://127.0.0.1?x/@example.com",
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		CURLU *u = curl_url();
		char *host = NULL;

		ck_assert(iqm_url_is_loopback(urls[i]));
		ck_assert_int_eq(curl_url_set(u, CURLUPART_URL, urls[i], 0), CURLUE_OK);
		ck_assert_int_eq(curl_url_get(u, CURLUPART_HOST, &host, 0), CURLUE_OK);
		ck_assert_str_eq(host, "127.0.0.1");
		curl_free(host);
		curl_url_cleanup(u);
	}
}
END_TEST

/* ---- SIGPIPE, transport, buf --------------------------------------------------------------- */

static bool sigpipe_pending(void)
{
	sigset_t set;

	sigpending(&set);
	return sigismember(&set, SIGPIPE) == 1;
}

/* Whoever started the tests may ignore it. */
static struct sigaction default_sigpipe(void)
{
	struct sigaction plain = { .sa_handler = SIG_DFL };
	struct sigaction old;

	ck_assert_int_eq(sigaction(SIGPIPE, &plain, &old), 0);
	return old;
}

static void expect_default_sigpipe(const struct sigaction *restore)
{
	struct sigaction found;

	ck_assert_int_eq(sigaction(SIGPIPE, restore, &found), 0);
	ck_assert(found.sa_handler == SIG_DFL);
}

static void break_a_pipe(void)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	close(fds[0]);
	ck_assert_int_eq(write(fds[1], "x", 1), -1);
	close(fds[1]);
}

START_TEST(sigpipe_is_swallowed)
{
	struct sigaction old = default_sigpipe();
	struct sigpipe guard;
	sigset_t set;

	iqm_sigpipe_hold(&guard);
	break_a_pipe();
	ck_assert(sigpipe_pending());
	iqm_sigpipe_release(&guard);
	ck_assert(!sigpipe_pending());
	pthread_sigmask(SIG_BLOCK, NULL, &set);
	ck_assert_int_eq(sigismember(&set, SIGPIPE), 0);
	iqm_sigpipe_hold(&guard);
	iqm_sigpipe_release(&guard);
	pthread_sigmask(SIG_BLOCK, NULL, &set);
	ck_assert_int_eq(sigismember(&set, SIGPIPE), 0);
	expect_default_sigpipe(&old);
}
END_TEST

START_TEST(sigpipe_is_held_until_the_outer_release)
{
	struct sigaction old = default_sigpipe();
	struct sigpipe outer;
	struct sigpipe inner;
	sigset_t set;

	iqm_sigpipe_hold(&outer);
	iqm_sigpipe_hold(&inner);
	break_a_pipe();
	iqm_sigpipe_release(&inner);
	break_a_pipe();
	iqm_sigpipe_release(&outer);
	ck_assert(!sigpipe_pending());
	pthread_sigmask(SIG_BLOCK, NULL, &set);
	ck_assert_int_eq(sigismember(&set, SIGPIPE), 0);
	expect_default_sigpipe(&old);
}
END_TEST

START_TEST(sigpipe_of_the_host_stays)
{
	const struct timespec now = { 0, 0 };
	struct sigpipe guard;
	sigset_t set;
	sigset_t old;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	iqm_sigpipe_hold(&guard); /* blocked by the host, none waits: ours goes */
	break_a_pipe();
	iqm_sigpipe_release(&guard);
	ck_assert(!sigpipe_pending());
	break_a_pipe();
	iqm_sigpipe_hold(&guard); /* one of the host's waits: it stays */
	break_a_pipe();
	iqm_sigpipe_release(&guard);
	ck_assert(sigpipe_pending());
	ck_assert_int_eq(sigtimedwait(&set, NULL, &now), SIGPIPE);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}
END_TEST

START_TEST(sigpipe_does_not_end_a_large_post)
{
	const char *early = "HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n";
	struct fixture r = fixture_open_response(early, WIRE_EAGER | WIRE_RESET);
	struct request t = request_of(&r, "POST", "/");
	size_t size = (size_t)8 << 20; /* more than the server reads */
	struct sigaction old = default_sigpipe();
	char *large = calloc(1, size);

	ck_assert_ptr_nonnull(large);
	t.rq.body = large;
	t.rq.body_len = size;
	fixture_perform(&r, &t); /* a response or an error: libcurl's choice */
	ck_assert(t.response.sending);
	ck_assert_uint_le(wire_connections(r.wire), 2);
	request_close(&t);
	free(large);
	expect_default_sigpipe(&old);
	fixture_close(&r);
}
END_TEST

START_TEST(open_and_close)
{
	struct iqm_curl_options options = { .ca_file = "/nonexistent/ca.pem" };
	struct iqm_transport a = fixture_transport(false);
	struct iqm_transport b;
	struct fixture r = fixture_open_step(&ok);

	ck_assert_int_eq(iqm_curl_open(&b, &options, NULL), 0);
	b.close(b.context);
	a.close(a.context);
	fixture_perform_ok(&r, "GET", false);
	fixture_close(&r);
}
END_TEST

START_TEST(missing_ca_file)
{
	struct iqm_curl_options options = { .ca_file = "/nonexistent/ca.pem" };
	struct fixture r = fixture_open_step(&ok);
	char url[64];
	struct request t;

	r.transport.close(r.transport.context);
	ck_assert_int_eq(iqm_curl_open(&r.transport, &options, NULL), 0);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", wire_port(r.wire));
	t = request_to(url, "GET", "");
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_CONFIG);
	ck_assert(!t.response.sending);
	request_close(&t);
	fixture_perform_ok(&r, "GET", false);
	fixture_close(&r);
}
END_TEST

START_TEST(buf_grows_and_stops)
{
	volatile size_t most = SIZE_MAX; /* the optimizer of a whole program warns of it */
	struct buf b = { .max = 10 };

	ck_assert_ptr_null(b.data);
	ck_assert_int_eq(iqm_buf_add(&b, "", 0), 0);
	ck_assert_str_eq(b.data, "");
	ck_assert_int_eq(iqm_buf_printf(&b, "%d-%s", 12, "34567"), 0);
	ck_assert_str_eq(b.data, "12-34567");
	ck_assert_int_eq(iqm_buf_str(&b, "89"), 0);
	ck_assert_uint_eq(b.len, 10);
	ck_assert_int_eq(iqm_buf_add(&b, "", 0), 0);
	ck_assert_int_eq(iqm_buf_printf(&b, "x"), IQM_E_TOO_LARGE);
	ck_assert_int_eq(iqm_buf_str(&b, ""), IQM_E_TOO_LARGE);
	ck_assert_str_eq(b.data, "12-3456789");
	iqm_buf_free(&b);
	ck_assert_ptr_null(b.data);
	ck_assert_int_eq(b.err, 0);
	ck_assert_int_eq(iqm_buf_add(&b, "", most), IQM_E_TOO_LARGE);
	iqm_buf_free(&b);
	b = (struct buf){ 0 };
	ck_assert_int_eq(iqm_buf_str(&b, "x"), 0);
	ck_assert_int_eq(iqm_buf_add(&b, "", most - 1), IQM_E_NOMEM);
	iqm_buf_free(&b);
	for (int i = 0; i < 10000; i++)
		iqm_buf_printf(&b, "%04d", i);
	ck_assert_int_eq(b.err, 0);
	ck_assert_uint_eq(b.len, 40000);
	ck_assert_uint_lt(b.cap, 90000);
	ck_assert_str_eq(b.data + 39996, "9999");
	iqm_buf_free(&b);
}
END_TEST

static TCase *add_case(Suite *s, const char *name)
{
	TCase *c = tcase_create(name);

	tcase_set_timeout(c, 60);
	suite_add_tcase(s, c);
	return c;
}

static void add_requests(Suite *s)
{
	TCase *c = add_case(s, "requests");

	tcase_add_test(c, request_bytes);
	tcase_add_test(c, request_targets);
	tcase_add_test(c, nothing_of_a_call_is_there_for_the_next);
	tcase_add_test(c, body_with_nul_and_large_body);
	tcase_add_test(c, control_bytes_in_a_header);
	c = add_case(s, "connections");
	tcase_add_test(c, connection_is_reused);
	tcase_add_test(c, fresh_is_a_new_connection);
	tcase_add_test(c, server_that_closes_between_calls);
	tcase_add_test(c, lost_response_is_not_sent_again);
	tcase_add_test(c, how_a_body_ends);
	tcase_add_loop_test(c, what_waits_on_a_kept_connection, 0, 2);
	tcase_add_test(c, what_waits_on_both_kept_connections);
	tcase_add_loop_test(c, refused_right_before_it_is_sent, 0, 2);
	tcase_add_test(c, reason_of_the_call_before);
	tcase_add_test(c, lost_response_and_no_server_any_more);
	tcase_add_test(c, eight_dead_connections);
	tcase_add_test(c, eight_threads);
	tcase_add_test(c, forked_child_has_its_own_connection);
}

static void add_responses(Suite *s)
{
	TCase *c = add_case(s, "responses");

	tcase_add_test(c, kinds_of_responses);
	tcase_add_test(c, headers_that_are_kept);
	tcase_add_test(c, response_starts_over);
	tcase_add_test(c, broken_responses);
	tcase_add_test(c, redirect_is_not_followed);
	c = add_case(s, "limits");
	tcase_add_test(c, body_limit);
	tcase_add_test(c, header_limit);
	tcase_add_test(c, gzip_within_the_limit);
	tcase_add_test(c, gzip_bomb);
	tcase_add_test(c, gzip_bomb_that_is_over);
	tcase_add_test(c, timeouts);
}

static void add_rest(Suite *s)
{
	TCase *c = add_case(s, "where to");

	tcase_add_test(c, refused_connection);
	tcase_add_test(c, plain_http_beyond_loopback);
	tcase_add_test(c, loopback_is_past_proxies);
	tcase_add_test(c, url_is_loopback);
	tcase_add_test(c, url_is_read_as_libcurl_does);
	c = add_case(s, "host");
	tcase_add_test(c, sigpipe_is_swallowed);
	tcase_add_test(c, sigpipe_is_held_until_the_outer_release);
	tcase_add_test(c, sigpipe_of_the_host_stays);
	tcase_add_test(c, sigpipe_does_not_end_a_large_post);
	tcase_add_test(c, open_and_close);
	tcase_add_test(c, missing_ca_file);
	tcase_add_test(c, buf_grows_and_stops);
}

static void add_tests(Suite *s)
{
	add_requests(s);
	add_responses(s);
	add_rest(s);
}

SUITE(add_tests)

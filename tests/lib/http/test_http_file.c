/* SPDX-License-Identifier: MIT */
/* What downloads need of libcurl's transport: presigned requests, sinks, headers; and timings. */
#include "support/transport_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- presigned ---------------------------------------------------------------------------- */

static const struct wire_step ok = { .response = OK_TEXT };

/* Credentials for the server where other programs look for them. */
static char *make_home(void)
{
	char *home = strdup("/tmp/iqm-home-XXXXXX");
	char path[64];
	FILE *netrc;

	ck_assert_ptr_nonnull(home);
	ck_assert_ptr_nonnull(mkdtemp(home));
	snprintf(path, sizeof(path), "%s/.netrc", home);
	netrc = fopen(path, "w");
	ck_assert_ptr_nonnull(netrc);
	fprintf(netrc, "machine 127.0.0.1 login me password secret\n");
	fclose(netrc);
	setenv("HOME", home, 1);
	return home;
}

static void remove_home(char *home)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/.netrc", home);
	unlink(path);
	rmdir(home);
	free(home);
}

START_TEST(presigned_requests)
{
	const struct wire_step cookie[] = {
		{ .response = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic\r\n"
			      "Content-Length: 0\r\n\r\n" },
	};
	const struct wire_script script = WIRE_STEPS(cookie);
	char *home = make_home();
	struct fixture r = fixture_open(&script, 1);
	char expected[128];

	fixture_perform_status(&r, "GET", false);
	for (size_t i = 1; i < 3; i++) {
		struct request t = request_of(&r, "GET", "/f.csv?X-Signature=a%2Fb%3D");

		t.rq.presigned = true;
		t.rq.headers = (const char *const[]){ "Range: bytes=5-", NULL };
		ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
		request_close(&t);
		snprintf(expected, sizeof(expected),
			 "GET /f.csv?X-Signature=a%%2Fb%%3D HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
			 "Accept: */*\r\nRange: bytes=5-\r\n\r\n",
			 wire_port(r.wire));
		ck_assert_str_eq(wire_request(r.wire, i, NULL), expected);
	}
	/* None of them on the client's connection, nor on another's. */
	ck_assert_uint_eq(wire_connections(r.wire), 3);
	fixture_perform_status(&r, "GET", false);
	ck_assert_uint_eq(wire_connections(r.wire), 3);
	fixture_close(&r);
	remove_home(home);
}
END_TEST

START_TEST(presigned_bytes_stay_encoded)
{
	struct fixture r = fixture_open_response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
						 "Content-Length: 3\r\n\r\nabc",
						 0);
	struct request t = request_of(&r, "GET", "/");

	t.rq.presigned = true;
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	ck_assert_str_eq(t.response.content_encoding, "gzip");
	ck_assert_str_eq(t.response.body.data, "abc");
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static void expect_no_url(const char *base)
{
	struct fixture r = fixture_open_step(&ok);
	struct request t = request_to(base, "GET", "/signed-path?X-Signature=secret");

	t.rq.presigned = true;
	t.rq.timeout_ms = 5000;
	ck_assert_int_lt(fixture_perform(&r, &t), 0);
	ck_assert_uint_gt(strlen(t.response.reason), 0);
	ck_assert_msg(!strstr(t.response.reason, "secret") && !strstr(t.response.reason, "signed"),
		      "%s", t.response.reason);
	ck_assert(!t.response.sending);
	request_close(&t);
	fixture_close(&r);
}

START_TEST(reasons_without_the_url)
{
	expect_no_url("http://127.0.0.1:1");
	expect_no_url("https://127.0.0.1:1");
	expect_no_url("http://host.example.com");
	expect_no_url("https://me:secret@host.example.com");
	expect_no_url("https://host.exa mple.com");
	expect_no_url("https://127.0.0.1:99999");
	expect_no_url("s3://bucket");
}
END_TEST

/* ---- sinks -------------------------------------------------------------------------------- */

struct sink {
	struct request *request;
	struct buf got;
	size_t stop_at; /* bytes after which it stops; 0: never */
	const char *why;
	size_t calls_after_stop;
	bool stopped;
	long seen_status;
	int64_t seen_length;
};

static int take(void *context, const void *data, size_t len)
{
	struct sink *s = context;

	s->calls_after_stop += s->stopped;
	s->seen_status = s->request->response.status;
	s->seen_length = s->request->response.content_length;
	iqm_buf_add(&s->got, data, len);
	if (!s->stop_at || s->got.len < s->stop_at)
		return 0;
	s->stopped = true;
	if (s->why)
		snprintf(s->request->response.reason, sizeof(s->request->response.reason), "%s",
			 s->why);
	return IQM_E_FILE;
}

static void use_sink(struct request *t, struct sink *s)
{
	s->request = t;
	t->response.sink = take;
	t->response.sink_context = s;
}

START_TEST(sink_gets_the_final_body)
{
	struct fixture r =
		fixture_open_response("HTTP/1.1 103 Hints\r\nContent-Length: 9\r\n\r\n"
				      "HTTP/1.1 404 No\r\nX: y\r\nContent-Length: 5\r\n\r\nabcde",
				      0);
	struct request t = request_of(&r, "GET", "/");
	struct sink s = { .stop_at = 0 };

	use_sink(&t, &s);
	t.response.body.max = 1; /* a buffer's limit is no sink's */
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	ck_assert_str_eq(s.got.data, "abcde");
	ck_assert_int_eq(s.seen_status, 404);
	ck_assert_int_eq(s.seen_length, 5);
	ck_assert_ptr_null(t.response.body.data);
	iqm_buf_free(&s.got);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

START_TEST(sink_is_not_fed_headers)
{
	struct fixture r =
		fixture_open_response("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-", WIRE_CLOSE);
	struct request t = request_of(&r, "GET", "/");
	struct sink s = { .stop_at = 0 };

	use_sink(&t, &s);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert_uint_eq(s.got.len, 0);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static void expect_stop(const char *why, const char *reason)
{
	struct fixture r =
		fixture_open_response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
				      "3\r\nabc\r\n3\r\ndef\r\n3\r\nghi\r\n0\r\n\r\n",
				      0);
	struct request t = request_of(&r, "GET", "/");
	struct sink s = { .stop_at = 4, .why = why };

	use_sink(&t, &s);
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_FILE);
	ck_assert_str_eq(t.response.reason, reason);
	ck_assert_int_eq(t.response.body.err, IQM_E_FILE);
	ck_assert_str_eq(s.got.data, "abcdef");
	ck_assert_uint_eq(s.calls_after_stop, 0);
	ck_assert(t.response.sending);
	iqm_buf_free(&s.got);
	request_close(&t);
	fixture_close(&r);
}

START_TEST(sink_that_stops)
{
	expect_stop("the disk is full", "the disk is full");
	expect_stop(NULL, "what receives the body stopped it");
}
END_TEST

/* ---- headers ------------------------------------------------------------------------------ */

static struct request headers_of(const char *lines)
{
	char response[2048];
	struct fixture r;
	struct request t;

	snprintf(response, sizeof(response), "HTTP/1.1 200 OK\r\n%s\r\n", lines);
	r = fixture_open_response(response, WIRE_CLOSE);
	t = request_of(&r, "HEAD", "/");
	fixture_perform(&r, &t);
	request_close(&t);
	fixture_close(&r);
	return t;
}

START_TEST(kept_headers)
{
	struct request t =
		headers_of("Retry-After:  120 \r\nDATE: Tue, 15 Nov 1994 08:12:31 GMT\r\n"
			   "ETag: W/\"a b\"\r\nLast-Modified: yesterday\r\n"
			   "Content-Range: bytes 5-9/10\r\nContent-Encoding: identity\r\n"
			   "Content-Length: 0\r\n");

	ck_assert_str_eq(t.response.retry_after, "120");
	ck_assert_str_eq(t.response.date, "Tue, 15 Nov 1994 08:12:31 GMT");
	ck_assert_str_eq(t.response.etag, "W/\"a b\"");
	ck_assert_str_eq(t.response.last_modified, "yesterday");
	ck_assert_str_eq(t.response.content_range, "bytes 5-9/10");
	ck_assert_str_eq(t.response.content_encoding, "identity");
	ck_assert_int_eq(t.response.content_length, 0);
	t = headers_of("Dates: no\r\n");
	ck_assert_str_eq(t.response.date, "");
	ck_assert_int_eq(t.response.content_length, -1);
}
END_TEST

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

START_TEST(headers_that_cannot_be_right)
{
	struct request t = headers_of("Retry-After: " FIFTY TEN "012\r\nETag: \"" FIFTY FIFTY FIFTY
				      "\"\r\nDate: a\x1b[1m\r\nLast-Modified: caf\xc3\xa9\r\n"
				      "Content-Range: " FIFTY TEN TEN TEN "\r\n"
				      "Content-Encoding: " TEN TEN TEN "0\r\n");

	ck_assert_str_eq(t.response.retry_after, FIFTY TEN "012"); /* the longest */
	ck_assert_str_eq(t.response.etag, "");
	ck_assert_str_eq(t.response.date, "");
	ck_assert_str_eq(t.response.last_modified, "");
	ck_assert_str_eq(t.response.content_range, "");
	ck_assert_str_eq(t.response.content_encoding, TEN TEN TEN "0");
}
END_TEST

static void add_header(struct iqm_http_response *a, const char *name, const char *value)
{
	ck_assert_int_eq(iqm_http_response_header(a, name, strlen(name), value, strlen(value)), 0);
}

static int64_t length_of(const char *first, const char *second, const char *third)
{
	struct iqm_http_response a;

	iqm_http_response_init(&a, FIXTURE_MAX_BODY, transport_request_ids);
	ck_assert_int_eq(a.content_length, -1);
	iqm_http_response_status(&a, 200);
	add_header(&a, "Content-Length", first);
	if (second)
		add_header(&a, "Content-Length", second);
	if (third)
		add_header(&a, "content-length", third);
	return a.content_length;
}

START_TEST(content_lengths)
{
	static const char *const garbage[] = {
		"",
		"-1",
		"+5",
		"5 6",
		"5, 5",
		"0x5",
		"5.0",
		"five",
		"5\1",
		"9223372036854775808",
		"99999999999999999999",
	};

	ck_assert_int_eq(length_of("5", NULL, NULL), 5);
	ck_assert_int_eq(length_of(" 0005\t", NULL, NULL), 5);
	ck_assert_int_eq(length_of("900000000000000000", NULL, NULL), 900000000000000000);
	ck_assert_int_eq(length_of("5", "5", "5"), 5);
	ck_assert_int_eq(length_of("5", "6", NULL), -1);
	ck_assert_int_eq(length_of("5", "6", "6"), -1);
	ck_assert_int_eq(length_of("x", "5", NULL), -1);
	for (size_t i = 0; i < sizeof(garbage) / sizeof(garbage[0]); i++)
		ck_assert_msg(length_of(garbage[i], NULL, NULL) == -1, "%s", garbage[i]);
}
END_TEST

/* One rule, in any order: chunks, or one length; anything else leaves the end to the connection. */
START_TEST(lengths_and_chunks)
{
	static const struct {
		const char *headers[2][2]; /* name and value */
		int64_t length;
		bool chunked;
	} cases[] = {
		{ { { "Content-Length", "5" }, { "Transfer-Encoding", "chunked" } }, -1, true },
		{ { { "Transfer-Encoding", "Chunked" }, { "Content-Length", "5" } }, -1, true },
		{ { { "Transfer-Encoding", "gzip, chunked" }, { "X", "" } }, -1, true },
		{ { { "Transfer-Encoding", "chunked, gzip" }, { "X", "" } }, -1, false },
		{ { { "Transfer-Encoding", "gzip,\tchunked \t" }, { "X", "" } }, -1, true },
		{ { { "Transfer-Encoding", "x-chunked" }, { "X", "" } }, -1, false },
		{ { { "Transfer-Encoding", "gzip chunked" }, { "X", "" } }, -1, false },
		{ { { "Transfer-Encoding", "chunked;q=1" }, { "X", "" } }, -1, false },
		{ { { "Transfer-Encoding", "chunked" }, { "Transfer-Encoding", "gzip" } },
		  -1,
		  false },
		{ { { "Transfer-Encoding", "gzip" }, { "Transfer-Encoding", "chunked" } },
		  -1,
		  true },
		{ { { "Content-Length", "5" }, { "Transfer-Encoding", "identity" } }, -1, false },
		{ { { "Transfer-Encoding", "" }, { "Content-Length", "5" } }, -1, false },
		{ { { "Content-Length", "5" }, { "X", "chunked" } }, 5, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct iqm_http_response a;

		iqm_http_response_init(&a, FIXTURE_MAX_BODY, transport_request_ids);
		iqm_http_response_status(&a, 200);
		add_header(&a, cases[i].headers[0][0], cases[i].headers[0][1]);
		add_header(&a, cases[i].headers[1][0], cases[i].headers[1][1]);
		ck_assert_msg(a.content_length == cases[i].length, "%zu", i);
		ck_assert_msg(a.chunked == cases[i].chunked, "%zu", i);
	}
}
END_TEST

START_TEST(headers_of_another_response)
{
	struct iqm_http_response a;

	iqm_http_response_init(&a, FIXTURE_MAX_BODY, transport_request_ids);
	iqm_http_response_status(&a, 200);
	add_header(&a, "Content-Length", "5");
	add_header(&a, "Content-Length", "6");
	add_header(&a, "ETag", "\"a\"");
	add_header(&a, "Retry-After", "5");
	iqm_http_response_status(&a, 200);
	ck_assert_str_eq(a.etag, "");
	ck_assert_str_eq(a.retry_after, "");
	ck_assert_int_eq(a.content_length, -1);
	add_header(&a, "Content-Length", "7");
	ck_assert_int_eq(a.content_length, 7);
	add_header(&a, "Transfer-Encoding", "chunked");
	ck_assert_int_eq(a.content_length, -1);
}
END_TEST

/* ---- timing ------------------------------------------------------------------------------- */

START_TEST(timings)
{
	const struct wire_step step = { .response = OK_TEXT, .pause_ms = 50 };
	struct fixture r = fixture_open_step(&step);

	for (int i = 0; i < 3; i++) {
		struct request t = request_of(&r, "GET", "/");
		const struct iqm_timing *at = &t.response.timing;

		t.rq.fresh = i == 2;
		ck_assert_int_eq(fixture_perform(&r, &t), 0);
		if (i == 1) /* on a kept connection */
			ck_assert(!at->dns_us && !at->connect_us);
		else
			ck_assert(at->dns_us > 0 && at->connect_us >= at->dns_us);
		ck_assert_int_eq(at->tls_us, 0);
		ck_assert_int_ge(at->first_byte_us, at->connect_us + 45000);
		ck_assert_int_ge(at->total_us, at->first_byte_us);
		ck_assert_int_lt(at->total_us, 5000000);
		request_close(&t);
	}
	fixture_close(&r);
}
END_TEST

START_TEST(timing_of_a_failure)
{
	struct fixture r = fixture_open_response(NULL, WIRE_CLOSE);
	struct request t = request_of(&r, "GET", "/");

	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_NETWORK);
	ck_assert_int_gt(t.response.timing.connect_us, 0);
	ck_assert_int_eq(t.response.timing.first_byte_us, 0);
	ck_assert_int_ge(t.response.timing.total_us, t.response.timing.connect_us);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static void add_tests(Suite *s)
{
	TCase *c = tcase_create("files");

	tcase_set_timeout(c, 60);
	suite_add_tcase(s, c);
	tcase_add_test(c, presigned_requests);
	tcase_add_test(c, presigned_bytes_stay_encoded);
	tcase_add_test(c, reasons_without_the_url);
	tcase_add_test(c, sink_gets_the_final_body);
	tcase_add_test(c, sink_is_not_fed_headers);
	tcase_add_test(c, sink_that_stops);
	tcase_add_test(c, kept_headers);
	tcase_add_test(c, headers_that_cannot_be_right);
	tcase_add_test(c, content_lengths);
	tcase_add_test(c, lengths_and_chunks);
	tcase_add_test(c, headers_of_another_response);
	tcase_add_test(c, timings);
	tcase_add_test(c, timing_of_a_failure);
}

SUITE(add_tests)

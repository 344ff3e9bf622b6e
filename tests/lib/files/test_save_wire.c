/* SPDX-License-Identifier: MIT */
/* Saves over libcurl from a raw server: cut bodies, wrong lengths, redirects, silence. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include "support/mock.h"
#include "support/wire.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WHOLE "a,b\n1,2\n3,4\n" /* 12 bytes */
#define OK_HEAD "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n"
#define CUT_AT_5 OK_HEAD "Content-Length: 12\r\n\r\na,b\n1"
#define REST "HTTP/1.1 206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 5-11/12\r\n"

static struct service files; /* for its directory */
static struct iqm_client *client;

static void set_up(void)
{
	struct iqm_settings settings = {
		.base_url = "http://127.0.0.1:1", .token = "token-1", .ow_id = "42", .backoff_ms = 1
	};

	files = (struct service){ 0 };
	save_open(&files);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
}

static void tear_down(void)
{
	iqm_client_close(client);
	save_close(&files);
}

static int save_from(struct wire *w, struct iqm_save *save, struct iqm_call *call)
{
	char url[128];

	snprintf(url, sizeof(url), "%s/7.csv?" SECRET, wire_url(w));
	save->path = files.path;
	save->format = IQM_FORMAT_CSV;
	return iqm_save_url(client, url, save, call);
}

/* One step a connection, as each attempt has one of its own. */
static int go(const struct wire_step *steps, size_t count, struct iqm_call *call)
{
	struct wire_script scripts[8];
	struct iqm_save save = { 0 };
	struct wire *w;
	int err;

	for (size_t i = 0; i < count; i++)
		scripts[i] = (struct wire_script){ &steps[i], 1 };
	w = wire_start(scripts, count);
	ck_assert_ptr_nonnull(w);
	err = save_from(w, &save, call);
	ck_assert_uint_eq(wire_requests(w), wire_connections(w));
	for (size_t i = 0; i < wire_requests(w); i++) {
		const char *request = wire_request(w, i, NULL);

		ck_assert_ptr_null(strstr(request, "uthorization"));
		ck_assert_ptr_null(strstr(request, "uthentication"));
		ck_assert_ptr_nonnull(strstr(request, "\r\nAccept-Encoding: identity\r\n"));
		ck_assert_ptr_null(strstr(request, "42\r"));
		/* what was cut is gone on with; after a new start there is another such pair */
		ck_assert_int_eq(!strstr(request, "\r\nRange: bytes=5-\r\nIf-Range: \"v1\"\r\n"),
				 i % 2 == 0);
	}
	ck_assert_int_eq((int)wire_requests(w), call->error.attempts);
	ck_assert_ptr_null(strstr(call->error.message, "0123456789abcdef"));
	wire_stop(w);
	return err;
}

#define GO(call, ...)                                                                              \
	go((const struct wire_step[]){ __VA_ARGS__ },                                              \
	   sizeof((const struct wire_step[]){ __VA_ARGS__ }) / sizeof(struct wire_step), call)

START_TEST(body_that_is_cut_and_gone_on_with)
{
	struct iqm_call call = { 0 };

	ck_assert_msg(!GO(&call, { .response = CUT_AT_5, .flags = WIRE_CLOSE },
			  { .response = REST "Content-Length: 7\r\n\r\n,2\n3,4\n", .flags = 0 }),
		      "%s", call.error.message);
	save_expect_file(files.path, WHOLE, 12);
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_int_eq(call.attempts[0].status, IQM_E_NETWORK);
	ck_assert_int_eq(call.attempts[1].http_status, 206);
}
END_TEST

START_TEST(whole_file_instead_of_the_range)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(
		GO(&call, { .response = CUT_AT_5, .flags = WIRE_CLOSE },
		   { .response =
			     "HTTP/1.1 200 OK\r\nETag: \"v2\"\r\nContent-Length: 4\r\n\r\nx,y\n",
		     .flags = 0 }),
		0);
	save_expect_file(files.path, "x,y\n", 4);
}
END_TEST

START_TEST(another_range)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(
		GO(&call, { .response = CUT_AT_5, .flags = WIRE_CLOSE },
		   { .response =
			     "HTTP/1.1 206 P\r\nContent-Range: bytes 4-11/12\r\nContent-Length: 8\r\n\r\n"
			     "1,2\n3,4\n",
		     .flags = 0 },
		   { .response = CUT_AT_5, .flags = WIRE_CLOSE },
		   { .response =
			     "HTTP/1.1 206 P\r\nContent-Range: bytes 4-11/12\r\nContent-Length: 8\r\n\r\n"
			     "1,2\n3,4\n",
		     .flags = 0 }),
		IQM_E_FILE_BROKEN);
	save_expect_file(save_part(&files), "a,b\n1", 5);
}
END_TEST

START_TEST(length_in_chunks)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(GO(&call,
			    { .response = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"
						  "5\r\na,b\n1\r\n",
			      .flags = WIRE_CLOSE },
			    { .response = REST "Transfer-Encoding: chunked\r\n\r\n"
					       "7\r\n,2\n3,4\n\r\n0\r\n\r\n",
			      .flags = 0 }),
			 0);
	save_expect_file(files.path, WHOLE, 12);
}
END_TEST

START_TEST(redirect_is_not_followed)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(
		GO(&call,
		   { .response = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x?" SECRET
				 "\r\nContent-Length: 0\r\n\r\n",
		     .flags = 0 }),
		IQM_E_SERVER);
	ck_assert_ptr_nonnull(strstr(call.error.message, "redirect"));
}
END_TEST

START_TEST(plain_http_beyond_loopback)
{
	struct iqm_save save = { .path = files.path };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(
		iqm_save_url(client, "http://host.example.com/7.csv?" SECRET, &save, &call),
		IQM_E_CONFIG);
	ck_assert_ptr_nonnull(strstr(call.error.message, "plain http"));
	ck_assert_ptr_null(strstr(call.error.message, "0123456789abcdef"));
	save_expect_directory(&files, (const char *const[]){ NULL });
}
END_TEST

static int64_t ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *cancel_soon(void *context)
{
	save_sleep_us(1000 * suite_patience(100));
	iqm_cancel_calls(context);
	return NULL;
}

START_TEST(cancelled_while_nothing_comes)
{
	struct wire_step silent = { .response = OK_HEAD "Content-Length: 12\r\n\r\na,b\n" };
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .cancel = &cancel };
	struct iqm_save save = { 0 };
	struct wire *w = wire_start_step(&silent);
	int64_t began = ms_now();
	pthread_t thread;

	ck_assert_int_eq(pthread_create(&thread, NULL, cancel_soon, &cancel), 0);
	ck_assert_int_eq(save_from(w, &save, &call), IQM_E_CANCELLED);
	pthread_join(thread, NULL);
	ck_assert_int_lt(ms_now() - began, suite_patience(5000)); /* 350 if it is not busy */
	save_expect_file(save_part(&files), "a,b\n", 4);
	wire_stop(w);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("wire");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, body_that_is_cut_and_gone_on_with);
	tcase_add_test(tcase, whole_file_instead_of_the_range);
	tcase_add_test(tcase, another_range);
	tcase_add_test(tcase, length_in_chunks);
	tcase_add_test(tcase, redirect_is_not_followed);
	tcase_add_test(tcase, plain_http_beyond_loopback);
	tcase_add_test(tcase, cancelled_while_nothing_comes);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

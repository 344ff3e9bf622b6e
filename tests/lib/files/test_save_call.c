/* SPDX-License-Identifier: MIT */
/* What is sent for a file, what is wrong usage, callbacks, open files, progress, limits, secrets.
 */
#include "support/save_fixture.h"
#include "support/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct service s;

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
}

static void tear_down(void)
{
	save_close(&s);
}

/* ---- the request --------------------------------------------------------------------------- */

START_TEST(only_these_headers_are_sent)
{
	struct iqm_call call = { 0 };
	struct iqm_save save = { 0 };

	save_serve(&s, "a,b\n1,2\n", 8, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, &call), 0);
	ck_assert_uint_eq(s.calls, 1);
	ck_assert_str_eq(s.seen[0].url, SAVE_URL);
	ck_assert_str_eq(s.seen[0].headers, SAVE_HEADERS);
	ck_assert(s.seen[0].presigned);
	ck_assert(s.seen[0].fresh);
	save_expect_file(s.path, "a,b\n1,2\n", 8);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
	ck_assert_int_eq(save.bytes, 8);
	ck_assert_int_eq(save.resumed_from, 0);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.http_status, 200);
	ck_assert_int_eq(call.attempts[0].http_status, 200);
	ck_assert_int_eq(call.attempts[0].delivery, IQM_RESPONDED);
	ck_assert_ptr_nonnull(strstr(s.log, "/pld-reports/7_Report.csv"));
}
END_TEST

static int try_save(struct iqm_save save, const char *url, const char *words)
{
	struct iqm_call call = { 0 };
	int err = iqm_save_url(s.client, url, &save, &call);

	ck_assert_uint_eq(s.calls, 0);
	ck_assert_msg(strstr(call.error.message, words), "%s", call.error.message);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	return err;
}

START_TEST(wrong_usage_sends_nothing)
{
	struct iqm_save path = { .path = s.path };
	struct iqm_save fd = { .to = IQM_SAVE_FD, .fd = -1 };
	struct iqm_save callback = { .to = IQM_SAVE_CALLBACK };
	struct iqm_call call = { .timeout_ms = -1 };

	save_serve(&s, "x", 1, NULL);
	ck_assert_int_eq(try_save(path, NULL, "url is NULL"), IQM_E_USAGE);
	ck_assert_int_eq(try_save(path, "", "url is NULL"), IQM_E_USAGE);
	ck_assert_int_eq(try_save(fd, SAVE_URL, "save.fd"), IQM_E_USAGE);
	ck_assert_int_eq(try_save(callback, SAVE_URL, "save.write"), IQM_E_USAGE);
	path.max_bytes = -1;
	ck_assert_int_eq(try_save(path, SAVE_URL, "max_bytes"), IQM_E_USAGE);
	path.max_bytes = 0;
	path.mode = 01777;
	ck_assert_int_eq(try_save(path, SAVE_URL, "save.mode: expected 0777 at most"), IQM_E_USAGE);
	path.mode = 0;
	path.format = (enum iqm_file_format)9;
	ck_assert_int_eq(try_save(path, SAVE_URL, "save.format"), IQM_E_USAGE);
	path.format = IQM_FORMAT_ANY;
	path.to = (enum iqm_save_to)9;
	ck_assert_int_eq(try_save(path, SAVE_URL, "save.to"), IQM_E_USAGE);
	path.to = IQM_SAVE_PATH;
	path.path = "";
	ck_assert_int_eq(try_save(path, SAVE_URL, "save.path"), IQM_E_USAGE);
	path.path = "/tmp/";
	ck_assert_int_eq(try_save(path, SAVE_URL, "folder"), IQM_E_USAGE);
	path.path = s.path;
	ck_assert_int_eq(iqm_save_url(s.client, SAVE_URL, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_save_url(NULL, SAVE_URL, &path, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_save_url(s.client, SAVE_URL, &path, &call), IQM_E_USAGE);
	save_expect_directory(&s, (const char *const[]){ NULL });
}
END_TEST

/* ---- refusals ------------------------------------------------------------------------------ */

static const struct {
	long status;
	int err;
	size_t calls;
	const char *words;
} refusals[] = {
	{ 301, IQM_E_SERVER, 1, "redirect" },    { 307, IQM_E_SERVER, 1, "redirect" },
	{ 401, IQM_E_AUTH, 1, "HTTP 401" },      { 403, IQM_E_FORBIDDEN, 1, "link has expired" },
	{ 404, IQM_E_NOT_FOUND, 1, "HTTP 404" }, { 400, IQM_E_REFUSED, 1, "HTTP 400" },
	{ 416, IQM_E_REFUSED, 1, "HTTP 416" },   { 408, IQM_E_SERVER, 5, "HTTP 408" },
	{ 429, IQM_E_RATE_LIMITED, 5, "429" },   { 500, IQM_E_SERVER, 5, "HTTP 500" },
	{ 503, IQM_E_SERVER, 5, "HTTP 503" },    { 204, IQM_E_SERVER, 1, "HTTP 204" },
	{ 206, IQM_E_SERVER, 1, "no range" },
};

START_TEST(statuses)
{
	const struct scripted_response scripted = { refusals[_i].status,
						    "Location: https://evil.example.com/\n",
						    "<Error>" SECRET "</Error>",
						    0,
						    0,
						    0 };
	struct iqm_call call = { 0 };

	save_script(&s, &scripted, 1);
	ck_assert_int_eq(save_path(&s, NULL, &call), refusals[_i].err);
	ck_assert_uint_eq(s.calls, refusals[_i].calls);
	ck_assert_int_eq(call.error.attempts, (int)refusals[_i].calls);
	ck_assert_int_eq(call.error.http_status, refusals[_i].status);
	ck_assert_msg(strstr(call.error.message, refusals[_i].words), "%s", call.error.message);
	save_expect_directory(&s, (const char *const[]){ NULL });
}
END_TEST

/* A refusal is one, whether or not its body comes; the words of its body are shown to nobody. */
START_TEST(refusal_with_a_body_that_breaks)
{
	save_script(&s, RESPONSES({ 403, NULL, "<Err", 0, IQM_E_NETWORK, 0 }));
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_FORBIDDEN);
	ck_assert_uint_eq(s.calls, 1);
}
END_TEST

START_TEST(failures_that_pass_and_those_that_do_not)
{
	struct iqm_call call = { 0 };

	s.content = "a\n";
	s.size = 2;
	save_script(&s, RESPONSES({ .fail = IQM_E_NETWORK },
				  { .status = 503, .headers = "Retry-After: 7\n" }, { 0 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), 0);
	ck_assert_int_eq(call.error.attempts, 3);
	ck_assert_int_eq(call.attempts[0].status, IQM_E_NETWORK);
	ck_assert_int_eq(call.attempts[0].curl_code, 7);
	ck_assert_int_eq(call.attempts[1].http_status, 503);
	ck_assert_int_ge(call.attempts[2].waited_ms, 7000);
	unlink(s.path);
	save_script(&s, RESPONSES({ .fail = IQM_E_CONFIG }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_CONFIG);
	ck_assert_int_eq(call.error.attempts, 1);
	save_script(&s, RESPONSES({ .fail = 77 }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_NETWORK);
	ck_assert_int_eq(call.error.attempts, 5);
}
END_TEST

START_TEST(hooks_get_the_date)
{
	struct iqm_call call = { 0 };

	save_script(&s, RESPONSES({ .status = 404,
				    .headers = "Date: Tue, 14 Nov 2023 22:13:50 GMT\n" }));
	save_path(&s, NULL, &call);
	ck_assert_int_eq(s.date, 1700000030);
	save_script(&s, RESPONSES({ .status = 404 }));
	save_path(&s, NULL, &call);
	ck_assert_int_eq(s.date, 0);
}
END_TEST

START_TEST(the_deadline_covers_the_waits)
{
	struct iqm_call call = { .timeout_ms = 5000 };

	save_script(&s, RESPONSES({ .status = 503, .headers = "Retry-After: 10\n" }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_SERVER);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.retry_after_ms, 10000);
	ck_assert_int_lt(s.now, 5000);
}
END_TEST

START_TEST(cancelled_before_and_during)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .cancel = &cancel };

	save_script(&s, RESPONSES({ .fail = IQM_E_CANCELLED }));
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_CANCELLED);
	ck_assert_uint_eq(s.calls, 1);
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_CANCELLED);
	ck_assert_uint_eq(s.calls, 1);
	ck_assert_int_eq(call.error.attempts, 0);
}
END_TEST

/* ---- callbacks and open files -------------------------------------------------------------- */

START_TEST(callback_gets_each_byte_once)
{
	size_t len;
	char *csv = save_csv(100000, &len);
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	struct iqm_call call = { 0 };

	save_serve(&s, csv, len, "\"v1\"");
	save_script(&s,
		    RESPONSES({ .cut = 1000 }, { .cut = 30001 }, { .fail = IQM_E_NETWORK }, { 0 }));
	s.piece = 777;
	ck_assert_int_eq(save_callback(&s, &save, &call), 0);
	ck_assert_uint_eq(s.got_len, len);
	ck_assert_int_eq(memcmp(s.got, csv, len), 0);
	ck_assert_int_eq(save.bytes, (int64_t)len);
	ck_assert_str_eq(s.seen[3].headers, SAVE_HEADERS "Range: bytes=31001-\nIf-Range: \"v1\"\n");
	free(csv);
}
END_TEST

static int stop(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 3;
}

START_TEST(callback_that_stops)
{
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK, .write = stop };
	struct iqm_call call = { 0 };

	save_serve(&s, "abc", 3, "\"v1\"");
	ck_assert_int_eq(iqm_save_url(s.client, SAVE_URL, &save, &call), IQM_E_FILE);
	ck_assert_str_eq(call.error.message, "save: the write callback returned 3");
	ck_assert_uint_eq(s.calls, 1);
}
END_TEST

static int save_fd(int fd, enum iqm_file_format form, struct iqm_call *call)
{
	struct iqm_save save = { .to = IQM_SAVE_FD, .fd = fd, .format = form };

	return iqm_save_url(s.client, SAVE_URL, &save, call);
}

START_TEST(open_file_goes_on_where_it_is)
{
	int fd = open(s.path, O_RDWR | O_CREAT, 0600);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(write(fd, "before ", 7), 7);
	save_serve(&s, "a,b\n", 4, NULL);
	ck_assert_int_eq(save_fd(fd, IQM_FORMAT_CSV, &call), 0);
	ck_assert_int_eq(write(fd, "after", 5), 5);
	close(fd);
	save_expect_file(s.path, "before a,b\nafter", 16);
}
END_TEST

static void on_signal(int number)
{
	(void)number;
}

struct reader {
	int fd;
	char *data;
	size_t len;
};

/* Slowly, so that writes are short. */
static void *drain(void *context)
{
	struct reader *r = context;
	ssize_t n;

	while ((n = read(r->fd, r->data + r->len, 3000)) > 0 || (n < 0 && errno == EINTR)) {
		r->len += n > 0 ? (size_t)n : 0;
		save_sleep_us(200);
	}
	return NULL;
}

static void save_to_pipe(int flags)
{
	struct iqm_call call = { 0 };
	struct reader r = { 0 };
	pthread_t thread;
	size_t len;
	char *csv = save_csv(300000, &len);
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(fcntl(ends[1], F_SETFL, flags), 0);
	r.fd = ends[0];
	r.data = malloc(len + 4096);
	ck_assert_ptr_nonnull(r.data);
	ck_assert_int_eq(pthread_create(&thread, NULL, drain, &r), 0);
	save_serve(&s, csv, len, NULL);
	ck_assert_msg(!save_fd(ends[1], IQM_FORMAT_CSV, &call), "%s", call.error.message);
	close(ends[1]);
	pthread_join(thread, NULL);
	close(ends[0]);
	ck_assert_uint_eq(r.len, len);
	ck_assert_int_eq(memcmp(r.data, csv, len), 0);
	free(r.data);
	free(csv);
}

START_TEST(pipe_with_signals)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct itimerspec every = { { 0, 500000 }, { 0, 500000 } };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	timer_t timer;

	sigaction(SIGALRM, &action, NULL); /* without SA_RESTART: EINTR */
	ck_assert_int_eq(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	ck_assert_int_eq(timer_settime(timer, 0, &every, NULL), 0);
	save_to_pipe(0);
	timer_delete(timer);
}
END_TEST

START_TEST(pipe_that_does_not_block)
{
	save_to_pipe(O_NONBLOCK);
}
END_TEST

/* SIGPIPE does not end the host. */
START_TEST(pipe_that_nobody_reads)
{
	struct iqm_call call = { 0 };
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	close(ends[0]);
	save_serve(&s, "abc", 3, NULL);
	ck_assert_int_eq(save_fd(ends[1], IQM_FORMAT_ANY, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, EPIPE);
	close(ends[1]);
}
END_TEST

START_TEST(device_that_is_full)
{
	struct iqm_call call = { 0 };
	int fd = open("/dev/full", O_WRONLY);

	ck_assert_int_ge(fd, 0);
	save_serve(&s, "abc", 3, NULL);
	ck_assert_int_eq(save_fd(fd, IQM_FORMAT_ANY, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, ENOSPC);
	ck_assert_uint_eq(s.calls, 1);
	close(fd);
}
END_TEST

/* ---- size and progress --------------------------------------------------------------------- */

START_TEST(byte_cap)
{
	struct iqm_save save = { .max_bytes = 7 };
	struct iqm_call call = { 0 };

	save_serve(&s, "12345678", 8, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_TOO_LARGE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "8 bytes"));
	save_expect_directory(&s, (const char *const[]){ NULL });
	save_script(&s, RESPONSES({ 200, NULL, "12345678", 0, 0, 0 })); /* no Content-Length */
	ck_assert_int_eq(save_callback(&s, &save, &call), IQM_E_TOO_LARGE);
	ck_assert_uint_eq(s.got_len, 0);
	save.max_bytes = 8;
	ck_assert_int_eq(save_callback(&s, &save, &call), 0);
	ck_assert_int_eq(save.bytes, 8);
}
END_TEST

struct progress_record {
	int64_t done[64];
	int64_t total;
	size_t count;
};

static void on_progress(void *context, int64_t done, int64_t total)
{
	struct progress_record *t = context;

	ck_assert_uint_lt(t->count, 64);
	t->done[t->count++] = done;
	t->total = total;
	s.now += 30; /* so that a piece takes that long */
}

START_TEST(progress_first_last_and_ten_a_second)
{
	struct progress_record record = { .count = 0 };
	struct iqm_save save = { .progress = on_progress, .context = &record };
	size_t len;
	char *csv = save_csv(20000, &len);

	save_serve(&s, csv, len, "\"v1\"");
	s.piece = 100;
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_uint_eq(record.count, 2); /* its clock stands still but for them */
	ck_assert_int_eq(record.done[0], 0);
	ck_assert_int_eq(record.done[1], (int64_t)len);
	ck_assert_int_eq(record.total, (int64_t)len);
	free(csv);
}
END_TEST

/* Only a whole part is called complete: it is not there under its name yet. */
static int on_complete(void *context)
{
	int *refuses = context;
	char part[sizeof(s.path) + 8];

	snprintf(part, sizeof(part), "%s.part", s.path);
	save_expect_file(part, "12345678", 8);
	ck_assert_int_ne(access(s.path, F_OK), 0);
	return *refuses;
}

START_TEST(callback_that_keeps_a_whole_part_from_its_name)
{
	int refuses = 1;
	struct iqm_save save = { .complete = on_complete, .context = &refuses };
	struct iqm_call call = { 0 };

	save_serve(&s, "12345678", 8, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "complete callback"));
	ck_assert_int_ne(access(s.path, F_OK), 0);
	refuses = 0;
	ck_assert_int_eq(save_path(&s, &save, &call), 0);
	save_expect_file(s.path, "12345678", 8);
}
END_TEST

START_TEST(file_of_no_bytes)
{
	struct iqm_save save = { 0 };

	save_serve(&s, "", 0, "\"v1\"");
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	save_expect_file(s.path, "", 0);
	ck_assert_int_eq(save.bytes, 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("call");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, only_these_headers_are_sent);
	tcase_add_test(tcase, wrong_usage_sends_nothing);
	tcase_add_loop_test(tcase, statuses, 0, sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tcase, refusal_with_a_body_that_breaks);
	tcase_add_test(tcase, failures_that_pass_and_those_that_do_not);
	tcase_add_test(tcase, hooks_get_the_date);
	tcase_add_test(tcase, the_deadline_covers_the_waits);
	tcase_add_test(tcase, cancelled_before_and_during);
	tcase_add_test(tcase, callback_gets_each_byte_once);
	tcase_add_test(tcase, callback_that_stops);
	tcase_add_test(tcase, open_file_goes_on_where_it_is);
	tcase_add_test(tcase, pipe_with_signals);
	tcase_add_test(tcase, pipe_that_does_not_block);
	tcase_add_test(tcase, pipe_that_nobody_reads);
	tcase_add_test(tcase, device_that_is_full);
	tcase_add_test(tcase, byte_cap);
	tcase_add_test(tcase, progress_first_last_and_ten_a_second);
	tcase_add_test(tcase, callback_that_keeps_a_whole_part_from_its_name);
	tcase_add_test(tcase, file_of_no_bytes);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

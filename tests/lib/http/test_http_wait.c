/* SPDX-License-Identifier: MIT */
/* Cancels, deadlines, connect and stall timeouts of libcurl's transport, in each phase. */
#define _DEFAULT_SOURCE /* syscall() */
#include "support/hanging_lookup.h"
#include "support/transport_fixture.h"
#include "support/suite.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define LATE_MS suite_patience(500) /* 250, and what a loaded machine takes */
#define BEGUN "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n"
#define LARGE ((size_t)32 << 20) /* more than sockets hold */

static void sleep_ms(long ms)
{
	struct timespec span = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&span, &span) && errno == EINTR)
		;
}

/* ---- phases ------------------------------------------------------------------------------- */

/* A call that stays in one phase. */
struct phase {
	const char *name;
	struct wire_step step;
	const char *url; /* of another host; NULL: the server's */
	bool full;       /* to a listener that takes no connection */
	bool tls;        /* to a server that answers no handshake */
	bool large;      /* with a large body */
	bool sent;       /* the phase comes after the request */
	bool begun;      /* and after the response's beginning */
};

static const struct phase phases[] = {
	{ .name = "name look-up", .url = "https://api.example.com" },
	{ .name = "connecting", .full = true },
	{ .name = "TLS", .step = { .flags = WIRE_DEAF }, .tls = true },
	{ .name = "sending", .step = { .flags = WIRE_DEAF }, .large = true, .sent = true },
	{ .name = "waiting", .step = { .flags = WIRE_SILENT }, .sent = true },
	{
		.name = "status line",
		.step = { "HTTP/1.1 2", 0, WIRE_EAGER | WIRE_SILENT, 0 },
		.sent = true,
	},
	{
		.name = "headers",
		.step = { BEGUN, 0, WIRE_EAGER | WIRE_SILENT, 0 },
		.sent = true,
		.begun = true,
	},
	{
		.name = "body",
		.step = { BEGUN "\r\nabc", 0, WIRE_EAGER | WIRE_SILENT, 0 },
		.sent = true,
		.begun = true,
	},
};

#define PHASES (sizeof(phases) / sizeof(phases[0]))

/* A listener whose queue is full: a further connection hangs. */
struct full {
	int listener;
	int queued[4];
	char url[40];
};

static struct full fill(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	struct full f;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	f.listener = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(f.listener, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(listen(f.listener, 0), 0);
	ck_assert_int_eq(getsockname(f.listener, (struct sockaddr *)&at, &len), 0);
	for (size_t i = 0; i < sizeof(f.queued) / sizeof(f.queued[0]); i++) {
		f.queued[i] = socket(AF_INET, SOCK_STREAM, 0);
		fcntl(f.queued[i], F_SETFL, O_NONBLOCK);
		(void)!connect(f.queued[i], (struct sockaddr *)&at, sizeof(at));
	}
	sleep_ms(20);
	snprintf(f.url, sizeof(f.url), "http://127.0.0.1:%d", ntohs(at.sin_port));
	return f;
}

static void unfill(const struct full *f)
{
	for (size_t i = 0; i < sizeof(f->queued) / sizeof(f->queued[0]); i++)
		close(f->queued[i]);
	close(f->listener);
}

/* A CA to be read in no time: the system's take valgrind a second, in one step of libcurl's. */
static const char small_ca[] = "-----BEGIN CERTIFICATE-----\n"
			       "MIIBbTCCAROgAwIBAgIUXGC4oB6H5xyyfSefCtGaDmZfzCYwCgYIKoZIzj0EAwIw\n"
			       "DDEKMAgGA1UEAwwBdDAeFw0yNjExMjQwMTM0MDVaFw0yNjExMjUwMTM0MDVaMAwx\n"
			       "CjAIBgNVBAMMAXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT2iuuETGqel6T2\n"
			       "Zn2EaDJvVkYLCPhr63eR1QWu5vYoP0GIW7XxdsHNXo7FDa98n3Z83BHvIXdUhaiw\n"
			       "1GQB08mho1MwUTAdBgNVHQ4EFgQU5F4g5ONws5lt1hJBBEplcMbvlTUwHwYDVR0j\n"
			       "BBgwFoAU5F4g5ONws5lt1hJBBEplcMbvlTUwDwYDVR0TAQH/BAUwAwEB/zAKBggq\n"
			       "hkjOPQQDAgNIADBFAiAcB3LvvGPypkQdEHk/ibEubzDFRqmWdH8yP9Roh/ULEAIh\n"
			       "AKkehGPHtRtWSoopaWrxv/ff94R6GH9ZU/XIzhuceDm3\n"
			       "-----END CERTIFICATE-----\n";

/* `path`: of the file, to be removed. */
static struct iqm_transport transport_with_small_ca(char *path)
{
	struct iqm_curl_options options = { .ca_file = path };
	struct iqm_transport transport;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, small_ca, strlen(small_ca)), (ssize_t)strlen(small_ca));
	close(fd);
	ck_assert_int_eq(iqm_curl_open(&transport, &options, NULL), 0);
	return transport;
}

struct stage {
	const struct phase *phase;
	struct fixture fixture;
	struct full full;
	struct request request;
	char *large;
	char ca[24];
};

static void stage_open(struct stage *s, const struct phase *p)
{
	char tls[48];
	const char *base;

	*s = (struct stage){ .phase = p, .fixture = fixture_open_step(&p->step) };
	lookups_block();
	snprintf(tls, sizeof(tls), "https://127.0.0.1:%d", wire_port(s->fixture.wire));
	base = p->tls ? tls : wire_url(s->fixture.wire);
	if (p->tls) {
		s->fixture.transport.close(s->fixture.transport.context);
		snprintf(s->ca, sizeof(s->ca), "/tmp/iqm-ca-XXXXXX");
		s->fixture.transport = transport_with_small_ca(s->ca);
	}
	if (p->full) {
		s->full = fill();
		base = s->full.url;
	}
	s->request = request_to(p->url ? p->url : base, "POST", "/?q=secret");
	if (p->large) {
		s->large = calloc(1, LARGE);
		ck_assert_ptr_nonnull(s->large);
		s->request.rq.body = s->large;
		s->request.rq.body_len = LARGE;
	}
}

/* Closing must not wait for what hangs. */
static void stage_close(struct stage *s)
{
	long long start = fixture_now_ms();

	s->fixture.transport.close(s->fixture.transport.context);
	ck_assert_msg(fixture_now_ms() - start < LATE_MS, "%s: closed after %lld ms",
		      s->phase->name, fixture_now_ms() - start);
	wire_stop(s->fixture.wire);
	lookups_unblock();
	if (s->phase->tls)
		unlink(s->ca);
	if (s->phase->full)
		unfill(&s->full);
	request_close(&s->request);
	free(s->large);
}

/* What is known of a call that was ended, after `ms` of the time it had. */
static void expect_end(const struct stage *s, int found, int status, long long ms)
{
	const struct iqm_http_response *a = &s->request.response;
	const char *name = s->phase->name;

	ck_assert_msg(found == status, "%s: %d: %s", name, found, a->reason);
	ck_assert_msg(ms >= -20 && ms < LATE_MS, "%s: %lld ms late", name, ms);
	ck_assert_msg(a->sending == s->phase->sent, "%s: sent: %d", name, a->sending);
	ck_assert_msg(*a->reason && !strstr(a->reason, "secret"), "%s: %s", name, a->reason);
	ck_assert_msg(a->timing.total_us > 0, "%s: no time", name);
}

/* ---- cancel ------------------------------------------------------------------------------- */

#define CANCEL_MS 150

/* Set by whoever cancels, before it does. */
static struct iqm_cancel cancel;
static volatile long long cancelled_at;

static void cancel_now(int signal_number)
{
	(void)signal_number;
	cancelled_at = fixture_now_ms();
	iqm_cancel_calls(&cancel);
}

static void *cancel_soon(void *context)
{
	(void)context;
	sleep_ms(CANCEL_MS);
	cancel_now(0);
	return NULL;
}

static int go_and_cancel(struct stage *s)
{
	pthread_t thread;
	int status;

	cancel = (struct iqm_cancel){ 0 };
	s->request.rq.cancel = &cancel;
	ck_assert(!pthread_create(&thread, NULL, cancel_soon, NULL));
	status = fixture_perform(&s->fixture, &s->request);
	pthread_join(thread, NULL);
	return status;
}

START_TEST(cancel_from_a_thread)
{
	struct stage s;
	int status;
	long long ended;

	stage_open(&s, &phases[_i]);
	status = go_and_cancel(&s);
	ended = fixture_now_ms();
	expect_end(&s, status, IQM_E_CANCELLED, ended - cancelled_at);
	ck_assert_int_eq(s.request.response.curl_code, 0);
	ck_assert_str_eq(s.request.response.reason, phases[_i].sent
							    ? "cancelled while it was under way"
							    : "cancelled before it was sent");
	stage_close(&s);
}
END_TEST

START_TEST(cancel_from_a_signal_handler)
{
	struct sigaction action = { .sa_handler = cancel_now };
	struct itimerval soon = { .it_value = { 0, CANCEL_MS * 1000 } };
	struct sigaction old;
	struct stage s;
	int status;

	stage_open(&s, &phases[_i]);
	cancel = (struct iqm_cancel){ 0 };
	s.request.rq.cancel = &cancel;
	ck_assert_int_eq(sigaction(SIGALRM, &action, &old), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
	status = fixture_perform(&s.fixture, &s.request);
	expect_end(&s, status, IQM_E_CANCELLED, fixture_now_ms() - cancelled_at);
	ck_assert_int_eq(sigaction(SIGALRM, &old, NULL), 0);
	stage_close(&s);
}
END_TEST

START_TEST(cancel_before)
{
	struct fixture r = fixture_open_response(OK_TEXT, 0);
	struct request t = request_of(&r, "POST", "/");

	cancel = (struct iqm_cancel){ 0 };
	iqm_cancel_calls(&cancel);
	t.rq.cancel = &cancel;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_CANCELLED);
	ck_assert(!t.response.sending);
	ck_assert_str_eq(t.response.reason, "cancelled before it was sent");
	ck_assert_uint_eq(wire_connections(r.wire), 0);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static bool connecting_cancels;

/* The system's own; then a cancel, where one is wanted: libcurl goes on to the request at once. */
int connect(int s, const struct sockaddr *to, socklen_t len)
{
	struct pollfd one = { .fd = s, .events = POLLOUT };
	int err = (int)syscall(SYS_connect, s, to, len);

	if (!connecting_cancels)
		return err;
	if (err && errno == EINPROGRESS)
		err = poll(&one, 1, -1) == 1 ? 0 : -1;
	connecting_cancels = false;
	iqm_cancel_calls(&cancel);
	return err;
}

START_TEST(cancel_right_before_it_is_sent)
{
	struct fixture r = fixture_open_response(OK_TEXT, 0);
	struct request t = request_of(&r, "POST", "/");

	cancel = (struct iqm_cancel){ 0 };
	t.rq.cancel = &cancel;
	connecting_cancels = true;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_CANCELLED);
	ck_assert(!connecting_cancels);
	ck_assert(!t.response.sending);
	ck_assert_str_eq(t.response.reason, "cancelled before it was sent");
	request_close(&t);
	fixture_close(&r);
}
END_TEST

/* It ends what would go on for long, though bytes keep coming. */
START_TEST(cancel_while_bytes_come)
{
	const struct phase dripping = {
		.name = "dripping",
		.step = { BEGUN "\r\n0123456789012345678901234567890123456789", 0, WIRE_DRIP, 20 },
		.sent = true,
	};
	struct stage s;
	int status;
	long long ended;

	stage_open(&s, &dripping);
	status = go_and_cancel(&s);
	ended = fixture_now_ms();
	expect_end(&s, status, IQM_E_CANCELLED, ended - cancelled_at);
	stage_close(&s);
}
END_TEST

/* The next call has another connection, and its response is its own. */
START_TEST(call_after_a_cancelled_one)
{
	const struct wire_step late[] = {
		{ .response = "HTTP/1.1 500 Late\r\nContent-Length: 4\r\n\r\nlate",
		  .pause_ms = 2 * CANCEL_MS }
	};
	const struct wire_step on_time[] = { { .response = OK_TEXT } };
	const struct wire_script scripts[] = { WIRE_STEPS(late), WIRE_STEPS(on_time) };
	struct stage s = { .fixture = fixture_open(scripts, 2) };

	s.request = request_of(&s.fixture, "POST", "/");
	ck_assert_int_eq(go_and_cancel(&s), IQM_E_CANCELLED);
	sleep_ms(2 * CANCEL_MS);
	fixture_perform_ok(&s.fixture, "GET", false);
	ck_assert_uint_eq(wire_connections(s.fixture.wire), 2);
	request_close(&s.request);
	fixture_close(&s.fixture);
}
END_TEST

/* ---- deadlines and timeouts --------------------------------------------------------------- */

START_TEST(deadline)
{
	struct stage s;
	long long start;
	int status;

	stage_open(&s, &phases[_i]);
	s.request.rq.timeout_ms = 300;
	s.request.rq.connect_timeout_ms = 10000;
	s.request.rq.stall_timeout_ms = 10000;
	start = fixture_now_ms();
	status = fixture_perform(&s.fixture, &s.request);
	expect_end(&s, status, IQM_E_TIMEOUT, fixture_now_ms() - start - 300);
	ck_assert_int_eq(s.request.response.curl_code, CURLE_OPERATION_TIMEDOUT);
	stage_close(&s);
}
END_TEST

/* Ends the phases before the request, and no later one. */
START_TEST(connect_timeout)
{
	const struct phase *p = &phases[_i];
	struct stage s;
	long long start;
	int status;

	stage_open(&s, p);
	s.request.rq.connect_timeout_ms = 200;
	s.request.rq.timeout_ms = p->sent ? 600 : 20000;
	start = fixture_now_ms();
	status = fixture_perform(&s.fixture, &s.request);
	expect_end(&s, status, IQM_E_TIMEOUT, fixture_now_ms() - start - (p->sent ? 600 : 200));
	ck_assert_int_eq(!strcmp(s.request.response.reason, "no connection within 200 ms"),
			 !p->sent);
	stage_close(&s);
}
END_TEST

/* Ends the phases after the response's first line, and no earlier one. */
START_TEST(stall_timeout)
{
	const struct phase *p = &phases[_i];
	struct stage s;
	long long start;
	int status;

	stage_open(&s, p);
	s.request.rq.stall_timeout_ms = 200;
	s.request.rq.timeout_ms = p->begun ? 20000 : 600;
	start = fixture_now_ms();
	status = fixture_perform(&s.fixture, &s.request);
	expect_end(&s, status, IQM_E_TIMEOUT, fixture_now_ms() - start - (p->begun ? 200 : 600));
	ck_assert_int_eq(!strcmp(s.request.response.reason,
				 "the response began, and then nothing came for 200 ms"),
			 p->begun);
	ck_assert_int_eq(s.request.response.curl_code, CURLE_OPERATION_TIMEDOUT);
	stage_close(&s);
}
END_TEST

static void expect_patience(const char *response, unsigned flags, long pause_ms)
{
	const struct wire_step step = { response, 0, flags, pause_ms };
	struct fixture r = fixture_open_step(&step);
	struct request t = request_of(&r, "GET", "/");

	t.rq.stall_timeout_ms = 400;
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	ck_assert_str_eq(t.response.body.data, "ok");
	request_close(&t);
	fixture_close(&r);
}

START_TEST(slow_responses_are_not_stalled)
{
	expect_patience(OK_TEXT, 0, 700);
	/* Each byte in time, of lines as of the body. */
	expect_patience("HTTP/1.1 200 OK\r\nX: 01234567\r\nContent-Length: 2\r\n\r\nok", WIRE_DRIP,
			20);
}
END_TEST

/* An interim response begins nothing: what it announces may take its time. */
START_TEST(slow_after_an_interim_response)
{
	const struct wire_step steps[] = {
		{ "HTTP/1.1 103 Hints\r\nA: b\r\n\r\n", 0, WIRE_EAGER, 0 },
	};
	const struct wire_script script = WIRE_STEPS(steps);
	struct fixture r = fixture_open(&script, 1);
	struct request t = request_of(&r, "GET", "/");

	t.rq.stall_timeout_ms = 100;
	t.rq.timeout_ms = 500;
	ck_assert_int_eq(fixture_perform(&r, &t), IQM_E_TIMEOUT);
	ck_assert_ptr_null(strstr(t.response.reason, "nothing came"));
	request_close(&t);
	fixture_close(&r);
}
END_TEST

START_TEST(no_timeout_but_the_deadline)
{
	struct fixture r = fixture_open_response(OK_TEXT, 0);
	struct request t = request_of(&r, "GET", "/");

	t.rq.timeout_ms = LONG_MAX;
	ck_assert_msg(!fixture_perform(&r, &t), "%s", t.response.reason);
	request_close(&t);
	fixture_close(&r);
}
END_TEST

static void add_tests(Suite *s)
{
	TCase *c = tcase_create("waits");

	tcase_set_timeout(c, 60);
	suite_add_tcase(s, c);
	tcase_add_loop_test(c, cancel_from_a_thread, 0, (int)PHASES);
	tcase_add_loop_test(c, cancel_from_a_signal_handler, 0, (int)PHASES);
	tcase_add_test(c, cancel_before);
	tcase_add_test(c, cancel_right_before_it_is_sent);
	tcase_add_test(c, cancel_while_bytes_come);
	tcase_add_test(c, call_after_a_cancelled_one);
	tcase_add_loop_test(c, deadline, 0, (int)PHASES);
	tcase_add_loop_test(c, connect_timeout, 0, (int)PHASES);
	tcase_add_loop_test(c, stall_timeout, 0, (int)PHASES);
	tcase_add_test(c, slow_responses_are_not_stalled);
	tcase_add_test(c, slow_after_an_interim_response);
	tcase_add_test(c, no_timeout_but_the_deadline);
}

SUITE(add_tests)

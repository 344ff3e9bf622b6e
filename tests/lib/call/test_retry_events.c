/* SPDX-License-Identifier: MIT */
/* What log lines and hooks report of attempts, and the headers that a hook may add. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

/* ---- events and lines, in order ------------------------------------------------------------ */

struct event_record {
	char events[4096];
	char lines[4096];
};

static void add(char *to, size_t size, const char *text)
{
	size_t used = strlen(to);

	snprintf(to + used, size - used, "%s\n", text);
}

static void on_event(void *context, const struct iqm_event *e)
{
	static const char *const kinds[] = { "", "send", "response", "retry", "wait" };
	struct event_record *record = context;
	char text[512];
	size_t used = (size_t)snprintf(text, sizeof(text), "%s %d %s", kinds[e->kind], e->attempt,
				       e->operation);

	if (e->method)
		used += (size_t)snprintf(text + used, sizeof(text) - used, " %s %s", e->method,
					 e->path);
	if (e->result)
		used += (size_t)snprintf(text + used, sizeof(text) - used, " %s %ld",
					 iqm_status_name(e->result->status),
					 e->result->http_status);
	if (e->request_id)
		used += (size_t)snprintf(text + used, sizeof(text) - used, " [%s]", e->request_id);
	if (e->why)
		snprintf(text + used, sizeof(text) - used, " %ld ms: %s", e->wait_ms, e->why);
	ck_assert_int_eq(e->headers != NULL, e->kind == IQM_EVENT_SEND);
	add(record->events, sizeof(record->events), text);
}

static void on_line(void *context, enum iqm_log_level level, const char *line)
{
	struct event_record *record = context;
	char text[600];

	snprintf(text, sizeof(text), "%d %s", (int)level, line);
	add(record->lines, sizeof(record->lines), text);
}

START_TEST(test_order)
{
	const struct outcome outcomes[] = { NOT_SENT,
					    { .status = 503, .body = "", .retry_after = "2" },
					    RESPONSE(200) };
	struct event_record record = { "", "" };
	struct script s;
	struct iqm_call call = { 0 };
	char expected[2048];
	long first, second;

	script_open(&s, (struct iqm_settings){ .seed = 1,
					       .on_event = on_event,
					       .event_context = &record,
					       .log = on_line,
					       .log_context = &record,
					       .log_level = IQM_LOG_DEBUG });
	ck_assert_int_eq(script_call(&s, IQM_READ, outcomes, 3, &call), 0);
	first = call.attempts[1].waited_ms;
	second = call.attempts[2].waited_ms;
#define WHERE "GET /api/v3/ins/pld-reports/campaigns"
#define NO_REASON "HTTP 503, and no reason that can be read"
	snprintf(expected, sizeof(expected),
		 "send 1 pld.campaigns " WHERE "\n"
		 "response 1 pld.campaigns " WHERE " IQM_E_NETWORK 0 []\n"
		 "retry 1 pld.campaigns IQM_E_NETWORK 0 %ld ms: refused\n"
		 "send 2 pld.campaigns " WHERE "\n"
		 "response 2 pld.campaigns " WHERE " IQM_E_SERVER 503 [id-1]\n"
		 "retry 2 pld.campaigns IQM_E_SERVER 503 %ld ms: " NO_REASON "\n"
		 "send 3 pld.campaigns " WHERE "\n"
		 "response 3 pld.campaigns " WHERE " IQM_OK 200 [id-1]\n",
		 first, second);
	ck_assert_str_eq(record.events, expected);
	snprintf(expected, sizeof(expected),
		 "4 pld.campaigns: " WHERE ", attempt 1\n"
		 "4 pld.campaigns: HTTP 0 after 0 ms: refused\n"
		 "2 pld.campaigns: attempt 1 failed, another in %ld ms: refused\n"
		 "4 pld.campaigns: " WHERE ", attempt 2\n"
		 "4 pld.campaigns: HTTP 503 after 0 ms: " NO_REASON "\n"
		 "2 pld.campaigns: attempt 2 failed, another in %ld ms: " NO_REASON "\n"
		 "4 pld.campaigns: " WHERE ", attempt 3\n"
		 "4 pld.campaigns: HTTP 200 after 0 ms\n"
		 "3 pld.campaigns: done, attempts: 3\n",
		 first, second);
	ck_assert_str_eq(record.lines, expected);
	script_close(&s);
}
END_TEST

START_TEST(test_wait_for_the_rate_limit)
{
	struct event_record record = { "", "" };
	struct script s;

	script_open(&s, (struct iqm_settings){ .requests_per_minute = 1,
					       .on_event = on_event,
					       .event_context = &record,
					       .log = on_line,
					       .log_context = &record,
					       .log_level = IQM_LOG_INFO });
	ck_assert_int_eq(script_call(&s, IQM_READ, &RESPONSE(200), 1, NULL), 0);
	record = (struct event_record){ "", "" };
	ck_assert_int_eq(script_call(&s, IQM_READ, &RESPONSE(200), 1, NULL), 0);
	ck_assert_str_eq(record.events, "wait 0 pld.campaigns 60050 ms: the rate limit is used up\n"
					"send 1 pld.campaigns " WHERE "\n"
					"response 1 pld.campaigns " WHERE " IQM_OK 200 [id-1]\n");
	ck_assert_str_eq(record.lines,
			 "3 pld.campaigns: waiting 60050 ms: the rate limit is used up\n"
			 "3 pld.campaigns: done, attempts: 1\n");
	script_close(&s);
}
END_TEST

START_TEST(test_levels)
{
	static const int lines[] = { 0, 1, 2, 2, 6 }; /* of a call that fails twice */
	for (int level = IQM_LOG_NONE; level <= IQM_LOG_DEBUG; level++) {
		struct event_record record = { "", "" };
		struct script s;
		int count = 0;

		script_open(&s, (struct iqm_settings){ .max_attempts = 2,
						       .log = on_line,
						       .log_context = &record,
						       .log_level = (enum iqm_log_level)level });
		ck_assert_int_eq(script_call(&s, IQM_READ, &RESPONSE(503), 1, NULL), IQM_E_SERVER);
		for (const char *p = record.lines; (p = strchr(p, '\n')); p++)
			count++;
		ck_assert_int_eq(count, lines[level]);
		script_close(&s);
	}
}
END_TEST

/* ---- headers of a hook's ------------------------------------------------------------------- */

struct adder {
	const char *name, *value;
	int times;
	int results[12];
};

static void add_headers(void *context, const struct iqm_event *e)
{
	struct adder *a = context;
	char name[32];

	if (e->kind != IQM_EVENT_SEND) {
		ck_assert_int_eq(iqm_event_add_header(e, "X-Late", "1"), IQM_E_USAGE);
		return;
	}
	for (int i = 0; i < a->times; i++) {
		snprintf(name, sizeof(name), a->times > 1 ? "%s-%d" : "%s", a->name, i);
		a->results[i] = iqm_event_add_header(e, name, a->value);
	}
}

static void send_with(struct script *s, struct adder *adder)
{
	script_open(s, (struct iqm_settings){ .max_attempts = 2,
					      .ow_id = "42",
					      .on_event = add_headers,
					      .event_context = adder });
	script_call(s, IQM_UPDATE, &RESPONSE(503), 1, NULL);
	ck_assert_int_eq(s->calls, 2);
	script_close(s);
}

START_TEST(test_added_header)
{
	struct adder adder = { "traceparent", "00-4bf9-01", 1, { 0 } };
	struct script s;
	const char *found;

	send_with(&s, &adder);
	ck_assert_int_eq(adder.results[0], 0);
	found = strstr(s.headers, "\ntraceparent: 00-4bf9-01\n"); /* the second attempt's, once */
	ck_assert_ptr_nonnull(found);
	ck_assert_ptr_null(strstr(found + 2, "traceparent"));
}
END_TEST

START_TEST(test_refused_headers)
{
	static const struct {
		const char *name, *value;
	} bad[] = {
		{ "X-A", "1\r\nX-B: 2" }, { "X-A", "\x7f" },        { "X-A\n", "1" },
		{ "X A", "1" },           { "X:A", "1" },           { "", "1" },
		{ "X-\xc3\xa9", "1" },    { "Authorization", "1" }, { "authentication", "1" },
		{ "X-IAA-OW-ID", "1" },   { "Content-Type", "1" },  { "accept", "1" },
		{ "User-Agent", "1" },    { "Host", "1" },          { "content-length", "1" },
		{ "Cookie", "1" },        { "Connection", "1" },    { "Transfer-Encoding", "1" },
		{ "Expect", "1" },        { "X-A", NULL },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct adder adder = { bad[i].name, bad[i].value, 1, { 0 } };
		struct script s;

		send_with(&s, &adder);
		ck_assert_msg(adder.results[0] == IQM_E_USAGE, "header %zu", i);
		ck_assert_ptr_null(strstr(s.headers, ": 1\n"));
		ck_assert_ptr_null(strstr(s.headers, "X-B"));
	}
}
END_TEST

START_TEST(test_too_many_headers)
{
	struct adder adder = { "X-Many", "1", 12, { 0 } };
	struct script s;

	send_with(&s, &adder);
	for (int i = 0; i < 12; i++)
		ck_assert_int_eq(adder.results[i], i < 8 ? 0 : IQM_E_USAGE);
	ck_assert_ptr_nonnull(strstr(s.headers, "X-Many-7: 1\n"));
	ck_assert_ptr_null(strstr(s.headers, "X-Many-8"));
	ck_assert_int_eq(iqm_event_add_header(NULL, "X-A", "1"), IQM_E_USAGE);
}
END_TEST

static void keep_date(void *context, const struct iqm_event *e)
{
	struct event_record *record = context;
	char text[64];

	snprintf(text, sizeof(text), "%d %lld", (int)e->kind, (long long)e->date);
	add(record->events, sizeof(record->events), text);
}

/* The service's clock, where a response tells it. */
START_TEST(test_date)
{
	const struct outcome outcomes[] = {
		{ .status = 503, .date = "Tue, 14 Nov 2023 22:13:50 GMT", .retry_after = "1" },
		LOST,
		{ .status = 503, .date = "noon", .retry_after = "1" },
		RESPONSE(200)
	};
	struct event_record record = { "", "" };
	struct script s;

	script_open(&s, (struct iqm_settings){ .on_event = keep_date, .event_context = &record });
	ck_assert_int_eq(script_call(&s, IQM_READ, outcomes, 4, NULL), 0);
	ck_assert_str_eq(record.events, "1 0\n2 1700000030\n3 0\n"
					"1 0\n2 0\n3 0\n"
					"1 0\n2 0\n3 0\n"
					"1 0\n2 0\n");
	script_close(&s);
}
END_TEST

static void keep_user_data(void *context, const struct iqm_event *e)
{
	struct event_record *record = context;
	char text[64];

	snprintf(text, sizeof(text), "%d %s", (int)e->kind,
		 e->user_data ? (const char *)e->user_data : "(null)");
	add(record->events, sizeof(record->events), text);
}

/* Each kind of event, of calls one after the other. */
START_TEST(test_user_data)
{
	const struct outcome outcomes[] = { { .status = 503, .retry_after = "5" },
					    { .status = 200,
					      .body = "{\"success\":true,\"data\":"
						      "{\"running\":7}}" } };
	char first[] = "first", second[] = "second";
	struct iqm_call call = { .user_data = first };
	struct event_record record = { "", "" };
	struct script s;

	script_open(&s, (struct iqm_settings){ .requests_per_minute = 2,
					       .on_event = keep_user_data,
					       .event_context = &record });
	script_call(&s, IQM_READ, outcomes, 2, &call);
	ck_assert_str_eq(record.events, "1 first\n2 first\n3 first\n1 first\n5 first\n2 first\n");
	record = (struct event_record){ "", "" };
	call.user_data = second;
	script_call(&s, IQM_READ, &RESPONSE(200), 1, &call);
	ck_assert_str_eq(record.events, "4 second\n1 second\n2 second\n");
	record = (struct event_record){ "", "" };
	script_call(&s, IQM_READ, &RESPONSE(200), 1, NULL);
	ck_assert_str_eq(record.events, "4 (null)\n1 (null)\n2 (null)\n");
	script_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("events");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_order);
	tcase_add_test(tcase, test_wait_for_the_rate_limit);
	tcase_add_test(tcase, test_levels);
	tcase_add_test(tcase, test_added_header);
	tcase_add_test(tcase, test_refused_headers);
	tcase_add_test(tcase, test_date);
	tcase_add_test(tcase, test_too_many_headers);
	tcase_add_test(tcase, test_user_data);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

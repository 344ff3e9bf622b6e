/* SPDX-License-Identifier: MIT */
/* The service's Retry-After, in every form that comes. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#define NOW 1700000000000 /* Tue, 14 Nov 2023 22:13:20 GMT */
#define MOST IQM_RETRY_AFTER_MAX_MS

static const struct {
	const char *value;
	const char *date;
	long ms;
} forms[] = {
	{ "", "", 0 },
	{ "0", "", 0 },
	{ "7", "", 7000 },
	{ "007", "", 7000 },
	{ "600", "", MOST },
	{ "601", "", MOST },
	{ "99999999999999999999999999", "", MOST },
	{ "Tue, 14 Nov 2023 22:13:50 GMT", "", 30000 },
	{ "Tuesday, 14-Nov-23 22:13:50 GMT", "", 30000 },
	{ "Tue Nov 14 22:13:50 2023", "", 30000 },
	/* its own clock counts, not ours */
	{ "Wed, 01 Jan 2020 00:00:40 GMT", "Wed, 01 Jan 2020 00:00:00 GMT", 40000 },
	{ "Tue, 14 Nov 2023 22:13:50 GMT", "Tue, 14 Nov 2023 22:13:45 GMT", 5000 },
	{ "Tue, 14 Nov 2023 22:13:50 GMT", "not a date", 30000 },
	{ "7", "Wed, 01 Jan 2020 00:00:00 GMT", 7000 },
	/* past, now, far ahead */
	{ "Tue, 14 Nov 2023 22:13:19 GMT", "", 0 },
	{ "Tue, 14 Nov 2023 22:13:20 GMT", "", 0 },
	{ "Fri, 31 Dec 1999 23:59:59 GMT", "", 0 },
	{ "Fri, 31 Dec 2100 23:59:59 GMT", "", MOST },
	{ "Fri, 31 Dec 2100 23:59:59 GMT", "Fri, 31 Dec 2100 23:59:29 GMT", 30000 },
	{ "Tue Jan 19 03:14:38 2038", "Tuesday, 19-Jan-38 03:14:08 GMT", 30000 },
	{ "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:36 GMT", 1000 },
	{ "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:36 GMT", 1000 },
	/* no form at all */
	{ "-5", "", 0 },
	{ "+5", "", 0 },
	{ "1.5", "", 0 },
	{ "1e3", "", 0 },
	{ "0x10", "", 0 },
	{ "5 seconds", "", 0 },
	{ "12 minutes", "", 0 },
	{ "10, 20", "", 0 },
	{ "10;20", "", 0 },
	{ "soon", "", 0 },
	{ "Tue", "", 0 },
	{ "23:59:59", "", 0 },
	{ "Tue, 99 Nov 2023 22:13:50 GMT", "", 0 },
	{ "Tue, 14 Foo 2023 22:13:50 GMT", "", 0 },
	{ "Tue, 14 Nov 2023 24:13:50 GMT", "", 0 },
	{ "Tue, 14 Nov 2023 22:13:50 PST", "", 0 },
	{ "Tue, 14 Nov 2023 22:13:50 GMT+8", "", 0 },
	{ "Tue, 14 Nov 2023", "", 0 },
	{ "Tue, 14 Nov 12023 22:13:50 GMT", "", 0 },
	{ "Mon, 29 Feb 2100 22:13:50 GMT", "", 0 },
	{ "\"7\"", "", 0 },
};

START_TEST(test_forms)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		ck_assert_msg(iqm_retry_after(forms[i].value, forms[i].date, NOW) == forms[i].ms,
			      "'%s': %ld", forms[i].value,
			      iqm_retry_after(forms[i].value, forms[i].date, NOW));
}
END_TEST

/* The same through calls: never sooner than the service says, and not much later. */
START_TEST(test_calls_heed_it)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const struct outcome outcomes[] = {
			{ .status = 503, .retry_after = forms[i].value, .date = forms[i].date },
			RESPONSE(200)
		};
		struct iqm_call call = { 0 };
		struct script s;
		long waited;

		script_open(&s, (struct iqm_settings){ .seed = i + 1 });
		ck_assert_int_eq(script_call(&s, IQM_READ, outcomes, 2, &call), 0);
		waited = call.attempts[1].waited_ms;
		ck_assert_int_eq(s.sim.now, NOW + waited);
		ck_assert_msg(waited >= forms[i].ms && waited <= forms[i].ms + 500, "'%s': %ld",
			      forms[i].value, waited);
		script_close(&s);
	}
}
END_TEST

/* Where it does not fit the deadline, the call says so at once. */
START_TEST(test_beyond_the_deadline)
{
	static const long statuses[] = { 429, 503 };

	for (size_t i = 0; i < 2; i++) {
		const struct outcome o = { .status = statuses[i], .retry_after = "45" };
		struct iqm_call call = { .timeout_ms = 45000 };
		struct script s;

		script_open(&s, (struct iqm_settings){ .max_attempts = 5 });
		ck_assert_int_eq(script_call(&s, IQM_READ, &o, 1, &call),
				 i ? IQM_E_SERVER : IQM_E_RATE_LIMITED);
		ck_assert_int_eq(s.calls, 1);
		ck_assert_int_eq(s.sim.now, NOW);
		ck_assert_int_eq(call.error.retry_after_ms, 45000);
		ck_assert_int_eq(call.error.http_status, statuses[i]);
		script_close(&s);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("retry-after");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_forms);
	tcase_add_test(tcase, test_calls_heed_it);
	tcase_add_test(tcase, test_beyond_the_deadline);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Periods in words: the days they stand for, by the calendar of a zone. */
#include "support/suite.h"

#include "input/input.h"

#include <string.h>

/* 2026-01-15T03:00:00Z, a Thursday; in New York it is the evening before. */
#define NOW "2026-01-15T03:00:00Z"

static const struct {
	const char *now;
	const char *zone;
	const char *text;
	const char *days; /* NULL: a usage error */
	bool is_over;
} cases[] = {
	{ NOW, "UTC", "2026", "2026-01-01..2026-12-31", false },
	{ NOW, "UTC", "2025-q4", "2025-10-01..2025-12-31", true },
	{ NOW, "UTC", "2026-01", "2026-01-01..2026-01-31", false },
	{ NOW, "UTC", "2024-02", "2024-02-01..2024-02-29", true },
	{ NOW, "UTC", "2025-12", "2025-12-01..2025-12-31", true },
	{ NOW, "UTC", "2026-01-14", "2026-01-14..2026-01-14", true },
	{ NOW, "America/New_York", "2026-01-14", "2026-01-14..2026-01-14", false },
	{ NOW, "UTC", "2026-01-05..2026-01-11", "2026-01-05..2026-01-11", true },
	{ NOW, "UTC", "2025-11..2026-W01", "2025-11-01..2026-01-04", true },
	{ NOW, "UTC", "1969-12-31", "1969-12-31..1969-12-31", true },
	/* Week 1 is the one of the fourth of January. */
	{ NOW, "UTC", "2026-W01", "2025-12-29..2026-01-04", true },
	{ NOW, "UTC", "2026-w05", "2026-01-26..2026-02-01", false },
	{ NOW, "UTC", "2026-W53", "2026-12-28..2027-01-03", false },
	{ NOW, "UTC", "2021-W01", "2021-01-04..2021-01-10", true },
	{ NOW, "UTC", "today", "2026-01-15..2026-01-15", false },
	{ NOW, "UTC", "Yesterday", "2026-01-14..2026-01-14", true },
	{ NOW, "America/New_York", "YESTERDAY", "2026-01-13..2026-01-13", true },
	{ NOW, "-05:00", "yesterday", "2026-01-13..2026-01-13", true },
	{ NOW, "UTC", "last-7-days", "2026-01-08..2026-01-14", true },
	{ NOW, "UTC", "last-1-day", "2026-01-14..2026-01-14", true },
	{ NOW, "UTC", "last-30-Days", "2025-12-16..2026-01-14", true },
	{ NOW, "UTC", "this-week", "2026-01-12..2026-01-18", false },
	{ NOW, "UTC", "last-week", "2026-01-05..2026-01-11", true },
	{ NOW, "UTC", "this-month", "2026-01-01..2026-01-31", false },
	{ NOW, "UTC", "last-month", "2025-12-01..2025-12-31", true },
	{ NOW, "UTC", "this-quarter", "2026-01-01..2026-03-31", false },
	{ NOW, "UTC", "last-quarter", "2025-10-01..2025-12-31", true },
	{ NOW, "UTC", "this-year", "2026-01-01..2026-12-31", false },
	{ NOW, "UTC", "last-year", "2025-01-01..2025-12-31", true },
	/* The last hour of a month there is the first of the next one here. */
	{ "2026-03-01T04:59:59Z", "America/New_York", "this-month", "2026-02-01..2026-02-28",
	  false },
	{ "2026-03-01T05:00:00Z", "America/New_York", "last-month", "2026-02-01..2026-02-28",
	  true },
	/* A Sunday evening, and the day on which clocks are set forward. */
	{ "2026-03-09T03:59:59Z", "America/New_York", "last-week", "2026-02-23..2026-03-01", true },
	{ "2026-03-09T04:00:00Z", "America/New_York", "last-week", "2026-03-02..2026-03-08", true },
	{ NOW, "UTC", "", NULL, false },
	{ NOW, "UTC", "2026-13", NULL, false },
	{ NOW, "UTC", "2026-00", NULL, false },
	{ NOW, "UTC", "2026-1", NULL, false },
	{ NOW, "UTC", "2026-Q5", NULL, false },
	{ NOW, "UTC", "2026-Q0", NULL, false },
	{ NOW, "UTC", "2025-W53", NULL, false },
	{ NOW, "UTC", "2026-W00", NULL, false },
	{ NOW, "UTC", "2026-W5", NULL, false },
	{ NOW, "UTC", "2026-02-29", NULL, false },
	{ NOW, "UTC", "2026-01-05T00:00", NULL, false },
	{ NOW, "UTC", "2026-", NULL, false },
	{ NOW, "UTC", "20260105", NULL, false },
	{ NOW, "UTC", "2026-01-11..2026-01-05", NULL, false },
	{ NOW, "UTC", "2026-01-05..", NULL, false },
	{ NOW, "UTC", "..2026-01-05", NULL, false },
	{ NOW, "UTC", "yesterday..today", NULL, false },
	{ NOW, "UTC", "2026-01-05...2026-01-11", NULL, false },
	{ NOW, "UTC", "last-0-days", NULL, false },
	{ NOW, "UTC", "last-3661-days", NULL, false },
	{ NOW, "UTC", "last-7", NULL, false },
	{ NOW, "UTC", "last--days", NULL, false },
	{ NOW, "UTC", "next-week", NULL, false },
	{ NOW, "UTC", "last-weekkkkkkkkkkkkkkkkkkkkkkkkkkkkk", NULL, false },
};

START_TEST(test_period)
{
	time_t now = (time_t)(iqm_ms_from_iso(cases[_i].now).value / 1000);
	struct period period;
	int err = period_read("--period", cases[_i].text, cases[_i].zone, now, &period);
	char days[32];

	ck_assert_msg(!err == !!cases[_i].days, "%s", cases[_i].text);
	if (!cases[_i].days) {
		ck_assert_int_eq(err, EXIT_USAGE);
		return;
	}
	snprintf(days, sizeof(days), "%s..%s", period.first, period.last);
	ck_assert_str_eq(days, cases[_i].days);
	ck_assert_int_eq(period.is_over, cases[_i].is_over);
}
END_TEST

START_TEST(test_day_after)
{
	time_t now = (time_t)(iqm_ms_from_iso(NOW).value / 1000);
	struct period period;

	ck_assert_int_eq(period_read("--period", "2025-12", NULL, now, &period), 0);
	ck_assert_str_eq(period.over, "2026-01-01");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("period");

	tcase_add_loop_test(tc, test_period, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, test_day_after);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)

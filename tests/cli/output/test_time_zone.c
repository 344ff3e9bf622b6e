/* SPDX-License-Identifier: MIT */
/* Timestamps in zones, and those that no calendar has. */
#include "output/output.h"
#include "support/suite.h"

static const struct {
	time_t t;
	const char *zone, *text;
} times[] = {
	{ 0, NULL, "1970-01-01T00:00:00Z" },
	{ 1767589200, "America/New_York", "2026-01-05T00:00:00-05:00" },
	{ 1767589200, "+05:30", "2026-01-05T10:30:00+05:30" },
	{ 253402214399, NULL, "9999-12-30T23:59:59Z" },
	{ 253402214400, "UTC", "253402214400 s after 1970" },
	{ INT64_MAX, "-05:00", "9223372036854775807 s after 1970" },
	{ INT64_MIN, "America/New_York", "-9223372036854775808 s after 1970" },
};

START_TEST(test_text)
{
	char text[TIMESTAMP_SIZE];

	timestamp_text(times[_i].t, times[_i].zone, text);
	ck_assert_str_eq(text, times[_i].text);
}
END_TEST

static const struct {
	time_t t;
	const char *zone;
	const char *text;
} briefs[] = {
	{ 1732165200, "America/New_York", "2024-11-21" },
	{ 1732165199, "America/New_York", "2024-11-20" },
	{ 1732165201, "America/New_York", "2024-11-21 00:00" },
	{ 1732165200, NULL, "2024-11-21 05:00" },
	{ 1732165200, "-05:00", "2024-11-21" },
	{ 1732168799, "-05:00", "2024-11-21 00:59" },
	/* a day that begins at 01:00, as its clocks go forward at midnight */
	{ 1772946000, "America/Havana", "2026-03-08" },
	{ 1772945999, "America/Havana", "2026-03-07" },
	{ INT64_MAX / 2, NULL, "4611686018427387903 s after 1970" },
};

START_TEST(test_brief)
{
	char text[TIMESTAMP_SIZE];

	timestamp_brief(briefs[_i].t, briefs[_i].zone, text);
	ck_assert_str_eq(text, briefs[_i].text);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("time zone");

	tcase_add_loop_test(tcase, test_text, 0, sizeof(times) / sizeof(times[0]));
	tcase_add_loop_test(tcase, test_brief, 0, sizeof(briefs) / sizeof(briefs[0]));
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Timestamps: from ISO 8601 and time_t, and back. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct iso {
	const char *text;
	int64_t ms;
};

static const struct iso valid[] = {
	{ "1970-01-01T00:00:00Z", 0 },
	{ "1970-01-01T00:00:00.001Z", 1 },
	{ "1969-12-31T23:59:59.999Z", -1 },
	{ "1969-12-31T23:59:59Z", -1000 },
	{ "2024-11-21T00:00:00-05:00", 1732165200000 },
	{ "2024-11-21T05:00:00Z", 1732165200000 },
	{ "2024-11-21T10:30:00+05:30", 1732165200000 },
	{ "2024-11-21T10:30:00+0530", 1732165200000 },
	{ "2024-11-20T15:00:00-14:00", 1732165200000 },
	{ "2024-11-21T05:00:00+00:00", 1732165200000 },
	{ "2024-11-21T05:00:00-00:00", 1732165200000 },
	{ "2024-11-23T23:59:59.000-05:00", 1732424399000 },
	{ "2024-11-21T05:00:00.5Z", 1732165200500 },
	{ "2024-11-21T05:00:00.05Z", 1732165200050 },
	{ "2024-11-21T05:00:00.999999999Z", 1732165200999 },
	{ "2024-02-29T00:00:00Z", 1709164800000 },
	{ "2024-03-01T00:00:00Z", 1709251200000 },
	{ "2023-03-01T00:00:00Z", 1677628800000 },
	{ "2000-02-29T12:00:00Z", 951825600000 },
	{ "2100-02-28T23:59:59Z", 4107542399000 },
	{ "2100-03-01T00:00:00Z", 4107542400000 },
	{ "1900-03-01T00:00:00Z", -2203891200000 },
	{ "2038-01-19T03:14:08Z", 2147483648000 },
	{ "0001-01-01T00:00:00Z", -62135596800000 },
	{ "9999-12-31T23:59:59.999Z", 253402300799999 },
	{ "2024-12-31T23:59:59Z", 1735689599000 },
	{ "2025-01-01T00:30:00+01:00", 1735687800000 },
};

START_TEST(test_iso_valid)
{
	struct iqm_ms ms = iqm_ms_from_iso(valid[_i].text);
	struct iqm_s s = iqm_s_from_iso(valid[_i].text);
	int64_t floor = valid[_i].ms / 1000 - (valid[_i].ms % 1000 < 0);

	ck_assert_ptr_eq(ms.set, &iqm_is_set);
	ck_assert_int_eq(ms.value, valid[_i].ms);
	ck_assert_ptr_eq(s.set, &iqm_is_set);
	ck_assert_int_eq(s.value, floor);
}
END_TEST

static const char *const invalid[] = {
	NULL,
	"",
	" ",
	"2024",
	"2024-11-21",
	"2024-11-21T05:00:00",
	"2024-11-21 05:00:00Z",
	"2024-11-21T05:00Z",
	"2024-11-21T05Z",
	"2024-11-21t05:00:00Z",
	"2024-11-21T05:00:00z",
	"2024-11-21T05:00:00Z ",
	" 2024-11-21T05:00:00Z",
	"2024-11-21T05:00:00ZZ",
	"2024-11-21T05:00:00.Z",
	"2024-11-21T05:00:00,5Z",
	"2024-11-21T05:00:00.5",
	"2023-02-29T00:00:00Z",
	"1900-02-29T00:00:00Z",
	"2100-02-29T00:00:00Z",
	"2024-02-30T00:00:00Z",
	"2024-04-31T00:00:00Z",
	"2024-06-31T00:00:00Z",
	"2024-09-31T00:00:00Z",
	"2024-11-31T00:00:00Z",
	"2024-01-32T00:00:00Z",
	"2024-00-01T00:00:00Z",
	"2024-13-01T00:00:00Z",
	"2024-11-00T00:00:00Z",
	"0000-01-01T00:00:00Z",
	"2024-11-21T24:00:00Z",
	"2024-11-21T05:60:00Z",
	"2024-11-21T05:00:60Z",
	"2024-11-21T05:00:00+15:00",
	"2024-11-21T05:00:00+05:60",
	"2024-11-21T05:00:00+05",
	"2024-11-21T05:00:00+5:30",
	"2024-11-21T05:00:00+05:3",
	"2024-11-21T05:00:00EST",
	"2024-11-21T05:00:00 -05:00",
	"2024-1-21T05:00:00Z",
	"24-11-21T05:00:00Z",
	"+2024-11-21T05:00:00Z",
	"-2024-11-21T05:00:00Z",
	"12024-11-21T05:00:00Z",
	"20241121T050000Z",
	"2024-11-21T-5:00:00Z",
	"2024/11/21T05:00:00Z",
	"2024-11-21T05:00:00\342\210\22205:00",
	"now",
	"1732165200",
};

START_TEST(test_iso_invalid)
{
	struct iqm_ms ms = iqm_ms_from_iso(invalid[_i]);
	struct iqm_s s = iqm_s_from_iso(invalid[_i]);

	ck_assert_ptr_eq(ms.set, &iqm_is_bad);
	ck_assert_ptr_eq(s.set, &iqm_is_bad);
	ck_assert_int_eq(iqm_ms_to_time(ms), -1);
	ck_assert_int_eq(iqm_s_to_time(s), -1);
}
END_TEST

/* Every day of 1600 to 2400, counted one by one, which is what a calendar is. */
START_TEST(test_iso_every_day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t day = -135140; /* 1600-01-01 */

	for (int year = 1600; year <= 2400; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			int days = lengths[month - 1] + (month == 2 && leap);

			for (int d = 1; d <= days; d++, day++) {
				char text[64];

				snprintf(text, sizeof(text), "%04d-%02d-%02dT12:00:00Z", year,
					 month, d);
				if (iqm_s_from_iso(text).value != day * 86400 + 43200)
					ck_abort_msg("%s", text);
			}
		}
	ck_assert_int_eq(day, 157420); /* 2401-01-01 */
}
END_TEST

START_TEST(test_from_time)
{
	ck_assert_int_eq(iqm_s_from_time(0).value, 0);
	ck_assert_ptr_eq(iqm_s_from_time(0).set, &iqm_is_set);
	ck_assert_int_eq(iqm_ms_from_time(0).value, 0);
	ck_assert_ptr_eq(iqm_ms_from_time(0).set, &iqm_is_set);
	ck_assert_int_eq(iqm_s_from_time(1732165200).value, 1732165200);
	ck_assert_int_eq(iqm_ms_from_time(1732165200).value, 1732165200000);
	ck_assert_int_eq(iqm_s_from_time(-1).value, -1);
	ck_assert_int_eq(iqm_ms_from_time(-1).value, -1000);
}
END_TEST

START_TEST(test_from_a_time_beyond_milliseconds)
{
	if (sizeof(time_t) < 8)
		return;
	ck_assert_int_eq(iqm_ms_from_time((time_t)(INT64_MAX / 1000)).value, 9223372036854775000);
	ck_assert_ptr_eq(iqm_ms_from_time((time_t)(INT64_MAX / 1000 + 1)).set, &iqm_is_bad);
	ck_assert_ptr_eq(iqm_ms_from_time((time_t)INT64_MAX).set, &iqm_is_bad);
	ck_assert_int_eq(iqm_ms_from_time((time_t)(INT64_MIN / 1000)).value, -9223372036854775000);
	ck_assert_ptr_eq(iqm_ms_from_time((time_t)INT64_MIN).set, &iqm_is_bad);
	ck_assert_int_eq(iqm_s_from_time((time_t)INT64_MAX).value, INT64_MAX);
}
END_TEST

/* Below 10^11 seconds, from there milliseconds, whatever the type says. */
static const struct {
	int64_t value, seconds;
} magnitudes[] = {
	{ 0, 0 },
	{ 1, 1 },
	{ -1, -1 },
	{ 1721253632, 1721253632 },
	{ 1755850851560, 1755850851 },
	{ 1732165200000, 1732165200 },
	{ 1732165200999, 1732165200 },
	{ 99999999999, 99999999999 },
	{ 100000000000, 100000000 },
	{ 100000000999, 100000000 },
	{ -99999999999, -99999999999 },
	{ -100000000000, -100000000 },
	{ -100000000001, -100000001 },
	{ INT64_MAX, 9223372036854775 },
	{ INT64_MIN, -9223372036854776 },
};

START_TEST(test_to_time)
{
	struct iqm_ms ms = iqm_ms(magnitudes[_i].value);
	struct iqm_s s = iqm_s(magnitudes[_i].value);

	ck_assert_int_eq(iqm_ms_to_time(ms), magnitudes[_i].seconds);
	ck_assert_int_eq(iqm_s_to_time(s), magnitudes[_i].seconds);
}
END_TEST

START_TEST(test_absent_to_time)
{
	struct iqm_ms ms = { NULL, 5 };
	struct iqm_s s = { NULL, 5 };

	ck_assert_int_eq(iqm_ms_to_time(ms), -1);
	ck_assert_int_eq(iqm_s_to_time(s), -1);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("timestamp");

	tcase_set_timeout(tcase, 30);
	tcase_add_loop_test(tcase, test_iso_valid, 0, sizeof(valid) / sizeof(valid[0]));
	tcase_add_loop_test(tcase, test_iso_invalid, 0, sizeof(invalid) / sizeof(invalid[0]));
	tcase_add_test(tcase, test_iso_every_day);
	tcase_add_test(tcase, test_from_time);
	tcase_add_test(tcase, test_from_a_time_beyond_milliseconds);
	tcase_add_loop_test(tcase, test_to_time, 0, sizeof(magnitudes) / sizeof(magnitudes[0]));
	tcase_add_test(tcase, test_absent_to_time);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

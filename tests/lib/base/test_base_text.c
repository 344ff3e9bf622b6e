/* SPDX-License-Identifier: MIT */
/* Numbers and characters, to their limits. */
#include "base/base.h"
#include "support/suite.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

/* ---- digits -------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	size_t len; /* 0: up to its end */
	uint64_t most;
	int behind; /* -1: refused */
	uint64_t number;
} digit_texts[] = {
	{ "0", 0, 0, 1, 0 },
	{ "007x", 0, 9, 3, 7 },
	{ "255.", 0, 255, 3, 255 },
	{ "256.", 0, 255, -1, 0 },
	{ "12345", 2, 99, 2, 12 },
	{ "18446744073709551615", 0, UINT64_MAX, 20, UINT64_MAX },
	{ "18446744073709551616", 0, UINT64_MAX, -1, 0 },
	{ "9223372036854775808", 0, INT64_MAX, -1, 0 },
	{ "99999999999999999999999", 0, UINT64_MAX, -1, 0 },
	{ "5", 0, 4, -1, 0 },
	{ "", 0, 9, -1, 0 },
	{ "-1", 0, 9, -1, 0 },
	{ " 1", 0, 9, -1, 0 },
	{ "+1", 0, 9, -1, 0 },
};

START_TEST(test_digits)
{
	const char *s = digit_texts[_i].text;
	const char *end = digit_texts[_i].len ? s + digit_texts[_i].len : NULL;
	uint64_t number = 1;
	const char *behind = iqm_digits(s, end, digit_texts[_i].most, &number);

	ck_assert_int_eq(behind ? (int)(behind - s) : -1, digit_texts[_i].behind);
	if (behind)
		ck_assert_uint_eq(number, digit_texts[_i].number);
}
END_TEST

START_TEST(test_integer)
{
	static const char *const bad[] = { "",    "-",
					   "+1",  "1 ",
					   " 1",  "--1",
					   "1.0", "9223372036854775808",
					   "0x1", "-9223372036854775809" };
	int64_t n;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!iqm_integer(bad[i], &n), "'%s'", bad[i]);
	ck_assert(iqm_integer("-9223372036854775808", &n));
	ck_assert_int_eq(n, INT64_MIN);
	ck_assert(iqm_integer("9223372036854775807", &n));
	ck_assert_int_eq(n, INT64_MAX);
	ck_assert(iqm_integer("-0", &n));
	ck_assert_int_eq(n, 0);
}
END_TEST

/* ---- characters ---------------------------------------------------------------------------- */

/* Each character is written as it is read; a byte less, or another last one, is none. */
START_TEST(test_every_character)
{
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		bool surrogate = c >= 0xd800 && c < 0xe000;
		char text[4];
		size_t len = iqm_utf8_write(c, text);
		uint32_t back = UINT32_MAX;

		ck_assert_uint_eq(iqm_utf8_read(text, len, &back), surrogate ? 0 : len);
		ck_assert(surrogate || back == c);
		if (len == 1)
			continue;
		ck_assert_uint_eq(iqm_utf8_read(text, len - 1, &back), 0);
		text[len - 1] = 'x';
		ck_assert_uint_eq(iqm_utf8_read(text, len, &back), 0);
	}
}
END_TEST

START_TEST(test_no_characters)
{
	static const char *const bad[] = { "\x80",
					   "\xbf",
					   "\xc0\x80",
					   "\xc1\xbf",
					   "\xe0\x9f\xbf",
					   "\xf0\x8f\xbf\xbf",
					   "\xf5\x80\x80\x80",
					   "\xf4\x90\x80\x80",
					   "\xff" };
	uint32_t c;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_uint_eq(iqm_utf8_read(bad[i], strlen(bad[i]), &c), 0);
}
END_TEST

START_TEST(test_escaped_nul)
{
	static const struct {
		const char *json;
		bool has;
	} texts[] = {
		{ "", false },
		{ "\\u000", false },
		{ "u0000", false },
		{ "\"\\u0000\"", true },
		{ "\"a\\\\\\u0000\"", true },
		{ "\"\\\\u0000\"", false }, /* a backslash, and u0000 */
		{ "\"\\\\\\\\u0000\"", false },
		{ "\"\\n\\u0000\"", true },
		{ "\"\\u00001\"", true },
		{ "\"\\u0001\\\\u0000\"", false },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(iqm_has_escaped_nul(texts[i].json, strlen(texts[i].json)) ==
				      texts[i].has,
			      "%s", texts[i].json);
}
END_TEST

/* Each byte, at each place of texts of each length: whatever stands beside it. */
START_TEST(test_control_bytes)
{
	static const char fillers[] = " ~\x80\xff\xa0";
	char text[20];

	for (size_t len = 1; len < sizeof(text); len++)
		for (size_t at = 0; at < len; at++)
			for (const char *filler = fillers; *filler; filler++)
				for (unsigned byte = 1; byte < 256; byte++) {
					memset(text, *filler, len);
					text[len] = '\0';
					text[at] = (char)byte;
					ck_assert_msg(iqm_has_control(text) ==
							      (byte < 0x20 || byte == 0x7f),
						      "%u at %zu of %zu", byte, at, len);
				}
	ck_assert(!iqm_has_control(""));
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("text");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_digits, 0, sizeof(digit_texts) / sizeof(digit_texts[0]));
	tcase_add_test(tcase, test_integer);
	tcase_add_test(tcase, test_every_character);
	tcase_add_test(tcase, test_no_characters);
	tcase_add_test(tcase, test_escaped_nul);
	tcase_add_test(tcase, test_control_bytes);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

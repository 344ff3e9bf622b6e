/* SPDX-License-Identifier: MIT */
/* iqm_json_check(): what is JSON and what is not. */
#include "support/suite.h"

#include <iqm/gen.h>
#include <string.h>

static int check(const char *text, size_t len)
{
	struct iqm_error error;
	int err = iqm_json_check(text, len, &error);

	ck_assert_int_eq(error.status, err);
	ck_assert(!err == !*error.message);
	return err;
}

static const char *const good[] = {
	"{}",
	" [ ] ",
	"null",
	"true",
	"false",
	"0",
	"-0.5e-3",
	"1E+9",
	"\"\\u00e9\\n\\\"\"",
	"\"\xc3\xa9\"",
	"\"\\ud83d\"",
	"[1,[2,{\"a\":{}}]]",
	"{\"a\":1,\"b\":[true,null]}\n",
	"\xef\xbb\xbf{}",
};

START_TEST(test_good)
{
	ck_assert_int_eq(check(good[_i], strlen(good[_i])), 0);
}
END_TEST

static const char *const bad[] = {
	"",
	" ",
	"{",
	"[1,]",
	"[,1]",
	"[1 2]",
	"{\"a\"}",
	"{\"a\":}",
	"{\"a\":1,}",
	"{a:1}",
	"{\"a\":1}}",
	"1 2",
	"01",
	"1.",
	".5",
	"+1",
	"-",
	"1e",
	"nul",
	"nulll",
	"NaN",
	"'a'",
	"\"a",
	"\"\\x\"",
	"\"\\u12g4\"",
	"\"\\u12",
	"\"a\nb\"",
	"\"\x1b\"",
	"[\"a\":1]",
	"[1]\f",
	"\xef\xbb\xbf\xef\xbb\xbf{}",
	"\xef\xbb\xbf",
};

START_TEST(test_bad)
{
	ck_assert_int_eq(check(bad[_i], strlen(bad[_i])), IQM_E_DECODE);
}
END_TEST

START_TEST(test_depth)
{
	char text[2 * 65];

	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	ck_assert_int_eq(check(text + 1, 128), 0);
	ck_assert_int_eq(check(text, 130), IQM_E_DECODE);
}
END_TEST

/* An embedded NUL does not end the text early. */
START_TEST(test_nul)
{
	ck_assert_int_eq(check("1\0", 2), IQM_E_DECODE);
	ck_assert_int_eq(check("\"\\\0\"", 4), IQM_E_DECODE);
}
END_TEST

#define LEN(list) (int)(sizeof(list) / sizeof((list)[0]))

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("check");

	tcase_add_loop_test(tc, test_good, 0, LEN(good));
	tcase_add_loop_test(tc, test_bad, 0, LEN(bad));
	tcase_add_test(tc, test_depth);
	tcase_add_test(tc, test_nul);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)

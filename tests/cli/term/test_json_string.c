/* SPDX-License-Identifier: MIT */
/* Text as a JSON string. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include <stdlib.h>
#include <string.h>

START_TEST(test_string)
{
	static const char text[] = "a\"b\\\n\x1b\xe6\x9d\xb1\xe2\x80\xae\xff";
	static const char quoted[] = "\"a\\\"b\\\\\\u000a\\u001b\xe6\x9d\xb1\\u202e\xef\xbf\xbd\"";
	struct text t = { 0 };
	char *printed;
	size_t len;
	FILE *f = open_memstream(&printed, &len);

	json_put_string(f, text);
	fclose(f);
	ck_assert_str_eq(printed, quoted);
	free(printed);
	json_add_string(&t, text, strlen(text));
	assert_text(&t, quoted);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("json string");

	tcase_add_test(tc, test_string);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)

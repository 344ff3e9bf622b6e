/* SPDX-License-Identifier: MIT */
/* JSON text as it is printed. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include <cjson/cJSON.h>
#include <string.h>

static const struct {
	const char *value;
	bool packed;
	bool careful;
	const char *bytes;
} added[] = {
	{ "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }", false, false, "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }" },
	{ "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }", true, false, "{\"a b\":1.50,\"c\":[]}" },
	{ "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }", false, true, "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }" },
	{ "[\"\\\\\" , \"\\\" ,\" ]", true, false, "[\"\\\\\",\"\\\" ,\"]" },
	{ "\"\\u001b \xc2\x9b \\n\"", true, false, "\"\\u001b \xc2\x9b \\n\"" },
	{ "\"\xc2\x9b\xe2\x80\xae\x7f\"", false, true, "\"\\u009b\\u202e\\u007f\"" },
	{ "\"\xc2\x9b\xe2\x80\xae\x7f\"", false, false, "\"\xc2\x9b\xe2\x80\xae\x7f\"" },
	{ "\"a\xff\" ", false, false, "\"a\xef\xbf\xbd\" " }, /* JSON is UTF-8 */
	{ "\"a\xe9\" ", true, true, "\"a\xef\xbf\xbd\"" },
};

START_TEST(test_added)
{
	struct buf t = { 0 };

	json_add(&t, added[_i].value, strlen(added[_i].value), added[_i].packed, added[_i].careful);
	assert_text(&t, added[_i].bytes);
}
END_TEST

START_TEST(test_tree)
{
	struct buf t = { 0 };
	cJSON *tree = cJSON_CreateObject();

	cJSON_AddStringToObject(tree, "a", "a\"b\\\n\x1b\xe6\x9d\xb1\xe2\x80\xae\xff");
	cJSON_AddRawToObject(tree, "b", "9007199254740993");
	json_add_tree(&t, tree);
	assert_text(&t, "{\"a\":\"a\\\"b\\\\\\n\\u001b\xe6\x9d\xb1\\u202e\xef\xbf\xbd\","
			"\"b\":9007199254740993}");
	json_add_tree(&t, NULL);
	ck_assert(t.err == IQM_E_NOMEM);
	iqm_buf_free(&t);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("json");

	tcase_add_loop_test(tc, test_added, 0, (int)(sizeof(added) / sizeof(added[0])));
	tcase_add_test(tc, test_tree);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)

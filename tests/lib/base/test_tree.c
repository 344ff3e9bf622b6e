/* SPDX-License-Identifier: MIT */
/* cJSON's trees, printed into memory of ours. */
#include "base/base.h"
#include "support/suite.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

/* The text is cJSON's own; the tree ends here. */
static void prints_alike(cJSON *tree)
{
	struct buf out = { 0 };
	char *expected = cJSON_PrintUnformatted(tree);

	ck_assert_ptr_nonnull(expected);
	iqm_buf_str(&out, "before ");
	ck_assert_int_eq(iqm_tree_print(&out, tree), 0);
	ck_assert_str_eq(out.data + strlen("before "), expected);
	iqm_buf_free(&out);
	cJSON_free(expected);
	iqm_tree_free(tree);
}

/* All that must be escaped takes the most room. */
START_TEST(test_escapes)
{
	char text[600];
	cJSON *tree = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof(text) - 1; i++)
		text[i] = (char)(i % 255 + 1);
	text[sizeof(text) - 1] = '\0';
	cJSON_AddStringToObject(tree, text, text);
	memset(text, '\x01', sizeof(text) - 1);
	cJSON_AddStringToObject(tree, text, text);
	memset(text, '"', sizeof(text) - 1);
	cJSON_AddStringToObject(tree, text, text);
	prints_alike(tree);
}
END_TEST

START_TEST(test_values)
{
	static const char *const texts[] = {
		"{}",
		"[]",
		"0",
		"\"\"",
		"null",
		"true",
		"[[[[]]]]",
		"{\"\":{\"a\":[1,2.5e300,{}]}}",
		"[-1.2345678901234567e-300,1e22,false,null,\"x\"]",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		prints_alike(cJSON_Parse(texts[i]));
	prints_alike(cJSON_CreateRaw("{\"as\" : \"it is\"}"));
}
END_TEST

START_TEST(test_many_items)
{
	cJSON *list = cJSON_CreateArray();

	for (int i = 0; i < 3000; i++)
		cJSON_AddItemToArray(list, cJSON_CreateNumber(i / 7.0));
	prints_alike(list);
}
END_TEST

START_TEST(test_bound)
{
	struct buf out = { .max = 5 };
	cJSON *tree = cJSON_CreateString("123456");

	ck_assert_int_eq(iqm_tree_print(&out, tree), IQM_E_TOO_LARGE);
	iqm_buf_free(&out);
	ck_assert_int_eq(iqm_tree_print(&out, NULL), IQM_E_NOMEM);
	iqm_tree_free(tree);
	iqm_tree_free(NULL);
}
END_TEST

/* What is not the tree's own stays as it is. */
START_TEST(test_reference)
{
	char text[] = "borrowed";
	cJSON *tree = cJSON_CreateObject();

	cJSON_AddItemToObject(tree, "a", cJSON_CreateStringReference(text));
	prints_alike(tree);
	ck_assert_str_eq(text, "borrowed");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("trees");

	tcase_add_test(tcase, test_escapes);
	tcase_add_test(tcase, test_values);
	tcase_add_test(tcase, test_many_items);
	tcase_add_test(tcase, test_bound);
	tcase_add_test(tcase, test_reference);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

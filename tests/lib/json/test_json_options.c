/* SPDX-License-Identifier: MIT */
/* Options of calls and settings of clients as JSON. */
#include "iqm_descriptors.h"
#include "support/json_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <pthread.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECRET "hunter2-secret"

/* ---- options --------------------------------------------------------------------------------- */

static const char *const wrong_options[][2] = {
	{ "{\"timeout\":1}", "options: timeout: unknown field, expected timeout_ms, keep_raw" },
	{ "{\"timeout_ms\":-1}", "options: timeout_ms: expected 0 or more, found -1" },
	{ "{\"timeout_ms\":1.5}",
	  "options: timeout_ms: expected an integer, found the number 1.5" },
	{ "{\"key\":5.5}", "options: key: expected a string, found the number 5.5" },
	{ "{\"key\":\"a\",\"key\":\"b\"}", "options: key: given twice" },
	{ "{\"key\":\"a\\u0000\"}", "options: key: found a NUL" },
	{ "{\"allow_duplicate\":\"yes\"}",
	  "options: allow_duplicate: expected true or false, found a string" },
	{ "{\"budget\":{\"amount\":5}}", "options: budget.since: missing" },
	{ "{\"budget\":{\"amount\":5,\"since\":0,\"to\":1}}", "options: budget.to: unknown field" },
	{ "[]", "options: expected an object, found a list" },
};

START_TEST(test_wrong_options)
{
	struct iqm_call *call = (void *)wrong_options;
	const char *json = wrong_options[_i][0];
	char *document;

	ck_assert_int_eq(iqm_call_new(&call, json, strlen(json), &document), IQM_E_USAGE);
	ck_assert_ptr_null(call);
	json_has(document, wrong_options[_i][1]);
	iqm_free(document);
	ck_assert_int_eq(iqm_call_new(&call, json, strlen(json), NULL), IQM_E_USAGE);
}
END_TEST

START_TEST(test_options)
{
	static const char json[] =
		"{\"timeout_ms\":5,\"keep_raw\":true,\"fresh_connection\":true,\"key\":\"k\","
		"\"note\":\"n\",\"allow_duplicate\":true,\"person_confirmed\":true,"
		"\"budget\":{\"amount\":2.5,\"since\":7}}";
	char *text = strdup(json);
	char *document = text;
	struct iqm_call *call;

	ck_assert_int_eq(iqm_call_new(&call, text, sizeof(json) - 1, &document), 0);
	free(text); /* it is copied */
	ck_assert_str_eq(document, "{}");
	iqm_free(document);
	ck_assert_int_eq(call->timeout_ms, 5);
	ck_assert(call->keep_raw && call->fresh_connection && call->allow_duplicate &&
		  call->person_confirmed);
	ck_assert_str_eq(call->key, "k");
	ck_assert_str_eq(call->note, "n");
	ck_assert(call->budget->amount == 2.5);
	ck_assert_int_eq(call->budget->since.value, 7);
	iqm_call_free(call);
	ck_assert_int_eq(iqm_call_new(&call, NULL, 0, NULL), 0);
	ck_assert_ptr_null(call->budget);
	iqm_call_free(call);
	iqm_call_free(NULL);
	ck_assert_int_eq(iqm_call_new(NULL, NULL, 0, NULL), IQM_E_USAGE);
}
END_TEST

START_TEST(test_cancel)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call *call;
	char *document;

	ck_assert_int_eq(iqm_call_new(&call, NULL, 0, NULL), 0);
	ck_assert_int_eq(iqm_call_json(client, "sls.list", NULL, 0, &document, call), 0);
	iqm_free(document);
	iqm_call_cancel(call);
	ck_assert_int_eq(iqm_call_json(client, "sls.list", NULL, 0, &document, call),
			 IQM_E_CANCELLED);
	json_has(document, "\"status\":\"IQM_E_CANCELLED\"");
	iqm_free(document);
	ck_assert_int_eq(mock.calls, 1);
	iqm_call_free(call);
	mock_close(client, &mock);
}
END_TEST

/* ---- settings -------------------------------------------------------------------------------- */

static const struct {
	const char *json, *message;
	int status;
} wrong_settings[] = {
	{ "{\"tokens\":\"" SECRET "\"}",
	  "settings: tokens: unknown field, expected base_url, token", IQM_E_USAGE },
	{ "{\"password\":[\"" SECRET "\"]}", "settings: password: expected a string, found a list",
	  IQM_E_USAGE },
	{ "{\"password\":\"" SECRET "\",\"password\":\"" SECRET "\"}",
	  "settings: password: given twice", IQM_E_USAGE },
	{ "{\"password\":\"" SECRET "\\u0000\"}", "settings: password: found a NUL", IQM_E_USAGE },
	{ "{\"token\":\"" SECRET, "settings: token: the text ends too early", IQM_E_USAGE },
	{ "{\"max_attempts\":4294967297}", "max_attempts: the number does not fit", IQM_E_USAGE },
	{ "{\"max_body\":-1}", "max_body: the number does not fit", IQM_E_USAGE },
	{ "{\"max_attempts\":11}", "max_attempts: expected 0 to 10, found 11", IQM_E_CONFIG },
	{ "{\"send_key\":2}", "settings: send_key: expected true or false, found the number 2",
	  IQM_E_USAGE },
	{ "{\"token\":\"Bearer " SECRET "\"}", "token: expected it without 'Bearer '",
	  IQM_E_CONFIG },
	{ "{\"ow_id\":\"" SECRET "\"}", "ow_id: expected digits", IQM_E_CONFIG },
	{ "{\"dialect\":\"x\"}", "dialect: ", IQM_E_CONFIG },
	{ "{\"environment\":\"x\"}", "settings: environment: expected true or false", IQM_E_USAGE },
	{ "7", "settings: expected an object, found the number 7", IQM_E_USAGE },
};

START_TEST(test_wrong_settings)
{
	const char *json = wrong_settings[_i].json;
	struct iqm_client *client = (void *)wrong_settings;
	char *document;

	ck_assert_int_eq(iqm_client_open_json(&client, json, strlen(json), &document),
			 wrong_settings[_i].status);
	ck_assert_ptr_null(client);
	json_has(document, wrong_settings[_i].message);
	ck_assert_ptr_null(strstr(document, SECRET));
	iqm_free(document);
	ck_assert_int_eq(iqm_client_open_json(&client, json, strlen(json), NULL),
			 wrong_settings[_i].status);
	ck_assert_int_eq(iqm_client_open_json(NULL, json, strlen(json), NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_open_json_of(&client, NULL, "{}", 2, NULL), IQM_E_USAGE);
}
END_TEST

/* The environment counts where it is asked for, and only for what is not given. */
START_TEST(test_environment)
{
	struct iqm_client *client;
	char *document;
	static const char plain[] = "{\"base_url\":\"http://127.0.0.1:1\",\"max_attempts\":1}";
	static const char both[] = "{\"environment\":true,\"ow_id\":\"12\"}";
	char ow_id[IQM_WORKSPACE_SIZE];
	char *before = strdup(getenv("IQM_OW_ID"));

	setenv("IQM_TOKEN", "t", 1);
	setenv("IQM_OW_ID", "11", 1);
	ck_assert_int_eq(iqm_client_open_json(&client, plain, sizeof(plain) - 1, &document), 0);
	ck_assert_str_eq(document, "{}");
	iqm_free(document);
	iqm_client_workspace(client, ow_id);
	ck_assert_str_eq(ow_id, "");
	iqm_client_close(client);
	ck_assert_int_eq(iqm_client_open_json(&client, both, sizeof(both) - 1, NULL), 0);
	iqm_client_workspace(client, ow_id);
	ck_assert_str_eq(ow_id, "12");
	iqm_client_close(client);
	unsetenv("IQM_TOKEN");
	setenv("IQM_OW_ID", before, 1);
	free(before);
}
END_TEST

/* Each member of struct iqm_settings that is text, a number or a truth value can be given; but the
 * level of lines that nobody gets, and the seed, which is for tests. */
START_TEST(test_all_settings)
{
	FILE *header = fopen("runtime/include/iqm/iqm.h", "r");
	char line[200], json[100];
	regmatch_t m[3];
	regex_t member;
	bool inside = false;
	int found = 0;

	ck_assert_ptr_nonnull(header);
	ck_assert(!regcomp(&member, "^\t(const char \\*|bool |int |long |size_t )([a-z_]+);",
			   REG_EXTENDED));
	while (fgets(line, sizeof(line), header)) {
		struct iqm_client *client;
		char *document;

		inside = inside ? *line != '}' : !strcmp(line, "struct iqm_settings {\n");
		if (!inside || regexec(&member, line, 3, m, 0))
			continue;
		line[m[2].rm_eo] = '\0';
		snprintf(json, sizeof(json), "{\"%s\":[]}", line + m[2].rm_so);
		ck_assert_int_eq(iqm_client_open_json(&client, json, strlen(json), &document),
				 IQM_E_USAGE);
		json_has(document, "found a list");
		iqm_free(document);
		found++;
	}
	ck_assert_int_ge(found, 27);
	regfree(&member);
	fclose(header);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("options");

	tcase_add_loop_test(tcase, test_wrong_options, 0,
			    (int)(sizeof(wrong_options) / sizeof(wrong_options[0])));
	tcase_add_test(tcase, test_options);
	tcase_add_test(tcase, test_cancel);
	tcase_add_loop_test(tcase, test_wrong_settings, 0,
			    (int)(sizeof(wrong_settings) / sizeof(wrong_settings[0])));
	tcase_add_test(tcase, test_environment);
	tcase_add_test(tcase, test_all_settings);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

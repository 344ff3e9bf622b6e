/* SPDX-License-Identifier: MIT */
/* Reading the envelope around a response: { success, data, errorObjects }. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

static void refuses(const char *body, const char *path, const char *what)
{
	codec_refuses_body(&codec_all_op, body, strlen(body), path, what);
}

static void reads(const struct iqm_op *op, const char *body, const char *want)
{
	struct decoded d;
	char *json;

	codec_decode(&d, op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s: %s", body, d.error.message);
	json = codec_json(op->response, d.response);
	ck_assert_str_eq(json, want);
	free(json);
	codec_free(&d);
}

static void fails(const struct iqm_op *op, const char *body)
{
	struct decoded d;

	codec_decode(&d, op, body, strlen(body));
	ck_assert_msg(d.err == IQM_E_REFUSED, "%s: %s", body, d.error.message);
	codec_free(&d);
}

START_TEST(test_members_in_any_order)
{
	reads(&codec_all_op, "{\"success\":true,\"data\":{\"integer\":1}}", "{\"integer\":1}");
	reads(&codec_all_op, "{\"data\":{\"integer\":1},\"success\":true}", "{\"integer\":1}");
	reads(&codec_all_op, "{\"data\":{\"integer\":1},\"new\":[],\"success\":1}",
	      "{\"integer\":1}");
	reads(&codec_all_op, "{\"errorObjects\":[],\"success\":\"true\",\"data\":{}}", "{}");
	reads(&codec_all_op, "{\"success\":true,\"data\":{},\"errorObjects\":null,\"status\":5}",
	      "{}");
	reads(&codec_all_op,
	      "{\"data\":{\"text\":\"}],\\\"{\",\"parts\":[{},{\"id\":1}]}, \"success\" : true}",
	      "{\"text\":\"}],\\\"{\",\"parts\":[{},{\"id\":1}]}");
	reads(&iqm_sls_validate_name_op, "{\"data\":\"f\\\"ine\",\"success\":true}",
	      "{\"available\":true,\"message\":\"f\\\"ine\"}");
	reads(&iqm_sls_validate_name_op, "{\"data\":\"fine\",\"success\":true}",
	      "{\"available\":true,\"message\":\"fine\"}");
}
END_TEST

START_TEST(test_failure_in_any_order)
{
	fails(&codec_all_op, "{\"success\":false}");
	fails(&codec_all_op, "{\"success\":0}");
	fails(&codec_all_op, "{\"success\":\"false\"}");
	fails(&codec_all_op, "{\"success\":false,\"data\":{\"integer\":\"no\"}}");
	fails(&codec_all_op, "{\"data\":{\"integer\":\"no\"},\"success\":false}");
	fails(&codec_all_op, "{\"data\":{\"integer\":1,\"integer\":1},\"success\":false}");
	fails(&codec_all_op, "{\"data\":null,\"success\":false}");
	fails(&iqm_auth_login_op, "{\"success\":false,\"data\":{}}");
}
END_TEST

START_TEST(test_data_missing)
{
	refuses("{\"success\":true}", "data", "missing");
	refuses("{\"success\":true,\"data\":null}", "data", "missing");
	refuses("{\"data\":null,\"success\":true}", "data", "missing");
	refuses("{\"success\":true,\"Data\":{}}", "data", "missing");
}
END_TEST

START_TEST(test_success_missing)
{
	refuses("{}", "success", "missing");
	refuses("{\"data\":{}}", "success", "missing");
	refuses("{\"data\":{},\"Success\":true}", "success", "missing");
	refuses("{\"success\":null,\"data\":{}}", "success", "expected true or false, found null");
	refuses("{\"success\":\"yes\",\"data\":{}}", "success",
		"expected true or false, found a string");
	refuses("{\"success\":\"\",\"data\":{}}", "success",
		"expected true or false, found a string");
	refuses("{\"success\":2,\"data\":{}}", "success",
		"expected true or false, found the number 2");
	refuses("{\"success\":{},\"data\":{}}", "success",
		"expected true or false, found an object");
}
END_TEST

START_TEST(test_members_twice)
{
	refuses("{\"success\":true,\"success\":true,\"data\":{}}", "success", "given twice");
	refuses("{\"success\":false,\"success\":true,\"data\":{}}", "success", "given twice");
	refuses("{\"success\":true,\"data\":{},\"success\":false}", "success", "given twice");
	refuses("{\"success\":true,\"data\":{},\"data\":{}}", "data", "given twice");
	refuses("{\"success\":true,\"data\":null,\"data\":{}}", "data", "given twice");
	refuses("{\"success\":true,\"data\":{},\"data\":null}", "data", "given twice");
	refuses("{\"data\":{},\"success\":true,\"data\":{}}", "data", "given twice");
	refuses("{\"data\":{},\"data\":{},\"success\":true}", "data", "given twice");
	refuses("{\"success\":false,\"data\":{},\"data\":{}}", "data", "given twice");
}
END_TEST

START_TEST(test_data_of_another_type)
{
	static const char early[] = "{\"data\":{\"part\":{\"id\":true}},\"success\":true}";

	refuses("{\"success\":true,\"data\":[]}", "data", "expected an object, found a list");
	refuses("{\"success\":true,\"data\":\"x\"}", "data", "expected an object, found a string");
	refuses("{\"success\":true,\"data\":7}", "data", "expected an object, found the number 7");
	refuses("{\"success\":true,\"data\":false}", "data", "expected an object, found false");
	refuses("{\"data\":[],\"success\":true}", "data", "expected an object, found a list");
	codec_spoils_body(&codec_all_op, early, strlen(early), "data.part.id",
			  "expected an integer, found true");
}
END_TEST

START_TEST(test_no_object_at_the_top)
{
	refuses("[]", "", "expected an object, found a list");
	refuses("[{\"success\":true,\"data\":{}}]", "", "expected an object, found a list");
	refuses("\"success\"", "", "expected an object, found a string");
	refuses("true", "", "expected an object, found true");
	refuses("null", "", "expected an object, found null");
	refuses("7", "", "expected an object, found the number 7");
}
END_TEST

START_TEST(test_empty)
{
	static const char *const bodies[] = { "", " ", "\n", " \r\n\t  \n" };

	for (size_t i = 0; i < 4; i++) {
		refuses(bodies[i], "", "the response is empty");
		codec_refuses_body(&iqm_auth_login_op, bodies[i], strlen(bodies[i]), "",
				   "the response is empty");
	}
}
END_TEST

/* ---- a response without its envelope ------------------------------------------------------- */

START_TEST(test_unwrapped_response)
{
	static const char want[] = "{\"access_token\":\"a\",\"expires_in\":5}";

	reads(&iqm_auth_login_op, "{\"access_token\":\"a\",\"expires_in\":5}", want);
	reads(&iqm_auth_login_op, "{\"access_token\":\"a\",\"data\":{\"expires_in\":5}}", want);
	reads(&iqm_auth_login_op, "{\"data\":{\"expires_in\":5},\"access_token\":\"a\"}", want);
	reads(&iqm_auth_login_op, "{\"expires_in\":\"5\",\"new\":{},\"access_token\":\"a\"}", want);
	reads(&iqm_auth_login_op,
	      "{\"success\":true,\"data\":{\"access_token\":\"a\",\"expires_in\":5}}", want);
	reads(&iqm_auth_refresh_op, "{\"access_token\":\"a\",\"expires_in\":5}", want);
}
END_TEST

START_TEST(test_unwrapped_response_where_an_envelope_belongs)
{
	static const char columns[] = "{\"id\":true,\"insightsName\":true}";

	codec_refuses_body(&iqm_pld_columns_get_op, columns, strlen(columns), "success", "missing");
}
END_TEST

START_TEST(test_unwrapped_response_that_is_none)
{
	const struct iqm_op *op = &iqm_auth_login_op;
	static const char twice[] = "{\"access_token\":\"a\",\"access_token\":\"b\"}";

	codec_refuses_body(op, "{}", 2, "access_token", "missing");
	codec_refuses_body(op, twice, strlen(twice), "access_token", "given twice");
}
END_TEST

/* A token is taken at the top or under `data`, with the rest of the envelope or without. */
START_TEST(test_half_an_envelope)
{
	static const char *const bodies[] = {
		"{\"data\":{\"access_token\":\"a\"}}",
		"{\"success\":true,\"access_token\":\"a\"}",
		"{\"access_token\":\"a\",\"data\":null}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct decoded d;
		struct iqm_auth_token *rsp;

		codec_decode(&d, &iqm_auth_login_op, bodies[i], strlen(bodies[i]));
		ck_assert_msg(d.err == 0, "%s: %s", bodies[i], d.error.message);
		rsp = d.response;
		ck_assert_str_eq(rsp->access_token, "a");
		codec_free(&d);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("envelope");

	tcase_add_test(tcase, test_members_in_any_order);
	tcase_add_test(tcase, test_failure_in_any_order);
	tcase_add_test(tcase, test_data_missing);
	tcase_add_test(tcase, test_success_missing);
	tcase_add_test(tcase, test_members_twice);
	tcase_add_test(tcase, test_data_of_another_type);
	tcase_add_test(tcase, test_no_object_at_the_top);
	tcase_add_test(tcase, test_empty);
	tcase_add_test(tcase, test_unwrapped_response);
	tcase_add_test(tcase, test_unwrapped_response_where_an_envelope_belongs);
	tcase_add_test(tcase, test_unwrapped_response_that_is_none);
	tcase_add_test(tcase, test_half_an_envelope);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Requests as JSON: what is wrong with one is said, with its place, and nothing is sent. */
#include "support/json_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define MAX_INT "9223372036854775807"
#define MIN_INT "-9223372036854775808"

static const struct {
	const char *name, *json;
	const char *path, *why; /* of the message, behind the name and the path */
} wrong[] = {
	/* fields that are not known, at any depth */
	{ "sls.generate", "{\"slsNames\":\"x\"}", "slsNames",
	  "unknown field, expected ioId, campaignIds, slsStartDate, slsEndDate, slsName, "
	  "slsLookbackDuration, conceptGroupId, reportTypes, competitorConceptGroupIds, slsId, "
	  "idempotencyKey" },
	{ "sls.generate", "{\"sls_name\":\"x\"}", "sls_name", "unknown field, expected ioId" },
	{ "sls.generate", "{\"\":1}", "", "unknown field, expected ioId" },
	{ "aqs.generate", "{\"aqsAudienceConceptGroups\":[{\"id\":1}]}",
	  "aqsAudienceConceptGroups[0].id", "unknown field, expected " },
	{ "sls.generate_within", "{\"request\":{\"max_cost\":5},\"max_cost\":5}",
	  "request.max_cost", "unknown field, expected ioId" },
	{ "sls.generate_within", "{\"maxCost\":5}", "maxCost",
	  "unknown field, expected request, max_cost" },
	{ "sls.wait", "{\"reports\":[{\"id\":1,\"idx\":2}]}", "reports[0].idx",
	  "unknown field, expected id, family, state" },
	{ "journal.list", "{\"key\":\"a\"}", "key", "unknown field, expected none" },
	{ "pld.columns-get", "{\"a\":1}", "a", "unknown field, expected none" },
	/* a field twice, by one name or by two */
	{ "sls.generate", "{\"ioId\":1,\"ioId\":1}", "ioId", "given twice" },
	{ "sls.generate", "{\"ioId\":1,\"io\\u0049d\":2}", "ioId", "given twice" },
	{ "sls.generate", "{\"ioId\":null,\"ioId\":2}", "ioId", "given twice" },
	{ "sls.email", "{\"slsId\":1,\"reportId\":1}", "reportId",
	  "given twice: 'slsId' is another name of it" },
	{ "sls.email", "{\"reportId\":1,\"slsId\":null}", "slsId",
	  "given twice: 'reportId' is another name of it" },
	/* another type */
	{ "sls.generate", "{\"ioId\":\"5a\"}", "ioId", "expected an integer, found a string" },
	{ "sls.generate", "{\"ioId\":\"\"}", "ioId", "expected an integer, found a string" },
	{ "sls.generate", "{\"ioId\":true}", "ioId", "expected an integer, found true" },
	{ "sls.generate", "{\"ioId\":5.5}", "ioId", "expected an integer, found the number 5.5" },
	{ "sls.generate", "{\"ioId\":{}}", "ioId", "expected an integer, found an object" },
	{ "sls.generate", "{\"ioId\":[1]}", "ioId", "expected an integer, found a list" },
	{ "sls.generate", "{\"ioId\":9223372036854775808}", "ioId",
	  "an integer of more than 64 bits" },
	/* timestamps without a zone, or in another unit */
	{ "sls.generate", "{\"slsStartDate\":\"2026-01-01\"}", "slsStartDate",
	  "expected milliseconds, or ISO 8601 with a zone, found a string" },
	{ "aqs.generate", "{\"aqsStartDate\":\"2026-01-01T00:00:00\"}", "aqsStartDate",
	  "expected seconds, or ISO 8601 with a zone, found a string" },
	{ "sls.generate", "{\"slsStartDate\":1767225600,\"slsEndDate\":1767225601}", "slsStartDate",
	  "expected milliseconds since 1970, found 1767225600" },
	{ "aqs.generate", "{\"aqsStartDate\":1,\"aqsEndDate\":1767225600000}", "aqsEndDate",
	  "expected seconds since 1970, found 1767225600000" },
	{ "sls.generate_within", "{\"request\":{\"slsEndDate\":\"1767225600\"},\"max_cost\":1}",
	  "request.slsEndDate", "expected milliseconds since 1970, found 1767225600" },
	{ "sls.generate", "{\"slsName\":5.5}", "slsName",
	  "expected a string, found the number 5.5" },
	{ "sls.generate", "{\"slsName\":[\"a\"]}", "slsName", "expected a string, found a list" },
	{ "sls.generate", "{\"campaignIds\":5}", "campaignIds",
	  "expected a list, found the number 5" },
	{ "sls.generate", "{\"campaignIds\":[1,null]}", "campaignIds[1]",
	  "expected an integer, found null" },
	{ "sls.generate", "{\"campaignIds\":{\"0\":1}}", "campaignIds",
	  "expected a list, found an object" },
	{ "sls.generate_within", "{\"request\":[],\"max_cost\":1}", "request",
	  "expected an object, found a list" },
	{ "sls.generate_within", "{\"request\":{},\"max_cost\":\"a\"}", "max_cost",
	  "expected a number, found a string" },
	{ "sls.generate_within", "{\"request\":{}}", "max_cost", "required, and absent" },
	{ "sls.generate_within", "{\"max_cost\":1}", "request", "required, and absent" },
	{ "sls.email", "{\"fileType\":1,\"emailIds\":[\"a\"]}", "slsId", "required, and absent" },
	/* text that a C string cannot have, and no text */
	{ "sls.generate", "{\"slsName\":\"a\\u0000b\"}", "slsName",
	  "found a NUL or half of a surrogate pair" },
	{ "sls.generate", "{\"slsName\":\"\\ud800\"}", "slsName",
	  "found a NUL or half of a surrogate pair" },
	{ "sls.generate", "{\"slsName\":\"\xff\"}", "", "not UTF-8 (byte 12)" },
	/* no JSON, or no object */
	{ "sls.generate", "{\"ioId\":1", "", "the text ends too early (byte 9)" },
	{ "sls.generate", "{\"ioId\":1}x", "", "bytes behind the value (byte 10)" },
	{ "sls.generate", "{ioId:1}", "", "not JSON (byte 1)" },
	{ "sls.generate", "{\"ioId\":NaN}", "ioId", "not JSON (byte 8)" },
	{ "sls.generate", "[]", "", "expected an object, found a list" },
	{ "sls.generate", "null", "", "expected an object, found null" },
	{ "sls.generate", " ", "", "the text is empty" },
	/* no such call */
	{ "sls.generat", "{}", "", "no such call, expected the name of an operation" },
	{ "sls.campaigns_within", "{}", "", "no such call, expected the name of an operation" },
	{ "sls.compute_within", "{}", "", "no such call, expected the name of an operation" },
	{ "sls.", "{}", "", "no such call, expected the name of an operation" },
	{ "", "{}", "", "no such call, expected the name of an operation" },
	{ "static.wait", "{}", "", "no such call, expected the name of an operation" },
	{ "journal.nope", "{}", "", "no such call, expected the name of an operation" },
	{ "sls.wait\n", "{}", "", "no such call, expected the name of an operation" },
	/* values that are none */
	{ "sls.wait", "{\"reports\":[{\"id\":1,\"state\":\"done\"}]}", "reports[0].state",
	  "expected waiting, ready, failed or gone, found another text" },
	{ "sls.find", "{\"request\":{},\"since\":{\"state\":\"done\"}}", "since.state",
	  "expected waiting, ready, failed or gone, found another text" },
	{ "sls.save", "{\"id\":1,\"file_type\":1}", "path",
	  "expected a path or an fd, and not both" },
	{ "sls.save", "{\"id\":1,\"file_type\":1,\"path\":\"a\",\"fd\":1}", "path",
	  "expected a path or an fd, and not both" },
	{ "sls.save", "{\"id\":1,\"file_type\":1,\"fd\":-1}", "fd",
	  "expected a file descriptor, found another number" },
	{ "sls.save", "{\"id\":1,\"file_type\":1,\"fd\":1,\"format\":\"pdf\"}", "format",
	  "expected xlsx, csv or any, found another text" },
	{ "sls.poll", "{}", "reports", "required, and absent" },
	{ "journal.get", "{}", "key", "required, and absent" },
};

START_TEST(test_wrong_requests)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	const char *name = wrong[_i].name;
	char message[400], *document;
	int err = iqm_call_json(client, name, wrong[_i].json, strlen(wrong[_i].json), &document,
				&call);

	snprintf(message, sizeof(message), "%.*s: %s%s%s", (int)strcspn(name, "\n"), name,
		 wrong[_i].path, *wrong[_i].path ? ": " : "", wrong[_i].why);
	ck_assert_msg(err == IQM_E_USAGE, "%d: %s", err, document);
	if (!strchr(name, '\n') && *name)
		ck_assert_msg(!strncmp(call.error.message, message, strlen(message)),
			      "found %s, expected %s", call.error.message, message);
	ck_assert_int_eq(call.error.status, IQM_E_USAGE);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(call.error.path, wrong[_i].path);
	ck_assert_int_eq(mock.calls, 0);
	json_has(document, "{\"error\":{\"message\":\"");
	json_has(document, "\"status\":\"IQM_E_USAGE\"");
	iqm_free(document);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_wrong_arguments)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { .reserved = { &mock } };
	char *document;

	ck_assert_int_eq(iqm_call_json(client, "sls.list", "{}", 2, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_call_json(client, NULL, "{}", 2, &document, NULL), IQM_E_USAGE);
	json_has(document, "name is NULL");
	iqm_free(document);
	ck_assert_int_eq(iqm_call_json(NULL, "sls.list", "{}", 2, &document, NULL), IQM_E_USAGE);
	json_has(document, "client is NULL");
	iqm_free(document);
	ck_assert_int_eq(iqm_call_json(client, "sls.list", NULL, 2, &document, NULL), IQM_E_USAGE);
	json_has(document, "json is NULL");
	iqm_free(document);
	ck_assert_int_eq(iqm_call_json(client, "sls.list", "{}", 2, &document, &call), IQM_E_USAGE);
	json_has(document, "sls.list: call: a reserved member is not zero");
	iqm_free(document);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* Integers of 64 bits, both ways, and values that have one meaning in another type. */
START_TEST(test_exact)
{
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"slsReportCreatable\":true,"
				     "\"slsId\":" MAX_INT ",\"ioId\":" MIN_INT ","
				     "\"slsChargeableCost\":0.1,\"slsName\":\"a\\u0000\\u00e9\","
				     "\"campaignIds\":[9007199254740993]}}" };
	struct iqm_client *client = mock_client(&mock, NULL);

	json_expect(client, "sls.compute",
		    "{\"ioId\":" MAX_INT ",\"slsId\":\"" MAX_INT "\",\"campaignIds\":\"1,2\","
		    "\"slsName\":\"\\u00e9\\\"\",\"conceptGroupId\":7,\"slsLookbackDuration\":3.0}",
		    NULL, 0,
		    "{\"data\":{\"slsReportCreatable\":true,\"slsId\":" MAX_INT ","
		    "\"slsName\":\"a\xef\xbf\xbd\xc3\xa9\",\"campaignIds\":[9007199254740993],"
		    "\"ioId\":" MIN_INT ",\"slsChargeableCost\":0.1},\"outcome\":\"creatable\"}");
	ck_assert_str_eq(mock.sent,
			 "{\"ioId\":" MAX_INT ",\"campaignIds\":[1,2],\"slsName\":\"\xc3\xa9\\\"\","
			 "\"slsLookbackDuration\":3,\"conceptGroupId\":7,\"slsId\":" MAX_INT "}");
	mock_close(client, &mock);
}
END_TEST

/* A day is the same however it is written. */
START_TEST(test_timestamps)
{
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"slsReportCreatable\":true}}" };
	struct iqm_client *client = mock_client(&mock, NULL);

	iqm_free(json_call(client, "sls.compute",
			   "{\"slsStartDate\":\"2026-01-05T00:00:00-05:00\","
			   "\"slsEndDate\":\"2026-02-01T23:59:59.999\\u002d05:00\"}",
			   NULL, 0));
	ck_assert_str_eq(mock.sent,
			 "{\"slsStartDate\":1767589200000,\"slsEndDate\":1770008399999}");
	mock.body = "{\"success\":true,\"data\":{\"aqsReportCreatable\":true}}";
	iqm_free(json_call(client, "aqs.compute",
			   "{\"aqsStartDate\":\"2026-01-05T00:00:00-05:00\","
			   "\"aqsEndDate\":1770008399}",
			   NULL, 0));
	json_has(mock.sent, "\"aqsStartDate\":1767589200,\"aqsEndDate\":1770008399");
	mock_close(client, &mock);
}
END_TEST

/* Without a length a text is none: what is behind it is not read. */
START_TEST(test_length)
{
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"totalRecords\":0}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	char *document;

	ck_assert_int_eq(iqm_call_json(client, "sls.list", "{}garbage", 2, &document, NULL), 0);
	ck_assert_str_eq(document, "{\"data\":{\"totalRecords\":0}}");
	iqm_free(document);
	ck_assert_int_eq(iqm_call_json(client, "sls.list", NULL, 0, &document, NULL), 0);
	iqm_free(document);
	ck_assert_int_eq(mock.calls, 2);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("requests");

	tcase_add_loop_test(tcase, test_wrong_requests, 0, (int)(sizeof(wrong) / sizeof(wrong[0])));
	tcase_add_test(tcase, test_wrong_arguments);
	tcase_add_test(tcase, test_exact);
	tcase_add_test(tcase, test_timestamps);
	tcase_add_test(tcase, test_length);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

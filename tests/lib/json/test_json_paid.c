/* SPDX-License-Identifier: MIT */
/* Prices and purchases as JSON: what was bought, what was not and why, and what may have been. */
#include "support/json_fixture.h"
#include "support/journal_fixture.h"
#include "support/mock.h"
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define SLS(data) "{\"success\":true,\"data\":{" data "}}"

static struct service s;
static struct iqm_client *client;

static void setup(void)
{
	service_open(&s, 3);
	client = service_client(&s, (struct iqm_settings){ 0 });
	s.purchase = SLS("\"slsReportCreated\":true,\"slsId\":7");
	s.price = SLS(
		"\"slsReportCreatable\":true,\"fundsAvailable\":true,\"slsChargeableCost\":9.5");
}

static void teardown(void)
{
	service_close(&s, client);
}

START_TEST(test_bought)
{
	json_expect(client, "sls.generate", "{\"slsName\":\"A\"}", NULL, 0,
		    "{\"data\":{\"slsReportCreated\":true,\"slsId\":7},\"outcome\":\"created\"}");
	ck_assert_int_eq(s.purchases, 1);
}
END_TEST

/* A refused purchase: its response is data, and the error says why. */
START_TEST(test_refused)
{
	s.purchase = SLS("\"slsReportCreated\":false,\"slsId\":9,\"slsName\":\"A\"");
	json_expect(client, "sls.generate", "{\"slsName\":\"A\"}", NULL, IQM_E_PRICE,
		    "{\"data\":{\"slsReportCreated\":false,\"slsId\":9,\"slsName\":\"A\"},"
		    "\"outcome\":\"exists\",\"error\":{\"message\":\"sls.generate: not bought: "
		    "report 9 exists already\",\"status\":\"IQM_E_PRICE\","
		    "\"operation\":\"sls.generate\",\"delivery\":\"responded\",\"attempts\":1,"
		    "\"http_status\":200,\"price\":{\"reason\":\"exists\",\"report_id\":9}}}");
}
END_TEST

/* The service says `success: false`: its words are in the error, and nothing is data. */
START_TEST(test_failed)
{
	char *document;

	s.purchase = "{\"success\":false,\"data\":{},\"errorObjects\":[{\"error\":\"no\","
		     "\"field\":\"ioId\"}]}";
	document = json_call(client, "sls.generate", "{\"slsName\":\"A\"}", NULL, IQM_E_REFUSED);
	ck_assert_int_eq(strncmp(document, "{\"error\":", 9), 0);
	json_has(document, "\"service\":[{\"error\":\"no\",\"field\":\"ioId\"}]");
	iqm_free(document);
}
END_TEST

/* What may have been bought is no data, and says so. */
START_TEST(test_unknown)
{
	char *document;

	s.purchase = "{\"success\":true,\"data\":{\"slsReport";
	document = json_call(client, "sls.generate", "{\"slsName\":\"A\"}", NULL,
			     IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(strncmp(document, "{\"error\":", 9), 0);
	json_has(document, "\"status\":\"IQM_E_UNKNOWN_OUTCOME\",\"cause\":\"IQM_E_DECODE\"");
	json_has(document, "\"delivery\":\"maybe sent\"");
	iqm_free(document);
	ck_assert_int_eq(s.purchases, 1);
}
END_TEST

START_TEST(test_within)
{
	static const char order[] = "{\"request\":{\"slsName\":\"A\"},\"max_cost\":9.5}";

	json_expect(client, "sls.generate_within", order, NULL, 0,
		    "{\"data\":{\"slsReportCreated\":true,\"slsId\":7},\"outcome\":\"created\"}");
	ck_assert_int_eq(s.prices, 1);
	ck_assert_int_eq(s.purchases, 1);
}
END_TEST

START_TEST(test_above_the_limit)
{
	char *document =
		json_call(client, "sls.generate_within",
			  "{\"request\":{\"slsName\":\"A\"},\"max_cost\":9.49}", NULL, IQM_E_PRICE);

	json_has(document, "{\"data\":{\"slsReportCreatable\":true,\"slsChargeableCost\":9.5,"
			   "\"fundsAvailable\":true},\"outcome\":\"creatable\",\"error\":");
	json_has(document, "\"delivery\":\"not sent\"");
	json_has(document, "\"price\":{\"reason\":\"above-limit\",\"cost\":9.5,\"limit\":9.49}");
	iqm_free(document);
	ck_assert_int_eq(s.purchases, 0);
}
END_TEST

START_TEST(test_no_limit_is_a_limit)
{
	iqm_free(json_call(client, "sls.generate_within",
			   "{\"request\":{\"slsName\":\"A\"},\"max_cost\":-1}", NULL, IQM_E_USAGE));
	iqm_free(json_call(client, "sls.generate_within",
			   "{\"request\":{\"slsName\":\"A\"},\"max_cost\":1e999}", NULL,
			   IQM_E_USAGE));
	ck_assert_int_eq(s.prices, 0);
}
END_TEST

/* Fields that could not be read are named; the bytes can be kept, also of what fails. */
START_TEST(test_bad_fields_and_bytes)
{
	char *document;
	struct iqm_call call = { .keep_raw = true };
	size_t len;

	s.price = SLS("\"slsReportCreatable\":true,\"slsId\":\"?\",\"new\":[1]");
	ck_assert_int_eq(iqm_call_json(client, "sls.compute", NULL, 0, &document, &call), 0);
	ck_assert_str_eq(document,
			 "{\"data\":{\"slsReportCreatable\":true},\"outcome\":\"creatable\","
			 "\"bad_fields\":[{\"path\":\"data.slsId\",\"reason\":\"expected an "
			 "integer, found a string\"}],\"bad_total\":1}");
	ck_assert_str_eq(iqm_raw(document, &len), s.price);
	ck_assert_uint_eq(len, strlen(s.price));
	iqm_free(document);
	s.price = "<html>";
	ck_assert_int_eq(iqm_call_json(client, "sls.compute", NULL, 0, &document, &call),
			 IQM_E_DECODE);
	ck_assert_int_eq(strncmp(document, "{\"error\":", 9), 0);
	ck_assert_str_eq(iqm_raw(document, &len), s.price);
	iqm_free(document);
}
END_TEST

/* ---- no time left to write it ---------------------------------------------------------------- */

static struct iqm_cancel cancel;

static void cancel_when_done(void *context, enum iqm_log_level level, const char *line)
{
	(void)context;
	(void)level;
	if (strstr(line, "done"))
		iqm_cancel_calls(&cancel);
}

/* What was only read is given up; what was bought is said all the same. */
START_TEST(test_late)
{
	struct mock mock = { .status = 200, .body = SLS("\"slsReportDataList\":[{\"slsId\":1}]") };
	struct iqm_client *late =
		mock_client_with(&mock, (struct iqm_settings){ .token = "token-1",
							       .ow_id = "42",
							       .log = cancel_when_done,
							       .log_level = IQM_LOG_INFO });
	struct iqm_call call = { .cancel = &cancel };
	char *document;

	cancel.flag = 0;
	ck_assert_int_eq(iqm_call_json(late, "sls.list", NULL, 0, &document, &call),
			 IQM_E_CANCELLED);
	json_has(document, "{\"error\":{\"message\":\"sls.list: cancelled while the response was "
			   "written\",\"status\":\"IQM_E_CANCELLED\"");
	iqm_free(document);
	cancel.flag = 0;
	mock.body = SLS("\"slsReportCreated\":true");
	ck_assert_int_eq(
		iqm_call_json(late, "sls.generate", "{\"slsName\":\"A\"}", 15, &document, &call),
		0);
	ck_assert_int_eq(cancel.flag, 1);
	json_has(document, "\"slsReportCreated\":true");
	iqm_free(document);
	mock_close(late, &mock);
}
END_TEST

/* ---- with a journal -------------------------------------------------------------------------- */

static struct shop shop;

static void open_shop(void)
{
	shop_open(&shop);
}

static void close_shop(void)
{
	shop_close(&shop);
}

START_TEST(test_key)
{
	static const char order[] = "{\"campaignId\":451351}";
	static const char options[] = "{\"key\":\"spring\",\"note\":\"to Ann\"}";
	char *document;

	json_expect(shop.client, "pld.generate", order, options, 0,
		    "{\"data\":{\"pldReportCreated\":true},\"outcome\":\"created\"}");
	iqm_free(json_call(shop.client, "pld.generate", order, options, IQM_E_KEY_USED));
	document =
		json_call(shop.client, "pld.generate", order, "{\"key\":\"b\"}", IQM_E_DUPLICATE);
	json_has(document, "\"key\":\"spring\"");
	iqm_free(document);
	document = json_call(shop.client, "journal.get", "{\"key\":\"spring\"}", NULL, 0);
	json_has(document, "{\"data\":{\"key\":\"spring\",\"state\":\"bought\",\"number\":1,");
	json_has(document, "\"workspace\":\"7\",\"operation\":\"pld.generate\","
			   "\"request\":{\"campaignId\":451351},\"highest_id\":77,");
	json_has(document, "\"note\":\"to Ann\"");
	iqm_free(document);
	iqm_free(json_call(shop.client, "journal.note", "{\"key\":\"spring\",\"note\":\"x\"}", NULL,
			   0));
	document = json_call(shop.client, "journal.list", NULL, NULL, 0);
	json_has(document, "{\"data\":{\"purchases\":[{\"key\":\"spring\",");
	json_has(document, "\"note\":\"x\"");
	iqm_free(document);
	ck_assert_int_eq(shop.sold, 1);
}
END_TEST

START_TEST(test_settle)
{
	char *document;

	shop.fail = IQM_E_NETWORK;
	iqm_free(json_call(shop.client, "pld.generate", "{\"campaignId\":1}", "{\"key\":\"a\"}",
			   IQM_E_UNKNOWN_OUTCOME));
	document = json_call(shop.client, "pld.settle_not_bought", NULL, "{\"key\":\"a\"}",
			     IQM_E_UNKNOWN_OUTCOME); /* too early */
	iqm_free(document);
	document = json_call(shop.client, "journal.spent", NULL, NULL, 0);
	json_has(document, "\"purchases\":1,\"open\":1,\"unpriced\":1,\"unpriced_key\":\"a\"");
	iqm_free(document);
	json_expect(shop.client, "journal.settle", "{\"key\":\"a\",\"id\":80}", NULL, 0, "{}");
	ck_assert_int_eq(shop_state(shop.client, "a"), IQM_PURCHASE_BOUGHT);
	json_expect(shop.client, "journal.archive", "{\"before\":9999999999999}", NULL, 0,
		    "{\"data\":{\"moved\":1}}");
	iqm_free(json_call(shop.client, "journal.settle_not_bought", "{\"key\":\"a\"}", NULL,
			   IQM_E_KEY_USED));
}
END_TEST

/* A budget is checked as of any call; a journal can be repaired without a client. */
START_TEST(test_budget_and_repair)
{
	char json[200];

	iqm_free(json_call(shop.client, "pld.generate", "{\"campaignId\":1}",
			   "{\"key\":\"a\",\"budget\":{\"amount\":5,\"since\":0}}", IQM_E_PRICE));
	ck_assert_int_eq(shop.sold, 0);
	snprintf(json, sizeof(json), "{\"path\":\"%s\"}", shop.path);
	json_expect(NULL, "journal.repair", json, NULL, 0,
		    "{\"data\":{\"kept\":0,\"damaged\":0,\"unknown\":0,\"blocked\":false}}");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("paid");
	TCase *journal = tcase_create("journal");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_bought);
	tcase_add_test(tcase, test_refused);
	tcase_add_test(tcase, test_failed);
	tcase_add_test(tcase, test_unknown);
	tcase_add_test(tcase, test_within);
	tcase_add_test(tcase, test_above_the_limit);
	tcase_add_test(tcase, test_no_limit_is_a_limit);
	tcase_add_test(tcase, test_bad_fields_and_bytes);
	tcase_add_test(tcase, test_late);
	suite_add_tcase(suite, tcase);
	tcase_add_checked_fixture(journal, open_shop, close_shop);
	tcase_add_test(journal, test_key);
	tcase_add_test(journal, test_settle);
	tcase_add_test(journal, test_budget_and_repair);
	suite_add_tcase(suite, journal);
}

SUITE(add_tests)

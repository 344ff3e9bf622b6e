/* SPDX-License-Identifier: MIT */
/* Polls, waits, finds and files as JSON. */
#include "support/json_fixture.h"
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct service s;
static struct iqm_client *client;

static void setup(void)
{
	service_open(&s, 3);
	client = service_client(&s, (struct iqm_settings){ .ow_id = "7" });
}

static void teardown(void)
{
	service_close(&s, client);
}

/* What a poll gives is what the next one takes. */
START_TEST(test_poll)
{
	static const char begin[] = "{\"data\":";
	char *document;

	service_row(&s, 2)->status = 3;
	document = json_call(client, "pld.poll", "{\"reports\":[{\"id\":3},{\"id\":2},{\"id\":9}]}",
			     NULL, 0);
	json_has(document, "{\"data\":{\"reports\":[{\"id\":3,\"family\":\"pld\","
			   "\"state\":\"ready\",\"confirmed\":true,");
	json_has(document, "{\"id\":9,\"family\":\"pld\",\"state\":\"waiting\"");
	json_has(document, "\"missed\":true");
	document[strlen(document) - 1] = '\0'; /* the document's end */
	iqm_free(json_call(client, "pld.poll", document + strlen(begin), NULL, 0));
	iqm_free(document);
}
END_TEST

START_TEST(test_second_poll)
{
	char *first = json_call(client, "pld.poll", "{\"reports\":[{\"id\":9}]}", NULL, 0);
	char *second;

	first[strlen(first) - 1] = '\0';
	second = json_call(client, "pld.poll", first + strlen("{\"data\":"), NULL, 0);
	json_has(second, "\"state\":\"gone\"");
	iqm_free(first);
	iqm_free(second);
}
END_TEST

/* Reports of another family are refused, as ids are alike. */
START_TEST(test_family)
{
	iqm_free(json_call(client, "pld.poll", "{\"reports\":[{\"id\":3,\"family\":\"sls\"}]}",
			   NULL, IQM_E_USAGE));
	ck_assert_int_eq(s.lists, 0);
}
END_TEST

/* What is known of the reports comes after an error, too. */
START_TEST(test_failed_poll)
{
	char *document;

	s.fails_at = 1;
	s.failure = IQM_E_NETWORK;
	document = json_call(client, "pld.poll", "{\"reports\":[{\"id\":3,\"page\":1}]}", NULL,
			     IQM_E_NETWORK);
	json_has(document, "{\"data\":{\"reports\":[{\"id\":3,");
	json_has(document, "\"error\":{\"message\":");
	iqm_free(document);
}
END_TEST

static void get_ready(struct service *service)
{
	if (service->now > 300000)
		service_row(service, 3)->status = 2;
}

START_TEST(test_wait)
{
	static const char reports[] = "{\"reports\":[{\"id\":3}],\"min_ms\":1000,\"max_ms\":60000}";
	char *document;

	service_row(&s, 3)->status = 1;
	s.waited = get_ready;
	iqm_free(json_call(client, "pld.wait", reports, NULL, IQM_E_USAGE)); /* no timeout */
	document = json_call(client, "pld.wait", reports, "{\"timeout_ms\":3600000}", 0);
	json_has(document, "\"state\":\"ready\"");
	iqm_free(document);
	iqm_free(json_call(client, "pld.wait", "{\"reports\":[{\"id\":3}],\"min_ms\":-1}",
			   "{\"timeout_ms\":3600000}", IQM_E_USAGE));
}
END_TEST

#define ORDER(campaign)                                                                            \
	"{\"request\":{\"campaignId\":" campaign ",\"pldStartDate\":1732165200000,"                \
	"\"pldEndDate\":1732424399999},\"since\":{\"highest_id\":2,\"time\":1700000000000}}"

START_TEST(test_find)
{
	struct service_row *row = service_row(&s, 3);
	char *document;

	row->start = 1732165200000;
	row->end = 1732424399999;
	document = json_call(client, "pld.find", ORDER("5"), NULL, 0);
	json_has(document, "{\"data\":{\"finding\":\"found\",\"report\":{\"id\":3,");
	iqm_free(document);
	document = json_call(client, "pld.find", ORDER("6"), NULL, 0);
	json_has(document, "{\"data\":{\"finding\":\"not-seen\",\"candidates\":0,");
	ck_assert_ptr_null(strstr(document, "\"report\""));
	iqm_free(document);
	iqm_free(json_call(client, "pld.find", NULL, NULL, IQM_E_USAGE));
}
END_TEST

START_TEST(test_save)
{
	char path[] = "/tmp/iqm-json-XXXXXX";
	int fd = mkstemp(path);
	char json[200];

	ck_assert_int_ge(fd, 0);
	snprintf(json, sizeof(json), "{\"id\":3,\"file_type\":1,\"path\":\"%s\"}", path);
	iqm_free(json_call(client, "pld.save", json, NULL, IQM_E_FILE_EXISTS));
	unlink(path);
	snprintf(json, sizeof(json), "{\"id\":3,\"file_type\":2,\"format\":\"csv\",\"fd\":%d}", fd);
	iqm_free(json_call(client, "pld.save", json, NULL, 0));
	ck_assert_int_gt(lseek(fd, 0, SEEK_CUR), 0);
	close(fd);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_poll);
	tcase_add_test(tcase, test_second_poll);
	tcase_add_test(tcase, test_family);
	tcase_add_test(tcase, test_failed_poll);
	tcase_add_test(tcase, test_wait);
	tcase_add_test(tcase, test_find);
	tcase_add_test(tcase, test_save);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

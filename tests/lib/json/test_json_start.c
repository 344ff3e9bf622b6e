/* SPDX-License-Identifier: MIT */
/* Calls by name that are started: what a started call gives is what the blocking one does. */
#include "support/control.h"
#include "support/json_fixture.h"
#include "support/loop.h"
#include "support/mock.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#define ORDER                                                                                      \
	"{\"request\":{\"campaignId\":451351,\"pldStartDate\":\"2024-11-21T00:00:00-05:00\","      \
	"\"pldEndDate\":\"2024-11-23T23:59:59-05:00\"},\"max_cost\":1e6}"

static struct iqm_client *client;
static struct iqm_call *call;

static void setup(void)
{
	static const char options[] = "{\"timeout_ms\":60000}";
	struct iqm_settings settings;

	control_reset();
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	settings.threads = 1;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	ck_assert_int_eq(iqm_call_new(&call, options, strlen(options), NULL), 0);
}

static void teardown(void)
{
	iqm_client_close(client);
	iqm_call_free(call);
}

static void ended(void *context, int status, char *response, struct iqm_call *its)
{
	ck_assert_ptr_eq(its, call);
	loop_end(context, status, response, its);
}

/* From texts that are gone when it returns. */
static void start(const char *name, const char *json, struct iqm_call *its, iqm_json_done *done,
		  struct loop_end *end)
{
	char *texts[] = { strdup(name), strdup(json) };
	char *response;
	int err = iqm_call_json_start(client, texts[0], texts[1], strlen(json), &response, its,
				      done, end);

	ck_assert_msg(!err, "%s", response);
	ck_assert_ptr_null(response);
	memset(texts[0], '?', strlen(name));
	memset(texts[1], '?', strlen(json));
	free(texts[0]);
	free(texts[1]);
}

static char *started(const char *name, const char *json, int status)
{
	struct loop_end end = { 0 };

	start(name, json, call, ended, &end);
	ck_assert_int_eq(loop_wait(client, 0, &end), status);
	ck_assert_ptr_nonnull(end.response);
	return end.response;
}

/* Both forms of it give the same document. */
static void same(const char *name, const char *json, int status)
{
	char *one = json_call(client, name, json, NULL, status);
	char *other = started(name, json, status);

	ck_assert_str_eq(one, other);
	iqm_free(one);
	iqm_free(other);
}

START_TEST(test_documents)
{
	same("pld.list", "{\"noOfEntries\":2}", 0);
	same("journal.list", "{}", IQM_E_CONFIG);
	same("journal.get", "{\"key\":\"k\"}", IQM_E_CONFIG);
}
END_TEST

static void waited(void *context, int status, char *response, struct iqm_call *its)
{
	loop_end(context, status, response, its);
}

/* The client has one thread, and the waits leave it to the list. */
START_TEST(test_wait)
{
	struct loop_end ends[2] = { { 0 }, { 0 } };
	struct iqm_call waits[2] = { { .timeout_ms = 60000 }, { .timeout_ms = 60000 } };
	char *found = json_call(client, "pld.generate_within", ORDER, NULL, 0);
	char wait[128];

	iqm_free(found);
	found = json_call(client, "pld.list", "{\"noOfEntries\":1,\"sortBy\":\"-pldId\"}", NULL, 0);
	snprintf(wait, sizeof(wait), "{\"reports\":[{\"id\":%d}],\"min_ms\":10,\"max_ms\":50}",
		 atoi(strstr(found, "\"pldId\":") + strlen("\"pldId\":")));
	iqm_free(found);
	for (int i = 0; i < 2; i++)
		start("pld.wait", wait, &waits[i], waited, &ends[i]);
	iqm_free(started("pld.list", "{}", 0));
	ck_assert(!ends[0].ended && !ends[1].ended);
	control_advance(3600);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(loop_wait(client, 0, &ends[i]), 0);
		json_has(ends[i].response, "\"state\":\"ready\"");
		iqm_free(ends[i].response);
	}
}
END_TEST

/* What is wrong is said at once, as the blocking call says it. */
static void refused(const char *name, const char *json)
{
	struct loop_end end = { 0 };
	char *response = NULL;
	char *blocking = json_call(client, name, json, NULL, IQM_E_USAGE);
	int err =
		iqm_call_json_start(client, name, json, strlen(json), &response, call, ended, &end);

	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_str_eq(response, blocking);
	ck_assert_int_eq(iqm_client_dispatch(client), 0);
	ck_assert(!end.ended);
	iqm_free(response);
	iqm_free(blocking);
}

START_TEST(test_refused)
{
	refused("pld.nothing", "{}");
	refused("pld.list", "{\"noOfEntries\":\"x\"}");
	refused("pld.wait", "{\"reports\":[{\"id\":3,\"state\":\"x\"}]}");
}
END_TEST

START_TEST(test_arguments)
{
	char *response;

	ck_assert_int_eq(
		iqm_call_json_start(client, "pld.list", NULL, 0, &response, NULL, ended, NULL),
		IQM_E_USAGE);
	ck_assert_ptr_null(response);
	ck_assert_int_eq(iqm_call_json_start(client, "pld.list", NULL, 0, NULL, call, ended, NULL),
			 IQM_E_USAGE);
	ck_assert_int_eq(
		iqm_call_json_start(client, "pld.list", NULL, 0, &response, call, NULL, NULL),
		IQM_E_USAGE);
	json_has(response, "done is NULL");
	iqm_free(response);
	ck_assert_int_eq(iqm_call_json_start(NULL, "journal.repair", "{\"path\":\"/tmp/x\"}", 17,
					     &response, call, ended, NULL),
			 IQM_E_USAGE);
	iqm_free(response);
}
END_TEST

/* One that nothing has run has a document, too. */
START_TEST(test_closed)
{
	struct loop_end end = { 0 };
	char *response;

	iqm_call_cancel(call);
	ck_assert_int_eq(
		iqm_call_json_start(client, "pld.list", NULL, 0, &response, call, ended, &end), 0);
	ck_assert_int_eq(loop_wait(client, 0, &end), IQM_E_CANCELLED);
	json_has(end.response, "\"status\":\"IQM_E_CANCELLED\"");
	iqm_free(end.response);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("started");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_documents);
	tcase_add_test(tcase, test_wait);
	tcase_add_test(tcase, test_refused);
	tcase_add_test(tcase, test_arguments);
	tcase_add_test(tcase, test_closed);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

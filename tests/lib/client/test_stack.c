/* SPDX-License-Identifier: MIT */
/*
 * How much stack calls need: each is made in a thread whose stack was painted before. All are made
 * by iqm_call_json(), which has the functions of the headers below it.
 */
#include "base/base.h"
#include "support/control.h"
#include "support/mock.h"
#include "support/painted.h"
#include "support/suite.h"

#include <iqm/insights.h>
#include <iqm/json.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROMISED ((size_t)64 * 1024) /* README.md says so */
#define MANY_MINUTES (100 * 60000)

static struct iqm_client *client;
static char directory[64];
static size_t most;

/* ---- one call in a painted thread ---------------------------------------------------------- */

struct step {
	const char *name;
	const char *json;
	struct iqm_call *call;
	char *response;
	int status;
};

static void *run(void *context)
{
	struct step *s = context;

	s->status = iqm_call_json(client, s->name, s->json, strlen(s->json), &s->response, s->call);
	return NULL;
}

/* The response is the caller's to free. Without a key ("": there is none) the call has no struct
 * iqm_call of the caller's: it is on the stack then. */
static char *call(const char *name, const char *key, int expected, const char *json)
{
	struct iqm_call options = { .timeout_ms = MANY_MINUTES, .key = key && *key ? key : NULL };
	struct step step = { .name = name, .json = json, .call = key ? &options : NULL };
	size_t used = painted_run(run, &step);

	ck_assert_msg(step.status == expected, "%s: %d: %s", name, step.status, step.response);
	ck_assert_msg(used <= PROMISED, "%s: %zu bytes of stack", name, used);
	if (used > most)
		most = used;
	return step.response;
}

static void check(const char *name, const char *key, int expected, const char *json)
{
	iqm_free(call(name, key, expected, json));
}

/* ---- what there is to call ----------------------------------------------------------------- */

static int64_t number_in(const char *json, const char *name)
{
	char quoted[64];
	const char *at;

	snprintf(quoted, sizeof(quoted), "\"%s\":", name);
	at = json ? strstr(json, quoted) : NULL;
	ck_assert_msg(at, "%s: %s", name, json);
	return strtoll(at + strlen(quoted), NULL, 10);
}

/* A clock that is a minute later after each response, so that each request needs a log-in. */
static int64_t later_ms;

static void add_a_minute(void *context, const struct iqm_event *event)
{
	(void)context;
	if (event->kind == IQM_EVENT_RESPONSE)
		later_ms += 60000;
}

static int64_t now_ms(void *context)
{
	(void)context;
	return iqm_now(&iqm_system_clock) + later_ms;
}

static void open_client(const char *url, const char *ca_file, bool ageing)
{
	struct iqm_settings settings;
	struct iqm_error error;
	char journal[128];
	char limiter[128];
	struct iqm_clock clock = iqm_system_clock;

	snprintf(journal, sizeof(journal), "%s/journal", directory);
	snprintf(limiter, sizeof(limiter), "%s/limiter", directory);
	iqm_settings_from_env(&settings);
	settings.base_url = url;
	settings.ca_file = ca_file;
	settings.journal = journal;
	settings.limiter_file = limiter;
	settings.requests_per_minute = 1000;
	settings.log_level = IQM_LOG_DEBUG;
	mock_no_limits(&settings);
	if (ageing) {
		clock.now_ms = now_ms;
		settings.clock = &clock;
		settings.on_event = add_a_minute;
		settings.timeout_ms = MANY_MINUTES;
	}
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
}

static void setup(void)
{
	strcpy(directory, "/tmp/iqm-stack-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	most = 0;
}

static void teardown(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	ck_assert_int_eq(system(command), 0);
}

static void order(char *json, size_t size, const char *format, int64_t campaign)
{
	char request[256];

	snprintf(request, sizeof(request),
		 "{\"campaignId\":%" PRId64 ",\"pldStartDate\":1732165200000,"
		 "\"pldEndDate\":1732424399000}",
		 campaign);
	snprintf(json, size, format, request);
}

static void check_purchase(int64_t campaign)
{
	char json[512];

	order(json, sizeof(json), "%s", campaign);
	check("pld.compute", NULL, 0, json);
	order(json, sizeof(json), "{\"request\":%s,\"max_cost\":0}", campaign);
	check("pld.generate_within", "dear", IQM_E_PRICE, json);
	order(json, sizeof(json), "{\"request\":%s,\"max_cost\":1000000}", campaign);
	check("pld.generate_within", "key", 0, json);
	check("pld.generate_within", "key", IQM_E_KEY_USED, json);
	check("pld.generate_within", "again", IQM_E_DUPLICATE, json);
	check("pld.find", "key", 0, "{}");
	check("pld.find_all", NULL, 0, "{\"keys\":[\"key\"]}");
	check("pld.settle_not_bought", "key", IQM_E_KEY_USED, "{}");
}

static void check_report(void)
{
	char *found = call("pld.find", "key", 0, "{}");
	int64_t id = number_in(found, "id");
	char json[512];

	iqm_free(found);
	snprintf(json, sizeof(json), "{\"reports\":[{\"id\":%" PRId64 "}]}", id);
	check("pld.poll", NULL, 0, json);
	snprintf(json, sizeof(json),
		 "{\"reports\":[{\"id\":%" PRId64 "}],\"min_ms\":1000,\"max_ms\":1000}", id);
	check("pld.wait", "", 0, json);
	for (int type = IQM_FILE_TYPE_XLSX; type <= IQM_FILE_TYPE_CSV; type++) {
		snprintf(json, sizeof(json),
			 "{\"id\":%" PRId64 ",\"file_type\":%d,\"path\":\"%s/file%d\"}", id, type,
			 directory, type);
		check("pld.save", NULL, 0, json);
		check("pld.save", NULL, IQM_E_FILE_EXISTS, json);
	}
	snprintf(json, sizeof(json), "{\"pldIds\":[%" PRId64 "]}", id);
	check("pld.delete", NULL, IQM_E_REFUSED, json);
}

static void check_journal(void)
{
	char json[512];

	check("journal.list", NULL, 0, "{}");
	check("journal.get", NULL, 0, "{\"key\":\"key\"}");
	check("journal.note", NULL, 0, "{\"key\":\"key\",\"note\":\"a note\"}");
	check("journal.settle", NULL, IQM_E_KEY_USED, "{\"key\":\"key\",\"id\":1}");
	check("journal.settle_not_bought", NULL, IQM_E_KEY_USED, "{\"key\":\"key\"}");
	check("journal.spent", NULL, 0, "{}");
	check("journal.archive", NULL, 0, "{\"before\":4102444800000}");
	snprintf(json, sizeof(json), "{\"path\":\"%s/journal\"}", directory);
	check("journal.repair", NULL, 0, json);
}

static void check_all(void)
{
	char *campaigns = call("pld.campaigns", NULL, 0, "{}"); /* logs in */
	int64_t campaign = number_in(campaigns, "campaignId");

	iqm_free(campaigns);
	check("pld.list", NULL, 0, "{\"noOfEntries\":1}");
	check("pld.list", NULL, IQM_E_USAGE, "{\"noOfEntries\":\"x\"}");
	check_purchase(campaign);
	check_report();
	check_journal();
}

/* ---- over HTTP and TLS ----------------------------------------------------------------------- */

START_TEST(test_calls)
{
	control_reset();
	open_client(getenv(_i ? "IQM_TLS_URL" : "IQM_BASE_URL"), _i ? getenv("IQM_TLS_CA") : NULL,
		    false);
	check_all();
	printf("%s: %zu bytes of stack at most\n", _i ? "TLS" : "plain http", most);
	iqm_client_close(client);
}
END_TEST

/* A token that has ended is renewed before each request, wherever that is made. */
START_TEST(test_log_ins)
{
	control_reset();
	control_token_life(30);
	open_client(getenv("IQM_BASE_URL"), NULL, true);
	check_all();
	printf("with log-ins: %zu bytes of stack at most\n", most);
	iqm_client_close(client);
	control_token_life(35999);
}
END_TEST

/* A purchase whose response is lost, in each way. */
START_TEST(test_lost_responses)
{
	char *campaigns;
	char json[512];
	int64_t campaign;

	control_reset();
	open_client(getenv("IQM_BASE_URL"), NULL, false);
	campaigns = call("pld.campaigns", NULL, 0, "{}");
	campaign = number_in(campaigns, "campaignId");
	order(json, sizeof(json), "%s", campaign);
	iqm_free(campaigns);
	control_fault("pld.generate", "reset-after-request");
	check("pld.generate", "lost", IQM_E_UNKNOWN_OUTCOME, json);
	check("pld.find", "lost", 0, "{}");
	check("pld.settle_not_bought", "lost", IQM_E_KEY_USED, "{}");
	order(json, sizeof(json), "%s", campaign + 1);
	control_fault("pld.generate", "503");
	check("pld.generate", "late", IQM_E_UNKNOWN_OUTCOME, json);
	check("pld.find", "late", 0, "{}");
	check("pld.settle_not_bought", "late", IQM_E_UNKNOWN_OUTCOME, "{}");
	check("journal.settle", NULL, 0, "{\"key\":\"late\",\"id\":7}");
	iqm_client_close(client);
}
END_TEST

/* Sanitizers need a stack of their own, and what is not optimised a larger one. Valgrind, which is
 * preloaded, does not let a stack be read that has been left. */
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static bool is_measured(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

	return !preloaded || !strstr(preloaded, "vgpreload");
}
#else
static bool is_measured(void)
{
	return false;
}
#endif

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("stack");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	if (is_measured()) {
		tcase_add_loop_test(tcase, test_calls, 0, 2);
		tcase_add_test(tcase, test_log_ins);
		tcase_add_test(tcase, test_lost_responses);
	}
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

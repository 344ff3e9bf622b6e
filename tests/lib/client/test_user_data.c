/* SPDX-License-Identifier: MIT */
/* Events carry the user data of the call that they are on the way of, whatever calls it is made of:
 * a log-in, a price, a list, a link. */
#include "support/control.h"
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/insights.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL "journal"
#define FILE_NAME "report.csv"

static struct iqm_client *client;
static char directory[32];
static int mark;      /* the calls' user data */
static char seen[64]; /* operations that events named, and how many events */

static void note(void *context, const struct iqm_event *event)
{
	(void)context;
	ck_assert_msg(event->user_data == &mark, "%s, kind %d", event->operation, event->kind);
	if (!strstr(seen, event->operation))
		snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "%s ", event->operation);
}

static void expect(const char *operations)
{
	ck_assert_str_eq(seen, operations);
	seen[0] = '\0';
}

static void open_client(void)
{
	struct iqm_settings settings;
	struct iqm_error error;

	snprintf(directory, sizeof(directory), "/tmp/iqm-user-data-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	ck_assert_int_eq(chdir(directory), 0);
	control_reset();
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	settings.max_attempts = 2;
	settings.journal = JOURNAL;
	settings.on_event = note;
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	seen[0] = '\0';
}

static void close_client(void)
{
	iqm_client_close(client);
	unlink(JOURNAL);
	unlink(JOURNAL ".lock");
	unlink(FILE_NAME);
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_int_eq(rmdir(directory), 0);
}

static void an_hour_later(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context, (void)reports, (void)len;
	control_advance(3600);
}

/* A new struct of the call each time. */
#define OK(function, ...)                                                                          \
	do {                                                                                       \
		struct iqm_call call_ = { .user_data = &mark, .key = key, .timeout_ms = 60000 };   \
		int err_ = function(client, __VA_ARGS__, &call_);                                  \
		ck_assert_msg(err_ == 0, "%s", call_.error.message);                               \
		ck_assert_ptr_eq(call_.user_data, &mark);                                          \
	} while (0)

START_TEST(test_from_log_in_to_file)
{
	struct iqm_wait how = { .min_ms = 1, .max_ms = 10, .on_poll = an_hour_later };
	struct iqm_pld_order order = { .pld_start_date = iqm_ms(1732165200000),
				       .pld_end_date = iqm_ms(1732424399000) };
	struct iqm_save save = { .path = FILE_NAME };
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_pld_order_response *bought;
	struct iqm_found found;
	const char *key = NULL;
	struct iqm_report report;

	OK(iqm_pld_campaigns, &campaigns);
	expect("auth.login pld.campaigns ");
	order.campaign_id = campaigns->running.items[0]->campaign_id;
	iqm_free(campaigns);
	key = "user-data";
	control_fault("pld.compute", "503");
	OK(iqm_pld_generate_within, &order, 1e9, &bought);
	iqm_free(bought);
	expect("pld.compute pld.list pld.generate ");
	OK(iqm_pld_find, NULL, NULL, &found);
	expect("pld.list ");
	key = NULL;
	report = found.report;
	OK(iqm_pld_wait, &report, 1, &how);
	expect("pld.list pld.download ");
	OK(iqm_pld_save, &report, IQM_FILE_TYPE_CSV, &save);
	expect("pld.download save ");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("user data");

	tcase_add_checked_fixture(tcase, open_client, close_client);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_from_log_in_to_file);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

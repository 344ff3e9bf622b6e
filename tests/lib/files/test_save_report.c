/* SPDX-License-Identifier: MIT */
/* Reports' files from the sandbox: links that are asked for, end, and are asked for again. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include "support/control.h"
#include "support/mock.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static struct service files; /* for its directory */
static struct iqm_client *client;
static int64_t report;
static int aging; /* so many requests for a file find that its link has ended */
static char logged[16384];

static void say(const char *text)
{
	size_t used = strlen(logged);

	snprintf(logged + used, sizeof(logged) - used, "%s\n", text ? text : "");
}

static void see(void *context, const struct iqm_event *event)
{
	(void)context;
	say(event->path);
	say(event->why);
	if (event->kind == IQM_EVENT_SEND && !strcmp(event->operation, "save") && aging-- > 0)
		control_advance(1000);
}

static void hear(void *context, enum iqm_log_level level, const char *line)
{
	(void)context, (void)level;
	say(line);
}

static int64_t buy(void)
{
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_pld_order_response *bought;
	struct iqm_list_query newest = { .no_of_entries = iqm_int(1), .sort_by = "-pldId" };
	struct iqm_pld_report_page *list;
	struct iqm_pld_order order = { .pld_start_date = iqm_ms(1732165200000),
				       .pld_end_date = iqm_ms(1732424399000) };
	int64_t id;

	ck_assert_int_eq(iqm_pld_campaigns(client, &campaigns, NULL), 0);
	order.campaign_id = campaigns->running.items[0]->campaign_id;
	iqm_free(campaigns);
	ck_assert_int_eq(iqm_pld_generate(client, &order, &bought, NULL), 0);
	ck_assert_int_eq(bought->outcome, IQM_CREATED);
	iqm_free(bought);
	ck_assert_int_eq(iqm_pld_list(client, &newest, &list, NULL), 0);
	id = list->pld_report_data_list.items[0]->pld_id.value;
	iqm_free(list);
	return id;
}

static void set_up(void)
{
	struct iqm_settings settings;

	files = (struct service){ 0 };
	save_open(&files);
	control_reset();
	iqm_settings_from_env(&settings);
	settings.requests_per_minute = -1;
	settings.log_level = IQM_LOG_DEBUG;
	settings.log = hear;
	settings.on_event = see;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	aging = 0;
	logged[0] = '\0';
	report = buy();
	control_advance(3600);
}

static void tear_down(void)
{
	iqm_client_close(client);
	save_close(&files);
	ck_assert_ptr_null(strstr(logged, "X-Amz"));
}

static int save_report(enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call)
{
	const struct iqm_report wanted = { .id = report };

	save->path = files.path;
	return iqm_pld_save(client, &wanted, type, save, call);
}

START_TEST(report_to_file)
{
	static const enum iqm_file_type types[] = { IQM_FILE_TYPE_XLSX, IQM_FILE_TYPE_CSV };
	struct iqm_save save = { 0 };
	struct iqm_call call = { 0 };
	size_t len;
	char *data;

	ck_assert_msg(!save_report(types[_i], &save, &call), "%s", call.error.message);
	data = save_read(files.path, &len);
	ck_assert_ptr_nonnull(data);
	ck_assert_int_eq(save.bytes, (int64_t)len);
	ck_assert_int_eq(!strncmp(data, "PK", 2), types[_i] == IQM_FILE_TYPE_XLSX);
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_str_eq(call.error.operation, "save");
	save_expect_directory(&files, (const char *const[]){ "report.csv", NULL });
	free(data);
}
END_TEST

/* The next link asked for is that of the report's CSV file, whatever the type. */
static void link_to_csv(void)
{
	struct iqm_pld_file_request request = { .file_type = iqm_int(IQM_FILE_TYPE_CSV),
						.pld_id = iqm_int(report) };
	struct iqm_pld_file_link *link;
	char response[1024];

	ck_assert_int_eq(iqm_pld_download(client, &request, &link, NULL), 0);
	snprintf(response, sizeof(response),
		 "{\"success\":true,\"data\":{\"pldReportUrl\":\"%s\"}}", link->pld_report_url);
	iqm_free(link);
	control_response("pld.download", 200, "application/json", response);
}

/* The form comes from the file type, unless it is named. */
START_TEST(form_of_the_file_type)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &call), IQM_E_FILE_BROKEN);
	save.format = IQM_FORMAT_ANY;
	link_to_csv();
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_XLSX, &save, &call), IQM_E_FILE_BROKEN);
	ck_assert_int_eq(save.format, IQM_FORMAT_ANY);
	save.format = IQM_FORMAT_CSV;
	link_to_csv();
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_XLSX, &save, &call), 0);
}
END_TEST

START_TEST(link_that_has_ended)
{
	struct iqm_save save = { 0 };
	struct iqm_call call = { 0 };

	aging = 1;
	ck_assert_msg(!save_report(IQM_FILE_TYPE_CSV, &save, &call), "%s", call.error.message);
	ck_assert_int_eq(call.error.attempts, 4); /* link, 403, link, file */
	ck_assert_int_eq(call.attempts[1].http_status, 403);
	ck_assert_int_eq(call.attempts[2].http_status, 200);
	ck_assert(save_exists(files.path));
}
END_TEST

START_TEST(links_that_end_at_once)
{
	struct iqm_save save = { 0 };
	struct iqm_call call = { 0 };

	aging = 9;
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &call), IQM_E_FORBIDDEN);
	ck_assert_int_eq(call.error.attempts, 4);
	ck_assert_str_eq(call.error.operation, "save");
	ck_assert_ptr_null(strstr(call.error.message, "Amz"));
	save_expect_directory(&files, (const char *const[]){ NULL });
}
END_TEST

/* Another process goes on, with another link. */
START_TEST(resumed_over_a_new_link)
{
	struct iqm_save save = { 0 };
	struct rlimit old;
	struct rlimit tight;

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = old;
	tight.rlim_cur = 300;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, NULL), IQM_E_FILE);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
	control_advance(1000);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, 300);
	unlink(files.path);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, 0);
}
END_TEST

static const struct {
	int status;
	const char *response;
	int err;
} early[] = {
	{ 404, "{\"success\":false,\"errorObjects\":[{\"error\":\"no file\"}]}", IQM_E_NOT_FOUND },
	{ 422, "{\"success\":false,\"errorObjects\":[{\"error\":\"no file\"}]}", IQM_E_REFUSED },
	{ 200, "{\"success\":true,\"data\":{\"pldReportUrl\":null}}", IQM_E_DECODE },
};

/* Right after a report is ready its file may not be there: one request more, if there is time. */
START_TEST(link_that_comes_a_moment_later)
{
	struct iqm_save save = { 0 };
	struct iqm_call call = { .timeout_ms = 1500 };
	struct iqm_call long_call = { 0 };

	control_response("pld.download", early[_i].status, "application/json", early[_i].response);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &call), early[_i].err);
	ck_assert_int_eq(call.error.attempts, 1);
	control_response("pld.download", early[_i].status, "application/json", early[_i].response);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &long_call), 0);
	ck_assert_int_eq(long_call.error.attempts, 3); /* link, link, file */
	ck_assert_int_eq(long_call.attempts[0].http_status, early[_i].status);
	ck_assert_ptr_nonnull(strstr(logged, "no link yet"));
}
END_TEST

START_TEST(link_that_is_refused)
{
	struct iqm_save save = { 0 };
	struct iqm_call call = { 0 };

	report = 999999;
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.operation, "pld.download");
	ck_assert_int_eq(strncmp(call.error.message, "pld.download: ", 14), 0);
	ck_assert_int_eq(call.error.attempts, 1);
	save_expect_directory(&files, (const char *const[]){ NULL });
}
END_TEST

/* Ids of families are alike: what has been polled as one's is not saved or polled as another's. */
START_TEST(report_of_another_family)
{
	struct iqm_report polled = { .id = report };
	struct iqm_save save = { .path = files.path };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_poll(client, &polled, 1, &call), 0);
	ck_assert_str_eq(polled.family, "pld");
	ck_assert_int_eq(iqm_sls_save(client, &polled, IQM_FILE_TYPE_XLSX, &save, &call),
			 IQM_E_USAGE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "is one of family pld, expected sls"));
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(iqm_aqs_poll(client, &polled, 1, &call), IQM_E_USAGE);
	call.timeout_ms = 1000;
	ck_assert_int_eq(iqm_aqs_wait(client, &polled, 1, NULL, &call), IQM_E_USAGE);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(iqm_pld_save(client, NULL, IQM_FILE_TYPE_XLSX, &save, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "save: report is NULL");
	ck_assert_int_eq(iqm_pld_save(client, &polled, IQM_FILE_TYPE_XLSX, &save, &call), 0);
}
END_TEST

START_TEST(nothing_is_asked_for_a_file_that_is_there)
{
	struct iqm_save save = { 0 };
	struct iqm_call call = { 0 };

	save_write(files.path, "mine", 4);
	ck_assert_int_eq(save_report(IQM_FILE_TYPE_CSV, &save, &call), IQM_E_FILE_EXISTS);
	ck_assert_int_eq(call.error.attempts, 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("report");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, report_to_file, 0, 2);
	tcase_add_test(tcase, form_of_the_file_type);
	tcase_add_test(tcase, link_that_has_ended);
	tcase_add_test(tcase, links_that_end_at_once);
	tcase_add_test(tcase, resumed_over_a_new_link);
	tcase_add_loop_test(tcase, link_that_comes_a_moment_later, 0,
			    sizeof(early) / sizeof(early[0]));
	tcase_add_test(tcase, link_that_is_refused);
	tcase_add_test(tcase, report_of_another_family);
	tcase_add_test(tcase, nothing_is_asked_for_a_file_that_is_there);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

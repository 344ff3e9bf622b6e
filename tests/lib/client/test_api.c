/* SPDX-License-Identifier: MIT */
/*
 * Every operation over HTTP against the sandbox. What must be on the wire is typed by hand from the
 * API's documentation: client and sandbox read one spec, so that a wrong path there would pass.
 */
#include "support/control.h"
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/gen.h>
#include <iqm/insights.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "iqm_descriptors.h"

#define START_MS 1732165200000
#define END_MS 1732424399000
#define START_S 1603152000
#define END_S 1603411200

/* One call of each operation, its request filled with values that are easy to find again. */
#define CALL(name, request, response_type, ...)                                                    \
	static int call_##name(struct iqm_client *c, void **response, struct iqm_call *call)       \
	{                                                                                          \
		struct iqm_##request req = { __VA_ARGS__ };                                        \
		struct iqm_##response_type *rsp;                                                   \
		int err = iqm_##name(c, &req, &rsp, call);                                         \
                                                                                                   \
		*response = rsp;                                                                   \
		return err;                                                                        \
	}
#define CALL_PLAIN(name, response_type)                                                            \
	static int call_##name(struct iqm_client *c, void **response, struct iqm_call *call)       \
	{                                                                                          \
		struct iqm_##response_type *rsp;                                                   \
		int err = iqm_##name(c, &rsp, call);                                               \
                                                                                                   \
		*response = rsp;                                                                   \
		return err;                                                                        \
	}
#define LIST_REQ                                                                                   \
	.search_field = "a b+c,&\xc3\xa9", .no_of_entries = iqm_int(2), .page_no = iqm_int(1),     \
	.sort_by = "+ioId"
#define LIST_QUERY "searchField=a%20b%2Bc%2C%26%C3%A9&noOfEntries=2&pageNo=1&sortBy=%2BioId"
#define SLS_ORDER                                                                                  \
	.io_id = iqm_int(5), .campaign_ids = IQM_INTS(900001, 900002),                             \
	.sls_start_date = iqm_ms(START_MS), .sls_end_date = iqm_ms(END_MS), .sls_name = "n\"1",    \
	.sls_lookback_duration = iqm_int(3), .concept_group_id = "202335",                         \
	.report_types = IQM_INTS(1, 3), .competitor_concept_group_ids = IQM_STRS("800214", "x-1")
#define SLS_BODY                                                                                   \
	"{\"ioId\":5,\"campaignIds\":[900001,900002],\"slsStartDate\":1732165200000,"              \
	"\"slsEndDate\":1732424399000,\"slsName\":\"n\\\"1\",\"slsLookbackDuration\":3,"           \
	"\"conceptGroupId\":202335,\"reportTypes\":[1,3],"                                         \
	"\"competitorConceptGroupIds\":[800214,\"x-1\"]}"
#define AQS_ORDER                                                                                  \
	.campaign_id = iqm_int(900003), .aqs_name = "n-2", .aqs_start_date = iqm_s(START_S),       \
	.aqs_end_date = iqm_s(END_S), .aqs_report_type_id = iqm_int(1),                            \
	.aqs_audience_concept_groups =                                                             \
		IQM_STRUCTS(iqm_aqs_audience_concept_group,                                        \
			    &(const struct iqm_aqs_audience_concept_group){                        \
				    .audience_id = iqm_int(101), .concept_group_id = "202335" })
#define AQS_BODY                                                                                   \
	"{\"campaignId\":900003,\"aqsName\":\"n-2\",\"aqsStartDate\":1603152000,"                  \
	"\"aqsEndDate\":1603411200,\"aqsReportTypeId\":1,"                                         \
	"\"aqsAudienceConceptGroups\":[{\"audienceId\":101,\"conceptGroupId\":\"202335\"}]}"
#define COLUMNS_BODY                                                                               \
	"{\"id\":true,\"insightsName\":true,\"campaignName\":true,\"campaignId\":true,"            \
	"\"status\":true,\"dateRange\":true,\"createdOn\":true,\"ioName\":true,\"ioId\":false}"

CALL(auth_login, auth_password_grant, auth_token, .username = control_username(),
     .password = control_password())
CALL(auth_refresh, auth_refresh_grant, auth_token, .refresh_token = "a/b+c=")
CALL(pld_list, list_query, pld_report_page, LIST_REQ)
CALL_PLAIN(pld_campaigns, eligible_campaigns)
CALL(pld_generate, pld_order, pld_order_response, .campaign_id = iqm_int(900004),
     .pld_start_date = iqm_ms(START_MS), .pld_end_date = iqm_ms(END_MS))
CALL(pld_compute, pld_order, pld_order_response, .campaign_ids = IQM_INTS(900004, 900013),
     .io_id = iqm_int(900014))
CALL_PLAIN(pld_columns_get, pld_columns)
CALL(pld_columns_update, pld_columns, pld_columns, .id = iqm_bool(true),
     .insights_name = iqm_bool(true), .campaign_name = iqm_bool(true),
     .campaign_id = iqm_bool(true), .status = iqm_bool(true), .date_range = iqm_bool(true),
     .created_on = iqm_bool(true), .io_name = iqm_bool(true), .io_id = iqm_bool(false))
CALL(pld_download, pld_file_request, pld_file_link, .file_type = iqm_int(IQM_FILE_TYPE_XLSX),
     .pld_id = iqm_int(900005))
CALL(pld_delete, pld_ids_query, confirmation, .pld_ids = IQM_INTS(900006, 900007))
CALL(sls_list, list_query, sls_report_page, LIST_REQ)
CALL(sls_generate, sls_order, sls_order_response, SLS_ORDER)
CALL(sls_compute, sls_order, sls_order_response, SLS_ORDER)
CALL(sls_validate_name, name_query, name_check, .report_name = "100% + \xc3\xa9")
CALL_PLAIN(sls_campaigns, eligible_campaigns)
CALL(sls_download, sls_file_request, sls_file_link, .file_type = iqm_int(IQM_FILE_TYPE_CSV),
     .sls_id = iqm_int(900008))
CALL(sls_delete, sls_ids_query, confirmation, .sls_ids = IQM_INTS(900009))
CALL(aqs_list, list_query, aqs_report_page, LIST_REQ)
CALL_PLAIN(aqs_campaigns, eligible_campaigns)
CALL(aqs_validate_name, name_query, name_check, .report_name = "100% + \xc3\xa9")
CALL(aqs_compute, aqs_order, aqs_order_response, AQS_ORDER)
CALL(aqs_generate, aqs_order, aqs_order_response, AQS_ORDER)
CALL_PLAIN(aqs_report_types, aqs_report_kinds)
CALL(aqs_download, aqs_file_request, aqs_file_link, .file_type_id = iqm_int(IQM_FILE_TYPE_CSV),
     .report_id = iqm_int(900010))
CALL(pld_email, pld_email_request, confirmation, .file_type = iqm_int(IQM_FILE_TYPE_XLSX),
     .pld_id = iqm_int(900015), .email_ids = IQM_STRS("a@example.com"))
CALL(sls_email, sls_email_request, confirmation, .file_type = iqm_int(IQM_FILE_TYPE_PDF),
     .sls_id = iqm_int(900016), .email_ids = IQM_STRS("a@example.com", "b@example.com"))
CALL(aqs_email, aqs_email_request, confirmation, .file_type_id = iqm_int(IQM_FILE_TYPE_CSV),
     .report_id = iqm_int(900017), .email_ids = IQM_STRS("a@example.com"))
CALL(aqs_delete, aqs_ids_query, confirmation, .report_ids = IQM_INTS(900011, 900012))
CALL_PLAIN(static_insights_statuses, static_statuses)
CALL_PLAIN(static_report_statuses, static_statuses)

#define NAME_QUERY "reportName=100%25%20%2B%20%C3%A9"

static const struct {
	const char *op;
	const char *wire; /* METHOD path, by hand */
	const char *query;
	const char *body; /* NULL: checked elsewhere */
	int (*call)(struct iqm_client *, void **, struct iqm_call *);
} calls[] = {
	{ "auth.login", "POST /api/v3/ua/oauth/token", "", NULL, call_auth_login },
	{ "auth.refresh", "POST /api/v3/ua/oauth/token", "",
	  "grant_type=refresh_token&refresh_token=a%2Fb%2Bc%3D", call_auth_refresh },
	{ "pld.list", "GET /api/v3/ins/pld-reports", LIST_QUERY, "", call_pld_list },
	{ "pld.campaigns", "GET /api/v3/ins/pld-reports/campaigns", "", "", call_pld_campaigns },
	{ "pld.generate", "POST /api/v3/ins/pld-report", "",
	  "{\"campaignId\":900004,\"pldStartDate\":1732165200000,\"pldEndDate\":1732424399000}",
	  call_pld_generate },
	{ "pld.compute", "POST /api/v3/ins/pld-reports/computation", "",
	  "{\"campaignIds\":[900004,900013],\"ioId\":900014}", call_pld_compute },
	{ "pld.columns-get", "GET /api/v3/ins/pld-reports/columns", "", "", call_pld_columns_get },
	{ "pld.columns-update", "POST /api/v3/ins/pld-reports/columns", "", COLUMNS_BODY,
	  call_pld_columns_update },
	{ "pld.download", "POST /api/v3/ins/pld-report/download", "",
	  "{\"fileType\":1,\"pldId\":900005}", call_pld_download },
	{ "pld.email", "POST /api/v3/ins/pld-report/email", "",
	  "{\"fileType\":1,\"pldId\":900015,\"emailIds\":[\"a@example.com\"]}", call_pld_email },
	{ "pld.delete", "DELETE /api/v3/ins/pld-reports", "pldIds=900006,900007", "",
	  call_pld_delete },
	{ "sls.list", "GET /api/v3/ins/sls-reports", LIST_QUERY, "", call_sls_list },
	{ "sls.generate", "POST /api/v3/ins/sls-reports", "", SLS_BODY, call_sls_generate },
	{ "sls.compute", "POST /api/v3/ins/sls-reports/computation", "", SLS_BODY,
	  call_sls_compute },
	{ "sls.validate-name", "GET /api/v3/ins/sls-reports/validate/name", NAME_QUERY, "",
	  call_sls_validate_name },
	{ "sls.campaigns", "GET /api/v3/ins/sls-reports/campaigns", "", "", call_sls_campaigns },
	{ "sls.download", "POST /api/v3/ins/sls-reports/download", "",
	  "{\"fileType\":2,\"slsId\":900008}", call_sls_download },
	{ "sls.email", "POST /api/v3/ins/sls-reports/email", "",
	  "{\"fileType\":3,\"slsId\":900016,\"emailIds\":[\"a@example.com\",\"b@example.com\"]}",
	  call_sls_email },
	{ "sls.delete", "DELETE /api/v3/ins/sls-reports", "slsIds=900009", "", call_sls_delete },
	{ "aqs.list", "GET /api/v3/ins/aqs-reports", LIST_QUERY, "", call_aqs_list },
	{ "aqs.campaigns", "GET /api/v3/ins/aqs-reports/campaigns", "", "", call_aqs_campaigns },
	{ "aqs.validate-name", "GET /api/v3/ins/aqs-reports/validate/name", NAME_QUERY, "",
	  call_aqs_validate_name },
	{ "aqs.compute", "POST /api/v3/ins/aqs-reports/computation", "", AQS_BODY,
	  call_aqs_compute },
	{ "aqs.generate", "POST /api/v3/ins/aqs-reports", "", AQS_BODY, call_aqs_generate },
	{ "aqs.report-types", "GET /api/v3/ins/static/aqs-reports/report-types", "", "",
	  call_aqs_report_types },
	{ "aqs.download", "POST /api/v3/ins/aqs-reports/download", "",
	  "{\"fileTypeId\":2,\"reportId\":900010}", call_aqs_download },
	{ "aqs.email", "POST /api/v3/ins/aqs-reports/email", "",
	  "{\"fileTypeId\":2,\"reportId\":900017,\"emailIds\":[\"a@example.com\"]}",
	  call_aqs_email },
	{ "aqs.delete", "DELETE /api/v3/ins/aqs-reports", "reportIds=900011,900012", "",
	  call_aqs_delete },
	{ "static.insights-statuses", "GET /api/v3/ins/static/insights/status/list", "", "",
	  call_static_insights_statuses },
	{ "static.report-statuses", "GET /api/v3/ins/static/report-status", "", "",
	  call_static_report_statuses },
};

#define CALLS ((int)(sizeof(calls) / sizeof(calls[0])))

static const struct iqm_op *op_named(const char *name)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		if (!strcmp((*op)->name, name))
			return *op;
	return NULL;
}

static struct iqm_client *client;

static void open_client(void)
{
	struct iqm_settings settings;
	struct iqm_error error;

	control_reset();
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
}

static void close_client(void)
{
	iqm_client_close(client);
	client = NULL;
}

/* ---- what is on the wire ------------------------------------------------------------------ */

/* A new operation need not be here: its samples are golden tests. */
START_TEST(test_all_of_these_are_operations)
{
	for (int i = 0; i < CALLS; i++)
		ck_assert_ptr_nonnull(op_named(calls[i].op));
}
END_TEST

/* So that the log-in is not what the sandbox saw last. */
static void log_in_first(void)
{
	struct iqm_call call = { 0 };
	void *rsp;

	ck_assert_msg(call_pld_columns_get(client, &rsp, &call) == 0, "%s", call.error.message);
	iqm_free(rsp);
}

/* Answered with the operation's own good sample, so that only the request is looked at here. */
START_TEST(test_wire)
{
	struct iqm_call call = { 0 };
	struct control_request got;
	char wire[128];
	void *rsp;
	int err;

	log_in_first();
	control_response_good(calls[_i].op);
	err = calls[_i].call(client, &rsp, &call);
	ck_assert_msg(err == 0, "%s", call.error.message);
	iqm_free(rsp);
	control_last_request(&got);
	snprintf(wire, sizeof(wire), "%s %s", got.method, got.path);
	ck_assert_str_eq(wire, calls[_i].wire);
	ck_assert_str_eq(got.query, calls[_i].query);
	if (calls[_i].body)
		ck_assert_str_eq(got.body, calls[_i].body);
	control_request_free(&got);
}
END_TEST

static void check_header(const struct control_request *got, const char *name, const char *want)
{
	const char *value = control_header(got, name);

	ck_assert_msg(value && !strcmp(value, want), "%s: %s, expected %s", name,
		      value ? value : "(absent)", want);
}

START_TEST(test_headers)
{
	bool basic = op_named(calls[_i].op)->auth == IQM_BASIC;
	bool form = op_named(calls[_i].op)->content == IQM_FORM;
	struct iqm_call call = { 0 };
	struct control_request got;
	void *rsp;

	log_in_first();
	control_response_good(calls[_i].op);
	ck_assert_int_eq(calls[_i].call(client, &rsp, &call), 0);
	iqm_free(rsp);
	control_last_request(&got);
	ck_assert_int_eq(strncmp(control_header(&got, "Authorization"),
				 basic ? "Basic " : "Bearer ", basic ? 6 : 7),
			 0);
	check_header(&got, "Authentication", control_header(&got, "Authorization"));
	check_header(&got, "Accept", "application/json");
	check_header(&got, "User-Agent", "iqm-insights-c/" IQM_VERSION);
	if (basic)
		ck_assert_ptr_null(control_header(&got, "X-IAA-OW-ID"));
	else
		check_header(&got, "X-IAA-OW-ID", getenv("IQM_OW_ID"));
	if (*got.body)
		check_header(&got, "Content-Type",
			     form ? "application/x-www-form-urlencoded" : "application/json");
	control_request_free(&got);
}
END_TEST

START_TEST(test_login_body)
{
	struct iqm_auth_password_grant req = { .username = "a+b@example.com",
					       .password = "p&=% \xc3\xa9" };
	struct iqm_auth_token *rsp;
	struct iqm_call call = { 0 };
	struct control_request got;

	control_response_good("auth.login");
	ck_assert_int_eq(iqm_auth_login(client, &req, &rsp, &call), 0);
	iqm_free(rsp);
	control_last_request(&got);
	ck_assert_str_eq(got.body, "grant_type=password&username=a%2Bb%40example.com"
				   "&password=p%26%3D%25%20%C3%A9");
	control_request_free(&got);
}
END_TEST

/* ---- what comes back ---------------------------------------------------------------------- */

START_TEST(test_every_sample)
{
	struct control_samples samples;

	control_samples(calls[_i].op, &samples);
	ck_assert_uint_ge(samples.len, 1);
	for (size_t s = 0; s < samples.len; s++) {
		struct iqm_call call = { 0 };
		bool good = samples.items[s].status == 200;
		bool refused = good && op_named(calls[_i].op)->effect == IQM_PAID &&
			       !strstr(samples.items[s].name, ".200.json");
		void *rsp;
		int err;

		control_response(calls[_i].op, samples.items[s].status, "application/json",
				 samples.items[s].body);
		err = calls[_i].call(client, &rsp, &call);
		ck_assert_msg(good == (err == (refused ? IQM_E_PRICE : 0)), "%s: %s",
			      samples.items[s].name, call.error.message);
		ck_assert(good == (rsp != NULL));
		ck_assert_int_eq(call.error.http_status, samples.items[s].status);
		iqm_free(rsp);
	}
	control_samples_free(&samples);
}
END_TEST

static const char failure[] = "{\"success\":false,\"errorObjects\":[{\"error\":\"no such luck\"}]}";

static const struct bad_response {
	long status;
	const char *type;
	const char *body;
	int err;
	bool unknown; /* if the call is never sent twice */
} bad_responses[] = {
	{ 400, "application/json", failure, IQM_E_REFUSED, false },
	{ 401, "application/json", failure, IQM_E_AUTH, false },
	{ 403, "application/json", failure, IQM_E_FORBIDDEN, false },
	{ 404, "application/json", failure, IQM_E_NOT_FOUND, false },
	{ 422, "application/json", failure, IQM_E_REFUSED, false },
	{ 429, "application/json", "", IQM_E_RATE_LIMITED, false },
	{ 500, "application/json", failure, IQM_E_SERVER, true },
	{ 502, "text/html", "<html>Bad gateway</html>", IQM_E_SERVER, true },
	{ 302, "text/html", "", IQM_E_SERVER, true },
	{ 408, "application/json", failure, IQM_E_SERVER, true },
	{ 200, "application/json", failure, IQM_E_REFUSED, false },
	{ 200, "text/html", "<!doctype html><p>log in", IQM_E_DECODE, true },
	{ 200, "application/json", "", IQM_E_DECODE, true },
	{ 200, "application/json", "{\"success\":true,\"data\":", IQM_E_DECODE, true },
	{ 200, "application/json", "[]", IQM_E_DECODE, true },
};

START_TEST(test_bad_responses)
{
	const struct iqm_op *op = op_named(calls[_i].op);

	for (size_t b = 0; b < sizeof(bad_responses) / sizeof(bad_responses[0]); b++) {
		const struct bad_response *bad = &bad_responses[b];
		bool unknown = bad->unknown && (op->effect == IQM_PAID || op->effect == IQM_ONCE);
		struct iqm_call call = { 0 };
		void *rsp;
		int err;

		control_response(calls[_i].op, bad->status, bad->type, bad->body);
		err = calls[_i].call(client, &rsp, &call);
		ck_assert_ptr_null(rsp);
		ck_assert_msg(err == (unknown ? IQM_E_UNKNOWN_OUTCOME : bad->err), "%ld: %s %s",
			      bad->status, iqm_status_name(err), call.error.message);
		ck_assert_int_eq(call.error.status, err);
		ck_assert_int_eq(call.error.cause, bad->err);
		ck_assert_int_eq(call.error.http_status, bad->status);
		ck_assert_int_eq(call.error.delivery,
				 bad->unknown ? IQM_MAYBE_SENT : IQM_RESPONDED);
		ck_assert_int_eq(call.error.attempts, 1);
		ck_assert_str_eq(call.error.operation, calls[_i].op);
		if (bad->body == failure)
			ck_assert_str_eq(call.error.service[0].error, "no such luck");
	}
}
END_TEST

/* The label is not what decides: a purchase must not be lost over a wrong one. */
START_TEST(test_wrong_content_type)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };

	control_response("pld.campaigns", 200, "text/html",
			 "{\"success\":true,\"data\":{\"running\":[7]}}");
	ck_assert_msg(iqm_pld_campaigns(client, &rsp, &call) == 0, "%s", call.error.message);
	ck_assert_int_eq(rsp->running.items[0]->campaign_id.value, 7);
	iqm_free(rsp);
}
END_TEST

/* What IQM has moved elsewhere: the error says where. */
START_TEST(test_successor)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };

	control_response("pld.campaigns", 404, "application/json", failure);
	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), IQM_E_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(call.error.message, "/insights/eligible-campaigns"));
}
END_TEST

/* In every dialect all calls still reach their operation; the sandbox checks each. */
START_TEST(test_dialects)
{
	struct iqm_settings settings;

	iqm_settings_from_env(&settings);
	for (const char *const *dialect = iqm_insights_api.dialects; *dialect; dialect++) {
		struct iqm_client *other;
		struct iqm_call call = { 0 };
		void *rsp;

		settings.dialect = *dialect;
		mock_no_limits(&settings);
		ck_assert_int_eq(iqm_client_open(&other, &settings, NULL), 0);
		control_response_good(calls[_i].op);
		ck_assert_msg(calls[_i].call(other, &rsp, &call) == 0, "%s", call.error.message);
		iqm_free(rsp);
		iqm_client_close(other);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("operations");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, open_client, close_client);
	tcase_add_test(tcase, test_all_of_these_are_operations);
	tcase_add_loop_test(tcase, test_wire, 0, CALLS);
	tcase_add_loop_test(tcase, test_headers, 0, CALLS);
	tcase_add_test(tcase, test_login_body);
	tcase_add_loop_test(tcase, test_every_sample, 0, CALLS);
	tcase_add_loop_test(tcase, test_bad_responses, 0, CALLS);
	tcase_add_test(tcase, test_wrong_content_type);
	tcase_add_test(tcase, test_successor);
	tcase_add_loop_test(tcase, test_dialects, 0, CALLS);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

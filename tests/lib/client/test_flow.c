/* SPDX-License-Identifier: MIT */
/* What a user does, over HTTP against the sandbox: buy, wait, download, delete; threads; TLS. */
#include "support/control.h"
#include "support/dialects.h"
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/insights.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define START_MS 1732165200000
#define END_MS 1732424399000
#define START_S 1732165200
#define END_S 1732424399
#define THREADS 8
#define CALLS_A_THREAD 25

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

#define OK(expression)                                                                             \
	do {                                                                                       \
		int err_ = (expression);                                                           \
		ck_assert_msg(err_ == 0, "%s", call.error.message);                                \
	} while (0)

/* ---- buying ------------------------------------------------------------------------------- */

static int64_t pld_campaign(void)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };
	int64_t id;

	OK(iqm_pld_campaigns(client, &rsp, &call));
	ck_assert_uint_ge(rsp->running.len, 1);
	id = rsp->running.items[0]->campaign_id.value;
	iqm_free(rsp);
	return id;
}

/* IQM_PRICE_NONE: it is bought. */
static enum iqm_price_reason pld_buy(struct iqm_pld_order req)
{
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };
	enum iqm_price_reason why;
	int err = iqm_pld_generate(client, &req, &rsp, &call);

	why = call.error.price.reason;
	ck_assert_msg(err == (why ? IQM_E_PRICE : 0), "%s", call.error.message);
	ck_assert((why == IQM_PRICE_OVERLAPPING) == (rsp->message != NULL));
	ck_assert((why == IQM_PRICE_EXISTS) == (rsp->pld_id.set != NULL));
	ck_assert_int_eq(call.error.price.report_id.value, rsp->pld_id.value);
	iqm_free(rsp);
	return why;
}

static struct iqm_pld_order pld_order(int64_t campaign)
{
	return (struct iqm_pld_order){ .campaign_id = iqm_int(campaign),
				       .pld_start_date = iqm_ms(START_MS),
				       .pld_end_date = iqm_ms(END_MS) };
}

static int64_t pld_newest(int64_t *status)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(1), .sort_by = "-pldId" };
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };
	int64_t id;

	OK(iqm_pld_list(client, &req, &rsp, &call));
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 1);
	id = rsp->pld_report_data_list.items[0]->pld_id.value;
	*status = rsp->pld_report_data_list.items[0]->pld_status_id.value;
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->start_date.value, START_MS);
	iqm_free(rsp);
	return id;
}

/* The file of a report, with the first bytes it must have. */
static void check_file(const char *url, const char *magic)
{
	char *body;
	size_t len;

	ck_assert_int_eq(control_fetch(url, NULL, &body, &len), 200);
	ck_assert_uint_gt(len, strlen(magic));
	ck_assert_int_eq(memcmp(body, magic, strlen(magic)), 0);
	free(body);
}

static void pld_check_download(int64_t id, enum iqm_file_type type, const char *magic)
{
	struct iqm_pld_file_request req = { .file_type = iqm_int(type), .pld_id = iqm_int(id) };
	struct iqm_pld_file_link *rsp;
	struct iqm_call call = { 0 };

	OK(iqm_pld_download(client, &req, &rsp, &call));
	check_file(rsp->pld_report_url, magic);
	iqm_free(rsp);
}

START_TEST(test_pld_from_order_to_file)
{
	struct iqm_pld_order req = pld_order(pld_campaign());
	int64_t status;
	int64_t id;

	ck_assert_int_eq(pld_buy(req), IQM_PRICE_NONE);
	ck_assert_int_eq(control_bill(), 1);
	id = pld_newest(&status);
	ck_assert_int_eq(status, IQM_INSIGHTS_STATUS_PROCESSING);
	req.pld_end_date = iqm_ms(END_MS + 86400000); /* overlaps what is being made */
	ck_assert_int_eq(pld_buy(req), IQM_PRICE_OVERLAPPING);
	control_advance(3600);
	ck_assert_int_eq(pld_newest(&status), id);
	ck_assert_int_eq(status, IQM_INSIGHTS_STATUS_READY);
	ck_assert_int_eq(pld_buy(pld_order(req.campaign_id.value)), IQM_PRICE_EXISTS);
	ck_assert_int_eq(control_bill(), 1);
	pld_check_download(id, IQM_FILE_TYPE_XLSX, "PK\x03\x04");
	pld_check_download(id, IQM_FILE_TYPE_CSV, "");
}
END_TEST

/* A failed report is bought again by its id alone, or deleted. */
START_TEST(test_pld_failed_report)
{
	struct iqm_confirmation *rsp;
	struct iqm_call call = { 0 };
	int64_t status;
	int64_t ids[1];
	struct iqm_pld_ids_query req = { .pld_ids = IQM_ARRAY(ids) };

	control_fail_next_report("pld");
	ck_assert_int_eq(pld_buy(pld_order(pld_campaign())), IQM_PRICE_NONE);
	ids[0] = pld_newest(&status);
	ck_assert_int_eq(iqm_pld_delete(client, &req, &rsp, &call), IQM_E_REFUSED); /* processing */
	ck_assert_ptr_null(rsp);
	control_advance(3600);
	pld_newest(&status);
	ck_assert_int_eq(status, IQM_INSIGHTS_STATUS_FAILED);
	control_fail_next_report("pld");
	ck_assert_int_eq(pld_buy((struct iqm_pld_order){ .pld_id = iqm_int(ids[0]) }),
			 IQM_PRICE_NONE);
	control_advance(3600);
	OK(iqm_pld_delete(client, &req, &rsp, &call));
	ck_assert_ptr_nonnull(strstr(rsp->message, "deleted"));
	iqm_free(rsp);
	ck_assert_int_eq(iqm_pld_delete(client, &req, &rsp, &call), IQM_E_REFUSED); /* gone */
}
END_TEST

static struct iqm_sls_order sls_order(const int64_t *campaign, const char *name)
{
	return (struct iqm_sls_order){
		.io_id = iqm_int(5),
		.campaign_ids = { campaign, 1 },
		.sls_start_date = iqm_ms(START_MS),
		.sls_end_date = iqm_ms(END_MS),
		.sls_name = name,
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
	};
}

/* The same request for the price: the structs have the same members. */
static struct iqm_sls_order sls_price_of(struct iqm_sls_order order)
{
	return (struct iqm_sls_order){
		.io_id = order.io_id,
		.campaign_ids = order.campaign_ids,
		.sls_start_date = order.sls_start_date,
		.sls_end_date = order.sls_end_date,
		.sls_name = order.sls_name,
		.sls_lookback_duration = order.sls_lookback_duration,
		.concept_group_id = order.concept_group_id,
	};
}

static int64_t sls_campaign(void)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };
	int64_t id;

	OK(iqm_sls_campaigns(client, &rsp, &call));
	ck_assert_uint_ge(rsp->running.len, 1);
	id = rsp->running.items[0]->campaign_id.value;
	iqm_free(rsp);
	return id;
}

START_TEST(test_sls_price_is_what_is_paid)
{
	int64_t campaign = sls_campaign();
	struct iqm_sls_order order = sls_order(&campaign, "Flow study");
	struct iqm_sls_order price = sls_price_of(order);
	struct iqm_sls_order_response *priced;
	struct iqm_sls_order_response *bought;
	struct iqm_call call = { 0 };

	OK(iqm_sls_compute(client, &price, &priced, &call));
	ck_assert_int_eq(priced->outcome, IQM_CREATABLE);
	ck_assert_ptr_nonnull(priced->sls_chargeable_cost.set);
	ck_assert_double_gt(priced->sls_chargeable_cost.value, 0);
	ck_assert_int_eq(control_bill(), 0);
	OK(iqm_sls_generate(client, &order, &bought, &call));
	ck_assert_int_eq(bought->outcome, IQM_CREATED);
	ck_assert_double_eq(bought->sls_chargeable_cost.value, priced->sls_chargeable_cost.value);
	ck_assert_int_eq(control_bill(), 1);
	iqm_free(bought);
	iqm_free(priced);
}
END_TEST

START_TEST(test_sls_name_rules)
{
	int64_t campaign = sls_campaign();
	struct iqm_sls_order order = sls_order(&campaign, "Taken name");
	struct iqm_name_query req = { .report_name = "Taken name" };
	struct iqm_name_check *check;
	struct iqm_sls_order_response *bought;
	struct iqm_call call = { 0 };

	OK(iqm_sls_validate_name(client, &req, &check, &call));
	ck_assert_ptr_nonnull(check->available.set);
	ck_assert(check->available.value);
	iqm_free(check);
	OK(iqm_sls_generate(client, &order, &bought, &call));
	iqm_free(bought);
	ck_assert_int_eq(iqm_sls_validate_name(client, &req, &check, &call), IQM_E_REFUSED);
	ck_assert_ptr_nonnull(strstr(call.error.message, "already used"));
	req.report_name = "ab";
	ck_assert_int_eq(iqm_sls_validate_name(client, &req, &check, &call), IQM_E_REFUSED);
}
END_TEST

static int64_t aqs_campaign(void)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };
	int64_t id;

	OK(iqm_aqs_campaigns(client, &rsp, &call));
	ck_assert_uint_ge(rsp->running.len, 1);
	id = rsp->running.items[0]->campaign_id.value;
	iqm_free(rsp);
	return id;
}

static int64_t aqs_find(const char *name, char *status, size_t size)
{
	struct iqm_list_query req = { .search_field = name };
	struct iqm_aqs_report_page *rsp;
	struct iqm_call call = { 0 };
	int64_t id;

	OK(iqm_aqs_list(client, &req, &rsp, &call));
	ck_assert_uint_eq(rsp->report_data_list.len, 1);
	ck_assert_str_eq(rsp->report_data_list.items[0]->report_name, name);
	ck_assert_int_eq(rsp->report_data_list.items[0]->start_date.value, START_S);
	snprintf(status, size, "%s", rsp->report_data_list.items[0]->status_name);
	id = rsp->report_data_list.items[0]->report_id.value;
	iqm_free(rsp);
	return id;
}

START_TEST(test_aqs_from_order_to_file)
{
	const struct iqm_aqs_audience_concept_group group = { .audience_id = iqm_int(101),
							      .concept_group_id = "202335" };
	struct iqm_aqs_order order = {
		.campaign_id = iqm_int(aqs_campaign()),
		.aqs_name = "Flow score",
		.aqs_start_date = iqm_s(START_S),
		.aqs_end_date = iqm_s(END_S),
		.aqs_report_type_id = iqm_int(IQM_AQS_REPORT_TYPE_AUDIENCE),
		.aqs_audience_concept_groups = IQM_STRUCTS(iqm_aqs_audience_concept_group, &group),
	};
	struct iqm_aqs_file_request download = { .file_type_id = iqm_int(IQM_FILE_TYPE_CSV) };
	struct iqm_aqs_order_response *bought;
	struct iqm_aqs_file_link *link;
	struct iqm_call call = { 0 };
	char status[32];

	OK(iqm_aqs_generate(client, &order, &bought, &call));
	ck_assert_int_eq(bought->outcome, IQM_CREATED);
	iqm_free(bought);
	download.report_id = iqm_int(aqs_find("Flow score", status, sizeof(status)));
	ck_assert_int_eq(iqm_aqs_download(client, &download, &link, &call), IQM_E_REFUSED);
	control_advance(3600);
	aqs_find("Flow score", status, sizeof(status));
	ck_assert_str_eq(status, "Completed");
	OK(iqm_aqs_download(client, &download, &link, &call));
	check_file(link->report_url, "");
	iqm_free(link);
}
END_TEST

/* A signed link works without our headers and only without them. */
START_TEST(test_link_refuses_our_token)
{
	struct iqm_pld_file_request req = { .file_type = iqm_int(IQM_FILE_TYPE_CSV) };
	struct iqm_pld_file_link *rsp;
	struct iqm_call call = { 0 };
	int64_t status;
	char *body;
	size_t len;

	ck_assert_int_eq(pld_buy(pld_order(pld_campaign())), IQM_PRICE_NONE);
	control_advance(3600);
	req.pld_id = iqm_int(pld_newest(&status));
	OK(iqm_pld_download(client, &req, &rsp, &call));
	ck_assert_int_eq(control_fetch(rsp->pld_report_url, "Authorization: Bearer x", &body, &len),
			 400);
	free(body);
	iqm_free(rsp);
}
END_TEST

START_TEST(test_many_rows)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(1000), .sort_by = "pldId" };
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };
	const struct iqm_pld_report *const *rows;

	control_add_rows("pld", 2500);
	OK(iqm_pld_list(client, &req, &rsp, &call));
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 1000);
	ck_assert_int_ge(rsp->filtered_records.value, 2500);
	rows = rsp->pld_report_data_list.items;
	for (size_t i = 1; i < 1000; i++)
		ck_assert_int_lt(rows[i - 1]->pld_id.value, rows[i]->pld_id.value);
	iqm_free(rsp);
	req.sort_by = "nonsense";
	ck_assert_int_eq(iqm_pld_list(client, &req, &rsp, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.service[0].error, "Invalid sortBy value.");
}
END_TEST

/* The flow with responses in the other shapes, in each dialect, compressed. */
START_TEST(test_other_shapes)
{
	struct iqm_settings settings;
	int64_t status;

	iqm_client_close(client);
	iqm_settings_from_env(&settings);
	settings.dialect = iqm_insights_api.dialects[_i];
	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	control_shapes("document");
	control_setting("gzip", 1);
	ck_assert_int_eq(pld_buy(pld_order(pld_campaign())), IQM_PRICE_NONE);
	control_advance(3600);
	pld_check_download(pld_newest(&status), IQM_FILE_TYPE_XLSX, "PK\x03\x04");
	ck_assert_int_eq(status, IQM_INSIGHTS_STATUS_READY);
}
END_TEST

START_TEST(test_rate_limit)
{
	struct iqm_pld_columns *rsp;
	struct iqm_call call = { 0 };
	int err = 0;
	int n;

	control_setting("rate_limit", 1);
	for (n = 0; n < 30 && !err; n++) {
		err = iqm_pld_columns_get(client, &rsp, &call);
		iqm_free(rsp);
	}
	ck_assert_int_eq(err, IQM_E_RATE_LIMITED);
	ck_assert_int_eq(call.error.http_status, 429);
	ck_assert_int_ge(n, 20);
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------- */

START_TEST(test_body_limit)
{
	struct iqm_settings settings;
	struct iqm_list_query req = { .no_of_entries = iqm_int(1000) };
	struct iqm_pld_report_page *rsp;
	struct iqm_client *small;
	struct iqm_call call = { 0 };

	control_add_rows("pld", 1000);
	iqm_settings_from_env(&settings);
	settings.max_body = 10000;
	mock_no_limits(&settings);
	ck_assert_int_eq(iqm_client_open(&small, &settings, NULL), 0);
	ck_assert_int_eq(iqm_pld_list(small, &req, &rsp, &call), IQM_E_TOO_LARGE);
	ck_assert_ptr_null(rsp);
	iqm_client_close(small);
}
END_TEST

/* ---- threads ------------------------------------------------------------------------------ */

static void *work(void *argument)
{
	const char *name = argument;
	struct iqm_name_query req = { .report_name = name };

	for (int i = 0; i < CALLS_A_THREAD; i++) {
		struct iqm_name_check *check;
		struct iqm_pld_columns *columns;
		struct iqm_call call = { .timeout_ms = 60000 };

		if (iqm_sls_validate_name(client, &req, &check, &call))
			return strdup(call.error.message);
		iqm_free(check);
		if (iqm_pld_columns_get(client, &columns, &call))
			return strdup(call.error.message);
		if (!columns->id.set || !columns->id.value)
			return strdup("another call's response");
		iqm_free(columns);
	}
	return NULL;
}

START_TEST(test_threads)
{
	static char names[THREADS][24];
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		snprintf(names[i], sizeof(names[i]), "thread %d", i);
		ck_assert_int_eq(pthread_create(&threads[i], NULL, work, names[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		void *message;

		pthread_join(threads[i], &message);
		ck_assert_msg(!message, "%s", (char *)message);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("flow");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, open_client, close_client);
	tcase_add_test(tcase, test_pld_from_order_to_file);
	tcase_add_test(tcase, test_pld_failed_report);
	tcase_add_test(tcase, test_sls_price_is_what_is_paid);
	tcase_add_test(tcase, test_sls_name_rules);
	tcase_add_test(tcase, test_aqs_from_order_to_file);
	tcase_add_test(tcase, test_link_refuses_our_token);
	tcase_add_test(tcase, test_many_rows);
	tcase_add_loop_test(tcase, test_other_shapes, 0, count_dialects());
	tcase_add_test(tcase, test_rate_limit);
	tcase_add_test(tcase, test_body_limit);
	tcase_add_test(tcase, test_threads);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

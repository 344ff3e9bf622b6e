/* SPDX-License-Identifier: MIT */
/* Lists, waits, finds and prices first against the sandbox, over HTTP. */
#include "support/control.h"
#include "support/suite.h"
#include "support/reports_fixture.h"

#include <string.h>

#define START_MS 1732165200000
#define END_MS 1732424399000

static struct iqm_client *client;
static int sent;

static void count_sent(void *context, const struct iqm_event *event)
{
	(void)context;
	sent += event->kind == IQM_EVENT_SEND;
}

static void open_client(void)
{
	struct iqm_settings settings;
	struct iqm_error error;

	control_reset();
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	settings.on_event = count_sent;
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
}

static void close_client(void)
{
	iqm_client_close(client);
}

#define OK(expression)                                                                             \
	do {                                                                                       \
		int err_ = (expression);                                                           \
		ck_assert_msg(err_ == 0, "%s", call.error.message);                                \
	} while (0)

static struct iqm_pld_order pld_order(void)
{
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { 0 };
	struct iqm_pld_order req = { .pld_start_date = iqm_ms(START_MS),
				     .pld_end_date = iqm_ms(END_MS) };

	OK(iqm_pld_campaigns(client, &rsp, &call));
	req.campaign_id = rsp->running.items[0]->campaign_id;
	iqm_free(rsp);
	return req;
}

static void pld_buy(struct iqm_pld_order req)
{
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { 0 };

	OK(iqm_pld_generate(client, &req, &rsp, &call));
	ck_assert_int_eq(rsp->outcome, IQM_CREATED);
	iqm_free(rsp);
}

static int64_t newest(void)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(1), .sort_by = "-pldId" };
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };
	int64_t id = 0;

	OK(iqm_pld_list(client, &req, &rsp, &call));
	if (rsp->pld_report_data_list.len)
		id = rsp->pld_report_data_list.items[0]->pld_id.value;
	iqm_free(rsp);
	return id;
}

static struct iqm_found pld_find(struct iqm_pld_order req, int64_t highest)
{
	struct iqm_intent since = { .highest_id = iqm_int(highest) };
	struct iqm_found found;
	struct iqm_call call = { 0 };

	OK(iqm_pld_find(client, &req, &since, &found, &call));
	return found;
}

/* An hour passes between polls. */
static void an_hour_later(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context, (void)reports, (void)len;
	control_advance(3600);
}

static void wait_for(struct iqm_report *report)
{
	struct iqm_wait how = { .min_ms = 1, .max_ms = 10, .on_poll = an_hour_later };
	struct iqm_call call = { .timeout_ms = 60000 };

	OK(iqm_pld_wait(client, report, 1, &how, &call));
}

START_TEST(test_list)
{
	struct iqm_pld_list_pager *pager;
	const struct iqm_pld_report *row;
	struct iqm_call call = { 0 };

	control_add_rows("pld", 2500);
	OK(iqm_pld_list_open(client, NULL, &pager, &call.error));
	newest(); /* logs in */
	sent = 0;
	do
		OK(iqm_pld_list_next(pager, &row, &call));
	while (row);
	ck_assert_int_eq(iqm_pld_list_paging(pager)->rows, iqm_pld_list_paging(pager)->total);
	ck_assert_int_ge(iqm_pld_list_paging(pager)->rows, 2500);
	ck_assert(!iqm_pld_list_paging(pager)->maybe_missed);
	ck_assert_int_eq(sent, 3);
	iqm_pld_list_close(pager);
}
END_TEST

/* Bought, lost, found by the order, waited for. */
START_TEST(test_find_and_wait)
{
	struct iqm_pld_order req = pld_order();
	int64_t highest = newest();
	struct iqm_found found;

	ck_assert_int_eq(pld_find(req, highest).finding, IQM_NOT_SEEN);
	pld_buy(req);
	sent = 0;
	found = pld_find(req, highest);
	ck_assert_int_eq(found.finding, IQM_FOUND);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_int_eq(sent, 1);
	wait_for(&found.report);
	ck_assert_int_eq(found.report.state, IQM_REPORT_READY);
	ck_assert_int_eq(sent, 4); /* with its link: PLD's status ids are hints */
}
END_TEST

/* What a purchase can do without does not hold it up, from its price to its report. */
START_TEST(test_odd_fields)
{
	struct iqm_pld_order req = pld_order();
	int64_t highest = newest();
	struct iqm_found found;

	control_odd_fields(
		"{\"ioId\":\"IO-12\",\"pldChargeableImps\":\"n/a\",\"pldName\":{},"
		"\"campaignName\":[null],\"ioTypeId\":1.5,\"creativeTypeId\":\"2026-01-05\"}");
	pld_buy(req);
	found = pld_find(req, highest);
	ck_assert_int_eq(found.finding, IQM_FOUND);
	wait_for(&found.report);
	ck_assert_int_eq(found.report.state, IQM_REPORT_READY);
	ck_assert_int_eq(control_bill(), 1);
	control_odd_fields("{\"campaignId\":{}}"); /* it is known by this one */
	ck_assert_int_eq(pld_find(req, highest).finding, IQM_AMBIGUOUS);
}
END_TEST

/* Failed; made again, which its status id does not show for sure; deleted: gone. */
START_TEST(test_failed_report)
{
	struct iqm_pld_order req = pld_order();
	struct iqm_confirmation *rsp;
	struct iqm_report report;
	struct iqm_call call = { 0 };

	control_fail_next_report("pld");
	pld_buy(req);
	report = (struct iqm_report){ .id = newest() };
	wait_for(&report);
	ck_assert_int_eq(report.state, IQM_REPORT_FAILED);
	req = (struct iqm_pld_order){ .pld_id = iqm_int(report.id) };
	ck_assert_int_eq(pld_find(req, report.id).finding, IQM_NOT_SEEN);
	control_fail_next_report("pld");
	pld_buy(req);
	ck_assert_int_eq(pld_find(req, report.id).finding, IQM_AMBIGUOUS);
	control_advance(3600);
	OK(iqm_pld_delete(client, &(struct iqm_pld_ids_query){ .pld_ids = IQM_INTS(report.id) },
			  &rsp, &call));
	iqm_free(rsp);
	report.state = IQM_REPORT_WAITING; /* it was seen */
	OK(iqm_pld_poll(client, &report, 1, &call));
	ck_assert_int_eq(report.state, IQM_REPORT_GONE);
}
END_TEST

static struct iqm_sls_order sls_order(const int64_t *campaign)
{
	return (struct iqm_sls_order){
		.io_id = iqm_int(5),
		.campaign_ids = { campaign, 1 },
		.sls_start_date = iqm_ms(START_MS),
		.sls_end_date = iqm_ms(END_MS),
		.sls_name = "Within",
		.sls_lookback_duration = iqm_int(3),
		.concept_group_id = "202335",
	};
}

START_TEST(test_price_first)
{
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_sls_order req;
	struct iqm_intent since = { .highest_id = iqm_int(0) };
	struct iqm_found found;
	int64_t campaign;

	OK(iqm_sls_campaigns(client, &campaigns, &call));
	campaign = campaigns->running.items[0]->campaign_id.value;
	iqm_free(campaigns);
	req = sls_order(&campaign);
	ck_assert_int_eq(iqm_sls_generate_within(client, &req, 0.001, &rsp, &call), IQM_E_PRICE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "the limit is 0.001"));
	iqm_free(rsp); /* the price's response */
	ck_assert_int_eq(control_bill(), 0);
	OK(iqm_sls_generate_within(client, &req, 1e6, &rsp, &call));
	ck_assert_int_eq(rsp->outcome, IQM_CREATED);
	iqm_free(rsp);
	ck_assert_int_eq(control_bill(), 1);
	OK(iqm_sls_find(client, &req, &since, &found, &call));
	ck_assert_int_eq(found.finding, IQM_FOUND);
	control_advance(3600);
	ck_assert_int_eq(iqm_sls_generate_within(client, &req, 1e6, &rsp, &call), IQM_E_PRICE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "exists already"));
	iqm_free(rsp);
	ck_assert_int_eq(control_bill(), 1);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_sandbox");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, open_client, close_client);
	tcase_add_test(tcase, test_list);
	tcase_add_test(tcase, test_find_and_wait);
	tcase_add_test(tcase, test_odd_fields);
	tcase_add_test(tcase, test_failed_report);
	tcase_add_test(tcase, test_price_first);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

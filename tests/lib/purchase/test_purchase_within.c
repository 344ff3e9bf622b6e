/* SPDX-License-Identifier: MIT */
/* Price first: what is bought then, and what is not. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PRICE(rest) "{\"success\":true,\"data\":{\"slsReportCreatable\":true" rest "}}"
#define COST(cost) PRICE(",\"fundsAvailable\":true,\"slsChargeableCost\":" cost)
#define NO(rest) "{\"success\":true,\"data\":{\"slsReportCreatable\":false" rest "}}"

static struct service s;
static struct iqm_client *client;
static struct iqm_sls_order_response *rsp;
static struct iqm_call call;

static void setup(void)
{
	service_open(&s, 0);
	client = service_client(&s, (struct iqm_settings){ 0 });
	s.purchase = "{\"success\":true,\"data\":{\"slsReportCreated\":true,\"slsId\":7}}";
	call = (struct iqm_call){ .keep_raw = true };
}

static void teardown(void)
{
	service_close(&s, client);
}

static int buy(double max_cost)
{
	struct iqm_sls_order req = { .sls_name = "A" };

	rsp = (void *)&s;
	return iqm_sls_generate_within(client, &req, max_cost, &rsp, &call);
}

static const struct {
	const char *price;
	double max_cost;
	const char *message; /* NULL: it is bought */
	enum iqm_price_reason reason;
} prices[] = {
	{ COST("100"), 100, NULL, IQM_PRICE_NONE },
	{ COST("0"), 0, NULL, IQM_PRICE_NONE },
	{ COST("99.99"), INFINITY, NULL, IQM_PRICE_NONE },
	{ COST("\"12.5\""), 12.5, NULL, IQM_PRICE_NONE },
	{ COST("100.01"), 100, "it costs 100.01, the limit is 100", IQM_PRICE_ABOVE_LIMIT },
	{ COST("1e-9"), 0, "it costs 1e-09, the limit is 0", IQM_PRICE_ABOVE_LIMIT },
	{ COST("0.1234567890123"), 0.1234567890122,
	  "it costs 0.1234567890123, the limit is 0.1234567890122", IQM_PRICE_ABOVE_LIMIT },
	{ COST("-1"), 100, "-1 is not a price", IQM_PRICE_NO_PRICE },
	{ COST("null"), 100, "the service names no price", IQM_PRICE_NO_PRICE },
	{ COST("\"\""), 100, "the service names no price", IQM_PRICE_NO_PRICE },
	{ COST("1,\"slsChargeableImps\":\"n/a\",\"slsName\":[]"), 100, NULL, IQM_PRICE_NONE },
	{ PRICE(",\"fundsAvailable\":true"), 100, "the service names no price",
	  IQM_PRICE_NO_PRICE },
	{ PRICE(",\"slsChargeableCost\":1"), 100, "the service does not say that the funds suffice",
	  IQM_PRICE_NO_PRICE },
	{ PRICE(",\"slsChargeableCost\":1,\"fundsAvailable\":false"), 100,
	  "the funds do not suffice", IQM_PRICE_NO_FUNDS },
	{ NO(",\"slsId\":9"), 100, "report 9 exists already", IQM_PRICE_EXISTS },
	{ NO(",\"slsId\":\"?\""), 100, "it cannot be made now", IQM_PRICE_OTHER },
	{ NO(",\"message\":\"Report overlaps.\""), 100, "Report overlaps.", IQM_PRICE_OVERLAPPING },
	{ NO(",\"message\":\"No money.\",\"fundsAvailable\":false"), 100, "No money.",
	  IQM_PRICE_NO_FUNDS },
	{ NO(",\"slsChargeableCost\":1,\"fundsAvailable\":true"), 100, "it cannot be made now",
	  IQM_PRICE_OTHER },
};

/* Asks for the price, as a caller who shows it, and buys at that. */
static int buy_priced(double max_cost)
{
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response *price;
	int err;

	ck_assert_int_eq(iqm_sls_compute(client, &req, &price, NULL), 0);
	s.price = NULL; /* the only one */
	rsp = (void *)&s;
	err = iqm_sls_generate_priced(client, &req, price, max_cost, &rsp, &call);
	iqm_free(price);
	return err;
}

static void check_prices(int (*buy_at)(double max_cost), int i)
{
	char message[256];
	bool bought = !prices[i].message;

	s.price = prices[i].price;
	ck_assert_int_eq(buy_at(prices[i].max_cost), bought ? 0 : IQM_E_PRICE);
	ck_assert_int_eq(s.prices, 1);
	ck_assert_int_eq(s.purchases, bought);
	ck_assert_int_eq(call.error.attempts, bought);
	ck_assert_str_eq(call.error.operation, "sls.generate");
	if (bought) {
		ck_assert_int_eq(rsp->sls_id.value, 7);
		ck_assert_ptr_nonnull(iqm_raw(rsp, NULL));
		iqm_free(rsp);
		return;
	}
	ck_assert_int_eq(call.error.price.reason, prices[i].reason);
	ck_assert_int_eq((int64_t)call.error.price.limit.value, (int64_t)prices[i].max_cost);
	ck_assert((prices[i].reason == IQM_PRICE_EXISTS) ==
		  (call.error.price.report_id.value == 9));
	ck_assert((prices[i].reason == IQM_PRICE_ABOVE_LIMIT) <=
		  (call.error.price.cost.set != NULL));
	ck_assert(!iqm_raw(rsp, NULL) == (buy_at == buy_priced)); /* the price's */
	iqm_free(rsp);
	snprintf(message, sizeof(message), "sls.generate: not bought: %s", prices[i].message);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(call.error.status, IQM_E_PRICE);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
}

START_TEST(test_prices)
{
	check_prices(buy, _i);
}
END_TEST

START_TEST(test_prices_asked_for_before)
{
	check_prices(buy_priced, _i);
}
END_TEST

static const struct {
	const char *echo;    /* in the price's response */
	const char *differs; /* NULL: it is the order's price */
} echoes[] = {
	{ "\"slsName\":\"A\",\"campaignIds\":[2,3,1],\"slsStartDate\":1722311000000", NULL },
	{ "\"campaignIds\":[1,2,3],\"slsStartDate\":1722311000", NULL }, /* seconds */
	{ "\"slsName\":null,\"campaignIds\":[]", NULL },
	{ "\"ioId\":9", NULL }, /* not asked for */
	{ "\"slsName\":\"B\"", "slsName" },
	{ "\"campaignIds\":[1,2]", "campaignIds" },
	{ "\"campaignIds\":[1,2,3,4]", "campaignIds" },
	{ "\"campaignId\":4", "campaignIds" },
	{ "\"slsStartDate\":1722397400000", "slsStartDate" },
	{ "\"startDate\":1722311001000", "slsStartDate" },
	{ "\"competitorConceptGroupIds\":[8,\"7\"]", NULL },
	{ "\"competitorConceptGroupIds\":[7]", "competitorConceptGroupIds" },
	{ "\"competitorConceptGroupIds\":[7,8,9]", "competitorConceptGroupIds" },
};

/* A price that repeats another order's fields is another order's. */
START_TEST(test_echoes)
{
	static const int64_t ids[] = { 1, 2, 3 };
	static const char *const competitors[] = { "7", "8" };
	struct iqm_sls_order req = { .sls_name = "A",
				     .campaign_ids = { ids, 3 },
				     .competitor_concept_group_ids = { competitors, 2 },
				     .sls_start_date = iqm_ms(1722311000000),
				     .sls_end_date = iqm_ms(1722397399000) };
	const char *differs = echoes[_i].differs;
	char price[512];

	snprintf(price, sizeof(price), PRICE(",\"fundsAvailable\":true,\"slsChargeableCost\":1,%s"),
		 echoes[_i].echo);
	s.price = price;
	ck_assert_int_eq(iqm_sls_generate_within(client, &req, 10, &rsp, &call),
			 differs ? IQM_E_PRICE : 0);
	ck_assert_int_eq(s.purchases, !differs);
	if (differs)
		ck_assert_msg(strstr(call.error.message, differs) != NULL, "%s",
			      call.error.message);
	iqm_free(rsp);
}
END_TEST

/* AQS has seconds, and names one campaign or several. */
static const struct {
	const char *echo;
	const char *differs;
} echoes_of_one[] = {
	{ "\"aqsName\":\"A\",\"campaignId\":1,\"aqsStartDate\":1722311000", NULL },
	{ "\"campaignIds\":[1],\"aqsEndDate\":1722397400000", NULL }, /* milliseconds */
	{ "\"campaignIds\":[1,1]", NULL },
	{ "\"campaignIds\":[1,2]", "campaignIds" },
	{ "\"campaignId\":2", "campaignIds" },
	{ "\"aqsName\":\"a\"", "aqsName" },
	{ "\"aqsStartDate\":1722311001", "aqsStartDate" },
	{ "\"endDate\":1722397401000", "aqsEndDate" },
	{ "\"aqsReportTypeId\":2", "aqsReportTypeId" },
};

START_TEST(test_echoes_of_one_campaign)
{
	struct iqm_aqs_order req = { .aqs_name = "A",
				     .campaign_id = iqm_int(1),
				     .aqs_start_date = iqm_s(1722311000),
				     .aqs_end_date = iqm_s(1722397400),
				     .aqs_report_type_id = iqm_int(1) };
	const char *differs = echoes_of_one[_i].differs;
	struct iqm_aqs_order_response *bought;
	char price[512];

	s.purchase = "{\"success\":true,\"data\":{\"aqsReportCreated\":true}}";
	snprintf(price, sizeof(price),
		 "{\"success\":true,\"data\":{\"aqsReportCreated\":true,\"fundsAvailable\":true,"
		 "\"aqsChargeableCost\":1,%s}}",
		 echoes_of_one[_i].echo);
	s.price = price;
	ck_assert_msg(iqm_aqs_generate_within(client, &req, 10, &bought, &call) ==
			      (differs ? IQM_E_PRICE : 0),
		      "%s", call.error.message);
	ck_assert_int_eq(s.purchases, !differs);
	if (differs)
		ck_assert_msg(strstr(call.error.message, differs) != NULL, "%s",
			      call.error.message);
	iqm_free(bought);
}
END_TEST

/* What was bought is no price. */
START_TEST(test_response_to_a_purchase_as_price)
{
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response *bought;

	s.purchase = "{\"success\":true,\"data\":{\"slsReportCreated\":true,"
		     "\"slsChargeableCost\":1,\"fundsAvailable\":true}}";
	ck_assert_int_eq(iqm_sls_generate(client, &req, &bought, &call), 0);
	ck_assert_int_eq(iqm_sls_generate_priced(client, &req, bought, 10, &rsp, &call),
			 IQM_E_PRICE);
	ck_assert_int_eq(s.purchases, 1);
	iqm_free(bought);
}
END_TEST

/* The purchase says the same as the price does, in every way. */
START_TEST(test_the_same_from_the_purchase)
{
	static const struct {
		const char *says;
		enum iqm_price_reason reason;
	} refusals[] = {
		{ NO(",\"slsId\":9"), IQM_PRICE_EXISTS },
		{ NO(",\"message\":\"Report overlaps.\""), IQM_PRICE_OVERLAPPING },
		{ NO(",\"message\":\"No.\",\"fundsAvailable\":false"), IQM_PRICE_NO_FUNDS },
		{ NO(",\"fundsAvailable\":true"), IQM_PRICE_OTHER },
	};
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_error priced;

	s.price = s.purchase = refusals[_i].says;
	ck_assert_int_eq(buy(100), IQM_E_PRICE);
	ck_assert_int_eq(s.purchases, 0);
	ck_assert_int_ge(rsp->outcome, IQM_EXISTS);
	iqm_free(rsp);
	priced = call.error;
	ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call), IQM_E_PRICE);
	ck_assert_int_ge(rsp->outcome, IQM_EXISTS);
	ck_assert_ptr_nonnull(iqm_raw(rsp, NULL));
	iqm_free(rsp);
	ck_assert_int_eq(call.error.price.reason, refusals[_i].reason);
	ck_assert_int_eq(priced.price.reason, refusals[_i].reason);
	ck_assert_int_eq(priced.price.report_id.value, call.error.price.report_id.value);
	ck_assert_str_eq(priced.message, call.error.message);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.error.http_status, 200);
	s.price = COST("1"); /* and where it has changed since it was priced */
	ck_assert_int_eq(buy(100), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, refusals[_i].reason);
	iqm_free(rsp);
}
END_TEST

/* Nor is it priced. */
START_TEST(test_no_purchases)
{
	struct iqm_client *none = service_client(&s, (struct iqm_settings){ .no_purchases = true });
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response *price;

	s.price = COST("1");
	ck_assert_int_eq(iqm_sls_generate_within(none, &req, 10, &rsp, &call), IQM_E_CONFIG);
	ck_assert_int_eq(iqm_sls_generate(none, &req, &rsp, &call), IQM_E_CONFIG);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_ptr_nonnull(strstr(call.error.message, "no_purchases is set"));
	ck_assert_int_eq(s.prices + s.purchases, 0);
	ck_assert_int_eq(iqm_sls_compute(none, &req, &price, &call), 0);
	ck_assert_int_eq(iqm_sls_generate_priced(none, &req, price, 10, &rsp, &call), IQM_E_CONFIG);
	ck_assert_int_eq(s.purchases, 0);
	iqm_free(price);
	iqm_client_close(none);
}
END_TEST

START_TEST(test_price_fails)
{
	s.price = "{\"success\":false,\"errorObjects\":[{\"error\":\"Broken.\"}]}";
	s.price_status = 503;
	ck_assert_int_eq(buy(100), IQM_E_SERVER);
	ck_assert_ptr_nonnull(iqm_raw(rsp, NULL)); /* the price's */
	iqm_free(rsp);
	ck_assert_int_eq(s.purchases, 0);
	ck_assert_int_eq(call.error.status, IQM_E_SERVER);
	ck_assert_int_eq(call.error.http_status, 503);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_str_eq(call.error.operation, "sls.generate");
	ck_assert_str_eq(call.error.message, "sls.generate: not bought: its price is not known: "
					     "sls.compute: HTTP 503: Broken.");
}
END_TEST

START_TEST(test_price_that_cannot_be_read)
{
	s.price = "{\"success\":true,\"data\":{\"slsReportCreatable\":true,"
		  "\"slsChargeableCost\":\"free\"}}";
	ck_assert_int_eq(buy(100), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_NO_PRICE);
	iqm_free(rsp);
	ck_assert_int_eq(s.purchases, 0);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(call.error.path, "data.slsChargeableCost");
	s.price = PRICE(",\"slsChargeableCost\":1,\"fundsAvailable\":\"yes\"");
	ck_assert_int_eq(buy(100), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_NO_PRICE);
	iqm_free(rsp);
	ck_assert_int_eq(s.purchases, 0);
	ck_assert_str_eq(call.error.path, "data.fundsAvailable");
}
END_TEST

/* It cannot be priced: the service has no such operation, or responds with anything else. */
START_TEST(test_no_price_at_all)
{
	static const struct {
		long status;
		const char *body;
	} answers[] = {
		{ 404, "" },
		{ 405, "" },
		{ 501, "Not Implemented" },
		{ 302, "" },
		{ 200, "<html>" },
		{ 200, "{\"success\":true,\"data\":[]}" },
		{ 200, "{\"success\":true}" },
		{ 200, PRICE(",\"fundsAvailable\":true") },
	};

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		s.price_status = answers[i].status;
		s.price = answers[i].body;
		ck_assert_msg(buy(100) == IQM_E_PRICE, "%ld %s: %s", answers[i].status,
			      answers[i].body, call.error.message);
		iqm_free(rsp);
		ck_assert_int_eq(call.error.price.reason, IQM_PRICE_NO_PRICE);
		ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	}
	ck_assert_int_eq(s.purchases, 0);
}
END_TEST

/* Of a price that may be lacking, a refusal says that it is; an outage says nothing. */
START_TEST(test_refusal_to_name_an_optional_price)
{
	static const char no[] = "{\"success\":false,\"errorObjects\":[{\"error\":\"No.\"}]}";
	static const struct {
		long status;
		int err;    /* of PLD */
		int needed; /* of SLS, whose price is not optional */
	} responses[] = {
		{ 200, IQM_E_PRICE, IQM_E_REFUSED },
		{ 400, IQM_E_PRICE, IQM_E_REFUSED },
		{ 403, IQM_E_PRICE, IQM_E_FORBIDDEN },
		{ 404, IQM_E_PRICE, IQM_E_PRICE },
		{ 422, IQM_E_PRICE, IQM_E_REFUSED },
		{ 401, IQM_E_AUTH, IQM_E_AUTH },
		{ 429, IQM_E_RATE_LIMITED, IQM_E_RATE_LIMITED },
		{ 503, IQM_E_SERVER, IQM_E_SERVER },
	};
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *bought;

	for (size_t i = 0; i < sizeof(responses) / sizeof(responses[0]); i++) {
		s.price_status = responses[i].status;
		s.price = no;
		ck_assert_msg(iqm_pld_generate_within(client, &req, 10, &bought, &call) ==
				      responses[i].err,
			      "%ld: %s", responses[i].status, call.error.message);
		iqm_free(bought);
		ck_assert((responses[i].err == IQM_E_PRICE) ==
			  (call.error.price.reason == IQM_PRICE_NO_PRICE));
		ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
		ck_assert_int_eq(call.error.http_status, responses[i].status);
		ck_assert_msg(strstr(call.error.message, "No.") != NULL, "%s", call.error.message);
		ck_assert_int_eq(buy(10), responses[i].needed);
		iqm_free(rsp);
	}
	ck_assert_int_eq(s.purchases, 0);
}
END_TEST

/* Whatever became of the request for the price, nothing was sent of the purchase. */
START_TEST(test_price_that_was_refused)
{
	struct iqm_error e = { .status = IQM_E_REFUSED,
			       .http_status = 422,
			       .delivery = IQM_RESPONDED };

	ck_assert_int_eq(iqm_price_fail(&iqm_sls_generate_op, &e), IQM_E_REFUSED);
	ck_assert_int_eq(e.delivery, IQM_NOT_SENT);
}
END_TEST

static void check_usage(int err, const char *message)
{
	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(s.prices + s.purchases, 0);
}

/* What is asked without a purchase takes and refuses the same arguments. */
START_TEST(test_check_of_a_purchase)
{
	struct iqm_client *none = service_client(&s, (struct iqm_settings){ .no_purchases = true });
	const struct iqm_op *op = &iqm_sls_generate_op;
	struct iqm_sls_order req = { .sls_name = "A" };

	ck_assert_int_eq(iqm_check_purchase(client, op, &req, NULL), 0);
	ck_assert_int_eq(iqm_check_purchase(none, op, &req, NULL), IQM_E_CONFIG);
	ck_assert_int_eq(iqm_check_purchase(none, op, &req, &call), IQM_E_CONFIG);
	ck_assert_str_eq(call.error.message,
			 "sls.generate: not bought: no_purchases is set, for all purchases");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(iqm_check_purchase(NULL, op, &req, NULL), IQM_E_USAGE);
	check_usage(iqm_check_purchase(NULL, op, &req, &call), "sls.generate: client is NULL");
	check_usage(iqm_check_purchase(client, op, NULL, &call), "sls.generate: req is NULL");
	call.timeout_ms = -1;
	check_usage(iqm_check_purchase(client, op, &req, &call),
		    "sls.generate: timeout_ms: expected 0 or more, found -1");
	iqm_client_close(none);
}
END_TEST

/* Of a second, the price takes six tenths: the purchase has four. */
START_TEST(test_one_deadline)
{
	s.price = COST("1");
	s.takes_ms = 600;
	call.timeout_ms = 1000;
	ck_assert_int_eq(buy(100), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.now, 1000 + 1000);
	ck_assert_int_eq(call.timeout_ms, 1000);
	s.takes_ms = 1000;
	ck_assert_int_eq(buy(100), IQM_E_TIMEOUT);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(s.purchases, 0);
}
END_TEST

START_TEST(test_cancelled)
{
	struct iqm_cancel cancel = { 0 };

	s.price = COST("1");
	call.cancel = &cancel;
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(buy(100), IQM_E_CANCELLED);
	ck_assert_int_eq(s.prices + s.purchases, 0);
}
END_TEST

static void cancel_after_it(void *context, const struct iqm_event *event)
{
	if (event->kind == IQM_EVENT_RESPONSE)
		iqm_cancel_calls(context);
}

START_TEST(test_cancelled_after_its_price)
{
	struct iqm_cancel cancel = { 0 };
	struct mock mock = { .status = 200, .body = COST("1") };
	struct iqm_settings settings = { .token = "t",
					 .on_event = cancel_after_it,
					 .event_context = &cancel };
	struct iqm_client *other = mock_client_with(&mock, settings);
	struct iqm_sls_order req = { .sls_name = "A" };

	call.cancel = &cancel;
	ck_assert_int_eq(iqm_sls_generate_within(other, &req, 1, &rsp, &call), IQM_E_CANCELLED);
	ck_assert_str_eq(call.error.message,
			 "sls.generate: cancelled after its price; nothing was sent");
	ck_assert_int_eq(mock.calls, 1);
	mock_close(other, &mock);
}
END_TEST

static void keep_line(void *context, enum iqm_log_level level, const char *line)
{
	(void)level;
	snprintf(context, 600, "%s", line);
}

START_TEST(test_why_it_is_not_bought_is_logged)
{
	char logged[600] = "";
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_settings settings = {
		.token = "t", .log = keep_line, .log_context = logged, .log_level = IQM_LOG_ERROR
	};
	struct iqm_client *other = mock_client_with(&mock, settings);
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response price = { .outcome = IQM_CREATABLE,
						.sls_chargeable_cost = iqm_num(2) };

	ck_assert_int_eq(iqm_sls_generate_priced(other, &req, &price, 1, &rsp, &call), IQM_E_PRICE);
	ck_assert_str_eq(logged, "sls.generate: not bought: it costs 2, the limit is 1");
	ck_assert_int_eq(mock.calls, 0);
	mock_close(other, &mock);
}
END_TEST

START_TEST(test_usage)
{
	struct iqm_pld_order pld = { .campaign_id = iqm_int(1) };
	struct iqm_order order = *iqm_pld_generate_op.order;
	struct iqm_op unpriced = iqm_pld_generate_op;
	void *response = &s;

	order.price = NULL;
	unpriced.order = &order;
	check_usage(buy(NAN), "sls.generate: max_cost: expected 0 or more");
	ck_assert_ptr_null(rsp);
	check_usage(buy(-0.01), "sls.generate: max_cost: expected 0 or more");
	check_usage(iqm_sls_generate_within(client, NULL, 1, &rsp, &call),
		    "sls.generate: req is NULL");
	check_usage(iqm_perform_within(client, &unpriced, &pld, 1, &response, &call),
		    "pld.generate: the service has no price for it beforehand");
	ck_assert_ptr_null(response);
	check_usage(
		iqm_sls_generate_priced(client, &(struct iqm_sls_order){ 0 }, NULL, 1, &rsp, &call),
		"sls.generate: price is NULL");
	call.timeout_ms = -1;
	check_usage(buy(1), "sls.generate: timeout_ms: expected 0 or more, found -1");
	ck_assert_int_eq(s.lists, 0);
}
END_TEST

/* What is refused may have a cost too; and of what was said before nothing is left. */
START_TEST(test_cost_of_what_is_refused)
{
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response *price;

	s.price = NO(",\"slsChargeableCost\":1,\"fundsAvailable\":true,\"slsId\":9");
	ck_assert_int_eq(buy(100), IQM_E_PRICE);
	iqm_free(rsp);
	ck_assert(call.error.price.cost.set && call.error.price.cost.value == 1);
	ck_assert_int_eq(call.error.price.report_id.value, 9);
	s.price = COST("100");
	ck_assert_int_eq(iqm_sls_compute(client, &req, &price, NULL), 0);
	ck_assert_int_eq(iqm_price_check(&iqm_sls_generate_op, &req, price, 99, &call.error),
			 IQM_E_PRICE);
	ck_assert_ptr_null(call.error.price.report_id.set);
	iqm_free(price);
}
END_TEST

/* A price may have a response of its own, which the caller does not get. */
START_TEST(test_price_of_another_response)
{
	struct iqm_op price = *iqm_sls_generate_op.order->price;
	struct iqm_descriptor own = *price.response;
	struct iqm_order order = *iqm_sls_generate_op.order;
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_op op = iqm_sls_generate_op;

	price.response = &own;
	order.price = &price;
	op.order = &order;
	s.price = COST("100");
	ck_assert_int_eq(iqm_perform_within(client, &op, &req, 99, &rsp, &call), IQM_E_PRICE);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(s.purchases, 0);
	ck_assert_int_eq(iqm_perform_within(client, &op, &req, 100, &rsp, &call), 0);
	ck_assert_int_eq(rsp->sls_id.value, 7);
	ck_assert_int_eq(s.purchases, 1);
	iqm_free(rsp);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_within");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, test_prices, 0, (int)(sizeof(prices) / sizeof(prices[0])));
	tcase_add_loop_test(tcase, test_prices_asked_for_before, 0,
			    (int)(sizeof(prices) / sizeof(prices[0])));
	tcase_add_test(tcase, test_response_to_a_purchase_as_price);
	tcase_add_test(tcase, test_cost_of_what_is_refused);
	tcase_add_test(tcase, test_price_of_another_response);
	tcase_add_loop_test(tcase, test_echoes, 0, (int)(sizeof(echoes) / sizeof(echoes[0])));
	tcase_add_loop_test(tcase, test_echoes_of_one_campaign, 0,
			    (int)(sizeof(echoes_of_one) / sizeof(echoes_of_one[0])));
	tcase_add_loop_test(tcase, test_the_same_from_the_purchase, 0, 4);
	tcase_add_test(tcase, test_no_purchases);
	tcase_add_test(tcase, test_price_fails);
	tcase_add_test(tcase, test_price_that_cannot_be_read);
	tcase_add_test(tcase, test_no_price_at_all);
	tcase_add_test(tcase, test_refusal_to_name_an_optional_price);
	tcase_add_test(tcase, test_check_of_a_purchase);
	tcase_add_test(tcase, test_one_deadline);
	tcase_add_test(tcase, test_cancelled);
	tcase_add_test(tcase, test_cancelled_after_its_price);
	tcase_add_test(tcase, test_why_it_is_not_bought_is_logged);
	tcase_add_test(tcase, test_price_that_was_refused);
	tcase_add_test(tcase, test_usage);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* A struct of a newer header has a member where this library has a reserved one: a program that
 * sets it is told, and nothing is sent. */
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/insights.h>
#include <iqm/transport.h>

#include <stdio.h>
#include <string.h>

static char mark; /* what the newer member points to */

/* ---- calls -------------------------------------------------------------------------------- */

static int with_call(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_list_query req = { .page_no = iqm_int(1) };
	struct iqm_pld_report_page *rsp;

	call->reserved[7] = &mark;
	return iqm_pld_list(c, &req, &rsp, call);
}

static int with_query(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_list_query req = { .reserved = { [7] = { .value = 1 } } };
	struct iqm_pld_report_page *rsp;

	return iqm_pld_list(c, &req, &rsp, call);
}

static int with_order(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(1), .reserved = { { .pointer = &mark } } };
	struct iqm_pld_order_response *rsp;

	return iqm_pld_generate(c, &req, &rsp, call);
}

static int with_form(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_auth_refresh_grant req = { .refresh_token = "a",
					      .reserved = { { .pointer = &mark } } };
	struct iqm_auth_token *rsp;

	return iqm_auth_refresh(c, &req, &rsp, call);
}

static int with_part(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_aqs_audience_concept_group part = { .reserved = { { .pointer = &mark } } };
	struct iqm_aqs_order req = {
		.aqs_audience_concept_groups = IQM_STRUCTS(iqm_aqs_audience_concept_group, &part),
	};
	struct iqm_aqs_order_response *rsp;

	return iqm_aqs_compute(c, &req, &rsp, call);
}

static int with_pager(struct iqm_client *c, struct iqm_call *call)
{
	const struct iqm_pld_report *row;
	struct iqm_pld_list_pager *pager;
	int err;

	call->reserved[0] = &mark;
	ck_assert_int_eq(iqm_pld_list_open(c, NULL, &pager, NULL), 0);
	err = iqm_pld_list_next(pager, &row, call);
	iqm_pld_list_close(pager);
	return err;
}

static int with_report(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_report report = { .id = 1, .reserved = { &mark } };

	return iqm_pld_poll(c, &report, 1, call);
}

static int with_wait(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_report report = { .id = 1 };
	struct iqm_wait how = { .reserved = { &mark } };

	call->timeout_ms = 1;
	return iqm_pld_wait(c, &report, 1, &how, call);
}

static int with_wanted(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_pld_wanted wanted = { .key = "k", .reserved = { &mark } };

	return iqm_pld_find_all(c, &wanted, 1, call);
}

static int with_since(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_intent since = { .reserved = { &mark } };
	struct iqm_found found;

	return iqm_pld_find(c, &req, &since, &found, call);
}

static int with_price(struct iqm_client *c, struct iqm_call *call)
{
	struct iqm_sls_order req = { .io_id = iqm_int(1) };
	struct iqm_sls_order_response *rsp;

	call->reserved[0] = &mark;
	return iqm_sls_generate_within(c, &req, 1, &rsp, call);
}

static int with_save(struct iqm_client *c, struct iqm_call *call)
{
	const struct iqm_report report = { .id = 1 };
	struct iqm_save save = { .path = "none", .reserved = { &mark } };

	return iqm_pld_save(c, &report, IQM_FILE_TYPE_CSV, &save, call);
}

static const struct {
	int (*make)(struct iqm_client *c, struct iqm_call *call);
	const char *what;
} calls[] = {
	{ with_call, "call" },
	{ with_query, "iqm_list_query" },
	{ with_order, "iqm_pld_order" },
	{ with_form, "iqm_auth_refresh_grant" },
	{ with_part, "iqm_aqs_audience_concept_group" },
	{ with_pager, "call" },
	{ with_report, "report" },
	{ with_wait, "how" },
	{ with_since, "since" },
	{ with_wanted, "wanted" },
	{ with_price, "call" },
	{ with_save, "save" },
};

static void check_told(const struct iqm_error *error, const char *what)
{
	char text[128];

	snprintf(text, sizeof(text), "%s: a reserved member is not zero", what);
	ck_assert_int_eq(error->status, IQM_E_USAGE);
	ck_assert_msg(strstr(error->message, text), "%s", error->message);
}

START_TEST(test_call)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(calls[_i].make(client, &call), IQM_E_USAGE);
	check_told(&call.error, calls[_i].what);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* ---- a client ----------------------------------------------------------------------------- */

static void check_client(const struct iqm_settings *settings, const char *what)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_int_eq(iqm_client_open(&client, settings, &error), IQM_E_USAGE);
	ck_assert_ptr_null(client);
	check_told(&error, what);
}

START_TEST(test_client)
{
	struct iqm_transport transport = { .reserved = { &mark } };
	struct iqm_limiter limiter = { .reserved = { &mark } };
	struct iqm_journal journal = { .reserved = { &mark } };
	struct iqm_clock clock = { .reserved = { &mark } };
	struct iqm_settings settings = { .reserved = { &mark } };

	check_client(&settings, "settings");
	settings = (struct iqm_settings){ .transport = &transport };
	check_client(&settings, "transport");
	settings = (struct iqm_settings){ .limiter = &limiter };
	check_client(&settings, "limiter");
	settings = (struct iqm_settings){ .journal_store = &journal };
	check_client(&settings, "journal_store");
	settings = (struct iqm_settings){ .clock = &clock };
	check_client(&settings, "clock");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reserved members");

	tcase_add_loop_test(tcase, test_call, 0, sizeof(calls) / sizeof(calls[0]));
	tcase_add_test(tcase, test_client);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

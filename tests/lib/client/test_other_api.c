/* SPDX-License-Identifier: MIT */
/* A client makes the calls of its own API only, by whatever function. */
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/gen.h>

#include <stdlib.h>
#include <string.h>

#include "iqm_descriptors.h"

#define REFUSED "expected a client of API 'other', found one of API 'insights'"

static struct iqm_api other_api;
static struct iqm_paged paged;
static struct iqm_op list, generate, download;
static struct iqm_order order;

/* Operations of another API, which are otherwise as ours. */
static void make_operations(void)
{
	other_api = iqm_insights_api;
	other_api.name = "other";
	list = iqm_sls_list_op;
	generate = iqm_sls_generate_op;
	download = iqm_sls_download_op;
	list.api = generate.api = download.api = &other_api;
	paged = *list.paged;
	list.paged = &paged;
	order = *generate.order;
	order.list = &list;
	generate.order = &order;
}

static void check(int err, const struct iqm_error *e, const char *prefix)
{
	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_int_eq(e->status, IQM_E_USAGE);
	ck_assert_msg(strstr(e->message, REFUSED) && !strncmp(e->message, prefix, strlen(prefix)),
		      "%s", e->message);
}

static void check_orders(struct iqm_client *client)
{
	const struct iqm_sls_order req = { .sls_name = "a" };
	const struct iqm_sls_order_response price = { .sls_id = iqm_int(1) };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { 0 };
	struct iqm_error *e = &call.error;

	check(iqm_perform(client, &generate, &req, &rsp, &call), e, "sls.generate: ");
	ck_assert_ptr_null(rsp);
	check(iqm_perform_within(client, &generate, &req, 1, &rsp, &call), e, "sls.generate: ");
	check(iqm_perform_priced(client, &generate, &req, &price, 1, &rsp, &call), e,
	      "sls.generate: ");
	check(iqm_check_purchase(client, &generate, &req, &call), e, "sls.generate: ");
}

static void check_purchases(struct iqm_client *client)
{
	const struct iqm_sls_order req = { .sls_name = "a" };
	const struct iqm_intent since = { 0 };
	struct iqm_wanted wanted = { .req = &req, .since = &since };
	struct iqm_found found;
	struct iqm_call call = { 0 };
	struct iqm_error *e = &call.error;

	check(iqm_reports_find(client, &generate, &req, &since, &found, &call), e,
	      "sls.generate: ");
	check(iqm_reports_find_all(client, &generate, &wanted, 1, &call), e, "sls.generate: ");
	call.key = "k";
	check(iqm_reports_settle_not_bought(client, &generate, &call), e, "sls.generate: ");
}

static void check_reports(struct iqm_client *client)
{
	struct iqm_report report = { .id = 1 };
	struct iqm_save save = { .to = IQM_SAVE_PATH, .path = "/nowhere/at/all" };
	struct iqm_pager *pager;
	struct iqm_preview *preview;
	struct iqm_call call = { 0 };
	struct iqm_error *e = &call.error;
	const struct iqm_sls_file_request req = { .sls_id = iqm_int(1) };

	check(iqm_reports_poll(client, &generate, &report, 1, &call), e, "sls.list: ");
	check(iqm_reports_wait(client, &generate, &report, 1, NULL, &call), e, "sls.list: ");
	check(iqm_report_save(client, &download, &report, 1, &save, &call), e, "save: ");
	check(iqm_pager_open(client, &list, NULL, &pager, e), e, "sls.list: ");
	ck_assert_ptr_null(pager);
	check(iqm_preview_make(client, &download, &req, &preview, e), e, "sls.download: ");
	ck_assert_ptr_null(preview);
}

START_TEST(test_refused)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client =
		mock_client_with(&mock, (struct iqm_settings){ .token = "t", .ow_id = "42" });

	make_operations();
	check_orders(client);
	check_purchases(client);
	check_reports(client);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* A client of the other API makes its calls, and none of ours. */
START_TEST(test_client_of_the_other)
{
	struct iqm_settings settings = { .token = "t", .base_url = "https://other.example" };
	struct iqm_pld_columns *rsp;
	struct iqm_client *client;
	struct iqm_call call = { 0 };

	make_operations();
	ck_assert_int_eq(iqm_client_open_abi(&client, &other_api, &settings, NULL, IQM_ABI), 0);
	ck_assert_int_eq(iqm_pld_columns_get(client, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.columns-get: expected a client of API "
					     "'insights', found one of API 'other'");
	iqm_client_close(client);
}
END_TEST

START_TEST(test_open_needs_an_api)
{
	struct iqm_settings settings = { .token = "t" };
	struct iqm_client *client = (struct iqm_client *)&settings;
	struct iqm_error error;

	ck_assert_int_eq(iqm_client_open_abi(&client, NULL, &settings, &error, IQM_ABI),
			 IQM_E_USAGE);
	ck_assert_str_eq(error.message, "api is NULL");
	ck_assert_ptr_null(client);
}
END_TEST

/* Each API has variables of its own. */
START_TEST(test_environment)
{
	struct iqm_settings settings;

	make_operations();
	other_api.environment = "OTHER_";
	setenv("OTHER_TOKEN", "theirs", 1);
	setenv("IQM_TOKEN", "ours", 1);
	iqm_settings_from_env_of(&other_api, &settings);
	ck_assert_str_eq(settings.token, "theirs");
	iqm_settings_from_env(&settings);
	ck_assert_str_eq(settings.token, "ours");
	unsetenv("OTHER_TOKEN");
	unsetenv("IQM_TOKEN");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("other api");

	tcase_add_test(tcase, test_refused);
	tcase_add_test(tcase, test_client_of_the_other);
	tcase_add_test(tcase, test_open_needs_an_api);
	tcase_add_test(tcase, test_environment);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Where a purchase is made, and what it orders: another place, another order, the same one. */
#include "purchase/journal_rules.h"
#include "support/journal_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define REFUSED "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}"

/* ---- places ---------------------------------------------------------------------------------- */

static const struct {
	const char *bought_at, *then, *ow_id;
	bool same;
} places[] = {
	{ MOCK_BASE_URL, MOCK_BASE_URL "/", "7", true },
	{ "https://api.example.com", "https://API.Example.com:443//", "7", true },
	{ "http://127.0.0.1:80/a", "http://127.0.0.1/a/", "7", true },
	{ "https://api.example.com", "https://api.example.com:8443", "7", false },
	{ "https://api.example.com:80", "https://api.example.com", "7", false },
	{ "https://api.example.com/a", "https://api.example.com/A", "7", false },
	{ "https://api.example.com", "https://api.example.org", "7", false },
	{ "http://localhost", "https://localhost", "7", false },
	{ MOCK_BASE_URL, MOCK_BASE_URL, "70", false },
};

static struct iqm_client *open_at(struct shop *s, const char *base_url, const char *ow_id)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_msg(!shop_client(s, (struct iqm_settings){ .base_url = base_url, .ow_id = ow_id },
				   &client, &error),
		      "%s", error.message);
	return client;
}

static int find(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_found found;

	*call = (struct iqm_call){ .key = "k" };
	return iqm_pld_find(client, NULL, NULL, &found, call);
}

/* A key of another place is refused by all that would use it. */
static void check_other_place(struct shop *s, struct iqm_client *there, const char *base_url)
{
	struct iqm_call call = { .key = "k" };

	s->asked = 0;
	ck_assert_int_eq(shop_buy(there, "k", &call.error), IQM_E_KEY_USED);
	ck_assert_msg(strstr(call.error.message, base_url) != NULL, "%s", call.error.message);
	ck_assert_ptr_nonnull(strstr(call.error.message, "workspace 7 of "));
	ck_assert_int_eq(find(there, &call), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_pld_settle_not_bought(there, &call), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_settle(there, "k", 5, &call), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_note(there, "k", "x", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(s->asked, 0);
}

START_TEST(test_places)
{
	struct iqm_client *here;
	struct iqm_client *there;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	s.status = 422;
	s.body = REFUSED;
	here = open_at(&s, places[_i].bought_at, "7");
	there = open_at(&s, places[_i].then, places[_i].ow_id);
	ck_assert_int_eq(shop_buy(here, "k", NULL), IQM_E_REFUSED);
	if (places[_i].same) {
		ck_assert_int_eq(find(there, &call), 0);
		ck_assert_int_eq(shop_buy(there, "k", NULL), IQM_E_REFUSED);
	} else {
		check_other_place(&s, there, places[_i].bought_at);
		s.fail = IQM_E_NETWORK;
		ck_assert_int_eq(shop_buy(here, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
		check_other_place(&s, there, places[_i].bought_at);
		ck_assert_int_eq(shop_state(here, "k"), IQM_PURCHASE_UNKNOWN);
	}
	ck_assert_int_eq(s.sold, 2);
	iqm_client_close(here);
	iqm_client_close(there);
	shop_close(&s);
}
END_TEST

/* What the provider says next. */
static const char *given;

static int give_token(void *context, struct iqm_token_request *request)
{
	(void)context;
	return iqm_token_request_give(request, "token", given, 0);
}

/* The token's own workspace counts; with none, nothing is bought. */
START_TEST(test_workspace_of_the_token)
{
	struct iqm_settings settings = { .get_token = give_token, .ow_id = _i == 1 ? "9" : NULL };
	struct iqm_call call = { .key = "k" };
	struct iqm_purchase *p;
	struct iqm_client *client;
	struct shop s;

	shop_open(&s);
	given = _i == 0 ? "8" : NULL;
	s.no_workspace = true;
	ck_assert_int_eq(shop_client(&s, settings, &client, NULL), 0);
	ck_assert_int_eq(shop_buy(client, "k", &call.error), _i == 2 ? IQM_E_CONFIG : 0);
	ck_assert_int_eq(s.sold, _i != 2);
	if (_i == 2) {
		ck_assert_ptr_nonnull(strstr(call.error.message, "ow_id: expected the workspace"));
		ck_assert_int_eq(shop_buy(client, NULL, &call.error), IQM_E_CONFIG);
		ck_assert_int_eq(s.asked + s.sold, 0);
	} else {
		ck_assert_int_eq(iqm_journal_get(client, "k", &p, &call), 0);
		ck_assert_str_eq(p->workspace, _i ? "9" : "8");
		iqm_free(p);
	}
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* The first time there is none. */
static int give_no_token(void *context, struct iqm_token_request *request)
{
	int *asked = context;

	return (*asked)++ ? iqm_token_request_give(request, "token", "8", 0)
			  : iqm_token_request_fail(request, IQM_E_AUTH, "nobody is logged in");
}

/* Whose purchase it would be is not known. */
START_TEST(test_no_token)
{
	int asked = 0;
	struct iqm_settings settings = { .get_token = give_no_token, .token_context = &asked };
	struct iqm_client *client;
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	s.no_workspace = true;
	ck_assert_int_eq(shop_client(&s, settings, &client, NULL), 0);
	ck_assert_int_eq(shop_buy(client, "k", &error), IQM_E_AUTH);
	ck_assert_msg(strstr(error.message, "nobody is logged in") != NULL, "%s", error.message);
	ck_assert_int_eq(s.asked + s.sold, 0);
	ck_assert_int_eq(shop_buy(client, "k", NULL), 0);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* Between the claim and the purchase the token changes, and with it the workspace. */
static void change_workspace(struct shop *s)
{
	s->while_asked = NULL;
	given = "9";
	s->expires = true;
}

static int give_short_token(void *context, struct iqm_token_request *request)
{
	struct shop *s = context;

	return iqm_token_request_give(request, s->expires ? "second" : "first", given,
				      s->expires ? 0 : 1);
}

static int64_t now_ms(void *context)
{
	const struct shop *s = context;

	return s->expires ? 5000 : 1000;
}

static void wait_ms(void *context, long ms)
{
	(void)context, (void)ms;
}

START_TEST(test_workspace_that_changes_before_it_is_sent)
{
	struct shop s;
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = &s
	};
	struct iqm_settings settings = { .get_token = give_short_token,
					 .token_context = &s,
					 .clock = &clock };
	struct iqm_client *client;
	struct iqm_error error;

	shop_open(&s);
	given = "8";
	s.no_workspace = true;
	s.while_asked = change_workspace;
	ck_assert_int_eq(shop_client(&s, settings, &client, NULL), 0);
	ck_assert_int_eq(shop_buy(client, "k", &error), IQM_E_CONFIG);
	ck_assert_msg(strstr(error.message, "expected a token of workspace 8, found one of 9"),
		      "%s", error.message);
	ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(s.sold, 0);
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_NONE);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* ---- orders ---------------------------------------------------------------------------------- */

static int buy_sls(struct iqm_client *client, const struct iqm_sls_order *req, const char *key,
		   struct iqm_call *call)
{
	struct iqm_sls_order_response *rsp;
	bool allow = call->allow_duplicate;
	int err;

	*call = (struct iqm_call){ .key = key, .allow_duplicate = allow };
	err = iqm_sls_generate(client, req, &rsp, call);
	iqm_free(rsp);
	return err;
}

#define STUDY .sls_name = "Study", .io_id = iqm_int(5)

START_TEST(test_duplicates)
{
	const struct iqm_sls_order first = { STUDY, .campaign_ids = IQM_INTS(3, 11, 2),
					     .competitor_concept_group_ids =
						     IQM_STRS("b", "a\"]") };
	const struct {
		struct iqm_sls_order req;
		bool same;
	} others[] = {
		{ { STUDY, .campaign_ids = IQM_INTS(2, 3, 11, 2),
		    .competitor_concept_group_ids = IQM_STRS("a\"]", "b") },
		  true },
		{ { STUDY, .campaign_ids = IQM_INTS(3, 11, 2), .idempotency_key = "mine",
		    .competitor_concept_group_ids = IQM_STRS("b", "a\"]") },
		  true },
		{ { STUDY, .campaign_ids = IQM_INTS(3, 11),
		    .competitor_concept_group_ids = IQM_STRS("b", "a\"]") },
		  false },
		{ { STUDY, .campaign_ids = IQM_INTS(3, 11, 2) }, false },
		{ { .sls_name = "study",
		    .io_id = iqm_int(5),
		    .campaign_ids = IQM_INTS(3, 11, 2),
		    .competitor_concept_group_ids = IQM_STRS("b", "a\"]") },
		  false },
	};
	struct iqm_call call = { 0 };
	struct shop s;

	shop_open(&s);
	s.fail = _i ? 0 : IQM_E_NETWORK; /* bought, or it may have been */
	s.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true}}";
	ck_assert_int_eq(buy_sls(s.client, &first, "k", &call), _i ? 0 : IQM_E_UNKNOWN_OUTCOME);
	s.fail = 0;
	s.sold = s.asked = 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		int err = buy_sls(s.client, &others[i].req, NULL, &call);

		ck_assert_msg(err == (others[i].same ? IQM_E_DUPLICATE : 0), "%zu: %s", i,
			      call.error.message);
		if (others[i].same) {
			ck_assert_ptr_nonnull(strstr(call.error.message, "under key 'k' ("));
			ck_assert_ptr_nonnull(
				strstr(call.error.message, _i ? "(bought)" : "(unknown)"));
			ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
		}
	}
	ck_assert_int_eq(s.sold, 3);
	call.allow_duplicate = true;
	ck_assert_int_eq(buy_sls(s.client, &first, NULL, &call), 0);
	shop_close(&s);
}
END_TEST

/* The same order elsewhere, or one whose purchase came to nothing, is no duplicate. */
START_TEST(test_no_duplicates)
{
	const struct iqm_sls_order order = { STUDY };
	struct iqm_call call = { 0 };
	struct iqm_client *there;
	struct shop s;

	shop_open(&s);
	s.status = 422;
	s.body = REFUSED;
	ck_assert_int_eq(buy_sls(s.client, &order, "a", &call), IQM_E_REFUSED);
	s.status = 200;
	s.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true}}";
	ck_assert_int_eq(buy_sls(s.client, &order, "b", &call), 0);
	there = open_at(&s, NULL, "8");
	ck_assert_int_eq(buy_sls(there, &order, "c", &call), 0);
	ck_assert_int_eq(buy_sls(there, &order, "d", &call), IQM_E_DUPLICATE);
	iqm_client_close(there);
	shop_close(&s);
}
END_TEST

/* To regenerate a report once more is another purchase. */
START_TEST(test_regenerates_are_no_duplicates)
{
	const struct iqm_sls_order again = { .sls_id = iqm_int(77) };
	struct iqm_call call = { 0 };
	struct shop s;

	shop_open(&s);
	s.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true}}";
	ck_assert_int_eq(buy_sls(s.client, &again, "a", &call), 0);
	ck_assert_int_eq(buy_sls(s.client, &again, "b", &call), 0);
	ck_assert_int_eq(buy_sls(s.client, &again, "b", &call), IQM_E_KEY_USED);
	shop_close(&s);
}
END_TEST

START_TEST(test_another_order_under_a_used_key)
{
	const struct iqm_sls_order order = { STUDY };
	const struct iqm_sls_order other = { .sls_name = "Other", .io_id = iqm_int(5) };
	struct iqm_call call = { 0 };
	struct shop s;

	shop_open(&s);
	s.fail = _i ? 0 : IQM_E_NETWORK;
	s.body = "{\"success\":true,\"data\":{\"slsReportCreated\":true}}";
	buy_sls(s.client, &order, "k", &call);
	ck_assert_int_eq(buy_sls(s.client, &other, "k", &call),
			 _i ? IQM_E_KEY_USED : IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "another order"));
	ck_assert_int_eq(buy_sls(s.client, &order, "k", &call),
			 _i ? IQM_E_KEY_USED : IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_null(strstr(call.error.message, "another order"));
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* A damaged record may have lost either. */
START_TEST(test_place_that_is_recorded_in_part)
{
	const struct iqm_purchase recorded = { .state = IQM_PURCHASE_UNKNOWN,
					       .key = "k",
					       .service = _i ? NULL : "https://a",
					       .workspace = _i ? "6" : NULL };
	const struct iqm_purchase now = { .service = "https://b", .workspace = "7" };
	const struct iqm_purchase none = { .service = _i ? NULL : "https://b",
					   .workspace = _i ? "7" : NULL };
	struct iqm_error error;

	ck_assert_int_eq(iqm_journal_check_place(&recorded, &now, &error), IQM_E_KEY_USED);
	ck_assert_str_eq(error.message, _i ? "key 'k' is of workspace 6 of (not recorded): "
					     "expected that, found workspace 7 of https://b"
					   : "key 'k' is of workspace (not recorded) of https://a: "
					     "expected that, found workspace 7 of https://b");
	ck_assert_int_eq(iqm_journal_check_place(&recorded, &none, &error), IQM_E_KEY_USED);
	ck_assert_ptr_null(strstr(error.message, "(null)"));
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("place");

	tcase_add_loop_test(tcase, test_places, 0, (int)(sizeof(places) / sizeof(places[0])));
	tcase_add_loop_test(tcase, test_workspace_of_the_token, 0, 3);
	tcase_add_test(tcase, test_no_token);
	tcase_add_test(tcase, test_workspace_that_changes_before_it_is_sent);
	tcase_add_loop_test(tcase, test_duplicates, 0, 2);
	tcase_add_test(tcase, test_no_duplicates);
	tcase_add_test(tcase, test_regenerates_are_no_duplicates);
	tcase_add_loop_test(tcase, test_another_order_under_a_used_key, 0, 2);
	tcase_add_loop_test(tcase, test_place_that_is_recorded_in_part, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

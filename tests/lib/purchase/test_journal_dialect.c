/* SPDX-License-Identifier: MIT */
/* An order is the same one in every dialect: recorded alike, and not bought once more. */
#include "support/dialects.h"
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUEST                                                                                    \
	"{\"campaignId\":7,\"aqsStartDate\":1722311000,\"aqsEndDate\":1722315000,"                 \
	"\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"42\"}]}"

/* Has what dialects send otherwise: dates, ids, a list of one. */
static int buy(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	static const struct iqm_aqs_audience_concept_group group = { .concept_group_id = "42" };
	struct iqm_aqs_order req = {
		.campaign_id = iqm_int(7),
		.aqs_start_date = iqm_s(1722311000),
		.aqs_end_date = iqm_s(1722315000),
		.aqs_audience_concept_groups = IQM_STRUCTS(iqm_aqs_audience_concept_group, &group),
	};
	struct iqm_aqs_order_response *rsp;
	int err;

	*call = (struct iqm_call){ .key = key };
	err = iqm_aqs_generate(client, &req, &rsp, call);
	iqm_free(rsp);
	return err;
}

static struct iqm_client *open_in(struct shop *s, const char *dialect)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_msg(!shop_client(s, (struct iqm_settings){ .dialect = dialect }, &client, &error),
		      "%s", error.message);
	return client;
}

/* What the journal has of an order that was bought in a dialect; the caller's to iqm_free(). */
static struct iqm_purchase *record_in(struct shop *s, const char *dialect)
{
	struct iqm_client *client = open_in(s, dialect);
	struct iqm_purchase *p;
	struct iqm_call call;

	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s->sold, 1);
	call = (struct iqm_call){ 0 };
	ck_assert_int_eq(iqm_journal_get(client, "k", &p, &call), 0);
	iqm_client_close(client);
	return p;
}

START_TEST(test_is_recorded_alike)
{
	char order[64];

	for (int d = 0; d < count_dialects(); d++) {
		struct iqm_purchase *p;
		struct shop s;

		shop_open(&s);
		p = record_in(&s, iqm_insights_api.dialects[d]);
		ck_assert_str_eq(p->request, REQUEST);
		if (!d)
			snprintf(order, sizeof(order), "%s", p->order);
		ck_assert_str_eq(p->order, order);
		iqm_free(p);
		shop_close(&s);
	}
}
END_TEST

/* By a client of dialect _i, then by those of all others. */
START_TEST(test_is_not_bought_once_more)
{
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	iqm_free(record_in(&s, iqm_insights_api.dialects[_i]));
	for (int d = 0; d < count_dialects(); d++) {
		struct iqm_client *client = open_in(&s, iqm_insights_api.dialects[d]);

		ck_assert_int_eq(buy(client, "other", &call), IQM_E_DUPLICATE);
		ck_assert_msg(strstr(call.error.message, "'k'"), "%s", call.error.message);
		ck_assert_int_eq(buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
		ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
		iqm_client_close(client);
	}
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("dialect");

	tcase_add_test(tcase, test_is_recorded_alike);
	tcase_add_loop_test(tcase, test_is_not_bought_once_more, 0, count_dialects());
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

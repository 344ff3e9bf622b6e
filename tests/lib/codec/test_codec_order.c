/* SPDX-License-Identifier: MIT */
/* Orders that no service could mean are refused before anything is sent. */
#include "support/mock.h"
#include "support/suite.h"

#include <stdio.h>

#include "codec/codec.h"

#include <iqm/insights.h>

#define DAY INT64_C(86400000)
#define START INT64_C(1732165200000)

static struct mock mock;
static struct iqm_client *client;
static struct iqm_call call;

static void setup(void)
{
	mock = (struct mock){ .status = 200,
			      .body = "{\"success\":true,\"data\":{\"slsReportCreated\":true,"
				      "\"pldReportCreated\":true,\"aqsReportCreated\":true}}" };
	client = mock_client(&mock, NULL);
}

static void teardown(void)
{
	mock_close(client, &mock);
}

/* ---- what is refused ------------------------------------------------------------------------- */

static void check(int err, const char *operation, const char *path, const char *why)
{
	char message[256];

	snprintf(message, sizeof(message), "%s: %s: %s", operation, path, why);
	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_str_eq(call.error.path, path);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(mock.calls, 0);
}

static const struct {
	struct iqm_sls_order order;
	const char *path, *why;
} refused[] = {
	{ { .sls_start_date = { &iqm_is_set, START },
	    .sls_end_date = { &iqm_is_set, START - 1000 } },
	  "slsEndDate",
	  "expected 'slsStartDate' or later, which is 1732165200000, found 1732165199000" },
	{ { .sls_start_date = { &iqm_is_set, START / 1000 },
	    .sls_end_date = { &iqm_is_set, START - 1000 } },
	  "slsEndDate",
	  "expected 'slsStartDate' or later, which is 1732165200, found 1732165199000" },
	{ { .sls_start_date = { &iqm_is_set, START } },
	  "slsEndDate",
	  "missing, as 'slsStartDate' is there" },
	{ { .sls_end_date = { &iqm_is_set, START } },
	  "slsStartDate",
	  "missing, as 'slsEndDate' is there" },
	{ { .io_id = { &iqm_is_set, -5 } }, "ioId", "expected 0 or more, found -5" },
	{ { .sls_id = { &iqm_is_set, -1 } }, "slsId", "expected 0 or more, found -1" },
	{ { .campaign_ids = { (const int64_t[]){ 1, INT64_MIN }, 2 } },
	  "campaignIds[1]",
	  "expected 0 or more, found -9223372036854775808" },
};

#define REFUSED ((int)(sizeof(refused) / sizeof(refused[0])))

START_TEST(test_refused)
{
	struct iqm_sls_order_response *rsp;

	check(iqm_sls_generate(client, &refused[_i].order, &rsp, &call), "sls.generate",
	      refused[_i].path, refused[_i].why);
	check(iqm_sls_compute(client, &refused[_i].order, &rsp, &call), "sls.compute",
	      refused[_i].path, refused[_i].why);
	check(iqm_sls_generate_within(client, &refused[_i].order, 1, &rsp, &call),
	      "sls.generate: sls.compute", refused[_i].path, refused[_i].why);
}
END_TEST

START_TEST(test_refused_in_each_family)
{
	const struct iqm_pld_order pld = { .campaign_id = iqm_int(1),
					   .pld_start_date = iqm_ms(START),
					   .pld_end_date = iqm_ms(START - DAY) };
	const struct iqm_aqs_audience_concept_group groups[] = { { .audience_id = iqm_int(1) },
								 { .audience_id = iqm_int(-2) } };
	struct iqm_aqs_order aqs = { .aqs_start_date = iqm_s(START / 1000),
				     .aqs_end_date = iqm_s(START / 1000),
				     .aqs_audience_concept_groups =
					     IQM_STRUCTS(iqm_aqs_audience_concept_group, &groups[0],
							 &groups[1]) };
	struct iqm_pld_order_response *rsp;
	struct iqm_aqs_order_response *score;

	check(iqm_pld_generate(client, &pld, &rsp, &call), "pld.generate", "pldEndDate",
	      "expected 'pldStartDate' or later, which is 1732165200000, found 1732078800000");
	check(iqm_aqs_generate(client, &aqs, &score, &call), "aqs.generate",
	      "aqsAudienceConceptGroups[1].audienceId", "expected 0 or more, found -2");
	aqs.aqs_audience_concept_groups.len = 1;
	ck_assert_int_eq(iqm_aqs_generate(client, &aqs, &score, &call), 0);
	iqm_free(score);
	ck_assert_int_eq(mock.calls, 1);
}
END_TEST

/* ---- what is not ----------------------------------------------------------------------------- */

/* No length is too short, units may be mixed, 0 is a number, and a regenerate has no days. */
START_TEST(test_accepted)
{
	static const struct iqm_sls_order accepted[] = {
		{ .sls_start_date = { &iqm_is_set, START },
		  .sls_end_date = { &iqm_is_set, START } },
		{ .sls_start_date = { &iqm_is_set, START },
		  .sls_end_date = { &iqm_is_set, START / 1000 + 4 } },
		{ .sls_id = { &iqm_is_set, 0 } },
	};
	struct iqm_sls_order_response *rsp;

	ck_assert_msg(!iqm_sls_generate(client, &accepted[_i], &rsp, &call), "%s",
		      call.error.message);
	iqm_free(rsp);
	ck_assert_int_eq(mock.calls, 1);
}
END_TEST

/* ---- any depth ------------------------------------------------------------------------------ */

struct order_part {
	struct iqm_int id;
};
struct order_part_list {
	const struct order_part *const *items;
	size_t len;
};
IQM_MAP_OF_(order_part_list_entry, order_part_list_map, struct order_part_list);
struct order_whole {
	struct iqm_ms from, to;
	const struct order_part *part;
	struct iqm_int_map sizes;
	struct order_part_list_map groups;
};

static const struct iqm_field part_fields[] = { IQM_FIELD(order_part, id, 0, "id") };
static const struct iqm_descriptor order_part_descriptor = { IQM_DESCRIPTOR(order_part,
									    part_fields) };
static const struct iqm_field whole_fields[] = {
	IQM_FIELD(order_whole, from, 0, "from"),
	IQM_FIELD(order_whole, to, 0, "to"),
	IQM_OBJECT(order_whole, part, order_part, 0, "part"),
	IQM_MAP(order_whole, sizes, iqm_int_entry, "key",
		IQM_FIELD(iqm_int_entry, value, 0, "value"), 0, "sizes"),
	IQM_MAP(order_whole, groups, order_part_list_entry, "key",
		IQM_LIST(order_part_list_entry, value, order_part, 0, "value"), 0, "groups"),
};
static const struct iqm_descriptor whole = { IQM_DESCRIPTOR(order_whole, whole_fields),
					     .first_day = &whole_fields[0],
					     .last_day = &whole_fields[1] };

static void check_negative(const struct order_whole *order, const char *path)
{
	struct iqm_error error = { 0 };
	char message[128];

	if (!path) {
		ck_assert_int_eq(iqm_check_order(&whole, order, &error), 0);
		return;
	}
	snprintf(message, sizeof(message), "%s: expected 0 or more, found -1", path);
	ck_assert_int_eq(iqm_check_order(&whole, order, &error), IQM_E_USAGE);
	ck_assert_str_eq(error.message, message);
	ck_assert_str_eq(error.path, path);
}

START_TEST(test_negative_numbers_inside)
{
	struct order_part good = { .id = iqm_int(0) }, bad = { .id = iqm_int(-1) };
	const struct order_part *const absent[] = { NULL, &good };
	struct iqm_int_entry sizes[] = { { "a", iqm_int(0) }, { "b", iqm_int(0) } };
	struct order_part_list_entry groups[] = { { "g", IQM_STRUCTS(order_part, &good, &good) } };
	struct order_whole order = { .part = &good,
				     .sizes = IQM_ARRAY(sizes),
				     .groups = IQM_ARRAY(groups) };

	check_negative(&order, NULL);
	order.part = &bad;
	check_negative(&order, "part.id");
	order.part = NULL;
	sizes[1].value = iqm_int(-1);
	check_negative(&order, "sizes.b");
	order.sizes.items = NULL;
	groups[0].value = IQM_STRUCTS(order_part, &good, &bad);
	check_negative(&order, "groups.g[1].id");
	groups[0].value = (struct order_part_list){ absent, 2 }; /* where a dialect omits it */
	check_negative(&order, NULL);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("order");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, test_refused, 0, REFUSED);
	tcase_add_test(tcase, test_refused_in_each_family);
	tcase_add_loop_test(tcase, test_accepted, 0, 3);
	tcase_add_test(tcase, test_negative_numbers_inside);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Looking for what a purchase may have made: what the price says of it, too. */
#include "support/find_fixture.h"

/* ---- by the price ---------------------------------------------------------------------------- */

#define EXISTS_9                                                                                   \
	"{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":9,\"slsName\":\"A\"}}"

static void find_sls_since(struct iqm_intent since)
{
	struct iqm_sls_order req = { .sls_name = "A", .io_id = iqm_int(1) };
	struct iqm_call call = { 0 };

	s.lists = s.prices = 0;
	ck_assert_msg(iqm_sls_find(client, &req, &since, &found, &call) == 0, "%s",
		      call.error.message);
}

static void find_sls(int64_t highest)
{
	find_sls_since((struct iqm_intent){ .highest_id = iqm_int(highest) });
}

START_TEST(test_price_says_that_it_exists)
{
	open_list(10);
	s.price = EXISTS_9;
	service_row(&s, 9)->status_name = "Processing";
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_str_eq(found.report.status_name, "Processing");
	ck_assert_int_eq(found.report.seen_ms, s.now);
	ck_assert_int_eq(s.prices, 1);
	ck_assert_int_eq(s.lists, 1);
	service_row(&s, 10)->name = "A"; /* which of these? */
	service_row(&s, 9)->name = "A";
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.lists, 1);
	service_row(&s, 10)->name = NULL;
	service_remove(&s, 9); /* the list is behind */
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(found.report.page, 0);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_int_eq(iqm_sls_poll(client, &found.report, 1, NULL), 0);
	ck_assert_int_eq(found.report.state,
			 IQM_REPORT_WAITING); /* the find's look does not count */
	close_list();
}
END_TEST

/* It would cost a request, and say nothing new. */
START_TEST(test_no_price_where_the_list_shows_it)
{
	open_list(10);
	s.price = EXISTS_9;
	service_row(&s, 9)->name = "A";
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.prices, 0);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

/* The list was not read down to where the report may be. */
START_TEST(test_price_of_one_that_may_be_in_the_list)
{
	open_list(10);
	s.price = EXISTS_9;
	s.total_error = 1; /* one row less than it says, and no highest id in sight */
	s.ignores_sort = true;
	service_remove(&s, 9);
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.lists, 4); /* the poll asks, too */
	close_list();
}
END_TEST

/* Then only its time can say whether it is newer. */
START_TEST(test_price_without_a_highest_id)
{
	const struct iqm_intent since = { .time = iqm_ms(BOUGHT_MS) };

	open_list(10);
	s.price = EXISTS_9;
	find_sls_since(since);
	check_not(IQM_AMBIGUOUS, 1);
	service_row(&s, 9)->created = BOUGHT_MS;
	find_sls_since(since);
	check_found(9);
	service_row(&s, 9)->created = BOUGHT_MS - 11 * MINUTE_MS;
	find_sls_since(since);
	check_not(IQM_NOT_SEEN, 0);
	service_remove(&s, 9);
	find_sls_since(since);
	check_not(IQM_AMBIGUOUS, 1);
	ck_assert_int_eq(s.prices, 1);
	service_row(&s, 10)->name = "A";
	service_row(&s, 10)->created = BOUGHT_MS;
	find_sls_since(since); /* one fits, and another one exists */
	check_not(IQM_AMBIGUOUS, 2);
	close_list();
}
END_TEST

START_TEST(test_price_of_one_that_does_not_exist)
{
	open_list(10);
	s.price = "{\"success\":true,\"data\":{\"slsReportCreatable\":true,\"slsId\":9}}";
	find_sls(8);
	check_not(IQM_NOT_SEEN, 0);
	find_sls_since((struct iqm_intent){ .time = iqm_ms(BOUGHT_MS) });
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.prices, 1);
	close_list();
}
END_TEST

START_TEST(test_price_of_an_older_one)
{
	open_list(10);
	s.price = EXISTS_9;
	service_row(&s, 9)->name = "A";
	find_sls(9);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

/* The service knows by what the orders differ, even where the request has few of the fields. */
START_TEST(test_price_of_few_fields)
{
	const struct iqm_order *all = iqm_sls_generate_op.order;
	const struct iqm_match matches[] = { all->matches[0],
					     { all->echoes[0].asked, all->created } };
	struct iqm_order order = *all;
	struct iqm_op op = iqm_sls_generate_op;
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_intent since = { .highest_id = iqm_int(8) };

	order.matches = matches;
	order.match_len = 2;
	op.order = &order;
	open_list(10);
	service_row(&s, 9)->name = "A";
	ck_assert_int_eq(iqm_reports_find(client, &op, &req, &since, &found, NULL), 0);
	check_not(IQM_AMBIGUOUS, 1);
	s.price = EXISTS_9;
	ck_assert_int_eq(iqm_reports_find(client, &op, &req, &since, &found, NULL), 0);
	check_found(9);
	service_remove(&s, 10); /* the first row that is read */
	ck_assert_int_eq(iqm_reports_find(client, &op, &req, &since, &found, NULL), 0);
	check_found(9);
	close_list();
}
END_TEST

START_TEST(test_price_fails)
{
	open_list(10);
	s.price = "{\"success\":false}";
	s.price_status = 500;
	service_row(&s, 9)->name = "A";
	service_row(&s, 10)->name = "a"; /* another name */
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.lists, 1);
	service_row(&s, 9)->name = "b";
	service_row(&s, 9)->start = service_row(&s, 10)->start = 1;
	find_sls(8); /* no proof that there is none */
	check_not(IQM_NOT_SEEN, 0);
	ck_assert(!found.whole);
	s.price = NULL; /* there are no prices */
	find_sls(8);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert(found.whole);
	close_list();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("find_price");

	tcase_add_test(tcase, test_price_says_that_it_exists);
	tcase_add_test(tcase, test_no_price_where_the_list_shows_it);
	tcase_add_test(tcase, test_price_of_one_that_may_be_in_the_list);
	tcase_add_test(tcase, test_price_without_a_highest_id);
	tcase_add_test(tcase, test_price_of_one_that_does_not_exist);
	tcase_add_test(tcase, test_price_of_an_older_one);
	tcase_add_test(tcase, test_price_of_few_fields);
	tcase_add_test(tcase, test_price_fails);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

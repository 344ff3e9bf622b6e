/* SPDX-License-Identifier: MIT */
/* The command of a paid operation whose reports are in no list. */
#include "support/suite.h"

#include "commands.h" /* generated: the enums */
#include "purchase/order.h"
#include "purchase/price.h"

#include <math.h>

static const struct iqm_op op = { .name = "test.buy" };
static const struct cli_command command = { .family = "test", .name = "buy", .op = &op };

START_TEST(test_it_has_no_price)
{
	struct cli cli = { .args = { .command = &command } };
	struct iqm_error error = { 0 };
	struct price price = { 0 };

	ck_assert_int_eq(price_order(&cli, "", HUGE_VAL, &price, &error), 0);
	ck_assert_ptr_null(price.response);
	ck_assert_str_ne(price.why, "");
}
END_TEST

/* What cannot be waited for is refused before it is bought. */
START_TEST(test_nothing_can_follow)
{
	const char *given[] = { "" };
	struct cli cli = { .args = { .command = &command } };
	struct plan plan = { 0 };

	ck_assert_int_eq(parse_plan(&cli, &plan), 0);
	cli.args.option[OPT_WAIT].items = given;
	cli.args.option[OPT_WAIT].len = 1;
	ck_assert_int_eq(parse_plan(&cli, &plan), EXIT_USAGE);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("unlisted");

	tcase_add_test(tcase, test_it_has_no_price);
	tcase_add_test(tcase, test_nothing_can_follow);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

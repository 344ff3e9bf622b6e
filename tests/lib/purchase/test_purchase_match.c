/* SPDX-License-Identifier: MIT */
/* Whether what a row or a price shows is what was ordered. */
#include "purchase/match.h"
#include "support/suite.h"

#include "iqm_descriptors.h"

/* ---- a row that cannot be the order's -------------------------------------------------------- */

static const int64_t campaigns[] = { 77 };
static const int64_t others[] = { 78 };

static const struct iqm_pld_order order = { .campaign_id = { &iqm_is_set, 77 },
					    .pld_start_date = { &iqm_is_set, 1000 },
					    .pld_end_date = { &iqm_is_set, 2000 } };
static const struct iqm_pld_report row = { .campaign_ids = { campaigns, 1 },
					   .start_date = { &iqm_is_set, 1000 },
					   .end_date = { &iqm_is_set, 2000 } };

static const struct iqm_match *contradiction(struct iqm_pld_order req, struct iqm_pld_report shown)
{
	return iqm_order_contradiction(&iqm_pld_generate_op, &req, &shown);
}

START_TEST(test_no_contradiction)
{
	const struct iqm_pld_order nothing = { .campaign_id = { 0 } };
	const struct iqm_pld_report empty = { .pld_id = { 0 } };

	ck_assert_ptr_null(contradiction(order, row));
	ck_assert_ptr_null(contradiction(order, empty)); /* what is not shown contradicts nothing */
	ck_assert_ptr_null(contradiction(nothing, row));
}
END_TEST

/* Each field that the row shows, and the first of those that differ. */
START_TEST(test_contradiction)
{
	struct iqm_pld_report shown = row;

	shown.end_date = iqm_ms(86400000);
	ck_assert_ptr_eq(contradiction(order, shown), &iqm_pld_generate_op.order->matches[2]);
	shown.start_date = iqm_ms(86400000);
	ck_assert_ptr_eq(contradiction(order, shown), &iqm_pld_generate_op.order->matches[1]);
	shown.campaign_ids.items = others;
	ck_assert_ptr_eq(contradiction(order, shown), &iqm_pld_generate_op.order->matches[0]);
}
END_TEST

/* A day that is not shown is not the first of all days. */
START_TEST(test_a_day_that_is_not_shown)
{
	const struct iqm_pld_order first = { .pld_start_date = { &iqm_is_set, 0 } };
	const struct iqm_pld_report empty = { .pld_id = { 0 } };

	ck_assert(!iqm_match_shown(&iqm_pld_generate_op.order->matches[1], &first, &empty));
}
END_TEST

/* ---- prices ---------------------------------------------------------------------------------- */

static bool differs(struct iqm_pld_order req, struct iqm_ints shown)
{
	const struct iqm_pld_order_response price = { .campaign_ids = shown };
	const struct iqm_order *o = iqm_pld_generate_op.order;

	for (size_t i = 0; i < o->echo_len; i++)
		if (iqm_echo_differs(o, &o->echoes[i], &req, &price))
			return true;
	return false;
}

/* A price repeats the campaign and the list of them in one list. */
START_TEST(test_campaigns_of_a_price)
{
	const int64_t both[] = { 78, 77 };
	const struct iqm_pld_order one = { .campaign_id = { &iqm_is_set, 77 } };
	const struct iqm_pld_order list = { .campaign_ids = { both, 2 } };

	ck_assert(!differs(one, (struct iqm_ints){ campaigns, 1 }));
	ck_assert(differs(one, (struct iqm_ints){ others, 1 }));
	ck_assert(differs(one, (struct iqm_ints){ both, 2 }));
	ck_assert(!differs(list, (struct iqm_ints){ both, 2 }));
	ck_assert(differs(list, (struct iqm_ints){ campaigns, 1 }));
}
END_TEST

/* ---- lists ----------------------------------------------------------------------------------- */

struct lists {
	struct iqm_strs names;
	struct iqm_ints numbers;
};

static const struct iqm_field fields[] = {
	IQM_FIELD(lists, names, 0, "names"),
	IQM_FIELD(lists, numbers, 0, "numbers"),
};

static const int64_t numbers[] = { 1, 2, 3, 2 };
static const char *const names[] = { "a", "b", "c", "b" };

#define FROM(at, len)                                                                              \
	{                                                                                          \
		{ names + (at), len },                                                             \
		{                                                                                  \
			numbers + (at), len                                                        \
		}                                                                                  \
	}

static const struct {
	struct lists asked, shown;
	bool same;
} lists[] = {
	{ FROM(1, 2), FROM(2, 2), true },  /* b c, c b */
	{ FROM(0, 2), FROM(2, 2), false }, /* a b, c b */
	{ FROM(1, 2), FROM(0, 2), false }, /* b c, a b */
	{ FROM(0, 2), FROM(0, 1), false }, /* a b, a */
	{ FROM(0, 1), FROM(0, 2), false }, /* a, a b */
};

/* As sets. */
START_TEST(test_lists)
{
	for (int i = 0; i < 2; i++) {
		const struct iqm_match m = { &fields[i], &fields[i] };

		ck_assert(iqm_match_shown(&m, &lists[_i].asked, &lists[_i].shown) ==
			  lists[_i].same);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("match");

	tcase_add_test(tcase, test_no_contradiction);
	tcase_add_test(tcase, test_contradiction);
	tcase_add_test(tcase, test_a_day_that_is_not_shown);
	tcase_add_test(tcase, test_campaigns_of_a_price);
	tcase_add_loop_test(tcase, test_lists, 0, (int)(sizeof(lists) / sizeof(lists[0])));
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* When two orders are the same one: not by how their JSON is written, and by all that is sent. */
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <string.h>

#include "iqm_descriptors.h"

#include "purchase/journal_order.h"

struct goods {
	const char *shop; /* sent in the path */
	struct iqm_int_map sizes;
	struct iqm_json any;
};

static const struct iqm_field shop_fields[] = {
	IQM_FIELD(goods, shop, IQM_F_REQUIRED, "shop"),
};
static const struct iqm_descriptor shop_descriptor = { IQM_DESCRIPTOR(goods, shop_fields) };
static const struct iqm_field goods_fields[] = {
	IQM_MAP(goods, sizes, iqm_int_entry, "key", IQM_FIELD(iqm_int_entry, value, 0, "value"), 0,
		"sizes"),
	IQM_FIELD(goods, any, 0, "any"),
};
static const struct iqm_descriptor goods_descriptor = { IQM_DESCRIPTOR(goods, goods_fields) };

static const struct iqm_descriptor *body = &goods_descriptor;

static int buy(struct iqm_client *client, const struct goods *req)
{
	struct iqm_op op = iqm_pld_generate_op;
	struct iqm_call call = { 0 };
	void *rsp;
	int err;

	op.name = "test.generate";
	op.path = "/shops/{shop}/goods";
	op.query = &shop_descriptor;
	op.body = body;
	op.order = NULL;
	err = iqm_perform(client, &op, req, &rsp, &call);
	ck_assert_msg(!err || err == IQM_E_DUPLICATE || err == IQM_E_USAGE, "%s",
		      call.error.message);
	iqm_free(rsp);
	return err;
}

/* Bought after `first` by one client, `second` is a duplicate, or not. */
static void compare(const struct goods *first, const struct goods *second, bool same)
{
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(buy(s.client, first), 0);
	ck_assert_int_eq(buy(s.client, second), same ? IQM_E_DUPLICATE : 0);
	shop_close(&s);
}

/* ---- any JSON ------------------------------------------------------------------------------ */

static const struct {
	const char *first, *second;
	bool same;
} texts[] = {
	{ "{\"a\":1,\"b\":[2,3]}", " {\n\t\"b\" : [ 3 , 2 ] ,\r\n \"a\" : 1 } ", true },
	{ "[{\"a\":1},{\"b\":\"x,y\"}]", "[ {\"b\" : \"x,y\" } , { \"a\":1} ]", true },
	{ "[]", "[ ]", true },
	{ "{}", "{ }", true },
	{ "[[],{}]", "[ [ ] , { } ]", true },
	{ "\"a b\"", " \"a b\" ", true },
	{ "{\"a\":1}", "{\"a\":2}", false },
	{ "{\"a\":1}", "{\"b\":1}", false },
	{ "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", false },
	{ "\"a b\"", "\"ab\"", false },
	{ "[\"a\",\"b\"]", "[\"a\\\",\\\"b\"]", false },
	{ "[1]", "1", false },
	{ "{}", "[]", false },
	{ "[\"\",\"a\"]", "[\"a\",\"\"]", true },
	{ "[\"a\\\\\",\"b\"]", "[\"b\",\"a\\\\\"]", true },
	{ "[1,2]", "[12]", false },
	{ "[1,[2]]", "[[1,2]]", false },
	{ "[[1],{}]", "[[1,{}]]", false },
	{ "{\"a\":{\"b\":1},\"c\":2}", "{\"a\":{\"b\":1,\"c\":2}}", false },
};

START_TEST(test_any_json)
{
	const struct goods first = { "s", { NULL, 0 }, { texts[_i].first } };
	const struct goods second = { "s", { NULL, 0 }, { texts[_i].second } };

	compare(&first, &second, texts[_i].same);
}
END_TEST

/* What is looked for by its key may be written otherwise than it is recorded. */
START_TEST(test_texts)
{
	bool same = !texts[_i].same;

	ck_assert_int_eq(iqm_orders_compare(texts[_i].first, texts[_i].second, &same, NULL), 0);
	ck_assert(same == texts[_i].same);
	ck_assert_int_eq(iqm_orders_compare("{\"a\"", texts[_i].second, &same, NULL), 0);
	ck_assert(!same);
}
END_TEST

/* What is no JSON is like nothing but itself. */
START_TEST(test_text_that_is_cut)
{
	bool same = true;

	ck_assert_int_eq(iqm_orders_compare("[1,2", "[1,2]", &same, NULL), 0);
	ck_assert(!same);
	ck_assert_int_eq(iqm_orders_compare("[1,2]", "[1,2", &same, NULL), 0);
	ck_assert(!same);
	ck_assert_int_eq(iqm_orders_compare("[1,2", "[1,2", &same, NULL), 0);
	ck_assert(same);
}
END_TEST

/* What nobody could look for again is not bought. */
START_TEST(test_json_that_is_too_deep)
{
	char text[2 * 64 + 1] = "";
	const struct goods req = { "s", { NULL, 0 }, { text } };
	struct shop s;

	shop_open(&s);
	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	ck_assert_int_eq(buy(s.client, &req), IQM_E_USAGE);
	ck_assert_int_eq(s.sold, 0);
	memset(text + 63, ']', 63);
	text[2 * 63] = '\0';
	ck_assert_int_eq(buy(s.client, &req), 0);
	shop_close(&s);
}
END_TEST

/* ---- maps ---------------------------------------------------------------------------------- */

START_TEST(test_entries_have_no_order)
{
	const struct iqm_int_entry here[] = { { "a", iqm_int(1) }, { "b", iqm_int(2) } };
	const struct iqm_int_entry there[] = { { "b", iqm_int(2) }, { "a", iqm_int(1) } };
	const struct iqm_int_entry other[] = { { "a", iqm_int(2) }, { "b", iqm_int(1) } };
	const struct goods first = { "s", IQM_ARRAY(here), { NULL } };
	const struct goods same = { "s", IQM_ARRAY(there), { NULL } };
	const struct goods another = { "s", IQM_ARRAY(other), { NULL } };

	compare(&first, &same, true);
	compare(&first, &another, false);
}
END_TEST

/* ---- what is not in the body --------------------------------------------------------------- */

START_TEST(test_path_counts)
{
	const struct goods first = { "north", { NULL, 0 }, { "1" } };
	const struct goods same = first;
	const struct goods another = { "south", { NULL, 0 }, { "1" } };

	compare(&first, &same, true);
	compare(&first, &another, false);
}
END_TEST

/* An operation may need nothing else. */
START_TEST(test_path_alone)
{
	const struct goods first = { "north", { NULL, 0 }, { NULL } };
	const struct goods another = { "south", { NULL, 0 }, { NULL } };

	body = NULL;
	compare(&first, &first, true);
	compare(&first, &another, false);
	body = &goods_descriptor;
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("order");

	tcase_add_loop_test(tcase, test_any_json, 0, (int)(sizeof(texts) / sizeof(texts[0])));
	tcase_add_loop_test(tcase, test_texts, 0, (int)(sizeof(texts) / sizeof(texts[0])));
	tcase_add_test(tcase, test_text_that_is_cut);
	tcase_add_test(tcase, test_json_that_is_too_deep);
	tcase_add_test(tcase, test_entries_have_no_order);
	tcase_add_test(tcase, test_path_counts);
	tcase_add_test(tcase, test_path_alone);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

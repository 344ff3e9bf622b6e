/* SPDX-License-Identifier: MIT */
/* Requests made of flags, for each kind of field. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include "codec/codec.h"
#include "commands.h" /* generated: the enums */
#include "input/input.h"

#include <stdio.h>
#include <string.h>

struct part {
	struct iqm_int id;
	const char *name;
};
struct part_list {
	const struct part *const *items;
	size_t len;
};
IQM_MAP_OF_(part_entry, part_map, const struct part *);
struct whole {
	struct iqm_num num;
	struct iqm_ints ints;
	struct iqm_nums nums;
	struct iqm_bools bools;
	struct iqm_strs strs;
	struct iqm_json any;
	struct iqm_int_map sizes;
	struct part_map named;
	const char *mood;
	struct iqm_int order;
};

static const struct iqm_field part_fields[] = {
	IQM_FIELD(part, id, 0, "id"),
	IQM_FIELD(part, name, IQM_F_REQUIRED, "name"),
};
static const struct iqm_descriptor part_descriptor = { IQM_DESCRIPTOR(part, part_fields) };
static const struct iqm_field fields[] = {
	IQM_FIELD(whole, num, 0, "num"),
	IQM_FIELD(whole, ints, 0, "ints"),
	IQM_FIELD(whole, nums, 0, "nums"),
	IQM_FIELD(whole, bools, 0, "bools"),
	IQM_FIELD(whole, strs, 0, "strs"),
	IQM_FIELD(whole, any, 0, "any"),
	IQM_MAP(whole, sizes, iqm_int_entry, "key", IQM_FIELD(iqm_int_entry, value, 0, "value"), 0,
		"sizes"),
	IQM_MAP(whole, named, part_entry, "key", IQM_OBJECT(part_entry, value, part, 0, "value"), 0,
		"named"),
	IQM_FIELD(whole, mood, 0, "mood"),
	IQM_FIELD(whole, order, IQM_F_REQUIRED, "order"),
};
#define FIELDS (sizeof(fields) / sizeof(fields[0]))

static const struct iqm_descriptor descriptor = { IQM_DESCRIPTOR(whole, fields) };
static const struct iqm_op op = { .name = "test.whole", .body = &descriptor };
static const struct cli_name levels[] = { { "low", 1 }, { "high", 2 }, { NULL, 0 } };
static const struct cli_name moods[] = { { "GOOD", 0 }, { NULL, 0 } };
static const struct cli_flag flags[FIELDS] = {
	{ .name = "num" },
	{ .name = "ints", .names = levels },
	{ .name = "nums" },
	{ .name = "bools" },
	{ .name = "strs" },
	{ .name = "any" },
	{ .name = "sizes" },
	{ .name = "named" },
	{ .name = "mood", .names = moods },
	{ .name = "order" },
};
static const struct cli_command command = {
	.family = "test", .name = "whole", .op = &op, .flags = flags, .flag_len = FIELDS
};

/* What `value`, given for the flag of this field, and `more` (NULL: nothing) after it, become,
 * where the required field is given too, by a flag of its own. */
static int build(size_t field, const char *value, const char *more, struct buf *json)
{
	const char *items[] = { value, more };
	const char *order[] = { "9" };
	struct values given[FIELDS] = { { NULL, 0 } };
	struct arguments args = { .command = &command, .flags = given };
	struct encoding how = { .error = NULL };
	struct request request;
	int err;

	given[FIELDS - 1] = (struct values){ order, 1 };
	given[field] = (struct values){ items, more ? 2 : 1 };
	err = request_build(&args, NULL, &request);
	if (!err)
		err = iqm_encode_json(&descriptor, request.value, &how, json);
	request_free(&request);
	return err;
}

static const struct {
	size_t field;
	const char *value, *more, *json;
} good[] = {
	{ 0, "-1.5", NULL, "{\"num\":-1.5}" },
	{ 1, "1,high", "7", "{\"ints\":[1,2,7]}" },
	{ 2, "1,-2.5", "1e-7", "{\"nums\":[1,-2.5,1e-07]}" },
	{ 3, "true,no", "yes", "{\"bools\":[true,false,true]}" },
	{ 4, "a,b", "c", "{\"strs\":[\"a\",\"b\",\"c\"]}" },
	{ 5, "{\"a\": 1e400}", NULL, "{\"any\":{\"a\": 1e400}}" },
	{ 5, "\"x\"", NULL, "{\"any\":\"x\"}" },
	{ 5, "123456789012345678901234567890", NULL, "{\"any\":123456789012345678901234567890}" },
	{ 6, "{\"a\":1,\"\":-2}", NULL, "{\"sizes\":{\"a\":1,\"\":-2}}" },
	{ 7, "{\"x\":{\"name\":\"n\"},\"name\":{\"name\":\"\"}}", NULL,
	  "{\"named\":{\"x\":{\"name\":\"n\"},\"name\":{\"name\":\"\"}}}" },
	{ 8, "GOOD", NULL, "{\"mood\":\"GOOD\"}" },
	{ 8, "good", NULL, "{\"mood\":\"good\"}" },
};

START_TEST(test_good_values)
{
	struct buf json = { 0 };
	char expected[128];

	snprintf(expected, sizeof(expected), "%.*s,\"order\":9}", (int)strlen(good[_i].json) - 1,
		 good[_i].json);
	ck_assert_int_eq(build(good[_i].field, good[_i].value, good[_i].more, &json), 0);
	assert_text(&json, expected);
}
END_TEST

static const struct {
	size_t field;
	const char *value;
} bad[] = {
	{ 1, "1,lowest" },  { 2, "1,x" },
	{ 2, "1,,2" },      { 2, "nan" },
	{ 3, "true,2" },    { 3, "" },
	{ 5, "{" },         { 5, "" },
	{ 5, "1 2" },       { 6, "{\"a\":\"x\"}" },
	{ 6, "[1]" },       { 7, "{\"x\":{\"nope\":1}}" },
	{ 7, "{\"x\":7}" },
};

START_TEST(test_bad_values)
{
	struct buf json = { 0 };

	ck_assert_int_eq(build(bad[_i].field, bad[_i].value, NULL, &json), EXIT_USAGE);
	ck_assert_ptr_null(json.data);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("request");

	tcase_add_loop_test(tcase, test_good_values, 0, sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(tcase, test_bad_values, 0, sizeof(bad) / sizeof(bad[0]));
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

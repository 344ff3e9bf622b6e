/* SPDX-License-Identifier: MIT */
/* Maps: objects whose keys are data, with values of every kind. */
#include "support/codec_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ------------------------------------------------------------------------------ */

/* It is read but for one part, which is reported; written again it is `want`. */
static void reads_but(const char *data, const char *want, const char *path, const char *why)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);
	struct decoded d;
	char *json;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s: %s", data, d.error.message);
	ck_assert_uint_eq(d.call.bad_total, 1);
	ck_assert_str_eq(d.call.bad[0].path, path);
	ck_assert_str_eq(d.call.bad[0].reason, why);
	json = codec_json(&codec_all_descriptor, d.response);
	ck_assert_str_eq(json, want);
	free(json);
	free(body);
	codec_free(&d);
}

START_TEST(test_keys_are_any_text)
{
	codec_reads(&codec_all_op, "{\"sizes\":{\"\":1,\"a.b[0]\":2,\"\\u00e9\\n\":3,\"key\":4}}",
		    "{\"sizes\":{\"\":1,\"a.b[0]\":2,\"\303\251\\n\":3,\"key\":4}}");
	codec_reads(&codec_all_op, "{\"lists\":{\"a\":[1],\"a\":[2],\"b\":[]}}",
		    "{\"lists\":{\"a\":[1],\"a\":[2],\"b\":[]}}");
}
END_TEST

START_TEST(test_values_in_all_their_forms)
{
	codec_reads(&codec_all_op, "{\"sizes\":{\"a\":\"7\",\"b\":1e3}}",
		    "{\"sizes\":{\"a\":7,\"b\":1000}}");
	codec_reads(&codec_all_op, "{\"lists\":{\"a\":7,\"b\":\"1,2\",\"c\":[\"3\"]}}",
		    "{\"lists\":{\"a\":[7],\"b\":[1,2],\"c\":[3]}}");
	codec_reads(&codec_all_op, "{\"named\":{\"a\":{\"id\":\"1\",\"new\":[{}]},\"b\":{}}}",
		    "{\"named\":{\"a\":{\"id\":1},\"b\":{}}}");
	codec_reads(&codec_all_op,
		    "{\"groups\":[{\"parts\":[{\"id\":1},{}],\"name\":\"g\"},"
		    "{\"x\":[[]],\"name\":7,\"parts\":[]}]}",
		    "{\"groups\":{\"g\":[{\"id\":1},{}],\"7\":[]}}");
}
END_TEST

START_TEST(test_what_is_absent_is_no_entry)
{
	codec_reads(&codec_all_op, "{\"sizes\":{\"a\":null,\"b\":\"\",\"c\":0}}",
		    "{\"sizes\":{\"c\":0}}");
	codec_reads(&codec_all_op, "{\"named\":{\"a\":null},\"values\":{\"a\":null,\"b\":\"\"}}",
		    "{\"named\":{},\"values\":{\"b\":\"\"}}");
	codec_reads(&codec_all_op, "{\"groups\":[null,{\"name\":\"a\"},{\"x\":1},{}]}",
		    "{\"groups\":{}}");
}
END_TEST

START_TEST(test_a_bad_entry_costs_itself)
{
	reads_but("{\"sizes\":{\"a\":1,\"b\":{\"x\":[1]},\"c\":2}}",
		  "{\"sizes\":{\"a\":1,\"c\":2}}", "data.sizes.b",
		  "expected an integer, found an object");
	reads_but("{\"sizes\":{\"a\":1,\"\\ud83d\":[2],\"c\":2}}", "{\"sizes\":{\"a\":1,\"c\":2}}",
		  "data.sizes.\357\277\275", "found a NUL or half of a surrogate pair");
	reads_but("{\"sizes\":{\"a\":1,\"Caf\351\":2}}", "{\"sizes\":{\"a\":1}}", "data.sizes.Caf",
		  "expected UTF-8, found other bytes");
	reads_but("{\"named\":{\"a\":[{}],\"b\":{\"id\":2}}}", "{\"named\":{\"b\":{\"id\":2}}}",
		  "data.named.a", "expected an object, found a list");
	reads_but("{\"lists\":{\"a\":[1,{}],\"b\":[2]},\"text\":\"t\"}",
		  "{\"text\":\"t\",\"lists\":{\"b\":[2]}}", "data.lists.a[1]",
		  "expected an integer, found an object");
}
END_TEST

START_TEST(test_a_bad_part_of_a_value_costs_itself)
{
	reads_but("{\"named\":{\"a\":{\"id\":\"x\",\"name\":\"n\"}}}",
		  "{\"named\":{\"a\":{\"name\":\"n\"}}}", "data.named.a.id",
		  "expected an integer, found a string");
	reads_but("{\"groups\":{\"g\":[{\"id\":1},7,{\"id\":2}]}}",
		  "{\"groups\":{\"g\":[{\"id\":1},{},{\"id\":2}]}}", "data.groups.g[1]",
		  "expected an object, found the number 7");
}
END_TEST

START_TEST(test_a_bad_pair_costs_itself)
{
	static const char *const pairs[][3] = {
		{ "7", "", "expected an object with one key and one size" },
		{ "{\"size\":2}", "", "expected an object with one key and one size" },
		{ "{\"key\":null,\"size\":2}", "", "expected an object with one key and one size" },
		{ "{\"key\":\"a\",\"size\":2,\"key\":\"b\"}", "",
		  "expected an object with one key and one size" },
		{ "{\"key\":[\"a\"],\"size\":2}", ".key", "expected a string, found a list" },
		{ "{\"size\":{\"a\":[]},\"key\":\"a\"}", ".size",
		  "expected an integer, found an object" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *data = codec_text("{\"sizes\":[%s,{\"key\":\"z\",\"size\":1}]}", pairs[i][0]);

		char *path = codec_text("data.sizes[0]%s", pairs[i][1]);

		reads_but(data, "{\"sizes\":{\"z\":1}}", path, pairs[i][2]);
		free(data);
		free(path);
	}
	codec_spoils(&codec_all_op, "{\"named\":[]}", "data.named",
		     "expected an object, found a list"); /* no list of pairs */
}
END_TEST

/* ---- limits ------------------------------------------------------------------------------- */

/* A map of `len` entries. */
static void decode_entries(struct decoded *d, size_t len)
{
	char *most = codec_repeat("\"\":1,", len - 1);
	char *body = codec_text("{\"success\":true,\"data\":{\"sizes\":{%s\"\":1}}}", most);

	codec_decode(d, &codec_all_op, body, strlen(body));
	ck_assert_int_eq(d->err, 0);
	free(most);
	free(body);
}

START_TEST(test_more_entries_than_a_list_may_have)
{
	const struct codec_all *all;
	struct decoded d;

	decode_entries(&d, IQM_MAX_ITEMS);
	all = d.response;
	ck_assert_uint_eq(all->sizes.len, IQM_MAX_ITEMS);
	ck_assert_uint_eq(d.call.bad_total, 0);
	codec_free(&d);
	decode_entries(&d, IQM_MAX_ITEMS + 1);
	all = d.response;
	ck_assert_ptr_null(all->sizes.items);
	ck_assert_uint_eq(d.call.bad_total, 1);
	ck_assert_str_eq(d.call.bad[0].path, "data.sizes");
	ck_assert_str_eq(d.call.bad[0].reason, "more than 1048576 items");
	codec_free(&d);
}
END_TEST

START_TEST(test_maps_in_a_response_are_known_to_be_bad)
{
	static const char body[] = "{\"success\":true,\"data\":{\"named\":{\"parts\":{\"id\":[]},"
				   "\"b\":{}},\"sizes\":{\"a\":1}}}";
	struct decoded d;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	for (size_t i = 0; i < codec_all_descriptor.len; i++) {
		const struct iqm_field *f = &codec_all_descriptor.fields[i];

		ck_assert_msg(iqm_is_bad_field(d.response, NULL, 0, f) ==
				      !strcmp(f->names[0], "named"),
			      "%s", f->names[0]);
	}
	codec_free(&d);
}
END_TEST

/* ---- requests ----------------------------------------------------------------------------- */

struct codec_strict {
	const char *name;
	struct codec_part_map parts;
};
IQM_MAP_OF_(codec_strict_entry, codec_strict_map, const struct codec_strict *);
struct codec_outer {
	struct codec_strict_map all;
};

static const struct iqm_field strict_fields[] = {
	IQM_FIELD(codec_strict, name, IQM_F_REQUIRED, "name"),
	IQM_MAP(codec_strict, parts, codec_part_entry, "key",
		IQM_OBJECT(codec_part_entry, value, codec_part, 0, "value"), IQM_F_REQUIRED,
		"parts"),
};
static const struct iqm_descriptor codec_strict_descriptor = { IQM_DESCRIPTOR(codec_strict,
									      strict_fields) };
static const struct iqm_field outer_fields[] = {
	IQM_MAP(codec_outer, all, codec_strict_entry, "key",
		IQM_OBJECT(codec_strict_entry, value, codec_strict, 0, "value"), 0, "all"),
};
static const struct iqm_descriptor outer = { IQM_DESCRIPTOR(codec_outer, outer_fields) };

static void refuses_by(struct encoding how, const struct iqm_descriptor *t, const void *from,
		       const char *path, const char *what)
{
	struct iqm_error error = { 0 };
	struct buf out = { 0 };
	char *message = codec_text("%s: %s", path, what);

	how.error = &error;
	ck_assert_int_eq(iqm_encode_json(t, from, &how, &out), IQM_E_USAGE);
	ck_assert_str_eq(error.message, message);
	ck_assert_str_eq(error.path, path);
	iqm_buf_free(&out);
	free(message);
}

static void refuses(const struct iqm_descriptor *t, const void *from, const char *path,
		    const char *what)
{
	refuses_by((struct encoding){ .dialect = 0 }, t, from, path, what);
}

START_TEST(test_entries_without_a_value_are_refused)
{
	struct iqm_int_entry sizes[] = { { "a", iqm_int(1) }, { "b", { NULL, 0 } } };
	struct codec_part_entry named[] = { { "", NULL } };
	struct iqm_ints_entry lists[] = { { "l", { NULL, 0 } } };
	struct iqm_json_entry values[] = { { "v", { NULL } } };
	struct codec_all all = { .sizes = IQM_ARRAY(sizes) };

	refuses(&codec_all_descriptor, &all, "sizes.b", "an entry without a value");
	all = (struct codec_all){ .named = IQM_ARRAY(named) };
	refuses(&codec_all_descriptor, &all, "named.", "an entry without a value");
	all = (struct codec_all){ .lists = IQM_ARRAY(lists) };
	refuses(&codec_all_descriptor, &all, "lists.l", "an entry without a value");
	all = (struct codec_all){ .values = IQM_ARRAY(values) };
	refuses(&codec_all_descriptor, &all, "values.v", "an entry without a value");
	sizes[1].value = (struct iqm_int){ NULL, 5 };
	all = (struct codec_all){ .sizes = IQM_ARRAY(sizes) };
	refuses(&codec_all_descriptor, &all, "sizes.b",
		"has a value and is not set; make it with iqm_int()");
}
END_TEST

START_TEST(test_required_members_inside_a_map)
{
	struct codec_part part = { .id = iqm_int(1) };
	struct codec_part_entry parts[] = { { "p", &part } };
	struct codec_strict good = { .name = "n", .parts = IQM_ARRAY(parts) };
	struct codec_strict empty = { .name = "n", .parts = { parts, 0 } };
	struct codec_strict none = { .parts = IQM_ARRAY(parts) };
	struct codec_strict_entry all[] = { { "x", &good }, { "y", &none } };
	struct codec_outer from = { .all = { all, 1 } };
	char *json = codec_json(&outer, &from);

	ck_assert_str_eq(json, "{\"all\":{\"x\":{\"name\":\"n\",\"parts\":{\"p\":{\"id\":1}}}}}");
	free(json);
	from.all.len = 2;
	refuses(&outer, &from, "all.y.name", "required, and absent");
	all[1].value = &empty;
	refuses(&outer, &from, "all.y.parts", "required, and the list is empty");
	part.id = (struct iqm_int){ (const struct iqm_mark *)5, 0 };
	refuses(&outer, &from, "all.x.parts.p.id", "5 is a bare number; wrap it, as in iqm_int(5)");
}
END_TEST

START_TEST(test_maps_are_written_in_order_keys_and_all)
{
	struct iqm_int_entry sizes[] = { { "b\n\"", iqm_int(2) },
					 { "", iqm_int(0) },
					 { "b\n\"", iqm_int(3) } };
	struct codec_all all = { .sizes = IQM_ARRAY(sizes) };
	char *json = codec_json(&codec_all_descriptor, &all);

	ck_assert_str_eq(json, "{\"sizes\":{\"b\\n\\\"\":2,\"\":0,\"b\\n\\\"\":3}}");
	free(json);
}
END_TEST

/* Of an order. */
START_TEST(test_keys_that_must_differ)
{
	const struct encoding order = { .unique_keys = true };
	struct iqm_int_entry sizes[] = {
		{ "b", iqm_int(1) }, { "", iqm_int(2) }, { "B", iqm_int(3) }, { "b", iqm_int(1) }
	};
	struct codec_part part = { .id = iqm_int(1) };
	struct codec_part_entry parts[] = { { "p", &part }, { "p", &part } };
	struct codec_strict strict = { .name = "n", .parts = IQM_ARRAY(parts) };
	struct codec_strict_entry all[] = { { "x", &strict } };
	struct codec_outer from = { .all = IQM_ARRAY(all) };
	struct codec_all whole = { .sizes = { sizes, 3 } };
	struct encoding how = order;
	struct buf out = { 0 };

	ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &whole, &how, &out), 0);
	ck_assert_str_eq(out.data, "{\"sizes\":{\"b\":1,\"\":2,\"B\":3}}");
	iqm_buf_free(&out);
	whole.sizes.len = 4;
	refuses_by(order, &codec_all_descriptor, &whole, "sizes.b", "given twice");
	refuses_by(order, &outer, &from, "all.x.parts.p", "given twice");
	sizes[3].key = "";
	refuses_by(order, &codec_all_descriptor, &whole, "sizes.", "given twice");
	sizes[3].key = NULL;
	refuses_by(order, &codec_all_descriptor, &whole, "sizes[3]", "NULL in a list");
	whole.sizes.len = 0;
	ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &whole, &how, &out), 0);
	ck_assert_str_eq(out.data, "{\"sizes\":{}}");
	iqm_buf_free(&out);
}
END_TEST

struct map_order {
	struct iqm_int_map sizes;
};

static const struct iqm_field map_order_fields[] = {
	IQM_MAP(map_order, sizes, iqm_int_entry, "key", IQM_FIELD(iqm_int_entry, value, 0, "value"),
		0, "sizes"),
};
static const struct iqm_descriptor map_order_descriptor = { IQM_DESCRIPTOR(map_order,
									   map_order_fields) };

static const struct iqm_field as_text_fields[] = {
	IQM_MAP(map_order, sizes, iqm_int_entry, "key", IQM_FIELD(iqm_int_entry, value, 0, "value"),
		IQM_F_TEXT, "sizes"),
};
static const struct iqm_descriptor as_text_descriptor = { IQM_DESCRIPTOR(map_order,
									 as_text_fields) };

/* As the map says, not as its values' own field does. */
START_TEST(test_how_values_are_sent)
{
	struct iqm_int_entry sizes[] = { { "a", iqm_int(1) }, { "b", iqm_int(2) } };
	struct map_order order = { .sizes = IQM_ARRAY(sizes) };
	char *numbers = codec_json(&map_order_descriptor, &order);
	char *texts = codec_json(&as_text_descriptor, &order);

	ck_assert_str_eq(numbers, "{\"sizes\":{\"a\":1,\"b\":2}}");
	ck_assert_str_eq(texts, "{\"sizes\":{\"a\":\"1\",\"b\":\"2\"}}");
	free(numbers);
	free(texts);
}
END_TEST

static int send_order(const struct map_order *order, enum iqm_effect effect, struct mock *mock,
		      struct iqm_call *call)
{
	struct iqm_op op = iqm_sls_compute_op;
	struct iqm_client *client = mock_client(mock, NULL);
	void *rsp;
	int err;

	op.body = &map_order_descriptor;
	op.effect = effect;
	err = iqm_perform(client, &op, order, &rsp, call);
	iqm_free(rsp);
	mock_close(client, mock);
	return err;
}

static const char *const twice[][2] = {
	{ "{\"a\":1,\"b\":2,\"a\":1}", "any.a" },
	{ "[1,{\"x\":{\"b\":1,\"\\u0062\":2}}]", "any[1].x.b" },
	{ "{\"a\":{\"a\":{}},\"b\":[{\"a\":1},{\"a\":1}]}", NULL },
	{ "[\"a\",\"a\"]", NULL },
	{ "\"a\"", NULL },
};

/* The same of JSON that the caller has written. */
START_TEST(test_keys_of_any_json)
{
	for (size_t i = 0; i < sizeof(twice) / sizeof(twice[0]); i++) {
		struct codec_all all = { .any = { twice[i][0] } };
		struct iqm_error error = { .status = 0 };
		struct encoding how = { .error = &error, .unique_keys = true };
		struct buf out = { 0 };
		int err = iqm_encode_json(&codec_all_descriptor, &all, &how, &out);

		ck_assert_int_eq(err, twice[i][1] ? IQM_E_USAGE : 0);
		ck_assert_str_eq(error.path, twice[i][1] ? twice[i][1] : "");
		iqm_buf_free(&out);
		how.unique_keys = false;
		ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &all, &how, &out), 0);
		iqm_buf_free(&out);
	}
}
END_TEST

/* An order with such a map is not sent; another request is, as it is. */
START_TEST(test_keys_of_a_paid_order)
{
	static const char body[] = "{\"success\":true,\"data\":{\"slsReportCreated\":true}}";
	struct iqm_int_entry sizes[] = { { "a", iqm_int(1) }, { "a", iqm_int(2) } };
	struct map_order order = { .sizes = IQM_ARRAY(sizes) };
	struct mock mock = { .status = 200, .body = body };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(send_order(&order, IQM_PAID, &mock, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "sls.compute: sizes.a: given twice");
	ck_assert_str_eq(call.error.path, "sizes.a");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(mock.calls, 0);
	ck_assert_int_eq(send_order(&order, IQM_READ, &mock, &call), 0);
	ck_assert_int_eq(mock.calls, 1);
	order.sizes.len = 1;
	ck_assert_int_eq(send_order(&order, IQM_PAID, &mock, &call), 0);
	ck_assert_int_eq(mock.calls, 2);
}
END_TEST

/* A text that a program reads into a request: nothing in it is passed over. */
START_TEST(test_a_request_from_text)
{
	static const char *const bad[][3] = {
		{ "{\"sizes\":{\"a\":[]}}", "sizes.a", "expected an integer, found a list" },
		{ "{\"sizes\":[{\"key\":1}, 2]}", "sizes[1]",
		  "expected an object with one key and one size" },
		{ "{\"named\":{\"x\":{\"nope\":1}}}", "named.x.nope",
		  "unknown field, expected id, name" },
		{ "{\"sizes\":[{\"key\":\"a\",\"size\":1,\"nope\":2}]}", "sizes[0].nope",
		  "unknown field, expected key, size" },
		{ "{\"nums\":[1,\"x\"]}", "nums[1]", "expected a number, found a string" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *message = codec_text("%s: %s", bad[i][1], bad[i][2]);
		struct iqm_error error;
		void *read;
		int err = iqm_json_read(&codec_all_descriptor, bad[i][0], strlen(bad[i][0]), &read,
					&error);

		ck_assert(err == IQM_E_DECODE || err == IQM_E_USAGE);
		ck_assert_str_eq(error.message, message);
		ck_assert_str_eq(error.path, bad[i][1]);
		ck_assert_ptr_null(read);
		free(message);
	}
}
END_TEST

/* ---- lists of numbers and truth values ------------------------------------------------------- */

START_TEST(test_lists_in_one_string)
{
	codec_reads(&codec_all_op, "{\"nums\":\"1.5,-2\",\"bools\":\"true,0\"}",
		    "{\"nums\":[1.5,-2],\"bools\":[true,false]}");
	codec_reads(&codec_all_op, "{\"nums\":\"\",\"bools\":\"\"}", "{}");
	codec_reads(&codec_all_op, "{\"nums\":[\"0.1\",\"007\"],\"bools\":[\"false\",1]}",
		    "{\"nums\":[0.1,7],\"bools\":[false,true]}");
	codec_spoils(&codec_all_op, "{\"nums\":\"1,,2\"}", "data.nums",
		     "expected a list, found a string");
	codec_spoils(&codec_all_op, "{\"nums\":[1,1e400]}", "data.nums[1]",
		     "the number is too large");
	codec_spoils(&codec_all_op, "{\"bools\":[true,2]}", "data.bools[1]",
		     "expected true or false, found the number 2");
}
END_TEST

START_TEST(test_numbers_that_json_has_not)
{
	struct codec_all all = { .nums = IQM_NUMS(1, 1e308 * 10) };

	refuses(&codec_all_descriptor, &all, "nums[1]", "not a finite number");
	all = (struct codec_all){ .bools = { NULL, 1 } };
	refuses(&codec_all_descriptor, &all, "bools", "items is NULL and len is not 0");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("map");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_keys_are_any_text);
	tcase_add_test(tcase, test_values_in_all_their_forms);
	tcase_add_test(tcase, test_what_is_absent_is_no_entry);
	tcase_add_test(tcase, test_a_bad_entry_costs_itself);
	tcase_add_test(tcase, test_a_bad_part_of_a_value_costs_itself);
	tcase_add_test(tcase, test_a_bad_pair_costs_itself);
	tcase_add_test(tcase, test_more_entries_than_a_list_may_have);
	tcase_add_test(tcase, test_maps_in_a_response_are_known_to_be_bad);
	tcase_add_test(tcase, test_entries_without_a_value_are_refused);
	tcase_add_test(tcase, test_required_members_inside_a_map);
	tcase_add_test(tcase, test_maps_are_written_in_order_keys_and_all);
	tcase_add_test(tcase, test_keys_that_must_differ);
	tcase_add_test(tcase, test_how_values_are_sent);
	tcase_add_test(tcase, test_keys_of_any_json);
	tcase_add_test(tcase, test_keys_of_a_paid_order);
	tcase_add_test(tcase, test_a_request_from_text);
	tcase_add_test(tcase, test_lists_in_one_string);
	tcase_add_test(tcase, test_numbers_that_json_has_not);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

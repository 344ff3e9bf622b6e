/* SPDX-License-Identifier: MIT */
/* Data that is a list, a map or any JSON, with no object around it. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

struct codec_stack {
	struct codec_part_list parts;
	struct iqm_bool there;
	const char *note;
};
struct codec_by_key {
	struct codec_part_map parts;
};
struct codec_thing {
	struct iqm_json it;
};

static const struct iqm_field stack_fields[] = {
	IQM_LIST(codec_stack, parts, codec_part, 0, "parts"),
	IQM_FIELD(codec_stack, there, 0, "there"),
	IQM_FIELD(codec_stack, note, 0, "note"),
};
static const struct iqm_descriptor stack = { IQM_DESCRIPTOR(codec_stack, stack_fields),
					     .unwrapped = &stack_fields[0],
					     .unwrapped_true = &stack_fields[1] };
static const struct iqm_field by_key_fields[] = {
	IQM_MAP(codec_by_key, parts, codec_part_entry, "key",
		IQM_OBJECT(codec_part_entry, value, codec_part, 0, "value"), IQM_F_PAIRS, "parts"),
};
static const struct iqm_descriptor by_key = { IQM_DESCRIPTOR(codec_by_key, by_key_fields),
					      .unwrapped = &by_key_fields[0] };
static const struct iqm_field thing_fields[] = { IQM_FIELD(codec_thing, it, 0, "it") };
static const struct iqm_descriptor thing = { IQM_DESCRIPTOR(codec_thing, thing_fields),
					     .unwrapped = &thing_fields[0] };

static struct iqm_op stack_op, by_key_op, thing_op, bare_op;

static void setup(void)
{
	stack_op = codec_op_for(&stack);
	by_key_op = codec_op_for(&by_key);
	thing_op = codec_op_for(&thing);
	bare_op = codec_op_for(&stack);
	bare_op.envelope_optional = true;
}

/* ---- lists -------------------------------------------------------------------------------- */

START_TEST(test_data_that_is_a_list)
{
	codec_reads(&stack_op, "[{\"id\":1},{}]", "{\"parts\":[{\"id\":1},{}],\"there\":true}");
	codec_reads(&stack_op, "[]", "{\"parts\":[],\"there\":true}");
	codec_reads(&stack_op, "{\"parts\":[{\"id\":1}],\"note\":\"n\"}",
		    "{\"parts\":[{\"id\":1}],\"note\":\"n\"}");
	codec_reads(&stack_op, "{}", "{}");
	codec_spoils(&stack_op, "[{\"id\":\"x\"},{}]", "data[0].id",
		     "expected an integer, found a string");
	codec_spoils(&stack_op, "[{},7]", "data[1]", "expected an object, found the number 7");
	codec_refuses(&stack_op, "7", "data", "expected a list, found the number 7");
	codec_refuses(&stack_op, "null", "data", "missing");
}
END_TEST

static void check_raw(const void *response, const struct iqm_field *list, size_t i,
		      const char *want)
{
	size_t len;
	const char *raw = iqm_row_raw(response, list, i, &len);

	ck_assert(!raw == !want);
	ck_assert_uint_eq(len, want ? strlen(want) : 0);
	ck_assert(!want || !memcmp(raw, want, len));
}

/* As a call with keep_raw reads it. */
static void *decode_raw(const struct iqm_op *op, const char *body)
{
	struct arena *arena;
	void *response = iqm_response_new(op->response->size, &arena);
	struct iqm_error error;

	ck_assert_ptr_nonnull(response);
	ck_assert_int_eq(iqm_decode_response(op, body, strlen(body),
					     &(struct reading){ .keep_rows = true }, response,
					     &error),
			 0);
	iqm_arena_set_raw(arena, codec_text("%s", body), strlen(body));
	return response;
}

static void check_rows(const struct iqm_op *op, const char *body, const char *data)
{
	void *response = decode_raw(op, body);

	check_raw(response, &stack_fields[0], 0, "{ \"id\":1, \"new\":[] }");
	check_raw(response, &stack_fields[0], 1, "7");
	check_raw(response, &stack_fields[0], 2, NULL);
	check_raw(response, NULL, 0, data);
	ck_assert(!iqm_is_bad_field(response, &stack_fields[0], 0, NULL));
	ck_assert(iqm_is_bad_field(response, &stack_fields[0], 1, NULL));
	ck_assert(iqm_is_bad_field(response, NULL, 0, &stack_fields[0]));
	ck_assert(!iqm_is_bad_field(response, NULL, 0, &stack_fields[2]));
	iqm_free(response);
}

START_TEST(test_rows_of_data_that_is_a_list)
{
	static const char list[] = "[ { \"id\":1, \"new\":[] }, 7 ]";
	char *body = codec_text("{\"data\":%s,\"success\":true}", list);

	check_rows(&stack_op, body, list);
	check_rows(&bare_op, list, list);
	free(body);
	body = codec_text("{\"data\":{\"parts\":%s},\"success\":true}", list);
	check_rows(&stack_op, body, "{\"parts\":[ { \"id\":1, \"new\":[] }, 7 ]}");
	free(body);
}
END_TEST

START_TEST(test_a_list_without_an_envelope)
{
	struct decoded d;
	char *json;

	codec_decode(&d, &bare_op, " [{\"id\":1}] ", 12);
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	json = codec_json(&stack, d.response);
	ck_assert_str_eq(json, "{\"parts\":[{\"id\":1}],\"there\":true}");
	free(json);
	codec_free(&d);
	codec_reads(&bare_op, "[{\"id\":1}]", "{\"parts\":[{\"id\":1}],\"there\":true}");
	codec_spoils_body(&bare_op, "[{},{\"id\":[]}]", 14, "[1].id",
			  "expected an integer, found a list");
	codec_refuses_body(&bare_op, "[] 1", 4, "", "bytes behind the response (byte 3)");
	codec_refuses_body(&bare_op, "7", 1, "", "expected an object, found the number 7");
	codec_refuses_body(&stack_op, "[{}]", 4, "", "expected an object, found a list");
}
END_TEST

START_TEST(test_a_refusal_is_one_whatever_its_data)
{
	static const char *const bodies[] = {
		"{\"success\":false,\"data\":[{\"id\":\"x\"}],\"errorObjects\":[{\"error\":\"e\"}]}",
		"{\"data\":[{\"id\":\"x\"}],\"errorObjects\":[{\"error\":\"e\"}],\"success\":false}",
		"{\"data\":7,\"success\":false,\"errorObjects\":[{\"error\":\"e\"}]}",
	};
	const struct iqm_op *const ops[] = { &stack_op, &by_key_op, &bare_op };

	for (size_t i = 0; i < 9; i++) {
		struct decoded d;

		codec_decode(&d, ops[i % 3], bodies[i / 3], strlen(bodies[i / 3]));
		ck_assert_int_eq(d.err, IQM_E_REFUSED);
		ck_assert_str_eq(d.error.service[0].error, "e");
		ck_assert_uint_eq(d.call.bad_total, 0);
		codec_free(&d);
	}
}
END_TEST

/* ---- maps and any JSON ---------------------------------------------------------------------- */

START_TEST(test_data_that_is_a_map)
{
	codec_reads(&by_key_op,
		    "{\"12\":{\"id\":12},\"parts\":{\"id\":1},\"success\":{},\"x\":null}",
		    "{\"parts\":{\"12\":{\"id\":12},\"parts\":{\"id\":1},\"success\":{}}}");
	codec_reads(&by_key_op, "{}", "{\"parts\":{}}");
	codec_reads(&by_key_op, "[{\"key\":1,\"value\":{}}]", "{\"parts\":{\"1\":{}}}");
	codec_spoils(&by_key_op, "{\"12\":{\"id\":{}},\"13\":{}}", "data.12.id",
		     "expected an integer, found an object");
	codec_spoils(&by_key_op, "{\"parts\":[],\"13\":{}}", "data.parts",
		     "expected an object, found a list");
	codec_refuses(&by_key_op, "\"x\"", "data", "expected an object, found a string");
	codec_refuses(&by_key_op, "null", "data", "missing");
}
END_TEST

START_TEST(test_a_bad_entry_of_data_that_is_a_map)
{
	void *response = decode_raw(&by_key_op,
				    "{\"success\":true,\"data\":{\"12\":{\"id\":{}},\"13\":{}}}");

	ck_assert(iqm_is_bad_field(response, NULL, 0, &by_key_fields[0]));
	iqm_free(response);
}
END_TEST

START_TEST(test_data_that_is_anything)
{
	codec_reads(&thing_op, "{\"it\": [1]}", "{\"it\":{\"it\": [1]}}");
	codec_reads(&thing_op, "[1, 2.0]", "{\"it\":[1, 2.0]}");
	codec_reads(&thing_op, "\"x\"", "{\"it\":\"x\"}");
	codec_reads(&thing_op, "false", "{\"it\":false}");
	codec_refuses(&thing_op, "null", "data", "missing");
	codec_refuses(&thing_op, "\"\377\"", "data", "expected UTF-8, found other bytes");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("unwrapped");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, test_data_that_is_a_list);
	tcase_add_test(tcase, test_rows_of_data_that_is_a_list);
	tcase_add_test(tcase, test_a_list_without_an_envelope);
	tcase_add_test(tcase, test_a_refusal_is_one_whatever_its_data);
	tcase_add_test(tcase, test_data_that_is_a_map);
	tcase_add_test(tcase, test_a_bad_entry_of_data_that_is_a_map);
	tcase_add_test(tcase, test_data_that_is_anything);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

/* SPDX-License-Identifier: MIT */
/* Any JSON: kept as its text, and sent as it is. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* The deepest that the reader takes, around a 1. */
static char *nested(size_t depth)
{
	char *open = codec_repeat("[", depth);
	char *close = codec_repeat("]", depth);
	char *text = codec_text("%s1%s", open, close);

	free(open);
	free(close);
	return text;
}

/* ---- reading ------------------------------------------------------------------------------ */

static const char *const texts[] = {
	"true",
	"0",
	"-0.0",
	"1E+400",
	"123456789012345678901234567890.10",
	"\"\"",
	"\"\\u00e9 \303\251 \\ud83d\\/\"",
	"[]",
	"[ 1 ,\t2\n]",
	"{\"b\":1,\"a\":{ \"b\" : [null,\"}\"]},\"b\":2}",
	"[null]",
};

static void check_kept(const char *text, const char *format)
{
	char *data = codec_text(format, text);
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);
	const struct codec_all *all;
	struct decoded d;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_msg(d.err == 0 && !d.call.bad_total, "%s", data);
	all = d.response;
	ck_assert_str_eq(all->values.items ? all->values.items[0].value.text : all->any.text, text);
	codec_free(&d);
	free(body);
	free(data);
}

START_TEST(test_every_byte_is_kept)
{
	check_kept(texts[_i], "{\"any\":%s}");
	check_kept(texts[_i], "{ \"any\" : %s , \"new\":[1]}");
	check_kept(texts[_i], "{\"values\":{\"k\":  %s\n}}");
}
END_TEST

START_TEST(test_null_is_absent)
{
	codec_reads(&codec_all_op, "{\"any\":null,\"integer\":1}", "{\"integer\":1}");
	codec_spoils(&codec_all_op, "{\"any\":1,\"any\":2}", "data.any", "given twice");
}
END_TEST

START_TEST(test_bytes_that_are_not_utf8)
{
	static const char *const bad[] = { "\"\377\"", "[\"a\",\"\377\"]", "{\"\377\":1}" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *data = codec_text("{\"any\":%s,\"integer\":1}", bad[i]);

		codec_spoils(&codec_all_op, data, "data.any", "expected UTF-8, found other bytes");
		free(data);
	}
	codec_reads(&codec_all_op, "{\"x\":\"\377\",\"any\":[\"a\"],\"y\":\"\377\"}",
		    "{\"any\":[\"a\"]}");
}
END_TEST

START_TEST(test_what_is_no_json_spoils_the_response)
{
	codec_refuses(&codec_all_op, "{\"any\":[1,]}", "data.any[1]", "not JSON (byte 33)");
	codec_refuses(&codec_all_op, "{\"any\":{\"a\":01}}", "data.any.a", "not JSON (byte 36)");
}
END_TEST

START_TEST(test_the_depth_of_a_response)
{
	char *deepest = nested(62); /* in the envelope, and its data */
	char *deeper = nested(63);
	char *data = codec_text("{\"any\":%s}", deepest);
	char *more = codec_text("{\"any\":%s}", deeper);
	char *body = codec_text("{\"success\":true,\"data\":%s}", more);
	struct decoded d;

	codec_reads(&codec_all_op, data, data);
	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_int_eq(d.err, IQM_E_DECODE);
	ck_assert_ptr_nonnull(strstr(d.error.message, "nested too deeply"));
	codec_free(&d);
	free(deepest);
	free(deeper);
	free(data);
	free(more);
	free(body);
}
END_TEST

START_TEST(test_a_large_value)
{
	char *items = codec_repeat("{\"k\":[1, 2.50, \"\303\251\"]},", 50000);
	char *text = codec_text("[%s0]", items);

	check_kept(text, "{\"any\":%s}");
	free(items);
	free(text);
}
END_TEST

/* ---- writing ------------------------------------------------------------------------------ */

START_TEST(test_every_byte_is_sent)
{
	struct iqm_json_entry values[] = { { "k", { texts[_i] } } };
	struct codec_all all = { .any = { texts[_i] }, .values = IQM_ARRAY(values) };
	char *want = codec_text("{\"any\":%s,\"values\":{\"k\":%s}}", texts[_i], texts[_i]);
	char *json = codec_json(&codec_all_descriptor, &all);

	ck_assert_str_eq(json, want);
	free(json);
	free(want);
}
END_TEST

START_TEST(test_null_is_sent_where_it_is_asked_for)
{
	struct codec_all all = { .any = { "null" } };
	char *json = codec_json(&codec_all_descriptor, &all);

	ck_assert_str_eq(json, "{\"any\":null}");
	free(json);
	all.any.text = NULL;
	json = codec_json(&codec_all_descriptor, &all);
	ck_assert_str_eq(json, "{}");
	free(json);
}
END_TEST

START_TEST(test_null_of_a_request_is_read_back)
{
	static const char text[] = "{\"any\":null,\"values\":{\"a\":null}}";
	struct iqm_error error;
	void *all;
	char *json;

	ck_assert_int_eq(iqm_json_read(&codec_all_descriptor, text, sizeof(text) - 1, &all, &error),
			 0);
	json = codec_json(&codec_all_descriptor, all);
	ck_assert_str_eq(json, text);
	free(json);
	iqm_free(all);
}
END_TEST

static void check_refused(const char *text, const char *why)
{
	struct codec_part part = { .id = iqm_int(1) };
	struct iqm_json_entry values[] = { { "good", { "1" } }, { "k", { text } } };
	struct codec_all all = { .part = &part, .values = IQM_ARRAY(values) };
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };

	ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &all, &how, &out), IQM_E_USAGE);
	ck_assert_str_eq(error.path, "values.k");
	ck_assert_msg(strstr(error.message, "values.k: not one JSON value: ") == error.message,
		      "%s", error.message);
	ck_assert_msg(strstr(error.message, why), "%s", error.message);
	codec_check_printable(&error);
	iqm_buf_free(&out);
}

START_TEST(test_what_is_not_one_json_value_is_refused)
{
	static const char *const bad[][2] = {
		{ "", "the text is empty" },
		{ " ", "the text is empty" },
		{ "{", "the text ends too early" },
		{ "[1,]", "not JSON (byte 3)" },
		{ "{'a':1}", "not JSON (byte 1)" },
		{ "nul", "the text ends too early" },
		{ "NaN", "not JSON" },
		{ "01", "not JSON (byte 1)" },
		{ "1 2", "bytes behind the value (byte 2)" },
		{ "1},{\"x\":1", "bytes behind the value (byte 1)" },
		{ "\"a\nb\"", "not JSON" },
		{ "\"\\x\"", "not JSON" },
		{ "\"\377\"", "not UTF-8 (byte 1)" },
		{ "\xef\xbb\xbf{}", "a byte-order mark" },
	};
	char *deep = nested(65);

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_refused(bad[i][0], bad[i][1]);
	check_refused(deep, "nested too deeply");
	free(deep);
}
END_TEST

/* What a program reads from text it sends as it was. */
START_TEST(test_a_request_from_text)
{
	static const char text[] = "{\"any\":{\"a\": 1.0},\"values\":{\"k\": [ ]}}";
	struct iqm_error error;
	void *read;
	char *json;

	ck_assert_int_eq(iqm_json_read(&codec_all_descriptor, text, strlen(text), &read, &error),
			 0);
	json = codec_json(&codec_all_descriptor, read);
	ck_assert_str_eq(json, "{\"any\":{\"a\": 1.0},\"values\":{\"k\":[ ]}}");
	free(json);
	iqm_free(read);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("any");
	int len = sizeof(texts) / sizeof(texts[0]);

	tcase_add_loop_test(tcase, test_every_byte_is_kept, 0, len);
	tcase_add_test(tcase, test_null_is_absent);
	tcase_add_test(tcase, test_bytes_that_are_not_utf8);
	tcase_add_test(tcase, test_what_is_no_json_spoils_the_response);
	tcase_add_test(tcase, test_the_depth_of_a_response);
	tcase_add_test(tcase, test_a_large_value);
	tcase_add_loop_test(tcase, test_every_byte_is_sent, 0, len);
	tcase_add_test(tcase, test_null_is_sent_where_it_is_asked_for);
	tcase_add_test(tcase, test_null_of_a_request_is_read_back);
	tcase_add_test(tcase, test_what_is_not_one_json_value_is_refused);
	tcase_add_test(tcase, test_a_request_from_text);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)

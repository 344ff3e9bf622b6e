/* SPDX-License-Identifier: MIT */
/* Writing request bodies: presence, text, numbers; and what is refused before sending. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/mock.h"

static void writes_as(const struct iqm_descriptor *t, const void *from, const char *want)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };

	ck_assert_msg(iqm_encode_json(t, from, &how, &out) == 0, "%s", error.message);
	ck_assert_str_eq(out.data, want);
	iqm_buf_free(&out);
}

static void writes(const struct codec_all *from, const char *want)
{
	writes_as(&codec_all_descriptor, from, want);
}

static void refuses(const struct iqm_descriptor *t, const void *from, const char *path,
		    const char *what)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };
	char *message = codec_text("%s: %s", path, what);

	ck_assert_int_eq(iqm_encode_json(t, from, &how, &out), IQM_E_USAGE);
	ck_assert_int_eq(error.status, IQM_E_USAGE);
	ck_assert_str_eq(error.message, message);
	ck_assert_str_eq(error.path, path);
	codec_check_printable(&error);
	iqm_buf_free(&out);
	free(message);
}

/* ---- presence ----------------------------------------------------------------------------- */

START_TEST(test_a_zeroed_request_writes_nothing)
{
	struct codec_all all = { .text = NULL };
	struct iqm_pld_order req = { 0 };

	writes(&all, "{}");
	writes_as(iqm_pld_generate_op.body, &req, "{}");
}
END_TEST

START_TEST(test_zero_false_and_empty_are_written)
{
	static const int64_t no_ints[1];
	static const char *const no_strs[1];
	static const struct iqm_int_entry no_sizes[1];
	static const struct codec_part no_part;
	struct codec_all all = {
		.integer = iqm_int(0),
		.number = iqm_num(0),
		.flag = iqm_bool(false),
		.ms = iqm_ms(0),
		.seconds = iqm_s(0),
		.text = "",
		.ints = { no_ints, 0 },
		.strs = { no_strs, 0 },
		.sizes = { no_sizes, 0 },
		.part = &no_part,
		.parts = { (const struct codec_part *const[]){ &no_part }, 0 },
	};

	writes(&all,
	       "{\"integer\":0,\"number\":0,\"flag\":false,\"ms\":0,\"seconds\":0,\"text\":\"\","
	       "\"ints\":[],\"strs\":[],\"sizes\":{},\"part\":{},\"parts\":[]}");
}
END_TEST

START_TEST(test_every_kind_is_written)
{
	static const struct iqm_int_entry sizes[] = { { "b", { &iqm_is_set, 2 } },
						      { "a", { &iqm_is_set, -1 } } };
	static const struct codec_part part = { .name = "p" };
	struct codec_part one = { .id = iqm_int(1) }, none = { .name = NULL }, q = { .name = "q" };
	struct codec_all all = {
		.integer = iqm_int(-42),
		.number = iqm_num(2.5),
		.flag = iqm_bool(true),
		.ms = iqm_ms(1732165200000),
		.seconds = iqm_s(1732165200),
		.text = "t",
		.ints = IQM_INTS(1, -2),
		.strs = IQM_STRS("a", ""),
		.sizes = IQM_ARRAY(sizes),
		.part = &part,
		.parts = IQM_STRUCTS(codec_part, &one, &none, &q),
	};

	writes(&all, "{\"integer\":-42,\"number\":2.5,\"flag\":true,\"ms\":1732165200000,"
		     "\"seconds\":1732165200,\"text\":\"t\",\"ints\":[1,-2],\"strs\":[\"a\",\"\"],"
		     "\"sizes\":{\"b\":2,\"a\":-1},\"part\":{\"name\":\"p\"},"
		     "\"parts\":[{\"id\":1},{},{\"name\":\"q\"}]}");
}
END_TEST

/* ---- text --------------------------------------------------------------------------------- */

START_TEST(test_escapes_of_every_ascii_byte)
{
	for (int c = 1; c < 128; c++) {
		char text[2] = { (char)c, '\0' };
		const char *names = "b\bt\tn\nf\fr\r\"\"\\\\";
		const char *at = NULL;
		struct codec_all all = { .text = text };
		char *want;

		for (size_t i = 1; i < 14; i += 2)
			if (names[i] == c)
				at = names + i - 1;
		if (at)
			want = codec_text("{\"text\":\"\\%c\"}", *at);
		else
			want = c < 0x20 ? codec_text("{\"text\":\"\\u%04x\"}", (unsigned)c)
					: codec_text("{\"text\":\"%c\"}", c);
		writes(&all, want);
		codec_reads(&codec_all_op, want, want);
		free(want);
	}
}
END_TEST

START_TEST(test_utf8_is_written_as_it_is)
{
	struct codec_all all = { .text = "\303\251\342\202\254\360\237\230\200 \"x\"\n" };

	writes(&all, "{\"text\":\"\303\251\342\202\254\360\237\230\200 \\\"x\\\"\\n\"}");
}
END_TEST

START_TEST(test_bad_utf8_is_refused)
{
	static const char *const strs[] = { "a", "\377" };
	static const struct iqm_int_entry sizes[] = { { "ok", { &iqm_is_set, 1 } },
						      { "\300\200", { &iqm_is_set, 2 } } };
	struct codec_part part = { .name = "\355\240\200" };
	struct codec_part a = { .name = "a" }, cut = { .name = "cut\342\202" };
	struct codec_all all = { .text = "a\200" };

	refuses(&codec_all_descriptor, &all, "text", "not UTF-8");
	all = (struct codec_all){ .strs = IQM_ARRAY(strs) };
	refuses(&codec_all_descriptor, &all, "strs[1]", "not UTF-8");
	all = (struct codec_all){ .sizes = IQM_ARRAY(sizes) };
	refuses(&codec_all_descriptor, &all, "sizes[1]", "not UTF-8");
	all = (struct codec_all){ .part = &part };
	refuses(&codec_all_descriptor, &all, "part.name", "not UTF-8");
	all = (struct codec_all){ .parts = IQM_STRUCTS(codec_part, &a, &cut) };
	refuses(&codec_all_descriptor, &all, "parts[1].name", "not UTF-8");
}
END_TEST

/* ---- numbers ------------------------------------------------------------------------------ */

START_TEST(test_integers_are_written_whole)
{
	struct codec_all all = { .integer = iqm_int(INT64_MAX),
				 .ms = iqm_ms(INT64_MIN),
				 .seconds = iqm_s(-1),
				 .ints = IQM_INTS(9007199254740993, INT64_MIN + 1, 10) };

	writes(&all, "{\"integer\":9223372036854775807,\"ms\":-9223372036854775808,\"seconds\":-1,"
		     "\"ints\":[9007199254740993,-9223372036854775807,10]}");
}
END_TEST

START_TEST(test_numbers_are_written_shortest)
{
	static const struct {
		double value;
		const char *want;
	} numbers[] = {
		{ 0.1, "0.1" },
		{ 0.30000000000000004, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 100, "100" },
		{ -2.55, "-2.55" },
		{ -0.0, "-0" },
		{ 1e15, "1e15" },
		{ 1e22, "1e22" },
		{ 123456789012345678.0, "1.2345678901234568e17" },
		{ 1e-7, "1e-07" },
		{ DBL_MAX, "1.7976931348623157e308" },
		{ DBL_MIN, "2.2250738585072014e-308" },
		{ 5e-324, "4.94065645841247e-324" },
		{ 25.50, "25.5" },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct codec_all all = { .number = iqm_num(numbers[i].value) };
		char *want = codec_text("{\"number\":%s}", numbers[i].want);

		writes(&all, want);
		free(want);
	}
}
END_TEST

/* Any double reads back as itself, through our writer and reader. */
START_TEST(test_numbers_survive_the_way_there_and_back)
{
	uint64_t bits = UINT64_C(0x9e3779b97f4a7c15);

	for (int i = 0; i < 5000; i++) {
		struct codec_all all = { .number = { &iqm_is_set, 0 } };
		struct codec_all back = { 0 };
		struct iqm_error error;
		char *json;

		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&all.number.value, &bits, sizeof(bits));
		if (!isfinite(all.number.value))
			continue;
		json = codec_json(&codec_all_descriptor, &all);
		if (iqm_decode_json(&codec_all_descriptor, json, strlen(json), NULL, &back,
				    &error) ||
		    memcmp(&back.number.value, &bits, sizeof(bits)))
			ck_abort_msg("%s", json);
		free(json);
	}
}
END_TEST

START_TEST(test_numbers_that_are_none_are_refused)
{
	static const double none[] = { (double)NAN, (double)INFINITY, -(double)INFINITY };

	for (size_t i = 0; i < 3; i++) {
		struct codec_all all = { .number = iqm_num(none[i]) };

		refuses(&codec_all_descriptor, &all, "number", "not a finite number");
	}
}
END_TEST

/* ---- what is refused ---------------------------------------------------------------------- */

static const struct iqm_mark *bare(intptr_t number)
{
	return (const struct iqm_mark *)number;
}

START_TEST(test_bare_numbers_are_named)
{
	struct codec_part good = { .id = iqm_int(1) }, bad = { .id = { bare(-3), 0 } };
	struct codec_all all = { .integer = { bare(451351), 0 } };

	refuses(&codec_all_descriptor, &all, "integer",
		"451351 is a bare number; wrap it, as in iqm_int(451351)");
	all = (struct codec_all){ .number = { bare(5), 0 } };
	refuses(&codec_all_descriptor, &all, "number",
		"5 is a bare number; wrap it, as in iqm_num(5)");
	all = (struct codec_all){ .flag = { bare(1), false } };
	refuses(&codec_all_descriptor, &all, "flag",
		"1 is a bare number; wrap it, as in iqm_bool(1)");
	all = (struct codec_all){ .ms = { bare((intptr_t)1732165200000), 0 } };
	refuses(&codec_all_descriptor, &all, "ms",
		sizeof(intptr_t) < sizeof(int64_t)
			? "1293379712 is a bare number; wrap it, as in iqm_ms(1293379712)"
			: "1732165200000 is a bare number; wrap it, as in iqm_ms(1732165200000)");
	all = (struct codec_all){ .seconds = { bare(1732165200), 0 } };
	refuses(&codec_all_descriptor, &all, "seconds",
		"1732165200 is a bare number; wrap it, as in iqm_s(1732165200)");
	all = (struct codec_all){ .parts = IQM_STRUCTS(codec_part, &good, &bad) };
	refuses(&codec_all_descriptor, &all, "parts[1].id",
		"-3 is a bare number; wrap it, as in iqm_int(-3)");
}
END_TEST

START_TEST(test_a_bare_number_is_never_sent)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order req = { .campaign_id = { bare(451351), 0 } };
	struct iqm_list_query list = { .page_no = { bare(2), 0 } };
	struct iqm_pld_order_response *rsp;
	struct iqm_pld_report_page *page;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.path, "campaignId");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(iqm_pld_list(client, &list, &page, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.path, "pageNo");
	ck_assert_ptr_null(page);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_lists_that_are_none_are_refused)
{
	static const struct codec_part part;
	static const char *const strs[] = { "a", NULL };
	static const struct iqm_int_entry sizes[] = { { NULL, { &iqm_is_set, 1 } } };
	struct codec_all all = { .ints = { NULL, 2 } };

	refuses(&codec_all_descriptor, &all, "ints", "items is NULL and len is not 0");
	all = (struct codec_all){ .strs = { NULL, 1 } };
	refuses(&codec_all_descriptor, &all, "strs", "items is NULL and len is not 0");
	all = (struct codec_all){ .sizes = { NULL, 1 } };
	refuses(&codec_all_descriptor, &all, "sizes", "items is NULL and len is not 0");
	all = (struct codec_all){ .parts = { NULL, 1 } };
	refuses(&codec_all_descriptor, &all, "parts", "items is NULL and len is not 0");
	all = (struct codec_all){ .strs = IQM_ARRAY(strs) };
	refuses(&codec_all_descriptor, &all, "strs[1]", "NULL in a list");
	all = (struct codec_all){ .sizes = IQM_ARRAY(sizes) };
	refuses(&codec_all_descriptor, &all, "sizes[0]", "NULL in a list");
	all = (struct codec_all){ .parts = IQM_STRUCTS(codec_part, &part, NULL) };
	refuses(&codec_all_descriptor, &all, "parts[1]", "NULL in a list");
}
END_TEST

/* `req.campaign_id.value = 5` forgets the mark: it must not be sent as if it were not there. */
START_TEST(test_a_value_without_its_mark)
{
	struct codec_all all = { .integer = { NULL, 5 } };

	refuses(&codec_all_descriptor, &all, "integer",
		"has a value and is not set; make it with iqm_int()");
	all = (struct codec_all){ .flag = { NULL, true } };
	refuses(&codec_all_descriptor, &all, "flag",
		"has a value and is not set; make it with iqm_bool()");
	all = (struct codec_all){ .number = { NULL, 0.5 } };
	refuses(&codec_all_descriptor, &all, "number",
		"has a value and is not set; make it with iqm_num()");
}
END_TEST

/* A typo in a date must not buy a report without it. */
START_TEST(test_a_bad_timestamp)
{
	static const char what[] =
		"not a timestamp: expected ISO 8601 with a zone, or a time in range";
	struct codec_all all = { .ms = iqm_ms_from_iso("2026-01-05T00:00:00") };

	refuses(&codec_all_descriptor, &all, "ms", what);
	all = (struct codec_all){ .seconds = iqm_s_from_iso("2026-02-30T00:00:00Z") };
	refuses(&codec_all_descriptor, &all, "seconds", what);
}
END_TEST

START_TEST(test_a_body_has_a_limit)
{
	struct codec_all all = { .text = "0123456789" };
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { .max = 21 };

	ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &all, &how, &out), 0);
	iqm_buf_free(&out);
	out.max = 20;
	ck_assert_int_eq(iqm_encode_json(&codec_all_descriptor, &all, &how, &out), IQM_E_USAGE);
	ck_assert_str_eq(error.message, "the request is too large");
	iqm_buf_free(&out);
}
END_TEST

/* ---- dialects ----------------------------------------------------------------------------- */

START_TEST(test_ids_that_are_text_are_sent_as_numbers)
{
	static const struct {
		const char *id, *want;
	} ids[] = {
		{ "202335", "202335" },
		{ "0", "0" },
		{ "-7", "-7" },
		{ "9007199254740991", "9007199254740991" },
		{ "9007199254740992", "\"9007199254740992\"" },
		{ "-9007199254740992", "\"-9007199254740992\"" },
		{ "12345678901234567", "\"12345678901234567\"" },
		{ "007", "\"007\"" },
		{ "-0", "\"-0\"" },
		{ "-07", "\"-07\"" },
		{ "", "\"\"" },
		{ "-", "\"-\"" },
		{ "group-b", "\"group-b\"" },
		{ "7 ", "\"7 \"" },
		{ " 7", "\" 7\"" },
		{ "+7", "\"+7\"" },
		{ "1.5", "\"1.5\"" },
		{ "1e3", "\"1e3\"" },
		{ "0x7", "\"0x7\"" },
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const char *list[] = { "1", ids[i].id };
		struct iqm_sls_order req = { .concept_group_id = ids[i].id,
					     .competitor_concept_group_ids = IQM_ARRAY(list) };
		char *want =
			codec_text("{\"conceptGroupId\":%s,\"competitorConceptGroupIds\":[1,%s]}",
				   ids[i].want, ids[i].want);

		writes_as(iqm_sls_compute_op.body, &req, want);
		free(want);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("write");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_a_zeroed_request_writes_nothing);
	tcase_add_test(tcase, test_zero_false_and_empty_are_written);
	tcase_add_test(tcase, test_every_kind_is_written);
	tcase_add_test(tcase, test_escapes_of_every_ascii_byte);
	tcase_add_test(tcase, test_utf8_is_written_as_it_is);
	tcase_add_test(tcase, test_bad_utf8_is_refused);
	tcase_add_test(tcase, test_integers_are_written_whole);
	tcase_add_test(tcase, test_numbers_are_written_shortest);
	tcase_add_test(tcase, test_numbers_survive_the_way_there_and_back);
	tcase_add_test(tcase, test_numbers_that_are_none_are_refused);
	tcase_add_test(tcase, test_bare_numbers_are_named);
	tcase_add_test(tcase, test_a_bare_number_is_never_sent);
	tcase_add_test(tcase, test_lists_that_are_none_are_refused);
	tcase_add_test(tcase, test_a_value_without_its_mark);
	tcase_add_test(tcase, test_a_bad_timestamp);
	tcase_add_test(tcase, test_a_body_has_a_limit);
	tcase_add_test(tcase, test_ids_that_are_text_are_sent_as_numbers);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
